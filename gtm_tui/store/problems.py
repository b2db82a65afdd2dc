"""What a session file says that cannot be used as it stands."""

from __future__ import annotations

from gtm_tui.text.sanitise import shown


class Problem:
    """One thing in a file that is no valid answer: `key`, `line` (from 1, None: unknown), what was `found`, `expected`.

    `kind` is 'invalid' (kept in place until replaced) or 'unknown' (kept as it is); `search` is the unknown key for
    which `nearest` offers a known one.
    """

    __slots__ = ("_nearest", "_search", "expected", "found", "key", "kind", "line")

    def __init__(
        self, key: str, found: str, expected: str, kind: str = "invalid", line: int | None = None, search: str = ""
    ) -> None:
        self.key = key
        self.found = shown(found)
        self.expected = expected
        self.kind = kind
        self.line = line
        self._search = search
        self._nearest: str | None = None

    @property
    def nearest(self) -> str:
        """The known key that looks most like an unknown one, '' if none does; looked for when first asked."""
        if self._nearest is None:
            self._nearest = _nearest(self._search)
        return self._nearest

    @property
    def sentence(self) -> str:
        """The problem in one line, without the file's name."""
        where = f" (line {self.line})" if self.line else ""
        hint = f" Did you mean {self.nearest}?" if self.nearest else ""
        if self.kind == "unknown":
            return f"{shown(self.key)}{where} is not a key this version knows; it is kept.{hint}"
        return f"{shown(self.key)}{where} should be {self.expected}; found {self.found}.{hint}"

    def __repr__(self) -> str:
        return f"Problem({self.sentence!r})"


def _nearest(key: str) -> str:
    from gtm_tui.questions import nearest_keys
    from gtm_tui.questions.question import MAX_NAME

    return (nearest_keys(key) or [""])[0] if 0 < len(key) <= MAX_NAME else ""
