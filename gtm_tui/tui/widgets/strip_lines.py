"""The lines of the strip: the verdict with the direction of the axis, the positions, each function and the money."""

from __future__ import annotations

from textual.content import Content

from gtm_tui.report.grid import FROM, POSITIONS, TO, Row, SegmentGrid
from gtm_tui.text.cells import cut, pad, width

FIT = {True: "fits", False: "does not fit", None: "not complete yet"}
OFF, MOTION, MONEY, EMPTY = "x", "■", "▲", "·"
_FIT_STYLES = {True: "bold $text-success", False: "bold $text-error", None: "$text-muted"}
_LABEL, _WIDEST = 11, 24
_NAMED = 78


def strip_lines(grid: SegmentGrid, room: int) -> list[Content]:
    """The verdict with the direction of the axis, the positions, then a line for each function and the money."""
    named = room >= _NAMED
    head = [_axis(grid, room), _positions(_columns(room))] if named else [_verdict(grid, room), _numbers()]
    return [*head, *(_line(row, _columns(room), row.name in grid.off, named=named) for row in grid.rows)]


def _columns(room: int) -> list[int]:
    """Where the five positions begin and the last one ends; the names of the fourth and fifth need least."""
    if room < _NAMED:
        return [_LABEL + 3 * index for index in range(len(POSITIONS) + 1)]
    free = min(room - _LABEL, _WIDEST * len(POSITIONS))
    wide = (14, 14, 14, 13, free - 55) if free < 70 else (free // len(POSITIONS),) * len(POSITIONS)
    return [_LABEL + sum(wide[:index]) for index in range(len(POSITIONS) + 1)]


def _verdict(grid: SegmentGrid, room: int) -> Content:
    words = FIT[grid.fits]
    name = cut(grid.name, max(8, room - len(words) - 3))
    return Content(f" {name} ") + Content.styled(words, _FIT_STYLES[grid.fits])


def _axis(grid: SegmentGrid, room: int) -> Content:
    verdict = _verdict(grid, room - len(FROM) - len(TO) - 9)
    left = width(verdict.plain)
    dashes = min(room, _columns(room)[-1]) - left - len(FROM) - len(TO) - 7
    return verdict + Content.styled(f"   {FROM} {'─' * max(1, dashes)}▶ {TO}", "$text-muted")


def _positions(columns: list[int]) -> Content:
    cells = (pad(name, columns[i + 1] - columns[i]) for i, name in enumerate(POSITIONS))
    return Content.styled(f"{' ' * _LABEL}{''.join(cells)}", "$text-muted")


def _numbers() -> Content:
    numbers = "  ".join(str(number) for number in range(1, len(POSITIONS) + 1))
    return Content.styled(f"{' ' * _LABEL}{numbers}  1 low value, 5 high value", "$text-muted")


def _line(row: Row, columns: list[int], off: bool, *, named: bool) -> Content:
    line = Content(f" {pad(row.name, _LABEL - 1)}")
    if row.note:
        return line + Content.styled(f"({row.note})", "$text-muted")
    for index, cells in enumerate(row.positions):
        wide = columns[index + 1] - columns[index]
        if not cells:
            line += Content.styled(pad(EMPTY, wide), "$text-muted")
            continue
        money = cells[0].kind == "money"
        mark = OFF if off else MONEY if money else MOTION
        style = "bold $text-error" if off else "bold $text-accent" if money else "bold $text-primary"
        name = _names([cell.short for cell in cells], wide - 3) if named else ""
        line += Content.styled(pad(f"{mark} {name}", wide - 1), style) + Content(" ")
    if not named:
        line += Content(f" {', '.join(dict.fromkeys(cell.label for cells in row.positions for cell in cells))}")
    return line


def _names(names: list[str], room: int) -> str:
    """Two motions in one place: both names, or the first and how many more."""
    both = ", ".join(names)
    if len(names) == 1 or width(both) <= room:
        return both
    return (
        f"{names[0]} +{len(names) - 1}" if width(names[0]) + 3 <= room else f"{names[0][: room - 3]} +{len(names) - 1}"
    )
