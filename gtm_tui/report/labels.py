"""How answers, amounts and findings read in a report."""

from datetime import date
from typing import Any

from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import DELIVERABLES, GROUPS
from gtm_tui.questions import Kind, Question, field_of, question_for
from gtm_tui.rules import Finding
from gtm_tui.rules.finding import evidence_value
from gtm_tui.text.plural import unit_for

_MONTHS = "January,February,March,April,May,June,July,August,September,October,November,December"


def money(amount: float) -> str:
    """An amount or count as people read it: `18,000`, `1.2m` from a million on."""
    for size, letter in ((1e9, "bn"), (1e6, "m")):
        if abs(amount) >= size:
            return f"{amount / size:.3g}{letter}"
    return f"{amount:,.0f}"


def compact(value: float) -> str:
    """A round number in few characters: `500`, `20k`, `1m`."""
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def day(value: date) -> str:
    """A date in words: `22 November 2026`."""
    return f"{value.day} {_MONTHS.split(',')[value.month - 1]} {value.year}"


def answer_label(session: Session, key: str) -> str:
    """What a key path asks, with the segment or budget line it is about: `Finance teams: Deals per year`."""
    question = question_for(key)
    collection, identity, name = field_of(key)
    if key == "budget":
        return "Budget lines"
    label = question.name if question else name.replace("_", " ").replace(".", ": ")
    if collection == "segments":
        return f"{session.segment_name(identity)}: {label}"
    if collection == "budget":
        return f"{session.get(f'budget.{identity}.label') or identity}: {label}"
    return label


def answer_text(session: Session, key: str, value: Any) -> str:
    """An answer as a person reads it, with its unit: `18,000 USD`, `55 %`, `nobody`."""
    question = question_for(key)
    if question is None:
        return evidence_value(value)
    text = _one_line(question.show(value))
    if question.kind == Kind.MONEY:
        return f"{text} {session.get('session.currency', 'USD')}"
    if question.kind == Kind.PERCENT:
        return f"{text} %"
    if question.kind == Kind.SEGMENTS and isinstance(value, tuple):
        return ", ".join(session.segment_name(str(v)) for v in value) or "none"
    unit = _unit(question)
    return f"{text} {unit_for(value if isinstance(value, (int, float)) else 0, unit)}" if unit else text


def subject_label(session: Session, finding: Finding) -> str:
    """The subject of a finding in words; '' for the whole team."""
    subject, _, variant = finding.subject.partition(":")
    if finding.segment and subject == finding.segment:
        name = session.segment_name(subject)
        return f"{name}, {variant.replace('_', ' ')}" if variant else name
    if finding.subject in GROUPS:
        return GROUPS[finding.subject].label
    if finding.subject in DELIVERABLES:
        return DELIVERABLES[finding.subject].label
    return {
        "marketing_on_deals": "Marketing budget spent on individual deals",
        "sales_on_market": "Sales budget spent on the whole market",
    }.get(finding.subject, finding.subject)


def _unit(question: Question) -> str:
    counted = question.kind in (Kind.COUNT, Kind.NUMBER)
    return question.unit if counted and question.unit not in ("currency", "people", "percent") else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
