"""What changed since the previous session, in words for the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gtm_tui.report.labels import answer_label, day
from gtm_tui.report.redaction import Redaction
from gtm_tui.report.sections import Section
from gtm_tui.text.plural import counted

if TYPE_CHECKING:
    from gtm_tui.analysis.diff import Diff, Difference

ON_THE_PAGE = 4
_KINDS = ("new", "cleared", "changed", "lapsed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """Findings new, cleared, changed and lapsed as lines by kind, what stayed the same, and the answers that differ."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    same: int
    answers: tuple[str, ...]
    when: str

    @property
    def words(self) -> str:
        """The numbers in one line."""
        counts = [f"{len(lines)} {kind}" for kind, lines in self.rows if lines]
        answers = f"; {counted(len(self.answers), 'answer differs', 'answers differ')}" if self.answers else ""
        return f"{self.when}: {', '.join([*counts, f'{self.same} as before'])}{answers}."

    @property
    def lines(self) -> tuple[str, ...]:
        """Every difference in a line, its kind first."""
        return tuple(f"{kind}: {line}" for kind, lines in self.rows for line in lines)

    @property
    def page_lines(self) -> tuple[str, ...]:
        """The first few for the page, then how many more there are."""
        more = len(self.lines) - ON_THE_PAGE
        return (*self.lines[:ON_THE_PAGE], f"and {more} more in the appendix") if more > 0 else self.lines


def since_previous(difference: "Diff", redaction: Redaction) -> Since:
    """Word the difference between the previous session and this one; a cause other than answers is named."""
    rows = tuple((kind, tuple(_lines(difference, kind, redaction))) for kind in _KINDS)
    session = difference.after.session
    answers = tuple(redaction.foreign(answer_label(session, change.key)) for change in difference.answers)
    return Since(
        rows=rows, same=len(difference.of("same")), answers=answers, when=f"Since {day(difference.before.today)}"
    )


def in_full(since: Since) -> Section:
    """All differences, for the appendix."""
    rows = [(line, ()) for line in since.lines]
    answers = [("Answers that differ", (", ".join(since.answers),))] if since.answers else []
    return Section(title="Since the previous session", rows=(*rows, *answers))


def _lines(difference: "Diff", kind: str, redaction: Redaction) -> Iterator[str]:
    for entry in difference.of(kind):
        yield f"{entry.finding.code} {entry.finding.title}{_why(entry, redaction)}"


def _why(entry: "Difference", redaction: Redaction) -> str:
    causes = "" if entry.causes == ("answers",) else f"because of {', '.join(entry.causes)}"
    parts = [entry.detail, causes if entry.causes else ""]
    words = "; ".join(part for part in parts if part)
    return f" ({redaction.foreign(words)})" if words else ""
