"""The map: every segment by deals a year and first-year value, with the comfort zones behind."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual.binding import BindingType

from gtm_tui.document import Document
from gtm_tui.interview import Interview
from gtm_tui.questions import page_words
from gtm_tui.tui import chrome
from gtm_tui.tui.drawing import BLANK, Frame, Pen, Row
from gtm_tui.tui.results.map import legend_rows, map_rows
from gtm_tui.tui.results.pieces import paragraph
from gtm_tui.tui.screens.base import SheetScreen, bindings

KEY = "◆ is the effective value of land and expand. At the top: where each motion is at home."
SHORT_KEY = "◆ effective value of land and expand; at the top: where motions are at home"


class MapScreen(SheetScreen[None]):
    """The map of an interview's segments; one of them highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "up", "down", "left", "right", "next_field", "previous_field", "enter", "whatif", "back"
    )

    def __init__(self, interview: Interview, document: Document, segment: str = "") -> None:
        super().__init__()
        self.interview = interview
        self.document = document
        segments = interview.session.segments
        self.at = segments.index(segment) if segment in segments else 0

    @property
    def segment(self) -> str:
        """The highlighted segment, or ''."""
        segments = self.interview.session.segments
        return segments[min(self.at, len(segments) - 1)] if segments else ""

    def draw(self, width: int, height: int) -> Frame:
        """Bar, map, one line for each segment, keys."""
        session = self.interview.session
        name = session.company("New session")
        bar = chrome.top_line(width, name, "Map of segments", self.document.status.label)
        legend = self._legend(width, max(1, min(len(session.segments), height // 3)))
        room = max(1, height - 3 - len(legend))
        plot = self._plot(width, room)
        marks = KEY if width > len(KEY) + 1 else SHORT_KEY
        said = chrome.message_line(width, self.message) if self.message else chrome.quiet_line(width, marks)
        keys = chrome.key_line(
            width, self.keys, ("enter", "down", "back"), {"enter": "what-if", "down": "next segment"}
        )
        return Frame(tuple([bar, *plot, *legend, said, keys][:height]), (1, 1 + room + self._line))

    def _plot(self, width: int, height: int) -> list[Row]:
        if not self.interview.session.segments:
            rows = paragraph(
                width,
                f"No segment yet: add one on {page_words('segments')}, with value and deals a year.",
                style="muted",
            )
        elif height < 7:
            rows = paragraph(width, "The map needs a few more rows.", style="muted")
        else:
            rows = map_rows(self.interview.assessment, width - 1, height, None, self.segment)
        return [*rows, *[BLANK] * (height - len(rows))][:height]

    def _legend(self, width: int, height: int) -> list[Row]:
        rows: list[Row] = []
        for index, line in enumerate(legend_rows(self.interview.assessment)):
            here = index == self.at
            target = ("segment", index)
            pen = Pen(width).to(1).put("> " if here else "  ", "mark", target)
            rows.append(pen.put(line, "strong" if here else "", target, width - 4).row)
        first = max(0, min(self.at - height // 2, len(rows) - height))
        self._line = self.at - first
        return rows[first : first + height]

    def _move(self, by: int) -> None:
        count = len(self.interview.session.segments)
        self.at = (self.at + by) % count if count else 0
        self.redraw()

    def pressed(self, target: Hashable, column: int) -> None:
        """A click on a line highlights its segment."""
        if isinstance(target, tuple) and target[0] == "segment":
            self.at = int(target[1])

    def turned(self, by: int) -> None:
        """The wheel moves the highlight."""
        self._move(by)

    def action_up(self) -> None:
        """The segment before."""
        self._move(-1)

    def action_down(self) -> None:
        """The next segment."""
        self._move(1)

    action_left = action_up
    action_previous_field = action_up
    action_right = action_down
    action_next_field = action_down

    def action_whatif(self) -> None:
        """Try other answers for the highlighted segment, on the map."""
        from gtm_tui.tui.screens.whatif import WhatIfScreen

        if self.segment:
            screen = WhatIfScreen(self.interview, self.document, self.segment)
            screen.state.view = "map"
            self.app.push_screen(screen)

    action_enter = action_whatif

    def action_back(self) -> None:
        """Back to the results."""
        self.dismiss(None)
