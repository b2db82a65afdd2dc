"""The results: what they say first, their tabs at every size, and what the keys do in them."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from gtm_tui.model.session import Decision
from gtm_tui.report.report import report
from gtm_tui.report.writers.styled import styled_report
from gtm_tui.rules import assess
from gtm_tui.store.sessions import open_session
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.results.findings import FindingsView
from gtm_tui.tui.results.verdict import counts_words, notices, verdict_words
from tests.support.cli_tools import gtm
from tests.tui.results_tools import SAMPLES, interview_of, results
from tests.tui.screen_text import press, screen_lines, screen_text

ROM = "ROM-01/global-groups"


async def test_a_verdict_of_three_lines_three_counts_and_the_tabs_come_first(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate") as (app, _):
        lines = screen_lines(app)
    assert lines[1].strip() == "Global groups does not fit: Inbound, Named accounts, Help desk."
    assert lines[2].strip().startswith("Workshops fits: ")
    assert lines[3].strip().startswith("Plants fits: ")
    assert lines[4].strip() == "Segments that fit 2 of 3   Results with one owner 5 of 6   Dated 0 of 16"
    assert lines[5].split() == ["Findings", "16", "Grid", "Open", "23", "Strengths", "3", "Decided", "0"] or (
        "Findings 16" in lines[5] and "Before you start" not in lines[5]
    )


@pytest.mark.parametrize("width", [60, 80, 100, 160])
@pytest.mark.parametrize("name", ["northgate", "kestrel-consensus", "delta-energy", "brightline"])
def test_head_of_the_results_fits_every_width(name: str, width: int) -> None:
    assessment = assess(open_session(SAMPLES / f"{name}.toml", mark=False).session)
    lines = verdict_words(assessment, width).plain.splitlines()
    assert len(lines) <= 3
    assert max(map(len, lines)) <= width
    assert len(counts_words(assessment, width)) <= width


async def test_a_planned_segment_has_a_tab_of_its_own_only_where_there_is_something(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate") as (app, pilot):
        assert "Before you start" not in screen_text(app)
        interview = interview_of(app)
        planned = {"segments.global-groups.status": "planned"}
        interview.change(interview.session.with_answers(planned), "test")
        app.refresh_session()
        await press(pilot)
        assert "Before you start" in screen_text(app)


async def test_the_decision_is_in_the_table_at_every_size(tmp_path: Path) -> None:
    for size in ((60, 20), (80, 24), (120, 40), (200, 60)):
        async with results(tmp_path, "northgate", size=size) as (app, pilot):
            interview = interview_of(app)
            decision = Decision(status="planned", action="Add it", owner="Dana", due=date(2027, 3, 31))
            interview.change(interview.session.with_decision(ROM, decision), "decision")
            app.refresh_session()
            await press(pilot)
            line = next(line for line in screen_lines(app) if "!!!" in line and "Marketing casts" in line)
            assert "31 Ma" in line, size
            assert "Da" in line, size


async def test_from_160_columns_the_words_stand_beside_the_table(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", size=(160, 50)) as (app, _):
        lines = screen_lines(app)
    both = [line for line in lines if "Customers are sold high touch" in line and "│" in line]
    assert both
    assert any("You said" in line.partition("│")[2] for line in lines)
    assert any("Share" in line for line in lines)
    async with results(tmp_path, "northgate", size=(80, 24)) as (app, _):
        assert "You said" not in screen_text(app)


async def test_words_narrow_the_table_down_and_esc_shows_all_again(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", "slash", "'critical glob") as (app, pilot):
        assert "2 of 16 findings" in screen_text(app)
        assert "No buyer persona" not in screen_text(app)
        await press(pilot, "enter", "down", "enter")
        assert "Customers are sold high touch" in screen_lines(app)[1]
        await press(pilot, "escape", "slash", "escape")
        assert "No buyer persona" in screen_text(app)
        assert type(app.screen).__name__ == "ResultsScreen"


async def test_one_comes_back_to_the_tab_and_the_line_one_left(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", "down", "down", "escape", "ctrl+r") as (app, pilot):
        view = app.screen.query_one(FindingsView)
        assert view.highlighted == interview_of(app).assessment.findings[2].identity
        await press(pilot, "l", "down", "enter")
        assert type(app.screen).__name__ == "QuestionnaireScreen"
        await press(pilot, "ctrl+r")
        assert app.screen.query_one("Tabs").active == "tab-open"  # type: ignore[attr-defined]
        assert app.document is not None
        _, target = app.document.remembered["results"]
        assert app.screen.query_one("#view-open").target == target != ""  # type: ignore[attr-defined]


async def test_a_finding_opened_and_left_for_its_question_is_found_again(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "down", "down", "enter", "end", "enter") as (app, pilot):
        assert type(app.screen).__name__ == "QuestionnaireScreen"
        await press(pilot, "ctrl+r")
        expected = interview_of(app).assessment.findings[2].identity
        assert app.screen.query_one(FindingsView).highlighted == expected


async def test_n_goes_to_the_next_open_finding(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate") as (app, pilot):
        interview = interview_of(app)
        second = interview.assessment.findings[1].identity
        interview.change(interview.session.with_decision(second, Decision(status="disagree", reason="No")), "decision")
        app.refresh_session()
        await press(pilot, "n")
        assert app.screen.query_one(FindingsView).highlighted == interview.assessment.findings[2].identity


async def test_a_clean_result_says_what_the_model_promises(tmp_path: Path) -> None:
    async with results(tmp_path, "brightline") as (app, _):
        text = " ".join(screen_text(app).split())
    assert "Nothing to resolve. What the model promises" in text
    assert "Findings 0" in text


async def test_an_empty_session_is_not_called_clean(tmp_path: Path) -> None:
    app = WizardApp(tmp_path / "none.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+r")
        text = " ".join(screen_text(app).split())
    assert "most of it could not be assessed" in text
    assert "Nothing to resolve" not in text


def test_another_model_answers_to_confirm_and_a_consensus_are_said() -> None:
    session = open_session(SAMPLES / "kestrel-consensus.toml", mark=False).session
    said = " ".join(notices(assess(session)))
    assert "A consensus of 4 people" in said
    other = session.with_answers({"model.version": "0.9"})
    assert "0.9" in " ".join(notices(assess(other)))
    carried = session._replace(unconfirmed=frozenset({"company.name"}))
    assert "1 answer carried over from last time is to be confirmed" in " ".join(notices(assess(carried)))


async def test_a_decision_without_a_finding_is_listed_and_removed_only_when_asked(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger") as (app, pilot):
        interview = interview_of(app)
        gone = Decision(status="planned", action="Raise prices", owner="Dana")
        interview.change(interview.session.with_decision("ECO-01/finance-teams", gone), "decision")
        app.refresh_session()
        await press(pilot, "p")
        assert "planned: Raise prices" in screen_text(app)
        assert "12 of 12 findings undecided" in screen_text(app)
        await press(pilot, "enter", "enter")
        assert interview.session.decisions
        await press(pilot, "enter", "down", "enter")
        assert not interview.session.decisions


async def test_the_key_line_says_what_enter_does_and_names_no_dead_key(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate") as (app, pilot):
        assert "Enter open" in screen_lines(app)[-1]
        assert "d decide" in screen_lines(app)[-1]
        await press(pilot, "s")
        assert "Enter" not in screen_lines(app)[-1]
        assert "d decide" not in screen_lines(app)[-1]
        await press(pilot, "l")
        assert "Enter to the question" in screen_lines(app)[-1]


async def test_a_letter_goes_to_each_tab(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate") as (app, pilot):
        for key, tab in (
            ("g", "grid"),
            ("t", "team"),
            ("m", "map"),
            ("l", "open"),
            ("s", "strengths"),
            ("p", "decided"),
        ):
            await press(pilot, key)
            assert app.screen.query_one("Tabs").active == f"tab-{tab}"  # type: ignore[attr-defined]
        await press(pilot, "b")
        assert app.screen.query_one("Tabs").active == "tab-decided"  # type: ignore[attr-defined]


# -- the grid is one table -------------------------------------------------------------------------------


def _rows(lines: list[str]) -> list[list[str]]:
    """The cells of the grid's rows, without frame and spaces."""
    kept = [line for line in lines if line.strip().startswith("│")]
    return [[cell.strip() for cell in line.strip().strip("│").split("│")] for line in kept]


async def test_wizard_check_and_styled_report_show_the_same_rows(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", "f8", size=(104, 60)) as (app, _):
        wizard = _rows(screen_lines(app))
    assert len(wizard) >= 3 * 5
    printed = gtm("check", "--grid", SAMPLES / "northgate.toml")
    assert _rows(printed.out.splitlines()) == wizard
    assessment = assess(open_session(SAMPLES / "northgate.toml", mark=False).session)
    styled = re.sub(r"\x1b\[[0-9;]*m", "", styled_report(report(assessment), columns=100))
    assert [row for row in _rows(styled.splitlines()) if row in wizard] == wizard


def test_plain_check_imports_no_rich() -> None:
    code = "import sys; from gtm_tui.cli.main import main; main(['check', sys.argv[1]]); print('rich' in sys.modules)"
    for words, expected in ((code, "False"), (code.replace("'check'", "'check', '--grid'"), "True")):
        done = subprocess.run(
            [sys.executable, "-c", words, SAMPLES / "northgate.toml"], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == expected
