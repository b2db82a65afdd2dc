"""Differences between two sessions: every finding once, with an exact cause, and the same seen from either side."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from gtm_tui.analysis.diff import (
    CAUSES,
    Diff,
    answers_changed,
    carry_over,
    diff,
    diff_of_rules,
    saved_on,
    unconfirmed,
    viewpoint,
)
from gtm_tui.calibration import default_calibration
from gtm_tui.cli.main import main
from gtm_tui.model.session import Decision, Session
from gtm_tui.questions import question_for
from gtm_tui.rules import assess, current_version
from gtm_tui.rules.context import RuleContext
from gtm_tui.rules.finding import Violation
from gtm_tui.store.loading import load_session
from gtm_tui.store.sessions import session_bytes
from tests.support.companies import harbor, sessions
from tests.support.rule_tools import declaring

AUTUMN, SUMMER = date(2026, 11, 22), date(2026, 7, 1)
MOTIONS = "segments.finance-teams.marketing_motions"
SALES = "segments.finance-teams.sales_motion"
relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def between(old: Session, new: Session, old_day: date = SUMMER, new_day: date = SUMMER, **models: str) -> Diff:
    calibration = default_calibration()
    return diff(
        viewpoint(old, calibration, models.get("old_model"), old_day),
        viewpoint(new, calibration, models.get("new_model"), new_day),
    )


@pytest.fixture
def stricter() -> Iterator[str]:
    """A model version for this test only: with PER-03 always content, and TEAM-07 as critical."""
    with declaring() as declared:
        softer = declared.rules["TEAM-07"][-1].check

        @declared.revised("PER-03", since="9.9")
        def content(_: RuleContext) -> None:
            return None

        @declared.revised("TEAM-07", since="9.9")
        def critical(context: RuleContext) -> Violation | None:
            found = softer(context)
            return found._replace(severity="critical") if isinstance(found, Violation) else None

        yield "9.9"


def accepted(until: date) -> Session:
    found = assess(harbor(), today=SUMMER).find("TEAM-07")
    assert found is not None
    decision = Decision(
        status="accepted", reason="Four people.", by="Dana", on=SUMMER, until=until, seen=found.evidence_lines
    )
    return harbor().with_decision("TEAM-07", decision)


def test_only_answers_changed() -> None:
    found = between(harbor(), harbor().with_answer(MOTIONS, ("inbound", "prospecting")), SUMMER, AUTUMN)
    assert [(d.finding.identity, d.causes) for d in found.cleared] == [("ROM-01/finance-teams", ("answers",))]
    assert (found.new, found.changed, found.lapsed) == ((), (), ())
    assert [(a.key, a.old, a.new) for a in found.answers] == [(MOTIONS, ["inbound"], ["inbound", "prospecting"])]


def test_only_rules_changed(stricter: str) -> None:
    found = between(harbor(), harbor(), SUMMER, AUTUMN, old_model="1.0", new_model=stricter)
    assert [(d.finding.code, d.causes) for d in found.cleared] == [("PER-03", ("rules",))]
    assert [(d.finding.code, d.causes, d.detail) for d in found.changed] == [
        ("TEAM-07", ("rules",), "was high, now critical")
    ]
    assert found.answers == ()


def test_only_numbers_of_the_calibration_changed() -> None:
    calibration = default_calibration()
    number = calibration.numbers["yield.medium"]
    own = calibration._replace(name="own", numbers={**calibration.numbers, "yield.medium": number._replace(value=3.2)})
    one, other = viewpoint(harbor(), calibration, None, SUMMER), viewpoint(harbor(), own, None, SUMMER)
    found = diff(one, other)
    assert [(d.finding.code, d.causes) for d in found.cleared] == [("ECO-05", ("rules",))]
    assert diff_of_rules(harbor(), one, other).answers == ()


def test_only_the_day_changed() -> None:
    session = accepted(date(2026, 9, 30))
    found = between(session, session, SUMMER, AUTUMN)
    assert [(d.finding.code, d.causes) for d in found.lapsed] == [("TEAM-07", ("calendar",))]
    assert (found.new, found.cleared, found.changed, found.answers) == ((), (), (), ())


def test_an_acceptance_lapsed_by_other_evidence_is_caused_by_answers() -> None:
    session = accepted(date(2027, 6, 1))
    found = between(session, session.with_answer("groups.sales.deals_needing_help", "often"), SUMMER, AUTUMN)
    assert [(d.finding.code, d.causes) for d in found.lapsed] == [("TEAM-07", ("answers",))]


def test_each_finding_has_its_own_cause(stricter: str) -> None:
    old = accepted(date(2026, 9, 30))
    new = old.with_answer(MOTIONS, ("inbound", "prospecting"))
    found = between(old, new, SUMMER, AUTUMN, old_model="1.0", new_model=stricter)
    causes = {d.finding.code: d.causes for d in found.differences if d.what != "same"}
    assert causes["ROM-01"] == ("answers",)
    assert causes["PER-03"] == ("rules",)
    assert causes["TEAM-07"] == ("rules", "calendar")


def test_what_other_rules_would_say_before_anything_is_written(stricter: str) -> None:
    calibration = default_calibration()
    session = harbor()
    now, then = (viewpoint(session, calibration, model, AUTUMN) for model in ("1.0", stricter))
    found = diff_of_rules(session, now, then)
    assert [d.finding.code for d in found.cleared] == ["PER-03"]
    assert {d.cause for d in found.differences if d.what != "same"} == {"rules"}


@relaxed
@given(sessions())
def test_a_session_does_not_differ_from_itself(session: Session) -> None:
    assert between(session, session).empty


@relaxed
@given(sessions(), sessions())
def test_seen_from_the_other_side_it_mirrors(one: Session, other: Session) -> None:
    forth, back = between(one, other, SUMMER, AUTUMN), between(other, one, AUTUMN, SUMMER)

    def named(found: Diff, *what: str) -> dict[str, tuple[str, ...]]:
        return {d.finding.identity: d.causes for name in what for d in found.of(name)}

    assert named(forth, "new") == named(back, "cleared")
    assert named(forth, "cleared") == named(back, "new")
    assert named(forth, "changed", "lapsed") == named(back, "changed", "lapsed")
    assert named(forth, "same") == named(back, "same")
    assert [(a.key, a.old, a.new) for a in forth.answers] == [(a.key, a.new, a.old) for a in back.answers]


@relaxed
@given(sessions(), sessions())
def test_every_difference_is_listed_once_and_has_a_cause(one: Session, other: Session) -> None:
    found = between(one, other)
    names = [d.finding.identity for d in found.differences]
    assert len(names) == len(set(names))
    assert all(bool(d.causes) == (d.what != "same") and set(d.causes) <= set(CAUSES) for d in found.differences)
    keys = [a.key for a in found.answers]
    assert sorted(keys) == sorted(k for k in {*one.answers, *other.answers} if _raw(one, k) != _raw(other, k))


def _raw(session: Session, key: str) -> object:
    """An answer as the file holds it: the order in which owners were named is no difference."""
    question = question_for(key)
    assert question is not None
    return question.raw(session.answers[key]) if key in session.answers else None


def test_other_states_of_an_answer_are_differences_too() -> None:
    other = harbor().with_dont_know("company.arr").with_not_applicable("groups.sales.sales_support_team", "Four.")
    states = {a.key: (a.old_state, a.new_state) for a in answers_changed(harbor(), other)}
    assert states == {
        "company.arr": ("answered", "dont_know"),
        "groups.sales.sales_support_team": ("answered", "not_applicable"),
    }


def test_a_session_is_judged_as_it_was_when_it_was_saved() -> None:
    session = harbor().with_answer("session.saved", datetime(2026, 7, 1, 9, tzinfo=UTC))
    assert saved_on(session) == SUMMER
    stated = session.with_answer("model.version", "0.1")
    assert viewpoint(stated, default_calibration()).model == current_version()


def test_starting_from_last_quarter_keeps_a_shrinking_list() -> None:
    old = harbor().with_answer("session.saved", datetime(2026, 7, 1, 9, tzinfo=UTC)).with_note("company.arr", "n")
    new = carry_over(old, "harbor-q2.toml", datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert new.get("session.previous") == "harbor-q2.toml"
    assert new.get("session.saved") is None
    assert new.notes == old.notes
    everything = unconfirmed(new)
    assert set(everything) == {k for k in harbor().answers if not k.startswith("session.previous")}
    assert not list(answers_changed(old, new))
    fewer = new.with_answer(MOTIONS, ("inbound", "prospecting")).with_confirmed("company.arr")
    assert set(everything) - set(unconfirmed(fewer)) == {MOTIONS, "company.arr"}


def test_the_list_of_unconfirmed_answers_survives_the_file(tmp_path: Path) -> None:
    path = tmp_path / "now.toml"
    session = carry_over(harbor(), "then.toml").with_confirmed("company.arr")
    path.write_bytes(session_bytes(session))
    loaded = load_session(path)
    assert loaded.problems == []
    assert unconfirmed(loaded.session) == unconfirmed(session)


def test_a_new_file_can_follow_an_earlier_one(tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    old, new = tmp_path / "q3.toml", tmp_path / "q4.toml"
    old.write_bytes(session_bytes(harbor()))
    assert main(["new", str(new), "--follow", str(old)]) == 0
    session = load_session(new).session
    assert session.get("session.previous") == "q3.toml"
    assert f"{len(unconfirmed(session))} answers carried over" in capsys.readouterr().err
    assert main(["diff", str(old), str(new)]) == 0
    assert "Nothing differs." in capsys.readouterr().out


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_bytes(session_bytes(harbor()))
    new.write_bytes(session_bytes(harbor().with_answer(SALES, "one_stage")))
    return str(old), str(new)


def test_the_command_prints_five_lists_and_the_answers(files: tuple[str, str], capsys) -> None:  # type: ignore[no-untyped-def]
    assert main(["diff", "--format", "json", *files]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {f["code"] for f in said["new"]} == {"ECO-02", "ECO-04", "ECO-06"}
    assert {f["cause"] for f in said["new"]} == {"answers"}
    assert said["answers"] == [{"key": SALES, "old": "two_stage", "new": "one_stage"}]
    assert set(said) == {"old", "new_file", "new", "cleared", "changed", "lapsed", "same", "answers"}


def test_the_command_in_text_and_its_status(files: tuple[str, str], capsys) -> None:  # type: ignore[no-untyped-def]
    assert main(["diff", *files, "--fail-on", "medium"]) == 1
    assert "ECO-04/finance-teams (medium)" in capsys.readouterr().out
    assert main(["diff", *files, "--fail-on", "high"]) == 0
    capsys.readouterr()
    assert main(["diff", files[0], files[0]]) == 0
    assert "Nothing differs." in capsys.readouterr().out
