"""The ways out of a finding as indented lines of text."""

from collections.abc import Iterator

from gtm_tui.cli.output import wrapped
from gtm_tui.insight.ways_out import ways_out
from gtm_tui.rules import Assessment, Finding


def ways_out_lines(assessment: Assessment, finding: Finding) -> Iterator[str]:
    """Every way out in a numbered sentence; a word where there is none."""
    ways = ways_out(assessment, finding)
    yield "    Ways out:" if ways else "    Ways out: no single change, and no pair of changes, clears it."
    for number, way in enumerate(ways, start=1):
        yield wrapped(way.sentence, " " * 9, first=f"      {number}. ")
