"""The portfolio for a terminal: a table of companies, then which finding recurs where; every text is literal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date

from rich import box
from rich.cells import set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gtm_tui.analysis.portfolio import Recurrence, Row
from gtm_tui.model.vocabulary import SEVERITY
from gtm_tui.rules.versions import rules_of
from gtm_tui.text.plural import counted
from gtm_tui.text.sanitise import shown

# Up to this many companies stand in a drawn table; more are plain lines of the same shape, which are many times faster.
MOST_IN_TABLE = 200
_STYLES = ("bold red", "red", "yellow", "dim")
_LEFT = ("Saved", "Model")
_FIXED = (("Saved", 10), ("Days", 5), *((s.mark, 4) for s in SEVERITY.values()), ("Fit", 5), ("Model", 6))


def put_text(rows: Sequence[Row], recurrence: Recurrence, model: str, today: date, judged_by: str) -> None:
    """Print the table, the counts, lapsed acceptances and the recurring findings."""
    wide = not sys.stdout.isatty()
    console = Console(file=sys.stdout, width=100 if wide else None, highlight=False, emoji=False, markup=False)
    room = max(12, min(40, console.width - sum(width + 1 for _, width in _FIXED)))
    if len(rows) <= MOST_IN_TABLE:
        console.print(_companies(rows, room, today))
    else:
        sys.stdout.writelines(_lines(rows, room, today))
    console.print()
    for line in _summary(recurrence, judged_by):
        console.print(Text(line))
    lapsed = [(row, identity) for row in rows if row.lapsed for identity in row.lapsed.split("\n")]
    if lapsed:
        console.print(Text(f"\nAcceptances that no longer hold ({len(lapsed)})"))
        for row, identity in lapsed:
            console.print(Text(shown(f"  {row.company or row.path}: {identity}")))
    if recurrence.table():
        console.print(Text("\nWhich finding recurs"))
        console.print(_recurring(recurrence, model))


def _companies(rows: Sequence[Row], room: int, today: date) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0)
    table.add_column("Company", width=room, overflow="ellipsis", no_wrap=True)
    for name, width in _FIXED:
        table.add_column(name, width=width, justify="left" if name in _LEFT else "right", no_wrap=True)
    for row in rows:
        company, saved, days, *numbers, fit, model = _cells(row, today)
        counts = [Text(n, style="" if n == "." else style) for n, style in zip(numbers, _STYLES, strict=True)]
        cells: list[Text | str] = [Text(company), saved, days, *counts, fit, Text(model)]
        table.add_row(*cells)
    return table


def _lines(rows: Sequence[Row], room: int, today: date) -> Iterator[str]:
    """The same as plain lines."""
    heads = ["Company", *(name for name, _ in _FIXED)]
    yield _line(heads, room)
    yield "-" * (room + sum(width + 1 for _, width in _FIXED)) + "\n"
    for row in rows:
        yield _line(_cells(row, today), room)


def _line(cells: Sequence[str], room: int) -> str:
    company, *others = cells
    aligned = (
        f"{cell[:width]:<{width}}" if name in _LEFT else f"{cell[:width]:>{width}}"
        for cell, (name, width) in zip(others, _FIXED, strict=True)
    )
    return " ".join((set_cell_size(company, room), *aligned)).rstrip() + "\n"


def _cells(row: Row, today: date) -> list[str]:
    age = row.age(today)
    return [
        shown(row.company or row.path),
        row.saved or "?",
        "?" if age is None else str(age),
        *(str(number) if number else "." for number in (row.critical, row.high, row.medium, row.low)),
        f"{row.segments_aligned}/{row.segments}",
        shown(row.model_version or "?"),
    ]


def _summary(recurrence: Recurrence, judged_by: str) -> Iterator[str]:
    number = recurrence.companies
    severities = [f"{count} with {severity}" for severity, count in recurrence.with_severity.items() if count]
    found = f": {', '.join(severities)} findings" if severities else ""
    yield f"{counted(number, 'company', 'companies')}{found}."
    yield f"{recurrence.aligned} of {counted(recurrence.segments, 'segment')} fit together. Judged by {judged_by}."


def _recurring(recurrence: Recurrence, model: str) -> Table:
    rules = rules_of(model).rules
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("Code", no_wrap=True)
    table.add_column("Companies", justify="right")
    table.add_column("Share", justify="right")
    table.add_column("Finding")
    for code, count, share in recurrence.table():
        table.add_row(code, f"{count:,}", f"{share:.0%}", Text(rules[code].title if code in rules else ""))
    return table
