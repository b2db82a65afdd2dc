"""A bound on pasted text, taken before the keyboard parser spends time and memory on every character."""

from __future__ import annotations

LIMIT = 200_000
"""Characters of one paste that are let through: twenty times the longest answer."""

_BEGIN, _END = "\x1b[200~", "\x1b[201~"


class PasteLimit:
    """Lets keyboard input through as it comes, except for every Esc, and what is beyond a limit, inside a paste."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._room = -1  # characters of the present paste still let through; -1 outside of a paste
        self._seen = ""  # the end of what came before: a mark may be cut in two

    def feed(self, data: str) -> str:
        """Return what of the input is to be parsed."""
        if self._room < 0 and "\x1b" not in data and "\x1b" not in self._seen:
            return data
        kept: list[str] = []
        while data:
            data = self._outside(data, kept) if self._room < 0 else self._inside(data, kept)
        return "".join(kept)

    def _outside(self, data: str, kept: list[str]) -> str:
        at = (self._seen + data).find(_BEGIN)
        if at < 0:
            kept.append(data)
            self._seen = (self._seen + data)[-len(_BEGIN) + 1 :]
            return ""
        end = at + len(_BEGIN) - len(self._seen)
        kept.append(data[:end])
        self._room, self._seen = self._limit, ""
        return data[end:]

    def _inside(self, data: str, kept: list[str]) -> str:
        data, self._seen = self._seen + data, ""
        at = data.find(_END)
        text = data if at < 0 else data[:at]
        if at < 0 and "\x1b" in data[-len(_END) + 1 :]:
            cut = data.rindex("\x1b")
            text, self._seen = data[:cut], data[cut:]
        text = text.replace("\x1b", "")[: self._room]
        kept.append(text)
        self._room -= len(text)
        if at < 0:
            return ""
        self._room = -1
        kept.append(_END)
        return data[at + len(_END) :]
