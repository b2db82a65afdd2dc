"""ROM: which combinations of the three functions raise what, and where exceptions keep them silent."""

from collections import Counter
from itertools import combinations, product
from typing import Any

import pytest

from gtm_tui.model.vocabulary import MARKETING_MOTIONS, SALES_MOTIONS, SEVERITIES, SUCCESS_MOTIONS
from gtm_tui.rules import assess
from gtm_tui.rules.examples import EXAMPLES
from tests.support.rule_tools import assessed, found, result, session_of

CORE = {
    "product_led": ("inbound", "community", 400),
    "one_stage": ("inbound", "help_desk", 5_000),
    "two_stage": ("prospecting", "volume", 20_000),
    "field": ("account_based", "segment", 80_000),
    "named_accounts": ("targeting", "accounts", 700_000),
}


def neutral(sales: str, **changes: Any) -> dict[str, Any]:
    """A segment `s` in one column with comfortable money, changed as told; None takes an answer out."""
    marketing, success, acv = CORE[sales]
    own = {
        "sales_motion": sales,
        "marketing_motions": (marketing,),
        "success_motion": success,
        "first_year_acv": acv,
    } | changes
    recurs = own.pop("recurs", True)
    answers = {f"segments.s.{name}": value for name, value in own.items() if value is not None}
    return answers | ({} if recurs is None else {"company.recurring_revenue": recurs})


def rom(sales: str, **changes: Any) -> dict[str, str]:
    return {identity.replace("/s", ""): severity for identity, severity in found(neutral(sales, **changes)).items()}


@pytest.mark.parametrize("sales", CORE)
def test_one_column_raises_nothing_and_is_said_aloud(sales: str) -> None:
    assessment = assessed(neutral(sales))
    assert assessment.findings == ()
    assert {s.id for s in assessment.strengths} == {"one-column", "value-in-comfort"}


IN, P, A, T = "inbound", "prospecting", "account_based", "targeting"


@pytest.mark.parametrize(
    ("sales", "motions", "expected"),
    [
        ("product_led", (), {}),
        ("product_led", (P,), {}),
        ("product_led", (T,), {"ROM-02": "critical"}),
        ("product_led", (A, T), {"ROM-02": "critical"}),
        ("product_led", (IN, A), {"ROM-03": "medium"}),
        ("one_stage", (P,), {}),
        ("one_stage", (A,), {"ROM-02": "high"}),
        ("one_stage", (), {"ROM-04:marketing": "high"}),
        ("two_stage", (IN,), {"ROM-01": "high"}),
        ("two_stage", (IN, P), {}),
        ("two_stage", (A,), {}),
        ("two_stage", (T,), {"ROM-02": "high"}),
        ("two_stage", (IN, T), {"ROM-02": "high"}),
        ("two_stage", (P, T), {"ROM-03": "medium"}),
        ("field", (IN,), {"ROM-01": "critical"}),
        ("field", (P,), {}),
        ("named_accounts", (IN,), {"ROM-01": "critical"}),
        ("named_accounts", (P,), {"ROM-01": "high"}),
        ("named_accounts", (IN, P), {"ROM-01": "high"}),
        ("named_accounts", (A,), {}),
    ],
)
def test_marketing_beside_sales(sales: str, motions: tuple[str, ...], expected: dict[str, str]) -> None:
    assert rom(sales, marketing_motions=motions) == expected


SHIFT = {"land_and_expand": True, "lifetime_value": 120_000, "net_revenue_retention": 120}


@pytest.mark.parametrize(
    ("sales", "changes", "expected"),
    [
        ("product_led", {"success_motion": "help_desk"}, {}),
        ("product_led", {"success_motion": "volume"}, {"ROM-05": "medium"}),
        ("product_led", {"success_motion": "segment"}, {"ROM-05": "high"}),
        ("one_stage", {"success_motion": "volume"}, {}),
        ("two_stage", {"success_motion": "accounts"}, {"ROM-05": "medium"}),
        ("two_stage", {"success_motion": "accounts"} | SHIFT, {}),
        ("two_stage", {"success_motion": "accounts"} | SHIFT | {"net_revenue_retention": None}, {}),
        (
            "two_stage",
            {"success_motion": "accounts"} | SHIFT | {"net_revenue_retention": 100},
            {"ROM-05": "medium", "ECO-03": "medium"},
        ),
        ("two_stage", {"success_motion": "accounts"} | SHIFT | {"land_and_expand": False}, {"ROM-05": "medium"}),
        ("one_stage", {"success_motion": "accounts"} | SHIFT | {"lifetime_value": 15_000}, {"ROM-05": "medium"}),
        ("field", {"success_motion": "volume"}, {}),
        ("field", {"success_motion": "help_desk"}, {"ROM-06": "high"}),
        ("named_accounts", {"success_motion": "volume"}, {"ROM-06": "high"}),
        ("named_accounts", {"success_motion": "help_desk"}, {"ROM-06": "critical"}),
        ("named_accounts", {"success_motion": "help_desk", "success_by_partner": True}, {"ROM-06": "low"}),
        ("named_accounts", {"success_motion": "help_desk", "success_by_partner": False}, {"ROM-06": "critical"}),
        ("named_accounts", {"success_motion": "help_desk", "recurs": False}, {}),
        ("named_accounts", {"success_motion": "none"}, {"ROM-04:success": "high"}),
        ("named_accounts", {"success_motion": "none", "recurs": False}, {}),
    ],
)
def test_success_beside_sales(sales: str, changes: dict[str, Any], expected: dict[str, str]) -> None:
    assert rom(sales, **changes) == expected


def test_a_motion_that_serves_another_segment_is_left_out() -> None:
    elsewhere = {"marketing_for_other_segments": (T,)}
    assert rom("two_stage", marketing_motions=(P, T), **elsewhere) == {}
    assert rom("two_stage", marketing_motions=(T,), **elsewhere) == {"ROM-04:marketing": "high"}
    assert rom("product_led", marketing_motions=(T,), **elsewhere) == {}
    assert rom("two_stage", marketing_motions=(IN, T), **elsewhere) == {"ROM-01": "high"}


def test_the_mismatch_the_source_names_is_stated_and_others_are_derived() -> None:
    def basis(sales: str) -> str:
        return assessed(neutral(sales, marketing_motions=(IN,))).findings[0].basis

    assert (basis("two_stage"), basis("field")) == ("stated", "derived")


@pytest.mark.parametrize(
    ("sales", "changes", "expected"),
    [
        ("named_accounts", {"accounts_per_rep": 50}, {}),
        ("named_accounts", {"accounts_per_rep": 51}, {"ROM-07:rep": "medium"}),
        ("field", {"accounts_per_rep": 500}, {}),
        ("field", {"accounts_per_rep": 501}, {"ROM-07:rep": "medium"}),
        ("field", {"accounts_per_rep": 20}, {}),
        ("field", {"accounts_per_rep": 19}, {"ROM-07:rep": "low"}),
        ("two_stage", {"accounts_per_rep": 5_000}, {}),
        ("named_accounts", {"accounts_per_csm": 50}, {}),
        ("named_accounts", {"accounts_per_csm": 51}, {"ROM-07:csm": "medium"}),
        ("field", {"accounts_per_csm": 150}, {}),
        ("field", {"accounts_per_csm": 151}, {"ROM-07:csm": "low"}),
        ("two_stage", {"accounts_per_csm": 50}, {}),
        ("two_stage", {"accounts_per_csm": 49}, {"ROM-07:csm": "medium"}),
        ("one_stage", {"accounts_per_csm": 9_000}, {}),
        ("field", {"accounts_per_rep": 10, "closing_reps": 1, "status": "launching"}, {}),
        ("field", {"accounts_per_rep": 10, "closing_reps": 2, "status": "launching"}, {"ROM-07:rep": "low"}),
        ("field", {"accounts_per_rep": 10, "closing_reps": 1}, {"ROM-07:rep": "low"}),
        ("two_stage", {"accounts_per_csm": 10, "csm_count": 1, "status": "launching"}, {}),
        ("two_stage", {"accounts_per_csm": 10, "csm_count": 2, "status": "launching"}, {"ROM-07:csm": "medium"}),
    ],
)
def test_load_per_person(sales: str, changes: dict[str, Any], expected: dict[str, str]) -> None:
    assert rom(sales, **changes) == expected


@pytest.mark.parametrize(
    ("sales", "changes", "expected"),
    [
        ("field", {"sdr_count": 2, "sdr_work": "qualify_outbound"}, {"ROM-08:sdr_work": "medium"}),
        ("named_accounts", {"sdr_work": "qualify_inbound"}, {"ROM-08:sdr_work": "medium"}),
        ("field", {"sdr_count": 2, "sdr_work": "research"}, {}),
        ("field", {"sdr_count": 0, "sdr_work": "qualify_outbound"}, {}),
        ("two_stage", {"sdr_count": 2, "sdr_work": "qualify_outbound"}, {}),
        ("two_stage", {"expert_on_first_call": False}, {"ROM-08:first_call": "low"}),
        ("two_stage", {"expert_on_first_call": True}, {}),
        ("field", {"expert_on_first_call": False}, {}),
        ("two_stage", {"sdr_work": "qualify_inbound", "sdr_reports_to": "sales"}, {"ROM-08:reporting": "low"}),
        ("two_stage", {"sdr_work": "qualify_inbound", "sdr_reports_to": "marketing"}, {}),
        ("one_stage", {"sdr_work": "qualify_outbound", "sdr_reports_to": "marketing"}, {"ROM-08:reporting": "low"}),
        ("one_stage", {"sdr_work": "qualify_outbound", "sdr_reports_to": "sales"}, {}),
        ("field", {"sdr_work": "research", "sdr_reports_to": "marketing"}, {}),
        ("product_led", {"sdr_work": "qualify_inbound", "sdr_reports_to": "sales"}, {"ROM-08:reporting": "low"}),
        ("product_led", {"sdr_reports_to": "sales"}, {}),
    ],
)
def test_sdr_set_up(sales: str, changes: dict[str, Any], expected: dict[str, str]) -> None:
    assert rom(sales, **changes) == expected


@pytest.mark.parametrize(
    ("code", "sales", "missing"),
    [
        ("ROM-01", "two_stage", ("marketing_motions",)),
        ("ROM-02", "two_stage", ("marketing_motions",)),
        ("ROM-03", "two_stage", ("marketing_motions",)),
        ("ROM-04:marketing", "two_stage", ("marketing_motions",)),
        ("ROM-04:success", "two_stage", ("success_motion",)),
        ("ROM-05", "two_stage", ("success_motion",)),
        ("ROM-06", "two_stage", ("success_motion",)),
        ("ROM-07:rep", "field", ("accounts_per_rep",)),
        ("ROM-07:csm", "field", ("accounts_per_csm",)),
        ("ROM-08:sdr_work", "field", ("sdr_count", "sdr_work")),
        ("ROM-08:reporting", "two_stage", ("sdr_count", "sdr_work", "sdr_reports_to")),
        ("ROM-08:first_call", "two_stage", ("expert_on_first_call",)),
    ],
)
def test_a_missing_answer_is_not_assessed(code: str, sales: str, missing: tuple[str, ...]) -> None:
    code, _, variant = code.partition(":")
    answers = neutral(sales, **dict.fromkeys(missing))
    run = assess(session_of(answers)).runs[code, f"s:{variant}" if variant else "s"]
    assert (run.result, run.missing) == ("not_assessed", tuple(f"segments.s.{name}" for name in missing))


def test_recurring_revenue_must_be_known_where_it_decides() -> None:
    unknown = neutral("field", success_motion="none", recurs=None)
    assert result(unknown, "ROM-04", "s:success") == result(unknown, "ROM-06", "s") == "not_assessed"
    assert result(unknown, "ROM-05", "s") == "passes"


def test_the_whole_grid() -> None:
    worst: Counter[str] = Counter()
    marketing_sets = [c for n in (1, 2, 3, 4) for c in combinations(MARKETING_MOTIONS, n)]
    for sales, motions, success in product(SALES_MOTIONS, marketing_sets, SUCCESS_MOTIONS):
        if success == "none":
            continue
        answers = neutral(sales, marketing_motions=motions, success_motion=success, first_year_acv=None)
        assessment = assess(session_of(answers))
        severities = [f.severity for f in assessment.findings if f.code.startswith("ROM")]
        worst[min(severities, key=SEVERITIES.index) if severities else "clean"] += 1
    assert worst == {"clean": 99, "medium": 99, "high": 110, "critical": 67}


def test_a_planned_segment_gets_notes_outside_the_counts() -> None:
    assessment = assessed(neutral("two_stage", marketing_motions=(IN,), status="planned"))
    assert assessment.findings == () == assessment.strengths
    assert [(f.identity, f.severity) for f in assessment.before_you_start] == [("ROM-01/s", "high")]


def test_a_message_names_the_segment_and_a_way_out() -> None:
    answers = neutral("two_stage", marketing_motions=(IN,)) | {"segments.s.name": "Finance teams"}
    message = assessed(answers).findings[0].message
    assert message.startswith("Finance teams: ")
    assert "Prospecting (1:many)" in message


def test_a_threshold_says_how_far_the_answer_is_from_the_line() -> None:
    margin = assessed(neutral("named_accounts", accounts_per_rep=80)).findings[0].margin
    assert margin is not None
    assert (margin.value, margin.line, margin.unit) == (80, 50, "accounts")


@pytest.mark.parametrize(
    ("strength", "answers"),
    [
        ("researching-sdrs", neutral("field", sdr_count=2, sdr_work="research")),
        ("one-column", neutral("product_led", marketing_motions=())),
    ],
)
def test_strengths(strength: str, answers: dict[str, Any]) -> None:
    said = {s.id: s for s in assessed(answers).strengths}
    assert said[strength].segment == "s"
    assert said[strength].evidence


@pytest.mark.parametrize(
    ("strength", "answers"),
    [
        ("researching-sdrs", neutral("two_stage", sdr_count=2, sdr_work="research")),
        ("researching-sdrs", neutral("field", sdr_count=0, sdr_work="research")),
        ("one-column", neutral("two_stage", success_motion="help_desk")),
        ("one-column", neutral("two_stage", marketing_motions=(P, T))),
        ("one-column", neutral("two_stage", marketing_motions=(A,))),
        ("value-in-comfort", neutral("field", first_year_acv=49_999)),
    ],
)
def test_no_strength_is_claimed_where_it_does_not_hold(strength: str, answers: dict[str, Any]) -> None:
    assert strength not in {s.id for s in assessed(answers).strengths}


@pytest.mark.parametrize("code", [code for code in EXAMPLES if code.startswith(("ROM", "ECO"))])
def test_the_examples_of_each_rule_raise_and_clear_it(code: str) -> None:
    raises, clears = EXAMPLES[code]
    assert code in {identity.partition("/")[0] for identity in found(raises)}
    assert code not in {identity.partition("/")[0] for identity in found(clears)}
    assert any(run.result == "passes" for (c, _), run in assess(session_of(clears)).runs.items() if c == code)


def test_every_rule_on_motions_and_money_has_examples() -> None:
    assert {code for code in EXAMPLES if code[:3] in ("ROM", "ECO")} == {
        f"{family}-0{n}" for family in ("ROM", "ECO") for n in range(1, 9)
    }
