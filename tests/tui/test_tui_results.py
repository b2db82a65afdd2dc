"""Results, one finding in full, decisions, map, report and since last time: by keys, as the person sees them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtm_tui.interview import Interview
from gtm_tui.model.session import Decision, Session
from gtm_tui.rules import assess
from gtm_tui.store.sessions import open_session
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.drawing import plain, width_of
from gtm_tui.tui.results.decision import DecisionForm, day_of, months_on
from gtm_tui.tui.results.detail import detail_rows, limit_words, margin_words
from gtm_tui.tui.results.list_position import ListPosition
from gtm_tui.tui.results.results import ResultsView
from gtm_tui.tui.results.whatif import WhatIf
from tests.support.companies import sessions
from tests.support.wizard_tools import press, shown

SAMPLES = Path(__file__).parents[2] / "sample_sessions"
TODAY = date(2026, 11, 22)


def interview(name: str) -> Interview:
    """An interview over an example."""
    return Interview(open_session(SAMPLES / f"{name}.toml", mark=False).session, today=TODAY)


@asynccontextmanager
async def results(tmp_path: Path, name: str, *keys: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple]:
    """The results of a copy of an example, after some keys."""
    file = tmp_path / f"{name}.toml"
    for copied in {name, name.replace("q3", "q2")}:
        (tmp_path / f"{copied}.toml").write_bytes((SAMPLES / f"{copied}.toml").read_bytes())
    app = WizardApp(file)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "ctrl+r", *keys)
        yield app, pilot


# -- the results ---------------------------------------------------------------------------------------


async def test_the_whole_result_of_a_small_session_is_on_one_screen(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger") as (app, _):
        text = shown(app)
    assert "12 findings: 3 high, 7 medium, 2 low" in text
    assert "Marketing # Inbound     # Inbound" in text
    assert "Money     ·             ·             ^ 18,000" in text
    assert "> !!  ROM-01   Marketing casts wider than Sales can use        100 %  open" in text
    assert "Ways out:  1 add Prospecting (1:many): clears it, raises nothing" in text
    assert "Limits: US software companies" in text


@pytest.mark.parametrize("size", [(40, 10), (60, 20), (72, 18), (80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("name", ["northgate", "brightline", "delta-energy"])
@pytest.mark.parametrize("view", ["grid", "team", "not_assessed", "strengths", "before", "decisions"])
def test_every_part_fits_every_size(name: str, view: str, size: tuple[int, int]) -> None:
    state = ResultsView(interview(name))
    state.view = view
    rows, (x, y) = state.rows(size[0], size[1] - 3)
    assert max(width_of(row) for row in rows) <= size[0]
    assert len(rows) <= size[1] - 3 or view in ("not_assessed", "strengths")
    assert 0 <= y < max(len(rows), 1)
    assert x < size[0]


def test_the_grid_shows_the_segment_of_the_highlighted_finding() -> None:
    state = ResultsView(interview("northgate"))
    text = "\n".join(plain(row) for row in state.rows(80, 21)[0])
    assert "Global groups  (3 of 3, < >)" in text
    state.turn(1)
    assert "Workshops  (1 of 3, < >)" in "\n".join(plain(row) for row in state.rows(80, 21)[0])


def test_a_wide_screen_shows_list_and_finding_side_by_side() -> None:
    lines = [plain(row) for row in ResultsView(interview("northgate")).rows(120, 37)[0]]
    assert any("> !!! ROM-01" in line and "│" in line for line in lines)
    assert any("ROM-01  Marketing casts wider" in line.partition("│")[2] for line in lines)


def test_a_clean_result_says_what_the_model_promises() -> None:
    text = "\n".join(plain(row) for row in ResultsView(interview("brightline")).rows(80, 40)[0])
    assert "no findings" in text
    assert "Nothing to resolve. What the model promises" in text
    assert "What works" in text


def test_an_empty_session_is_not_called_clean() -> None:
    text = "\n".join(plain(row) for row in ResultsView(Interview(Session(), today=TODAY)).rows(80, 21)[0])
    assert "could not be assessed" in " ".join(text.split())
    assert "Nothing to settle" not in text


async def test_filter_shows_only_one_severity(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "slash", "down", "enter") as (app, pilot):
        assert "only high: 3 of 12" in shown(app)
        assert "ECO-05" not in shown(app)
        await press(pilot, "slash", "enter")
        assert "only high" not in shown(app)


async def test_a_missing_answer_leads_to_its_question(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", "l") as (app, pilot):
        assert "an answer is missing" in shown(app)
        await press(pilot, "enter")
        assert "Motions" in shown(app)
        assert app.screen.form.key == "segments.global-groups.accounts_per_rep"


async def test_the_matrix_strengths_and_decisions_are_one_key_away(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", "t") as (app, pilot):
        assert ">[A]" in shown(app) or "[A]" in shown(app)
        assert "[A] answers for it" in shown(app)
        await press(pilot, "s")
        assert "+ Workshops: all three functions stand in one column" in shown(app)
        await press(pilot, "p")
        assert "No decisions yet" in shown(app)
        await press(pilot, "g")
        assert "Top priorities" in shown(app)


async def test_hostile_names_are_plain_text_everywhere(tmp_path: Path) -> None:
    text = (SAMPLES / "harbor-ledger.toml").read_text().replace("Finance teams", "[bold red]x[/] \\u001b[31m")
    file = tmp_path / "bad.toml"
    file.write_text(text)
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "ctrl+r")
        assert "[bold red]x[/]" in shown(app)
        for key in ("enter", "escape", "w", "escape", "m", "escape", "d", "escape", "r", "escape"):
            await press(pilot, key)
            assert "\x1b" not in shown(app)


# -- one finding ---------------------------------------------------------------------------------------


async def test_a_finding_in_full_leads_to_its_answer(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "enter") as (app, pilot):
        text = shown(app)
        assert "Finance teams · high · 100 % of planned new revenue · open" in text
        assert "How do you sell to this segment?" in text
        await press(pilot, "enter")
        assert app.screen.form.key == "segments.finance-teams.sales_motion"


async def test_coming_back_from_a_question_the_same_finding_is_highlighted(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "down", "down", "enter", "enter", "ctrl+r") as (app, _):
        assert "> !!  TEAM-07" in shown(app)


async def test_a_way_out_applied_clears_the_finding_and_undo_brings_it_back(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "enter", "down", "down", "enter") as (app, pilot):
        assert "Try it in what-if first" in shown(app)
        await press(pilot, "down", "enter")
        assert app.interview.assessment.find("ROM-01/finance-teams") is None
        assert app.interview.session.get("segments.finance-teams.marketing_motions") == ("inbound", "prospecting")
        await press(pilot, "ctrl+z")
        assert app.interview.assessment.find("ROM-01/finance-teams") is not None


def test_the_detail_names_limits_with_value_basis_and_source() -> None:
    assessment = interview("northgate").assessment
    finding = assessment.find("ECO-01/global-groups")
    assert finding is not None
    text = "\n".join(plain(row) for row in detail_rows(assessment, finding, (), None, 100))
    for words in ("Looks at", "Why it matters", "Not when", "Source", "Basis", "Margin", "Limits used"):
        assert words in text
    assert "comfortable from 500,000" in text
    (band, source), *_ = limit_words(assessment.calibration, finding.limits)
    assert "(ours)" in band
    assert source
    assert margin_words(finding).startswith("80,000 USD, where 500,000 would pass: 420,000 USD below the line")


def test_a_consensus_says_whose_answer_it_is() -> None:
    assessment = interview("kestrel-consensus").assessment
    finding = assessment.find("ROM-01/plant-managers")
    assert finding is not None
    text = "\n".join(plain(row) for row in detail_rows(assessment, finding, (), None, 100))
    assert "from Lena Fuchs, Omar Haddad, Grace Liu; Viktor Brandt said: field" in text


# -- decisions -----------------------------------------------------------------------------------------


async def test_planning_is_the_default_and_is_kept_with_owner_and_day(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "d", "tab", "'Dana", "tab", "'+3m", "ctrl+s") as (app, pilot):
        decision = app.interview.session.decisions["ROM-01/finance-teams"]
        assert (decision.status, decision.owner, decision.due) == ("planned", "Dana", months_on(date.today(), 3))
        assert decision.action == "Add Prospecting (1:many)"
        assert "planned" in shown(app)
        await press(pilot, "p")
        assert "Planned  1" in shown(app)


async def test_what_is_missing_is_said_in_place_and_nothing_is_kept(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "d", "ctrl+s") as (app, _):
        assert "<- Needed to plan." in shown(app)
        assert not app.interview.session.decisions


def form(**before: object) -> DecisionForm:
    session = interview("harbor-ledger").session
    if before:
        session = session.with_decision("ROM-01/finance-teams", Decision(**before))  # type: ignore[arg-type]
    assessment = assess(session, today=TODAY)
    finding = assessment.find("ROM-01/finance-teams")
    assert finding is not None
    return DecisionForm(assessment, finding, "Do it")


def write(state: DecisionForm, **texts: str) -> None:
    for name, text in texts.items():
        state.editors[name].text = text


def test_accepting_stores_the_evidence_of_the_day_and_ends_within_a_year() -> None:
    state = form()
    state.go("kind:accepted")
    state.press()
    write(state, reason="The board knows", by="Dana", until="2027-11-23")
    assert state.errors == {"until": "At most twelve months: until 2027-11-22."}
    write(state, until="2027-11-22")
    assert state.try_to_save()
    decision = state.decision()
    assert decision is not None
    assert (decision.on, decision.until, decision.severity) == (TODAY, date(2027, 11, 22), "high")
    assert decision.seen == state.finding.evidence_lines
    assert decision.action == ""


def test_disagreeing_needs_a_reason_only() -> None:
    state = form()
    state.kind = "disagree"
    write(state, reason="", by="")
    assert state.errors == {"reason": "Needed to disagree."}
    write(state, reason="We sell by phone")
    decision = state.decision()
    assert state.errors == {}
    assert decision is not None
    assert (decision.status, decision.due, decision.seen) == ("disagree", None, ())


def test_a_lapsed_acceptance_says_what_changed_and_can_be_cleared() -> None:
    seen = ("segments.finance-teams.sales_motion = field",)
    state = form(status="accepted", reason="ok", by="Dana", until=date(2027, 1, 1), seen=seen)
    text = "\n".join(plain(row) for row in state.rows(100, 24)[0])
    assert "The acceptance no longer holds: was Finance teams: Sales: field, now two_stage." in text
    state.go("kind:clear")
    state.press()
    assert state.at == "save"
    assert state.try_to_save()
    assert state.decision() is None


def test_decisions_whose_finding_is_gone_are_listed() -> None:
    session = interview("harbor-ledger").session
    session = session.with_decision(
        "ECO-01/finance-teams", Decision(status="planned", action="Raise prices", owner="Dana")
    )
    state = ResultsView(Interview(session, today=TODAY))
    state.view = "decisions"
    text = "\n".join(plain(row) for row in state.rows(80, 21)[0])
    assert "The finding is gone" in text
    assert "ECO-01/finance-teams planned: Raise prices" in text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-31", date(2027, 1, 31)),
        ("+10", date(2026, 12, 2)),
        ("+2w", date(2026, 12, 6)),
        ("+3m", date(2027, 2, 22)),
        ("2027-02-30", None),
        ("tomorrow", None),
        ("+9999m", None),
        ("", None),
    ],
)
def test_days_as_typed(text: str, day: date | None) -> None:
    if text == "+9999m":
        assert day_of(text, TODAY) is not None
    else:
        assert day_of(text, TODAY) == day


def test_months_end_on_the_last_day_there_is() -> None:
    assert months_on(date(2026, 11, 30), 3) == date(2027, 2, 28)


# -- map, report, since --------------------------------------------------------------------------------


async def test_the_map_names_every_segment_and_tries_one(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", "m") as (app, pilot):
        text = shown(app)
        for words in ("1 Workshops", "2 Plants", "3 Global groups", "first-year value, USD", "1-stage"):
            assert words in text
        await press(pilot, "down", "enter")
        assert "What-if: Workshops" in shown(app) or "What-if: Plants" in shown(app)


async def test_the_report_is_previewed_and_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with results(tmp_path, "harbor-ledger", "r") as (app, pilot):
        assert "Go-to-market check: Harbor Ledger" in shown(app)
        await press(pilot, "right", "right")
        assert "[html]" in shown(app)
        await press(pilot, "enter", "enter")
        assert "Wrote" in shown(app)
    written = (tmp_path / "harbor-ledger-report.html").read_text()
    assert written.rstrip().endswith("</html>")


async def test_a_redacted_report_names_nobody_and_an_existing_file_is_asked_about(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "r", "x", "a") as (app, pilot):
        assert "Harbor Ledger" not in "\n".join(shown(app).splitlines()[1:])
        (tmp_path / "there.txt").write_text("mine")
        await press(pilot, "enter", "ctrl+u", f"'{tmp_path / 'there.txt'}", "enter")
        assert "The file exists" in shown(app)
        await press(pilot, "down", "enter")
        assert (tmp_path / "there.txt").read_text() == "mine"
        await press(pilot, "enter", "ctrl+u", f"'{tmp_path / 'harbor-ledger.toml'}", "enter")
        assert "That is the session itself" in shown(app)


async def test_since_last_time_says_what_changed_and_why(tmp_path: Path) -> None:
    async with results(tmp_path, "osprey-2026-q3", "c") as (app, pilot):
        text = shown(app)
        assert "1 open again, 1 changed, 7 cleared" in text
        assert "because of other answers" in text
        await press(pilot, "enter")
        assert "STR-01" in shown(app)


async def test_without_a_session_before_it_says_so(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "c") as (app, _):
        assert "names no previous session" in shown(app)


# -- reading -------------------------------------------------------------------------------------------


def test_a_reader_stops_at_places_and_scrolls_between_them() -> None:
    from gtm_tui.tui.drawing import Span

    rows = [(Span(f"row {y}", "", ("stop", y) if y in (2, 30) else None),) for y in range(40)]
    position = ListPosition()
    assert position.lay_out(rows)
    assert position.at == ("stop", 2)
    position.window(rows, 10)
    position.move(1)
    assert (position.at, position.top) == (("stop", 2), 1)
    position.step(1)
    assert position.at == ("stop", 30)
    assert position.top <= 30 < position.top + 10
    position.edge(last=True)
    assert position.window(rows, 10)[-1] == rows[-1]


async def test_a_session_without_a_file_is_named_and_saved_from_the_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_sample(str(SAMPLES / "harbor-ledger.toml"), print)
        await press(pilot, "ctrl+r", "ctrl+s")
        assert "Save as" in shown(app)
        await press(pilot, "ctrl+u", "'mine", "enter")
        assert "Saved as mine.toml." in shown(app)
    assert open_session(tmp_path / "mine.toml", mark=False).session.get("company.name") == "Harbor Ledger"


async def test_help_explains_marks_and_keys(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "f1") as (app, pilot):
        assert "critical: resolve this before anything else" in shown(app)
        await press(pilot, "escape")
        assert "Top priorities" in shown(app)


# -- any session ---------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(session=sessions(), width=st.integers(40, 130), height=st.integers(7, 45))
def test_results_of_any_session_stay_within_the_screen(session: Session, width: int, height: int) -> None:
    state = ResultsView(Interview(session, today=TODAY))
    for view in ("grid", "team", "not_assessed", "strengths", "before", "decisions"):
        state.view = view
        rows, (x, y) = state.rows(width, height)
        assert max((width_of(row) for row in rows), default=0) <= width
        assert 0 <= y < max(1, len(rows))
        assert 0 <= x < width
    state.view = "grid"
    for finding in state.assessment.findings[:3]:
        drawn = detail_rows(state.assessment, finding, state.ways(finding), None, width)
        assert max(width_of(row) for row in drawn) <= width
    trial = WhatIf(state.assessment)
    for view in ("grid", "map"):
        trial.view = view
        trial.step(1)
        rows, _ = trial.rows(width, height)
        assert max((width_of(row) for row in rows), default=0) <= width


async def test_a_cleared_finding_leads_back_to_those_that_are_left() -> None:
    app = WizardApp(SAMPLES / "harbor-ledger.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+r", "enter")
        assert app.interview is not None
        app.interview.answer("segments.finance-teams.marketing_motions", ("inbound", "prospecting"))
        await press(pilot, "up")
        assert "Cleared: ROM-01" in shown(app)
        assert "Enter back" in shown(app)
        await press(pilot, "enter")
        assert "Top priorities" in shown(app)


async def test_pages_and_loose_ends_are_one_key_away(tmp_path: Path) -> None:
    file = tmp_path / "h.toml"
    file.write_bytes((SAMPLES / "harbor-ledger.toml").read_bytes())
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+r", "f6")
        assert "Who answers for what" in shown(app)
        await press(pilot, "escape", "ctrl+r", "ctrl+l")
        assert "14 of 14" in shown(app)
