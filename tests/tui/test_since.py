"""Since last time: what changed between two sessions, and why."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from gtm_tui.interview import Interview
from gtm_tui.store.loading import load_session
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.results.previous import changed_since, since_lines
from gtm_tui.tui.screens.detail import DetailScreen
from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen
from gtm_tui.tui.screens.results import ResultsScreen
from gtm_tui.tui.screens.since import SinceScreen
from tests.tui.screen_text import press, screen_text

SAMPLES = Path(__file__).parents[2] / "sample_sessions"


@asynccontextmanager
async def since(
    folder: Path, name: str = "osprey-2026-q3", *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[WizardApp, Pilot[int]]]:
    """Since last time, from a copy of an example, after some keys."""
    for copied in {name, name.replace("q3", "q2")}:
        (folder / f"{copied}.toml").write_bytes((SAMPLES / f"{copied}.toml").read_bytes())
    app = WizardApp(folder / f"{name}.toml")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "ctrl+r", "c", *keys)
        assert isinstance(app.screen, SinceScreen) or keys
        yield app, pilot


def lines(app: WizardApp) -> list[str]:
    """All lines, also those that are scrolled away."""
    return [str(option.prompt) for option in app.screen.query_one(OptionList).options]


def session(name: str) -> object:
    """An example."""
    return load_session(SAMPLES / f"{name}.toml").session


async def test_it_says_what_changed_and_why_bad_news_first(tmp_path: Path) -> None:
    async with since(tmp_path) as (app, _):
        text = screen_text(app)
        assert "Since Osprey Logistics, 2026 Q2, 24 June 2026" in text
        assert "1 open again, 1 changed, 7 cleared; 1 as before." in text
        assert "because of other answers" in text
        assert text.index("Open again") < text.index("Changed") < text.index("Cleared")


async def test_a_finding_and_an_answer_lead_to_where_they_are(tmp_path: Path) -> None:
    async with since(tmp_path, "osprey-2026-q3", "enter") as (app, pilot):
        assert isinstance(app.screen, DetailScreen)
        assert "A second strategy before the first is solid" in screen_text(app)
        await press(pilot, "escape", "end", "enter")
        assert isinstance(app.screen, QuestionnaireScreen)


async def test_a_cleared_finding_is_said_to_be_gone(tmp_path: Path) -> None:
    async with since(tmp_path, "osprey-2026-q3", "down", "down", "enter") as (app, _):
        assert isinstance(app.screen, SinceScreen)
        assert any(toast.message == "This finding is gone." for toast in app._notifications)


async def test_every_answer_that_differs_is_listed_without_keys(tmp_path: Path) -> None:
    async with since(tmp_path) as (app, _):
        text = "\n".join(lines(app))
        assert "Answers that differ" in text
        assert " -> " in text
        assert "segments." not in text
        assert "groups." not in text


async def test_without_a_session_before_it_says_so_and_offers_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.toml").write_bytes((SAMPLES / "northgate.toml").read_bytes())
    async with since(tmp_path, "harbor-ledger") as (app, pilot):
        assert "names no session before it" in screen_text(app)
        await press(pilot, "o", "'other", "enter")
        assert isinstance(app.screen, SinceScreen)
        assert "The other file is of another company: Northgate" in screen_text(app)
        assert "other.toml" in screen_text(app).splitlines()[0]


async def test_a_file_before_that_is_gone_is_named(tmp_path: Path) -> None:
    async with since(tmp_path) as (app, pilot):
        await press(pilot, "escape")
        (tmp_path / "osprey-2026-q2.toml").unlink()
        await press(pilot, "c")
        assert "osprey-2026-q2.toml" in "\n".join(lines(app))


async def test_undo_compares_anew(tmp_path: Path) -> None:
    async with since(tmp_path, "osprey-2026-q3", "escape") as (app, pilot):
        assert app.document is not None
        app.document.interview.answer("team.roles_agreed", False)
        app.document.interview.end_step()
        await press(pilot, "c")
        before = lines(app)
        await press(pilot, "ctrl+z")
        assert isinstance(app.screen, SinceScreen)
        assert lines(app) != before


async def test_esc_goes_back_to_the_results(tmp_path: Path) -> None:
    async with since(tmp_path, "osprey-2026-q3", "escape") as (app, _):
        assert isinstance(app.screen, ResultsScreen)


@pytest.mark.parametrize("size", [(40, 10), (60, 16), (120, 40), (200, 60)])
async def test_it_can_be_read_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with since(tmp_path, size=size) as (app, pilot):
        for _ in range(4):
            await press(pilot, "down")
            assert app.screen.query_one(OptionList).highlighted is not None
        assert "Since" in screen_text(app).splitlines()[0]


def test_a_later_file_is_said_to_be_later() -> None:
    now = Interview(load_session(SAMPLES / "osprey-2026-q2.toml").session)
    later = load_session(SAMPLES / "osprey-2026-q3.toml").session
    assessment = now.assessment
    found = changed_since(assessment, later)
    turned = found if found.before.today > found.after.today else None
    text = "\n".join(line.content.plain for line in since_lines(found))
    assert ("The other file is the later one" in text) == (turned is not None)
