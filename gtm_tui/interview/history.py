"""A session as it changes: every step can be undone, and listeners and rules follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from gtm_tui.model.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gtm_tui.calibration import Calibration
    from gtm_tui.rules import Assessment, Finding


class History:
    """One session with the steps that led to it.

    Every change is told to `on_change` as (session before, session after); `newest` is the finding that last
    appeared ("new") or went away ("cleared").
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

    # -- changes -----------------------------------------------------------------------------------------

    def change(self, session: Session, what: str = "change") -> None:
        """Take over a session changed elsewhere (a decision, a scenario applied), as one undoable step."""
        self._apply(session, what)
        self.end_step()

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
        self.end_step()

    # -- undo --------------------------------------------------------------------------------------------

    def undo(self) -> bool:
        """Undo the last step; typing in one field is one step. False when there is none."""
        if not self._undo:
            return False
        _, session = self._undo.pop()
        self._redo.append(self._session)
        self._move_to(session)
        return True

    def redo(self) -> bool:
        """Redo what was undone. False when there is nothing."""
        if not self._redo:
            return False
        self._undo.append(("", self._session))
        self._move_to(self._redo.pop())
        return True

    def end_step(self) -> None:
        """End the present step: what is typed next in the same field is a step of its own."""
        if self._undo and not self._gathering:
            self._undo[-1] = ("", self._undo[-1][1])

    # -- inside ------------------------------------------------------------------------------------------

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
