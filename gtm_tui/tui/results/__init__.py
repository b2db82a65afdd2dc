"""The views of the results: one widget for each tab, made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.widget import Widget

from gtm_tui.rules import Assessment


class View(NamedTuple):
    """One tab: its id, its title with a number where it has one, and what makes its widget."""

    id: str
    title: str
    make: Callable[[], Widget]
    number: Callable[[Assessment], int] | None = None


class ResultsView(Widget):
    """A view over an assessment: `show` draws it anew, `enter` gives the focus to what can be chosen in it."""

    def show(self, assessment: Assessment) -> None:
        """Draw the view anew."""
        raise NotImplementedError

    def enter(self) -> None:
        """Take the focus."""
        self.focus()
