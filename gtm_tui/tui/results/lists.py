"""What stands beside the findings: open questions, strengths, decisions, notes on planned segments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.content import Content

from gtm_tui.model.session import Decision
from gtm_tui.model.vocabulary import AREAS, DECIDED, STATUS, Status
from gtm_tui.questions import field_of, question_for
from gtm_tui.report.labels import answer_label, answer_text, day, subject_label
from gtm_tui.report.report import CAVEAT
from gtm_tui.report.sections import thin_areas
from gtm_tui.rules import Assessment, Finding
from gtm_tui.rules.decisions import lapsed_because
from gtm_tui.text.plural import counted
from gtm_tui.tui.results.listed import Line, ListView, heading, quiet


def question_words(assessment: Assessment, key: str) -> str:
    """The whole wording of a question, with the segment or budget line it is about."""
    question = question_for(key)
    collection, identity, _ = field_of(key)
    name = ""
    if collection == "segments":
        name = f"{assessment.session.segment_name(identity)}: "
    elif collection == "budget":
        name = f"{assessment.session.get(f'budget.{identity}.label') or identity}: "
    return name + (question.wording if question else answer_label(assessment.session, key))


class OpenView(ListView):
    """What could not be assessed, by area; each missing question is a way to it."""

    def lines(self, assessment: Assessment) -> Iterable[Line]:
        """Every rule that lacked an answer, with its questions."""
        missing: dict[str, dict[str, list[str]]] = {}
        for run in assessment.not_assessed:
            rule = assessment.rule_set.rules.get(run.code)
            if rule is not None:
                keys = missing.setdefault(rule.area, {}).setdefault(rule.title, [])
                keys.extend(key for key in run.missing if key not in keys)
        if not missing:
            yield quiet("Every rule could be assessed.")
            return
        yield quiet("These rules neither fire nor pass: an answer is missing. Enter goes to the question.")
        yield from (quiet(words) for words in thin_areas(assessment))
        for area, label in AREAS.items():
            if area not in missing:
                continue
            yield heading(label)
            for title, keys in missing[area].items():
                yield Line(content=Content(f"  {title}"))
                for key in keys:
                    yield Line(content=Content(f"      {question_words(assessment, key)}"), target=f"ask:{key}")


class StrengthsView(ListView):
    """What the set-up does well with the answers that show it, and remarks that are no findings."""

    def lines(self, assessment: Assessment) -> Iterable[Line]:
        """Strengths, then notes."""
        session = assessment.session
        if not assessment.strengths:
            yield quiet("Nothing stands out yet. Strengths are said as soon as the answers show them.")
        for strength in assessment.strengths:
            shown = (
                f"{answer_label(session, key)}: {answer_text(session, key, value)}" for key, value in strength.evidence
            )
            answers = "; ".join(shown)
            words = Content.styled("+ ", "$text-success") + Content(strength.message)
            yield Line(content=words + Content.styled(f"\n  {answers}\n  {strength.source}", "$text-muted"))
        if assessment.remarks:
            yield heading("Notes")
            yield from (Line(content=Content(text)) for _, _, text in assessment.remarks)
        yield quiet(CAVEAT)


class BeforeView(ListView):
    """Findings about segments that are only planned, which count for nothing yet."""

    def lines(self, assessment: Assessment) -> Iterable[Line]:
        """The notes, worst first."""
        yield quiet("About segments you plan but do not sell yet: outside the counts, worth settling before you start.")
        yield from (finding_line(assessment, finding) for finding in assessment.before_you_start)


class DecidedView(ListView):
    """What was decided: planned, accepted, lapsed, disagreed, and decisions whose finding is gone."""

    def lines(self, assessment: Assessment) -> Iterable[Line]:
        """Decisions by status, plans by their day, each a way to its finding."""
        decisions = assessment.session.decisions
        if not decisions:
            yield quiet("Nothing is decided yet: d on a finding plans it, accepts it or disagrees with it.")
        known = {finding.identity: finding for finding in (*assessment.findings, *assessment.before_you_start)}
        statuses: tuple[Status, ...] = ("lapsed", *DECIDED)
        for status in statuses:
            group = [known[name] for name in decisions if name in known and assessment.status(known[name]) == status]
            if group:
                yield heading(f"{STATUS[status].title} {len(group)}")
            for finding in sorted(group, key=lambda f: decisions[f.identity].due or date.max):
                yield finding_line(
                    assessment, finding, decision_words(assessment, decisions[finding.identity], finding)
                )
        gone = [identity for identity in decisions if identity not in known]
        if gone:
            yield heading(f"Their finding is gone {len(gone)}, kept until you remove them")
        yield from (_gone_line(assessment, identity, decisions[identity]) for identity in gone)
        undecided = sum(assessment.status(finding) == "open" for finding in assessment.findings)
        yield quiet(f"{undecided} of {counted(len(assessment.findings), 'finding')} undecided.")


def _gone_line(assessment: Assessment, identity: str, decision: Decision) -> Line:
    rule = assessment.rule_set.rules.get(identity.partition("/")[0])
    title = rule.title if rule is not None else identity
    what = "; ".join(part for part in (decision.action, decision.reason) if part)
    words = Content(title) + Content.styled(f"\n    {STATUS[decision.status].title.lower()}: {what}", "$text-muted")
    return Line(content=words, target=f"gone:{identity}")


def finding_line(assessment: Assessment, finding: Finding, words: str = "") -> Line:
    """A finding in a line that leads to it, with a second line where there is more to say."""
    subject = subject_label(assessment.session, finding)
    content = Content.styled(f"{finding.mark:<3} ", "bold $text-warning") + Content(finding.title)
    if subject:
        content += Content.styled(f"  {subject}", "$text-muted")
    if words:
        content += Content.styled(f"\n    {words}", "$text-muted")
    return Line(content=content, target=f"finding:{finding.identity}")


def decision_words(assessment: Assessment, decision: Decision, finding: Finding) -> str:
    """A decision in a line: what, who, when, why."""
    parts = [decision.action, decision.owner, f"due {day(decision.due)}" if decision.due else "", decision.reason]
    if decision.by:
        parts.append(f"by {decision.by}")
    if decision.until:
        parts.append(f"until {day(decision.until)}")
    if lapsed := lapse_words(assessment, decision, finding):
        parts.append(f"no longer holds: {lapsed}")
    return "; ".join(part for part in parts if part)


def lapse_words(assessment: Assessment, decision: Decision, finding: Finding) -> str:
    """Why an acceptance no longer holds, the answer that changed called by its label; '' while it holds."""
    lapsed = lapsed_because(decision, finding, assessment.today)
    head, equals, rest = lapsed.partition(" = ")
    words, _, key = head.rpartition(" ")
    if not equals or question_for(key) is None:
        return lapsed
    return f"{words} {answer_label(assessment.session, key)}: {rest}"
