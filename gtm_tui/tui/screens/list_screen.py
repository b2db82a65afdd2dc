"""A screen of rows longer than the screen, with places in them to stop at and to open."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar, Generic

from textual.binding import BindingType

from gtm_tui.tui import chrome
from gtm_tui.tui.drawing import BLANK, Frame, Row
from gtm_tui.tui.results.list_position import ListPosition
from gtm_tui.tui.screens.base import Result, bindings
from gtm_tui.tui.screens.navigable import NavigableScreen


class ListScreen(NavigableScreen[Result], Generic[Result]):
    """Rows with places to stop at. Subclasses give `bar()`, `body(width, at)` and `opened(target)`."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("enter", "press", "back")
    actions: ClassVar[tuple[str, ...]] = ("enter", "back")
    words: ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.position = ListPosition()

    @property
    def navigation(self) -> ListPosition:
        """The highlight among the rows."""
        return self.position

    # -- for subclasses --------------------------------------------------------------------------------

    def bar(self) -> tuple[str, str, str]:
        """What stands in the bar at the left, in the middle and at the right."""
        return "", "", ""

    def head(self, width: int, height: int) -> list[Row]:
        """Rows above that do not scroll."""
        return []

    def body(self, width: int, at: Hashable) -> list[Row]:
        """All rows; `at` is where the highlight stands."""
        raise NotImplementedError

    def hint(self) -> str:
        """A quiet word about the highlighted place."""
        return ""

    def opened(self, target: Hashable) -> None:
        """Enter or a click on a place."""

    def key_words(self) -> dict[str, str]:
        """Words of the key line that differ here."""
        return self.words

    # -- drawing ---------------------------------------------------------------------------------------

    def draw(self, width: int, height: int) -> Frame:
        """Bar, what does not scroll, the rows in sight, a line, a word, keys."""
        head = [chrome.top_line(width, *self.bar()), *([BLANK] if height >= 18 else []), *self.head(width, height)]
        foot = 3 if height >= 14 else 2
        room = max(1, height - len(head) - foot)
        rows = self.body(width, self.position.at)
        if self.position.lay_out(rows):
            rows = self.body(width, self.position.at)
            self.position.lay_out(rows)
        shown = self.position.window(rows, room)
        shown, (x, y) = self.with_prompt(shown, width, (1, self.position.row))
        said = chrome.message_line(width, self.message) if self.message else chrome.quiet_line(width, self.hint())
        keys = chrome.key_line(width, self.keys, self.actions, self.key_words())
        line = [chrome.rule(width, *self.position.more)] if foot == 3 else []
        return Frame(tuple([*head, *shown, *line, said, keys][:height]), (x, y + len(head)))

    # -- operating -------------------------------------------------------------------------------------

    def pressed(self, target: Hashable, column: int) -> None:
        """A click highlights and opens."""
        if target in self.position.stops:
            self.position.at = target
            self.redraw()
            self.opened(target)

    def action_next_field(self) -> None:
        """To the next place, however far."""
        self.position.step(1)
        self.redraw()

    def action_previous_field(self) -> None:
        """To the place before, however far."""
        self.position.step(-1)
        self.redraw()

    def action_enter(self) -> None:
        """Open the highlighted place."""
        if self.position.at in self.position.stops:
            self.opened(self.position.at)

    action_press = action_enter

    def action_back(self) -> None:
        """Back to the screen before."""
        self.dismiss(None)
