"""The order in which the plain front end asks: every visible question, and where more can be added."""

from collections.abc import Iterator
from dataclasses import dataclass

from gtm_tui.interview import Interview, PageRef
from gtm_tui.questions import Question, question_for

ADD_SEGMENT = "+segment"
ADD_BUDGET_LINE = "+budget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One prompt: a question by key path, or one of the two places where something is added."""

    page: PageRef
    key: str

    @property
    def question(self) -> Question | None:
        """The question asked, or None where something is added."""
        return question_for(self.key)


def steps(interview: Interview) -> Iterator[Step]:
    """All steps of the interview as it stands; answers may change what follows."""
    for page in interview.pages():
        for field in interview.fields(page):
            yield Step(page=page, key=field.key)
        if page.page.id == "segments":
            yield Step(page=page, key=ADD_SEGMENT)
        elif page.page.id == "together":
            yield Step(page=page, key=ADD_BUDGET_LINE)


def step_after(interview: Interview, here: Step | None, open_only: bool = False) -> Step | None:
    """The step after `here` (None: the first); with `open_only` the next one that is not settled."""
    found = here is None
    for step in steps(interview):
        if found and (not open_only or _is_open(interview, step)):
            return step
        found = found or step == here
    return None


def step_before(interview: Interview, here: Step | None) -> Step | None:
    """The step before `here` (None: the last one)."""
    before = None
    for step in steps(interview):
        if step == here:
            return before
        before = step
    return before


def first_step_of(interview: Interview, word: str) -> Step | None:
    """The first step of the page whose number, id or title starts with `word`."""
    wanted = word.casefold().strip()
    for step in steps(interview):
        page = step.page.page
        if wanted and (
            wanted == str(step.page.number) or page.id.startswith(wanted) or page.title.casefold().startswith(wanted)
        ):
            return step
    return None


def _is_open(interview: Interview, step: Step) -> bool:
    if step.key == ADD_SEGMENT:
        return not interview.session.segments
    session = interview.session
    return step.question is not None and (
        session.state(step.key) in ("open", "invalid") or step.key in session.unconfirmed
    )
