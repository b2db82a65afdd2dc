"""Drive the wizard by keys alone: what a person presses, written as a short script."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.pilot import Pilot

from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.drawing import plain

_NAMES = {
    " ": "space",
    ",": "comma",
    ".": "full_stop",
    "-": "minus",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "/": "slash",
    "'": "apostrophe",
    "?": "question_mark",
}


_CHARACTERS = {name: character for character, name in _NAMES.items()}


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys by name, typed ahead as a fast hand does; a key of the form `'text` types the text."""
    for key in keys:
        characters = key[1:] if key.startswith("'") else ""
        names = [(_NAMES.get(c, c), c) for c in characters] or [(key, _CHARACTERS.get(key, key))]
        for name, character in names:
            pilot.app.post_message(events.Key(name, character if len(character) == 1 else None))
    await pilot.pause()
    await pilot.pause()


def screen(app: WizardApp) -> list[str]:
    """The screen as plain text, one line per row."""
    return [plain(row) for row in app.screen.sheet.frame.rows]  # type: ignore[attr-defined]


def shown(app: WizardApp) -> str:
    """The whole screen as one text."""
    return "\n".join(screen(app))


# Harbor Ledger, typed in from nothing: page after page, by keys alone.
HARBOR: tuple[tuple[str, ...], ...] = (
    # 1 company
    (
        *("'Harbor Ledger, autumn review", "enter", "'Dana Ortiz", "enter", "4", "tab", "'usd", "enter"),
        *("'Harbor Ledger", "enter", "y", "tab", "'7.5m", "enter", "'24", "enter"),
    ),
    # 2 to 5: the groups
    ("'PM lead", "enter", "'15", "enter", "'4", "enter", "n", "f8"),
    ("'PMM lead", "enter", "'55", "enter", "down", "right", "space", "f8"),
    ("'Marcom lead", "tab", "'35", "tab", "down", "enter"),
    ("'VP Sales", "enter", "'15", "enter", "3", "tab", "n", "f8"),
    # 6 the matrix
    (
        *("'Head of CS", "tab", "enter", "down", "space", "down", "right", "space", "down", "right", "space"),
        *("down", "right", "space", "down", "right", "space", "f8"),
    ),
    # 7 working together: budget lines from the presets
    (
        *("tab", "tab", "space", "'410k", "tab", "tab"),
        *("right", "right", "right", "space", "'90000", "f8"),
    ),
    # 8 the buyer
    (
        *("y", "tab", "y", "tab", "down", "space", "down", "space", "tab"),
        *("'A failed audit", "enter", "'Month-end close in two days", "enter", "tab", "tab"),
        *("'Audit trail, ERP connector, price per entity", "f8"),
    ),
    # 9 the segment
    (*("enter", "'Finance teams", "enter", "'18k", "enter", "'90", "enter", "tab", "'64,000", "enter", "f8"),),
    # 10 motions, then the folded questions
    (
        *("3", "tab", "space", "tab", "2", "tab", "tab", "enter", "tab", "'4", "enter", "'120k", "enter", "tab"),
        *("enter", "tab", "'3", "enter", "1", "tab", "1", "tab", "n", "f8"),
    ),
    # 11 charging
    ("1", "tab", "3", "f8"),
    # 12 direction
    ("y", "tab", "y", "tab", "y", "tab", "n", "f8"),
    # 13 numbers
    ("'1.7m", "enter", "'78", "enter", "'75", "tab", "tab", "y", "tab", "n", "f8"),
)

HARBOR_ANSWERS: dict[str, object] = {
    "session.name": "Harbor Ledger, autumn review",
    "session.respondent": "Dana Ortiz",
    "session.respondent_group": "sales",
    "session.currency": "USD",
    "company.name": "Harbor Ledger",
    "company.recurring_revenue": True,
    "company.arr": 7_500_000,
    "company.gtm_headcount": 24,
    "groups.inbound_marketing.people": ("PM lead",),
    "groups.inbound_marketing.time_on_single_deals": 15,
    "groups.inbound_marketing.buyer_interviews_last_quarter": 4,
    "groups.inbound_marketing.customers_only": False,
    "groups.outbound_marketing.people": ("PMM lead",),
    "groups.outbound_marketing.time_on_single_deals": 55,
    "groups.outbound_marketing.knows_how_buyers_buy": "partly",
    "groups.marketing_communications.people": ("Marcom lead",),
    "groups.marketing_communications.time_on_single_deals": 35,
    "groups.marketing_communications.assets_measured_by": "volume",
    "groups.sales.people": ("VP Sales",),
    "groups.sales.time_on_market_work": 15,
    "groups.sales.deals_needing_help": "most",
    "groups.sales.sales_support_team": False,
    "groups.customer_success.people": ("Head of CS",),
    "accountable.business_case": (("PM lead", "all"),),
    "accountable.roadmap": (("PM lead", "all"),),
    "accountable.gtm_plan": (("PMM lead", "all"),),
    "accountable.marketing_assets": (("Marcom lead", "all"),),
    "accountable.individual_deals": (("VP Sales", "all"),),
    "accountable.renewal_and_growth": (("Head of CS", "all"),),
    "budget.content-and-website.label": "Content and website",
    "budget.content-and-website.payer": "marketing",
    "budget.content-and-website.aim": "market",
    "budget.content-and-website.amount": 410_000,
    "budget.demos-for-single-prospects.label": "Demos for single prospects",
    "budget.demos-for-single-prospects.payer": "marketing",
    "budget.demos-for-single-prospects.aim": "deals",
    "budget.demos-for-single-prospects.amount": 90_000,
    "persona.exists": True,
    "persona.from_buyer_interviews": True,
    "persona.used_by": ("outbound_marketing", "marketing_communications"),
    "persona.rings.priority_initiative": "A failed audit",
    "persona.rings.success_factors": "Month-end close in two days",
    "persona.rings.decision_criteria": "Audit trail, ERP connector, price per entity",
    "segments.finance-teams.name": "Finance teams",
    "segments.finance-teams.first_year_acv": 18_000,
    "segments.finance-teams.deals_per_year": 90,
    "segments.finance-teams.lifetime_value": 64_000,
    "segments.finance-teams.sales_motion": "two_stage",
    "segments.finance-teams.marketing_motions": ("inbound",),
    "segments.finance-teams.success_motion": "help_desk",
    "segments.finance-teams.closing_reps": 4,
    "segments.finance-teams.rep_on_target_earnings": 120_000,
    "segments.finance-teams.sdr_count": 3,
    "segments.finance-teams.sdr_work": "qualify_inbound",
    "segments.finance-teams.sdr_reports_to": "sales",
    "segments.finance-teams.expert_on_first_call": False,
    "segments.finance-teams.product_charge": "own_price",
    "segments.finance-teams.service_charge": "free",
    "segments.finance-teams.acquisition_cost_per_year": 1_700_000,
    "segments.finance-teams.gross_margin": 78,
    "segments.finance-teams.sales_cycle_days": 75,
    "direction.ten_customers_won_the_same_way": True,
    "direction.win_rate_and_cycle_known": True,
    "direction.retention_measured_and_acceptable": True,
    "direction.sold_without_founder": False,
    "measures.lead_to_deal_measured": True,
    "measures.deal_to_renewal_measured": False,
}

HARBOR_FINDINGS = sorted(
    [
        "ROM-01",
        "TEAM-06",
        "TEAM-07",
        "BUD-01",
        "DAT-01",
        "ECO-05",
        "PER-02",
        "PER-03",
        "TEAM-10",
        "TEAM-11",
        "ROM-08",
        "ROM-08",
    ]
)


def difference(expected: dict[str, object], found: dict[str, object]) -> list[str]:
    """What two sets of answers do not share, line by line."""
    keys: Iterable[str] = sorted(expected.keys() | found.keys())
    return [f"{k}: {expected.get(k)!r} / {found.get(k)!r}" for k in keys if expected.get(k) != found.get(k)]
