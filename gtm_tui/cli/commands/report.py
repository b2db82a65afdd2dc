"""`gtm-tui report FILE`: the page people forward and its appendix, in any format."""

from __future__ import annotations

import argparse
import sys

from gtm_tui.cli.arguments import add_model, add_today, calibration_of, day_of, rules_asked_for
from gtm_tui.cli.errors import FINE, CommandError
from gtm_tui.cli.output import put_document, say
from gtm_tui.report.formats import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gtm_tui.analysis.diff import Diff
    from gtm_tui.report.formats import Writing
    from gtm_tui.report.report import Report
    from gtm_tui.rules import Assessment

ABOUT = """Write a one-page summary: top priorities, grid, accepted findings, changes, unknowns.
An appendix holds every finding with evidence, source and ways out, the answers and the notes.

The session file is only read. Formats, and how their files end:

"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "report", help="write a one-page summary with an appendix", description=ABOUT + _formats()
    )
    parser.add_argument("file", metavar="FILE", help="session file; - reads standard input")
    parser.add_argument("--format", choices=tuple(FORMATS), help="default: by the ending of OUTPUT, else text")
    parser.add_argument("-o", "--output", metavar="OUTPUT", help="write this file (default: standard output)")
    parser.add_argument("--page", action="store_true", help=f"only the page, no appendix ({_with_parts()})")
    parser.add_argument("--redact", action="store_true", help="roles instead of names, bands instead of numbers")
    parser.add_argument("--alias", metavar="NAME", help="another name for the company")
    parser.add_argument(
        "--since", metavar="FILE", help="the previous session (default: the one the file names, if it is beside it)"
    )
    add_model(parser)
    add_today(parser)


def _formats() -> str:
    return "\n".join(f"  {f.name:<9} {f.ending:<9} {f.description}" for f in FORMATS.values())


def _with_parts() -> str:
    return ", ".join(format.name for format in FORMATS.values() if format.parts)


def run(args: argparse.Namespace) -> int:
    """Make the report and print or write it."""
    from gtm_tui.cli.session_files import load_or_refuse
    from gtm_tui.report.export import ExportError, render
    from gtm_tui.report.report import report
    from gtm_tui.rules import assess

    format = _format(args)
    calibration, rule_set, today = calibration_of(args), rules_asked_for(args), day_of(args)
    loaded = load_or_refuse(args, args.file)
    assessment = assess(loaded.session, calibration, today, rule_set.version)
    made = report(assessment, alias=args.alias or "", redact=args.redact, since=_since(args, assessment))
    if args.output:
        _write(args, made, format)
        return FINE
    try:
        put_document(render(made, format, _for_output(args)), FORMATS[format].media)
    except ExportError as error:
        raise CommandError(str(error)) from None
    return FINE


def _format(args: argparse.Namespace) -> str:
    """The format asked for, or that of the output's ending; raises CommandError where neither says."""
    import os

    from gtm_tui.report.formats import format_of
    from gtm_tui.text.sanitise import shown

    if not args.output:
        return str(args.format or ("styled" if _shows_styles() else "text"))
    if os.path.realpath(args.output) == os.path.realpath(args.file):
        raise CommandError(f"{shown(args.output)} is the session itself; give the report another name")
    if args.format:
        return str(args.format)
    format = format_of(args.output)
    if format is None:
        endings = ", ".join(known.ending for known in FORMATS.values())
        raise CommandError(f"{shown(args.output)}: no format has this ending; use one of {endings}, or give --format")
    return format.name


def _write(args: argparse.Namespace, made: Report, format: str) -> None:
    from gtm_tui.cli.session_files import data_folder
    from gtm_tui.report.export import ExportError, export
    from gtm_tui.store.atomic_write import SaveError
    from gtm_tui.store.paths import BadName, check_name
    from gtm_tui.text.sanitise import shown

    data = data_folder(args)
    try:
        path = check_name(args.output, FORMATS[format].ending) if data else args.output
        done = export(made, path, format, not args.page, dir_fd=data.fd if data else None)
    except (BadName, ExportError, SaveError) as error:
        raise CommandError(str(error)) from None
    for notice in done.notices:
        say(notice)
    say(f"Wrote {shown(done.path)} ({done.format}, {done.size:,} bytes).")


def _since(args: argparse.Namespace, assessment: Assessment) -> Diff | None:
    """The difference to the previous session: the one given, or the one the session names if it can be read."""
    import os

    from gtm_tui.analysis.diff import Viewpoint, diff, viewpoint
    from gtm_tui.cli.session_files import SessionReader, load_or_refuse
    from gtm_tui.store.loading import UnreadableFile

    named = assessment.session.get("session.previous")
    if args.since:
        before = load_or_refuse(args, args.since).session
    elif named and args.file != "-":
        path = str(named) if getattr(args, "data_dir", None) else os.path.join(os.path.dirname(args.file), str(named))
        try:
            before = SessionReader(args).load(path).session
        except UnreadableFile as error:
            say(f"gtm-tui: the previous session is left out: {error.sentence}")
            return None
    else:
        return None
    now = Viewpoint(
        session=assessment.session,
        calibration=assessment.calibration,
        model=assessment.rule_set.version,
        today=assessment.today,
    )
    return diff(viewpoint(before, assessment.calibration), now)


def _shows_styles() -> bool:
    import os

    return sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def _for_output(args: argparse.Namespace) -> Writing:
    """How to write for standard output: on a terminal in its width and its characters."""
    from gtm_tui.report.formats import Writing

    writing = Writing(appendix=not args.page, path=args.file)
    if not sys.stdout.isatty():
        return writing
    import shutil

    return writing._replace(encoding=sys.stdout.encoding, columns=shutil.get_terminal_size().columns)
