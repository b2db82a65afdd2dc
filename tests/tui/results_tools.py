"""The wizard on the results of an example, after some keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from gtm_tui.interview import Interview
from gtm_tui.tui.app import WizardApp
from tests.tui.screen_text import press

SAMPLES = Path(__file__).parents[2] / "sample_sessions"


def copied(folder: Path, name: str) -> Path:
    """A copy of an example, with the session before it beside it."""
    for needed in {name, name.replace("q3", "q2")}:
        (folder / f"{needed}.toml").write_bytes((SAMPLES / f"{needed}.toml").read_bytes())
    return folder / f"{name}.toml"


@asynccontextmanager
async def results(
    folder: Path, name: str, *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[WizardApp, Pilot[int]]]:
    """The results of a copy of an example; notices about the file are passed by Enter."""
    app = WizardApp(copied(folder, name))
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        while type(app.screen).__name__ == "ChoiceDialog":
            await press(pilot, "enter")
        await press(pilot, "ctrl+r", *keys)
        yield app, pilot


def interview_of(app: WizardApp) -> Interview:
    """The interview of the open session."""
    assert app.document is not None
    return app.document.interview
