"""The numbers of each segment, and whether both sides of the signature are measured."""

from typing import Any

from gtm_tui.questions.question import Kind, Phrases, Question


def _segment_numbers() -> tuple[Question, ...]:
    def ask(name: str, label: str, wording: str, kind: str, help: str, **more: Any) -> Question:
        return Question(
            key=f"segments.*.{name}", page="numbers", label=label, wording=wording, kind=kind, help=help, **more
        )

    return (
        ask(
            "acquisition_cost_per_year",
            "Acquisition cost",
            "Sales and marketing cost of winning new customers per year?",
            Kind.MONEY,
            "Pay, programs and tools spent on new customers of this segment.",
            unit="currency",
            period="year",
            nature="own_number",
        ),
        ask(
            "gross_margin",
            "Gross margin",
            "Gross margin of this segment?",
            Kind.PERCENT,
            "Revenue less the cost of delivering it.",
            unit="percent",
            high=100,
        ),
        ask(
            "sales_cycle_days",
            "Sales cycle",
            "Days from opportunity to signed deal?",
            Kind.COUNT,
            "Median of deals won in the last twelve months.",
            unit="days",
            high=3_650,
        ),
        ask(
            "regulated_buying",
            "Regulated buying",
            "Do these buyers follow public or regulated buying rules?",
            Kind.YES_NO,
            "Long cycles are then only worth a remark.",
            phrases=Phrases(yes="if these buyers follow regulated buying rules"),
        ),
        ask(
            "leads",
            "Leads",
            "Leads in the last twelve months?",
            Kind.COUNT,
            "For this segment.",
            period="year",
            unit="leads",
            high=1_000_000_000,
        ),
        ask(
            "qualified_opportunities",
            "Opportunities",
            "Qualified opportunities in the last twelve months?",
            Kind.COUNT,
            "For this segment.",
            period="year",
            unit="opportunities",
            high=1_000_000_000,
        ),
        ask(
            "first_value_share",
            "First value in time",
            "Share of new customers who reach first value in the planned time?",
            Kind.PERCENT,
            "In the last twelve months.",
            unit="percent",
            high=100,
        ),
        ask(
            "gross_retention",
            "Gross retention",
            "Gross revenue retention?",
            Kind.PERCENT,
            "Over twelve months, without expansion.",
            unit="percent",
            high=100,
        ),
    )


SEGMENT_NUMBERS: tuple[Question, ...] = _segment_numbers()

MEASURES: tuple[Question, ...] = (
    Question(
        key="measures.lead_to_deal_measured",
        page="numbers",
        label="Lead to deal",
        wording="Do you measure from lead to signed deal?",
        kind=Kind.YES_NO,
        help="The left side of the bowtie.",
        nature="decision",
        phrases=Phrases(yes="measure from lead to signed deal"),
    ),
    Question(
        key="measures.deal_to_renewal_measured",
        page="numbers",
        label="Deal to renewal",
        wording="Do you measure from signed deal to renewal and growth?",
        kind=Kind.YES_NO,
        help="The right side of the bowtie.",
        nature="decision",
        phrases=Phrases(yes="measure from signed deal to renewal and growth"),
    ),
)
