"""What the program found out about this terminal and where it keeps things."""

from __future__ import annotations

import sys

from textual.content import Content

from gtm_tui import __version__
from gtm_tui.text.sanitise import shown
from gtm_tui.tui.screens.text_screen import TextScreen, paragraphs


class DoctorScreen(TextScreen):
    """Versions, terminal, folders, keys."""

    def title_words(self) -> str:
        """What stands in the top line."""
        return "This terminal and program"

    def text(self) -> Content:
        """One line for each fact."""
        import textual

        facts, where, size = self.wizard.surroundings, self.wizard.where, self.app.size
        lines = {
            "gtm-tui": __version__,
            "Textual": textual.__version__,
            "Python": sys.version.split()[0],
            "TERM": facts.term or "not set",
            "Colours": facts.colours,
            "Characters": f"{facts.glyphs}, {facts.encoding}",
            "Size": f"{size.width} x {size.height}",
            "Over SSH": "yes" if facts.ssh else "no",
            "Multiplexer": facts.multiplexer or "none",
            "Look": self.app.theme,
            "State folder": shown(where.state) + (f" ({where.problem})" if where.problem else ""),
            "Settings": shown(where.config / "config.toml"),
            "Keys changed": ", ".join(self.wizard.config.keys) or "none",
        }
        return paragraphs([("row:16", f"{name}\t{fact}") for name, fact in lines.items()], self.text_width)
