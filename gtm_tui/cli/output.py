"""The two ways out of a command: data on standard output, narration on standard error, both harmless to a terminal."""

from __future__ import annotations

import sys

from gtm_tui.cli.errors import CommandError
from gtm_tui.text.sanitise import sanitise_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def put(text: str = "") -> None:
    """Write one piece of data, and a line end, to standard output; raises CommandError where there is none."""
    _write(sanitise_text(text)[0] + "\n")


def say(text: str) -> None:
    """Write one piece of narration, and a line end, to standard error; a closed standard error is no error."""
    try:
        sys.stderr.write(sanitise_text(text)[0] + "\n")
    except (AttributeError, OSError, ValueError):
        return


def put_json(value: Any) -> None:
    """Write one JSON value to standard output."""
    from gtm_tui.text.json_text import json_text

    put_document(json_text(value, indent=2) + "\n", "json")


def put_document(text: str, media: str) -> None:
    """Write a whole text as it is, line ends included; what its encoding lacks as JSON or XML escapes it."""
    escape_as(media)
    _write(text)


def escape_as(media: str) -> None:
    """From now on write what the encoding of standard output lacks as JSON or XML escapes it, by `media`."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None and media == "json":
        import codecs

        codecs.register_error("json", _escaped_in_json)
        reconfigure(errors="json")
    elif reconfigure is not None and media == "xml":
        reconfigure(errors="xmlcharrefreplace")


def wrapped(text: str, indent: str = "", width: int = 76, first: str | None = None) -> str:
    """Break a text into lines of at most `width` columns; every line is indented, the first one by `first`."""
    lines: list[str] = []
    prefix = indent if first is None else first
    line = prefix
    for word in _words(text):
        if len(line) > len(prefix) and len(line) + 1 + len(word) > width:
            lines.append(line)
            prefix = line = indent
        line += word if line == prefix else f" {word}"
    return "\n".join([*lines, line])


def _words(text: str) -> list[str]:
    """Words that may stand on lines of their own; a percent sign stays with its number."""
    words: list[str] = []
    for word in text.split():
        if word[0] == "%" and words and words[-1][-1:].isdigit():
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def _write(text: str) -> None:
    if sys.stdout is None:
        raise CommandError("there is no standard output to write to")
    sys.stdout.write(text)


def _escaped_in_json(error: UnicodeError) -> tuple[str, int]:
    """The letters that could not be encoded as JSON writes them in ASCII."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    import json

    return json.dumps(error.object[error.start : error.end])[1:-1], error.end
