"""`gtm-tui schema`: the JSON Schema of the session file, made from the question catalogue."""

from __future__ import annotations

import argparse

from gtm_tui.cli.errors import CommandError
from gtm_tui.cli.output import put_json, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from gtm_tui.questions import Question

    Schema = dict[str, Any]

ABOUT = """Print the JSON Schema of the session file. Editors that validate TOML find it where it lies beside the file:

  gtm-tui schema -o gtm-session.schema.json"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("schema", help="print the JSON Schema of the session file", description=ABOUT)
    parser.add_argument(
        "--of",
        choices=("session", "check", "report"),
        default="session",
        help="the session file (default), or the JSON that check or report print",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write it to a file")


def run(args: argparse.Namespace) -> int:
    """Print the schema, or write it to a file."""
    if args.of == "session":
        schema = session_schema()
    else:
        from gtm_tui.report.schema import check_schema, report_schema

        schema = check_schema() if args.of == "check" else report_schema()
    if args.output:
        write_schema(args, args.output, schema)
    else:
        put_json(schema)
    return 0


def write_schema(args: argparse.Namespace, file: str, schema: Schema) -> None:
    """Write a schema to a file, in the data folder where there is one; raises CommandError."""
    from gtm_tui.cli.session_files import data_folder
    from gtm_tui.store.atomic_write import SaveError, write_atomically
    from gtm_tui.store.paths import BadName, check_name
    from gtm_tui.text.json_text import json_text
    from gtm_tui.text.sanitise import shown

    data = data_folder(args)
    try:
        name = check_name(file, ".json") if data else file
        text = json_text(schema, indent=2) + "\n"
        saved = write_atomically(name, text.encode("utf-8"), dir_fd=data.fd if data else None)
    except (BadName, SaveError) as error:
        raise CommandError(shown(error)) from None
    for notice in saved.notices:
        say(notice)
    say(f"Wrote {shown(saved.path)}.")


def session_schema() -> Schema:
    """The schema of a whole session file, as a JSON-ready dictionary (draft 2020-12).

    Keys that are not in it are allowed, because the program keeps them. TOML dates have no type of their own
    in JSON Schema: they carry a format only.
    """
    from gtm_tui.model.session import FORMAT
    from gtm_tui.questions import QUESTIONS

    root: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gtm-tui session",
        "description": "One assessment of a go-to-market team. An absent key means: not answered yet.",
        "type": "object",
        "required": ["format"],
        "properties": {
            "format": {"type": "integer", "minimum": 1, "description": f"Format of the file; this program: {FORMAT}."},
            "dont_know": _texts("Keys of the questions answered with 'I don't know'."),
            "unconfirmed": _texts("Keys of answers carried over from an earlier session and not confirmed yet."),
        },
    }
    for question in QUESTIONS:
        _place(root, question)
    root["properties"] |= _beside_answers()
    return root


def _place(root: Schema, question: Question) -> None:
    """Put a question's schema where its key path leads; `*` stands for every segment or budget id."""
    table = root
    *branches, leaf = question.key.split(".")
    for part in branches:
        if part == "*":
            table = table.setdefault("additionalProperties", _table())
        else:
            table = table["properties"].setdefault(part, _table())
    table["properties"][leaf] = {"description": _described(question), **_answer(question)}


def _table(description: str = "") -> Schema:
    table: Schema = {"type": "object", "properties": {}}
    return {"description": description, **table} if description else table


def _described(question: Question) -> str:
    options = "; ".join(f"{option.value}: {option.label}" for option in question.options if option.label)
    parts = (question.wording, question.help, f"Options: {options}." if options else "")
    return " ".join(part for part in parts if part)


def _answer(question: Question) -> Schema:
    from gtm_tui.questions import Kind
    from gtm_tui.questions.question import MAX_ITEMS, MAX_NAME, MAX_TEXT

    name = _text(MAX_NAME)
    match question.kind:
        case Kind.NAME:
            return name
        case Kind.TEXT:
            return _text(MAX_TEXT)
        case Kind.CURRENCY:
            return {"type": "string", "pattern": "^[A-Z]{3}$"}
        case Kind.YES_NO:
            return {"type": "boolean"}
        case Kind.CHOICE:
            return {"enum": list(question.values)}
        case Kind.CHOICES:
            return {"type": "array", "items": {"enum": list(question.values)}}
        case Kind.PEOPLE | Kind.SEGMENTS:
            return {"type": "array", "items": name, "maxItems": MAX_ITEMS}
        case Kind.OWNERS:
            return {"type": "object", "additionalProperties": name, "maxProperties": MAX_ITEMS}
        case Kind.DATETIME:
            return {"format": "date-time"}
        case Kind.COUNT | Kind.PERCENT:
            return {"type": "integer", "minimum": question.low, "maximum": question.high}
        case _:
            return {"type": "number", "minimum": question.low, "maximum": question.high}


def _beside_answers() -> Schema:
    """What a file holds beside answers: notes, ranges, sources, reasons, decisions, scenarios, plan and results."""
    from gtm_tui.questions import SOURCES

    sources = [option.value for option in SOURCES]
    return {
        "notes": _by_key(_text(), "Notes by question; shown in the report."),
        "ranges": _by_key(_range(), "Numbers given as a range, low and high, by question."),
        "sources": _by_key({"enum": sources}, "Where a number comes from, by question."),
        "not_applicable": _by_key(_text(), "Why a question does not apply, by question."),
        "decisions": _by_key(_decision(), "What was decided about a finding, by CODE or CODE/subject."),
        "scenarios": _by_key(_scenario(), "Answers to try on top of the others, by name."),
        "provenance": _by_key(_texts(), "Consensus: whose answer was taken, by question."),
        "dissent": _by_key({"type": "object"}, "Consensus: other answers and who gave them, by question."),
        "plan": _plan(),
        "results": _results(),
    }


def _decision() -> Schema:
    from gtm_tui.model.vocabulary import DECIDED

    return _object(
        {
            "status": {"enum": list(DECIDED)},
            **{key: {"type": "string"} for key in ("action", "owner", "reason", "by")},
            **{key: {"format": "date"} for key in ("due", "on", "until")},
            "severity": {"type": "string"},
            "seen": _texts("The evidence as it read that day."),
        },
        ("status",),
    )


def _range() -> Schema:
    return {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}


def _plan() -> Schema:
    step = _object(
        {
            "set": {"type": "object"},
            **{key: {"type": "string"} for key in ("action", "owner")},
            "due": {"format": "date"},
            "done": {"type": "boolean"},
        }
    )
    plan = _object({"kept": {"format": "date"}, "locked": _texts(), "steps": {"type": "array", "items": step}})
    return {"description": "The plan that was kept: answers that must not change, and the steps in order.", **plan}


def _scenario() -> Schema:
    return _object({"title": {"type": "string"}, "set": {"type": "object"}}, ("set",))


def _results() -> Schema:
    from gtm_tui.model.vocabulary import BASIS, SEVERITIES, STATUS

    count = {"type": "integer", "minimum": 0}
    warning = _object(
        {
            **{key: {"type": "string"} for key in ("code", "subject", "title", "message")},
            "severity": {"enum": list(SEVERITIES)},
            "basis": {"enum": list(BASIS)},
            "evidence": _texts(),
            "status": {"enum": list(STATUS)},
        },
        ("code", "severity"),
    )
    results = _object(
        {
            "assessed": {"format": "date-time"},
            "model_version": {"type": "string"},
            "calibration": {"type": "string"},
            **dict.fromkeys(SEVERITIES, count),
            "not_assessed": _texts(),
            "warnings": {"type": "array", "items": warning},
        }
    )
    return {"description": "Written at every save and never trusted when the file is read.", **results}


def _object(properties: Mapping[str, Any], required: Sequence[str] = ()) -> Schema:
    schema: Schema = {"type": "object", "properties": dict(properties)}
    return {**schema, "required": list(required)} if required else schema


def _by_key(value: Schema, description: str) -> Schema:
    return {"description": description, "type": "object", "additionalProperties": value}


def _texts(description: str = "") -> Schema:
    schema: Schema = {"type": "array", "items": {"type": "string"}}
    return {"description": description, **schema} if description else schema


def _text(longest: int | None = None) -> Schema:
    schema: Schema = {"type": "string", "pattern": r"\S"}
    return {**schema, "maxLength": longest} if longest else schema
