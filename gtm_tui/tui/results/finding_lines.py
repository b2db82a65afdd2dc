"""One finding in the order of a leader's questions: what is wrong, what it costs, what to do, what you said, why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from textual.content import Content

from gtm_tui.analysis.ways_out import WayOut
from gtm_tui.model.vocabulary import BASIS
from gtm_tui.report.finding_view import limits_words
from gtm_tui.report.labels import answer_label, answer_text, subject_label
from gtm_tui.rules import Assessment, Finding
from gtm_tui.rules.finding import figure
from gtm_tui.text.cells import wrap
from gtm_tui.tui.attribution import attribution
from gtm_tui.tui.results.listed import Line, heading, quiet
from gtm_tui.tui.results.lists import decision_words


def finding_lines(
    assessment: Assessment, finding: Finding, ways: Sequence[WayOut] | None, width: int
) -> Iterator[Line]:
    """The whole finding; ways out, answers and the decision lead somewhere. `ways` is None while they are sought."""
    yield from _title(assessment, finding)
    yield from _paragraph(finding.message, width)
    yield from _decision(assessment, finding, width)
    yield heading("What it costs")
    yield from _paragraph(assessment.rule(finding).why, width)
    if finding.margin is not None:
        yield from _paragraph(margin_words(finding), width)
    yield heading("What to do")
    yield from _ways(assessment, ways, width)
    yield heading("You said")
    yield from _answers(assessment, finding, width)
    yield heading("Where it comes from")
    yield from _source(assessment, finding, width)


def finding_summary(assessment: Assessment, finding: Finding, width: int) -> Content:
    """What is wrong, what it costs and what was said, to be read beside the table."""
    lines = [
        *_title(assessment, finding),
        *_paragraph(finding.message, width),
        *_decision(assessment, finding, width),
        Line(content=Content("")),
        heading("What it costs"),
        *_paragraph(assessment.rule(finding).why, width),
        *_paragraph(margin_words(finding), width),
        Line(content=Content("")),
        heading("You said"),
        *_answers(assessment, finding, width),
    ]
    return Content("\n").join(line.content for line in lines)


def _title(assessment: Assessment, finding: Finding) -> Iterator[Line]:
    reach = assessment.reach(finding)
    parts = [subject_label(assessment.session, finding) or "the whole team", finding.severity]
    if reach is not None:
        parts.append(f"{100 * reach:.0f} % of planned new revenue")
    if finding.planned:
        parts.append("before you start, not counted")
    yield Line(content=Content.styled(f"{finding.mark} ", "bold $text-warning") + Content.styled(finding.title, "bold"))
    yield quiet(" · ".join(parts))


def _decision(assessment: Assessment, finding: Finding, width: int) -> Iterator[Line]:
    decision = assessment.session.decisions.get(finding.identity)
    if decision is not None:
        words = f"{assessment.status(finding)}: {decision_words(assessment, decision, finding)}"
        yield Line(content=Content.styled("\n".join(wrap(words, width)), "$text-success"), target="decide")


def _ways(assessment: Assessment, ways: Sequence[WayOut] | None, width: int) -> Iterator[Line]:
    if ways is None:
        yield quiet("Looking for changes that clear it ...")
        return
    if not ways:
        yield quiet("No fix found with one or two changes. It can still be planned or accepted.")
    for number, way in enumerate(ways):
        what, _, does = way.sentence.partition(": clears it")
        words = Content("\n".join(wrap(what[:1].upper() + what[1:], width - 2)))
        style = "$text-warning" if way.costly else "$text-muted"
        said = wrap(f"clears it{_by_title(assessment, does)}", width - 4)
        words += Content.styled("".join(f"\n  {line}" for line in said), style)
        if not way.chosen:
            words += Content.styled("\n  not yours alone to decide: the market or the past must change", "$text-muted")
        yield Line(content=words, target=f"way:{number}")


def _by_title(assessment: Assessment, words: str) -> str:
    """What a way out does, findings called by their titles instead of their codes."""
    rules = assessment.rule_set.rules
    return re.sub(r"[A-Z]{3,4}-\d\d", lambda code: f'"{rules[code[0]].title}"' if code[0] in rules else code[0], words)


def _answers(assessment: Assessment, finding: Finding, width: int) -> Iterator[Line]:
    session = assessment.session
    if not finding.evidence:
        yield quiet("Triggered by missing answers.")
    for key, value in finding.evidence:
        source = session.sources.get(key)
        words = f"{answer_label(session, key)}: {answer_text(session, key, value)}" + (
            f"  ({source})" if source else ""
        )
        more = [attribution(session, key), f"Note: {session.notes[key]}" if key in session.notes else ""]
        content = Content("\n".join(wrap(words, width - 2)))
        for text in more:
            if text:
                content += Content.styled("\n" + "\n".join(wrap(f"  {text}", width - 2)), "$text-muted")
        yield Line(content=content, target=f"ask:{key}")


def _source(assessment: Assessment, finding: Finding, width: int) -> Iterator[Line]:
    rule = assessment.rule(finding)
    yield from _paragraph(f"{rule.source} ({BASIS[finding.basis].beside_source}).", width)
    yield from _paragraph(f"Looks at: {rule.looks_at}", width)
    yield from _paragraph(f"Not when: {rule.not_when}", width)
    for words in limits_words(assessment.calibration, finding.limits):
        yield from _paragraph(words, width)
    yield quiet(f"{finding.code}, {rule.name}, model {assessment.rule_set.version}")


def _paragraph(text: str, width: int) -> Iterator[Line]:
    if text:
        yield Line(content=Content("\n".join(wrap(text, width))))


def margin_words(finding: Finding) -> str:
    """How far the answer is from the limit, in words."""
    margin = finding.margin
    if margin is None:
        return ""
    unit = "%" if margin.unit == "percent" else margin.unit
    gap = abs(margin.value - margin.line)
    side = "above" if margin.value > margin.line else "below"
    return (
        f"{figure(margin.value)} {unit}, where {figure(margin.line)} would pass: {figure(gap)} {unit} {side} the limit."
    )
