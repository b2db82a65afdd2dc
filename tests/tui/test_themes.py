"""Contrast of what is really drawn on every screen of the wizard; high contrast has no colours of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem, ColorType
from rich.segment import Segment

from gtm_tui.terminal import themes
from gtm_tui.tui.app import WizardApp
from tests.tui.screen_text import press, settle

ENOUGH = 4.5
#: Characters that draw borders, bars and marks; WCAG asks less of them, and state is never told by them alone.
DRAWN = set(" ▔▁▊▎▌▐▕▏█▀▄━─│╸╺▶▼▲●X▆▇▂▃▅🭶🬂•╭╮╰╯·■○◆")
#: Keys from one screen to the next, from a file just opened.
WALK: dict[str, tuple[tuple[str, ...], ...]] = {
    "pages": (*[("f8",)] * 14, ("shift+tab",), ("f7", "tab")),
    "help and dialogs": (("f1",), ("end",), ("escape", "f5"), ("escape", "f6"), ("escape", "f9"), ("escape", "ctrl+o")),
    "palette": (("ctrl+p",), ("'theme",), ("escape",)),
    "results": (("ctrl+r",), *[("f8",)] * 5, ("down",)),
    "a finding": (("ctrl+r", "enter"), ("down",), ("d",), ("escape", "w"), ("escape",)),
    "report": (("ctrl+r", "r"), ("right",), ("escape", "c"), ("escape",)),
    "leaving": (("'x", "ctrl+t"), ("down",)),
}
HOME = (*[("down",)] * 4, ("home", "down", "enter"), ("down",), ("escape", "end", "up", "enter"), ("escape",))


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Contrast ratio of two colours (WCAG 2.1)."""

    def luminance(colour: tuple[int, int, int]) -> float:
        parts = [value / 255 for value in colour]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def texts(app: WizardApp) -> Iterator[Segment]:
    """Every piece of text on the whole screen that is more than lines and marks."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None and set(segment.text) - DRAWN:
                yield segment


def shown(colour: Color, system: ColorSystem) -> tuple[int, int, int]:
    """The colour a terminal with this many colours shows."""
    return tuple(colour.downgrade(system).get_truecolor())  # type: ignore[return-value]


def weak_texts(app: WizardApp) -> dict[str, tuple[str, str, float]]:
    """Texts below the wanted contrast with all colours or with 256, and the contrast they have."""
    weak = {}
    for segment in texts(app):
        assert segment.style is not None
        ink, ground = segment.style.color, segment.style.bgcolor
        assert ink is not None
        assert ground is not None
        for system in (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT):
            if (ratio := contrast(shown(ink, system), shown(ground, system))) < ENOUGH:
                weak[f"{type(app.screen).__name__}: {segment.text.strip()[:40]}"] = (
                    ink.name,
                    ground.name,
                    round(ratio, 2),
                )
    return weak


@pytest.mark.parametrize("walk", list(WALK))
@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT])
async def test_every_text_has_enough_contrast(
    theme: str, walk: str, northgate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    app = WizardApp(northgate)
    weak: dict[str, tuple[str, str, float]] = {}
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await settle(pilot)
        app.theme = theme
        for keys in ((), *WALK[walk]):
            await press(pilot, *keys)
            weak |= weak_texts(app)
    assert weak == {}


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT])
async def test_home_has_enough_contrast(theme: str, northgate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    app = WizardApp()
    weak: dict[str, tuple[str, str, float]] = {}
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        for keys in ((), *HOME):
            await press(pilot, *keys)
            weak |= weak_texts(app)
    assert weak == {}


@pytest.mark.parametrize("walk", list(WALK))
async def test_high_contrast_uses_only_the_colours_of_the_terminal(walk: str, northgate: Path) -> None:
    app = WizardApp(northgate)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        assert app.theme == themes.HIGH_CONTRAST
        for keys in ((), *WALK[walk]):
            await press(pilot, *keys)
            for segment in texts(app):
                assert segment.style is not None
                for colour in (segment.style.color, segment.style.bgcolor):
                    own = colour is None or colour.is_default or colour.type == ColorType.STANDARD
                    assert own, (type(app.screen).__name__, segment.text, colour)
