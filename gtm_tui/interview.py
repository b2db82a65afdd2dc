"""The questionnaire as a state machine: pages, answers, progress, undo. No input or output, no widgets.

The wizard, the plain prompts and the answers file all go through it, so that the same answers give the
same session whichever way they were given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from gtm_tui.model.session import Session, Value
from gtm_tui.model.vocabulary import GROUPS
from gtm_tui.questions import (
    PAGES,
    AnswerError,
    Page,
    Question,
    field_of,
    question_for,
    questions_on,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gtm_tui.calibration import Calibration
    from gtm_tui.rules import Assessment, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRef:
    """One page to visit: a page of the catalogue, and the segment it is about where it has one."""

    page: Page
    segment: str = ""

    @property
    def id(self) -> str:
        """The name of the page: `company`, `motions/finance-teams`."""
        return f"{self.page.id}/{self.segment}" if self.segment else self.page.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question as asked: its full key path and the question behind it."""

    key: str
    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseEnd:
    """Something to come back to; `kind` is invalid, required, dont_know, estimate, carried or open."""

    key: str
    kind: str
    text: str
    page: PageRef


class Interview:
    """One sitting over one session.

    Every change goes through a method here, lands on the undo stack and is told to `on_change`
    as (session before, session after).
    """

    def __init__(
        self,
        session: Session | None = None,
        calibration: Calibration | None = None,
        today: date | None = None,
        model: str | None = None,
    ) -> None:
        self._session = session or Session()
        self._calibration = calibration
        self._today = today
        self._model = model
        self._assessment: Assessment | None = None
        self._undo: list[tuple[str, Session]] = []
        self._redo: list[Session] = []
        self._gathering = False
        self.newest: tuple[str, Finding] | None = None
        self.on_change: list[Callable[[Session, Session], None]] = []
        self.page: PageRef = PageRef(page=PAGES[0])

    # -- what is known ---------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return self._session

    @property
    def assessment(self) -> Assessment:
        """What the rules say now; only rules whose answers changed are run again."""
        if self._assessment is None or self._assessment.session is not self._session:
            from gtm_tui.rules import assess

            self._assessment = assess(self._session, self._calibration, self._today, self._model, self._assessment)
        return self._assessment

    @property
    def assessed(self) -> bool:
        """Whether the rules, whose loading takes a while, have been run."""
        return self._assessment is not None

    # -- pages -----------------------------------------------------------------------------------------

    def pages(self) -> tuple[PageRef, ...]:
        """All pages in order; pages about a segment once for each."""
        refs: list[PageRef] = []
        for page in PAGES:
            if page.per_segment:
                refs.extend(PageRef(page=page, segment=segment) for segment in self._session.segments)
            else:
                refs.append(PageRef(page=page))
        return tuple(refs)

    def fields(self, ref: PageRef | None = None) -> tuple[Field, ...]:
        """The questions to show on a page, in order; folded ones included."""
        ref = ref or self.page
        return tuple(self._fields(ref))

    def _fields(self, ref: PageRef) -> Iterator[Field]:
        asked = questions_on(ref.page.id)
        yield from (Field(key=q.key, question=q) for q in asked if not q.collection and self._visible(q, ""))
        for collection in ("segments", "budget"):
            repeated = [q for q in asked if q.collection == collection]
            ids = getattr(self._session, collection) if not ref.segment else (ref.segment,)
            for identity in ids:
                yield from (Field(key=q.key_for(identity), question=q) for q in repeated if self._visible(q, identity))

    def _visible(self, question: Question, identity: str) -> bool:
        if question.when is None or question.when(self._session, identity):
            return True
        return self._session.state(question.key_for(identity)) != "open"

    def go(self, ref: PageRef) -> PageRef:
        """Jump to a page."""
        self.page = ref
        self.settle()
        return ref

    def next(self) -> PageRef | None:
        """The next page, or None at the end (then come the results). Never refuses, whatever is invalid."""
        return self._step(1)

    def back(self) -> PageRef | None:
        """The page before, or None at the first one."""
        return self._step(-1)

    def _step(self, by: int) -> PageRef | None:
        refs = self.pages()
        here = refs.index(self.page) if self.page in refs else 0
        if not 0 <= here + by < len(refs):
            return None
        return self.go(refs[here + by])

    def page_for(self, key: str) -> PageRef | None:
        """The page on which a key is asked."""
        question = question_for(key)
        if question is None or not question.page:
            return None
        _, identity, _ = field_of(key)
        for ref in self.pages():
            if ref.page.id == question.page and ref.segment in ("", identity):
                return ref
        return None

    def progress(self, ref: PageRef | None = None) -> tuple[int, int]:
        """(settled, asked): settled is answered, not known or not applicable; of one page or, for None, of all."""
        refs = (ref,) if ref else self.pages()
        states = [self._session.state(f.key) for r in refs for f in self._fields(r)]
        return sum(s not in ("open", "invalid") for s in states), len(states)

    # -- answers ---------------------------------------------------------------------------------------

    def answer(self, key: str, value: Value) -> None:
        """Give an answer in canonical form; raises AnswerError if it is none, KeyError for an unknown key."""
        self._apply(self._session.with_answer(key, self._question(key).check(value)), f"answer {key}")

    def type(self, key: str, text: str) -> AnswerError | None:
        """Take what is in a text field right now: an answer, nothing, or an invalid text that is kept and flagged."""
        if not text.strip():
            self._apply(self._session.without_answer(key), f"type {key}")
            return None
        try:
            value = self._question(key).parse(text)
        except AnswerError as error:
            self._apply(self._session.with_invalid(key, text), f"type {key}")
            return error
        self._apply(self._session.with_answer(key, value), f"type {key}")
        return None

    def problem(self, key: str) -> AnswerError | None:
        """Why what stands at `key` is not an answer, or None."""
        if key not in self._session.invalid:
            return None
        return self._question(key).error(self._session.invalid[key])

    def clear(self, key: str) -> None:
        """Back to not answered."""
        self._apply(self._session.without_answer(key), f"clear {key}")

    def dont_know(self, key: str) -> None:
        """Mark as not known; a second time takes the mark away."""
        known = key in self._session.dont_know
        change = self._session.without_answer if known else self._session.with_dont_know
        self._apply(change(key), f"dont_know {key}")

    def not_applicable(self, key: str, reason: str) -> None:
        """Mark as not applicable, with the reason."""
        self._apply(self._session.with_not_applicable(key, reason), f"not_applicable {key}")

    def confirm(self, *keys: str) -> int:
        """Say that answers carried over from an earlier session still hold, as one step; returns how many."""
        session = self._session
        carried = [key for key in keys if key in session.unconfirmed]
        for key in carried:
            session = session.with_confirmed(key)
        self._apply(session, "confirm")
        return len(carried)

    def note(self, key: str, text: str) -> None:
        """Put a note on a question; '' removes it."""
        self._apply(self._session.with_note(key, text), f"note {key}")

    def source(self, key: str, source: str) -> None:
        """Say where a number comes from; '' removes it."""
        self._apply(self._session.with_source(key, source), f"source {key}")

    def add_segment(self, name: str) -> str:
        """Add a segment; returns its id. Raises ValueError beyond eight, AnswerError for what is no name."""
        session, segment = self._session.with_segment(str(self._question("segments.x.name").check(name)))
        self._apply(session, "segment")
        self.settle()
        return segment

    def remove_segment(self, segment: str) -> None:
        """Remove a segment and all that was said about it (undo brings it back)."""
        self._apply(self._session.without_segment(segment), "segment")
        if self.page.segment == segment:
            self.page = next(ref for ref in self.pages() if ref.page.id == "segments")

    def add_budget_line(self, label: str, payer: str = "", aim: str = "") -> str:
        """Add a budget line; returns its id. Raises AnswerError for what is no label."""
        session, line = self._session.with_budget_line(str(self._question("budget.x.label").check(label)))
        for name, value in (("payer", payer), ("aim", aim)):
            if value:
                session = session.with_answer(f"budget.{line}.{name}", value)
        self._apply(session, "budget")
        self.settle()
        return line

    def remove_budget_line(self, line: str) -> None:
        """Remove a budget line."""
        self._apply(self._session.without_budget_line(line), "budget")

    def change(self, session: Session, what: str = "change") -> None:
        """Take over a session changed elsewhere (a decision, a scenario applied), as one undoable step."""
        self._apply(session, what)
        self.settle()

    @contextmanager
    def one_step(self, what: str) -> Iterator[None]:
        """Make all that is answered inside one undoable step, assessed and told once."""
        before, self._gathering = self._session, True
        try:
            yield
        finally:
            after, self._session, self._gathering = self._session, before, False
            self.change(after, what)

    def begin(self, session: Session) -> None:
        """Begin anew with a session from elsewhere: nothing to undo, no finding is news, listeners are told."""
        before, self._session = self._session, session
        self._undo.clear()
        self._redo.clear()
        self.newest = None
        for listener in self.on_change:
            listener(before, session)

    def stamp(self, session: Session) -> None:
        """Take over the session as a save wrote it (times and versions), without a step to undo."""
        self._session = session
        self.settle()

    # -- the matrix ------------------------------------------------------------------------------------

    def people(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Everybody named as covering a group or answering for something, with the groups they cover."""
        covered: dict[str, list[str]] = {}
        for group in GROUPS:
            for person in self._session.get(f"groups.{group}.people", ()):
                covered.setdefault(person, []).append(group)
        for key, value in self._session.answers.items():
            if key.startswith("accountable.") and isinstance(value, tuple):
                for pair in value:
                    covered.setdefault(pair[0], [])
        return tuple((person, tuple(groups)) for person, groups in covered.items())

    def toggle_owner(self, deliverable: str, person: str, scope: str = "all") -> None:
        """Set or clear one accountable person; the last one cleared leaves it unanswered, not 'nobody'."""
        key = f"accountable.{deliverable}"
        owners = dict(self._session.get(key, ()))
        if owners.pop(person, None) is None:
            owners[person] = scope
        if owners:
            self._apply(self._session.with_answer(key, tuple(owners.items())), f"owner {key}")
        else:
            self._apply(self._session.without_answer(key), f"owner {key}")
        self.settle()

    def scope_owner(self, deliverable: str, person: str, scope: str) -> None:
        """Say for which part (industry, product, region or 'all') a person answers."""
        key = f"accountable.{deliverable}"
        owners = dict(self._session.get(key, ()))
        owners[person] = scope
        self._apply(self._session.with_answer(key, tuple(owners.items())), f"scope {key} {person}")

    # -- undo ------------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether a step taken back can be done again."""
        return bool(self._redo)

    def undo(self) -> bool:
        """Take back the last step; typing in one field is one step. False when there is none."""
        if not self._undo:
            return False
        _, session = self._undo.pop()
        self._redo.append(self._session)
        self._move_to(session)
        return True

    def redo(self) -> bool:
        """Do again what was taken back. False when there is nothing."""
        if not self._redo:
            return False
        self._undo.append(("", self._session))
        self._move_to(self._redo.pop())
        return True

    def settle(self) -> None:
        """End the present step: what is typed next in the same field is a step of its own."""
        if self._undo and not self._gathering:
            self._undo[-1] = ("", self._undo[-1][1])

    # -- loose ends ------------------------------------------------------------------------------------

    def loose_ends(self) -> tuple[LooseEnd, ...]:
        """What is invalid, required, not known, estimated under a finding, carried over or open; in this order."""
        ends = [end for ref in self.pages() for field in self._fields(ref) if (end := self._loose_end(ref, field))]
        kinds = ("invalid", "required", "dont_know", "estimate", "carried", "open")
        order = {kind: rank for rank, kind in enumerate(kinds)}
        return tuple(sorted(ends, key=lambda end: order[end.kind]))

    def _loose_end(self, ref: PageRef, field: Field) -> LooseEnd | None:
        session, question = self._session, field.question
        name = f"{session.segment_name(field_of(field.key)[1])}: " if question.collection == "segments" else ""
        match session.state(field.key):
            case "invalid":
                error = self.problem(field.key)
                text = f"found {error.found}, expected {error.expected}" if error else ""
                return LooseEnd(key=field.key, kind="invalid", text=f"{name}{question.label}: {text}", page=ref)
            case "dont_know":
                return LooseEnd(key=field.key, kind="dont_know", text=f"{name}{question.wording}", page=ref)
            case "open":
                kind = "required" if question.required else "open"
                return LooseEnd(key=field.key, kind=kind, text=f"{name}{question.wording}", page=ref)
            case "answered" if session.sources.get(field.key) == "estimate" and self._rests_on(field.key):
                codes = ", ".join(self._rests_on(field.key))
                return LooseEnd(
                    key=field.key,
                    kind="estimate",
                    text=f"{name}{question.label} is an estimate; on it rests {codes}",
                    page=ref,
                )
            case "answered" if field.key in session.unconfirmed:
                return LooseEnd(key=field.key, kind="carried", text=f"{name}{question.wording}", page=ref)
        return None

    def _rests_on(self, key: str) -> list[str]:
        return [f.code for f in self.assessment.findings if any(k == key for k, _ in f.evidence)]

    # -- inside ----------------------------------------------------------------------------------------

    def _question(self, key: str) -> Question:
        question = question_for(key)
        if question is None:
            raise KeyError(key)
        return question

    def _apply(self, session: Session, step: str) -> None:
        if self._gathering:
            self._session = session
            return
        if session == self._session:
            return
        self._redo.clear()
        if not (self._undo and self._undo[-1][0] == step and step.startswith("type ")):
            self._undo.append((step, self._session))
        self._move_to(session)

    def _move_to(self, session: Session) -> None:
        before, had = self._session, {f.identity: f for f in self.assessment.findings}
        self._session = session
        now = {f.identity: f for f in self.assessment.findings}
        if fresh := [f for identity, f in now.items() if identity not in had]:
            self.newest = ("new", fresh[0])
        elif gone := [f for identity, f in had.items() if identity not in now]:
            self.newest = ("cleared", gone[0])
        for listener in self.on_change:
            listener(before, session)
