"""Where several leaders of one company see it differently, and what to ask in the room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gtm_tui.analysis.respondents import Respondent, comparable, compared_keys, respondents_of
from gtm_tui.analysis.whatif import question_order
from gtm_tui.analysis.wording import value_words
from gtm_tui.calibration import Calibration
from gtm_tui.model.session import Session, Value
from gtm_tui.model.vocabulary import DELIVERABLES, QuestionState, Severity
from gtm_tui.questions import Kind, Question, field_of, question_for
from gtm_tui.questions.question import NUMERIC
from gtm_tui.rules import Assessment, assess
from gtm_tui.rules.context import listed
from gtm_tui.rules.finding import SEVERITY_RANK
from gtm_tui.text.names import name_key

# How far apart two numbers may be, as a share of the smaller one (ours).
NUMBERS_APART = 0.25
GAPS = {
    "PER-601": ("nobody-claims-it", "Nobody claims it"),
    "PER-602": ("two-claim-it", "Two claim it"),
    "PER-603": ("named-but-not-claimed", "Others name them, they do not"),
    "PER-604": ("numbers-apart", "Numbers more than 25 % apart"),
    "PER-605": ("motions-named-differently", "Motions named differently"),
}
_MOTIONS = {"sales_motion": "sales", "marketing_motions": "marketing", "success_motion": "success"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One perception gap (PER-601 to PER-605): what differs, on which keys, and a question to ask in the room.

    The subject is a deliverable, a deliverable and a person, or a key path. The basis is ours.
    """

    code: str
    subject: str
    severity: Severity
    message: str
    question: str
    keys: tuple[str, ...]

    @property
    def identity(self) -> str:
        """`CODE/subject`."""
        return f"{self.code}/{self.subject}"

    @property
    def name(self) -> str:
        """The readable name of the code."""
        return GAPS[self.code][0]

    @property
    def title(self) -> str:
        """What the code means, in a few words."""
        return GAPS[self.code][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one respondent said about one question: the state, and the value where there is one."""

    label: str
    state: QuestionState
    value: Value | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One question that respondents answer differently, in the order of the files; nobody's answer comes first.

    `changes` names the findings that come, go or change their severity with whose answer is taken.
    """

    key: str
    label: str
    wording: str
    said: tuple[Said, ...]
    changes: tuple[str, ...]
    codes: tuple[str, ...]
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two to eight respondents side by side.

    `disagreements` that change a finding come first; `agreed` lists the questions that at least two answered alike,
    `alone` those that one person answered.
    """

    respondents: tuple[Respondent, ...]
    assessments: tuple[Assessment, ...]
    gaps: tuple[Gap, ...]
    disagreements: tuple[Disagreement, ...]
    agreed: tuple[str, ...]
    alone: tuple[str, ...]

    def disagreement(self, key: str) -> Disagreement | None:
        """The disagreement on one question."""
        return next((d for d in self.disagreements if d.key == key), None)


def compare(
    files: Sequence[tuple[str, Session]],
    calibration: Calibration | None = None,
    today: date | None = None,
    model: str | None = None,
) -> Comparison:
    """Lay (name, session) pairs side by side; raises ValueError unless there are two to eight."""
    respondents = respondents_of(files)
    assessments = tuple(assess(r.session, calibration, today, model) for r in respondents)
    differing: list[str] = []
    agreed: list[str] = []
    alone: list[str] = []
    for key in sorted(compared_keys(respondents), key=question_order):
        question = question_for(key)
        values = [r.session.answers[key] for r in respondents if key in r.session.answers]
        if len(values) == 1:
            alone.append(key)
        elif len({comparable(question, value) for value in values}) > 1:
            differing.append(key)
        elif values:
            agreed.append(key)
    changes = {key: _changes(key, respondents, assessments) for key in differing}
    gaps = tuple(sorted(_gaps(respondents, differing, changes), key=_gap_order))
    disagreements = [_disagreement(key, respondents, changes[key], gaps) for key in differing]
    disagreements.sort(key=lambda d: (not d.changes, _worst_code(d, gaps)))
    return Comparison(
        respondents=respondents,
        assessments=assessments,
        gaps=gaps,
        disagreements=tuple(disagreements),
        agreed=tuple(agreed),
        alone=tuple(alone),
    )


def _worst_code(disagreement: Disagreement, gaps: Sequence[Gap]) -> int:
    ranks = [SEVERITY_RANK[gap.severity] for gap in gaps if disagreement.key in gap.keys]
    return min(ranks, default=len(SEVERITY_RANK))


def _gap_order(gap: Gap) -> tuple[int, str, str]:
    return (SEVERITY_RANK[gap.severity], gap.code, gap.subject)


def _changes(key: str, respondents: Sequence[Respondent], assessments: Sequence[Assessment]) -> tuple[str, ...]:
    """The findings of anybody's session that depend on whose answer to `key` is taken."""
    values: list[Value] = []
    for respondent in respondents:
        if key in respondent.session.answers and respondent.session.answers[key] not in values:
            values.append(respondent.session.answers[key])
    found: dict[str, None] = {}
    collection, identity, _ = field_of(key)
    for assessment in assessments:
        session = assessment.session
        if collection and identity not in getattr(session, collection):
            continue
        for value in values:
            if session.get(key) != value:
                found.update(dict.fromkeys(_moved(assessment, session.with_answer(key, value), key)))
    return tuple(found)


def _moved(assessment: Assessment, session: Session, key: str) -> Iterator[str]:
    rerun = assessment.rerun(session, (key,))
    before = {f.identity: f.severity for cell in rerun if (run := assessment.runs.get(cell)) for f in run.findings}
    after = {f.identity: f.severity for run in rerun.values() if run is not None for f in run.findings}
    yield from (name for name in {**before, **after} if before.get(name) != after.get(name))


# -- perception gaps ---------------------------------------------------------------------------------------


def _gaps(
    respondents: Sequence[Respondent], differing: Sequence[str], changes: dict[str, tuple[str, ...]]
) -> Iterator[Gap]:
    for deliverable in DELIVERABLES:
        yield from _claims(deliverable, respondents)
    same_money = len({str(r.session.get("session.currency") or "USD") for r in respondents}) == 1
    for key in differing:
        question = question_for(key)
        if question is not None and question.kind in NUMERIC and (same_money or question.kind != Kind.MONEY):
            yield from _numbers(key, question, respondents, bool(changes[key]))
        elif field_of(key)[2] in _MOTIONS:
            yield _motions(key, question, respondents, bool(changes[key]))


def _claims(deliverable: str, respondents: Sequence[Respondent]) -> Iterator[Gap]:
    key = f"accountable.{deliverable}"
    label = DELIVERABLES[deliverable].in_sentence
    owners = {r.label: _owners(r.session.answers[key]) for r in respondents if key in r.session.answers}
    if len(owners) < 2:
        return
    claims = {r.label: {(s, p) for p, s in owners[r.label] if p in r.names} for r in respondents if r.label in owners}
    claimed = {label: found for label, found in claims.items() if found}
    named = list(_named_not_claimed(deliverable, key, respondents, owners, claims))
    yield from named
    scopes = [scope for scope, _ in set().union(*claimed.values())]
    if len(claimed) > 1 and len(scopes) > len(set(scopes)):
        verb = "are" if label.endswith("s") else "is"
        yield Gap(
            code="PER-602",
            subject=deliverable,
            severity="high",
            message=f"{listed(list(claimed))} each say that they answer for {label}.",
            question=f"Which one of you is called when {label} {verb} late or wrong, and who does the other part?",
            keys=(key,),
        )
    people = {frozenset(p for p, _ in pairs) for pairs in owners.values()}
    if not claimed and not named and (len(people) > 1 or people == {frozenset()}):
        yield Gap(
            code="PER-601",
            subject=deliverable,
            severity="high",
            message=f"{_nobody_of(list(owners))} says that they answer for {label} themselves.",
            question=f"Who will answer for {label} from today, and what do they need for it?",
            keys=(key,),
        )


def _nobody_of(people: list[str]) -> str:
    return f"Neither {listed(people, 'nor')}" if len(people) == 2 else f"None of {listed(people)}"


def _owners(value: Value) -> list[tuple[str, str]]:
    pairs = [pair for pair in value if isinstance(pair, tuple)] if isinstance(value, tuple) else []
    return [(name_key(person), name_key(scope)) for person, scope in pairs]


def _named_not_claimed(
    deliverable: str,
    key: str,
    respondents: Sequence[Respondent],
    owners: dict[str, list[tuple[str, str]]],
    claims: dict[str, set[tuple[str, str]]],
) -> Iterator[Gap]:
    label = DELIVERABLES[deliverable].in_sentence
    for person in respondents:
        if person.label not in owners or claims[person.label]:
            continue
        others = [
            other
            for other, pairs in owners.items()
            if other != person.label and any(p in person.names for p, _ in pairs)
        ]
        if others:
            verb = "names" if len(others) == 1 else "name"
            yield Gap(
                code="PER-603",
                subject=f"{deliverable}:{person.label}",
                severity="high",
                message=f"{listed(others)} {verb} {person.label} for {label}; {person.label} does not.",
                question=f"{person.label}, did you know that you are expected to answer for {label}? What would "
                "it take?",
                keys=(key,),
            )


def _numbers(key: str, question: Question, respondents: Sequence[Respondent], decides: bool) -> Iterator[Gap]:
    numbers = {
        r.label: value for r in respondents if isinstance(value := r.session.get(key), (int, float)) and value >= 0
    }
    least, most = min(numbers.values()), max(numbers.values())
    if most - least <= NUMBERS_APART * least:
        return
    said = listed([f"{label} says {value_words(question, value)}" for label, value in numbers.items()])
    yield Gap(
        code="PER-604",
        subject=key,
        severity="medium" if decides else "low",
        message=f"{_label(key, question, respondents)}: {said}.",
        question="Where does each of these numbers come from, and which source will you all use for: "
        f"{question.wording}",
        keys=(key,),
    )


def _motions(key: str, question: Question | None, respondents: Sequence[Respondent], decides: bool) -> Gap:
    assert question is not None
    segment = field_of(key)[1]
    name = _segment_name(segment, respondents)
    said = listed(
        [
            f"{r.label} says {value_words(question, r.session.answers[key])}"
            for r in respondents
            if key in r.session.answers
        ]
    )
    return Gap(
        code="PER-605",
        subject=key,
        severity="high" if decides else "medium",
        message=f"{_label(key, question, respondents)}: {said}.",
        question=f"Take the last three customers won in {name}: how did each of them really come in, buy and get "
        "served?",
        keys=(key,),
    )


# -- disagreements -----------------------------------------------------------------------------------------


def _disagreement(
    key: str, respondents: Sequence[Respondent], changes: tuple[str, ...], gaps: Sequence[Gap]
) -> Disagreement:
    question = question_for(key)
    assert question is not None
    about = [gap for gap in gaps if key in gap.keys]
    return Disagreement(
        key=key,
        label=_label(key, question, respondents),
        wording=question.wording,
        said=tuple(said_by(respondent, key) for respondent in respondents),
        changes=changes,
        codes=tuple(dict.fromkeys(gap.code for gap in about)),
        question=about[0].question if about else _question(question),
    )


def said_by(respondent: Respondent, key: str) -> Said:
    """What a respondent said about a question, also when that is nothing."""
    session = respondent.session
    state, question = session.state(key), question_for(key)
    value = session.get(key)
    words = {"open": "no answer", "dont_know": "don't know", "invalid": "an answer that is not valid"}.get(state, "")
    if state == "not_applicable":
        words = f"does not apply: {session.not_applicable[key]}"
    if question is not None and value is not None:
        words = question.show(value) if question.kind == Kind.OWNERS else value_words(question, value)
    return Said(label=respondent.label, state=state, value=value, words=words)


def _question(question: Question) -> str:
    if question.kind in (Kind.PEOPLE, Kind.OWNERS):
        return f"{question.wording} Say one name at a time, and let that person answer first."
    if question.kind in (Kind.NAME, Kind.TEXT):
        return f"{question.wording} Which of your wordings would the buyer recognise?"
    return f"{question.wording} What has each of you seen that makes you say so?"


def _label(key: str, question: Question, respondents: Sequence[Respondent]) -> str:
    collection, identity, _ = field_of(key)
    if collection == "segments":
        return f"{_segment_name(identity, respondents)}, {question.label}"
    if collection == "budget":
        labels = [r.session.get(f"budget.{identity}.label") for r in respondents]
        return f"{next((str(found) for found in labels if found), identity)}, {question.label}"
    return question.name


def _segment_name(segment: str, respondents: Sequence[Respondent]) -> str:
    names = [r.session.get(f"segments.{segment}.name") for r in respondents]
    return next((str(name) for name in names if name), segment)
