"""One finding in full: its answers to jump to, its ways out to try or apply, the decision on it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual.binding import BindingType

from gtm_tui.analysis.ways_out import WayFinder, WayOut
from gtm_tui.analysis.whatif import Overlay
from gtm_tui.document import Document
from gtm_tui.interview import Interview
from gtm_tui.rules import Finding
from gtm_tui.tui.drawing import Row
from gtm_tui.tui.results.detail import change_line, detail_rows
from gtm_tui.tui.results.pieces import paragraph
from gtm_tui.tui.screens.base import bindings
from gtm_tui.tui.screens.list_screen import ListScreen
from gtm_tui.tui.screens.menu import Entry, Question
from gtm_tui.tui.screens.navigation import go_to_question


class DetailScreen(ListScreen[None]):
    """The finding named `identity`; it may clear while it is shown."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("whatif", "decide", "undo", "save", "left", "right", "help")
    actions = ("enter", "whatif", "decide", "right", "undo", "back")

    def __init__(self, interview: Interview, document: Document, identity: str) -> None:
        super().__init__()
        self.interview = interview
        self.document = document
        self.identity = identity
        self._finder: WayFinder | None = None
        self._ways: tuple[WayOut, ...] = ()

    @property
    def finding(self) -> Finding | None:
        """The finding as it is now, or None when it has cleared."""
        return self.interview.assessment.find(self.identity)

    @property
    def ways(self) -> tuple[WayOut, ...]:
        """The ways out, worked out once for each state of the session."""
        assessment, finding = self.interview.assessment, self.finding
        if self._finder is None or self._finder.assessment is not assessment:
            self._finder = WayFinder(assessment)
            self._ways = self._finder.ways_out(finding) if finding is not None else ()
        return self._ways

    # -- drawing ---------------------------------------------------------------------------------------

    def bar(self) -> tuple[str, str, str]:
        """The company, the code, whether saved."""
        session = self.interview.session
        name = session.company("New session")
        return name, self.identity, self.document.status.label

    def body(self, width: int, at: Hashable) -> list[Row]:
        """The finding, or that it is gone."""
        finding = self.finding
        if finding is None:
            gone = f"Cleared: {self.identity} no longer applies; the answers behind it have changed."
            return paragraph(width, gone, style="good")
        return detail_rows(self.interview.assessment, finding, self.ways, at, width)

    def hint(self) -> str:
        """What Enter does here."""
        match self.position.at:
            case ("ask", _):
                enter, results = self.keys.label("enter"), self.keys.label("results")
                return f"{enter} goes to this question; {results} brings you back here."
            case ("way", _):
                return "Enter applies this fix or tries it first."
            case ("decide",):
                return "Enter changes the decision."
        return "" if self.finding else f"{self.keys.label('enter')} goes back to the findings that are left."

    def key_words(self) -> dict[str, str]:
        """What Enter means at the highlight."""
        if self.finding is None:
            return {"enter": "back", "right": "next finding"}
        at = self.position.at
        kind = at[0] if isinstance(at, tuple) else ""
        enter = {"ask": "to the question", "way": "try or apply", "decide": "change"}.get(kind, "open")
        return {"enter": enter, "right": "next finding"}

    # -- doing -----------------------------------------------------------------------------------------

    def action_enter(self) -> None:
        """Open what is highlighted; back, once the finding is cleared."""
        if self.finding is None:
            self.dismiss(None)
        else:
            super().action_enter()

    action_press = action_enter

    def opened(self, target: Hashable) -> None:
        """To the question, or a way out, or the decision."""
        match target:
            case ("ask", str(key)):
                if not go_to_question(self.wizard, key):
                    self.say("No page asks this.")
            case ("way", int(number)):
                self._offer(self.ways[number])
            case ("decide",):
                self.action_decide()

    def _offer(self, way: WayOut) -> None:
        session = self.interview.session
        lines = [change_line(session, change) for change in way.changes]
        if way.open:
            open_key = next(change.key for change in way.changes if change.open)
            if not go_to_question(self.wizard, open_key):
                self.say("No page asks this.")
            return
        what = way.sentence[:1].upper() + way.sentence[1:]
        entries = [
            Entry("try", "Try it in what-if first", "", "Nothing changes until you apply it."),
            Entry("apply", "Apply it now", "", "Changes the answers; undo restores the old ones."),
            Entry("", ""),
            Entry("", "Answers that change"),
            *(Entry("", f"  {line}", style="muted") for line in lines),
        ]

        def done(answer: str | None) -> None:
            if answer == "apply":
                self.interview.change(session.with_answers({c.key: c.new for c in way.changes}), "way out")
                self.position.at = None
                cleared = "Cleared. " if self.finding is None else ""
                self.say(f"{cleared}{self.keys.label('undo')} undoes it.")
            elif answer == "try":
                self._try(way)

        self.app.push_screen(Question(f"A way out of {self.identity}", f"{what}.", entries), done)

    def _try(self, way: WayOut) -> None:
        from gtm_tui.tui.screens.whatif import WhatIfScreen

        overlay = Overlay(self.interview.assessment, {change.key: change.new for change in way.changes})
        finding = self.finding
        segment = finding.segment if finding else ""
        self.app.push_screen(WhatIfScreen(self.interview, self.document, segment, overlay))

    def action_whatif(self) -> None:
        """Try other answers for the segment of the finding."""
        from gtm_tui.tui.screens.whatif import WhatIfScreen

        finding = self.finding
        self.app.push_screen(WhatIfScreen(self.interview, self.document, finding.segment if finding else ""))

    def action_decide(self) -> None:
        """Plan, accept or disagree."""
        from gtm_tui.tui.screens.decide import DecideScreen

        if self.finding is None:
            self.say("Nothing left to decide: the finding is cleared.")
            return
        self.app.push_screen(DecideScreen(self.interview, self.identity), self._decided)

    def _decided(self, said: str | None) -> None:
        if said:
            self.say(said)

    def action_undo(self) -> None:
        """Take the last step back."""
        self.say("Undone." if self.interview.undo() else "Nothing to undo.")

    def action_save(self) -> None:
        """Save, where the session has a name."""
        if self.document.path is None:
            self.say("This session has no file yet. Save it from the results.")
        else:
            self.wizard.save(self.say)

    def action_help(self) -> None:
        """What the marks and words mean."""
        from gtm_tui.tui.screens.results_help import ResultsHelpScreen

        self.app.push_screen(ResultsHelpScreen())

    def action_left(self) -> None:
        """The finding before."""
        self._neighbour(-1)

    def action_right(self) -> None:
        """The finding after."""
        self._neighbour(1)

    def _neighbour(self, by: int) -> None:
        names = [f.identity for f in self.interview.assessment.findings]
        here = names.index(self.identity) if self.identity in names else 0
        if names:
            self.identity = names[(here + by) % len(names)]
            self._finder = None
            self.position.at, self.position.top = None, 0
            self.redraw()
