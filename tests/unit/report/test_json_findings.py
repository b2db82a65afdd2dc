"""The JSON shape of findings that every command shares."""

import json
from datetime import date

from gtm_tui.model.session import Session
from gtm_tui.report.json_findings import file_json
from gtm_tui.rules import assess

TODAY = date(2026, 11, 22)
SESSION = Session().with_answers(
    {
        "segments.finance-teams.name": "Finance teams",
        "segments.finance-teams.first_year_acv": 18000,
        "segments.finance-teams.deals_per_year": 90,
        "segments.finance-teams.sales_motion": "two_stage",
        "segments.finance-teams.marketing_motions": ("inbound",),
    }
)


def test_a_finding_has_the_documented_shape():
    result = file_json("harbor.toml", assess(SESSION, today=TODAY))
    assert result["path"] == "harbor.toml"
    assert result["calibration"] == "default"
    finding = next(f for f in result["findings"] if f["code"] == "ROM-01")
    assert finding == {
        "code": "ROM-01",
        "name": "marketing-too-wide",
        "subject": "finance-teams",
        "severity": "high",
        "basis": "stated",
        "status": "open",
        "title": "Marketing casts wider than Sales can use",
        "message": finding["message"],
        "evidence": [
            "segments.finance-teams.sales_motion = two_stage",
            "segments.finance-teams.marketing_motions = inbound",
        ],
        "source": "GTM Model, finding 1",
        "ways_out": [],
        "reach": 1.0,
    }
    assert {"code", "subject", "missing"} == set(result["not_assessed"][0])


def test_an_unreadable_file_has_problems_and_no_findings():
    problem = {"key": "company.arr", "line": 12, "found": '"lots"', "expected": "a number", "did_you_mean": "9"}
    result = file_json("x.toml", None, [problem])
    assert "findings" not in result
    assert result["problems"] == [problem]


def test_hostile_text_leaves_no_control_bytes_and_stays_strict_json():
    session = SESSION.with_answer("segments.finance-teams.name", "a\x1b]52;c;x\x07\x9b\u202e\ud800b")
    text = json.dumps(file_json("p\ud800\x1b.toml", assess(session, today=TODAY)), allow_nan=False, ensure_ascii=False)
    assert not set(text) & set("\x1b\x07\x9b\u202e\ud800")
    assert "a\ufffd" in text
