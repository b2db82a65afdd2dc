"""Many companies: a row is what `check` says of the file alone, and every file gives a row or a reason."""

import contextlib
import csv
import io
import itertools
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtm_tui.analysis.portfolio import Recurrence, Row, Summary, Unreadable, by_age, by_name
from gtm_tui.calibration import default_calibration
from gtm_tui.cli import portfolio_files
from gtm_tui.cli.main import main
from gtm_tui.cli.portfolio_files import files_of, rows_of, watched
from gtm_tui.model.session import Decision, Session
from gtm_tui.model.vocabulary import SEVERITIES
from gtm_tui.report.grid import aligned
from gtm_tui.rules import assess, rules_of
from gtm_tui.rules.context import RuleContext
from gtm_tui.rules.finding import Violation
from gtm_tui.rules.versions import current_version
from gtm_tui.store.loading import load_session
from gtm_tui.store.session_codec.encode import encode_session
from gtm_tui.store.sessions import session_bytes
from tests.support.companies import harbor, northgate, random_session, session_of, sessions

TODAY = date(2026, 11, 22)
relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


# -- the same as `check` says of the file alone ---------------------------------------------------------------


@st.composite
def companies(draw: st.DrawFn) -> Session:
    """Random sessions in several currencies and versions, some answers not known or not applicable."""
    session = draw(sessions())
    for key in list(session.answers)[:: draw(st.integers(5, 40))]:
        session = session.with_dont_know(key) if draw(st.booleans()) else session.with_not_applicable(key, "no")
    currency = draw(st.sampled_from(("USD", "EUR", "JPY", "")))
    if currency:
        session = session.with_answer("session.currency", currency)
    if draw(st.booleans()):
        session = session.with_answer("session.usd_per_unit", draw(st.sampled_from((0.0067, 1.1, 1.3))))
    if draw(st.booleans()):
        session = session.with_answer("groups.sales.people", ("ANA", "Ana  "))
    return session.with_answer("company.name", draw(st.sampled_from(("Gull & Co", "Zoë Öl", "Plum"))))


def written(folder: Path, session: Session, number: int, model: str) -> Path:
    """A session as a file that names this model version."""
    path = folder / f"{number}.toml"
    text = encode_session(
        session.with_answers({"model.version": model, "model.calibration": "default"}), check=False
    ).decode()
    path.write_text(text, encoding="utf-8")
    return path


def printed(*words: str) -> str:
    """What a command prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
        assert main(list(words)) == 0
    return out.getvalue()


def counted_by_check(path: Path, *options: str) -> tuple[dict[str, int], list[str]]:
    """Findings by severity, and their codes, as `check` says of one file."""
    (checked,) = json.loads(printed("check", "--format", "json", *options, str(path)))["files"]
    severities = Counter(finding["severity"] for finding in checked["findings"])
    return {s: severities[s] for s in SEVERITIES}, sorted({finding["code"] for finding in checked["findings"]})


def counted_by_portfolio(paths: Sequence[Path], *options: str) -> dict[str, tuple[dict[str, int], list[str]]]:
    """The same of each file, as `portfolio` says of all of them together."""
    rows = [
        json.loads(line)
        for line in printed("portfolio", "--format", "jsonl", *options, *map(str, paths)).split("\n")
        if line
    ]
    return {row["path"]: ({s: row[s] for s in SEVERITIES}, row["codes"]) for row in rows}


@relaxed
@given(data=st.data())
def test_a_row_is_what_check_says_of_the_file_alone_whatever_stands_beside_it(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("mixed")
    drawn = data.draw(st.lists(st.tuples(companies(), st.sampled_from(("1.0", "0.9", "9.9"))), min_size=2, max_size=5))
    paths = [written(folder, session, number, model) for number, (session, model) in enumerate(drawn)]
    strict = folder / "strict.cal"
    strict.write_text("name = 'strict'\n[numbers]\n'small_company.arr'.value = 900_000\n", encoding="utf-8")
    options = data.draw(st.sampled_from(((), ("--calibration", str(strict)), ("--model", "1.0"))))
    order = data.draw(st.permutations(paths))
    assert counted_by_portfolio(order, *options) == {str(path): counted_by_check(path, *options) for path in paths}


def test_one_company_does_not_change_the_result_of_another_in_another_currency(tmp_path: Path) -> None:
    answers = {
        "company.recurring_revenue": True,
        "company.arr": 4_999_000,
        "groups.sales.people": ["Ida"],
        "groups.inbound_marketing.people": ["Ida"],
        "team.roles_agreed": True,
        **{
            f"segments.{s}.first_year_acv": acv
            for s, acv in (("kites", 2_000_000), ("reels", 26_000), ("line", 75_000))
        },
        **{f"segments.{s}.sales_motion": "product_led" for s in ("kites", "reels", "line")},
        **{f"segments.{s}.closing_reps": 3 for s in ("kites", "reels")},
    }
    same = session_of(answers)
    euros, yen = (same.with_answer("session.currency", code) for code in ("EUR", "JPY"))
    rated = euros.with_answer("session.usd_per_unit", 1.1)
    paths = [written(tmp_path, s, n, "1.0") for n, s in enumerate((same, euros, rated, yen))]
    alone = {str(path): counted_by_check(path) for path in paths}
    assert len({str(counts) for counts in alone.values()}) > 1
    for order in itertools.permutations(paths):
        assert counted_by_portfolio(order) == alone


def large_and_not_agreed(context: RuleContext) -> Violation | None:
    """A rule as the recipe makes one: it reads what it needs and says what is wrong."""
    arr, agreed = context.answers.number("company.arr"), context.answers.flag("team.roles_agreed")
    if arr < 50_000_000 or agreed:
        return None
    return Violation(severity="high", message=f"{context.money(arr)} a year, and nobody agreed who does what.")


@pytest.fixture
def rule_added(monkeypatch: pytest.MonkeyPatch) -> str:
    """The code of a rule that the newest rule set has for the time of one test."""
    code = "TEAM-99"
    added = rules_of().rules["TEAM-07"]._replace(code=code, scope="team", subjects=(), check=large_and_not_agreed)
    monkeypatch.setitem(rules_of().rules, code, added)
    return code


def test_a_rule_that_is_added_is_counted_by_both(rule_added: str, tmp_path: Path) -> None:
    large = session_of({"company.name": "Heron Harbours", "company.arr": 61_000_000, "team.roles_agreed": False})
    path = written(tmp_path, large, 0, "1.0")
    counts, codes = counted_by_check(path)
    assert counts["high"] == 1
    assert rule_added in codes
    assert counted_by_portfolio([path]) == {str(path): (counts, codes)}


def test_a_rule_that_is_added_is_counted_by_both_in_a_thousand_random_sessions(rule_added: str, tmp_path: Path) -> None:
    dice = Random(20_261_125)
    paths = [written(tmp_path, random_session(dice), number, "1.0") for number in range(1_000)]
    rows = list(rows_of(list(map(str, paths)), current_version(), default_calibration(), TODAY))
    with_it = 0
    for path, row in zip(paths, rows, strict=True):
        assert isinstance(row, Row)
        assessment = assess(load_session(path).session, today=TODAY)
        assert {s: getattr(row, s) for s in SEVERITIES} == assessment.counts
        assert row.codes.split() == sorted({finding.code for finding in assessment.findings})
        with_it += rule_added in row.codes
    assert with_it > 20


def test_counting_looks_for_no_strengths(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(context: RuleContext) -> str | None:
        raise LookupError(context.subject)

    rule_set = rules_of()
    name, strength = next(iter(rule_set.strengths.items()))
    monkeypatch.setitem(rule_set.strengths, name, strength._replace(check=never))
    assert Summary(current_version(), default_calibration(), TODAY).row("a.toml", harbor()).high
    with pytest.raises(LookupError):
        assess(harbor()).strengths  # noqa: B018


@relaxed
@given(companies())
def test_segments_that_fit_are_those_of_the_grid(session: Session) -> None:
    row = Summary(current_version(), default_calibration(), TODAY).row("a.toml", session)
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
    recurrence.add(row("d")._replace(notice="named otherwise"))
    assert recurrence.table() == [("TEAM-07", 2, 2 / 4), ("ROM-01", 1, 1 / 4)]
    assert recurrence.notices == {"named otherwise": 1}


def test_an_acceptance_that_no_longer_holds_is_told() -> None:
    decision = Decision(status="accepted", reason="r", by="b", until=date(2026, 11, 21))
    summary = Summary(current_version(), default_calibration(), TODAY)
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
    sentence = f"The file names model 0.9; here it is judged by model {current_version()}."
    main(["portfolio", "--format", "jsonl", str(folder)])
    said = capsys.readouterr()
    assert f"1 file: {sentence}" in said.err
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert sum(row.get("notices") == [sentence] for row in rows) == 1
    main(["portfolio", "--format", "csv", str(path)])
    assert sentence in capsys.readouterr().out


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
    alone = list(rows_of(files, current_version(), default_calibration(), TODAY))
    monkeypatch.setattr(portfolio_files, "POOL_FROM", 2)
    monkeypatch.setattr(portfolio_files, "CHUNK", 2)
    assert list(rows_of(files, current_version(), default_calibration(), TODAY)) == alone
    assert isinstance(alone[5], Unreadable)


def test_the_bar_is_drawn_and_wiped_out() -> None:
    written: list[str] = []
    rows = [row(str(n)) for n in range(1_000)]
    assert list(watched(iter(rows), len(rows), written.append)) == rows
    assert 100 <= len(written) <= 103
    assert "1,000 of 1,000" in written[-2]
    assert written[-1].strip() == ""
