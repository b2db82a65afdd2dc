"""Help: the question in full, what hangs on it, and the keys in force; `?` types where text is typed."""

from __future__ import annotations

from pathlib import Path

from gtm_tui.questions import question_for
from gtm_tui.store.paths import folders
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.screens.help import HelpScreen
from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen
from tests.tui.screen_text import press, screen_text, settle


def flat(text: str) -> str:
    return " ".join(text.split())


async def test_the_question_is_explained_with_its_options_and_the_spellings_that_work(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        await app.go_to_question("segments.workshops.sales_motion")
        await press(pilot, "f1")
        assert isinstance(app.screen, HelpScreen)
        text = flat(screen_text(app))
        question = question_for("segments.workshops.sales_motion")
        assert question is not None
        assert question.wording in text
        for option in question.options:
            assert flat(f"{option.label} {option.definition}")[:60] in text
        assert "Space on an option, or its number" in text
        await press(pilot, "escape")
        await app.go_to_question("segments.workshops.first_year_acv")
        await press(pilot, "f1")
        assert "18.000" in screen_text(app)
        assert "segments.workshops" not in screen_text(app)


async def test_it_names_the_findings_that_rest_on_the_answer(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        assert app.document is not None
        finding = app.document.interview.assessment.findings[0]
        await app.go_to_question(finding.evidence[0][0])
        await press(pilot, "f1")
        assert "Findings that rest on this answer" in screen_text(app)
        assert finding.title in flat(screen_text(app))


async def test_the_keys_in_force_are_those_of_the_person(northgate: Path) -> None:
    config = folders().config
    config.mkdir(parents=True)
    (config / "config.toml").write_text('[keys]\nnext = "f10"\n')
    app = WizardApp(northgate)
    async with app.run_test(size=(100, 60)) as pilot:
        await press(pilot, "f1")
        lines = [flat(line) for line in screen_text(app).split("\n")]
        assert any(line.startswith("F10 ") for line in lines)
        assert "^S Save the session" in lines
        assert not any(line.startswith("F8") for line in lines)


async def test_the_key_that_opened_it_closes_it(northgate: Path) -> None:
    for way in ((), ("enter",), ("enter", "f6"), ("enter", "ctrl+r")):
        app = WizardApp()
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, *way)
            below = app.screen
            await press(pilot, "f1")
            if not below.is_modal:
                assert isinstance(app.screen, HelpScreen), way
                await press(pilot, "f1")
            assert app.screen is below


async def test_a_question_mark_is_typed_in_a_text_field_and_asks_for_help_elsewhere(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end", "'?")
        assert isinstance(app.screen, QuestionnaireScreen)
        assert str(app.screen.interview.session.get("session.name")).endswith("?")
        await app.go_to_question("company.recurring_revenue")
        await press(pilot, "'?")
        assert isinstance(app.screen, HelpScreen)


async def test_a_note_with_markup_is_shown_as_it_is(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(100, 60)) as pilot:
        await settle(pilot)
        assert app.document is not None
        app.document.interview.note("session.name", "[b]see[/b] [x]")
        await press(pilot, "f1")
        assert "[b]see[/b] [x]" in screen_text(app)
