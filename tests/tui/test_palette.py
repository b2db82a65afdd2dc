"""The command palette and the help key, on every screen of the wizard."""

from pathlib import Path

import pytest

from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.screens.help import KeysScreen
from gtm_tui.tui.screens.palette import PaletteScreen
from tests.support.wizard_tools import press, shown

HARBOR = Path(__file__).parents[2] / "sample_sessions" / "harbor-ledger.toml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    copy = tmp_path / "harbor.toml"
    copy.write_bytes(HARBOR.read_bytes())
    return copy


async def test_what_is_typed_narrows_the_palette_and_enter_does_it(file: Path) -> None:
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p")
        assert "> Next" in shown(app)
        await press(pilot, "'motions fin")
        assert "> Page 10: Motions, Finance teams" in shown(app)
        assert "Page 9" not in shown(app)
        await press(pilot, "enter")
        assert "10 of 14" in shown(app)
        await press(pilot, "ctrl+p", "'quit", "enter")
    assert app.return_code == 0


async def test_the_cursor_stands_on_the_highlighted_command(file: Path) -> None:
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", "down", "down")
        column, row = app.cursor_position
        assert shown(app).split("\n")[row][column] == ">"


async def test_the_palette_says_so_when_nothing_is_found_and_closes_by_its_own_key(file: Path) -> None:
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", "'[bold]zzz", "enter")
        assert "Search for: [bold]zzz" in shown(app)
        assert "No matching command." in shown(app)
        await press(pilot, *["backspace"] * 9, "ctrl+p")
        assert not isinstance(app.screen, PaletteScreen)
        assert "1 of 14" in shown(app)


@pytest.mark.parametrize("way", [(), ("enter", "f6"), ("enter", "ctrl+r", "r"), ("enter", "ctrl+r", "m")], ids=str)
async def test_help_is_one_key_everywhere(way: tuple[str, ...]) -> None:
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *way)
        before = shown(app)
        await press(pilot, "f1")
        assert isinstance(app.screen, KeysScreen)
        await press(pilot, "f1")
        assert shown(app) == before
