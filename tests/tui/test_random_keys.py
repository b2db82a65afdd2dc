"""Keys in any order never end in an error, and dialogs are shown one at a time."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from textual import events
from textual.screen import ModalScreen

from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.dialogs import ChoiceDialog
from tests.support.cli_tools import SAMPLES
from tests.tui.screen_text import press, screen_text, settle

MOVES = (
    *("tab", "shift+tab", "up", "down", "left", "right", "enter", "enter", "escape", "pageup", "pagedown", "home"),
    *("end", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f8", "f9", "ctrl+g", "ctrl+l", "ctrl+n", "ctrl+p"),
    *("ctrl+r", "ctrl+y", "ctrl+z", "delete", "backspace"),
)
FULL = (*MOVES, "space", "space", *"0123456789", *"abcdnprwy/=+-[", "ctrl+s", "ctrl+o", "ctrl+t", "ctrl+q")
NAMES = {"space": " ", "/": "/", "=": "=", "+": "+", "-": "-", "[": "["}


async def press_all(app: WizardApp, pilot: object, keys: list[str]) -> None:
    """Press keys typed ahead."""
    for key in keys:
        character = NAMES.get(key, key if len(key) == 1 else None)
        app.post_message(events.Key(key, character))
    await settle(pilot)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seed", "count"), [(1, 300), *(pytest.param(seed, 1_000, marks=pytest.mark.long) for seed in (2, 3, 4))]
)
async def test_keys_in_any_order_never_end_in_an_error(
    tmp_path: Path, seed: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    dice = random.Random(seed)
    pressed: list[str] = []
    while len(pressed) < count:
        file = tmp_path / "any.toml"
        file.write_bytes(SAMPLES[dice.choice(["harbor-ledger", "northgate"])].read_bytes())
        app = WizardApp(file)
        try:
            async with app.run_test(size=dice.choice([(80, 24), (120, 40), (60, 20)])) as pilot:
                await settle(pilot)
                while app.is_running and len(pressed) < count:
                    keys = dice.choices(FULL, k=10)
                    pressed += keys
                    await press_all(app, pilot, keys)
        except Exception as error:
            raise AssertionError(f"after {pressed[-40:]}") from error
        assert not app.crashed, f"after {pressed[-40:]}:\n{screen_text(app)}"


async def test_the_palette_does_not_open_over_a_dialog(tmp_path: Path) -> None:
    app = WizardApp(tmp_path / "new.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "'a", "ctrl+t", "ctrl+p")
        assert isinstance(app.screen, ChoiceDialog)
        await press(pilot, "escape", "ctrl+p")
        assert app.screen.query("CommandInput")


async def test_the_same_key_twice_shows_one_dialog_and_ends_well(tmp_path: Path) -> None:
    app = WizardApp(tmp_path / "new.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "'Plum Tree", "ctrl+q", "ctrl+q")
        assert sum(isinstance(screen, ModalScreen) for screen in app.screen_stack) <= 1
        await press(pilot, "ctrl+q", "enter", "enter")
    assert not app.crashed
    assert app.return_code in (None, 0)
