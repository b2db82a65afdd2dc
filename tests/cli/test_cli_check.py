"""`gtm-tui check`: what it prints, as text and as the JSON that other programs rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli_tools import SAMPLES, gtm

HARBOR, NORTHGATE, BRIGHTLINE = (SAMPLES[name] for name in ("harbor-ledger", "northgate", "brightline"))


def checked(*words: object, stdin: str = "") -> list[dict[str, Any]]:
    ended = gtm("check", "--format", "json", *words, stdin=stdin)
    files: list[dict[str, Any]] = json.loads(ended.out)["files"]
    return files


def test_the_samples_have_the_findings_of_the_model() -> None:
    counts = [len(file["findings"]) for file in checked(BRIGHTLINE, HARBOR, NORTHGATE)]
    assert counts == [0, 12, 16]


def test_the_json_has_the_documented_shape() -> None:
    (file,) = checked(HARBOR)
    assert file["path"] == str(HARBOR)
    assert file["model_version"] == "1.0"
    assert file["calibration"] == "default"
    assert file["problems"] == []
    first = file["findings"][0]
    assert {"code", "name", "subject", "severity", "basis", "status", "title", "message", "evidence"} <= first.keys()
    assert {"source", "ways_out", "reach"} <= first.keys()
    assert first["code"] == "ROM-01"
    assert first["subject"] == "finance-teams"
    assert first["ways_out"] == []
    assert "segments.finance-teams.sales_motion = two_stage" in first["evidence"]
    assert all({"code", "subject", "missing"} <= entry.keys() for entry in file["not_assessed"])


def test_ways_out_are_computed_on_request() -> None:
    (file,) = checked("--ways-out", HARBOR)
    way = file["findings"][0]["ways_out"][0]
    assert way["changes"] == [
        {"key": "segments.finance-teams.marketing_motions", "old": ["inbound"], "new": ["inbound", "prospecting"]}
    ]
    assert way["decision"] is True
    assert way["raises"] == []
    text = gtm("check", "--ways-out", HARBOR).out
    assert "Ways out" in text
    assert "Ways out" not in gtm("check", HARBOR).out


def test_text_names_severity_evidence_and_source() -> None:
    out = gtm("check", HARBOR).out
    assert "12 findings: 3 high, 7 medium, 2 low" in out
    assert "!!  ROM-01/finance-teams  Marketing casts wider than Sales can use" in out
    assert "      segments.finance-teams.marketing_motions = inbound" in out
    assert "Source: GTM Model, finding 1" in out
    assert "    Margin: 3.375 times earnings; 4 would pass" in out
    assert "Not assessed, and what is missing" in out
    prose = [line for line in out.splitlines() if " = " not in line]
    assert max(len(line) for line in prose[1:]) <= 76
    assert "Strengths" in out


@pytest.mark.parametrize(("severity", "status"), [("critical", 0), ("high", 1), ("medium", 1), ("low", 1)])
def test_fail_on_decides_the_exit_status(severity: str, status: int) -> None:
    assert gtm("check", "--fail-on", severity, HARBOR).status == status
    assert gtm("check", "--fail-on", severity, BRIGHTLINE).status == 0
    assert gtm("check", HARBOR).status == 0


def test_an_unreadable_file_does_not_keep_the_others_from_being_checked(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("format = \n")
    ended = gtm("check", "--format", "json", "--fail-on", "low", HARBOR, broken, tmp_path / "none.toml", NORTHGATE)
    assert ended.status == 2
    files = json.loads(ended.out)["files"]
    assert [len(file.get("findings", "?")) for file in files] == [12, 1, 1, 16]
    for number in (1, 2):
        assert "findings" not in files[number]
        assert files[number]["problems"]
    assert files[1]["problems"][0]["line"] == 1
    assert "broken.toml" in ended.err
    assert "none.toml" in ended.err


def test_problems_name_key_line_found_and_expected(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text('format = 2\n[company]\nname = "A"\narr = "lots"\nnmae = "B"\n')
    (result,) = checked(file)
    invalid = next(problem for problem in result["problems"] if problem["key"] == "company.arr")
    assert invalid["line"] == 4
    assert invalid["found"] == '"lots"'
    assert "number" in invalid["expected"]
    ended = gtm("check", file)
    assert "company.arr (line 4)" in ended.err
    assert "Did you mean company.name?" in " ".join(ended.out.split())


def test_standard_input_is_read_once() -> None:
    text = HARBOR.read_text(encoding="utf-8")
    (file,) = checked("-", stdin=text)
    assert file["path"] == "-"
    assert len(file["findings"]) == 12
    assert gtm("check", "-", "-", stdin=text).status == 2


def test_the_calibration_is_chosen_and_named(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text("[bands.two_stage]\noutside_below = 20000\ncomfort_from = 20000\n")
    for words in (("--calibration", own, "check", HARBOR), ("check", HARBOR, "--calibration", own)):
        ended = gtm(*words)
        assert "calibration ours" in ended.out
        assert "ECO-01/finance-teams" in ended.out
    own.write_text("[bands.two_stage]\ncomfort = 3\n")
    ended = gtm("check", HARBOR, "--calibration", own)
    assert ended.status == 2
    assert "bands.two_stage.comfort" in ended.err


def test_the_day_decides_whether_an_acceptance_still_stands(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    decision = '[decisions."TEAM-07"]\nstatus = "accepted"\nreason = "r"\nby = "b"\nuntil = 2026-12-31\n'
    file.write_text(HARBOR.read_text(encoding="utf-8").partition("[results]")[0] + decision)

    def status(day: str) -> str:
        (result,) = checked("--today", day, file)
        return next(f["status"] for f in result["findings"] if f["code"] == "TEAM-07")

    assert status("2026-12-31") == "accepted"
    assert status("2027-01-01") == "lapsed"
    assert gtm("check", "--today", "tomorrow", file).status == 2


def test_the_model_version_is_checked() -> None:
    (file,) = checked("--model", "1.0", BRIGHTLINE)
    assert file["model_version"] == "1.0"
    ended = gtm("check", "--model", "0.9", BRIGHTLINE)
    assert ended.status == 2
    assert "known are 1.0" in ended.err


def test_with_a_data_folder_files_are_names_in_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "harbor.toml").write_bytes(HARBOR.read_bytes())
    assert gtm("check", "--data-dir", tmp_path, "harbor.toml").status == 0
    for outside in (str(HARBOR), "../harbor.toml", ".state"):
        assert gtm("check", "--data-dir", tmp_path, outside).status == 2


def test_hostile_names_are_shown_as_plain_text(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text('format = 2\n[session]\nname = "\\u001b[31m[bold]x[/]"\n')
    out = gtm("check", file).out
    assert "\x1b" not in out
    assert "[bold]x[/]" in out


def test_checking_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(HARBOR.read_bytes())
    before = file.stat()
    gtm("check", file)
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert [path.name for path in tmp_path.iterdir()] == ["a.toml"]


def test_an_acceptance_holds_twelve_months_at_most(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    plain = HARBOR.read_text(encoding="utf-8").partition("[results]")[0]
    decision = '[decisions."TEAM-07"]\nstatus = "accepted"\nreason = "r"\nby = "b"\non = 2024-02-29\n'
    for until in ("", "until = 2031-12-31\n"):
        file.write_text(plain + decision + until)
        for day, status in (("2025-02-28", "accepted"), ("2025-03-01", "lapsed")):
            (result,) = checked(file, "--today", day)
            assert [f["status"] for f in result["findings"] if f["code"] == "TEAM-07"] == [status]


def test_results_that_are_not_as_stored_are_told_with_the_cause(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    text = HARBOR.read_text(encoding="utf-8")
    file.write_text(text.replace('marketing_motions = ["inbound"]', 'marketing_motions = ["inbound", "prospecting"]'))
    said = " ".join(gtm("check", file).out.split())
    assert "Different from the results stored in the file" in said
    assert "ROM-01 (finance-teams) is cleared" in said
    assert "the answers in the file were changed after it was saved" in said
    assert "Not as stored" not in gtm("check", HARBOR).out


def test_a_number_and_its_percent_sign_stay_together() -> None:
    text = gtm("check", "--ways-out", HARBOR).out
    assert "100 % of planned new revenue" in text
    assert not any(line.lstrip().startswith("%") for line in text.splitlines())
