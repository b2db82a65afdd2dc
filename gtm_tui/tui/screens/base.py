"""The screen all screens of the wizard are made of: one sheet, drawn by a plain function of its size."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget

from gtm_tui.terminal.base import LeanScreen
from gtm_tui.tui.drawing import Frame
from gtm_tui.tui.keys import ACTIONS, Keys
from gtm_tui.tui.widgets.sheet import Sheet

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
    BINDINGS: ClassVar[list[BindingType]] = bindings("quit", "palette", "help")

    def __init__(self) -> None:
        super().__init__()
        self.sheet = Sheet()
        self.message = ""
        self.ready = False
        self._by_key: dict[str, str] | None = None

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
        """Show the screen as it is now; before it has a size of its own it is only laid out."""
        size = self.sheet.size
        if not (size.width and size.height):
            self.draw(max(1, self.app.size.width), max(1, self.app.size.height))
        elif self.is_current:
            self.sheet.show(self.draw(size.width, size.height))

    def receive(self, event: events.Key) -> None:
        """React to a key at once, so that keys typed ahead meet what the ones before them did."""
        if not self.sheet.size.width:
            self.redraw()
        if not self.take_key(event.key, event.character):
            action = self._actions_by_key().get(event.key)
            if action is not None:
                self.message = ""
                done = getattr(self, f"action_{action}")()
                if asyncio.iscoroutine(done):
                    self.run_worker(done, exit_on_error=True)

    def receive_paste(self, text: str) -> None:
        """React to pasted text at once."""
        self.take_paste(text)
        self.redraw()

    def _actions_by_key(self) -> dict[str, str]:
        """What each key does on this screen, with the keys the person changed."""
        if self._by_key is None:
            bound = {binding.id or "": binding for _, binding in self._bindings}
            self._by_key = {}
            for name, binding in bound.items():
                keys = self.keys.of(name) if name in ACTIONS else binding.key
                if hasattr(self, f"action_{binding.action}"):
                    self._by_key |= {key.strip(): binding.action for key in keys.split(",")}
        return self._by_key

    def say(self, message: str) -> None:
        """Say something until the next key."""
        self.message = message
        self.redraw()

    def on_screen_resume(self) -> None:
        """Draw what may have changed meanwhile, and take the keys that came before."""
        self.ready = True
        self.redraw()
        self.wizard.deliver()

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
        """Show everything that can be done here, by name."""
        from gtm_tui.tui.screens.palette import PaletteScreen

        def run(command: Callable[[], object] | None) -> None:
            done = command() if command is not None else None
            if asyncio.iscoroutine(done):
                self.app.run_worker(done, exit_on_error=True)

        self.app.push_screen(PaletteScreen(self.app.get_system_commands(self)), run)

    def action_help(self) -> None:
        """Show the keys in force."""
        self.wizard.toggle_help()

    def action_quit(self) -> None:
        """Leave the program."""
        self.wizard.leave()
