"""Every question of the assessment, in the order of the questionnaire, area by area."""

from gtm_tui.model.vocabulary import FOUR_GROUPS, GROUPS
from gtm_tui.questions.buyer import BUYER
from gtm_tui.questions.company import COMPANY
from gtm_tui.questions.direction import DIRECTION
from gtm_tui.questions.numbers import MEASURES, SEGMENT_NUMBERS
from gtm_tui.questions.question import Option, Page, Question
from gtm_tui.questions.registry import Registry
from gtm_tui.questions.segments import SEGMENTS
from gtm_tui.questions.team import BUDGET, TEAM

_PAGES: tuple[Page, ...] = (
    Page(id="company", title="Company", intro="Who this is about, and who answers."),
    *(Page(id=group, title=GROUPS[group].label, intro=f"Its one job: {GROUPS[group].job}.") for group in FOUR_GROUPS),
    Page(id="accountable", title="Who answers for what", intro="One name answers for each result."),
    Page(
        id="together", title="Working together", intro="How the groups work together, and whose budget pays for what."
    ),
    Page(id="buyer", title="Your buyer", intro="The one buyer persona the whole team works from."),
    Page(
        id="segments",
        title="Segments",
        intro="Customers that buy alike. Size is a label only; deal value and number of deals decide.",
    ),
    Page(id="motions", title="Motions", intro="How each function works in this segment today.", per_segment=True),
    Page(id="charging", title="Charging", intro="What this segment pays for.", per_segment=True),
    Page(id="direction", title="Direction", intro="How solid the first strategy is, and where you are heading."),
    Page(
        id="numbers",
        title="Numbers",
        intro="All optional. Payback and lifetime value to acquisition cost are computed, never asked.",
    ),
    Page(id="loose_ends", title="Loose ends", intro="What is open, in doubt or not valid yet."),
)

SOURCES: tuple[Option, ...] = (
    Option(value="crm", label="from the CRM"),
    Option(value="finance", label="from finance"),
    Option(value="estimate", label="an estimate"),
)

_QUESTIONS: tuple[Question, ...] = (
    *COMPANY,
    *TEAM,
    *BUYER,
    *SEGMENTS,
    *SEGMENT_NUMBERS,
    *DIRECTION,
    *BUDGET,
    *MEASURES,
)

# Everything that knows pages or questions reads these two; what is computed from them follows a change.
PAGES: Registry[Page] = Registry(lambda page: page.id, _PAGES)
QUESTIONS: Registry[Question] = Registry(lambda question: question.key, _QUESTIONS)


def question_for(key: str) -> Question | None:
    """The question behind a key path such as `segments.finance-teams.name`, or None."""
    question = QUESTIONS.get(key)
    if question is not None:
        return None if "*" in key else question
    head, _, rest = key.partition(".")
    identity, _, name = rest.partition(".")
    if head in ("segments", "budget") and identity and name:
        return QUESTIONS.get(f"{head}.*.{name}")
    return None


def field_of(key: str) -> tuple[str, str, str]:
    """Split a key path into (collection, id, name): ('segments', 'smb', 'name') or ('', '', key)."""
    head, _, rest = key.partition(".")
    if head in ("segments", "budget") and "." in rest:
        identity, _, name = rest.partition(".")
        return head, identity, name
    return "", "", key


def questions_on(page: str) -> tuple[Question, ...]:
    """The questions of one page, in order."""
    return QUESTIONS.computed(_by_page).get(page, ())


def order_of(question: Question) -> int:
    """The place of a question in the questionnaire, from 0."""
    return QUESTIONS.computed(_order)[question.key]


def page_words(page: str) -> str:
    """A page in a sentence, by its number and title: `page 9, Segments`."""
    return f"page {PAGES.place(page)}, {PAGES[page].title}"


def aim_words(aim: str) -> str:
    """What a budget line is for, as its question says it."""
    option = QUESTIONS["budget.*.aim"].option(aim)
    return option.label if option else aim


def nearest_keys(key: str, count: int = 1) -> list[str]:
    """Known keys that look most like a mistyped one, best first."""
    from difflib import get_close_matches

    _, identity, _ = field_of(key)
    known = {q.key_for(identity or "*"): None for q in QUESTIONS}
    return get_close_matches(key, known, n=count, cutoff=0.6)


def _by_page(questions: Registry[Question]) -> dict[str, tuple[Question, ...]]:
    pages: dict[str, tuple[Question, ...]] = {}
    for question in questions:
        pages[question.page] = (*pages.get(question.page, ()), question)
    return pages


def _order(questions: Registry[Question]) -> dict[str, int]:
    return {question.key: place for place, question in enumerate(questions)}
