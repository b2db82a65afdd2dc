"""A report for other eyes: another name for the company, roles instead of names, bands instead of numbers."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import log10, sqrt
from typing import Any
from unicodedata import normalize

from gtm_tui.model.session import Decision, Session
from gtm_tui.model.vocabulary import GROUPS
from gtm_tui.questions import Kind, Question, field_of, question_for
from gtm_tui.report.labels import compact, money
from gtm_tui.rules import Assessment, Finding, assess
from gtm_tui.text.names import is_in, name_key

WITHHELD = "(withheld)"
_PERCENT_BANDS = (1, 10, 25, 50, 75, 100)
# A number that is no part of a word, a range, a date or a motion such as 1-stage and 1:many.
_NUMBER = r"(?<![\w.,:/-])\d[\d,]*(?:\.\d+)?(?:bn|[km])?(?![\w:/-]|[.,]\d)(?:\s?%)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """How texts and numbers are changed; the plain one changes nothing."""

    redact: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """A text made from the disguised session: numbers become bands when redacting, stand-ins stay whole."""
        if not self.redact:
            return text
        kept = sorted({name for name in self.names.values() if name}, key=len, reverse=True)
        pattern = "|".join([*map(_phrase, kept), f"(?P<number>{_NUMBER})"])
        return re.sub(pattern, lambda m: band_text(m[0]) if m["number"] else m[0], text)

    def foreign(self, text: str) -> str:
        """A text made from the session as it is: names are replaced too."""
        return self.text(replace_names(text, self.names))

    def amount(self, value: float) -> str:
        """An amount or count in words, as a band when redacting."""
        return band(value) if self.redact else money(value)

    @property
    def coarse(self) -> Callable[[float], float] | None:
        """What blurs a place on the map, or None."""
        return middle if self.redact else None


PLAIN = Redaction()


def redacted(assessment: Assessment, alias: str = "", redact: bool = False) -> tuple[Assessment, Redaction]:
    """The same assessment with a disguised session, and the disguise for texts made from it."""
    if not alias and not redact:
        return assessment, PLAIN
    session = assessment.session
    company = str(session.get("company.name") or "")
    if redact:
        names = {**_roles(session), **({company: alias or "The company"} if company else {})}
        session, ids = _redacted(session, names, alias)
        names = {**ids, **names}
    else:
        names = {company: alias} if company else {}
        session = _renamed(session, lambda text: replace_names(text, names))
        session = session.with_answer("company.name", alias)
    redaction = Redaction(redact=redact, names=names)
    return assess(session, assessment.calibration, assessment.today, assessment.rule_set.version), redaction


def pairs(original: Assessment, other: Assessment) -> dict[str, Finding]:
    """For each finding of the disguised assessment, by its name, the original one."""
    both = zip(original.runs.values(), other.runs.values(), strict=False)
    return {new.identity: old for a, b in both for old, new in zip(a.findings, b.findings, strict=False)}


def replace_names(text: str, names: Mapping[str, str]) -> str:
    """The text with every name, as a whole phrase and in any case, replaced by its stand-in."""
    known = sorted((normalize("NFC", name) for name in names if name.strip()), key=len, reverse=True)
    if not known:
        return text
    folded = {name_key(name): stand_in for name, stand_in in names.items()}
    pattern = "|".join(map(_phrase, known))
    return re.sub(pattern, lambda m: folded.get(name_key(m[0]), m[0]), normalize("NFC", text), flags=re.IGNORECASE)


# -- bands ---------------------------------------------------------------------------------------------


def band(value: float) -> str:
    """A number as a band of the series 1, 2, 5, 10, ...: `10k-20k`."""
    if value <= 0:
        return "0"
    if value < 1:
        return "below 1"
    low, high = _edges(value)
    return f"{compact(low)}-{compact(high)}"


def percent_band(value: float) -> str:
    """A share as a band: `25-50 %`."""
    if value < 1:
        return "below 1 %"
    for low, high in pairwise(_PERCENT_BANDS):
        if value <= high:
            return f"{low}-{high} %"
    return "over 100 %"


def band_text(number: str) -> str:
    """A number as it stands in a text, as a band."""
    digits = number.replace(",", "")
    if digits.endswith("%"):
        return percent_band(float(digits[:-1]))
    factor = {"k": 1e3, "m": 1e6, "bn": 1e9}
    unit = digits.lstrip("0123456789.").lower()
    return band(float(digits[: len(digits) - len(unit)]) * factor.get(unit, 1))


def middle(value: float) -> float:
    """The middle of a number's band, on a log scale."""
    if value < 1:
        return value
    low, high = _edges(value)
    return sqrt(low * high)


def _edges(value: float) -> tuple[float, float]:
    power = 10.0 ** int(log10(value) + 1e-9)
    for low, high in ((1, 2), (2, 5), (5, 10)):
        if value < high * power * (1 - 1e-9):
            return low * power, high * power
    return 10 * power, 20 * power


# -- names ---------------------------------------------------------------------------------------------


def _roles(session: Session) -> dict[str, str]:
    people: dict[str, list[str]] = {}
    for person in _people(session):
        covered = people.setdefault(name_key(person), [])
        covered += [g.label for g in GROUPS.values() if is_in(person, session.get(f"groups.{g.id}.people") or ())]
    used: dict[str, int] = {}
    roles: dict[str, str] = {}
    for person in _people(session):
        if person in roles:
            continue
        same = next((r for n, r in roles.items() if name_key(n) == name_key(person)), "")
        groups = list(dict.fromkeys(people[name_key(person)]))
        role = f"{' and '.join(groups)} lead" if groups else "Another person"
        if not same:
            used[role] = used.get(role, 0) + 1
            same = role if used[role] == 1 and groups else f"{role} {_letter(used[role] - 1)}"
        roles[person] = same
    return roles


def _people(session: Session) -> Iterable[str]:
    for key, value in session.answers.items():
        question = question_for(key)
        if question is not None and isinstance(value, tuple) and question.kind in (Kind.PEOPLE, Kind.OWNERS):
            yield from (v[0] if isinstance(v, tuple) else v for v in value)
    respondent = session.get("session.respondent")
    if respondent:
        yield str(respondent)
    for decision in session.decisions.values():
        yield from (name for name in (decision.owner, decision.by) if name)


def _redacted(session: Session, names: Mapping[str, str], alias: str) -> tuple[Session, dict[str, str]]:
    ids = {s: f"segment-{_letter(i).lower()}" for i, s in enumerate(session.segments)}
    lines = {b: f"line-{_letter(i).lower()}" for i, b in enumerate(session.budget)}
    scopes: dict[str, str] = {"all": "all"}

    def key(path: str) -> str:
        collection, identity, name = field_of(path)
        new = {"segments": ids, "budget": lines}.get(collection, {}).get(identity)
        return f"{collection}.{new}.{name}" if new else path

    def value(path: str, answer: Any) -> Any:
        question = question_for(path)
        kind = question.kind if question else ""
        _, identity, _ = field_of(path)
        if kind == Kind.OWNERS:
            return tuple(
                (names[p], scopes.setdefault(name_key(s), f"scope {_letter(len(scopes) - 1)}")) for p, s in answer
            )
        if kind == Kind.PEOPLE:
            return tuple(dict.fromkeys(names[p] for p in answer))
        if kind == Kind.SEGMENTS:
            return tuple(ids.get(s, s) for s in answer)
        if kind in (Kind.TEXT, Kind.NAME):
            return _text(question, identity, answer)
        return answer

    def _text(question: Question | None, identity: str, answer: Any) -> Any:
        match question.redacted if question else "":
            case "kept":
                return answer
            case "company":
                return alias or "The company"
            case "title":
                return "Go-to-market assessment"
            case "person":
                return names.get(str(answer), "")
            case "identity":
                return _spoken({**ids, **lines}[identity])
        return WITHHELD

    redacted = Session(
        answers={key(k): value(k, v) for k, v in session.answers.items()},
        dont_know=frozenset(key(k) for k in session.dont_know),
        unconfirmed=frozenset(key(k) for k in session.unconfirmed),
        not_applicable={key(k): WITHHELD for k in session.not_applicable},
        segments=tuple(ids.values()),
        budget=tuple(lines.values()),
        notes={key(k): WITHHELD for k in session.notes},
        sources={key(k): v for k, v in session.sources.items()},
        decisions={k: _redacted_decision(d, names) for k, d in session.decisions.items()},
        invalid={key(k): WITHHELD for k in session.invalid},
    )
    labels = {session.segment_name(s): _spoken(new) for s, new in ids.items()}
    return redacted, {**ids, **labels}


def _redacted_decision(decision: Decision, names: Mapping[str, str]) -> Decision:
    return decision._replace(
        action=WITHHELD if decision.action else "",
        owner=names.get(decision.owner, decision.owner),
        reason=WITHHELD if decision.reason else "",
        by=names.get(decision.by, decision.by),
    )


def _renamed(session: Session, text: Callable[[str], str]) -> Session:
    def deep(value: Any) -> Any:
        if isinstance(value, str):
            return text(value)
        return tuple(deep(v) for v in value) if isinstance(value, tuple) else value

    def told(value: Any, key: str) -> Any:
        question = question_for(key)
        free = question is not None and question.kind in (Kind.NAME, Kind.TEXT, Kind.PEOPLE, Kind.OWNERS)
        return deep(value) if free else value

    return session._replace(
        answers={k: told(v, k) for k, v in session.answers.items()},
        notes={k: text(v) for k, v in session.notes.items()},
        not_applicable={k: text(v) for k, v in session.not_applicable.items()},
        decisions={
            k: d._replace(action=text(d.action), owner=text(d.owner), reason=text(d.reason), by=text(d.by))
            for k, d in session.decisions.items()
        },
    )


def _spoken(identity: str) -> str:
    word, _, letter = identity.rpartition("-")
    return f"{word.capitalize()} {letter.upper()}"


def _letter(index: int) -> str:
    letters = ""
    while index >= 0:
        letters = chr(ord("A") + index % 26) + letters
        index = index // 26 - 1
    return letters


def _phrase(name: str) -> str:
    start = r"\b" if name[:1].isalnum() else ""
    end = r"\b" if name[-1:].isalnum() else ""
    return start + r"\s+".join(re.escape(part) for part in name.split()) + end
