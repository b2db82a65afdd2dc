"""A screen with places to go up and down in, and a line that may be asked for at its foot."""

from __future__ import annotations

from typing import ClassVar, Generic, Protocol

from textual.binding import BindingType

from gtm_tui.tui.screens.base import Result, bindings
from gtm_tui.tui.screens.prompt_screen import PromptScreen


class Navigation(Protocol):
    """What keeps the highlight among the places."""

    def move(self, by: int) -> None:
        """To the next place up or down."""

    def page(self, by: int) -> None:
        """A screenful up or down."""

    def edge(self, last: bool) -> None:
        """To the first or last place."""


class NavigableScreen(PromptScreen[Result], Generic[Result]):
    """Moves the highlight of its `navigation`; while a line is asked for, keys and pasted text go there."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "up", "down", "first", "last", "page_up", "page_down", "next_field", "previous_field"
    )

    @property
    def navigation(self) -> Navigation:
        """What keeps the highlight."""
        raise NotImplementedError

    def take_key(self, key: str, character: str | None) -> bool:
        """The message goes away with the next key."""
        self.message = ""
        return self.answered(key, character)

    def take_paste(self, text: str) -> None:
        """Pasted text goes into the line asked for."""
        self.pasted(text)

    def turned(self, by: int) -> None:
        """The wheel moves."""
        self.navigation.move(by)

    def action_up(self) -> None:
        """To the place above."""
        self.navigation.move(-1)
        self.redraw()

    def action_down(self) -> None:
        """To the place below."""
        self.navigation.move(1)
        self.redraw()

    def action_next_field(self) -> None:
        """To the place below."""
        self.action_down()

    def action_previous_field(self) -> None:
        """To the place above."""
        self.action_up()

    def action_first(self) -> None:
        """To the start."""
        self.navigation.edge(last=False)
        self.redraw()

    def action_last(self) -> None:
        """To the end."""
        self.navigation.edge(last=True)
        self.redraw()

    def action_page_up(self) -> None:
        """A screenful up."""
        self.navigation.page(-1)
        self.redraw()

    def action_page_down(self) -> None:
        """A screenful down."""
        self.navigation.page(1)
        self.redraw()
