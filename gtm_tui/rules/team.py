"""TEAM, BUD: does each group have one clear owner and do its own job?"""

from gtm_tui.model.vocabulary import GROUPS
from gtm_tui.rules.case import Case
from gtm_tui.rules.finding import Hit
from gtm_tui.rules.registry import rule


@rule(
    "TEAM-01",
    name="group-missing",
    title="A group is missing",
    area="team",
    scope="group",
    basis="stated",
    origin="Essay",
    source="Essay, the four parts of the team",
    looks_at="Who covers each of the four groups.",
    why="Each group has one job that no other does; where nobody covers it, that job is left undone.",
    not_when="One person covers several groups: that is coverage.",
    effort=3,
    reads=("groups.*.people", "company.arr", "company.gtm_headcount"),
)
def group_missing(case: Case) -> Hit | None:
    """Nobody covers one of the four groups."""
    if case.need_own("people"):
        return None
    group = GROUPS[case.subject]
    return Hit("high" if case.small_company() else "critical", f"Nobody does {group.label}: {group.job}.")
