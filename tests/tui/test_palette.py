"""The command palette: actions, pages, findings and themes by name, and nothing it must not do."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.command import CommandPalette

from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.screens.detail import DetailScreen
from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen
from gtm_tui.tui.screens.results import ResultsScreen
from tests.tui.screen_text import press, screen_text, settle


async def test_it_lists_the_actions_of_the_screen_with_their_keys_first(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        lines = [" ".join(line.split()) for line in screen_text(app).split("\n")]
        assert "Save the session ^S" in lines
        assert "Mark the question as not known F3" in lines
        assert lines.index("Save the session ^S") < next(i for i, line in enumerate(lines) if "Page 1: Company" in line)


@pytest.mark.parametrize("pause", [True, False], ids=["slow", "typed ahead"])
async def test_what_is_typed_narrows_it_and_enter_does_it(northgate: Path, pause: bool) -> None:
    app = WizardApp(northgate)
    keys = ("ctrl+p", "'numbers", "enter")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for part in [(key,) for key in keys] if pause else [keys]:
            await press(pilot, *part)
        assert isinstance(app.screen, QuestionnaireScreen)
        assert app.screen.interview.page.page.title == "Numbers"


async def test_an_action_chosen_runs_where_it_belongs(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f8", "ctrl+p", "'not known", "enter")
        assert isinstance(app.screen, QuestionnaireScreen)
        assert app.screen.interview.session.state("groups.inbound_marketing.people") == "dont_know"


async def test_a_finding_is_found_by_its_title_and_opened(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.document is not None
        finding = app.document.interview.assessment.findings[0]
        await press(pilot, "ctrl+p", f"'{finding.title}", "enter")
        assert isinstance(app.screen, DetailScreen)
        assert app.screen.identity == finding.identity


async def test_a_page_is_reached_from_the_results(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+r")
        assert isinstance(app.screen, ResultsScreen)
        await press(pilot, "ctrl+p", "'your buyer", "enter")
        assert isinstance(app.screen, QuestionnaireScreen)
        assert app.screen.interview.page.page.title == "Your buyer"


async def test_home_offers_no_session(northgate: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "ctrl+p")
        text = screen_text(app)
        assert "Leave the program" in text
        assert "Save" not in text
        assert "Page 1" not in text


async def test_a_company_named_like_markup_is_shown_as_it_is(northgate: Path) -> None:
    northgate.write_text(northgate.read_text().replace('name = "Workshops"', 'name = "[b]Work[/b] [x]"'))
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 60)) as pilot:
        await press(pilot, "ctrl+p", "'work")
        assert "[b]Work[/b] [x]: Motions" in screen_text(app)


async def test_nothing_of_that_name(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", "'[bold]zzz", "enter", "escape")
        assert isinstance(app.screen, QuestionnaireScreen)


async def test_a_theme_is_chosen_and_remembered(northgate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", "'theme light", "enter")
        assert app.theme == "gtm-light"
        await press(pilot, "ctrl+p", "'theme nord", "enter")
        assert app.theme == "nord"
    assert WizardApp().theme == "nord"


async def test_a_restricted_host_writes_nothing_and_offers_nothing_that_does(tmp_path: Path) -> None:
    options = SimpleNamespace(restricted=True, data_dir=str(tmp_path))
    app = WizardApp(None, options)
    async with app.run_test(size=(80, 60)) as pilot:
        await press(pilot, "ctrl+p")
        text = screen_text(app).casefold()
        assert "theme dark" in text
        assert not any(word in text for word in ("screenshot", "suspend", "write", "open the"))
        await press(pilot, "'theme light", "enter")
        assert app.theme == "gtm-light"
        assert not (app.where.config / "config.toml").exists()
