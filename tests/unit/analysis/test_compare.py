"""Several people's answers: perception gaps, disagreements in order, and a consensus that loses nothing."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtm_tui.analysis.consensus import Reveal, resumed
from gtm_tui.analysis.perception_gaps import Comparison, compare
from gtm_tui.cli.main import main
from gtm_tui.model.session import Decision, Session
from gtm_tui.rules import assess
from gtm_tui.store.loading import load_session
from gtm_tui.store.sessions import session_bytes
from tests.support.companies import harbor, sessions

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SEGMENT = "segments.finance-teams."
ROADMAP = "accountable.roadmap"
relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def person(name: str, group: str, **changes: object) -> Session:
    """Harbor Ledger as one of its leaders sees it; keyword names are keys with `__` for dots and `_x_` for hyphens."""
    session = harbor().with_answers({"session.respondent": name, "session.respondent_group": group})
    answers = {key.replace("__", ".").replace("_x_", "-"): value for key, value in changes.items()}
    return session.with_answers(answers)  # type: ignore[arg-type]


def laid(*people: Session) -> Comparison:
    return compare([(f"file{n}", p) for n, p in enumerate(people)], today=NOW.date())


def codes(comparison: Comparison) -> set[tuple[str, str]]:
    return {(gap.code, gap.subject) for gap in comparison.gaps}


def test_people_who_agree_have_no_gap() -> None:
    same = laid(person("Ana", "sales"), person("Bo", "inbound_marketing"))
    assert (same.gaps, same.disagreements) == ((), ())
    assert "company.arr" in same.agreed


def test_nobody_claims_it() -> None:
    ana = person("Ana", "sales", accountable__roadmap=(("Founder", "all"),))
    bo = person("Bo", "outbound_marketing", accountable__roadmap=(("Board", "all"),))
    assert codes(laid(ana, bo)) == {("PER-601", "roadmap")}


def test_two_claim_it_unless_each_has_a_part() -> None:
    ana = person("Ana", "sales", accountable__gtm_plan=(("Ana", "all"),))
    bo = person("Bo", "outbound_marketing", accountable__gtm_plan=(("Bo", "all"),))
    assert ("PER-602", "gtm_plan") in codes(laid(ana, bo))
    ana = ana.with_answer("accountable.gtm_plan", (("Ana", "payers"), ("Bo", "providers")))
    bo = bo.with_answer("accountable.gtm_plan", (("Ana", "payers"), ("Bo", "Providers")))
    assert codes(laid(ana, bo)) == set()


def test_others_name_you_and_you_do_not_also_by_title() -> None:
    ana = person("Ana", "sales", accountable__individual_deals=(("CEO", "all"),))
    bo = person("Bo", "outbound_marketing")
    assert codes(laid(ana, bo)) == {("PER-603", "individual_deals:Ana")}
    gap = laid(ana, bo).gaps[0]
    assert "Bo names Ana" in gap.message
    assert gap.question.endswith("?")


@pytest.mark.parametrize(("other", "apart"), [(22_500, False), (22_501, True), (14_400, False), (14_399, True)])
def test_numbers_more_than_a_quarter_apart(other: int, apart: bool) -> None:
    found = laid(
        person("Ana", "sales"), person("Bo", "inbound_marketing").with_answer(f"{SEGMENT}first_year_acv", other)
    )
    assert (("PER-604", f"{SEGMENT}first_year_acv") in codes(found)) is apart
    assert [d.key for d in found.disagreements] == [f"{SEGMENT}first_year_acv"]


def test_amounts_in_different_currencies_are_not_held_against_each_other() -> None:
    bo = person("Bo", "sales").with_answers({"session.currency": "JPY", f"{SEGMENT}first_year_acv": 2_700_000})
    found = laid(person("Ana", "sales"), bo)
    assert "PER-604" not in {gap.code for gap in found.gaps}


def test_motions_named_differently() -> None:
    found = laid(person("Ana", "sales"), person("Bo", "sales").with_answer(f"{SEGMENT}sales_motion", "one_stage"))
    assert codes(found) == {("PER-605", f"{SEGMENT}sales_motion")}
    (difference,) = found.disagreements
    assert "ROM-01/finance-teams" in difference.changes
    assert found.gaps[0].severity == "high"


def test_what_changes_a_finding_comes_first_and_order_and_case_do_not_count() -> None:
    bo = person("Bo", "sales").with_answers(
        {
            "company.gtm_headcount": 25,
            "persona.rings.success_factors": "something else",
            f"{SEGMENT}marketing_motions": ("prospecting",),
            "groups.sales.people": ("vp  SALES",),
        }
    )
    found = laid(person("Ana", "sales"), bo)
    assert found.disagreements[0].key == f"{SEGMENT}marketing_motions"
    assert [bool(d.changes) for d in found.disagreements] == [True, False, False]
    assert "groups.sales.people" in found.agreed
    assert all(d.question for d in found.disagreements)


def test_segments_of_the_same_name_are_the_same_segment() -> None:
    other = Session().with_answers(
        {"segments.ft.name": "finance  TEAMS", "segments.ft.sales_motion": "field", "session.respondent": "Bo"}
    )
    found = laid(person("Ana", "sales"), other)
    assert ("PER-605", f"{SEGMENT}sales_motion") in codes(found)
    assert found.respondents[1].session.segments == ("finance-teams",)


def test_two_to_eight_and_no_two_labels_alike() -> None:
    with pytest.raises(ValueError, match="2 to 8"):
        laid(harbor())
    with pytest.raises(ValueError, match="2 to 8"):
        laid(*[harbor()] * 9)
    labels = [r.label for r in laid(person("Ana", "sales"), person("Ana", "sales"), harbor()).respondents]
    assert labels == ["Ana", "Ana (2)", "file2"]


def differing() -> Comparison:
    bo = person("Bo", "outbound_marketing", accountable__roadmap=(("Bo", "all"),)).with_dont_know("company.arr")
    bo = bo.with_answer(f"{SEGMENT}sales_motion", "one_stage").with_note("company.arr", "ask finance")
    return laid(person("Ana", "sales"), bo)


def test_settling_keeps_dissent_and_provenance_and_twice_changes_nothing() -> None:
    reveal = Reveal(comparison=differing()).settle_as(f"{SEGMENT}sales_motion", "Bo")
    assert reveal.settle_as(f"{SEGMENT}sales_motion", "Bo") == reveal
    session = reveal.result(NOW)
    assert session.get(f"{SEGMENT}sales_motion") == "one_stage"
    assert session.provenance[f"{SEGMENT}sales_motion"] == ("Bo",)
    assert session.dissent[f"{SEGMENT}sales_motion"] == {"Ana": "two_stage"}
    assert session.provenance["company.arr"] == ("Ana",)
    assert session.dissent["company.arr"] == {"Bo": "don't know"}
    assert session.notes["company.arr"] == "Bo: ask finance"
    assert session.get("session.kind") == "consensus"


def test_what_is_not_settled_stays_unanswered_and_is_listed() -> None:
    reveal = Reveal(comparison=differing())
    assert {d.key for d in reveal.open} == {ROADMAP, f"{SEGMENT}sales_motion"}
    session = reveal.result(NOW)
    assert session.get(ROADMAP) is None
    assert session.dissent[ROADMAP] == {"Ana": {"PM lead": "all"}, "Bo": {"Bo": "all"}}


def test_an_answer_found_together_has_a_provenance_of_its_own() -> None:
    reveal = Reveal(comparison=differing()).settle(f"{SEGMENT}sales_motion", "field")
    assert reveal.settled[f"{SEGMENT}sales_motion"].taken_from == ("together",)
    assert reveal.result(NOW).dissent[f"{SEGMENT}sales_motion"] == {"Ana": "two_stage", "Bo": "one_stage"}
    assert reveal.reopened(f"{SEGMENT}sales_motion") == Reveal(comparison=reveal.comparison)
    with pytest.raises(KeyError):
        reveal.settle("company.name", "Other")


def test_the_preview_counts_before_anything_is_written() -> None:
    before = Reveal(comparison=differing()).preview()
    after = Reveal(comparison=differing()).settle_as(ROADMAP, "Bo").preview()
    assert (before.settled, before.open, after.settled, after.open) == (0, 2, 1, 1)
    assert before.dissent == 3
    assert before.agreed == len(differing().agreed)


def test_a_reveal_goes_on_from_its_own_consensus() -> None:
    reveal = Reveal(comparison=differing()).settle_as(ROADMAP, "Bo")
    assert resumed(differing(), reveal.result(NOW)) == reveal


def test_decisions_that_differ_become_dissent() -> None:
    ana = person("Ana", "sales").with_decision("TEAM-07", Decision(status="planned", action="Hire", owner="Ana"))
    bo = person("Bo", "sales").with_decision("TEAM-07", Decision(status="disagree", reason="No"))
    session = Reveal(comparison=laid(ana, bo)).result(NOW)
    assert session.decisions == {}
    assert session.dissent["decisions.TEAM-07"]["Bo"] == {"status": "disagree", "reason": "No"}


@relaxed
@given(st.lists(sessions(), min_size=2, max_size=4))
def test_any_sessions_can_be_compared_and_nothing_said_is_lost(people: list[Session]) -> None:
    comparison = laid(*people)
    keys = [d.key for d in comparison.disagreements]
    assert sorted([*keys, *comparison.agreed, *comparison.alone]) == sorted(
        {key for r in comparison.respondents for key in r.session.answers if not key.startswith("session.")}
    )
    reveal = Reveal(comparison=comparison)
    for difference in comparison.disagreements[::2]:
        giver = next(said.label for said in difference.said if said.value is not None)
        reveal = reveal.settle_as(difference.key, giver)
    session = reveal.result(NOW)
    assess(session)
    for difference in comparison.disagreements:
        for said in difference.said:
            if said.value is not None:
                assert said.label in session.provenance.get(difference.key, ()) or (
                    said.label in session.dissent[difference.key]
                )


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    paths = tmp_path / "ana.toml", tmp_path / "bo.toml"
    for path, respondent in zip(paths, differing().respondents, strict=True):
        path.write_bytes(session_bytes(respondent.session))
    return str(paths[0]), str(paths[1])


def test_the_compare_command(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *files, "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {g["code"] for g in said["gaps"]} >= {"PER-605"}
    assert said["disagreements"][0]["changes"]
    assert main(["compare", *files]) == 0
    text = capsys.readouterr().out
    assert "PER-605 Motions named differently" in text
    assert "Ask: " in text
    assert max(len(line) for line in text.splitlines()) <= 80
    assert main(["compare", files[0]]) == 2


def test_the_merge_command_writes_a_consensus_that_says_who_said_what(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "consensus.toml"
    take = ["--take", f"{SEGMENT}sales_motion={files[1]}"]
    assert main(["merge", *files, *take, "--output", str(out)]) == 0
    text = capsys.readouterr().out
    assert "1 settled, 1 open" in text
    assert ROADMAP in text
    loaded = load_session(out)
    assert loaded.problems == []
    assert loaded.session.dissent[f"{SEGMENT}sales_motion"] == {"Ana": "two_stage"}
    assert loaded.session.provenance[f"{SEGMENT}sales_motion"] == ("Bo",)
    before = out.read_bytes()
    assert main(["merge", *files, "--output", str(out)]) == 2
    assert out.read_bytes() == before
    assert main(["merge", *files, "--take", f"company.name={files[0]}"]) == 2
