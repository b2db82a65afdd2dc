"""Several people's files: choosing them, the overview of what they see differently, and the way to the reveal."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import BindingType

from gtm_tui.analysis.consensus import Reveal, resumed
from gtm_tui.analysis.perception_gaps import Comparison, compare
from gtm_tui.analysis.respondents import FEWEST, MOST
from gtm_tui.model.session import Session
from gtm_tui.store.paths import DataFolder
from gtm_tui.store.samples import sample_paths
from gtm_tui.text.plural import counted
from gtm_tui.text.sanitise import shown
from gtm_tui.tui.drawing import Row
from gtm_tui.tui.results.previous import read
from gtm_tui.tui.results.reveal import overview_rows
from gtm_tui.tui.reveal_journal import RevealJournal
from gtm_tui.tui.screens.base import bindings
from gtm_tui.tui.screens.files import folder_entries
from gtm_tui.tui.screens.list_screen import ListScreen
from gtm_tui.tui.screens.menu import Entry, MenuScreen, Question

EXAMPLE = ("kestrel-inbound", "kestrel-outbound", "kestrel-communications", "kestrel-sales")


class CompareFilesScreen(MenuScreen[None]):
    """Choose the files of two to eight people; an earlier consensus of them may be among the files."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("next")
    title_text = "Compare and reveal"
    label_width = 44
    actions = ("enter", "next", "back")

    def __init__(self, data: DataFolder | None = None, folder: Path | None = None) -> None:
        super().__init__()
        self.data = data
        self.folder = folder or Path.cwd()
        self.picked: list[str] = []

    def intro(self) -> str:
        """What to choose."""
        where = shown(self.data.path if self.data else self.folder)
        return f"In {where}. Choose one file per person, {FEWEST} to {MOST}; {len(self.picked)} chosen."

    def entries(self) -> list[Entry]:
        """What to do, then the folders and files."""
        lines = []
        if len(self.picked) >= FEWEST:
            lines.append(Entry("go", f"Compare these {len(self.picked)}", "", "Shows what they see differently."))
        if not self.picked and all(name in sample_paths() for name in EXAMPLE):
            lines.append(Entry("example", "An example: four leaders of one company", "", "They do not agree."))
        lines += [Entry("", "")] if lines else []
        for entry in folder_entries(self.data, self.folder):
            if entry.id.startswith("file:"):
                mark = "[x]" if self._path(entry.id.partition(":")[2]) in self.picked else "[ ]"
                entry = Entry(entry.id, f"{mark} {entry.label}", entry.side, "Enter selects or deselects it.")
            lines.append(entry)
        return lines

    def _path(self, name: str) -> str:
        return name if self.data is not None else str(self.folder / name)

    def chosen(self, id: str) -> None:
        """Go into a folder, choose a file, or go on."""
        kind, _, name = id.partition(":")
        match kind:
            case "folder":
                self.folder = Path(os.path.normpath(self.folder / name))
                self.at = ""
            case "file":
                path = self._path(name)
                if path in self.picked:
                    self.picked.remove(path)
                else:
                    self.picked.append(path)
            case "example":
                self._open([sample_paths()[name] for name in EXAMPLE], None)
                return
            case "go":
                self._open(self.picked, self.data)
                return
        self.renew()
        self.redraw()

    def action_next(self) -> None:
        """Lay what is chosen side by side."""
        self._open(self.picked, self.data)

    def _open(self, paths: list[str], data: DataFolder | None) -> None:
        files: list[tuple[str, Session]] = []
        consensus: Session | None = None
        for path in paths:
            session, problem = read(path, data)
            if session is None:
                self.say(problem)
                return
            if session.get("session.kind") == "consensus":
                consensus = session
            else:
                files.append((os.path.basename(path).removesuffix(".toml"), session))
        try:
            calibration = self.wizard.calibration()
            comparison = compare(files, calibration)
        except (ValueError, OSError) as error:
            self.say(f"{error}.")
            return
        reveal = resumed(comparison, consensus) if consensus is not None else Reveal(comparison=comparison)
        folder = None if data is not None or paths == [sample_paths().get(n) for n in EXAMPLE] else self.folder
        self.app.push_screen(CompareScreen(comparison, reveal, folder))


class CompareScreen(ListScreen[None]):
    """What people see differently, and the way to settle it one by one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("next")
    actions = ("enter", "next", "back")
    words: ClassVar[dict[str, str]] = {"enter": "settle this", "next": "reveal, one by one"}

    def __init__(self, comparison: Comparison, reveal: Reveal, folder: Path | None) -> None:
        super().__init__()
        self.comparison = comparison
        self.reveal = reveal
        self.written = reveal
        self.folder = folder

    def on_mount(self) -> None:
        """Keep what will be settled."""
        self.reveal_journal = self.wizard.reveal_journal = RevealJournal(
            self.wizard.where.journal, self.reveal, self._told
        )

    def _told(self, problem: str | None) -> None:
        self.wizard.call_from_outside(self.wizard.say_on_top, problem or "What you settle is being kept again.")

    def bar(self) -> tuple[str, str, str]:
        """The company and how many people."""
        company = next(filter(None, (r.session.company() for r in self.comparison.respondents)), "")
        return company, "Side by side", counted(len(self.comparison.disagreements), "difference")

    def body(self, width: int, at: Hashable) -> list[Row]:
        """The overview."""
        return overview_rows(self.comparison, at, width)

    def hint(self) -> str:
        """Where things stand."""
        settled = len(self.reveal.settled)
        return f"{settled} of {len(self.comparison.disagreements)} settled." if settled else ""

    def opened(self, target: Hashable) -> None:
        """Settle the difference; a gap leads to the question it is about."""
        match target:
            case ("difference", str(key)):
                self._show(key)
            case ("gap", identity):
                gap = next(g for g in self.comparison.gaps if g.identity == identity)
                key = next((k for k in gap.keys if self.comparison.disagreement(k)), "")
                if key:
                    self._show(key)
                else:
                    self.say("Everyone agrees here; the question is whether it is true.")

    def action_next(self) -> None:
        """Go through all differences that are open."""
        if not self.comparison.disagreements:
            self.say("Nothing to settle: nobody disagrees.")
            return
        still = self.reveal.open
        self._show(still[0].key if still else "")

    def _show(self, key: str) -> None:
        from gtm_tui.tui.screens.reveal import RevealScreen

        def take(reveal: Reveal | None) -> None:
            self.reveal = reveal or self.reveal
            self.redraw()

        self.app.push_screen(RevealScreen(self.reveal, key, self.folder, self._kept, self.reveal_journal), take)

    def _kept(self, reveal: Reveal) -> None:
        self.written = reveal

    def action_back(self) -> None:
        """Back to the files; asks first where something settled is in no file."""
        if_unsaved(self, self.reveal == self.written, self.reveal_journal, lambda: self.dismiss(None))

    def action_quit(self) -> None:
        """Leave the program; asks first where something settled is in no file."""
        if_unsaved(self, self.reveal == self.written, self.reveal_journal, self.wizard.leave)


def if_unsaved(screen: ListScreen[Any], saved: bool, journal: RevealJournal, then: Callable[[], object]) -> None:
    """Go on, after asking where something settled is in no file; ends the keeping of what is settled."""
    if saved:
        journal.close(discard=True)
        then()
        return
    answers = [
        Entry("stay", "Stay here", "", "The last page of the reveal saves the consensus; you can continue later."),
        Entry("keep", "Leave, keep for recovery", "", "Nothing is written to a file; Home offers to recover it."),
        Entry("drop", "Leave without saving", "", "What you settled since the last save is lost."),
    ]

    def done(answer: str | None) -> None:
        if answer in ("keep", "drop"):
            journal.close(discard=answer == "drop")
            then()

    screen.app.push_screen(Question("Leave", "What you settled is not saved to a file yet.", answers), done)
