"""Counts the findings of many sessions; what a rule said about the same answers before is not worked out again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gtm_tui.calibration import Calibration
from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import SEVERITIES
from gtm_tui.questions import QUESTIONS, Kind
from gtm_tui.questions.question import NUMERIC
from gtm_tui.rules.context import RuleContext
from gtm_tui.rules.engine import cells, violations_of
from gtm_tui.rules.ruleset import Rule, RuleSet

_MAX_LEAVES = 256
_TRIAL = 500
_NUMBERS = frozenset(q.key for q in QUESTIONS if q.kind in NUMERIC and not q.key.startswith(("company.", "session.")))
# Answers of which rules only ask whether they are there, or who of the named is the same person.
_TEXTS = tuple(q.key for q in QUESTIONS if q.kind == Kind.TEXT and not q.collection)
_PEOPLE = tuple(q.key for q in QUESTIONS if q.kind == Kind.PEOPLE and not q.collection)
_OWNERS = tuple(q.key for q in QUESTIONS if q.kind == Kind.OWNERS)

# What rules said: (code, severity) of each finding that counts.
_Leaf = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """One rule on one subject; the subject of a rule on segments, and the prefix of its keys, come with the segment."""

    rule: Rule
    subject: str
    prefix: str
    variant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One finding as it is counted: its code, severity, and the segment it belongs to ('' = the team)."""

    code: str
    severity: str
    segment: str


class Tally:
    """The rules of one model version and calibration, with a memory of bounded size."""

    def __init__(self, rule_set: RuleSet, calibration: Calibration) -> None:
        self._calibration = calibration
        everywhere = [
            _Cell(rule=cell[0], subject=cell[1], prefix=cell[2], variant=cell[3])
            for cell in cells(rule_set, Session(segments=("",)))
        ]
        team = [cell for cell in everywhere if cell.rule.scope != "segment"]
        inside = [cell for cell in everywhere if cell.rule.scope == "segment"]
        self._team = [_Memory(bundle) for bundle in _bundles(team)]
        # The first segment may stand for the company in a rule, so it has memories of its own.
        self._first = [_Memory(bundle) for bundle in _bundles(inside)]
        self._others = [_Memory(bundle) for bundle in _bundles(inside)]

    def findings(self, session: Session) -> list[Count]:
        """The findings that count, in no order; notes on planned segments are left out, as everywhere."""
        found: list[Count] = []
        session = _without_names(session, self._calibration)
        answers = session.answers
        reading = _Reading(session, answers, answers, "", "")
        for memory in self._team:
            found += [Count(code=code, severity=severity, segment="") for code, severity in self._said(memory, reading)]
        for number, segment in enumerate(session.segments):
            prefix = f"segments.{segment}."
            skip = len(prefix)
            own = {key[skip:]: value for key, value in answers.items() if key.startswith(prefix)}
            reading = _Reading(session, answers, own, segment, prefix)
            for memory in self._others if number else self._first:
                found += [
                    Count(code=code, severity=severity, segment=segment)
                    for code, severity in self._said(memory, reading)
                ]
        return found

    def counts(self, found: list[Count]) -> dict[str, int]:
        """How many findings there are of each severity, worst first."""
        return {severity: sum(count.severity == severity for count in found) for severity in SEVERITIES}

    def _said(self, memory: "_Memory", reading: "_Reading") -> _Leaf:
        if memory.parts:
            return tuple(entry for part in memory.parts for entry in self._said(part, reading))
        said = memory.recall(reading)
        return self._work_out(memory, reading) if said is None else said

    def _work_out(self, memory: "_Memory", reading: "_Reading") -> _Leaf:
        session, found = reading.session, list[tuple[str, str]]()
        keys = {reading.prefix + "status": None} if reading.prefix else {}
        for cell in memory.cells:
            subject, prefix = (reading.segment, reading.prefix) if reading.prefix else (cell.subject, cell.prefix)
            case = RuleContext(session, self._calibration, subject, prefix, cell.variant)
            hits, planned = violations_of(cell.rule, case)
            keys |= case.read
            if not planned:
                found += [(cell.rule.code, hit.severity) for hit in hits]
        said = tuple(found)
        memory.learn(reading, tuple(keys), said)
        return said


class _Reading:
    """A session as memories read it; `own` are the answers of one segment by their last name, all of them for the team.

    `states` is the session where some questions are answered in another way than by a value.
    """

    __slots__ = ("answers", "own", "prefix", "segment", "session", "states")

    def __init__(
        self, session: Session, answers: Mapping[str, Any], own: Mapping[str, Any], segment: str, prefix: str
    ) -> None:
        self.session = session
        self.answers = answers
        self.own = own
        self.segment = segment
        self.prefix = prefix
        self.states = session if session.dont_know or session.not_applicable or session.invalid else None


class _Memory:
    """What a few rules said, by the answers they read in the order they read them.

    The next key the rules read follows from the answers before it, so the answers lead through a tree: an inner node is
    [key belongs to the segment, key, {answer: node}], a leaf what the rules said. Rules that seldom meet the same
    answers twice part, and a single one is not remembered any more; nor is one that goes through all segments or budget
    lines.
    """

    __slots__ = ("_hits", "_leaves", "_misses", "_root", "_usable", "cells", "parts")

    def __init__(self, members: Sequence[_Cell]) -> None:
        self.cells = members
        self.parts: list[_Memory] = []
        # Whether a company is small rests on answers that are read for that question only.
        self._usable = not any(_goes_across(cell.rule) or "company.arr" in cell.rule.reads for cell in members)
        self._root: Any = None
        self._leaves = self._hits = self._misses = 0

    def recall(self, reading: _Reading) -> _Leaf | None:
        """What the rules said about these answers, or None."""
        node = self._root
        own, answers, states = reading.own, reading.answers, reading.states
        while node.__class__ is list:
            is_own, key, children = node
            value = own.get(key) if is_own else answers.get(key)
            if value is None and states is not None:
                value = _state(states, reading.prefix + key if is_own else key)
            node = children.get(value)
        if node is not None:
            self._hits += 1
        leaf: _Leaf | None = node
        return leaf

    def learn(self, reading: _Reading, keys: tuple[str, ...], said: _Leaf) -> None:
        """Remember what the rules said about these answers."""
        if not self._usable:
            return
        self._misses += 1
        if self._misses + self._hits > _TRIAL and self._hits * 2 < self._misses:
            self._forget()
            return
        if self._leaves >= _MAX_LEAVES:
            return
        prefix, session = reading.prefix, reading.session
        inside = bool(prefix)
        steps = [
            (inside and key.startswith(prefix), key.removeprefix(prefix) if inside else key, _step(session, key))
            for key in keys
        ]
        if any(key.startswith(("segments.", "budget.")) and not own for own, key, _ in steps) or not steps:
            self._forget()
            return
        self._root = self._grown(steps, said)

    def _grown(self, steps: list[tuple[bool, str, Any]], said: _Leaf) -> Any:
        root = node = self._root
        parent: Any = None
        for own, key, value in steps:
            if node is None:
                node = [own, key, {}]
                if parent is None:
                    root = node
                else:
                    parent[0][2][parent[1]] = node
            elif node.__class__ is not list or node[:2] != [own, key]:
                self._forget()
                return None
            parent = (node, value)
            node = node[2].get(value)
        parent[0][2][parent[1]] = said
        self._leaves += 1
        return root

    def _forget(self) -> None:
        self._usable = False
        self._root = None
        if len(self.cells) > 1:
            self.parts = [_Memory((cell,)) for cell in self.cells]


def _bundles(members: Sequence[_Cell]) -> list[list[_Cell]]:
    """Rules that read some of the same questions together, those that read numbers or go across alone."""
    bundles: list[tuple[set[str], list[_Cell]]] = []
    alone: list[list[_Cell]] = []
    for cell in members:
        if _goes_across(cell.rule) or not _NUMBERS.isdisjoint(cell.rule.reads):
            alone.append([cell])
            continue
        keys = {key for key in cell.rule.reads if not key.startswith(("company.", "session."))}
        joined = [bundle for bundle in bundles if not bundle[0].isdisjoint(keys)]
        bundles = [bundle for bundle in bundles if bundle[0].isdisjoint(keys)]
        cells_of = [member for _, others in joined for member in others]
        bundles.append((keys.union(*(others for others, _ in joined)), [*cells_of, cell]))
    return [*(bundle for _, bundle in bundles), *alone]


def _goes_across(rule: Rule) -> bool:
    return rule.scope != "segment" and any(key.startswith(("segments", "budget")) for key in rule.reads)


def _without_names(session: Session, calibration: Calibration) -> Session:
    """The session with numbers for people and one word for every text, so that different companies read alike.

    Of the revenue only remains on which side of the line for small companies it is, which is all that rules ask of it.
    Names written in two ways stay as they are: a rule may take them for one person in one place and two in another.
    """
    answers = session.answers
    numbers: dict[str, str] = {}
    spelled: dict[str, str] = {}

    def number(name: str) -> str:
        found = numbers.get(name)
        if found is None:
            person = " ".join(name.casefold().split())
            spelled[person] = name
            found = numbers[name] = f"\0{len(numbers)}"
        return found

    changed: dict[str, Any] = dict.fromkeys((key for key in _TEXTS if key in answers), "\0")
    for key in _PEOPLE:
        people: Any = answers.get(key)
        if people:
            changed[key] = tuple([number(name) for name in people])
    for key in _OWNERS:
        owners: Any = answers.get(key)
        if owners:
            changed[key] = tuple([(number(name), scope) for name, scope in owners])
    revenue: Any = answers.get("company.arr")
    if revenue is not None and answers.get("session.currency", "USD") == "USD":
        line = calibration.value("small_company.arr")
        changed["company.arr"] = line - 1 if revenue < line else line
    if len(spelled) < len(numbers):
        return session
    return session._replace(answers={**answers, **changed})


def _state(session: Session, key: str) -> str | None:
    state = session.state(key)
    return None if state == "open" else f"\0{state}"


def _step(session: Session, key: str) -> Any:
    value = session.answers.get(key)
    return _state(session, key) if value is None else value
