"""The four leaders of the example, and the way to them by keys."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList

from gtm_tui.analysis.consensus import Reveal
from gtm_tui.analysis.perception_gaps import compare
from gtm_tui.store.loading import load_session
from gtm_tui.tui.screens.compare import EXAMPLE
from gtm_tui.tui.screens.home import HomeScreen
from tests.tui.screen_text import press

SAMPLES = Path(__file__).parents[2] / "sample_sessions"
FILES = len(EXAMPLE)


def example() -> Reveal:
    """The four leaders of the example, nothing settled."""
    return Reveal(comparison=compare([(name, load_session(SAMPLES / f"{name}.toml").session) for name in EXAMPLE]))


def copied(folder: Path) -> Path:
    """The four files, alone in a folder."""
    for name in EXAMPLE:
        (folder / f"{name}.toml").write_bytes((SAMPLES / f"{name}.toml").read_bytes())
    return folder


async def to_files(pilot: Pilot[int]) -> None:
    """From Home to the choice of files."""
    screen = pilot.app.screen
    assert isinstance(screen, HomeScreen)
    desk = screen.query_one("#desk", OptionList)
    desk.highlighted = desk.get_option_index("compare")
    await press(pilot, "enter")


async def to_overview(pilot: Pilot[int], count: int = FILES) -> None:
    """Choose every file of the folder, and lay them side by side."""
    await to_files(pilot)
    await press(pilot, *["space", "down"] * count, "f8")


async def to_reveal(pilot: Pilot[int]) -> None:
    """To the first difference."""
    await to_overview(pilot)
    await press(pilot, "f8")
