"""Everything about one finding: what it says, on which answers and numbers it rests, and the ways out."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from gtm_tui.analysis.change import Change
from gtm_tui.analysis.ways_out import WayOut
from gtm_tui.analysis.wording import effect_words
from gtm_tui.calibration import Calibration
from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import BASIS, SALES_MOTIONS
from gtm_tui.report.finding_view import band_words
from gtm_tui.report.labels import answer_label, answer_text, subject_label
from gtm_tui.rules import Assessment, Finding, evidence_line
from gtm_tui.rules.examples import EXAMPLES
from gtm_tui.rules.finding import figure
from gtm_tui.tui.attribution import attribution
from gtm_tui.tui.drawing import BLANK, Pen, Row
from gtm_tui.tui.results.findings import reach_words
from gtm_tui.tui.results.lists import decision_words, question_words
from gtm_tui.tui.results.pieces import heading, paragraph, severity_style, stop_rows, term


def detail_rows(
    assessment: Assessment, finding: Finding, ways: Sequence[WayOut], at: Hashable, width: int
) -> list[Row]:
    """The whole finding; answers, ways out and the decision are places to stop at."""
    rows = [*_title(assessment, finding, width), BLANK, *paragraph(width, finding.message)]
    decided = decision_words(assessment, finding)
    if decided:
        lapsed = assessment.status(finding) == "lapsed"
        rows += [
            BLANK,
            *stop_rows(width, decided, at == ("decide",), ("decide",), style="warning" if lapsed else "good"),
        ]
    rows += [BLANK, heading(width, "Your answers"), *_answers(assessment, finding, at, width)]
    if not finding.evidence:
        rows += paragraph(width, "Triggered by missing answers.", style="muted")
    rows += [BLANK, heading(width, "Ways out", "each checked by running the rules again; your own decisions first")]
    rows += _ways(assessment, finding, ways, at, width)
    rows += [BLANK, heading(width, "Behind it"), *_behind(assessment, finding, width)]
    return rows


def _title(assessment: Assessment, finding: Finding, width: int) -> list[Row]:
    subject = subject_label(assessment.session, finding)
    first = Pen(width).to(1).put(f"{finding.mark} {finding.code}  ", severity_style(finding))
    first.put(finding.title, "strong")
    reach = assessment.reach(finding)
    parts = [subject or "the whole team", finding.severity]
    if reach is not None:
        parts.append(f"{reach_words(reach)} of planned new revenue")
    parts += [assessment.status(finding), *(["before you start, not counted"] if finding.planned else [])]
    return [first.row, Pen(width).to(1).put(" · ".join(parts), "muted").row]


def _answers(assessment: Assessment, finding: Finding, at: Hashable, width: int) -> Iterator[Row]:
    session = assessment.session
    for key, value in finding.evidence:
        target = ("ask", key)
        source = session.sources.get(key)
        answer = answer_text(session, key, value) + (f"  ({source})" if source else "")
        yield from stop_rows(width, f"{answer_label(session, key)}: {answer}", at == target, target, most=3)
        if width >= 60:
            yield Pen(width).to(5).put(question_words(assessment, key), "muted", target).row
        who = attribution(session, key)
        if who:
            yield from paragraph(width, who, 5, "muted", target, 3)
        if key in session.notes:
            yield from paragraph(width, f"Note: {session.notes[key]}", 5, "muted", target, 2)


def _ways(assessment: Assessment, finding: Finding, ways: Sequence[WayOut], at: Hashable, width: int) -> Iterator[Row]:
    if not ways:
        yield from paragraph(width, "No fix found with one or two changes. You can still accept the finding as it is.")
    for number, way in enumerate(ways, start=1):
        target = ("way", number - 1)
        kind = "" if way.chosen else "not yours to decide: the market or the past must change"
        if way.open:
            kind = "a name, a text or a figure is yours to fill in"
        what, _, does = way.sentence.partition(": clears it")
        yield from stop_rows(width, f"{number} {what}", at == target, target, style="strong" if at == target else "")
        yield from paragraph(width, f"clears it{does}", 5, "warning" if way.costly else "muted", target)
        if kind:
            yield from paragraph(width, kind, 5, "muted", target)


def _behind(assessment: Assessment, finding: Finding, width: int) -> Iterator[Row]:
    rule = assessment.rule(finding)
    yield from term(width, "Looks at", rule.looks_at)
    yield from term(width, "Why it matters", rule.why)
    yield from term(width, "Not when", rule.not_when)
    yield from term(width, "Source", rule.source)
    yield from term(width, "Basis", f"{finding.basis}: {BASIS[finding.basis].beside_source}")
    if finding.margin is not None:
        yield from term(width, "Margin", margin_words(finding))
    for index, (words, source) in enumerate(limit_words(assessment.calibration, finding.limits)):
        yield from term(width, "Limits used" if not index else "", words)
        yield from term(width, "", source, style="muted")
    if finding.limits:
        yield from term(width, "Calibration", assessment.calibration.name)
    raises, clears = EXAMPLES.get(finding.code, ({}, {}))
    for label, answers in (("Raised, say, by", raises), ("Cleared, say, by", clears)):
        if answers:
            yield from term(width, label, "; ".join(evidence_line(key, value) for key, value in answers.items()))
    if rule.effort:
        effort = {1: "small", 2: "medium", 3: "large"}.get(rule.effort, str(rule.effort))
        yield from term(width, "Usual effort", f"{effort} (ours)")


def limit_words(calibration: Calibration, limits: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each number a finding was decided with: (name, value, unit, basis) in words, and its source."""
    for limit in limits:
        kind, _, name = limit.partition(".")
        if kind == "bands":
            band = calibration.bands[name]
            yield f"{SALES_MOTIONS[name].label}: {band_words(band)} (ours)", band.source
        elif limit in calibration.numbers:
            number = calibration.numbers[limit]
            unit = "%" if number.unit == "percent" else number.unit
            shown = limit.replace(".", ", ").replace("_", " ")
            yield f"{shown} = {number.value:,.10g} {unit} ({number.basis})", number.source


def margin_words(finding: Finding) -> str:
    """How far the answer is from the line, in words."""
    margin = finding.margin
    if margin is None:
        return ""
    unit = "%" if margin.unit == "percent" else margin.unit
    gap = abs(margin.value - margin.line)
    side = "above" if margin.value > margin.line else "below"
    far = f"{figure(gap)} {unit} {side} the line"
    share = f" ({gap / margin.line:.0%} of it)".replace("%", " %") if margin.line and unit != "%" else ""
    return f"{figure(margin.value)} {unit}, where {figure(margin.line)} would pass: {far}{share}"


def change_line(session: Session, change: Change) -> str:
    """One answer that would change, as it reads before and after."""
    old = "no answer" if change.old is None else answer_text(session, change.key, change.old)
    return f"{answer_label(session, change.key)}: {old} -> {answer_text(session, change.key, change.new)}"


def effect_line(way: WayOut) -> str:
    """What else a way out does."""
    return effect_words(way.clears, way.raises, way.worse, way.milder, way.costly)
