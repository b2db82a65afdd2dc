"""Headings and actions on a page: a heading can be removed by Del and is never on the way of Tab and Enter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class PageHeading(Static):
    """A heading that only structures the page; with the keys it is `about`, it is there while one of them is asked."""

    def __init__(self, title: str, note: str = "", about: Iterable[str] = ()) -> None:
        self.about = frozenset(about)
        content = Content.styled(title, "bold")
        super().__init__(content + Content.styled(f"  {note}", "$text-muted") if note else content, markup=False)


class CardHeading(Static, can_focus=True):
    """The heading of a segment or budget line: arrows stop at it, Del or - asks to remove what it stands for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("delete,minus", "remove", "remove", key_display="Del", id="card.remove"),
        Binding("enter", "screen.go_on", "go on", show=False),
        Binding("up", "screen.step(-1, True)", "up", show=False),
        Binding("down", "screen.step(1, True)", "down", show=False),
    ]

    @dataclass
    class Remove(Message):
        """What the heading stands for shall be removed."""

        heading: CardHeading

        @property
        def control(self) -> CardHeading:
            """The heading."""
            return self.heading

    def __init__(self, collection: str, identity: str, title: str) -> None:
        super().__init__("", markup=False)
        self.collection = collection
        self.identity = identity
        self.title = title

    def on_mount(self) -> None:
        """Show the title."""
        self._draw(False)

    def on_focus(self) -> None:
        """Say how it is removed."""
        self._draw(True)

    def on_blur(self) -> None:
        """The title alone."""
        self._draw(False)

    def _draw(self, focused: bool) -> None:
        hint = Content.styled("   Del removes it", "$text-muted") if focused else Content("")
        self.update(Content("> " if focused else "") + Content.styled(self.title, "bold") + hint)

    def action_remove(self) -> None:
        """Ask the page to remove it."""
        self.post_message(self.Remove(self))


class PageAction(Static, can_focus=True):
    """A line of a page that does something: Space or a click does it, Enter opens it too, for it never answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "press", "do it", show=False),
        Binding("enter", "enter", "go on", show=False),
        Binding("up", "screen.step(-1, True)", "up", show=False),
        Binding("down", "screen.step(1, True)", "down", show=False),
    ]

    @dataclass
    class Pressed(Message):
        """The action was asked for."""

        action: PageAction

        @property
        def control(self) -> PageAction:
            """The line."""
            return self.action

    def __init__(self, name: str, label: str, help: str = "", enter_presses: bool = False) -> None:
        super().__init__(Content(f"  {label}"), markup=False)
        self.action_name = name
        self.label = label
        self.help_text = help
        self.enter_presses = enter_presses

    def on_focus(self) -> None:
        """Mark it."""
        self.update(Content.styled(f"> {self.label}", "bold"))

    def on_blur(self) -> None:
        """Take the mark away."""
        self.update(Content(f"  {self.label}"))

    async def action_enter(self) -> None:
        """Do it where that only opens something; else go on."""
        if self.enter_presses:
            self.action_press()
        else:
            await self.screen.run_action("go_on")

    def action_press(self) -> None:
        """Do it."""
        self.post_message(self.Pressed(self))

    def on_click(self) -> None:
        """A click does it."""
        self.action_press()
