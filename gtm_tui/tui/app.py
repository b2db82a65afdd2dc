"""The wizard: the application, its settings and its open session."""

from __future__ import annotations

import os
from functools import cached_property, partial
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from gtm_tui.store.paths import DataFolder, Folders, folders
from gtm_tui.store.recent import recent_files
from gtm_tui.terminal.base import GuardedApp
from gtm_tui.terminal.key_queue import KeysInOrder
from gtm_tui.tui.config import Config, read_config, remember_theme
from gtm_tui.tui.key_names import key_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from textual.command import Provider

    from gtm_tui.document import Document
    from gtm_tui.interview import PageRef
    from gtm_tui.tui.reveal_journal import RevealJournal
    from gtm_tui.tui.session_flow import SessionFlow


def _provider(number: int) -> type[Provider]:
    """A provider of the command palette, imported when the palette is first opened."""
    from gtm_tui.tui.commands import PROVIDERS

    return PROVIDERS[number]


class WizardApp(KeysInOrder[int], GuardedApp[int], inherit_bindings=False):
    """The wizard over at most one session at a time; `options` are those of the command line, all optional."""

    TITLE = "gtm-tui"
    # Textual reads no style sheet of the screen an application starts on.
    CSS_PATH: ClassVar[list[str]] = ["app.tcss", "screens/home.tcss"]  # type: ignore[assignment]
    COMMANDS = {partial(_provider, number) for number in range(4)}  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "quit", show=False, id="quit", tooltip="Leave the program"),
        Binding("ctrl+c", "help_quit", "how to quit", show=False, system=True),
    ]

    def __init__(self, path: Path | str | None = None, options: Any = None) -> None:
        self.first_path = path
        self.options = options
        restricted = bool(getattr(options, "restricted", False))
        self.data = DataFolder(options.data_dir) if getattr(options, "data_dir", None) else None
        self.where: Folders = folders(self.data.path if self.data else None)
        self.config = Config() if restricted else read_config(self.where.config)
        self.document: Document | None = None
        self.reveal_journal: RevealJournal | None = None
        self.primer_offered = False
        state = None if self.where.problem else self.where.state
        super().__init__(restricted=restricted, theme=self.config.theme, state_folder=state)
        self.set_keymap(dict(self.config.keys))

    @cached_property
    def flow(self) -> SessionFlow:
        """Opening, saving and leaving; loaded with the first session, for Home is there sooner without."""
        from gtm_tui.tui.session_flow import SessionFlow

        return SessionFlow(self)

    def get_default_screen(self) -> Screen[Any]:
        """Home."""
        from gtm_tui.tui.screens.home import HomeScreen

        return HomeScreen()

    def on_mount(self) -> None:
        """Open the file named on the command line."""
        self.call_after_refresh(self._tell_settings)
        if self.first_path is not None:
            self.open_first()

    def _tell_settings(self) -> None:
        """Say what is wrong with the settings file."""
        problem = self.config.problem
        if self.config.theme or self.config.keys:
            from gtm_tui.tui.config import unknown_names

            problem = " ".join(filter(None, (problem, unknown_names(self.config, self.available_themes))))
        if problem:
            self.notify(problem, title="Settings", severity="warning", markup=False, timeout=12)

    @work
    async def open_first(self) -> None:
        """Open the file named on the command line."""
        assert self.first_path is not None
        await self.flow.open(self.first_path)

    def calibration(self) -> Any:
        """The calibration chosen on the command line, or None for the default; raises CalibrationError."""
        chosen = getattr(self.options, "calibration", None)
        if chosen is None:
            return None
        from gtm_tui.calibration import load_calibration

        return load_calibration(chosen)

    # -- what there is ---------------------------------------------------------------------------------

    def recent(self) -> list[Path]:
        """Files worked on lately, latest first."""
        return [] if self.data is not None else recent_files(self.where)

    def left_behind(self) -> int:
        """How many sessions ended without saving their answers."""
        try:
            names = os.listdir(self.where.journal)
        except OSError:
            return 0
        if not names:
            return 0
        from gtm_tui.store.recovery import find_crashed

        found = find_crashed(self.where.journal)
        for item in found:
            item.keep()
        return sum(item.state != "bad" for item in found)

    # -- screens ---------------------------------------------------------------------------------------

    async def show_session(self, results: bool = False) -> None:
        """Show the questionnaire of the open session, or its results on top of it."""
        from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen

        assert self.document is not None
        await self._back_to_home()
        with self.batch_update():  # nothing is painted before the page is there
            await self.push_screen(QuestionnaireScreen(self.document))
            if results:
                from gtm_tui.tui.screens.results import ResultsScreen

                await self.push_screen(ResultsScreen(self.document))

    async def go_to_question(self, key: str) -> None:
        """Go to the page of a question, from whatever lies over the questionnaire.

        The screens over it are not waited for: one of them may be what asks.
        """
        from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen

        assert self.document is not None
        ref = self.document.interview.page_for(key)
        if ref is None:
            return
        while not isinstance(self.screen, QuestionnaireScreen):
            self.pop_screen()
        await self.screen.show_page(ref, key)

    async def show_home(self) -> None:
        """Go to the first screen."""
        await self._back_to_home()

    async def _back_to_home(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    async def go_to_page(self, ref: PageRef) -> None:
        """Go to a page, from whatever lies over the questionnaire."""
        from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen

        if any(isinstance(screen, QuestionnaireScreen) for screen in self.screen_stack):
            while not isinstance(self.screen, QuestionnaireScreen):
                self.pop_screen()
            await self.screen.show_page(ref)

    async def show_finding(self, identity: str) -> None:
        """Show one finding in full."""
        from gtm_tui.tui.screens.detail import DetailScreen

        assert self.document is not None
        await self.push_screen(DetailScreen(self.document, identity))

    def refresh_session(self) -> None:
        """Draw the screens of the session anew after it changed elsewhere."""
        for screen in self.screen_stack:
            refresh = getattr(screen, "session_changed", None)
            if refresh is not None:
                refresh()

    def journal_problem(self, problem: str | None) -> None:
        """Told by the journal's thread when answers are not being kept, and when they are again."""
        self.call_from_outside(self._tell_journal_problem, problem)

    def _tell_journal_problem(self, problem: str | None) -> None:
        if problem:
            self.notify(problem, title="Answers are not being kept", severity="error", markup=False, timeout=30)
        self.refresh_session()

    # -- leaving ---------------------------------------------------------------------------------------

    @work(exclusive=True, group="leave")
    async def action_leave(self) -> None:
        """Leave, after asking where something is not saved."""
        await self.flow.leave()

    def action_help_quit(self) -> None:
        """Say how to quit; ^C copies what is selected, and only that."""
        self.notify(f"{self.key_for('quit')} quits. ^C copies text selected with the mouse.", markup=False)

    def key_for(self, id: str) -> str:
        """The first key of a binding of the application as people write it, the person's own keymap included."""
        found = (key for key, active in self.active_bindings.items() if active.binding.id == id)
        return key_name(next(found, "ctrl+q"))

    def get_key_display(self, binding: Binding) -> str:
        """A key as people write it."""
        return binding.key_display or key_name(binding.key)

    def keep_answers(self) -> None:
        """Bring everything typed to the disk."""
        if self.document is not None:
            self.document.flush()
        if self.reveal_journal is not None:
            self.reveal_journal.flush()

    def use_theme(self, name: str) -> None:
        """Change the look, and remember it."""
        super().use_theme(name)
        if not self.restricted and (problem := remember_theme(self.where.config, name)):
            self.notify(problem, severity="warning", markup=False)


def run_wizard(path: Path | str | None, options: Any = None) -> int:
    """Run the wizard, on a file if one is named; returns the exit status."""
    from gtm_tui.terminal.run import run_app

    return run_app(lambda: WizardApp(path, options), mouse=not getattr(options, "no_mouse", False))
