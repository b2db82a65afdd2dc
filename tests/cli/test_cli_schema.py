"""`gtm-tui schema`: made from the catalogue, and true of every file the program writes."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gtm_tui.cli.commands.schema import session_schema
from gtm_tui.questions import QUESTIONS
from tests.support.cli_tools import SAMPLES, gtm


def as_json(value: Any) -> Any:
    """A TOML document as JSON holds it: dates become text."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def errors(document: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(session_schema())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def test_the_schema_is_a_valid_schema() -> None:
    printed = json.loads(gtm("schema").out)
    jsonschema.Draft202012Validator.check_schema(printed)
    assert printed == session_schema()


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_sample_is_valid(name: str) -> None:
    document = tomllib.loads(SAMPLES[name].read_text(encoding="utf-8"))
    assert errors(document) == []
    assert errors(as_json(document)) == []


def test_a_new_file_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "n.toml"
    assert gtm("new", file, "--company", "Harbor").status == 0
    assert errors(tomllib.loads(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("question", list(QUESTIONS), ids=lambda question: str(question.key))
def test_every_question_is_described_where_its_answer_stands(question: Any) -> None:
    place: dict[str, Any] = session_schema()
    for part in question.key.split("."):
        place = place["additionalProperties"] if part == "*" else place["properties"][part]
    assert question.wording in place["description"]


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({}, "$"),
        ({"format": 2, "company": {"arr": "lots"}}, "$.company.arr"),
        ({"format": 2, "company": {"arr": -1}}, "$.company.arr"),
        ({"format": 2, "company": {"recurring_revenue": "yes"}}, "$.company.recurring_revenue"),
        ({"format": 2, "segments": {"a": {"sales_motion": "3-stage"}}}, "$.segments.a.sales_motion"),
        ({"format": 2, "segments": {"a": {"marketing_motions": ["inbound", "x"]}}}, "$.segments.a.marketing_motions"),
        ({"format": 2, "groups": {"sales": {"time_on_market_work": 101}}}, "$.groups.sales.time_on_market_work"),
        ({"format": 2, "decisions": {"STR-01": {"status": "maybe"}}}, "$.decisions"),
        ({"format": 2, "dont_know": "all"}, "$.dont_know"),
        ({"format": 2, "sources": {"company.arr": "gossip"}}, "$.sources"),
    ],
)
def test_wrong_values_are_refused_in_place(document: dict[str, Any], where: str) -> None:
    assert any(error.startswith(where) for error in errors(document))


def test_unknown_keys_are_allowed_because_the_program_keeps_them() -> None:
    assert errors({"format": 2, "team": {"mood": "fine"}, "own": {"key": 1}}) == []


def test_the_documented_keys_of_format_2_are_described_and_accepted() -> None:
    document = tomllib.loads(
        """
format = 2
[segments.kiosks]
leads = 2400
qualified_opportunities = 450
first_value_share = 70
gross_retention = 88
[handovers.plan]
agreed = true
[ranges]
"segments.kiosks.leads" = [2000, 2800]
[plan]
kept = 2026-11-22
locked = ["segments.kiosks.closing_reps"]
[[plan.steps]]
set = { "segments.kiosks.leads" = 3000 }
action = "Go to two more shows."
owner = "PMM lead"
due = 2027-01-31
done = false
"""
    )
    assert errors(document) == []
    for table, wrong in (("ranges", {"segments.kiosks.leads": [1]}), ("plan", {"steps": [{"done": "no"}]})):
        assert any(error.startswith(f"$.{table}") for error in errors(document | {table: wrong}))
    assert errors({"format": 2, "segments": {"a": {"gross_retention": 101}}}) != []


def test_the_schema_is_written_beside_a_new_session_which_names_it(tmp_path: Path) -> None:
    plain, named = tmp_path / "plain.toml", tmp_path / "named.toml"
    assert gtm("new", plain).status == 0
    first = plain.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# Go-to-market assessment, written by gtm-tui")
    assert "#:schema" not in plain.read_text(encoding="utf-8")
    assert gtm("new", named, "--schema").status == 0
    assert named.read_text(encoding="utf-8").splitlines()[:2] == [first, "#:schema ./gtm-session.schema.json"]
    assert json.loads((tmp_path / "gtm-session.schema.json").read_text(encoding="utf-8")) == session_schema()


def test_a_schema_that_is_there_is_left_by_new_and_replaced_on_request(tmp_path: Path) -> None:
    schema = tmp_path / "gtm-session.schema.json"
    schema.write_text("{}")
    assert gtm("new", tmp_path / "a.toml", "--schema").status == 0
    assert schema.read_text() == "{}"
    assert gtm("schema", "-o", schema).status == 0
    assert json.loads(schema.read_text(encoding="utf-8")) == session_schema()
    assert gtm("schema", "-o", tmp_path / "none" / "x.json").status == 2


def test_in_a_data_folder_the_schema_stays_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir(mode=0o700)
    ended = gtm("--data-dir", "data", "new", "a", "--schema")
    assert ended.status == 0, ended.err
    assert "#:schema" in (tmp_path / "data" / "a.toml").read_text(encoding="utf-8")
    assert gtm("--data-dir", "data", "schema", "-o", "../x.json").status == 2
    assert not (tmp_path / "x.json").exists()
