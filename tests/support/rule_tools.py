"""Short ways to assess a few answers, and the one assertion every finding must meet."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from gtm_tui.model.session import Session
from gtm_tui.rules import Assessment, Finding, assess
from gtm_tui.rules.ruleset import DECLARED, Declarations

TODAY = date(2026, 11, 22)


@contextmanager
def declaring() -> Iterator[Declarations]:
    """Room to declare rules for one test; afterwards everything declared in it is forgotten."""
    rules = {code: list(revisions) for code, revisions in DECLARED.rules.items()}
    strengths = {code: list(revisions) for code, revisions in DECLARED.strengths.items()}
    try:
        yield DECLARED
    finally:
        DECLARED.rules, DECLARED.strengths = rules, strengths
        DECLARED._sets.clear()


def session_of(answers: Mapping[str, Any]) -> Session:
    """A session holding these answers."""
    return Session().with_answers(answers)


def assessed(answers: Mapping[str, Any]) -> Assessment:
    """The assessment of these answers, with the evidence of every finding proved to be enough."""
    assessment = assess(session_of(answers), today=TODAY)
    for finding in (*assessment.findings, *assessment.before_you_start):
        assert_evidence_is_enough(finding)
    for strength in assessment.strengths:
        again = assess(session_of(dict(strength.evidence)), today=TODAY).strengths
        assert (strength.id, strength.subject) in {(s.id, s.subject) for s in again}
    return assessment


def found(answers: Mapping[str, Any], family: str = "") -> dict[str, str]:
    """Findings as {identity: severity}, those on planned segments too, of codes that start with `family`."""
    assessment = assessed(answers)
    findings = (*assessment.findings, *assessment.before_you_start)
    return {f.identity: f.severity for f in findings if f.code.startswith(family)}


def result(answers: Mapping[str, Any], code: str, subject: str) -> str:
    """'fires', 'passes' or 'not_assessed' for one rule and subject."""
    return assess(session_of(answers), today=TODAY).runs[code, subject].result


def assert_evidence_is_enough(finding: Finding) -> None:
    """A session that holds only the finding's evidence raises the same finding."""
    assert finding.evidence, finding.identity
    again = assess(session_of(dict(finding.evidence)), today=TODAY).find(finding.identity)
    assert again is not None, f"{finding.identity} needs more than {finding.evidence_lines}"
    assert (again.severity, again.planned) == (finding.severity, finding.planned), finding.evidence_lines
