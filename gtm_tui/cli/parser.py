"""The argument tree, built as far as it is needed: one command for a run, all of them for help and completion."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence

from gtm_tui.cli.commands import COMMANDS, FAMILIES, module_of
from gtm_tui.cli.errors import UsageError

TYPE_CHECKING = False  # spares the import of typing on the way to --help
if TYPE_CHECKING:
    from typing import Any, NoReturn

ABOUT = "Find out whether a go-to-market team is set up to work: who is accountable for what, and what fits together."

# argparse looks on the disk for translations of each of its messages; ours are English throughout.
argparse._ = str  # type: ignore[attr-defined]

#: Options that stand before or after the command and take a value.
GLOBAL_VALUES = ("--calibration", "--data-dir")


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal, at most 100 columns; asked of the system directly, which spares an import."""

    def __init__(self, prog: str) -> None:
        try:
            columns = os.get_terminal_size().columns
        except (OSError, ValueError):
            columns = 80
        super().__init__(prog, max_help_position=28, width=max(min(columns, 100) - 2, 40))


class Parser(argparse.ArgumentParser):
    """An argument parser that never abbreviates, and raises UsageError where argparse would end the process."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", Formatter)
        super().__init__(*args, **options)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line."""
        from gtm_tui.text.sanitise import shown

        hint = _nearest_option(self, message)
        raise UsageError(shown(message) + hint, self.format_usage().strip())


def requested(words: Sequence[str]) -> str | None:
    """The command named on a command line: the first word that is no option, if it is one."""
    value_follows = False
    for word in words:
        if value_follows:
            value_follows = False
        elif word == "--":
            return None
        elif word.startswith("-") and word != "-":
            value_follows = word in GLOBAL_VALUES
        else:
            return word if word in COMMANDS else None
    return None


def parser_for(command: str) -> Parser:
    """The parser for a command line that names this command."""
    return _with_commands((command,))


def whole_tree() -> Parser:
    """The parser with every command: for completion, the manual and tests."""
    return _with_commands(COMMANDS)


def wizard_parser() -> Parser:
    """The parser for a command line that names no command: `gtm-tui [FILE]`."""
    parser = _top()
    parser.add_argument("file", nargs="?", metavar="FILE", help="session file; created if it does not exist")
    return parser


def commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of the commands in a tree, by name."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _top() -> Parser:
    parser = Parser(
        prog="gtm-tui",
        usage="gtm-tui [OPTIONS] [FILE]\n       gtm-tui COMMAND ...",
        description=ABOUT + "\nWithout a command the wizard opens, on FILE or on its home page.",
        epilog=_listed(),
    )
    parser.add_argument("--version", action="version", version=version_line(), help="print the version and stop")
    _add_global(parser, None)
    add = parser.add_argument
    add("--plain", action="store_true", help="line by line instead of the full screen (as GTM_TUI_PLAIN=1)")
    add("--no-mouse", action="store_true", help="leave the mouse to the terminal")
    add("--restricted", action="store_true", help="for a forced command over SSH: no way out of the program")
    return parser


def version_line() -> str:
    """What `--version` prints."""
    from gtm_tui import __version__

    return f"gtm-tui {__version__}"


def _with_commands(names: Iterable[str]) -> Parser:
    parser = _top()
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog="gtm-tui")
    for name in names:
        module_of(name).add_parser(subparsers)
        _add_global(subparsers.choices[name], argparse.SUPPRESS)
    return parser


def _add_global(parser: argparse.ArgumentParser, default: Any) -> None:
    """Add the options every command takes; one that a command declares itself stays as it is."""
    group = parser.add_argument_group("options of every command")
    for option, metavar, text in (
        ("--calibration", "FILE", "use the numbers of this file where they differ from the built-in ones"),
        ("--data-dir", "DIR", "keep everything in this folder; session files are plain names in it"),
    ):
        try:
            group.add_argument(option, metavar=metavar, default=default, help=text)
        except argparse.ArgumentError:
            continue


def _listed() -> str:
    lines: list[str] = []
    for family, commands in FAMILIES.items():
        lines += [f"{family}:", *(f"  {name:<12}{text}" for name, text in commands.items()), ""]
    return "\n".join([*lines, "`gtm-tui COMMAND --help` says more about one of them."])


def _nearest_option(parser: argparse.ArgumentParser, message: str) -> str:
    unknown = [word for word in message.split() if word.startswith("--")]
    if not unknown or "unrecognized" not in message:
        return ""
    from difflib import get_close_matches

    known = [option for action in parser._actions for option in action.option_strings]
    known += [o for command in commands_of(parser).values() for a in command._actions for o in a.option_strings]
    near = get_close_matches(unknown[0].partition("=")[0], known, n=1)
    return f"; did you mean {near[0]}?" if near else ""
