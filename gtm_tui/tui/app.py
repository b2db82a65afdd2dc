"""The wizard: the application, its session, and where to go from where.

How the wizard is built, for those who add a screen:

- `drawing.py`   rows of styled text; `widgets/sheet.py` shows them and repaints only rows that changed.
- `screens/base.py`  `SheetScreen`: a screen of one sheet. Write `draw(width, height) -> Frame`, call `redraw()`.
  `screens/menu.py` `MenuScreen` (a list to choose from, also dialogs: `Question`), `screens/text_screen.py`
  `TextScreen` (text to read). Bindings come from `keys.py` by name (`bindings("up", "enter", ...)`), so that the
  keymap file changes them; a click on a span with target `("act", name)` runs `action_<name>`.
- `form/`        the page of the questionnaire without Textual: items that draw themselves, and `Form` with the
  highlight, the text being edited and the prompt at the foot.
- `chrome.py`    bar, progress, findings line, key line, help; `strip.py` the live strip.
- `gtm_tui/document.py`  `Document`: the interview with its file: status in words, save, save as, reload.
- `screens/questionnaire.py` puts these together; `screens/results.py` is `ResultsScreen(interview, document)`.

The app (`WizardApp`, from a screen `self.wizard`) has `document` and `interview` of the open session,
`save(say)`, `save_as(name, say)`, `close_session(then)`, `show_home()`, `leave()`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from textual import events
from textual.app import SystemCommand
from textual.screen import Screen

from gtm_tui.store.paths import BadName, DataFolder, Folders, folders
from gtm_tui.store.recent import recent_files
from gtm_tui.terminal.base import GuardedApp
from gtm_tui.tui.keys import ACTIONS, Keys, load
from gtm_tui.tui.screens.base import SheetScreen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gtm_tui.document import Document, DocumentSettings
    from gtm_tui.interview import Interview
    from gtm_tui.store.sessions import SaveResult
    from gtm_tui.tui.reveal_journal import RevealJournal

Say = Callable[[str], None]


class WizardApp(GuardedApp[int], inherit_bindings=False):
    """The wizard over at most one session at a time. `options` are those of the command line, all optional."""

    TITLE = "gtm-tui"
    CSS_PATH = "wizard.tcss"

    def __init__(self, path: Path | str | None = None, options: Any = None) -> None:
        self.first_path = path
        self.options = options
        self.data = DataFolder(options.data_dir) if getattr(options, "data_dir", None) else None
        self.where: Folders = folders(self.data.path if self.data else None)
        self.keys, self.key_problem = load(self.where.config) if not self._restricted else (Keys(), "")
        self.interview: Interview | None = None
        self.document: Document | None = None
        self.reveal_journal: RevealJournal | None = None
        self._typed: list[events.Key | events.Paste] = []
        self._looking = False
        super().__init__(restricted=self._restricted, state_folder=None if self.where.problem else self.where.state)

    @property
    def _restricted(self) -> bool:
        return bool(getattr(self.options, "restricted", False))

    def get_default_screen(self) -> Screen[Any]:
        """Home, unless a file is named."""
        from gtm_tui.tui.screens.home import HomeScreen

        return HomeScreen()

    def on_mount(self) -> None:
        """Open the file named on the command line."""
        if self.first_path is not None:
            self.open_file(self.first_path, self._say_home)
        elif self.key_problem:
            self._say_home(self.key_problem)

    def _say_home(self, message: str) -> None:
        self.call_after_refresh(lambda: getattr(self.screen, "say", lambda _: None)(message))

    # -- keys ------------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Hand keys and pasted text to the screen in the order they were typed, whatever opens meanwhile.

        Textual's own way, from widget to widget, lets a key typed ahead overtake what the one before it does.
        """
        if isinstance(event, (events.InputEvent, events.Paste)) and self._top is None:
            return
        if isinstance(event, (events.Key, events.Paste)) and isinstance(self._top, SheetScreen):
            self._typed.append(event)
            self.deliver()
            return
        await super().on_event(event)

    @property
    def _top(self) -> Screen[Any] | None:
        """The screen that takes keys; None when the program is about to end."""
        return self.screen_stack[-1] if self._running and self.screen_stack else None

    def deliver(self) -> None:
        """Give the screen what was typed, as soon as there is one that can take it."""
        while self._typed and not self._looking and isinstance(screen := self._top, SheetScreen) and screen.ready:
            event = self._typed.pop(0)
            if isinstance(event, events.Paste):
                screen.receive_paste(event.text)
            else:
                screen.receive(event)

    # -- sessions --------------------------------------------------------------------------------------

    def recent(self) -> list[Path]:
        """Files worked on lately, latest first."""
        return [] if self.data is not None else recent_files(self.where)

    def left_behind(self) -> int:
        """How many sessions were left unsaved."""
        try:
            names = os.listdir(self.where.journal)
        except OSError:
            return 0
        if not names:
            return 0
        from gtm_tui.store.recovery import find_crashed

        found = find_crashed(self.where.journal)
        for one in found:
            one.keep()
        return sum(one.state != "bad" for one in found)

    def calibration(self) -> Any:
        """The calibration chosen on the command line, or None for the default; raises CalibrationError."""
        chosen = getattr(self.options, "calibration", None)
        if chosen is None:
            return None
        from gtm_tui.calibration import load_calibration

        return load_calibration(chosen)

    def new_session(self) -> None:
        """Begin an empty session."""
        self._begin(lambda how: _documents().open(None, how), self._say_home)

    def open_file(self, path: Path | str, say: Say) -> None:
        """Open a session file, or say why it cannot be opened; one that does not exist yet is a new session."""
        self._begin(lambda how: _documents().open(path, how), say)

    def follow(self, path: str, say: Say) -> None:
        """Begin a session with the answers of an earlier file, each to be confirmed."""
        self._begin(lambda how: _documents().following(path, how), say)

    def open_sample(self, path: str, say: Say) -> None:
        """Open an example as a session without a name."""
        self._begin(lambda how: _documents().of_sample(path, how), say)

    def recover(self, found: Any, say: Say) -> None:
        """Go on with the unsaved answers of an earlier run."""
        self._begin(lambda how: _documents().recovered(found, how), say)

    def _begin(self, start: Callable[[DocumentSettings], Document], say: Say) -> None:
        from gtm_tui.document import DocumentSettings, why
        from gtm_tui.store.sessions import UnreadableFile
        from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen

        def told(problem: str | None) -> None:
            self.call_from_outside(self._redraw)

        try:
            calibration = self.calibration()
        except (ValueError, OSError) as error:
            say(why(error))
            return
        try:
            self.document = start(DocumentSettings(calibration=calibration, data=self.data, tell=told, recent=True))
        except (UnreadableFile, BadName, OSError) as error:
            say(why(error))
            return
        self.interview = self.document.interview
        self.push_screen(QuestionnaireScreen(self.interview, self.document))
        self._looking = True
        self.screen.call_after_refresh(self._look_at_the_file)

    def _look_at_the_file(self) -> None:
        """What can wait until the first page is painted; keys typed meanwhile wait as well."""
        from gtm_tui.tui.screens.dialogs import about_the_file

        self._looking = False
        if self.interview is not None and self.interview.assessment:
            self._redraw()
            about_the_file(self)
        self.deliver()

    def say_on_top(self, message: str) -> None:
        """Say something on whatever screen is shown."""
        if isinstance(screen := self._top, SheetScreen):
            screen.say(message)

    def _redraw(self) -> None:
        if isinstance(screen := self._top, SheetScreen):
            screen.redraw()

    def reload(self, say: Say) -> None:
        """Take over the file as it is now; one step that can be undone."""
        from gtm_tui.document import why
        from gtm_tui.store.sessions import UnreadableFile

        assert self.document is not None
        try:
            self.document.reload()
        except UnreadableFile as error:
            say(why(error))
            return
        say(f"Read {self.document.name} again. {self.keys.label('undo')} restores your answers.")

    def save(self, say: Say, overwrite: bool = False) -> bool:
        """Save, and say how it went; asks what to do where another program changed the file."""
        assert self.document is not None
        document = self.document
        return self._saved(lambda: document.save(overwrite=overwrite), say)

    def save_as(self, name: str, say: Say) -> bool:
        """Save under another name, and say how it went."""
        assert self.document is not None
        document = self.document
        return self._saved(lambda: document.save_as(name), say)

    def _saved(self, save: Callable[[], SaveResult], say: Say) -> bool:
        from gtm_tui.document import why
        from gtm_tui.store.sessions import ChangedOnDisk, SaveError

        try:
            result = save()
        except ChangedOnDisk:
            from gtm_tui.tui.screens.dialogs import changed_on_disk

            changed_on_disk(self, say)
            return False
        except (SaveError, BadName, OSError) as error:
            say(f"Not saved: {why(error)}")
            return False
        words = f"Saved as {result.opened.name}." if result.written else "The file is up to date."
        say(" ".join([words, *result.notices]))
        return True

    def close_session(self, then: Callable[[], object]) -> None:
        """Close the document and go on; asks first where something is not saved."""
        if self.document is None or not self.document.unsaved:
            self._end_session(True)
            then()
            return
        from gtm_tui.tui.screens.dialogs import ask_unsaved

        ask_unsaved(self, then)

    def _end_session(self, discard: bool) -> None:
        if self.document is not None:
            self.document.close(discard)
        self.document = self.interview = None

    def show_home(self) -> None:
        """Go to the first screen."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        home: Any = self.screen
        home.renew()
        home.redraw()

    def leave(self) -> None:
        """Leave the program; asks first where something is not saved."""
        self.close_session(lambda: self.exit(0))

    async def action_quit(self) -> None:
        """Leave, after asking where something is not saved."""
        self.leave()

    def keep_answers(self) -> None:
        """Bring everything typed to the disk."""
        if self.document is not None:
            self.document.flush()
        if self.reveal_journal is not None:
            self.reveal_journal.flush()

    def toggle_help(self) -> None:
        """Show the keys in force."""
        from gtm_tui.tui.screens.help import KeysScreen

        self.push_screen(KeysScreen())

    # -- palette ---------------------------------------------------------------------------------------

    def commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action of the screen, by its sentence and with its keys; then every page."""
        for name, action in ACTIONS.items():
            if action.palette and hasattr(screen, f"action_{name}") and name != "quit":
                title = f"{action.word[0].upper()}{action.word[1:]}  ({self.keys.labels(name)})"
                yield SystemCommand(title, action.sentence, getattr(screen, f"action_{name}"))
        if self.interview is None or not hasattr(screen, "show_page"):
            return
        for ref in self.interview.pages():
            name = self.interview.session.segment_name(ref.segment) if ref.segment else ""
            title = f"Page {ref.number}: {ref.page.title}" + (f", {name}" if name else "")
            yield SystemCommand(title, "Jump to this page", lambda ref=ref: screen.show_page(ref))


def _documents() -> type[Document]:
    """Imported when a session is opened: the home page does without it."""
    from gtm_tui.document import Document

    return Document


def run_wizard(path: Path | str | None, options: Any = None) -> int:
    """Run the wizard, on a file if one is named; returns the exit status."""
    from gtm_tui.terminal.run import run_app

    return run_app(lambda: WizardApp(path, options), mouse=not getattr(options, "no_mouse", False))
