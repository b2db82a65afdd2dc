"""The formats of a report, one row each; commands, wizard, help and tests all read this table."""

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from gtm_tui.report.report import Report

#: What kind of document a format is, which says how a written one is read back.
Media = Literal["text", "xml", "json", "csv"]


class Writing(NamedTuple):
    """How a report is to be written: with its appendix or the page alone, for which session file, for which reader.

    `encoding` and `columns` are those of the terminal where it is printed on one.
    """

    appendix: bool = True
    path: str = ""
    encoding: str = "utf-8"
    columns: int = 80


class Format(NamedTuple):
    """One format: its name, the endings of its files (its own first), what it is for, and its writer.

    `in_characters` is how a picture or a page is shown where only characters can be (default: as written).
    `parts` says whether the format has a page and an appendix, so that the page can be had alone.
    """

    name: str
    endings: tuple[str, ...]
    description: str
    media: Media
    write: "Callable[[Report, Writing], str]"
    in_characters: "Callable[[Report, Writing], str] | None" = None
    parts: bool = False

    @property
    def ending(self) -> str:
        """The ending that files of this format are given."""
        return self.endings[0]


def _text(report: "Report", writing: Writing) -> str:
    from gtm_tui.report.writers.text import text_report

    return text_report(report, writing.appendix)


def _styled(report: "Report", writing: Writing) -> str:
    from gtm_tui.report.writers.styled import styled_report

    return styled_report(report, writing.appendix, writing.encoding, writing.columns)


def _markdown(report: "Report", writing: Writing) -> str:
    from gtm_tui.report.writers.markdown import markdown_report

    return markdown_report(report, writing.appendix)


def _html(report: "Report", writing: Writing) -> str:
    from gtm_tui.report.writers.html import html_report

    return html_report(report, writing.appendix)


def _grid(report: "Report", _: Writing) -> str:
    from gtm_tui.report.writers.html import grid_picture

    return grid_picture(report)


def _grid_in_characters(report: "Report", _: Writing) -> str:
    from gtm_tui.report.writers.grid_text import grid_lines

    return "\n".join([*grid_lines(report.grid), *_notices(report)]) + "\n"


def _map(report: "Report", _: Writing) -> str:
    from gtm_tui.report.writers.html import map_picture

    return map_picture(report)


def _map_in_characters(report: "Report", _: Writing) -> str:
    from gtm_tui.report.map import plot_text

    plot = plot_text(report.assessment, 76, 20)
    return "\n".join([*plot, "", *report.map_legend, *_notices(report)]) + "\n"


def _notices(report: "Report") -> list[str]:
    """What to know about the result, under a picture made of characters."""
    from gtm_tui.text.cells import wrap

    return [line for notice in report.notices for line in ("", *wrap(notice, 76))]


def _csv(report: "Report", _: Writing) -> str:
    from gtm_tui.report.writers.csv_findings import findings_csv

    return findings_csv(report)


def _json(report: "Report", writing: Writing) -> str:
    from gtm_tui.report.data import report_data
    from gtm_tui.text.json_text import json_text

    return json_text(report_data(report, writing.path), indent=2) + "\n"


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format(
            name="text",
            endings=(".txt", ".text"),
            description="plain text, 76 columns: for e-mail",
            media="text",
            write=_text,
            parts=True,
        ),
        Format(
            name="markdown",
            endings=(".md", ".markdown"),
            description="Markdown: for a wiki or a ticket",
            media="text",
            write=_markdown,
            parts=True,
        ),
        Format(
            name="html",
            endings=(".html", ".htm"),
            description="one page for a browser or for print, with grid and map as pictures",
            media="xml",
            write=_html,
            in_characters=_text,
            parts=True,
        ),
        Format(
            name="svg",
            endings=(".svg",),
            description="the grid as a picture",
            media="xml",
            write=_grid,
            in_characters=_grid_in_characters,
        ),
        Format(
            name="map",
            endings=(".map.svg",),
            description="the map of segments as a picture",
            media="xml",
            write=_map,
            in_characters=_map_in_characters,
        ),
        Format(
            name="csv",
            endings=(".csv",),
            description="one line for each finding: for a spreadsheet",
            media="csv",
            write=_csv,
        ),
        Format(
            name="json", endings=(".json",), description="everything, for other programs", media="json", write=_json
        ),
        Format(
            name="styled",
            endings=(".ansi",),
            description="the text with colours and styles: for a terminal",
            media="text",
            write=_styled,
            in_characters=_text,
            parts=True,
        ),
    )
}


def format_of(path: str) -> Format | None:
    """The format that a file name asks for by its ending, the longest that fits, or None."""
    name = path.lower()
    fitting = [(len(end), f) for f in FORMATS.values() for end in f.endings if name.endswith(end)]
    return max(fitting, key=lambda found: found[0])[1] if fitting else None
