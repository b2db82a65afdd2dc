"""ECO-01 to 04: does the way of selling fit the money of the deal?"""

from gtm_tui.calibration import Band
from gtm_tui.model.vocabulary import Severity
from gtm_tui.rules.context import RuleContext, sales_word
from gtm_tui.rules.finding import Margin, Violation, rounded
from gtm_tui.rules.ruleset import rule
from gtm_tui.text.plural import unit_for

VALUE_READS = (
    "segments.*.sales_motion",
    "segments.*.first_year_acv",
    "segments.*.land_and_expand",
    "segments.*.lifetime_value",
    "segments.*.net_revenue_retention",
    "session.currency",
    "session.usd_per_unit",
)
REP_READS = (
    "segments.*.sales_motion",
    "segments.*.status",
    "segments.*.closing_reps",
    "segments.*.deals_per_year",
)


@rule(
    "ECO-01",
    name="motion-too-expensive",
    title="The motion is too expensive for the deal",
    area="economics",
    scope="segment",
    basis="derived",
    origin="GTM Model",
    source="GTM Model, the right cost to acquire a customer; bands ours",
    looks_at="First-year value (with proven land and expand, lifetime value a year) against the motion's lower border.",
    why="Each step up in human touch costs several times more; a small deal never pays for it.",
    not_when="Land and expand is proven and lifts the value into the zone.",
    effort=3,
    reads=(*VALUE_READS, "segments.*.size_label"),
)
def motion_too_expensive(context: RuleContext) -> Violation | None:
    """The deal is too small for the way it is sold."""
    sales, value, band = _value(context)
    zone = band.zone(value)
    if zone not in ("below", "edge_below"):
        return None
    severity: Severity = "low"
    if zone == "below" and band.outside_below is not None:
        half = rounded(band.outside_below / context.limit("value.severe_factor"))
        severity = "critical" if value < half else "high"
    border = band.comfort_from if band.comfort_from is not None else band.outside_below or 0.0
    fitting = context.calibration.fitting_motion(value)
    way = (
        f"Move to {sales_word(fitting)} selling, or raise the deal value."
        if fitting != sales
        else "Raise the deal value."
    )
    label = context.aside(context.prefix).get_choice("size_label") in ("enterprise", "mid_market")
    more = " Large customers do not make large deals: deal size counts here, not customer size." if label else ""
    return Violation(
        severity=severity,
        message=f"{context.name}: {sales_word(sales)} selling usually needs at least {context.from_dollars(border)} "
        "a year "
        f"per customer; you win {context.from_dollars(value)}. {way}{more}",
        margin=Margin(value=value, line=border, unit="USD"),
    )


@rule(
    "ECO-02",
    name="motion-too-light",
    title="The motion is too light for the deal",
    area="economics",
    scope="segment",
    basis="derived",
    origin="GTM Model",
    source="GTM Model, the best experience while buying; bands ours",
    looks_at="First-year value (with proven land and expand, lifetime value a year) against the motion's upper border.",
    why="Buyers who spend a lot expect attention while they buy, and go where they get it.",
    not_when="A product-led segment lands customers whose larger deals are a segment of their own.",
    effort=3,
    reads=(*VALUE_READS, "segments.*.one_journey_with"),
)
def motion_too_light(context: RuleContext) -> Violation | None:
    """The deal is too large for the way it is sold."""
    sales, value, band = _value(context)
    zone = band.zone(value)
    if zone not in ("above", "edge_above") or (sales == "product_led" and _lands_for_another(context)):
        return None
    severity: Severity = "low"
    if zone == "above" and band.outside_above is not None:
        double = rounded(band.outside_above * context.limit("value.severe_factor"))
        severity = "high" if value > double else "medium"
    at = context.from_dollars(value)
    if context.effective_acv() > context.own.number("first_year_acv"):
        at = f"an effective value of {at} a year (lifetime value over {context.limit('horizon.years'):g} years)"
    return Violation(
        severity=severity,
        message=f"{context.name}: at {at} buyers expect more than {sales_word(sales)} selling. "
        f"You may be losing deals you never see.",
        margin=Margin(value=value, line=band.comfort_to or 0.0, unit="USD"),
    )


@rule(
    "ECO-03",
    name="expansion-without-evidence",
    title="Land and expand without evidence",
    area="economics",
    scope="segment",
    basis="stated",
    origin="GTM Model",
    source="GTM Model, note 4; test ours",
    looks_at="Whether lifetime value and net retention show that customers grow.",
    why="Growth you have seen pays for a heavier motion; growth you plan does not.",
    not_when="Land and expand is not claimed. In a launching segment it is advice.",
    effort=2,
    reads=(
        "segments.*.land_and_expand",
        "segments.*.lifetime_value",
        "segments.*.net_revenue_retention",
        "segments.*.status",
    ),
)
def expansion_without_evidence(context: RuleContext) -> Violation | None:
    """Growth after the first deal is declared, and nothing shows it."""
    if not context.own.flag("land_and_expand"):
        return None
    retention = context.own.get_number("net_revenue_retention")
    line = context.limit("expansion.net_retention")
    margin = None
    if retention is not None and retention <= line:
        reason = f"net retention is {retention:g} %"
        margin = Margin(value=retention, line=line, unit="percent")
    elif context.own.get_number("lifetime_value") is None:
        reason = "lifetime value is not known"
    else:
        return None
    if context.launching():
        advice = "Prove it by the first renewals."
    else:
        advice = "Until customers grow, the first deal must pay for itself."
    return Violation(
        severity="low" if context.launching() else "medium",
        message=f"{context.name}: you count on customers growing, but {reason}. {advice}",
        margin=margin,
    )


@rule(
    "ECO-04",
    name="deal-count-off",
    title="Deal count does not fit the motion",
    area="economics",
    scope="segment",
    basis="ours",
    origin="GTM Model",
    source="GTM Model, the axis of deals per year; numbers from published benchmarks",
    looks_at="Deals per closing rep per year against what the sales motion normally carries.",
    why="Far more deals than usual cannot get the attention the motion promises; far fewer do not pay for the rep.",
    not_when="Product-led, launching, or nobody closes deals.",
    effort=2,
    reads=(*REP_READS, "segments.*.qualified_opportunities"),
)
def deal_count_off(context: RuleContext) -> Violation | None:
    """Each rep closes far more, or far fewer, deals than the motion normally carries."""
    sales = context.own.choice("sales_motion")
    if sales == "product_led" or context.launching():
        return None
    reps, deals = context.own.numbers("closing_reps", "deals_per_year")
    if not reps:
        return None
    each = rounded(deals / reps)
    least, most = context.limit(f"deals.{sales}.least"), context.limit(f"deals.{sales}.most")
    severity: Severity
    if each > (line := rounded(most * context.limit("deals.too_many_factor"))):
        severity, advice = "high", ". That is too many to sell this way: automate, or go one motion lighter."
    elif each < (line := rounded(least * context.limit("deals.too_few_factor"))):
        severity, advice = "medium", _why_few(context, reps)
    else:
        return None
    return Violation(
        severity=severity,
        message=f"{context.name}: each rep closes {short(each)} {unit_for(each, 'deals')} a year; "
        f"{sales_word(sales)} selling normally carries {least:g} to {most:g}{advice}",
        margin=Margin(value=each, line=line, unit="deals per rep"),
    )


def _lands_for_another(context: RuleContext) -> bool:
    """Whether the larger deals that this segment leads to are a segment of their own."""
    journey = context.own.get_segments("one_journey_with") or ()
    return any(other in context.session.segments and other != context.subject for other in journey)


def _value(context: RuleContext) -> tuple[str, float, Band]:
    """Sales motion, effective first-year value in US dollars, and the motion's zones."""
    sales = context.own.choice("sales_motion")
    return sales, context.effective_dollars(), context.band(sales)


def _why_few(context: RuleContext, reps: float) -> str:
    """The end of the sentence about few deals: how many opportunities a rep had, or what to look into."""
    opportunities = context.aside(context.prefix).get_number("qualified_opportunities")
    if opportunities is None:
        return ". Is it demand, or do the reps spend their time on customers they already have?"
    each = rounded(opportunities / reps)
    there_are = "there is 1 opportunity" if each == 1 else f"there are {short(each)} opportunities"
    return f", and {there_are} per rep."


def short(number: float) -> str:
    """A number in few digits: one decimal below 100, none above."""
    return f"{number:,.0f}" if number >= 100 or number == int(number) else f"{number:.1f}"
