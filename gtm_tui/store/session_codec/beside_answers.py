"""What a session file says beside the answers: doubts, notes, sources, reasons, decisions, scenarios, consensus."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from gtm_tui.model.session import Decision, Scenario, Value
from gtm_tui.model.vocabulary import DECIDED
from gtm_tui.questions import SOURCES, AnswerError, question_for
from gtm_tui.questions.nearest import nearest_of
from gtm_tui.questions.question import MAX_TEXT, show_raw
from gtm_tui.store.session_codec.kept import Kept, Path, unknown_key

_SOURCES = tuple(option.value for option in SOURCES)


class BesideAnswers:
    """Reads one table after the other into the `fields` of a session; what is not valid goes to `kept`."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self.fields: dict[str, Any] = {}

    def keys(self, name: str, value: Any) -> None:
        """Doubts and answers to be confirmed: a list of key paths."""
        listed = value if isinstance(value, list) else None
        if listed is None:
            self._kept.invalid((name,), value, "a list of key paths")
            return
        self.fields[name] = frozenset(key for key in listed if isinstance(key, str))
        for key in listed:
            if isinstance(key, str) and question_for(key) is None:
                self._kept.report(unknown_key(f"{name}.{key}", show_raw(key), key))
        wrong = [key for key in listed if not isinstance(key, str)]
        if wrong:
            self._kept.invalid((name,), wrong, "a list of key paths")

    def texts(self, name: str, value: Any) -> None:
        """Notes, sources and reasons: a table of key path = text, the path quoted or not."""
        if not isinstance(value, dict):
            self._kept.invalid((name,), value, "a table")
            return
        kept: dict[str, str] = {}
        for key, text in _flat(value):
            if not isinstance(text, str) or len(text) > MAX_TEXT:
                self._kept.invalid((name, key), text, "text")
            elif name == "sources" and text not in _SOURCES:
                self._kept.invalid(
                    (name, key), text, f"one of: {', '.join(_SOURCES)}", partial(nearest_of, str(text), _SOURCES)
                )
            else:
                kept[key] = text
                if question_for(key) is None and name != "notes":
                    self._kept.report(unknown_key(f"{name}.{key}", show_raw(text), key))
        self.fields[name] = kept

    def decisions(self, name: str, value: Any) -> None:
        """What was decided about findings: a table for each."""
        if not isinstance(value, dict):
            self._kept.invalid((name,), value, "a table")
            return
        self.fields[name] = decisions = {}
        for identity, table in value.items():
            decision = self._decision((name, identity), table)
            if decision is not None:
                decisions[identity] = decision

    def _decision(self, path: Path, table: Any) -> Decision | None:
        if not isinstance(table, dict) or table.get("status") not in DECIDED:
            status = table.get("status") if isinstance(table, dict) else None
            expected = f"a table with status = one of: {', '.join(DECIDED)}"
            self._kept.invalid(path, table, expected, partial(nearest_of, str(status), DECIDED))
            return None
        fields: dict[str, Any] = {}
        for name, value in table.items():
            known = _DECISION_FIELDS.get(name)
            if known is None:
                self._kept.unknown((*path, name), value)
            elif known[0](value):
                fields[name] = tuple(value) if name == "seen" else value
            else:
                self._kept.invalid((*path, name), value, known[1])
        return Decision(**fields)

    def scenarios(self, name: str, value: Any) -> None:
        """Named sets of answers to try."""
        if not isinstance(value, dict):
            self._kept.invalid((name,), value, "a table")
            return
        self.fields[name] = scenarios = {}
        for identity, table in value.items():
            changes = table.get("set", {}) if isinstance(table, dict) else None
            if not isinstance(changes, dict):
                self._kept.invalid((name, identity), table, "a table with a title and a table `set`")
                continue
            title = table.get("title", identity)
            if not isinstance(title, str):
                self._kept.invalid((name, identity, "title"), title, "text")
                title = identity
            scenarios[identity] = Scenario(title=title, changes=dict(self._changes((name, identity, "set"), changes)))
            for field, item in table.items():
                if field not in ("title", "set"):
                    self._kept.unknown((name, identity, field), item)

    def _changes(self, path: Path, changes: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
        for key, value in _flat(changes):
            question = question_for(key)
            if question is None:
                self._kept.unknown((*path, key), value)
                continue
            try:
                yield key, question.check(value)
            except AnswerError as error:
                self._kept.invalid((*path, key), value, error.expected)

    def provenance(self, name: str, value: Any) -> None:
        """Whose answer was taken: a table of key path = respondents."""
        if not isinstance(value, dict):
            self._kept.invalid((name,), value, "a table")
            return
        self.fields[name] = kept = {}
        for key, names in _flat(value):
            if isinstance(names, list) and all(isinstance(n, str) for n in names):
                kept[key] = tuple(names)
            else:
                self._kept.invalid((name, key), names, "a list of respondents")

    def dissent(self, name: str, value: Any) -> None:
        """Who said what else: a table of key path = table."""
        if not isinstance(value, dict):
            self._kept.invalid((name,), value, "a table")
            return
        self.fields[name] = kept = {}
        for key, said in value.items():
            if isinstance(said, dict):
                kept[key] = said
            else:
                self._kept.invalid((name, key), said, "a table of respondent = answer")


# The tables and lists of a file that hold no answers, and how each is read.
READERS: Mapping[str, Callable[[BesideAnswers, str, Any], None]] = {
    "dont_know": BesideAnswers.keys,
    "unconfirmed": BesideAnswers.keys,
    "notes": BesideAnswers.texts,
    "sources": BesideAnswers.texts,
    "not_applicable": BesideAnswers.texts,
    "decisions": BesideAnswers.decisions,
    "scenarios": BesideAnswers.scenarios,
    "provenance": BesideAnswers.provenance,
    "dissent": BesideAnswers.dissent,
}


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MAX_TEXT


def _is_date(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_lines(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(line, str) for line in value)


_DECISION_FIELDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    **dict.fromkeys(("status", "action", "owner", "reason", "by", "severity"), (_is_text, "text")),
    **dict.fromkeys(("due", "on", "until"), (_is_date, "a date, such as 2027-01-31")),
    "seen": (_is_lines, "a list of lines"),
}


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (key path, value) whether the path was written as one quoted key or as nested tables."""
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict) and question_for(key) is None:
            yield from _flat(value, f"{key}.")
        else:
            yield key, value
