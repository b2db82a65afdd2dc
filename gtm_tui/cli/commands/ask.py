"""`gtm-tui ask [FILE]`: the questionnaire line by line, for screen readers, serial consoles and slow links."""

from __future__ import annotations

import argparse
import sys

from gtm_tui.cli.arguments import calibration_of
from gtm_tui.cli.errors import FINE, INTERRUPTED, CommandError
from gtm_tui.cli.output import put
from gtm_tui.cli.session_files import data_folder
from gtm_tui.text.sanitise import sanitise_line, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gtm_tui.document import Document
    from gtm_tui.store.recovery import Found

ABOUT = """Answer the same questions as in the wizard, line by line.

? explains a question, ?? lists what can be typed instead of an answer.
Every answer is kept at once; the file is written with `save`, and at the end."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("ask", help="answer line by line, without the full screen", description=ABOUT)
    parser.add_argument("file", nargs="?", metavar="FILE", help="session file; created if it does not exist")
    parser.add_argument("--open", action="store_true", help="ask only what is not settled yet")


def run(args: argparse.Namespace) -> int:
    """Ask until the end, save, and print the results."""
    sitting = open_sitting(args, args.file)
    with _no_flow_control():
        try:
            status = _ask(sitting, args.open)
        except KeyboardInterrupt:
            put("\nStopped. What you answered is kept; `gtm-tui recover` shows it.")
            sitting.close(discard=False)
            return INTERRUPTED
    sitting.close(discard=False)
    return status


def open_sitting(args: argparse.Namespace, path: str | None) -> Document:
    """Sit down over the file the options name; raises CommandError."""
    from gtm_tui.document import Document
    from gtm_tui.store.paths import BadName, check_name
    from gtm_tui.store.sessions import UnreadableFile

    data = data_folder(args)
    try:
        name = check_name(path) if data is not None and path is not None else path
        return Document.open(name, calibration=calibration_of(args), data=data, tell=_tell_problem)
    except (UnreadableFile, BadName) as error:
        raise CommandError(shown(error)) from None


def _ask(sitting: Document, open_only: bool) -> int:
    from gtm_tui.cli.findings_text import assessed
    from gtm_tui.plain.ask import Asker, Stop

    _tell_file(sitting)
    for found in sitting.left_behind():
        _offer(sitting, found)
    asker = Asker(sitting.interview, _read, put, lambda: _saved(sitting), open_only)
    try:
        asker.run()
        put("\nThat was the last question.")
    except Stop as stop:
        if not stop.at_end and sitting.unsaved and not _yes("Save? [Y/n] "):
            put("Not saved. What you answered is kept; `gtm-tui recover` shows it.")
            return FINE
    if sitting.unsaved:
        put(_saved(sitting))
    put()
    for line in assessed(sitting.interview.assessment, ways_out=True):
        put(line)
    return FINE


def _read(prompt: str) -> str | None:
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if line and not sys.stdin.isatty():
        put(line.rstrip("\r\n"))
    return sanitise_line(line.rstrip("\r\n"))[0] if line else None


def _yes(prompt: str) -> bool:
    return (_read(prompt) or "").strip().casefold() not in ("n", "no")


def _tell_file(sitting: Document) -> None:
    if sitting.opened is None:
        return
    put(f"{shown(sitting.name)}: {'a new session' if sitting.opened.new else 'opened'}")
    for notice in sitting.opened.notices:
        put(f"  {notice}")
    for problem in sitting.problems:
        put(f"  {problem.sentence}")


def _offer(sitting: Document, found: Found) -> None:
    put(found.sentence)
    if found.state == "bad":
        found.keep()
        return
    if _yes("Take these answers over? [Y/n] "):
        sitting.resume(found)
    else:
        found.keep()
        put("Left for later; `gtm-tui recover` shows it.")


def _saved(sitting: Document) -> str:
    """Save, asking for a name where there is none, and say how it went."""
    from gtm_tui.store.sessions import ChangedOnDisk, SaveError, UnreadableFile

    path: str | None = None
    while True:
        if path is None and (sitting.opened is None or sitting.read_only):
            path = (_read("Save under which name? ") or "").strip()
            if not path:
                return "Not saved. What you answered is kept; `gtm-tui recover` shows it."
        try:
            result = sitting.save(path)
        except FileExistsError:
            put(f"{shown(path)} is there already. Choose another name.")
            path = None
        except ChangedOnDisk as error:
            put(f"{shown(error)} Save under another name.")
            path = (_read("Save under which name? ") or "").strip()
            if not path:
                return "Not saved. What you answered is kept; `gtm-tui recover` shows it."
        except (SaveError, UnreadableFile) as error:
            return f"Not saved: {shown(error)}"
        else:
            return "\n".join((f"Saved {shown(sitting.name)}.", *result.notices))


def _tell_problem(problem: str | None) -> None:
    if problem:
        put(f"Answers are not being kept: {problem}")


class _no_flow_control:
    """Let ctrl+s reach nothing instead of freezing the line, while asking on a terminal."""

    def __enter__(self) -> None:
        self._before = None
        try:
            import termios

            self._before = termios.tcgetattr(sys.stdin)
            changed = termios.tcgetattr(sys.stdin)
            changed[0] &= ~termios.IXON
            termios.tcsetattr(sys.stdin, termios.TCSANOW, changed)
        except (ImportError, OSError, ValueError, termios.error):
            self._before = None

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            import termios

            termios.tcsetattr(sys.stdin, termios.TCSANOW, self._before)
