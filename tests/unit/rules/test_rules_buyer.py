"""PER and DAT: when they fire and when they keep silent."""

from typing import Any

import pytest

from gtm_tui.model.vocabulary import FOUR_GROUPS, RINGS
from gtm_tui.rules import assess
from tests.support.rule_tools import assessed, found, result, session_of


def persona(rings: int = 0, **answers: Any) -> dict[str, Any]:
    filled = {f"persona.rings.{ring}": "What buyers said." for ring in list(RINGS)[:rings]}
    return {**{f"persona.{name}": value for name, value in answers.items()}, **filled}


def test_no_persona_silences_the_other_two() -> None:
    answers = persona(2, exists=False, from_buyer_interviews=False, used_by=())
    assert found(answers, "PER") == {"PER-01": "high"}
    assert result({}, "PER-01", "") == "not_assessed"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (persona(5, exists=True, from_buyer_interviews=True), "passes"),
        (persona(4, exists=True, from_buyer_interviews=True), "fires"),
        (persona(5, exists=True, from_buyer_interviews=False), "fires"),
        (persona(0, exists=True, from_buyer_interviews=True), "fires"),
        (persona(1, exists=True), "fires"),
        (persona(0, exists=True), "not_assessed"),
        (persona(5, exists=True), "not_assessed"),
        (persona(3, from_buyer_interviews=False), "not_assessed"),
    ],
)
def test_a_thin_persona(answers: dict[str, Any], expected: str) -> None:
    assert found(answers, "PER-02") == ({"PER-02": "medium"} if expected == "fires" else {})
    assert result(answers, "PER-02", "") == expected


def test_the_message_names_what_is_thin() -> None:
    finding = assessed(persona(4, exists=True, from_buyer_interviews=False)).find("PER-02")
    assert finding is not None
    assert "decision criteria" in finding.message
    assert "without asking a buyer" in finding.message


def test_a_ring_in_doubt_or_not_valid_is_not_empty() -> None:
    session = session_of(persona(4, exists=True, from_buyer_interviews=True))
    key = f"persona.rings.{list(RINGS)[-1]}"
    before = assess(session)
    assert before.find("PER-02") is not None
    for changed in (
        session.with_dont_know(key),
        session.with_invalid(key, 7),
        session.with_not_applicable(key, "One-person firm"),
    ):
        again = assess(changed, previous=before)
        assert again.runs["PER-02", ""].missing == (key,)


@pytest.mark.parametrize("without", FOUR_GROUPS)
def test_a_group_that_does_not_use_the_persona(without: str) -> None:
    answers = persona(exists=True, used_by=tuple(g for g in FOUR_GROUPS if g != without))
    assert found(answers, "PER-03") == {"PER-03": "medium"}


def test_a_shared_persona_passes() -> None:
    assert result(persona(exists=True, used_by=FOUR_GROUPS), "PER-03", "") == "passes"
    assert result(persona(exists=True), "PER-03", "") == "not_assessed"


def measured(left: bool | None, right: bool | None, recurring: bool | None = True) -> dict[str, Any]:
    keys = ("measures.lead_to_deal_measured", "measures.deal_to_renewal_measured", "company.recurring_revenue")
    return {k: v for k, v in zip(keys, (left, right, recurring), strict=True) if v is not None}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (measured(True, False), "fires"),
        (measured(False, True), "fires"),
        (measured(False, False), "fires"),
        (measured(None, False), "fires"),
        (measured(True, None), "not_assessed"),
        (measured(True, True), "passes"),
        (measured(False, False, recurring=False), "passes"),
        (measured(False, False, recurring=None), "not_assessed"),
    ],
)
def test_numbers_that_end_at_the_signature(answers: dict[str, Any], expected: str) -> None:
    assert found(answers, "DAT-01") == ({"DAT-01": "medium"} if expected == "fires" else {})
    assert result(answers, "DAT-01", "") == expected


def test_strengths_of_persona_and_numbers() -> None:
    answers = {**persona(5, exists=True, from_buyer_interviews=True), **measured(True, True)}
    assert {s.id for s in assessed(answers).strengths} == {"persona-from-buyers", "both-sides-measured"}
    thinner = {**persona(4, exists=True, from_buyer_interviews=True), **measured(True, False)}
    assert not assessed(thinner).strengths
