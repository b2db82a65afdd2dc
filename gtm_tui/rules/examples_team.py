"""Small sessions that raise and clear the rules about strategy, team and buyer, for explaining them."""

from collections.abc import Mapping
from typing import Any

from gtm_tui.model.session import Value
from gtm_tui.model.vocabulary import RINGS

Answers = Mapping[str, Value]

_SEGMENT = "segments.example."
_SECOND = "segments.second."
_TWO_WAYS: Answers = {
    _SEGMENT + "name": "Workshops",
    _SEGMENT + "sales_motion": "one_stage",
    _SECOND + "name": "Plants",
    _SECOND + "sales_motion": "field",
    "direction.ten_customers_won_the_same_way": True,
    "direction.win_rate_and_cycle_known": False,
    "direction.retention_measured_and_acceptable": False,
    "direction.sold_without_founder": False,
}
_MOVE: Answers = {
    "direction.move.planned": True,
    "direction.move.target_tier": "enterprise",
    "direction.move.engines_being_built": ("content",),
    "direction.move.months_expected": 8,
}
_RINGS: dict[str, Value] = {f"persona.rings.{ring}": "What buyers told us." for ring in RINGS}
_FEW_RINGS: dict[str, Value] = {
    "persona.exists": True,
    "persona.from_buyer_interviews": True,
    "persona.rings.priority_initiative": "What buyers told us.",
}
_BUDGET: Answers = {
    "budget.content.label": "Content",
    "budget.content.payer": "marketing",
    "budget.content.aim": "market",
    "budget.content.amount": 80000,
    "budget.demos.label": "Demos for single prospects",
    "budget.demos.payer": "marketing",
    "budget.demos.aim": "deals",
    "budget.demos.amount": 20000,
}


def _changed(answers: Answers, changes: Mapping[str, Any]) -> tuple[Answers, Answers]:
    return answers, {**answers, **changes}


EXAMPLES: dict[str, tuple[Answers, Answers]] = {
    "STR-01": _changed(
        _TWO_WAYS,
        {"direction.win_rate_and_cycle_known": True, "direction.retention_measured_and_acceptable": True},
    ),
    "STR-02": _changed(
        {_SEGMENT + "name": "Plants", _SEGMENT + "sales_motion": "field", _SEGMENT + "closing_reps": 0},
        {_SEGMENT + "closing_reps": 1},
    ),
    "STR-03": _changed(_MOVE, {"direction.move.engines_being_built": ("expertise_relationships", "content")}),
    "STR-04": _changed(_MOVE, {"direction.move.months_expected": 18}),
    "DNA-01": _changed(
        {_SEGMENT + "name": "Studios", _SEGMENT + "first_year_acv": 3000, _SEGMENT + "service_charge": "own_price"},
        {_SEGMENT + "service_charge": "free"},
    ),
    "DNA-02": _changed(
        {
            _SEGMENT + "name": "Hospitals",
            _SEGMENT + "first_year_acv": 80000,
            _SEGMENT + "product_charge": "own_price",
            _SEGMENT + "service_charge": "free",
        },
        {_SEGMENT + "product_charge": "bundled", _SEGMENT + "service_charge": "bundled"},
    ),
    "TEAM-01": _changed({"groups.inbound_marketing.people": ()}, {"groups.inbound_marketing.people": ("PM lead",)}),
    "TEAM-02": _changed({"accountable.roadmap": ()}, {"accountable.roadmap": (("PM lead", "all"),)}),
    "TEAM-03": _changed(
        {"accountable.gtm_plan": (("Ana", "all"), ("Bo", "all"))},
        {"accountable.gtm_plan": (("Ana", "payers"), ("Bo", "providers"))},
    ),
    "TEAM-04": _changed(
        {
            "accountable.roadmap": (("VP Sales", "all"),),
            "groups.inbound_marketing.people": ("PM lead",),
            "groups.sales.people": ("VP Sales",),
        },
        {"accountable.roadmap": (("PM lead", "all"),)},
    ),
    "TEAM-05": _changed(
        {
            "groups.inbound_marketing.people": ("Ana",),
            "groups.outbound_marketing.people": ("Bo",),
            "groups.marketing_communications.people": ("Cy",),
            "groups.sales.people": ("Bo",),
        },
        {"groups.outbound_marketing.people": ("Dana",)},
    ),
    "TEAM-06": _changed(
        {
            "groups.inbound_marketing.time_on_single_deals": 10,
            "groups.outbound_marketing.time_on_single_deals": 55,
            "groups.marketing_communications.time_on_single_deals": 15,
        },
        {"groups.outbound_marketing.time_on_single_deals": 15},
    ),
    "TEAM-07": _changed(
        {"groups.sales.deals_needing_help": "most", "groups.sales.sales_support_team": False},
        {"groups.sales.sales_support_team": True},
    ),
    "TEAM-08": _changed({"groups.sales.time_on_market_work": 35}, {"groups.sales.time_on_market_work": 10}),
    "TEAM-09": _changed(
        {"groups.inbound_marketing.buyer_interviews_last_quarter": 1},
        {"groups.inbound_marketing.buyer_interviews_last_quarter": 5},
    ),
    "TEAM-10": _changed(
        {"groups.outbound_marketing.knows_how_buyers_buy": "partly"},
        {"groups.outbound_marketing.knows_how_buyers_buy": "yes"},
    ),
    "TEAM-11": _changed(
        {"groups.marketing_communications.assets_measured_by": "volume"},
        {"groups.marketing_communications.assets_measured_by": "buyer_decision"},
    ),
    "TEAM-12": _changed({"team.roles_agreed": False}, {"team.roles_agreed": True}),
    "TEAM-13": _changed(
        {"company.recurring_revenue": True, "accountable.renewal_and_growth": ()},
        {"accountable.renewal_and_growth": (("Head of CS", "all"),)},
    ),
    "BUD-01": _changed(_BUDGET, {"budget.demos.payer": "sales"}),
    "PER-01": _changed({"persona.exists": False}, {"persona.exists": True}),
    "PER-02": _changed(_FEW_RINGS, _RINGS),
    "PER-03": _changed(
        {"persona.exists": True, "persona.used_by": ("outbound_marketing",)},
        {
            "persona.used_by": ("inbound_marketing", "outbound_marketing", "marketing_communications", "sales"),
        },
    ),
    "DAT-01": _changed(
        {
            "company.recurring_revenue": True,
            "measures.lead_to_deal_measured": True,
            "measures.deal_to_renewal_measured": False,
        },
        {"measures.deal_to_renewal_measured": True},
    ),
}
