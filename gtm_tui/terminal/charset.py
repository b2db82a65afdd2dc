"""Stand-ins for characters a terminal cannot show, one cell for one cell, applied to everything written."""

from __future__ import annotations

import codecs
from collections.abc import Callable

_GROUPS = {
    "-": "─━═┄┅┈┉╌╍╴╶╸╺▔▀🬂🭶–—―−‐‑",
    "_": "▁▂▃▄",
    "|": "│┃║╎╏┆┇┊┋╵╷╹╻▏▎▍▌▋▊▉▐▕",
    "+": "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋▛▜▙▟▘▝▖▗",
    "#": "█▓▅▆▇",
    ":": "▒",
    ".": "░·",
    "*": "•●◉◆■▪★⬤",
    "o": "○◌◇□▫☐☆⭘◯",
    "x": "✓✔✗✘✕×☑☒√",
    ">": "▶▸►❯›→⇒»≥⟩",
    "<": "◀◂◄❮‹←⇐«≤⟨",
    "^": "▲△▴↑⇑⌃",
    "v": "▼▽▾↓⇓⌄",
    "!": "⚠",
    "'": "‘’‚",
    '"': "“”„",
    "~": "≈∼…",
    " ": "\u00a0\u2002\u2003\u2009\u202f",
}
#: Every character with a stand-in, and the ASCII character that stands in for it.
ASCII = {character: plain for plain, group in _GROUPS.items() for character in group}

# What the Linux console's usual fonts hold: code page 437 and Latin-1.
_CONSOLE_FONT = set(bytes(range(128, 256)).decode("cp437") + "•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼")
_CONSOLE_FONT |= {chr(code) for code in range(256)}
_NEAREST_IN_CONSOLE = {"▔": "▀", "▁": "▄", "▊": "▌", "▎": "▌", "▏": "▌", "▕": "▐", "●": "•", "✓": "√", "✔": "√"}
_NEAREST_IN_CONSOLE |= dict(zip("╭╮╰╯━┃", "┌┐└┘─│", strict=True))
_CONSOLE_TABLE = str.maketrans(
    {
        character: _NEAREST_IN_CONSOLE.get(character, plain)
        for character, plain in ASCII.items()
        if character not in _CONSOLE_FONT
    }
)


def encoder(level: str, encoding: str) -> Callable[[str], bytes]:
    """The function that turns drawn text into bytes for a glyph level ("full", "console", "ascii") and encoding."""
    if level == "full":
        return lambda text: text.encode("utf-8", "replace")
    if level == "console":
        return lambda text: text.translate(_CONSOLE_TABLE).encode("utf-8", "replace")
    codecs.register_error("gtm-tui-stand-in", _stand_in)
    codec = "ascii" if encoding == "utf-8" else encoding
    return lambda text: text.encode(codec, "gtm-tui-stand-in")


def plain(text: str) -> str:
    """The text with a stand-in for every character beyond ASCII, of the same width."""
    return encoder("ascii", "ascii")(text).decode("ascii")


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_one(character) for character in error.object[error.start : error.end]), error.end


def _one(character: str) -> str:
    if character in ASCII:
        return ASCII[character]
    import unicodedata

    base = unicodedata.normalize("NFKD", character)[0]
    if base.isascii() and base.isprintable():
        return base
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return ""
    return "??" if unicodedata.east_asian_width(character) in ("W", "F") else "?"
