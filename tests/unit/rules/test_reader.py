"""What a rule reads: typed, by names that are questions of that kind, and declared in the rule's `reads`."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import pytest

from gtm_tui.calibration import default_calibration
from gtm_tui.questions import QUESTIONS, Kind, Question
from gtm_tui.rules import rules_of, versions
from gtm_tui.rules.context import RuleContext
from gtm_tui.rules.engine import subjects_of
from gtm_tui.rules.finding import NotAssessed
from gtm_tui.rules.reader import WrongKey
from tests.support.frozen_model import documents, session_from
from tests.support.rule_tools import session_of

SEGMENT = session_of(
    {
        "segments.s.first_year_acv": 12_500,
        "segments.s.sales_motion": "field",
        "segments.s.marketing_motions": ("inbound",),
        "segments.s.land_and_expand": False,
        "segments.t.deals_per_year": 3,
        "company.arr": 4_000_000,
        "groups.sales.people": (),
        "accountable.roadmap": (("Ana", "all"),),
    }
)


def context(subject: str = "s") -> RuleContext:
    return RuleContext(SEGMENT, default_calibration(), subject, f"segments.{subject}.")


def test_answers_come_by_their_kind_and_are_written_down_by_their_full_key() -> None:
    seen = context()
    assert seen.own.number("first_year_acv") == 12_500
    assert seen.own.choice("sales_motion") == "field"
    assert seen.own.choices("marketing_motions") == ("inbound",)
    assert seen.own.flag("land_and_expand") is False
    assert seen.segment("t").get_number("deals_per_year") == 3
    assert seen.answers.people("groups.sales.people") == ()
    assert seen.answers.owners("accountable.roadmap") == (("Ana", "all"),)
    assert list(seen.read) == [
        "segments.s.first_year_acv",
        "segments.s.sales_motion",
        "segments.s.marketing_motions",
        "segments.s.land_and_expand",
        "segments.t.deals_per_year",
        "groups.sales.people",
        "accountable.roadmap",
    ]
    assert not seen.wording_reads


def test_what_only_words_a_sentence_is_no_evidence() -> None:
    seen = context()
    assert seen.aside("segments.s.").get_number("first_year_acv") == 12_500
    assert not seen.read
    assert list(seen.wording_reads) == ["segments.s.first_year_acv"]


@pytest.mark.parametrize(
    ("needed", "missing"),
    [
        (lambda c: c.own.number("deals_per_year"), ("segments.s.deals_per_year",)),
        (lambda c: c.own.choice("status"), ("segments.s.status",)),
        (lambda c: c.answers.flag("team.roles_agreed"), ("team.roles_agreed",)),
        (lambda c: c.answers.owners("accountable.gtm_plan"), ("accountable.gtm_plan",)),
        (
            lambda c: c.own.numbers("first_year_acv", "deals_per_year", "closing_reps"),
            ("segments.s.deals_per_year", "segments.s.closing_reps"),
        ),
        (lambda c: c.own.require("status", "sales_motion"), ("segments.s.status",)),
    ],
)
def test_a_needed_answer_that_is_missing_is_not_assessed(
    needed: Callable[[RuleContext], Any], missing: tuple[str, ...]
) -> None:
    with pytest.raises(NotAssessed) as absent:
        needed(context())
    assert absent.value.missing == missing


def test_an_optional_answer_that_is_missing_is_none() -> None:
    own, answers = context().own, context().answers
    assert own.get_number("deals_per_year") is own.get_choice("status") is own.get_flag("sold_by_partner") is None
    assert own.get_segments("one_journey_with") is own.get_choices("marketing_for_other_segments") is None
    assert answers.get_people("groups.customer_success.people") is answers.get_text("session.currency") is None
    assert not own.answered("deals_per_year")


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (lambda c: c.own.number("first_year_avc"), "segments.s.first_year_avc is no question"),
        (lambda c: c.own.get_number("sales_motion"), "segments.s.sales_motion holds a choice"),
        (lambda c: c.own.choice("marketing_motions"), "segments.s.marketing_motions holds a choices"),
        (lambda c: c.own.get_flag("deals_per_year"), "segments.s.deals_per_year holds a count"),
        (lambda c: c.answers.number("segments.s.first_year_acv"), "segments.s.first_year_acv is no question"),
        (lambda c: c.answers.get_people("accountable.roadmap"), "accountable.roadmap holds a owners"),
        (lambda c: c.answers.require("company.revenue"), "company.revenue is no question"),
        (lambda c: c.answers.answered("persona.rings.fears"), "persona.rings.fears is no question"),
        (lambda c: c.aside().get_flag("company.name"), "company.name holds a name"),
        (lambda c: c.budget_line("x").get_number("sum"), "budget.x.sum is no question"),
    ],
)
def test_a_mistyped_key_is_refused_whatever_the_session_holds(read: Callable[[RuleContext], Any], said: str) -> None:
    with pytest.raises(WrongKey, match=said):
        read(context())


def test_a_question_that_is_added_can_be_read() -> None:
    added = Question("segments.*.whim", "motions", "Whim", "A whim?", Kind.YES_NO)
    with pytest.raises(WrongKey):
        context().own.get_flag("whim")
    QUESTIONS.add(added)
    try:
        assert context().own.get_flag("whim") is None
    finally:
        QUESTIONS.remove(added.key)
    with pytest.raises(WrongKey):
        context().own.get_flag("whim")


@cache
def read_by_rules(version: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What each rule of a version reads over all kept sessions, as patterns: for evidence, and for wording."""
    evidence: dict[str, set[str]] = defaultdict(set)
    wording: dict[str, set[str]] = defaultdict(set)
    for document in documents().values():
        session = session_from(document)
        for rule in rules_of(version).rules.values():
            for subject, prefix, variant in subjects_of(rule, session):
                seen = RuleContext(session, default_calibration(), subject, prefix, variant)
                with suppress(NotAssessed):
                    rule.check(seen)
                evidence[rule.code] |= {pattern(key) for key in seen.read}
                wording[rule.code] |= {pattern(key) for key in seen.wording_reads}
    return evidence, wording


def pattern(key: str) -> str:
    """A key path with `*` for the id of a segment or budget line."""
    head, _, rest = key.partition(".")
    return f"{head}.*.{rest.partition('.')[2]}" if head in ("segments", "budget") else key


@pytest.mark.parametrize("version", versions())
def test_a_rule_declares_exactly_what_it_reads(version: str) -> None:
    evidence, wording = read_by_rules(version)
    for rule in rules_of(version).rules.values():
        undeclared = {key for key in evidence[rule.code] if not any(fnmatchcase(key, p) for p in rule.reads)}
        assert not undeclared, f"{rule.code} reads what it does not declare"
        read = evidence[rule.code] | wording[rule.code]
        unread = {p for p in rule.reads if not any(fnmatchcase(key, p) for key in read)}
        assert not unread, f"{rule.code} declares what it never reads"
