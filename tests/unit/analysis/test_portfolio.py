"""Many companies: the quick ways equal the full ones, and every file gives a row or a reason."""

import csv
import io
import json
import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtm_tui.analysis.portfolio import Recurrence, Row, Summary, Unreadable, by_age, by_name
from gtm_tui.analysis.tally import Tally
from gtm_tui.calibration import default_calibration
from gtm_tui.cli import portfolio_files
from gtm_tui.cli.main import main
from gtm_tui.cli.portfolio_files import files_of, rows_of, watched
from gtm_tui.model.session import Decision, Session
from gtm_tui.report.grid import aligned
from gtm_tui.rules import assess, rules_of
from gtm_tui.store.loading import load_session
from gtm_tui.store.quick import quick_session
from gtm_tui.store.sessions import session_bytes
from gtm_tui.store.toml_reader import UnreadableFile
from tests.support.companies import harbor, northgate, sessions

TODAY = date(2026, 11, 22)
relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def full(path: Path, text: str) -> Session | None:
    """What the full reader makes of a text, or None where it refuses it or finds something wrong."""
    path.write_bytes(text.encode())
    try:
        loaded = load_session(path)
    except UnreadableFile:
        return None
    return None if loaded.problems else loaded.session


@st.composite
def with_states(draw: st.DrawFn) -> Session:
    """Random sessions with some questions not known, not applicable, or answered in odd spelling."""
    session = draw(sessions())
    for key in list(session.answers)[:: draw(st.integers(5, 40))]:
        session = session.with_dont_know(key) if draw(st.booleans()) else session.with_not_applicable(key, "no")
    if draw(st.booleans()):
        session = session.with_answer("groups.sales.people", ("ANA", "Ana  "))
    if draw(st.booleans()):
        session = session.with_answer("accountable.roadmap", (("ana", "all"), ("Bo", "all")))
    return session


# -- the quick ways equal the full ones --------------------------------------------------------------------


@relaxed
@given(session=sessions())
def test_the_quick_reader_reads_what_the_program_writes_as_the_full_reader_does(
    tmp_path_factory: pytest.TempPathFactory, session: Session
) -> None:
    session = session.with_note("company.name", "Zoë said so").with_source("company.arr", "crm")
    text = session_bytes(session).decode()
    quick = quick_session(text)
    assert quick is not None
    assert quick == full(tmp_path_factory.mktemp("quick") / "a.toml", text)


@pytest.mark.parametrize("company", [harbor, northgate])
def test_a_damaged_or_edited_file_is_never_read_otherwise(company, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = session_bytes(company()).decode()
    dice = random.Random(7)
    pieces = ('"', "\n", "[", "]", "=", " ", "#", "\\", "é", "\x07", "1", ".", "true", "\u202e", '"""', "\r\n", ",")
    lines = text.split("\n")
    read = 0
    for _ in range(300):
        place = dice.randrange(len(text))
        match dice.randrange(4):
            case 0:
                changed = text[:place] + text[place + dice.randint(1, 4) :]
            case 1:
                changed = text[:place] + dice.choice(pieces) + text[place:]
            case 2:
                line = dice.randrange(len(lines))
                changed = "\n".join([*lines[:line], dice.choice(lines), *lines[line:]])
            case _:
                line = dice.randrange(len(lines))
                changed = "\n".join([*lines[:line], *lines[line + 1 :]])
        quick = quick_session(changed)
        if quick is not None:
            read += 1
            assert quick == full(tmp_path / "a.toml", changed), changed
    assert read > 25


def test_counting_equals_assessing_however_often_the_same_answers_come() -> None:
    tally = Tally(rules_of(), default_calibration())

    @relaxed
    @given(with_states())
    def same(session: Session) -> None:
        expected = assess(session, today=TODAY)
        for _ in range(2):
            found = tally.findings(session)
            assert Counter((c.code, c.severity, c.segment) for c in found) == Counter(
                (f.code, f.severity, f.segment) for f in expected.findings
            )
            assert tally.counts(found) == expected.counts

    same()


def test_the_memory_of_a_tally_is_bounded() -> None:
    tally = Tally(rules_of(), default_calibration())
    session = harbor()
    for number in range(2_000):
        tally.findings(session.with_answer("segments.finance-teams.first_year_acv", 1_000 + number * 17))
    memories = [*tally._team, *tally._first, *tally._others]
    assert max(memory._leaves for memory in memories) <= 256


@relaxed
@given(sessions())
def test_segments_that_fit_are_those_of_the_grid(session: Session) -> None:
    row = Summary(rules_of(), default_calibration(), TODAY).row("a.toml", session)
    assert (row.segments_aligned, row.segments) == aligned(assess(session, today=TODAY))


# -- rows --------------------------------------------------------------------------------------------------


def row(name: str, saved: str = "", codes: str = "") -> Row:
    return Row(
        path=f"{name}.toml",
        company=name,
        saved=saved,
        model_version="1.0",
        critical=0,
        high=1,
        medium=0,
        low=0,
        segments=1,
        segments_aligned=0,
        codes=codes,
        lapsed="",
    )


def test_rows_stand_by_name_or_age_never_by_badness() -> None:
    rows = [row("b", "2026-01-01"), row("A", "2026-02-01"), row("c")]
    assert [r.company for r in by_name(rows)] == ["A", "b", "c"]
    assert [r.company for r in by_age(rows)] == ["b", "A", "c"]


def test_recurrence_counts_companies() -> None:
    recurrence = Recurrence()
    for one in (row("a", codes="ROM-01 TEAM-07"), row("b", codes="TEAM-07"), row("c")):
        recurrence.add(one)
    assert recurrence.table() == [("TEAM-07", 2, 2 / 3), ("ROM-01", 1, 1 / 3)]
    assert recurrence.other_versions("2.0") == {"1.0": 3}


def test_an_acceptance_that_no_longer_holds_is_told() -> None:
    decision = Decision(status="accepted", reason="r", by="b", until=date(2026, 11, 21))
    summary = Summary(rules_of(), default_calibration(), TODAY)
    assert summary.row("a", harbor().with_decision("TEAM-07", decision)).lapsed == "TEAM-07"
    still = decision._replace(until=TODAY)
    assert summary.row("a", harbor().with_decision("TEAM-07", still)).lapsed == ""


# -- files and the command ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "harbor.toml").write_bytes(session_bytes(harbor()))
    (tmp_path / "deep" / "er" / "north.toml").write_bytes(session_bytes(northgate()))
    evil = harbor().with_answer("company.name", "=cmd|' /C calc'!A0")
    (tmp_path / "deep" / "evil.toml").write_bytes(session_bytes(evil))
    (tmp_path / "broken.toml").write_text("format = [\n")
    (tmp_path / ".hidden" / "no.toml").write_text("")
    (tmp_path / "notes.txt").write_text("")
    return tmp_path


def test_folders_patterns_and_files_each_once(folder: Path) -> None:
    found = files_of([str(folder), str(folder / "*.toml"), str(folder / "harbor.toml")])
    assert [Path(f).name for f in found] == ["broken.toml", "harbor.toml", "evil.toml", "north.toml"]
    assert len(files_of([str(folder / "**" / "*.toml")])) == 4


def test_one_object_a_line_and_a_reason_for_what_cannot_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["portfolio", "--format", "jsonl", str(folder)]) == 2
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    broken, first, *_ = entries
    assert set(broken) == {"path", "problems"}
    assert "not valid TOML" in broken["problems"][0]["found"]
    assert (first["company"], first["high"], first["medium"], first["low"]) == ("Harbor Ledger", 3, 7, 2)
    assert {"path", "company", "saved", "model_version", "critical", "segments", "segments_aligned", "codes"} <= set(
        first
    )
    assert "ROM-01" in first["codes"]


def test_the_sheet_runs_no_formula(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portfolio", "--format", "csv", str(folder)]) == 2
    said = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert [r["company"][0] for r in rows] == ["'", "H", "N"]
    assert "broken.toml" in said.err


def test_the_table_names_companies_lapses_and_what_recurs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.toml").unlink()
    late = Decision(status="accepted", reason="r", by="b", until=date(2026, 1, 1))
    (folder / "late.toml").write_bytes(session_bytes(harbor().with_decision("TEAM-07", late)))
    assert main(["portfolio", str(folder), "--today", "2026-11-22"]) == 0
    text = capsys.readouterr().out
    assert "Northgate Robotics" in text
    assert "Harbor Ledger: TEAM-07" in text
    assert "ROM-01" in text
    assert "Marketing casts wider than Sales can use" in text
    assert "4 companies" in text


def test_many_companies_are_plain_lines_of_the_same_shape(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import gtm_tui.cli.portfolio_table as text

    (folder / "broken.toml").unlink()
    shapes = []
    for most in (200, 1):
        monkeypatch.setattr(text, "MOST_IN_TABLE", most)
        assert main(["portfolio", str(folder)]) == 0
        lines = capsys.readouterr().out.splitlines()
        shapes.append([line.rstrip() for line in lines if "Harbor" in line or "Northgate" in line or "Saved" in line])
    assert shapes[0] == shapes[1]
    assert len(shapes[0]) == 3


def test_aliases_name_no_company_and_no_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("text", "csv", "jsonl"):
        assert main(["portfolio", "--alias", "--format", form, str(folder)]) == 2
        said = capsys.readouterr()
        for name in ("Harbor", "harbor", "Northgate", "north.toml", "broken"):
            assert name not in said.out + said.err
        assert "Company 2" in said.out


def test_files_saved_with_another_model_version_are_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "harbor.toml"
    path.write_text(path.read_text().replace('version = "1.0"', 'version = "0.9"', 1))
    main(["portfolio", "--format", "jsonl", str(path)])
    assert "1 by 0.9" in capsys.readouterr().err


def test_nothing_there_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portfolio", str(tmp_path)]) == 2
    assert "no session file" in capsys.readouterr().err


def test_several_processes_give_the_same_rows_in_the_same_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        session = (harbor, northgate)[number % 2]().with_answer("company.name", f"Company {number}")
        (tmp_path / f"{number:02}.toml").write_bytes(session_bytes(session))
    (tmp_path / "05.toml").write_text("no")
    files = files_of([str(tmp_path)])
    alone = list(rows_of(files, "1.0", default_calibration(), TODAY))
    monkeypatch.setattr(portfolio_files, "POOL_FROM", 2)
    monkeypatch.setattr(portfolio_files, "CHUNK", 2)
    assert list(rows_of(files, "1.0", default_calibration(), TODAY)) == alone
    assert isinstance(alone[5], Unreadable)


def test_the_bar_is_drawn_and_wiped_out() -> None:
    written: list[str] = []
    rows = [row(str(n)) for n in range(1_000)]
    assert list(watched(iter(rows), len(rows), written.append)) == rows
    assert 100 <= len(written) <= 103
    assert "1,000 of 1,000" in written[-2]
    assert written[-1].strip() == ""
