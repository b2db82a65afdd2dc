"""The live strip of a segment: Marketing, Sales, Success and the money over five positions."""

from __future__ import annotations

from gtm_tui.report.grid import FROM, POSITIONS, TO, segment_grid
from gtm_tui.rules import Assessment
from gtm_tui.tui.drawing import Pen, Row


def strip_rows(assessment: Assessment, segment: str, width: int) -> list[Row]:
    """Six rows: the direction of the axis, the positions, and one row for each function and the money."""
    grid = segment_grid(assessment, segment)
    label = 11
    wide = max(6, (width - label - 2) // len(POSITIONS))
    dash = "─" * max(1, min(30, width - label - len(FROM) - len(TO) - 6))
    rows = [
        Pen(width).to(label).put(f"{FROM} ", "muted").put(f"{dash}▶", "muted").put(f" {TO}", "muted").row,
        _positions(width, label, wide),
    ]
    straight = grid.shape in ("aligned", "close")
    for line in grid.rows:
        pen = Pen(width).to(1).put(line.name)
        if line.note:
            rows.append(pen.to(label).put(line.note, "muted").row)
            continue
        for index, cells in enumerate(line.positions):
            pen.to(label + index * wide)
            if not cells:
                pen.put("·", "muted")
                continue
            mark = "^" if cells[0].kind == "money" else "#"
            names = " ".join(cell.short for cell in cells)
            style = "accent" if mark == "^" else "good" if straight else "warning"
            pen.put(f"{mark} {names}", style, most=wide - 1)
        rows.append(pen.row)
    return rows


def _positions(width: int, label: int, wide: int) -> Row:
    pen = Pen(width)
    for index, name in enumerate(POSITIONS):
        pen.to(label + index * wide).put(f"{index + 1} {name}", "muted", most=wide - 1)
    return pen.row
