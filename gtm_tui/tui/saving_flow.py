"""Saving the open session, with the questions that come with it. Runs in workers: it awaits dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gtm_tui.document import Document, why
from gtm_tui.store.paths import BadName
from gtm_tui.store.sessions import ChangedOnDisk, SaveError
from gtm_tui.store.toml_reader import UnreadableFile
from gtm_tui.tui.dialogs import Answer, ChoiceDialog, TextDialog

if TYPE_CHECKING:
    from gtm_tui.tui.app import WizardApp


class SavingFlow:
    """How the open session is saved; every method that asks is a coroutine for a worker of the app."""

    def __init__(self, app: WizardApp) -> None:
        self.app = app

    @property
    def document(self) -> Document:
        """The open document."""
        assert self.app.document is not None
        return self.app.document

    async def save(self) -> bool:
        """Save; asks for a name where there is none, and what to do where another program changed the file."""
        document = self.document
        document.interview.end_step()
        if document.path is None or document.read_only:
            return await self.save_as()
        return await self._saved(document.save)

    async def save_as(self) -> bool:
        """Save under a name that is asked for; the dialog stays while the name cannot be used."""
        document = self.document
        document.interview.end_step()
        name = await self.app.push_screen_wait(
            TextDialog(
                "Save as",
                "A file name; .toml is added where it lacks.",
                document.status.suggested_name,
                problem=self._save_as_problem,
                limit=4_000,
            )
        )
        return name is not None

    def _save_as_problem(self, name: str) -> str:
        try:
            result = self.document.save_as(name)
        except (SaveError, BadName, UnreadableFile, OSError, ValueError) as error:
            return f"Not saved: {why(error)}"
        self._tell_saved(result)
        return ""

    async def _saved(self, save: Callable[..., Any], **options: Any) -> bool:
        try:
            result = save(**options)
        except ChangedOnDisk:
            return await self._changed_on_disk()
        except (SaveError, BadName, UnreadableFile, OSError, ValueError) as error:
            self.app.notify(f"Not saved: {why(error)}", severity="error", markup=False, timeout=12)
            return False
        self._tell_saved(result)
        return True

    def _tell_saved(self, result: Any) -> None:
        words = f"Saved as {result.opened.name}." if result.written else "The file is up to date."
        self.app.notify(" ".join([words, *result.notices]), markup=False)
        self.app.refresh_session()

    async def _changed_on_disk(self) -> bool:
        document = self.document
        answer = await self.app.push_screen_wait(
            ChoiceDialog(
                "The file has changed",
                f"{document.name} was changed by another program since it was opened here. Nothing is written yet.",
                [
                    Answer(id="as", label="Save as a copy", meaning="Both versions stay."),
                    Answer(
                        id="reload",
                        label="Read the file again",
                        meaning="Its answers replace yours; undo brings yours back.",
                    ),
                    Answer(id="overwrite", label="Overwrite it", meaning="The version there is kept as a backup."),
                    Answer(id="stay", label="Do nothing now", meaning="Your answers are kept for recovery."),
                ],
            )
        )
        if answer == "as":
            return await self.save_as()
        if answer == "overwrite":
            return await self._saved(document.save, overwrite=True)
        if answer == "reload":
            self._reload()
        return False

    def _reload(self) -> None:
        try:
            self.document.reload()
        except UnreadableFile as error:
            self.app.notify(why(error), severity="error", markup=False)
            return
        self.app.refresh_session()
