"""All segments on the map, each in words beneath it; one is marked, and Enter tries other answers for it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from gtm_tui.report.map import legend
from gtm_tui.rules import Assessment
from gtm_tui.tui.results import ResultsView
from gtm_tui.tui.widgets.map import SegmentMap

KEY = "◆ effective value with growth.  Top line: where each motion is at home."


class MapView(ResultsView):
    """The map with its legend as a list: the highlight marks a segment, Enter opens the what-if."""

    DEFAULT_CSS = """
    MapView { layout: vertical; padding: 0 1; }
    MapView OptionList { height: auto; max-height: 8; border: none; padding: 0; background: $background; }
    MapView OptionList:focus { background-tint: $foreground 0%; border: none; }
    MapView #map-key { height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._assessment: Assessment | None = None

    def compose(self) -> ComposeResult:
        """Map, segments in words, what the marks mean."""
        yield SegmentMap()
        yield OptionList(compact=True, markup=False)
        yield Static(KEY, id="map-key", markup=False)

    def show(self, assessment: Assessment) -> None:
        """Draw the map anew, the same segment marked."""
        self._assessment = assessment
        lines = self.query_one(OptionList)
        here = lines.highlighted or 0
        segments = assessment.session.segments
        with self.prevent(OptionList.OptionHighlighted):
            lines.clear_options()
            lines.add_options(
                [Option(Content(words), id=id) for words, id in zip(legend(assessment), segments, strict=True)]
            )
            lines.highlighted = min(here, len(segments) - 1) if segments else None
        lines.display = bool(segments)
        self._draw()

    @property
    def segment(self) -> str:
        """The marked segment, or ''."""
        segments = self._assessment.session.segments if self._assessment is not None else ()
        here = self.query_one(OptionList).highlighted
        return segments[here] if here is not None and here < len(segments) else ""

    def _draw(self) -> None:
        if self._assessment is not None:
            self.query_one(SegmentMap).show(self._assessment, selected=self.segment)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Mark the segment."""
        self._draw()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Try other answers for the segment."""
        event.stop()
        self.try_out()

    def try_out(self) -> None:
        """Open the what-if on the marked segment."""
        from gtm_tui.tui.screens.base import SessionScreen
        from gtm_tui.tui.screens.whatif import WhatIfScreen

        if isinstance(self.screen, SessionScreen):
            self.app.push_screen(WhatIfScreen(self.screen.document, self.segment))

    def enter(self) -> None:
        """Take the focus."""
        self.query_one(OptionList).focus()
