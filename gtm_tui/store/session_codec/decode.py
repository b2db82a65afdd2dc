"""From a parsed document to a session: every valid answer is taken, everything else is kept and reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from gtm_tui.model.session import FORMAT, MOST, Decision, Scenario, Session, Value
from gtm_tui.model.vocabulary import DECIDED
from gtm_tui.questions import QUESTIONS, SOURCES, AnswerError, Question, question_for
from gtm_tui.questions.nearest import nearest_answer, nearest_of
from gtm_tui.questions.question import MAX_TEXT, show_raw
from gtm_tui.store.migrations import is_item, known_formats, migrate
from gtm_tui.store.problems import Problem
from gtm_tui.store.toml_reader import RawDocument, UnreadableFile
from gtm_tui.text.sanitise import shown

Path = tuple[str, ...]

MAX_LISTED_PROBLEMS = 200
_SOURCES = tuple(option.value for option in SOURCES)


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
    problems.extend(decoder.problems)
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
        self.problems: list[Problem] = []
        self.answers: dict[str, Value] = {}
        self.invalid: dict[str, Any] = {}
        self.extra: dict[Path, Any] = {}
        self.ids: dict[str, tuple[str, ...]] = {"segments": (), "budget": ()}
        self.special: dict[str, Any] = {}

    def decode(self) -> Session:
        for name, value in self.doc.items():
            if name in ("format", "results"):
                continue
            reader = _SPECIAL.get(name)
            if reader is not None:
                reader(self, name, value)
            elif name in MOST and isinstance(value, dict):
                self._collection(name, value)
            else:
                self._answers((name,), name, value)
        dont_know = self.special.pop("dont_know", frozenset())
        return Session(
            answers=self.answers,
            invalid=self.invalid,
            extra=self.extra,
            segments=self.ids["segments"],
            budget=self.ids["budget"],
            dont_know=frozenset(key for key in dont_know if key not in self.answers),
            **self.special,
        )

    # -- answers ---------------------------------------------------------------------------------------

    def _answers(self, path: Path, key: str, value: Any) -> None:
        question = question_for(key) if "." not in path[-1] else None
        if question is not None:
            self._answer(key, question, value)
        elif isinstance(value, dict) and path in QUESTIONS.computed(_branches):
            for name, item in value.items():
                self._answers((*path, name), f"{key}.{name}", item)
        elif path in QUESTIONS.computed(_branches):
            self._keep(path, value, "a table")
        else:
            self._unknown(path, value)

    def _answer(self, key: str, question: Question, value: Any) -> None:
        try:
            self.answers[key] = question.check(value)
        except AnswerError as error:
            self.invalid[key] = value
            meant = partial(nearest_answer, question, value)
            self._report(Problem(key=key, found=error.found, expected=error.expected, suggest=meant))

    def _collection(self, name: str, tables: Mapping[str, Any]) -> None:
        for identity, table in tables.items():
            path = (name, identity)
            if not isinstance(table, dict):
                self._keep(path, table, "a table")
            elif not is_item(identity, table):
                self._keep(path, table, "a table named by a short id without dots")
            elif len(self.ids[name]) >= MOST[name]:
                self._keep(path, table, f"one of at most {MOST[name]} {name}")
            else:
                self.ids[name] += (identity,)
                for field, value in table.items():
                    question = question_for(f"{name}.{identity}.{field}") if "." not in field else None
                    if question is not None:
                        self._answer(f"{name}.{identity}.{field}", question, value)
                    else:
                        self._unknown((name, identity, field), value)

    # -- what stands beside the answers ------------------------------------------------------------------

    def _dont_know(self, name: str, value: Any) -> None:
        listed = value if isinstance(value, list) else None
        if listed is None:
            self._keep((name,), value, "a list of key paths")
            return
        self.special[name] = frozenset(key for key in listed if isinstance(key, str))
        for key in listed:
            if isinstance(key, str) and question_for(key) is None:
                self._report(_unknown_problem(f"{name}.{key}", show_raw(key), key))
        wrong = [key for key in listed if not isinstance(key, str)]
        if wrong:
            self._keep((name,), wrong, "a list of key paths")

    def _texts(self, name: str, value: Any) -> None:
        """Notes, sources and reasons: a table of key path = text, the path quoted or not."""
        if not isinstance(value, dict):
            self._keep((name,), value, "a table")
            return
        kept: dict[str, str] = {}
        for key, text in _flat(value):
            if not isinstance(text, str) or len(text) > MAX_TEXT:
                self._keep((name, key), text, "text")
            elif name == "sources" and text not in _SOURCES:
                self._keep(
                    (name, key), text, f"one of: {', '.join(_SOURCES)}", partial(nearest_of, str(text), _SOURCES)
                )
            else:
                kept[key] = text
                if question_for(key) is None and name != "notes":
                    self._report(_unknown_problem(f"{name}.{key}", show_raw(text), key))
        self.special[name] = kept

    def _decisions(self, name: str, value: Any) -> None:
        if not isinstance(value, dict):
            self._keep((name,), value, "a table")
            return
        self.special[name] = decisions = {}
        for identity, table in value.items():
            decision = self._decision((name, identity), table)
            if decision is not None:
                decisions[identity] = decision

    def _decision(self, path: Path, table: Any) -> Decision | None:
        if not isinstance(table, dict) or table.get("status") not in DECIDED:
            status = table.get("status") if isinstance(table, dict) else None
            expected = f"a table with status = one of: {', '.join(DECIDED)}"
            self._keep(path, table, expected, partial(nearest_of, str(status), DECIDED))
            return None
        fields: dict[str, Any] = {}
        for name, value in table.items():
            known = _DECISION_FIELDS.get(name)
            if known is None:
                self._unknown((*path, name), value)
            elif known[0](value):
                fields[name] = tuple(value) if name == "seen" else value
            else:
                self._keep((*path, name), value, known[1])
        return Decision(**fields)

    def _scenarios(self, name: str, value: Any) -> None:
        if not isinstance(value, dict):
            self._keep((name,), value, "a table")
            return
        self.special[name] = scenarios = {}
        for identity, table in value.items():
            changes = table.get("set", {}) if isinstance(table, dict) else None
            if not isinstance(changes, dict):
                self._keep((name, identity), table, "a table with a title and a table `set`")
                continue
            title = table.get("title", identity)
            if not isinstance(title, str):
                self._keep((name, identity, "title"), title, "text")
                title = identity
            scenarios[identity] = Scenario(title=title, changes=dict(self._changes((name, identity, "set"), changes)))
            for field, item in table.items():
                if field not in ("title", "set"):
                    self._unknown((name, identity, field), item)

    def _changes(self, path: Path, changes: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
        for key, value in _flat(changes):
            question = question_for(key)
            if question is None:
                self._unknown((*path, key), value)
                continue
            try:
                yield key, question.check(value)
            except AnswerError as error:
                self._keep((*path, key), value, error.expected)

    def _provenance(self, name: str, value: Any) -> None:
        if not isinstance(value, dict):
            self._keep((name,), value, "a table")
            return
        self.special[name] = kept = {}
        for key, names in _flat(value):
            if isinstance(names, list) and all(isinstance(n, str) for n in names):
                kept[key] = tuple(names)
            else:
                self._keep((name, key), names, "a list of respondents")

    def _dissent(self, name: str, value: Any) -> None:
        if not isinstance(value, dict):
            self._keep((name,), value, "a table")
            return
        self.special[name] = kept = {}
        for key, said in value.items():
            if isinstance(said, dict):
                kept[key] = said
            else:
                self._keep((name, key), said, "a table of respondent = answer")

    # -- keeping and reporting ---------------------------------------------------------------------------

    def _keep(self, path: Path, value: Any, expected: str, suggest: Callable[[], str] | None = None) -> None:
        self.extra[path] = value
        self._report(Problem(key=".".join(path), found=show_raw(value), expected=expected, suggest=suggest))

    def _unknown(self, path: Path, value: Any) -> None:
        self.extra[path] = value
        self._report(_unknown_problem(".".join(path), show_raw(value)))

    def _report(self, problem: Problem) -> None:
        if len(self.problems) < MAX_LISTED_PROBLEMS:
            self.problems.append(problem._replace(found=shown(problem.found)))


_SPECIAL = {
    "dont_know": _Decoder._dont_know,
    "unconfirmed": _Decoder._dont_know,
    "notes": _Decoder._texts,
    "sources": _Decoder._texts,
    "not_applicable": _Decoder._texts,
    "decisions": _Decoder._decisions,
    "scenarios": _Decoder._scenarios,
    "provenance": _Decoder._provenance,
    "dissent": _Decoder._dissent,
}


# Every table that holds answers, as paths: ("company",), ("groups",), ("groups", "sales"), ...
def _branches(questions: Iterable[Question]) -> frozenset[Path]:
    paths = [tuple(question.key.split(".")) for question in questions]
    inside = (parts[:length] for parts in paths for length in range(1, len(parts)) if "*" not in parts)
    return frozenset(inside) | frozenset((name,) for name in MOST)


def known_tables() -> frozenset[str]:
    """The tables by which a file is known as a session."""
    return QUESTIONS.computed(_tables)


def _tables(questions: Iterable[Question]) -> frozenset[str]:
    beside = _SPECIAL.keys() - {"dont_know", "unconfirmed"}
    return frozenset({path[0] for path in _branches(questions)} | beside | {"results"})


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


def _unknown_problem(key: str, found: str, search: str = "") -> Problem:
    expected = "a key this version knows"
    return Problem(key=key, found=found, expected=expected, kind="unknown", search=search or key)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (key path, value) whether the path was written as one quoted key or as nested tables."""
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict) and question_for(key) is None:
            yield from _flat(value, f"{key}.")
        else:
            yield key, value
