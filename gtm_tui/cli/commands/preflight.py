"""`gtm-tui preflight`: says which front end this terminal can show."""

from __future__ import annotations

import argparse

from gtm_tui.cli.errors import FINE, UNUSABLE

ABOUT = """Say which front end this terminal can show: the wizard, the plain one, or none.

Exit status: 0 wizard or plain, 2 none."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    subparsers.add_parser("preflight", help="check that this terminal can run the wizard", description=ABOUT)


def run(args: argparse.Namespace) -> int:
    """Print the front_end."""
    from gtm_tui.cli.front_end import NONE, decide
    from gtm_tui.cli.output import put, say

    front_end = decide()
    put(front_end.kind)
    if front_end.sentence:
        say(f"gtm-tui: {front_end.sentence}")
    return UNUSABLE if front_end.kind == NONE else FINE
