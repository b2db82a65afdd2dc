"""One session: the answers by key path, and what people said beside them.

A session is immutable; every change returns a new one, which makes undo, what-if and comparison plain values.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from gtm_tui.model.vocabulary import DecisionStatus, QuestionState

# Answers that the program writes itself, at every save.
STAMPS = ("session.saved", "session.created", "model.version", "model.calibration")
# A valid answer in its one canonical form. Lists are tuples; "accountable.*" holds (person, scope) pairs.
Value = bool | int | float | str | date | datetime | tuple[str, ...] | tuple[tuple[str, str], ...]

FORMAT = 2
MAX_SEGMENTS = 8
# How many tables each collection of a session may hold.
MOST = {"segments": MAX_SEGMENTS, "budget": 200}

_NONE: Mapping[Any, Any] = MappingProxyType({})


class Decision(NamedTuple):
    """What was decided about one finding: planned, accepted or disagree.

    `seen` is the evidence as it read that day; `severity` the severity on that day, as any file may say it ('' = not
    recorded).
    """

    status: DecisionStatus
    action: str = ""
    owner: str = ""
    due: date | None = None
    reason: str = ""
    by: str = ""
    on: date | None = None
    until: date | None = None
    seen: tuple[str, ...] = ()
    severity: str = ""


class Scenario(NamedTuple):
    """A named set of answers to try on top of the session's own."""

    title: str
    changes: Mapping[str, Value]


class Session(NamedTuple):
    """Everything one file holds, except the results that are computed from it.

    `answers` maps a key path such as `segments.finance-teams.first_year_acv` to a valid canonical value;
    `invalid` maps a key path to the raw value found or typed there; `extra` holds unknown keys by path;
    `unconfirmed` lists the keys whose answers were carried over from an earlier session and not looked at since.
    """

    answers: Mapping[str, Value] = _NONE
    dont_know: frozenset[str] = frozenset()
    not_applicable: Mapping[str, str] = _NONE
    segments: tuple[str, ...] = ()
    budget: tuple[str, ...] = ()
    notes: Mapping[str, str] = _NONE
    sources: Mapping[str, str] = _NONE
    decisions: Mapping[str, Decision] = _NONE
    scenarios: Mapping[str, Scenario] = _NONE
    provenance: Mapping[str, tuple[str, ...]] = _NONE
    dissent: Mapping[str, Mapping[str, Any]] = _NONE
    invalid: Mapping[str, Any] = _NONE
    extra: Mapping[tuple[str, ...], Any] = _NONE
    unconfirmed: frozenset[str] = frozenset()

    # -- reading ---------------------------------------------------------------------------------------

    def get(self, key: str, default: Any = None) -> Any:
        """The answer to `key`, or `default` when there is none."""
        return self.answers.get(key, default)

    def state(self, key: str) -> QuestionState:
        """How `key` stands: 'answered', 'invalid', 'dont_know', 'not_applicable' or 'open'."""
        if key in self.invalid:
            return "invalid"
        if key in self.answers:
            return "answered"
        if key in self.dont_know:
            return "dont_know"
        if key in self.not_applicable:
            return "not_applicable"
        return "open"

    def company(self, otherwise: str = "") -> str:
        """What the company is called, or the session where no company is named, or `otherwise`."""
        return str(self.answers.get("company.name") or self.answers.get("session.name") or otherwise)

    def segment_name(self, segment: str) -> str:
        """The segment's name, or its id when no name was given."""
        return str(self.answers.get(f"segments.{segment}.name") or segment)

    # -- changing --------------------------------------------------------------------------------------

    def with_answer(self, key: str, value: Value) -> "Session":
        """Answer `key`; any other state it had is dropped. Unknown segment or budget ids are added."""
        return self.with_answers({key: value})

    def with_answers(self, changes: Mapping[str, Value]) -> "Session":
        """Answer several keys at once."""
        session = self
        other_states = (self.dont_know, self.not_applicable, self.invalid, self.unconfirmed)
        for key in changes:
            if any(key in state for state in other_states):
                session = session._cleared(key)
        return session._replace(answers={**session.answers, **changes})._with_ids_of(changes)

    def without_answer(self, key: str) -> "Session":
        """Back to 'not answered yet'."""
        return self._cleared(key)

    def with_dont_know(self, key: str) -> "Session":
        """Mark `key` as 'I don't know'."""
        session = self._cleared(key)
        return session._replace(dont_know=session.dont_know | {key})._with_ids_of((key,))

    def with_confirmed(self, key: str) -> "Session":
        """Say that an answer carried over from an earlier session still holds."""
        return self._replace(unconfirmed=self.unconfirmed - {key}) if key in self.unconfirmed else self

    def with_not_applicable(self, key: str, reason: str) -> "Session":
        """Mark `key` as 'does not apply', with the reason given."""
        session = self._cleared(key)
        return session._replace(not_applicable={**session.not_applicable, key: reason})._with_ids_of((key,))

    def with_invalid(self, key: str, raw: Any) -> "Session":
        """Keep what was found or typed although it is not a valid answer."""
        session = self._cleared(key)
        return session._replace(invalid={**session.invalid, key: raw})._with_ids_of((key,))

    def with_note(self, key: str, text: str) -> "Session":
        """Put a note on a question; an empty text removes it."""
        return self._replace(notes=_put(self.notes, key, text))

    def with_source(self, key: str, source: str) -> "Session":
        """Say where a number comes from (crm, finance, estimate); '' removes it."""
        return self._replace(sources=_put(self.sources, key, source))

    def with_decision(self, identity: str, decision: Decision | None) -> "Session":
        """Set or remove the decision on the finding named `CODE` or `CODE/subject`."""
        return self._replace(decisions=_put(self.decisions, identity, decision))

    def with_scenario(self, name: str, scenario: Scenario | None) -> "Session":
        """Keep or drop a named scenario."""
        return self._replace(scenarios=_put(self.scenarios, name, scenario))

    def with_segment(self, name: str) -> "tuple[Session, str]":
        """Add a segment called `name`; returns the session and the new id. At most eight."""
        if len(self.segments) >= MAX_SEGMENTS:
            raise ValueError(f"at most {MAX_SEGMENTS} segments")
        segment = unique_slug(name, self.segments, "segment")
        return self.with_answer(f"segments.{segment}.name", name), segment

    def without_segment(self, segment: str) -> "Session":
        """Remove a segment with all answers about it."""
        session = self._without_prefix(f"segments.{segment}.")
        return session._replace(segments=tuple(s for s in session.segments if s != segment))

    def with_budget_line(self, label: str) -> "tuple[Session, str]":
        """Add a budget line called `label`; returns the session and the new id."""
        line = unique_slug(label, self.budget, "line")
        return self.with_answer(f"budget.{line}.label", label), line

    def without_budget_line(self, line: str) -> "Session":
        """Remove a budget line."""
        session = self._without_prefix(f"budget.{line}.")
        return session._replace(budget=tuple(b for b in session.budget if b != line))

    def _cleared(self, key: str) -> "Session":
        changes: dict[str, Any] = {}
        for name in ("answers", "not_applicable", "invalid"):
            mapping = getattr(self, name)
            if key in mapping:
                changes[name] = {k: v for k, v in mapping.items() if k != key}
        if key in self.dont_know:
            changes["dont_know"] = self.dont_know - {key}
        if key in self.unconfirmed:
            changes["unconfirmed"] = self.unconfirmed - {key}
        return self._replace(**changes) if changes else self

    def _with_ids_of(self, keys: Iterable[str]) -> "Session":
        changes: dict[str, Any] = {}
        for key in keys:
            collection, _, rest = key.partition(".")
            if collection not in ("segments", "budget"):
                continue
            ids = changes.get(collection, getattr(self, collection))
            identity = rest.partition(".")[0]
            if identity not in ids:
                changes[collection] = (*ids, identity)
        return self._replace(**changes) if changes else self

    def _without_prefix(self, prefix: str) -> "Session":
        def keep(mapping: Mapping[str, Any]) -> dict[str, Any]:
            return {k: v for k, v in mapping.items() if not k.startswith(prefix)}

        return self._replace(
            answers=keep(self.answers),
            dont_know=frozenset(k for k in self.dont_know if not k.startswith(prefix)),
            unconfirmed=frozenset(k for k in self.unconfirmed if not k.startswith(prefix)),
            not_applicable=keep(self.not_applicable),
            invalid=keep(self.invalid),
            notes=keep(self.notes),
            sources=keep(self.sources),
            extra={p: v for p, v in self.extra.items() if not ".".join(p).startswith(prefix)},
        )


def _put(mapping: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    changed = dict(mapping)
    if value in ("", None):
        changed.pop(key, None)
    else:
        changed[key] = value
    return changed


def slug(text: str, fallback: str = "item") -> str:
    """A readable id: lower-case ASCII letters, digits and single hyphens, at most 40 characters."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:40].strip("-") or fallback


def unique_slug(text: str, taken: Iterable[str], fallback: str) -> str:
    """A slug of `text` that is not in `taken`: `name`, `name-2`, `name-3`, ..."""
    base = slug(text, fallback)
    used = set(taken)
    number, candidate = 1, base
    while candidate in used:
        number += 1
        candidate = f"{base}-{number}"
    return candidate
