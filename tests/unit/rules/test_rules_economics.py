"""ECO: does the money of a deal carry the way it is sold? Every line tested on it and just beyond it."""

from typing import Any

import pytest

from gtm_tui.rules import assess
from tests.support.rule_tools import assessed, found, result, session_of


def eco(sales: str = "two_stage", **changes: Any) -> dict[str, str]:
    """Findings of the family on a segment `s`."""
    return {i.replace("/s", ""): severity for i, severity in found(answers(sales, **changes), "ECO").items()}


def answers(sales: str = "two_stage", **changes: Any) -> dict[str, Any]:
    """Answers on a segment `s`; a double underscore stands for the dot of a key path elsewhere."""
    own = {"sales_motion": sales} | changes
    return {k.replace("__", ".") if "__" in k else f"segments.s.{k}": v for k, v in own.items()}


EXPANDING = {"land_and_expand": True, "lifetime_value": 360_000, "net_revenue_retention": 138}


@pytest.mark.parametrize(
    ("sales", "acv", "expected"),
    [
        ("field", 12_000, {"ECO-01": "critical"}),
        ("field", 12_499, {"ECO-01": "critical"}),
        ("field", 12_500, {"ECO-01": "high"}),
        ("field", 24_999, {"ECO-01": "high"}),
        ("field", 25_000, {"ECO-01": "low"}),
        ("field", 49_999, {"ECO-01": "low"}),
        ("field", 50_000, {}),
        ("field", 500_000, {}),
        ("field", 500_001, {"ECO-02": "low"}),
        ("field", 1_000_000, {"ECO-02": "low"}),
        ("field", 1_000_001, {"ECO-02": "medium"}),
        ("field", 2_000_000, {"ECO-02": "medium"}),
        ("field", 2_000_001, {"ECO-02": "high"}),
        ("product_led", 0, {}),
        ("product_led", 1_000, {}),
        ("product_led", 1_001, {"ECO-02": "low"}),
        ("product_led", 5_000, {"ECO-02": "low"}),
        ("product_led", 5_001, {"ECO-02": "medium"}),
        ("product_led", 10_000, {"ECO-02": "medium"}),
        ("product_led", 10_001, {"ECO-02": "high"}),
        ("one_stage", 499, {"ECO-01": "critical"}),
        ("one_stage", 999, {"ECO-01": "high"}),
        ("one_stage", 1_000, {}),
        ("one_stage", 10_001, {"ECO-02": "low"}),
        ("one_stage", 25_001, {"ECO-02": "medium"}),
        ("two_stage", 2_499, {"ECO-01": "critical"}),
        ("two_stage", 4_999, {"ECO-01": "high"}),
        ("two_stage", 5_000, {"ECO-01": "low"}),
        ("two_stage", 10_000, {}),
        ("two_stage", 50_001, {"ECO-02": "low"}),
        ("two_stage", 100_001, {"ECO-02": "medium"}),
        ("named_accounts", 49_999, {"ECO-01": "critical"}),
        ("named_accounts", 80_000, {"ECO-01": "high"}),
        ("named_accounts", 100_000, {"ECO-01": "low"}),
        ("named_accounts", 500_000, {}),
        ("named_accounts", 90_000_000, {}),
    ],
)
def test_value_against_the_zones(sales: str, acv: int, expected: dict[str, str]) -> None:
    assert eco(sales, first_year_acv=acv) == expected


def test_expansion_lifts_the_value_only_when_declared_and_borne_out() -> None:
    assert eco("field", first_year_acv=12_000, **EXPANDING) == {}
    assert eco("field", first_year_acv=12_000, **EXPANDING | {"land_and_expand": False}) == {"ECO-01": "critical"}
    assert eco("field", first_year_acv=12_000, **EXPANDING | {"net_revenue_retention": 100}) == {
        "ECO-01": "critical",
        "ECO-03": "medium",
    }
    # 72,000 over three years is 24,000 a year: more, but not enough to reach the zone
    assert eco("field", first_year_acv=12_000, **EXPANDING | {"lifetime_value": 72_000}) == {"ECO-01": "high"}


def test_amounts_in_another_currency_are_held_against_dollar_bands() -> None:
    euro = {"session__currency": "EUR", "session__usd_per_unit": 1.25}
    assert eco("field", first_year_acv=40_000, **euro) == {}
    assert eco("field", first_year_acv=39_999, **euro) == {"ECO-01": "low"}
    without = answers("field", first_year_acv=40_000, session__currency="EUR")
    assert assess(session_of(without)).runs["ECO-01", "s"].missing == ("session.usd_per_unit",)
    unusable = session_of(answers("field", first_year_acv=40_000)).with_invalid("session.currency", "EURO")
    assert assess(unusable).runs["ECO-01", "s"].missing == ("session.currency",)
    message = assessed(answers("field", first_year_acv=9_000, **euro)).findings[0].message
    assert "40,000 EUR" in message
    assert "9,000 EUR" in message


def test_a_size_label_is_answered_with_the_size_of_the_deal() -> None:
    def message(**changes: Any) -> str:
        return assessed(answers("field", first_year_acv=12_000, **changes)).findings[0].message

    assert "not customer size" in message(size_label="enterprise")
    assert "not customer size" in message(size_label="mid_market")
    assert "not customer size" not in message(size_label="smb")
    assert "not customer size" not in message()
    assert "2-stage" in message()


def test_product_led_landing_for_larger_deals_elsewhere_is_no_finding() -> None:
    other = {"segments.big.sales_motion": "field"}
    journey = answers("product_led", first_year_acv=20_000, one_journey_with=("big",)) | other
    assert found(journey, "ECO-02") == {}
    assert found(journey | {"segments.s.one_journey_with": ()}, "ECO-02") == {"ECO-02/s": "high"}
    assert found(journey | {"segments.s.one_journey_with": ("gone", "s")}, "ECO-02") == {"ECO-02/s": "high"}
    assert found(journey | {"segments.s.sales_motion": "one_stage"}, "ECO-02") == {"ECO-02/s": "low"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"land_and_expand": False}, {}),
        ({"land_and_expand": True}, {"ECO-03": "medium"}),
        ({"land_and_expand": True, "status": "launching"}, {"ECO-03": "low"}),
        ({"land_and_expand": True, "lifetime_value": 90_000}, {}),
        ({"land_and_expand": True, "lifetime_value": 90_000, "net_revenue_retention": 101}, {}),
        ({"land_and_expand": True, "lifetime_value": 90_000, "net_revenue_retention": 100}, {"ECO-03": "medium"}),
        ({"land_and_expand": True, "net_revenue_retention": 130}, {"ECO-03": "medium"}),
    ],
)
def test_expansion_needs_evidence(changes: dict[str, Any], expected: dict[str, str]) -> None:
    assert eco(**changes) == expected


@pytest.mark.parametrize(
    ("sales", "reps", "deals", "expected"),
    [
        ("one_stage", 2, 400, {"ECO-04": "high"}),
        ("one_stage", 2, 361, {"ECO-04": "high"}),
        ("one_stage", 2, 360, {}),
        ("one_stage", 2, 80, {}),
        ("one_stage", 2, 79, {"ECO-04": "medium"}),
        ("one_stage", 2, 60, {"ECO-04": "medium"}),
        ("one_stage", 2, 0, {"ECO-04": "medium"}),
        ("two_stage", 1, 60, {}),
        ("two_stage", 1, 61, {"ECO-04": "high"}),
        ("two_stage", 2, 25, {}),
        ("two_stage", 2, 24, {"ECO-04": "medium"}),
        ("field", 2, 45, {}),
        ("field", 2, 46, {"ECO-04": "high"}),
        ("field", 1, 4, {}),
        ("field", 1, 3, {"ECO-04": "medium"}),
        ("named_accounts", 1, 9, {}),
        ("named_accounts", 1, 10, {"ECO-04": "high"}),
        ("named_accounts", 2, 3, {}),
        ("named_accounts", 1, 1, {"ECO-04": "medium"}),
        ("one_stage", 0, 400, {}),
        ("product_led", 1, 4_000, {}),
    ],
)
def test_deals_per_rep(sales: str, reps: int, deals: int, expected: dict[str, str]) -> None:
    assert eco(sales, closing_reps=reps, deals_per_year=deals) == expected
    assert eco(sales, closing_reps=reps, deals_per_year=deals, status="launching") == {}


def rep(**changes: Any) -> dict[str, str]:
    own = {"closing_reps": 1, "deals_per_year": 30, "first_year_acv": 20_000, "rep_on_target_earnings": 150_000}
    return eco(**own | changes)


def test_what_a_rep_brings_in() -> None:
    assert rep() == {}  # exactly four times
    assert rep(rep_on_target_earnings=150_001) == {"ECO-05": "medium"}
    assert rep(rep_on_target_earnings=200_000) == {"ECO-05": "medium"}  # exactly three times
    assert rep(rep_on_target_earnings=200_001) == {"ECO-05": "high"}
    poor = {"rep_on_target_earnings": 400_000}
    assert rep(**poor) == {"ECO-05": "high"}
    assert rep(**poor, status="launching") == {}
    assert rep(**poor, sales_motion="product_led", first_year_acv=900) == {}
    assert rep(**poor, **EXPANDING) == {"ECO-02": "medium"}  # 120,000 a year, and no word on reps
    assert rep(**poor, closing_reps=0) == {}


COST = {"first_year_acv": 20_000, "deals_per_year": 100, "gross_margin": 80}  # 16,000 margin a year and customer


@pytest.mark.parametrize(
    ("sales", "acv", "months", "expected"),
    [
        ("product_led", 900, 12, {}),
        ("product_led", 900, 12.5, {"ECO-06": "medium"}),
        ("one_stage", 6_000, 18, {"ECO-06": "medium"}),
        ("one_stage", 6_000, 18.5, {"ECO-06": "high"}),
        ("two_stage", 20_000, 18, {}),
        ("two_stage", 20_000, 18.5, {"ECO-06": "medium"}),
        ("two_stage", 20_000, 24, {"ECO-06": "medium"}),
        ("two_stage", 20_000, 24.5, {"ECO-06": "high"}),
        ("two_stage", 20_000, 36, {"ECO-06": "high"}),
        ("two_stage", 20_000, 36.5, {"ECO-06": "critical"}),
        ("field", 90_000, 24, {}),
        ("field", 90_000, 24.5, {"ECO-06": "medium"}),
        ("named_accounts", 900_000, 36, {"ECO-06": "medium"}),
        ("named_accounts", 900_000, 36.5, {"ECO-06": "critical"}),
    ],
)
def test_months_of_payback(sales: str, acv: int, months: float, expected: dict[str, str]) -> None:
    cost = acv * 0.8 / 12 * months * 30
    changes = {"first_year_acv": acv, "deals_per_year": 30, "gross_margin": 80, "acquisition_cost_per_year": cost}
    assert eco(sales, **changes) == expected


def test_payback_while_launching_is_shown_and_not_judged() -> None:
    launching = answers(**COST, acquisition_cost_per_year=9_000_000, status="launching")
    assessment = assessed(launching)
    assert assessment.findings == ()
    assert any(code == "ECO-06" and "67.5 months" in text for code, _, text in assessment.remarks)


def test_payback_counts_proven_expansion_and_knows_never() -> None:
    cost = {"acquisition_cost_per_year": 4_000_000}
    assert eco(**COST, **cost) == {"ECO-06": "high"}
    assert eco(**COST, **cost, **EXPANDING | {"lifetime_value": 144_000}) == {}
    assert eco(**COST | {"gross_margin": 0}, **cost) == {"ECO-06": "critical"}
    assert eco(**COST | {"gross_margin": 0}, acquisition_cost_per_year=0) == {}


def ltv(lifetime: int, **changes: Any) -> dict[str, str]:
    return eco(**{"lifetime_value": lifetime, "deals_per_year": 10, "acquisition_cost_per_year": 100_000} | changes)


def test_lifetime_value_against_cost() -> None:
    assert ltv(9_999) == {"ECO-07": "critical"}
    assert ltv(10_000) == {"ECO-07": "high"}
    assert ltv(29_999) == {"ECO-07": "high"}
    assert ltv(30_000) == ltv(50_000) == {}
    assert ltv(50_001) == {"ECO-07": "low"}
    assert ltv(9_999, status="launching") == {"ECO-07": "low"}
    assert ltv(40_000, status="launching") == {}
    assert ltv(9_999, acquisition_cost_per_year=0) == {}


def test_a_healthy_ratio_is_shown_beside_the_stricter_rule_of_thumb() -> None:
    own = {"lifetime_value": 40_000, "deals_per_year": 10, "acquisition_cost_per_year": 100_000}
    assert [code for code, _, text in assessed(answers(**own)).remarks if "20 %" in text] == ["ECO-07"]
    assert assessed(answers(**own | {"lifetime_value": 50_000})).remarks == ()


def test_lifetime_value_is_estimated_from_the_retention_of_the_segment() -> None:
    def numbers(segment: str, **more: Any) -> dict[str, Any]:
        own = {"first_year_acv": 10_000, "gross_margin": 80, "deals_per_year": 10, "acquisition_cost_per_year": 250_000}
        return {f"segments.{segment}.{name}": value for name, value in (own | more).items()}

    # 10,000 x 80 % / 20 % = 40,000 against 25,000
    assessment = assessed(numbers("first", gross_retention=80) | numbers("second"))
    finding = assessment.find("ECO-07/first")
    assert finding is not None
    assert finding.severity == "high"
    assert "(estimated) 1.6 times" in finding.message
    assert "segments.first.gross_retention = 80" in finding.evidence_lines
    assert assessment.runs["ECO-07", "second"].missing == ("segments.second.lifetime_value",)
    assert result(numbers("first", gross_retention=100), "ECO-07", "first") == "not_assessed"
    second = assessed(numbers("first") | numbers("second", gross_retention=80))
    assert second.runs["ECO-07", "second"].result == "fires"


@pytest.mark.parametrize(
    ("acv", "line"), [(14_999, 60), (15_000, 120), (74_999, 120), (75_000, 180), (250_000, 180), (250_001, 270)]
)
def test_sales_cycle(acv: int, line: int) -> None:
    def cycle(days: int, **changes: Any) -> dict[str, str]:
        return {k: v for k, v in eco(first_year_acv=acv, sales_cycle_days=days, **changes).items() if k == "ECO-08"}

    assert cycle(line) == {}
    assert cycle(line + 1) == cycle(2 * line) == {"ECO-08": "medium"}
    assert cycle(2 * line + 1) == {"ECO-08": "high"}
    assert cycle(2 * line + 1, regulated_buying=True) == {"ECO-08": "low"}
    assert cycle(line, regulated_buying=True) == {}


@pytest.mark.parametrize(
    ("code", "given", "missing"),
    [
        ("ECO-01", {}, ("first_year_acv",)),
        ("ECO-02", {}, ("first_year_acv",)),
        ("ECO-03", {}, ("land_and_expand",)),
        ("ECO-04", {"deals_per_year": 9}, ("closing_reps",)),
        ("ECO-04", {"closing_reps": 9}, ("deals_per_year",)),
        ("ECO-05", {"closing_reps": 1, "deals_per_year": 9, "first_year_acv": 9}, ("rep_on_target_earnings",)),
        ("ECO-06", COST, ("acquisition_cost_per_year",)),
        ("ECO-06", {"acquisition_cost_per_year": 9, "deals_per_year": 9}, ("gross_margin",)),
        ("ECO-06", COST | {"acquisition_cost_per_year": 9, "deals_per_year": 0}, ("deals_per_year",)),
        ("ECO-07", {"lifetime_value": 9, "deals_per_year": 9}, ("acquisition_cost_per_year",)),
        ("ECO-08", {"first_year_acv": 9}, ("sales_cycle_days",)),
    ],
)
def test_a_missing_answer_is_not_assessed(code: str, given: dict[str, Any], missing: tuple[str, ...]) -> None:
    run = assess(session_of(answers(**given))).runs[code, "s"]
    assert (run.result, run.missing) == ("not_assessed", tuple(f"segments.s.{name}" for name in missing))


def test_a_threshold_says_how_far_the_answer_is_from_the_line_and_which_number_it_used() -> None:
    finding = assessed(answers("field", first_year_acv=20_000)).findings[0]
    assert finding.margin is not None
    assert (finding.margin.value, finding.margin.line, finding.margin.unit) == (20_000, 50_000, "USD")
    assert "bands.field" in finding.limits
    finding = assessed(answers(closing_reps=2, deals_per_year=20)).findings[0]
    assert set(finding.limits) >= {"deals.two_stage.least", "deals.too_few_factor"}
