"""The pages of a session and the questions on each, as they follow from its answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gtm_tui.model.session import Session
from gtm_tui.questions import PAGES, Page, Question, field_of, question_for, questions_on


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRef:
    """One page to visit: a page of the catalogue, and the segment it is about where it has one."""

    page: Page
    segment: str = ""

    @property
    def id(self) -> str:
        """The name of the page: `company`, `motions/finance-teams`."""
        return f"{self.page.id}/{self.segment}" if self.segment else self.page.id

    @property
    def number(self) -> int:
        """The number of the page in the questionnaire, from 1."""
        return PAGES.place(self.page.id)

    @property
    def place(self) -> str:
        """Where the page stands: `10 of 14`."""
        return f"{self.number} of {len(PAGES)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question as asked: its full key path and the question behind it."""

    key: str
    question: Question


def pages_of(session: Session) -> tuple[PageRef, ...]:
    """All pages in order; pages about a segment once for each."""
    refs: list[PageRef] = []
    for page in PAGES:
        if page.per_segment:
            refs.extend(PageRef(page=page, segment=segment) for segment in session.segments)
        else:
            refs.append(PageRef(page=page))
    return tuple(refs)


def fields_on(session: Session, ref: PageRef) -> Iterator[Field]:
    """The questions to show on a page, in order; folded ones included."""
    asked = questions_on(ref.page.id)
    yield from (Field(key=q.key, question=q) for q in asked if not q.collection and _visible(session, q, ""))
    for collection in ("segments", "budget"):
        repeated = [q for q in asked if q.collection == collection]
        ids = getattr(session, collection) if not ref.segment else (ref.segment,)
        for identity in ids:
            shown = (q for q in repeated if _visible(session, q, identity))
            yield from (Field(key=q.key_for(identity), question=q) for q in shown)


def page_of(session: Session, key: str) -> PageRef | None:
    """The page on which a key is asked, or None."""
    question = question_for(key)
    if question is None or not question.page:
        return None
    _, identity, _ = field_of(key)
    for ref in pages_of(session):
        if ref.page.id == question.page and ref.segment in ("", identity):
            return ref
    return None


def _visible(session: Session, question: Question, identity: str) -> bool:
    if question.when is None or question.when(session, identity):
        return True
    return session.state(question.key_for(identity)) != "open"
