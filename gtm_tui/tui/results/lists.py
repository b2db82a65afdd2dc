"""What the rules say beside the findings: what could not be assessed, what works, what to mind before a start."""

from __future__ import annotations

from collections.abc import Hashable

from gtm_tui.model.session import Decision
from gtm_tui.model.vocabulary import AREAS, DECIDED, STATUS, Status
from gtm_tui.questions import field_of, question_for
from gtm_tui.report.labels import answer_label, answer_text
from gtm_tui.report.report import CAVEAT
from gtm_tui.report.sections import thin_areas
from gtm_tui.rules import Assessment, Finding
from gtm_tui.rules.decisions import lapsed_because
from gtm_tui.text.plural import counted
from gtm_tui.tui.drawing import BLANK, Pen, Row
from gtm_tui.tui.results.pieces import heading, paragraph, severity_style, stop_rows


def question_words(assessment: Assessment, key: str) -> str:
    """The whole wording of a question, with the segment or budget line it is about."""
    question = question_for(key)
    collection, identity, _ = field_of(key)
    name = ""
    if collection == "segments":
        name = f"{assessment.session.segment_name(identity)}: "
    elif collection == "budget":
        name = f"{assessment.session.get(f'budget.{identity}.label') or identity}: "
    return name + (question.wording if question else key)


def not_assessed_rows(assessment: Assessment, at: Hashable, width: int) -> list[Row]:
    """Every rule that lacked an answer, by area; each missing question is a place to stop at."""
    rows = paragraph(width, "These rules could not be checked: an answer is missing. Enter goes to the question.")
    rows += [row for line in thin_areas(assessment) for row in paragraph(width, line, style="warning")]
    runs: dict[str, dict[str, list[str]]] = {}
    for run in assessment.not_assessed:
        rule = assessment.rule_set.rules.get(run.code)
        if rule is not None:
            needed = runs.setdefault(rule.area, {}).setdefault(run.code, [])
            needed.extend(key for key in run.missing if key not in needed)
    if not runs:
        return [*paragraph(width, "Every rule could be assessed.")]
    for area, label in AREAS.items():
        if area not in runs:
            continue
        rows += [BLANK, heading(width, label)]
        for code, keys in runs[area].items():
            rows.append(Pen(width).to(1).put(f"{code:<9}", "muted").put(assessment.rule_set.rules[code].title).row)
            for key in keys:
                target = ("ask", code, key)
                rows += stop_rows(width, question_words(assessment, key), at == target, target, 8, "muted", 1)
    return rows


def strengths_rows(assessment: Assessment, at: Hashable, width: int) -> list[Row]:
    """What works well with the answers that show it, and remarks that are no findings."""
    session = assessment.session
    rows: list[Row] = []
    if not assessment.strengths:
        rows += paragraph(width, "Nothing stands out yet. Strengths appear as soon as the answers show them.")
    for strength in assessment.strengths:
        rows += [*([BLANK] if rows else []), *_pointed(width, "+", "good", strength.message)]
        answers = "; ".join(f"{answer_label(session, k)}: {answer_text(session, k, v)}" for k, v in strength.evidence)
        rows += paragraph(width, answers, 3, "muted", most=2)
        rows += paragraph(width, strength.source, 3, "muted")
    if assessment.remarks:
        rows += [BLANK, heading(width, "Worth knowing")]
        for code, _, text in assessment.remarks:
            rows += _pointed(width, code, "muted", text)
    return [*rows, BLANK, *paragraph(width, CAVEAT, style="muted")]


def before_rows(assessment: Assessment, at: Hashable, width: int) -> list[Row]:
    """Findings about segments that are only planned, which count for nothing yet."""
    intro = "About segments you plan but do not sell yet: not counted, worth resolving before you start."
    if not assessment.before_you_start:
        return paragraph(width, "No notes: no planned segment has a mismatch.")
    rows = paragraph(width, intro)
    for finding in assessment.before_you_start:
        target = ("finding", finding.identity)
        pen = Pen(width).to(1).put("> " if at == target else "  ", "mark", target)
        pen.put(f"{finding.mark:<3} ", severity_style(finding), target).put(f"{finding.code:<8} ", "muted", target)
        pen.put(finding.title, "strong" if at == target else "", target)
        rows += [BLANK, pen.row, *paragraph(width, finding.message, 7)]
    return rows


def decisions_rows(assessment: Assessment, at: Hashable, width: int) -> list[Row]:
    """Everything that was decided: open again first, then plans by day, then the rest, then what is gone."""
    session = assessment.session
    found = {f.identity: f for f in (*assessment.findings, *assessment.before_you_start)}
    decided = [(found[name], d) for name, d in session.decisions.items() if name in found]
    shown: tuple[Status, ...] = ("lapsed", *DECIDED)
    groups = {status: [(f, d) for f, d in decided if assessment.status(f) == status] for status in shown}
    groups["planned"].sort(key=lambda pair: (pair[1].due is None, pair[1].due or assessment.today))
    rows: list[Row] = []
    for status, pairs in groups.items():
        if pairs:
            rows += [*([BLANK] if rows else []), heading(width, STATUS[status].title, str(len(pairs)))]
        for finding, _ in pairs:
            target = ("finding", finding.identity)
            rows += stop_rows(
                width, f"{finding.mark:<3} {finding.code:<8} {finding.title}", at == target, target, most=1
            )
            rows += paragraph(width, decision_words(assessment, finding), 7, "muted", target, 3)
    gone = [(name, d) for name, d in session.decisions.items() if name not in found]
    if gone:
        rows += [*([BLANK] if rows else []), heading(width, "The finding is gone", "kept until you clear them")]
    for name, decision in gone:
        target = ("gone", name)
        what = "; ".join(part for part in (decision.action, decision.reason) if part)
        rows += stop_rows(width, f"{name}  {decision.status}: {what}", at == target, target, most=2)
    undecided = sum(assessment.status(f) == "open" for f in assessment.findings)
    if not rows:
        rows = paragraph(width, "No decisions yet. Press d on a finding to plan, accept or disagree.")
    return [
        *rows,
        BLANK,
        *paragraph(width, f"{undecided} of {counted(len(assessment.findings), 'finding')} undecided.", style="muted"),
    ]


def decision_words(assessment: Assessment, finding: Finding) -> str:
    """What was decided about a finding, and first of all why that no longer holds where it does not."""
    decision = assessment.decision(finding)
    if decision is None:
        return ""
    said = [part for part in (decision.action, decision.reason) if part]
    who = decision.owner or decision.by
    said += [f"by {who}"] if who else []
    said += [f"due {decision.due.isoformat()}"] if decision.due else []
    said += [f"until {decision.until.isoformat()}"] if decision.until else []
    words = f"{decision.status.capitalize()}: {', '.join(said)}."
    lapsed = lapse_words(assessment, decision, finding)
    return f"{STATUS['lapsed'].title}, {lapsed}. {words}" if lapsed else words


def lapse_words(assessment: Assessment, decision: Decision, finding: Finding) -> str:
    """Why an acceptance no longer holds, the answer that changed called by its label; '' while it holds."""
    lapsed = lapsed_because(decision, finding, assessment.today)
    head, equals, rest = lapsed.partition(" = ")
    words, _, key = head.rpartition(" ")
    if not equals or question_for(key) is None:
        return lapsed
    return f"{words} {answer_label(assessment.session, key)}: {rest}"


def _pointed(width: int, mark: str, style: str, text: str) -> list[Row]:
    indent = 2 + len(mark)
    rows = paragraph(width, text, indent)
    return [(*Pen(width).to(1).put(mark, style).put(" ").row, *rows[0][1:]), *rows[1:]]
