"""`gtm-tui migrate FILE...`: shows what bringing an older file up to date would change, and does it when told to."""

from __future__ import annotations

import argparse

from gtm_tui.cli.arguments import calibration_of
from gtm_tui.cli.errors import FINE, UNUSABLE, CommandError
from gtm_tui.cli.output import put, say
from gtm_tui.cli.session_files import data_folder
from gtm_tui.text.sanitise import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from gtm_tui.calibration import Calibration
    from gtm_tui.rules import Assessment
    from gtm_tui.store.sessions import Opened

ABOUT = """Bring session files of an older format up to date. Without --write nothing is written: a diff shows what
would change in them, and which findings would appear or clear. The earlier version is kept in the backups."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("migrate", help="bring a file of an older format up to date", description=ABOUT)
    parser.add_argument("files", nargs="+", metavar="FILE", help="session file")
    parser.add_argument("--write", action="store_true", help="write the files as shown")


def run(args: argparse.Namespace) -> int:
    """Show the changes of each file, and write them with `--write`; status 2 if a file cannot be used."""
    calibration = calibration_of(args)
    status = FINE
    for file in args.files:
        try:
            _one(args, file, calibration)
        except CommandError as error:
            say(f"gtm-tui: {error.sentence}")
            status = UNUSABLE
    return status


def _one(args: argparse.Namespace, file: str, calibration: Calibration) -> None:
    from datetime import UTC, datetime

    from gtm_tui.rules import assess
    from gtm_tui.rules.judged_by import version_for
    from gtm_tui.store.sessions import open_session
    from gtm_tui.store.toml_reader import UnreadableFile

    try:
        opened = open_session(file, data=data_folder(args), mark=False)
    except UnreadableFile as error:
        raise CommandError(error.sentence) from None
    if opened.read_only:
        raise CommandError(opened.read_only)
    if not _is_older(opened):
        say(f"{shown(file)} already has the current format; nothing to do.")
        return
    assessment = assess(opened.session, calibration, model=version_for(opened.session))
    now = datetime.now(UTC).replace(microsecond=0)
    for line in _difference(opened, assessment, now):
        put(line)
    for change in opened.changed_results(assessment):
        say(f"  {change.sentence}")
    if not args.write:
        say(f"Nothing was written. To write {shown(file)}: gtm-tui migrate --write {shown(file)}")
        return
    _write(opened, assessment, now)
    say(f"{shown(file)} was written; its earlier version is in the backups.")


def _is_older(opened: Opened) -> bool:
    from gtm_tui.store.loading import load_session

    data = opened.data
    path = opened.name if data else str(opened.path)
    return load_session(path, dir_fd=data.fd if data else None).migrated


def _difference(opened: Opened, assessment: Assessment, now: datetime) -> list[str]:
    """The change as a unified diff, line by line; exactly what `--write` writes at this moment."""
    from difflib import unified_diff

    from gtm_tui.store.sessions import SaveError, bytes_to_save

    try:
        changed = bytes_to_save(opened, opened.session, assessment, now)
    except SaveError as error:
        raise CommandError(shown(error)) from None
    before, after = (data.decode("utf-8-sig").splitlines() for data in (opened.base or b"", changed))
    name = shown(opened.name)
    return list(unified_diff(before, after, f"{name} (now)", f"{name} (up to date)", lineterm=""))


def _write(opened: Opened, assessment: Assessment, now: datetime) -> None:
    from gtm_tui.store.sessions import SaveError, save_session

    try:
        saved = save_session(opened, opened.session, assessment=assessment, now=now)
    except SaveError as error:
        raise CommandError(shown(error)) from None
    for notice in saved.notices:
        say(notice)
