"""The GTM grid of all segments, as `check --grid` and the styled report print it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from gtm_tui.report.grid import grid
from gtm_tui.report.grid_table import grid_view
from gtm_tui.rules import Assessment
from gtm_tui.tui.results import ResultsView


class GridView(ResultsView):
    """One table for each segment, to be scrolled."""

    def compose(self) -> ComposeResult:
        """The scrolling table."""
        with VerticalScroll():
            yield Static(id="grid-table")

    def show(self, assessment: Assessment) -> None:
        """Draw the grid anew."""
        self.query_one("#grid-table", Static).update(grid_view(grid(assessment)))

    def enter(self) -> None:
        """Take the focus, so that the arrows scroll."""
        self.query_one(VerticalScroll).focus()
