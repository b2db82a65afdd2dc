"""Every question of the assessment, in the order of the questionnaire."""

from collections.abc import Callable, Mapping
from typing import Any

from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import (
    DELIVERABLES,
    ENGINES,
    FOUR_GROUPS,
    GROUPS,
    MARKETING_MOTIONS,
    RINGS,
    SALES_MOTIONS,
    SUCCESS_MOTIONS,
    TIERS,
    Motion,
    Term,
)
from gtm_tui.questions.question import Kind, Option, Page, Phrases, Question
from gtm_tui.questions.registry import Registry

_PAGES: tuple[Page, ...] = (
    Page(id="company", title="Company", intro="Who this is about, and who answers."),
    *(Page(id=group, title=GROUPS[group].label, intro=f"Its one job: {GROUPS[group].job}.") for group in FOUR_GROUPS),
    Page(id="accountable", title="Who answers for what", intro="One name answers for each result."),
    Page(id="together", title="Working together", intro="How the groups get on, and whose money pays for what."),
    Page(id="buyer", title="Your buyer", intro="The one buyer persona the whole team works from."),
    Page(
        id="segments",
        title="Segments",
        intro="Kinds of customers that buy alike. Size is a label only; money and number of deals decide.",
    ),
    Page(id="motions", title="Motions", intro="How each function works in this segment today.", per_segment=True),
    Page(id="charging", title="Charging", intro="What this segment pays for.", per_segment=True),
    Page(id="direction", title="Direction", intro="How solid the first strategy is, and where you are heading."),
    Page(
        id="numbers",
        title="Numbers",
        intro="All optional. Payback and lifetime value per cost are computed, never asked.",
    ),
    Page(id="loose_ends", title="Loose ends", intro="What is open, in doubt or not valid yet."),
)

SOURCES: tuple[Option, ...] = (
    Option(value="crm", label="from the CRM"),
    Option(value="finance", label="from finance"),
    Option(value="estimate", label="an estimate"),
)

# Eight lines people usually have: label, payer, aim.
BUDGET_PRESETS: tuple[tuple[str, str, str], ...] = (
    ("Content and website", "marketing", "market"),
    ("Advertising and search", "marketing", "market"),
    ("Trade shows", "marketing", "market"),
    ("Buyer research", "marketing", "market"),
    ("Demos for single prospects", "marketing", "deals"),
    ("Proposals and bids", "sales", "deals"),
    ("Proofs of concept", "sales", "deals"),
    ("Sales-made campaigns", "sales", "market"),
)


def _options(terms: Mapping[str, Term]) -> tuple[Option, ...]:
    return tuple(Option(value=t.id, label=t.wording, definition=t.definition) for t in terms.values())


def _motions(
    motions: Mapping[str, Motion], short: Callable[[Motion], str], never_tried: str = ""
) -> tuple[Option, ...]:
    return tuple(
        Option(
            value=m.id,
            label=m.wording,
            definition=m.definition,
            short=short(m),
            tried_from=() if m.id == never_tried else None,
        )
        for m in motions.values()
    )


def _label(motion: Motion) -> str:
    return motion.label


def _word(motion: Motion) -> str:
    return motion.word


def _has_move(session: Session, _: str) -> bool:
    return session.get("direction.move.planned") is True


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


def _has_persona(session: Session, _: str) -> bool:
    return session.get("persona.exists") is True


def _other_currency(session: Session, _: str) -> bool:
    return bool(session.get("session.currency", "USD") != "USD")


def _support_team(session: Session, _: str) -> bool:
    return session.get("groups.sales.sales_support_team") is True


_TIME_HELP = (
    "Demos, proposals, one customer's requests. Sales tools made for all deals do not count. "
    "The limits used on this share are the tool's own."
)


def _group_pages() -> tuple[Question, ...]:
    def people(group: str) -> Question:
        return Question(
            key=f"groups.{group}.people",
            page=group,
            label="Who covers it",
            wording=f"Who covers {GROUPS[group].label} today?",
            kind=Kind.PEOPLE,
            help="Name or title; several with a comma between. The same person may cover several groups. "
            f"Not the same as {GROUPS[group].not_the_same_as}. Usual titles: {GROUPS[group].titles_today}.",
            required=True,
            nature="decision",
            noun=GROUPS[group].label,
            title=f"{GROUPS[group].label}: Who covers it",
        )

    def time_on_deals(group: str) -> Question:
        return Question(
            key=f"groups.{group}.time_on_single_deals",
            page=group,
            label="Time on individual deals",
            wording="How much of the group's time goes into individual deals?",
            kind=Kind.PERCENT,
            help=_TIME_HELP,
            unit="percent",
            high=100,
            nature="own_number",
            noun=f"time on individual deals of {GROUPS[group].label}",
            title=f"{GROUPS[group].label}: Time on individual deals",
        )

    return (
        people("inbound_marketing"),
        time_on_deals("inbound_marketing"),
        Question(
            key="groups.inbound_marketing.buyer_interviews_last_quarter",
            page="inbound_marketing",
            label="Buyer talks",
            wording="How many interviews with buyers who are not customers, last quarter?",
            kind=Kind.COUNT,
            period="quarter",
            help="Buyers tell what is urgent enough to pay for; customers tell how to keep them.",
            unit="talks",
            high=10_000,
            nature="past",
            title="Inbound marketing: Buyer talks",
            noun="buyer talks of Inbound marketing",
        ),
        Question(
            key="groups.inbound_marketing.customers_only",
            page="inbound_marketing",
            label="Customers only",
            wording="Does the group talk to customers only?",
            kind=Kind.YES_NO,
            help="Yes if nobody outside the customer base is asked.",
            nature="decision",
            phrases=Phrases(no="talk to buyers who are not customers"),
            title="Inbound marketing: Customers only",
        ),
        people("outbound_marketing"),
        time_on_deals("outbound_marketing"),
        Question(
            key="groups.outbound_marketing.knows_how_buyers_buy",
            page="outbound_marketing",
            label="How buyers buy",
            wording="Can the group say, per segment, how buyers evaluate and buy?",
            kind=Kind.CHOICE,
            help="Who takes part, what they compare, what stops them: without it a plan is a list of activities.",
            options=(
                Option(value="yes", label="yes, for every segment", definition="Written down and used."),
                Option(value="partly", label="partly", definition="For some segments, or from memory."),
                Option(value="no", label="no", definition="Nobody could describe it today."),
            ),
            nature="decision",
            title="Outbound marketing: How buyers buy",
        ),
        people("marketing_communications"),
        time_on_deals("marketing_communications"),
        Question(
            key="groups.marketing_communications.assets_measured_by",
            page="marketing_communications",
            label="Assets judged by",
            wording="How are assets judged?",
            kind=Kind.CHOICE,
            help="Programs, web pages, tools for selling: what tells you that one of them was worth making?",
            options=(
                Option(
                    value="buyer_decision",
                    label="by their effect on the buyer's decision",
                    definition="You can say which assets moved buyers from one step to the next.",
                ),
                Option(
                    value="volume",
                    label="by volume: leads, downloads, attendance",
                    definition="Counting tells how much was made, not whether a buyer moved a step.",
                ),
                Option(value="nothing", label="not judged", definition="Nobody looks back."),
            ),
            nature="decision",
            title="Marketing communications: Assets judged by",
        ),
        people("sales"),
        Question(
            key="groups.sales.time_on_market_work",
            page="sales",
            label="Time on market work",
            wording="How much of Sales' time goes into work for the whole market?",
            kind=Kind.PERCENT,
            help="Research, positioning, campaigns, making its own material. Research on one's own accounts does not "
            "count.",
            unit="percent",
            high=100,
            nature="own_number",
            title="Sales: Time on market work",
            noun="time on market work of Sales",
        ),
        Question(
            key="groups.sales.deals_needing_help",
            page="sales",
            label="Deals needing help",
            wording="How often does a deal need help from outside Sales?",
            kind=Kind.CHOICE,
            help="An expert in a meeting, a tailored demo, a proposal chapter.",
            options=(
                Option(value="rarely", label="rarely", definition="Reps close on their own."),
                Option(value="often", label="often", definition="Many deals need an expert."),
                Option(value="most", label="most deals", definition="Hardly a deal closes without one."),
            ),
            nature="past",
            title="Sales: Deals needing help",
        ),
        Question(
            key="groups.sales.sales_support_team",
            page="sales",
            label="Sales support team",
            wording="Is there a team whose job is to help win single accounts?",
            kind=Kind.YES_NO,
            help="Pre-sales, sales engineers, proposal or deal desk: whatever it is called, it belongs with Sales.",
            nature="decision",
            kept=True,
            phrases=Phrases(yes="set up a sales support team"),
            title="Sales: Sales support team",
        ),
        Question(
            key="groups.sales.sales_support_people",
            page="sales",
            label="Who is in it",
            wording="Who is in the sales support team?",
            kind=Kind.PEOPLE,
            help="A marketing group whose people are all in this team is not judged for its time on individual deals.",
            nature="decision",
            when=_support_team,
            noun="the sales support team",
            suggested="marketing_people",
            title="Sales: Who is in it",
        ),
    )


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
            help="Planned segments are checked as notes before you start, outside the counts.",
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
            wording="What size do you call these customers?",
            kind=Kind.CHOICE,
            help="A label only: deal size and number of deals decide, not customer size.",
            options=_options(TIERS),
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
            label="Grows afterwards",
            wording="Do customers start small and grow a lot afterwards?",
            kind=yes_no,
            help="Land and expand: lifetime value far above the first deal. Needs evidence to count.",
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
            options=_motions(SALES_MOTIONS, _label),
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
            help="Any that are in use here; none is an answer too.",
            options=_motions(MARKETING_MOTIONS, _word),
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
            options=_motions(SUCCESS_MOTIONS, _label, never_tried="none"),
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
            options=_motions(MARKETING_MOTIONS, _word),
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
            wording="Which segments does this one land for?",
            kind=Kind.SEGMENTS,
            help="Product-led landing and sales-led growth as one journey count as one way of selling.",
            nature="decision",
            fold="More on marketing and partners",
            when=_lands_for_others,
            phrases=Phrases(to="let it land for {new}"),
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
                    label="qualify people who came by themselves",
                    definition="Usually called MDR.",
                ),
                Option(
                    value="qualify_outbound", label="contact and qualify prospects", definition="Usually called SDR."
                ),
                Option(value="research", label="research accounts", definition="Prepare depth on few accounts."),
            ),
            nature="decision",
            fold="SDRs",
            when=_has_sdrs,
        ),
        ask(
            "sdr_reports_to",
            page="motions",
            label="SDRs report to",
            wording="Whom do they report to?",
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
            label="Expert at first",
            wording="Is an expert there when a buyer first calls?",
            kind=yes_no,
            help="Informed buyers want answers, not a round of qualifying.",
            nature="decision",
            fold="SDRs",
            when=_sells_by_people,
            phrases=Phrases(yes="have an expert in the first call with a buyer"),
        ),
        ask(
            "product_charge",
            page="charging",
            label="Product",
            wording="How is the product charged?",
            kind=Kind.CHOICE,
            help="What the customer sees on the offer.",
            options=(
                Option(value="own_price", label="at a price of its own"),
                Option(value="bundled", label="one price with the service"),
                Option(value="free", label="free"),
            ),
            nature="decision",
        ),
        ask(
            "service_charge",
            page="charging",
            label="Service",
            wording="How is service charged (onboarding, support, advice)?",
            kind=Kind.CHOICE,
            help="What the customer sees on the offer.",
            options=(
                Option(value="own_price", label="at a price of its own"),
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
            help="Ten percent or less is a side line.",
            unit="percent",
            high=100,
            when=_charges_for_service,
        ),
    )


def _segment_numbers() -> tuple[Question, ...]:
    def ask(name: str, label: str, wording: str, kind: str, help: str, **more: Any) -> Question:
        return Question(
            key=f"segments.*.{name}", page="numbers", label=label, wording=wording, kind=kind, help=help, **more
        )

    return (
        ask(
            "acquisition_cost_per_year",
            "Cost of winning",
            "Sales and marketing cost of winning new customers, a year?",
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
            "Of this segment.",
            period="year",
            unit="leads",
            high=1_000_000_000,
        ),
        ask(
            "qualified_opportunities",
            "Opportunities",
            "Qualified opportunities in the last twelve months?",
            Kind.COUNT,
            "Of this segment.",
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
            "Twelve months, without growth.",
            unit="percent",
            high=100,
        ),
    )


_QUESTIONS: tuple[Question, ...] = (
    Question(
        key="session.name",
        page="company",
        label="Session",
        wording="Name of this assessment",
        kind=Kind.NAME,
        help="Company and quarter are usual.",
        required=True,
        nature="label",
        redacted="title",
        tried=False,
    ),
    Question(
        key="session.kind",
        page="",
        label="Kind",
        wording="What kind of session is this?",
        kind=Kind.CHOICE,
        options=(
            Option(value="solo", label="one person"),
            Option(value="facilitated", label="facilitated"),
            Option(value="respondent", label="one of several respondents"),
            Option(value="consensus", label="consensus"),
        ),
        nature="label",
        tried=False,
    ),
    Question(
        key="session.respondent",
        page="company",
        label="Who answers",
        wording="Who gives these answers?",
        kind=Kind.NAME,
        help="Your name or title; needed when several leaders answer for one company.",
        nature="label",
        redacted="person",
        tried=False,
    ),
    Question(
        key="session.respondent_group",
        page="company",
        label="From which group",
        wording="For which group do you answer?",
        kind=Kind.CHOICE,
        help="Used when several leaders' answers are laid side by side.",
        options=(
            *(Option(value=g.id, label=g.label) for g in GROUPS.values()),
            Option(value="executive", label="Executive"),
            Option(value="other", label="Other"),
        ),
        nature="label",
        tried=False,
    ),
    Question(
        key="session.created",
        page="",
        label="Created",
        wording="When was the session created?",
        kind=Kind.DATETIME,
        nature="label",
        tried=False,
    ),
    Question(
        key="session.saved",
        page="",
        label="Saved",
        wording="When was the session saved?",
        kind=Kind.DATETIME,
        nature="label",
        tried=False,
    ),
    Question(
        key="session.currency",
        page="company",
        label="Currency",
        wording="In which currency are amounts?",
        kind=Kind.CURRENCY,
        help="A code such as USD or EUR; left open, it is USD. Bands are in US dollars, other currencies are "
        "converted.",
        tried=False,
    ),
    Question(
        key="session.usd_per_unit",
        page="company",
        label="US dollars per unit",
        wording="How many US dollars is one unit of it worth?",
        kind=Kind.NUMBER,
        help="Only used to hold your amounts against the dollar bands.",
        unit="USD",
        low=0.000001,
        high=1_000,
        when=_other_currency,
        tried=False,
    ),
    Question(
        key="session.numbers",
        page="",
        label="Numbers",
        wording="How are numbers written here?",
        kind=Kind.CHOICE,
        options=(Option(value="1,234.5", label="1,234.5"), Option(value="1.234,5", label="1.234,5")),
        nature="label",
        tried=False,
    ),
    Question(
        key="session.previous",
        page="",
        label="Previous",
        wording="Which session does this one follow?",
        kind=Kind.NAME,
        nature="label",
        tried=False,
    ),
    Question(
        key="model.version",
        page="",
        label="Model version",
        wording="Which version of questions and rules?",
        kind=Kind.NAME,
        nature="label",
        redacted="kept",
        tried=False,
    ),
    Question(
        key="model.calibration",
        page="",
        label="Calibration",
        wording="Which band file?",
        kind=Kind.NAME,
        nature="label",
        redacted="kept",
        tried=False,
    ),
    Question(
        key="company.name",
        page="company",
        label="Company",
        wording="Name of the company",
        kind=Kind.NAME,
        help="Or the business unit this is about.",
        required=True,
        nature="label",
        redacted="company",
        tried=False,
    ),
    Question(
        key="company.recurring_revenue",
        page="company",
        label="Recurring revenue",
        wording="Does revenue recur?",
        kind=Kind.YES_NO,
        help="Subscriptions, contracts that renew, regular usage.",
        required=True,
        tried=False,
    ),
    Question(
        key="company.arr",
        page="company",
        label="Recurring a year",
        wording="Annual recurring revenue?",
        kind=Kind.MONEY,
        period="year",
        help="Only used to tell whether this is a small company, where roles may be combined.",
        unit="currency",
        tried=False,
    ),
    Question(
        key="company.gtm_headcount",
        page="company",
        label="Go-to-market people",
        wording="How many people work in marketing, sales and customer success?",
        kind=Kind.COUNT,
        help="Used for the same when revenue is not given.",
        unit="people",
        high=1_000_000,
        tried=False,
    ),
    *_group_pages(),
    Question(
        key="groups.customer_success.people",
        page="accountable",
        label="Customer success",
        wording="Who covers customer success?",
        kind=Kind.PEOPLE,
        help="The fifth column of the matrix; not one of the four groups.",
        nature="decision",
        noun="Customer success",
    ),
    Question(
        key="team.roles_agreed",
        page="together",
        label="Roles agreed",
        wording="Have the four groups agreed who does what?",
        kind=Kind.YES_NO,
        help="Written or spoken, but the same in everyone's words.",
        nature="decision",
        phrases=Phrases(yes="agree who does what"),
    ),
    Question(
        key="team.reorganisation_planned",
        page="together",
        label="Reorganisation",
        wording="Is a reorganisation planned?",
        kind=Kind.YES_NO,
        help="Roles can be settled without moving boxes.",
        nature="decision",
        phrases=Phrases(no="put the reorganisation off"),
    ),
    *(
        Question(
            key=f"accountable.{d.id}",
            page="accountable",
            label=d.label,
            wording=f"Who answers for: {d.label}?",
            kind=Kind.OWNERS,
            help=f"{d.definition} One name per result; several only where each has a scope of their own.",
            required=True,
            nature="decision",
            noun=d.label.lower(),
            title=f"Answers for {d.label[:1].lower()}{d.label[1:]}",
        )
        for d in DELIVERABLES.values()
    ),
    Question(
        key="persona.exists",
        page="buyer",
        label="Buyer persona",
        wording="Is there a written buyer persona?",
        kind=Kind.YES_NO,
        help="One description of the buyer that the whole team works from.",
        required=True,
        nature="decision",
        kept=True,
        phrases=Phrases(yes="write a buyer persona"),
    ),
    Question(
        key="persona.from_buyer_interviews",
        page="buyer",
        label="From interviews",
        wording="Was it written from buyer interviews?",
        kind=Kind.YES_NO,
        help="With buyers who chose you and buyers who did not.",
        nature="decision",
        when=_has_persona,
        phrases=Phrases(yes="base the persona on buyer interviews"),
    ),
    Question(
        key="persona.used_by",
        page="buyer",
        label="Used by",
        wording="Which groups work from it?",
        kind=Kind.CHOICES,
        help="Not who owns it: who opens it when there is something to decide.",
        options=tuple(Option(value=g, label=GROUPS[g].label) for g in FOUR_GROUPS),
        nature="decision",
        when=_has_persona,
        suggested="all_options",
        phrases=Phrases(adding="have {options} work from the persona", dropping="persona not used by {options}"),
    ),
    *(
        Question(
            key=f"persona.rings.{r.id}",
            page="buyer",
            label=r.label,
            wording=r.plain,
            kind=Kind.TEXT,
            help=r.definition,
            nature="decision",
            when=_has_persona,
        )
        for r in RINGS.values()
    ),
    *_segment_pages(),
    *_segment_numbers(),
    Question(
        key="direction.ten_customers_won_the_same_way",
        page="direction",
        label="Ten won the same way",
        wording="Ten or more customers won in the same way?",
        kind=Kind.YES_NO,
        help="In one segment, with one motion.",
        nature="past",
        phrases=Phrases(yes="win ten customers in the same way"),
    ),
    Question(
        key="direction.win_rate_and_cycle_known",
        page="direction",
        label="Win rate, cycle known",
        wording="Win rate and sales cycle known?",
        kind=Kind.YES_NO,
        help="From records, not from memory.",
        nature="past",
        phrases=Phrases(yes="know win rate and sales cycle from records"),
    ),
    Question(
        key="direction.retention_measured_and_acceptable",
        page="direction",
        label="Retention good enough",
        wording="Retention measured, and good enough?",
        kind=Kind.YES_NO,
        help="Measured monthly, at a level you can live with.",
        nature="past",
        phrases=Phrases(yes="measure retention and bring it to a good level"),
    ),
    Question(
        key="direction.sold_without_founder",
        page="direction",
        label="Sold without founder",
        wording="Do deals close without the founder?",
        kind=Kind.YES_NO,
        help="Most of them, for at least a quarter.",
        nature="past",
        phrases=Phrases(yes="close deals without the founder"),
    ),
    Question(
        key="direction.move.planned",
        page="direction",
        label="A move planned",
        wording="Are you moving up- or down-market?",
        kind=Kind.YES_NO,
        help="Larger or smaller customers than today's.",
        nature="decision",
        phrases=Phrases(no="do not move up- or down-market now"),
    ),
    Question(
        key="direction.move.target_tier",
        page="direction",
        label="Target",
        wording="Which customers are you moving to?",
        kind=Kind.CHOICE,
        help="The tier the move is for.",
        options=_options(TIERS),
        nature="decision",
        when=_has_move,
    ),
    Question(
        key="direction.move.target_motion",
        page="direction",
        label="Target motion",
        wording="How will you sell to them?",
        kind=Kind.CHOICE,
        help="The motion you are building.",
        options=_motions(SALES_MOTIONS, _label),
        nature="decision",
        when=_has_move,
    ),
    Question(
        key="direction.move.engines_being_built",
        page="direction",
        label="Engines",
        wording="What is being built to drive growth there?",
        kind=Kind.CHOICES,
        help="Each tier grows on foundations of its own.",
        options=tuple(
            Option(value=t.id, label=t.label, definition=f"Drives growth with {TIERS[tier].label} customers.")
            for t, tier in ENGINES.values()
        ),
        nature="decision",
        when=_has_move,
    ),
    Question(
        key="direction.move.months_expected",
        page="direction",
        label="Months",
        wording="How many months will it take?",
        kind=Kind.COUNT,
        help="Until the new customers pay for the people who win them.",
        unit="months",
        high=240,
        when=_has_move,
        nature="own_number",
    ),
    Question(
        key="direction.move.same_motion",
        page="direction",
        label="Same motion",
        wording="Is it only a new industry, sold the same way?",
        kind=Kind.YES_NO,
        help="Then the timetable is not judged.",
        when=_has_move,
        phrases=Phrases(yes="if it is only a new industry, sold the same way"),
    ),
    Question(
        key="budget.*.label",
        page="together",
        label="Budget line",
        wording="What is this money for?",
        kind=Kind.NAME,
        help="One line of the marketing or sales budget.",
        nature="label",
        redacted="identity",
        tried=False,
    ),
    Question(
        key="budget.*.payer",
        page="together",
        label="Payer",
        wording="Whose budget pays?",
        kind=Kind.CHOICE,
        help="",
        options=(Option(value="marketing", label="Marketing"), Option(value="sales", label="Sales")),
        nature="decision",
    ),
    Question(
        key="budget.*.aim",
        page="together",
        label="Aim",
        wording="Is it meant for many buyers or for individual deals?",
        kind=Kind.CHOICE,
        help="Marketing money is for markets full of buyers, sales money for individual deals.",
        options=(
            Option(value="market", label="many buyers"),
            Option(value="deals", label="individual deals"),
            Option(value="both", label="both", tried_from=()),
        ),
        nature="decision",
    ),
    Question(
        key="budget.*.amount",
        page="together",
        label="Amount",
        wording="How much a year?",
        kind=Kind.MONEY,
        period="year",
        help="",
        unit="currency",
        nature="own_number",
    ),
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

# Everything that knows pages or questions reads these two; what is computed from them follows a change.
PAGES: Registry[Page] = Registry(lambda page: page.id, _PAGES)
QUESTIONS: Registry[Question] = Registry(lambda question: question.key, _QUESTIONS)


def question_for(key: str) -> Question | None:
    """The question behind a key path such as `segments.finance-teams.name`, or None."""
    question = QUESTIONS.get(key)
    if question is not None:
        return None if "*" in key else question
    head, _, rest = key.partition(".")
    identity, _, name = rest.partition(".")
    if head in ("segments", "budget") and identity and name:
        return QUESTIONS.get(f"{head}.*.{name}")
    return None


def field_of(key: str) -> tuple[str, str, str]:
    """Split a key path into (collection, id, name): ('segments', 'smb', 'name') or ('', '', key)."""
    head, _, rest = key.partition(".")
    if head in ("segments", "budget") and "." in rest:
        identity, _, name = rest.partition(".")
        return head, identity, name
    return "", "", key


def questions_on(page: str) -> tuple[Question, ...]:
    """The questions of one page, in order."""
    return QUESTIONS.computed(_by_page).get(page, ())


def order_of(question: Question) -> int:
    """The place of a question in the questionnaire, from 0."""
    return QUESTIONS.computed(_order)[question.key]


def page_words(page: str) -> str:
    """A page in a sentence, by its number and title: `page 9, Segments`."""
    return f"page {PAGES.place(page)}, {PAGES[page].title}"


def aim_words(aim: str) -> str:
    """What a budget line is for, as its question says it."""
    option = QUESTIONS["budget.*.aim"].option(aim)
    return option.label if option else aim


def nearest_keys(key: str, count: int = 1) -> list[str]:
    """Known keys that look most like a mistyped one, best first."""
    from difflib import get_close_matches

    _, identity, _ = field_of(key)
    known = {q.key_for(identity or "*"): None for q in QUESTIONS}
    return get_close_matches(key, known, n=count, cutoff=0.6)


def _by_page(questions: Registry[Question]) -> dict[str, tuple[Question, ...]]:
    pages: dict[str, tuple[Question, ...]] = {}
    for question in questions:
        pages[question.page] = (*pages.get(question.page, ()), question)
    return pages


def _order(questions: Registry[Question]) -> dict[str, int]:
    return {question.key: place for place, question in enumerate(questions)}
