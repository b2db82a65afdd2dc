"""ROM: do Marketing, Sales and Customer Success fit each other inside one segment?"""

from gtm_tui.rules.case import Case, listed, marketing_word, sales_word
from gtm_tui.rules.finding import Hit
from gtm_tui.rules.registry import rule


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
    reads=("segments.*.sales_motion", "segments.*.marketing_motions", "segments.*.marketing_for_other_segments"),
)
def marketing_too_wide(case: Case) -> Hit | None:
    """Marketing speaks to everyone while Sales needs named prospects."""
    sales = case.need_own("sales_motion")
    motions = case.marketing_motions()
    fits = {case.calibration.fit[sales][m] for m in motions}
    if not motions or fits != {"support"}:
        return None
    core = listed([marketing_word(m) for m in case.calibration.core_motions(sales)], "or")
    mild = sales == "two_stage" or "prospecting" in motions
    return Hit(
        "high" if mild else "critical",
        f"{case.name}: your {sales_word(sales)} team needs named prospects, but marketing speaks to everyone at once. "
        f"Add {core}, or let one rep sell the demand that comes by itself from start to finish.",
        basis="stated" if sales == "two_stage" and motions == ("inbound",) else "derived",
    )
