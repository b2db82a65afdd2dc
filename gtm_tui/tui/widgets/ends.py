"""The loose ends as one list: Enter goes to the question, coming back finds the same line again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from gtm_tui.interview import LooseEnd

RESULTS = "results"
_HEADINGS = {
    "invalid": "Not valid",
    "required": "Needed for the results",
    "deciding": "Could change a finding",
    "dont_know": "Not known",
    "estimate": "Estimates that a finding rests on",
    "carried": "Carried over, to be confirmed",
    "open": "Optional, not answered",
}


class LooseEndsList(OptionList):
    """What is not valid, needed, not known, in doubt or open, each a way to its question; the results come last."""

    enter_words = "go there"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "go there", show=False),
        Binding("tab", "cursor_down", "next line", show=False),
        Binding("shift+tab", "cursor_up", "line before", show=False),
    ]

    def __init__(self, ends: Sequence[LooseEnd]) -> None:
        super().__init__(*_entries(ends), id="ends", compact=True, markup=False)
        self.ends = tuple(ends)

    def on_focus(self) -> None:
        """Start with the most pressing one."""
        if self.highlighted is None:
            self.action_first()

    def look_at(self, key: str) -> None:
        """Put the highlight on a question, if it is still listed."""
        if any(option.id == key for option in self.options):
            self.highlighted = self.get_option_index(key)


def _entries(ends: Sequence[LooseEnd]) -> Iterator[Option | None]:
    for kind, group in groupby(ends, key=lambda end: end.kind):
        members = list(group)
        heading = Content.styled(_HEADINGS.get(kind, kind), "bold") + Content.styled(f"  {len(members)}", "dim")
        yield Option(heading, disabled=True)
        yield from (Option(Content(f"  {end.text}"), id=end.key) for end in members)
    if not ends:
        yield Option(Content("Nothing is open, in doubt or not valid."), disabled=True)
    yield Option(Content("Show the results"), id=RESULTS)
