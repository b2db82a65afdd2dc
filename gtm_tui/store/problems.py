"""What a session file says that cannot be used as it stands."""

from __future__ import annotations

from typing import Literal, NamedTuple

from gtm_tui.text.sanitise import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Problem(NamedTuple):
    """One thing in a file that is no valid answer: `key`, what was `found`, `expected`, and the `line` (from 1).

    `kind` is 'invalid' (kept in place until replaced) or 'unknown' (kept as it is). `nearest` is what `suggest`
    returns, or a known key for the unknown one in `search`. `found` is fit to be shown.
    """

    key: str
    found: str
    expected: str
    kind: Literal["invalid", "unknown"] = "invalid"
    line: int | None = None
    search: str = ""
    suggest: Callable[[], str] | None = None

    @property
    def nearest(self) -> str:
        """The valid answer, or for an unknown key the known one, nearest to what was found; '' if none is near."""
        return shown(self.suggest()) if self.suggest else _nearest(self.search)

    @property
    def did_you_mean(self) -> str | None:
        """The same as data: None if nothing is near."""
        return self.nearest or None

    @property
    def sentence(self) -> str:
        """The problem in one line, without the file's name."""
        where = f" (line {self.line})" if self.line else ""
        nearest = self.nearest
        hint = f" Did you mean {nearest}?" if nearest else ""
        if self.kind == "unknown":
            return f"{shown(self.key)}{where} is not a key this version knows; it is kept.{hint}"
        return f"{shown(self.key)}{where} should be {self.expected}; found {self.found}.{hint}"


def _nearest(key: str) -> str:
    from gtm_tui.questions import nearest_keys
    from gtm_tui.questions.question import MAX_NAME

    return (nearest_keys(key) or [""])[0] if 0 < len(key) <= MAX_NAME else ""
