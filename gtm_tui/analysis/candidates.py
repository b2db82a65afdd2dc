"""Which other answers are possible for a question: the moves a way out may be made of."""

from collections.abc import Iterator

from gtm_tui.model.session import Session, Value
from gtm_tui.model.vocabulary import DELIVERABLES, FOUR_GROUPS, GROUPS, MARKETING_GROUPS
from gtm_tui.questions import Kind, Question, field_of, question_for
from gtm_tui.questions.question import NUMERIC
from gtm_tui.rules import Assessment
from gtm_tui.text.names import distinct_names, is_in

# Names and texts that only stand for what the person has to supply; a change that uses one is `open`.
SOMEONE_NEW = "someone new"
TO_BE_WRITTEN = "(to be written)"
PARTS = ("one part", "the other part")

Candidate = tuple[Value, bool]


def lever(key: str, area: str = "") -> Question | None:
    """The question behind a key whose answer a way out may change, else None.

    That one segment lands for others is a way to have fewer strategies, not a way to make the money fit.
    """
    question = question_for(key)
    if question is not None and question.kind == Kind.SEGMENTS and area == "economics":
        return None
    return question if question is not None and question.tried else None


def is_numeric(question: Question) -> bool:
    """Whether the value at the line has to be searched for."""
    return question.kind in NUMERIC


def candidates(assessment: Assessment, key: str, question: Question) -> Iterator[Candidate]:
    """The other possible answers to a question that is not a number, as (value, open) pairs.

    A stand-in for what only the person can supply is `open`.
    """
    session = assessment.session
    current = session.get(key)
    seen = {current}
    for value, is_open in _possible(assessment, key, question):
        if value not in seen:
            seen.add(value)
            yield value, is_open


def _possible(assessment: Assessment, key: str, question: Question) -> Iterator[Candidate]:
    session = assessment.session
    current = session.get(key)
    match question.kind:
        case Kind.YES_NO:
            yield True, False
            if not question.kept:
                yield False, False
        case Kind.CHOICE:
            yield from ((o.value, False) for o in question.options if o.tried_from is None or current in o.tried_from)
        case Kind.CHOICES:
            for subset in _subsets(question, current if isinstance(current, tuple) else ()):
                yield subset, False
            if question.suggested == "core_motions":
                sales = session.get(f"segments.{field_of(key)[1]}.sales_motion")
                if sales is not None:
                    yield assessment.calibration.core_motions(str(sales)), False
            elif question.suggested == "all_options":
                yield question.values, False
        case Kind.PEOPLE if question.suggested == "marketing_people":
            yield from _support_teams(session)
        case Kind.PEOPLE:
            yield from _teams(session, key)
        case Kind.OWNERS:
            yield from _owners(session, key)
        case Kind.SEGMENTS:
            segment = field_of(key)[1]
            others = tuple(s for s in session.segments if s != segment)
            yield from (((other,), False) for other in others)
            yield others, False
        case Kind.NAME | Kind.TEXT if current is None:
            yield TO_BE_WRITTEN, True


def _subsets(question: Question, current: tuple[object, ...]) -> Iterator[tuple[str, ...]]:
    values = question.values
    for value in values:
        if value not in current:
            yield tuple(v for v in values if v in current or v == value)
    for value in values:
        if value in current:
            yield tuple(v for v in values if v in current and v != value)


def _teams(session: Session, key: str) -> Iterator[Candidate]:
    current = session.get(key)
    people = tuple(str(p) for p in current) if isinstance(current, tuple) else ()
    for person in people:
        rest = tuple(p for p in people if p != person)
        if rest:
            yield rest, False
    for person in everyone(session):
        if not is_in(person, people):
            yield (*people, person), False
    newcomer = someone_new(key.split(".")[1])
    if not people:
        yield (newcomer,), True
    for person in people:
        yield tuple(newcomer if p == person else p for p in people), True


def _support_teams(session: Session) -> Iterator[Candidate]:
    everybody: list[str] = []
    for group in MARKETING_GROUPS:
        people = session.get(f"groups.{group}.people") or ()
        if people:
            yield tuple(people), False
        everybody += people
    if everybody:
        yield distinct_names(everybody), False


def _owners(session: Session, key: str) -> Iterator[Candidate]:
    owners = session.get(key) or ()
    deliverable = DELIVERABLES[key.partition(".")[2]]
    names = distinct_names(str(person) for person, _ in owners)
    right = session.get(f"groups.{deliverable.group or 'customer_success'}.people") or ()
    for person in (*names, *right):
        yield ((person, "all"),), False
    if not right and not names:
        for person in everyone(session):
            yield ((person, "all"),), False
    if len(names) == len(PARTS):
        yield tuple(zip(names, PARTS, strict=True)), True
    elif len(names) > len(PARTS):
        yield tuple((name, f"part {number}") for number, name in enumerate(names, 1)), True
    if not right:
        yield ((someone_new(deliverable.group or "customer_success"), "all"),), True


def someone_new(group: str) -> str:
    """A stand-in for a person still to be found, one for each group."""
    return f"{SOMEONE_NEW} for {GROUPS[group].label}"


def everyone(session: Session) -> tuple[str, ...]:
    """Every person named in any group, once."""
    groups = (*FOUR_GROUPS, *GROUPS)
    return distinct_names(person for group in groups for person in session.get(f"groups.{group}.people") or ())
