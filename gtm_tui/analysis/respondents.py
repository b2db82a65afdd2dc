"""Several people's sessions side by side: who they are, and the same segments under the same ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gtm_tui.model.session import Session, Value
from gtm_tui.model.vocabulary import GROUPS
from gtm_tui.questions import Kind, Question, question_for
from gtm_tui.text.names import folded, name_key

FEWEST, MOST = 2, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """One person's session, under a label that no other respondent has."""

    label: str
    session: Session

    @property
    def group(self) -> str:
        """The group this person answers for: one of the groups, executive, other, or ''."""
        return str(self.session.get("session.respondent_group") or "")

    @property
    def names(self) -> frozenset[str]:
        """How others may name this person: their own name, and the people they list for their own group."""
        people = self.session.get(f"groups.{self.group}.people") or () if self.group in GROUPS else ()
        own = self.session.get("session.respondent")
        return frozenset(name_key(str(name)) for name in (*people, own) if name)


def respondents_of(files: Sequence[tuple[str, Session]]) -> tuple[Respondent, ...]:
    """The respondents behind (name, session) pairs, labelled by person, else group, else file name.

    Segments that have the same name get the id they have in the first session. Raises ValueError for fewer than two
    or more than eight.
    """
    if not FEWEST <= len(files) <= MOST:
        raise ValueError(f"{FEWEST} to {MOST} sessions can be laid side by side, not {len(files)}")
    taken: set[str] = set()
    respondents: list[Respondent] = []
    ids: dict[str, str] = {}
    for name, session in files:
        label = _label(name, session)
        number = 2
        while name_key(label) in taken:
            label = f"{_label(name, session)} ({number})"
            number += 1
        taken.add(name_key(label))
        respondents.append(Respondent(label=label, session=_aligned(session, ids)))
    return tuple(respondents)


def _label(name: str, session: Session) -> str:
    group = session.get("session.respondent_group")
    label = session.get("session.respondent") or (GROUPS[group].label if group in GROUPS else group) or name
    return " ".join(str(label).split())


def _aligned(session: Session, ids: dict[str, str]) -> Session:
    """Rename segments to the ids by which a segment of that name is known already; notes the others in `ids`."""
    renamed: dict[str, str] = {}
    known = set(ids.values())
    for segment in session.segments:
        name = name_key(session.segment_name(segment))
        target = ids.setdefault(name, segment) if segment not in known else segment
        if target != segment and target not in session.segments:
            renamed[segment] = target
    return _with_ids(session, renamed) if renamed else session


def _with_ids(session: Session, renamed: dict[str, str]) -> Session:
    def key_of(key: str) -> str:
        head, _, rest = key.partition(".")
        identity, _, name = rest.partition(".")
        return f"segments.{renamed[identity]}.{name}" if head == "segments" and identity in renamed else key

    def value_of(key: str, value: Value) -> Value:
        if key.endswith(".one_journey_with") and isinstance(value, tuple):
            return tuple(renamed.get(str(s), str(s)) for s in value)
        return value

    return session._replace(
        answers={key_of(k): value_of(k, v) for k, v in session.answers.items()},
        dont_know=frozenset(key_of(k) for k in session.dont_know),
        not_applicable={key_of(k): v for k, v in session.not_applicable.items()},
        invalid={key_of(k): v for k, v in session.invalid.items()},
        notes={key_of(k): v for k, v in session.notes.items()},
        sources={key_of(k): v for k, v in session.sources.items()},
        segments=tuple(renamed.get(s, s) for s in session.segments),
    )


def comparable(question: Question | None, value: Value) -> Any:
    """An answer as it is compared between people: order, case, spacing and Unicode form do not count."""
    kind = question.kind if question else ""
    if kind in (Kind.PEOPLE, Kind.CHOICES, Kind.SEGMENTS) and isinstance(value, tuple):
        return frozenset(name_key(str(v)) for v in value)
    if kind == Kind.OWNERS and isinstance(value, tuple):
        return frozenset(folded(v) for v in value if isinstance(v, tuple))
    if isinstance(value, str):
        return name_key(value)
    return value


def compared_keys(respondents: Sequence[Respondent]) -> list[str]:
    """Every key path that anybody said something about, except what a file says about itself."""
    keys: dict[str, None] = {}
    for respondent in respondents:
        session = respondent.session
        for key in (*session.answers, *session.dont_know, *session.not_applicable, *session.invalid):
            if key.startswith(("session.", "model.")) and key not in ("session.currency", "session.usd_per_unit"):
                continue
            if question_for(key) is not None:
                keys[key] = None
    return list(keys)
