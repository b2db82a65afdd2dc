"""`gtm-tui completion SHELL`: the completion script of a shell, made from the argument tree."""

from __future__ import annotations

import argparse

from gtm_tui.cli.commands import COMMANDS
from gtm_tui.cli.output import put
from gtm_tui.cli.parser import commands_of, whole_tree

SHELLS = ("bash", "zsh", "fish")

ABOUT = """Print the completion script of a shell.

  bash:  gtm-tui completion bash > ~/.local/share/bash-completion/completions/gtm-tui
  zsh:   gtm-tui completion zsh > ~/.zfunc/_gtm-tui      (with ~/.zfunc in fpath)
  fish:  gtm-tui completion fish > ~/.config/fish/completions/gtm-tui.fish"""

#: Arguments that are names of files or folders, by what the help calls them.
_FILES = ("FILE", "ANSWERS", "OLD", "NEW", "PATH", "SESSION")
_FOLDERS = ("DIR",)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("completion", help="print the completion script of a shell", description=ABOUT)
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help="bash, zsh or fish")


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    put(script(args.shell))
    return 0


def script(shell: str) -> str:
    """The completion script for `bash`, `zsh` or `fish`; files complete where a file is expected."""
    import shtab

    tree = whole_tree()
    tree.usage = None
    for name, command in commands_of(tree).items():
        command.description = COMMANDS[name]
    _mark_paths(tree)
    return _with_session_files(shell, shtab.complete(tree, shell).rstrip("\n"))


def _with_session_files(shell: str, text: str) -> str:
    """Offer files for the first word too: it is a command or a session file, which argparse cannot say."""
    if shell == "bash":
        return text.replace("\ncomplete -o ", "\ncomplete -o default -o ")
    if shell == "zsh":
        commands = "_describe 'gtm-tui commands' _commands\n"
        return text.replace(commands, commands + "  _files\n")
    return text + "\ncomplete -c gtm-tui -n _shtab_gtm_tui_using -F"


def _mark_paths(parser: argparse.ArgumentParser) -> None:
    import shtab

    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                _mark_paths(command)
        elif action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.metavar in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
