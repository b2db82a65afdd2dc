"""What release 1.0.0 got wrong and model 1.0 gets right: borders, small companies, the worse of two answers, texts."""

from typing import Any

import pytest

from gtm_tui.rules.finding import rounded
from tests.support.rule_tools import assessed, found

LARGE = {"company.recurring_revenue": True, "company.arr": 20_000_000}
NOBODY_SELLS = {"groups.sales.people": ()}
EXPANDING = {"land_and_expand": True, "net_revenue_retention": 140}


def segment(**own: Any) -> dict[str, Any]:
    return {f"segments.s.{name}": value for name, value in own.items()}


def message(answers: dict[str, Any], identity: str) -> str:
    finding = assessed(answers).find(identity)
    assert finding is not None
    return finding.message


def test_a_computed_figure_has_nine_significant_digits() -> None:
    assert [rounded(n) for n in (18.000000000000004, 30.000000000000004, 0.1 + 0.2)] == [18, 30, 0.3]
    assert rounded(123_456_789.4) == 123_456_789
    assert rounded(18.0000001) > 18


def payback(cost: float, **changes: Any) -> dict[str, str]:
    own = {"sales_motion": "one_stage", "first_year_acv": 1_000, "deals_per_year": 4, "gross_margin": 50}
    expanding = {"land_and_expand": True, "lifetime_value": 4_000}
    return found(segment(**own, **expanding, acquisition_cost_per_year=cost, **changes), "ECO-06")


def test_eighteen_months_over_a_third_of_the_lifetime_value_are_on_the_border() -> None:
    assert payback(4_000) == {"ECO-06/s": "medium"}
    assert payback(4_001) == {"ECO-06/s": "high"}


def budget(*amounts: float) -> dict[str, Any]:
    lines = {f"line{n}": (amount, "deals" if n else "market") for n, amount in enumerate(amounts)}
    return {
        f"budget.{line}.{name}": value
        for line, (amount, aim) in lines.items()
        for name, value in (("payer", "marketing"), ("aim", aim), ("amount", amount))
    }


def test_thirty_percent_in_tenths_is_on_the_border() -> None:
    assert found(budget(0.7, 0.1, 0.2), "BUD") == {"BUD-01/marketing_on_deals": "medium"}
    assert found(budget(0.7, 0.1, 0.2001), "BUD") == {"BUD-01/marketing_on_deals": "high"}


@pytest.mark.parametrize(
    ("rate", "acv", "expected"),
    [
        # 100 x 1.1 and 25,000 x 1.1 and the like are no whole numbers of a float
        (1.1, 454_545.454545, {}),
        (1.1, 909_090.909091, {"ECO-02/s": "low"}),
        (1.1, 909_090.92, {"ECO-02/s": "medium"}),
    ],
)
def test_a_value_in_another_currency_meets_the_border_in_dollars(
    rate: float, acv: float, expected: dict[str, str]
) -> None:
    euros = {"session.currency": "EUR", "session.usd_per_unit": rate}
    assert found({**euros, **segment(sales_motion="field", first_year_acv=acv)}, "ECO") == expected


def test_an_answer_is_compared_as_typed() -> None:
    assert found(segment(sales_motion="field", first_year_acv=1_000_000.0004), "ECO") == {"ECO-02/s": "medium"}


@pytest.mark.parametrize(
    ("company", "severity"),
    [
        ({"company.recurring_revenue": False, "company.arr": 0, "company.gtm_headcount": 200}, "critical"),
        ({"company.recurring_revenue": False, "company.arr": 90_000_000, "company.gtm_headcount": 15}, "high"),
        ({"company.recurring_revenue": False, "company.arr": 0}, "critical"),
        ({"company.recurring_revenue": True, "company.arr": 0, "company.gtm_headcount": 200}, "high"),
        ({"session.currency": "EUR", "company.arr": 900_000}, "critical"),
        ({"session.currency": "EUR", "company.arr": 900_000, "company.gtm_headcount": 15}, "high"),
        ({"session.currency": "EUR", "company.arr": 90_000_000, "company.gtm_headcount": 15}, "high"),
        ({"session.currency": "EUR", "session.usd_per_unit": 1.1, "company.arr": 4_545_454}, "high"),
        ({"session.currency": "EUR", "session.usd_per_unit": 1.1, "company.arr": 4_545_454.545454}, "critical"),
    ],
)
def test_revenue_decides_on_a_small_company_only_where_it_recurs_and_is_known_in_dollars(
    company: dict[str, Any], severity: str
) -> None:
    assert found({**NOBODY_SELLS, **company}, "TEAM-01") == {"TEAM-01/sales": severity}


def test_what_decided_on_the_size_of_the_company_is_evidence() -> None:
    not_recurring = {"company.recurring_revenue": False, "company.arr": 0, "company.gtm_headcount": 200}
    finding = assessed({**NOBODY_SELLS, **not_recurring}).find("TEAM-01/sales")
    assert finding is not None
    assert [key for key, _ in finding.evidence] == [
        "groups.sales.people",
        "company.recurring_revenue",
        "company.gtm_headcount",
    ]


def test_talks_with_customers_only_and_none_at_all_count_as_the_worse_of_both() -> None:
    both = {
        **LARGE,
        "groups.inbound_marketing.customers_only": True,
        "groups.inbound_marketing.buyer_interviews_last_quarter": 0,
    }
    finding = assessed(both).find("TEAM-09")
    assert finding is not None
    assert finding.severity == "critical"
    assert {key for key, _ in finding.evidence} >= both.keys() - {"company.recurring_revenue"}
    one_suffices = {k: v for k, v in both.items() if not k.endswith("last_quarter")}
    assert found(one_suffices, "TEAM-09") == {"TEAM-09": "high"}
    assert found({**both, "groups.inbound_marketing.buyer_interviews_last_quarter": 2}, "TEAM-09") == {
        "TEAM-09": "high"
    }


def test_prospecting_for_named_accounts_has_a_sentence_of_its_own() -> None:
    def rom(*motions: str) -> str:
        return message(segment(sales_motion="named_accounts", marketing_motions=motions), "ROM-01/s")

    for motions in (("prospecting",), ("inbound", "prospecting")):
        assert "writes to whole segments" in rom(*motions)
        assert "Add Targeting" in rom(*motions)
        assert "everyone" not in rom(*motions)
    assert "everyone at once" in rom("inbound")


def test_an_effective_value_is_named_as_one() -> None:
    lifted = segment(sales_motion="field", first_year_acv=80_000, lifetime_value=4_000_000, **EXPANDING)
    assert "at an effective value of 1,333,333 USD a year (lifetime value over 3 years)" in message(lifted, "ECO-02/s")
    assert "at 600,000 USD buyers" in message(segment(sales_motion="field", first_year_acv=600_000), "ECO-02/s")


def test_few_deals_ask_what_the_reps_do_or_say_how_many_opportunities_they_had() -> None:
    few = {
        **segment(sales_motion="two_stage", closing_reps=4, deals_per_year=40),
        **{f"segments.t.{name}": n for name, n in (("sales_motion", "field"), ("closing_reps", 1))},
        "segments.t.deals_per_year": 1,
    }
    assert "Is it demand, or do the reps spend their time on customers they already have?" in message(few, "ECO-04/s")
    known = {**few, "segments.s.qualified_opportunities": 100}
    assert message(known, "ECO-04/s").endswith("25 to 40, and there are 25 opportunities per rep.")
    # the numbers are those of that segment
    assert "Is it demand" in message(known, "ECO-04/t")
    one = {**few, "segments.s.qualified_opportunities": 4}
    assert message(one, "ECO-04/s").endswith("and there is 1 opportunity per rep.")


def test_only_a_small_deal_is_told_that_small_and_slow_does_not_pay() -> None:
    def cycle(acv: int, **changes: Any) -> str:
        return message(segment(first_year_acv=acv, sales_cycle_days=300, **changes), "ECO-08/s")

    assert "Small and slow" in cycle(14_999)
    assert "usually take up to 120. Find the step where deals wait." in cycle(15_000)
    assert "regulated buying takes its time" in cycle(14_999, regulated_buying=True)


def test_checks_that_are_not_known_are_said() -> None:
    ways = {"segments.a.sales_motion": "one_stage", "segments.b.sales_motion": "field"}
    names = (
        "ten_customers_won_the_same_way",
        "win_rate_and_cycle_known",
        "retention_measured_and_acceptable",
        "sold_without_founder",
    )
    two_known = {**ways, **{f"direction.{name}": False for name in names[:2]}}
    assert "0 of 4 checks hold, 2 not known" in message(two_known, "STR-01")
    all_known = {**ways, **{f"direction.{name}": False for name in names}}
    assert "0 of 4 checks hold. " in message(all_known, "STR-01")
