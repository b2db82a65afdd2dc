"""ROM: do Marketing, Sales and Customer Success fit each other inside one segment?"""

from gtm_tui.model.vocabulary import FEEDING, Severity
from gtm_tui.rules.context import RuleContext, listed, marketing_word, sales_word, success_word
from gtm_tui.rules.finding import Margin, NotAssessed, Violation
from gtm_tui.rules.ruleset import rule

_MARKETING_READS = (
    "segments.*.sales_motion",
    "segments.*.marketing_motions",
    "segments.*.marketing_for_other_segments",
)
_SUCCESS_READS = ("segments.*.sales_motion", "segments.*.success_motion")


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
    why="A team that works chosen prospects needs them named; messages to everyone bring whoever comes.",
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
        f"Add {_core(context, sales)}, or let one rep sell the demand that comes by itself from start to finish.",
        basis="stated" if sales == "two_stage" and motions == ("inbound",) else "derived",
    )


@rule(
    "ROM-02",
    name="marketing-too-tight",
    title="Marketing aims tighter than the deal can pay",
    area="motions",
    scope="segment",
    basis="derived",
    origin="GTM Model",
    source="GTM Model, the right cost to acquire a customer",
    looks_at="The sales motion and the marketing motions of a segment.",
    why="Attention for single accounts costs more per buyer than a deal sold this way brings in.",
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
    return Violation(
        severity="medium",
        message=f"{context.name}: deals of {_deal(context)} do not pay for {listed(costly)}; "
        f"it takes people from {listed(fitting)}.",
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
    not_when="Marketing is empty in a product-led segment, or customer success is and revenue does not recur.",
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
        message=f"{context.name}: nobody has chosen how {function} works here, so it will be improvised.",
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
    not_when="Both stand next to each other; proven land and expand allows one step more.",
    effort=3,
    reads=(
        *_SUCCESS_READS,
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
        f"You spend more on serving them than they can pay back.",
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
    why="Who was courted person by person and then finds a ticket form does not renew.",
    not_when="Revenue does not recur, or both stand next to each other. A partner who serves makes it a question.",
    effort=3,
    reads=(*_SUCCESS_READS, "company.recurring_revenue", "segments.*.success_by_partner"),
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


@rule(
    "ROM-07",
    name="label-does-not-fit-load",
    title="The label does not fit the load",
    area="motions",
    scope="segment",
    basis="ours",
    origin="GTM Model",
    source="GTM Model, what each motion means by a load of accounts; numbers ours",
    looks_at="Accounts per rep in field and named-account selling; customers per success manager.",
    why="The name of a motion sets its budget; the load per person says which motion it really is.",
    not_when="One person does it in a segment that is just launching.",
    variants=("rep", "csm"),
    effort=2,
    reads=(
        *_SUCCESS_READS,
        "segments.*.accounts_per_rep",
        "segments.*.closing_reps",
        "segments.*.accounts_per_csm",
        "segments.*.csm_count",
        "segments.*.status",
    ),
)
def label_does_not_fit_load(context: RuleContext) -> Violation | None:
    """A person holds far more, or far fewer, accounts than the motion's name promises."""
    return _rep_load(context) if context.variant == "rep" else _csm_load(context)


def _rep_load(context: RuleContext) -> Violation | None:
    sales = context.own.choice("sales_motion")
    if sales not in ("field", "named_accounts"):
        return None
    load = context.own.number("accounts_per_rep")
    most = context.limit(f"load.{sales}.most")
    severity: Severity
    if load > most:
        severity, line = "medium", most
        if sales == "named_accounts":
            advice = "Call it field and fund it as field, or shorten the list."
        else:
            advice = "Split the territories, or sell from inside and fund it so."
    elif sales == "field" and load < (least := context.limit("load.field.least")):
        severity, line = "low", least
        advice = "Call it named accounts and serve it so, or widen the territories."
    else:
        return None
    if _one_person_launching(context, "closing_reps"):
        return None
    return Violation(
        severity=severity,
        message=f"{context.name}: {load:,} accounts per rep is not what {sales_word(sales)} selling means. {advice}",
        margin=Margin(value=load, line=line, unit="accounts"),
    )


def _csm_load(context: RuleContext) -> Violation | None:
    success = context.own.choice("success_motion")
    if success not in ("volume", "segment", "accounts"):
        return None
    load = context.own.number("accounts_per_csm")
    line = context.limit("load.volume.least" if success == "volume" else f"load.{success}.most")
    if load >= line if success == "volume" else load <= line:
        return None
    if _one_person_launching(context, "csm_count"):
        return None
    advice = {
        "volume": "Call it segment service and earn what it costs, or give each manager more customers.",
        "segment": "Call it volume service and promise no more than that, or add managers.",
        "accounts": "Call it segment service and promise no more than that, or add managers.",
    }[success]
    return Violation(
        severity="low" if success == "segment" else "medium",
        message=f"{context.name}: {load:,} accounts per CSM is not what {success_word(success)} service means. "
        f"{advice}",
        margin=Margin(value=load, line=line, unit="accounts"),
    )


def _one_person_launching(context: RuleContext, people: str) -> bool:
    """Whether the one person there is has only just begun: then a load says nothing yet."""
    return context.own.get_number(people) == 1 and context.launching()


@rule(
    "ROM-08",
    name="sdr-set-up",
    title="SDR set-up",
    area="motions",
    scope="segment",
    basis="stated",
    origin="GTM Model",
    source="GTM Model, notes 1 and 3",
    looks_at="What SDRs do and to whom they report; whether an expert is there when a buyer first calls.",
    why="Informed buyers want depth first; a gatekeeper costs more deals than the time it saves.",
    not_when="There are no SDRs, or they research accounts in field and named-account selling: that is a strength.",
    variants=("reporting", "first_call", "sdr_work"),
    effort=1,
    reads=(
        "segments.*.sales_motion",
        "segments.*.sdr_count",
        "segments.*.sdr_work",
        "segments.*.sdr_reports_to",
        "segments.*.expert_on_first_call",
    ),
)
def sdr_set_up(context: RuleContext) -> Violation | None:
    """SDRs guard a door they should open, sit in the other team, or keep the expert from the buyer."""
    sales = context.own.choice("sales_motion")
    if sales == "product_led" and context.own.get_choice("sdr_work") is None:
        return None
    if context.variant == "first_call":
        return _first_call(context, sales)
    return _sdr_work(context, sales) if context.variant == "sdr_work" else _sdr_reporting(context)


def _first_call(context: RuleContext, sales: str) -> Violation | None:
    if sales != "two_stage" or context.own.flag("expert_on_first_call"):
        return None
    return Violation(
        severity="low",
        message=f"{context.name}: buyers know a lot before they call, and meet somebody who only asks questions. "
        f"Bring an expert to the first call.",
    )


def _sdr_work(context: RuleContext, sales: str) -> Violation | None:
    if sales not in ("field", "named_accounts") or not _sdrs_answered(context, "sdr_work"):
        return None
    if context.own.get_choice("sdr_work") == "research":
        return None
    return Violation(
        severity="medium",
        message=f"{context.name}: with few, large accounts your SDRs are worth more as researchers than as "
        "gatekeepers.",
    )


def _sdr_reporting(context: RuleContext) -> Violation | None:
    if not _sdrs_answered(context, "sdr_work", "sdr_reports_to"):
        return None
    setup = (context.own.get_choice("sdr_work"), context.own.get_choice("sdr_reports_to"))
    if setup == ("qualify_inbound", "sales"):
        who, usual = "whoever qualifies people that come by themselves", "Marketing, as MDR"
    elif setup == ("qualify_outbound", "marketing"):
        who, usual = "whoever contacts prospects", "Sales, as SDR"
    else:
        return None
    return Violation(
        severity="low",
        message=f"{context.name}: {who} usually reports to {usual}. A matter of names; clear names keep the numbers "
        "clear.",
    )


def _sdrs_answered(context: RuleContext, *names: str) -> bool:
    """Whether there are SDRs and these answers about them; raises NotAssessed when that is not known."""
    count = context.own.get_number("sdr_count")
    if count == 0:
        return False
    missing = tuple([context.prefix + name for name in names if not context.own.answered(name)])
    if missing:
        raise NotAssessed(missing if count is not None else (context.prefix + "sdr_count", *missing))
    return True


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
