"""What holds for every session, however it was answered: from the answers to the file, its results and every report."""

import difflib
import re
import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gtm_tui.model.session import Session
from gtm_tui.report.export import render
from gtm_tui.report.formats import FORMATS
from gtm_tui.report.report import report
from gtm_tui.rules import Assessment, assess
from gtm_tui.store.loading import load_session
from gtm_tui.store.sessions import open_session, save_session, session_bytes
from tests.support.companies import sessions
from tests.support.hostile import STRINGS
from tests.support.rule_tools import TODAY

NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 13, 30, 0, tzinfo=UTC)
STYLE = re.compile(r"\x1b\[[0-9;]*m")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

shortly = settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))


def essence(assessment: Assessment) -> list[Any]:
    """Everything the rules said, in order."""
    return [
        assessment.findings,
        assessment.before_you_start,
        assessment.strengths,
        assessment.remarks,
        [(run.code, run.subject, run.missing) for run in assessment.not_assessed],
    ]


@shortly
@given(sessions())
def test_the_same_answers_give_the_same_results_in_any_order(session: Session) -> None:
    backwards = Session().with_answers(dict(reversed(session.answers.items())))
    ordered = Session(answers=backwards.answers, segments=session.segments, budget=session.budget)
    assert essence(assess(ordered, today=TODAY)) == essence(assess(session, today=TODAY))


@shortly
@given(sessions())
def test_stored_results_are_those_recomputed_and_a_second_save_changes_nothing(session: Session) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "acme.toml"
        path.write_bytes(session_bytes(session, assess(session, today=TODAY), NOON))
        before = path.read_bytes()
        opened = open_session(path, mark=False)
        assessment = assess(opened.session, today=TODAY)
        assert opened.changed_results(assessment) == []
        stored = opened.results
        assert {severity: stored[severity] for severity in assessment.counts} == assessment.counts
        assert [(w["code"], w["subject"], w["severity"], tuple(w["evidence"])) for w in stored.get("warnings", ())] == [
            (f.code, f.subject, f.severity, f.evidence_lines) for f in assessment.findings
        ]
        assert not save_session(opened, opened.session, assessment=assessment, now=LATER).written
        assert path.read_bytes() == before


@shortly
@given(sessions(), st.data())
def test_one_changed_answer_changes_one_line_of_the_answers(session: Session, data: st.DataObject) -> None:
    flags = [key for key, value in session.answers.items() if isinstance(value, bool)]
    if not flags:
        return
    key = data.draw(st.sampled_from(flags))
    changed = session.with_answer(key, not session.answers[key])
    old, new = (session_bytes(s, assess(s, today=TODAY), NOON).decode() for s in (session, changed))
    lines = difflib.unified_diff(*(text.partition("\n[results]")[0].splitlines() for text in (old, new)), n=0)
    moved = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    name = key.rpartition(".")[2]
    assert [line.partition(" = ")[0] for line in moved] == [f"-{name}", f"+{name}"]


@shortly
@given(sessions(), st.sampled_from(STRINGS), st.booleans())
def test_every_format_of_the_report_renders_and_is_free_of_controls(
    session: Session, text: str, redacted: bool
) -> None:
    hostile = {"company.name": text, **{f"segments.{s}.name": text for s in session.segments}}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "acme.toml"
        named = session.with_answers({key: f"x{_storable(value)}" for key, value in hostile.items()})
        path.write_bytes(session_bytes(named, assess(named, today=TODAY), NOON))
        loaded = load_session(path)
    assert tomllib.loads(loaded.raw.text)
    assessment = assess(loaded.session, today=TODAY)
    whole = report(assessment, redact=redacted, with_ways_out=False)
    for format in FORMATS:
        written = render(whole, format)
        assert written
        assert not CONTROLS.search(STYLE.sub("", written) if format == "styled" else written), format


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")[:150].replace("\0", "")
