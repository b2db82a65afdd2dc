"""Choosing from a list that narrows down as one types: pages, files, examples, scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from gtm_tui.terminal.base import LeanModal
from gtm_tui.tui.widgets.key_line import KeyLine


class Entry(NamedTuple):
    """One entry: what it is called in the program, how it is shown, and the words it is found by."""

    id: str
    content: Content
    words: str


class PickDialog(LeanModal[str | None]):
    """A list with a line above it; what is typed narrows the list down, Enter takes the highlighted entry."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "back", id="pick.cancel"),
        Binding("ctrl+q", "cancel", "back", show=False),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
        Binding("enter", "take", "choose", show=False, priority=True),
    ]

    def __init__(self, title: str, entries: Sequence[Entry], here: str = "", text: str = "") -> None:
        super().__init__()
        self.title_text = title
        self.entries = entries
        self.here = here
        self.text = text

    def compose(self) -> ComposeResult:
        """The line, the list, and the keys."""
        with Vertical(id="dialog") as box:
            box.border_title = Content(self.title_text).markup
            if self.text:
                yield Static(self.text, id="dialog-text", markup=False)
            line = Input(placeholder="type to narrow down", compact=True)
            line.cursor_blink = False
            yield line
            yield OptionList(id="dialog-answers", compact=True, markup=False)
            yield KeyLine()

    def on_mount(self) -> None:
        """Show everything, the present entry highlighted."""
        self._narrow("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits what is typed."""
        event.stop()
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        wanted = typed.casefold().split()
        found = [entry for entry in self.entries if all(word in entry.words.casefold() for word in wanted)]
        shown = self.query_one(OptionList)
        shown.clear_options()
        shown.add_options([Option(entry.content, id=entry.id) for entry in found])
        place = next((i for i, entry in enumerate(found) if entry.id == self.here), 0)
        shown.highlighted = place if found else None

    def action_move(self, by: int) -> None:
        """Move the highlight."""
        shown = self.query_one(OptionList)
        if shown.option_count:
            shown.highlighted = min(max((shown.highlighted or 0) + by, 0), shown.option_count - 1)

    def action_take(self) -> None:
        """Take the highlighted entry."""
        shown = self.query_one(OptionList)
        if shown.highlighted is not None:
            self.dismiss(shown.get_option_at_index(shown.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes an entry."""
        event.stop()
        self.dismiss(event.option_id)

    def action_cancel(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
