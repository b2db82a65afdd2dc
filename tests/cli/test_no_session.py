"""What is no session is refused by every command with a sentence that says what it seems to be; nothing is assessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gtm_tui.store.loading import load_session
from gtm_tui.store.recognise import Conflict, NotASession
from gtm_tui.store.sessions import session_bytes
from gtm_tui.store.toml_reader import UnreadableFile
from tests.support.cli_tools import gtm, spawned
from tests.support.companies import harbor

STRANGERS = {
    "pyproject": ('[project]\nname = "lantern"\n[tool.ruff]\nline-length = 90\n', "a Python project file"),
    "build": ('[build-system]\nrequires = ["flit"]\n', "a Python project file"),
    "cargo": ('[package]\nname = "lantern"\nedition = "2021"\n[dependencies]\nserde = "1"\n', "a project file"),
    "lock": ('[[package]]\nname = "serde"\nversion = "1.0"\n', "a lock file"),
    "settings": ('[keys]\nnext = "f8,ctrl+n"\n', "a settings file of this program"),
    "calibration": ('name = "north"\n[numbers."ltv_cac.floor"]\nvalue = 2.5\nsource = "our books"\n', "a calibration"),
    "bands": ("[bands.field]\noutside_below = 9000\ncomfort_from = 30000\n", "a calibration"),
    "answers": ('company.name = "Blue Lantern"\nsegments.pubs.first_year_acv = "12k"\n', "an answers file"),
    "answers-in-tables": ('[company]\nname = "Blue Lantern"\n[groups.sales]\npeople = ["Ann"]\n', "an answers file"),
    "headless": (
        '[session]\nname = "x"\ncreated = 2026-10-01T09:00:00Z\n[company]\nname = "Blue Lantern"\n',
        "seems to be a session whose line `format = 2` is missing",
    ),
    "empty": ("", "is empty, not a session"),
    "blank": (" \n\t\n", "is empty, not a session"),
    "byte-order-mark": ("\ufeff", "is empty, not a session"),
    "comments": ("# nothing yet\n\n# but soon\n", "holds nothing but comments"),
    "format-alone": ("format = 2\n", "none of a session"),
    "format-and-others": (
        'format = 2\n[server]\nport = 80\ndont_know = ["company.arr"]\n',
        "none of a session",
    ),
    "no-tables": ("format = 2\ncompany = 5\nnotes = []\n", "none of a session"),
    "other": (
        "[server]\nport = 80\n[database]\nurl = 'x'\n",
        "another program's file, not a session: it holds [server]",
    ),
    "other-budget": ("[budget]\nlimit = 'x'\n[team.colours]\nhome = 'red'\n", "another program's file"),
    "json": ('{"format": 2, "company": {"name": "Blue Lantern"}}\n', "a JSON file"),
    "json-list": ('[1, {"a": 2}]', "a JSON file"),
    "yaml": ("# set up\nformat: 2\ncompany:\n  name: Blue Lantern\n", "a YAML file"),
    "html": ("<!DOCTYPE html>\n<html><body>x</body></html>\n", "an HTML page"),
    "svg": ('<svg xmlns="http://www.w3.org/2000/svg"/>\n', "an XML file"),
}
CONFLICT = """format = 2
[company]
name = "Blue Lantern"
<<<<<<< HEAD
arr = 3100000
gtm_headcount = 14
=======
arr = 2900000
>>>>>>> autumn/corrections
recurring_revenue = true
"""
DIFF3 = CONFLICT.replace("=======", "||||||| 1f2e3d4\narr = 2000000\n=======")


@pytest.fixture
def session(tmp_path: Path) -> Path:
    path = tmp_path / "fine.toml"
    path.write_bytes(session_bytes(harbor()))
    return path


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_is_named_for_what_it_seems_to_be(tmp_path: Path, name: str) -> None:
    text, seems = STRANGERS[name]
    file = tmp_path / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    ended = gtm("check", "--fail-on", "low", file)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
    assert ended.err.startswith(f"gtm-tui: {file} ")
    assert seems in ended.err
    assert "session" in ended.err
    with pytest.raises(NotASession):
        load_session(file)


@pytest.mark.parametrize(
    "words",
    [
        ("check", "FILE"),
        ("report", "FILE"),
        ("report", "FINE", "--since", "FILE"),
        ("diff", "FILE", "FINE"),
        ("diff", "FINE", "FILE"),
        ("whatif", "FILE", "--set", "company.arr=5m"),
        ("compare", "FINE", "FILE"),
        ("merge", "FILE", "FINE", "-o", "OUT"),
        ("ask", "FILE"),
        ("fill", "FILE", "--answers", "-"),
        ("migrate", "--write", "FILE"),
        ("new", "OUT", "--follow", "FILE"),
    ],
)
@pytest.mark.parametrize("text", [STRANGERS["calibration"][0], STRANGERS["answers"][0], "", CONFLICT])
def test_no_command_takes_it_for_a_session(tmp_path: Path, session: Path, words: tuple[str, ...], text: str) -> None:
    file = tmp_path / "stranger.toml"
    file.write_text(text, encoding="utf-8")
    places = {"FILE": file, "FINE": session, "OUT": tmp_path / "out.toml"}
    ended = gtm(*(places.get(word, word) for word in words), stdin="company.arr = 5\n")
    assert ended.status == 2
    assert ended.out == ""
    assert "stranger.toml" in ended.err
    assert "session" in ended.err
    assert file.read_text(encoding="utf-8") == text
    assert not (tmp_path / "out.toml").exists()


def test_the_wizard_refuses_it_before_the_screen_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gtm_tui.cli import start
    from gtm_tui.cli.front_end import WIZARD, FrontEnd

    monkeypatch.setattr(start, "decide", lambda: FrontEnd(kind=WIZARD))
    for number, text in enumerate((STRANGERS["calibration"][0], "", CONFLICT)):
        file = tmp_path / f"s{number}.toml"
        file.write_text(text, encoding="utf-8")
        ended = gtm(file)
        assert ended.status == 2
        assert "not a session" in ended.err
        assert file.read_text(encoding="utf-8") == text


def test_the_other_files_are_assessed_and_the_json_says_what_is_wrong(tmp_path: Path, session: Path) -> None:
    file = tmp_path / "stranger.toml"
    file.write_text(STRANGERS["calibration"][0], encoding="utf-8")
    ended = gtm("check", "--format", "json", file, session)
    assert ended.status == 2
    first, second = json.loads(ended.out)["files"]
    assert "findings" not in first
    assert "a calibration" in first["problems"][0]["found"]
    assert first["problems"][0]["did_you_mean"] is None
    assert len(second["findings"]) == 12


def test_a_hand_made_session_needs_a_format_and_one_table(tmp_path: Path) -> None:
    for text in ("format = 2\n[company]\n", "format = 1\n[segments.pubs]\nname = 'Pubs'\n", "notes = {}\nformat = 2\n"):
        file = tmp_path / "hand.toml"
        file.write_text(text, encoding="utf-8")
        assert gtm("check", file).status == 0


def test_what_new_makes_is_a_session(tmp_path: Path) -> None:
    assert gtm("new", tmp_path / "n.toml").status == 0
    assert gtm("check", "--strict", tmp_path / "n.toml").status == 0


def test_an_answers_file_is_still_taken_as_answers(tmp_path: Path) -> None:
    answers = tmp_path / "a.toml"
    answers.write_text(STRANGERS["answers"][0], encoding="utf-8")
    gtm("fill", tmp_path / "s.toml", "--answers", answers)
    gtm("fill", tmp_path / "t.toml", "--answers", "-", stdin=STRANGERS["answers"][0])
    for name in ("s.toml", "t.toml"):
        assert load_session(tmp_path / name).session.get("company.name") == "Blue Lantern"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            CONFLICT,
            "`<<<<<<< HEAD` in line 4, `=======` in line 7, `>>>>>>> autumn/corrections` in line 9 "
            "(lines 5-6 against line 8)",
        ),
        (
            DIFF3,
            "`<<<<<<< HEAD` in line 4, `||||||| 1f2e3d4` in line 7, `=======` in line 9, "
            "`>>>>>>> autumn/corrections` in line 11 (lines 5-6 against line 10)",
        ),
        (CONFLICT.replace("arr = 2900000\n", ""), "(lines 5-6 against nothing)"),
        (CONFLICT + CONFLICT.partition("name")[2], "2 conflicts that git left"),
        (CONFLICT.replace("<<<<<<< HEAD\n", ""), "`>>>>>>> autumn/corrections` in line 8"),
        ('format = 2\n[company]\nname = """\n' + CONFLICT.partition("\n")[2] + '"""\n', "`=======` in line 9"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_conflict_that_git_left_is_named_with_the_lines_of_both_sides(
    tmp_path: Path, text: str, told: str, ending: str
) -> None:
    file = tmp_path / "c.toml"
    file.write_bytes(text.replace("\n", ending).encode())
    with pytest.raises(Conflict) as caught:
        load_session(file)
    assert told in caught.value.sentence
    assert "git left" in caught.value.sentence
    ended = gtm("check", file)
    assert (ended.status, ended.out) == (2, "")
    assert told in ended.err


def test_a_line_of_equals_signs_alone_is_no_conflict(tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text("format = 2\n=======\n[company]\n", encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        load_session(file)
    assert not isinstance(caught.value, Conflict)
    assert "is not valid TOML" in caught.value.sentence


# -- answers that are not valid ------------------------------------------------------------------------------

WRONG = """format = 2
[company]
name = "Blue Lantern"
arr = "3.1m"
recurring_revenue = "yes"
[groups.sales]
people = "Ann Oak, Bo Elm"
deals_needing_help = "moist"
[segments.pubs]
name = "Pubs"
status = "etsablished"
marketing_motions = ["inbound", "prospectign"]
net_revenue_retention = 0.95
deals_per_yaer = 4
[decisions.STR-01]
status = "acepted"
[sources]
"company.arr" = "crmm"
"""
MEANT = {
    "company.arr": (4, "3100000"),
    "company.recurring_revenue": (5, "true"),
    "groups.sales.people": (7, '["Ann Oak", "Bo Elm"]'),
    "groups.sales.deals_needing_help": (8, "most"),
    "segments.pubs.status": (11, "established"),
    "segments.pubs.marketing_motions": (12, "prospecting"),
    "segments.pubs.net_revenue_retention": (13, "95"),
    "segments.pubs.deals_per_yaer": (14, "segments.pubs.deals_per_year"),
    "decisions.STR-01": (15, "accepted"),
    "sources.company.arr": (18, "crm"),
}


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "wrong.toml"
    file.write_text(WRONG, encoding="utf-8")
    return file


def problems(*words: object) -> list[dict[str, Any]]:
    (file,) = json.loads(gtm("check", "--format", "json", *words).out)["files"]
    found: list[dict[str, Any]] = file["problems"]
    return found


def test_each_problem_has_its_line_and_the_nearest_valid_value(wrong: Path) -> None:
    found = {problem["key"]: (problem["line"], problem["did_you_mean"]) for problem in problems(wrong)}
    assert found == MEANT


def test_problems_stand_first_on_standard_error_and_the_rest_is_assessed(wrong: Path, session: Path) -> None:
    ended = gtm("check", wrong, session)
    assert ended.status == 2
    lines = ended.err.splitlines()
    assert len(lines) == len(MEANT) - 1  # the unknown key is no answer
    assert all(line.startswith(f"gtm-tui: {wrong}: ") for line in lines)
    status = next(line for line in lines if "segments.pubs.status" in line)
    assert "(line 11) should be one of: established, launching, planned;" in status
    assert 'found "etsablished". Did you mean established?' in status
    assert "12 findings" in ended.out
    assert f"({wrong})" in ended.out
    assert "etsablished" not in ended.out


def test_an_invalid_answer_goes_before_fail_on(wrong: Path, session: Path) -> None:
    assert gtm("check", "--fail-on", "high", session).status == 1
    assert gtm("check", "--fail-on", "high", session, wrong).status == 2
    assert gtm("check", "--fail-on", "high", wrong, session).status == 2


def test_strict_makes_an_unknown_key_count(tmp_path: Path) -> None:
    file = tmp_path / "k.toml"
    file.write_text('format = 2\ndont_know = ["company.aar"]\n[company]\nheadcuont = 9\n', encoding="utf-8")
    plain, strict = gtm("check", file), gtm("check", "--strict", file)
    assert (plain.status, plain.err) == (0, "")
    assert strict.status == 2
    assert "company.headcuont (line 4) is not a key this version knows" in strict.err
    assert "dont_know.company.aar (line 2)" in strict.err
    assert "Did you mean company.arr?" in strict.err


ACCEPTED = """
[decisions."{identity}"]
status = "accepted"
reason = "Agreed by the board."
on = 2026-11-01
until = 2026-12-31
"""


def test_accepted_findings_count_only_on_request_and_lapsed_ones_always(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    text = "format = 2\n[persona]\nexists = false\n"
    file.write_text(text, encoding="utf-8")
    (finding,) = json.loads(gtm("check", "--format", "json", file).out)["files"][0]["findings"]
    severity, name = finding["severity"], finding["code"]
    file.write_text(text + ACCEPTED.format(identity=name), encoding="utf-8")
    gate = ("check", "--fail-on", severity, file)
    assert gtm(*gate, "--today", "2026-11-20").status == 0
    assert gtm(*gate, "--today", "2026-11-20", "--include-accepted").status == 1
    assert gtm(*gate, "--today", "2027-01-20").status == 1


def test_diff_ends_with_2_on_an_invalid_answer_on_either_side(wrong: Path, session: Path) -> None:
    for words in ((wrong, session), (session, wrong)):
        ended = gtm("diff", *words)
        assert ended.status == 2
        assert "segments.pubs.status (line 11)" in ended.err
    assert gtm("diff", session, session).status == 0
    for command in (("report", wrong), ("whatif", wrong, "--set", "company.arr=5m"), ("compare", wrong, session)):
        assert gtm(*command).status == 0


# -- numbers that are none -----------------------------------------------------------------------------------

NUMBERS = """format = 2
unknown = {value}
[company]
name = "Blue Lantern"
arr = {value}
oddity = {{ a = [1, {value}] }}
[segments.pubs]
name = "Pubs"
first_year_acv = {value}
marketing_motions = [{value}]
[scenarios.more]
title = "More"
set = {{ "company.arr" = {value} }}
[dissent."company.arr"]
Ann = {value}
[results]
critical = {value}
"""


@pytest.mark.parametrize("value", ["nan", "-nan", "inf", "-inf", "+inf"])
def test_a_number_that_is_none_never_reaches_json(tmp_path: Path, session: Path, value: str) -> None:
    file = tmp_path / "n.toml"
    file.write_text(NUMBERS.format(value=value), encoding="utf-8")

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    for words in (
        ("check", "--format", "json", "--ways-out", file),
        ("report", "--format", "json", file),
        ("diff", "--format", "json", session, file),
        ("diff", "--format", "json", file, session),
        ("whatif", "--format", "json", file, "--set", "company.gtm_headcount=9"),
        ("compare", "--format", "json", file, session),
        ("merge", "--format", "json", file, session),
    ):
        ended = gtm(*words)
        assert ended.status in (0, 2)
        json.loads(ended.out, parse_constant=refuse)
    found = {problem["key"] for problem in problems(file)}
    assert {"company.arr", "segments.pubs.first_year_acv", "segments.pubs.marketing_motions"} <= found
    answers = {
        answer["key"]: answer for answer in json.loads(gtm("diff", "--format", "json", session, file).out)["answers"]
    }
    assert answers["company.arr"]["new"] is None
    assert answers["company.arr"]["new_state"] == "invalid"


def test_problems_come_first_where_both_streams_are_one(wrong: Path) -> None:
    ended = spawned("check", wrong)
    assert ended.status == 2
    assert "company.arr (line 4)" in ended.err
    assert "company.arr (line 4)" not in ended.out


def test_portfolio_skips_what_is_no_session_and_names_it(tmp_path: Path, session: Path) -> None:
    for name in ("calibration", "empty", "answers", "pyproject", "json"):
        (tmp_path / f"{name}.toml").write_text(STRANGERS[name][0], encoding="utf-8")
    for words in ((), ("--format", "jsonl"), ("--format", "csv")):
        ended = gtm("portfolio", *words, tmp_path)
        assert ended.status == 0
        assert len(ended.err.splitlines()) == 5
        assert all(line.startswith("gtm-tui: skipped: ") for line in ended.err.splitlines())
        assert STRANGERS["calibration"][1] in ended.err
    (row,) = gtm("portfolio", "--format", "jsonl", tmp_path).out.splitlines()
    assert json.loads(row)["company"] == "Harbor Ledger"
    aliased = gtm("portfolio", "--alias", "--format", "jsonl", tmp_path)
    assert '"Company 1"' in aliased.out
    assert "calibration" not in aliased.err


def test_portfolio_ends_with_2_on_what_could_not_be_read(tmp_path: Path, session: Path) -> None:
    (tmp_path / "conflict.toml").write_text(CONFLICT, encoding="utf-8")
    (tmp_path / "empty.toml").write_text("", encoding="utf-8")
    ended = gtm("portfolio", tmp_path)
    assert ended.status == 2
    assert "git left" in ended.err
    assert "Harbor Ledger" in ended.out
