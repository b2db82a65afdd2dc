"""The four groups and customer success: who covers them, how they work together, what they pay for."""

from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import DELIVERABLES, GROUPS
from gtm_tui.questions.question import Kind, Option, Phrases, Question


def _support_team(session: Session, _: str) -> bool:
    return session.get("groups.sales.sales_support_team") is True


_TIME_HELP = (
    "Demos, proposals, one customer's requests. Sales tools made for all deals do not count. "
    "The limits for this share are this tool's own."
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
            label="Buyer interviews",
            wording="How many buyers who are not customers were interviewed last quarter?",
            kind=Kind.COUNT,
            period="quarter",
            help="Buyers tell you what is urgent enough to pay for; customers tell you how to keep them.",
            unit="interviews",
            high=10_000,
            nature="past",
            title="Inbound marketing: Buyer interviews",
            noun="buyer interviews of Inbound marketing",
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
            help="Programs, web pages, sales tools: how do you know that one of them was worth making?",
            options=(
                Option(
                    value="buyer_decision",
                    label="by their effect on the buyer's decision",
                    definition="You can say which assets moved buyers from one step to the next.",
                ),
                Option(
                    value="volume",
                    label="by volume: leads, downloads, attendance",
                    definition="Counts say how much was made, not whether a buyer moved a step.",
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
            help="Research, positioning, campaigns, making its own material. Research on its own accounts does not "
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
            help="An expert in a meeting, a tailored demo, part of a proposal.",
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
            wording="Is there a team whose job is to help win individual accounts?",
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
            title="Sales: Who is in the sales support team",
        ),
    )


TEAM: tuple[Question, ...] = (
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
        phrases=Phrases(yes="agree on who does what"),
    ),
    Question(
        key="team.reorganisation_planned",
        page="together",
        label="Reorganisation",
        wording="Is a reorganisation planned?",
        kind=Kind.YES_NO,
        help="Roles can be settled without moving boxes.",
        nature="decision",
        phrases=Phrases(no="postpone the reorganisation"),
    ),
    *(
        Question(
            key=f"accountable.{d.id}",
            page="accountable",
            label=d.label,
            wording=f"Who answers for {d.in_sentence}?",
            kind=Kind.OWNERS,
            help=f"{d.definition} One name per result; several only where each has their own scope.",
            required=True,
            nature="decision",
            noun=d.in_sentence,
            title=f"Answers for {d.in_sentence}",
        )
        for d in DELIVERABLES.values()
    ),
)

BUDGET: tuple[Question, ...] = (
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
