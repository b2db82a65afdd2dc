"""Session to TOML document and back: stable order, nothing lost, every wrong value told where it stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from gtm_tui.model.session import FORMAT, MAX_SEGMENTS, Decision, Scenario, Session, Value
from gtm_tui.questions import QUESTIONS, SOURCES, AnswerError, nearest_keys, question_for
from gtm_tui.questions.question import MAX_NAME, MAX_TEXT, show_raw
from gtm_tui.rules import Assessment, Finding

HEADER = """\
#:schema ./gtm-session.schema.json
# Go-to-market assessment, written by gtm-tui. Safe to edit by hand.
"""
# Tables that hold something else than answers.
_BESIDE_ANSWERS = (
    "format",
    "dont_know",
    "notes",
    "sources",
    "not_applicable",
    "decisions",
    "scenarios",
    "provenance",
    "dissent",
    "results",
)
_STATUSES = ("planned", "accepted", "disagree")
_DECISION_TEXTS = ("action", "owner", "reason", "by", "severity")
_DECISION_DATES = ("due", "on", "until")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Misfit:
    """One value of a file that could not be taken: where, what was found, what is expected, the nearest known key."""

    path: Path
    found: str
    expected: str
    nearest: str = ""

    @property
    def key(self) -> str:
        """The key path in one piece."""
        return ".".join(self.path)


@dataclass(slots=True)
class Decoded:
    """A session read from a document, with what did not fit, unknown keys, and the results as stored."""

    session: Session
    misfits: list[Misfit] = field(default_factory=list)
    unknown: list[Path] = field(default_factory=list)
    stored_results: Mapping[str, Any] = field(default_factory=dict)


# -- reading -----------------------------------------------------------------------------------------------


def decode(document: Mapping[str, Any]) -> Decoded:
    """The session in a parsed document. Never raises for a wrong value: it is kept and listed."""
    return _Decoder(document).decode()


class _Decoder:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self._answers: dict[str, Value] = {}
        self._invalid: dict[str, Any] = {}
        self._extra: dict[Path, Any] = {}
        self._ids: dict[str, dict[str, None]] = {"segments": {}, "budget": {}}
        self._misfits: list[Misfit] = []
        self._unknown: list[Path] = []

    def decode(self) -> Decoded:
        for key, value in self._document.items():
            if key not in _BESIDE_ANSWERS:
                self._walk((key,), value)
        session = Session(
            answers=self._answers,
            invalid=self._invalid,
            segments=tuple(self._ids["segments"]),
            budget=tuple(self._ids["budget"]),
            dont_know=frozenset(self._dont_know()),
            not_applicable=self._texts("not_applicable", MAX_TEXT),
            notes=self._texts("notes", MAX_TEXT),
            sources=self._sources(),
            decisions=self._entries("decisions", _decision),
            scenarios=self._entries("scenarios", _scenario),
            provenance=self._entries("provenance", _respondents),
            dissent=self._entries("dissent", _table),
            extra=self._extra,
        )
        if len(session.segments) > MAX_SEGMENTS:
            found = f"{len(session.segments)} segments"
            self._misfits.append(Misfit(("segments",), found, f"at most {MAX_SEGMENTS}"))
        results = self._document.get("results", {})
        return Decoded(session, self._misfits, self._unknown, results if isinstance(results, dict) else {})

    def _walk(self, path: Path, value: Any) -> None:
        head, key = path[0], ".".join(path)
        question = None if any("." in part for part in path) else question_for(key)
        if question is not None:
            self._note_id(path)
            try:
                self._answers[key] = question.check(value)
            except AnswerError as error:
                self._invalid[key] = value
                self._misfits.append(Misfit(path, error.found, error.expected))
        elif isinstance(value, dict) and _leads_to_questions(path):
            if head in self._ids and len(path) == 2:
                self._note_id(path)
            for name, inner in value.items():
                self._walk((*path, str(name)), inner)
        else:
            self._keep(path, value)

    def _note_id(self, path: Path) -> None:
        if path[0] in self._ids:
            self._ids[path[0]][path[1]] = None

    def _keep(self, path: Path, value: Any) -> None:
        self._extra[path] = value
        self._unknown.append(path)
        if nearest := nearest_keys(".".join(path)):
            self._misfits.append(Misfit(path, "a key that is not known", "a known key", nearest[0]))

    def _refuse(self, path: Path, value: Any, expected: str) -> None:
        self._extra[path] = value
        self._misfits.append(Misfit(path, show_raw(value), expected))

    def _dont_know(self) -> Iterator[str]:
        listed = self._document.get("dont_know", [])
        if not isinstance(listed, list) or not all(isinstance(key, str) for key in listed):
            self._refuse(("dont_know",), listed, "a list of question keys")
            return
        for key in listed:
            if question_for(key) is None:
                nearest = nearest_keys(key)
                found, expected = show_raw(key), "the key of a question"
                self._misfits.append(Misfit(("dont_know",), found, expected, nearest[0] if nearest else ""))
            yield key

    def _section(self, name: str) -> Mapping[str, Any]:
        table = self._document.get(name, {})
        if isinstance(table, dict):
            return table
        self._refuse((name,), table, "a table")
        return {}

    def _texts(self, name: str, longest: int) -> dict[str, str]:
        texts: dict[str, str] = {}
        for key, text in self._section(name).items():
            if isinstance(text, str) and text.strip() and len(text) <= longest:
                texts[key] = text
            else:
                self._refuse((name, key), text, f"a text of at most {longest:,} characters")
        return texts

    def _sources(self) -> dict[str, str]:
        known = tuple(option.value for option in SOURCES)
        sources: dict[str, str] = {}
        for key, source in self._section("sources").items():
            if source in known:
                sources[key] = source
            else:
                self._refuse(("sources", key), source, f"one of: {', '.join(known)}")
        return sources

    def _entries(self, name: str, make: Callable[[Any], Any]) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        for key, raw in self._section(name).items():
            try:
                entries[key] = make(raw)
            except AnswerError as error:
                self._extra[(name, key)] = raw
                self._misfits.append(Misfit((name, key), error.found, error.expected))
        return entries


def _leads_to_questions(path: Path) -> bool:
    head = path[0]
    if head in ("segments", "budget"):
        return len(path) == 1 or (len(path) == 2 and bool(path[1].strip()) and "." not in path[1])
    return ".".join(path) in _PREFIXES


def _prefixes() -> frozenset[str]:
    prefixes: set[str] = set()
    for question in QUESTIONS:
        parts = question.key.split(".")
        prefixes.update(".".join(parts[:n]) for n in range(1, len(parts)))
    return frozenset(prefixes)


_PREFIXES = _prefixes()


def _decision(raw: Any) -> Decision:
    expected = f"a table with status = one of: {', '.join(_STATUSES)}"
    if not isinstance(raw, dict) or raw.get("status") not in _STATUSES:
        raise AnswerError(show_raw(raw.get("status") if isinstance(raw, dict) else raw), expected)
    texts = {name: raw[name] for name in _DECISION_TEXTS if name in raw}
    dates = {name: raw[name] for name in _DECISION_DATES if name in raw}
    seen = raw.get("seen", [])
    for name, text in texts.items():
        if not isinstance(text, str) or len(text) > MAX_TEXT:
            raise AnswerError(show_raw(text), f"{name} = a text of at most {MAX_TEXT:,} characters")
    for name, day in dates.items():
        if not isinstance(day, date) or isinstance(day, datetime):
            raise AnswerError(show_raw(day), f"{name} = a date such as 2027-01-31")
    if not isinstance(seen, list) or not all(isinstance(line, str) for line in seen):
        raise AnswerError(show_raw(seen), "seen = a list of texts")
    unknown = raw.keys() - {"status", "seen", *_DECISION_TEXTS, *_DECISION_DATES}
    if unknown:
        raise AnswerError(f"the key {sorted(unknown)[0]}", "only keys that a decision has")
    return Decision(status=raw["status"], seen=tuple(seen), **texts, **dates)


def _scenario(raw: Any) -> Scenario:
    if not isinstance(raw, dict) or not isinstance(raw.get("set"), dict) or not isinstance(raw.get("title", ""), str):
        raise AnswerError(show_raw(raw), "a table with title and set")
    changes: dict[str, Value] = {}
    for key, value in raw["set"].items():
        question = question_for(key)
        if question is None:
            raise AnswerError(f"the key {key}", "keys of questions")
        changes[key] = question.check(value)
    return Scenario(str(raw.get("title", "")), changes)


def _respondents(raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(name, str) and len(name) <= MAX_NAME for name in raw):
        raise AnswerError(show_raw(raw), "a list of respondents")
    return tuple(raw)


def _table(raw: Any) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise AnswerError(show_raw(raw), "a table of respondent = answer")
    return raw


# -- writing -----------------------------------------------------------------------------------------------


def encode(session: Session, results: Mapping[str, Any] | None = None) -> bytes:
    """The file for a session: header, answers in the order of the questionnaire, what was said beside them, results.

    Raises ValueError for what TOML or UTF-8 cannot hold (it is read back here, before any file is touched).
    """
    import tomllib

    import tomli_w

    text = HEADER + tomli_w.dumps(document_of(session, results))
    data = text.encode("utf-8")
    tomllib.loads(text)
    return data


def document_of(session: Session, results: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The session as a TOML document; tables that hold nothing are left out."""
    document: dict[str, Any] = {"format": FORMAT}
    order = key_order(session)
    if session.dont_know:
        document["dont_know"] = _sorted_keys(session.dont_know, order)
    for key in order:
        if key in session.invalid:
            _put(document, tuple(key.split(".")), session.invalid[key])
        elif key in session.answers:
            question = question_for(key)
            assert question is not None
            _put(document, tuple(key.split(".")), question.raw(session.answers[key]))
        else:
            _keep_place(document, key, session)
    for name in ("notes", "sources", "not_applicable"):
        if mapping := getattr(session, name):
            document[name] = {key: mapping[key] for key in _sorted_keys(mapping, order)}
    if session.decisions:
        document["decisions"] = {key: _raw_decision(d) for key, d in sorted(session.decisions.items())}
    if session.scenarios:
        document["scenarios"] = {key: _raw_scenario(s) for key, s in session.scenarios.items()}
    if session.provenance:
        document["provenance"] = {k: list(session.provenance[k]) for k in _sorted_keys(session.provenance, order)}
    if session.dissent:
        document["dissent"] = {k: dict(session.dissent[k]) for k in _sorted_keys(session.dissent, order)}
    for path, value in session.extra.items():
        _put(document, path, value)
    if results:
        document["results"] = dict(results)
    return document


def results_of(assessment: Assessment, assessed: datetime) -> dict[str, Any]:
    """The `[results]` table: counts, what was not assessed, and every warning."""
    by_rule = assessment.results_by_rule
    results: dict[str, Any] = {
        "assessed": assessed,
        "model_version": assessment.register.version,
        "calibration": assessment.calibration.name,
        **assessment.counts,
        "not_assessed": [code for code, result in by_rule.items() if result == "not_assessed"],
        "warnings": [_raw_warning(assessment, finding) for finding in assessment.findings],
    }
    if assessment.before_you_start:
        results["before_you_start"] = [_raw_warning(assessment, f) for f in assessment.before_you_start]
    return results


def key_order(session: Session) -> dict[str, int]:
    """Every key path a session can hold, in the order of the file, with its rank."""
    keys: dict[str, None] = {}
    done: set[str] = set()
    for question in QUESTIONS:
        collection = question.collection
        if not collection:
            keys[question.key] = None
        elif collection not in done:
            done.add(collection)
            asked = [q for q in QUESTIONS if q.collection == collection]
            for identity in getattr(session, collection):
                keys.update((q.key_for(identity), None) for q in asked)
    return {key: rank for rank, key in enumerate(keys)}


def _sorted_keys(keys: Iterable[str], order: Mapping[str, int]) -> list[str]:
    return sorted(keys, key=lambda key: (order.get(key, len(order)), key))


def _keep_place(document: dict[str, Any], key: str, session: Session) -> None:
    """A segment or budget line without any answer still has its (empty) table."""
    head, _, rest = key.partition(".")
    identity = rest.partition(".")[0]
    if head in ("segments", "budget") and identity in getattr(session, head):
        document.setdefault(head, {}).setdefault(identity, {})


def _put(document: dict[str, Any], path: Path, value: Any) -> None:
    """Set a value by path; an answer that stands in the way of an unknown value wins over it."""
    table = document
    for part in path[:-1]:
        inner = table.setdefault(part, {})
        if not isinstance(inner, dict):
            return
        table = inner
    table.setdefault(path[-1], value)


def _raw_decision(decision: Decision) -> dict[str, Any]:
    names = ("status", "action", "owner", "due", "reason", "by", "on", "until", "severity")
    raw = {name: value for name in names if (value := getattr(decision, name)) not in ("", None)}
    if decision.seen:
        raw["seen"] = list(decision.seen)
    return raw


def _raw_scenario(scenario: Scenario) -> dict[str, Any]:
    changes = {}
    for key, value in scenario.changes.items():
        question = question_for(key)
        changes[key] = question.raw(value) if question else value
    return {"title": scenario.title, "set": changes}


def _raw_warning(assessment: Assessment, finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "subject": finding.subject,
        "severity": finding.severity,
        "basis": finding.basis,
        "title": finding.title,
        "message": finding.message,
        "evidence": list(finding.evidence_lines),
        "status": assessment.status(finding),
    }


__all__ = ["HEADER", "Decoded", "Misfit", "decode", "document_of", "encode", "key_order", "results_of"]
