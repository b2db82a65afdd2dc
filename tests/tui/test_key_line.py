"""The line of keys at the foot: what Enter does, keys of this place, then back, help, everything; none dead."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtm_tui.store.paths import folders
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.key_names import key_name
from gtm_tui.tui.screens.help import HelpScreen
from gtm_tui.tui.widgets.key_line import hints
from tests.tui.screen_text import press, screen_lines, settle


def foot(app: WizardApp) -> str:
    return screen_lines(app)[-1]


async def test_it_says_what_enter_does_and_ends_alike_everywhere(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for keys in ((), ("f8",), *[("tab",)] * 6, ("ctrl+r",)):
            await press(pilot, *keys)
            assert foot(app).lstrip().startswith("Enter "), (keys, foot(app))
            assert foot(app).endswith("Esc back  F1 help  ^P all"), (keys, foot(app))
            assert len(foot(app)) <= 80
        assert "Enter go on" not in foot(app)


async def test_a_changed_key_is_shown_as_changed(northgate: Path) -> None:
    config = folders().config
    config.mkdir(parents=True)
    (config / "config.toml").write_text('[keys]\nnext = "ctrl+f"\n')
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "^F next" in foot(app)
        await press(pilot, "ctrl+f")
        assert "2 of 14" in screen_lines(app)[0]


async def test_each_key_can_be_clicked(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.click(offset=(foot(app).index("F8 next") + 4, 23))
        await settle(pilot)
        assert "2 of 14" in screen_lines(app)[0]
        await pilot.click(offset=(foot(app).index("F1 help") + 1, 23))
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)
        await pilot.click(offset=(foot(app).index("Esc back") + 1, 23))
        await settle(pilot)
        assert "2 of 14" in screen_lines(app)[0]


async def test_a_dialog_shows_only_its_own_keys(northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys, enter in ((("f5",), "accept"), (("f6",), "choose")):
            await press(pilot, *keys)
            here, last = hints(app.screen)
            assert [f"{hint.shown} {hint.words}" for hint in [*here, *last]] == [f"Enter {enter}", "Esc back"]
            assert any(f"Enter {enter}  Esc back" in line for line in screen_lines(app))
            await press(pilot, "escape")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("f3", "F3"),
        ("ctrl+s", "^S"),
        ("escape", "Esc"),
        ("delete", "Del"),
        ("enter", "Enter"),
        ("shift+tab", "Shift+Tab"),
        ("left", "←"),
        ("question_mark", "?"),
        ("y", "y"),
        ("ctrl+pageup", "Ctrl+PgUp"),
    ],
)
def test_keys_are_written_as_people_write_them(key: str, name: str) -> None:
    assert key_name(key) == name
