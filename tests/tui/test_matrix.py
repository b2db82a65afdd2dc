"""The accountability matrix on its page: what it shows at every size, and that only Space, 0 and a click answer."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from gtm_tui.interview import Interview
from gtm_tui.store.sessions import open_session, save_session
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen
from gtm_tui.tui.widgets.matrix import AccountableMatrix
from tests.tui.screen_text import press, screen_lines, screen_text, settle

PEOPLE: Mapping[str, tuple[str, ...]] = {
    "inbound_marketing": ("Dana Ortiz", "Product lead"),
    "outbound_marketing": ("Jonas", "Priya"),
    "marketing_communications": ("Marketing manager",),
    "sales": ("VP Sales", "Regional director"),
}
FEW: Mapping[str, tuple[str, ...]] = {"inbound_marketing": ("Dana",), "sales": ("Lee",)}


def _file(folder: Path, people: Mapping[str, tuple[str, ...]], answers: Mapping[str, Any]) -> Path:
    path = folder / "team.toml"
    interview = Interview()
    for group, names in people.items():
        interview.answer(f"groups.{group}.people", names)
    for key, value in answers.items():
        interview.answer(key, value)
    opened = open_session(path, create=True)
    save_session(opened, interview.session, assessment=interview.assessment).opened.close()
    return path


@contextlib.asynccontextmanager
async def _matrix(
    folder: Path,
    people: Mapping[str, tuple[str, ...]] = FEW,
    answers: Mapping[str, Any] | None = None,
    size: tuple[int, int] = (80, 24),
    row: str = "business_case",
) -> AsyncIterator[tuple[Pilot[int], AccountableMatrix]]:
    app = WizardApp(_file(folder, people, answers or {}))
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await app.workers.wait_for_complete()
        assert isinstance(app.screen, QuestionnaireScreen)
        await app.go_to_question(f"accountable.{row}")
        await settle(pilot)
        yield pilot, app.screen.query_one(AccountableMatrix)


def _row(pilot: Pilot[int], label: str) -> str:
    assert isinstance(pilot.app, WizardApp)
    return next(line for line in screen_lines(pilot.app) if line.strip().startswith(label))


async def test_space_sets_and_clears_the_person_under_the_cursor(tmp_path: Path) -> None:
    """The mark, the session and the findings follow."""
    async with _matrix(tmp_path) as (pilot, matrix):
        session = matrix.interview
        await press(pilot, "space")
        assert session.owners("business_case") == {"Dana": "all"}
        assert ">[A]" in _row(pilot, "Business case")
        await press(pilot, "right", "space")
        assert session.owners("business_case") == {"Dana": "all", "Lee": "all"}
        assert "!!" in _row(pilot, "Business case")
        assert "two owners" in _row(pilot, "Business case")
        await press(pilot, "space")
        assert session.owners("business_case") == {"Dana": "all"}
        await press(pilot, "left", "space")
        assert session.session.state("accountable.business_case") == "open"


async def test_a_deliverable_stands_on_the_page_once(tmp_path: Path) -> None:
    """Its row is the only place where it is asked."""
    async with _matrix(tmp_path, size=(120, 40)) as (pilot, _):
        assert isinstance(pilot.app, WizardApp)
        assert screen_text(pilot.app).count("Renewal and growth") == 1


async def test_nobody_is_said_by_its_key_or_in_its_column(tmp_path: Path) -> None:
    """0 says nobody; Space on the column says it, and a second time takes it back."""
    async with _matrix(tmp_path) as (pilot, matrix):
        await press(pilot, "0")
        assert matrix.interview.session.get("accountable.business_case") == ()
        assert "[x]" in _row(pilot, "Business case")
        await press(pilot, "left", "space")
        assert matrix.interview.session.state("accountable.business_case") == "open"
        await press(pilot, "space")
        assert matrix.interview.session.get("accountable.business_case") == ()


async def test_enter_and_letters_never_answer(tmp_path: Path) -> None:
    """Enter goes down, from the last row to the next page; letters other than the two of the place do nothing."""
    async with _matrix(tmp_path) as (pilot, matrix):
        before = matrix.interview.session
        await press(pilot, *"bcdefgh", "enter", "enter")
        assert matrix.table.here == ("gtm_plan", "Dana")
        await press(pilot, "enter", "enter", "enter", "enter")
        assert matrix.interview.session == before
        assert matrix.interview.page.page.id == "together"


async def test_arrows_leave_at_the_ends_and_tab_leaves_anywhere(tmp_path: Path) -> None:
    """Up from the first row is the question before; Tab goes round the page."""
    async with _matrix(tmp_path) as (pilot, matrix):
        await press(pilot, "up")
        assert not matrix.table.has_focus
        await press(pilot, "down")
        assert matrix.table.has_focus
        await press(pilot, "down", "tab")
        assert not matrix.table.has_focus
        assert ">" not in _row(pilot, "Roadmap")


@pytest.mark.parametrize("size", [(80, 24), (60, 24)])
async def test_with_eight_people_rows_and_nobody_stay_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    """The people scroll under the cursor; deliverable, nobody and the mark of a finding do not."""
    people = {**PEOPLE, "customer_success": ("Zoe",)}
    answers = {"accountable.renewal_and_growth": (), "company.recurring_revenue": True}
    async with _matrix(tmp_path, people, answers, size) as (pilot, matrix):
        assert len(matrix.table.people) == 8
        for _ in range(9):
            assert isinstance(pilot.app, WizardApp)
            head = screen_text(pilot.app)
            assert "nobody" in head
            assert "8 people" in head
            assert ">" in _row(pilot, "Business case")
            assert _row(pilot, "Renewal and growth").rstrip().endswith("!!")
            assert "[x]" in _row(pilot, "Renewal and growth")
            await press(pilot, "right")
        assert matrix.table.here == ("business_case", "Zoe")
        assert "Zoe" in head


async def test_in_a_small_window_the_row_of_the_cursor_is_in_sight(tmp_path: Path) -> None:
    """The page follows the cursor."""
    async with _matrix(tmp_path, size=(40, 12)) as (pilot, _):
        for label in ("Business", "Roadmap", "Go-to", "Market", "Individ", "Renewal"):
            assert ">" in _row(pilot, label)
            await press(pilot, "down")


async def test_a_click_sets(tmp_path: Path) -> None:
    """One click on a place answers, wherever the cursor was; one on a deliverable only goes there."""
    async with _matrix(tmp_path) as (pilot, matrix):
        table = matrix.table
        await pilot.click(table, offset=(19 + 8 + 2, table.header_height + 1))
        await settle(pilot)
        assert matrix.interview.owners("roadmap") == {"Dana": "all"}
        before = matrix.interview.session
        await pilot.click(table, offset=(3, table.header_height + 2))
        await settle(pilot)
        assert table.here == ("gtm_plan", "Dana")
        assert matrix.interview.session == before


async def test_the_remark_says_where_the_model_places_it_and_why(tmp_path: Path) -> None:
    """Under the matrix: who answers, and the finding's own sentence or the group the model names."""
    async with _matrix(tmp_path, answers={"accountable.roadmap": (("Lee", "all"),)}) as (pilot, matrix):
        app = pilot.app
        assert isinstance(app, WizardApp)
        assert "Business case: who answers for it?" in screen_text(app)
        assert "The model places it with Inbound marketing" in " ".join(screen_text(app).split())
        await press(pilot, "down")
        assert "Roadmap: Lee (Sales)." in screen_text(app)
        finding = next(f for f in matrix.interview.assessment.findings if f.subject == "roadmap")
        assert finding.message in " ".join(screen_text(app).split())
        assert "other group" in _row(pilot, "Roadmap")


async def test_a_scope_is_chosen_and_named(tmp_path: Path) -> None:
    """`s` asks for what part; Enter on the first line keeps what is, a named region stands beside the mark."""
    async with _matrix(tmp_path) as (pilot, matrix):
        await press(pilot, "space", "s", "down", "down", "down", "enter", "'EMEA", "enter")
        await settle(pilot)
        assert matrix.interview.owners("business_case") == {"Dana": "EMEA"}
        assert "[A] EMEA" in _row(pilot, "Business case")
        await press(pilot, "s", "enter")
        assert matrix.interview.owners("business_case") == {"Dana": "EMEA"}
        await press(pilot, "s", "down", "enter")
        assert matrix.interview.owners("business_case") == {"Dana": "all"}
        await press(pilot, "right", "s")
        assert matrix.interview.owners("business_case") == {"Dana": "all"}
        assert matrix.table.has_focus


async def test_a_person_can_be_added_without_answering(tmp_path: Path) -> None:
    """`a` makes a column and goes there; Space then answers. A known name makes no second column."""
    async with _matrix(tmp_path, row="roadmap") as (pilot, matrix):
        before = matrix.interview.session
        await press(pilot, "a", "'Zoe Lind", "enter")
        assert matrix.table.here == ("roadmap", "Zoe Lind")
        assert matrix.interview.session == before
        await press(pilot, "space")
        assert matrix.interview.owners("roadmap") == {"Zoe Lind": "all"}
        await press(pilot, "a", "'zoe  lind", "enter")
        assert list(matrix.table.people).count("Zoe Lind") == 1
        assert len(matrix.table.people) == 3


async def test_people_named_above_get_a_column_at_once(tmp_path: Path) -> None:
    """Whoever covers customer success stands in the matrix as soon as they are typed."""
    async with _matrix(tmp_path) as (pilot, matrix):
        await press(pilot, "up", "'Kim")
        assert matrix.table.people == ("Dana", "Lee", "Kim")


async def test_not_known_and_not_valid_are_said_in_the_row(tmp_path: Path) -> None:
    """F3 works on the row under the cursor, F4 answers nobody, undo goes back to the row."""
    async with _matrix(tmp_path, row="roadmap") as (pilot, matrix):
        await press(pilot, "f3")
        assert matrix.interview.session.state("accountable.roadmap") == "dont_know"
        assert "don't know" in _row(pilot, "Roadmap")
        await press(pilot, "f4")
        assert matrix.interview.session.get("accountable.roadmap") == ()
        await press(pilot, "tab", "ctrl+z")
        fresh = pilot.app.screen.query_one(AccountableMatrix)
        assert matrix.interview.session.state("accountable.roadmap") == "dont_know"
        assert fresh.table.has_focus
        assert fresh.row.key == "accountable.roadmap"


async def test_without_people_there_is_nobody(tmp_path: Path) -> None:
    """Before anybody is named the matrix holds one column, and can be answered."""
    async with _matrix(tmp_path, {}) as (pilot, matrix):
        await press(pilot, "space")
        assert matrix.interview.session.get("accountable.business_case") == ()
