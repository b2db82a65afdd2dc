"""One line of the table: a budget, the figure reached, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """`figure` and `ratio` are texts as shown; `holds` is None where a line is for information or was skipped."""

    what: str
    figure: str
    ratio: str
    budget: str
    holds: bool | None


def against(what: str, milliseconds: float, ratio: float, most: float, reference: str) -> Line:
    """A time that is judged by its ratio to a reference measured in the same run."""
    return Line(what, f"{milliseconds:.0f} ms", f"{ratio:.2f} x {reference}", f"{most:g} x {reference}", ratio <= most)


def skipped(what: str, why: str) -> Line:
    """A budget that cannot be measured here."""
    return Line(what, f"skipped: {why}", "", "", None)


def table(lines: list[Line]) -> list[str]:
    """The lines as a Markdown table."""
    rows = [("what", "figure", "ratio", "budget", "holds"), ("---",) * 5]
    words = {True: "yes", False: "NO", None: "-"}
    rows += [(line.what, line.figure, line.ratio or "-", line.budget or "-", words[line.holds]) for line in lines]
    return [f"| {' | '.join(row)} |" for row in rows]
