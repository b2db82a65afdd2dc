"""A screen of text to read: help, the primer, what the program says about itself."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from gtm_tui.tui.chrome import key_line, rule, top_line
from gtm_tui.tui.drawing import BLANK, Frame, Pen, Row, wrap
from gtm_tui.tui.screens.base import SheetScreen, bindings

Paragraph = tuple[str, str]
"""A style ('' for plain, 'accent' for a heading, 'row:NN' for two columns) and a text."""


class TextScreen(SheetScreen[None]):
    """Shows paragraphs, scrolled by arrows and pages. Subclasses give `title_text` and `paragraphs()`."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "up", "down", "page_up", "page_down", "first", "last", "back", "enter", "next"
    )
    title_text = ""
    actions: ClassVar[tuple[str, ...]] = ("back",)

    def __init__(self) -> None:
        super().__init__()
        self.top = 0
        self._most = 0

    def paragraphs(self) -> list[Paragraph]:
        """What to read."""
        raise NotImplementedError

    def rows(self, width: int) -> list[Row]:
        """The text as rows."""
        rows: list[Row] = []
        measure = min(width - 4, 92)
        for style, text in self.paragraphs():
            if style.startswith("row:"):
                rows.extend(_two_columns(int(style[4:]), text, measure, width))
                continue
            if style == "accent" and rows:
                rows.append(BLANK)
            rows.extend(Pen(width).to(2).put(line, style).row for line in wrap(text, measure))
        return rows

    def draw(self, width: int, height: int) -> Frame:
        """Bar, text, keys."""
        rows = self.rows(width)
        room = max(1, height - 4)
        self._most = max(0, len(rows) - room)
        self.top = max(0, min(self.top, self._most))
        shown = rows[self.top : self.top + room]
        foot = [
            rule(width, self.top > 0, self.top < self._most),
            key_line(width, self.keys, self.actions, {"back": "back to where you were"}),
        ]
        bar = top_line(width, self.title_text, "", "")
        all_rows = [bar, BLANK, *shown, *[BLANK] * (room - len(shown)), *foot]
        return Frame(tuple(all_rows[:height]), (2, 2))

    def _scroll(self, by: int) -> None:
        self.top = max(0, min(self._most, self.top + by))
        self.redraw()

    def action_up(self) -> None:
        """One line up."""
        self._scroll(-1)

    def action_down(self) -> None:
        """One line down."""
        self._scroll(1)

    def action_page_up(self) -> None:
        """A screenful up."""
        self._scroll(4 - self.sheet.size.height)

    def action_page_down(self) -> None:
        """A screenful down."""
        self._scroll(self.sheet.size.height - 4)

    def action_first(self) -> None:
        """To the start."""
        self._scroll(-100_000)

    def action_last(self) -> None:
        """To the end."""
        self._scroll(100_000)

    def action_back(self) -> None:
        """Back to the screen before."""
        self.dismiss(None)

    def action_enter(self) -> None:
        """A screenful down, then back."""
        if self.top < self._most:
            self.action_page_down()
        else:
            self.dismiss(None)

    action_next = action_enter

    def turned(self, by: int) -> None:
        """The wheel scrolls."""
        self._scroll(3 * by)


def _two_columns(column: int, text: str, measure: int, width: int) -> list[Row]:
    left, _, right = text.partition("\t")
    lines = wrap(right, max(10, measure - column))
    rows = [Pen(width).to(2).put(left, "strong", most=column - 1).to(2 + column).put(lines[0]).row]
    return [*rows, *(Pen(width).to(2 + column).put(line).row for line in lines[1:])]
