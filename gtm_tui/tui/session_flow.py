"""Opening and leaving sessions, with the questions that come with it. Runs in workers: it awaits dialogs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gtm_tui.document import Document, DocumentSettings, why
from gtm_tui.store.paths import BadName
from gtm_tui.store.toml_reader import UnreadableFile
from gtm_tui.tui.dialogs import Answer, ChoiceDialog
from gtm_tui.tui.saving_flow import SavingFlow

if TYPE_CHECKING:
    from gtm_tui.store.recovery import Found


class SessionFlow(SavingFlow):
    """What happens around the open session; every method that asks is a coroutine for a worker of the app."""

    # -- opening ---------------------------------------------------------------------------------------

    async def new(self) -> None:
        """Begin an empty session."""
        await self._begin(lambda settings: Document.open(None, settings))

    async def open(self, path: Path | str) -> None:
        """Open a session file; one that does not exist yet is a new session."""
        await self._begin(lambda settings: Document.open(path, settings))

    async def sample(self, path: str) -> None:
        """Open an example as a session without a name, on its results."""
        await self._begin(lambda settings: Document.of_sample(path, settings), results=True)

    async def follow(self, path: str) -> None:
        """Begin with the answers of an earlier file, each to be confirmed."""
        await self._begin(lambda settings: Document.following(path, settings))

    async def recover(self, found: Found) -> None:
        """Go on with unsaved answers."""
        await self._begin(lambda settings: Document.recovered(found, settings))

    async def _begin(self, start: Callable[[DocumentSettings], Document], results: bool = False) -> None:
        app = self.app
        if app.document is not None and not await self.close():
            return
        try:
            settings = DocumentSettings(
                calibration=app.calibration(), data=app.data, tell=app.journal_problem, recent=True
            )
            document = start(settings)
        except (UnreadableFile, BadName, OSError, ValueError) as error:
            app.notify(why(error), severity="error", markup=False, timeout=12)
            return
        app.document = document
        await app.show_session(results=results)
        await self._painted()
        await self._about_the_file(document)

    async def _painted(self) -> None:
        """Wait until the screen shows what it is made of; what can wait is loaded and asked after that."""
        done = asyncio.Event()
        if self.app.screen.call_after_refresh(done.set):
            await done.wait()

    async def _about_the_file(self, document: Document) -> None:
        """Tell what is to be known about a file just opened, and offer answers that were never saved."""
        if notices := document.status.notices:
            self.app.notify("\n".join(notices), title=f"About {document.name}", markup=False, timeout=15)
        left = document.left_behind() if document.path is not None else []
        for other in left[1:]:
            other.keep()
        if left:
            await self._offer(document, left[0])

    async def _offer(self, document: Document, found: Found) -> None:
        answer = await self.app.push_screen_wait(
            ChoiceDialog(
                "Unsaved answers",
                found.sentence,
                [
                    Answer(
                        id="resume",
                        label="Take them over",
                        meaning="They are not in the file until you save; undo takes them back.",
                    ),
                    Answer(id="later", label="Leave them for later", meaning="Home offers them again."),
                    Answer(id="discard", label="Discard them", meaning="They are gone for good."),
                ],
            )
        )
        if answer == "resume":
            document.resume(found)
            self.app.refresh_session()
        elif answer == "discard":
            found.discard()
        else:
            found.keep()

    # -- leaving ---------------------------------------------------------------------------------------

    async def close(self) -> bool:
        """Close the session; asks first where something is not saved. Returns whether it is closed."""
        document = self.app.document
        if document is None:
            return True
        keep = False
        if document.unsaved:
            answer = await self.app.push_screen_wait(
                ChoiceDialog("Leave the session", "Some answers are not in the file yet.", self._ways_to_leave())
            )
            if answer in (None, "stay") or (answer == "save" and not await self.save()):
                return False
            keep = answer == "keep"
        document.close(discard=not keep)
        self.app.document = None
        return True

    def _ways_to_leave(self) -> list[Answer]:
        document = self.document
        name = document.name if document.path is not None and not document.read_only else "a new file"
        return [
            Answer(id="save", label=f"Save to {name} and leave"),
            Answer(
                id="keep",
                label="Leave, keep for recovery",
                meaning="Nothing is written to the file; Home offers to recover it.",
            ),
            Answer(id="stay", label="Stay here"),
            Answer(id="discard", label="Leave without saving", meaning="The answers since the last save are lost."),
        ]

    async def leave(self) -> None:
        """Leave the program, unless what a screen holds is to be kept from it."""
        if await self._screens_may_leave() and await self.close():
            self.app.exit(0)

    async def home(self) -> None:
        """Leave the session for the first screen, unless what a screen holds is to be kept from it."""
        if await self._screens_may_leave() and await self.close():
            await self.app.show_home()

    async def _screens_may_leave(self) -> bool:
        for screen in reversed(self.app.screen_stack):
            may_leave = getattr(screen, "may_leave", None)
            if may_leave is not None and not await may_leave():
                return False
        return True
