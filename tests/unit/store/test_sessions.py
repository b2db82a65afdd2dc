"""A session file keeps everything: valid, invalid and unknown; it changes only where something changed."""

from __future__ import annotations

import os
import stat
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtm_tui.model.session import Decision, Scenario, Session
from gtm_tui.questions import QUESTIONS, AnswerError, Kind, Question, nearest_keys
from gtm_tui.rules import assess
from gtm_tui.store import migrations
from gtm_tui.store.loading import Loaded, load_session
from gtm_tui.store.paths import BadFolder, DataFolder, Folders, check_name, folders
from gtm_tui.store.session_codec.encode import EncodingError, encode_session
from gtm_tui.store.sessions import (
    ChangedOnDisk,
    Opened,
    SaveError,
    UnreadableFile,
    open_session,
    save_session,
    session_bytes,
)
from gtm_tui.text.sanitise import sanitise_line

NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 13, 30, 0, tzinfo=UTC)

FULL = """\
# Go-to-market assessment, written by gtm-tui. Safe to edit by hand.
format = 2
dont_know = ["company.arr"]

[session]
name = "Harbor Ledger, autumn review"
kind = "solo"
created = 2026-11-22T09:30:00Z
currency = "USD"

[company]
name = "Harbor Ledger"
recurring_revenue = true
gtm_headcount = 24

[groups.sales]
people = ["VP Sales"]
time_on_market_work = 15

[accountable.business_case]
"PM lead" = "all"

[accountable.roadmap]

[persona]
exists = true
used_by = []

[persona.rings]
priority_initiative = "A failed audit\\nor two"

[segments.finance-teams]
name = "Finance teams"
status = "established"
first_year_acv = 18000
deals_per_year = 90
sales_motion = "two_stage"
marketing_motions = ["inbound"]

[segments.plants]

[budget.trade-shows]
label = "Trade shows"
payer = "marketing"

[notes]
"groups.sales.deals_needing_help" = "Every deal above 30k."

[sources]
"segments.finance-teams.first_year_acv" = "crm"

[not_applicable]
"groups.sales.sales_support_team" = "Four people in total."

[decisions.STR-01]
status = "accepted"
reason = "Asked for by the board."
by = "Dana"
on = 2026-11-22
until = 2027-06-30
seen = ["segments.plants.status = launching"]

[scenarios.add-prospecting]
title = "Add prospecting"

[scenarios.add-prospecting.set]
"segments.finance-teams.marketing_motions" = ["inbound", "prospecting"]
"""


@pytest.fixture
def where(tmp_path: Path) -> Folders:
    return Folders(state=tmp_path / "state", config=tmp_path / "config")


def loaded(tmp_path: Path, text: str) -> Loaded:
    path = tmp_path / "acme.toml"
    path.write_text(text)
    return load_session(path)


def opened(tmp_path: Path, where: Folders, text: str = FULL) -> Opened:
    path = tmp_path / "acme.toml"
    path.write_text(text)
    return open_session(path, where=where, mark=False)


def changed_lines(before: str, after: str) -> list[str]:
    import difflib

    return [d for d in difflib.ndiff(before.splitlines(), after.splitlines()) if d[0] in "+-"]


def test_every_state_is_read(tmp_path: Path) -> None:
    file = loaded(tmp_path, FULL)
    session = file.session
    assert file.problems == []
    assert session.state("company.arr") == "dont_know"
    assert session.state("groups.sales.sales_support_team") == "not_applicable"
    assert session.state("company.name") == "answered"
    assert session.state("company.unheard_of") == "open"
    assert session.get("persona.used_by") == ()
    assert session.get("accountable.roadmap") == ()
    assert session.get("accountable.business_case") == (("PM lead", "all"),)
    assert session.segments == ("finance-teams", "plants")
    assert session.budget == ("trade-shows",)
    assert session.notes == {"groups.sales.deals_needing_help": "Every deal above 30k."}
    assert session.decisions["STR-01"].until == date(2027, 6, 30)
    assert session.scenarios["add-prospecting"].changes == {
        "segments.finance-teams.marketing_motions": ("inbound", "prospecting")
    }


def test_what_was_read_is_written_again_the_same_way(tmp_path: Path) -> None:
    first = encode_session(loaded(tmp_path, FULL).session)
    assert [line for line in first.decode().splitlines() if line] == [line for line in FULL.splitlines() if line]


def test_a_saved_session_that_did_not_change_stays_byte_for_byte(tmp_path: Path, where: Folders) -> None:
    start = opened(tmp_path, where)
    save_session(start, start.session, now=NOON)
    before = start.path.read_bytes()
    inode = start.path.stat().st_ino
    again = open_session(start.path, where=where, mark=False)
    result = save_session(again, again.session, now=LATER)
    assert not result.written
    assert start.path.read_bytes() == before
    assert start.path.stat().st_ino == inode
    text = tomllib.loads(before.decode())
    assert text["session"]["saved"] == NOON
    assert text["model"] == {"version": "1.0", "calibration": "default"}
    assert list(text)[-1] == "results"


def test_one_changed_answer_is_one_changed_line_and_the_time(tmp_path: Path, where: Folders) -> None:
    start = opened(tmp_path, where)
    first = save_session(start, start.session, now=NOON).opened
    before = first.path.read_text()
    people = first.session.with_answer("groups.sales.people", ("VP Sales", "Desk, North [x]", "]"))
    save_session(first, people, now=LATER)
    changes = changed_lines(before, first.path.read_text())
    assert changes == [
        "- saved = 2026-11-22T12:00:00Z",
        "+ saved = 2026-11-22T13:30:00Z",
        '- people = ["VP Sales"]',
        '+ people = ["VP Sales", "Desk, North [x]", "]"]',
    ]


def test_the_results_are_what_the_rules_say(tmp_path: Path, where: Folders) -> None:
    start = opened(tmp_path, where)
    save_session(start, start.session, now=NOON)
    found = assess(start.session)
    results = tomllib.loads(start.path.read_text())["results"]
    assert {k: results[k] for k in ("critical", "high", "medium", "low")} == found.counts
    assert [(w["code"], w["subject"]) for w in results.get("warnings", [])] == [
        (f.code, f.subject) for f in found.findings
    ]
    assert found.findings, "the sample must raise something, or this test says nothing"
    assert set(results["not_assessed"]) == {run.code for run in found.not_assessed}


def test_stored_results_are_never_trusted_and_differences_have_causes(tmp_path: Path, where: Folders) -> None:
    start = opened(tmp_path, where)
    save_session(start, start.session, now=NOON)
    text = start.path.read_text()
    now = open_session(start.path, where=where, mark=False)
    assert now.changed_results(assess(now.session)) == []
    code = assess(now.session).findings[0].code
    start.path.write_text(text.replace(f'code = "{code}"', 'code = "OLD-99"', 1))
    changes = open_session(start.path, where=where, mark=False).changed_results(assess(now.session))
    assert {(c.what, c.code, c.cause) for c in changes} == {("new", code, "answers"), ("cleared", "OLD-99", "answers")}
    start.path.write_text(
        text.replace('model_version = "1.0"', 'model_version = "0.9"').replace(f'code = "{code}"', 'code = "X"', 1)
    )
    changes = open_session(start.path, where=where, mark=False).changed_results(assess(now.session))
    assert {c.cause for c in changes} == {"rules"}
    assert all(c.sentence for c in changes)
    for broken in ("results = 5", "[results]\nassessed = 1\nwarnings = [1, {code = 3}]", "[[results]]\na = 1"):
        file = opened(tmp_path, where, f"format = 2\n{broken}\n[team]\n")
        file.changed_results(assess(file.session))
        save_session(file, file.session)


@pytest.mark.parametrize(
    ("line", "key", "found"),
    [
        ("arr = nan", "company.arr", "nan"),
        ("arr = inf", "company.arr", "inf"),
        ("arr = -1", "company.arr", "-1"),
        ("arr = 1e308", "company.arr", "1e+308"),
        ("arr = 9223372036854775808", "company.arr", "9223372036854775808"),
        ("arr = true", "company.arr", "true"),
        ('arr = "$1.2M"', "company.arr", '"$1.2M"'),
        ('arr = "1,000"', "company.arr", '"1,000"'),
        ("arr = 2026-01-01", "company.arr", "2026-01-01"),
        ("arr = {a = 1}", "company.arr", "a table"),
        ("arr = [1]", "company.arr", "[1]"),
        (f"arr = {'9' * 4000}", "company.arr", "a number of more than 30 digits"),
        ("recurring_revenue = 1", "company.recurring_revenue", "1"),
        ('gtm_headcount = "24"', "company.gtm_headcount", '"24"'),
        ("gtm_headcount = 2.5", "company.gtm_headcount", "2.5"),
    ],
)
def test_an_invalid_answer_is_kept_in_place_and_costs_nothing_else(
    tmp_path: Path, where: Folders, line: str, key: str, found: str
) -> None:
    file = opened(tmp_path, where, f'format = 2\n[company]\nname = "Harbor"\n{line}\n[team]\nroles_agreed = true\n')
    (problem,) = file.problems
    assert (problem.key, problem.line, problem.found, problem.kind) == (key, 4, found, "invalid")
    assert problem.expected
    assert key in problem.sentence
    assert file.session.state(key) == "invalid"
    assert file.session.get("company.name") == "Harbor"
    assert file.session.get("team.roles_agreed") is True
    save_session(file, file.session.with_answer("company.name", "Harbour"), now=NOON)
    again = open_session(file.path, where=where, mark=False)
    assert repr(again.session.invalid) == repr(file.session.invalid)
    fixed = save_session(again, again.session.without_answer(key), now=LATER)
    assert open_session(file.path, where=where, mark=False).problems == ()
    assert fixed.written


def test_minus_zero_and_tiny_numbers(tmp_path: Path) -> None:
    session = loaded(tmp_path, "format = 2\n[company]\narr = -0.0\n").session
    assert str(session.get("company.arr")) == "0"
    assert loaded(tmp_path, "format = 2\n[company]\narr = 5e-324\n").session.get("company.arr") == 5e-324


def test_unknown_keys_are_kept_and_reported_with_the_nearest(tmp_path: Path, where: Folders) -> None:
    text = (
        'format = 2\nfuture = 3\n[company]\nnam = "x"\n[company.deep]\nkey = [1, {a = nan}]\n[weather]\nsun = true\n'
        '[segments.a]\nname = "A"\ncolour = "red"\n[segments."a.b"]\nname = "dotted"\n[decisions.X]\n'
        'status = "planned"\nhue = 1\n'
    )
    file = opened(tmp_path, where, text)
    unknown = {p.key: (p.line, p.nearest) for p in file.problems if p.kind == "unknown"}
    assert unknown["future"] == (2, "")
    assert unknown["company.nam"] == (4, "company.name")
    assert set(unknown) == {"future", "company.nam", "company.deep", "weather", "segments.a.colour", "decisions.X.hue"}
    assert "6 settings this version does not know were kept." in file.notices
    save_session(file, file.session, now=NOON)
    kept = tomllib.loads(file.path.read_text())
    assert kept["future"] == 3
    assert kept["company"]["nam"] == "x"
    assert repr(kept["company"]["deep"]) == "{'key': [1, {'a': nan}]}"
    assert kept["weather"] == {"sun": True}
    assert kept["segments"] == {"a": {"name": "A", "colour": "red"}, "a.b": {"name": "dotted"}}
    assert kept["decisions"]["X"] == {"status": "planned", "hue": 1}
    again = open_session(file.path, where=where, mark=False)
    assert not save_session(again, again.session, now=LATER).written


@pytest.mark.parametrize(
    "text",
    [
        "company = 5",
        "segments = 1\nbudget = 'x'",
        "segments = {a = 1, b = []}",
        "groups = {sales = 3, other = {x = 1}}",
        "dont_know = 5",
        'dont_know = ["company.arr", 3, [1], "nothing.like.it"]',
        "notes = 1\nsources = 2\nnot_applicable = 3\ndecisions = 4\nscenarios = 5\nprovenance = 6\ndissent = 7",
        '[notes]\n"company.arr" = 5\n[notes.company]\nname = "nested"\n[sources]\n"company.arr" = "gossip"',
        '[decisions]\nA = 1\n[decisions.B]\nstatus = "maybe"\n[decisions.C]\nstatus = ["planned"]\n'
        '[decisions.D]\nstatus = "planned"\ndue = 2027-01-31T00:00:00Z\nowner = 3\nseen = [1]',
        "[scenarios]\nA = 1\n[scenarios.B]\ntitle = 3\nset = 4\n[scenarios.C]\ntitle = 3\n[scenarios.D.set]\n"
        '"company.arr" = "x"\n"no.such" = 1\n[scenarios.D.set.company]\nname = "nested"',
        '[provenance]\n"company.arr" = ["Dana"]\n"company.name" = 1\n[dissent]\n"company.name" = 2\n'
        '[dissent."company.arr"]\nDana = 5\nLee = [1, {a = 2}]',
        "[session]\nsaved = 5\ncreated = 'x'\nname = ''\n[model]\nversion = 1\ncalibration = []",
        "[segments.'']\nname = 'empty id'\n[segments.' ']\nname = 'blank'",
        "".join(f"[segments.s{n}]\nname = 'S{n}'\n" for n in range(12)),
        "".join(f"[budget.b{n}]\namount = {n}\n" for n in range(300)),
        "[accountable.roadmap]\n'' = 'all'\n[accountable]\nbusiness_case = ['x']\ngtm_plan = {a = 1}",
        "[persona]\nrings = 'x'\nused_by = 'sales'\n[direction]\nmove = true",
    ],
)
def test_wrong_shapes_are_reported_kept_and_saved_again(tmp_path: Path, where: Folders, text: str) -> None:
    text = f"format = 2\n{text}\n[team]\n"
    file = opened(tmp_path, where, text)
    assert file.problems
    assert all(p.line for p in file.problems), file.problems
    assess(file.session)
    before = tomllib.loads(text)
    save_session(file, file.session, now=NOON)
    again = open_session(file.path, where=where, mark=False)
    invalid = {key: value for key, value in file.session.invalid.items() if key not in _WRITTEN[:1] + _WRITTEN[2:]}
    assert again.session == file.session._replace(answers=again.session.answers, invalid=invalid)
    assert sorted(p.key for p in again.problems if p.key not in _WRITTEN) == sorted(
        p.key for p in file.problems if p.key not in _WRITTEN
    )
    after = tomllib.loads(file.path.read_text())
    for key, value in _leaves(before):
        if key.startswith(("session.", "model.")):
            continue
        assert value in [v for _, v in _leaves(after)], key
    assert not save_session(again, again.session, now=LATER).written


_WRITTEN = ("session.saved", "session.created", "model.version", "model.calibration")


def _leaves(value: Any, path: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [leaf for k, v in value.items() for leaf in _leaves(v, f"{path}.{k}" if path else k)]
    if isinstance(value, list):
        return [leaf for v in value for leaf in _leaves(v, path)]
    return [(path, value)]


def test_at_most_eight_segments_are_assessed(tmp_path: Path) -> None:
    file = loaded(tmp_path, "format = 2\n" + "".join(f"[segments.s{n}]\nname = 'S{n}'\n" for n in range(12)))
    assert len(file.session.segments) == 8
    assert len(file.problems) == 4


@pytest.mark.parametrize("found", ["0", "-1", "true", "nan", '"1"', "1.0", "[1]"])
def test_a_format_nobody_wrote_is_refused(tmp_path: Path, found: str) -> None:
    with pytest.raises(UnreadableFile, match="is not one this program knows") as caught:
        loaded(tmp_path, f"a = 1\nformat = {found}\n[company]\n")
    assert caught.value.line == 2


def test_a_newer_format_opens_read_only_and_is_left_as_it_is(tmp_path: Path, where: Folders) -> None:
    text = FULL.replace("format = 2", "format = 3")
    file = opened(tmp_path, where, text)
    assert file.session.get("company.name") == "Harbor Ledger"
    assert any("newer program (format 3; this one knows 2)" in n for n in file.notices)
    with pytest.raises(SaveError, match="leaves it as it is"):
        save_session(file, file.session.with_answer("company.name", "x"))
    assert file.path.read_text() == text


def test_an_older_format_is_brought_up_to_date_in_memory_only(
    tmp_path: Path, where: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def step(doc: dict[str, Any]) -> dict[str, str]:
        doc["company"] = {"name": doc.pop("firm")}
        return {}

    monkeypatch.setitem(migrations.STEPS, 0, step)
    text = 'format = 0\nfirm = "Harbor"\n[team]\n'
    file = opened(tmp_path, where, text)
    assert file.session.get("company.name") == "Harbor"
    assert file.path.read_text() == text
    assert any("older format" in n for n in file.notices)
    save_session(file, file.session, now=NOON)
    assert tomllib.loads(file.path.read_text())["format"] == 2


def test_control_characters_are_counted_in_a_notice(tmp_path: Path) -> None:
    file = loaded(tmp_path, 'format = 2\n[company]\nname = "\\u001b]0;x\\u0007\\u009b"\n')
    assert "3 control characters were replaced." in file.notices
    assert file.session.get("company.name") == "\ufffd]0;x\ufffd\ufffd"


def test_nothing_is_put_beside_the_file(tmp_path: Path, where: Folders) -> None:
    file = opened(tmp_path, where, FULL.replace("[company]", "# asked Dana\n[company]"))
    save_session(file, file.session, now=NOON)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["acme.toml", "state"]


def test_a_new_session_is_created_at_its_first_save(tmp_path: Path, where: Folders) -> None:
    path = tmp_path / "new.toml"
    with pytest.raises(UnreadableFile, match="There is no file"):
        open_session(path, where=where)
    file = open_session(path, create=True, where=where, mark=False)
    assert file.new
    assert not path.exists()
    saved = save_session(file, file.session.with_answer("company.name", "Harbor"), now=NOON)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert tomllib.loads(path.read_text())["session"]["created"] == NOON
    assert not saved.opened.new
    assert path.read_bytes() == session_bytes(Session().with_answer("company.name", "Harbor"), now=NOON)


def test_a_file_that_appeared_meanwhile_is_not_overwritten(tmp_path: Path, where: Folders) -> None:
    file = open_session(tmp_path / "new.toml", create=True, where=where, mark=False)
    file.path.write_text(FULL)
    with pytest.raises(ChangedOnDisk):
        save_session(file, file.session.with_answer("company.name", "x"))
    assert file.path.read_text() == FULL


def test_a_file_changed_by_another_program_is_not_overwritten_unless_asked(tmp_path: Path, where: Folders) -> None:
    file = opened(tmp_path, where)
    file.path.write_text(FULL + "# theirs\n")
    mine = file.session.with_answer("company.name", "Mine")
    with pytest.raises(ChangedOnDisk):
        save_session(file, mine)
    assert file.path.read_text() == FULL + "# theirs\n"
    saved = save_session(file, mine, overwrite=True, now=NOON)
    assert load_session(file.path).session.get("company.name") == "Mine"
    assert (saved.opened.backups()[0].file).read_text() == FULL + "# theirs\n"


def test_save_as_needs_a_free_name_and_leaves_the_first_file(tmp_path: Path, where: Folders) -> None:
    file = opened(tmp_path, where)
    other = tmp_path / "copy.toml"
    result = save_session(file, file.session, path=other, now=NOON)
    assert result.opened.path == other
    assert file.path.read_text() == FULL
    with pytest.raises(ChangedOnDisk):
        save_session(file, file.session, path=other)
    further = save_session(result.opened, file.session.with_answer("company.name", "z"), now=LATER)
    assert further.written
    assert load_session(other).session.get("company.name") == "z"
    result.opened.close()


def test_earlier_versions_are_kept_and_offered_when_the_file_is_damaged(tmp_path: Path, where: Folders) -> None:
    file = opened(tmp_path, where)
    for number in range(7):
        file = save_session(file, file.session.with_answer("company.gtm_headcount", number), now=NOON).opened
    assert len(file.backups()) == 5
    file.path.write_bytes(file.path.read_bytes()[:-200] + b"\0" * 200)
    with pytest.raises(UnreadableFile, match=r"zero bytes.* A version from .* is in the backups: ") as caught:
        open_session(file.path, where=where)
    assert str(file.backups()[0].file) in caught.value.sentence


def test_open_in_another_window_is_said_and_ends_with_it(tmp_path: Path, where: Folders) -> None:
    (tmp_path / "acme.toml").write_text(FULL)
    first = open_session(tmp_path / "acme.toml", where=where)
    second = open_session(tmp_path / "acme.toml", where=where)
    assert first.since is None
    assert second.since is not None
    assert any("Open in another window" in n for n in second.notices)
    first.close()
    third = open_session(tmp_path / "acme.toml", where=where)
    assert third.since is None
    third.close()


def test_a_state_folder_that_cannot_be_made_does_not_stop_a_save(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("")
    file = opened(tmp_path, Folders(state=tmp_path / "blocked" / "x", config=tmp_path / "c", problem="no state"))
    result = save_session(file, file.session, now=NOON)
    assert result.written
    assert "The earlier version could not be kept as a backup." in result.notices


def test_rests_of_a_killed_save_are_swept_when_a_session_is_opened(tmp_path: Path, where: Folders) -> None:
    rest = tmp_path / ".gtm-0123456789abcdef.tmp"
    rest.write_text("half")
    os.utime(rest, (1, 1))
    opened(tmp_path, where)
    assert not rest.exists()


@pytest.mark.parametrize("value", ["\ud800", 10**5000, None, object()], ids=["surrogate", "huge", "none", "object"])
def test_what_cannot_be_written_fails_before_any_file_is_touched(tmp_path: Path, where: Folders, value: Any) -> None:
    file = opened(tmp_path, where)
    session = file.session._replace(answers={**file.session.answers, "company.name": value})
    if value == "\ud800":
        save_session(file, session, now=NOON)
        assert load_session(file.path).session.get("company.name") == "\ufffd"
        return
    with pytest.raises((SaveError, EncodingError)):
        save_session(file, session, assessment=assess(file.session))
    assert file.path.read_text() == FULL
    assert sorted(p.name for p in tmp_path.iterdir()) in (["acme.toml"], ["acme.toml", "state"])


def test_everything_a_session_can_hold_survives(tmp_path: Path, where: Folders) -> None:
    file = opened(tmp_path, where)
    session = (
        file.session.with_decision(
            "TEAM-06/outbound_marketing", Decision(status="planned", action="Hire", owner="VP", due=date(2027, 1, 31))
        )
        .with_decision("A", Decision(status="accepted", seen=("a = 1",), severity="high"))
        .with_scenario(
            "s",
            Scenario(title="S", changes={"segments.plants.first_year_acv": 5, "accountable.roadmap": (("A", "b"),)}),
        )
        .with_note("x.y", "note\r\n[z] \u200d 👩‍👩‍👧 = '\"\\")
    )
    session = session._replace(
        provenance={"company.name": ("Dana", "Lee")},
        dissent={"company.arr": {"Lee": 5, "Dana": ["a", {"b": date(2026, 1, 1)}]}},
    )
    save_session(file, session, now=NOON)
    back = load_session(file.path).session
    expected = session._replace(
        answers=back.answers, notes={**session.notes, "x.y": session.notes["x.y"].replace("\r", "")}
    )
    assert back == expected
    assert {k: v for k, v in back.answers.items() if k not in _WRITTEN} == {
        k: v for k, v in session.answers.items() if k not in _WRITTEN
    }


def test_nearest_key_of_the_catalogue() -> None:
    assert nearest_keys("company.nam")[0] == "company.name"


# -- properties -------------------------------------------------------------------------------------------


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


def _raw(question: Question) -> st.SearchStrategy[Any]:
    kinds: dict[str, st.SearchStrategy[Any]] = {
        Kind.YES_NO: st.booleans(),
        Kind.CHOICE: st.sampled_from(question.values or ("x",)),
        Kind.CHOICES: st.lists(st.sampled_from(question.values or ("x",)), unique=True),
        Kind.PEOPLE: st.lists(TEXT, max_size=4),
        Kind.SEGMENTS: st.lists(st.sampled_from(["a", "b"]), max_size=2),
        Kind.OWNERS: st.dictionaries(TEXT, TEXT, max_size=3),
        Kind.DATETIME: st.just(NOON),
        Kind.NAME: TEXT,
        Kind.TEXT: TEXT,
    }
    number = st.integers(int(question.low), min(int(question.high), 10**12)) | st.floats(0, 1000)
    return kinds.get(question.kind, number) | st.sampled_from([None, float("nan"), "", "lots", -1, 10**40, [1], {}])


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """Sessions with any answers, valid or not, for up to three segments and two budget lines."""
    from gtm_tui.text.sanitise import sanitise_tree

    session = Session()
    ids = {"segments": draw(st.lists(st.sampled_from(["a", "b-2", "ü x"]), unique=True)), "budget": ["shows"]}
    chosen = draw(st.lists(st.sampled_from(list(QUESTIONS)), max_size=25, unique=True))
    for question in chosen:
        for identity in ids.get(question.collection, [""]):
            raw = sanitise_tree({"v": draw(_raw(question))})[0]["v"]
            key = question.key_for(identity)
            if raw is None:
                session = session.with_dont_know(key)
                continue
            try:
                session = session.with_answer(key, question.check(raw))
            except AnswerError:
                session = session.with_invalid(key, raw)
    for key in draw(st.lists(st.sampled_from([q.key_for("a") for q in QUESTIONS]), max_size=3)):
        text = sanitise_tree({"v": draw(TEXT)})[0]["v"]
        session = session.with_note(key, text).with_source(key, "crm")
    return session


@given(sessions())
@settings(deadline=None, max_examples=60)
def test_any_session_survives_the_file(session: Session) -> None:
    from gtm_tui.store.session_codec.decode import decode_document
    from gtm_tui.store.toml_reader import parse

    data = encode_session(session)
    back = decode_document(parse("x", data.decode()))
    assert repr(sorted(back.invalid.items())) == repr(sorted(session.invalid.items()))
    assert back._replace(invalid={}) == session._replace(invalid={})
    assert encode_session(back) == data


# -- folders and names ------------------------------------------------------------------------------------


HOSTILE_NAMES = [
    "", " ", ".", "..", "../x", "a/b", "/etc/passwd", "\\\\host\\x", "a\\b", "C:x", "-rf", ".hidden", "a\0b", "a\nb",
    "a\x1bb", "con", "NUL.toml", "com1", "lpt9.txt", "x" * 100, "é" * 60, "a*", "a?", "a|b", "a;b", "a$b", "a`b", "a'b",
    'a"b', "a<b", "a:b", "~x", "a\u202eb", "e\u0301", "\ud800", "a ", "a.", "%2e%2e", "x\u200d", "a\u2028b",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_names_that_are_paths_or_traps_are_refused(name: str) -> None:
    from gtm_tui.store.paths import BadName

    with pytest.raises(BadName) as caught:
        check_name(name)
    assert sanitise_line(str(caught.value)) == (str(caught.value), 0)


@pytest.mark.parametrize("name", ["acme", "Harbor Ledger (autumn).toml", "münchen-2026_q4", "東京"])
def test_ordinary_names_are_accepted(name: str) -> None:
    assert check_name(name).endswith(".toml")


def test_a_data_folder_gives_sessions_by_name_only(tmp_path: Path) -> None:
    root = tmp_path / "data"
    root.mkdir(mode=0o700)
    data = DataFolder(root)
    file = open_session("acme.toml", create=True, data=data)
    save_session(file, file.session.with_answer("company.name", "Harbor"), now=NOON)
    assert data.sessions() == ["acme.toml"]
    assert stat.S_IMODE((root / ".state").stat().st_mode) == 0o700
    file.close()
    (tmp_path / "victim.toml").write_text(FULL)
    (root / "link.toml").symlink_to("../victim.toml")
    os.mkfifo(root / "pipe.toml")
    for name in ("link.toml", "pipe.toml"):
        with pytest.raises(UnreadableFile, match="is not an ordinary file"):
            open_session(name, data=data)
    linked = replace(file, path=root / "link.toml", sha256=None)
    with pytest.raises(SaveError):
        save_session(linked, file.session, overwrite=True)
    assert (tmp_path / "victim.toml").read_text() == FULL
    data.close()


def test_a_data_folder_open_to_others_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "data"
    root.mkdir()
    root.chmod(0o777)
    with pytest.raises(BadFolder, match="other users"):
        DataFolder(root)
    root.chmod(0o1777)
    DataFolder(root).close()
    with pytest.raises(BadFolder, match="is not a folder"):
        DataFolder(tmp_path / "absent")


def test_a_data_folder_has_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "data"
    root.mkdir(mode=0o700)
    data = DataFolder(root)
    file = open_session("a.toml", create=True, data=data, mark=False)
    saved = save_session(file, file.session.with_answer("company.name", "x"), now=NOON).opened
    monkeypatch.setattr("gtm_tui.store.paths.MAX_SESSIONS", 1)
    other = open_session("b.toml", create=True, data=data, mark=False)
    with pytest.raises(SaveError, match="already 1 sessions"):
        save_session(other, other.session, now=NOON)
    monkeypatch.setattr("gtm_tui.store.paths.MAX_TOTAL_BYTES", 100)
    with pytest.raises(SaveError, match="use up"):
        save_session(saved, saved.session.with_answer("company.name", "y"), now=NOON)
    data.close()


def test_the_state_folder_says_what_is_wrong_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "s"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    good = folders()
    assert good.problem is None
    assert good.state == tmp_path / "s" / "gtm-tui"
    assert stat.S_IMODE(good.state.stat().st_mode) == 0o700
    (tmp_path / "f").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "f"))
    assert "cannot be made" in str(folders().problem)
    good.state.chmod(0o755)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "s"))
    assert folders().problem is None
    assert stat.S_IMODE(good.state.stat().st_mode) == 0o700


def test_a_segment_of_which_nothing_is_known_keeps_its_place(tmp_path: Path) -> None:
    text = 'format = 2\n[company]\nname = "x"\n[segments.a]\n[budget.shows]\n[direction]\nsold_without_founder = true\n'
    session = loaded(tmp_path, text).session
    doc = tomllib.loads(encode_session(session).decode())
    assert doc["segments"] == {"a": {}}
    assert doc["budget"] == {"shows": {}}
    assert list(doc) == ["format", "company", "segments", "direction", "budget"]
    assert loaded(tmp_path, encode_session(session).decode()).session == session


def test_an_answer_takes_the_place_of_what_stood_where_its_table_belongs(tmp_path: Path) -> None:
    session = loaded(tmp_path, "format = 2\ncompany = 5\n[team]\n").session
    assert tomllib.loads(encode_session(session).decode())["company"] == 5
    answered = session.with_answer("company.name", "Harbor")
    assert tomllib.loads(encode_session(answered).decode())["company"] == {"name": "Harbor"}


def test_a_backup_that_cannot_be_written_leaves_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gtm_tui.store.backups import keep_backup, list_backups

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "rename", full)
    assert keep_backup(tmp_path / "a.toml", b"x", 0.0, tmp_path / "backup") is not None
    assert [p for p in (tmp_path / "backup").rglob("*") if p.is_file()] == []
    assert list_backups(tmp_path / "a.toml", tmp_path / "backup") == []
