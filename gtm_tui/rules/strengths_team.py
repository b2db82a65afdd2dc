"""What the team does well: owners, specialists, time for the market, the buyer and the numbers."""

from gtm_tui.model.vocabulary import DELIVERABLES, MARKETING_GROUPS, RINGS
from gtm_tui.rules.context import RuleContext, listed
from gtm_tui.rules.ruleset import strength
from gtm_tui.rules.team import shared_scopes
from gtm_tui.text.names import name_key


@strength("one-owner-each", scope="team", source="Essay, clearly defined roles and accountabilities")
def one_owner_each(context: RuleContext) -> str | None:
    """Every deliverable has exactly one owner for each scope."""
    recurring = context.answers.flag("company.recurring_revenue")
    deliverables = [d for d in DELIVERABLES.values() if d.group or recurring]
    owners = [context.answers.owners(f"accountable.{d.id}") for d in deliverables]
    if not all(pairs and not shared_scopes(pairs) for pairs in owners):
        return None
    return f"Each of the {len(deliverables)} deliverables has exactly one owner."


@strength("specialists", scope="deliverable", source="Essay, specialists for industries or solutions")
def specialists(context: RuleContext) -> str | None:
    """A deliverable is split by industry, product or region, with one owner each."""
    pairs = context.own.owners(context.subject)
    scopes = [scope for _, scope in pairs]
    if len(pairs) < 2 or shared_scopes(pairs) or any(name_key(scope) == "all" for scope in scopes):
        return None
    split = listed([f"{person} ({scope})" for person, scope in pairs])
    return f"Each part of {DELIVERABLES[context.subject].in_sentence} has a specialist: {split}."


@strength("support-team-works", scope="team", source="Essay, a sales support organization")
def support_team_works(context: RuleContext) -> str | None:
    """A sales-support team helps with deals, and every marketing group keeps its time for the market."""
    if not context.answers.flag("groups.sales.sales_support_team"):
        return None
    shares = context.answers.numbers(*(f"groups.{group}.time_on_single_deals" for group in MARKETING_GROUPS))
    if max(shares) > context.limit("time_on_deals.medium"):
        return None
    return (
        f"Your sales-support team helps with deals, so marketing stays on the market: at most {max(shares)} % "
        "of its time goes into individual deals."
    )


@strength("persona-from-buyers", scope="team", source="Essay, the buyer persona; five rings after Revella")
def persona_from_buyers(context: RuleContext) -> str | None:
    """The persona has all five rings, from buyer interviews."""
    exists = context.answers.flag("persona.exists")
    asked = context.answers.flag("persona.from_buyer_interviews")
    context.answers.require(*(f"persona.rings.{ring}" for ring in RINGS))
    return "Your buyer persona has all five rings, from buyer interviews." if exists and asked else None


@strength("both-sides-measured", scope="team", source="GTM Model, note 5")
def both_sides_measured(context: RuleContext) -> str | None:
    """Both sides of the signature are measured."""
    sides = ("measures.lead_to_deal_measured", "measures.deal_to_renewal_measured")
    if not all(context.answers.flag(side) for side in sides):
        return None
    return "You measure from lead to deal, and from deal to renewal and growth."
