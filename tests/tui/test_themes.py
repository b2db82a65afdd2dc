"""Contrast of what is really drawn: every text of every widget, in each state, in both colour themes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from rich.segment import Segment
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import (
    Button,
    Checkbox,
    Collapsible,
    DataTable,
    Footer,
    Input,
    Label,
    Link,
    Markdown,
    OptionList,
    ProgressBar,
    RadioButton,
    RadioSet,
    Select,
    Static,
    TabbedContent,
    TabPane,
    TextArea,
)

from gtm_tui.store.samples import sample_paths
from gtm_tui.terminal import themes
from gtm_tui.terminal.base import GuardedApp
from gtm_tui.terminal.detect import surroundings
from gtm_tui.tui.app import WizardApp

ENOUGH = 4.5
SEVERITIES = ("error", "warning", "success", "primary", "secondary", "accent")
#: Characters that draw borders, bars and marks; WCAG asks less of them, and state is never told by them alone.
DRAWN = set(" ▔▁▊▎▌▐▕▏█▀▄━─│╸╺▶▼▲●X▆▇▂▃▅🭶🬂•╭╮╰╯")


class Gallery(GuardedApp[None]):
    """One of everything the wizard shows, in every colour it may have."""

    CSS = "Screen { overflow-y: auto; } Input, Select { width: 40; }"

    def compose(self) -> ComposeResult:
        yield Label("plain text")
        for name in SEVERITIES:
            yield self.painted(f"text {name}", color=f"${name}")
            yield self.painted(f"named {name}", color=f"$text-{name}")
            yield self.painted(f"on muted {name}", color=f"$text-{name}", background=f"${name}-muted")
            yield self.painted(f"ground {name}", color="$button-color-foreground", background=f"${name}")
        for ground in ("background", "surface", "panel", "boost"):
            for text in ("foreground", "text", "text-muted", "text-disabled", "foreground-muted"):
                yield self.painted(f"{text} on {ground}", color=f"${text}", background=f"${ground}")
        yield Input(placeholder="placeholder", compact=True)
        yield Input("filled")
        yield Input("x", type="integer", classes="-invalid")
        yield Input("disabled", disabled=True)
        yield TextArea("a longer text", compact=True)
        yield Checkbox("check", value=True)
        yield Checkbox("check", compact=True)
        yield RadioSet(RadioButton("one", value=True), RadioButton("two"), compact=True)
        yield Select([("one", 1), ("two", 2)], prompt="choose")
        yield Select([("one", 1), ("two", 2)], value=1, compact=True)
        yield OptionList("first", "second", compact=True)
        for variant in ("default", "primary", "success", "warning", "error"):
            yield Button(variant, variant=variant)  # type: ignore[arg-type]
        yield Collapsible(Label("inside"), title="folded")
        with TabbedContent():
            yield TabPane("tab one", Label("in the tab"))
            yield TabPane("tab two")
        yield Markdown("# One\n## Two\n### Three\n#### Four\ntext *it* **bold** `code`\n\n- item\n\n> quote")
        yield Link("a link", url="https://example.org")
        yield ProgressBar(total=10)
        table: DataTable[str] = DataTable(cursor_type="row", zebra_stripes=True)
        table.add_columns("a", "b")
        table.add_rows([("1", "2"), ("3", "4")])
        yield table
        yield Footer()

    def painted(self, text: str, **styles: str) -> Static:
        """A text in colours named by theme variables."""
        self.count = getattr(self, "count", 0) + 1
        rules = ";".join(f"{name}: {value}" for name, value in styles.items())
        self.stylesheet.add_source(f"#t{self.count} {{ {rules} }}")
        return Static(text, id=f"t{self.count}")


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Contrast ratio of two colours (WCAG 2.1)."""

    def luminance(colour: tuple[int, int, int]) -> float:
        parts = [value / 255 for value in colour]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def texts(app: GuardedApp[None]) -> Iterator[Segment]:
    """Every piece of text on the whole screen that is more than lines and marks."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None and set(segment.text) - DRAWN:
                yield segment


def shown(colour: Color | None, system: ColorSystem) -> tuple[int, int, int]:
    """The colour a terminal with this many colours shows."""
    assert colour is not None
    return tuple(colour.downgrade(system).get_truecolor())  # type: ignore[return-value]


def weak_texts(app: GuardedApp[None], known: set[tuple[Color | None, Color | None]]) -> dict[str, float]:
    """Texts below the wanted contrast with all colours or with 256, and the contrast they have.

    Pairs of colours in `known` have been judged before; new ones are added.
    """
    weak = {}
    for segment in texts(app):
        assert segment.style is not None
        pair = segment.style.color, segment.style.bgcolor
        if pair in known:
            continue
        known.add(pair)
        for system in (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT):
            if (ratio := contrast(shown(pair[0], system), shown(pair[1], system))) < ENOUGH:
                weak[segment.text.strip()] = round(ratio, 2)
    return weak


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT])
async def test_every_text_has_enough_contrast_in_every_state(theme: str) -> None:
    app = Gallery(theme=theme, surroundings=surroundings()._replace(colours="256"))
    async with app.run_test(size=(120, 250)) as pilot:
        await pilot.pause()
        known: set[tuple[Color | None, Color | None]] = set()
        weak = weak_texts(app, known)
        for widget in list(app.screen.focus_chain):
            widget.focus()
            await pilot.pause()
            weak |= weak_texts(app, known)
        seen = {segment.text.strip() for segment in texts(app)}
    assert {"plain text", "check", "placeholder", "in the tab"} <= seen
    assert weak == {}


async def test_high_contrast_uses_no_colour_of_its_own() -> None:
    app = Gallery(theme=themes.HIGH_CONTRAST, surroundings=surroundings()._replace(colours="16"))
    async with app.run_test(size=(120, 250)) as pilot:
        for widget in list(app.screen.focus_chain):
            widget.focus()
            await pilot.pause()
            for segment in texts(app):
                assert segment.style is not None
                for colour in (segment.style.color, segment.style.bgcolor):
                    assert colour is None or colour.is_default, (segment.text, colour)


@pytest.mark.parametrize("colours", ["none", "16"])
async def test_focus_and_highlight_are_seen_without_colour(colours: str) -> None:
    app = Gallery(surroundings=surroundings()._replace(colours=colours))
    async with app.run_test(size=(120, 250)) as pilot:
        for kind in (OptionList, Checkbox, Button, RadioSet, DataTable, Input):
            widget: Widget = app.query(kind).first()
            before = marks(app)
            widget.focus()
            await pilot.pause()
            assert marks(app) != before, kind


def marks(app: GuardedApp[None]) -> list[tuple[str, bool, bool, bool]]:
    """The screen as shapes: characters, reverse video, bold and underline."""
    return [
        (segment.text, bool(style.reverse), bool(style.bold), bool(style.underline))
        for strip in app.screen._compositor.render_strips()
        for segment in strip
        if (style := segment.style) is not None
    ]


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT])
async def test_every_page_of_the_wizard_has_enough_contrast(
    theme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    session = tmp_path / "session.toml"
    session.write_bytes(Path(next(iter(sample_paths().values()))).read_bytes())
    app = WizardApp(session)
    known: set[tuple[Color | None, Color | None]] = set()
    weak: dict[str, float] = {}
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        for keys in ([], *[["tab", "f8"]] * 14, ["f1"], ["escape"], ["ctrl+p"], ["escape"], ["f6"]):
            await pilot.press(*keys)
            await pilot.pause()
            weak |= weak_texts(app, known)
    assert len(known) > 4
    assert weak == {}
