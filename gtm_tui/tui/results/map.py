"""The map of segments as rows of the screen."""

from __future__ import annotations

from gtm_tui.report.map import legend, plot
from gtm_tui.rules import Assessment
from gtm_tui.tui.drawing import Row, Span

_STYLES = {
    "axis": "muted",
    "tick": "muted",
    "title": "muted",
    "zone": "accent",
    "comfort": "good",
    "edge": "warning",
    "outside": "error",
    "unknown": "strong",
    "selected": "mark",
    "shift": "muted",
    "old": "muted",
}


def map_rows(
    assessment: Assessment,
    width: int,
    height: int,
    before: Assessment | None = None,
    selected: str = "",
    ascii_only: bool = False,
) -> list[Row]:
    """The map in `height` rows; `before` adds the old places of a what-if."""
    drawn = plot(assessment, width, height, before=before, selected=selected, ascii_only=ascii_only)
    return [tuple(Span(text, style_of(style)) for text, style in line) for line in drawn]


def style_of(style: str) -> str:
    """The style of the sheet for a style of the map."""
    if style.startswith("zone-"):
        return "zone-odd" if style in ("zone-one_stage", "zone-field") else "zone-even"
    return _STYLES.get(style, "")


def legend_rows(assessment: Assessment) -> list[str]:
    """One line for each segment."""
    return legend(assessment)
