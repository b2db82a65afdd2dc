"""What an assessment is made of: the field's vocabulary and the answers of one session."""

from gtm_tui.model.session import Decision, Scenario, Session, Value
from gtm_tui.model.vocabulary import (
    DELIVERABLES,
    ENGINES,
    GROUPS,
    MARKETING_MOTIONS,
    RINGS,
    SALES_MOTIONS,
    SEVERITIES,
    SUCCESS_MOTIONS,
    TIERS,
    Deliverable,
    Group,
    Motion,
    Term,
)

__all__ = [
    "DELIVERABLES",
    "ENGINES",
    "GROUPS",
    "MARKETING_MOTIONS",
    "RINGS",
    "SALES_MOTIONS",
    "SEVERITIES",
    "SUCCESS_MOTIONS",
    "TIERS",
    "Decision",
    "Deliverable",
    "Group",
    "Motion",
    "Scenario",
    "Session",
    "Term",
    "Value",
]
