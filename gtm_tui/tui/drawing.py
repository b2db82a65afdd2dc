"""Screens as rows of styled text: built by plain functions, measured in cells, compared row by row.

A row is a tuple of spans. A span may carry a target: what a click on it means, or the stop it draws.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from gtm_tui.text.sanitise import sanitise_line

CUT = "…"


class Span(NamedTuple):
    """A piece of a row in one style; `target` is what a click on it means."""

    text: str
    style: str = ""
    target: Hashable = None


Row = tuple[Span, ...]
BLANK: Row = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What a whole screen shows, and the cell (column, row) where the terminal's cursor stands."""

    rows: tuple[Row, ...]
    cursor: tuple[int, int] = (0, 0)


def cut(text: str, cells: int) -> str:
    """The text in at most `cells`, with a sign where something is left out."""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, max(0, cells - 1)).rstrip() + CUT if cells > 0 else ""


def wrap(text: str, cells: int, most: int = 1_000) -> list[str]:
    """The text in lines of at most `cells`, a number and its % together; a line too many is left out with a sign."""
    cells = max(cells, 2)
    lines: list[str] = []
    line = ""
    for word in _words(sanitise_line(text)[0]):
        while cell_len(word) > cells:
            room = cells - (cell_len(line) + 1 if line else 0)
            if room < 4:
                lines.append(line)
                line, room = "", cells
            head = set_cell_size(word, room).rstrip()
            lines.append(f"{line} {head}" if line else head)
            line, word = "", word[len(head) :]
        if line and cell_len(line) + 1 + cell_len(word) > cells:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), cells)]
    return lines


def _words(text: str) -> list[str]:
    words: list[str] = []
    for word in text.split():
        if words and word.rstrip(".,;:)") == "%" and words[-1][-1:].isdigit():
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


class Pen:
    """Writes one row from left to right; what does not fit is cut with a sign."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.column = 0
        self._spans: list[Span] = []

    def put(self, text: str, style: str = "", target: Hashable = None, most: int | None = None) -> Pen:
        """Write a text, at most `most` cells of it."""
        if not text.isprintable():
            text = sanitise_line(text)[0]
        room = self.width - self.column if most is None else min(most, self.width - self.column)
        text = cut(text, room)
        if text:
            self._spans.append(Span(text, style, target))
            self.column += cell_len(text)
        return self

    def to(self, column: int, style: str = "", target: Hashable = None) -> Pen:
        """Move on to a column with spaces."""
        gap = min(column, self.width) - self.column
        if gap > 0:
            self._spans.append(Span(" " * gap, style, target))
            self.column += gap
        return self

    def right(self, text: str, style: str = "", target: Hashable = None) -> Pen:
        """Write a text so that it ends at the right edge; left out when there is no room."""
        start = self.width - cell_len(text)
        if start > self.column:
            self.to(start, self._spans[-1].style if style == "bar" and self._spans else "")
            self.put(text, style, target)
        return self

    def fill(self, style: str) -> Pen:
        """Fill the rest of the row."""
        return self.to(self.width, style)

    @property
    def row(self) -> Row:
        """The row as written so far."""
        return tuple(self._spans)


def text_row(text: str, style: str = "", indent: int = 0, target: Hashable = None) -> Row:
    """A row of one text."""
    spans = (Span(" " * indent),) if indent else ()
    return (*spans, Span(sanitise_line(text)[0], style, target))


def plain(row: Row) -> str:
    """The text of a row."""
    return "".join(span.text for span in row).rstrip()


def width_of(row: Row) -> int:
    """The cells a row takes."""
    return sum(cell_len(span.text) for span in row)


def beside(parts: Iterable[tuple[tuple[Row, ...] | list[Row], int]], height: int, between: Row) -> list[Row]:
    """Columns of rows side by side, each column padded to its width."""
    columns = list(parts)
    rows: list[Row] = []
    for y in range(height):
        spans: list[Span] = []
        for index, (column, width) in enumerate(columns):
            row = column[y] if y < len(column) else BLANK
            spans.extend(row)
            if index < len(columns) - 1:
                gap = width - width_of(row)
                if gap > 0:
                    spans.append(Span(" " * gap))
                spans.extend(between)
        rows.append(tuple(spans))
    return rows


def typed_at(rows: Iterable[Row]) -> tuple[int, int] | None:
    """The cell (column, row) where text is being typed, or None."""
    for y, row in enumerate(rows):
        column = 0
        for text, style, _ in row:
            if style == "cursor":
                return column, y
            column += cell_len(text)
    return None
