"""What must hold for every rule and any session: evidence is enough, and re-running only what changed is the same."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gtm_tui.model.session import Session
from gtm_tui.rules import assess
from gtm_tui.rules.finding import figure
from tests.support.companies import harbor, northgate, sessions
from tests.support.rule_tools import TODAY, assert_evidence_is_enough, session_of

CURRENCIES = st.sampled_from(
    ({}, {"session.currency": "USD"}, {"session.currency": "EUR", "session.usd_per_unit": 1.1})
)


@settings(max_examples=60, deadline=None)
@given(sessions(), CURRENCIES)
def test_the_evidence_of_a_finding_is_enough_to_raise_it(session: Session, currency: dict[str, Any]) -> None:
    assessment = assess(session.with_answers(currency), today=TODAY)
    for finding in (*assessment.findings, *assessment.before_you_start):
        assert_evidence_is_enough(finding)
    for strength in assessment.strengths:
        again = assess(session_of(dict(strength.evidence)), today=TODAY).strengths
        assert (strength.id, strength.subject) in {(s.id, s.subject) for s in again}


@settings(max_examples=60, deadline=None)
@given(sessions(), st.data())
def test_running_only_what_changed_gives_what_a_full_run_gives(session: Session, data: st.DataObject) -> None:
    before = assess(session, today=TODAY)
    changed = session
    for key in data.draw(st.lists(st.sampled_from(["company.arr", *session.answers]), max_size=4)):
        changed = changed.without_answer(key)
    if changed.segments and data.draw(st.booleans()):
        changed = changed.without_segment(changed.segments[0])
    assert assess(changed, today=TODAY, previous=before).runs == assess(changed, today=TODAY).runs


@pytest.mark.parametrize(
    ("changes", "lost", "gained"),
    [
        ({"marketing_motions": ("inbound", "prospecting")}, {"ROM-01"}, set()),
        (
            {"sales_motion": "one_stage"},
            {"ROM-01"},
            {("ECO-04", "medium"), ("ECO-06", "medium"), ("ECO-02", "low")},
        ),
    ],
)
def test_two_ways_out_of_one_mismatch_differ_in_what_they_cost(
    changes: dict[str, Any], lost: set[str], gained: set[tuple[str, str]]
) -> None:
    session = harbor()
    before = assess(session, today=TODAY).findings
    own = {f"segments.{session.segments[0]}.{name}": value for name, value in changes.items()}
    after = assess(session.with_answers(own), today=TODAY).findings
    assert {f.code for f in before} - {f.code for f in after} == lost
    assert {(f.code, f.severity) for f in after} - {(f.code, f.severity) for f in before} == gained


def test_the_expected_findings_on_motions_and_money_of_the_two_sample_companies() -> None:
    def said(session: Session) -> set[tuple[str, str]]:
        findings = assess(session, today=TODAY).findings
        return {(f.code, f.severity) for f in findings if f.code.startswith(("ROM", "ECO"))}

    assert said(harbor()) == {("ROM-01", "high"), ("ECO-05", "medium"), ("ROM-08", "low")}
    assert said(northgate()) == {("ROM-01", "critical"), ("ROM-06", "critical"), ("ECO-01", "high")}


def test_a_figure_in_a_sentence_has_no_more_digits_than_count() -> None:
    assert [figure(n) for n in (3, 500_001, 42.857142, 3.375, 1_234.56)] == ["3", "500,001", "42.86", "3.375", "1,235"]
