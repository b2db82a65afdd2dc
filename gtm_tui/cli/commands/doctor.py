"""`gtm-tui doctor`: what was found on this machine and in this terminal, for a person or for a report of a fault."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from gtm_tui.cli.arguments import add_format
from gtm_tui.cli.errors import FINE
from gtm_tui.cli.output import put, put_json, wrapped
from gtm_tui.terminal.detect import Surroundings, surroundings
from gtm_tui.text.sanitise import shown

ABOUT = "Show versions, terminal and paths, and what they mean for the wizard. Nothing is sent anywhere."

_COLOURS = {
    "none": "none (NO_COLOR is set)",
    "16": "16: the terminal's own colours are used",
    "256": "256",
    "truecolor": "16 million",
}
_GLYPHS = {
    "full": "all",
    "console": "those of the Linux console's font",
    "ascii": "ASCII only",
}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("doctor", help="show the terminal, versions and paths found", description=ABOUT)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print the findings as text or JSON; the exit status is always 0."""
    found = examine(getattr(args, "data_dir", None))
    if args.format == "json":
        put_json(found)
    else:
        for line in described(found):
            put(line)
    return FINE


def examine(data_dir: str | None = None) -> dict[str, Any]:
    """Everything that decides how the program behaves here, as plain data."""
    facts = surroundings()
    return {
        "versions": _versions(),
        "terminal": {**facts._asdict(), "size": {"columns": facts.size[0], "rows": facts.size[1]}},
        "front_end": _front_end(),
        "environment": _variables(),
        "paths": _paths(data_dir),
        "advice": list(_advice(facts)),
    }


def described(found: dict[str, Any]) -> list[str]:
    """The same as lines of text."""
    terminal, size = found["terminal"], found["terminal"]["size"]
    streams = [name for name in ("stdin", "stdout", "stderr") if terminal[f"{name}_is_terminal"]]
    rows = [
        *((name, value or "not installed") for name, value in found["versions"].items()),
        ("front end", " ".join(filter(None, (found["front_end"]["kind"], found["front_end"]["why"])))),
        ("TERM", terminal["term"] or "not set"),
        ("program", terminal["program"] or "unknown"),
        ("size", f"{size['columns']} columns, {size['rows']} rows" if size["columns"] else "unknown"),
        ("colours", _COLOURS[terminal["colours"]]),
        ("encoding", terminal["encoding"]),
        ("characters", _GLYPHS[terminal["glyphs"]]),
        ("terminals", ", ".join(streams) or "none of standard input, output and error"),
        ("over SSH", "yes" if terminal["ssh"] else "no"),
        ("inside", terminal["multiplexer"] or "neither tmux nor screen"),
        *((name, str(value)) for name, value in found["paths"].items()),
        *found["environment"].items(),
    ]
    width = max(len(name) for name, _ in rows) + 2
    lines = [f"{name:<{width}}{shown(value)}" for name, value in rows]
    return lines + ["", *(wrapped(text, "  ", first="- ") for text in found["advice"])] * bool(found["advice"])


def _versions() -> dict[str, str | None]:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from gtm_tui import __version__

    found: dict[str, str | None] = {
        "gtm-tui": __version__,
        "Python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
    }
    for name in ("textual", "rich", "tomli-w", "platformdirs"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = None
    return found


def _front_end() -> dict[str, str]:
    from gtm_tui.cli.front_end import decide

    front_end = decide()
    return {"kind": front_end.kind, "why": front_end.sentence.partition("\n")[0]}


def _variables() -> dict[str, str]:
    """Variables that change how the program looks or behaves; others may be private."""
    names = ("COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "ESCDELAY", "COLUMNS", "LINES")
    return {
        name: os.environ[name]
        for name in sorted(os.environ)
        if name in names or name.startswith(("GTM_TUI_", "TEXTUAL", "PYTHON"))
    }


def _paths(data_dir: str | None) -> dict[str, str]:
    from gtm_tui.store.paths import folders

    found = folders(data_dir)
    paths = {"state folder": str(found.state), "settings folder": str(found.config), "Python at": sys.executable}
    if found.problem:
        paths["problem"] = found.problem
    return paths


def _advice(facts: Surroundings) -> list[str]:
    advice = []
    if facts.multiplexer == "tmux":
        advice.append("Inside tmux, Esc may come half a second late: `set -sg escape-time 25` in tmux.conf fixes it.")
    if facts.multiplexer:
        advice.append("Keys that start a tmux or screen command (Ctrl+B, Ctrl+A) never arrive; the wizard needs none.")
    if facts.ssh:
        advice.append("Over SSH, `ssh -C` makes the wizard's traffic about ten times smaller.")
    if facts.colours == "16" and facts.term.startswith(("xterm", "screen", "tmux")):
        advice.append(f"If this terminal shows 256 colours, set TERM={facts.term.split('-')[0]}-256color.")
    if facts.glyphs == "ascii" and facts.encoding != "utf-8":
        advice.append(f"The encoding is {facts.encoding}; with a UTF-8 locale, lines and marks look better.")
    if 0 < facts.size[0] < 80 or 0 < facts.size[1] < 24:
        advice.append("80 columns and 24 rows show a whole page; below 40 by 10 the wizard waits for more room.")
    return advice
