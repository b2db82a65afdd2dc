"""`gtm-tui help [COMMAND]`: the help of the program or of one command, as `--help` prints it."""

from __future__ import annotations

import argparse

from gtm_tui.cli.commands import COMMANDS
from gtm_tui.cli.errors import CommandError
from gtm_tui.cli.output import put
from gtm_tui.text.sanitise import shown


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "help", help="print help on the program or on one command", description="Print help, as --help does."
    )
    parser.add_argument("topic", nargs="?", metavar="COMMAND", help="the command to explain; without it, the program")


def run(args: argparse.Namespace) -> int:
    """Print the help; raises CommandError for a word that is no command."""
    from gtm_tui.cli.parser import commands_of, parser_for, wizard_parser

    if args.topic is None:
        put(wizard_parser().format_help().rstrip("\n"))
        return 0
    if args.topic not in COMMANDS:
        from gtm_tui.cli.start import nearest_command

        near = nearest_command(args.topic)
        hint = f"did you mean `gtm-tui help {near}`?" if near else "`gtm-tui help` lists them"
        raise CommandError(f"there is no command {shown(args.topic)}; {hint}")
    put(commands_of(parser_for(args.topic))[args.topic].format_help().rstrip("\n"))
    return 0
