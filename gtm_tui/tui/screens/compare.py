"""Several people's files: choosing them, and the overview of what they see differently."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from gtm_tui.analysis.consensus import Reveal, resumed
from gtm_tui.analysis.perception_gaps import compare
from gtm_tui.analysis.respondents import FEWEST, MOST
from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import GROUPS
from gtm_tui.store.samples import sample_paths
from gtm_tui.text.plural import counted
from gtm_tui.text.sanitise import shown
from gtm_tui.tui.file_lists import FILE, FOLDER, folder_entries
from gtm_tui.tui.pick import Entry
from gtm_tui.tui.results.listed import LineList
from gtm_tui.tui.results.previous import read
from gtm_tui.tui.results.side_by_side import overview_lines
from gtm_tui.tui.reveal_document import RevealDocument
from gtm_tui.tui.reveal_flow import may_leave, save_consensus
from gtm_tui.tui.screens.base import WizardScreen

EXAMPLE = ("kestrel-inbound", "kestrel-outbound", "kestrel-communications", "kestrel-sales")


class NarrowingLine(Input):
    """What is typed narrows a list down; Space is left to choosing in it."""

    def __init__(self) -> None:
        super().__init__(placeholder="type to narrow down", compact=True)
        self.cursor_blink = False

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Space is not typed."""
        return key != "space" and super().check_consume_key(key, character)


class CompareFilesScreen(WizardScreen):
    """Choosing the files of two to eight people; an earlier consensus of them may be among the files.

    What is typed narrows the list down; Space or a click chooses a file, Enter opens a folder or goes on.
    """

    CSS_PATH = "compare.tcss"
    enter_words = "go on"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "choose", priority=True, id="compare.choose", tooltip="Choose the file, or not"),
        Binding("enter", "go_on", "go on", show=False, priority=True),
        Binding("f8,ctrl+n", "side_by_side", "compare", id="compare.next", tooltip="Compare the chosen files"),
        Binding("escape", "back", "back", id="compare.back"),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
    ]

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.folder = folder or Path.cwd()
        self.picked: list[str] = []
        self._people: dict[str, str] = {}

    def compose_body(self) -> ComposeResult:
        """What to choose, the line that narrows the list down, the list, and what is chosen."""
        yield Static("", id="compare-intro", markup=False)
        yield NarrowingLine()
        yield OptionList(id="compare-files", compact=True, markup=False)
        yield Static("", id="compare-chosen", markup=False)

    def on_mount(self) -> None:
        """List what there is."""
        self.set_top_line("gtm-tui", "Compare and reveal", "")
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()

    def on_screen_resume(self) -> None:
        """List anew: a consensus may have been saved meanwhile."""
        self.renew()

    # -- the list --------------------------------------------------------------------------------------

    def renew(self) -> None:
        """List the folder anew as far as it fits what is typed, the highlight staying on its entry."""
        files = self.query_one(OptionList)
        here = files.highlighted_option.id if files.highlighted_option is not None else ""
        wanted = self.query_one(Input).value.casefold().split()
        found = [e for e in self._entries() if all(word in e.words.casefold() for word in wanted)]
        files.clear_options()
        files.add_options([Option(entry.content, id=entry.id) for entry in found])
        first = next((i for i, entry in enumerate(found) if entry.id.startswith(FILE)), 0)
        places = [i for i, entry in enumerate(found) if entry.id == here]
        files.highlighted = places[0] if places else first if found else None
        self._tell()

    def _entries(self) -> list[Entry]:
        entries = []
        if not self.picked and all(name in sample_paths() for name in EXAMPLE):
            words = "An example: four leaders of one company who do not agree"
            entries.append(Entry(id="example", content=Content(f"    {words}"), words=words))
        for entry in folder_entries(self.wizard.data, self.folder):
            mark = "    "
            if entry.id.startswith(FILE):
                mark = "[x] " if self._path(entry.id.removeprefix(FILE)) in self.picked else "[ ] "
            entries.append(entry._replace(content=Content(mark) + entry.content))
        return entries

    def _path(self, name: str) -> str:
        return name if self.wizard.data is not None else str(self.folder / name)

    def _tell(self) -> None:
        where = "" if self.wizard.data is not None else f"In {shown(self.folder)}. "
        intro = f"{where}One file for each person, {FEWEST} to {MOST}; an earlier consensus of them may be among them."
        self.query_one("#compare-intro", Static).update(intro)
        people = ", ".join(self._person(path) for path in self.picked)
        words = f"{counted(len(self.picked), 'file')} chosen: {people}" if self.picked else "No file chosen yet."
        self.query_one("#compare-chosen", Static).update(words)

    def _person(self, path: str) -> str:
        """Whose file it is: the person, else the group, else the name of the file."""
        if path not in self._people:
            session, _ = read(path, self.wizard.data)
            name = _name_of(session) if session is not None else ""
            self._people[path] = shown(name or os.path.basename(path).removesuffix(".toml"))
        return self._people[path]

    # -- choosing --------------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits what is typed."""
        event.stop()
        self.renew()

    def action_move(self, by: int) -> None:
        """Move the highlight."""
        files = self.query_one(OptionList)
        if files.option_count:
            files.highlighted = min(max((files.highlighted or 0) + by, 0), files.option_count - 1)

    def action_choose(self) -> None:
        """Choose the highlighted file, or take the choice back."""
        option = self.query_one(OptionList).highlighted_option
        if option is not None and (option.id or "").startswith(FILE):
            self._toggle((option.id or "").removeprefix(FILE))

    def _toggle(self, name: str) -> None:
        path = self._path(name)
        if path in self.picked:
            self.picked.remove(path)
        elif len(self.picked) > MOST:
            self.notify(f"{MOST} people at most, and one consensus of them.", markup=False)
        else:
            self.picked.append(path)
        self.renew()

    def action_go_on(self) -> None:
        """Open a folder or the example; from a file, lay what is chosen side by side."""
        option = self.query_one(OptionList).highlighted_option
        id = option.id or "" if option is not None else ""
        if id.startswith(FOLDER):
            self._enter_folder(id.removeprefix(FOLDER))
        elif id == "example":
            self._lay([sample_paths()[name] for name in EXAMPLE], example=True)
        else:
            self.action_side_by_side()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses a file, and opens a folder or the example."""
        event.stop()
        if (event.option_id or "").startswith(FILE):
            self.action_choose()
        else:
            self.action_go_on()

    def _enter_folder(self, name: str) -> None:
        self.folder = Path(os.path.normpath(self.folder / name))
        self.query_one(Input).value = ""
        self.renew()

    def action_back(self) -> None:
        """Show all files again; from there go back."""
        line = self.query_one(Input)
        if line.value:
            line.value = ""
        else:
            self.dismiss(None)

    # -- going on --------------------------------------------------------------------------------------

    def action_side_by_side(self) -> None:
        """Lay what is chosen side by side."""
        if len(self.picked) < FEWEST:
            self.notify(f"Choose at least {FEWEST} files: Space chooses the highlighted one.", markup=False)
        else:
            self._lay(self.picked)

    def _lay(self, paths: list[str], *, example: bool = False) -> None:
        data = None if example else self.wizard.data
        files: list[tuple[str, Session]] = []
        consensus: Session | None = None
        for path in paths:
            session, problem = read(path, data)
            if session is None:
                self.notify(problem, severity="error", markup=False, timeout=12)
                return
            if session.get("session.kind") == "consensus":
                consensus = session
            else:
                files.append((os.path.basename(path).removesuffix(".toml"), session))
        try:
            comparison = compare(files, self.wizard.calibration())
        except (ValueError, OSError) as error:
            self.notify(f"{error}.", severity="error", markup=False, timeout=12)
            return
        reveal = resumed(comparison, consensus) if consensus is not None else Reveal(comparison=comparison)
        folder = None if example or self.folder == Path.cwd() else self.folder
        journals = self.wizard.where.journal
        document = RevealDocument(
            reveal, journals, data=self.wizard.data, folder=None if self.wizard.data is not None else folder
        )
        self.app.push_screen(CompareScreen(document))


def _name_of(session: Session) -> str:
    if session.get("session.kind") == "consensus":
        return "a consensus"
    group = str(session.get("session.respondent_group") or "")
    return str(session.get("session.respondent") or (GROUPS[group].label if group in GROUPS else group))


class CompareScreen(WizardScreen):
    """What several people see differently; each difference leads to its page of the reveal."""

    CSS_PATH = "compare.tcss"
    enter_words = "settle it"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8,ctrl+n", "reveal", "one by one", id="reveal.begin", tooltip="Go through what is open, one by one"),
        Binding("ctrl+s", "save", "save", id="reveal.save_all", tooltip="Save the consensus under a name"),
        Binding("escape", "back", "back", id="reveal.leave"),
    ]

    def __init__(self, document: RevealDocument) -> None:
        super().__init__()
        self.document = document
        self._unfolded: set[str] = set()
        self._shown = False

    def compose_body(self) -> ComposeResult:
        """The overview."""
        yield LineList()

    def on_mount(self) -> None:
        """Show what differs, and keep what will be settled."""
        self.wizard.reveal_journal = self.document.journal
        self.document.told = self._told
        self.query_one(LineList).enter()
        self._shown = True
        self.session_changed()

    def _told(self, problem: str | None) -> None:
        words = problem or "What is settled is being kept again."
        self.wizard.call_from_outside(self.tell, words)

    def tell(self, words: str) -> None:
        """Say something about the keeping of what is settled."""
        self.notify(words, title="The reveal", markup=False)

    def on_screen_resume(self) -> None:
        """Show what was settled meanwhile."""
        self.session_changed()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the lines anew."""
        self.call_after_refresh(self.session_changed)

    def session_changed(self) -> None:
        """Draw the overview anew."""
        if not self._shown:
            return
        document = self.document
        count = len(document.reveal.differences)
        settled = f"{len(document.reveal.settled)} of {count} settled"
        self.set_top_line(document.company, "Side by side", settled)
        width = min((self.size.width or 80) - 6, 100)
        self.query_one(LineList).put(overview_lines(document.reveal, width, self._unfolded))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """To the page of a difference, or open and close what all agree on."""
        event.stop()
        target = (event.option_id or "").partition("|")[2]
        kind, _, key = target.partition(":")
        if kind == "difference":
            self._show(key)
        elif kind == "fold":
            self._unfolded ^= {target}
            self.session_changed()

    def action_reveal(self) -> None:
        """Go through the differences that are open, one by one."""
        reveal = self.document.reveal
        if reveal.differences:
            self._show(reveal.open[0].key if reveal.open else "")
        else:
            self.notify("There is nothing to settle: nobody differs.", markup=False)

    def _show(self, key: str) -> None:
        from gtm_tui.tui.screens.reveal import RevealScreen

        self.app.push_screen(RevealScreen(self.document, key))

    def action_save(self) -> None:
        """Save the consensus as it stands."""
        self.app.run_worker(save_consensus(self.wizard, self.document), group="dialog", exclusive=True)

    @work(exclusive=True, group="dialog")
    async def action_back(self) -> None:
        """Back to the files; asks first where something settled is in no file."""
        if await may_leave(self.wizard, self.document):
            self.dismiss(None)

    async def may_leave(self) -> bool:
        """Whether the program can be left from here."""
        return await may_leave(self.wizard, self.document)
