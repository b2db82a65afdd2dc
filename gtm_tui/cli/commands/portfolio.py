"""`gtm-tui portfolio PATH...`: one row for each of many companies, and which finding recurs where."""

from __future__ import annotations

import argparse
import sys

from gtm_tui.cli.arguments import add_model, add_today, calibration_of, day_of, rules_asked_for
from gtm_tui.cli.errors import FINE, UNUSABLE, CommandError
from gtm_tui.cli.output import escape_as, say
from gtm_tui.text.plural import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from gtm_tui.analysis.portfolio import Recurrence, Row, Unreadable

ABOUT = """Print one row for each company: findings by severity, segments that fit together, age and model version; then
which finding recurs in how many companies. Folders are searched recursively for *.toml.

Rows are sorted by name or age, never by severity. All files are judged by one model version. A file that is not a
session is skipped and named. A file that cannot be read is listed with its reason, the rest are processed, and the
exit status is 2."""

COLUMNS = (
    "company", "saved", "age_days", "critical", "high", "medium", "low", "segments", "segments_aligned",
    "model_version", "codes", "lapsed", "path", "notice",
)  # fmt: skip
# How many different pairs of another model and calibration are said one by one.
MOST_NOTICES = 5


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("portfolio", help="one row for each of many companies", description=ABOUT)
    parser.add_argument("paths", nargs="+", metavar="PATH", help="session file, folder or pattern such as 'q3/*.toml'")
    parser.add_argument("--sort", choices=("name", "age"), default="name", help="order of the rows (default: name)")
    parser.add_argument("--alias", action="store_true", help="numbers instead of company and file names")
    parser.add_argument(
        "--format", choices=("text", "csv", "jsonl"), default="text", help="text (default), or data; jsonl streams"
    )
    add_model(parser)
    add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print the portfolio; the readable files too where others are not."""
    from gtm_tui.analysis.portfolio import Recurrence
    from gtm_tui.rules.judged_by import judged_by
    from gtm_tui.rules.versions import current_version

    model = rules_asked_for(args).version if args.model else current_version()
    recurrence = Recurrence()
    unreadable: list[Unreadable] = []
    rows = _readable(_aliased(_rows(args, model), args.alias), recurrence, unreadable)
    if args.format == "jsonl":
        _put_jsonl(rows)
    else:
        kept = _sorted(rows, args.sort)
        if args.format == "csv":
            _put_csv(kept, args)
        else:
            from gtm_tui.cli.portfolio_table import put_text

            put_text(kept, recurrence, model, day_of(args), judged_by(model, calibration_of(args).name))
    for problem in unreadable:
        if problem.skipped:
            say(f"gtm-tui: skipped: {problem.reason}")
        elif args.format != "jsonl":
            say(f"gtm-tui: {problem.reason}")
    if args.calibration and args.format != "text":
        say(f"Judged by {judged_by(model, calibration_of(args).name)}.")
    for notice, number in sorted(recurrence.notices.items(), key=lambda entry: -entry[1])[:MOST_NOTICES]:
        say(f"{counted(number, 'file')}: {notice}")
    if len(recurrence.notices) > MOST_NOTICES:
        say(f"{counted(len(recurrence.notices) - MOST_NOTICES, 'more combination')} of model and calibration in files.")
    return FINE if all(problem.skipped for problem in unreadable) else UNUSABLE


def _rows(args: argparse.Namespace, model: str) -> Iterator[Row | Unreadable]:
    from gtm_tui.cli.portfolio_files import files_of, rows_of, watched
    from gtm_tui.cli.session_files import data_folder

    data = data_folder(args)
    if data is not None:
        _check_names(args.paths)
    files = list(args.paths) if data is not None else files_of(args.paths)
    rows = rows_of(files, model, calibration_of(args), day_of(args), data.fd if data is not None else None)
    stream = sys.stderr
    if stream is not None and stream.isatty() and len(files) > 100:
        rows = watched(rows, len(files), lambda text: (stream.write(text), stream.flush()))
    return rows


def _check_names(names: Iterable[str]) -> None:
    """With `--data-dir` a file is a plain name in that folder; raises CommandError."""
    from gtm_tui.store.paths import BadName, check_name

    for name in names:
        try:
            check_name(name)
        except BadName as error:
            raise CommandError(str(error)) from None


def _aliased(rows: Iterator[Row | Unreadable], alias: bool) -> Iterator[Row | Unreadable]:
    from gtm_tui.analysis.portfolio import Row, with_alias

    number = 0
    for row in rows:
        number += isinstance(row, Row) or not row.skipped
        if not alias:
            yield row
        elif isinstance(row, Row):
            yield with_alias(row, number)
        elif row.skipped:
            yield row._replace(path="", reason="a file that is not a session.")
        else:
            yield row._replace(path=f"Company {number}", reason=f"Company {number}: its file could not be read.")


def _readable(
    rows: Iterator[Row | Unreadable], recurrence: Recurrence, unreadable: list[Unreadable]
) -> Iterator[Row | Unreadable]:
    """Count every row on its way; files that gave none are gathered, and passed on too unless they were skipped."""
    from gtm_tui.analysis.portfolio import Row

    for row in rows:
        if isinstance(row, Row):
            recurrence.add(row)
        else:
            unreadable.append(row)
            if row.skipped:
                continue
        yield row


def _sorted(rows: Iterator[Row | Unreadable], order: str) -> list[Row]:
    from gtm_tui.analysis.portfolio import Row, by_age, by_name

    kept = (row for row in rows if isinstance(row, Row))
    return by_age(kept) if order == "age" else by_name(kept)


def row_json(row: Row) -> dict[str, Any]:
    """One company as data."""
    entry: dict[str, Any] = row._asdict()
    entry["saved"] = row.saved or None
    entry["model_version"] = row.model_version or None
    entry["codes"] = row.codes.split()
    entry["lapsed"] = row.lapsed.split("\n") if row.lapsed else []
    notice = entry.pop("notice")
    entry["notices"] = [notice] if notice else []
    return entry


def _put_jsonl(rows: Iterator[Row | Unreadable]) -> None:
    """One object a line, as soon as it is known."""
    from gtm_tui.analysis.portfolio import Row
    from gtm_tui.text.json_text import json_text

    escape_as("json")
    for row in rows:
        entry: dict[str, Any] = (
            row_json(row)
            if isinstance(row, Row)
            else {"path": row.path, "problems": [{"found": row.reason, "expected": "a session file"}]}
        )
        sys.stdout.write(json_text(entry) + "\n")


def _put_csv(rows: Iterable[Row], args: argparse.Namespace) -> None:
    """One line for each company; a text that a spreadsheet would run as a formula is quoted."""
    import csv

    from gtm_tui.report.writers.csv_findings import safe_cell

    today = day_of(args)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        values = {**row._asdict(), "age_days": row.age(today), "lapsed": row.lapsed.replace("\n", ", ")}
        cells = (values[name] for name in COLUMNS)
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in cells])
