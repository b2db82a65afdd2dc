"""The difference between two sessions as plain records for the journal, and back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from math import isfinite
from typing import Any

from gtm_tui.model.session import Decision, Scenario, Session

# Session fields that map keys to values; each changed key is one record {"f": field, "k": key, "v": value or null}.
_MAPPINGS = (
    "answers",
    "invalid",
    "not_applicable",
    "notes",
    "sources",
    "decisions",
    "scenarios",
    "provenance",
    "dissent",
)
_ORDERS = ("segments", "budget")
_SETS = ("dont_know", "unconfirmed")


def changes_between(before: Session, after: Session) -> list[dict[str, Any]]:
    """The records that lead from one session to another; JSON-ready, at most one per field and key."""
    records: list[dict[str, Any]] = []
    for name in _MAPPINGS:
        old, new = getattr(before, name), getattr(after, name)
        if old is not new:
            records.extend(_of_mapping(name, old, new))
    for name in _SETS:
        held = getattr(after, name)
        records.extend({"f": name, "k": key, "v": key in held} for key in sorted(getattr(before, name) ^ held))
    for name in _ORDERS:
        if getattr(before, name) != getattr(after, name):
            records.append({"f": name, "k": "", "v": list(getattr(after, name))})
    return records


def apply_changes(session: Session, records: Iterable[Mapping[str, Any]]) -> Session:
    """The session with the records applied in order; records that make no sense are passed over."""
    changes: dict[str, dict[str, Any]] = {}
    sets = {name: set(getattr(session, name)) for name in _SETS}
    orders: dict[str, tuple[str, ...]] = {}
    for record in records:
        name, key, value = record.get("f"), record.get("k"), record.get("v")
        if name in _MAPPINGS and isinstance(key, str):
            mapping = changes.setdefault(name, dict(getattr(session, name)))
            if value is None:
                mapping.pop(key, None)
            else:
                mapping[key] = decode(value)
        elif name in _SETS and isinstance(key, str):
            (sets[name].add if value else sets[name].discard)(key)
        elif name in _ORDERS and isinstance(value, list):
            orders[name] = tuple(str(v) for v in value)
    everything: dict[str, Any] = {**changes, **orders, **{n: frozenset(s) for n, s in sets.items()}}
    return session._replace(**everything)


def _of_mapping(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, Any]]:
    records = [{"f": name, "k": key, "v": None} for key in old if key not in new]
    for key, value in new.items():
        if key not in old or old[key] != value:
            records.append({"f": name, "k": key, "v": encode(value)})
    return records


def encode(value: Any) -> Any:
    """A value as JSON holds it; kinds that JSON does not know become one-key tables."""
    if isinstance(value, (Decision, Scenario)):
        kind = "$decision" if isinstance(value, Decision) else "$scenario"
        return {kind: {name: encode(field) for name, field in value._asdict().items()}}
    if isinstance(value, (tuple, list)):
        return {"$list" if isinstance(value, list) else "$tuple": [encode(v) for v in value]}
    if isinstance(value, datetime):
        return {"$datetime": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, time):
        return {"$time": value.isoformat()}
    if isinstance(value, float) and not isfinite(value):
        return {"$float": str(value)}
    if isinstance(value, Mapping):
        return {"$table": {str(k): encode(v) for k, v in value.items()}}
    return value


def decode(value: Any) -> Any:
    """What `encode` made, as it was; raises ValueError or TypeError for records that are damaged."""
    if not isinstance(value, dict):
        return value
    ((kind, inner),) = value.items()
    match kind:
        case "$tuple":
            return tuple(decode(v) for v in inner)
        case "$list":
            return [decode(v) for v in inner]
        case "$datetime":
            return datetime.fromisoformat(inner)
        case "$date":
            return date.fromisoformat(inner)
        case "$time":
            return time.fromisoformat(inner)
        case "$float":
            return float(inner)
        case "$decision":
            return Decision(**{k: decode(v) for k, v in inner.items()})
        case "$scenario":
            return Scenario(**{k: decode(v) for k, v in inner.items()})
        case "$table":
            return {k: decode(v) for k, v in inner.items()}
    raise ValueError(f"unknown kind {kind}")
