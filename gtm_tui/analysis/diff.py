"""What differs between two sessions, and why: other answers, other rules, or a later day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import combinations
from typing import Any, Literal

from gtm_tui.analysis.change import by_identity
from gtm_tui.analysis.whatif import question_order
from gtm_tui.calibration import Calibration
from gtm_tui.model.session import STAMPS, Session, Value
from gtm_tui.model.vocabulary import QuestionState, Status
from gtm_tui.questions import Kind, Question, question_for
from gtm_tui.rules import Assessment, Finding, assess
from gtm_tui.rules.judged_by import version_for
from gtm_tui.text.names import folded, name_key

CAUSES = ("answers", "rules", "calendar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """A session with the calibration, model version and day it is judged with."""

    session: Session
    calibration: Calibration
    model: str
    today: date

    def assessed(self) -> Assessment:
        """What the rules say from here."""
        return assess(self.session, self.calibration, self.today, self.model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One finding in two sessions; `old` or `new` is None where there is none.

    `what` is new, cleared, changed, lapsed or same; `cause` the first of `causes` (answers, rules, calendar), which
    are the fewest that explain the difference; both are empty where nothing differs.
    """

    what: str
    old: Finding | None
    new: Finding | None
    old_status: Status | Literal[""]
    new_status: Status | Literal[""]
    causes: tuple[str, ...]

    @property
    def cause(self) -> str:
        """The first cause."""
        return self.causes[0] if self.causes else ""

    @property
    def finding(self) -> Finding:
        """The finding as it is now, or as it was where it is gone."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def detail(self) -> str:
        """What changed about it, in a few words."""
        if self.old is None or self.new is None:
            return ""
        parts = []
        if self.old.severity != self.new.severity:
            parts.append(f"was {self.old.severity}, now {self.new.severity}")
        if self.old_status != self.new_status:
            parts.append(f"was {self.old_status}, now {self.new_status}")
        if self.old.planned != self.new.planned:
            parts.append("now a note before you start" if self.new.planned else "now counts")
        if self.old.evidence != self.new.evidence and not parts:
            parts.append("other evidence")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """One answer that differs: its state and value then and now (value None unless answered or invalid)."""

    key: str
    old_state: QuestionState
    old: Any
    new_state: QuestionState
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """Everything that differs between two viewpoints: findings, then answers."""

    before: Assessment
    after: Assessment
    differences: tuple[Difference, ...]
    answers: tuple[AnswerChange, ...]

    def of(self, what: str) -> tuple[Difference, ...]:
        """The findings that are new, cleared, changed, lapsed or same."""
        return tuple(d for d in self.differences if d.what == what)

    @property
    def new(self) -> tuple[Difference, ...]:
        """Findings that were not there before."""
        return self.of("new")

    @property
    def cleared(self) -> tuple[Difference, ...]:
        """Findings that are gone."""
        return self.of("cleared")

    @property
    def changed(self) -> tuple[Difference, ...]:
        """Findings that read differently."""
        return self.of("changed")

    @property
    def lapsed(self) -> tuple[Difference, ...]:
        """Findings whose acceptance no longer holds."""
        return self.of("lapsed")

    @property
    def same(self) -> tuple[Difference, ...]:
        """Findings that read as before."""
        return self.of("same")

    @property
    def previous(self) -> str:
        """The name of the earlier session."""
        return str(self.before.session.get("session.name") or "")

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not self.answers and all(d.what == "same" for d in self.differences)


def viewpoint(
    session: Session, calibration: Calibration, model: str | None = None, today: date | None = None
) -> Viewpoint:
    """The viewpoint a session was saved from, unless a model version or a day is given.

    A version that this program does not have is replaced by the newest.
    """
    return Viewpoint(
        session=session,
        calibration=calibration,
        model=model or version_for(session),
        today=today or saved_on(session),
    )


def saved_on(session: Session) -> date:
    """The day a session was last saved, or made; today where it says neither."""
    for key in ("session.saved", "session.created"):
        moment = session.get(key)
        if isinstance(moment, datetime):
            return moment.date()
    return date.today()


def diff(old: Viewpoint, new: Viewpoint) -> Diff:
    """Compare two viewpoints; causes are found by judging the answers of each by the rules and on the day of both."""
    views = _Views(old, new)
    before, after = by_identity(views.old), by_identity(views.new)
    names = [*after, *(name for name in before if name not in after)]
    differences = [views.difference(name, before.get(name), after.get(name)) for name in names]
    return Diff(
        before=views.old,
        after=views.new,
        differences=tuple(differences),
        answers=tuple(answers_changed(old.session, new.session)),
    )


def diff_of_rules(session: Session, old: Viewpoint, new: Viewpoint) -> Diff:
    """What other rules or numbers would make appear or clear for the same answers on the same day."""
    return diff(replace(old, session=session, today=new.today), replace(new, session=session))


def answers_changed(old: Session, new: Session) -> Iterator[AnswerChange]:
    """Every answer of a person that differs, once, in the order of the questionnaire; names as names are compared."""
    for key in sorted(_keys(old) | _keys(new), key=question_order):
        was, now = _state(old, key), _state(new, key)
        question = question_for(key)
        if _compared(question, was) != _compared(question, now) and (
            question is None or question.page or not key.startswith(("session.", "model."))
        ):
            yield AnswerChange(key=key, old_state=was[0], old=was[1], new_state=now[0], new=now[1])


def _compared(question: Question | None, stated: tuple[str, Any]) -> Any:
    named = question is not None and question.kind in (Kind.NAME, Kind.PEOPLE, Kind.OWNERS)
    value = tuple(stated[1].items()) if isinstance(stated[1], dict) else stated[1]
    return (stated[0], folded(value)) if named else stated


def _keys(session: Session) -> set[str]:
    return {*session.answers, *session.dont_know, *session.not_applicable, *session.invalid}


def _state(session: Session, key: str) -> tuple[QuestionState, Any]:
    state = session.state(key)
    if state == "invalid":
        return state, session.invalid[key]
    if state == "not_applicable":
        return state, session.not_applicable[key]
    return state, _raw(key, session.answers[key]) if state == "answered" else None


def _raw(key: str, value: Value) -> Any:
    question = question_for(key)
    return question.raw(value) if question else value


# What a finding amounts to from one viewpoint, with the status of its decision.
_Reading = tuple[Any, ...] | None


class _Views:
    """The two viewpoints and the six between them, each assessed when it is first needed."""

    def __init__(self, old: Viewpoint, new: Viewpoint) -> None:
        self._sides = ((old.session, new.session), (old, new), (old.today, new.today))
        self._assessed = cache(self._assess)
        self.old = self._assessed((0, 0, 0))
        self.new = self._assessed((1, 1, 1))
        self._found = cache(lambda corner: by_identity(self._assessed(corner)))
        same = (
            old.session == new.session,
            (old.model, old.calibration) == (new.model, new.calibration),
            old.today == new.today,
        )
        self._possible = tuple(place for place in range(3) if not same[place])

    def _assess(self, corner: tuple[int, int, int]) -> Assessment:
        session = self._sides[0][corner[0]]
        judged = self._sides[1][corner[1]]
        return Viewpoint(
            session=session, calibration=judged.calibration, model=judged.model, today=self._sides[2][corner[2]]
        ).assessed()

    def difference(self, name: str, old: Finding | None, new: Finding | None) -> Difference:
        """How one finding differs, and the fewest causes that explain it from either side."""
        was: Status | Literal[""] = self.old.status(old) if old else ""
        now: Status | Literal[""] = self.new.status(new) if new else ""
        start, end = self._reading(name, (0, 0, 0)), self._reading(name, (1, 1, 1))
        if start == end:
            return Difference(what="same", old=old, new=new, old_status=was, new_status=now, causes=())
        what = "new" if old is None else "cleared" if new is None else "changed"
        if what == "changed" and now == "lapsed" != was:
            what = "lapsed"
        return Difference(
            what=what, old=old, new=new, old_status=was, new_status=now, causes=self._causes(name, start, end)
        )

    def _causes(self, name: str, start: _Reading, end: _Reading) -> tuple[str, ...]:
        for count in range(1, len(self._possible) + 1):
            for places in combinations(self._possible, count):
                there = tuple(int(place in places) for place in range(3))
                back = tuple(1 - step for step in there)
                if self._reading(name, there) == end and self._reading(name, back) == start:
                    return tuple(CAUSES[place] for place in places)
        return tuple(CAUSES[place] for place in self._possible)

    def _reading(self, name: str, corner: tuple[int, ...]) -> _Reading:
        at = (corner[0], corner[1], corner[2])
        finding = self._found(at).get(name)
        if finding is None:
            return None
        status = self._assessed(at).status(finding)
        return (
            finding.severity,
            finding.planned,
            finding.basis,
            name_key(finding.message),
            folded(finding.evidence),
            status,
        )


def carry_over(session: Session, name: str, now: datetime | None = None) -> Session:
    """A new session that starts from the answers of the last one, kept in the file `name`.

    Every answer is carried over and listed in `unconfirmed` until it is changed or confirmed; decisions, notes and
    sources come along. The file's own dates and results do not.
    """
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    written = (*STAMPS, "session.previous")
    answers = {key: value for key, value in session.answers.items() if key not in written}
    asked = frozenset(key for key in answers if (question := question_for(key)) is not None and question.page)
    return session._replace(
        answers={**answers, "session.created": moment, "session.previous": name},
        unconfirmed=asked,
        provenance={},
        dissent={},
    )


def unconfirmed(session: Session) -> tuple[str, ...]:
    """The answers carried over and not looked at since, in the order of the questionnaire."""
    return tuple(sorted(session.unconfirmed & session.answers.keys(), key=question_order))
