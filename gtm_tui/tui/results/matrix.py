"""The accountability matrix on the screen: who answers for what, with gaps, doubles and misplacements marked."""

from __future__ import annotations

from gtm_tui.report.matrix import Matrix
from gtm_tui.tui.drawing import Pen, Row, wrap
from gtm_tui.tui.results.pieces import severity_style

_LABEL, _REMARK = 21, 12
NARROW = 62


def matrix_rows(matrix: Matrix, width: int, height: int = 40) -> list[Row]:
    """Groups and their people across, deliverables down, what was found at the right."""
    if width < NARROW:
        return _narrow(matrix, width)
    wide = max(8, min(16, (width - _LABEL - _REMARK) // len(matrix.columns)))
    names = [wrap(column.people_words, wide - 1, 2 if height < 14 else 3) for column in matrix.columns]
    heads = Pen(width)
    for index, column in enumerate(matrix.columns):
        heads.to(_LABEL + index * wide).put(column.short, "muted", most=wide - 1)
    rows = [heads.row]
    for y in range(max(len(name) for name in names)):
        pen = Pen(width)
        for index, name in enumerate(names):
            pen.to(_LABEL + index * wide).put(name[y] if y < len(name) else "", "strong", most=wide - 1)
        rows.append(pen.row)
    rows.append(Pen(width).to(1).put("─" * (width - 2), "muted").row)
    for line in matrix.lines:
        pen = Pen(width).to(1).put(line.label, "", most=_LABEL - 2)
        for index, place in enumerate(line.places):
            style = {"owner": "chosen", "misplaced": "warning"}.get(place.kind, "muted")
            mark = place.mark + ("" if len(place.owners) < 2 else f" x{len(place.owners)}")
            pen.to(_LABEL + index * wide).put(mark, style, most=wide - 1)
        pen.to(_LABEL + len(matrix.columns) * wide)
        if line.findings:
            first = line.findings[0]
            pen.put(f"{first.mark} {first.code}", severity_style(first), ("finding", first.identity))
        else:
            pen.put(line.state_words, "muted")
        rows.append(pen.row)
    key = "[A] answers for it   >[A] in another group   ( ) where the model places it"
    rows.append(Pen(width).to(1).put(key, "muted").row)
    return rows


def _narrow(matrix: Matrix, width: int) -> list[Row]:
    rows = []
    for line in matrix.lines:
        owners = [
            f"{person} ({column.short})"
            for column, place in zip(matrix.columns, line.places, strict=True)
            for person, _ in place.owners
        ]
        pen = Pen(width).to(1).put(line.label, "", most=18).to(20)
        pen.put(", ".join(owners) or line.state_words, "chosen" if owners else "muted", most=width - 34)
        if line.findings:
            first = line.findings[0]
            pen.right(f"{first.mark} {first.code} ", severity_style(first), ("finding", first.identity))
        rows.append(pen.row)
    return rows
