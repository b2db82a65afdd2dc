"""Counts the findings of many sessions; what a rule said about the same answers before is not worked out again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gtm_tui.calibration import Calibration
from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import SEVERITIES
from gtm_tui.questions import QUESTIONS, Kind
from gtm_tui.rules.case import Case
from gtm_tui.rules.engine import cells, hits_of
from gtm_tui.rules.registry import Register, Rule

_MAX_LEAVES = 256
_TRIAL = 500
# Answers of which rules only ask whether they are there, or who of the named is the same person.
_TEXTS = tuple(q.key for q in QUESTIONS if q.kind == Kind.TEXT and not q.collection)
_PEOPLE = tuple(q.key for q in QUESTIONS if q.kind == Kind.PEOPLE and not q.collection)
_OWNERS = tuple(q.key for q in QUESTIONS if q.kind == Kind.OWNERS)

# What a rule said: (severity, planned) of each finding.
_Leaf = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One finding as it is counted: its code, severity, and the segment it belongs to ('' = the team)."""

    code: str
    severity: str
    segment: str


class Tally:
    """The rules of one model version and calibration, with a memory of bounded size."""

    def __init__(self, register: Register, calibration: Calibration) -> None:
        self._calibration = calibration
        everywhere = list(cells(register, Session(segments=("",))))
        self._team = [(r, _Memory(r), subject, prefix) for r, subject, prefix, _ in everywhere if r.scope != "segment"]
        # The first segment may stand for the company in a rule, so it has memories of its own.
        self._first, self._others = (
            [(r, _Memory(r), variant) for r, _, _, variant in everywhere if r.scope == "segment"] for _ in range(2)
        )

    def findings(self, session: Session) -> list[Count]:
        """The findings that count, in no order; notes on planned segments are left out, as everywhere."""
        found: list[Count] = []
        session = _without_names(session)
        answers = session.answers
        states = session if session.dont_know or session.not_applicable or session.invalid else None
        for rule, memory, subject, prefix in self._team:
            said = memory.recall(answers, answers, states, prefix)
            if said is None:
                said = self._work_out(memory, rule, Case(session, self._calibration, subject, prefix))
            if said:
                found += [Count(rule.code, severity, "") for severity, planned in said if not planned]
        for number, segment in enumerate(session.segments):
            prefix = f"segments.{segment}."
            skip = len(prefix)
            own = {key[skip:]: value for key, value in answers.items() if key.startswith(prefix)}
            for rule, memory, variant in self._others if number else self._first:
                said = memory.recall(answers, own, states, prefix)
                if said is None:
                    case = Case(session, self._calibration, segment, prefix, variant)
                    said = self._work_out(memory, rule, case)
                if said:
                    found += [Count(rule.code, severity, segment) for severity, planned in said if not planned]
        return found

    def counts(self, found: list[Count]) -> dict[str, int]:
        """How many findings there are of each severity, worst first."""
        return {severity: sum(count.severity == severity for count in found) for severity in SEVERITIES}

    def _work_out(self, memory: "_Memory", rule: Rule, case: Case) -> _Leaf:
        hits, planned = hits_of(rule, case)
        said = tuple((hit.severity, planned) for hit in hits)
        keys = tuple(case.read)
        if rule.scope == "segment":
            status = case.prefix + "status"
            keys = (status, *(key for key in keys if key != status))
        memory.learn(case.session, case.prefix, keys, said)
        return said


def _without_names(session: Session) -> Session:
    """The session with numbers for people and one word for every text, so that different companies read alike.

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
    if len(spelled) < len(numbers):
        return session
    return replace(session, answers={**answers, **changed})


class _Memory:
    """What one rule said, by the answers it read in the order it read them.

    The next key a rule reads follows from the answers before it, so the answers lead through a tree: an inner node is
    [key belongs to the subject, key, {answer: node}], a leaf what the rule said. A rule that goes through all segments
    or budget lines, or that seldom meets the same answers twice, is not remembered.
    """

    __slots__ = ("_hits", "_inside", "_leaves", "_misses", "_root", "_usable")

    def __init__(self, rule: Rule) -> None:
        across = any(key.startswith(("segments", "budget")) for key in rule.reads)
        self._usable = rule.scope == "segment" or (rule.scope in ("group", "deliverable", "team") and not across)
        self._inside = rule.scope == "segment"
        self._root: Any = None
        self._leaves = self._hits = self._misses = 0

    def recall(
        self, answers: Mapping[str, Any], own: Mapping[str, Any], states: Session | None, prefix: str
    ) -> _Leaf | None:
        """What the rule said about these answers, or None; `own` are those of the subject, by their last name.

        `states` is the session where some questions are answered in another way than by a value.
        """
        node = self._root
        while node.__class__ is list:
            is_own, key, children = node
            value = own.get(key) if is_own else answers.get(key)
            if value is None and states is not None:
                value = _state(states, prefix + key if is_own else key)
            node = children.get(value)
        if node is not None:
            self._hits += 1
        leaf: _Leaf | None = node
        return leaf

    def learn(self, session: Session, prefix: str, keys: tuple[str, ...], said: _Leaf) -> None:
        """Remember what the rule said about these answers."""
        if not self._usable:
            return
        self._misses += 1
        if self._misses + self._hits > _TRIAL and self._hits * 2 < self._misses:
            self._forget()
            return
        if self._leaves >= _MAX_LEAVES:
            return
        inside = self._inside
        steps = [
            (inside and key.startswith(prefix), key.removeprefix(prefix) if inside else key, _step(session, key))
            for key in keys
        ]
        if any(key.startswith(("segments.", "budget.")) and not own for own, key, _ in steps) or not steps:
            self._forget()
            return
        self._root = self._grown(self._root, steps, said)

    def _grown(self, node: Any, steps: list[tuple[bool, str, Any]], said: _Leaf) -> Any:
        root = node
        parent: Any = None
        for own, key, value in steps:
            if node is None:
                node = [own, key, {}]
                if parent is None:
                    root = node
                else:
                    parent[0][2][parent[1]] = node
            elif node.__class__ is not list or node[:2] != [own, key]:
                self._usable = False
                return None
            parent = (node, value)
            node = node[2].get(value)
        parent[0][2][parent[1]] = said
        self._leaves += 1
        return root

    def _forget(self) -> None:
        self._usable = False
        self._root = None


def _state(session: Session, key: str) -> str | None:
    state = session.state(key)
    return None if state == "open" else f"\0{state}"


def _step(session: Session, key: str) -> Any:
    value = session.answers.get(key)
    return _state(session, key) if value is None else value
