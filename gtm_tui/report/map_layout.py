"""The map of segments: first-year value and deals per year on log axes, the sales motions' comfort zones behind.

Geometry is in cells (columns from the left, rows from the top, as floats for exact places), so that a terminal
widget, plain text and a picture can be drawn from the same layout.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from gtm_tui.model.vocabulary import BandZone
from gtm_tui.report.grid import LABELS
from gtm_tui.report.labels import compact
from gtm_tui.rules import Assessment
from gtm_tui.rules.context import RuleContext
from gtm_tui.rules.finding import NotAssessed
from gtm_tui.text.cells import cut, width

GUTTER = 6  # cells left of the y axis
HEAD = 1  # rows above the plot: names of the zones
FOOT = 3  # rows below: axis, ticks, title
SMALLEST = (40, 10)  # columns and rows below which labels are left to the legend
_LABEL = 24  # cells of the longest label
_FARTHEST = 400  # columns from its mark beyond which a label is of no use


BandFit = Literal["comfort", "edge", "outside", ""]
_FIT_OF_ZONE: Mapping[BandZone, BandFit] = {
    "below": "outside",
    "edge_below": "edge",
    "comfort": "comfort",
    "edge_above": "edge",
    "above": "outside",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """The comfort zone of one sales motion, as a stretch of columns."""

    motion: str
    label: str
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label's text and the cell where it begins."""

    text: str
    column: int
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One segment on the map: number, place, place of the effective value if it differs, old place in a what-if.

    `fit` is 'comfort', 'edge' or 'outside' of the zone of its own sales motion, '' when that is not known.
    """

    number: int
    segment: str
    name: str
    column: float
    row: float
    effective: float | None
    before: tuple[float, float] | None
    fit: BandFit
    label: Label | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A label on an axis with its place along it."""

    text: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Everything that is drawn, in cells; the plot starts at column `left`, row `top`."""

    width: int
    height: int
    left: int
    top: int
    right: int
    bottom: int
    zones: tuple[Zone, ...]
    values: tuple[Tick, ...]
    deals: tuple[Tick, ...]
    points: tuple[Point, ...]
    missing: tuple[str, ...]
    value_title: str
    deals_title: str = "deals a year"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        low, high = math.log10(self.low), math.log10(self.high)
        share = (math.log10(max(value, self.low)) - low) / (high - low)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)

    def ticks(self, shown: Callable[[float], str], step: int = 1) -> tuple[Tick, ...]:
        first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
        return tuple(Tick(text=shown(10.0**power), at=self.at(10.0**power)) for power in range(first, last + 1, step))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    value: float
    deals: float
    effective: float
    fit: BandFit


def fits(assessment: Assessment) -> dict[str, BandFit]:
    """For every segment on the map 'comfort', 'edge' or 'outside' of its own sales motion's zone, '' if not known."""
    return {segment: spot.fit for segment, spot in _spots(assessment, None).items()}


def layout(
    assessment: Assessment,
    columns: int,
    rows: int,
    before: Assessment | None = None,
    coarse: Callable[[float], float] | None = None,
) -> Layout:
    """Place zones, points and labels on `columns` x `rows` cells.

    `before` adds the old places of a what-if; `coarse` replaces exact numbers (a redacted map).
    """
    spots = _spots(assessment, coarse)
    old = _spots(before, coarse) if before is not None else {}
    factor = _per_unit(assessment)
    left, top, right, bottom = GUTTER, HEAD, max(columns - 1, GUTTER + 2), max(rows - FOOT - 1, HEAD + 1)
    everything = [*spots.values(), *old.values()]
    across = _axis([v for s in everything for v in (s.value, s.effective)], (100, 2_000_000), factor or 1, left, right)
    up = _axis([s.deals for s in everything], (1, 1000), 1, bottom, top)
    points = _points(assessment, spots, old, across, up)
    placed = _with_labels(points, columns, rows, (left, top, right, bottom))
    currency = str(assessment.session.get("session.currency", "USD"))
    return Layout(
        width=columns,
        height=rows,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        zones=_zones(assessment, factor, across) if factor else (),
        values=across.ticks(compact),
        deals=up.ticks(compact),
        points=placed,
        missing=tuple(s for s in assessment.session.segments if s not in spots),
        value_title=f"first-year value, {currency}",
    )


def _spots(assessment: Assessment, coarse: Callable[[float], float] | None) -> Mapping[str, _Spot]:
    session = assessment.session
    spots: dict[str, _Spot] = {}
    for segment in session.segments:
        context = RuleContext(session, assessment.calibration, segment, f"segments.{segment}.")
        value, deals = context.own.get_number("first_year_acv"), context.own.get_number("deals_per_year")
        if value is None or deals is None:
            continue
        effective = context.effective_acv()
        fit = _fit(context, effective)
        if coarse is not None:
            value, deals, effective = coarse(value), coarse(deals), coarse(effective)
        spots[segment] = _Spot(value=float(value), deals=float(deals), effective=float(effective), fit=fit)
    return spots


def _fit(context: RuleContext, effective: float) -> BandFit:
    motion = context.own.get_choice("sales_motion")
    try:
        if not motion:
            return ""
        zone = context.band(motion).zone(effective * context.dollars_per_unit())
    except NotAssessed:
        return ""
    return _FIT_OF_ZONE[zone]


def _per_unit(assessment: Assessment) -> float | None:
    try:
        return RuleContext(assessment.session, assessment.calibration).dollars_per_unit()
    except NotAssessed:
        return None


def _axis(values: list[float], usual: tuple[float, float], factor: float, start: float, end: float) -> _Axis:
    positive = [v for v in values if v > 0]
    low = min([usual[0] / factor, *(v / 1.5 for v in positive)])
    high = max([usual[1] / factor, *(v * 1.5 for v in positive)])
    return _Axis(low=low, high=high, start=start, end=end)


def _zones(assessment: Assessment, factor: float, across: _Axis) -> tuple[Zone, ...]:
    zones = []
    for motion, band in assessment.calibration.bands.items():
        low = (band.comfort_from or across.low * factor) / factor
        high = (band.comfort_to or across.high * factor) / factor
        left, right = across.at(low), across.at(high)
        long, short = LABELS[motion]
        zones.append(Zone(motion=motion, label=long if len(long) < right - left - 1 else short, left=left, right=right))
    return tuple(zones)


def _points(
    assessment: Assessment, spots: Mapping[str, _Spot], old: Mapping[str, _Spot], across: _Axis, up: _Axis
) -> list[Point]:
    points = []
    for number, segment in enumerate(assessment.session.segments, start=1):
        if segment not in spots:
            continue
        spot, was = spots[segment], old.get(segment)
        moved = was is not None and (was.value, was.deals) != (spot.value, spot.deals)
        points.append(
            Point(
                number=number,
                segment=segment,
                name=assessment.session.segment_name(segment),
                column=across.at(spot.value),
                row=up.at(spot.deals),
                effective=across.at(spot.effective) if spot.effective > spot.value else None,
                before=(across.at(was.value), up.at(was.deals)) if was is not None and moved else None,
                fit=spot.fit,
                label=None,
            )
        )
    return points


def _with_labels(points: list[Point], columns: int, rows: int, box: tuple[int, int, int, int]) -> tuple[Point, ...]:
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        return tuple(points)
    taken = [0] * rows  # one bit for each cell of a row
    for point in points:
        for column, row in _cells_of(point):
            taken[row] |= 1 << column
    placed = []
    for point in points:
        text = cut(point.name, _LABEL)
        # The number leads where the mark itself is covered by another one.
        if any(_same_cell(point, other) for other in points if other.number < point.number):
            text = f"{point.number} {text}"
        place = _free_place(point, width(text), box, taken)
        if place is not None:
            column, row = place
            taken[row] |= ((1 << width(text)) - 1) << column
            placed.append(replace(point, label=Label(text=text, column=column, row=row)))
        else:
            placed.append(point)
    return tuple(placed)


def _free_place(point: Point, wide: int, box: tuple[int, int, int, int], taken: list[int]) -> tuple[int, int] | None:
    """The nearest cell where a label of `wide` cells fits with a free cell on either side; rows count double."""
    left, top, right, bottom = box[0] + 1, box[1], box[2], box[3]
    column, row = round(point.column), round(point.row)
    space = ((1 << (wide + 2)) - 1) << 1  # one free cell before and after, one bit more so that column 0 has one
    best: tuple[float, int, int] | None = None
    for distance in range(bottom - top + 1):
        if best is not None and best[0] <= 2.2 * distance:
            break
        for y in dict.fromkeys((row - distance, row + distance)):
            if not top <= y <= bottom:
                continue
            for x in _starts(column, wide, same_row=y == row):
                if not left <= x <= right - wide + 1 or (taken[y] << 2) & (space << x):
                    continue
                apart = max(x - column, column - (x + wide - 1), 0) + 2.2 * distance
                if best is None or apart < best[0]:
                    best = (apart, x, y)
                break
    return (best[1], best[2]) if best else None


def _starts(column: int, wide: int, same_row: bool) -> Iterator[int]:
    """Columns where a label may begin, nearest first: beside the mark in its own row, above or below it elsewhere."""
    for step in range(_FARTHEST):
        if same_row:
            yield column + 2 + step
            yield column - wide - 1 - step
        else:
            yield column - step
            yield column + step


def _cells_of(point: Point) -> Iterator[tuple[int, int]]:
    row, column = round(point.row), round(point.column)
    end = round(point.effective) if point.effective is not None else column
    for x in range(column, end + 1):
        yield x, row
    if point.before is not None:
        yield round(point.before[0]), round(point.before[1])


def _same_cell(one: Point, other: Point) -> bool:
    return round(one.column) == round(other.column) and round(one.row) == round(other.row)
