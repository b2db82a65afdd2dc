"""ROM-07 and 08: do the people who work a segment do what the names of its motions promise?"""

from gtm_tui.model.vocabulary import Severity
from gtm_tui.rules.context import RuleContext, sales_word, success_word
from gtm_tui.rules.finding import Margin, NotAssessed, Violation
from gtm_tui.rules.motions import SUCCESS_READS
from gtm_tui.rules.ruleset import rule
from gtm_tui.text.plural import counted


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
        *SUCCESS_READS,
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
            advice = "Split the territories, or move to inside sales and fund it that way."
    elif sales == "field" and load < (least := context.limit("load.field.least")):
        severity, line = "low", least
        advice = "Call it named accounts and work it that way, or widen the territories."
    else:
        return None
    if _one_person_launching(context, "closing_reps"):
        return None
    return Violation(
        severity=severity,
        message=f"{context.name}: {counted(load, 'account')} per rep is not what {sales_word(sales)} selling "
        f"means. {advice}",
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
        "volume": "Call it segment service and make it pay, or give each manager more customers.",
        "segment": "Call it volume service and promise no more than that, or add managers.",
        "accounts": "Call it segment service and promise no more than that, or add managers.",
    }[success]
    return Violation(
        severity="low" if success == "segment" else "medium",
        message=f"{context.name}: {counted(load, 'account')} per CSM is not what {success_word(success)} service "
        f"means. {advice}",
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
    looks_at="What SDRs do and who they report to; whether an expert is on the first call with a buyer.",
    why="Informed buyers want depth first; a gatekeeper costs more in deals than it saves in time.",
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
        f"Put an expert on the first call.",
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
        who, usual = "people who qualify inbound leads", "Marketing, as MDRs"
    elif setup == ("qualify_outbound", "marketing"):
        who, usual = "people who contact prospects", "Sales, as SDRs"
    else:
        return None
    return Violation(
        severity="low",
        message=f"{context.name}: {who} usually report to {usual}. It is only a name, but clear names keep the numbers "
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
