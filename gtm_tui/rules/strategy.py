"""STR, DNA: is the company doing too much too early, moving realistically, and charging for what buyers pay for?"""

from gtm_tui.model.vocabulary import ENGINES, TIERS
from gtm_tui.rules.context import RuleContext, listed, sales_word
from gtm_tui.rules.finding import Margin, NotAssessed, Violation
from gtm_tui.rules.ruleset import rule
from gtm_tui.text.plural import counted

CHECKS = (
    "direction.ten_customers_won_the_same_way",
    "direction.win_rate_and_cycle_known",
    "direction.retention_measured_and_acceptable",
    "direction.sold_without_founder",
)
_MOVE = "direction.move."
_MOVE_DETAILS = ("target_tier", "target_motion", "engines_being_built", "months_expected", "same_motion")


@rule(
    "STR-01",
    name="second-strategy-too-early",
    title="A second strategy before the first is solid",
    area="strategy",
    scope="team",
    basis="stated",
    origin="GTM Model",
    source="GTM Model, finding 2",
    looks_at="The four checks on the first strategy, and how many different ways of selling are in use.",
    why="Every further way of selling draws on the same few people before the first one can pay for them.",
    not_when="Three checks hold, all segments are sold in the same way, or a product-led segment is declared "
    "one journey with the segment it lands for.",
    effort=3,
    reads=(*CHECKS, "segments.*.status", "segments.*.sales_motion", "segments.*.one_journey_with"),
)
def second_strategy_too_early(context: RuleContext) -> Violation | None:
    """Several sales positions are in use while fewer than three checks on the first strategy hold."""
    needed = context.limit("strategy.solid_checks")
    answers = {key: context.answers.get_flag(key) for key in CHECKS}
    held = sum(answer is True for answer in answers.values())
    unknown = tuple(key for key, answer in answers.items() if answer is None)
    if held >= needed:
        return None
    if held + len(unknown) >= needed:
        raise NotAssessed(unknown)
    if not context.session.segments:
        raise NotAssessed(("segments",))
    status = {segment: context.segment(segment).get_choice("status") for segment in context.session.segments}
    active = [segment for segment, stage in status.items() if stage != "planned"]
    ways = _ways_of_selling(context, active, active)
    margin = Margin(value=held, line=needed, unit="checks")
    checks = f"{held} of {len(CHECKS)} checks {'holds' if held == 1 else 'hold'}"
    if unknown:
        checks += f", {len(unknown)} not known"
    if len(ways) > 1:
        launching = [segment for segment in active if status[segment] == "launching"]
        return Violation(
            severity="critical" if len(ways) > 2 else "high",
            message=f"You run {len(ways)} ways of selling ({_described(context, ways)}), "
            f"and the first is not yet repeatable: {checks}. Every new one draws on the same few people."
            + _launches(context, launching),
            margin=margin,
        )
    later = _ways_of_selling(context, list(status), active)
    if len(later) < 2:
        return None
    return Violation(
        severity="medium",
        message=f"You plan to run {len(later)} ways of selling ({_described(context, later)}) "
        f"before the first is repeatable: {checks}. Make the first one solid, then start the next.",
        basis="derived",
        margin=margin,
    )


def _ways_of_selling(context: RuleContext, segments: list[str], active: list[str]) -> dict[int, str]:
    """Sales position -> the first segment sold that way, without product-led landings for an active segment."""
    motions = {segment: context.segment(segment).get_choice("sales_motion") for segment in segments}
    missing = tuple(f"segments.{segment}.sales_motion" for segment, motion in motions.items() if motion is None)
    if missing:
        raise NotAssessed(missing)
    ways: dict[int, str] = {}
    for segment, motion in motions.items():
        if motion == "product_led":
            journey = context.segment(segment).get_segments("one_journey_with") or ()
            if any(other in active and other != segment for other in journey):
                continue
        ways.setdefault(context.position(motion or ""), segment)
    return ways


def _described(context: RuleContext, ways: dict[int, str]) -> str:
    return listed(
        [
            f"{context.name_of(segment)}: {sales_word(context.segment(segment).choice('sales_motion'))}"
            for segment in ways.values()
        ]
    )


def _launches(context: RuleContext, launching: list[str]) -> str:
    if len(launching) < 2:
        return ""
    names = listed([context.name_of(segment) for segment in launching])
    return f" {names} are being launched at the same time; launch one, then the next."


@rule(
    "STR-02",
    name="strategy-without-people",
    title="A strategy nobody works on",
    area="strategy",
    scope="segment",
    basis="derived",
    origin="GTM Model",
    source="GTM Model, finding 2",
    looks_at="The number of people who close deals in a segment that is being sold.",
    why="A segment that is on the plan without anyone to close its deals takes attention and brings nothing.",
    not_when="The segment is planned or product-led, or a partner sells it.",
    effort=3,
    reads=(
        "segments.*.sales_motion",
        "segments.*.status",
        "segments.*.sold_by_partner",
        "segments.*.closing_reps",
    ),
)
def strategy_without_people(context: RuleContext) -> Violation | None:
    """Nobody closes deals in a segment that is sold by people."""
    if context.own.choice("sales_motion") == "product_led" or context.own.get_flag("sold_by_partner") is True:
        return None
    if context.own.number("closing_reps") > 0:
        return None
    context.own.get_choice("status")
    return Violation(
        severity="high",
        message=f"{context.name} is on the plan, but nobody is there to close its deals.",
        margin=Margin(value=0, line=1, unit="reps"),
    )


def _move_planned(context: RuleContext) -> bool:
    """Whether a move up- or down-market is planned; raises NotAssessed when nothing at all was said about it."""
    planned = context.answers.get_flag(_MOVE + "planned")
    if planned is None:
        if not any(context.answers.answered(_MOVE + name) for name in _MOVE_DETAILS):
            raise NotAssessed((_MOVE + "planned",))
        return True
    return planned


@rule(
    "STR-03",
    name="old-engine",
    title="Moving up- or down-market with the old engine",
    area="strategy",
    scope="team",
    basis="stated",
    origin="GTM Model",
    source="GTM Model, finding 3",
    looks_at="Where the company is moving, and which growth engines it is building.",
    why="Each kind of customer is won on its own foundations; what carried you here does not carry you there.",
    not_when="No move is planned, one engine of the target is being built, or the target is won product-led "
    "through user base or ease of use.",
    effort=3,
    reads=tuple(_MOVE + name for name in ("planned", *_MOVE_DETAILS)),
)
def old_engine(context: RuleContext) -> Violation | None:
    """None of the engines being built carries growth with the customers the company is moving to."""
    if not _move_planned(context):
        return None
    context.answers.require(_MOVE + "target_tier", _MOVE + "engines_being_built")
    tier, engines = (
        context.answers.choice(_MOVE + "target_tier"),
        context.answers.choices(_MOVE + "engines_being_built"),
    )
    if any(ENGINES[engine][1] == tier for engine in engines):
        return None
    product_led = context.answers.get_choice(_MOVE + "target_motion") == "product_led"
    if product_led and {"user_base", "ease_of_use"} & set(engines):
        return None
    building = listed([ENGINES[engine][0].label for engine in engines])
    required = listed([term.label for term, of in ENGINES.values() if of == tier])
    target = TIERS[tier].label
    started = f"but you are building {building}" if building else "but no growth engine is being built"
    return Violation(
        severity="high",
        message=f"You are moving to {target} customers, {started}. Growth with them rests on {required}.",
    )


@rule(
    "STR-04",
    name="short-timetable",
    title="The timetable for the move is short",
    area="strategy",
    scope="team",
    basis="stated",
    origin="GTM Model",
    source="GTM Model, finding 3; months: Finotti, sales-motion",
    looks_at="How many months the move up- or down-market is expected to take.",
    why="Such moves take longer than planned, and somebody has to pay for the time in between.",
    not_when="No move is planned, or it only adds an industry in the same motion.",
    effort=1,
    reads=tuple(_MOVE + name for name in ("planned", *_MOVE_DETAILS)),
)
def short_timetable(context: RuleContext) -> Violation | None:
    """The move is expected to take less than a year."""
    if not _move_planned(context) or context.answers.get_flag(_MOVE + "same_motion") is True:
        return None
    months = context.answers.number(_MOVE + "months_expected")
    usual = context.limit("move.months_medium")
    if months >= usual:
        return None
    return Violation(
        severity="high" if months < context.limit("move.months_high") else "medium",
        message=f"{counted(months, 'month')} is hopeful: moves like this usually take one to two years. What pays for "
        "the time in between?",
        margin=Margin(value=months, line=usual, unit="months"),
    )


@rule(
    "DNA-01",
    name="charged-service",
    title="Charging for service where buyers expect it free",
    area="strategy",
    scope="segment",
    basis="stated",
    origin="GTM Model",
    source="GTM Model, finding 4",
    looks_at="First-year value, and whether service has a price of its own.",
    why="At low prices buyers see support and onboarding as part of the product they pay for.",
    not_when="First-year value is $10,000 or more; what counts is the first year, as that is what buyers see.",
    effort=1,
    reads=(
        "segments.*.first_year_acv",
        "segments.*.service_charge",
        "segments.*.service_revenue_share",
        "session.currency",
        "session.usd_per_unit",
    ),
)
def charged_service(context: RuleContext) -> Violation | None:
    """Service has a price of its own although the deal is small."""
    context.own.require("first_year_acv", "service_charge")
    acv, charge = context.own.number("first_year_acv"), context.own.choice("service_charge")
    low_end = context.limit("charging.low_acv")
    dollars = context.in_dollars(acv)
    if dollars >= low_end or charge != "own_price":
        return None
    share = context.own.get_number("service_revenue_share")
    side_line = share is not None and share <= context.limit("charging.side_line_share")
    return Violation(
        severity="low" if side_line else "medium",
        message=f"{context.name}: at {context.money(acv)} a year, buyers see support and onboarding as part of "
        "the product, "
        "and you ask extra for them.",
        margin=Margin(value=dollars, line=low_end, unit="USD"),
    )


@rule(
    "DNA-02",
    name="free-service",
    title="Giving the service away where buyers would pay for it",
    area="strategy",
    scope="segment",
    basis="stated",
    origin="GTM Model",
    source="GTM Model, finding 4",
    looks_at="First-year value, and how product and service are charged.",
    why="At high prices buyers pay for an outcome and the people behind it more than for a licence.",
    not_when="One price covers both, a partner sells the service, or first-year value is below $50,000.",
    effort=1,
    reads=(
        "segments.*.first_year_acv",
        "segments.*.product_charge",
        "segments.*.service_charge",
        "segments.*.service_by_partner",
        "session.currency",
        "session.usd_per_unit",
    ),
)
def free_service(context: RuleContext) -> Violation | None:
    """The product has a price of its own and service is free or missing although the deal is large."""
    context.own.require("first_year_acv", "product_charge", "service_charge")
    acv = context.own.number("first_year_acv")
    product, service = context.own.choice("product_charge"), context.own.choice("service_charge")
    high_end = context.limit("charging.high_acv")
    dollars = context.in_dollars(acv)
    if dollars < high_end or product != "own_price" or service not in ("free", "not_offered"):
        return None
    if context.own.get_flag("service_by_partner") is True:
        return None
    given = "offer no service" if service == "not_offered" else "give the service away"
    return Violation(
        severity="medium",
        message=f"{context.name}: at {context.money(acv)} a year, buyers pay for a result and for people. "
        f"You charge for licences and {given}.",
    )
