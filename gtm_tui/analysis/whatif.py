"""Trying answers on top of a session without touching it."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from gtm_tui.analysis.change import Change, Effect, by_identity, changes_between, effect
from gtm_tui.model.session import Scenario, Session, Value, unique_slug
from gtm_tui.questions import QUESTIONS, AnswerError, Question, field_of, nearest_keys, order_of, question_for
from gtm_tui.rules import Assessment, assess, evidence_line


class SetError(ValueError):
    """A `KEY=VALUE` that cannot be tried: the key, what was found, what is expected and the nearest known key."""

    def __init__(self, key: str, found: str, expected: str, nearest: str = "") -> None:
        hint = f" Did you mean {nearest}?" if nearest else ""
        super().__init__(f"{key}: found {found}, expected {expected}.{hint}")
        self.key = key
        self.found = found
        self.expected = expected
        self.nearest = nearest


class Overlay:
    """Changed answers over an assessed session; every change re-runs only the rules that read it."""

    def __init__(self, base: Assessment, changes: Mapping[str, Value] | None = None) -> None:
        self._base = base
        self._changes: dict[str, Value] = dict(changes or {})

    @property
    def base(self) -> Assessment:
        """The assessment of the session as it is."""
        return self._base

    @property
    def changes(self) -> tuple[Change, ...]:
        """The answers that read differently now, in the order of the questionnaire."""
        keys = sorted(self._changes, key=question_order)
        return changes_between(self._base.session, self.session, keys)

    @cached_property
    def session(self) -> Session:
        """The session with the changes; the one below stays as it is."""
        return self._base.session.with_answers(self._changes) if self._changes else self._base.session

    @cached_property
    def assessment(self) -> Assessment:
        """What the rules say about the session with the changes."""
        base = self._base
        return assess(self.session, base.calibration, base.today, base.rule_set.version, base)

    @cached_property
    def effect(self) -> Effect:
        """Findings that are new, cleared, changed and the same, notes on planned segments among them."""
        return effect(by_identity(self._base), by_identity(self.assessment))

    def set(self, key: str, value: Value) -> "Overlay":
        """Another overlay with one more answer changed; the session's own answer takes the change back."""
        changes = {**self._changes, key: value}
        if self._base.session.get(key) == value:
            del changes[key]
        return Overlay(self._base, changes)

    def set_all(self, changes: Iterable[tuple[str, Value]]) -> "Overlay":
        """Several changes at once."""
        overlay = self
        for key, value in changes:
            overlay = overlay.set(key, value)
        return overlay

    def reset(self, key: str) -> "Overlay":
        """The overlay without the change of one answer."""
        return Overlay(self._base, {k: v for k, v in self._changes.items() if k != key})

    def discarded(self) -> Session:
        """The session as it was."""
        return self._base.session

    def kept_as(self, title: str) -> tuple[Session, str]:
        """The session as it was with the changes kept as a named scenario, and the scenario's id."""
        session = self._base.session
        name = unique_slug(title, session.scenarios, "scenario")
        changes = {change.key: change.new for change in self.changes}
        return session.with_scenario(name, Scenario(title=title, changes=changes)), name

    def applied(self) -> Session:
        """The session with the changes as its answers."""
        return self.session

    def lines(self) -> tuple[tuple[str, str], ...]:
        """The answer lines that applying would change, as (before, after); '' where there was none."""
        return tuple(
            ("" if change.old is None else evidence_line(change.key, change.old), evidence_line(change.key, change.new))
            for change in self.changes
        )


def overlay_of(base: Assessment, scenario: Scenario) -> Overlay:
    """The overlay a kept scenario stands for; changes of segments that are gone are left out."""
    known = [(k, v) for k, v in scenario.changes.items() if not _lost(k, base.session)]
    return Overlay(base).set_all(known)


def parse_set(text: str, session: Session) -> tuple[str, Value]:
    """The key and the answer in `KEY=VALUE`; raises SetError.

    VALUE is written as people type it (`18k`, `yes`, `a, b`, labels) or as TOML holds it in quotes and brackets.
    """
    key, equals, raw = (part.strip() for part in text.partition("="))
    if not equals or not key:
        raise SetError(key or text, "no =" if not equals else "no key", "KEY=VALUE")
    question = _question(key, session)
    return key, _answer(key, question, raw, session)


def _question(key: str, session: Session) -> Question:
    question = question_for(key)
    if question is None:
        nearest = nearest_keys(key)
        raise SetError(key, "a key that no question has", "the key of a question", nearest[0] if nearest else "")
    if not question.page:
        raise SetError(key, "a key that the program writes", "the key of a question")
    lost = _lost(key, session)
    if lost:
        raise SetError(key, *lost)
    return question


def _lost(key: str, session: Session) -> tuple[str, str, str] | None:
    """Found, expected and nearest key where a key names a segment or budget line the session does not have."""
    collection, identity, name = field_of(key)
    known: tuple[str, ...] = getattr(session, collection) if collection else ()
    if not collection or identity in known:
        return None
    from difflib import get_close_matches

    near = get_close_matches(identity, known, n=1, cutoff=0)
    noun = "segment" if collection == "segments" else "budget line"
    expected = f"one of: {', '.join(known)}" if known else f"a session with a {noun}"
    return f"no {noun} {identity}", expected, f"{collection}.{near[0]}.{name}" if near else ""


def _answer(key: str, question: Question, raw: str, session: Session) -> Value:
    import tomli

    try:
        value: Any = tomli.loads(f"value = {raw}")["value"] if raw[:1] in ("[", "{", '"', "'") else raw
    except (ValueError, RecursionError):
        value = raw
    try:
        return question.parse(value, session) if isinstance(value, str) else question.check(value)
    except AnswerError as error:
        raise SetError(key, error.found, error.expected) from None


def question_order(key: str) -> tuple[str, int, str]:
    """Sorts key paths as the questionnaire asks them, segment by segment."""
    collection, identity, _ = field_of(key)
    question = question_for(key)
    place = order_of(question) if question else len(QUESTIONS)
    return (f"{collection}.{identity}" if collection else "", place, key)
