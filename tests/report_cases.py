"""Sessions the report tests share: the mismatch of the GTM Model, a clean small company, many segments."""

from datetime import date

from gtm_tui.model.session import Session

TODAY = date(2026, 11, 22)


def segment(name: str, **answers: object) -> dict[str, object]:
    """Answers of one segment, by key path; the id is the name in lower case with hyphens."""
    identity = name.lower().replace(" ", "-")
    return {f"segments.{identity}.{key}": value for key, value in {"name": name, **answers}.items()}


HARBOR = Session().with_answers(
    {
        "session.name": "Harbor Ledger, autumn review",
        "session.currency": "USD",
        "company.name": "Harbor Ledger",
        "company.recurring_revenue": True,
        "company.arr": 7_500_000,
        "company.gtm_headcount": 24,
        "groups.inbound_marketing.people": ("PM lead",),
        "groups.inbound_marketing.time_on_single_deals": 15,
        "groups.inbound_marketing.buyer_interviews_last_quarter": 4,
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
        "persona.exists": True,
        "persona.from_buyer_interviews": True,
        "persona.used_by": ("outbound_marketing", "marketing_communications"),
        "persona.rings.priority_initiative": "A failed audit",
        "persona.rings.success_factors": "Month-end close in two days",
        "persona.rings.decision_criteria": "Audit trail, ERP connector, price per entity",
        "direction.ten_customers_won_the_same_way": True,
        "direction.win_rate_and_cycle_known": True,
        "direction.retention_measured_and_acceptable": True,
        "direction.sold_without_founder": False,
        "measures.lead_to_deal_measured": True,
        "measures.deal_to_renewal_measured": False,
        "budget.programs.label": "Programs",
        "budget.programs.payer": "marketing",
        "budget.programs.aim": "market",
        "budget.programs.amount": 328_000,
        "budget.demos.label": "Demos for single prospects",
        "budget.demos.payer": "marketing",
        "budget.demos.aim": "deals",
        "budget.demos.amount": 72_000,
        **segment(
            "Finance teams",
            status="established",
            first_year_acv=18_000,
            deals_per_year=90,
            sales_motion="two_stage",
            marketing_motions=("inbound",),
            success_motion="help_desk",
            closing_reps=4,
            rep_on_target_earnings=120_000,
            sdr_count=3,
            sdr_work="qualify_inbound",
            sdr_reports_to="sales",
            expert_on_first_call=False,
            product_charge="own_price",
            service_charge="free",
            acquisition_cost_per_year=1_700_000,
            gross_margin=78,
            lifetime_value=64_000,
            sales_cycle_days=75,
        ),
    }
)

SHIFTED = Session().with_answers(
    {
        "company.recurring_revenue": True,
        **segment(
            "Plants",
            first_year_acv=12_000,
            deals_per_year=40,
            land_and_expand=True,
            lifetime_value=360_000,
            net_revenue_retention=138,
            sales_motion="field",
            marketing_motions=("account_based",),
            success_motion="segment",
        ),
    }
)

ALIGNED = Session().with_answers(
    {
        "company.name": "Quiet Harbour",
        **segment(
            "Offices",
            first_year_acv=20_000,
            deals_per_year=50,
            sales_motion="two_stage",
            marketing_motions=("prospecting",),
            success_motion="volume",
        ),
    }
)


def crowd(count: int = 8, value: int = 20_000, deals: int = 50) -> Session:
    """Many segments in exactly one place: the hardest case for labels."""
    answers: dict[str, object] = {}
    for number in range(count):
        answers |= segment(f"Segment number {number}", first_year_acv=value, deals_per_year=deals, sales_motion="field")
    return Session().with_answers(answers)  # type: ignore[arg-type]
