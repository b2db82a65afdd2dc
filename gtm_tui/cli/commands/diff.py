"""`gtm-tui diff OLD NEW`: which findings are new, cleared, changed, lapsed or the same, and why."""

from __future__ import annotations

import argparse

from gtm_tui.cli.arguments import add_format, add_model, add_today, calibration_of, rules_asked_for
from gtm_tui.cli.errors import FINDINGS, FINE, UNUSABLE, CommandError
from gtm_tui.cli.output import put, put_json, say, wrapped
from gtm_tui.model.vocabulary import SEVERITIES
from gtm_tui.text.plural import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from gtm_tui.analysis.diff import AnswerChange, Diff, Difference, Viewpoint
    from gtm_tui.calibration import Calibration
    from gtm_tui.model.session import Session
    from gtm_tui.store.loading import Loaded

ABOUT = """Compare two session files: new, cleared, changed, lapsed and unchanged findings, each with its cause
(answers, rules, calendar), then the answers that differ. Nothing is written.

Each file is judged by the model version it names, as on the day it was saved, unless --model or --today says
otherwise. Exit status: 2 a file that is no session or holds an answer that is not valid; else 1 with --fail-on where
a new, worse or lapsed finding is as severe as that; else 0."""

LISTS = ("new", "cleared", "changed", "lapsed", "same")
BECAUSE = {"answers": "changed answers", "rules": "changed rules or limits", "calendar": "a date that has passed"}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("diff", help="say what changed between two sessions, and why", description=ABOUT)
    parser.add_argument("old", metavar="OLD", help="the earlier session file; - reads standard input")
    parser.add_argument("new", metavar="NEW", help="the later session file; - reads standard input")
    parser.add_argument(
        "--old-calibration", metavar="FILE", help="the calibration by which the earlier file was judged"
    )
    parser.add_argument("--fail-on", choices=SEVERITIES, metavar="SEVERITY", help="critical, high, medium or low")
    add_format(parser)
    add_model(parser)
    add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print the differences between two files."""
    from gtm_tui.analysis.diff import diff
    from gtm_tui.cli.session_files import load_or_refuse, tell_problems

    if args.old == args.new == "-":
        raise CommandError("standard input can be read only once: give - once")
    calibration = calibration_of(args)
    earlier = calibration
    if args.old_calibration:
        earlier = calibration_of(argparse.Namespace(calibration=args.old_calibration))
    files = load_or_refuse(args, args.old), load_or_refuse(args, args.new)
    wrong = [tell_problems(file) for file in files]
    old = _viewpoint(files[0].session, earlier, args, args.old)
    new = _viewpoint(files[1].session, calibration, args, args.new)
    found = diff(old, new)
    if args.format == "json":
        put_json(as_json(found, args.old, args.new, files))
    else:
        for line in as_text(found, args.old, args.new):
            put(line)
    if any(wrong):
        return UNUSABLE
    return FINDINGS if _worse(found, args.fail_on) else FINE


def _viewpoint(session: Session, calibration: Calibration, args: argparse.Namespace, path: str) -> Viewpoint:
    from gtm_tui.analysis.diff import viewpoint
    from gtm_tui.cli.arguments import day_of
    from gtm_tui.rules.judged_by import judged_otherwise
    from gtm_tui.text.sanitise import shown

    model = rules_asked_for(args).version if args.model else None
    view = viewpoint(session, calibration, model, day_of(args) if args.today else None)
    notice = judged_otherwise(session, view.model, calibration.name, shown(path))
    if notice:
        say(notice)
    return view


def _worse(found: Diff, fail_on: str | None) -> bool:
    if fail_on is None:
        return False
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(
        d.finding.severity in failing and not d.finding.planned
        for d in (*found.new, *found.lapsed, *found.changed)
        if d.old is None or d.what == "lapsed" or d.old.severity not in failing
    )


def as_json(found: Diff, old_path: str, new_path: str, files: tuple[Loaded, Loaded]) -> dict[str, Any]:
    """The five lists of findings with their causes, then every answer that differs; each side with its problems."""
    from gtm_tui.report.json_findings import problem_json
    from gtm_tui.text.sanitise import sanitise_tree

    sides = [
        {**_side(found, number, path), "problems": [problem_json(problem) for problem in files[number].problems]}
        for number, path in enumerate((old_path, new_path))
    ]
    result: dict[str, Any] = {"old": sides[0], "new_file": sides[1]}
    for name in LISTS:
        result[name] = [_entry(found, difference) for difference in found.of(name)]
    result["answers"] = [_answer(change) for change in found.answers]
    return sanitise_tree(result)[0]


def _side(found: Diff, side: int, path: str) -> dict[str, Any]:
    from gtm_tui.report.json_findings import notices_json

    assessment = (found.before, found.after)[side]
    return {
        "path": path,
        "name": assessment.session.get("session.name"),
        "saved": assessment.session.get("session.saved"),
        "judged_on": assessment.today,
        "model_version": assessment.rule_set.version,
        "calibration": assessment.calibration.name,
        "notices": notices_json(assessment),
    }


def _entry(found: Diff, difference: Difference) -> dict[str, Any]:
    from gtm_tui.report.json_findings import finding_json

    assessment = found.before if difference.new is None else found.after
    entry = finding_json(assessment, difference.finding)
    entry["cause"] = difference.cause or None
    entry["causes"] = list(difference.causes)
    if difference.old is not None:
        entry["was"] = {"severity": difference.old.severity, "status": difference.old_status}
    return entry


def _answer(change: AnswerChange) -> dict[str, Any]:
    """A changed answer with both values; what is not valid is a problem of the file and no value."""
    values = [None if state == "invalid" else value for state, value in _stated(change)]
    entry = {"key": change.key, "old": values[0], "new": values[1]}
    if {change.old_state, change.new_state} - {"answered", "open"}:
        entry |= {"old_state": change.old_state, "new_state": change.new_state}
    return entry


def as_text(found: Diff, old_path: str, new_path: str) -> Iterator[str]:
    """The same in lines of at most 76 columns where words allow it."""
    for side, path in enumerate((old_path, new_path)):
        about = _side(found, side, path)
        judged = f"model {about['model_version']}, calibration {about['calibration']}, as on {about['judged_on']}"
        yield f"{('Old', 'New')[side]}: {about['name'] or path} ({path}); {judged}"
    if found.empty:
        yield ""
        yield "Nothing differs."
        return
    for name in LISTS[:-1]:
        differences = found.of(name)
        yield ""
        yield f"{name.capitalize()} ({len(differences)})"
        for difference in differences:
            yield _line(difference)
    yield ""
    yield f"{counted(len(found.same), 'finding')} unchanged."
    yield ""
    yield f"Answers that differ ({len(found.answers)})"
    for change in found.answers:
        yield wrapped(f"{change.key}: {_words(change, 0)} -> {_words(change, 1)}", "      ", first="  ")


def _line(difference: Difference) -> str:
    finding = difference.finding
    because = " and ".join(BECAUSE[cause] for cause in difference.causes)
    detail = f"; {difference.detail}" if difference.detail else ""
    text = f"{finding.identity} ({finding.severity}): {finding.title}. Cause: {because}{detail}."
    return wrapped(text, "      ", first=f"  {finding.mark:<3} ")


def _stated(change: AnswerChange) -> tuple[tuple[str, Any], tuple[str, Any]]:
    return (change.old_state, change.old), (change.new_state, change.new)


def _words(change: AnswerChange, side: int) -> str:
    from gtm_tui.questions.question import show_raw

    state, value = _stated(change)[side]
    if state == "answered":
        return show_raw(value) if not isinstance(value, dict) else _table(value)
    words = {"open": "no answer", "dont_know": "don't know", "not_applicable": "does not apply", "invalid": "not valid"}
    return words[state] + (f" ({show_raw(value)})" if state == "invalid" else "")


def _table(value: dict[str, Any]) -> str:
    return ", ".join(f"{person} ({scope})" for person, scope in value.items()) or "nobody"
