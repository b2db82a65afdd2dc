"""What all screens of an open session share: the frame around the page and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from gtm_tui.terminal.base import LeanScreen
from gtm_tui.text.cells import cut
from gtm_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from gtm_tui.document import Document
    from gtm_tui.interview import Interview
    from gtm_tui.tui.app import WizardApp
    from gtm_tui.tui.last_step import LastStep


class WizardScreen(LeanScreen[None]):
    """A screen with a top line, a body and the keys in force."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "help", "help", id="help", tooltip="Explain what is here, and show the keys"),
        Binding(
            "ctrl+p",
            "app.command_palette",
            "all",
            id="palette",
            priority=True,
            tooltip="Everything that can be done, by name",
        ),
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-narrow"),
        (68, "-normal"),
        (100, "-wide"),
        (160, "-widest"),
    ]

    @property
    def wizard(self) -> WizardApp:
        """The application."""
        return cast("WizardApp", self.app)

    #: What Enter does here in a word or two; None = what the widget with the focus says, '' = nothing worth saying.
    enter_words: str | None = None

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        yield Static("", id="top-line", markup=False)
        with Vertical(id="body"):
            yield from self.compose_body()
        yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """What stands between the lines at the top and at the foot."""
        raise NotImplementedError

    def action_help(self) -> None:
        """Explain what is here, and show the keys in force."""
        from gtm_tui.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def about(self) -> list[tuple[str, str]]:
        """What help says about the screen, as paragraphs of the text screens; the keys follow by themselves."""
        return []

    def set_top_line(self, left: str, middle: str, right: str) -> None:
        """Whose session, where in it, how the file stands."""
        width = self.size.width or 80
        room = max(8, width - len(middle) - len(right) - 6)
        start = cut(left, min(room, max(10, (width - len(middle)) // 2 - 2)))
        gap = max(2, (width - len(middle)) // 2 - len(start) - 1)
        head = f" {start}{' ' * gap}{middle}"
        text = f"{head}{' ' * max(2, width - len(head) - len(right) - 1)}{right} "
        self.query_one("#top-line", Static).update(text, layout=False)


class SessionScreen(WizardScreen):
    """A screen over the open session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="save", tooltip="Save the session"),
        Binding(
            "ctrl+o", "save_as", "save as", show=False, id="save_as", tooltip="Save the session under another name"
        ),
        Binding("ctrl+r", "results", "results", id="results", tooltip="Show the results"),
        Binding(
            "ctrl+t", "home", "home", show=False, id="home", tooltip="Leave this session and go to the first screen"
        ),
        Binding(
            "ctrl+l",
            "loose_ends",
            "loose ends",
            show=False,
            id="loose_ends",
            tooltip="Show what is open, in doubt or not valid",
        ),
        Binding("ctrl+z", "undo", "undo", show=False, id="undo", priority=True, tooltip="Undo the last step"),
        Binding("ctrl+y", "redo", "redo", show=False, id="redo", priority=True, tooltip="Redo what was undone"),
    ]

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def session_changed(self) -> None:
        """Draw the screen anew after the session changed elsewhere."""

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        """Save the session."""
        await self.wizard.flow.save()

    @work(exclusive=True, group="save")
    async def action_save_as(self) -> None:
        """Save the session under another name."""
        await self.wizard.flow.save_as()

    @work(exclusive=True, group="leave")
    async def action_home(self) -> None:
        """Leave the session for the first screen."""
        await self.wizard.flow.home()

    def action_results(self) -> None:
        """Show the results, or go back to them where they lie beneath."""
        from gtm_tui.tui.screens.results import ResultsScreen

        self.interview.end_step()
        stack = list(reversed(self.app.screen_stack))
        above = next((n for n, screen in enumerate(stack) if isinstance(screen, ResultsScreen)), None)
        if above is None:
            self.app.push_screen(ResultsScreen(self.document))
        for _ in range(above or 0):
            self.app.pop_screen()

    async def action_loose_ends(self) -> None:
        """Go to the last page: what is open, in doubt or not valid."""
        await self.wizard.go_to_page(self.interview.pages()[-1])

    async def action_undo(self) -> None:
        """Undo the last step, say what it was, and go there."""
        await self._step("Undid", self.interview.undo)

    async def action_redo(self) -> None:
        """Redo what was undone, say what it was, and go there."""
        await self._step("Redid", self.interview.redo)

    async def _step(self, word: str, step: Callable[[], bool]) -> None:
        from gtm_tui.tui.last_step import last_step

        before = self.interview.session
        if not step():
            self.notify("Nothing to undo." if word == "Undid" else "Nothing to redo.", markup=False)
            return
        last = last_step(self.interview, before, self.interview.session)
        self.wizard.refresh_session()
        await self.show_step(last)
        self.notify(f"{word}: {last.words}", markup=False)

    async def show_step(self, last: LastStep) -> None:
        """Go to where a step was undone or redone; a screen without pages stays."""

    @property
    def interview(self) -> Interview:
        """The interview of the open session."""
        return self.document.interview
