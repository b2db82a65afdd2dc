"""What a step that was undone or redone changed, in words, and where it stands."""

from __future__ import annotations

from typing import NamedTuple

from gtm_tui.interview import Interview, PageRef
from gtm_tui.model.session import Session
from gtm_tui.report.labels import answer_label


class LastStep(NamedTuple):
    """The first thing that differs: its name, the key of its question ('' = none) and its page."""

    label: str
    key: str = ""
    page: PageRef | None = None

    @property
    def words(self) -> str:
        """The step as said after `Undid` or `Redid`."""
        return f"{self.label}, page {self.page.number}, {self.page.page.title}" if self.page else self.label


def last_step(interview: Interview, before: Session, after: Session) -> LastStep:
    """What differs between two sessions, where a person would look for it."""
    keys = _changed(before, after)
    if not keys:
        return LastStep(label="a decision" if before.decisions != after.decisions else "the last step")
    key = keys[0]
    page = interview.page_for(key)
    more = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
    known = after if key in after.answers else before
    return LastStep(label=f"{answer_label(known, key)}{more}", key=key, page=page)


def _changed(before: Session, after: Session) -> list[str]:
    keys: dict[str, None] = {}
    for name in ("answers", "invalid", "not_applicable", "notes", "sources"):
        one, other = getattr(before, name), getattr(after, name)
        keys.update(dict.fromkeys(key for key in (*one, *other) if one.get(key) != other.get(key)))
    keys.update(dict.fromkeys(sorted(before.dont_know ^ after.dont_know)))
    keys.update(dict.fromkeys(sorted(before.unconfirmed ^ after.unconfirmed)))
    return list(keys)
