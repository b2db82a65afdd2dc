"""`gtm-tui fill --answers ANSWERS FILE`: answers from a file, without any prompt."""

from __future__ import annotations

import argparse

from gtm_tui.cli.commands.ask import open_document
from gtm_tui.cli.errors import FINE, UNUSABLE, CommandError
from gtm_tui.cli.output import put, say
from gtm_tui.text.sanitise import shown

ABOUT = """Fill a session file from an answers file, without any prompt.

An answers file is TOML with the keys of a session file, such as
  company.name = "Harbor Ledger"
  company.arr = "7.5m"
Text is read as if typed in the wizard. Wrong values are kept and listed,
as the wizard does; required questions that are still open are listed too.

Exit status: 0 complete, 2 something is wrong or missing (the file is written anyway)."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("fill", help="answer from a file, without any prompt", description=ABOUT)
    parser.add_argument("file", metavar="FILE", help="session file; created if it does not exist")
    parser.add_argument("--answers", metavar="ANSWERS", required=True, help="the answers; - reads standard input")
    parser.add_argument("--dry-run", action="store_true", help="list what is wrong or missing, write nothing")


def run(args: argparse.Namespace) -> int:
    """Fill, save, and list what is wrong or missing on standard error."""
    from gtm_tui.plain.fill import fill
    from gtm_tui.store.sessions import SaveError
    from gtm_tui.store.toml_reader import UnreadableFile, read_document

    try:
        answers = read_document(args.answers)
    except UnreadableFile as error:
        raise CommandError(error.sentence) from None
    document = open_document(args, args.file)
    try:
        result = fill(document.interview, answers.doc)
        if not args.dry_run:
            if document.read_only:
                raise CommandError(document.read_only)
            document.save()
            put(str(document.opened.path) if document.opened else args.file)
    except SaveError as error:
        raise CommandError(f"not saved: {shown(error)}") from None
    finally:
        document.close(discard=True)
    for wrong in result.wrong:
        say(f"{answers.path}: {shown(wrong.key)}: found {shown(wrong.found)}, expected {wrong.expected}")
    for key, wording in result.missing:
        say(f"missing: {shown(key)}: {shown(wording)}")
    return UNUSABLE if result.wrong or result.missing else FINE
