"""ROM-01 to 06: do Marketing, Sales and Customer Success fit each other inside one segment?"""

from gtm_tui.model.vocabulary import FEEDING
from gtm_tui.rules.context import RuleContext, listed, marketing_word, sales_word, success_word
from gtm_tui.rules.finding import Margin, NotAssessed, Violation
from gtm_tui.rules.ruleset import rule

_MARKETING_READS = (
    "segments.*.sales_motion",
    "segments.*.marketing_motions",
    "segments.*.marketing_for_other_segments",
)
SUCCESS_READS = ("segments.*.sales_motion", "segments.*.success_motion")


@rule(
    "ROM-01",
    name="marketing-too-wide",
    title="Marketing casts wider than Sales can use",
    area="motions",
    scope="segment",
    basis="derived",
    origin="GTM Model",
    source="GTM Model, finding 1",
    looks_at="The sales motion and the marketing motions of a segment.",
    why="A team that works chosen prospects needs names; messages to everyone bring in whoever comes.",
    not_when="Inbound runs beside a motion that fits, or the segment is product-led or 1-stage.",
    effort=2,
    reads=_MARKETING_READS,
)
def marketing_too_wide(context: RuleContext) -> Violation | None:
    """Marketing speaks to everyone while Sales needs named prospects."""
    sales, motions, fits = _marketing(context)
    if fits != {"support"}:
        return None
    if "prospecting" in motions:
        return Violation(
            severity="high",
            message=f"{context.name}: marketing writes to whole segments, "
            f"but your {sales_word(sales)} team works a short list. "
            f"Add {_core(context, sales)} for the names on that list.",
        )
    return Violation(
        severity="high" if sales == "two_stage" else "critical",
        message=f"{context.name}: your {sales_word(sales)} team needs named prospects, "
        f"but marketing speaks to everyone at once. "
        f"Add {_core(context, sales)}, or let one rep handle inbound demand from start to finish.",
        basis="stated" if sales == "two_stage" and motions == ("inbound",) else "derived",
    )


@rule(
    "ROM-02",
    name="marketing-too-tight",
    title="Marketing aims tighter than the deal can pay for",
    area="motions",
    scope="segment",
    basis="derived",
    origin="GTM Model",
    source="GTM Model, the right cost to acquire a customer",
    looks_at="The sales motion and the marketing motions of a segment.",
    why="Attention to individual accounts costs more per buyer than a deal sold this way brings in.",
    not_when="The motion really serves another segment: then it is left out here.",
    effort=2,
    reads=_MARKETING_READS,
)
def marketing_too_tight(context: RuleContext) -> Violation | None:
    """Only account-by-account marketing for deals that cannot carry it."""
    sales, _, fits = _marketing(context)
    if "off" not in fits or not fits.isdisjoint(FEEDING):
        return None
    return Violation(
        severity="critical" if sales == "product_led" else "high",
        message=f"{context.name}: marketing goes account by account for deals of {_deal(context)}. "
        f"Reach more buyers with {_core(context, sales)}, or move to fewer and larger deals.",
    )


@rule(
    "ROM-03",
    name="marketing-motion-too-many",
    title="One marketing motion too many",
    area="motions",
    scope="segment",
    basis="derived",
    origin="GTM Model",
    source="GTM Model, one coherent strategy per segment",
    looks_at="The sales motion and the marketing motions of a segment.",
    why="A motion the deals cannot pay for takes people from the one that works.",
    not_when="The motion really serves another segment: then it is left out here.",
    effort=1,
    reads=_MARKETING_READS,
)
def marketing_motion_too_many(context: RuleContext) -> Violation | None:
    """A motion that fits, and one beside it that costs more than the deal carries."""
    sales, motions, fits = _marketing(context)
    if "off" not in fits or fits.isdisjoint(FEEDING):
        return None
    fit = context.calibration.fit[sales]
    costly = [marketing_word(m) for m in motions if fit[m] == "off"]
    fitting = [marketing_word(m) for m in motions if fit[m] in FEEDING]
    takes = "it takes" if len(costly) == 1 else "they take"
    return Violation(
        severity="medium",
        message=f"{context.name}: deals of {_deal(context)} do not pay for {listed(costly)}; "
        f"{takes} people from {listed(fitting)}.",
    )


@rule(
    "ROM-04",
    name="function-without-motion",
    title="A function without a motion",
    area="motions",
    scope="segment",
    basis="derived",
    origin="GTM Model",
    source="GTM Model, the three functions matched to each other",
    looks_at="Whether a segment has a marketing motion and, where revenue recurs, a customer success motion.",
    why="What nobody has chosen is improvised, customer by customer.",
    not_when="A product-led segment has no marketing motion, or revenue does not recur and customer success has none.",
    variants=("marketing", "success"),
    effort=3,
    reads=(*_MARKETING_READS, "segments.*.success_motion", "company.recurring_revenue"),
)
def function_without_motion(context: RuleContext) -> Violation | None:
    """No way of marketing, or no way of looking after customers, has been chosen."""
    if context.variant == "marketing":
        sales, motions, _ = _marketing(context)
        missing = not motions and sales != "product_led"
        function = "marketing"
    else:
        missing = _no_success_motion(context)
        function = "customer success"
    if not missing:
        return None
    return Violation(
        severity="high",
        message=f"{context.name}: no motion chosen for {function}, so it will be improvised.",
    )


@rule(
    "ROM-05",
    name="success-too-costly",
    title="Customer success costs more than the deal",
    area="motions",
    scope="segment",
    basis="derived",
    origin="GTM Model",
    source="GTM Model, the right cost to serve a customer",
    looks_at="How far the customer success motion stands from the sales motion.",
    why="Service well above what a customer pays for eats the margin of every renewal.",
    not_when="Both are in adjacent columns; proven land and expand allows one step more.",
    effort=3,
    reads=(
        *SUCCESS_READS,
        "segments.*.land_and_expand",
        "segments.*.lifetime_value",
        "segments.*.net_revenue_retention",
    ),
)
def success_too_costly(context: RuleContext) -> Violation | None:
    """Customers are served with far more touch than they are sold with."""
    sales, success, apart = _service_above_sale(context)
    allowed = context.limit("positions.allowed_gap")
    if apart <= allowed:
        return None
    if context.shift_granted():
        allowed += 1
        if apart <= allowed:
            return None
    return Violation(
        severity="medium" if apart - allowed <= 1 else "high",
        message=f"{context.name}: {success_word(success)} service for customers won by {sales_word(sales)} selling. "
        f"You spend more on serving them than they can pay for.",
        margin=Margin(value=apart, line=allowed, unit="positions"),
    )


@rule(
    "ROM-06",
    name="service-drops-after-sale",
    title="Customers are sold high touch and served low touch",
    area="motions",
    scope="segment",
    basis="derived",
    origin="GTM Model",
    source="GTM Model, what buyers of large deals expect",
    looks_at="How far the customer success motion stands below the sales motion, where revenue recurs.",
    why="Buyers who were courted in person and then find a ticket form do not renew.",
    not_when="Revenue does not recur, or both are in adjacent columns. Where a partner serves, it is only a question.",
    effort=3,
    reads=(*SUCCESS_READS, "company.recurring_revenue", "segments.*.success_by_partner"),
)
def service_drops_after_sale(context: RuleContext) -> Violation | None:
    """Much attention until the signature, little after it."""
    sales, success, above = _service_above_sale(context)
    recurs = context.answers.flag("company.recurring_revenue")
    apart, allowed = -above, context.limit("positions.allowed_gap")
    if not recurs or apart <= allowed:
        return None
    margin = Margin(value=apart, line=allowed, unit="positions")
    if context.own.get_flag("success_by_partner") is True:
        return Violation(
            severity="low",
            message=f"{context.name}: you sell by {sales_word(sales)} selling and a partner serves. "
            f"Who owns the renewal: the partner, or you?",
            margin=margin,
        )
    return Violation(
        severity="high" if apart - allowed <= 1 else "critical",
        message=f"{context.name}: buyers get {sales_word(sales)} attention until they sign, "
        f"then {success_word(success)} service. "
        f"Expect some to leave at the first renewal.",
        margin=margin,
    )


def _marketing(context: RuleContext) -> tuple[str, tuple[str, ...], set[str]]:
    sales = context.own.choice("sales_motion")
    motions = context.marketing_motions()
    fit = context.calibration.fit[sales]
    return sales, motions, {fit[motion] for motion in motions}


def _no_success_motion(context: RuleContext) -> bool:
    """Whether revenue recurs and nobody looks after it; raises NotAssessed with both answers if both are missing."""
    success = context.own.get_choice("success_motion")
    recurs = context.answers.get_flag("company.recurring_revenue")
    if success is None or recurs is None:
        keys = {context.prefix + "success_motion": success, "company.recurring_revenue": recurs}
        raise NotAssessed(tuple(key for key, answer in keys.items() if answer is None))
    return success == "none" and recurs


def _core(context: RuleContext, sales: str) -> str:
    return listed([marketing_word(m) for m in context.calibration.core_motions(sales)], "or")


def _deal(context: RuleContext) -> str:
    acv = context.aside(context.prefix).get_number("first_year_acv")
    return "this size" if acv is None else context.money(acv)


def _service_above_sale(context: RuleContext) -> tuple[str, str, int]:
    """Sales motion, success motion, and how many positions the success motion stands above (0 without one)."""
    context.own.require("sales_motion", "success_motion")
    sales, success = context.own.choice("sales_motion"), context.own.choice("success_motion")
    if success == "none":
        return sales, success, 0
    return sales, success, context.position(success) - context.position(sales)
