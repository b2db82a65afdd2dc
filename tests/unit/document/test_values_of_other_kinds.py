"""TOML times, dates and NaN where an answer belongs: a problem of that answer alone, kept, replaced and undone."""

import math
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from gtm_tui.document import Document
from gtm_tui.model.session import Session
from gtm_tui.questions import QUESTIONS, Kind
from gtm_tui.store.changes import apply_changes, changes_between, decode, encode
from gtm_tui.store.journal_file import parse_journal
from gtm_tui.store.loading import load_session
from gtm_tui.store.toml_reader import parse
from tests.support.cli_tools import gtm

VALUES = ("07:45:00", "23:59:59.125", "2026-11-03", "2026-11-03T07:45:00", "[07:45:00, 2026-11-03]", "nan", "[-inf]")
PEOPLE = "groups.marketing_communications.people"


def written(path: Path, key: str, value: str) -> Path:
    table, _, name = key.rpartition(".")
    text = f"format = 2\n[team]\nroles_agreed = true\n[{table}]\n{name} = {value}\n"
    if table == "team":
        text = f"format = 2\n[team]\n{name} = {value}\n"
    path.write_text(text, encoding="utf-8")
    return path


def same(one: Any, other: Any) -> bool:
    return repr(one) == repr(other)


@pytest.mark.parametrize("value", VALUES)
def test_it_is_flagged_kept_replaced_and_undone(tmp_path: Path, value: str) -> None:
    path = written(tmp_path / "s.toml", PEOPLE, value)
    found = parse("x", f"v = {value}")["v"]
    document = Document.open(path)
    assert document.opened is not None
    (problem,) = document.opened.problems
    assert (problem.key, problem.kind, problem.line) == (PEOPLE, "invalid", 5)
    interview = document.interview
    assert interview.session.state(PEOPLE) == "invalid"
    assert interview.session.get("team.roles_agreed") is True
    interview.type("company.name", "Tern Post")
    document.save()
    assert same(load_session(path).session.invalid[PEOPLE], found)
    interview.type(PEOPLE, "Ivo")
    assert interview.session.get(PEOPLE) == ("Ivo",)
    assert interview.undo()
    assert same(interview.session.invalid[PEOPLE], found)
    assert document.flush()
    assert document.journal.file is not None
    assert parse_journal(document.journal.file.read_bytes()).skipped == 0
    assert interview.redo()
    document.save()
    assert load_session(path).session.get(PEOPLE) == ("Ivo",)
    document.close(discard=True)


@pytest.mark.parametrize("value", ["07:45:00", "2026-11-03", "2026-11-03T07:45:00Z"])
def test_every_question_flags_it(tmp_path: Path, value: str) -> None:
    for question in QUESTIONS:
        if question.kind == Kind.DATETIME:
            continue
        key = question.key_for("pubs") if question.collection else question.key
        loaded = load_session(written(tmp_path / "s.toml", key, value))
        assert [problem.key for problem in loaded.problems] == [key]
        assert loaded.session.state(key) == "invalid"


def test_the_journal_brings_each_kind_back() -> None:
    days = (date(2026, 11, 3), datetime(2026, 11, 3, 7))
    for value in (time(7, 45, 0, 125), *days, math.nan, math.inf, [time(7), {"a": -math.inf}]):
        assert same(decode(encode(value)), value)
    session = Session().with_invalid(PEOPLE, time(7, 45))
    assert apply_changes(Session(), changes_between(Session(), session)) == session


@pytest.mark.parametrize("value", VALUES)
def test_the_prompts_flag_replace_and_keep_it(tmp_path: Path, value: str) -> None:
    path = written(tmp_path / "s.toml", "session.name", value)
    asked = gtm("ask", path, stdin="Tern Post\nz\n<\nTern & Sons\nq\ny\n")
    assert asked.status == 0, asked.err
    assert "session.name (line 5) should be one line of text" in asked.out
    assert load_session(path).session.get("session.name") == "Tern & Sons"
    path = written(tmp_path / "t.toml", "company.name", value)
    before = load_session(path).session.invalid["company.name"]
    gtm("fill", path, "--answers", "-", stdin="company.gtm_headcount = 13\n")
    after = load_session(path).session
    assert after.get("company.gtm_headcount") == 13
    assert same(after.invalid["company.name"], before)
    gtm("fill", path, "--answers", "-", stdin='company.name = "Tern Post"\n')
    assert load_session(path).session.get("company.name") == "Tern Post"


@pytest.mark.parametrize("value", VALUES)
def test_as_an_answer_in_an_answers_file_it_is_named_and_no_more(tmp_path: Path, value: str) -> None:
    path = written(tmp_path / "s.toml", "company.name", '"Tern Post"')
    ended = gtm("fill", path, "--answers", "-", stdin=f"company.arr = {value}\ncompany.gtm_headcount = 13\n")
    assert ended.status == 2
    assert "company.arr: found" in ended.err
    session = load_session(path).session
    assert (session.get("company.name"), session.get("company.gtm_headcount")) == ("Tern Post", 13)
