"""The grid and the map as SVG pictures: light and dark, no scripts, no references, readable without colour."""

from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from gtm_tui.report.grid import FROM, POSITIONS, TO, Cell, Row, SegmentGrid
from gtm_tui.report.map_layout import Layout, Point
from gtm_tui.text.cells import cut, width
from gtm_tui.text.sanitise import shown

NAMESPACE = "http://www.w3.org/2000/svg"
WIDTH = 960
NARROW = 12  # free space at the right edge
_LABEL, _LEFT = 18, 132
_COLUMN = (WIDTH - _LEFT - NARROW) / len(POSITIONS)
_LINES = {1: 38, 2: 32, 3: 28}  # height of a row by number of segments
_SMALLEST_LINE = 25
_CELL = (8.0, 18.0)  # width and height of one map cell

# Every colour with its light and its dark value; a light value is repeated for readers that know no media queries.
_COLOURS = {
    "paper": ("#ffffff", "#14181f"),
    "ink": ("#1b2430", "#e8ecf2"),
    "quiet": ("#5b6675", "#9aa6b6"),
    "rule": ("#d9dfe7", "#333c4a"),
    "band": ("#f4f6f9", "#1b212b"),
    "chip": ("#e3ecf9", "#24354f"),
    "edge": ("#2f62ad", "#7fb0f5"),
    "good": ("#1f7a55", "#63c79a"),
    "bad": ("#b3421f", "#f09672"),
    "gold": ("#f7ecd0", "#463a1c"),
    "goldedge": ("#9a6f0b", "#e5bb55"),
}
_RULES = {
    ".paper": "fill:{paper}",
    "text": "fill:{ink};font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:14px",
    ".quiet": "fill:{quiet};font-size:13px",
    ".name": "font-weight:600;font-size:16px",
    ".head": "fill:{quiet};font-size:13px;letter-spacing:.02em",
    ".band": "fill:{band}",
    ".rule": "stroke:{rule};stroke-width:1;fill:none",
    ".arrow": "fill:{quiet}",
    ".chip": "fill:{chip};stroke:{edge};stroke-width:1.2",
    ".gold": "fill:{gold};stroke:{goldedge};stroke-width:1.2",
    ".good": "stroke:{good};stroke-width:3;fill:none",
    ".bad": "stroke:{bad};stroke-width:3;fill:none;stroke-dasharray:7 5",
    ".open": "stroke:{rule};stroke-width:3;fill:none",
    ".goodtext": "fill:{good};font-size:13px;font-weight:600",
    ".badtext": "fill:{bad};font-size:13px;font-weight:600",
    ".opentext": "fill:{quiet};font-size:13px",
    ".comfort": "fill:{edge};stroke:{edge};stroke-width:2",
    ".near": "fill:{paper};stroke:{edge};stroke-width:2.5",
    ".outside": "fill:{paper};stroke:{bad};stroke-width:2.5;stroke-dasharray:4 2.5",
    ".shift": "stroke:{goldedge};stroke-width:2;stroke-dasharray:2 4;fill:none",
    ".diamond": "fill:{gold};stroke:{goldedge};stroke-width:1.5",
    ".onmark": "fill:{paper};font-size:12px;font-weight:700",
    ".offmark": "font-size:12px;font-weight:700",
}


def grid_svg(segments: Sequence[SegmentGrid], title: str = "", inline: bool = False, about: str = "") -> str:
    """The GTM grid; `inline` leaves out what only a file of its own needs. Many segments stand closer together.

    `about` is what to know about the picture, for whoever cannot see the page it came from.
    """
    line = _LINES.get(len(segments), _SMALLEST_LINE)
    top = 84 if title else 48
    height = top + sum(_block_height(segment, line) for segment in segments) + 8
    root = root_element((WIDTH, height), inline, title or "GTM grid", margin=_LABEL if inline else 0)
    _describe(root, about)
    if title:
        text(root, _LABEL, 30, title, "name")
    heads(root, top, height)
    y = float(top)
    for segment in segments:
        y = _block(root, segment, y, line)
    return serialised(root, inline)


def map_svg(layout: Layout, title: str = "", inline: bool = False, about: str = "") -> str:
    """The map of segments, drawn from its layout in cells; `about` is what to know about the picture."""
    wide, high = _CELL
    root = root_element((layout.width * wide, layout.height * high + 8), inline, title or "Map of segments")
    _describe(root, about)
    for index, zone in enumerate(layout.zones):
        x, span = zone.left * wide, (zone.right - zone.left) * wide
        box = {"x": x, "y": layout.top * high, "width": span, "height": (layout.bottom - layout.top + 1) * high}
        if index % 2 == 0:
            shape(root, "rect", "band", box)
        if span > width(zone.label) * 7:
            text(root, x + span / 2, layout.top * high - 5, zone.label, style="head", anchor="middle")
    _axes(root, layout)
    for point in layout.points:
        _shift(root, point)
    for point in layout.points:
        _point(root, point)
    return serialised(root, inline)


def map_size() -> tuple[int, int]:
    """Columns and rows that fill the width of a picture."""
    return int(WIDTH / _CELL[0]), 25


# -- grid ----------------------------------------------------------------------------------------------


def heads(root: Element, top: float, height: float, left: float = _LEFT, column: float = _COLUMN) -> None:
    """The five positions from many small deals to few large ones, with a band behind every other."""
    y = top - 30
    text(root, left, y, FROM, "head")
    text(root, WIDTH - NARROW, y, TO, style="head", anchor="end")
    start, end = left + 150, WIDTH - NARROW - 150
    shape(root, "path", "rule", {"d": f"M{start} {y - 4}H{end}"})
    shape(root, "path", "arrow", {"d": f"M{end} {y - 8}l8 4l-8 4z"})
    for number, name in enumerate(POSITIONS, start=1):
        x = left + (number - 1) * column
        if number % 2:
            shape(root, "rect", "band", {"x": x, "y": top - 22, "width": column, "height": height - top + 14})
        text(root, x + column / 2, top - 7, f"{number}  {name}", style="head", anchor="middle")


def _block_height(segment: SegmentGrid, line: float) -> float:
    rows = sum(row.height for row in segment.rows) * line
    return line + rows + (22 if segment.remark else 0) + 8


def _block(root: Element, segment: SegmentGrid, y: float, line: float) -> float:
    shape(root, "path", "rule", {"d": f"M{_LABEL} {y + 2}H{WIDTH - NARROW}"})
    style = {"aligned": "good", "close": "good", "mismatch": "bad", "incomplete": "open"}[segment.shape]
    base = y + line / 2 + 7
    text(root, _LABEL, base, cut(segment.name, 40), "name")
    text(root, WIDTH - NARROW, base, segment.headline, style="quiet", anchor="end")
    text(root, _LEFT + 2.5 * _COLUMN, base, segment.shape_words, style=f"{style}text", anchor="middle")
    y += line
    _spine(root, segment.rows, y, line, style)
    for row in segment.rows:
        _row(root, row, y, line)
        y += row.height * line
    if segment.remark:
        text(root, _LEFT, y + 14, cut(segment.remark, 110), "quiet")
        y += 22
    return y + 8


def _spine(root: Element, rows: Sequence[Row], top: float, line: float, style: str) -> None:
    """The line through all rows: straight where they stand in one column, a zig-zag where they do not."""
    sales = next((min(row.columns) for row in rows if row.name == "Sales" and row.columns), 3)
    points = []
    for row in rows:
        if row.columns:
            column = min(row.columns, key=lambda c: (abs(c - sales), c))
            number = next(i for i, places in enumerate(row.lines) if places[column - 1] is not None)
            points.append(f"{_LEFT + (column - 0.5) * _COLUMN:g},{top + (number + 0.5) * line:g}")
        top += row.height * line
    if len(points) > 1:
        shape(root, "polyline", style, {"points": " ".join(points)})


def _row(root: Element, row: Row, y: float, line: float) -> None:
    text(root, _LABEL, y + line / 2 + 5, row.name, "quiet")
    if row.note:
        text(root, _LEFT + 10, y + line / 2 + 5, f"({row.note})", "quiet")
    for number, places in enumerate(row.lines):
        for cell, first, last in _stretches(places):
            _chip(root, cell, first=first, last=last, middle=y + (number + 0.5) * line, high=min(24.0, line - 5))


def _stretches(places: Sequence[Cell | None]) -> Iterator[tuple[Cell, int, int]]:
    """Each entry of a line with the first and last of its neighbouring columns, counted from 0."""
    start = 0
    for column, cell in enumerate(places):
        following = places[column + 1] if column + 1 < len(places) else None
        if cell != following:
            if cell is not None:
                yield cell, start, column
            start = column + 1


def _chip(root: Element, cell: Cell, first: int, last: int, middle: float, high: float) -> None:
    is_money = cell.kind == "money"
    x, wide = _LEFT + first * _COLUMN + 6, (last - first + 1) * _COLUMN - 12
    box = {"x": x, "y": middle - high / 2, "width": wide, "height": high, "rx": high / 2 if is_money else 4}
    shape(root, "rect", "gold" if is_money else "chip", box)
    label = f"▲ {cell.label}" if is_money else cell.label
    text(root, x + wide / 2, middle + 5, cut(label, 20), style="", anchor="middle")


# -- map -----------------------------------------------------------------------------------------------


def _axes(root: Element, layout: Layout) -> None:
    wide, high = _CELL
    left, floor = layout.left * wide, (layout.bottom + 1) * high
    shape(root, "path", "rule", {"d": f"M{left} {layout.top * high}V{floor}H{layout.right * wide}"})
    for tick in layout.deals:
        y = tick.at * high + high / 2
        text(root, left - 8, y + 4, tick.text, style="head", anchor="end")
        shape(root, "path", "rule", {"d": f"M{left} {y}H{layout.right * wide}"})
    for tick in layout.values:
        text(root, min(tick.at * wide, WIDTH - 14), floor + 18, tick.text, style="head", anchor="middle")
    text(root, (layout.left + layout.right) / 2 * wide, floor + 40, layout.value_title, style="head", anchor="middle")
    text(root, 4, layout.top * high - 5, layout.deals_title, "head")


def _place(column: float, row: float) -> tuple[float, float]:
    return column * _CELL[0] + _CELL[0] / 2, round(row) * _CELL[1] + _CELL[1] / 2


def _shift(root: Element, point: Point) -> None:
    if point.effective is None:
        return
    x, y = _place(point.column, point.row)
    end, _ = _place(point.effective, point.row)
    shape(root, "path", "shift", {"d": f"M{x:g} {y:g}H{end:g}"})
    shape(root, "path", "diamond", {"d": f"M{end - 8:g} {y:g}l8 -8l8 8l-8 8z"})


def _point(root: Element, point: Point) -> None:
    x, y = _place(point.column, point.row)
    style = "near" if point.fit in ("edge", "") else point.fit
    shape(root, "circle", style, {"cx": x, "cy": y, "r": 9.5})
    text(root, x, y + 4.5, str(point.number), style="onmark" if style == "comfort" else "offmark", anchor="middle")
    if point.label is not None:
        column, anchor = point.label.column + 0.5, "start"
        if point.label.column + width(point.label.text) <= point.column:
            column, anchor = point.label.column + width(point.label.text) - 0.5, "end"
        lx, ly = _place(column - 0.5, point.label.row)
        text(root, lx, ly + 4.5, point.label.text, style="", anchor=anchor)


# -- elements ------------------------------------------------------------------------------------------


def root_element(size: tuple[float, float], inline: bool, title: str, margin: float = 0) -> Element:
    """An empty picture of this width and height; one of its own has styles and a background."""
    wide, height = size
    box = f"{margin:g} 0 {wide - margin - (NARROW if margin else 0):g} {height:g}"
    root = Element("svg", {"viewBox": box, "role": "img", "class": "gtm"})
    if not inline:
        root.set("xmlns", NAMESPACE)
        root.set("width", f"{wide:g}")
        root.set("height", f"{height:g}")
    SubElement(root, "title").text = shown(title)
    if not inline:
        SubElement(root, "style").text = style_sheet()
        shape(root, "rect", "paper", {"width": f"{wide:g}", "height": f"{height:g}"})
    return root


def _describe(root: Element, about: str) -> None:
    """The description of a picture, right behind its title."""
    if about:
        described = Element("desc")
        described.text = shown(about)
        root.insert(1, described)


def style_sheet() -> str:
    """The styles of both pictures, light first, dark where the reader prefers it."""
    light = _sheet(0)
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{_sheet(1)}\n}}"


def _sheet(scheme: int) -> str:
    colours = {name: pair[scheme] for name, pair in _COLOURS.items()}
    return "\n".join(f".gtm {selector}{{{rule.format(**colours)}}}" for selector, rule in _RULES.items())


def shape(root: Element, tag: str, style: str, attributes: Mapping[str, object]) -> None:
    """Add an element with a style and attributes; numbers are written short."""
    numbers = {k: f"{v:g}" if isinstance(v, (int, float)) else str(v) for k, v in attributes.items()}
    SubElement(root, tag, {"class": style, **numbers})


def text(root: Element, x: float, y: float, words: str, style: str = "", anchor: str = "start") -> None:
    """Add a line of text, cleaned of what an XML reader refuses."""
    attributes = {"x": f"{x:g}", "y": f"{y:g}"}
    if style:
        attributes["class"] = style
    if anchor != "start":
        attributes["text-anchor"] = anchor
    SubElement(root, "text", attributes).text = shown(words)


def serialised(root: Element, inline: bool) -> str:
    """The picture as text; one of its own ends with a line end."""
    return tostring(root, encoding="unicode") + ("" if inline else "\n")
