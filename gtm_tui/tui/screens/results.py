"""The results: the grid, the findings worst first, and everything that can be done about them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar
from weakref import WeakKeyDictionary

from textual.binding import BindingType

from gtm_tui.document import Document
from gtm_tui.interview import Interview
from gtm_tui.model.vocabulary import AREAS, SEVERITIES
from gtm_tui.rules import Finding
from gtm_tui.tui import chrome
from gtm_tui.tui.drawing import Frame
from gtm_tui.tui.results.results import CAVEAT, LISTS, SHORT_CAVEAT, ResultsView
from gtm_tui.tui.screens.base import bindings
from gtm_tui.tui.screens.menu import Entry, Question
from gtm_tui.tui.screens.navigable import NavigableScreen

MOVES = ("left", "right")
VIEWS = ("grid", "team", "not_assessed", "strengths", "before", "decisions")
DOINGS = ("enter", "whatif", "decide", "report", "map", "filter", "since", "scenarios")
FILE = ("back", "save", "save_as", "undo", "redo", "home", "help")


# Where each interview's results were left: the finding and the segment, for those who come back from a question.
_LOOKED_AT: WeakKeyDictionary[Interview, tuple[str, str]] = WeakKeyDictionary()


class ResultsScreen(NavigableScreen[None]):
    """All findings of an interview; `document` is the file behind it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        *MOVES, *VIEWS, *DOINGS, "back", "save", "save_as", "undo", "redo", "home", "help", "jump", "loose_ends"
    )

    def __init__(self, interview: Interview, document: Document) -> None:
        super().__init__()
        self.interview = interview
        self.document = document
        self.view = ResultsView(interview)
        self.view.at, self.view.segment = _LOOKED_AT.get(interview, ("", ""))

    @property
    def navigation(self) -> ResultsView:
        """The highlight among the findings."""
        return self.view

    # -- drawing ---------------------------------------------------------------------------------------

    def draw(self, width: int, height: int) -> Frame:
        """Bar, counts, grid and findings, what to know about the numbers, keys."""
        session = self.interview.session
        name = session.company("New session")
        rows, at = self.view.rows(width, height - 3)
        _LOOKED_AT[self.interview] = self.view.at, self.view.segment
        rows, (x, y) = self.with_prompt(rows[: height - 3], width, at)
        if self.message:
            said = chrome.message_line(width, self.message)
        else:
            said = chrome.quiet_line(width, CAVEAT if width >= len(CAVEAT) + 2 else SHORT_CAVEAT)
        keys = chrome.key_line(
            width,
            self.keys,
            self._actions(),
            {"enter": self._enter_word, "back": "questions" if self.view.view == "grid" else "back"},
        )
        bar = chrome.top_line(width, name, "Results", self.document.status.label)
        return Frame((bar, *rows, said, keys), (x, y + 1))

    @property
    def _enter_word(self) -> str:
        return {"not_assessed": "go to the question", "strengths": "", "before": "detail", "decisions": "open"}.get(
            self.view.view, "detail"
        )

    def _actions(self) -> list[str]:
        if self.view.view in LISTS:
            return ["enter", "grid", *(n for n in VIEWS[1:] if n != self.view.view), "back"]
        other = "grid" if self.view.view == "team" else "team"
        return [
            "enter",
            "whatif",
            "decide",
            "report",
            "map",
            other,
            "filter",
            "not_assessed",
            "strengths",
            "save",
            "help",
        ]

    # -- keys ------------------------------------------------------------------------------------------

    def pressed(self, target: Hashable, column: int) -> None:
        """A click on a finding highlights it; on the highlighted one it opens it."""
        if not isinstance(target, tuple):
            return
        if target[0] == "finding" and self.view.view not in LISTS and target[1] != self.view.at:
            self.view.focus(target[1])
        elif target[0] == "segment":
            self.view.segment = target[1]
        else:
            if self.view.view in LISTS:
                self.view.positions[self.view.view].at = target
            self.action_enter()

    def action_left(self) -> None:
        """The segment before."""
        self.view.turn(-1)
        self.redraw()

    def action_right(self) -> None:
        """The next segment."""
        self.view.turn(1)
        self.redraw()

    # -- parts -----------------------------------------------------------------------------------------

    def _show(self, view: str) -> None:
        self.view.view = view
        self.redraw()

    def action_grid(self) -> None:
        """The grid and the findings."""
        self._show("grid")

    def action_team(self) -> None:
        """The matrix and the findings."""
        self._show("team")

    def action_not_assessed(self) -> None:
        """What could not be assessed."""
        self._show("not_assessed")

    def action_strengths(self) -> None:
        """What works."""
        self._show("strengths")

    def action_before(self) -> None:
        """Notes on planned segments."""
        self._show("before")

    def action_decisions(self) -> None:
        """Everything that was decided."""
        self._show("decisions")

    def action_filter(self) -> None:
        """Choose which findings to show."""
        assessment = self.interview.assessment
        entries = [Entry("all:", "All findings", str(len(assessment.findings)), "Removes the filter.")]
        entries += _filters("severity", "By severity", {s: s for s in SEVERITIES}, self._count)
        entries += _filters("area", "By area", AREAS, self._count)
        names = {s: self.interview.session.segment_name(s) for s in self.interview.session.segments}
        entries += _filters("segment", "By segment", names, self._count)
        statuses = ("open", "planned", "accepted", "lapsed", "disagree")
        entries += _filters("status", "By decision", {s: s for s in statuses}, self._count)

        def choose(answer: str | None) -> None:
            if answer:
                kind, _, value = answer.partition(":")
                self.view.chosen = (kind, value) if value else ("", "")
                self.view.view = self.view.view if self.view.view == "team" else "grid"
                self.redraw()

        self.app.push_screen(Question("Show only", "", entries), choose)

    def _count(self, kind: str, value: str) -> int:
        before, self.view.chosen = self.view.chosen, (kind, value)
        count = len(self.view.listed)
        self.view.chosen = before
        return count

    # -- doing -----------------------------------------------------------------------------------------

    def _found(self) -> Finding | None:
        finding = self.view.finding
        if finding is None:
            self.say("There is no finding here.")
        return finding

    def action_enter(self) -> None:
        """Everything about the finding; in the list of what is missing, the question."""
        from gtm_tui.tui.screens.navigation import go_to_question

        at = self.view.positions[self.view.view].at if self.view.view in LISTS else None
        if isinstance(at, tuple) and at[0] == "ask":
            go_to_question(self.wizard, at[2])
            return
        if isinstance(at, tuple) and at[0] == "gone":
            self._offer_clear(at[1])
            return
        finding = self._found() if self.view.view != "strengths" else None
        if finding is not None:
            self._open_detail(finding)

    def _offer_clear(self, identity: str) -> None:
        answers = [Entry("keep", "Keep it listed"), Entry("clear", "Clear the decision", "", "Undo restores it.")]

        def done(answer: str | None) -> None:
            if answer == "clear":
                self.interview.change(self.interview.session.with_decision(identity, None), "decision")
                self.redraw()

        self.app.push_screen(Question("A decision whose finding is gone", identity, answers), done)

    def _open_detail(self, finding: Finding) -> None:
        from gtm_tui.tui.screens.detail import DetailScreen

        self.app.push_screen(DetailScreen(self.interview, self.document, finding.identity))

    def action_whatif(self) -> None:
        """Try other answers for the segment of the finding, or the one in sight."""
        from gtm_tui.tui.screens.whatif import WhatIfScreen

        finding = self.view.finding
        segment = finding.segment if finding is not None and finding.segment else self.view.segment
        self.app.push_screen(WhatIfScreen(self.interview, self.document, segment), lambda _: self.redraw())

    def action_map(self) -> None:
        """The map of segments."""
        from gtm_tui.tui.screens.map import MapScreen

        self.app.push_screen(MapScreen(self.interview, self.document, self.view.segment))

    def action_report(self) -> None:
        """See the report, and write it."""
        from gtm_tui.tui.screens.report_preview import ReportScreen

        self.interview.end_step()
        self.app.push_screen(ReportScreen(self.interview, self.document), self._done)

    def action_since(self) -> None:
        """What changed since the previous session."""
        from gtm_tui.tui.screens.since import SinceScreen

        self.app.push_screen(SinceScreen(self.interview, self.document))

    def action_scenarios(self) -> None:
        """Open a saved scenario."""
        from gtm_tui.analysis.whatif import overlay_of
        from gtm_tui.tui.screens.whatif import ScenariosScreen, WhatIfScreen

        def open_scenario(name: str | None) -> None:
            if name:
                overlay = overlay_of(self.interview.assessment, self.interview.session.scenarios[name])
                keys = [change.key.split(".") for change in overlay.changes]
                segment = next((key[1] for key in keys if key[0] == "segments"), self.view.segment)
                self.app.push_screen(WhatIfScreen(self.interview, self.document, segment, overlay, name))

        if self.interview.session.scenarios:
            self.app.push_screen(ScenariosScreen(self.interview), open_scenario)
        else:
            self.say(f"No saved scenarios. {self.keys.label('whatif')} tries one.")

    def action_decide(self) -> None:
        """Plan, accept or disagree."""
        from gtm_tui.tui.screens.decide import DecideScreen

        finding = self._found()
        if finding is not None:
            self.app.push_screen(DecideScreen(self.interview, finding.identity), self._done)

    def _done(self, said: str | None) -> None:
        if said:
            self.say(said)

    def action_save(self) -> None:
        """Save; ask for a name if there is none yet."""
        if self.document.path is None:
            self.action_save_as()
        else:
            self.wizard.save(self.say)

    def action_save_as(self) -> None:
        """Save under another name."""

        def save(name: str) -> None:
            if name:
                self.wizard.save_as(name, self.say)

        self.ask("Save as (a file name; .toml is added):", self.document.status.suggested_name, save)

    def action_help(self) -> None:
        """What the marks, words and keys mean."""
        from gtm_tui.tui.screens.results_help import ResultsHelpScreen

        self.app.push_screen(ResultsHelpScreen())

    def action_undo(self) -> None:
        """Take the last step back."""
        self.say("Undone." if self.interview.undo() else "Nothing to undo.")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.say("Redone." if self.interview.redo() else "Nothing to redo.")

    def action_home(self) -> None:
        """Leave the session for the first screen."""
        self.wizard.close_session(self.wizard.show_home)

    def action_jump(self) -> None:
        """Choose a page of the questionnaire."""
        from gtm_tui.tui.screens.navigation import go_to_pages

        go_to_pages(self.wizard)

    def action_loose_ends(self) -> None:
        """The last page of the questionnaire: what is open, in doubt or not valid."""
        from gtm_tui.tui.screens.navigation import go_to_pages

        go_to_pages(self.wizard, loose_ends=True)

    def action_back(self) -> None:
        """Back to the findings, or to the questions."""
        if self.view.view != "grid":
            self._show("grid")
        else:
            self.dismiss(None)


def _filters(kind: str, title: str, values: dict[str, str], count: object) -> list[Entry]:
    assert callable(count)
    entries = [
        Entry(f"{kind}:{value}", f"  {words}", str(number))
        for value, words in values.items()
        if (number := count(kind, value))
    ]
    return [Entry("", title), *entries] if entries else []
