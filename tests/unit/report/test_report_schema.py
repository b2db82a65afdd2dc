"""The JSON of check and report keeps to its published schema, for every sample."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gtm_tui.cli.main import main

SAMPLES = sorted((Path(__file__).parents[3] / "sample_sessions").glob("*.toml"))


def printed(capsys, *words):
    """The JSON that a command prints."""
    main(list(words))
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("command", ["check", "report"])
def test_samples_keep_to_the_schema(capsys, command):
    schema = printed(capsys, "schema", "--of", command)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for sample in SAMPLES[:6]:
        validator.validate(printed(capsys, command, "--format", "json", str(sample)))


def test_ways_out_and_files_that_cannot_be_read_keep_to_it_too(capsys):
    validator = Draft202012Validator(printed(capsys, "schema", "--of", "check"))
    validator.validate(printed(capsys, "check", "--ways-out", "--format", "json", str(SAMPLES[0]), "missing.toml"))


def test_a_redacted_report_keeps_to_it(capsys):
    validator = Draft202012Validator(printed(capsys, "schema", "--of", "report"))
    validator.validate(printed(capsys, "report", "--redact", "--format", "json", str(SAMPLES[-1])))


def test_the_schema_sees_a_wrong_severity(capsys):
    validator = Draft202012Validator(printed(capsys, "schema", "--of", "report"))
    data = printed(capsys, "report", "--format", "json", str(SAMPLES[0]))
    data["counts"]["high"] = -1
    assert not validator.is_valid(data)
