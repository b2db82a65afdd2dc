"""Since last time: what changed between the session before and this one, and why."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from gtm_tui.analysis.diff import Diff
from gtm_tui.rules import Assessment
from gtm_tui.tui.results.listed import Line, ListView, quiet
from gtm_tui.tui.results.previous import changed_since, previous_name, previous_session, read, since_lines
from gtm_tui.tui.screens.base import SessionScreen

if TYPE_CHECKING:
    from gtm_tui.document import Document
    from gtm_tui.model.session import Session


class SinceView(ListView):
    """The lines of a difference, or why there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Diff | None = None
        self.problem = ""

    def lines(self, assessment: Assessment) -> Iterable[Line]:
        """The differences."""
        if self.found is None:
            yield quiet(f"{self.problem} Choose a file to compare with: o.")
        elif self.found.empty:
            yield quiet("Nothing differs: the same answers, the same findings.")
        else:
            yield from since_lines(self.found)


class SinceScreen(SessionScreen):
    """The difference to the session that this one names, or to one that is chosen."""

    CSS_PATH = "detail.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "other_file", "other file", id="since.other_file", tooltip="Choose another file to compare with"),
        Binding("escape", "app.pop_screen", "back", id="since.back"),
    ]

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.file = previous_name(self.interview.session)
        self._before: Session | None = None

    def compose_body(self) -> ComposeResult:
        """The lines."""
        yield SinceView()

    def on_mount(self) -> None:
        """Compare with the session before."""
        view = self.query_one(SinceView)
        self._before, view.problem = previous_session(self.document, self.interview.session)
        self.session_changed()
        view.enter()

    def session_changed(self) -> None:
        """Draw the lines anew."""
        self.set_top_line(self.interview.session.company(), "Since last time", self.file)
        view = self.query_one(SinceView)
        assessment = self.interview.assessment
        view.found = changed_since(assessment, self._before) if self._before is not None else None
        view.show(assessment)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """To the finding, or to the question."""
        event.stop()
        kind, _, rest = (event.option_id or "").partition("|")[2].partition(":")
        if kind == "ask":
            await self.wizard.go_to_question(rest)
        elif kind == "finding" and self.interview.assessment.find(rest) is not None:
            from gtm_tui.tui.screens.detail import DetailScreen

            self.app.push_screen(DetailScreen(self.document, rest))
        elif kind == "finding":
            self.notify("This finding is gone.", markup=False)

    @work(exclusive=True, group="dialog")
    async def action_other_file(self) -> None:
        """Compare with another file."""
        from gtm_tui.tui.file_lists import choose_file

        path = await choose_file(self.wizard, "Compare with", Path.cwd())
        if not path:
            return
        before, problem = read(path, self.document.data)
        if before is None:
            self.notify(problem, severity="error", markup=False)
            return
        self.file = path.rpartition("/")[2]
        self._before = before
        self.session_changed()
