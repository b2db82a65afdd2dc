"""`gtm-tui new FILE`: makes a session file, empty or from an example, without opening the wizard."""

from __future__ import annotations

import argparse
import os

from gtm_tui.cli.errors import CommandError
from gtm_tui.cli.output import put, say
from gtm_tui.cli.session_files import data_folder
from gtm_tui.text.sanitise import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gtm_tui.model.session import Session
    from gtm_tui.store.sessions import Opened

ABOUT = """Create a new session file. An existing file is never changed.

  gtm-tui new harbor-q4.toml --company "Harbor Ledger"
  gtm-tui new try.toml --from harbor-ledger
  gtm-tui new harbor-q4.toml --follow harbor-q3.toml
  gtm-tui new harbor-q4.toml --schema"""

#: Option -> the question it answers.
_ANSWERS = {
    "name": "session.name",
    "company": "company.name",
    "currency": "session.currency",
    "respondent": "session.respondent",
    "group": "session.respondent_group",
}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("new", help="create a session file, empty or from a sample", description=ABOUT)
    parser.add_argument("file", metavar="FILE", help="the file to create")
    parser.add_argument("--name", metavar="TEXT", help="name of the assessment")
    parser.add_argument("--company", metavar="TEXT", help="the company it is about")
    parser.add_argument("--currency", metavar="CODE", help="currency of all amounts, such as EUR")
    parser.add_argument("--respondent", metavar="TEXT", help="who answers")
    parser.add_argument("--group", metavar="GROUP", help="the group they answer for, such as sales")
    parser.add_argument("--schema", action="store_true", help="put the JSON Schema for editors beside the file")
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--from", dest="sample", metavar="SAMPLE", help="start with the answers of an example session")
    start.add_argument(
        "--follow",
        metavar="FILE",
        help="start with the answers of last quarter's file; the new one lists those not confirmed yet",
    )


def run(args: argparse.Namespace) -> int:
    """Make the file and print its path."""
    from gtm_tui.store.sessions import SaveError, save_session

    opened = _opened(args)
    session = _answered(_followed(args) if args.follow else _start(args.sample), args)
    if args.schema:
        _put_schema(args, opened)
    try:
        saved = save_session(opened, session)
    except SaveError as error:
        raise CommandError(shown(error)) from None
    finally:
        opened.close()
    for notice in saved.notices:
        say(notice)
    put(str(saved.opened.path))
    say(f"Answer it with: gtm-tui {shown(args.file)}")
    return 0


def _put_schema(args: argparse.Namespace, opened: Opened) -> None:
    """Put the schema beside the session, unless one is there; the session then names it."""
    from gtm_tui.cli.commands.schema import session_schema, write_schema
    from gtm_tui.store.session_codec.encode import SCHEMA_NAME

    beside = opened.path.parent / SCHEMA_NAME
    if not os.path.lexists(beside):
        write_schema(args, SCHEMA_NAME if opened.data else str(beside), session_schema())


def _opened(args: argparse.Namespace) -> Opened:
    from gtm_tui.store.paths import BadName, check_name
    from gtm_tui.store.recognise import NotASession
    from gtm_tui.store.sessions import UnreadableFile, open_session

    data = data_folder(args)
    try:
        path = args.file if data is None else check_name(args.file)
        opened = open_session(path, create=True, data=data, mark=False)
    except NotASession:
        opened = None
    except (UnreadableFile, BadName) as error:
        raise CommandError(shown(error)) from None
    if opened is None or not opened.new:
        raise CommandError(f"{shown(args.file)} already exists; it was not changed")
    return opened


def _start(sample: str | None) -> Session:
    from gtm_tui.model.session import Session

    if sample is None:
        return Session()
    from gtm_tui.cli.commands.samples import sample_path
    from gtm_tui.store.loading import load_session

    session = load_session(sample_path(sample)).session
    for key in ("session.created", "session.saved"):
        session = session.without_answer(key)
    return session


def _followed(args: argparse.Namespace) -> Session:
    """The answers of an earlier file, each to be confirmed; raises CommandError."""
    from gtm_tui.analysis.diff import carry_over, unconfirmed
    from gtm_tui.cli.session_files import load_or_refuse
    from gtm_tui.text.plural import counted

    name = os.path.relpath(args.follow, os.path.dirname(args.file) or ".")
    session = carry_over(load_or_refuse(args, args.follow).session, name)
    say(f"{counted(len(unconfirmed(session)), 'answer')} carried over, to be confirmed one by one.")
    return session


def _answered(session: Session, args: argparse.Namespace) -> Session:
    from gtm_tui.questions import AnswerError, question_for

    for option, key in _ANSWERS.items():
        text = getattr(args, option)
        question = question_for(key)
        if text is None or question is None:
            continue
        try:
            session = session.with_answer(key, question.parse(text, session))
        except AnswerError as error:
            raise CommandError(f"--{option}: found {shown(error.found)}, expected {error.expected}") from None
    return session
