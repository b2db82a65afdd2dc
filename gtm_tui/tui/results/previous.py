"""The session before this one, and what has changed since, in lines."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from textual.content import Content

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
from gtm_tui.text.names import name_key
from gtm_tui.tui.results.listed import Line, heading

BECAUSE = {"answers": "other answers", "rules": "other rules or numbers", "calendar": "a later day"}
# Bad news first.
_LISTS = {
    "lapsed": ("~", STATUS["lapsed"].title, "$text-warning"),
    "new": ("+", "New", "$text-error"),
    "changed": ("~", "Changed", "$text-warning"),
    "cleared": ("-", "Cleared", "$text-success"),
}


def previous_name(session: Session) -> str:
    """The file that the session names as the one before, or ''."""
    return str(session.get("session.previous") or "")


def previous_session(document: Document, session: Session) -> tuple[Session | None, str]:
    """The session before, as far as it is named and can be read; else None and why not, in a sentence."""
    name = previous_name(session)
    if not name:
        return None, "This session names no session before it."
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


def since_lines(found: Diff) -> Iterator[Line]:
    """Findings open again, new, changed and cleared with their cause, then every answer that differs."""
    counts = [f"{len(found.of(kind))} {words.lower()}" for kind, (_, words, _) in _LISTS.items() if found.of(kind)]
    yield from (Line(content=Content.styled(words, "$text-warning")) for words in _doubts(found))
    yield heading(f"Since {found.previous or 'the session before'}, {day(found.before.today)}")
    yield Line(content=Content(f"{', '.join(counts) or 'No finding changed'}; {len(found.same)} as before."))
    for kind, (mark, words, style) in _LISTS.items():
        if found.of(kind):
            yield heading(words)
            yield from (_difference(found, difference, mark, style) for difference in found.of(kind))
    if found.answers:
        yield heading(f"Answers that differ {len(found.answers)}")
        yield from (_answer(found, change) for change in found.answers)


def _doubts(found: Diff) -> Iterator[str]:
    """What makes the comparison doubtful: another company, or the wrong way round."""
    old, new = found.before.session.company(), found.after.session.company()
    if old and new and name_key(old) != name_key(new):
        yield f"The other file is of another company: {old}."
    if found.before.today > found.after.today:
        yield f"The other file is the later one: {day(found.before.today)}."


def _difference(found: Diff, difference: Difference, mark: str, style: str) -> Line:
    finding = difference.finding
    side = found.after if difference.new is not None else found.before
    causes = " and ".join(BECAUSE[cause] for cause in difference.causes)
    parts = [subject_label(side.session, finding), difference.detail, f"because of {causes}" if causes else ""]
    content = Content.styled(f"{mark} {finding.mark:<3} ", style) + Content(finding.title)
    content += Content.styled(f"\n      {'; '.join(part for part in parts if part)}", "$text-muted")
    return Line(content=content, target=f"finding:{finding.identity}")


def _answer(found: Diff, change: AnswerChange) -> Line:
    session = found.after.session
    old = _state_words(found.before.session, change.key, change.old_state, change.old)
    new = _state_words(session, change.key, change.new_state, change.new)
    content = Content(answer_label(session, change.key)) + Content.styled(f"\n      {old} -> {new}", "$text-muted")
    return Line(content=content, target=f"ask:{change.key}")


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
