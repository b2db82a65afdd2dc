"""A fast reader for session files as this program writes them; for anything else it says so, and the full reader reads.

Whatever it returns equals what the full reader would have returned, without problems. Stored results are not used; they
are only held against the grammar, so that a damaged file is not taken for a sound one.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from gtm_tui.model.session import FORMAT, MAX_SEGMENTS, Session, Value
from gtm_tui.questions import QUESTIONS, SOURCES, AnswerError, Kind, Question
from gtm_tui.questions.question import MAX_NAME, MAX_TEXT, NUMERIC
from gtm_tui.text.sanitise import is_sanitised

MAX_CHARACTERS = 65_536
# How many raw values are remembered for each question that has few, and for numbers.
_MAX_REMEMBERED = 256

_STRING = r'"[^"\\\x00-\x1f\x7f]*+(?:\\["\\bfnrt][^"\\\x00-\x1f\x7f]*+)*+"'
_STRINGS = rf"\[(?:{_STRING}(?:, {_STRING})*+)?+\]"
_DATE = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_NUMBER = r"(?:0|[1-9]\d{0,14})"
_WARNING = "".join(
    rf"(?:{name} = {_STRINGS if name == 'evidence' else _STRING}\n)?+"
    for name in ("code", "subject", "severity", "basis", "title", "message", "evidence", "status")
)
_RESULTS = re.compile(
    rf"\[results\]\n(?:assessed = ({_DATE})\n)?+"
    + "".join(rf"(?:{name} = {_STRING}\n)?+" for name in ("model_version", "calibration"))
    + "".join(rf"(?:{name} = {_NUMBER}\n)?+" for name in ("critical", "high", "medium", "low"))
    + rf"(?:not_assessed = {_STRINGS}\n)?+"
    + rf"(?:\n\[\[results\.warnings\]\]\n{_WARNING})*+"
)
_OWNER = re.compile(r'(?:"([^"\\]+)"|([A-Za-z0-9_-]+)) = "([^"\\]*)"')
_NOTE = re.compile(rf'(?:"([^"\\]+)"|([A-Za-z0-9_-]+)) = ({_STRING})')
_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")
_INTEGER = re.compile(rf"-?{_NUMBER}")
_DECIMAL = re.compile(rf"-?{_NUMBER}\.\d{{1,9}}")
_MOMENT = re.compile(_DATE)
_SOURCES = frozenset(f'"{option.value}"' for option in SOURCES)


class _NotPlain(Exception):
    """The file is written in another way than this reader knows."""


class _Field:
    """One question, with the raw values it has seen (only of those that have few)."""

    __slots__ = ("few", "key", "known", "name", "question", "text")

    def __init__(self, question: Question) -> None:
        self.question = question
        self.key = question.key
        self.name = question.key.rpartition(".")[2]
        self.few = question.kind in (Kind.YES_NO, Kind.CHOICE, Kind.CHOICES) or question.kind in NUMERIC
        self.text = question.kind in (Kind.NAME, Kind.TEXT)
        self.known: dict[str, Value] = {}

    def value(self, raw: str) -> Value:
        """The answer in a raw TOML value; raises _NotPlain."""
        found = self.known.get(raw)
        if found is None:
            if self.text and raw[:1] == '"':
                inner = _plain_string(raw)
                if inner and len(inner) <= MAX_NAME and inner == inner.strip():
                    return inner
            try:
                found = self.question.check(_plain_value(raw))
            except AnswerError:
                raise _NotPlain from None
            if self.few and len(self.known) < _MAX_REMEMBERED:
                self.known[raw] = found
        return found


def _tables() -> dict[str, dict[str, _Field]]:
    tables: dict[str, dict[str, _Field]] = {}
    for question in QUESTIONS:
        if question.kind != Kind.OWNERS:
            table, _, name = question.key.rpartition(".")
            tables.setdefault(table, {})[name] = _Field(question)
    return tables


_TABLES = _tables()
_OWNED = {q.key: _Field(q) for q in QUESTIONS if q.kind == Kind.OWNERS}
# Tables that may stand empty because they only hold other tables.
_PARENTS = frozenset(name.rpartition(".")[0] for name in (*_TABLES, *_OWNED) if "." in name) - {"segments", "budget"}


def quick_session(text: str) -> Session | None:
    """The session in the text of a file, or None where the full reader has to look at it."""
    if len(text) > MAX_CHARACTERS or "\r" in text:
        return None
    start = text.find("\n[results]\n")
    if start >= 0:
        results = _RESULTS.fullmatch(text, start + 1)
        if results is None:
            return None
        try:
            datetime.fromisoformat(results[1] or "2000-01-01T00:00:00Z")
        except ValueError:
            return None
        text = text[: start + 1]
    try:
        return _Quick().read(text)
    except _NotPlain:
        return None


class _Quick:
    def __init__(self) -> None:
        self.answers: dict[str, Value] = {}
        self.dont_know: frozenset[str] = frozenset()
        self.unconfirmed: frozenset[str] = frozenset()
        self.ids: dict[str, tuple[str, ...]] = {"segments": (), "budget": ()}
        self.beside: dict[str, dict[str, str]] = {}

    def read(self, text: str) -> Session:
        head, _, rest = text.partition("\n[")
        self._head(head)
        seen: set[str] = set()
        for block in rest.split("\n[") if rest else ():
            title, _, body = block.partition("\n")
            if not title.endswith("]") or title in seen:
                raise _NotPlain
            seen.add(title)
            self._table(title[:-1], [line for line in body.split("\n") if line])
        if self.dont_know and not self.dont_know.isdisjoint(self.answers):
            raise _NotPlain
        return Session(
            answers=self.answers,
            dont_know=self.dont_know,
            unconfirmed=self.unconfirmed,
            segments=self.ids["segments"],
            budget=self.ids["budget"],
            notes=self.beside.get("notes", {}),
            sources=self.beside.get("sources", {}),
        )

    def _head(self, text: str) -> None:
        seen: list[str] = []
        for line in text.split("\n"):
            if not line:
                continue
            if line[0] == "#":
                if not line.isprintable():
                    raise _NotPlain
                continue
            key, _, raw = line.partition(" = ")
            if key == "format" and raw == str(FORMAT):
                pass
            elif key in ("dont_know", "unconfirmed"):
                keys = _plain_value(raw)
                if not isinstance(keys, list) or not all(_known(k) for k in keys):
                    raise _NotPlain
                setattr(self, key, frozenset(keys))
            else:
                raise _NotPlain
            seen.append(key)
        if "format" not in seen or len(seen) != len(set(seen)):
            raise _NotPlain

    def _table(self, name: str, lines: list[str]) -> None:
        if name in _TABLES:
            self._answers(_TABLES[name], "", lines)
        elif name in _OWNED:
            self._owners(_OWNED[name], lines)
        elif name in ("notes", "sources"):
            self._beside(name, lines)
        elif name in _PARENTS:
            if lines:
                raise _NotPlain
        else:
            collection, _, identity = name.partition(".")
            if collection not in self.ids or not _ID.fullmatch(identity) or len(self.ids[collection]) >= MAX_SEGMENTS:
                raise _NotPlain
            self.ids[collection] += (identity,)
            self._answers(_TABLES[f"{collection}.*"], f"{collection}.{identity}.", lines)

    def _answers(self, fields: dict[str, _Field], prefix: str, lines: list[str]) -> None:
        answers = self.answers
        for line in lines:
            name, _, raw = line.partition(" = ")
            field = fields.get(name)
            if field is None:
                raise _NotPlain
            key = prefix + name if prefix else field.key
            if key in answers:
                raise _NotPlain
            answers[key] = field.known.get(raw) or field.value(raw)

    def _owners(self, field: _Field, lines: list[str]) -> None:
        owners: dict[str, str] = {}
        for line in lines:
            match = _OWNER.fullmatch(line)
            if match is None or not line.isprintable() or not (line.isascii() or is_sanitised(line)):
                raise _NotPlain
            person = match[1] or match[2]
            if person in owners:
                raise _NotPlain
            owners[person] = match[3]
        try:
            self.answers[field.key] = field.question.check(owners)
        except AnswerError:
            raise _NotPlain from None

    def _beside(self, name: str, lines: list[str]) -> None:
        said: dict[str, str] = {}
        for line in lines:
            match = _NOTE.fullmatch(line)
            key = (match[1] or match[2]) if match else ""
            if match is None or not key or key in said or not _known(key):
                raise _NotPlain
            if name == "sources" and match[3] not in _SOURCES:
                raise _NotPlain
            text = _plain_value(match[3])
            if not isinstance(text, str) or len(text) > MAX_TEXT:
                raise _NotPlain
            said[key] = text
        self.beside[name] = said


def _known(key: Any) -> bool:
    from gtm_tui.questions import question_for

    return isinstance(key, str) and question_for(key) is not None


def _plain_value(raw: str) -> Any:
    """The value of a plain TOML literal on one line; raises _NotPlain for any other."""
    first = raw[:1]
    if first == '"':
        return _plain_string(raw)
    if first == "[":
        if raw.count('"') == 2 and raw[-1] == "]":
            return [_plain_string(raw[1:-1])]
        inner = raw[1:-1]
        if raw[-1:] != "]" or (inner and (inner[0] != '"' or inner[-1] != '"')):
            raise _NotPlain
        return [_plain_string(f'"{part}"') for part in inner[1:-1].split('", "')] if inner else []
    if raw in ("true", "false"):
        return raw == "true"
    if _INTEGER.fullmatch(raw):
        return int(raw)
    if _DECIMAL.fullmatch(raw):
        return float(raw)
    if _MOMENT.fullmatch(raw):
        try:
            return datetime.fromisoformat(raw)
        except ValueError:
            raise _NotPlain from None
    raise _NotPlain


def _plain_string(raw: str) -> str:
    inner = raw[1:-1]
    if len(raw) < 2 or raw[-1] != '"' or '"' in inner or "\\" in inner or not inner.isprintable():
        raise _NotPlain
    if not inner.isascii() and not is_sanitised(inner):
        raise _NotPlain
    return inner
