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

#: Said when answers stay in the journal only.
NOT_SAVED = "Not saved. Your answers are kept; `gtm-tui recover` brings them back."


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("ask", help="answer line by line, without the full screen", description=ABOUT)
    parser.add_argument("file", nargs="?", metavar="FILE", help="session file; created if it does not exist")
    parser.add_argument("--open", action="store_true", help="ask only what is still open")


def run(args: argparse.Namespace) -> int:
    """Ask until the end, save, and print the results."""
    document = open_document(args, args.file, recent=True)
    with _no_flow_control():
        try:
            status = _ask(document, args.open)
        except KeyboardInterrupt:
            put("\nStopped. Your answers are kept; `gtm-tui recover` brings them back.")
            document.close(discard=False)
            return INTERRUPTED
    document.close(discard=False)
    return status


def open_document(args: argparse.Namespace, path: str | None, recent: bool = False) -> Document:
    """Open the file the options name, `recent` to list it on the home page; raises CommandError."""
    from gtm_tui.document import Document, DocumentSettings
    from gtm_tui.store.paths import BadName, check_name
    from gtm_tui.store.sessions import UnreadableFile

    data = data_folder(args)
    try:
        name = check_name(path) if data is not None and path is not None else path
        settings = DocumentSettings(calibration=calibration_of(args), data=data, tell=_tell_problem, recent=recent)
        return Document.open(name, settings)
    except (UnreadableFile, BadName) as error:
        raise CommandError(shown(error)) from None


def _ask(document: Document, open_only: bool) -> int:
    from gtm_tui.cli.findings_text import assessed
    from gtm_tui.plain.ask import Asker, Stop

    _tell_file(document)
    for found in document.left_behind():
        _offer(document, found)
    asker = Asker(document.interview, _read, put, lambda: _saved(document), open_only)
    try:
        asker.run()
        put("\nThat was the last question.")
    except Stop as stop:
        if not stop.at_end and document.unsaved and not _yes("Save? [Y/n] "):
            put(NOT_SAVED)
            return FINE
    if document.unsaved:
        put(_saved(document))
    put()
    for line in assessed(document.interview.assessment, ways_out=True):
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


def _tell_file(document: Document) -> None:
    if document.opened is None:
        return
    put(f"{shown(document.name)}: {'a new session' if document.opened.new else 'opened'}")
    for notice in document.status.notices:
        put(f"  {notice}")
    for problem in document.opened.problems:
        put(f"  {problem.sentence}")


def _offer(document: Document, found: Found) -> None:
    put(found.sentence)
    if found.state == "bad":
        found.keep()
        return
    if _yes("Restore these answers? [Y/n] "):
        document.resume(found)
    else:
        found.keep()
        put("Kept for later; `gtm-tui recover` lists them.")


def _saved(document: Document) -> str:
    """Save, asking for a name where one is needed, and say how it went."""
    from gtm_tui.document import why
    from gtm_tui.store.paths import BadName
    from gtm_tui.store.sessions import ChangedOnDisk, SaveError, UnreadableFile

    ask_name = document.opened is None or document.read_only is not None
    while True:
        name = (_read("File name to save as: ") or "").strip() if ask_name else ""
        if ask_name and not name:
            return NOT_SAVED
        try:
            result = document.save_as(name) if ask_name else document.save()
        except (FileExistsError, ChangedOnDisk, BadName) as error:
            put(f"Not saved: {shown(why(error))}")
            ask_name = True
        except (SaveError, UnreadableFile) as error:
            return f"Not saved: {shown(error)}"
        else:
            return "\n".join((f"Saved as {shown(document.name)}.", *result.notices))


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
