"""The first screen, a desk: go on, begin, look at a finished one, learn."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from gtm_tui import __version__
from gtm_tui.text.cells import pad
from gtm_tui.tui.screens.base import WizardScreen

ABOUT = (
    "Is your go-to-market team set up to work? Answer what you know; findings appear as you go, each with the answers "
    "it rests on and ways out."
)


class HomeScreen(WizardScreen):
    """What can be done without an open session."""

    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "app.leave", "quit", id="home.quit", tooltip="Leave the program")
    ]
    enter_words = "open"

    def about(self) -> list[tuple[str, str]]:
        """What this is and how one begins."""
        return [
            ("accent", "What this is"),
            ("", ABOUT),
            ("", ""),
            (
                "",
                "Begin with a new assessment, or see a finished one first. Nothing is written until you save; answers "
                "that were not saved are kept and offered here.",
            ),
        ]

    def compose_body(self) -> ComposeResult:
        """What this is for, and the desk."""
        yield Static(ABOUT, id="about", markup=False)
        yield OptionList(id="desk", compact=True, markup=False)

    def on_mount(self) -> None:
        """Lay the desk."""
        self.set_top_line("gtm-tui", "", __version__)

    def on_screen_resume(self) -> None:
        """Look again what there is: answers may have been left meanwhile."""
        self.renew()

    def renew(self) -> None:
        """Lay the desk anew; what was left unsaved is looked for once the desk is painted."""
        self._lay(left=0)
        self.call_after_refresh(self._look_for_left)

    def _look_for_left(self) -> None:
        if left := self.wizard.left_behind():
            self._lay(left)

    def _lay(self, left: int) -> None:
        """Lay the desk, the highlight staying on what it was on."""
        desk = self.query_one("#desk", OptionList)
        at = desk.highlighted
        here = None if at is None else desk.get_option_at_index(at).id
        desk.clear_options()
        desk.add_options(self._options(left))
        desk.highlighted = next((i for i, option in enumerate(desk.options) if option.id == here), 0)
        desk.focus()

    def _options(self, left: int) -> list[Option | None]:
        from gtm_tui.tui.file_lists import recent_line

        recent = self.wizard.recent()
        options: list[Option | None] = []
        for number, path in enumerate(recent[:5]):
            head = Content.styled("Continue  ", "bold") if number == 0 else Content(" " * 10)
            options.append(Option(head + recent_line(path), id=f"file:{path}"))
        if recent:
            options.append(None)
        options += [
            _line("new", "New assessment", "10 minutes for one segment, 25 for three"),
            _line("samples", "See a finished one", "fictional companies, opened on their results"),
            _line("open", "Open a file", "a session file from a folder"),
            _line("follow", "Start from an earlier file", "its answers, to be confirmed by page"),
        ]
        if left:
            words = "1 unsaved session" if left == 1 else f"{left} unsaved sessions"
            options.append(_line("recover", "Recover unsaved answers", words))
        options += [
            _line("compare", "Compare and reveal", "the answers of several people side by side"),
            None,
            _line("primer", "The two models in two minutes", "what the questions and rules come from"),
            _line("doctor", "This terminal and program", "versions, folders, colours, keys"),
            _line("quit", "Quit", ""),
        ]
        return options

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        event.stop()
        kind, _, rest = (event.option_id or "").partition(":")
        if kind == "file":
            self.open_file(rest)
        else:
            getattr(self, f"do_{kind}")()

    # -- what the desk offers ----------------------------------------------------------------------------

    @work(exclusive=True, group="dialog")
    async def open_file(self, path: str) -> None:
        """Go on with a recent file."""
        await self.wizard.flow.open(path)

    @work(exclusive=True, group="dialog")
    async def do_new(self) -> None:
        """Begin; the very first time the models are offered first."""
        if not self.wizard.recent() and not self.wizard.primer_offered:
            from gtm_tui.tui.dialogs import Answer, ChoiceDialog

            self.wizard.primer_offered = True
            answer = await self.app.push_screen_wait(
                ChoiceDialog(
                    "New assessment",
                    "The questions come from two published models. Two minutes on them make the rest easier.",
                    [
                        Answer(id="begin", label="Begin with the questions"),
                        Answer(id="primer", label="The two models in two minutes first"),
                    ],
                )
            )
            if answer is None:
                return
            if answer == "primer":
                from gtm_tui.tui.screens.primer import PrimerScreen

                await self.app.push_screen_wait(PrimerScreen())
        await self.wizard.flow.new()

    @work(exclusive=True, group="dialog")
    async def do_open(self) -> None:
        """Choose a session file."""
        from gtm_tui.tui.file_lists import choose_file

        if path := await choose_file(self.wizard, "Open a session", Path.cwd()):
            await self.wizard.flow.open(path)

    @work(exclusive=True, group="dialog")
    async def do_follow(self) -> None:
        """Choose the earlier file."""
        from gtm_tui.tui.file_lists import choose_file

        if path := await choose_file(self.wizard, "Start from an earlier session", Path.cwd()):
            await self.wizard.flow.follow(path)

    @work(exclusive=True, group="dialog")
    async def do_samples(self) -> None:
        """Choose an example and open it on its results."""
        from gtm_tui.tui.file_lists import sample_entries
        from gtm_tui.tui.pick import PickDialog

        text = "Fictional companies with finished answers. Saving one asks for a name of your own."
        if path := await self.app.push_screen_wait(PickDialog("See a finished one", sample_entries(), text=text)):
            await self.wizard.flow.sample(path)

    @work(exclusive=True, group="dialog")
    async def do_recover(self) -> None:
        """Choose unsaved answers to go on with; the others stay for later."""
        from gtm_tui.store.recovery import find_crashed
        from gtm_tui.tui.file_lists import recovery_entries
        from gtm_tui.tui.pick import PickDialog

        found = [item for item in find_crashed(self.wizard.where.journal) if item.state != "bad"]
        if not found:
            self.notify("Nothing to recover: every session ended with its answers saved.", markup=False)
            return
        chosen = await self.app.push_screen_wait(PickDialog("Recover unsaved answers", recovery_entries(found)))
        item = next((item for item in found if item.id == chosen), None)
        for other in found:
            if other is not item:
                other.keep()
        if item is not None:
            await self.wizard.flow.recover(item)

    def do_compare(self) -> None:
        """Choose the files of several people."""
        from gtm_tui.tui.screens.compare import CompareFilesScreen

        self.app.push_screen(CompareFilesScreen())

    def do_primer(self) -> None:
        """The two models in two minutes."""
        from gtm_tui.tui.screens.primer import PrimerScreen

        self.app.push_screen(PrimerScreen())

    def do_doctor(self) -> None:
        """This terminal and program."""
        from gtm_tui.tui.screens.doctor import DoctorScreen

        self.app.push_screen(DoctorScreen())

    def do_quit(self) -> None:
        """Leave."""
        self.wizard.action_leave()


def _line(id: str, label: str, words: str) -> Option:
    return Option(Content(pad(label, 30)) + Content.styled(f" {words}", "$text-muted"), id=id)
