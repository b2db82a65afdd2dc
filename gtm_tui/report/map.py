"""The map in characters: rows of (text, style) runs for a terminal widget, or plain lines for a text file."""

from collections.abc import Callable
from dataclasses import dataclass

from gtm_tui.model.vocabulary import SALES_MOTIONS
from gtm_tui.report.grid import headline
from gtm_tui.report.labels import money
from gtm_tui.report.map_layout import Layout, Point, fits, layout
from gtm_tui.rules import Assessment
from gtm_tui.text.cells import cut, width

Run = tuple[str, str]  # text and style name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Glyphs:
    across: str
    up: str
    corner: str
    tick_up: str
    tick_across: str
    border: str
    shift: str
    effective: str
    old: str


_FULL = _Glyphs(
    across="─", up="│", corner="└", tick_up="┤", tick_across="┴", border="┊", shift="╌", effective="◆", old="○"
)
_ASCII = _Glyphs(
    across="-", up="|", corner="+", tick_up="+", tick_across="+", border=":", shift=".", effective=">", old="o"
)


def plot(
    assessment: Assessment,
    columns: int,
    rows: int,
    *,
    before: Assessment | None = None,
    selected: str = "",
    ascii_only: bool = False,
    coarse: Callable[[float], float] | None = None,
) -> list[list[Run]]:
    """The map as `rows` rows of (text, style) runs, each row exactly `columns` cells wide.

    Styles: axis, tick, title, zone, zone-<motion> (background stretches), comfort, edge, outside, unknown (marks),
    selected, shift, old, label, and '' for empty cells. The marks are the segments' numbers, so colour is never needed.
    """
    canvas = _Canvas(columns, rows)
    _draw(canvas, layout(assessment, columns, rows, before, coarse), _ASCII if ascii_only else _FULL, selected)
    return canvas.runs()


def plot_text(assessment: Assessment, columns: int, rows: int, ascii_only: bool = True) -> list[str]:
    """The map as plain lines without trailing spaces."""
    drawn = plot(assessment, columns, rows, ascii_only=ascii_only)
    return ["".join(text for text, _ in line).rstrip() for line in drawn]


class _Canvas:
    """Cells with a style each; a wide character leaves the cell after it empty."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cells: list[list[Run]] = [[(" ", "")] * columns for _ in range(rows)]

    def put(self, column: int, row: int, text: str, style: str) -> None:
        if not 0 <= row < self.rows:
            return
        line = self.cells[row]
        for char in text:
            wide = width(char)
            if wide == 0 and 0 < column <= self.columns:
                line[column - 1] = (line[column - 1][0] + char, line[column - 1][1])
                continue
            if column >= 0 and column + wide <= self.columns:
                line[column] = (char, style)
                if wide == 2:
                    line[column + 1] = ("", style)
            column += wide

    def shade(self, column: int, row: int, style: str) -> None:
        if 0 <= column < self.columns and 0 <= row < self.rows:
            self.cells[row][column] = (self.cells[row][column][0], style)

    def runs(self) -> list[list[Run]]:
        result = []
        for line in self.cells:
            runs: list[Run] = []
            for text, style in line:
                if runs and runs[-1][1] == style:
                    runs[-1] = (runs[-1][0] + text, style)
                else:
                    runs.append((text, style))
            result.append(runs)
        return result


def _draw(canvas: _Canvas, map_: Layout, glyphs: _Glyphs, selected: str) -> None:
    _draw_zones(canvas, map_, glyphs)
    _draw_axes(canvas, map_, glyphs)
    for point in map_.points:
        _draw_shift(canvas, point, glyphs)
    for point in map_.points:
        if point.label is not None:
            style = "selected" if point.segment == selected else "label"
            canvas.put(point.label.column, point.label.row, point.label.text, style)
    for point in reversed(map_.points):
        dot = "selected" if point.segment == selected else point.fit or "unknown"
        canvas.put(round(point.column), round(point.row), str(point.number), dot)


def _draw_zones(canvas: _Canvas, map_: Layout, glyphs: _Glyphs) -> None:
    for zone in map_.zones:
        first, last = round(zone.left), round(zone.right)
        for row in range(map_.top, map_.bottom + 1):
            for column in range(first, last + 1):
                canvas.shade(column, row, f"zone-{zone.motion}")
            if zone.left > map_.left + 1:
                canvas.put(first, row, glyphs.border, f"zone-{zone.motion}")
        room = last - first - 1
        if room >= 4:
            text = cut(zone.label, room)
            canvas.put(first + 1 + (room - width(text)) // 2, 0, text, "zone")


def _draw_axes(canvas: _Canvas, map_: Layout, glyphs: _Glyphs) -> None:
    for row in range(map_.top, map_.bottom + 1):
        canvas.put(map_.left, row, glyphs.up, "axis")
    floor = map_.bottom + 1
    canvas.put(map_.left, floor, glyphs.corner + glyphs.across * (map_.right - map_.left), "axis")
    canvas.put(0, 0, cut("deals", map_.left), "title")
    for tick in map_.deals:
        canvas.put(map_.left - 1 - width(tick.text), round(tick.at), tick.text, "tick")
        canvas.put(map_.left, round(tick.at), glyphs.tick_up, "axis")
    free = 0
    for tick in map_.values:
        column = min(round(tick.at) - width(tick.text) // 2, map_.width - width(tick.text))
        canvas.put(round(tick.at), floor, glyphs.tick_across, "axis")
        if column >= free:
            canvas.put(column, floor + 1, tick.text, "tick")
            free = column + width(tick.text) + 1
    title = f"{map_.value_title}; up: {map_.deals_title}"
    canvas.put(map_.left + 1, floor + 2, cut(title, map_.width - map_.left - 1), "title")


def _draw_shift(canvas: _Canvas, point: Point, glyphs: _Glyphs) -> None:
    row, start = round(point.row), round(point.column)
    if point.before is not None:
        canvas.put(round(point.before[0]), round(point.before[1]), glyphs.old, "old")
    if point.effective is not None:
        end = round(point.effective)
        for column in range(start + 1, end):
            canvas.put(column, row, glyphs.shift, "shift")
        if end > start:
            canvas.put(end, row, glyphs.effective, "shift")


_ZONES = {
    "comfort": ", inside its zone",
    "edge": ", at the edge of its zone",
    "outside": ", outside its zone",
}


def legend(assessment: Assessment, shown_money: Callable[[float], str] = money) -> list[str]:
    """One line for each segment: number, name, sales motion, money; also those the map cannot show."""
    lines = []
    known = fits(assessment)
    for number, segment in enumerate(assessment.session.segments, start=1):
        motion = assessment.session.get(f"segments.{segment}.sales_motion")
        words = f", {SALES_MOTIONS[motion].label}" if motion else ""
        name = assessment.session.segment_name(segment)
        zone = _ZONES.get(known.get(segment, ""), "")
        lines.append(f"{number} {name}{words}: {headline(assessment, segment, shown_money)}{zone}")
    return lines
