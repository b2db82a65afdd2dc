"""Who answers for a deliverable, and where the model places it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gtm_tui.model.vocabulary import DELIVERABLES, GROUPS
from gtm_tui.text.names import is_in

if TYPE_CHECKING:
    from gtm_tui.report.matrix import Line
    from gtm_tui.rules import Assessment

WIDEST_STATE = 14
"""Cells of the longest state in words."""


def state_words(assessment: Assessment, line: Line) -> str:
    """How a deliverable stands, in two or three words; '' while it is not answered."""
    match assessment.session.state(f"accountable.{line.deliverable}"):
        case "dont_know":
            return "don't know"
        case "not_applicable":
            return "does not apply"
        case "invalid":
            return "not valid"
        case "open":
            return ""
    if line.state in ("one", "split") and any(place.kind == "misplaced" for place in line.places):
        return "other group"
    return line.state_words


def owners_words(assessment: Assessment, deliverable: str) -> str:
    """Who answers for a deliverable, with the groups or the scopes they have."""
    session, term = assessment.session, DELIVERABLES[deliverable]
    if session.state(f"accountable.{deliverable}") == "dont_know":
        return f"{term.label}: you don't know."
    value = session.get(f"accountable.{deliverable}")
    if value is None:
        return f"{term.label}: who answers for it?"
    if not value:
        return f"{term.label}: nobody."
    named = (_named(assessment, person, scope, alone=len(value) == 1) for person, scope in value)
    return f"{term.label}: {', '.join(named)}."


def _named(assessment: Assessment, person: str, scope: str, *, alone: bool) -> str:
    covered = [group for group in GROUPS.values() if covers(assessment, person, group.id)]
    groups = ", ".join(group.label if len(covered) == 1 else group.short for group in covered)
    name = f"{person} ({groups or 'in none of the groups'})" if alone else person
    return name if scope == "all" else f"{name} for {scope}"


def covers(assessment: Assessment, person: str, group: str) -> bool:
    """Whether a person covers a group."""
    return is_in(person, assessment.session.get(f"groups.{group}.people") or ())


def place_words(assessment: Assessment, deliverable: str) -> str:
    """What is found about a deliverable, else where the model places it and why."""
    term = DELIVERABLES[deliverable]
    found = [finding for finding in assessment.findings if finding.subject == deliverable]
    if found:
        return found[0].message
    if not term.group:
        return f"{term.definition} One person, whichever group they are in."
    group, why = GROUPS[term.group].label, term.knows.replace("knows", "know", 1)
    return f"The model places it with {group}, who {why}."
