"""Home, files and dialogs: what becomes of a session, by keys and by mouse."""

from pathlib import Path

import pytest

from gtm_tui.store.paths import folders
from gtm_tui.store.sessions import open_session
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen
from tests.support.wizard_tools import press, screen, shown

SAMPLE = Path(__file__).parents[2] / "sample_sessions" / "harbor-ledger.toml"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of Harbor Ledger in the working folder."""
    monkeypatch.chdir(tmp_path)
    copy = tmp_path / "harbor.toml"
    copy.write_bytes(SAMPLE.read_bytes())
    return copy


async def test_home_opens_a_file_and_remembers_it(file: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
        assert "harbor.toml" in shown(app)
        await press(pilot, "down", "enter")
        assert "1 of 14  Company" in shown(app)
        await press(pilot, "ctrl+t")
        assert "Recent" in shown(app)
        assert "harbor.toml" in shown(app)


async def test_examples_open_without_their_file(file: Path) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "down", "down", "enter")
        assert "Harbor Ledger" in shown(app)
        await press(pilot, "enter")
        assert app.document is not None
        assert app.document.path is None
        assert not app.document.unsaved
        await press(pilot, "f8", "ctrl+q")
    assert app.return_code == 0


async def test_primer_and_doctor_are_one_key_away() -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "down", "enter")
        assert "Four groups, each with one job" in shown(app)
        await press(pilot, "enter")
        assert "Motions that fit each other" in shown(app)
        await press(pilot, "escape", "end", "up", "enter")
        assert "State folder" in shown(app)


async def test_q_leaves_home() -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "q")
    assert app.return_code == 0


async def test_leaving_with_unsaved_answers_asks(file: Path) -> None:
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "'!", "ctrl+q")
        assert "Some answers are not saved yet." in shown(app)
        await press(pilot, "escape")
        assert "1 of 14" in shown(app)
        await press(pilot, "ctrl+q", "enter")
    assert app.return_code == 0
    assert open_session(file).session.get("session.name") == "Harbor Ledger, autumn review!"


async def test_kept_answers_are_recovered_from_home(file: Path) -> None:
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "'!", "ctrl+q", "down", "enter")
    assert open_session(file, mark=False).session.get("session.name") == "Harbor Ledger, autumn review"
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Recover unsaved work" in shown(app)
        await press(pilot, "down", "down", "down", "enter")
        assert "ended without saving" in shown(app)
        await press(pilot, "enter")
        assert "autumn review!" in shown(app)
        await press(pilot, "ctrl+s")
        assert "Saved as harbor.toml." in shown(app)
    assert open_session(file, mark=False).session.get("session.name") == "Harbor Ledger, autumn review!"


async def test_opening_a_file_offers_what_was_left_unsaved(file: Path) -> None:
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "'!", "ctrl+q", "down", "enter")
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "Unsaved answers" in shown(app)
        await press(pilot, "enter")
        assert "autumn review!" in shown(app)
        await press(pilot, "ctrl+z")
        assert "autumn review!" not in shown(app)


async def test_what_changed_since_the_save_is_told(file: Path) -> None:
    file.write_text(file.read_text().replace('marketing_motions = ["inbound"]', 'marketing_motions = ["prospecting"]'))
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "ROM-01 (finance-teams) is cleared" in shown(app)
        await press(pilot, "enter")
        assert "1 of 14" in shown(app)


async def test_a_file_open_in_another_window_is_saved_under_another_name_only(file: Path, tmp_path: Path) -> None:
    other = open_session(file)
    before = file.read_bytes()
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "open in another window" in shown(app)
        await press(pilot, "enter", "'!", "ctrl+s", "enter")
        assert "Not saved" in shown(app)
        await press(pilot, "ctrl+s", "ctrl+u", "'mine", "enter")
        assert "Saved as mine.toml." in shown(app)
    other.close()
    assert file.read_bytes() == before
    assert (tmp_path / "mine.toml").exists()


async def test_a_file_changed_by_another_program_is_not_overwritten_unasked(file: Path) -> None:
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "'!")
        other = file.read_text().replace("autumn review", "winter review")
        file.write_text(other)
        await press(pilot, "ctrl+s")
        assert "was changed by another program" in shown(app)
        assert file.read_text() == other
        await press(pilot, "down", "down", "enter")
        assert "winter review" in shown(app)
        await press(pilot, "ctrl+z")
        assert "autumn review!" in shown(app)


async def test_save_as_never_takes_a_name_that_is_there(file: Path, tmp_path: Path) -> None:
    (tmp_path / "taken.toml").write_text("[session]\nname = 'other'\n")
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+o", "ctrl+u", "'taken", "enter")
        assert "Not saved" in shown(app)
        await press(pilot, "ctrl+o", "ctrl+u", "'copy", "enter")
        assert "Saved as copy.toml." in shown(app)
    assert (tmp_path / "taken.toml").read_text() == "[session]\nname = 'other'\n"
    assert open_session(tmp_path / "copy.toml").session.get("company.name") == "Harbor Ledger"


async def test_a_broken_file_is_refused_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    broken = Path("broken.toml")
    broken.write_text("[session\nname = 1")
    app = WizardApp(broken)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "broken.toml" in "".join(shown(app).split())
        assert not isinstance(app.screen, QuestionnaireScreen)


async def test_jump_help_and_undo(file: Path) -> None:
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f6", "end", "up", "enter")
        assert "14 of 14  Loose ends" in shown(app)
        await press(pilot, "f6", "home", "down", "enter", "f1")
        assert "groups.inbound_marketing.people" in shown(app)
        await press(pilot, "escape", "ctrl+u", "'X")
        assert app.interview is not None
        assert app.interview.session.get("groups.inbound_marketing.people") == ("X",)
        await press(pilot, "ctrl+z")
        assert app.interview.session.get("groups.inbound_marketing.people") == ("PM lead",)
        assert "> PM lead" in shown(app)
        await press(pilot, "ctrl+y")
        assert app.interview.session.get("groups.inbound_marketing.people") == ("X",)


async def test_the_mouse_chooses_types_and_goes(file: Path) -> None:
    app = WizardApp(file)
    async with app.run_test(size=(120, 40)) as pilot:
        lines = screen(app)
        y = next(i for i, line in enumerate(lines) if "( ) no" in line)
        await pilot.click(offset=(lines[y].index("( ) no") + 1, y))
        assert app.interview is not None
        assert app.interview.session.get("company.recurring_revenue") is False
        y = next(i for i, line in enumerate(lines) if "10 Motions" in line)
        await pilot.click(offset=(4, y))
        assert "10 of 14" in shown(app)
        lines = screen(app)
        x = lines[-1].index("F7")
        await pilot.click(offset=(x, 39))
        assert "9 of 14" in shown(app)
        y = next(i for i, line in enumerate(screen(app)) if "Finance teams" in line and "Name" in line)
        x = screen(app)[y].index("Finance teams")
        await pilot.click(offset=(x + 7, y))
        await press(pilot, "'X")
        assert app.interview.session.get("segments.finance-teams.name") == "FinanceX teams"


async def test_keys_can_be_changed_in_the_settings_file(file: Path) -> None:
    config = folders().config
    config.mkdir(parents=True)
    (config / "config.toml").write_text('[keys]\nnext = "f10"\nnonsense = "x"\n')
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "F10 next" in shown(app)
        await press(pilot, "f8")
        assert "1 of 14" in shown(app)
        await press(pilot, "f10")
        assert "2 of 14" in shown(app)
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert "nonsense" in shown(app)


async def test_every_action_is_in_the_palette(file: Path) -> None:
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)):
        titles = [command.title for command in app.get_system_commands(app.screen)]
        for wanted in ("Next", "Back", "Jump", "Don't know", "Note", "Undo", "Save as", "Results", "Page 10", "Quit"):
            assert any(title.startswith(wanted) for title in titles), wanted


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 10), (40, 12), (60, 20), (80, 24), (120, 40), (300, 100)])
async def test_every_size_is_survived(file: Path, size: tuple[int, int]) -> None:
    app = WizardApp(file)
    async with app.run_test(size=size) as pilot:
        await press(pilot, *["f8", "tab", "down"] * 14)
        if size >= (40, 10):
            assert len(screen(app)) == size[1]


async def test_labels_stand_above_answers_where_it_is_narrow(file: Path) -> None:
    app = WizardApp(file)
    async with app.run_test(size=(60, 20)):
        lines = screen(app)
        y = next(i for i, line in enumerate(lines) if line.strip() == "Session")
        assert lines[y + 1].startswith("  > Harbor Ledger")


async def test_the_terminal_cursor_follows_the_highlight(file: Path) -> None:
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(6):
            await press(pilot, "tab")
            line = screen(app)[app.cursor_position.y]
            assert ">" in line[: app.cursor_position.x]


async def test_a_session_starts_from_an_earlier_file_and_its_list_to_confirm_shrinks(file: Path) -> None:
    before = file.read_bytes()
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down", "enter", "down", "enter")
        assert app.document is not None
        carried = len(app.document.interview.session.unconfirmed)
        assert f"{carried} answers from last time" in shown(app)
        assert app.document.path is None
        await press(pilot, "enter", "ctrl+r")
        assert f"{carried - 1} to confirm" in shown(app)
        await press(pilot, "ctrl+s", "ctrl+u", "'q4/new", "enter")
        assert "Not saved" in shown(app)
        assert app.document.interview.session.get("session.previous") == str(file)
        (file.parent / "q4").mkdir()
        await press(pilot, "ctrl+s", "ctrl+u", "'q4/new", "enter")
    session = open_session(file.parent / "q4" / "new.toml").session
    assert session.get("session.previous") == "../harbor.toml"
    assert "session.name" not in session.unconfirmed
    assert len(session.unconfirmed) == carried - 1
    assert file.read_bytes() == before


async def test_keys_typed_ahead_of_the_first_page_meet_what_is_to_be_told_about_the_file(file: Path) -> None:
    file.write_text(file.read_text().replace("first_year_acv = 18000", "first_year_acv = 90000"))
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_file(file, app._say_home)
        await press(pilot, "enter", "'!")
        assert app.interview is not None
        assert isinstance(app.screen, QuestionnaireScreen)
        assert app.interview.session.get("session.name") == "Harbor Ledger, autumn review!"
        assert "findings" in shown(app)
