"""ECO-05 to 08: does a customer bring back what winning it costs, and soon enough?"""

from gtm_tui.model.vocabulary import Severity
from gtm_tui.rules.context import RuleContext, sales_word
from gtm_tui.rules.economics import REP_READS, VALUE_READS, short
from gtm_tui.rules.finding import Margin, NotAssessed, Remark, Violation, rounded
from gtm_tui.rules.ruleset import rule
from gtm_tui.text.plural import unit_for

_COST_READS = ("segments.*.acquisition_cost_per_year", "segments.*.deals_per_year", "segments.*.status")


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
    why="A rep also costs management, tools and leads; a small multiple of pay is spent before it arrives.",
    not_when="Product-led, launching, proven land and expand, or nobody closes deals.",
    effort=2,
    reads=(*REP_READS, *VALUE_READS[1:5], "segments.*.rep_on_target_earnings"),
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
        message=f"{context.name}: a rep brings in {short(times)} times their pay; {usual:g} is usual, {floor:g} is "
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
    reads=(*VALUE_READS[:5], *_COST_READS, "segments.*.gross_margin"),
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
        return Remark(text=f"{context.name}: {_months(months)}; too early to judge.")
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
        message=f"{context.name}: {_months(months)}; for {sales_word(sales)} selling "
        f"{line:g} {unit_for(line, 'months')} is the usual limit.",
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
    said = f"{context.name}: a customer is {worth} {short(times)} times what winning it costs"
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
            text=f"{said}. That is healthy; a stricter rule of thumb keeps the whole cost of winning and serving "
            f"under {share:g} % of lifetime value."
        )
    severity: Severity = "critical" if times < loss else "high"
    return Violation(
        severity="low" if context.launching() else severity,
        message=f"{said}; {healthy:g} times is usual. Win customers for less, or keep them longer.",
        margin=Margin(value=times, line=healthy, unit="times"),
    )


@rule(
    "ECO-08",
    name="cycle-too-long",
    title="The sales cycle is long for the deal size",
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
        advice = f"{days:,} days for deals of {context.money(acv)}. Small and slow does not pay."
    else:
        advice = f"{said} Find the step where deals wait."
    return Violation(
        severity=severity,
        message=f"{context.name}: {advice}",
        margin=Margin(value=days, line=line, unit="days"),
    )


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


def _months(months: float | None) -> str:
    if months is None:
        return "a new customer never earns back what it cost to win"
    return f"it takes {short(months)} {unit_for(months, 'months')} to earn back a new customer"
