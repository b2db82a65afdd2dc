"""The table of commands: name, module, family and one line of help; nothing is imported until it is needed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

#: family -> command -> one line of help. The module of a command is `gtm_tui.cli.commands.<command>`.
FAMILIES: dict[str, dict[str, str]] = {
    "Answer": {
        "new": "create a session file, empty or from a sample",
        "ask": "answer line by line, without the full screen",
        "fill": "answer from a file, without any prompt",
    },
    "Read the findings": {
        "check": "print what the rules find in session files",
        "report": "write a one-page summary with an appendix",
        "explain": "explain one rule: what it looks at, why, and its source",
        "rules": "list all rules",
    },
    "Try and compare": {
        "whatif": "change answers without saving and see what follows",
        "diff": "say what changed between two sessions, and why",
        "compare": "put the answers of several people side by side",
        "merge": "combine the answers of several people into one session",
        "portfolio": "one row for each of many companies",
    },
    "Look after files": {
        "samples": "list or copy the example sessions",
        "schema": "print the JSON Schema of the session file",
        "migrate": "bring a file of an older format up to date",
        "recover": "list, show, restore or discard answers that were not saved",
    },
    "Set up": {
        "doctor": "show the terminal, versions and paths found",
        "preflight": "check that this terminal can run the wizard",
        "completion": "print the completion script of a shell",
        "help": "print help on the program or on one command",
    },
}

COMMANDS: dict[str, str] = {name: line for family in FAMILIES.values() for name, line in family.items()}


def module_of(command: str) -> ModuleType:
    """The module that holds a command's `add_parser(subparsers)` and `run(args)`."""
    from importlib import import_module

    return import_module(f"gtm_tui.cli.commands.{command}")
