"""The ways out of a finding as indented lines of text."""

from collections.abc import Iterator

from gtm_tui.analysis.ways_out import WayFinder
from gtm_tui.cli.output import wrapped
from gtm_tui.rules import Finding


def ways_out_lines(finder: WayFinder, finding: Finding) -> Iterator[str]:
    """Every way out in a numbered sentence; a word where there is none."""
    ways = finder.ways_out(finding)
    yield "    Ways out:" if ways else "    Ways out: no single change, and no pair of changes, clears it."
    for number, way in enumerate(ways, start=1):
        yield wrapped(way.sentence, " " * 9, first=f"      {number}. ")
