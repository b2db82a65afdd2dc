"""The command palette: everything that can be done on a screen, by name; what is typed narrows it down."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from textual.app import SystemCommand

from gtm_tui.tui.drawing import cut
from gtm_tui.tui.screens.menu import Entry, MenuScreen

Command = Callable[[], Awaitable[object] | object]


class PaletteScreen(MenuScreen[Command]):
    """Dismisses with what is to be done, or None."""

    title_text = "All commands"
    label_width = 40

    def __init__(self, commands: Iterable[SystemCommand]) -> None:
        super().__init__()
        self._commands = list(commands)
        self.wanted = ""

    def intro(self) -> str:
        """What was typed."""
        return f"Search for: {self.wanted}_" if self.wanted else "Type a word to search for commands."

    def entries(self) -> list[Entry]:
        """The commands that hold every word typed; those that begin with it first."""
        words = self.wanted.casefold().split()
        found = []
        for number, command in enumerate(self._commands):
            title, _, keys = command.title.partition("  (")
            text = f"{command.title} {command.help}".casefold()
            if all(word in text for word in words):
                first = bool(words) and title.casefold().startswith(words[0])
                named = bool(words) and words[0] in title.casefold()
                label = cut(title, self.label_width - 4) if keys else title
                found.append((not first, not named, number, Entry(str(number), label, keys.rstrip(")"), command.help)))
        return [entry for *_, entry in sorted(found, key=lambda one: one[:3])] or [Entry("", "No matching command.")]

    def take_key(self, key: str, character: str | None) -> bool:
        """Letters narrow the list; Backspace widens it."""
        if key == "backspace":
            self._search(self.wanted[:-1])
        elif key == "ctrl+u":
            self._search("")
        elif character is not None and character.isprintable() and (character != " " or self.wanted):
            self._search((self.wanted + character)[:60])
        else:
            return False
        return True

    def take_paste(self, text: str) -> None:
        """Pasted text is searched for."""
        self._search((self.wanted + " ".join(text.split()))[:60])

    def _search(self, wanted: str) -> None:
        self.wanted, self.at, self.top = wanted, "", 0
        self.renew()
        self.redraw()

    def chosen(self, id: str) -> None:
        """Done."""
        self.dismiss(self._commands[int(id)].callback)

    def action_palette(self) -> None:
        """The key that opened it closes it."""
        self.dismiss(None)
