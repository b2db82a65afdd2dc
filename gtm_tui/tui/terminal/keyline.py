"""One line that names the keys in force: what a footer says, painted only when it changes."""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static


class KeyLine(Static):
    """The keys of the focused widget, its screen and the application in one line, at the foot of a screen.

    Textual's Footer is composed anew twice and painted three times at every change of focus (34 ms and 1 kB);
    this line is one text, cut at the width of the screen.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom; height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis;
        background: $footer-background; color: $footer-foreground;
    }
    """

    def on_mount(self) -> None:
        """Follow the bindings of this screen."""
        self._shown: list[tuple[str, str]] = []
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.call_after_refresh(self._bindings_changed, self.screen)

    def _bindings_changed(self, screen: Screen[Any]) -> None:
        keys = self.keys(screen)
        if keys != self._shown:
            self._shown = keys
            self.update(self.line(keys))

    def keys(self, screen: Screen[Any]) -> list[tuple[str, str]]:
        """Pairs of key and what it does, in the order of their declaration, hidden and disabled ones left out."""
        named: dict[str, tuple[str, str]] = {}
        for _, binding, enabled, _ in screen.active_bindings.values():
            if binding.show and enabled:
                named.setdefault(binding.action, (self.app.get_key_display(binding), binding.description))
        return list(named.values())

    def line(self, keys: list[tuple[str, str]]) -> Content:
        """The keys as one styled text."""
        parts = [Content.assemble((key, "bold $footer-key-foreground"), " ", what) for key, what in keys]
        return Content("  ").join(parts)
