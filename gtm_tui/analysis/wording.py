"""Plain sentences for changes and for what they do to the findings."""

from collections.abc import Iterable, Sequence

from gtm_tui.analysis.candidates import SOMEONE_NEW, TO_BE_WRITTEN
from gtm_tui.analysis.change import Change
from gtm_tui.model.session import Session, Value
from gtm_tui.model.vocabulary import DELIVERABLES, GROUPS, MARKETING_MOTIONS, SALES_MOTIONS, SUCCESS_MOTIONS
from gtm_tui.questions import Kind, Question, field_of, question_for
from gtm_tui.questions.question import NUMERIC
from gtm_tui.rules import Finding
from gtm_tui.rules.context import listed


def change_words(session: Session, changes: Sequence[Change], segment: str = "") -> str:
    """Changes as one instruction; another segment than `segment` is named."""
    written = [c for c in changes if c.new == TO_BE_WRITTEN]
    words = [_words(session, c, segment) for c in changes if c not in written]
    if written:
        labels = [question.label for c in written if (question := question_for(c.key)) is not None]
        words.append(f"write down {listed([_lower(label) for label in labels])}")
    return listed(words)


def effect_words(
    clears: Iterable[Finding],
    raises: Sequence[Finding],
    worse: Iterable[tuple[Finding, Finding]],
    milder: Iterable[tuple[Finding, Finding]],
    costly: bool,
) -> str:
    """What else a change does: `raises nothing`, `also clears ECO-06, but raises ROM-04 (high), as severe`."""
    parts = []
    also = list(dict.fromkeys(f.code for f in clears))
    if also:
        parts.append(f"also clears {listed(also)}")
    eased = list(dict.fromkeys(f"{new.code} {new.severity}" for _, new in milder))
    if eased:
        parts.append(f"makes {listed(eased)} instead")
    bad = list(dict.fromkeys(f"{f.code} ({f.severity})" for f in raises))
    if bad:
        parts.append(f"but raises {listed(bad)}")
    worsened = list(dict.fromkeys(f"{old.code} worse ({new.severity})" for old, new in worse))
    if worsened:
        parts.append(f"{'and' if bad else 'but'} makes {listed(worsened)}")
    if not bad and not worsened:
        parts.append("raises nothing")
    if costly:
        parts.append("no milder than what it clears")
    return ", ".join(parts)


def value_words(question: Question, value: Value | None) -> str:
    """An answer in the middle of a sentence: short labels, numbers with commas."""
    if value is None:
        return "no answer"
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        values = value if isinstance(value, tuple) else (value,)
        return listed([_option(question, str(v)) for v in values]) or "none"
    if question.kind == Kind.PERCENT:
        return f"{question.show(value)} %"
    return question.show(value)


def _words(session: Session, change: Change, segment: str) -> str:
    question = question_for(change.key)
    if question is None:
        return f"{change.key} = {change.new}"
    collection, identity, name = field_of(change.key)
    words = _instruction(session, question, change, name)
    if collection == "segments" and identity != segment:
        return f"{session.segment_name(identity)}: {words}"
    if collection == "budget":
        label = session.get(f"budget.{identity}.label") or identity
        return f"{label}: {words}"
    return words


def _instruction(session: Session, question: Question, change: Change, name: str) -> str:
    old, new = change.old, change.new
    label = _lower(question.label)
    if name == "sales_motion":
        return f"move Sales to {value_words(question, new)}"
    if name == "success_motion":
        return f"move Customer success to {value_words(question, new)}"
    if question.kind == Kind.CHOICES and isinstance(new, tuple):
        return _of_choices(question, old if isinstance(old, tuple) else (), new)
    if question.kind == Kind.PEOPLE and isinstance(new, tuple):
        return _of_people(change.key, old if isinstance(old, tuple) else (), new)
    if question.kind == Kind.SEGMENTS and isinstance(new, tuple):
        return f"let it land for {listed([session.segment_name(str(segment)) for segment in new])}"
    if question.kind == Kind.OWNERS:
        deliverable = DELIVERABLES[change.key.partition(".")[2]].label.lower()
        return f"let {listed(_owners(new))} answer for the {deliverable}"
    if question.kind in NUMERIC:
        return _of_number(session, question, change, label)
    if isinstance(new, bool):
        return _YES_NO.get((name, new)) or f"{label}: {question.show(new)}"
    return f"{label}: {value_words(question, new)} instead of {value_words(question, old)}"


def _of_number(session: Session, question: Question, change: Change, label: str) -> str:
    shown = value_words(question, change.new)
    unit = ""
    if label.casefold().endswith(question.unit.casefold()):
        return _numbers(question, change, label, shown)
    if question.unit == "currency":
        unit = f" {session.get('session.currency', 'USD')}"
    elif question.kind != Kind.PERCENT and question.unit:
        unit = f" {question.unit}"
    return _numbers(question, change, label, f"{shown}{unit}")


def _numbers(question: Question, change: Change, label: str, shown: str) -> str:
    if not isinstance(change.old, (int, float)) or not isinstance(change.new, (int, float)):
        return f"find out {label}: {shown} would do"
    verb = "raise" if change.new > change.old else "lower"
    group = GROUPS.get(change.key.split(".")[1]) if change.key.startswith("groups.") else None
    owner = f" of {group.label}" if group else ""
    return f"{verb} {label}{owner} from {value_words(question, change.old)} to {shown}"


# What a yes or a no amounts to, by key (inside a segment: by name).
_YES_NO = {
    ("groups.sales.sales_support_team", True): "set up a sales support team",
    ("team.roles_agreed", True): "agree who does what",
    ("groups.inbound_marketing.customers_only", False): "talk to buyers who are not customers",
    ("team.reorganisation_planned", False): "put the reorganisation off",
    ("persona.exists", True): "write a buyer persona",
    ("persona.from_buyer_interviews", True): "base the persona on talks with buyers",
    ("land_and_expand", True): "if customers start small and grow a lot afterwards",
    ("land_and_expand", False): "do not count on growth after the first deal",
    ("success_by_partner", True): "let a partner look after these customers",
    ("sold_by_partner", True): "let a partner close these deals",
    ("service_by_partner", True): "let a partner sell the service",
    ("expert_on_first_call", True): "have an expert in the first call with a buyer",
    ("regulated_buying", True): "if these buyers follow regulated buying rules",
    ("direction.ten_customers_won_the_same_way", True): "win ten customers in the same way",
    ("direction.win_rate_and_cycle_known", True): "know win rate and sales cycle from records",
    ("direction.retention_measured_and_acceptable", True): "measure retention and bring it to a good level",
    ("direction.sold_without_founder", True): "close deals without the founder",
    ("direction.move.planned", False): "do not move up- or down-market now",
    ("direction.move.same_motion", True): "if it is only a new industry, sold the same way",
    ("measures.lead_to_deal_measured", True): "measure from lead to signed deal",
    ("measures.deal_to_renewal_measured", True): "measure from signed deal to renewal and growth",
}


def _of_choices(question: Question, old: tuple[object, ...], new: tuple[object, ...]) -> str:
    added = [_option(question, str(v)) for v in new if v not in old]
    dropped = [_option(question, str(v)) for v in old if v not in new]
    if question.key.endswith("marketing_for_other_segments"):
        return f"if {listed(added)} really serves another segment" if added else f"count {listed(dropped)} in here"
    if question.key == "persona.used_by":
        return f"have {listed(added)} work from the persona" if added else f"persona not used by {listed(dropped)}"
    if not new:
        return f"drop {listed(dropped)}"
    if added and dropped:
        return f"use {listed(added)} instead of {listed(dropped)}"
    return f"add {listed(added)}" if added else f"drop {listed(dropped)}"


def _of_people(key: str, old: tuple[object, ...], new: tuple[object, ...]) -> str:
    group = "the sales support team" if key.endswith("support_people") else GROUPS[key.split(".")[1]].label
    added = [SOMEONE_NEW if str(v).startswith(SOMEONE_NEW) else str(v) for v in new if v not in old]
    dropped = [str(v) for v in old if v not in new]
    if added and dropped:
        return f"let {listed(added)} take {group} over from {listed(dropped)}"
    return f"let {listed(added)} cover {group}" if added else f"take {listed(dropped)} out of {group}"


def _owners(value: Value) -> list[str]:
    pairs = [pair for pair in value if isinstance(pair, tuple)] if isinstance(value, tuple) else []
    return [person if scope == "all" else f"{person} ({scope})" for person, scope in pairs]


_SHORT = {
    **{m.id: m.label for m in SALES_MOTIONS.values()},
    **{m.id: m.word for m in MARKETING_MOTIONS.values()},
    **{m.id: m.label for m in SUCCESS_MOTIONS.values()},
}


def _option(question: Question, value: str) -> str:
    if value in _SHORT and ("motion" in question.key or "marketing_for" in question.key):
        return _SHORT[value]
    option = question.option(value)
    return option.label if option else value


def _lower(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
