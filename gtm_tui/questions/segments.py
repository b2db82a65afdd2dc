"""The segments: value and deals, motions, reps and loads, what is charged for."""

from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import MARKETING_MOTIONS, SALES_MOTIONS, SUCCESS_MOTIONS, TIERS
from gtm_tui.questions.options import label_of, motions, options, word_of
from gtm_tui.questions.question import Kind, Option, Phrases, Question


def _sells_by_people(session: Session, segment: str) -> bool:
    return session.get(f"segments.{segment}.sales_motion") not in (None, "product_led")


def _has_sdrs(session: Session, segment: str) -> bool:
    return bool(session.get(f"segments.{segment}.sdr_count"))


def _charges_for_service(session: Session, segment: str) -> bool:
    return bool(session.get(f"segments.{segment}.service_charge") == "own_price")


def _has_success_managers(session: Session, segment: str) -> bool:
    return session.get(f"segments.{segment}.success_motion") in ("volume", "segment", "accounts")


def _many_segments(session: Session, _: str) -> bool:
    return len(session.segments) > 1


def _lands_for_others(session: Session, segment: str) -> bool:
    return len(session.segments) > 1 and session.get(f"segments.{segment}.sales_motion") == "product_led"


def _segment_pages() -> tuple[Question, ...]:
    def ask(name: str, page: str, label: str, wording: str, kind: str, help: str = "", **more: object) -> Question:
        return Question(key=f"segments.*.{name}", page=page, label=label, wording=wording, kind=kind, help=help, **more)  # type: ignore[arg-type]

    yes_no, count, money = Kind.YES_NO, Kind.COUNT, Kind.MONEY
    return (
        ask(
            "name",
            page="segments",
            label="Name",
            wording="What do you call this segment?",
            kind=Kind.NAME,
            help="Customers who buy in the same way, for about the same amount.",
            required=True,
            nature="label",
            redacted="identity",
            tried=False,
        ),
        ask(
            "status",
            page="segments",
            label="Status",
            wording="How far along is it?",
            kind=Kind.CHOICE,
            help="For planned segments the checks give notes before you start, which are not counted.",
            options=(
                Option(
                    value="established", label="established", definition="Sold for a year or longer.", tried_from=()
                ),
                Option(value="launching", label="launching", definition="Sold for less than a year.", tried_from=()),
                Option(value="planned", label="planned", definition="Not sold yet.", tried_from=("launching",)),
            ),
            nature="decision",
        ),
        ask(
            "size_label",
            page="segments",
            label="Size label",
            wording="What size are these customers?",
            kind=Kind.CHOICE,
            help="A label only: deal size and number of deals decide, not customer size.",
            options=options(TIERS),
            nature="label",
            tried=False,
        ),
        ask(
            "first_year_acv",
            page="segments",
            label="First-year value",
            wording="First-year contract value of new customers, on average?",
            kind=money,
            help="New commitments, first year only: neither the whole contract nor the average of all customers.",
            unit="currency",
            required=True,
            period="year",
            nature="own_number",
        ),
        ask(
            "deals_per_year",
            page="segments",
            label="Deals per year",
            wording="How many new deals a year?",
            kind=count,
            help="New customers won in twelve months, or planned for the next twelve.",
            unit="deals",
            high=1_000_000_000,
            required=True,
            period="year",
        ),
        ask(
            "land_and_expand",
            page="segments",
            label="Land and expand",
            wording="Do customers start small and grow a lot afterwards?",
            kind=yes_no,
            help="Lifetime value far above the first deal. Needs evidence to count.",
            phrases=Phrases(
                yes="if customers start small and grow a lot afterwards",
                no="do not count on growth after the first deal",
            ),
        ),
        ask(
            "lifetime_value",
            page="segments",
            label="Lifetime value",
            wording="What does a typical customer pay over its lifetime?",
            kind=money,
            help="Everything a typical customer pays before it leaves.",
            unit="currency",
        ),
        ask(
            "net_revenue_retention",
            page="segments",
            label="Net retention",
            wording="Net revenue retention over twelve months?",
            kind=Kind.PERCENT,
            help="Revenue today from last year's customers, as a share of what they paid then. Above 100 means growth.",
            unit="percent",
            high=1_000,
        ),
        ask(
            "sales_motion",
            page="motions",
            label="Sales",
            wording="How do you sell to this segment?",
            kind=Kind.CHOICE,
            help="The one way most deals here are won.",
            options=motions(SALES_MOTIONS, label_of),
            required=True,
            nature="decision",
            phrases=Phrases(to="move Sales to {new}"),
        ),
        ask(
            "marketing_motions",
            page="motions",
            label="Marketing",
            wording="How does marketing reach these buyers?",
            kind=Kind.CHOICES,
            help="All that are in use here; none is an answer too.",
            options=motions(MARKETING_MOTIONS, word_of),
            required=True,
            nature="decision",
            suggested="core_motions",
        ),
        ask(
            "success_motion",
            page="motions",
            label="Customer success",
            wording="How are these customers looked after?",
            kind=Kind.CHOICE,
            help="The one way most customers here are served.",
            options=motions(SUCCESS_MOTIONS, label_of, never_tried="none"),
            required=True,
            nature="decision",
            phrases=Phrases(to="move Customer success to {new}"),
        ),
        ask(
            "marketing_for_other_segments",
            page="motions",
            label="Serve others",
            wording="Which of these marketing motions really serve another segment?",
            kind=Kind.CHOICES,
            help="They are left out when this segment is checked.",
            options=motions(MARKETING_MOTIONS, word_of),
            nature="decision",
            fold="More on marketing and partners",
            when=_many_segments,
            phrases=Phrases(
                adding="if {options} really serves another segment",
                dropping="count {options} in here",
            ),
        ),
        ask(
            "success_by_partner",
            page="motions",
            label="Partner serves",
            wording="Does a partner look after these customers?",
            kind=yes_no,
            help="Then the question is who owns renewal.",
            nature="decision",
            fold="More on marketing and partners",
            phrases=Phrases(yes="let a partner look after these customers"),
        ),
        ask(
            "sold_by_partner",
            page="motions",
            label="Partner sells",
            wording="Does a partner close these deals?",
            kind=yes_no,
            help="Then no closing rep of your own is needed.",
            nature="decision",
            fold="More on marketing and partners",
            phrases=Phrases(yes="let a partner close these deals"),
        ),
        ask(
            "one_journey_with",
            page="motions",
            label="Lands for",
            wording="Which segments does this one land customers for?",
            kind=Kind.SEGMENTS,
            help="Product-led landing and sales-led growth as one journey count as one way of selling.",
            nature="decision",
            fold="More on marketing and partners",
            when=_lands_for_others,
            phrases=Phrases(to="let it land customers for {new}"),
        ),
        ask(
            "closing_reps",
            page="motions",
            label="Closing reps",
            wording="How many reps close deals here?",
            kind=count,
            help="Full-time equivalents who sign; 0 is an answer.",
            unit="reps",
            high=100_000,
            fold="Reps and loads",
            when=_sells_by_people,
            nature="own_number",
        ),
        ask(
            "rep_on_target_earnings",
            page="motions",
            label="Rep earnings",
            wording="What does a rep earn on target, a year?",
            kind=money,
            help="Base and variable pay together.",
            unit="currency",
            fold="Reps and loads",
            when=_sells_by_people,
            period="year",
            nature="own_number",
        ),
        ask(
            "accounts_per_rep",
            page="motions",
            label="Accounts per rep",
            wording="How many accounts does each rep hold?",
            kind=count,
            help="Accounts in the territory or on the list, customers or not.",
            unit="accounts",
            high=1_000_000,
            fold="Reps and loads",
            when=_sells_by_people,
        ),
        ask(
            "accounts_per_csm",
            page="motions",
            label="Accounts per CSM",
            wording="How many customers does each success manager hold?",
            kind=count,
            help="Customers per manager, on average.",
            unit="accounts",
            high=1_000_000,
            fold="Reps and loads",
            when=_has_success_managers,
        ),
        ask(
            "csm_count",
            page="motions",
            label="Success managers",
            wording="How many success managers work here?",
            kind=count,
            help="One person in a launching segment is not judged by load.",
            unit="people",
            high=100_000,
            fold="Reps and loads",
            when=_has_success_managers,
            nature="own_number",
        ),
        ask(
            "sdr_count",
            page="motions",
            label="SDRs",
            wording="How many people qualify leads or research accounts here?",
            kind=count,
            help="SDRs, MDRs, BDRs: whatever they are called; 0 is an answer.",
            unit="people",
            high=100_000,
            fold="SDRs",
            when=_sells_by_people,
            nature="own_number",
        ),
        ask(
            "sdr_work",
            page="motions",
            label="SDR work",
            wording="What do they mostly do?",
            kind=Kind.CHOICE,
            help="With few, large accounts research is worth more than gatekeeping.",
            options=(
                Option(
                    value="qualify_inbound",
                    label="qualify inbound leads",
                    definition="Usually called MDR.",
                ),
                Option(
                    value="qualify_outbound", label="contact and qualify prospects", definition="Usually called SDR."
                ),
                Option(value="research", label="research accounts", definition="Prepare a few accounts in depth."),
            ),
            nature="decision",
            fold="SDRs",
            when=_has_sdrs,
        ),
        ask(
            "sdr_reports_to",
            page="motions",
            label="SDRs report to",
            wording="Who do they report to?",
            kind=Kind.CHOICE,
            help="Naming only: the outbound kind usually sits in Sales, the inbound kind in Marketing.",
            options=(Option(value="sales", label="Sales"), Option(value="marketing", label="Marketing")),
            fold="SDRs",
            when=_has_sdrs,
            nature="label",
        ),
        ask(
            "expert_on_first_call",
            page="motions",
            label="Expert on call",
            wording="Is an expert on the first call with a buyer?",
            kind=yes_no,
            help="Informed buyers want answers, not a round of qualifying.",
            nature="decision",
            fold="SDRs",
            when=_sells_by_people,
            phrases=Phrases(yes="have an expert on the first call with a buyer"),
        ),
        ask(
            "product_charge",
            page="charging",
            label="Product",
            wording="How do you charge for the product?",
            kind=Kind.CHOICE,
            help="What the customer sees in the quote.",
            options=(
                Option(value="own_price", label="at its own price"),
                Option(value="bundled", label="one price with the service"),
                Option(value="free", label="free"),
            ),
            nature="decision",
        ),
        ask(
            "service_charge",
            page="charging",
            label="Service",
            wording="How do you charge for service (onboarding, support, advice)?",
            kind=Kind.CHOICE,
            help="What the customer sees in the quote.",
            options=(
                Option(value="own_price", label="at its own price"),
                Option(value="bundled", label="one price with the product"),
                Option(value="free", label="free"),
                Option(value="not_offered", label="not offered"),
            ),
            nature="decision",
        ),
        ask(
            "service_by_partner",
            page="charging",
            label="Partner's service",
            wording="Does a partner sell the service?",
            kind=yes_no,
            help="Then it is not yours to price.",
            nature="decision",
            phrases=Phrases(yes="let a partner sell the service"),
        ),
        ask(
            "service_revenue_share",
            page="charging",
            label="Service share",
            wording="How much of the revenue here is service?",
            kind=Kind.PERCENT,
            help="Ten percent or less is a sideline.",
            unit="percent",
            high=100,
            when=_charges_for_service,
        ),
    )


SEGMENTS: tuple[Question, ...] = _segment_pages()
