"""From a parsed document to a session: every valid answer is taken, everything else is kept and reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from gtm_tui.model.session import FORMAT, MOST, Session, Value
from gtm_tui.questions import QUESTIONS, AnswerError, Question, question_for
from gtm_tui.questions.nearest import nearest_answer
from gtm_tui.questions.question import show_raw
from gtm_tui.store.migrations import is_item, known_formats, migrate
from gtm_tui.store.problems import Problem
from gtm_tui.store.session_codec.beside_answers import READERS, BesideAnswers
from gtm_tui.store.session_codec.kept import Kept, Path
from gtm_tui.store.toml_reader import RawDocument, UnreadableFile
from gtm_tui.text.sanitise import shown


class Decoded(NamedTuple):
    """A document as a session, with its `problems`, the `results` stored in it, and what to know about its format.

    `read_only` is true for a format newer than this program; `steps` counts the migrations that were applied.
    """

    session: Session
    problems: list[Problem]
    results: Mapping[str, Any]
    read_only: bool
    steps: int


def decode_session(raw: RawDocument) -> Decoded:
    """Turn a document into a session; raises UnreadableFile only where the format is none that any version wrote.

    Answers that are not valid go to `session.invalid`, keys not known to `session.extra`; both are reported.
    """
    doc = raw.doc
    steps, moves = migrate(doc)
    read_only, problems = _check_format(raw.path, raw.text, doc)
    decoder = _Decoder(doc)
    session = decoder.decode()
    problems.extend(decoder.kept.problems)
    if problems:
        problems = _with_lines(problems, raw.text, moves)
    results = doc.get("results")
    stored = results if isinstance(results, dict) else {}
    return Decoded(session=session, problems=problems, results=stored, read_only=read_only, steps=steps)


def decode_document(doc: dict[str, Any]) -> Session:
    """Turn a document that this program made, in any format, into a session, without problems or lines."""
    migrate(doc)
    return _Decoder(doc).decode()


def _check_format(path: str, text: str, doc: Mapping[str, Any]) -> tuple[bool, list[Problem]]:
    found = doc["format"]
    if isinstance(found, int) and not isinstance(found, bool):
        if found in known_formats():
            return False, []
        if found > FORMAT:
            return True, []
    known = " and ".join(str(n) for n in known_formats())
    sentence = f"{path}: format {shown(show_raw(found))} is not one this program knows (it knows {known})."
    from gtm_tui.store.toml_positions import locate

    raise UnreadableFile(path, sentence, locate(text).get(("format",)))


def _with_lines(problems: list[Problem], text: str, moves: Mapping[str, str]) -> list[Problem]:
    from gtm_tui.store.toml_positions import locate

    places = {".".join(path): line for path, line in locate(text).items()}
    places |= {new: places[old] for old, new in moves.items() if old in places}
    return [problem._replace(line=_line(problem.key, places)) for problem in problems]


def _line(key: str, places: Mapping[str, int]) -> int | None:
    """The line of a key, or of the nearest table around it."""
    while key and key not in places:
        key = key.rpartition(".")[0]
    return places.get(key)


class _Decoder:
    def __init__(self, doc: dict[str, Any]) -> None:
        self.doc = doc
        self.kept = Kept()
        self.answers: dict[str, Value] = {}
        self.invalid: dict[str, Any] = {}
        self.ids: dict[str, tuple[str, ...]] = {"segments": (), "budget": ()}

    def decode(self) -> Session:
        beside = BesideAnswers(self.kept)
        for name, value in self.doc.items():
            if name in ("format", "results"):
                continue
            reader = READERS.get(name)
            if reader is not None:
                reader(beside, name, value)
            elif name in MOST and isinstance(value, dict):
                self._collection(name, value)
            else:
                self._answers((name,), name, value)
        dont_know = beside.fields.pop("dont_know", frozenset())
        return Session(
            answers=self.answers,
            invalid=self.invalid,
            extra=self.kept.extra,
            segments=self.ids["segments"],
            budget=self.ids["budget"],
            dont_know=frozenset(key for key in dont_know if key not in self.answers),
            **beside.fields,
        )

    def _answers(self, path: Path, key: str, value: Any) -> None:
        question = question_for(key) if "." not in path[-1] else None
        if question is not None:
            self._answer(key, question, value)
        elif isinstance(value, dict) and path in QUESTIONS.computed(_branches):
            for name, item in value.items():
                self._answers((*path, name), f"{key}.{name}", item)
        elif path in QUESTIONS.computed(_branches):
            self.kept.invalid(path, value, "a table")
        else:
            self.kept.unknown(path, value)

    def _answer(self, key: str, question: Question, value: Any) -> None:
        try:
            self.answers[key] = question.check(value)
        except AnswerError as error:
            self.invalid[key] = value
            meant = partial(nearest_answer, question, value)
            self.kept.report(Problem(key=key, found=error.found, expected=error.expected, suggest=meant))

    def _collection(self, name: str, tables: Mapping[str, Any]) -> None:
        for identity, table in tables.items():
            path = (name, identity)
            if not isinstance(table, dict):
                self.kept.invalid(path, table, "a table")
            elif not is_item(identity, table):
                self.kept.invalid(path, table, "a table named by a short id without dots")
            elif len(self.ids[name]) >= MOST[name]:
                self.kept.invalid(path, table, f"one of at most {MOST[name]} {name}")
            else:
                self.ids[name] += (identity,)
                for field, value in table.items():
                    question = question_for(f"{name}.{identity}.{field}") if "." not in field else None
                    if question is not None:
                        self._answer(f"{name}.{identity}.{field}", question, value)
                    else:
                        self.kept.unknown((name, identity, field), value)


# Every table that holds answers, as paths: ("company",), ("groups",), ("groups", "sales"), ...
def _branches(questions: Iterable[Question]) -> frozenset[Path]:
    paths = [tuple(question.key.split(".")) for question in questions]
    inside = (parts[:length] for parts in paths for length in range(1, len(parts)) if "*" not in parts)
    return frozenset(inside) | frozenset((name,) for name in MOST)


def known_tables() -> frozenset[str]:
    """The tables by which a file is known as a session."""
    return QUESTIONS.computed(_tables)


def _tables(questions: Iterable[Question]) -> frozenset[str]:
    beside = READERS.keys() - {"dont_know", "unconfirmed"}
    return frozenset({path[0] for path in _branches(questions)} | beside | {"results"})
