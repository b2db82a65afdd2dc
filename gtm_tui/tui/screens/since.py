"""Since last time: what changed between the session before and this one, and why."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual.binding import BindingType

from gtm_tui.analysis.diff import Diff
from gtm_tui.document import Document
from gtm_tui.interview import Interview
from gtm_tui.tui.drawing import Row
from gtm_tui.tui.results.pieces import paragraph
from gtm_tui.tui.results.previous import changed_since, previous_name, previous_session, read, since_rows
from gtm_tui.tui.screens.base import bindings
from gtm_tui.tui.screens.list_screen import ListScreen
from gtm_tui.tui.screens.navigation import go_to_question


class SinceScreen(ListScreen[None]):
    """The difference to the session that this one names, or to one that is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("other_file")
    actions = ("enter", "other_file", "back")

    words: ClassVar[dict[str, str]] = {"enter": "open"}

    def __init__(self, interview: Interview, document: Document) -> None:
        super().__init__()
        self.interview = interview
        self.document = document
        self.file = previous_name(interview.session)
        before, self.problem = previous_session(document, interview.session)
        self.found: Diff | None = changed_since(interview.assessment, before) if before is not None else None

    def bar(self) -> tuple[str, str, str]:
        """The company and the file compared with."""
        return self.interview.session.company(), "Since last time", self.file

    def body(self, width: int, at: Hashable) -> list[Row]:
        """The differences, or why there are none to show."""
        if self.found is None:
            said = f"{self.problem} {self.keys.label('other_file')} chooses a file to compare with."
            return paragraph(width, said)
        if self.found.empty:
            return paragraph(width, "Nothing differs: the same answers, the same findings.")
        return since_rows(self.found, at, width)

    def hint(self) -> str:
        """What Enter does here."""
        match self.position.at:
            case ("finding", str(identity)) if self.interview.assessment.find(identity) is None:
                return "This finding is gone."
            case ("finding", _):
                return "Enter shows everything about it."
            case ("ask", _):
                return "Enter goes to the question."
        return ""

    def opened(self, target: Hashable) -> None:
        """To the finding, or to the question."""
        match target:
            case ("finding", str(identity)) if self.interview.assessment.find(identity) is not None:
                from gtm_tui.tui.screens.detail import DetailScreen

                self.app.push_screen(DetailScreen(self.interview, self.document, identity))
            case ("ask", str(key)):
                if not go_to_question(self.wizard, key):
                    self.say("No page asks this today.")

    def action_other_file(self) -> None:
        """Compare with another file."""
        from gtm_tui.tui.screens.files import FilesScreen

        self.app.push_screen(FilesScreen(self.document.data), self._compare)

    def _compare(self, path: str | None) -> None:
        if not path:
            return
        before, problem = read(path, self.document.data)
        if before is None:
            self.say(problem)
            return
        self.file = path.rpartition("/")[2]
        self.found = changed_since(self.interview.assessment, before)
        self.position.at, self.position.top = None, 0
        self.redraw()
