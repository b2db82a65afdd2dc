"""How much of what the results need is answered, and about how long the rest takes."""

from __future__ import annotations

from gtm_tui.interview.pages import fields_on, pages_of
from gtm_tui.model.session import Session
from gtm_tui.questions import questions_on

ALSO_NEEDED = frozenset(
    {
        "session.name",
        "session.usd_per_unit",
        "team.roles_agreed",
        "segments.*.sales_motion",
        "segments.*.marketing_motions",
        "segments.*.success_motion",
    }
)
"""What the results need beyond what every session must hold."""
MINUTES_EACH = 0.5
"""A segment alone takes about ten minutes, its optional questions included; three take twenty-five."""


def needed(session: Session) -> tuple[int, int]:
    """(done, asked) of what the results need; before the first segment its questions count too."""
    asked = [
        field.key
        for ref in pages_of(session)
        for field in fields_on(session, ref)
        if field.question.required or field.question.key in ALSO_NEEDED
    ]
    done = sum(session.state(key) not in ("open", "invalid") for key in asked)
    return done, len(asked) + (0 if session.segments else _of_a_segment())


def minutes_left(questions: int) -> int:
    """About how many minutes so many questions take, at least one."""
    return max(1, round(questions * MINUTES_EACH))


def _of_a_segment() -> int:
    pages = ("segments", "motions")
    asked = [question for page in pages for question in questions_on(page) if question.collection == "segments"]
    return sum(question.required or question.key in ALSO_NEEDED for question in asked)
