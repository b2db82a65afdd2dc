"""The screen all screens of the wizard are made of: one sheet, drawn by a plain function of its size."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget

from gtm_tui.tui.drawing import Frame
from gtm_tui.tui.keys import ACTIONS, Keys
from gtm_tui.tui.terminal.base import LeanScreen
from gtm_tui.tui.widgets.sheet import FineCompositor, Sheet

if TYPE_CHECKING:
    from gtm_tui.tui.app import WizardApp

Result = TypeVar("Result")


def bindings(*names: str) -> list[BindingType]:
    """Bindings of actions by name, each with its name as id, so that a keymap can change them."""
    return [Binding(ACTIONS[name].keys, name, ACTIONS[name].word, id=name, show=False) for name in names]


class SheetScreen(LeanScreen[Result], Generic[Result]):
    """A screen of one sheet. Subclasses write `draw(width, height)` and call `redraw()` after a change."""

    AUTO_FOCUS = "Sheet"
    ALLOW_MAXIMIZE = False
    BINDINGS: ClassVar[list[BindingType]] = bindings("quit", "palette")

    def __init__(self) -> None:
        super().__init__()
        self._compositor = FineCompositor()
        self.sheet = Sheet()
        self.message = ""

    @property
    def wizard(self) -> WizardApp:
        """The application."""
        from gtm_tui.tui.app import WizardApp

        assert isinstance(self.app, WizardApp)
        return self.app

    @property
    def keys(self) -> Keys:
        """The keys in force."""
        return self.wizard.keys

    def compose(self) -> Iterable[Widget]:
        """One sheet."""
        yield self.sheet

    # -- for subclasses --------------------------------------------------------------------------------

    def draw(self, width: int, height: int) -> Frame:
        """What to show on a screen of this size."""
        raise NotImplementedError

    def take_key(self, key: str, character: str | None) -> bool:
        """React to a key before the bindings do; True when it meant something."""
        return False

    def take_paste(self, text: str) -> None:
        """React to pasted text."""

    def pressed(self, target: Hashable, column: int) -> None:
        """React to a click on a target; ('act', name) runs an action."""

    def turned(self, by: int) -> None:
        """React to the wheel."""

    # -- how it works ----------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Show the screen as it is now."""
        size = self.sheet.size
        if size.width and size.height and self.is_current:
            self.sheet.show(self.draw(size.width, size.height))

    def say(self, message: str) -> None:
        """Say something until the next key."""
        self.message = message
        self.redraw()

    def on_screen_resume(self) -> None:
        """Draw what may have changed meanwhile."""
        self.redraw()

    def on_paste(self, event: events.Paste) -> None:
        """Text was pasted."""
        event.stop()
        self.take_paste(event.text)
        self.redraw()

    async def on_sheet_pressed(self, event: Sheet.Pressed) -> None:
        """A target was clicked."""
        event.stop()
        self.message = ""
        if isinstance(event.target, tuple) and event.target[0] == "act":
            await self.run_action(f"screen.{event.target[1]}")
            return
        self.pressed(event.target, event.column)
        self.redraw()

    def on_sheet_wheel(self, event: Sheet.Wheel) -> None:
        """The wheel was turned."""
        event.stop()
        self.turned(event.by)
        self.redraw()

    def action_palette(self) -> None:
        """Show the command palette."""
        self.app.action_command_palette()

    def action_quit(self) -> None:
        """Leave the program."""
        self.wizard.leave()
