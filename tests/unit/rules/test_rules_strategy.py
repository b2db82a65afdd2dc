"""STR and DNA: when they fire, how badly, and when they keep silent."""

from typing import Any

import pytest

from tests.support.rule_tools import assessed, found, result

CHECKS = ("ten_customers_won_the_same_way", "win_rate_and_cycle_known", "retention_measured_and_acceptable")
CHECKS = (*CHECKS, "sold_without_founder")


def checks(*answers: bool | None) -> dict[str, Any]:
    return {f"direction.{name}": a for name, a in zip(CHECKS, answers, strict=True) if a is not None}


def segments(*motions: str, **status: str) -> dict[str, Any]:
    answers: dict[str, Any] = {f"segments.s{n}.sales_motion": motion for n, motion in enumerate(motions, 1)}
    return {**answers, **{f"segments.{segment}.status": stage for segment, stage in status.items()}}


NOT_SOLID = checks(True, True, False, False)


@pytest.mark.parametrize(
    ("answers", "severity"),
    [
        ({**NOT_SOLID, **segments("one_stage", "field")}, "high"),
        ({**NOT_SOLID, **segments("one_stage", "field", "two_stage")}, "critical"),
        ({**NOT_SOLID, **segments("one_stage", "field", "two_stage", s3="planned")}, "high"),
        ({**NOT_SOLID, **segments("one_stage", "field", s2="planned")}, "medium"),
        ({**NOT_SOLID, **segments("one_stage", "field", s2="launching")}, "high"),
        ({**NOT_SOLID, **segments("field", "field", "field")}, None),
        ({**NOT_SOLID, **segments("one_stage")}, None),
        ({**checks(True, True, True, False), **segments("one_stage", "field")}, None),
        ({**checks(False, False, None, None), **segments("one_stage", "field")}, "high"),
    ],
)
def test_several_ways_of_selling_before_three_checks_hold(answers: dict[str, Any], severity: str | None) -> None:
    assert found(answers, "STR-01") == ({"STR-01": severity} if severity else {})


def test_unknown_checks_that_could_decide_leave_it_open() -> None:
    two_ways = segments("one_stage", "field")
    assert result({**checks(True, True, None, False), **two_ways}, "STR-01", "") == "not_assessed"
    assert result({**checks(True, True, True, None), **two_ways}, "STR-01", "") == "passes"
    assert result({**NOT_SOLID, "segments.s1.name": "No motion yet"}, "STR-01", "") == "not_assessed"
    assert result(NOT_SOLID, "STR-01", "") == "not_assessed"


def test_a_product_led_landing_declared_one_journey_is_no_second_strategy() -> None:
    answers = {**NOT_SOLID, **segments("product_led", "field")}
    assert found(answers, "STR-01") == {"STR-01": "high"}
    assert found({**answers, "segments.s1.one_journey_with": ("s2",)}, "STR-01") == {}
    assert found({**answers, "segments.s1.one_journey_with": ("s1",)}, "STR-01") == {"STR-01": "high"}
    assert found({**answers, "segments.s1.one_journey_with": ("gone",)}, "STR-01") == {"STR-01": "high"}
    assert found({**answers, "segments.s1.one_journey_with": ()}, "STR-01") == {"STR-01": "high"}
    assert found({**answers, "segments.s2.one_journey_with": ("s1",)}, "STR-01") == {"STR-01": "high"}


def test_two_launches_at_once_are_said() -> None:
    answers = {**NOT_SOLID, **segments("one_stage", "two_stage", "field", s2="launching", s3="launching")}
    answers |= {"segments.s2.name": "Plants", "segments.s3.name": "Groups"}
    (finding,) = assessed(answers).findings
    assert "Plants and Groups are being launched at the same time" in finding.message
    one = assessed({**answers, "segments.s3.status": "established"}).find("STR-01")
    assert one is not None
    assert "same time" not in one.message


def reps(**answers: Any) -> dict[str, Any]:
    return {f"segments.a.{name}": value for name, value in {"sales_motion": "field", **answers}.items()}


@pytest.mark.parametrize(
    ("answers", "fires"),
    [
        (reps(closing_reps=0), True),
        (reps(closing_reps=0, status="launching"), True),
        (reps(closing_reps=1), False),
        (reps(closing_reps=0, status="planned"), False),
        (reps(closing_reps=0, sales_motion="product_led"), False),
        (reps(closing_reps=0, sold_by_partner=True), False),
        (reps(closing_reps=0, sold_by_partner=False), True),
    ],
)
def test_a_segment_without_closers(answers: dict[str, Any], fires: bool) -> None:
    assert found(answers, "STR-02") == ({"STR-02/a": "high"} if fires else {})


def test_closers_not_given_are_not_assessed() -> None:
    assert result(reps(), "STR-02", "a") == "not_assessed"


def move(**answers: Any) -> dict[str, Any]:
    return {f"direction.move.{name}": value for name, value in answers.items()}


@pytest.mark.parametrize(
    ("tier", "engines", "fires"),
    [
        ("enterprise", ("content",), True),
        ("enterprise", ("content", "brand"), False),
        ("enterprise", (), True),
        ("mid_market", ("brand", "user_base"), True),
        ("mid_market", ("events",), False),
        ("smb", ("thought_leadership",), True),
        ("smb", ("ease_of_use",), False),
    ],
)
def test_the_engine_must_be_one_of_the_target(tier: str, engines: tuple[str, ...], fires: bool) -> None:
    answers = move(planned=True, target_tier=tier, engines_being_built=engines)
    assert found(answers, "STR-03") == ({"STR-03": "high"} if fires else {})


def test_product_led_into_large_companies_may_keep_its_engine() -> None:
    answers = move(target_tier="enterprise", target_motion="product_led", engines_being_built=("user_base",))
    assert found(answers, "STR-03") == {}
    assert found({**answers, **move(target_motion="field")}, "STR-03") == {"STR-03": "high"}
    assert found({**answers, **move(engines_being_built=("content",))}, "STR-03") == {"STR-03": "high"}


def test_no_move_passes_and_no_answer_is_not_assessed() -> None:
    details = move(target_tier="enterprise", engines_being_built=(), months_expected=2)
    for code in ("STR-03", "STR-04"):
        assert result({**details, **move(planned=False)}, code, "") == "passes"
        assert result(details, code, "") == "fires"
        assert result({}, code, "") == "not_assessed"
        assert result(move(planned=True), code, "") == "not_assessed"


@pytest.mark.parametrize(("months", "severity"), [(0, "high"), (5, "high"), (6, "medium"), (11, "medium"), (12, None)])
def test_a_short_timetable(months: int, severity: str | None) -> None:
    answers = move(planned=True, months_expected=months)
    assert found(answers, "STR-04") == ({"STR-04": severity} if severity else {})
    assert found({**answers, **move(same_motion=True)}, "STR-04") == {}


def charge(acv: int, product: str, service: str, **more: Any) -> dict[str, Any]:
    own = {"first_year_acv": acv, "product_charge": product, "service_charge": service, **more}
    return {f"segments.a.{name}": value for name, value in own.items()}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (charge(9999, "own_price", "own_price"), {"DNA-01/a": "medium"}),
        (charge(9999, "own_price", "own_price", service_revenue_share=10), {"DNA-01/a": "low"}),
        (charge(9999, "own_price", "own_price", service_revenue_share=11), {"DNA-01/a": "medium"}),
        (charge(10000, "own_price", "own_price"), {}),
        (charge(9999, "own_price", "bundled"), {}),
        (charge(9999, "own_price", "free"), {}),
        (charge(49999, "own_price", "free"), {}),
        (charge(50000, "own_price", "free"), {"DNA-02/a": "medium"}),
        (charge(50000, "own_price", "not_offered"), {"DNA-02/a": "medium"}),
        (charge(50000, "bundled", "bundled"), {}),
        (charge(50000, "free", "free"), {}),
        (charge(50000, "own_price", "own_price"), {}),
        (charge(50000, "own_price", "free", service_by_partner=True), {}),
        (charge(50000, "own_price", "free", status="planned"), {}),
    ],
)
def test_what_buyers_pay_for_at_both_ends(answers: dict[str, Any], expected: dict[str, str]) -> None:
    assert found(answers, "DNA") == expected


def test_the_first_year_counts_also_with_land_and_expand() -> None:
    grown = {"land_and_expand": True, "lifetime_value": 900_000, "net_revenue_retention": 130}
    assert found(charge(6000, "own_price", "own_price", **grown), "DNA") == {"DNA-01/a": "medium"}


def test_other_currencies_are_held_against_dollars() -> None:
    kroner = {"session.currency": "SEK", "session.usd_per_unit": 0.1}
    assert found({**charge(90_000, "own_price", "own_price"), **kroner}, "DNA") == {"DNA-01/a": "medium"}
    assert found({**charge(90_000, "own_price", "free"), **kroner}, "DNA") == {}
    without_rate = {**charge(90_000, "own_price", "free"), "session.currency": "SEK"}
    assert result(without_rate, "DNA-02", "a") == "not_assessed"
