"""The report as one HTML page that loads nothing, prints on paper, and is light or dark as the reader prefers."""

import re
from pathlib import Path

from gtm_tui.report.map_layout import layout
from gtm_tui.report.report import Report
from gtm_tui.report.writers.svg import grid_svg, map_size, map_svg, style_sheet
from gtm_tui.report.writers.svg_strip import MANY, strip_svg
from gtm_tui.text.sanitise import sanitise_text


def html_report(report: Report, full: bool = True) -> str:
    """The report as HTML that is well-formed XML as well; without `full` only the page, no appendix."""
    from jinja2 import Environment
    from markupsafe import Markup

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(Path(__file__).with_name("page.html").read_text(encoding="utf-8"))
    many = _crowded(report)
    # The pictures are serialised from element trees, so their texts are escaped already.
    pictures = {
        "grid_picture": Markup(strip_svg(report.grid) if many else grid_svg(report.grid, inline=True)),
        "whole_grid": Markup(grid_svg(report.grid, inline=True) if many else ""),
        "map_picture": Markup(map_picture(report, inline=True)) if full else Markup(""),
        "picture_styles": Markup(style_sheet()),
    }
    text = template.render(report=report, full=full, **pictures)
    return sanitise_text(re.sub(r"(?<=\d) %", "\u00a0%", text))[0]


def _crowded(report: Report) -> bool:
    """Whether the whole grid would push the page beyond one sheet of paper."""
    beside = sum(bool(part) for part in (report.accepted, report.disagreed, report.since, report.unknown))
    segments = len(report.grid)
    return segments > MANY or (segments > 2 and segments + beside > MANY + 1)


def grid_picture(report: Report) -> str:
    """The grid alone, as an SVG file with the company's name."""
    return grid_svg(report.grid, title=report.company, about=" ".join(report.notices))


def map_picture(report: Report, inline: bool = False) -> str:
    """The map alone, as an SVG file or as a part of a page."""
    drawn = layout(report.assessment, *map_size(), coarse=report.redaction.coarse)
    return map_svg(drawn, inline=inline, about="" if inline else " ".join(report.notices))
