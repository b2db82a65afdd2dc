"""Which changes clear a finding, found by trying possible answers and running the rules again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import log

from gtm_tui.analysis.candidates import candidates, is_numeric, lever
from gtm_tui.analysis.change import Change
from gtm_tui.analysis.threshold_search import lines, settle_pair
from gtm_tui.analysis.wording import change_words, effect_words
from gtm_tui.model.session import Session
from gtm_tui.questions import Kind, Question, field_of, order_of, question_for
from gtm_tui.rules import Assessment, Finding, Run
from gtm_tui.rules.finding import SEVERITY_RANK

Cell = tuple[str, str]
Move = tuple[Change, ...]

MAX_PAIRS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """Changes that together clear a finding, and what else they do.

    `clears` are the other findings that go, `raises` those that come, `worse` and `milder` those whose severity
    changes, as (before, after). `costly` marks a way that brings something as severe as what it clears.
    """

    changes: Move
    clears: tuple[Finding, ...]
    raises: tuple[Finding, ...]
    worse: tuple[tuple[Finding, Finding], ...]
    milder: tuple[tuple[Finding, Finding], ...]
    costly: bool
    sentence: str

    @property
    def chosen(self) -> bool:
        """Whether all of it is the company's own decision."""
        return all(change.chosen for change in self.changes)

    @property
    def open(self) -> bool:
        """Whether a part of it still needs a name, a text or a figure of the person's own."""
        return any(change.open for change in self.changes)


def ways_out(assessment: Assessment, finding: Finding) -> tuple[WayOut, ...]:
    """Every single change that clears the finding, best first; sets of changes only where no single one does.

    Decisions come before numbers the company sets, and those before facts; among each, a way that brings something as
    severe comes after those that do not.
    """
    return WayFinder(assessment).ways_out(finding)


def all_ways_out(assessment: Assessment) -> dict[str, tuple[WayOut, ...]]:
    """The ways out of every finding, by the finding's name; cheaper than one by one."""
    finder = WayFinder(assessment)
    found = (*assessment.findings, *assessment.before_you_start)
    return {finding.identity: finder.ways_out(finding) for finding in found}


class WayFinder:
    """Tries changes on one assessment; keeps what it has tried."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self._cell_of = {f.identity: cell for cell, run in assessment.runs.items() for f in run.findings}
        self._tried: dict[tuple[tuple[str, object], ...], dict[Cell, Run | None]] = {}

    def ways_out(self, finding: Finding) -> tuple[WayOut, ...]:
        """See `ways_out`; raises KeyError for a finding of another assessment."""
        cell = self._cell_of[finding.identity]
        keys = sorted(self.assessment.runs[cell].reads, key=_place)
        area = self.assessment.rule(finding).area
        levers = [(key, question) for key in keys if (question := lever(key, area)) is not None]
        clears = self._clearing(finding, cell)
        moves = list(self._moves(levers))
        numbers = [(key, question) for key, question in levers if is_numeric(question)]
        found = self._singles(moves, numbers, clears)
        if not found:
            found = self._singles(moves, numbers, self._clearing(finding, cell, as_far_as_answered=True))
        if not found:
            found = self._pairs(moves, numbers, clears)
        if not found:
            found = list(self._many(levers, moves, clears))
        ways = sorted((self._way(finding, move) for move in found), key=lambda way: _rank(way, self.assessment))
        return tuple(ways if len(ways[0].changes) == 1 else ways[:MAX_PAIRS]) if ways else ()

    # -- trying ----------------------------------------------------------------------------------------

    def _session(self, move: Iterable[Change]) -> Session:
        return self.assessment.session.with_answers({change.key: change.new for change in move})

    def _clearing(self, finding: Finding, cell: Cell, as_far_as_answered: bool = False) -> Callable[[Move], bool]:
        """The test whether a move clears a finding; one that leaves the rule without an answer it needs does not."""
        before = {f.identity for f in self.assessment.runs[cell].findings}

        def clears(move: Move) -> bool:
            session = self._session(move)
            if not _asked(self.assessment.session, session, move):
                return False
            run = self.assessment.rerun_one(session, cell)
            if run is None:
                return True
            if run.missing and not as_far_as_answered:
                return False
            return not any(f.identity == finding.identity or f.identity not in before for f in run.findings)

        return clears

    # -- moves -----------------------------------------------------------------------------------------

    def _moves(self, levers: list[tuple[str, Question]]) -> Iterator[Move]:
        session = self.assessment.session
        texts = []
        for key, question in levers:
            if is_numeric(question):
                continue
            changes = [
                Change(key=key, old=session.get(key), new=value, open=is_open)
                for value, is_open in candidates(self.assessment, key, question)
            ]
            if question.kind == Kind.TEXT:
                texts += changes
            yield from ((change,) for change in changes)
        if len(texts) > 1:
            yield tuple(texts)

    def _lines(self, key: str, question: Question, base: Move, clears: Callable[[Move], bool]) -> Iterator[Move]:
        current = self.assessment.session.get(key)
        known = current if isinstance(current, (int, float)) else None

        def clears_at(number: int) -> bool:
            return clears((*base, Change(key=key, old=current, new=number)))

        for number in lines(known, question, clears_at):
            yield (*base, Change(key=key, old=current, new=number, open=known is None))

    def _singles(
        self, moves: list[Move], numbers: list[tuple[str, Question]], clears: Callable[[Move], bool]
    ) -> list[Move]:
        lines = [move for key, question in numbers for move in self._lines(key, question, (), clears)]
        return [move for move in moves if clears(move)] + lines

    def _pairs(
        self, moves: list[Move], numbers: list[tuple[str, Question]], clears: Callable[[Move], bool]
    ) -> list[Move]:
        found = [(*one, *two) for one, two in combinations(moves, 2) if _apart(one, two) and clears((*one, *two))]
        for move in moves:
            for key, question in numbers:
                if _leaves_alone(key, move):
                    found += self._lines(key, question, move, clears)
        for (one, one_question), (two, two_question) in combinations(numbers, 2):
            found += self._number_pair(one, one_question, two, two_question, clears)
        return [move for move in found if not any(clears(tuple(part)) for part in _parts(move))]

    def _number_pair(
        self, one: str, one_question: Question, two: str, two_question: Question, clears: Callable[[Move], bool]
    ) -> Iterator[Move]:
        old_one, old_two = self.assessment.session.get(one), self.assessment.session.get(two)
        if not isinstance(old_one, (int, float)) or not isinstance(old_two, (int, float)):
            return

        def clears_at(number_one: int, number_two: int) -> bool:
            return clears((Change(key=one, old=old_one, new=number_one), Change(key=two, old=old_two, new=number_two)))

        for number_one, number_two in settle_pair((old_one, one_question), (old_two, two_question), clears_at):
            yield Change(key=one, old=old_one, new=number_one), Change(key=two, old=old_two, new=number_two)

    def _many(
        self, levers: list[tuple[str, Question]], moves: list[Move], clears: Callable[[Move], bool]
    ) -> Iterator[Move]:
        """Everything of a kind at once, less what turns out not to be needed."""
        session = self.assessment.session
        numbers = [(k, q, v) for k, q in levers if is_numeric(q) and isinstance(v := session.get(k), (int, float))]
        low = [
            Change(key=key, old=value, new=int(question.low))
            for key, question, value in numbers
            if value != question.low
        ]
        flags = [move[0] for move in moves if len(move) == 1 and isinstance(move[0].new, bool)]
        rest = [change for move in moves if len(move) > 1 for change in move]
        yes = [change for change in flags if change.new is True]
        no = [change for change in flags if change.new is False]
        for group in (yes, no, low, [*low, *no], [*low, *yes], [*yes, *rest]):
            move = tuple(group)
            if len(move) > 1 and _once(move) and clears(move):
                yield self._pruned(move, clears)

    def _pruned(self, move: Move, clears: Callable[[Move], bool]) -> Move:
        for change in move:
            fewer = tuple(c for c in move if c.key != change.key)
            if fewer and clears(fewer):
                move = fewer
        for change in move:
            question = question_for(change.key)
            if question is not None and is_numeric(question):
                others = tuple(c for c in move if c.key != change.key)
                milder = next(self._lines(change.key, question, others, clears), move)
                move = tuple(next(m for m in milder if m.key == c.key) for c in move)
        return move

    # -- what a move does ------------------------------------------------------------------------------

    def _way(self, finding: Finding, move: Move) -> WayOut:
        before, after = self.findings_around(move)
        others = tuple(f for name, f in before.items() if name not in after and name != finding.identity)
        raises = tuple(f for name, f in after.items() if name not in before)
        both = [(before[name], f) for name, f in after.items() if name in before]
        worse = tuple((old, new) for old, new in both if SEVERITY_RANK[new.severity] < SEVERITY_RANK[old.severity])
        milder = tuple((old, new) for old, new in both if SEVERITY_RANK[new.severity] > SEVERITY_RANK[old.severity])
        arrived = (*raises, *(new for _, new in worse))
        costly = any(SEVERITY_RANK[f.severity] <= SEVERITY_RANK[finding.severity] for f in arrived)
        words = change_words(self.assessment.session, move, finding.segment)
        run = self._tried[_mark(move)].get(self._cell_of[finding.identity])
        clears = "clears it as far as is answered" if run is not None and run.missing else "clears it"
        sentence = f"{words}: {clears}, {effect_words(others, raises, worse, milder, costly)}"
        return WayOut(
            changes=move, clears=others, raises=raises, worse=worse, milder=milder, costly=costly, sentence=sentence
        )

    def findings_around(self, move: Move) -> tuple[dict[str, Finding], dict[str, Finding]]:
        """The findings of the rules that a move can touch, by name, before and after it."""
        tried = _mark(move)
        if tried not in self._tried:
            self._tried[tried] = self.assessment.rerun(self._session(move), [change.key for change in move])
        rerun = self._tried[tried]
        runs = self.assessment.runs
        before = {f.identity: f for cell in rerun if cell in runs for f in runs[cell].findings}
        after = {f.identity: f for run in rerun.values() if run is not None for f in run.findings}
        return before, after


def _mark(move: Move) -> tuple[tuple[str, object], ...]:
    return tuple((change.key, change.new) for change in move)


def _place(key: str) -> tuple[int, str]:
    question = question_for(key)
    return (order_of(question) if question else -1, key)


def _asked(before: Session, after: Session, move: Iterable[Change]) -> bool:
    """Whether the questionnaire shows every question of a move: asked after it, or settled already."""
    for change in move:
        question = question_for(change.key)
        hidden = question is not None and question.when and not question.when(after, field_of(change.key)[1])
        if hidden and before.state(change.key) == "open":
            return False
    return True


def _apart(one: Move, two: Move) -> bool:
    return {change.key for change in one}.isdisjoint(change.key for change in two)


def _leaves_alone(key: str, move: Move) -> bool:
    return all(change.key != key for change in move)


def _once(move: Move) -> bool:
    return len({change.key for change in move}) == len(move)


def _parts(move: Move) -> Iterator[Move]:
    for change in move:
        yield tuple(c for c in move if c is not change)


_WEIGHT = {"critical": 1000, "high": 100, "medium": 10, "low": 1}


def _rank(way: WayOut, assessment: Assessment) -> tuple[object, ...]:
    cost = sum(_WEIGHT[f.severity] for f in way.raises)
    cost += sum(_WEIGHT[new.severity] - _WEIGHT[old.severity] for old, new in (*way.worse, *way.milder))
    gain = sum(_WEIGHT[f.severity] for f in way.clears)
    arrived = (*way.raises, *(new for _, new in way.worse))
    return (
        max((change.remoteness for change in way.changes), default=0),
        way.costly,
        len(way.changes),
        -min((SEVERITY_RANK[f.severity] for f in arrived), default=len(SEVERITY_RANK)),
        cost - gain,
        sum(_misfit(change, assessment) for change in way.changes),
        sum(_distance(change) for change in way.changes),
        tuple(_place(change.key) for change in way.changes),
        repr([change.new for change in way.changes]),
    )


def _misfit(change: Change, assessment: Assessment) -> int:
    """How many marketing motions of a change are not the matching one: an adjacent column is second best."""
    if not change.key.endswith(".marketing_motions") or not isinstance(change.new, tuple):
        return 0
    sales = assessment.session.get(f"segments.{field_of(change.key)[1]}.sales_motion")
    fit = assessment.calibration.fit.get(str(sales), {})
    old = change.old if isinstance(change.old, tuple) else ()
    return sum(fit.get(str(motion)) != "core" for motion in change.new if motion not in old)


def _distance(change: Change) -> float:
    old, new = change.old, change.new
    if isinstance(new, bool) or isinstance(old, bool):
        return 0.5
    if isinstance(new, (int, float)):
        return abs(log((new + 1) / (old + 1))) if isinstance(old, (int, float)) else 2.0
    if isinstance(new, tuple):
        before = set(old) if isinstance(old, tuple) else set()
        return 0.5 * len(before ^ set(new)) + change.open
    return 0.5 + change.open
