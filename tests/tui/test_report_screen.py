"""The report before it is written, and writing it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from gtm_tui.report.formats import FORMATS
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.screens.report import ReportScreen
from gtm_tui.tui.screens.results import ResultsScreen
from tests.tui.screen_text import press, screen_text

SAMPLES = Path(__file__).parents[2] / "sample_sessions"


@asynccontextmanager
async def report_of(
    folder: Path, name: str = "harbor-ledger", *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[WizardApp, Pilot[int]]]:
    """The report of a copy of an example, after some keys."""
    for copied in {name, name.replace("q3", "q2")}:
        (folder / f"{copied}.toml").write_bytes((SAMPLES / f"{copied}.toml").read_bytes())
    app = WizardApp(folder / f"{name}.toml")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "ctrl+r", "r", *keys)
        yield app, pilot


def text_of(app: WizardApp) -> str:
    """The whole text of the preview."""
    return str(app.screen.query_one("#report-text", Static).content)


async def test_the_report_is_shown_and_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with report_of(tmp_path) as (app, pilot):
        assert isinstance(app.screen, ReportScreen)
        assert "Go-to-market check: Harbor Ledger" in screen_text(app)
        await press(pilot, "right", "right")
        assert app.screen.format == "html"
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, ReportScreen)
    written = (tmp_path / "harbor-ledger-report.html").read_text()
    assert written.rstrip().endswith("</html>")


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 40), (200, 60)])
async def test_every_format_is_shown_in_characters(tmp_path: Path, size: tuple[int, int]) -> None:
    async with report_of(tmp_path, size=size) as (app, pilot):
        seen = []
        for _ in FORMATS:
            assert isinstance(app.screen, ReportScreen)
            seen.append(app.screen.format)
            assert len(text_of(app)) > 100
            assert "<svg" not in text_of(app)
            await press(pilot, "right")
        assert seen == list(FORMATS)
        await press(pilot, "left")
        assert app.screen.format == list(FORMATS)[-1]


async def test_the_appendix_is_shown_by_key_and_by_click(tmp_path: Path) -> None:
    async with report_of(tmp_path) as (app, pilot):
        short = text_of(app)
        await press(pilot, "a")
        assert "[x] appendix" in screen_text(app)
        assert len(text_of(app)) > 1.5 * len(short)
        await pilot.click("#chosen", offset=(3, 0))
        await press(pilot)
        assert "[ ] appendix" in screen_text(app)
        assert text_of(app) == short


async def test_a_redacted_report_names_nobody_and_its_file_neither(tmp_path: Path) -> None:
    async with report_of(tmp_path, "harbor-ledger", "x", "a") as (app, pilot):
        assert "[x] redacted" in screen_text(app)
        for name in ("Harbor Ledger", "Dana", "18,000"):
            assert name not in text_of(app)
        await press(pilot, "enter")
        assert app.screen.query_one(Input).value == str(tmp_path / "report.txt")


async def test_a_file_that_is_there_is_asked_about_and_the_session_is_refused(tmp_path: Path) -> None:
    async with report_of(tmp_path) as (app, pilot):
        there = tmp_path / "there.txt"
        there.write_text("mine")
        await press(pilot, "enter", "ctrl+a", "ctrl+k", f"'{there}", "enter")
        assert "The file exists" in screen_text(app)
        await press(pilot, "enter")
        assert there.read_text() == "mine"
        await press(pilot, "enter", "ctrl+a", "ctrl+k", f"'{tmp_path / 'harbor-ledger.toml'}", "enter")
        assert "That is the session itself" in screen_text(app)
        await press(pilot, "ctrl+a", "ctrl+k", f"'{there}", "enter", "down", "enter")
        assert isinstance(app.screen, ReportScreen)
        assert "Harbor Ledger" in there.read_text()


async def test_a_file_that_cannot_be_written_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    async with report_of(tmp_path) as (app, pilot):
        await press(pilot, "enter", "ctrl+a", "ctrl+k", f"'{tmp_path / 'nowhere' / 'x.txt'}", "enter")
        assert isinstance(app.screen, ReportScreen)
        assert any("Not written" in toast.message for toast in app._notifications)
    assert not (tmp_path / "nowhere").exists()


async def test_the_report_says_what_changed_since_the_session_before(tmp_path: Path) -> None:
    async with report_of(tmp_path, "osprey-2026-q3", "a") as (app, _):
        assert "Since the previous session" in text_of(app)
        assert "Since 24 June 2026: 7 cleared, 1 changed, 1 lapsed" in text_of(app)


async def test_undo_makes_the_report_anew(tmp_path: Path) -> None:
    async with report_of(tmp_path, "harbor-ledger", "escape") as (app, pilot):
        assert app.document is not None
        app.document.interview.answer("segments.finance-teams.marketing_motions", ("inbound", "prospecting"))
        app.document.interview.end_step()
        await press(pilot, "r", "a")
        assert "Marketing casts wider" not in text_of(app)
        await press(pilot, "ctrl+z")
        assert "Marketing casts wider" in text_of(app)


async def test_y_copies_what_is_shown_and_esc_goes_back(tmp_path: Path) -> None:
    async with report_of(tmp_path, "harbor-ledger", "y") as (app, pilot):
        assert app.clipboard.startswith("Go-to-market check: Harbor Ledger")
        await press(pilot, "escape")
        assert isinstance(app.screen, ResultsScreen)


async def test_a_hostile_name_is_plain_text(tmp_path: Path) -> None:
    text = (SAMPLES / "harbor-ledger.toml").read_text().replace("Finance teams", "[bold red]x[/] \\u001b[31m")
    (tmp_path / "bad.toml").write_text(text)
    app = WizardApp(tmp_path / "bad.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "ctrl+r", "r", "a")
        assert "[bold red]x[/]" in text_of(app)
        assert "\x1b" not in text_of(app)
