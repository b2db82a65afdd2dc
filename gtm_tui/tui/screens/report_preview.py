"""The report before it is written: format, page or appendix, names or roles; then a file."""

from __future__ import annotations

import os
from collections.abc import Hashable
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from gtm_tui.document import Document
from gtm_tui.interview import Interview
from gtm_tui.report.export import ExportError, export, in_characters
from gtm_tui.report.formats import FORMATS, Writing
from gtm_tui.report.report import Report, report
from gtm_tui.store.atomic_write import SaveError
from gtm_tui.store.paths import BadName, check_name
from gtm_tui.text.sanitise import sanitise_line, shown
from gtm_tui.tui.drawing import Pen, Row
from gtm_tui.tui.results.previous import changed_since, previous_session
from gtm_tui.tui.screens.base import bindings
from gtm_tui.tui.screens.list_screen import ListScreen
from gtm_tui.tui.screens.menu import Entry, Question

MOST_ROWS = 3_000


class ReportScreen(ListScreen[str]):
    """Preview and export of the report; dismisses with what was written, in a sentence."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("left", "right", "appendix", "redact", "save")
    actions = ("enter", "right", "appendix", "redact", "back")
    words: ClassVar[dict[str, str]] = {"enter": "write it", "right": "other format"}

    def __init__(self, interview: Interview, document: Document) -> None:
        super().__init__()
        self.interview = interview
        self.document = document
        self.format = "text"
        self.full = False
        self.redacted = False
        before, _ = previous_session(document, interview.session)
        self._since = changed_since(interview.assessment, before) if before is not None else None
        self._reports: dict[bool, Report] = {}
        self._lines: dict[tuple[str, bool, bool], list[str]] = {}

    @property
    def report(self) -> Report:
        """The report, made once with names and once without."""
        if self.redacted not in self._reports:
            made = report(self.interview.assessment, redact=self.redacted, since=self._since)
            self._reports[self.redacted] = made
        return self._reports[self.redacted]

    # -- drawing ---------------------------------------------------------------------------------------

    def bar(self) -> tuple[str, str, str]:
        """What is shown."""
        return self.interview.session.company(), "Report", self.format

    def head(self, width: int, height: int) -> list[Row]:
        """The formats with the chosen one in brackets, and what else is chosen."""
        pen = Pen(width).to(1)
        for name in FORMATS:
            here = name == self.format
            pen.put(f"[{name}]" if here else f" {name} ", "strong" if here else "muted", ("format", name))
        format = FORMATS[self.format]
        marks = f"[{'x' if self.full else ' '}] appendix  " if format.parts else ""
        marks += f"[{'x' if self.redacted else ' '}] redacted"
        about = format.description + (" (here as characters)" if format.in_characters else "")
        rows = [pen.row, Pen(width).to(1).put(marks, "chosen").put(f"   {about}", "muted").row]
        return [*rows, ()] if height >= 20 else rows

    def body(self, width: int, at: Hashable) -> list[Row]:
        """The text of the report, line by line."""
        lines = self._text()
        rows = [Pen(width).to(1).put(sanitise_line(line.replace("\t", "    "))[0]).row for line in lines[:MOST_ROWS]]
        if len(lines) > MOST_ROWS:
            rows.append(Pen(width).to(1).put(f"and {len(lines) - MOST_ROWS:,} more lines in the file", "muted").row)
        return rows

    def _text(self) -> list[str]:
        wanted = (self.format, self.full, self.redacted)
        if wanted not in self._lines:
            self._lines[wanted] = self._made()
        return self._lines[wanted]

    def _made(self) -> list[str]:
        try:
            return in_characters(self.report, self.format, Writing(appendix=self.full)).splitlines()
        except ExportError as error:
            return [str(error)]

    def hint(self) -> str:
        """Where the file will go."""
        return f"{self.keys.label('enter')} writes {shown(self.suggestion())}"

    # -- choosing --------------------------------------------------------------------------------------

    def pressed(self, target: Hashable, column: int) -> None:
        """A click on a format chooses it."""
        if isinstance(target, tuple) and target[0] == "format":
            self._choose(str(target[1]))

    def _choose(self, format: str) -> None:
        self.format = format
        self.position.top = 0
        self.redraw()

    def action_right(self) -> None:
        """The next format."""
        names = list(FORMATS)
        self._choose(names[(names.index(self.format) + 1) % len(names)])

    def action_left(self) -> None:
        """The format before."""
        names = list(FORMATS)
        self._choose(names[(names.index(self.format) - 1) % len(names)])

    action_next_field = action_right
    action_previous_field = action_left

    def action_appendix(self) -> None:
        """With or without the appendix."""
        self.full = not self.full
        self.redraw()

    def action_redact(self) -> None:
        """With names and numbers, or with roles and bands."""
        self.redacted = not self.redacted
        self.redraw()

    # -- writing ---------------------------------------------------------------------------------------

    def suggestion(self) -> str:
        """A name for the file: that of the session, with the ending of the format."""
        name = Path(self.document.status.suggested_name)
        stem = "report" if self.redacted else name.stem
        ending = FORMATS[self.format].ending
        return str(name.with_name(f"{stem}-report{ending}" if stem != "report" else f"report{ending}"))

    def action_enter(self) -> None:
        """Ask for the name of the file and write it."""
        self.ask(f"Write the {self.format} report to:", self.suggestion(), self._named)

    action_save = action_enter
    action_press = action_enter

    def _named(self, name: str) -> None:
        if not name:
            return
        try:
            path = check_name(name, FORMATS[self.format].ending) if self.document.data else self._full_name(name)
        except BadName as error:
            self.say(str(error))
            return
        if self.document.path is not None and os.path.realpath(path) == os.path.realpath(self.document.path):
            self.say("That is the session itself. Give the report another name.")
        elif self._exists(path):
            answers = [Entry("yes", "Replace it"), Entry("no", "Choose another name")]
            question = Question("The file exists", f"There is a file {shown(path)} already.", answers)
            self.app.push_screen(question, lambda answer: self._write(path) if answer == "yes" else None)
        else:
            self._write(path)

    def _full_name(self, name: str) -> str:
        path = Path(os.path.expanduser(name))
        return str(path if path.suffix else path.with_name(path.name + FORMATS[self.format].ending))

    def _exists(self, path: str) -> bool:
        try:
            os.stat(path, dir_fd=self.document.data.fd if self.document.data else None, follow_symlinks=False)
        except OSError:
            return False
        return True

    def _write(self, path: str) -> None:
        data = self.document.data
        try:
            done = export(self.report, path, self.format, self.full, dir_fd=data.fd if data else None)
        except (ExportError, SaveError) as error:
            self.say(f"Not written: {error}")
            return
        words = f"Wrote {shown(done.path)} ({done.size:,} bytes)."
        self.dismiss(" ".join([words, *done.notices]))
