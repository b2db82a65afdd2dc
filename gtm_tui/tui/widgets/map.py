"""The map of segments: deals a year and first-year value, with the old places of a what-if where there are any."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from gtm_tui.report.map import plot
from gtm_tui.rules import Assessment

LEAST_ROWS = 8
NO_SEGMENT = "No segment yet. Add one on the page Segments, with its value and its deals a year."
TOO_LOW = "The map needs a few more rows."
_STYLES = {
    "selected": "bold reverse",
    "comfort": "bold $text-success",
    "edge": "bold $text-warning",
    "outside": "bold $text-error",
    "unknown": "bold",
    "label": "",
    "zone": "$text-accent",
    "old": "bold $text-warning",
    "shift": "$text-warning",
    "": "",
}
_QUIET = "$text-muted"


def map_content(
    assessment: Assessment, columns: int, rows: int, *, before: Assessment | None = None, selected: str = ""
) -> Content:
    """The map in so many cells; a selected segment is reversed, an old place is a ring, so no colour is needed."""
    drawn = plot(assessment, columns, rows, before=before, selected=selected)
    lines = (Content("").join(Content.styled(text, _STYLES.get(style, _QUIET)) for text, style in row) for row in drawn)
    return Content("\n").join(lines)


class SegmentMap(Static):
    """The map in all the room it has; drawn anew when the room changes."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    SegmentMap { height: 1fr; width: 1fr; text-wrap: nowrap; text-overflow: clip; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._assessment: Assessment | None = None
        self._before: Assessment | None = None
        self._selected = ""

    def show(self, assessment: Assessment, *, before: Assessment | None = None, selected: str = "") -> None:
        """Draw the map of these segments; `before` adds where they stood."""
        self._assessment, self._before, self._selected = assessment, before, selected
        self._draw()

    def on_resize(self) -> None:
        """Take the room there is."""
        self._draw()

    def _draw(self) -> None:
        width, height = self.size
        if self._assessment is None or not width:
            return
        if not self._assessment.session.segments:
            words = Content.styled(NO_SEGMENT, _QUIET)
        elif height < LEAST_ROWS:
            words = Content.styled(TOO_LOW, _QUIET)
        else:
            words = map_content(self._assessment, width, height, before=self._before, selected=self._selected)
        self.update(words, layout=False)
