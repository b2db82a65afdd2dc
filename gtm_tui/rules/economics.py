"""ECO: does the way of selling fit the money of the deal?"""

from gtm_tui.calibration import Band
from gtm_tui.model.vocabulary import Severity
from gtm_tui.rules.context import RuleContext, sales_word
from gtm_tui.rules.finding import Margin, NotAssessed, Remark, Violation, rounded
from gtm_tui.rules.ruleset import rule

_VALUE_READS = (
    "segments.*.sales_motion",
    "segments.*.first_year_acv",
    "segments.*.land_and_expand",
    "segments.*.lifetime_value",
    "segments.*.net_revenue_retention",
    "session.currency",
    "session.usd_per_unit",
)
_COST_READS = ("segments.*.acquisition_cost_per_year", "segments.*.deals_per_year", "segments.*.status")
_REP_READS = (
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
    reads=(*_VALUE_READS, "segments.*.size_label"),
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
    way = f"Sell it by {sales_word(fitting)} selling, or raise the deal." if fitting != sales else "Raise the deal."
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
    why="Who spends a lot expects to be looked after while buying, and goes where that happens.",
    not_when="Product-led lands small for larger deals that are a segment of their own.",
    effort=3,
    reads=(*_VALUE_READS, "segments.*.one_journey_with"),
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
    looks_at="Whether lifetime value and net retention bear out that customers grow.",
    why="A heavier motion is paid for by growth that has been seen, not by growth that is planned.",
    not_when="Customers are not said to grow. In a launching segment it is advice.",
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
        reason = "no lifetime value is known"
    else:
        return None
    if context.launching():
        advice = "Prove it by the first renewals."
    else:
        advice = "Until customers grow, the first deal must pay for itself."
    return Violation(
        severity="low" if context.launching() else "medium",
        message=f"{context.name}: you plan on customers growing, but {reason}. {advice}",
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
    looks_at="Deals per closing rep and year against what the sales motion normally carries.",
    why="Far more deals than usual cannot get the attention the motion promises; far fewer do not pay for the rep.",
    not_when="Product-led, launching, or nobody closes deals.",
    effort=2,
    reads=(*_REP_READS, "segments.*.qualified_opportunities"),
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
        message=f"{context.name}: each rep closes {_short(each)} deals a year; "
        f"{sales_word(sales)} selling normally carries {least:g} to {most:g}{advice}",
        margin=Margin(value=each, line=line, unit="deals per rep"),
    )


@rule(
    "ECO-05",
    name="reps-below-cost",
    title="Reps do not earn their cost",
    area="economics",
    scope="segment",
    basis="ours",
    origin="beyond the two sources",
    source="Published ratios of quota to earnings",
    looks_at="New revenue per closing rep against a rep's on-target earnings.",
    why="A rep also costs management, tools and leads; a small multiple of pay is eaten before it arrives.",
    not_when="Product-led, launching, proven land and expand, or nobody closes deals.",
    effort=2,
    reads=(*_REP_READS, *_VALUE_READS[1:5], "segments.*.rep_on_target_earnings"),
)
def reps_below_cost(context: RuleContext) -> Violation | None:
    """A rep brings in too small a multiple of what a rep earns."""
    sales = context.own.choice("sales_motion")
    if sales == "product_led" or context.launching() or context.shift_granted():
        return None
    reps, deals, acv, earnings = context.own.numbers(
        "closing_reps", "deals_per_year", "first_year_acv", "rep_on_target_earnings"
    )
    if not reps:
        return None
    if not earnings:
        raise NotAssessed((context.prefix + "rep_on_target_earnings",))
    times = rounded(deals * acv / reps / earnings)
    floor, line, usual = context.limit("yield.high"), context.limit("yield.medium"), context.limit("yield.usual")
    if times >= line:
        return None
    return Violation(
        severity="high" if times < floor else "medium",
        message=f"{context.name}: a rep brings in {_short(times)} times their pay; {usual:g} is usual, {floor:g} is "
        "the floor.",
        margin=Margin(value=times, line=line, unit="times earnings"),
    )


_WEIGHT = ("light", "light", "middle", "heavy", "heavy")


@rule(
    "ECO-06",
    name="payback-too-long",
    title="Customer acquisition takes too long to pay back",
    area="economics",
    scope="segment",
    basis="ours",
    origin="beyond the two sources",
    source="Published guard rails for months of payback",
    looks_at="Cost of winning a customer against the margin that customer brings in a month.",
    why="Until a customer has paid back, growing faster needs more cash, not less.",
    not_when="Launching: then the number is shown without a finding.",
    effort=3,
    reads=(*_VALUE_READS[:5], *_COST_READS, "segments.*.gross_margin"),
)
def payback_too_long(context: RuleContext) -> Violation | Remark | None:
    """Earning back what winning a customer cost takes longer than the motion usually allows."""
    sales = context.own.choice("sales_motion")
    cost, value = _cost_per_customer(context, "gross_margin"), context.effective_acv()
    yearly = value * context.own.number("gross_margin") / 100
    if not yearly and not cost:
        return None
    months = rounded(cost / yearly * 12) if yearly else None
    if context.launching():
        return Remark(text=f"{context.name}: {_months(months)} to earn back a new customer; too early to judge.")
    weight = _WEIGHT[context.position(sales) - 1]
    line, high = context.limit(f"payback.{weight}.medium"), context.limit(f"payback.{weight}.high")
    critical = context.limit("payback.critical")
    if months is not None and months <= line and months <= critical:
        return None
    severity: Severity = "high"
    if months is None or months > critical:
        severity = "critical"
    elif months <= high:
        severity = "medium"
    return Violation(
        severity=severity,
        message=f"{context.name}: {_months(months)} to earn back a new customer; for {sales_word(sales)} selling "
        f"{line:g} is the usual limit.",
        margin=Margin(value=months, line=line, unit="months") if months is not None else None,
    )


@rule(
    "ECO-07",
    name="lifetime-value-to-cost",
    title="Lifetime value against acquisition cost",
    area="economics",
    scope="segment",
    basis="ours",
    origin="beyond the two sources",
    source="Published rules of thumb for lifetime value to acquisition cost",
    looks_at="What a customer pays over its lifetime against what winning it costs.",
    why="It says whether growing makes the company richer or poorer.",
    not_when="Launching: then it is advice at most, because a lifetime is a guess.",
    effort=3,
    reads=(
        *_COST_READS,
        "segments.*.lifetime_value",
        "segments.*.first_year_acv",
        "segments.*.gross_margin",
        "segments.*.gross_retention",
    ),
)
def lifetime_value_to_cost(context: RuleContext) -> Violation | Remark | None:
    """A customer is worth too little, or remarkably much, for what winning it costs."""
    cost = _cost_per_customer(context)
    lifetime = context.own.get_number("lifetime_value")
    worth = "worth"
    if lifetime is None:
        lifetime, worth = _estimated_lifetime_value(context), "worth (estimated)"
    if not cost:
        return None
    times = rounded(lifetime / cost)
    loss, healthy, room = (context.limit(f"ltv_cac.{level}") for level in ("critical", "high", "low"))
    said = f"{context.name}: a customer is {worth} {_short(times)} times what winning it costs"
    if times > room:
        return Violation(
            severity="low",
            message=f"{said}. You could afford to grow faster.",
            margin=Margin(value=times, line=room, unit="times"),
        )
    if times >= healthy:
        share = context.limit("gtm_cost.share")
        if rounded(100 / times) <= share:
            return None
        return Remark(
            text=f"{said}. That is healthy; one stricter rule of thumb keeps all cost of winning and serving "
            f"under {share:g} % of lifetime value."
        )
    severity: Severity = "critical" if times < loss else "high"
    return Violation(
        severity="low" if context.launching() else severity,
        message=f"{said}; {healthy:g} is usual. Win customers for less, or keep them longer.",
        margin=Margin(value=times, line=healthy, unit="times"),
    )


@rule(
    "ECO-08",
    name="cycle-too-long",
    title="The cycle is long for the size of deal",
    area="economics",
    scope="segment",
    basis="ours",
    origin="beyond the two sources",
    source="Published thresholds for sales cycles by deal size",
    looks_at="Days from opportunity to signature against first-year value.",
    why="Time is the largest cost of a sale; a small deal cannot pay for a long one.",
    not_when="Buyers follow public or regulated rules: then it is advice.",
    effort=2,
    reads=(
        "segments.*.sales_cycle_days",
        "segments.*.first_year_acv",
        "segments.*.regulated_buying",
        "session.currency",
        "session.usd_per_unit",
    ),
)
def cycle_too_long(context: RuleContext) -> Violation | None:
    """Deals take longer than their size pays for."""
    days, acv = context.own.numbers("sales_cycle_days", "first_year_acv")
    dollars = context.in_dollars(acv)
    line = _longest_cycle(context, dollars)
    if days <= line:
        return None
    severity: Severity = "high" if days > rounded(line * context.limit("cycle.severe_factor")) else "medium"
    said = f"{days:,} days from opportunity to signature; deals of this size usually take up to {line:g}."
    if context.own.get_flag("regulated_buying") is True:
        severity, advice = "low", f"{said} Public or regulated buying takes its time; plan cash for it."
    elif dollars < context.limit("cycle.small.value"):
        advice = f"{days:,} days for deals of {context.money(acv)}. Small and slow is the one corner that does not pay."
    else:
        advice = f"{said} Find the step where they wait."
    return Violation(
        severity=severity,
        message=f"{context.name}: {advice}",
        margin=Margin(value=days, line=line, unit="days"),
    )


def _lands_for_another(context: RuleContext) -> bool:
    """Whether the larger deals that this segment leads to are a segment of their own."""
    journey = context.own.get_segments("one_journey_with") or ()
    return any(other in context.session.segments and other != context.subject for other in journey)


def _value(context: RuleContext) -> tuple[str, float, Band]:
    """Sales motion, effective first-year value in US dollars, and the motion's zones."""
    sales = context.own.choice("sales_motion")
    return sales, context.effective_dollars(), context.band(sales)


def _cost_per_customer(context: RuleContext, *also: str) -> float:
    """Yearly cost of winning customers over customers won, in the session's currency; needs `also` answered too."""
    cost, deals, *_ = context.own.numbers("acquisition_cost_per_year", "deals_per_year", *also)
    if not deals:
        raise NotAssessed((context.prefix + "deals_per_year",))
    return float(cost / deals)


def _estimated_lifetime_value(context: RuleContext) -> float:
    """First-year value x margin / yearly loss of revenue."""
    key = context.prefix + "lifetime_value"
    names = ("first_year_acv", "gross_margin", "gross_retention")
    acv, margin, kept = [context.own.get_number(name) for name in names]
    if acv is None or margin is None or kept is None or kept >= 100:
        raise NotAssessed((key,))
    return float(acv * margin / (100 - kept))


def _longest_cycle(context: RuleContext, dollars: float) -> float:
    """The days that still pass for a deal of this many US dollars."""
    if dollars < context.limit("cycle.small.value"):
        return context.limit("cycle.small.days")
    if dollars < context.limit("cycle.middle.value"):
        return context.limit("cycle.middle.days")
    if dollars <= context.limit("cycle.large.value"):
        return context.limit("cycle.large.days")
    return context.limit("cycle.largest.days")


def _why_few(context: RuleContext, reps: float) -> str:
    """The end of the sentence about few deals: how many opportunities a rep had, or what to look into."""
    opportunities = context.aside(context.prefix).get_number("qualified_opportunities")
    if opportunities is None:
        return ". Is it demand, or do the reps spend their time on customers they already have?"
    each = rounded(opportunities / reps)
    there_are = "there is 1 opportunity" if each == 1 else f"there are {_short(each)} opportunities"
    return f", and {there_are} a rep."


def _short(number: float) -> str:
    """A number in few digits: one decimal below 100, none above."""
    return f"{number:,.0f}" if number >= 100 or number == int(number) else f"{number:.1f}"


def _months(months: float | None) -> str:
    return "it takes for ever" if months is None else f"it takes {_short(months)} months"
