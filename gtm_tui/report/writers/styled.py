"""The report and the GTM grid for a terminal that shows styles; every text is literal, never markup."""

import io
import re
from collections.abc import Iterable

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from gtm_tui.report.grid import FROM, POSITIONS, TO, Cell, Row, SegmentGrid
from gtm_tui.report.report import Report
from gtm_tui.report.writers.text import appendix, page_head, page_tail
from gtm_tui.text.sanitise import sanitise_text, shown

SEVERITY_STYLES = {"!!!": "bold red", "!!": "red", "!": "yellow", "-": "dim"}
_SHAPE_STYLES = {"aligned": "green", "close": "green", "mismatch": "red", "incomplete": "dim"}
_FINDING = re.compile(r"(!!!|!!|!|-)\s+[A-Z]+-\d\d\b")


def grid_view(segments: Iterable[SegmentGrid], ascii_only: bool = False, with_findings: bool = True) -> Group:
    """The GTM grid: one table for each segment, the five positions as columns, readable without colour."""
    tables = (segment_view(s, ascii_only, with_findings, heads=i == 0) for i, s in enumerate(segments))
    return Group(*tables)


def segment_view(
    segment: SegmentGrid, ascii_only: bool = False, with_findings: bool = True, heads: bool = True
) -> RenderableType:
    """One segment: name, money and shape above a table of four rows, its findings beneath."""
    table = Table(
        box=box.ASCII2 if ascii_only else box.ROUNDED,
        title=_title(segment),
        title_justify="left",
        title_style="",
        caption=_caption(segment, with_findings),
        caption_justify="left",
        caption_style="",
        expand=True,
        show_header=heads,
        pad_edge=False,
        padding=(0, 0),
        header_style="dim",
        border_style="dim",
    )
    table.add_column("", width=9, no_wrap=True)
    for number, name in enumerate(POSITIONS, start=1):
        table.add_column(Text(f"{number} {name}"), ratio=1, overflow="ellipsis", no_wrap=True)
    for row in segment.rows:
        table.add_row(Text(row.name), *_cells(row, ascii_only))
    return table


def styled_report(report: Report, full: bool = True, encoding: str = "utf-8", columns: int = 80) -> str:
    """The report with styles as a terminal reads them, in characters that `encoding` has."""
    page = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace", newline="\n")
    console = Console(
        file=page,
        width=columns,
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    print_report(report, console, full)
    page.seek(0)
    return page.read()


def print_report(report: Report, console: Console, full: bool = True) -> None:
    """Print the report with styles; the same words as the plain text."""
    _print_lines(console, page_head(report))
    if report.grid:
        plain = console.options.ascii_only
        console.print(Text(f"{'':10}{FROM}  {'-' * 12}>  {TO}", "dim"))
        console.print(grid_view(report.grid, plain, with_findings=False), width=min(console.width, 100))
    _print_lines(console, page_tail(report))
    if full:
        _print_lines(console, appendix(report))


def _print_lines(console: Console, lines: list[str]) -> None:
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        cleaned = sanitise_text(line)[0]
        console.print(Text(cleaned, style=_style(cleaned, after)), soft_wrap=True)


def _style(line: str, after: str) -> str:
    found = _FINDING.match(line)
    if found:
        return SEVERITY_STYLES[found[1]]
    if line and set(line) in ({"-"}, {"="}):
        return "dim"
    return "bold" if line and after and set(after) in ({"-"}, {"="}) else ""


def _title(segment: SegmentGrid) -> Text:
    return Text.assemble(
        (shown(segment.name), "bold"),
        ("   " + shown(segment.headline), ""),
        ("   " + segment.shape_words, _SHAPE_STYLES[segment.shape]),
        no_wrap=True,
        overflow="ellipsis",
    )


def _caption(segment: SegmentGrid, with_findings: bool) -> Text | None:
    lines = [Text(shown(segment.remark), "dim")] if segment.remark else []
    if with_findings:
        for finding in segment.findings:
            style = SEVERITY_STYLES[finding.mark]
            lines.append(Text(f"{finding.mark:>3} {finding.code}  {shown(finding.title)}", style))
    return Text("\n").join(lines) if lines else None


def _cells(row: Row, ascii_only: bool) -> list[Text]:
    if row.note:
        return [Text(shown(f"({row.note})"), "dim"), *(Text() for _ in POSITIONS[1:])]
    columns = zip(*row.lines, strict=True)
    return [Text("\n").join(_entry(cell, ascii_only) if cell else Text() for cell in column) for column in columns]


def _entry(cell: Cell, ascii_only: bool) -> Text:
    if cell.kind == "money":
        return Text(f"{'^' if ascii_only else '▲'} {shown(cell.short)}", "bold yellow")
    return Text(f"{'#' if ascii_only else '■'} {cell.short}", "bold cyan")
