"""The settings file: look and keys, what is wrong with it said in words, everything else in it kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtm_tui.store.paths import folders
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.config import binding_ids, read_config, remember_theme, unknown_names
from tests.tui.screen_text import press, screen_lines, screen_text, settle


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of the person who runs the wizard, in a terminal of 256 colours."""
    monkeypatch.setenv("TERM", "xterm-256color")
    folder = folders().config
    folder.mkdir(parents=True)
    return folder / "config.toml"


def words_on(app: WizardApp) -> str:
    """The words on the screen, notices without their edges."""
    return " ".join(screen_text(app).replace("▌", " ").split())


@pytest.mark.parametrize("theme", ["gtm-light", "gtm-contrast", "nord", "textual-light", "ansi-dark"])
async def test_any_theme_of_the_wizard_or_textual_can_be_set(settings: Path, theme: str) -> None:
    settings.write_text(f'theme = "{theme}"\n')
    app = WizardApp()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert app.theme == theme
        assert "Settings" not in screen_text(app)


async def test_an_unknown_theme_is_named_with_the_nearest_and_the_own_look_taken(settings: Path) -> None:
    settings.write_text('theme = "gtm-lihgt"\n')
    app = WizardApp()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert app.theme == "gtm-dark"
        assert "gtm-lihgt; gtm-light is the nearest" in words_on(app)


async def test_keys_are_changed_by_the_name_of_the_action(settings: Path, northgate: Path) -> None:
    settings.write_text('[keys]\nnext = "F10, ^F"\nsave_as = "f11"\n')
    app = WizardApp(northgate)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f8")
        assert "1 of 14" in screen_lines(app)[0]
        await press(pilot, "f10")
        assert "2 of 14" in screen_lines(app)[0]
        await press(pilot, "ctrl+f")
        assert "3 of 14" in screen_lines(app)[0]
        await press(pilot, "f11")
        assert "Save as" in screen_text(app)


async def test_an_unknown_action_is_named_with_the_nearest(settings: Path) -> None:
    settings.write_text('[keys]\nnexxt = "f10"\n')
    app = WizardApp()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert "nexxt; next is the nearest" in words_on(app)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("theme = 1\n", "theme must be the name of a theme"),
        ("keys = 1\n", "keys must be a table"),
        ("[keys]\nnext = 8\n", "no key is given for next"),
        ("[keys\n", "is not used"),
        ("theme = '\x1b[31m'\n", "is not used"),
    ],
)
async def test_what_is_wrong_is_said_and_the_wizard_starts(settings: Path, text: str, words: str) -> None:
    settings.write_text(text)
    app = WizardApp()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert words in words_on(app)
        assert "New assessment" in screen_text(app)


def test_the_look_is_remembered_and_the_rest_of_the_file_kept(settings: Path) -> None:
    settings.write_text('# mine\ntheme = "nord"\n\n[keys]\nnext = "f10"  # not f8\n')
    assert remember_theme(settings.parent, "gtm-light") == ""
    text = settings.read_text()
    assert "# mine" in text
    assert 'next = "f10"  # not f8' in text
    config = read_config(settings.parent)
    assert (config.theme, dict(config.keys)) == ("gtm-light", {"next": "f10"})


def test_a_file_that_cannot_be_read_is_not_written_over(settings: Path) -> None:
    settings.write_text("[keys\n")
    assert "is not changed" in remember_theme(settings.parent, "gtm-light")
    assert settings.read_text() == "[keys\n"


#: The actions that 1.0.0 let a person change and that are there still.
SINCE_1_0 = (
    *("next", "back", "jump", "help", "dont_know", "nobody", "note", "source", "not_applicable", "confirm", "undo"),
    *("redo", "save", "save_as", "results", "loose_ends", "home", "palette", "quit", "whatif", "decide", "report"),
    *("filter", "since", "appendix", "redact"),
)


def test_the_names_of_1_0_keep_working() -> None:
    assert set(SINCE_1_0) <= binding_ids()


def test_every_name_that_can_be_set_is_known(settings: Path) -> None:
    settings.write_text("[keys]\n" + "".join(f'"{name}" = "f10"\n' for name in sorted(binding_ids())))
    assert unknown_names(read_config(settings.parent), ()) == ""


async def test_two_keys_are_enough_to_be_without_colour(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.write_text('theme = "gtm-light"\n')
    for name, value in (("TERM", "linux"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)
        assert WizardApp().theme == "gtm-contrast"
