"""The questionnaire as a state machine: where one is, what is asked there, and how much is done."""

from __future__ import annotations

from gtm_tui.interview.answers import Answers
from gtm_tui.interview.loose_ends import LooseEnd, loose_ends
from gtm_tui.interview.pages import Field, PageRef, fields_on, page_of, pages_of
from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import GROUPS
from gtm_tui.questions import PAGES
from gtm_tui.text.names import name_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from gtm_tui.calibration import Calibration


class Interview(Answers):
    """The questionnaire over one session; every change of an answer goes through it."""

    def __init__(
        self,
        session: Session | None = None,
        calibration: Calibration | None = None,
        today: date | None = None,
        model: str | None = None,
    ) -> None:
        super().__init__(session, calibration, today, model)
        self._page = PageRef(page=next(iter(PAGES)))

    @property
    def page(self) -> PageRef:
        """The page shown; the list of segments when its segment is gone."""
        if self._page.segment and self._page.segment not in self.session.segments:
            self._page = next(ref for ref in self.pages() if ref.page.id == "segments")
        return self._page

    def pages(self) -> tuple[PageRef, ...]:
        """All pages in order; pages about a segment once for each."""
        return pages_of(self.session)

    def fields(self, ref: PageRef | None = None) -> tuple[Field, ...]:
        """The questions to show on a page (by default the present one), in order; folded ones included."""
        return tuple(fields_on(self.session, ref or self.page))

    def page_for(self, key: str) -> PageRef | None:
        """The page on which a key is asked."""
        return page_of(self.session, key)

    def go(self, ref: PageRef) -> PageRef:
        """Jump to a page."""
        self._page = ref
        self.end_step()
        return ref

    def next(self) -> PageRef | None:
        """The next page, or None at the end (then come the results). Never refuses, whatever is invalid."""
        return self._step(1)

    def back(self) -> PageRef | None:
        """The page before, or None at the first one."""
        return self._step(-1)

    def _step(self, by: int) -> PageRef | None:
        refs = self.pages()
        here = refs.index(self.page) + by
        return self.go(refs[here]) if 0 <= here < len(refs) else None

    def progress(self, ref: PageRef | None = None) -> tuple[int, int]:
        """(done, asked): done is answered, not known or not applicable; of one page or, for None, of all."""
        session = self.session
        states = [session.state(f.key) for r in ((ref,) if ref else self.pages()) for f in fields_on(session, r)]
        return sum(state not in ("open", "invalid") for state in states), len(states)

    def loose_ends(self) -> tuple[LooseEnd, ...]:
        """What to come back to, most pressing first."""
        return loose_ends(self.assessment)

    def people(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Everybody named as covering a group or answering for something, with the groups they cover."""
        named: dict[str, str] = {}
        covered: dict[str, list[str]] = {}
        for group in GROUPS:
            for person in self.session.get(f"groups.{group}.people", ()):
                groups = covered.setdefault(named.setdefault(name_key(person), person), [])
                if group not in groups:
                    groups.append(group)
        for key, value in self.session.answers.items():
            if key.startswith("accountable.") and isinstance(value, tuple):
                for pair in value:
                    covered.setdefault(named.setdefault(name_key(pair[0]), pair[0]), [])
        return tuple((person, tuple(groups)) for person, groups in covered.items())

    def owners(self, deliverable: str) -> dict[str, str]:
        """The scope of each accountable person, under the name by which `people` calls them."""
        called = {name_key(person): person for person, _ in self.people()}
        pairs = self.session.get(f"accountable.{deliverable}", ())
        return {called.get(name_key(person), person): scope for person, scope in pairs}
