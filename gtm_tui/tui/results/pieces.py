"""Small things that several results are drawn with."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from gtm_tui.rules import Finding
from gtm_tui.tui.drawing import Pen, Row, wrap

SEVERITY_STYLES = {"critical": "error", "high": "error", "medium": "warning", "low": "muted"}
MEASURE = 96


def severity_style(finding: Finding) -> str:
    """The style of a finding's mark; the mark itself says the same without colour."""
    return SEVERITY_STYLES.get(finding.severity, "")


def heading(width: int, text: str, side: str = "") -> Row:
    """A heading, with quiet words at its side."""
    pen = Pen(width).to(1).put(text, "accent")
    return pen.put(f"  {side}", "muted").row if side else pen.row


def paragraph(
    width: int, text: str, indent: int = 1, style: str = "", target: Hashable = None, most: int = 1_000
) -> list[Row]:
    """A text in as many rows as it takes."""
    lines = wrap(text, min(width - indent - 1, MEASURE), most)
    return [Pen(width).to(indent).put(line, style, target).row for line in lines]


def term(width: int, label: str, text: str, column: int = 18, style: str = "", most: int = 1_000) -> list[Row]:
    """A label and a text beside it; beneath it where there is little room."""
    if width < 56:
        return [Pen(width).to(1).put(label, "muted").row, *paragraph(width, text, 3, style, most=most)]
    lines = wrap(text, min(width - column - 1, MEASURE - column), most)
    rows = [Pen(width).to(1).put(label, "muted", most=column - 2).to(column).put(lines[0], style).row]
    return [*rows, *(Pen(width).to(column).put(line, style).row for line in lines[1:])]


def marked(pen: Pen, here: bool, target: Hashable = None) -> Pen:
    """The mark of the highlight, or two blanks."""
    return pen.put("> " if here else "  ", "mark", target)


def stop_rows(
    width: int, text: str, here: bool, target: Hashable, indent: int = 1, style: str = "", most: int = 1_000
) -> list[Row]:
    """A text the highlight can stand on."""
    lines = wrap(text, min(width - indent - 3, MEASURE), most)
    first = marked(Pen(width).to(indent), here, target).put(lines[0], "strong" if here and not style else style, target)
    return [first.row, *(Pen(width).to(indent + 2).put(line, style, target).row for line in lines[1:])]


def joined(blocks: Iterable[list[Row]], gap: bool = True) -> list[Row]:
    """Blocks beneath each other, with an empty row between them where there is room for air."""
    rows: list[Row] = []
    for block in blocks:
        if gap and rows and block:
            rows.append(())
        rows.extend(block)
    return rows
