"""The strip on the motions of a segment: fit in shape and word, at every size, in few rows."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from textual.pilot import Pilot

from gtm_tui.document import Document, DocumentSettings
from gtm_tui.interview import Interview
from gtm_tui.report.grid import segment_grid
from gtm_tui.terminal.charset import plain
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.widgets.strip import SegmentStrip
from gtm_tui.tui.widgets.strip_lines import strip_lines
from tests.tui.screen_text import press, screen_lines, screen_text, settle

SEGMENT: Mapping[str, Any] = {
    "first_year_acv": 18_000,
    "deals_per_year": 90,
    "sales_motion": "two_stage",
    "marketing_motions": ("inbound", "prospecting"),
    "success_motion": "volume",
}


def _interview(**answers: Any) -> tuple[Interview, str]:
    interview = Interview()
    segment = interview.add_segment("Finance teams")
    for name, value in {**SEGMENT, **answers}.items():
        if value is not None:
            interview.answer(f"segments.{segment}.{name}", value)
    return interview, segment


def _lines(room: int, **answers: Any) -> list[str]:
    interview, segment = _interview(**answers)
    return [line.plain.rstrip() for line in strip_lines(segment_grid(interview.assessment, segment), room)]


@contextlib.asynccontextmanager
async def _motions(size: tuple[int, int] = (80, 24), **answers: Any) -> AsyncIterator[tuple[Pilot[int], WizardApp]]:
    interview, segment = _interview(**answers)
    app = WizardApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.document = Document(interview, None, DocumentSettings())
        await app.show_session()
        await app.go_to_question(f"segments.{segment}.sales_motion")
        await settle(pilot)
        yield pilot, app


def test_what_stands_off_has_another_mark_and_the_verdict_is_a_word() -> None:
    """No colour is needed to see that marketing does not fit."""
    lines = _lines(80, marketing_motions=("inbound",), success_motion="help_desk")
    assert lines[0].startswith(" Finance teams does not fit ")
    marketing = next(line for line in lines if line.startswith(" Marketing"))
    assert "x Inbound" in marketing
    assert "■" not in marketing
    assert "■ 2-stage" in next(line for line in lines if line.startswith(" Sales"))


def test_what_fits_says_so() -> None:
    """Nothing is marked as off."""
    lines = _lines(80)
    assert lines[0].startswith(" Finance teams fits ")
    assert not any(" x " in line for line in lines)
    assert "▲ 18,000" in lines[-1]


def test_what_is_missing_is_said() -> None:
    """A row without an answer says so, and there is no verdict yet."""
    lines = _lines(80, sales_motion=None)
    assert "not complete yet" in lines[0]
    assert "(not answered)" in next(line for line in lines if line.startswith(" Sales"))


@pytest.mark.parametrize("room", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("marketing", [(), ("inbound", "prospecting", "account_based", "targeting")])
def test_six_lines_that_fit_at_every_width(room: int, marketing: tuple[str, ...]) -> None:
    """The positions stand above their marks in the same columns."""
    lines = _lines(room, marketing_motions=marketing)
    assert len(lines) == 6
    if room >= 60:
        assert max(len(line) for line in lines[:2]) <= room
    sales = next(line for line in lines if line.startswith(" Sales"))
    head = "medium" if room >= 80 else "3"
    assert lines[1].index(head) == sales.index("■")


def test_in_ascii_every_glyph_keeps_its_meaning() -> None:
    """The stand-ins of the character set tell a motion, the money, an empty place and what stands off apart."""
    fits = [plain(line) for line in _lines(80)]
    off = "\n".join(plain(line) for line in _lines(80, marketing_motions=("inbound",)))
    assert all(line.isascii() for line in fits)
    assert "* 2-stage" in fits[3]
    assert "^ 18,000" in fits[5]
    assert " . " in fits[5]
    assert "x Inbound" in off


async def test_it_is_drawn_anew_with_each_answer() -> None:
    """Choosing another motion moves its mark and the verdict; undo moves them back."""
    async with _motions() as (pilot, app):
        assert "Finance teams fits" in screen_text(app)
        await press(pilot, "5")
        sales = next(line for line in screen_lines(app) if line.startswith(" Sales"))
        assert sales.rstrip().endswith("Named")
        assert "Finance teams does not fit" in screen_text(app)
        await press(pilot, "ctrl+z")
        assert "Finance teams fits" in screen_text(app)


async def test_it_stands_on_the_motions_only() -> None:
    """Other pages have the room for themselves; so has a window of few rows."""
    async with _motions() as (pilot, app):
        strip = app.screen.query_one(SegmentStrip)
        assert strip.display
        assert strip.size.height == 6
        await press(pilot, "f8")
        assert not strip.display
        assert "Marketing  ■" not in screen_text(app)
        await press(pilot, "f7")
        assert strip.display
        await pilot.resize_terminal(80, 16)
        await settle(pilot)
        assert not strip.display


@pytest.mark.parametrize("size", [(60, 24), (120, 40)])
async def test_the_name_of_a_segment_is_never_markup(size: tuple[int, int]) -> None:
    """What a person typed is shown as typed."""
    async with _motions(size, name="a [/] b [bold]x") as (_, app):
        assert "a [/] b [bold]x fits" in screen_text(app)
