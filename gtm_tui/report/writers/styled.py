"""The report and the GTM grid for a terminal that shows styles; every text is literal, never markup."""

import io
import re

from rich.console import Console
from rich.text import Text

from gtm_tui.report.grid_table import SEVERITY_STYLES, grid_view
from gtm_tui.report.report import Report
from gtm_tui.report.writers.text import appendix, page_head, page_tail
from gtm_tui.text.sanitise import sanitise_text

_FINDING = re.compile(r"(!!!|!!|!|-)\s+[A-Z]+-\d\d\b")


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
