"""The picture of the what-if: the grid or the map with the old places and the new ones."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from gtm_tui.analysis.whatif import Overlay
from gtm_tui.report.grid import segment_grid
from gtm_tui.report.grid_table import segments_view
from gtm_tui.tui.widgets.map import map_content

#: From this height on the other segments are shown too.
_TALL = 34


class TriedPicture(Static):
    """Grid of the segment, or map of all segments; both show where things stood before."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.map = False

    def toggle(self, overlay: Overlay, segment: str) -> None:
        """The other picture."""
        self.map = not self.map
        self.show(overlay, segment)

    def show(self, overlay: Overlay, segment: str) -> None:
        """Draw the picture anew."""
        if not segment:
            self.update(Content("No segment yet; what is tried here concerns the team."))
        elif self.map:
            self.update(self._map(overlay, segment))
        else:
            tall = self.app.size.height >= _TALL
            session = overlay.base.session
            others = [known for known in session.segments if known != segment] if tall else []
            pairs = [
                (segment_grid(overlay.assessment, known), segment_grid(overlay.base, known))
                for known in (segment, *others)
            ]
            self.update(segments_view(pairs, boxed=tall))

    def _map(self, overlay: Overlay, segment: str) -> Content:
        width = max(30, (self.size.width or 60) - 1)
        height = 18 if self.app.size.height >= _TALL else 9
        return map_content(overlay.assessment, width, height, before=overlay.base, selected=segment)
