"""Format 1 files: their Data Model numbers belong to the first segment, with everything that names them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtm_tui.model.session import Decision, Scenario, Session
from gtm_tui.store.journal import Journal
from gtm_tui.store.loading import Loaded, load_session
from gtm_tui.store.migrations import migrate
from gtm_tui.store.paths import Folders
from gtm_tui.store.recovery import find_crashed, restore
from gtm_tui.store.sessions import open_session, save_session
from tests.support.cli_tools import gtm

MOVED = {
    "measures.leads": "segments.kiosks.leads",
    "measures.qualified_opportunities": "segments.kiosks.qualified_opportunities",
    "measures.time_to_first_value_share": "segments.kiosks.first_value_share",
    "measures.gross_retention": "segments.kiosks.gross_retention",
}
OLD = """format = 1
dont_know = ["measures.qualified_opportunities"]
unconfirmed = ["measures.leads"]

[session]
name = "Plum"

[model]
version = "1.0"

[segments.kiosks]
name = "Kiosks"

[segments.ports]
name = "Ports"

[measures]
lead_to_deal_measured = true
leads = 2400
time_to_first_value_share = 700
gross_retention = 88

[notes]
"measures.leads" = "From the trade shows."

[notes.measures]
gross_retention = "Without the closed branch."

[sources]
"measures.leads" = "crm"

[not_applicable]
"measures.time_to_first_value_share" = "Nothing to install."

[decisions."ECO-07/kiosks"]
status = "accepted"
seen = ["measures.gross_retention = 88", "segments.kiosks.gross_margin = 80"]

[scenarios.more]
title = "More"
[scenarios.more.set]
"measures.leads" = 3000

[provenance]
"measures.leads" = ["Ines"]

[dissent."measures.leads"]
Otto = 2000
"""


def loaded(folder: Path, text: str) -> Loaded:
    file = folder / "plum.toml"
    file.write_text(text, encoding="utf-8")
    return load_session(file)


def test_everything_that_names_a_number_goes_with_it(tmp_path: Path) -> None:
    file = loaded(tmp_path, OLD)
    session = file.session
    assert file.migrated
    assert session.get("segments.kiosks.leads") == 2400
    assert session.get("segments.kiosks.gross_retention") == 88
    assert session.get("measures.lead_to_deal_measured") is True
    assert session.invalid == {"segments.kiosks.first_value_share": 700}
    assert session.dont_know == {"segments.kiosks.qualified_opportunities"}
    assert session.unconfirmed == {"segments.kiosks.leads"}
    assert session.notes == {
        "segments.kiosks.leads": "From the trade shows.",
        "segments.kiosks.gross_retention": "Without the closed branch.",
    }
    assert session.sources == {"segments.kiosks.leads": "crm"}
    assert session.not_applicable == {"segments.kiosks.first_value_share": "Nothing to install."}
    assert session.scenarios["more"].changes == {"segments.kiosks.leads": 3000}
    assert session.provenance == {"segments.kiosks.leads": ("Ines",)}
    assert session.dissent == {"segments.kiosks.leads": {"Otto": 2000}}
    assert session.decisions["ECO-07/kiosks"].seen == (
        "segments.kiosks.gross_retention = 88",
        "segments.kiosks.gross_margin = 80",
    )
    assert session.extra == {}


def test_a_problem_is_said_at_the_line_where_the_number_stands(tmp_path: Path) -> None:
    (problem,) = loaded(tmp_path, OLD).problems
    assert (problem.key, problem.line) == ("segments.kiosks.first_value_share", 20)


def test_without_a_segment_the_numbers_stay_and_are_said(tmp_path: Path) -> None:
    file = loaded(tmp_path, 'format = 1\n[company]\nname = "Plum"\n[measures]\nleads = 2400\ngross_retention = 88\n')
    assert file.session.extra == {("measures", "leads"): 2400, ("measures", "gross_retention"): 88}
    assert {problem.key for problem in file.problems} == {"measures.leads", "measures.gross_retention"}
    where = Folders(state=tmp_path / "state", config=tmp_path / "config")
    opened = open_session(tmp_path / "plum.toml", where=where, mark=False)
    save_session(opened, opened.session)
    document = tomllib.loads((tmp_path / "plum.toml").read_text(encoding="utf-8"))
    assert document["format"] == 2
    assert document["measures"] == {"leads": 2400, "gross_retention": 88}


def test_a_key_that_stands_in_the_segment_is_not_written_over(tmp_path: Path) -> None:
    file = loaded(tmp_path, "format = 1\n[segments.kiosks]\nleads = 7\n[measures]\nleads = 2400\n")
    assert file.session.get("segments.kiosks.leads") == 7
    assert file.session.extra == {("measures", "leads"): 2400}


def test_what_is_no_segment_takes_nothing(tmp_path: Path) -> None:
    file = loaded(tmp_path, 'format = 1\n[segments]\nx = 3\n"a.b" = {}\n[segments.kiosks]\n[measures]\nleads = 1\n')
    assert file.session.get("segments.kiosks.leads") == 1


numbers = st.dictionaries(st.sampled_from([*MOVED, "measures.lead_to_deal_measured"]), st.integers(-5, 5_000_000))
junk = st.sampled_from([3, "x", [], {}, {"a": 1}, {"measures": 4}, {"kiosks": 3}, {"kiosks": {}, "ports": {}}])


@given(numbers, st.dictionaries(st.sampled_from(["segments", "notes", "measures", "decisions", "dissent"]), junk))
def test_no_number_is_ever_lost(given: dict[str, int], other: dict[str, Any]) -> None:
    document: dict[str, Any] = {"format": 1, "measures": {k.partition(".")[2]: v for k, v in given.items()}} | other
    before = sorted(leaves(document))
    steps, _ = migrate(document)
    assert steps == 1
    assert document.pop("format") == 2
    assert sorted([*leaves(document), "1"]) == before


def leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [repr(value)]


@pytest.mark.parametrize("write", [False, True])
def test_migrate_moves_the_numbers_and_leaves_the_model_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: bool
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    file = tmp_path / "plum.toml"
    file.write_text(OLD, encoding="utf-8")
    ended = gtm("migrate", *(["--write"] if write else []), file)
    assert ended.status == 0
    assert "-gross_retention = 88" in ended.out
    assert "+gross_retention = 88" in ended.out
    assert '-version = "1.0"' not in ended.out
    assert (file.read_text(encoding="utf-8") == OLD) is not write
    assert load_session(file).migrated is not write
    assert load_session(file).session.get("segments.kiosks.gross_retention") == 88
    assert load_session(file).session.get("model.version") == "1.0"


def test_unsaved_answers_of_an_earlier_program_are_brought_over(tmp_path: Path) -> None:
    where = Folders(state=tmp_path / "state", config=tmp_path / "config")
    file = tmp_path / "plum.toml"
    file.write_text(OLD, encoding="utf-8")
    journal = Journal(where.journal, str(file), file.read_bytes(), gather=0)
    decision = {"$decision": {"status": "accepted", "seen": {"$tuple": ["measures.leads = 9"]}}}
    scenario = {"$scenario": {"title": "T", "changes": {"$table": {"measures.leads": 5}}}}
    for field, key, value in (
        ("answers", "measures.leads", 9),
        ("dont_know", "measures.gross_retention", True),
        ("answers", "measures.gross_retention", None),
        ("decisions", "ROM-01/kiosks", decision),
        ("scenarios", "t", scenario),
    ):
        journal.put(f"{field}:{key}", {"f": field, "k": key, "v": value})
    assert journal.flush()
    journal.close(discard=False)
    (found,) = find_crashed(where.journal, file)
    restore(found, where)
    session = load_session(file).session
    assert session.get("segments.kiosks.leads") == 9
    assert "segments.kiosks.gross_retention" in session.dont_know
    assert session.decisions["ROM-01/kiosks"] == Decision(status="accepted", seen=("segments.kiosks.leads = 9",))
    assert session.scenarios["t"] == Scenario(title="T", changes={"segments.kiosks.leads": 5})
    assert session.extra == {}


def test_an_unsaved_number_of_a_session_without_segments_becomes_a_note(tmp_path: Path) -> None:
    where = Folders(state=tmp_path / "state", config=tmp_path / "config")
    journal = Journal(where.journal, str(tmp_path / "plum.toml"), None, gather=0)
    journal.put("answers:measures.leads", {"f": "answers", "k": "measures.leads", "v": 2400})
    assert journal.flush()
    journal.close(discard=False)
    (found,) = find_crashed(where.journal, tmp_path / "plum.toml")
    restore(found, where)
    session: Session = load_session(tmp_path / "plum.toml").session
    assert session.notes == {"measures.leads": "2400"}
