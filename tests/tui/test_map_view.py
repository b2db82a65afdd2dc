"""The map of segments and the matrix of the team among the results, and the map in characters."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from gtm_tui.analysis.whatif import Overlay
from gtm_tui.document import Document, DocumentSettings
from gtm_tui.interview import Interview
from gtm_tui.terminal.charset import plain
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.results.map import MapView
from gtm_tui.tui.results.team import TeamView
from gtm_tui.tui.screens.detail import DetailScreen
from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen
from gtm_tui.tui.screens.results import ResultsScreen
from gtm_tui.tui.screens.whatif import WhatIfScreen
from gtm_tui.tui.widgets.map import NO_SEGMENT, TOO_LOW, SegmentMap, map_content
from gtm_tui.tui.widgets.matrix import AccountableMatrix
from tests.tui.screen_text import press, screen_lines, screen_text, settle

SEGMENTS: tuple[tuple[str, int, int, str], ...] = (
    ("Workshops", 6_000, 420, "one_stage"),
    ("Plants", 35_000, 8, "two_stage"),
)
TEAM: dict[str, Any] = {
    "groups.inbound_marketing.people": ("Dana",),
    "groups.sales.people": ("Lee", "Kim"),
    "accountable.business_case": (("Dana", "all"),),
    "accountable.roadmap": (("Lee", "all"),),
    "accountable.individual_deals": (("Lee", "EMEA"), ("Kim", "Americas")),
}


def _interview(*segments: tuple[str, int, int, str]) -> Interview:
    interview = Interview()
    for name, value, deals, motion in segments:
        segment = interview.add_segment(name)
        interview.answer(f"segments.{segment}.first_year_acv", value)
        interview.answer(f"segments.{segment}.deals_per_year", deals)
        interview.answer(f"segments.{segment}.sales_motion", motion)
    for key, value in TEAM.items():
        interview.answer(key, value)
    return interview


@contextlib.asynccontextmanager
async def _results(
    view: str, interview: Interview, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[int], WizardApp]]:
    app = WizardApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.document = Document(interview, None, DocumentSettings())
        await app.show_session()
        await app.push_screen(ResultsScreen(app.document, view))
        await settle(pilot)
        yield pilot, app


def _row(app: WizardApp, label: str) -> str:
    return next(line for line in screen_lines(app) if line.strip().startswith(label))


def test_old_and_new_place_differ_in_shape() -> None:
    """In a what-if a ring stands where the segment was; in ASCII too."""
    interview = _interview(*SEGMENTS)
    overlay = Overlay(interview.assessment, {"segments.plants.first_year_acv": 300_000})
    drawn = map_content(overlay.assessment, 70, 14, before=overlay.base, selected="plants").plain
    assert "○" in drawn
    assert "○" not in map_content(overlay.base, 70, 14, selected="plants").plain
    ring, mark = (next(line.index(c) for line in drawn.split("\n") if c in line) for c in ("○", "2 Plants"))
    assert ring < mark
    assert plain(drawn).isascii()
    assert " o " in plain(drawn)


def test_the_selected_segment_is_reversed() -> None:
    """So it is seen without colours."""
    interview = _interview(*SEGMENTS)
    content = map_content(interview.assessment, 70, 14, selected="plants")
    reversed_text = "".join(content.plain[span.start : span.end] for span in content.spans if "reverse" in span.style)
    assert reversed_text.replace(" ", "") == "2Plants"


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 40)])
async def test_the_map_marks_the_segment_of_the_highlighted_line(size: tuple[int, int]) -> None:
    """All segments are on it and named beneath; the arrows move the mark."""
    async with _results("map", _interview(*SEGMENTS), size) as (pilot, app):
        view = app.screen.query_one(MapView)
        assert view.segment == "workshops"
        assert "1 Workshops, 1-stage: 6,000 USD x 420 a year" in screen_text(app)
        assert "first-year value, USD" in screen_text(app)
        await press(pilot, "down")
        assert view.segment == "plants"
        content = app.screen.query_one(SegmentMap).content
        assert any("reverse" in str(span.style) for span in content.spans)  # type: ignore[union-attr]


@pytest.mark.parametrize("key", ["enter", "w"])
async def test_the_map_leads_to_the_what_if_of_the_marked_segment(key: str) -> None:
    """Enter and w open it on that segment."""
    async with _results("map", _interview(*SEGMENTS)) as (pilot, app):
        await press(pilot, "down", key)
        assert isinstance(app.screen, WhatIfScreen)
        assert app.screen.segment == "plants"


async def test_without_segments_or_rows_the_map_says_so() -> None:
    """No empty axes, and no broken ones."""
    async with _results("map", _interview()) as (pilot, app):
        assert NO_SEGMENT[:40] in screen_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ResultsScreen)
    async with _results("map", _interview(*SEGMENTS), (80, 15)) as (_, app):
        assert TOO_LOW in screen_text(app)


async def test_the_names_on_the_map_are_never_markup() -> None:
    """What a person typed is shown as typed, on the map and beneath it."""
    async with _results("map", _interview(("a [/] b", 6_000, 420, "one_stage"))) as (_, app):
        assert "1 a [/] b, 1-stage" in screen_text(app)
        assert app.screen.query_one(OptionList).option_count == 1


async def test_the_team_reads_by_shape_and_word() -> None:
    """Who answers, in which group, where the model places it, and the state in words."""
    async with _results("team", _interview(*SEGMENTS)) as (pilot, app):
        assert "[A]" in _row(app, "Business case")
        assert "one owner" in _row(app, "Business case")
        assert ">[A]" in _row(app, "Roadmap")
        assert "( )" in _row(app, "Roadmap")
        assert "other group" in _row(app, "Roadmap")
        assert "[A] x2" in _row(app, "Individual deals")
        assert "split by scope" in _row(app, "Individual deals")
        assert "not answered" in _row(app, "Marketing assets")
        await press(pilot, "down")
        assert "Roadmap: Lee (Sales)." in screen_text(app)


async def test_the_team_with_room_names_the_people_and_without_lists_them() -> None:
    """At 120 columns people stand beneath their group, at 60 the owners stand in the row."""
    async with _results("team", _interview(*SEGMENTS), (120, 40)) as (_, app):
        assert "Lee, Kim" in screen_text(app)
    async with _results("team", _interview(*SEGMENTS), (60, 24)) as (_, app):
        assert "Lee, Kim" in _row(app, "Individual deals")
        assert "other group" in _row(app, "Roadmap")


async def test_a_row_of_the_team_leads_to_its_finding_or_its_question() -> None:
    """Enter opens what is found; where nothing is, the row of the matrix; d decides on it."""
    async with _results("team", _interview(*SEGMENTS)) as (pilot, app):
        await press(pilot, "down")
        view = app.screen.query_one(TeamView)
        assert view.highlighted
        assert view.highlighted.startswith("TEAM-04")
        await press(pilot, "enter")
        assert isinstance(app.screen, DetailScreen)
        await press(pilot, "escape", "down", "down", "enter")
        assert isinstance(app.screen, QuestionnaireScreen)
        assert app.screen.query_one(AccountableMatrix).row.key == "accountable.marketing_assets"
