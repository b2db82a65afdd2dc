"""What changed since the previous session, in words for the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from gtm_tui.report.disguise import Disguise

_LISTS = ("new", "cleared", "changed", "lapsed")


@dataclass(frozen=True, slots=True)
class Since:
    """Findings new, cleared, changed and lapsed as lines, and how many stayed the same."""

    previous: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    same: int

    @property
    def words(self) -> str:
        """The numbers in one line."""
        counts = [f"{len(lines)} {name}" for name, lines in self.rows if lines]
        return ", ".join([*counts, f"{self.same} as before"])


def since_previous(difference: object, disguise: Disguise) -> Since:
    """Word a difference whose lists hold findings, (before, after) pairs or entries with a finding and a cause."""
    rows = tuple((name, tuple(_lines(getattr(difference, name, ()), disguise))) for name in _LISTS)
    same = getattr(difference, "same", ())
    previous = str(getattr(difference, "previous", "") or "")
    return Since("" if disguise.redact else disguise.foreign(previous), rows, len(tuple(same)))


def _lines(entries: Iterable[object], disguise: Disguise) -> Iterable[str]:
    for entry in entries:
        finding = entry[-1] if isinstance(entry, tuple) else getattr(entry, "finding", entry)
        cause = str(getattr(entry, "cause", "") or "")
        title = disguise.foreign(str(getattr(finding, "title", "")))
        yield f"{getattr(finding, 'code', '')} {title}".strip() + (f" (cause: {cause})" if cause else "")
