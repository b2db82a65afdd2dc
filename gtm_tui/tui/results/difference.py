"""What other answers do to the findings: new, cleared, worse, eased, reading differently, no longer assessed."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from gtm_tui.analysis.whatif import Overlay
from gtm_tui.analysis.wording import value_words
from gtm_tui.model.vocabulary import SEVERITIES
from gtm_tui.questions import Kind, question_for
from gtm_tui.report.labels import answer_label, answer_text, subject_label
from gtm_tui.rules import Assessment, Finding
from gtm_tui.rules.finding import SEVERITY_RANK
from gtm_tui.text.plural import counted

NOTHING = "Change something and see here which findings come, go or change."


def tried_lines(overlay: Overlay) -> list[str]:
    """The answers that applying would change, as they read before and after."""
    session = overlay.base.session
    lines = []
    for change in overlay.changes:
        question = question_for(change.key)
        if question is not None and question.kind in (Kind.CHOICE, Kind.CHOICES):
            old, new = value_words(question, change.old), value_words(question, change.new)
        else:
            old = "no answer" if change.old is None else answer_text(session, change.key, change.old)
            new = answer_text(session, change.key, change.new)
        lines.append(f"{answer_label(session, change.key)}: {old} -> {new}")
    return lines


def difference_words(overlay: Overlay) -> Content:
    """The whole difference, the counts first, then a line for each finding it is about."""
    return Content("\n").join(_difference(overlay))


def _difference(overlay: Overlay) -> Iterator[Content]:
    before, after = overlay.base, overlay.assessment
    if not overlay.changes:
        yield Content.styled(counted(len(before.findings), "finding"), "bold")
        yield Content.styled(NOTHING, "$text-muted")
        return
    yield _head(overlay)
    effect = overlay.effect
    open_now = _no_longer_assessed(before, after)
    for finding in effect.new:
        yield _line("+ new", "$text-error", finding, after)
    for finding in effect.cleared:
        if (finding.code, finding.subject) not in open_now:
            yield _line("- cleared", "$text-success", finding, before)
    yield from (_shift(old, new, after) for old, new in effect.changed if old.severity != new.severity)
    for code, subject in open_now:
        name = before.session.segment_name(subject) if subject in before.session.segments else ""
        title = before.rule_set.rules[code].title
        words = Content.styled(f"{'? not assessed':<15}", "$text-warning") + Content(title)
        yield words + Content.styled(f"  {name}", "$text-muted")
    for old, new in effect.changed:
        if old.severity == new.severity:
            yield _line("~ reads", "$text-muted", new, after, f": {new.message}")


def _head(overlay: Overlay) -> Content:
    effect, after = overlay.effect, overlay.assessment
    shifted = [(old, new) for old, new in effect.changed if old.severity != new.severity]
    worse = sum(_worse(old, new) for old, new in shifted)
    numbers = {
        "new": len(effect.new),
        "cleared": len(effect.cleared),
        "worse": worse,
        "eased": len(shifted) - worse,
        "otherwise changed": len(effect.changed) - len(shifted),
    }
    said = ", ".join(f"{number} {word}" for word, number in numbers.items() if number)
    by_severity = ", ".join(f"{after.counts[s]} {s}" for s in SEVERITIES if after.counts[s])
    head = Content.styled(f"{counted(len(overlay.base.findings), 'finding')} -> {len(after.findings)}", "bold")
    head += Content.styled(f"  {by_severity}\n" if by_severity else "\n", "$text-muted")
    return head + Content.styled(said or "No finding comes, goes or changes.", "bold" if said else "$text-muted")


def _no_longer_assessed(before: Assessment, after: Assessment) -> list[tuple[str, str]]:
    return [
        identity
        for identity, run in after.runs.items()
        if run.result == "not_assessed"
        and identity in before.runs
        and before.runs[identity].result in ("fires", "passes")
        and run.code in before.rule_set.rules
    ]


def _worse(old: Finding, new: Finding) -> bool:
    return SEVERITY_RANK[new.severity] < SEVERITY_RANK[old.severity]


def _shift(old: Finding, new: Finding, after: Assessment) -> Content:
    worse = _worse(old, new)
    word, style = ("~ worse", "$text-error") if worse else ("~ eased", "$text-success")
    return _line(word, style, new, after, f", was {old.severity}, now {new.severity}")


def _line(word: str, style: str, finding: Finding, assessment: Assessment, more: str = "") -> Content:
    subject = subject_label(assessment.session, finding)
    line = Content.styled(f"{word:<10} {finding.mark:<3} ", style) + Content(f"{finding.title}{more}")
    return line + Content.styled(f"  {subject}", "$text-muted") if subject else line
