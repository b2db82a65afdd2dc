"""TEAM and BUD: when they fire, how badly, and when they keep silent; and the examples of this half."""

from typing import Any

import pytest

from gtm_tui.model.vocabulary import FOUR_GROUPS, MARKETING_GROUPS
from gtm_tui.rules import rules_of
from gtm_tui.rules.examples_team import EXAMPLES
from gtm_tui.rules.finding import margin_words
from tests.support.rule_tools import assessed, found, result

SMALL = {"company.arr": 4_999_999}
LARGE = {"company.arr": 5_000_000}
Owners = tuple[tuple[str, str], ...]


def people(**groups: tuple[str, ...]) -> dict[str, Any]:
    short = dict(zip(("inbound", "outbound", "marcom", "sales"), FOUR_GROUPS, strict=True))
    return {f"groups.{short[name]}.people": who for name, who in groups.items()}


def owned(deliverable: str, *pairs: str | tuple[str, str]) -> dict[str, Any]:
    return {f"accountable.{deliverable}": tuple((p, "all") if isinstance(p, str) else p for p in pairs)}


@pytest.mark.parametrize("code", EXAMPLES)
def test_each_example_raises_and_clears_its_rule(code: str) -> None:
    raises, clears = (assessed(answers) for answers in EXAMPLES[code])
    assert raises.results_by_rule[code] == "fires"
    assert clears.results_by_rule[code] == "passes"


def test_each_rule_of_this_half_has_an_example() -> None:
    assert {code for code in rules_of().rules if code.partition("-")[0] not in ("ROM", "ECO")} == set(EXAMPLES)


@pytest.mark.parametrize("group", FOUR_GROUPS)
def test_a_missing_group(group: str) -> None:
    nobody = {f"groups.{group}.people": ()}
    identity = f"TEAM-01/{group}"
    assert found({**nobody, **LARGE}, "TEAM-01") == {identity: "critical"}
    assert found({**nobody, **SMALL}, "TEAM-01") == {identity: "high"}
    assert found({**nobody, "company.gtm_headcount": 15}, "TEAM-01") == {identity: "high"}
    assert found({**nobody, "company.gtm_headcount": 16}, "TEAM-01") == {identity: "critical"}
    assert found({**nobody, **LARGE, "company.gtm_headcount": 3}, "TEAM-01") == {identity: "critical"}
    assert result({}, "TEAM-01", group) == "not_assessed"


@pytest.mark.parametrize(
    ("deliverable", "group"),
    [
        ("business_case", "inbound_marketing"),
        ("roadmap", "inbound_marketing"),
        ("gtm_plan", "outbound_marketing"),
        ("marketing_assets", "marketing_communications"),
        ("individual_deals", "sales"),
    ],
)
def test_a_deliverable_without_an_owner(deliverable: str, group: str) -> None:
    identity = f"TEAM-02/{deliverable}"
    assert found(owned(deliverable), "TEAM-02") == {identity: "critical"}
    assert found({**owned(deliverable), f"groups.{group}.people": ("Ana",)}, "TEAM-02") == {identity: "critical"}
    assert found({**owned(deliverable), f"groups.{group}.people": ()}, "TEAM-02") == {}
    assert found(owned(deliverable, "Ana"), "TEAM-02") == {}
    assert result({}, "TEAM-02", deliverable) == "not_assessed"


def test_renewal_is_judged_by_its_own_rule_only() -> None:
    answers = {"company.recurring_revenue": True, **owned("renewal_and_growth")}
    assert found(answers) == {"TEAM-13": "high"}
    assert found({**answers, "company.recurring_revenue": False}) == {}
    assert found({**answers, **owned("renewal_and_growth", "Ana", "Bo")}) == {"TEAM-13": "medium"}
    split = owned("renewal_and_growth", ("Ana", "north"), ("Bo", "south"))
    assert result({**answers, **split}, "TEAM-13", "") == "passes"
    assert result(owned("renewal_and_growth"), "TEAM-13", "") == "not_assessed"
    assert result({"company.recurring_revenue": True}, "TEAM-13", "") == "not_assessed"


@pytest.mark.parametrize(
    ("owners", "fires"),
    [
        ((("Ana", "all"), ("Bo", "all")), True),
        ((("Ana", "payers"), ("Bo", " Payers")), True),
        ((("Ana", "payers"), ("Bo", "providers")), False),
        ((("Ana", "payers"), ("Bo", "providers"), ("Cy", "providers")), True),
        ((("Ana", "all"), ("ana ", "all")), False),
        ((("Ana", "all"),), False),
    ],
)
def test_two_owners_with_the_same_scope(owners: Owners, fires: bool) -> None:
    answers = {"accountable.gtm_plan": owners}
    assert found(answers, "TEAM-03") == ({"TEAM-03/gtm_plan": "high"} if fires else {})


def test_the_wrong_group_owns_it() -> None:
    answers = {**people(inbound=("PM lead",), sales=("VP Sales",)), **owned("roadmap", "VP Sales"), **LARGE}
    assert found(answers, "TEAM-04") == {"TEAM-04/roadmap": "high"}
    assert found({**answers, **SMALL}, "TEAM-04") == {"TEAM-04/roadmap": "medium"}
    assert found({**answers, **owned("roadmap", "VP Sales", "pm  lead")}, "TEAM-04") == {}
    assert found({**answers, **people(inbound=("VP Sales",))}, "TEAM-04") == {}
    assert found({**answers, **people(inbound=())}, "TEAM-04") == {"TEAM-04/roadmap": "high"}
    assert result(owned("roadmap", "VP Sales"), "TEAM-04", "roadmap") == "not_assessed"
    finding = assessed(answers).find("TEAM-04/roadmap")
    assert finding is not None
    assert "VP Sales in Sales owns the roadmap; that belongs with Inbound marketing" in finding.message
    assert "groups.sales.people" in dict(finding.evidence)


def test_one_person_with_two_jobs() -> None:
    answers = {**people(inbound=("Ana",), outbound=("ana",), marcom=("Bo",), sales=("Cy",)), **LARGE}
    assert found(answers, "TEAM-05") == {"TEAM-05/Ana": "medium"}
    with_sales = {**answers, **people(sales=("Cy", "Bo"))}
    assert found(with_sales, "TEAM-05") == {"TEAM-05/Ana": "medium", "TEAM-05/Bo": "high"}
    assert found({**with_sales, **SMALL}, "TEAM-05") == {"TEAM-05/Bo": "low"}
    own = {"groups.customer_success.people": ("Cy",)}
    assert found({**answers, **people(outbound=("Dana",)), **own}, "TEAM-05") == {}


def test_two_jobs_rest_only_on_the_groups_that_name_the_person() -> None:
    answers = {**people(inbound=("Ana",), outbound=("Bo",), marcom=("Cy",), sales=("Bo",)), **LARGE}
    finding = assessed(answers).find("TEAM-05/Bo")
    assert finding is not None
    assert dict(finding.evidence).keys() == {"groups.outbound_marketing.people", "groups.sales.people", "company.arr"}
    without = {key: value for key, value in answers.items() if key != "groups.inbound_marketing.people"}
    assert found(without, "TEAM-05") == {"TEAM-05/Bo": "high"}
    assert result({**without, **people(sales=("Dana",))}, "TEAM-05", "") == "not_assessed"


def time(inbound: int | None, outbound: int | None, marcom: int | None) -> dict[str, Any]:
    shares = zip(MARKETING_GROUPS, (inbound, outbound, marcom), strict=True)
    return {f"groups.{group}.time_on_single_deals": share for group, share in shares if share is not None}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (time(20, 20, 20), {}),
        (time(10, 21, 20), {"TEAM-06/outbound_marketing": "medium"}),
        (time(50, 21, 20), {"TEAM-06/inbound_marketing": "medium"}),
        (time(10, 21, 51), {"TEAM-06/marketing_communications": "high"}),
        (time(79, 60, 0), {"TEAM-06/inbound_marketing": "high"}),
        (time(10, 80, 60), {"TEAM-06/outbound_marketing": "critical"}),
        (time(None, 60, None), {"TEAM-06/outbound_marketing": "high"}),
        (time(None, 10, 10), {}),
    ],
)
def test_marketing_as_sales_support(answers: dict[str, Any], expected: dict[str, str]) -> None:
    assert found(answers, "TEAM-06") == expected


def test_groups_that_are_nobody_or_the_support_team_are_not_judged() -> None:
    assert result(time(None, 10, 10), "TEAM-06", "") == "not_assessed"
    assert result({**time(None, 10, 10), **people(inbound=())}, "TEAM-06", "") == "passes"
    busy = {**time(10, 90, 10), **people(outbound=("Ana", "Bo"))}
    support = {"groups.sales.sales_support_people": ("bo", "Ana", "Cy")}
    assert found(busy, "TEAM-06") == {"TEAM-06/outbound_marketing": "critical"}
    assert found({**busy, **support}, "TEAM-06") == {}
    partly = {"groups.sales.sales_support_people": ("Bo",)}
    assert found({**busy, **partly}, "TEAM-06") == {"TEAM-06/outbound_marketing": "critical"}


def test_all_groups_over_the_limit_are_named_worst_first() -> None:
    finding = assessed(time(15, 55, 35)).find("TEAM-06/outbound_marketing")
    assert finding is not None
    assert (
        "Outbound marketing spends 55 % of its time on individual deals (Marketing communications 35 %)"
        in finding.message
    )
    assert finding.margin is not None
    assert (finding.margin.value, finding.margin.line) == (55, 20)


def test_help_on_deals() -> None:
    def answers(help: str, team: bool | None) -> dict[str, Any]:
        given = {} if team is None else {"groups.sales.sales_support_team": team}
        return {"groups.sales.deals_needing_help": help, **given}

    assert found(answers("most", False), "TEAM-07") == {"TEAM-07": "high"}
    assert found({**answers("often", False), **SMALL}, "TEAM-07") == {"TEAM-07": "low"}
    assert result(answers("often", True), "TEAM-07", "") == "passes"
    assert result(answers("rarely", False), "TEAM-07", "") == "passes"
    assert result(answers("often", None), "TEAM-07", "") == "not_assessed"


@pytest.mark.parametrize(("share", "severity"), [(20, None), (21, "medium"), (40, "medium"), (41, "high")])
def test_sales_doing_marketing(share: int, severity: str | None) -> None:
    answers = {"groups.sales.time_on_market_work": share}
    assert found(answers, "TEAM-08") == ({"TEAM-08": severity} if severity else {})


@pytest.mark.parametrize(
    ("interviews", "more", "severity"),
    [
        (0, LARGE, "critical"),
        (0, SMALL, "high"),
        (1, LARGE, "medium"),
        (2, SMALL, "medium"),
        (3, LARGE, None),
        (9, {"groups.inbound_marketing.customers_only": True}, "high"),
        (0, {**LARGE, "groups.inbound_marketing.customers_only": True}, "critical"),
        (0, {**SMALL, "groups.inbound_marketing.customers_only": True}, "high"),
        (1, {**LARGE, "groups.inbound_marketing.customers_only": True}, "high"),
        (0, people(inbound=()), None),
        (9, {**people(inbound=()), "groups.inbound_marketing.customers_only": True}, None),
    ],
)
def test_buyer_interviews(interviews: int, more: dict[str, Any], severity: str | None) -> None:
    answers = {"groups.inbound_marketing.buyer_interviews_last_quarter": interviews, **more}
    assert found(answers, "TEAM-09") == ({"TEAM-09": severity} if severity else {})


def test_interviews_not_given_are_not_assessed() -> None:
    assert result({"groups.inbound_marketing.customers_only": False}, "TEAM-09", "") == "not_assessed"
    assert found({"groups.inbound_marketing.customers_only": True}, "TEAM-09") == {"TEAM-09": "high"}


@pytest.mark.parametrize(
    ("interviews", "words"), [(0, "no buyer interviews"), (1, "1 buyer interview"), (2, "2 buyer interviews")]
)
def test_buyer_interviews_are_counted_in_words(interviews: int, words: str) -> None:
    answers = {"groups.inbound_marketing.buyer_interviews_last_quarter": interviews}
    (finding,) = [f for f in assessed(answers).findings if f.code == "TEAM-09"]
    assert f"The roadmap rests on {words} last quarter." in finding.message
    assert finding.margin is not None
    assert margin_words(finding.margin) == f"{interviews} interview{'' if interviews == 1 else 's'}; 3 would pass"


@pytest.mark.parametrize(("knows", "severity"), [("yes", None), ("partly", "medium"), ("no", "high")])
def test_how_buyers_buy(knows: str, severity: str | None) -> None:
    answers = {"groups.outbound_marketing.knows_how_buyers_buy": knows}
    assert found(answers, "TEAM-10") == ({"TEAM-10": severity} if severity else {})
    assert found({**answers, **people(outbound=())}, "TEAM-10") == {}


@pytest.mark.parametrize(("measure", "fires"), [("buyer_decision", False), ("volume", True), ("nothing", True)])
def test_how_assets_are_judged(measure: str, fires: bool) -> None:
    answers = {"groups.marketing_communications.assets_measured_by": measure}
    assert found(answers, "TEAM-11") == ({"TEAM-11": "medium"} if fires else {})


@pytest.mark.parametrize(
    ("agreed", "planned", "expected"),
    [
        (True, True, "passes"),
        (False, None, "medium"),
        (False, True, "medium"),
        (None, True, "low"),
        (None, False, "not_assessed"),
        (None, None, "not_assessed"),
    ],
)
def test_roles_agreed(agreed: bool | None, planned: bool | None, expected: str) -> None:
    given = {"team.roles_agreed": agreed, "team.reorganisation_planned": planned}
    answers = {key: value for key, value in given.items() if value is not None}
    if expected in ("medium", "low"):
        assert found(answers) == {"TEAM-12": expected}
    else:
        assert result(answers, "TEAM-12", "") == expected


def budget(*lines: tuple[str, str, int]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for number, (payer, aim, amount) in enumerate(lines):
        prefix = f"budget.line-{number}."
        answers |= {f"{prefix}label": f"Line {number}", f"{prefix}payer": payer, f"{prefix}aim": aim}
        answers[f"{prefix}amount"] = amount
    return answers


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("marketing", "market", 90), ("marketing", "deals", 10)], {}),
        ([("marketing", "market", 89), ("marketing", "deals", 11)], {"BUD-01/marketing_on_deals": "medium"}),
        ([("marketing", "market", 70), ("marketing", "deals", 30)], {"BUD-01/marketing_on_deals": "medium"}),
        ([("marketing", "market", 69), ("marketing", "deals", 31)], {"BUD-01/marketing_on_deals": "high"}),
        ([("sales", "deals", 60), ("sales", "market", 40)], {"BUD-01/sales_on_market": "high"}),
        (
            [("sales", "deals", 80), ("sales", "market", 20), ("marketing", "deals", 5)],
            {"BUD-01/sales_on_market": "medium", "BUD-01/marketing_on_deals": "high"},
        ),
        (
            [("marketing", "market", 80), ("marketing", "deals", 20), ("marketing", "both", 900)],
            {"BUD-01/marketing_on_deals": "medium"},
        ),
        ([("marketing", "market", 0), ("marketing", "deals", 0)], {}),
    ],
)
def test_budget_spent_on_the_wrong_purpose(lines: list[tuple[str, str, int]], expected: dict[str, str]) -> None:
    assert found(budget(*lines), "BUD") == expected


@pytest.mark.parametrize("missing", ["aim", "amount"])
def test_a_budget_with_an_incomplete_line_is_not_assessed(missing: str) -> None:
    answers = budget(("marketing", "market", 100), ("marketing", "deals", 50), ("sales", "market", 50))
    del answers[f"budget.line-0.{missing}"]
    runs = assessed(answers).runs
    assert runs["BUD-01", "marketing_on_deals"].missing == (f"budget.line-0.{missing}",)
    assert runs["BUD-01", "sales_on_market"].result == "fires"


def test_a_budget_without_lines_is_not_assessed() -> None:
    answers = budget(("marketing", "market", 100))
    del answers["budget.line-0.payer"]
    runs = assessed(answers).runs
    assert runs["BUD-01", "marketing_on_deals"].missing == ("budget",)
    assert runs["BUD-01", "sales_on_market"].missing == ("budget",)


def test_much_money_for_both_aims_asks_for_a_split() -> None:
    quarter = assessed(budget(("marketing", "market", 75), ("marketing", "both", 25)))
    assert not quarter.remarks
    more = assessed(budget(("marketing", "market", 74), ("marketing", "both", 26)))
    assert [(code, subject) for code, subject, _ in more.remarks] == [("BUD-01", "marketing_on_deals")]
    assert not more.findings


def test_the_misfiled_lines_are_named() -> None:
    answers = budget(("marketing", "market", 82), ("marketing", "deals", 10), ("marketing", "deals", 8))
    answers |= budget_line("Own demos", "sales", "deals", 50)
    finding = assessed(answers).find("BUD-01/marketing_on_deals")
    assert finding is not None
    assert finding.message.startswith("18 % of the marketing budget is spent on individual deals: Line 1 and Line 2.")
    assert not any(key.startswith("budget.own") for key, _ in finding.evidence)


def budget_line(label: str, payer: str, aim: str, amount: int) -> dict[str, Any]:
    return {"budget.own.label": label, "budget.own.payer": payer, "budget.own.aim": aim, "budget.own.amount": amount}


def strengths(answers: dict[str, Any]) -> set[tuple[str, str]]:
    return {(s.id, s.subject) for s in assessed(answers).strengths}


def test_one_owner_for_each_deliverable_is_a_strength() -> None:
    names = ("business_case", "roadmap", "gtm_plan", "marketing_assets", "individual_deals")
    five = {key: value for name in names for key, value in owned(name, "Ana").items()}
    assert strengths({**five, "company.recurring_revenue": False}) == {("one-owner-each", "")}
    recurring = {**five, "company.recurring_revenue": True}
    assert strengths(recurring) == set()
    assert strengths({**recurring, **owned("renewal_and_growth", "Bo")}) == {("one-owner-each", "")}
    assert strengths({**recurring, **owned("renewal_and_growth", "Bo", "Cy")}) == set()


def test_specialists_are_a_strength_where_each_has_a_scope() -> None:
    split = owned("gtm_plan", ("Ana", "payers"), ("Bo", "providers"))
    assert strengths(split) == {("specialists", "gtm_plan")}
    assert strengths(owned("gtm_plan", ("Ana", "payers"))) == set()
    assert strengths(owned("gtm_plan", ("Ana", "payers"), ("Bo", "all"))) == set()
    assert strengths(owned("gtm_plan", ("Ana", "payers"), ("Bo", "Payers"))) == set()


def test_a_support_team_that_keeps_marketing_on_the_market_is_a_strength() -> None:
    team = {"groups.sales.sales_support_team": True}
    assert strengths({**team, **time(5, 20, 10)}) == {("support-team-works", "")}
    assert strengths({**team, **time(5, 21, 10)}) == set()
    assert strengths({**team, **time(5, None, 10)}) == set()
    assert strengths({"groups.sales.sales_support_team": False, **time(5, 20, 10)}) == set()


def test_rules_stand_in_the_order_of_the_model() -> None:
    codes = list(rules_of().rules)
    families = ("ROM", "ECO", "STR", "DNA", "TEAM", "BUD", "PER", "DAT")
    assert codes == sorted(codes, key=lambda code: (families.index(code[:-3]), code))
    assert len(codes) == 40
