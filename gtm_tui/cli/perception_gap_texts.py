"""What `gtm-tui explain` says of the perception gaps that `gtm-tui compare` finds between several people."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CLAIMS = "Who each person says answers for a deliverable, themselves or somebody else."
#: code -> (looks at, why, not when)
_TEXTS: dict[str, tuple[str, str, str]] = {
    "PER-601": (
        _CLAIMS,
        "Everybody believes that somebody else has it; it shows when the result is missing.",
        "Everybody names the same person outside the room, or fewer than two people answered.",
    ),
    "PER-602": (
        _CLAIMS,
        "Two people who both decide undo each other's work, and nobody is asked when it fails.",
        "They answer for different parts: industries, products or regions.",
    ),
    "PER-603": (
        _CLAIMS,
        "A person who does not know what is expected of them cannot do it.",
        "The person named claims it too, or did not answer the question.",
    ),
    "PER-604": (
        "Numbers that two or more people gave for the same question.",
        "People who plan with different numbers come to different plans, and each is right by their own.",
        "The highest is at most 25 % above the lowest.",
    ),
    "PER-605": (
        "The motion of Marketing, Sales or Customer Success that each person names for a segment.",
        "Functions can only fit each other if people agree on how each of them works today.",
        "Everybody who answered names the same motion.",
    ),
}


def explained_gap(asked: str) -> dict[str, Any] | None:
    """A perception gap by code or name, in the shape of an explained rule; None for anything else."""
    from gtm_tui.analysis.perception_gaps import GAPS

    wanted = asked.strip().partition("/")[0].upper().replace("_", "-")
    for code, (name, title) in GAPS.items():
        if wanted in (code, name.upper()):
            looks_at, why, not_when = _TEXTS[code]
            return {
                "code": code,
                "name": name,
                "title": title,
                "area": "respondents",
                "scope": "respondents",
                "basis": "ours",
                "origin": "ours",
                "source": "ours: found by `gtm-tui compare` between the answers of several people",
                "looks_at": looks_at,
                "why": why,
                "not_when": not_when,
                "reads": [],
                "thresholds": [],
                "example": {"raises": [], "severity": None, "message": None, "clears": []},
            }
    return None
