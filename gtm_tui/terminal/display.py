"""What may reach the terminal: no control characters out of any text, and no colours where none are wanted."""

from __future__ import annotations

import re
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_REVERSE = Style(reverse=True)


class HarmlessText(LineFilter):
    """Take every control, bidi and tag character out of what widgets draw.

    Texts are cleaned where they enter the program; this is the second lock, because Textual hands such
    characters to the terminal, which obeys them. They take no cell, so the layout does not move.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of one line, those with nothing to hide unchanged."""
        return [
            segment if segment.text.isprintable() else segment._replace(text=_COMMANDS.sub("", segment.text))
            for segment in segments
        ]


class NoColours(LineFilter):
    """Take every colour out of a line, for NO_COLOR; a ground of its own becomes reverse video instead."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of one line without colours."""
        return [Segment(text, style and _colourless(style), control) for text, style, control in segments]


@lru_cache(1024)
def _colourless(style: Style) -> Style:
    ground = style.bgcolor
    plain = style.without_color
    return plain if ground is None or ground.is_default else plain + _REVERSE
