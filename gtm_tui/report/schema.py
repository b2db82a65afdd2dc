"""The JSON Schemas of what `check` and `report` print, so that other programs can rely on it."""

from typing import Any

from gtm_tui.model.vocabulary import BASIS, SEVERITIES, STATUS

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def check_schema() -> Schema:
    """The schema of `gtm-tui check --format json`."""
    files = {"type": "array", "items": _file(), "description": "In the order given."}
    return {"$schema": _DIALECT, "title": "gtm-tui check", **_table({"files": files}, ("files",))}


def report_schema() -> Schema:
    """The schema of `gtm-tui report --format json`: one file as in `check`, and what the page says besides."""
    decided = {
        "ways_out": _TEXTS,
        "action": _or_null(_TEXT),
        "owner": _or_null(_TEXT),
        "due": _or_null({"type": "string", "format": "date"}),
    }
    file = _file(decided)
    shape = _one_of("aligned", "close", "mismatch", "incomplete")
    positions = {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 5}}
    rows = dict.fromkeys(("marketing", "sales", "success", "money"), positions)
    segment = {"id": _TEXT, "name": _TEXT, "headline": _TEXT, "shape": shape, **rows}
    owner = _table({"person": _TEXT, "scope": _TEXT}, ("person", "scope"))
    line = {
        "deliverable": _TEXT,
        "state": _one_of("one", "split", "double", "gap", "open"),
        "owners": {"type": "array", "items": owner},
    }
    page: Schema = {
        "title": _TEXT,
        "assessed": {"type": "string", "format": "date"},
        "counts": _table({severity: {"type": "integer", "minimum": 0} for severity in SEVERITIES}, SEVERITIES),
        "settle_first": {**_TEXTS, "maxItems": 3, "description": "Findings by name, CODE or CODE/subject."},
        "segments": {"type": "array", "items": _table(segment, tuple(segment))},
        "accountable": {"type": "array", "items": _table(line, tuple(line))},
        "accepted": _TEXTS,
        "strengths": _TEXTS,
        "not_known": _TEXTS,
        "since_previous": _or_null({"type": "object", "additionalProperties": _TEXTS}),
        "next_check_due": _TEXT,
        "decisions_without_finding": _TEXTS,
        "answers": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _TEXT}},
        "caveat": _TEXT,
    }
    properties = {**file["properties"], **page}
    return {"$schema": _DIALECT, "title": "gtm-tui report", **_table(properties, (*file["required"], *page))}


def _file(more: Schema | None = None) -> Schema:
    finding = _finding(more or {})
    properties: Schema = {
        "path": _TEXT,
        "model_version": _TEXT,
        "calibration": _TEXT,
        "notices": {**_TEXTS, "description": "What to know about the result before reading it."},
        "findings": {"type": "array", "items": finding, "description": "Absent where the file cannot be read."},
        "before_you_start": {"type": "array", "items": finding, "description": "Planned segments; not counted."},
        "not_assessed": {
            "type": "array",
            "items": _table({"code": _TEXT, "subject": _TEXT, "missing": _TEXTS}, ("code", "subject", "missing")),
        },
        "problems": {
            "type": "array",
            "items": _table(
                {
                    "key": _or_null(_TEXT),
                    "line": _or_null({"type": "integer"}),
                    "found": {},
                    "expected": {},
                    "did_you_mean": _or_null(_TEXT),
                },
                ("key", "line", "found", "expected", "did_you_mean"),
            ),
        },
    }
    return _table(properties, ("path", "problems"))


def _finding(more: Schema) -> Schema:
    properties: Schema = {
        "code": {"type": "string", "pattern": "^[A-Z]+-[0-9]{2}$"},
        "name": _TEXT,
        "subject": {
            **_TEXT,
            "description": "Segment, deliverable, group, person or budget purpose; '' = the whole team.",
        },
        "severity": _one_of(*SEVERITIES),
        "basis": _one_of(*BASIS),
        "status": _one_of(*STATUS),
        "title": _TEXT,
        "message": _TEXT,
        "evidence": {**_TEXTS, "minItems": 1},
        "source": _TEXT,
        "ways_out": {"type": "array", "description": "Empty unless asked for."},
        "reach": _or_null({"type": "number", "minimum": 0, "maximum": 1}),
        **more,
    }
    return _table(properties, tuple(properties))


def _table(properties: Schema, required: tuple[str, ...]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required)}


def _one_of(*values: str) -> Schema:
    return {"enum": list(values)}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
