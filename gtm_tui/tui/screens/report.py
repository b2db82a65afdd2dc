"""The report before it is written: format, page or appendix, names or roles; then a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static, Tab, Tabs

from gtm_tui.report.export import ExportError, export, in_characters
from gtm_tui.report.formats import FORMATS, Writing
from gtm_tui.report.report import Report, report
from gtm_tui.store.paths import BadName, check_name
from gtm_tui.store.save_target import SaveError
from gtm_tui.text.sanitise import sanitise_text, shown
from gtm_tui.tui.dialogs import Answer, ChoiceDialog, TextDialog
from gtm_tui.tui.results.previous import changed_since, previous_session
from gtm_tui.tui.screens.base import SessionScreen

if TYPE_CHECKING:
    from gtm_tui.document import Document

#: How many lines of a report are shown before it is written.
MOST_LINES = 3_000


class ReportScreen(SessionScreen):
    """Preview and export of the report."""

    CSS_PATH = "report.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "write it", id="report.write", tooltip="Write the report to a file"),
        Binding("right", "format(1)", "other format", key_display="→", id="report.next_format"),
        Binding("left", "format(-1)", show=False, id="report.previous_format"),
        Binding("a", "appendix", "appendix", id="appendix", tooltip="With or without the appendix behind the page"),
        Binding("x", "redact", "redact", id="redact", tooltip="Roles instead of names, bands instead of numbers"),
        Binding("y", "copy", "copy", show=False, id="report.copy"),
        Binding("escape", "app.pop_screen", "back", id="report.back"),
    ]

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.format = next(iter(FORMATS))
        self.full = False
        self.redacted = False
        self._reports: dict[bool, Report] = {}

    def compose_body(self) -> ComposeResult:
        """The formats, what is chosen, and the text."""
        yield Tabs(*(Tab(Content(name), id=f"format-{name}") for name in FORMATS), active=f"format-{self.format}")
        yield Static("", id="chosen", markup=False)
        with VerticalScroll(id="preview"):
            yield Static("", id="report-text", markup=False)

    def on_mount(self) -> None:
        """Show the report."""
        self.redraw()
        self.query_one("#preview").focus()

    def session_changed(self) -> None:
        """Make the report anew."""
        self._reports.clear()
        self.redraw()

    def redraw(self) -> None:
        """Draw the chosen format anew."""
        self.set_top_line(self.interview.session.company(), "Report", self.document.status.label)
        chosen = FORMATS[self.format]
        marks = _box("appendix", "screen.appendix", self.full) if chosen.parts else Content("")
        marks += _box("redacted", "screen.redact", self.redacted) + Content(chosen.description)
        marks += Content(" (shown as characters)" if chosen.in_characters else "")
        self.query_one("#chosen", Static).update(marks)
        lines = sanitise_text(self._text())[0].splitlines()
        if len(lines) > MOST_LINES:
            lines = [*lines[:MOST_LINES], f"and {len(lines) - MOST_LINES:,} more lines in the file"]
        self.query_one("#report-text", Static).update("\n".join(lines))
        self.query_one("#preview", VerticalScroll).scroll_home(animate=False)

    @property
    def report(self) -> Report:
        """The report, made once with names and once without."""
        if self.redacted not in self._reports:
            before, _ = previous_session(self.document, self.interview.session)
            since = changed_since(self.interview.assessment, before) if before is not None else None
            made = report(self.interview.assessment, redact=self.redacted, since=since)
            self._reports[self.redacted] = made
        return self._reports[self.redacted]

    def _text(self) -> str:
        try:
            return in_characters(self.report, self.format, Writing(appendix=self.full))
        except ExportError as error:
            return str(error)

    # -- choosing --------------------------------------------------------------------------------------

    def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """Another format."""
        event.stop()
        if event.tab.id == event.tabs.active:  # and not one that keys typed ahead have left again
            self.use_format(event.tabs.active.removeprefix("format-"))

    def use_format(self, name: str) -> None:
        """Show the report in a format, and its tab."""
        if name != self.format:
            self.format = name
            self.query_one(Tabs).active = f"format-{name}"
            self.redraw()

    def action_format(self, by: int) -> None:
        """The next format, or the one before."""
        names = list(FORMATS)
        self.use_format(names[(names.index(self.format) + by) % len(names)])

    def action_appendix(self) -> None:
        """With or without the appendix."""
        self.full = not self.full
        self.redraw()

    def action_redact(self) -> None:
        """With names and numbers, or with roles and bands."""
        self.redacted = not self.redacted
        self.redraw()

    def action_copy(self) -> None:
        """Copy the report as shown."""
        self.app.copy_to_clipboard(self._text())
        self.notify("Copied.", markup=False)

    # -- writing ---------------------------------------------------------------------------------------

    def suggestion(self) -> str:
        """A name for the file: that of the session, with the ending of the format."""
        name = Path(self.document.status.suggested_name)
        stem = "report" if self.redacted else name.stem
        ending = FORMATS[self.format].ending
        return str(name.with_name(f"{stem}-report{ending}" if stem != "report" else f"report{ending}"))

    @work(exclusive=True, group="dialog")
    async def action_write(self) -> None:
        """Ask for the name of the file and write it; a file that is there is asked about."""
        name = await self.app.push_screen_wait(
            TextDialog(
                f"Write the {self.format} report",
                "To which file?",
                self.suggestion(),
                problem=self._problem,
                limit=4_000,
            )
        )
        if name is None:
            return
        path = self._path(name)
        if self._exists(path):
            answers = [Answer(id="no", label="Keep the file that is there"), Answer(id="yes", label="Replace it")]
            question = ChoiceDialog("The file exists", f"There is a file {shown(path)} already.", answers)
            if await self.app.push_screen_wait(question) != "yes":
                return
        data = self.document.data
        try:
            done = export(self.report, path, self.format, self.full, dir_fd=data.fd if data else None)
        except (ExportError, SaveError, OSError) as error:
            self.notify(f"Not written: {error}", severity="error", markup=False, timeout=12)
            return
        words = f"Wrote {shown(done.path)} ({done.size:,} bytes)."
        self.notify(" ".join([words, *done.notices]), markup=False, timeout=8)

    def _problem(self, name: str) -> str:
        if not name:
            return "Give the file a name."
        try:
            path = self._path(name)
        except BadName as error:
            return str(error)
        if self.document.path is not None and os.path.realpath(path) == os.path.realpath(self.document.path):
            return "That is the session itself. Give the report another name."
        return ""

    def _path(self, name: str) -> str:
        ending = FORMATS[self.format].ending
        if self.document.data is not None:
            return check_name(name, ending)
        path = Path(os.path.expanduser(name))
        return str(path if path.suffix else path.with_name(path.name + ending))

    def _exists(self, path: str) -> bool:
        try:
            os.stat(path, dir_fd=self.document.data.fd if self.document.data else None, follow_symlinks=False)
        except (OSError, ValueError):
            return False
        return True


def _box(label: str, action: str, ticked: bool) -> Content:
    """A box that can be ticked, by a click too."""
    return Content.styled(f"[{'x' if ticked else ' '}] {label}", Style.from_meta({"@click": action})) + Content("   ")
