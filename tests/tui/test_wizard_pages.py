"""Pages: where the focus is, what grows, progress, loose ends, and what a step costs on the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtm_tui.interview import Interview
from gtm_tui.interview.needed import minutes_left, needed
from gtm_tui.questions.catalogue import QUESTIONS
from gtm_tui.tui.screens.results import ResultsScreen
from gtm_tui.tui.widgets.fold import Fold
from tests.tui.screen_text import screen_lines, settle
from tests.tui.walked import walk

# -- the focus -----------------------------------------------------------------------------------------


async def test_the_first_question_has_the_focus_and_later_the_one_last_used(northgate: Path) -> None:
    async with walk(northgate) as step:
        assert step.here == "session.name"
        await step.press("f8")
        assert step.here == "groups.inbound_marketing.people"
        await step.press("tab", "tab", "f8", "f7")
        assert step.here == "groups.inbound_marketing.buyer_interviews_last_quarter"


async def test_esc_goes_back_a_page_and_keeps_what_is_typed(tmp_path: Path) -> None:
    async with walk(tmp_path / "new.toml") as step:
        await step.press("'Plum", "f8", "'Dana", "escape")
        assert (step.page, step.here) == ("company", "session.name")
        assert step.get("groups.inbound_marketing.people") == ("Dana",)
        await step.press("escape")
        assert step.page == "company"
        assert step.get("session.name") == "Plum"
        assert "This is the first page." in step.text


async def test_the_page_is_numbered_as_the_questionnaire_numbers_it(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.to("segments.plants.sales_motion")
        assert "10 of 14  Motions  Plants (2 of 3)" in step.text


async def test_a_place_out_of_sight_is_brought_in_sight(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.to("segments.workshops.name")
        for _ in range(40):
            await step.press("tab")
            assert any(line.startswith(" > ") or "Enter go on" in line for line in screen_lines(step.app))
            focused = step.app.focused
            assert focused is not None
            assert step.screen.page is not None
            assert step.screen.page.region.contains_region(focused.region)


async def test_enter_on_the_last_question_goes_on_but_not_past_what_it_opened(tmp_path: Path) -> None:
    async with walk(tmp_path / "new.toml") as step:
        await step.to("groups.sales.sales_support_team")
        await step.press("space", "enter")
        assert step.here == "groups.sales.sales_support_people"
        await step.press("enter")
        assert step.page == "accountable"


async def test_a_page_that_has_grown_above_is_not_left_either(tmp_path: Path) -> None:
    async with walk(tmp_path / "new.toml") as step:
        await step.to("persona.exists")
        step.interview.answer("persona.exists", True)
        assert step.screen.page is not None
        step.screen.questions_opened("", step.screen.page.refresh_visible())
        last = step.screen.page.fields[-1].key
        await step.to(last)
        await step.press("enter")
        assert (step.page, step.here) == ("buyer", "persona.from_buyer_interviews")


async def test_the_last_page_leads_to_the_results(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.press("ctrl+l", "f8")
        assert isinstance(step.app.screen, ResultsScreen)


# -- folds ---------------------------------------------------------------------------------------------


async def test_a_fold_is_opened_by_space_and_passed_by_enter(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.to("segments.workshops.success_motion")
        await step.press("enter", "enter")
        assert step.page == "motions/workshops"
        assert not step.here
        assert all(fold.collapsed for fold in step.screen.query(Fold))
        await step.press("space", "tab")
        assert step.here.startswith("segments.workshops.")


async def test_a_question_behind_a_fold_is_found(northgate: Path) -> None:
    async with walk(northgate) as step:
        key = next(q.key for q in QUESTIONS if q.fold == "Reps and loads").replace("*", "workshops")
        await step.to(key)
        assert step.here == key


# -- progress ------------------------------------------------------------------------------------------


def test_progress_counts_what_the_results_need() -> None:
    interview = Interview()
    done, asked = needed(interview.session)
    assert (done, asked) == (0, 21)
    interview.add_segment("Workshops")
    assert needed(interview.session) == (1, 21)
    interview.answer("company.arr", 1_000_000)
    assert needed(interview.session) == (1, 21)
    interview.answer("session.currency", "EUR")
    assert needed(interview.session) == (1, 22)
    interview.dont_know("persona.exists")
    assert needed(interview.session) == (2, 22)
    assert minutes_left(20) == 10
    assert minutes_left(1) == 1


def _bar(line: str) -> int:
    return line.count("━")


async def test_progress_never_runs_backwards_but_where_an_answer_is_taken_back(northgate: Path) -> None:
    async with walk(northgate) as step:
        step.interview.clear("persona.exists")
        step.screen.session_changed()
        await settle(step.pilot)
        line = screen_lines(step.app)[1]
        assert "32 of 33 needed  about 1 min" in line
        step.interview.add_segment("New kind")
        step.screen.session_changed()
        await settle(step.pilot)
        grown = screen_lines(step.app)[1]
        assert "33 of 39 needed  about 3 min" in grown
        assert _bar(grown) >= _bar(line)


# -- loose ends ----------------------------------------------------------------------------------------


async def test_loose_ends_come_in_their_order_and_lead_to_their_question(northgate: Path) -> None:
    async with walk(northgate) as step:
        step.interview.type("company.arr", "lots")
        step.interview.clear("persona.exists")
        step.interview.dont_know("segments.workshops.land_and_expand")
        kinds = [end.kind for end in step.interview.loose_ends()]
        assert kinds[:3] == ["invalid", "required", "deciding"]
        assert kinds == sorted(kinds, key=("invalid", "required", "deciding", "dont_know", "estimate", "open").index)
        await step.press("ctrl+l")
        for words in ("Not valid", "Needed for the results", "Could change a finding"):
            assert words in step.text
        await step.press("down", "enter")
        assert step.here == "persona.exists"
        await step.press("space", "ctrl+l")
        assert "Is there a written buyer persona?" not in step.text


async def test_coming_back_to_the_loose_ends_finds_the_same_line(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.press("ctrl+l", "down", "down", "enter")
        key = step.here
        await step.press("ctrl+l", "enter")
        assert step.here == key


# -- what it shows -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_every_page_is_drawn_at_every_size(northgate: Path, size: tuple[int, int]) -> None:
    async with walk(northgate, size) as step:
        for ref in step.interview.pages():
            await step.screen.show_page(ref)
            await settle(step.pilot)
            assert step.page == ref.id
            assert step.app.focused is not None
            assert ref.page.title.split()[0] in step.text


async def test_the_heading_of_the_persona_is_there_with_its_questions_only(tmp_path: Path) -> None:
    async with walk(tmp_path / "new.toml") as step:
        await step.to("persona.exists")
        assert "5 rings" not in step.text
        await step.press("space")
        assert "5 rings" in step.text
