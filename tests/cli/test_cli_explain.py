"""`gtm-tui explain` and `gtm-tui rules`: every rule can be read, with the numbers in force."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gtm_tui.analysis.perception_gaps import GAPS
from gtm_tui.model.session import Session
from gtm_tui.rules import assess
from gtm_tui.rules.examples import EXAMPLES
from gtm_tui.rules.versions import rules_of
from tests.support.cli_tools import gtm

CODES = tuple(rules_of().rules)


def explained(code: str, *words: object) -> dict[str, Any]:
    ended = gtm("explain", code, "--format", "json", *words)
    assert ended.status == 0, ended.err
    data: dict[str, Any] = json.loads(ended.out)
    return data


def test_rules_lists_all_forty() -> None:
    ended = gtm("rules")
    assert len(CODES) == 40
    for code in CODES:
        assert f"\n{code:<8} " in "\n" + ended.out
    listed = json.loads(gtm("rules", "--format", "json").out)
    assert tuple(rule["code"] for rule in listed["rules"]) == CODES
    assert listed["model_version"] == "1.0"


@pytest.mark.parametrize("code", CODES)
def test_every_rule_says_what_why_when_not_and_from_where(code: str) -> None:
    rule = explained(code)
    for field in ("name", "title", "looks_at", "why", "not_when", "source"):
        assert rule[field], field
    assert rule["basis"] in ("stated", "derived", "ours")
    text = gtm("explain", code).out
    for label in ("Looks at", "Why", "Not when", "Source", "Basis", "Raised by", "Cleared by"):
        assert f"\n{label}" in text


@pytest.mark.parametrize("code", CODES)
def test_the_examples_raise_the_rule_and_clear_it(code: str) -> None:
    raises, clears = EXAMPLES[code]

    def found(answers: Any) -> set[str]:
        assessment = assess(Session().with_answers(dict(answers)))
        return {finding.code for finding in (*assessment.findings, *assessment.before_you_start)}

    assert code in found(raises)
    assert code not in found(clears)
    assert explained(code)["example"]["message"]


def test_thresholds_are_those_of_the_calibration_in_force(tmp_path: Path) -> None:
    (built_in,) = (t for t in explained("ECO-05")["thresholds"] if t["id"] == "yield.usual")
    assert (built_in["value"], built_in["basis"]) == (5, "ours")
    assert "Bridge Group" in built_in["source"]
    own = tmp_path / "ours.toml"
    own.write_text('[numbers."yield.usual"]\nvalue = 6\nsource = "our own books"\n')
    rule = explained("ECO-05", "--calibration", own)
    (changed,) = (t for t in rule["thresholds"] if t["id"] == "yield.usual")
    assert (changed["value"], changed["source"], rule["calibration"]) == (6, "our own books", "ours")
    assert any(t["id"] == "bands.two_stage" for t in explained("ECO-01")["thresholds"])


@pytest.mark.parametrize("asked", ["ROM-01", "rom-01", "rom-1", "ROM_01", "marketing-too-wide", "ROM-01/finance-teams"])
def test_a_rule_is_found_by_code_name_or_finding(asked: str) -> None:
    assert explained(asked)["code"] == "ROM-01"


def test_an_unknown_code_names_the_nearest() -> None:
    ended = gtm("explain", "TEAN-01")
    assert ended.status == 2
    assert ended.out == ""
    assert "TEAM-01" in ended.err


def test_the_numbers_can_be_copied_and_changed(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text(gtm("rules", "--numbers").out.replace("value = 5000000", "value = 4000000"), encoding="utf-8")
    rule = explained("TEAM-01", "--calibration", own)
    assert rule["calibration"] == "ours"
    assert {t["id"]: t["value"] for t in rule["thresholds"]}["small_company.arr"] == 4_000_000


@pytest.mark.parametrize("code", sorted(GAPS))
def test_the_gaps_between_people_are_explained_too(code: str) -> None:
    gap = explained(code)
    assert gap["title"] == GAPS[code][1]
    assert gap["basis"] == "ours"
    assert f"Looks at   {gap['looks_at'][:30]}" in gtm("explain", code).out
