"""TEAM-06 to 13: does each group do its own job, do they work together, and who has the customer afterwards?"""

from gtm_tui.model.vocabulary import MARKETING_GROUPS, Severity
from gtm_tui.rules.context import COMPANY_SIZE, RuleContext, group_label, listed
from gtm_tui.rules.finding import Margin, NotAssessed, Violation
from gtm_tui.rules.ruleset import rule
from gtm_tui.rules.team import shared_scopes
from gtm_tui.text.names import is_in
from gtm_tui.text.plural import counted


@rule(
    "TEAM-06",
    name="marketing-supports-sales",
    title="Marketing works as sales support",
    area="team",
    scope="team",
    basis="stated",
    origin="Essay",
    source="Essay, marketing as sales support people",
    looks_at="The share of its time that each marketing group spends on individual deals.",
    why="Time spent on one buyer is taken from the market full of buyers that only marketing can influence.",
    not_when="The people are counted in a sales-support team. Sales tools made for all deals do not count.",
    effort=2,
    reads=(
        *(f"groups.{group}.time_on_single_deals" for group in MARKETING_GROUPS),
        *(f"groups.{group}.people" for group in MARKETING_GROUPS),
        "groups.sales.sales_support_people",
    ),
)
def marketing_supports_sales(context: RuleContext) -> Violation | None:
    """A marketing group spends much of its time on individual deals; the worst group is the subject."""
    support = context.answers.get_people("groups.sales.sales_support_people") or ()
    shares: dict[str, float] = {}
    missing = []
    for group in MARKETING_GROUPS:
        people = context.people_of(group)
        if people is not None and all(is_in(person, support) for person in people):
            continue
        share = context.answers.get_number(f"groups.{group}.time_on_single_deals")
        if share is None:
            missing.append(f"groups.{group}.time_on_single_deals")
        else:
            shares[group] = share
    medium = context.limit("time_on_deals.medium")
    over = {group: share for group, share in shares.items() if share > medium}
    if not over:
        if missing:
            raise NotAssessed(tuple(missing))
        return None
    worst = max(over, key=lambda group: over[group])
    severity: Severity = "medium"
    if over[worst] >= context.limit("time_on_deals.critical"):
        severity = "critical"
    elif over[worst] > context.limit("time_on_deals.high"):
        severity = "high"
    rest = [f"{group_label(group)} {share} %" for group, share in over.items() if group != worst]
    others = f" ({listed(rest)})" if rest else ""
    return Violation(
        severity=severity,
        message=f"{group_label(worst)} spends {over[worst]} % of its time on individual deals{others}. "
        "That is sales support by another name, and nobody is left for the market.",
        subject=worst,
        margin=Margin(value=over[worst], line=medium, unit="percent"),
    )


@rule(
    "TEAM-07",
    name="no-sales-support",
    title="Deals need help and nobody is there to give it",
    area="team",
    scope="team",
    basis="stated",
    origin="Essay",
    source="Essay, a sales support organization",
    looks_at="How often deals need help from outside Sales, and whether a sales-support team gives it.",
    why="Help that nobody is there to give is taken from marketing or from product.",
    not_when="Help is rarely needed, or there is sales support, whatever it is called.",
    effort=3,
    reads=(
        "groups.sales.deals_needing_help",
        "groups.sales.sales_support_team",
        *COMPANY_SIZE,
    ),
)
def no_sales_support(context: RuleContext) -> Violation | None:
    """Deals often need help and there is no sales-support team."""
    needed = context.answers.choice("groups.sales.deals_needing_help")
    if needed == "rarely" or context.answers.flag("groups.sales.sales_support_team"):
        return None
    which = "Most of your deals" if needed == "most" else "Many of your deals"
    return Violation(
        severity="low" if context.small_company() else "high",
        message=f"{which} need an expert. Without a sales-support team, marketing or product will be pulled in.",
    )


@rule(
    "TEAM-08",
    name="sales-does-marketing",
    title="Sales does marketing's job",
    area="team",
    scope="team",
    basis="stated",
    origin="Essay",
    source="Essay, Sales closes individual deals",
    looks_at="The share of its time that Sales spends on work for the whole market.",
    why="Reps who make their own campaigns and material close fewer deals, and show what marketing leaves undone.",
    not_when="It is research on the accounts of their own deals.",
    effort=2,
    reads=("groups.sales.time_on_market_work",),
)
def sales_does_marketing(context: RuleContext) -> Violation | None:
    """Sales spends much of its time on work for the whole market."""
    share = context.answers.number("groups.sales.time_on_market_work")
    medium = context.limit("sales_market_work.medium")
    if share <= medium:
        return None
    return Violation(
        severity="high" if share > context.limit("sales_market_work.high") else "medium",
        message=f"Sales spends {share} % of its time on work for the whole market. Ask what it does not get from "
        "marketing.",
        margin=Margin(value=share, line=medium, unit="percent"),
    )


@rule(
    "TEAM-09",
    name="no-buyer-talks",
    title="Inbound marketing does not meet buyers",
    area="team",
    scope="team",
    basis="stated",
    origin="Essay",
    source="Essay, inbound marketing",
    looks_at="How many buyers who are not customers Inbound marketing interviewed last quarter.",
    why="Customers tell you how to keep them; only buyers tell you what is urgent enough to pay for.",
    not_when="Inbound marketing is missing: TEAM-01 says so already.",
    effort=1,
    reads=(
        "groups.inbound_marketing.people",
        "groups.inbound_marketing.customers_only",
        "groups.inbound_marketing.buyer_interviews_last_quarter",
        *COMPANY_SIZE,
    ),
)
def no_buyer_talks(context: RuleContext) -> Violation | None:
    """Inbound marketing interviews no buyers, few, or customers only."""
    if context.people_of("inbound_marketing") == ():
        return None
    customers_only = context.answers.get_flag("groups.inbound_marketing.customers_only") is True
    interviews_key = "groups.inbound_marketing.buyer_interviews_last_quarter"
    interviews = context.answers.get_number(interviews_key)
    # Critical is worse than "customers only"; every other number of interviews is not.
    if customers_only and (interviews != 0 or context.small_company()):
        return Violation(
            severity="high",
            message="The roadmap rests on interviews with customers only. They tell you how to keep them; "
            "buyers tell you what is urgent enough to pay for.",
        )
    if interviews is None:
        raise NotAssessed((interviews_key,))
    enough = context.limit("interviews.enough")
    if interviews >= enough:
        return None
    rests = "no buyer interviews" if interviews == 0 else counted(interviews, "buyer interview")
    return Violation(
        severity="medium" if interviews else "high" if context.small_company() else "critical",
        message=f"The roadmap rests on {rests} last quarter. Customers tell you how to keep them; "
        "buyers tell you what is urgent enough to pay for.",
        basis="ours" if interviews else "stated",
        margin=Margin(value=interviews, line=enough, unit="interviews"),
    )


@rule(
    "TEAM-10",
    name="buying-unknown",
    title="Nobody can say how buyers buy",
    area="team",
    scope="team",
    basis="stated",
    origin="Essay",
    source="Essay, outbound marketing",
    looks_at="Whether Outbound marketing can say, per segment, how buyers evaluate and buy.",
    why="A go-to-market plan is a list of activities as long as nobody knows which step of buying each one serves.",
    not_when="Outbound marketing is missing: TEAM-01 says so already.",
    effort=2,
    reads=("groups.outbound_marketing.people", "groups.outbound_marketing.knows_how_buyers_buy"),
)
def buying_unknown(context: RuleContext) -> Violation | None:
    """Outbound marketing cannot say how buyers evaluate and buy, or not for every segment."""
    if context.people_of("outbound_marketing") == ():
        return None
    knows = context.answers.choice("groups.outbound_marketing.knows_how_buyers_buy")
    if knows == "yes":
        return None
    can = "cannot say" if knows == "no" else "can say only in part"
    return Violation(
        severity="high" if knows == "no" else "medium",
        message=f"Outbound marketing {can} how buyers evaluate and buy. Until it can, the go-to-market plan is a "
        "to-do list.",
    )


@rule(
    "TEAM-11",
    name="wrong-measure",
    title="Marketing communications is judged by the wrong measure",
    area="team",
    scope="team",
    basis="stated",
    origin="Essay",
    source="Essay, marketing communications",
    looks_at="How marketing assets are judged.",
    why="What is judged by volume grows in volume; an asset is worth its cost only if it helps a buyer to decide.",
    not_when="Assets are judged by their effect on the buyer's decision.",
    effort=2,
    reads=("groups.marketing_communications.assets_measured_by",),
)
def wrong_measure(context: RuleContext) -> Violation | None:
    """Marketing assets are judged by volume, or not at all."""
    measure = context.answers.choice("groups.marketing_communications.assets_measured_by")
    if measure == "buyer_decision":
        return None
    fault = "are counted, not judged" if measure == "volume" else "are made and never judged"
    return Violation(
        severity="medium",
        message=f"Marketing assets {fault}. Ask which of them took a buyer from one step to the next.",
    )


@rule(
    "TEAM-12",
    name="roles-not-agreed",
    title="The groups have not agreed on how they work together",
    area="team",
    scope="team",
    basis="stated",
    origin="Essay",
    source="Essay, no reorganization needed",
    looks_at="Whether the four groups have agreed on who does what, and whether a reorganisation is planned.",
    why="A team is as strong as its roles are clear; moving boxes does not make them clear.",
    not_when="The roles are agreed.",
    effort=1,
    reads=("team.roles_agreed", "team.reorganisation_planned"),
)
def roles_not_agreed(context: RuleContext) -> Violation | None:
    """The four groups have not agreed their roles, or a reorganisation comes before anybody asked."""
    agreed = context.answers.get_flag("team.roles_agreed")
    if agreed:
        return None
    if agreed is False:
        return Violation(
            severity="medium",
            message="The four groups have not agreed on who does what. Agree on that before you move anything; "
            "the team does not need a single boss.",
        )
    if context.answers.get_flag("team.reorganisation_planned") is True:
        return Violation(
            severity="low",
            message="A reorganisation is planned, and nobody has said whether the roles are agreed. "
            "Agree on who does what first: moving boxes can cause as much trouble as it solves.",
        )
    raise NotAssessed(("team.roles_agreed",))


@rule(
    "TEAM-13",
    name="no-owner-after-sale",
    title="Nobody owns the customer after the sale",
    area="team",
    scope="team",
    basis="ours",
    origin="beyond the two sources",
    source="The GTM Model names how customers are looked after, the Essay names no owner; joined here",
    looks_at="Who answers for renewal and growth when revenue recurs.",
    why="Most of what a customer is worth comes after the first deal.",
    not_when="Revenue does not recur, or each owner has a scope of their own.",
    effort=1,
    reads=("company.recurring_revenue", "accountable.renewal_and_growth"),
)
def no_owner_after_sale(context: RuleContext) -> Violation | None:
    """Revenue recurs, and renewal and growth has no owner or several with the same scope."""
    if not context.answers.flag("company.recurring_revenue"):
        return None
    owners = context.answers.owners("accountable.renewal_and_growth")
    if not owners:
        return Violation(
            severity="high",
            message="Most of what a customer is worth comes after the first deal, and nobody answers for renewal and "
            "growth.",
        )
    shared = shared_scopes(owners)
    if not shared:
        return None
    people = listed([person for people in shared for person in people])
    return Violation(
        severity="medium",
        message=f"{people} answer for renewal and growth with the same scope, so it is unclear who does. "
        "Keep one, or split the customers between them.",
    )
