"""Older file formats, brought up to date in memory by small numbered steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from gtm_tui.model.session import FORMAT
from gtm_tui.questions.question import MAX_NAME

Document = dict[str, Any]
Moves = dict[str, str]

# Format 1 asked these once for the company; format 2 asks them of each segment.
_TO_FIRST_SEGMENT = {
    "measures.leads": "leads",
    "measures.qualified_opportunities": "qualified_opportunities",
    "measures.time_to_first_value_share": "first_value_share",
    "measures.gross_retention": "gross_retention",
}


def known_formats() -> list[int]:
    """The formats that can be read, oldest first."""
    oldest = FORMAT
    while oldest - 1 in STEPS:
        oldest -= 1
    return list(range(oldest, FORMAT + 1))


def migrate(doc: Document) -> tuple[int, Moves]:
    """Bring a document to the present format, in place; return how many steps that took and what moved (old -> new).

    Documents of the present, a newer or no format stay as they are.
    """
    version = doc.get("format", FORMAT)
    taken = 0
    moves: Moves = {}
    while isinstance(version, int) and not isinstance(version, bool) and version < FORMAT and version in STEPS:
        moves |= STEPS[version](doc)
        version += 1
        taken += 1
        doc["format"] = version
    return taken, moves


def is_item(identity: str, table: object) -> bool:
    """Tell whether an entry of `segments` or `budget` is one: a table named by a short id without dots."""
    return isinstance(table, dict) and bool(identity.strip()) and "." not in identity and len(identity) <= MAX_NAME


def moved_records(records: Iterable[Mapping[str, Any]], segments: tuple[str, ...]) -> list[dict[str, Any]]:
    """Journal records of format 1 in the keys of format 2; `segments` are those of the session they belong to.

    A number of a session without segments becomes a note, which every session can hold.
    """
    copies = [dict(record) for record in records]
    for record in copies:
        if record.get("f") == "segments" and isinstance(record.get("v"), list):
            segments = tuple(str(identity) for identity in record["v"])
    moves = _moves_to(segments[0]) if segments else {}
    return [_moved_record(record, moves) for record in copies]


def _to_format_2(doc: Document) -> Moves:
    """Numbers of the Data Model belong to a segment: they go to the first in the file, with all that names them.

    Without a segment, or where the segment has such a key already, they stay and are kept as unknown keys.
    """
    tables = doc.get("segments")
    ids = [i for i, table in tables.items() if is_item(i, table)] if isinstance(tables, dict) else []
    if not ids:
        return {}
    first = tables[ids[0]]  # type: ignore[index]
    moves = {old: new for old, new in _moves_to(ids[0]).items() if new.rpartition(".")[2] not in first}
    _move_answers(doc, first, moves)
    for name in ("dont_know", "unconfirmed"):
        if isinstance(doc.get(name), list):
            doc[name] = [moves.get(key, key) if isinstance(key, str) else key for key in doc[name]]
    for name in ("notes", "sources", "not_applicable", "provenance", "dissent"):
        _rename(doc, name, moves)
    for scenario in _tables_in(doc.get("scenarios")):
        _rename(scenario, "set", moves)
    for decision in _tables_in(doc.get("decisions")):
        if isinstance(decision.get("seen"), list):
            decision["seen"] = [_moved_line(line, moves) for line in decision["seen"]]
    return moves


# The step under n turns a document of format n into one of format n + 1, in place, and returns which keys moved.
STEPS: dict[int, Callable[[Document], Moves]] = {1: _to_format_2}


def _moves_to(segment: str) -> Moves:
    return {old: f"segments.{segment}.{name}" for old, name in _TO_FIRST_SEGMENT.items()}


def _move_answers(doc: Document, segment: Document, moves: Moves) -> None:
    measures = doc.get("measures")
    if not isinstance(measures, dict):
        return
    for old, new in moves.items():
        name = old.partition(".")[2]
        if name in measures:
            segment[new.rpartition(".")[2]] = measures.pop(name)
    if not measures:
        del doc["measures"]


def _rename(parent: Document, name: str, moves: Moves) -> None:
    """Rename key paths in a table that is keyed by them, whether they are written quoted or as nested tables."""
    table = parent.get(name)
    if not isinstance(table, dict):
        return
    flat: Document = {}
    for key, value in table.items():
        if key == "measures" and isinstance(value, dict):
            flat |= {f"measures.{inner}": item for inner, item in value.items()}
        else:
            flat[key] = value
    if any(old in flat and new not in flat for old, new in moves.items()):
        parent[name] = {
            (moves[key] if key in moves and moves[key] not in flat else key): value for key, value in flat.items()
        }


def _tables_in(value: object) -> list[Document]:
    return [table for table in value.values() if isinstance(table, dict)] if isinstance(value, dict) else []


def _moved_line(line: object, moves: Moves) -> object:
    """A line of evidence, `key = value`, under the key of today."""
    if not isinstance(line, str):
        return line
    key, equals, value = line.partition(" = ")
    return moves.get(key, key) + equals + value


def _moved_record(record: dict[str, Any], moves: Moves) -> dict[str, Any]:
    key, value = record.get("k"), record.get("v")
    if isinstance(key, str) and key in _TO_FIRST_SEGMENT:
        if moves:
            return record | {"k": moves[key]}
        if record.get("f") in ("answers", "invalid", "typed") and value not in (None, ""):
            return record | {"f": "notes", "v": str(value)}
    if moves and isinstance(value, dict) and record.get("f") in ("scenarios", "decisions"):
        return record | {"v": _moved_value(value, moves)}
    return record


def _moved_value(value: Any, moves: Moves) -> Any:
    """A scenario or decision as a journal holds it: keys of tables, and lines of evidence, under the keys of today."""
    if isinstance(value, dict):
        return {moves.get(key, key): _moved_value(item, moves) for key, item in value.items()}
    if isinstance(value, list):
        return [_moved_line(item, moves) if isinstance(item, str) else _moved_value(item, moves) for item in value]
    return value
