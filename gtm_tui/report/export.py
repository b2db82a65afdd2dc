"""Write a report in any format: made in full, parsed back, written durably, and read back from the disk."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gtm_tui.report.report import Report

# Formats by name, with the ending of their files.
FORMATS: dict[str, str] = {
    "text": ".txt",
    "markdown": ".md",
    "html": ".html",
    "svg": ".svg",
    "map": ".map.svg",
    "csv": ".csv",
    "json": ".json",
}


class ExportError(Exception):
    """A report that could not be written whole; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export: where it is, in which format, how many bytes, and notices to show."""

    path: str
    format: str
    size: int
    notices: tuple[str, ...] = ()


def format_of(path: str | os.PathLike[str]) -> str | None:
    """The format that a file name asks for by its ending, or None."""
    name = os.fspath(path).lower()
    fitting = [format for format, ending in FORMATS.items() if name.endswith(ending)]
    if fitting:
        return max(fitting, key=lambda format: len(FORMATS[format]))
    return {".htm": "html", ".markdown": "markdown", ".text": "text"}.get(Path(name).suffix)


def render(report: Report, format: str, full: bool = True, path: str = "") -> str:
    """The report as the text of one format, checked that it can be read back; raises ExportError."""
    text = _WRITERS[format](report, full, path)
    problem = unreadable(text, format)
    if problem:
        raise ExportError(f"The {format} report was not written: it could not be read back ({problem}).")
    return text


def export(
    report: Report, path: str | os.PathLike[str], format: str, full: bool = True, dir_fd: int | None = None
) -> Exported:
    """Write the report durably and read it back; raises ExportError or SaveError with a sentence."""
    from gtm_tui.store.atomic_write import write_atomically

    data = render(report, format, full).encode("utf-8")
    saved = write_atomically(path, data, dir_fd=dir_fd)
    _read_back(path, data, dir_fd)
    return Exported(saved.path, format, len(data), saved.notices)


def unreadable(text: str, format: str) -> str:
    """Why a text is not a whole document of its format, in a few words; '' when it is."""
    try:
        if format in ("html", "svg", "map"):
            from xml.etree import ElementTree

            ElementTree.fromstring(text)
        elif format == "json":
            import json

            json.loads(text, parse_constant=_refuse)
        elif format == "csv":
            import csv
            import io

            widths = {len(row) for row in csv.reader(io.StringIO(text), strict=True)}
            return "" if len(widths) == 1 else "rows of different length"
    except (SyntaxError, ValueError) as error:
        return str(error)
    except Exception as error:  # csv.Error, and what a parser may raise besides
        return f"{type(error).__name__}: {error}"
    return ""


def _read_back(path: str | os.PathLike[str], data: bytes, dir_fd: int | None) -> None:
    from gtm_tui.store.toml_reader import UnreadableFile, read_bytes
    from gtm_tui.text.sanitise import shown

    name = shown(os.fspath(path))
    try:
        found, _ = read_bytes(os.fspath(path), dir_fd=dir_fd, limit=len(data))
    except UnreadableFile as error:
        raise ExportError(f"{name} was written, but cannot be read back: {error.sentence}") from None
    if found != data:
        raise ExportError(f"{name} was written, but reads back differently.")


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _text(report: Report, full: bool, path: str) -> str:
    from gtm_tui.report.writers.text import text_report

    return text_report(report, full)


def _markdown(report: Report, full: bool, path: str) -> str:
    from gtm_tui.report.writers.markdown import markdown_report

    return markdown_report(report, full)


def _html(report: Report, full: bool, path: str) -> str:
    from gtm_tui.report.writers.html import html_report

    return html_report(report, full)


def _svg(report: Report, full: bool, path: str) -> str:
    from gtm_tui.report.writers.html import grid_picture

    return grid_picture(report)


def _map(report: Report, full: bool, path: str) -> str:
    from gtm_tui.report.writers.html import map_picture

    return map_picture(report)


def _csv(report: Report, full: bool, path: str) -> str:
    from gtm_tui.report.writers.csv_findings import findings_csv

    return findings_csv(report)


def _json(report: Report, full: bool, path: str) -> str:
    import json

    from gtm_tui.report.data import report_data

    return json.dumps(report_data(report, path), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


_WRITERS: dict[str, Callable[[Report, bool, str], str]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "svg": _svg,
    "map": _map,
    "csv": _csv,
    "json": _json,
}
