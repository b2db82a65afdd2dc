"""`gtm-tui whatif FILE --set KEY=VALUE`: change answers without saving, and see which findings come and go."""

from __future__ import annotations

import argparse

from gtm_tui.cli.arguments import add_format, add_model, add_today, calibration_of, day_of, rules_asked_for
from gtm_tui.cli.errors import FINE, CommandError
from gtm_tui.cli.output import put, put_json, say, wrapped
from gtm_tui.text.plural import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from gtm_tui.analysis.whatif import Overlay
    from gtm_tui.rules import Finding

ABOUT = """Change answers without saving, and see which findings are new, cleared and changed.

The file stays as it is unless --keep or --apply is given. VALUE is written as in TOML; a bare word is a text,
a,b a list, and numbers may be typed as 18k or 1.2m."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "whatif", help="change answers without saving and see what follows", description=ABOUT
    )
    parser.add_argument("file", metavar="FILE", help="session file; - reads standard input")
    parser.add_argument("--set", dest="sets", action="append", default=[], metavar="KEY=VALUE", help="repeatable")
    parser.add_argument("--scenario", metavar="ID", help="start from a scenario kept in the file")
    ending = parser.add_mutually_exclusive_group()
    ending.add_argument("--keep", metavar="TITLE", help="keep the changes in the file as a scenario")
    ending.add_argument("--apply", action="store_true", help="write the changes into the file as answers")
    add_format(parser)
    add_model(parser)
    add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print the difference the changes make; write only when asked to."""
    from gtm_tui.analysis.whatif import Overlay
    from gtm_tui.cli.session_files import load_or_refuse
    from gtm_tui.rules import assess
    from gtm_tui.rules.judged_by import judged_by

    calibration, rule_set, today = calibration_of(args), rules_asked_for(args), day_of(args)
    session = load_or_refuse(args, args.file).session
    overlay = _changed(Overlay(assess(session, calibration, today, rule_set.version)), args)
    if args.format == "json":
        put_json(as_json(overlay))
        if args.calibration:
            say(f"Judged by {judged_by(rule_set.version, calibration.name)}.")
    else:
        for line in as_text(overlay):
            put(line)
    if args.keep or args.apply:
        _write(overlay, args)
    return FINE


def _changed(overlay: Overlay, args: argparse.Namespace) -> Overlay:
    from gtm_tui.analysis.whatif import SetError, overlay_of, parse_set
    from gtm_tui.text.sanitise import shown

    session = overlay.base.session
    if args.scenario:
        scenario = session.scenarios.get(args.scenario)
        if scenario is None:
            known = ", ".join(session.scenarios) or "none"
            raise CommandError(f"there is no scenario {shown(args.scenario)}; the file holds: {shown(known)}")
        overlay = overlay_of(overlay.base, scenario)
    if not args.sets and not args.scenario:
        raise CommandError("nothing to try: give --set KEY=VALUE, or --scenario ID")
    for text in args.sets:
        try:
            overlay = overlay.set(*parse_set(text, session))
        except SetError as error:
            raise CommandError(f"--set {shown(str(error))}") from None
    return overlay


def as_json(overlay: Overlay) -> dict[str, Any]:
    """The changes, and the findings that are new, cleared, changed and the same; a changed one as it is now."""
    from gtm_tui.report.json_findings import change_json, finding_json, notices_json
    from gtm_tui.text.sanitise import sanitise_tree

    effect, before, after = overlay.effect, overlay.base, overlay.assessment
    changed = [{**finding_json(after, new), "was": old.severity} for old, new in effect.changed]
    return sanitise_tree(
        {
            "notices": notices_json(before),
            "changes": [change_json(change) for change in overlay.changes],
            "new": [finding_json(after, f) for f in effect.new],
            "cleared": [finding_json(before, f) for f in effect.cleared],
            "changed": changed,
            "same": [finding_json(after, f) for f in effect.same],
        }
    )[0]


def as_text(overlay: Overlay) -> Iterator[str]:
    """The same in lines of at most 76 columns where words allow it."""
    from gtm_tui.rules.judged_by import judged_by

    effect, base = overlay.effect, overlay.base
    yield judged_by(base.rule_set.version, base.calibration.name)
    if base.judged_otherwise:
        yield wrapped(base.judged_otherwise)
    yield ""
    yield "Changes"
    for before, after in overlay.lines():
        if before:
            yield wrapped(before, "      ", first="  - ")
        yield wrapped(after, "      ", first="  + ")
    if not overlay.changes:
        yield "  none: the session has these answers already"
    yield from _listed("New", [_line(f) for f in effect.new])
    yield from _listed("Cleared", [_line(f) for f in effect.cleared])
    yield from _listed("Changed", [_line(new, was=old) for old, new in effect.changed])
    yield ""
    yield f"{counted(len(effect.same), 'finding')} unchanged."


def _line(finding: Finding, was: Finding | None = None) -> str:
    severity: str = finding.severity
    if was is not None and was.severity != severity:
        severity = f"{was.severity} -> {severity}"
    note = ", before you start" if finding.planned else ""
    return wrapped(f"{finding.identity} ({severity}{note}): {finding.title}", "      ", first=f"  {finding.mark:<3} ")


def _listed(title: str, entries: list[str]) -> Iterator[str]:
    yield ""
    yield f"{title} ({len(entries)})"
    yield from entries


def _write(overlay: Overlay, args: argparse.Namespace) -> None:
    """Write the changes, or the scenario, into the file; raises CommandError."""
    from gtm_tui.cli.session_files import data_folder
    from gtm_tui.rules import assess
    from gtm_tui.store.sessions import SaveError, open_session, save_session

    if args.file == "-":
        raise CommandError("standard input cannot be written to")
    opened = open_session(args.file, data=data_folder(args), mark=False)
    try:
        if opened.session != overlay.base.session:
            raise CommandError(f"{opened.name} was changed in the meantime; nothing was written")
        if args.keep:
            session, name = overlay.kept_as(args.keep)
            done = f"Kept as scenario {name} in {opened.name}."
        else:
            session, done = overlay.applied(), f"Applied to {opened.name}."
        base = overlay.base
        saved = save_session(
            opened, session, assessment=assess(session, base.calibration, base.today, base.rule_set.version)
        )
    except SaveError as error:
        raise CommandError(str(error)) from None
    finally:
        opened.close()
    for notice in saved.notices:
        say(notice)
    say(done)
