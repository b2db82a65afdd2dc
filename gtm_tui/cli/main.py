"""Runs one command line: finds the command, runs it, and turns every way it can end into an exit status."""

from __future__ import annotations

import os
import sys

from gtm_tui.cli.errors import INTERNAL, INTERRUPTED, PIPE_CLOSED, UNUSABLE, CommandError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line (default: this process's) and return its exit status; nothing is raised."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _run(words)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_output()
        return PIPE_CLOSED
    except SystemExit as end:  # argparse, after --help and --version
        return end.code if isinstance(end.code, int) else 0
    except CommandError as error:
        return _refuse(error)
    except OSError as error:
        return _os_error(error)
    except Exception as error:
        return _internal(error)


def _run(words: list[str]) -> int:
    if words == ["--version"]:
        from gtm_tui import __version__

        print(f"gtm-tui {__version__}")
        return 0
    from gtm_tui.cli.parser import parser_for, requested, wizard_parser

    _never_fail_on_characters()
    command = requested(words)
    if command is not None:
        from gtm_tui.cli.commands import module_of

        _collect_rarely()
        args = parser_for(command).parse_args(words)
        return int(module_of(command).run(args))
    try:
        args = wizard_parser().parse_args(words)
    except UsageError as error:
        from gtm_tui.cli.start import nearest_command

        first = next((word for word in words if not word.startswith("-")), "")
        if near := nearest_command(first):
            error.sentence += f"; did you mean `gtm-tui {near}`?"
        raise
    from gtm_tui.cli.start import start

    return start(args)


def _never_fail_on_characters() -> None:
    """Let standard output show what its encoding lacks as an escape instead of failing.

    `surrogateescape`, which Python chooses in the C locale, fails on every letter that is not ASCII.
    """
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None and sys.stdout.errors in ("strict", "surrogateescape"):
        reconfigure(errors="backslashreplace")


def _collect_rarely() -> None:
    """A command makes its objects once and ends: looking for cycles often only costs time."""
    import gc

    gc.set_threshold(50_000)


def _refuse(error: CommandError) -> int:
    from gtm_tui.cli.output import say

    if isinstance(error, UsageError) and error.usage:
        say(error.usage)
    say(f"gtm-tui: {error.sentence}")
    return error.status


def _os_error(error: OSError) -> int:
    """A full disk behind standard output, a folder that went away: the system's own words are the best ones."""
    from gtm_tui.cli.output import say
    from gtm_tui.text.sanitise import shown

    where = f"{shown(error.filename)}: " if error.filename else ""
    say(f"gtm-tui: {where}{shown(error.strerror or error)}")
    _let_go_of_output()
    return UNUSABLE


def _internal(error: Exception) -> int:
    from gtm_tui.cli.output import say

    say("gtm-tui stopped because of an internal error.")
    try:
        from gtm_tui.store.paths import folders
        from gtm_tui.terminal.crash import write_report

        report = write_report(error, folders().state / "crash")
    except Exception:
        report = None
    if report is not None:
        say(f"A crash report, without any of your answers, is in {report}")
    return INTERNAL


def _let_go_of_output() -> None:
    """Point standard output at nothing, so that what is still buffered cannot fail again at exit."""
    import contextlib

    with contextlib.suppress(AttributeError, OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
