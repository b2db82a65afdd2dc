"""What a file holds that is no valid answer: kept under its path, and reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gtm_tui.questions.question import show_raw
from gtm_tui.store.problems import Problem
from gtm_tui.text.sanitise import shown

Path = tuple[str, ...]

MAX_LISTED_PROBLEMS = 200


class Kept:
    """The `extra` keys of a file by path, and the `problems` to report, of which there are at most so many."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.extra: dict[Path, Any] = {}

    def invalid(self, path: Path, value: Any, expected: str, suggest: Callable[[], str] | None = None) -> None:
        """Keep what stands at a known path and is not what is expected there."""
        self.extra[path] = value
        self.report(Problem(key=".".join(path), found=show_raw(value), expected=expected, suggest=suggest))

    def unknown(self, path: Path, value: Any) -> None:
        """Keep what stands at a path that this version does not know."""
        self.extra[path] = value
        self.report(unknown_key(".".join(path), show_raw(value)))

    def report(self, problem: Problem) -> None:
        """Report a problem in words fit for a terminal."""
        if len(self.problems) < MAX_LISTED_PROBLEMS:
            self.problems.append(problem._replace(found=shown(problem.found)))


def unknown_key(key: str, found: str, search: str = "") -> Problem:
    """The problem of a key that this version does not know; `search` is the part for which a known one is looked up."""
    expected = "a key this version knows"
    return Problem(key=key, found=found, expected=expected, kind="unknown", search=search or key)
