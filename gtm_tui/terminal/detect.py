"""What kind of terminal this is, read from the environment once, so that every part decides alike."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple

#: Terminals that cannot show anything beyond ASCII, whatever the locale says.
_ASCII_ONLY = ("vt52", "vt100", "vt102", "vt220", "ansi", "cons25")
_COLOURS_BY_SUFFIX = {"256color": "256", "kitty": "256", "ghostty": "256", "direct": "256"}


class Surroundings(NamedTuple):
    """The terminal as found.

    `colours` is "none", "16", "256" or "truecolor"; `glyphs` is "full", "console" (the Linux console's font)
    or "ascii"; `size` is columns and rows; `multiplexer` is "tmux", "screen" or "".
    """

    term: str
    program: str
    colours: str
    encoding: str
    glyphs: str
    size: tuple[int, int]
    ssh: bool
    multiplexer: str
    stdin_is_terminal: bool
    stdout_is_terminal: bool
    stderr_is_terminal: bool


def surroundings(environ: Mapping[str, str] | None = None) -> Surroundings:
    """Look at the environment and the three standard streams of this process."""
    env = os.environ if environ is None else environ
    encoding = stream_encoding(sys.__stderr__)
    return Surroundings(
        term=env.get("TERM", ""),
        program=env.get("TERM_PROGRAM", ""),
        colours=colours(env),
        encoding=encoding,
        glyphs=glyph_level(env, encoding),
        size=_size(),
        ssh=over_ssh(env),
        multiplexer="tmux" if env.get("TMUX") else "screen" if env.get("STY") else "",
        stdin_is_terminal=is_terminal(sys.__stdin__),
        stdout_is_terminal=is_terminal(sys.__stdout__),
        stderr_is_terminal=is_terminal(sys.__stderr__),
    )


def colours(env: Mapping[str, str]) -> str:
    """How many colours to use; NO_COLOR counts when it is not empty (its convention)."""
    if env.get("NO_COLOR"):
        return "none"
    forced = env.get("TEXTUAL_COLOR_SYSTEM", "").lower()
    if forced in ("standard", "256", "truecolor"):
        return "16" if forced == "standard" else forced
    if env.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    return _COLOURS_BY_SUFFIX.get(env.get("TERM", "").strip().lower().rpartition("-")[2], "16")


def glyph_level(env: Mapping[str, str], encoding: str) -> str:
    """Which characters may be drawn: GTM_TUI_ASCII=1 asks for ASCII, and so do old terminals, encodings and LC_ALL=C.

    Python writes UTF-8 in the C locale; whoever asks for that locale by LC_ALL gets what other programs give them.
    """
    term = env.get("TERM", "").lower()
    if env.get("GTM_TUI_ASCII", "") not in ("", "0") or term.partition("-")[0] in _ASCII_ONLY:
        return "ascii"
    if encoding != "utf-8" or env.get("LC_ALL", "") in ("C", "POSIX"):
        return "ascii"
    return "console" if term.partition("-")[0] == "linux" else "full"


def over_ssh(env: Mapping[str, str]) -> bool:
    """Whether this session came in over SSH, where every byte travels."""
    return bool(env.get("SSH_CONNECTION") or env.get("SSH_TTY"))


def is_terminal(stream: object) -> bool:
    """Whether a standard stream is open and a terminal."""
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError, OSError):
        return False


def stream_encoding(stream: object) -> str:
    """The stream's encoding in its usual spelling; "utf-8" when it has none."""
    import codecs

    try:
        return codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name
    except LookupError:
        return "ascii"


def _size() -> tuple[int, int]:
    for stream in (sys.__stderr__, sys.__stdin__, sys.__stdout__):
        try:
            size = os.get_terminal_size(stream.fileno())  # type: ignore[union-attr]
        except (AttributeError, ValueError, OSError):
            continue
        return size.columns, size.lines
    return 0, 0
