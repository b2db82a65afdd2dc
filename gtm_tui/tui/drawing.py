"""Screens as rows of styled text: built by plain functions, measured in cells, comparable row by row.

A row is a tuple of spans. A span may carry a target: what a click on it means, or the stop it draws.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from gtm_tui.store.clean import clean_line

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
    """The text in lines of at most `cells`; a line too many is left out with a sign."""
    cells = max(cells, 2)
    lines: list[str] = []
    line = ""
    for word in clean_line(text)[0].split():
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


class Pen:
    """Writes one row from left to right; what does not fit is cut with a sign."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.column = 0
        self._spans: list[Span] = []

    def put(self, text: str, style: str = "", target: Hashable = None, most: int | None = None) -> Pen:
        """Write a text, at most `most` cells of it."""
        if not text.isprintable():
            text = clean_line(text)[0]
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
    return (*spans, Span(clean_line(text)[0], style, target))


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


Cell = tuple[str, str]
_GROUNDS = {"bar": "bar", "bar-strong": "bar", "foot": "bar", "key": "bar", "cursor": "cursor"}
"""Styles with a ground of their own, which shows on a blank; styles of one ground look alike there."""


def ground(style: str) -> str:
    """What a blank looks like in a style."""
    return _GROUNDS.get(style, "")


def cells(row: Row, width: int) -> list[Cell]:
    """A row as (character, style) per cell, blank to `width`; the second half of a wide character is ''."""
    result: list[Cell] = []
    for text, style, _ in row:
        blank = (" ", ground(style))
        if text.isascii():
            result.extend(blank if char == " " else (char, style) for char in text)
            continue
        for char in text:
            size = cell_len(char)
            if size == 0:
                if result:
                    result[-1] = (result[-1][0] + char, result[-1][1])
                continue
            result.append(blank if char == " " else (char, style))
            if size == 2:
                result.append(("", style))
    del result[width:]
    result.extend([(" ", "")] * (width - len(result)))
    return result


def merged(row: Row) -> list[tuple[str, str]]:
    """A row as few pieces of (text, style): blanks join the piece before them where they look alike in it."""
    pieces: list[tuple[str, str]] = []
    for text, style, _ in row:
        if pieces and ground(pieces[-1][1]) == ground(style):
            rest = text.lstrip(" ")
            before, its_style = pieces[-1]
            if rest and its_style != style:
                pieces[-1] = (before + text[: len(text) - len(rest)], its_style)
                pieces.append((rest, style))
            else:
                pieces[-1] = (before + text, its_style)
            continue
        pieces.append((text, style))
    if pieces and pieces[0][0].startswith(" ") and not pieces[0][0].isspace():
        # A piece of its own: pictures of the screen are drawn by programs that drop leading blanks.
        text, style = pieces[0]
        rest = text.lstrip(" ")
        pieces[:1] = [(text[: len(text) - len(rest)], style), (rest, style)]
    return pieces


def changed_runs(old: Row, new: Row, width: int, gap: int = 10) -> Iterator[tuple[int, int]]:
    """The column ranges (start, end) in which two rows differ; ranges closer than `gap` are one."""
    before, after = cells(old, width), cells(new, width)
    start = end = -1
    for x in range(width):
        if before[x] == after[x]:
            continue
        if start >= 0 and x - end > gap:
            yield _whole(before, after, start, end)
            start = -1
        if start < 0:
            start = x
        end = x + 1
    if start >= 0:
        yield _whole(before, after, start, end)


def _whole(before: list[Cell], after: list[Cell], start: int, end: int) -> tuple[int, int]:
    while start > 0 and ("" in (before[start][0], after[start][0])):
        start -= 1
    while end < len(after) and ("" in (before[end][0], after[end][0])):
        end += 1
    return start, end
