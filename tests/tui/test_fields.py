"""Questions on a page: what is typed, pasted, chosen and understood, and what is said beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from gtm_tui.questions import Kind
from gtm_tui.questions.catalogue import QUESTIONS
from gtm_tui.text.cells import width
from gtm_tui.tui.widgets.controls import LABEL_ROOM, AnswerInput, NameSuggester, fitting
from gtm_tui.tui.widgets.options import OptionRow, Options
from tests.tui.screen_text import screen_lines, settle
from tests.tui.walked import Walk, walk

ACV = "segments.workshops.first_year_acv"


def _row(step: Walk, label: str) -> str:
    return next(line for line in screen_lines(step.app) if line.strip(" >").startswith(label))


async def _paste(step: Walk, text: str) -> None:
    step.app.post_message(events.Paste(text))
    await settle(step.pilot)


async def test_yes_and_no_stand_in_one_row_and_are_answered_by_space_and_digits(tmp_path: Path) -> None:
    async with walk(tmp_path / "new.toml") as step:
        await step.to("company.recurring_revenue")
        assert "( ) yes  ( ) no" in _row(step, "Recurring revenue")
        await step.press("right", "space")
        assert step.get("company.recurring_revenue") is False
        assert "( ) yes  (*) no" in _row(step, "Recurring revenue")
        await step.press("1")
        assert step.get("company.recurring_revenue") is True
        await step.press("space")
        assert step.get("company.recurring_revenue") is None


async def test_an_option_of_a_row_is_clicked(tmp_path: Path) -> None:
    async with walk(tmp_path / "new.toml") as step:
        await step.to("company.recurring_revenue")
        await step.pilot.click(step.app.focused, offset=(11, 0))
        await settle(step.pilot)
        assert step.get("company.recurring_revenue") is False


async def test_letters_move_the_highlight_and_never_answer(northgate: Path) -> None:
    async with walk(northgate) as step:
        before = step.interview.session
        await step.to("segments.workshops.status")
        row = step.app.focused
        assert isinstance(row, OptionRow)
        await step.press("p")
        assert row.values[row.highlighted or 0] == "planned"
        await step.to("segments.workshops.sales_motion")
        listed = step.app.focused
        assert isinstance(listed, Options)
        await step.press("r")
        assert listed.values[listed.highlighted or 0] == "field"
        await step.press("z", "q")
        assert step.interview.session == before


async def test_what_a_yes_opens_is_announced_and_enter_goes_there(tmp_path: Path) -> None:
    async with walk(tmp_path / "new.toml") as step:
        await step.to("persona.exists")
        assert "yes opens 7 questions" in step.text
        await step.press("space", "enter")
        assert step.here == "persona.from_buyer_interviews"
        assert "opens" not in step.text


async def test_a_list_says_at_the_foot_what_the_option_means(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.to("segments.workshops.sales_motion")
        await step.press("home")
        assert "the product sells itself (product-led): " in step.text


async def test_numbers_are_echoed_and_the_equals_sign_takes_the_other_reading(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.to(ACV)
        await step.press("ctrl+u", "'18.000")
        assert step.get(ACV) == 18_000
        assert "= 18,000  type = for 18" in _row(step, "First-year value")
        await step.press("'=")
        assert step.get(ACV) == 18
        assert step.get("session.numbers") == "1,234.5"
        assert "type =" not in _row(step, "First-year value")
        await step.press("tab")
        assert "18 " in _row(step, "First-year value")


async def test_text_that_is_no_number_is_flagged_in_place_and_kept(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.to("segments.workshops.deals_per_year")
        await step.press("ctrl+u", "'20 per")
        assert "! not valid" in _row(step, "Deals per year")
        assert "such as 90, 1,200 or 1.2k" in " ".join(step.text.split())
        await step.press("tab")
        assert "20 per" in _row(step, "Deals per year")
        assert step.interview.session.invalid["segments.workshops.deals_per_year"] == "20 per"


async def test_people_are_completed_from_names_already_given(tmp_path: Path) -> None:
    async with walk(tmp_path / "new.toml") as step:
        step.interview.answer("groups.sales.people", ("Dana Ortiz",))
        await step.to("groups.inbound_marketing.people")
        await step.press("'Lee, da")
        await step.app.workers.wait_for_complete()
        await settle(step.pilot)
        await step.press("right")
        assert step.get("groups.inbound_marketing.people") == ("Lee", "Dana Ortiz")


async def test_a_name_that_is_there_already_is_not_offered_again() -> None:
    suggester = NameSuggester(lambda: ["Dana Ortiz", "Lee"])
    assert await suggester.get_suggestion("L") == "Lee"
    assert await suggester.get_suggestion("Dana Ortiz, D") is None
    assert await suggester.get_suggestion("Lee, ") is None


@pytest.mark.parametrize("breaks", ["\r", "\n", "\r\n", "\t"])
async def test_a_pasted_column_of_names_is_several_people(tmp_path: Path, breaks: str) -> None:
    async with walk(tmp_path / "new.toml") as step:
        await step.to("groups.inbound_marketing.people")
        await _paste(step, breaks.join(("Ana Plum", "Bo Plum", "")))
        assert step.get("groups.inbound_marketing.people") == ("Ana Plum", "Bo Plum")


async def test_a_line_break_inside_a_name_becomes_a_space_and_around_a_number_nothing(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.to("company.name")
        await step.press("ctrl+u")
        await _paste(step, "Plum Tree\r\nOrchards\r")
        assert step.get("company.name") == "Plum Tree Orchards"
        await step.to(ACV)
        await step.press("ctrl+u")
        await _paste(step, "\t21,500\r\n")
        assert step.get(ACV) == 21_500
        assert step.here == ACV


async def test_other_segments_are_called_by_their_names(northgate: Path) -> None:
    async with walk(northgate) as step:
        key = next(q.key for q in QUESTIONS if q.kind == Kind.SEGMENTS).replace("*", "workshops")
        step.interview.answer("segments.workshops.sales_motion", "product_led")
        step.interview.answer(key, ("global-groups",))
        await step.to(key)
        focused = step.app.focused
        assert isinstance(focused, AnswerInput)
        assert focused.value == "Global groups"


async def test_notes_sources_and_what_is_carried_over_stand_beside_the_answer(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.to(ACV)
        await step.press("f2")
        assert "from the CRM" in _row(step, "First-year value")
        await step.press("f5", "'[b] asked Lee", "enter")
        assert "note" in _row(step, "First-year value")
        assert "Note: [b] asked Lee" in step.text
        await step.press("f3")
        assert "I don't know" in _row(step, "First-year value")


async def test_on_a_narrow_screen_the_label_stands_above_the_answer(northgate: Path) -> None:
    async with walk(northgate, size=(60, 24)) as step:
        await step.to(ACV)
        lines = screen_lines(step.app)
        at = next(i for i, line in enumerate(lines) if "Deals per year" in line)
        assert "420" not in lines[at]
        assert lines[at + 1].strip().startswith("420")
        wording = next(i for i, line in enumerate(lines) if "First-year contract value" in line)
        assert lines[wording + 1].strip(" >").startswith("6,000")


async def test_the_layout_follows_the_width(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.to(ACV)
        await step.pilot.resize_terminal(60, 24)
        await settle(step.pilot)
        assert "420" not in _row(step, "Deals per year")


def test_no_label_of_an_option_wraps_at_80_columns() -> None:
    for question in QUESTIONS:
        for option in question.options:
            assert width(fitting(option.label)) <= LABEL_ROOM


async def test_several_lines_of_text_keep_enter_for_going_on(tmp_path: Path) -> None:
    async with walk(tmp_path / "new.toml") as step:
        step.interview.answer("persona.exists", True)
        ring = next(q.key for q in QUESTIONS if q.key.startswith("persona.rings."))
        await step.to(ring)
        await step.press("'first", "ctrl+j", "'second", "enter")
        assert step.get(ring) == "first\nsecond"
        assert step.here != ring
