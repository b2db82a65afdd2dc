"""Sessions the report tests share: the mismatch of the GTM Model, a clean small company, many segments."""

from datetime import date

from gtm_tui.model.session import Session
from tests.support.harbor import HARBOR_SHARED

TODAY = date(2026, 11, 22)


def segment(name: str, **answers: object) -> dict[str, object]:
    """Answers of one segment, by key path; the id is the name in lower case with hyphens."""
    identity = name.lower().replace(" ", "-")
    return {f"segments.{identity}.{key}": value for key, value in {"name": name, **answers}.items()}


HARBOR = Session().with_answers(
    {
        **HARBOR_SHARED,
        "session.currency": "USD",
        "segments.finance-teams.status": "established",
        "budget.programs.label": "Programs",
        "budget.programs.payer": "marketing",
        "budget.programs.aim": "market",
        "budget.programs.amount": 328_000,
        "budget.demos.label": "Demos for single prospects",
        "budget.demos.payer": "marketing",
        "budget.demos.aim": "deals",
        "budget.demos.amount": 72_000,
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
