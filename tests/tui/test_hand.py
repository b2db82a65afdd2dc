"""The hand of a person who has never seen it: harmless keys stay harmless, fast keys reach what they were meant for."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen
from gtm_tui.tui.widgets.controls import AnswerInput, AnswerText
from tests.tui.screen_text import press, settle
from tests.tui.walked import walk

MOVES = ("tab", "shift+tab", "up", "down", "left", "right", "enter", "enter", "home", "end", *"abefgmnopsxyz")


@pytest.mark.parametrize("some", [slice(0, None, 4), pytest.param(slice(None), marks=pytest.mark.long)])
async def test_enter_and_letters_never_answer_and_nothing_is_deleted(northgate: Path, some: slice) -> None:
    """Random keys over every page, without Space and digits: outside text fields no answer changes."""
    chance = random.Random(11)
    async with walk(northgate) as step:
        before = step.interview.session
        for ref in step.interview.pages()[some]:
            await step.screen.show_page(ref)
            await settle(step.pilot)
            for _ in range(30):
                key = chance.choice(MOVES)
                if len(key) == 1 and isinstance(step.app.focused, (AnswerInput, AnswerText)):
                    key = "tab"
                await press(step.pilot, key)
                if not isinstance(step.app.screen, QuestionnaireScreen):
                    await press(step.pilot, "escape")
                    await settle(step.pilot)
            assert step.interview.session == before, ref.id


@pytest.mark.parametrize("start", ["new", "northgate"])
async def test_sixty_enters_answer_nothing(northgate: Path, tmp_path: Path, start: str) -> None:
    async with walk(northgate if start == "northgate" else tmp_path / "new.toml") as step:
        before = step.interview.session
        await step.press(*["enter"] * 60)
        assert step.interview.session == before


WALK = (
    *("'Plum Tree, autumn", "enter", "'Dana", "enter", "e", "space", "enter", "'EUR", "enter"),
    *("'1.08", "enter", "'Plum Tree", "enter", "space", "enter", "'12 mio", "enter", "'18", "enter"),
    *("'Dana Ortiz, Lee", "enter", "'30", "enter", "'4", "enter", "right", "space", "enter", "'Priya", "f8"),
)
WANTED = {
    "session.name": "Plum Tree, autumn",
    "session.respondent": "Dana",
    "session.respondent_group": "executive",
    "session.currency": "EUR",
    "session.usd_per_unit": 1.08,
    "company.name": "Plum Tree",
    "company.recurring_revenue": True,
    "company.arr": 12_000_000,
    "company.gtm_headcount": 18,
    "groups.inbound_marketing.people": ("Dana Ortiz", "Lee"),
    "groups.inbound_marketing.time_on_single_deals": 30,
    "groups.inbound_marketing.buyer_interviews_last_quarter": 4,
    "groups.inbound_marketing.customers_only": False,
    "groups.outbound_marketing.people": ("Priya",),
}


@pytest.mark.parametrize("burst", [True, False], ids=["in one burst", "one by one"])
async def test_what_is_typed_ahead_reaches_the_same_fields(tmp_path: Path, burst: bool) -> None:
    async with walk(tmp_path / "new.toml") as step:
        for part in [WALK] if burst else [(key,) for key in WALK]:
            await step.press(*part)
        answers = step.interview.session.answers
        assert {key: answers.get(key) for key in WANTED} == WANTED
        assert set(answers) - set(WANTED) <= {"session.created", "session.numbers"}


async def test_a_segment_is_removed_on_its_heading_only_and_asks(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.to("segments.workshops.name")
        await step.press("delete", "minus", "backspace")
        assert "workshops" in step.interview.session.segments
        await step.press("up", "delete")
        await step.press("enter")
        assert "workshops" in step.interview.session.segments
        await step.press("delete", "down", "enter")
        assert "workshops" not in step.interview.session.segments
        await step.press("ctrl+z")
        assert "workshops" in step.interview.session.segments


async def test_undo_says_what_it_did_and_goes_there(tmp_path: Path) -> None:
    async with walk(tmp_path / "new.toml") as step:
        await step.press("'Plum", "f8", "f8", "ctrl+z")
        assert (step.page, step.here) == ("company", "session.name")
        assert step.get("session.name") is None
        assert "Undid: Session, page 1, Company" in step.text
        await step.press("ctrl+y")
        assert step.get("session.name") == "Plum"


async def test_a_note_half_typed_is_a_draft(northgate: Path) -> None:
    async with walk(northgate) as step:
        await step.press("f8", "tab", "f5", "'half a thought", "escape", "f5")
        assert "half a thought" in step.text
        await step.press("escape")
        assert "groups.inbound_marketing.time_on_single_deals" not in step.interview.session.notes
