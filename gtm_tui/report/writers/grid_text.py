"""The GTM grid, the matrix and findings in plain characters, 76 columns wide."""

from collections.abc import Iterable

from gtm_tui.report.grid import FROM, POSITIONS, TO, Row, SegmentGrid
from gtm_tui.report.matrix import Matrix
from gtm_tui.text.cells import cut, pad, width, wrap

WIDTH = 76
_LABEL = 10
_COLUMNS = (14, 14, 14, 13, 11)
MARKS = {"motion": "# ", "money": "^ "}


def grid_lines(segments: Iterable[SegmentGrid], with_findings: bool = True) -> list[str]:
    """Grid of all segments as lines of at most 76 cells."""
    arrow = "-" * (sum(_COLUMNS) - width(FROM) - width(TO) - 5) + ">"
    heads = (f"{number} {name}" for number, name in enumerate(POSITIONS, start=1))
    lines = [
        " " * _LABEL + f"{FROM}  {arrow}  {TO}",
        " " * _LABEL + "".join(pad(head, cells) for head, cells in zip(heads, _COLUMNS, strict=True)).rstrip(),
    ]
    for segment in segments:
        lines += ["", *segment_lines(segment, with_findings)]
    return lines


def segment_lines(segment: SegmentGrid, with_findings: bool = True) -> list[str]:
    """One segment: its name and money, four rows, and the findings that belong to it."""
    head = cut(segment.headline, WIDTH // 2)
    room = WIDTH - width(head) - 2
    lines = [f"{pad(segment.name, room)}  {head}"]
    for row in segment.rows:
        lines += row_lines(row)
    if segment.remark:
        lines += [" " * _LABEL + line for line in wrap(segment.remark, WIDTH - _LABEL)]
    if with_findings:
        lines += [cut(f"{finding.mark:>3} {finding.code}  {finding.title}", WIDTH) for finding in segment.findings]
    return [line.rstrip() for line in lines]


def row_lines(row: Row) -> list[str]:
    """One row of the grid; as many lines as its fullest cell has entries."""
    if row.note:
        return [pad(row.name, _LABEL) + f"({row.note})"]
    lines = []
    for number, places in enumerate(row.lines):
        text = pad(row.name if number == 0 else "", _LABEL)
        for cell, wide in zip(places, _COLUMNS, strict=True):
            text += pad(MARKS[cell.kind] + cell.short if cell else "", wide)
        lines.append(text.rstrip())
    return lines


def matrix_lines(matrix: Matrix) -> list[str]:
    """The accountability matrix as lines of at most 76 cells; marks explain themselves in the last line."""
    label, remark = 19, 12
    wide = (WIDTH - label - remark) // len(matrix.columns)
    names = [wrap(column.people_words, wide - 1)[:3] for column in matrix.columns]
    lines = [" " * label + "".join(pad(cut(column.short, wide - 1), wide) for column in matrix.columns)]
    for height in range(max(len(name) for name in names)):
        row = (name[height] if height < len(name) else "" for name in names)
        lines.append(" " * label + "".join(pad(text, wide) for text in row))
    lines.append("-" * WIDTH)
    for line in matrix.lines:
        marks = "".join(pad(place.mark, wide) for place in line.places)
        codes = " ".join(f"{f.mark} {f.code}" for f in line.findings) or line.state_words
        lines.append(pad(cut(line.label, label - 1), label) + marks + cut(codes, remark + 3))
    lines += ["", "[A] answers for it   >[A] in another group   ( ) where the model places it"]
    return [line.rstrip() for line in lines]
