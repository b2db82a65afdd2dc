"""The questionnaire opened for a test: on a new file or a given one, at a page."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from gtm_tui.interview import Interview
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen
from tests.tui.screen_text import press, screen_text, settle


class Walk(NamedTuple):
    """A questionnaire under test."""

    pilot: Pilot[int]
    app: WizardApp
    screen: QuestionnaireScreen

    @property
    def interview(self) -> Interview:
        """The interview behind it."""
        return self.screen.interview

    @property
    def page(self) -> str:
        """The page shown."""
        return self.interview.page.id

    @property
    def here(self) -> str:
        """The key of the question that has the focus."""
        field = self.screen.focused_field
        return field.key if field is not None else ""

    @property
    def text(self) -> str:
        """What is on the screen."""
        return screen_text(self.app)

    def get(self, key: str) -> object:
        """An answer of the session."""
        return self.interview.session.get(key)

    async def press(self, *keys: str) -> None:
        """Press keys, all in one go."""
        await press(self.pilot, *keys)

    async def to(self, key: str) -> None:
        """Go to a question."""
        await self.app.go_to_question(key)
        await settle(self.pilot)


@contextlib.asynccontextmanager
async def walk(path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Walk]:
    """Open a file (a new one where there is none) in the wizard."""
    app = WizardApp(path)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert isinstance(app.screen, QuestionnaireScreen)
        yield Walk(pilot, app, app.screen)
