"""From the terminal's characters to keys: an escape sequence that a slow line tears apart is still one key."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from gtm_tui.terminal.paste import PasteLimit

PATIENCE = 0.55
"""Seconds that the rest of a torn sequence is waited for, and until an Esc alone is reported; ESCDELAY changes it."""

TOGETHER = 0.1
"""Seconds within which Esc and a character are one key (Alt and the character), as terminals send them."""

ESC = "\x1b"
_WHOLE = r"\x1b(?:\[(?:M[\s\S]{3}|\[[A-E]|(?!M|\[)[0-?]*[ -/]*[@-~])|O[ -~]|[^\x1b\[O])"
_BROKEN = r"\x1b(?:\[(?:M[\s\S]{0,2}|\[|[0-?]*[ -/]*)|O)?"
_PIECES = re.compile(f"({_WHOLE}|{_BROKEN})")
_TORN = re.compile(rf"{_BROKEN}\Z")


def patience(env: Mapping[str, str] = os.environ) -> float:
    """How long to wait for the rest of a sequence: ESCDELAY in milliseconds, where it is set."""
    given = env.get("ESCDELAY", "")
    return min(int(given), 60_000) / 1000 if given.isascii() and given.isdigit() and int(given) else PATIENCE


class KeyReader:
    """Reads keys from text as it arrives; sequences that mean nothing are dropped, never taken for letters.

    `now` is a time in seconds. A lone Esc is a key once the rest of a sequence has not come within `wait`.
    """

    def __init__(self, wait: float = PATIENCE, debug: bool = False) -> None:
        self._wait = wait
        self._parser = XTermParser(debug)
        self._limited = PasteLimit().feed
        self._held = ""
        self._since = 0.0

    def feed(self, text: str, now: float) -> Iterator[Message]:
        """Yield what the text, together with what was held back, means."""
        text = self._limited(text)
        if not text:
            return
        if self._held == ESC and text[0] not in "[O" and now - self._since > TOGETHER:
            yield from self._given_up()
        text, self._held = self._held + text, ""
        if torn := _TORN.search(text):
            text, self._held, self._since = text[: torn.start()], torn.group(), now
        for piece in _PIECES.split(text):
            if piece:
                yield from self._parsed(piece)

    def seconds(self, now: float) -> float | None:
        """How long to wait for more before `tick` is due; None where nothing is held back."""
        return max(0.0, self._since + self._wait - now) if self._held else None

    def tick(self, now: float) -> Iterator[Message]:
        """Yield the key that was held back once nothing followed it for long enough."""
        if self._held and now - self._since >= self._wait:
            yield from self._given_up()

    def _given_up(self) -> Iterator[Message]:
        held, self._held = self._held, ""
        yield from self._parsed(held)

    def _parsed(self, piece: str) -> Iterator[Message]:
        if piece == ESC:
            yield events.Key("escape", ESC)
            return
        yield from self._parser.feed(piece)
        if self._parser._timeout_time is not None:  # it waits for more of a sequence that it does not know
            self._parser._timeout_time = 0.0
            rest = list(self._parser.tick())
            if piece[0] == ESC and len(piece) == 2 and piece[1] not in "[O":
                yield from rest
