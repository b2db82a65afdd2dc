"""Fills a session from an answers file without asking anything; what is missing or wrong is listed.

An answers file is TOML with the keys of a session file, nested or quoted (`"company.name" = "..."`).
Text is taken as a person would type it in the wizard (`"18k"`), other values as a session file holds them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gtm_tui.interview import Interview
from gtm_tui.model.session import MOST
from gtm_tui.questions import SOURCES, AnswerError, Kind, field_of, nearest_keys, question_for
from gtm_tui.questions.question import show_raw

_MARKS = ("dont_know", "not_applicable", "notes", "sources")
# Written by the program, or settled beside the answers: passed over without a word.
_PASSED_OVER = ("format", "results", "decisions", "scenarios", "provenance", "dissent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One entry of an answers file that is not an answer."""

    key: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What came of an answers file: entries that are wrong, and required questions still open (key, wording)."""

    wrong: tuple[Wrong, ...]
    missing: tuple[tuple[str, str], ...]


def fill(interview: Interview, document: Mapping[str, Any]) -> Filled:
    """Give every answer of the document to the interview; wrong ones are listed, and kept where there is no answer."""
    answers = {key: value for key, value in document.items() if key not in (*_MARKS, *_PASSED_OVER)}
    with interview.one_step("fill"):
        given = [_give(interview, key, raw) for key, raw in _flatten(answers)]
        wrong = [problem for problem in given if problem is not None]
        wrong.extend(_give_marks(interview, document))
    missing = tuple((end.key, end.text) for end in interview.loose_ends() if end.kind == "required")
    if not interview.session.segments:
        missing = (*missing, ("segments", "At least one segment"))
    return Filled(wrong=tuple(wrong), missing=missing)


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        path = f"{prefix}{key}"
        question = question_for(path)
        owners = question is not None and question.kind == Kind.OWNERS
        if isinstance(value, Mapping) and not owners:
            yield from _flatten(value, f"{path}.")
        else:
            yield path, value


def _give(interview: Interview, key: str, raw: Any) -> Wrong | None:
    question = question_for(key)
    if question is None:
        nearest = nearest_keys(key)
        return Wrong(
            key=key,
            found="a key that is not a question",
            expected=f"one such as {nearest[0]}" if nearest else "a question's key",
        )
    if not question.page:
        return None
    if _one_too_many(interview, key):
        collection = field_of(key)[0]
        return Wrong(key=key, found="one more", expected=f"at most {MOST[collection]} of {collection}")
    try:
        if isinstance(raw, str):
            error = interview.offer(key, raw)
            return Wrong(key=key, found=error.found, expected=error.expected) if error else None
        interview.answer(key, raw)
    except AnswerError as error:
        if interview.session.state(key) != "answered":
            interview.change(interview.session.with_invalid(key, raw))
        return Wrong(key=key, found=error.found, expected=error.expected)
    return None


def _one_too_many(interview: Interview, key: str) -> bool:
    collection, identity, _ = field_of(key)
    there = getattr(interview.session, collection) if collection else ()
    return bool(collection) and identity not in there and len(there) >= MOST[collection]


def _give_marks(interview: Interview, document: Mapping[str, Any]) -> Iterator[Wrong]:
    unknown = document.get("dont_know", [])
    for key in unknown if isinstance(unknown, list) else [unknown]:
        if isinstance(key, str) and question_for(key) and not _one_too_many(interview, key):
            if key not in interview.session.dont_know:
                interview.dont_know(key)
        else:
            yield Wrong(key="dont_know", found=show_raw(key), expected="the key of a question")
    for name, give in (
        ("not_applicable", interview.not_applicable),
        ("notes", interview.note),
        ("sources", interview.source),
    ):
        table = document.get(name, {})
        for key, text in table.items() if isinstance(table, Mapping) else ((name, table),):
            valid = isinstance(text, str) and question_for(key) is not None and not _one_too_many(interview, key)
            if name == "sources":
                valid = valid and text in [source.value for source in SOURCES]
            if valid:
                give(key, text)
            else:
                known = ", ".join(source.value for source in SOURCES)
                expected = f"one of: {known}" if name == "sources" else "a question's key with a text"
                yield Wrong(key=f"{name}.{key}", found=show_raw(text), expected=expected)
