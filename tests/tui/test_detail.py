"""One finding in full: in the order of a leader's questions, leading to answers, plans and trials."""

from pathlib import Path

import pytest

from gtm_tui.tui.results.finding_lines import finding_lines
from gtm_tui.tui.screens.detail import DetailScreen, FindingLines
from gtm_tui.tui.screens.whatif import WhatIfScreen
from tests.tui.results_tools import interview_of, results
from tests.tui.screen_text import press, screen_lines, screen_text

ROM = "ROM-01/finance-teams"


async def test_it_reads_in_the_order_of_a_leaders_questions(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "enter", size=(100, 50)) as (app, _):
        text = screen_text(app)
    places = [text.index(words) for words in ("Marketing casts wider", "What it costs", "What to do", "You said")]
    assert places == sorted(places)
    assert text.index("Where it comes from") > places[-1]
    assert "Finance teams · high · 100 % of planned new revenue" in text
    assert "Add Prospecting" in text
    assert "clears it, raises nothing" in text


async def test_ways_out_speak_of_findings_by_title(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", "enter", size=(100, 60)) as (app, _):
        text = screen_text(app)
    before, _, behind = text.partition("Where it comes from")
    assert "also clears" in before
    assert "ECO-" not in before
    assert "ROM-01" in behind


async def test_the_first_way_out_has_the_highlight_and_the_title_is_in_sight(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", "enter") as (app, _):
        assert app.screen.query_one(FindingLines).target == "way:0"
        assert "Marketing casts wider than Sales can use" in screen_lines(app)[1]


async def test_the_last_stop_shows_where_it_comes_from(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", "enter", "end") as (app, pilot):
        assert app.screen.query_one(FindingLines).target.startswith("ask:")
        assert "GTM Model" in screen_text(app)
        await press(pilot, "home")
        assert "Marketing casts wider than Sales can use" in screen_text(app)


async def test_enter_on_an_answer_goes_to_its_question_and_results_come_back(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "enter", "end", "enter") as (app, pilot):
        field = app.screen.focused_field  # type: ignore[attr-defined]
        assert field.key == "segments.finance-teams.marketing_motions"
        await press(pilot, "ctrl+r")
        assert type(app.screen).__name__ == "ResultsScreen"


async def test_w_tries_the_highlighted_way_out(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "enter", "w") as (app, _):
        assert isinstance(app.screen, WhatIfScreen)
        assert app.screen.segment == "finance-teams"
        changed = {change.key: change.new for change in app.screen.overlay.changes}
        assert changed == {"segments.finance-teams.marketing_motions": ("inbound", "prospecting")}
        assert interview_of(app).session.get("segments.finance-teams.marketing_motions") == ("inbound",)


async def test_a_finding_that_has_gone_says_so(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "enter") as (app, pilot):
        interview = interview_of(app)
        answers = {"segments.finance-teams.marketing_motions": ("inbound", "prospecting")}
        interview.change(interview.session.with_answers(answers), "test")
        app.refresh_session()
        await press(pilot, "d")
        assert "This finding is gone: your answers have changed." in screen_text(app)
        assert isinstance(app.screen, DetailScreen)
        await press(pilot, "ctrl+z")
        assert "Marketing casts wider" in screen_text(app)


async def test_arrows_go_through_the_findings(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "enter", "right") as (app, pilot):
        assert isinstance(app.screen, DetailScreen)
        findings = interview_of(app).assessment.findings
        assert app.screen.identity == findings[1].identity
        await press(pilot, "left", "left")
        assert app.screen.identity == findings[-1].identity


async def test_a_consensus_says_whose_answer_it_is(tmp_path: Path) -> None:
    async with results(tmp_path, "kestrel-consensus") as (app, _):
        assessment = interview_of(app).assessment
    finding = assessment.find("ROM-01/plant-managers")
    assert finding is not None
    text = "\n".join(line.content.plain for line in finding_lines(assessment, finding, (), 200))
    assert "Viktor Brandt said: field" in text
    assert "No fix found with one or two changes" in text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_quiet_words_take_the_colour_of_the_highlight(tmp_path: Path, size: tuple[int, int]) -> None:
    async with results(tmp_path, "northgate", "enter", "down", size=size) as (app, _):
        shown = app.screen.query_one(FindingLines).query_one("OptionList")
        here = shown.highlighted  # type: ignore[attr-defined]
        prompt = shown.get_option_at_index(here).prompt  # type: ignore[attr-defined]
        before = shown.get_option_at_index(here - 1).prompt  # type: ignore[attr-defined]
        assert not prompt.spans
        assert before.spans
