"""The manual page, made from the argument tree: `python -m gtm_tui.cli.manual > gtm_tui/cli/gtm-tui.1`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from gtm_tui.cli.commands import FAMILIES
from gtm_tui.cli.parser import ABOUT, GLOBAL_VALUES, commands_of, whole_tree

STATUSES = (
    ("0", "success"),
    ("1", "findings at or above --fail-on"),
    ("2", "wrong usage, or a file that cannot be used"),
    ("70", "internal error; a report without answers is written to the state folder"),
    ("128+n", "ended by signal n: 130 interrupted, 141 the program reading the output ended"),
)
VARIABLES = (
    ("GTM_TUI_PLAIN", "1: questions line by line instead of the full screen (also chosen for TERM=dumb)"),
    ("GTM_TUI_ASCII", "1: draw with ASCII characters only"),
    ("NO_COLOR", "set and not empty: no colours"),
    (
        "ESCDELAY",
        "milliseconds that the rest of a key is waited for, and until an Esc alone counts (550); more on a "
        "line that tears keys apart",
    ),
)


def page() -> str:
    """The manual page as roff text, for `man`."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    tree = whole_tree()
    commands = commands_of(tree)
    yield '.TH GTM-TUI 1 "" "gtm-tui" "User Commands"'
    yield ".SH NAME"
    yield r"gtm-tui \- assess a go-to-market team in a terminal"
    yield ".SH SYNOPSIS"
    yield r"\fBgtm-tui\fR [\fIOPTIONS\fR] [\fIFILE\fR]"
    yield ".br"
    yield r"\fBgtm-tui\fR \fICOMMAND\fR ..."
    yield ".SH DESCRIPTION"
    yield _escaped(ABOUT)
    yield "Without a command the wizard opens, on FILE or on its home page."
    yield ".SH OPTIONS"
    yield from _options(tree)
    yield ".SH COMMANDS"
    yield r"\fB\-\-calibration\fR and \fB\-\-data\-dir\fR may also follow the command."
    for family, names in FAMILIES.items():
        yield f".SS {_escaped(family)}"
        for name in names:
            yield from _command(name, commands[name])
    yield ".SH EXIT STATUS"
    yield from _definitions(STATUSES)
    yield ".SH ENVIRONMENT"
    yield from _definitions(VARIABLES)


def _command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    yield ".TP"
    yield rf"\fBgtm-tui {name}\fR {_usage(parser)}"
    yield from _paragraphs(parser.description or "")
    yield ".RS"
    yield from _options(parser, GLOBAL_VALUES)
    yield ".RE"


def _usage(parser: argparse.ArgumentParser) -> str:
    """The arguments of a command in short: options in one word, then the rest by name."""
    words = ["[OPTIONS]"]
    for action in parser._actions:
        if not action.option_strings:
            name = _value(action)
            many = " ..." if action.nargs in ("+", "*") else ""
            words.append(f"[{name}{many}]" if action.nargs in ("?", "*") else f"{name}{many}")
    return _escaped(" ".join(words))


def _options(parser: argparse.ArgumentParser, skip: tuple[str, ...] = ()) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction | argparse._HelpAction) or action.help == argparse.SUPPRESS:
            continue
        if any(option in skip for option in action.option_strings):
            continue
        names = ", ".join(rf"\fB{_escaped(option)}\fR" for option in action.option_strings)
        yield ".TP"
        yield f"{names} {_escaped(_value(action))}".strip()
        yield _escaped(action.help or "")


def _value(action: argparse.Action) -> str:
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    if action.metavar is not None:
        return action.metavar
    if action.choices:
        return "{" + ",".join(map(str, action.choices)) + "}"
    return "" if action.nargs == 0 else action.dest.upper()


def _paragraphs(text: str) -> Iterator[str]:
    """Text as it is, examples (indented lines) unfilled."""
    for line in text.splitlines():
        if line.startswith("  "):
            yield from (".nf", _escaped(line), ".fi")
        else:
            yield _escaped(line) if line else ".sp"


def _definitions(entries: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for name, text in entries:
        yield from (".TP", rf"\fB{_escaped(name)}\fR", _escaped(text))


def _escaped(text: str) -> str:
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("%%", "%")
    return r"\&" + text if text.startswith((".", "'")) else text


if __name__ == "__main__":
    sys.stdout.write(page())
