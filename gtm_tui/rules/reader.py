"""Typed answers for the rules: every read names a question of the right kind, and is written down.

A reader stands for one table of a session; what it is asked for are names in that table (full key paths where the
table is the whole session). `number`, `flag` and the like raise NotAssessed for an answer that is missing, `get_number`
and the like return None. A name that is no question, or one of another kind, raises WrongKey at once.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from gtm_tui.model.session import Value
from gtm_tui.questions import QUESTIONS, Kind, Question
from gtm_tui.questions.question import NUMERIC
from gtm_tui.rules.finding import NotAssessed

Owners = tuple[tuple[str, str], ...]

_TEXTS = frozenset({Kind.NAME, Kind.TEXT, Kind.CURRENCY})
_CHOICE, _FLAG = frozenset({Kind.CHOICE}), frozenset({Kind.YES_NO})
_CHOICES, _SEGMENTS = frozenset({Kind.CHOICES}), frozenset({Kind.SEGMENTS})
_PEOPLE, _OWNERS = frozenset({Kind.PEOPLE}), frozenset({Kind.OWNERS})


class WrongKey(LookupError):
    """A rule asked for a key that is no question, or that holds another kind of answer."""


class Reader:
    """The answers under one prefix, each read by its kind and recorded by its full key path."""

    __slots__ = ("_answers", "_kinds", "_recorded", "prefix")

    def __init__(self, answers: Mapping[str, Value], prefix: str, recorded: dict[str, None]) -> None:
        self._answers = answers
        self._kinds = kinds_under(prefix)
        self._recorded = recorded
        self.prefix = prefix

    def require(self, *names: str) -> None:
        """Raise NotAssessed with all of these answers that are missing."""
        missing = [name for name in names if self._read(name, None) is None]
        if missing:
            raise NotAssessed(tuple(self.prefix + name for name in missing))

    def answered(self, name: str) -> bool:
        """Whether there is a valid answer, of whatever kind."""
        return self._read(name, None) is not None

    def get_number(self, name: str) -> float | None:
        """An amount, a count, a share or a plain number."""
        found: float | None = self._read(name, NUMERIC)
        return found

    def number(self, name: str) -> float:
        """The same, needed."""
        found: float = self._needed(name, NUMERIC)
        return found

    def numbers(self, *names: str) -> tuple[float, ...]:
        """Several of them, needed; what is missing is named together."""
        self.require(*names)
        return tuple([self.number(name) for name in names])

    def get_choice(self, name: str) -> str | None:
        """The chosen option."""
        found: str | None = self._read(name, _CHOICE)
        return found

    def choice(self, name: str) -> str:
        """The same, needed."""
        found: str = self._needed(name, _CHOICE)
        return found

    def get_flag(self, name: str) -> bool | None:
        """Yes or no."""
        found: bool | None = self._read(name, _FLAG)
        return found

    def flag(self, name: str) -> bool:
        """The same, needed."""
        found: bool = self._needed(name, _FLAG)
        return found

    def get_choices(self, name: str) -> tuple[str, ...] | None:
        """The chosen options; () = none of them."""
        found: tuple[str, ...] | None = self._read(name, _CHOICES)
        return found

    def choices(self, name: str) -> tuple[str, ...]:
        """The same, needed."""
        found: tuple[str, ...] = self._needed(name, _CHOICES)
        return found

    def get_segments(self, name: str) -> tuple[str, ...] | None:
        """Ids of segments."""
        found: tuple[str, ...] | None = self._read(name, _SEGMENTS)
        return found

    def get_people(self, name: str) -> tuple[str, ...] | None:
        """Names of people; () = nobody."""
        found: tuple[str, ...] | None = self._read(name, _PEOPLE)
        return found

    def people(self, name: str) -> tuple[str, ...]:
        """The same, needed."""
        found: tuple[str, ...] = self._needed(name, _PEOPLE)
        return found

    def owners(self, name: str) -> Owners:
        """Who answers for a deliverable, as (person, scope) pairs, needed; () = nobody."""
        found: Owners = self._needed(name, _OWNERS)
        return found

    def get_text(self, name: str) -> str | None:
        """A text in a person's own words, or a currency."""
        found: str | None = self._read(name, _TEXTS)
        return found

    def _read(self, name: str, kinds: frozenset[str] | None) -> Any:
        kind = self._kinds.get(name)
        if kind is None or (kinds is not None and kind not in kinds):
            held = f"holds a {kind}" if kind else "is no question"
            raise WrongKey(f"{self.prefix}{name} {held}" + (f", not a {' or '.join(sorted(kinds))}" if kinds else ""))
        key = self.prefix + name
        self._recorded[key] = None
        return self._answers.get(key)

    def _needed(self, name: str, kinds: frozenset[str]) -> Any:
        found = self._read(name, kinds)
        if found is None:
            raise NotAssessed((self.prefix + name,))
        return found


def kinds_under(prefix: str) -> Mapping[str, str]:
    """The kind of every question below a prefix such as `segments.smb.`, by the rest of its key."""
    tables = QUESTIONS.computed(_tables)
    found = tables.get(prefix)
    if found is None:
        collection = prefix.partition(".")[0]
        found = tables[f"{collection}.*."]
    return found


def _tables(questions: Iterable[Question]) -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {}
    for question in questions:
        parts = question.key.split(".")
        for length in range(len(parts)):
            prefix = "".join(f"{part}." for part in parts[:length])
            tables.setdefault(prefix, {})[question.key[len(prefix) :]] = question.kind
    return tables
