"""Every question of the assessment, in the order of the questionnaire."""

from collections.abc import Mapping
from functools import cache

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
    Term,
)
from gtm_tui.questions.question import Kind, Option, Page, Question

PAGES: tuple[Page, ...] = (
    Page("company", 1, "Company", "Who this is about, and who answers."),
    *(
        Page(group, step, GROUPS[group].label, f"Its one job: {GROUPS[group].job}.")
        for step, group in enumerate(FOUR_GROUPS, start=2)
    ),
    Page("accountable", 6, "Who answers for what", "One name answers for each result."),
    Page("together", 7, "Working together", "How the groups get on, and whose money pays for what."),
    Page("buyer", 8, "Your buyer", "The one buyer persona the whole team works from."),
    Page(
        "segments",
        9,
        "Segments",
        "Kinds of customers that buy alike. Size is a label only; money and number of deals decide.",
    ),
    Page("motions", 10, "Motions", "How each function works in this segment today.", per_segment=True),
    Page("charging", 11, "Charging", "What this segment pays for.", per_segment=True),
    Page("direction", 12, "Direction", "How solid the first strategy is, and where you are heading."),
    Page(
        "numbers",
        13,
        "Numbers",
        "All optional. Payback and lifetime value per cost are computed, never asked.",
    ),
    Page("loose_ends", 14, "Loose ends", "What is open, in doubt or not valid yet."),
)

SOURCES: tuple[Option, ...] = (
    Option("crm", "from the CRM"),
    Option("finance", "from finance"),
    Option("estimate", "an estimate"),
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
    return tuple(Option(t.id, t.wording, t.definition) for t in terms.values())


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
            f"groups.{group}.people",
            group,
            "Who covers it",
            f"Who covers {GROUPS[group].label} today?",
            Kind.PEOPLE,
            "Name or title; several with a comma between. The same person may cover several groups. "
            f"Not the same as {GROUPS[group].not_the_same_as}. Usual titles: {GROUPS[group].titles_today}.",
            required=True,
            chosen=True,
        )

    def time_on_deals(group: str) -> Question:
        return Question(
            f"groups.{group}.time_on_single_deals",
            group,
            "Time on single deals",
            "How much of the group's time goes into single deals?",
            Kind.PERCENT,
            _TIME_HELP,
            unit="percent",
            high=100,
            chosen=True,
        )

    return (
        people("inbound_marketing"),
        time_on_deals("inbound_marketing"),
        Question(
            "groups.inbound_marketing.buyer_interviews_last_quarter",
            "inbound_marketing",
            "Buyer talks",
            "How many talks with buyers who are not customers, last quarter?",
            Kind.COUNT,
            "Buyers tell what is urgent enough to pay for; customers tell how to keep them.",
            unit="talks",
            high=10_000,
            chosen=True,
        ),
        Question(
            "groups.inbound_marketing.customers_only",
            "inbound_marketing",
            "Customers only",
            "Does the group talk to customers only?",
            Kind.YES_NO,
            "Yes if nobody outside the customer base is asked.",
            chosen=True,
        ),
        people("outbound_marketing"),
        time_on_deals("outbound_marketing"),
        Question(
            "groups.outbound_marketing.knows_how_buyers_buy",
            "outbound_marketing",
            "How buyers buy",
            "Can the group say, per segment, how buyers evaluate and buy?",
            Kind.CHOICE,
            "Who takes part, what they compare, what stops them: without it a plan is a list of activities.",
            (
                Option("yes", "yes, for every segment", "Written down and used."),
                Option("partly", "partly", "For some segments, or from memory."),
                Option("no", "no", "Nobody could describe it today."),
            ),
            chosen=True,
        ),
        people("marketing_communications"),
        time_on_deals("marketing_communications"),
        Question(
            "groups.marketing_communications.assets_measured_by",
            "marketing_communications",
            "Assets judged by",
            "How are assets judged?",
            Kind.CHOICE,
            "Programs, web pages, tools for selling: what tells you that one of them was worth making?",
            (
                Option(
                    "buyer_decision",
                    "by their effect on the buyer's decision",
                    "You can say which assets moved buyers from one step to the next.",
                ),
                Option(
                    "volume",
                    "by volume: leads, downloads, attendance",
                    "Counting tells how much was made, not whether a buyer moved a step.",
                ),
                Option("nothing", "not judged", "Nobody looks back."),
            ),
            chosen=True,
        ),
        people("sales"),
        Question(
            "groups.sales.time_on_market_work",
            "sales",
            "Time on market work",
            "How much of Sales' time goes into work for the whole market?",
            Kind.PERCENT,
            "Research, positioning, campaigns, making its own material. Research on one's own accounts does not count.",
            unit="percent",
            high=100,
            chosen=True,
        ),
        Question(
            "groups.sales.deals_needing_help",
            "sales",
            "Deals needing help",
            "How often does a deal need help from outside Sales?",
            Kind.CHOICE,
            "An expert in a meeting, a tailored demo, a proposal chapter.",
            (
                Option("rarely", "rarely", "Reps close on their own."),
                Option("often", "often", "Many deals need an expert."),
                Option("most", "most deals", "Hardly a deal closes without one."),
            ),
        ),
        Question(
            "groups.sales.sales_support_team",
            "sales",
            "Sales support team",
            "Is there a team whose job is to help win single accounts?",
            Kind.YES_NO,
            "Pre-sales, sales engineers, proposal or deal desk: whatever it is called, it belongs with Sales.",
            chosen=True,
        ),
        Question(
            "groups.sales.sales_support_people",
            "sales",
            "Who is in it",
            "Who is in the sales support team?",
            Kind.PEOPLE,
            "A marketing group whose people are all in this team is not judged for its time on single deals.",
            chosen=True,
            when=_support_team,
        ),
    )


def _segment_pages() -> tuple[Question, ...]:
    def ask(name: str, page: str, label: str, wording: str, kind: str, help: str = "", **more: object) -> Question:
        return Question(f"segments.*.{name}", page, label, wording, kind, help, **more)  # type: ignore[arg-type]

    yes_no, count, money = Kind.YES_NO, Kind.COUNT, Kind.MONEY
    return (
        ask(
            "name",
            "segments",
            "Name",
            "What do you call this segment?",
            Kind.NAME,
            "Customers who buy in the same way, for about the same amount.",
            required=True,
        ),
        ask(
            "status",
            "segments",
            "Status",
            "How far along is it?",
            Kind.CHOICE,
            "Planned segments are checked as notes before you start, outside the counts.",
            options=(
                Option("established", "established", "Sold for a year or longer."),
                Option("launching", "launching", "Sold for less than a year."),
                Option("planned", "planned", "Not sold yet."),
            ),
        ),
        ask(
            "size_label",
            "segments",
            "Size label",
            "What size do you call these customers?",
            Kind.CHOICE,
            "A label only: deal size and number of deals decide, not customer size.",
            options=_options(TIERS),
        ),
        ask(
            "first_year_acv",
            "segments",
            "First-year value",
            "First-year contract value of new customers, on average?",
            money,
            "New commitments, first year only: neither the whole contract nor the average of all customers.",
            unit="currency",
            required=True,
        ),
        ask(
            "deals_per_year",
            "segments",
            "Deals per year",
            "How many new deals a year?",
            count,
            "New customers won in twelve months, or planned for the next twelve.",
            unit="deals",
            high=1_000_000_000,
            required=True,
        ),
        ask(
            "land_and_expand",
            "segments",
            "Grows afterwards",
            "Do customers start small and grow a lot afterwards?",
            yes_no,
            "Land and expand: lifetime value far above the first deal. Needs evidence to count.",
        ),
        ask(
            "lifetime_value",
            "segments",
            "Lifetime value",
            "What does a typical customer pay over its lifetime?",
            money,
            "Everything a typical customer pays before it leaves.",
            unit="currency",
        ),
        ask(
            "net_revenue_retention",
            "segments",
            "Net retention",
            "Net revenue retention over twelve months?",
            Kind.PERCENT,
            "Revenue today from last year's customers, as a share of what they paid then. Above 100 means growth.",
            unit="percent",
            high=1_000,
        ),
        ask(
            "sales_motion",
            "motions",
            "Sales",
            "How do you sell to this segment?",
            Kind.CHOICE,
            "The one way most deals here are won.",
            options=_options(SALES_MOTIONS),
            required=True,
            chosen=True,
        ),
        ask(
            "marketing_motions",
            "motions",
            "Marketing",
            "How does marketing reach these buyers?",
            Kind.CHOICES,
            "Any that are in use here; none is an answer too.",
            options=_options(MARKETING_MOTIONS),
            required=True,
            chosen=True,
        ),
        ask(
            "success_motion",
            "motions",
            "Customer success",
            "How are these customers looked after?",
            Kind.CHOICE,
            "The one way most customers here are served.",
            options=_options(SUCCESS_MOTIONS),
            required=True,
            chosen=True,
        ),
        ask(
            "marketing_for_other_segments",
            "motions",
            "Serve others",
            "Which of these marketing motions really serve another segment?",
            Kind.CHOICES,
            "They are left out when this segment is checked.",
            options=_options(MARKETING_MOTIONS),
            chosen=True,
            fold="More on marketing and partners",
            when=_many_segments,
        ),
        ask(
            "success_by_partner",
            "motions",
            "Partner serves",
            "Does a partner look after these customers?",
            yes_no,
            "Then the question is who owns renewal.",
            chosen=True,
            fold="More on marketing and partners",
        ),
        ask(
            "sold_by_partner",
            "motions",
            "Partner sells",
            "Does a partner close these deals?",
            yes_no,
            "Then no closing rep of your own is needed.",
            chosen=True,
            fold="More on marketing and partners",
        ),
        ask(
            "one_journey_with",
            "motions",
            "Lands for",
            "Which segments does this one land for?",
            Kind.SEGMENTS,
            "Product-led landing and sales-led growth as one journey count as one way of selling.",
            chosen=True,
            fold="More on marketing and partners",
            when=_lands_for_others,
        ),
        ask(
            "closing_reps",
            "motions",
            "Closing reps",
            "How many reps close deals here?",
            count,
            "Full-time equivalents who sign; 0 is an answer.",
            unit="reps",
            high=100_000,
            chosen=True,
            fold="Reps and loads",
            when=_sells_by_people,
        ),
        ask(
            "rep_on_target_earnings",
            "motions",
            "Rep earnings",
            "What does a rep earn on target, a year?",
            money,
            "Base and variable pay together.",
            unit="currency",
            fold="Reps and loads",
            when=_sells_by_people,
        ),
        ask(
            "accounts_per_rep",
            "motions",
            "Accounts per rep",
            "How many accounts does each rep hold?",
            count,
            "Accounts in the territory or on the list, customers or not.",
            unit="accounts",
            high=1_000_000,
            chosen=True,
            fold="Reps and loads",
            when=_sells_by_people,
        ),
        ask(
            "accounts_per_csm",
            "motions",
            "Accounts per CSM",
            "How many customers does each success manager hold?",
            count,
            "Customers per manager, on average.",
            unit="accounts",
            high=1_000_000,
            chosen=True,
            fold="Reps and loads",
            when=_has_success_managers,
        ),
        ask(
            "csm_count",
            "motions",
            "Success managers",
            "How many success managers work here?",
            count,
            "One person in a launching segment is not judged by load.",
            unit="people",
            high=100_000,
            chosen=True,
            fold="Reps and loads",
            when=_has_success_managers,
        ),
        ask(
            "sdr_count",
            "motions",
            "SDRs",
            "How many people qualify leads or research accounts here?",
            count,
            "SDRs, MDRs, BDRs: whatever they are called; 0 is an answer.",
            unit="people",
            high=100_000,
            chosen=True,
            fold="SDRs",
            when=_sells_by_people,
        ),
        ask(
            "sdr_work",
            "motions",
            "SDR work",
            "What do they mostly do?",
            Kind.CHOICE,
            "With few, large accounts research is worth more than gatekeeping.",
            options=(
                Option("qualify_inbound", "qualify people who came by themselves", "Usually called MDR."),
                Option("qualify_outbound", "contact and qualify prospects", "Usually called SDR."),
                Option("research", "research accounts", "Prepare depth on few accounts."),
            ),
            chosen=True,
            fold="SDRs",
            when=_has_sdrs,
        ),
        ask(
            "sdr_reports_to",
            "motions",
            "SDRs report to",
            "Whom do they report to?",
            Kind.CHOICE,
            "Naming only: the outbound kind usually sits in Sales, the inbound kind in Marketing.",
            options=(Option("sales", "Sales"), Option("marketing", "Marketing")),
            chosen=True,
            fold="SDRs",
            when=_has_sdrs,
        ),
        ask(
            "expert_on_first_call",
            "motions",
            "Expert at first",
            "Is an expert there when a buyer first calls?",
            yes_no,
            "Informed buyers want answers, not a round of qualifying.",
            chosen=True,
            fold="SDRs",
            when=_sells_by_people,
        ),
        ask(
            "product_charge",
            "charging",
            "Product",
            "How is the product charged?",
            Kind.CHOICE,
            "What the customer sees on the offer.",
            options=(
                Option("own_price", "at a price of its own"),
                Option("bundled", "one price with the service"),
                Option("free", "free"),
            ),
            chosen=True,
        ),
        ask(
            "service_charge",
            "charging",
            "Service",
            "How is service charged (onboarding, support, advice)?",
            Kind.CHOICE,
            "What the customer sees on the offer.",
            options=(
                Option("own_price", "at a price of its own"),
                Option("bundled", "one price with the product"),
                Option("free", "free"),
                Option("not_offered", "not offered"),
            ),
            chosen=True,
        ),
        ask(
            "service_by_partner",
            "charging",
            "Partner's service",
            "Does a partner sell the service?",
            yes_no,
            "Then it is not yours to price.",
            chosen=True,
        ),
        ask(
            "service_revenue_share",
            "charging",
            "Service share",
            "How much of the revenue here is service?",
            Kind.PERCENT,
            "Ten percent or less is a side line.",
            unit="percent",
            high=100,
            when=_charges_for_service,
        ),
    )


def _segment_numbers() -> tuple[Question, ...]:
    def ask(name: str, label: str, wording: str, kind: str, help: str, **more: object) -> Question:
        return Question(f"segments.*.{name}", "numbers", label, wording, kind, help, **more)  # type: ignore[arg-type]

    return (
        ask(
            "acquisition_cost_per_year",
            "Cost of winning",
            "Sales and marketing cost of winning new customers, a year?",
            Kind.MONEY,
            "Pay, programs and tools spent on new customers of this segment.",
            unit="currency",
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
        ),
    )


QUESTIONS: tuple[Question, ...] = (
    Question(
        "session.name",
        "company",
        "Session",
        "What shall this assessment be called?",
        Kind.NAME,
        "Company and quarter are usual.",
        required=True,
    ),
    Question(
        "session.kind",
        "",
        "Kind",
        "What kind of session is this?",
        Kind.CHOICE,
        options=(
            Option("solo", "one person"),
            Option("facilitated", "facilitated"),
            Option("respondent", "one of several respondents"),
            Option("consensus", "consensus"),
        ),
    ),
    Question(
        "session.respondent",
        "company",
        "Who answers",
        "Who gives these answers?",
        Kind.NAME,
        "Your name or title; needed when several leaders answer for one company.",
    ),
    Question(
        "session.respondent_group",
        "company",
        "From which group",
        "For which group do you answer?",
        Kind.CHOICE,
        "Used when several leaders' answers are laid side by side.",
        (
            *(Option(g.id, g.label) for g in GROUPS.values()),
            Option("executive", "Executive"),
            Option("other", "Other"),
        ),
    ),
    Question("session.created", "", "Created", "When was the session created?", Kind.DATETIME),
    Question("session.saved", "", "Saved", "When was the session saved?", Kind.DATETIME),
    Question(
        "session.currency",
        "company",
        "Currency",
        "In which currency are amounts?",
        Kind.CURRENCY,
        "A code such as USD or EUR; left open, it is USD. Bands are in US dollars, other currencies are converted.",
    ),
    Question(
        "session.usd_per_unit",
        "company",
        "US dollars per unit",
        "How many US dollars is one unit of it worth?",
        Kind.NUMBER,
        "Only used to hold your amounts against the dollar bands.",
        unit="USD",
        low=0.000001,
        high=1_000,
        when=_other_currency,
    ),
    Question("session.previous", "", "Previous", "Which session does this one follow?", Kind.NAME),
    Question("model.version", "", "Model version", "Which version of questions and rules?", Kind.NAME),
    Question("model.calibration", "", "Calibration", "Which band file?", Kind.NAME),
    Question(
        "company.name",
        "company",
        "Company",
        "What is the company called?",
        Kind.NAME,
        "Or the business unit this is about.",
        required=True,
    ),
    Question(
        "company.recurring_revenue",
        "company",
        "Recurring revenue",
        "Does revenue recur?",
        Kind.YES_NO,
        "Subscriptions, contracts that renew, regular usage.",
        required=True,
    ),
    Question(
        "company.arr",
        "company",
        "Recurring a year",
        "Annual recurring revenue?",
        Kind.MONEY,
        "Only used to tell whether this is a small company, where roles may be combined.",
        unit="currency",
    ),
    Question(
        "company.gtm_headcount",
        "company",
        "Go-to-market people",
        "How many people work in marketing, sales and customer success?",
        Kind.COUNT,
        "Used for the same when revenue is not given.",
        unit="people",
        high=1_000_000,
    ),
    *_group_pages(),
    Question(
        "groups.customer_success.people",
        "accountable",
        "Customer success",
        "Who covers customer success?",
        Kind.PEOPLE,
        "The fifth column of the matrix; not one of the four groups.",
        chosen=True,
    ),
    Question(
        "team.roles_agreed",
        "together",
        "Roles agreed",
        "Have the four groups agreed who does what?",
        Kind.YES_NO,
        "Written or spoken, but the same in everyone's words.",
        chosen=True,
    ),
    Question(
        "team.reorganisation_planned",
        "together",
        "Reorganisation",
        "Is a reorganisation planned?",
        Kind.YES_NO,
        "Roles can be settled without moving boxes.",
        chosen=True,
    ),
    *(
        Question(
            f"accountable.{d.id}",
            "accountable",
            d.label,
            f"Who answers for: {d.label}?",
            Kind.OWNERS,
            f"{d.definition} One name per result; several only where each has a scope of their own.",
            required=True,
            chosen=True,
        )
        for d in DELIVERABLES.values()
    ),
    Question(
        "persona.exists",
        "buyer",
        "Buyer persona",
        "Is there a written buyer persona?",
        Kind.YES_NO,
        "One description of the buyer that the whole team works from.",
        required=True,
        chosen=True,
    ),
    Question(
        "persona.from_buyer_interviews",
        "buyer",
        "From interviews",
        "Was it written from talks with buyers?",
        Kind.YES_NO,
        "With buyers who chose you and buyers who did not.",
        chosen=True,
        when=_has_persona,
    ),
    Question(
        "persona.used_by",
        "buyer",
        "Used by",
        "Which groups work from it?",
        Kind.CHOICES,
        "Not who owns it: who opens it when there is something to decide.",
        tuple(Option(g, GROUPS[g].label) for g in FOUR_GROUPS),
        chosen=True,
        when=_has_persona,
    ),
    *(
        Question(
            f"persona.rings.{r.id}",
            "buyer",
            r.label,
            r.plain,
            Kind.TEXT,
            r.definition,
            chosen=True,
            when=_has_persona,
        )
        for r in RINGS.values()
    ),
    *_segment_pages(),
    *_segment_numbers(),
    Question(
        "direction.ten_customers_won_the_same_way",
        "direction",
        "Ten won the same way",
        "Ten or more customers won in the same way?",
        Kind.YES_NO,
        "In one segment, with one motion.",
    ),
    Question(
        "direction.win_rate_and_cycle_known",
        "direction",
        "Win rate, cycle known",
        "Win rate and sales cycle known?",
        Kind.YES_NO,
        "From records, not from memory.",
    ),
    Question(
        "direction.retention_measured_and_acceptable",
        "direction",
        "Retention good enough",
        "Retention measured, and good enough?",
        Kind.YES_NO,
        "Measured monthly, at a level you can live with.",
    ),
    Question(
        "direction.sold_without_founder",
        "direction",
        "Sold without founder",
        "Do deals close without the founder?",
        Kind.YES_NO,
        "Most of them, for at least a quarter.",
    ),
    Question(
        "direction.move.planned",
        "direction",
        "A move planned",
        "Are you moving up- or down-market?",
        Kind.YES_NO,
        "Larger or smaller customers than today's.",
        chosen=True,
    ),
    Question(
        "direction.move.target_tier",
        "direction",
        "Target",
        "Which customers are you moving to?",
        Kind.CHOICE,
        "The tier the move is for.",
        _options(TIERS),
        chosen=True,
        when=_has_move,
    ),
    Question(
        "direction.move.target_motion",
        "direction",
        "Target motion",
        "How will you sell to them?",
        Kind.CHOICE,
        "The motion you are building.",
        _options(SALES_MOTIONS),
        chosen=True,
        when=_has_move,
    ),
    Question(
        "direction.move.engines_being_built",
        "direction",
        "Engines",
        "What is being built to drive growth there?",
        Kind.CHOICES,
        "Each tier grows on foundations of its own.",
        tuple(
            Option(t.id, t.label, f"Drives growth with {TIERS[tier].label} customers.") for t, tier in ENGINES.values()
        ),
        chosen=True,
        when=_has_move,
    ),
    Question(
        "direction.move.months_expected",
        "direction",
        "Months",
        "How many months will it take?",
        Kind.COUNT,
        "Until the new customers pay for the people who win them.",
        unit="months",
        high=240,
        chosen=True,
        when=_has_move,
    ),
    Question(
        "direction.move.same_motion",
        "direction",
        "Same motion",
        "Is it only a new industry, sold the same way?",
        Kind.YES_NO,
        "Then the timetable is not judged.",
        when=_has_move,
    ),
    Question(
        "budget.*.label",
        "together",
        "Budget line",
        "What is this money for?",
        Kind.NAME,
        "One line of the marketing or sales budget.",
    ),
    Question(
        "budget.*.payer",
        "together",
        "Payer",
        "Whose budget pays?",
        Kind.CHOICE,
        "",
        (Option("marketing", "Marketing"), Option("sales", "Sales")),
        chosen=True,
    ),
    Question(
        "budget.*.aim",
        "together",
        "Aim",
        "Is it meant for many buyers or for single deals?",
        Kind.CHOICE,
        "Marketing money is for markets full of buyers, sales money for single deals.",
        (Option("market", "many buyers"), Option("deals", "single deals"), Option("both", "both")),
        chosen=True,
    ),
    Question(
        "budget.*.amount",
        "together",
        "Amount",
        "How much a year?",
        Kind.MONEY,
        "",
        unit="currency",
        chosen=True,
    ),
    Question(
        "measures.lead_to_deal_measured",
        "numbers",
        "Lead to deal",
        "Do you measure from lead to signed deal?",
        Kind.YES_NO,
        "The left side of the bowtie.",
        chosen=True,
    ),
    Question(
        "measures.deal_to_renewal_measured",
        "numbers",
        "Deal to renewal",
        "Do you measure from signed deal to renewal and growth?",
        Kind.YES_NO,
        "The right side of the bowtie.",
        chosen=True,
    ),
    Question(
        "measures.leads",
        "numbers",
        "Leads",
        "Leads in the last twelve months?",
        Kind.COUNT,
        "Main segment.",
        unit="leads",
        high=1_000_000_000,
    ),
    Question(
        "measures.qualified_opportunities",
        "numbers",
        "Opportunities",
        "Qualified opportunities in the last twelve months?",
        Kind.COUNT,
        "Main segment.",
        unit="opportunities",
        high=1_000_000_000,
    ),
    Question(
        "measures.time_to_first_value_share",
        "numbers",
        "First value in time",
        "Share of new customers who reach first value in the planned time?",
        Kind.PERCENT,
        "Main segment.",
        unit="percent",
        high=100,
    ),
    Question(
        "measures.gross_retention",
        "numbers",
        "Gross retention",
        "Gross revenue retention?",
        Kind.PERCENT,
        "Main segment, twelve months, without growth.",
        unit="percent",
        high=100,
    ),
)

_BY_KEY: dict[str, Question] = {question.key: question for question in QUESTIONS}


def question_for(key: str) -> Question | None:
    """The question behind a key path such as `segments.finance-teams.name`, or None."""
    question = _BY_KEY.get(key)
    if question is not None:
        return None if "*" in key else question
    head, _, rest = key.partition(".")
    identity, _, name = rest.partition(".")
    if head in ("segments", "budget") and identity and name:
        return _BY_KEY.get(f"{head}.*.{name}")
    return None


def field_of(key: str) -> tuple[str, str, str]:
    """Split a key path into (collection, id, name): ('segments', 'smb', 'name') or ('', '', key)."""
    head, _, rest = key.partition(".")
    if head in ("segments", "budget") and "." in rest:
        identity, _, name = rest.partition(".")
        return head, identity, name
    return "", "", key


@cache
def questions_on(page: str) -> tuple[Question, ...]:
    """The questions of one page, in order."""
    return tuple(question for question in QUESTIONS if question.page == page)


@cache
def page_of(page: str) -> Page:
    """The page with this id; raises KeyError."""
    return {p.id: p for p in PAGES}[page]


def nearest_keys(key: str, count: int = 1) -> list[str]:
    """Known keys that look most like a mistyped one, best first."""
    from difflib import get_close_matches

    _, identity, _ = field_of(key)
    known = {q.key_for(identity or "*"): None for q in QUESTIONS}
    return get_close_matches(key, known, n=count, cutoff=0.6)
