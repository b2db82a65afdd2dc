"""What the screen needs to know of a question that has the focus, whatever widget it is answered in."""

from __future__ import annotations

from typing import Protocol

from gtm_tui.questions import Question


class Answerable(Protocol):
    """A question on a page: a field of its own, or a row of the accountability matrix."""

    key: str
    question: Question

    @property
    def explanation(self) -> tuple[str, str]:
        """A style and what to say about the question as it stands."""

    def answered_elsewhere(self) -> None:
        """Show what was said about the question by other means than its control."""
