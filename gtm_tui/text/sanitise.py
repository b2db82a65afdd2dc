"""Make text harmless to a terminal, a report or a file: one rule, applied at every border."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

REPLACEMENT = "\ufffd"
MAX_MARKS = 8

_UNSAFE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u2028\u2029"  # line and paragraph separators
    "\u202a-\u202e\u2066-\u2069"  # bidi overrides, embeddings and isolates
    "\ud800-\udfff"  # surrogates, as in a file name that is not UTF-8
    "\ufeff\ufff9-\ufffb\ufffe\uffff"  # byte order mark, annotations, non-characters (not allowed in XML)
    "\U000e0000-\U000e007f"  # tag characters
)
# Compiled when a text first needs it: most never do.
_TEXT = f"[{_UNSAFE}]"
# What no text needs cleaning for: newlines, printable ASCII without the backslash, and Latin letters below the marks.
_PLAIN = b"\n" + bytes(set(range(0x20, 0x7F)) - set(b"\\"))
_DOUBTFUL = "[^\xa0-\u02ff]"


def sanitise_text(text: str) -> tuple[str, int]:
    """Return the text without what acts on a terminal, a viewer or a parser, and how many characters that cost.

    Control, bidi, tag and surrogate characters become U+FFFD; newline, tab, joiners and emoji stay; CRLF becomes
    LF without being counted; beyond 8 combining marks on one base are dropped. Cleaning twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text, 0
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    text, replaced = re.subn(_TEXT, REPLACEMENT, text)
    if text.isascii():
        return text, replaced
    text, dropped = _cap_marks(text)
    return text, replaced + dropped


def sanitise_line(text: str) -> tuple[str, int]:
    """Clean a text that must stay on one line (names, file names, messages): newline and tab become spaces."""
    if text.isascii() and text.isprintable():
        return text, 0
    text, replaced = sanitise_text(text)
    if "\n" in text or "\t" in text:
        broken = text.count("\n") + text.count("\t")
        return text.replace("\n", " ").replace("\t", " "), replaced + broken
    return text, replaced


def shown(text: object) -> str:
    """Return any text (file name, argument, exception) as one harmless line for a message."""
    return sanitise_line(str(text))[0]


def is_harmless(toml: str) -> bool:
    """Tell, at one look, that sanitising what a TOML text parses to would change nothing (no says nothing).

    Without a backslash in the text no string holds a character that the text does not, and no key a newline.
    """
    rest = toml.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return not rest or re.search(_DOUBTFUL, rest.decode("utf-8", "surrogatepass")) is None


def sanitise_tree(doc: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Clean every key and every text of a parsed document; the shape, other values and the order stay.

    Two keys that become equal are told apart by a further U+FFFD, so that no value is lost.
    """
    replaced = 0

    def walk(value: Any) -> Any:
        nonlocal replaced
        if isinstance(value, str):
            value, count = sanitise_text(value)
            replaced += count
            return value
        if isinstance(value, dict):
            result: dict[str, Any] = {}
            for key, item in value.items():
                name, count = sanitise_line(key)
                replaced += count
                while count and (name in result or name in value):
                    name += REPLACEMENT
                result[name] = walk(item)
            return result
        if isinstance(value, list):
            return [walk(item) for item in value]
        return value

    return walk(doc), replaced


def _cap_marks(text: str) -> tuple[str, int]:
    if not _has_marks(text):
        return text, 0
    from unicodedata import category

    kept: list[str] = []
    marks = dropped = 0
    for char in text:
        if char >= "\u0300":
            kind = category(char)
            if kind in ("Mn", "Me"):
                marks += 1
                if marks > MAX_MARKS:
                    dropped += 1
                    continue
            elif kind != "Cf":
                marks = 0
        else:
            marks = 0
        kept.append(char)
    return "".join(kept), dropped


def _has_marks(text: str) -> bool:
    return max(text) >= "\u0300"
