"""A screen with places to go up and down in, and a line that may be asked for at its foot."""

from __future__ import annotations

from typing import ClassVar, Generic, Protocol

from textual.binding import BindingType

from gtm_tui.tui.screens.asking import AskingScreen
from gtm_tui.tui.screens.base import Result, bindings


class Mover(Protocol):
    """What keeps the highlight among the places."""

    def move(self, by: int) -> None:
        """To the next place up or down."""

    def page(self, by: int) -> None:
        """A screenful up or down."""

    def edge(self, last: bool) -> None:
        """To the first or last place."""


class MovingScreen(AskingScreen[Result], Generic[Result]):
    """Moves the highlight of its `mover`; while a line is asked for, keys and pasted text go there."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "up", "down", "first", "last", "page_up", "page_down", "next_field", "previous_field"
    )

    @property
    def mover(self) -> Mover:
        """What keeps the highlight."""
        raise NotImplementedError

    def take_key(self, key: str, character: str | None) -> bool:
        """What was said goes away with the next key."""
        self.message = ""
        return self.answered(key, character)

    def take_paste(self, text: str) -> None:
        """Pasted text goes into the line asked for."""
        self.pasted(text)

    def turned(self, by: int) -> None:
        """The wheel moves."""
        self.mover.move(by)

    def action_up(self) -> None:
        """To the place above."""
        self.mover.move(-1)
        self.redraw()

    def action_down(self) -> None:
        """To the place below."""
        self.mover.move(1)
        self.redraw()

    def action_next_field(self) -> None:
        """To the place below."""
        self.action_down()

    def action_previous_field(self) -> None:
        """To the place above."""
        self.action_up()

    def action_first(self) -> None:
        """To the start."""
        self.mover.edge(last=False)
        self.redraw()

    def action_last(self) -> None:
        """To the end."""
        self.mover.edge(last=True)
        self.redraw()

    def action_page_up(self) -> None:
        """A screenful up."""
        self.mover.page(-1)
        self.redraw()

    def action_page_down(self) -> None:
        """A screenful down."""
        self.mover.page(1)
        self.redraw()
