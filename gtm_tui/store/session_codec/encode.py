"""From a session to the bytes of its file: always the same order, and proven readable before any file is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from gtm_tui.model.session import FORMAT, Decision, Session
from gtm_tui.questions import QUESTIONS, Question, question_for
from gtm_tui.store.toml_reader import MAX_BYTES, UnreadableFile, parse
from gtm_tui.text.sanitise import sanitise_tree

HEADER = "# Go-to-market assessment, written by gtm-tui. Safe to edit by hand."
# Editors look for the schema where this line says; it is written only where that file is.
SCHEMA_NAME = "gtm-session.schema.json"
SCHEMA_LINE = f"#:schema ./{SCHEMA_NAME}"


class EncodingError(ValueError):
    """A session that cannot be written as a file; the message is a sentence, and no file was touched."""


def encode_session(
    session: Session, results: Mapping[str, Any] | None = None, *, schema: bool = False, check: bool = True
) -> bytes:
    """Return the file of a session as UTF-8 bytes, with `results` as its last table; raises EncodingError.

    Keys stand in the order of the questionnaire. `schema` says that the schema file lies beside the session. The text
    is read back and compared before it is returned, except with `check=False`, for a text that is only compared with a
    file that is there.
    """
    import tomli_w

    doc, _ = sanitise_tree(document(session, results))
    try:
        body = _house_style(tomli_w.dumps(doc))
        text = "\n".join((HEADER, *([SCHEMA_LINE] if schema else []), body))
        again = parse("the file", text) if check else doc
        data = text.encode("utf-8")
    except (ValueError, TypeError, RecursionError, UnreadableFile):
        raise EncodingError("An answer cannot be written as text; nothing was saved.") from None
    if check and not same(again, doc):
        raise EncodingError("The file would not read back as it was written; nothing was saved.")
    return check_size(data)


def check_size(data: bytes) -> bytes:
    """Return the bytes of a file that is no larger than one that can be read; raises EncodingError."""
    if len(data) > MAX_BYTES:
        raise EncodingError(f"The session would be too large for one file (the limit is {MAX_BYTES:,} bytes).")
    return data


def document(session: Session, results: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the session as the nested tables of its file, in order."""
    doc: dict[str, Any] = {"format": FORMAT}
    order = _Order(session)
    for name, keys in (("dont_know", session.dont_know), ("unconfirmed", session.unconfirmed)):
        listed: list[Any] = [*order.sorted(keys)]
        wrong = session.extra.get((name,), [])
        if listed or wrong:
            doc[name] = listed + wrong if isinstance(wrong, list) else (listed or wrong)
    for key, question in order.questions:
        if key in session.invalid:
            _put(doc, tuple(key.split(".")), session.invalid[key])
        elif key in session.answers:
            _put(doc, tuple(key.split(".")), question.raw(session.answers[key]))
    _add_empty_tables(doc, session)
    for name in ("notes", "sources", "not_applicable"):
        texts: Mapping[str, str] = getattr(session, name)
        if texts:
            doc[name] = {key: texts[key] for key in order.sorted(texts)}
    if session.decisions:
        doc["decisions"] = {key: _decision(session.decisions[key]) for key in sorted(session.decisions)}
    if session.scenarios:
        doc["scenarios"] = {key: _scenario(session, key, order) for key in sorted(session.scenarios)}
    if session.provenance:
        doc["provenance"] = {key: list(session.provenance[key]) for key in order.sorted(session.provenance)}
    if session.dissent:
        doc["dissent"] = {key: _plain(session.dissent[key]) for key in order.sorted(session.dissent)}
    for path, value in session.extra.items():
        if path not in (("dont_know",), ("unconfirmed",)):
            _put(doc, path, _plain(value))
    if results is not None:
        doc["results"] = dict(results)
    return doc


_LIST = re.compile(r"^(\S.* = )\[\n((?:    [^\[\]{}\n ].*,\n)+)\]$", re.MULTILINE)
_TIME = re.compile(r"^(.* = \d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d:\d\d|)$", re.MULTILINE)


class _Order:
    """The order of the questionnaire for one session."""

    def __init__(self, session: Session) -> None:
        self.questions = list(_in_order(session))
        self.rank = {key: number for number, (key, _) in enumerate(self.questions)}

    def sorted(self, keys: Iterable[str]) -> list[str]:
        """Known keys in the order of the questionnaire, then the others by name."""
        return sorted(keys, key=lambda key: (self.rank.get(key, len(self.rank)), key))


def _in_order(session: Session) -> Iterator[tuple[str, Question]]:
    done: set[str] = set()
    for question in QUESTIONS:
        collection = question.collection
        if not collection:
            yield question.key, question
        elif collection not in done:
            done.add(collection)
            members = [q for q in QUESTIONS if q.collection == collection]
            for identity in getattr(session, collection):
                for member in members:
                    yield member.key_for(identity), member


def _add_empty_tables(doc: dict[str, Any], session: Session) -> None:
    """A segment or budget line of which nothing is known yet still has its table, and its place."""
    for collection, ids in (("segments", session.segments), ("budget", session.budget)):
        if not ids:
            continue
        tables = doc.get(collection)
        known = tables if isinstance(tables, dict) else {}
        ordered = {identity: known.get(identity, {}) for identity in ids}
        if collection in doc:
            doc[collection] = ordered
        else:
            _insert_before(doc, collection, ordered)


def _insert_before(doc: dict[str, Any], name: str, value: Any) -> None:
    heads = list(dict.fromkeys(question.key.partition(".")[0] for question in QUESTIONS))
    later = set(heads[heads.index(name) + 1 :])
    rest = {key: doc.pop(key) for key in list(doc) if key in later}
    doc[name] = value
    doc.update(rest)


def _put(doc: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Put a value at a path; a table that is needed on the way replaces what is none."""
    table = doc
    for name in path[:-1]:
        inner = table.get(name)
        if not isinstance(inner, dict):
            inner = table[name] = {}
        table = inner
    if isinstance(table.get(path[-1]), dict) and not isinstance(value, dict):
        return
    table[path[-1]] = value


def _decision(decision: Decision) -> dict[str, Any]:
    return {name: _plain(value) for name, value in decision._asdict().items() if value not in ("", None, ())}


def _scenario(session: Session, name: str, order: _Order) -> dict[str, Any]:
    scenario = session.scenarios[name]
    changes = {key: _raw(key, scenario.changes[key]) for key in order.sorted(scenario.changes)}
    return {"title": scenario.title, "set": changes}


def _raw(key: str, value: Any) -> Any:
    question = question_for(key)
    return _plain(value) if question is None else question.raw(value)


def _plain(value: Any) -> Any:
    """Tuples become lists and mappings dicts, as the writer wants them."""
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _house_style(text: str) -> str:
    """Put lists of plain values on one line, so that one changed answer is one changed line; times as 09:30:00Z."""
    text = _LIST.sub(lambda m: f"{m[1]}[{', '.join(line.strip()[:-1] for line in m[2].splitlines())}]", text)
    return _TIME.sub(lambda m: f"{m[1]}T{m[2]}{'Z' if m[3] == '+00:00' else m[3]}", text)


def same(one: Any, other: Any) -> bool:
    """Tell whether two values of a document are equal, with their types; not-a-number equals itself."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one == other
    return type(one) is type(other) and (one == other or (one != one and other != other))
