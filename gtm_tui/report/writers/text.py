"""The report as plain text, 76 columns, ASCII drawing: for mail, for a pager, for a screen reader."""

from collections.abc import Iterable

from gtm_tui.report.finding_view import Item
from gtm_tui.report.map import plot
from gtm_tui.report.report import Report
from gtm_tui.report.sections import Section
from gtm_tui.report.writers.grid_text import WIDTH, grid_lines, matrix_lines
from gtm_tui.text.cells import cut, width, wrap
from gtm_tui.text.sanitise import sanitise_text

_INDENT = 4
_TERM = 16
_HALF = 34


def text_report(report: Report, full: bool = True) -> str:
    """The report as text; without `full` only the page, no appendix."""
    lines = [*page_head(report), *grid_lines(report.grid, with_findings=False)] if report.grid else page_head(report)
    lines += [*page_tail(report), *(appendix(report) if full else ())]
    return sanitise_text("\n".join(line.rstrip() for line in lines) + "\n")[0]


def page_head(report: Report) -> list[str]:
    """The page down to the grid."""
    lines = [*wrap(report.title, WIDTH), "=" * WIDTH]
    for label, value in report.facts:
        lines += _pair(label, (value,))
    lines += ["", *wrap(report.verdict, WIDTH), *(line[:1].upper() + line[1:] for line in report.summary)]
    if report.closing:
        lines += ["", *wrap(report.closing, WIDTH)]
    if report.top:
        lines += _heading("Top priorities")
        for entry in report.top:
            lines += ["", *_top(entry)]
        if report.more:
            lines += ["", f"{report.more} more in the appendix."]
    if report.grid:
        lines += _heading("Where everything stands")
    return lines


def page_tail(report: Report) -> list[str]:
    """The page below the grid."""
    lines = _asides(report)
    lines += ["", *_pair("Next check due", (report.next_check,)), "", *wrap(report.caveat, WIDTH)]
    return lines


def _asides(report: Report) -> list[str]:
    lines: list[str] = []
    for title, items in report.decided:
        if items:
            lines += _heading(title)
            for entry in items:
                lines += _hang(f"{entry.mark} {entry.code} {entry.title}: {entry.decision}", 2)
    if report.since is not None:
        lines += [*_heading("Since the previous session"), *wrap(report.since.words, WIDTH)]
        for line in report.since.page_lines:
            lines += _hang(f"- {line}", 2)
    if report.unknown:
        lines += _heading("Not known")
        for line in report.unknown:
            lines += _hang(f"- {line}", 2)
    return lines


def appendix(report: Report) -> list[str]:
    """Everything behind the page."""
    lines = ["", "", "APPENDIX", "=" * WIDTH]
    if report.grid:
        drawn = plot(report.assessment, WIDTH, 18, ascii_only=True, coarse=report.redaction.coarse)
        lines += [*_heading("Map of segments"), *("".join(text for text, _ in row) for row in drawn)]
        for line in report.map_legend:
            lines += _hang(line, 2)
    lines += [*_heading("Who answers for what"), *matrix_lines(report.matrix)]
    lines += _findings("All findings", report.findings)
    lines += _findings("Before you start: planned segments, not counted", report.before_you_start)
    if report.gone:
        lines += _heading("Decisions whose finding is gone")
        for line in report.gone:
            lines += _hang(f"- {line}", 2)
    for section in report.appendix:
        lines += _section(section)
    return lines


def _top(entry: Item) -> list[str]:
    lines = _title(entry)
    lines += _indented(entry.message)
    lines += _pair(entry.next_step_label, (entry.next_step,), _INDENT)
    return [*lines, *_pair("Owner, date", (entry.owner_and_date,), _INDENT)]


def _title(entry: Item) -> list[str]:
    head = f"{entry.mark:<3} {entry.code}  {entry.title}"
    tail = f"{entry.severity}, {entry.status}"
    if width(head) + width(tail) + 2 <= WIDTH:
        return [head + " " * (WIDTH - width(head) - width(tail)) + tail]
    return [*_hang(head, _INDENT), *_indented(tail)]


def _findings(title: str, items: Iterable[Item]) -> list[str]:
    lines: list[str] = []
    for entry in items:
        lines += ["", *_title(entry), *_indented(entry.message)]
        for term, values in entry.details:
            lines += _pair(term, values, _INDENT)
    return [*_heading(title), *lines] if lines else []


def _section(section: Section) -> list[str]:
    lines = _heading(section.title)
    if section.intro:
        lines += wrap(section.intro, WIDTH)
    for term, values in section.rows:
        if section.columns:
            lines += _columns(term, "\n".join(values))
        else:
            lines += _hang(term, 2)
            for value in values:
                lines += _indented(value)
    return lines


def _columns(term: str, text: str) -> list[str]:
    left, right = wrap(term, _HALF - 2), wrap(text, WIDTH - _HALF)
    rows = max(len(left), len(right))
    left += [""] * (rows - len(left))
    right += [""] * (rows - len(right))
    return [one + " " * (_HALF - width(one)) + two for one, two in zip(left, right, strict=True)]


def _heading(title: str) -> list[str]:
    return ["", title, "-" * width(title)]


def _pair(term: str, values: Iterable[str], indent: int = 0) -> list[str]:
    lines: list[str] = []
    for number, value in enumerate(values):
        head = " " * indent + (cut(term, _TERM - 1) if number == 0 else "").ljust(_TERM)
        wrapped = wrap(value, WIDTH - indent - _TERM)
        lines += [head + wrapped[0], *(" " * (indent + _TERM) + line for line in wrapped[1:])]
    return lines


def _hang(text: str, indent: int) -> list[str]:
    first, *rest = wrap(text, WIDTH - indent)
    return [first, *(" " * indent + line for line in rest)]


def _indented(text: str) -> list[str]:
    return [" " * _INDENT + line for line in wrap(text, WIDTH - _INDENT)]
