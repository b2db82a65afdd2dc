"""Many segments on one page: the grid with a single line for each segment, letters for the functions."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from gtm_tui.report.grid import POSITIONS, Row, SegmentGrid
from gtm_tui.report.writers.svg import NARROW, WIDTH, heads, root_element, serialised, shape, text
from gtm_tui.text.cells import cut

MANY = 4  # above this number of segments the page shows the strip, the appendix the whole grid
LEGEND = "M marketing · S sales · C customer success · ▲ money; all four in one column: aligned"
_LINE, _TOP = 40, 48
_LEFT = 330
_COLUMN = (WIDTH - _LEFT - NARROW) / len(POSITIONS)
_LETTERS = {"Marketing": "M", "Sales": "S", "Success": "C", "Money": "▲"}
_WORDS = {"aligned": "aligned", "close": "fits", "mismatch": "zig-zag", "incomplete": "not complete"}
_STYLES = {"aligned": "good", "close": "good", "mismatch": "bad", "incomplete": "open"}


def strip_svg(segments: Sequence[SegmentGrid]) -> str:
    """One line for each segment: name, money, how it fits, and where its functions and its money stand."""
    height = _TOP + len(segments) * _LINE + 28
    root = root_element((WIDTH, height), True, "GTM grid, one line for each segment", margin=18)
    heads(root, _TOP, height - 28, _LEFT, _COLUMN)
    for number, segment in enumerate(segments):
        _segment(root, segment, _TOP + number * _LINE)
    text(root, WIDTH - NARROW, height - 6, LEGEND, style="head", anchor="end")
    return serialised(root, True)


def _segment(root: Element, segment: SegmentGrid, y: float) -> None:
    shape(root, "path", "rule", {"d": f"M18 {y}H{WIDTH - NARROW}"})
    text(root, 18, y + 17, cut(segment.name, 30), "name")
    text(root, 18, y + 33, cut(segment.headline, 36), "quiet")
    text(root, _LEFT - 10, y + 33, _WORDS[segment.shape], style=f"{_STYLES[segment.shape]}text", anchor="end")
    for column in range(1, len(POSITIONS) + 1):
        here = [row for row in segment.rows if column in row.columns]
        for place, row in enumerate(here):
            _chip(root, row, _LEFT + (column - 1) * _COLUMN + 8 + place * 28, y + _LINE / 2)


def _chip(root: Element, row: Row, x: float, middle: float) -> None:
    is_money = row.name == "Money"
    corner = 12 if is_money else 4
    box = {"x": x, "y": middle - 12, "width": 24, "height": 24, "rx": corner}
    shape(root, "rect", "gold" if is_money else "chip", box)
    text(root, x + 12, middle + 5, _LETTERS[row.name], style="", anchor="middle")
