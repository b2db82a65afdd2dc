"""The GTM grid on the screen: one block for each segment, with the places before a change where there was one."""

from __future__ import annotations

from gtm_tui.report.grid import FROM, POSITIONS, TO, SegmentGrid
from gtm_tui.report.grid import Row as Line
from gtm_tui.tui.drawing import Pen, Row, cut, wrap

NARROW = 78
LABEL = 11
WAS = "o"


def grid_head(width: int) -> list[Row]:
    """The direction of the axis and the names of the positions."""
    if width < NARROW:
        return [Pen(width).to(1).put("1 many deals, low value > 5 few deals, high value", "muted").row]
    columns = columns_of(width)
    dashes = max(2, columns[4] + 14 - LABEL - len(FROM) - len(TO) - 4)
    first = Pen(width).to(LABEL).put(f"{FROM}  {'─' * (dashes - 1)}▶  {TO}", "muted").row
    second = Pen(width)
    for index, name in enumerate(POSITIONS):
        second.to(columns[index]).put(f"{index + 1} {name}", "muted", most=columns[index + 1] - columns[index] - 1)
    return [first, second.row]


def columns_of(width: int) -> list[int]:
    """Where the five positions begin, and where the last one ends; the short names of the last fit in less."""
    room = min(width - LABEL, 19 * len(POSITIONS))
    wide = (14, 14, 14, 13, room - 55) if room < 70 else (room // 5,) * 5
    return [LABEL + sum(wide[:index]) for index in range(len(POSITIONS) + 1)]


def segment_rows(
    grid: SegmentGrid, width: int, before: SegmentGrid | None = None, place: str = "", remark: bool = True
) -> list[Row]:
    """A segment: its name, its money, a row for each function and the money; `place` says which of how many."""
    side = len(grid.headline) + len(place) + 6
    apart = width < NARROW and len(grid.name) + side > width
    pen = Pen(width).to(1)
    room = width - (len(place) + 4 if apart else side)
    pen.put(cut(grid.name, max(12, room)), "strong", ("segment", grid.segment))
    if place:
        pen.put(f"  {place}", "muted")
    rows = [pen.row if apart else pen.right(f"{grid.headline} ", "muted").row]
    if apart:
        rows.append(Pen(width).to(1).put(grid.headline, "muted").row)
    old = before.rows if before is not None else (None,) * len(grid.rows)
    straight = grid.shape in ("aligned", "close")
    for line, was in zip(grid.rows, old, strict=False):
        rows.extend(_narrow(line, was, width, straight) if width < NARROW else _line(line, was, width, straight))
    if remark and grid.remark:
        rows.extend(Pen(width).to(LABEL).put(text, "muted").row for text in wrap(grid.remark, width - LABEL - 1, 2))
    return rows


def _line(line: Line, was: Line | None, width: int, straight: bool) -> list[Row]:
    columns = columns_of(width)
    before = was.columns if was is not None and was.columns != line.columns else frozenset()
    if line.note and not before:
        return [Pen(width).to(1).put(line.name).to(LABEL).put(f"({line.note})", "muted").row]
    rows = []
    for height in range(line.height):
        pen = Pen(width).to(1).put(line.name if height == 0 else "")
        for index, cells in enumerate(line.positions):
            pen.to(columns[index])
            wide = columns[index + 1] - columns[index]
            if height < len(cells):
                mark, style = _mark(cells[height].kind, straight)
                long, short = cells[height].label, cells[height].short
                pen.put(f"{mark} {long if len(long) + 3 <= wide else short}", style, most=wide - 1)
            elif height == 0:
                pen.put(WAS if index + 1 in before else "·", "muted")
        rows.append(pen.row)
    return rows


def _narrow(line: Line, was: Line | None, width: int, straight: bool) -> list[Row]:
    pen = Pen(width).to(1).put(line.name).to(LABEL)
    before = was.columns if was is not None else frozenset()
    for index, cells in enumerate(line.positions):
        pen.to(LABEL + index * 3)
        if cells:
            pen.put(*_mark(cells[0].kind, straight))
        else:
            pen.put(WAS if index + 1 in before else "·", "muted")
    names = dict.fromkeys(cell.label for cells in line.positions for cell in cells)
    pen.to(LABEL + 16).put(", ".join(names) or f"({line.note})", "" if names else "muted")
    return [pen.row]


def _mark(kind: str, straight: bool) -> tuple[str, str]:
    if kind == "money":
        return "^", "accent"
    return "#", "good" if straight else "warning"
