"""What-if tries answers on top of a session: the session stays, the difference is what re-checking would say."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtm_tui.analysis.change import by_identity, effect
from gtm_tui.analysis.whatif import Overlay, SetError, overlay_of, parse_set
from gtm_tui.cli.main import main
from gtm_tui.model.session import Session
from gtm_tui.questions import Kind, question_for
from gtm_tui.rules import assess
from gtm_tui.store.loading import load_session
from gtm_tui.store.sessions import session_bytes
from tests.support.companies import harbor, sessions

TODAY = date(2026, 11, 22)
MOTIONS = "segments.finance-teams.marketing_motions"
ADD = ("inbound", "prospecting")
relaxed = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "harbor.toml"
    path.write_bytes(session_bytes(harbor()))
    return path


def overlay() -> Overlay:
    return Overlay(assess(harbor(), today=TODAY)).set(MOTIONS, ADD)


def test_the_difference_is_live_and_the_session_stays() -> None:
    tried = overlay()
    assert [f.identity for f in tried.effect.cleared] == ["ROM-01/finance-teams"]
    assert tried.effect.new == ()
    assert tried.discarded() == harbor()
    assert tried.lines() == ((f"{MOTIONS} = inbound", f"{MOTIONS} = inbound, prospecting"),)


def test_setting_the_old_answer_again_takes_the_change_back() -> None:
    assert overlay().set(MOTIONS, ("inbound",)).changes == ()
    assert overlay().reset(MOTIONS).effect.cleared == ()


def test_apply_and_keep_as_scenario() -> None:
    tried = overlay()
    assert tried.applied().get(MOTIONS) == ADD
    session, name = tried.kept_as("Add prospecting")
    assert name == "add-prospecting"
    assert session.get(MOTIONS) == ("inbound",)
    again = overlay_of(assess(session, today=TODAY), session.scenarios[name])
    assert again.effect == tried.effect


@relaxed
@given(sessions(), st.data())
def test_the_difference_equals_checking_the_changed_session_anew(session: Session, data: st.DataObject) -> None:
    base = assess(session, today=TODAY)
    tried = Overlay(base)
    keys = sorted(session.answers)
    for key in data.draw(st.lists(st.sampled_from(keys), max_size=3)) if keys else []:
        question = question_for(key)
        assert question is not None
        if question.kind == Kind.YES_NO:
            tried = tried.set(key, not session.get(key))
        elif question.options and question.kind == Kind.CHOICE:
            tried = tried.set(key, question.values[-1])
    anew = assess(tried.applied(), today=TODAY)
    assert tried.effect == effect(by_identity(base), by_identity(anew))
    assert base.session is session


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"{MOTIONS}=inbound,prospecting", ADD),
        (f'{MOTIONS}=["prospecting", "inbound"]', ADD),
        (f"{MOTIONS}=none", ()),
        (f"{MOTIONS}=inbound", ("inbound",)),
        ("segments.finance-teams.sales_motion=one_stage", "one_stage"),
        ('segments.finance-teams.sales_motion="one_stage"', "one_stage"),
        ("segments.finance-teams.first_year_acv = 20k", 20_000),
        ("segments.finance-teams.first_year_acv=18,500", 18_500),
        ("company.recurring_revenue=false", False),
        ('accountable.roadmap={ "Ana" = "all", "Bo" = "DACH" }', (("Ana", "all"), ("Bo", "DACH"))),
        ("groups.sales.people=Ana, Bo", ("Ana", "Bo")),
        ('persona.rings.success_factors="a = b"', "a = b"),
    ],
)
def test_values_are_read_as_in_toml_and_as_people_type_them(text: str, value: object) -> None:
    assert parse_set(text, harbor())[1] == value


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ("segments.finance-teams.sales_motoin=field", "segments.finance-teams.sales_motoin", "sales_motion"),
        ("segments.finance-team.sales_motion=field", "segments.finance-team.sales_motion", "finance-teams"),
        ("segments.finance-teams.sales_motion=feild", "segments.finance-teams.sales_motion", ""),
        ("company.arr=lots", "company.arr", ""),
        ("session.saved=2026-01-01T00:00:00Z", "session.saved", ""),
        ("company.arr", "company.arr", ""),
    ],
)
def test_what_cannot_be_tried_is_named_with_the_nearest_key(text: str, key: str, nearest: str) -> None:
    with pytest.raises(SetError) as caught:
        parse_set(text, harbor())
    assert caught.value.key == key
    assert caught.value.expected
    assert nearest in caught.value.nearest


def test_the_command_leaves_the_file_alone(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = file.read_bytes()
    assert main(["whatif", "--format", "json", str(file), "--set", f"{MOTIONS}=inbound,prospecting"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["changes"] == [{"key": MOTIONS, "old": ["inbound"], "new": list(ADD)}]
    assert [f["code"] for f in said["cleared"]] == ["ROM-01"]
    assert said["new"] == []
    assert len(said["same"]) + len(said["changed"]) == 11
    assert file.read_bytes() == before


def test_the_command_applies_and_keeps_only_when_asked(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change = ["--set", f"{MOTIONS}=inbound,prospecting"]
    assert main(["whatif", str(file), *change, "--keep", "Add prospecting"]) == 0
    assert load_session(file).session.get(MOTIONS) == ("inbound",)
    assert "add-prospecting" in load_session(file).session.scenarios
    assert main(["whatif", str(file), "--scenario", "add-prospecting", "--apply"]) == 0
    assert load_session(file).session.get(MOTIONS) == ADD
    assert "ROM-01/finance-teams" in capsys.readouterr().out


def test_a_wrong_key_ends_with_status_2(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["whatif", str(file), "--set", "segments.finance-teams.sales_motoin=field"]) == 2
    assert "segments.finance-teams.sales_motion" in capsys.readouterr().err
