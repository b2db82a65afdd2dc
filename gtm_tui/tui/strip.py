"""The live strip of a segment: Marketing, Sales, Success and the money over five positions."""

from __future__ import annotations

from gtm_tui.report.grid import FROM, POSITIONS, TO, segment_grid
from gtm_tui.rules import Assessment
from gtm_tui.tui.drawing import Pen, Row
from gtm_tui.tui.results.grid import NARROW, columns_of

_LABEL = 11


def axis_row(width: int, above: bool = False, below: bool = False) -> Row:
    """The direction of the positions, which is also the line between page and help."""
    more = "more above and below" if above and below else "more below" if below else "more above" if above else ""
    room = width - _LABEL - len(FROM) - len(TO) - 6 - (len(more) + 3 if more else 0)
    pen = Pen(width).put(" ").put("─" * (_LABEL - 2), "muted").put(f" {FROM} ", "muted")
    pen.put("─" * max(1, room) + "▶ ", "muted").put(TO, "muted")
    if more:
        pen.put("  ").put(more, "accent")
    return pen.put(" ").put("─" * (width - 1 - pen.column), "muted").row


def strip_rows(assessment: Assessment, segment: str, width: int) -> list[Row]:
    """Five rows: the positions, and one row for each function and the money; `axis_row` belongs beneath."""
    grid = segment_grid(assessment, segment)
    columns = _columns(width)
    rows = [_positions(width, columns)]
    straight = grid.shape in ("aligned", "close")
    for line in grid.rows:
        pen = Pen(width).to(1).put(line.name)
        if line.note:
            rows.append(pen.to(_LABEL).put(line.note, "muted").row)
            continue
        for index, cells in enumerate(line.positions):
            wide = columns[index + 1] - columns[index]
            pen.to(columns[index])
            if not cells:
                pen.put("·", "muted")
                continue
            mark = "^" if cells[0].kind == "money" else "#"
            names = _names([cell.short for cell in cells], wide - 3) if wide > 12 or mark == "^" else ""
            style = "accent" if mark == "^" else "good" if straight else "warning"
            pen.put(f"{mark} {names}", style, most=wide - 1)
        rows.append(pen.row)
    return rows


def _columns(width: int) -> list[int]:
    """Where the five positions begin and the last one ends: as in the results where they have names."""
    if width >= NARROW:
        return columns_of(width)
    wide = max(6, (width - _LABEL - 2) // len(POSITIONS))
    return [_LABEL + index * wide for index in range(len(POSITIONS) + 1)]


def _names(names: list[str], room: int) -> str:
    """Two motions in one place: both names, or the first and how many more."""
    both = " ".join(names)
    return both if len(names) == 1 or len(both) <= room else f"{names[0]} +{len(names) - 1}"


def _positions(width: int, columns: list[int]) -> Row:
    pen = Pen(width)
    for index, name in enumerate(POSITIONS):
        pen.to(columns[index]).put(f"{index + 1} {name}", "muted", most=columns[index + 1] - columns[index] - 1)
    return pen.row
