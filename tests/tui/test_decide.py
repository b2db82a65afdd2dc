"""Deciding on a finding: planned in three keys, accepted for a year at most, taken back, drafts kept."""

from datetime import date
from pathlib import Path

from textual.widgets import Input

from gtm_tui.rules.decisions import last_day
from gtm_tui.tui.results.findings import FindingsView
from gtm_tui.tui.screens.decide import DecisionForm
from gtm_tui.tui.screens.detail import DetailScreen
from tests.tui.results_tools import interview_of, results
from tests.tui.screen_text import press, screen_text

ROM = "ROM-01/finance-teams"


async def test_planning_a_way_out_takes_enter_owner_and_date(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "enter") as (app, pilot):
        await press(pilot, "enter", "'Dana", "enter", "'31.3.2099")
        assert "= Tue 31 March 2099" in screen_text(app)
        await press(pilot, "enter")
        decision = interview_of(app).session.decisions[ROM]
        assert (decision.status, decision.owner, decision.due) == ("planned", "Dana", date(2099, 3, 31))
        assert decision.action == "Add Prospecting (1:many)"
        assert isinstance(app.screen, DetailScreen)
        await press(pilot, "n")
        assert app.screen.identity == interview_of(app).assessment.findings[1].identity


async def test_from_the_results_one_comes_back_to_the_table(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "d", "enter") as (app, pilot):
        assert isinstance(app.screen, DecisionForm)
        assert app.screen.query_one("#decide-action", Input).value == "Add Prospecting (1:many)"
        await press(pilot, "'Dana", "enter", "'+6w", "enter")
        assert interview_of(app).session.decisions[ROM].owner == "Dana"
        assert app.screen.query_one(FindingsView).highlighted == ROM
        assert "Dana" in screen_text(app)
        assert "Dated 1 of 12" in screen_text(app)


async def test_an_owner_completes_from_the_names_given(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "enter", "enter", "'vp s", "tab") as (app, pilot):
        assert app.screen.query_one("#decide-owner", Input).value == "VP Sales"
        await press(pilot, "tab")
        assert app.screen.focused is app.screen.query_one("#decide-due")


async def test_accepting_ends_within_twelve_months_and_says_so(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "d", "down", "enter", "'We know", "enter", "tab", "tab") as (
        app,
        pilot,
    ):
        while app.screen.focused is not app.screen.query_one("#decide-until"):
            await press(pilot, "tab")
        assert "At most twelve months, until" in screen_text(app)
        await press(pilot, "'+2y", "enter")
        assert "At most twelve months: until" in screen_text(app)
        assert not interview_of(app).session.decisions
        await press(pilot, "ctrl+u", "enter")
        decision = interview_of(app).session.decisions[ROM]
        assert decision.status == "accepted"
        assert decision.until == last_day(decision._replace(until=None))
        finding = interview_of(app).assessment.find(ROM)
        assert finding is not None
        assert (decision.seen, decision.severity) == (finding.evidence_lines, "high")


async def test_what_is_missing_or_no_date_is_said_and_nothing_is_kept(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "d", "down", "down", "enter", "ctrl+s") as (app, pilot):
        assert "Say why you see it differently." in screen_text(app)
        assert app.screen.focused is app.screen.query_one("#decide-reason")
        await press(pilot, "escape", "d", "enter", "tab", "'some day", "ctrl+s")
        assert "not understood" in screen_text(app)
        await press(pilot, "ctrl+u", "'1.1.2020", "ctrl+s")
        assert "That day has passed." in screen_text(app)
        assert not interview_of(app).session.decisions


async def test_esc_keeps_a_draft_for_each_kind_with_the_document(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "d", "down", "enter", "'Half a rea", "escape") as (app, pilot):
        assert not interview_of(app).session.decisions
        await press(pilot, "d", "enter")
        assert app.screen.query_one("#decide-action", Input).value == "Add Prospecting (1:many)"
        await press(pilot, "escape", "d", "down", "enter")
        assert app.screen.query_one("#decide-reason", Input).value == "Half a rea"
        assert app.document is not None
        assert app.document.remembered["drafts"]


async def test_a_decision_is_taken_back_and_undone(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "d", "down", "down", "enter", "'No", "ctrl+s") as (app, pilot):
        assert interview_of(app).session.decisions[ROM].status == "disagree"
        assert "disagreed" in screen_text(app)
        await press(pilot, "d", "end", "enter")
        assert not interview_of(app).session.decisions
        await press(pilot, "ctrl+z")
        assert interview_of(app).session.decisions[ROM].reason == "No"


async def test_a_lapsed_acceptance_says_what_changed(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "d", "down", "enter", "'Known", "ctrl+s") as (app, pilot):
        interview = interview_of(app)
        answers = {"segments.finance-teams.sales_motion": "field"}
        interview.change(interview.session.with_answers(answers), "test")
        app.refresh_session()
        await press(pilot)
        if interview.assessment.find(ROM) is not None:
            assert "open again" in screen_text(app)
            await press(pilot, "enter")
            assert "no longer holds: was Finance teams: Sales" in " ".join(screen_text(app).split())
