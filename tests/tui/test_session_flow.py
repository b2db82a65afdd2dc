"""What becomes of a session file: notices, unsaved answers, a change on disk, another window, names, leaving."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from gtm_tui.store.sessions import open_session
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.dialogs import ChoiceDialog
from gtm_tui.tui.screens.home import HomeScreen
from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen
from tests.tui.screen_text import press, screen_text, settle

KEY = "session.name"


async def asked(pilot: Pilot[int]) -> None:
    """Wait for the dialog that comes with the file."""
    while not isinstance(pilot.app.screen, ChoiceDialog):
        await pilot.pause()
    await settle(pilot)


def saved(file: Path) -> str:
    return str(open_session(file, mark=False).session.get(KEY))


async def test_leaving_with_unsaved_answers_asks_and_the_first_answer_saves(northgate: Path) -> None:
    before = saved(northgate)
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end", "'!", "ctrl+q")
        assert "Some answers are not in the file yet." in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, QuestionnaireScreen)
        await press(pilot, "ctrl+q", "enter")
    assert app.return_code == 0
    assert saved(northgate) == f"{before}!"


async def test_kept_answers_are_offered_with_the_file_and_undo_takes_them_back(northgate: Path) -> None:
    before = saved(northgate)
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end", "'!", "ctrl+q", "down", "enter")
    assert saved(northgate) == before
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(pilot)
        assert "Unsaved answers" in screen_text(app)
        await press(pilot, "enter")
        assert app.document is not None
        assert app.document.interview.session.get(KEY) == f"{before}!"
        await press(pilot, "ctrl+z")
        assert app.document.interview.session.get(KEY) == before


async def test_kept_answers_are_recovered_from_home(northgate: Path) -> None:
    before = saved(northgate)
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end", "'!", "ctrl+q", "down", "enter")
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "1 unsaved session" in screen_text(app)
        assert isinstance(app.screen, HomeScreen)
        app.screen.do_recover()
        await settle(pilot)
        await press(pilot, "enter", "ctrl+s")
    assert saved(northgate) == f"{before}!"


async def test_a_file_changed_by_another_program_is_not_overwritten_unasked(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end", "'!")
        other = northgate.read_text().replace('name = "', 'name = "Other ', 1)
        northgate.write_text(other)
        await press(pilot, "ctrl+s")
        assert "was changed by another program" in " ".join(screen_text(app).replace("│", " ").split())
        assert northgate.read_text() == other
        await press(pilot, "escape")
        assert northgate.read_text() == other
        await press(pilot, "ctrl+s", "down", "enter")
        assert app.document is not None
        assert str(app.document.interview.session.get(KEY)).startswith("Other ")


async def test_a_file_open_in_another_window_is_saved_under_another_name_only(northgate: Path) -> None:
    other = open_session(northgate)
    before = northgate.read_bytes()
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "end", "'!")
        assert "open in another window" in " ".join(screen_text(app).replace("▌", " ").split())
        await press(pilot, "ctrl+s")
        assert "Save as" in screen_text(app)
        await press(pilot, "ctrl+u", f"'{northgate.parent / 'mine'}", "enter")
    other.close()
    assert northgate.read_bytes() == before
    assert (northgate.parent / "mine.toml").exists()


async def test_save_as_takes_no_name_that_is_there_and_stays_open(northgate: Path) -> None:
    taken = northgate.parent / "taken.toml"
    taken.write_text("[session]\nname = 'other'\n")
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+o", "ctrl+u", f"'{taken}", "enter")
        assert "Not saved" in screen_text(app)
        assert "Save as" in screen_text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, QuestionnaireScreen)
    assert taken.read_text() == "[session]\nname = 'other'\n"


async def test_a_broken_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[session\nname = 1")
    app = WizardApp(broken)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "broken.toml" in "".join(screen_text(app).replace("▌", "").split())


async def test_ctrl_c_says_how_to_quit_and_quits_nothing(northgate: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "ctrl+c")
        assert "^Q quits" in screen_text(app)
        assert isinstance(app.screen, HomeScreen)
