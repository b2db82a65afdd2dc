"""Write a report in any format: made in full, parsed back, written durably, and read back from the disk."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from gtm_tui.report.formats import FORMATS, Media, Writing
from gtm_tui.report.report import Report


class ExportError(Exception):
    """A report that could not be written whole; the message is one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A finished export: where it is, in which format, how many bytes, and notices to show."""

    path: str
    format: str
    size: int
    notices: tuple[str, ...] = ()


def render(report: Report, format: str, writing: Writing | None = None) -> str:
    """The report as the text of one format, checked that it can be read back; raises ExportError."""
    text = FORMATS[format].write(report, writing or Writing())
    problem = unreadable(text, FORMATS[format].media)
    if problem:
        raise ExportError(f"The {format} report was not written: it could not be read back ({problem}).")
    return text


def in_characters(report: Report, format: str, writing: Writing) -> str:
    """What a format holds, where only characters can be shown; raises ExportError."""
    shown = FORMATS[format].in_characters
    return shown(report, writing) if shown else render(report, format, writing)


def export(
    report: Report, path: str | os.PathLike[str], format: str, full: bool = True, dir_fd: int | None = None
) -> Exported:
    """Write the report durably and read it back; raises ExportError or SaveError with a sentence."""
    from gtm_tui.store.atomic_write import write_atomically

    data = render(report, format, Writing(appendix=full)).encode("utf-8")
    saved = write_atomically(path, data, dir_fd=dir_fd)
    _read_back(path, data, dir_fd)
    return Exported(path=saved.path, format=format, size=len(data), notices=saved.notices)


def unreadable(text: str, media: Media) -> str:
    """Why a text is not a whole document of its kind, in a few words; '' when it is."""
    try:
        _READERS[media](text)
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


def _read_text(text: str) -> None:
    """Any text is a whole text."""


def _read_xml(text: str) -> None:
    from xml.etree import ElementTree

    ElementTree.fromstring(text)


def _read_json(text: str) -> None:
    import json

    json.loads(text, parse_constant=_refuse)


def _read_csv(text: str) -> None:
    import csv
    import io

    if len({len(row) for row in csv.reader(io.StringIO(text), strict=True)}) != 1:
        raise ValueError("rows of different length")


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


_READERS: dict[Media, Callable[[str], None]] = {
    "text": _read_text,
    "xml": _read_xml,
    "json": _read_json,
    "csv": _read_csv,
}
