"""Whether a decision on a finding still stands."""

from datetime import date

from gtm_tui.model.session import Decision
from gtm_tui.model.vocabulary import Status
from gtm_tui.rules.finding import SEVERITY_RANK, Finding


def status(decision: Decision | None, finding: Finding, today: date) -> Status:
    """'open' without a decision, else the decision's own status, or 'lapsed' when an acceptance no longer holds."""
    if decision is None:
        return "open"
    return "lapsed" if lapsed_because(decision, finding, today) else decision.status


def last_day(decision: Decision) -> date | None:
    """The last day on which an acceptance holds: its `until`, at most twelve months after it was made."""
    on = decision.on
    if on is None or on.year >= date.max.year:
        return decision.until
    latest = date(on.year + 1, on.month, 28 if (on.month, on.day) == (2, 29) else on.day)
    return latest if decision.until is None else min(latest, decision.until)


def lapsed_because(decision: Decision, finding: Finding, today: date) -> str:
    """Why an acceptance no longer holds, in words; '' while it does, and for other decisions.

    It ends after its date, twelve months after it was accepted at the latest; when an answer it rested on reads
    differently; and, if the severity of that day was recorded, when the finding got worse or rests on answers it
    did not rest on then.
    """
    if decision.status != "accepted":
        return ""
    end = last_day(decision)
    if end is not None and today > end:
        return f"accepted until {end.isoformat()}"
    now = finding.evidence_lines
    gone = [line for line in decision.seen if line not in now]
    if gone:
        key = gone[0].partition(" = ")[0]
        present = next((line for line in now if line.startswith(f"{key} = ")), "")
        return f"was {gone[0]}" + (f", now {present.partition(' = ')[2]}" if present else ", now without it")
    if decision.severity in SEVERITY_RANK:
        if SEVERITY_RANK[finding.severity] < SEVERITY_RANK[decision.severity]:
            return f"was {decision.severity}, now {finding.severity}"
        added = [line for line in now if line not in decision.seen]
        if added:
            return f"now also {added[0]}"
    return ""
