"""One widget that shows a whole screen as rows and repaints only those that changed."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from gtm_tui.tui.drawing import Frame, Row, Span, width_of

STYLES = (
    "bar",
    "bar-strong",
    "accent",
    "muted",
    "strong",
    "field",
    "edit",
    "cursor",
    "mark",
    "error",
    "warning",
    "good",
    "key",
    "foot",
    "chosen",
    "selected",
    "zone-odd",
    "zone-even",
)


class Sheet(Widget, can_focus=True):
    """Shows a `Frame`; a click on a span with a target posts `Pressed`, the wheel posts `Wheel`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--{name}" for name in STYLES}
    ALLOW_SELECT = False
    cursor_blink = False

    class Pressed(Message):
        """A span was clicked."""

        def __init__(self, target: Hashable, column: int) -> None:
            super().__init__()
            self.target = target
            self.column = column

    class Wheel(Message):
        """The wheel was turned: +1 down, -1 up."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._rows: tuple[Row, ...] = ()
        self._styles_by_name: dict[str, Style] = {}
        self.frame = Frame(())

    def show(self, frame: Frame) -> None:
        """Show a frame; only rows that differ are painted, and `terminal.thrift` sends only their changes."""
        old, width = self._rows, self.size.width
        self.frame, self._rows = frame, frame.rows
        changed = [y for y in range(max(len(old), len(frame.rows))) if old[y : y + 1] != frame.rows[y : y + 1]]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))
        self._place_cursor()

    def _place_cursor(self) -> None:
        corner, (x, y), size = self.region.offset, self.frame.cursor, self.size
        self.app.cursor_position = corner + Offset(min(x, size.width - 1), min(y, size.height - 1))

    def _draw_first(self) -> None:
        """Have something to show in the first painting already, which would be of an empty screen otherwise."""
        screen: Any = self.screen
        self.frame = screen.draw(self.size.width, self.size.height)
        self._rows = self.frame.rows
        if screen.is_current:
            self._place_cursor()

    def render_line(self, y: int) -> Strip:
        """One row as Textual draws it."""
        if not self._rows and self.size.area:
            self._draw_first()
        row = self._rows[y] if y < len(self._rows) else ()
        gap = self.size.width - width_of(row)
        filled = (*row, Span(" " * gap)) if gap > 0 else row
        strip = Strip([Segment(text, self._style(style)) for text, style, _ in filled])
        return strip.adjust_cell_length(self.size.width, self._style(""))

    def _style(self, name: str) -> Style:
        style = self._styles_by_name.get(name)
        if style is None:
            style = self.get_component_rich_style(f"sheet--{name}") if name else self.rich_style
            self._styles_by_name[name] = style
        return style

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        self._styles_by_name = {}
        super().notify_style_update()

    def target_at(self, x: int, y: int) -> Hashable:
        """What a click on a cell means."""
        column = 0
        for text, _, target in self._rows[y] if 0 <= y < len(self._rows) else ():
            column += cell_len(text)
            if x < column:
                return target
        return None

    def on_resize(self) -> None:
        """Have the screen drawn for the new size."""
        screen: Any = self.screen
        screen.redraw()

    def on_click(self, event: events.Click) -> None:
        """Tell the screen what was clicked."""
        target = self.target_at(event.x, event.y)
        if target is not None:
            self.post_message(self.Pressed(target, event.x))

    def on_mouse_scroll_down(self) -> None:
        """Tell the screen about the wheel."""
        self.post_message(self.Wheel(1))

    def on_mouse_scroll_up(self) -> None:
        """Tell the screen about the wheel."""
        self.post_message(self.Wheel(-1))
