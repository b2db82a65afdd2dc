"""`gtm-tui check FILE...`: what the rules find in session files, for people, for scripts and for CI."""

from __future__ import annotations

import argparse

from gtm_tui.cli.arguments import (
    add_format,
    add_model,
    add_today,
    calibration_of,
    day_of,
    rules_asked_for,
)
from gtm_tui.cli.errors import FINDINGS, FINE, UNUSABLE, CommandError
from gtm_tui.cli.output import put, put_json, say
from gtm_tui.cli.session_files import SessionReader, tell_problems
from gtm_tui.model.vocabulary import SEVERITIES
from gtm_tui.store.loading import Loaded, UnreadableFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from gtm_tui.rules import Assessment

ABOUT = """Print what the rules find in session files. Nothing is written to them.

What is wrong with a file or an answer comes first, on standard error; the other answers and files are assessed.

Exit status: 2 a file that cannot be used, is no session, or holds an answer that is not valid; else 1 open or lapsed
findings at or above --fail-on; else 0."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("check", help="print what the rules find in session files", description=ABOUT)
    parser.add_argument("files", nargs="+", metavar="FILE", help="session file; - reads standard input")
    add_format(parser)
    parser.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        metavar="SEVERITY",
        help="exit with status 1 if an open or lapsed finding is as severe as this: critical, high, medium or low",
    )
    parser.add_argument("--grid", action="store_true", help="also print the GTM grid of all segments")
    parser.add_argument("--include-accepted", action="store_true", help="let --fail-on count accepted findings too")
    parser.add_argument("--strict", action="store_true", help="exit with status 2 on keys this version does not know")
    parser.add_argument("--ways-out", action="store_true", help="also compute the changes that clear each finding")
    add_model(parser)
    add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Check all files, the readable ones too where another is not, and return the worst status."""
    from gtm_tui.rules import assess

    if args.files.count("-") > 1:
        raise CommandError("standard input can be read only once: give - once")
    calibration, rule_set, today = calibration_of(args), rules_asked_for(args), day_of(args)
    reader = SessionReader(args)
    status = FINE
    results: list[Mapping[str, Any]] = []
    for number, path in enumerate(args.files):
        try:
            loaded = reader.load(path)
        except UnreadableFile as error:
            status = UNUSABLE
            say(f"gtm-tui: {error.sentence}")
            results.append(_unreadable(path, error))
            continue
        assessment = assess(loaded.session, calibration, today, rule_set.version)
        if tell_problems(loaded, args.strict):
            status = UNUSABLE
        elif status == FINE and _too_severe(assessment, args.fail_on, args.include_accepted):
            status = FINDINGS
        if args.format == "json":
            results.append(_as_json(path, loaded, assessment, args.ways_out))
            continue
        from gtm_tui.cli.findings_text import checked

        if number:
            put()
        put("\n".join(checked(loaded, assessment, args.ways_out)))
        if args.grid:
            from gtm_tui.cli.grid_output import put_grid

            put()
            put_grid(assessment)
    if args.format == "json":
        put_json({"files": results})
    return status


def _too_severe(assessment: Assessment, fail_on: str | None, include_accepted: bool) -> bool:
    """Whether any finding is at or above a severity; an accepted one counts only where that is asked for."""
    if fail_on is None:
        return False
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(
        finding.severity in failing and (include_accepted or assessment.status(finding) != "accepted")
        for finding in assessment.findings
    )


def _as_json(path: str, loaded: Loaded, assessment: Assessment, ways_out: bool) -> Mapping[str, Any]:
    from gtm_tui.report.json_findings import file_json

    return file_json(path, assessment, loaded.problems, ways_out)


def _unreadable(path: str, error: UnreadableFile) -> Mapping[str, Any]:
    from gtm_tui.report.json_findings import file_json

    problem = {"key": None, "line": error.line, "found": error.sentence, "expected": "a session file"}
    return file_json(path, None, [problem])
