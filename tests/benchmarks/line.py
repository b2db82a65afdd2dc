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


class Machine:
    """How much slower this machine is, right now, than the one the budgets in milliseconds were set on."""

    #: Milliseconds that `python -c pass` took there, by the clock and of the processor.
    THERE = 12.0

    def __init__(self, bare_python_ms: float, bare_python_cpu_ms: float) -> None:
        self.times = max(1.0, bare_python_ms / self.THERE)
        self.cpu_times = max(1.0, bare_python_cpu_ms / self.THERE)

    def timed(self, what: str, milliseconds: float, most: float, note: str = "") -> Line:
        """A time by the clock, with a budget in milliseconds."""
        return _timed(what, milliseconds, self.times, most, note)

    def worked(self, what: str, milliseconds: float, most: float, note: str = "") -> Line:
        """A time of the processor, with a budget in milliseconds."""
        return _timed(what, milliseconds, self.cpu_times, most, note)


def _timed(what: str, milliseconds: float, times: float, most: float, note: str) -> Line:
    digits = 2 if milliseconds < 10 else 0
    there = milliseconds / times
    ratio = f"{there:.{digits}f} ms there" + (f"; {note}" if note else "")
    return Line(what, f"{milliseconds:.{digits}f} ms", ratio, f"{most:g} ms there", there <= most)


def skipped(what: str, why: str) -> Line:
    """A budget that cannot be measured here."""
    return Line(what, f"skipped: {why}", "", "", None)


def table(lines: list[Line]) -> list[str]:
    """The lines as a Markdown table."""
    rows = [("what", "figure", "ratio", "budget", "holds"), ("---",) * 5]
    words = {True: "yes", False: "NO", None: "-"}
    rows += [(line.what, line.figure, line.ratio or "-", line.budget or "-", words[line.holds]) for line in lines]
    return [f"| {' | '.join(row)} |" for row in rows]
