"""The strip of a segment: Marketing, Sales, Success and the money over five positions, drawn anew with each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from gtm_tui.interview import Interview, PageRef

PAGE = "motions"
_LEAST_HEIGHT = 18


class SegmentStrip(Static):
    """Six lines above the foot of a segment's motions; what stands off has another mark, not only another colour."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    SegmentStrip { height: 6; text-wrap: nowrap; text-overflow: clip; display: none; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._shown: tuple[Interview, PageRef] | None = None
        self._words = Content("")

    def show(self, interview: Interview, ref: PageRef) -> None:
        """Draw the segment of a page of motions; elsewhere, and where rows are scarce, there is no strip."""
        self._shown = interview, ref
        self.display = ref.page.id == PAGE and self.app.size.height >= _LEAST_HEIGHT
        if not self.display:
            return
        from gtm_tui.report.grid import segment_grid
        from gtm_tui.tui.widgets.strip_lines import strip_lines

        grid = segment_grid(interview.assessment, ref.segment)
        words = Content("\n").join(strip_lines(grid, self.size.width or self.app.size.width))
        if words != self._words:
            self._words = words
            self.update(words, layout=False)

    def on_resize(self) -> None:
        """As many words as there is room for."""
        if self._shown is not None:
            self.show(*self._shown)
