"""The session before this one, and what has changed since."""

from __future__ import annotations

import os
from collections.abc import Hashable
from typing import Any

from gtm_tui.analysis.diff import AnswerChange, Diff, Difference, Viewpoint, diff, viewpoint
from gtm_tui.document import Document
from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import STATUS
from gtm_tui.questions import AnswerError, question_for
from gtm_tui.report.labels import answer_label, answer_text, day, subject_label
from gtm_tui.rules import Assessment
from gtm_tui.store.loading import load_session
from gtm_tui.store.paths import DataFolder
from gtm_tui.store.samples import sample_paths
from gtm_tui.store.toml_reader import UnreadableFile
from gtm_tui.tui.drawing import BLANK, Pen, Row
from gtm_tui.tui.results.pieces import heading, paragraph, severity_style

BECAUSE = {"answers": "other answers", "rules": "other rules or numbers", "calendar": "a later day"}
_LISTS = {
    "new": ("+", "New", "error"),
    "lapsed": ("~", STATUS["lapsed"].title, "warning"),
    "changed": ("~", "Changed", "warning"),
    "cleared": ("-", "Cleared", "good"),
}


def previous_name(session: Session) -> str:
    """The file that the session names as the one before, or ''."""
    return str(session.get("session.previous") or "")


def previous_session(document: Document, session: Session) -> tuple[Session | None, str]:
    """The session before, as far as it is named and can be read; else None and why not, in a sentence."""
    name = previous_name(session)
    if not name:
        return None, "This session names no previous session."
    if document.data is not None:
        return read(name, document.data)
    if document.path is not None:
        return read(os.path.join(os.path.dirname(document.path), name), None)
    return read(sample_paths().get(name.removesuffix(".toml"), name), None)


def read(path: str, data: DataFolder | None) -> tuple[Session | None, str]:
    """A session to compare with; None and a sentence where it cannot be read."""
    try:
        return load_session(os.path.basename(path) if data else path, dir_fd=data.fd if data else None).session, ""
    except UnreadableFile as error:
        return None, error.sentence


def changed_since(assessment: Assessment, before: Session) -> Diff:
    """What differs between a session before and this one, each on its own day."""
    now = Viewpoint(
        session=assessment.session,
        calibration=assessment.calibration,
        model=assessment.rule_set.version,
        today=assessment.today,
    )
    return diff(viewpoint(before, assessment.calibration), now)


def since_rows(found: Diff, at: Hashable, width: int) -> list[Row]:
    """Findings new, open again, changed and cleared with their cause, then every answer that differs."""
    counts = [f"{len(found.of(kind))} {words.lower()}" for kind, (_, words, _) in _LISTS.items() if found.of(kind)]
    head = f"Since {found.previous or 'the previous session'}, {day(found.before.today)}"
    rows = [heading(width, head)]
    rows += paragraph(
        width, f"{', '.join(counts) or 'No finding changed'}; {len(found.same)} as before.", style="strong"
    )
    for kind, (mark, words, style) in _LISTS.items():
        if found.of(kind):
            rows += [BLANK, heading(width, words)]
            for difference in found.of(kind):
                rows += _difference(found, difference, mark, style, at, width)
    if found.answers:
        rows += [BLANK, heading(width, "Answers that differ", str(len(found.answers)))]
        for change in found.answers:
            rows += _answer(found, change, at, width)
    return rows


def _difference(found: Diff, difference: Difference, mark: str, style: str, at: Hashable, width: int) -> list[Row]:
    finding = difference.finding
    side = found.after if difference.new is not None else found.before
    target = ("finding", finding.identity)
    pen = Pen(width).to(1).put("> " if at == target else "  ", "mark", target).put(f"{mark} ", style, target)
    pen.put(f"{finding.mark:<3} ", severity_style(finding), target).put(f"{finding.code:<8} ", "muted", target)
    pen.put(finding.title, "strong" if at == target else "", target)
    causes = " and ".join(BECAUSE[cause] for cause in difference.causes)
    parts = [subject_label(side.session, finding), difference.detail, f"because of {causes}" if causes else ""]
    return [pen.row, *paragraph(width, "; ".join(part for part in parts if part), 9, "muted", target)]


def _answer(found: Diff, change: AnswerChange, at: Hashable, width: int) -> list[Row]:
    target = ("ask", change.key)
    session = found.after.session
    old = _state_words(found.before.session, change.key, change.old_state, change.old)
    new = _state_words(session, change.key, change.new_state, change.new)
    pen = Pen(width).to(1).put("> " if at == target else "  ", "mark", target)
    label = pen.put(answer_label(session, change.key), "strong" if at == target else "", target).row
    return [label, *paragraph(width, f"{old} -> {new}", 5, "muted", target, 2)]


def _state_words(session: Session, key: str, state: str, value: Any) -> str:
    question = question_for(key)
    if state == "answered" and question is not None:
        try:
            return answer_text(session, key, question.check(value))
        except AnswerError:
            return str(value)
    return {
        "open": "no answer",
        "dont_know": "not known",
        "not_applicable": f"does not apply: {value}",
        "invalid": "not a valid answer",
    }.get(state, str(value))
