"""What a session leaves to come back to: invalid, missing, unknown, estimated or unconfirmed answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gtm_tui.interview.pages import Field, PageRef, fields_on, pages_of
from gtm_tui.questions import field_of
from gtm_tui.text.plural import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gtm_tui.rules import Assessment

#: In the order in which they are listed.
KINDS = ("invalid", "required", "deciding", "dont_know", "estimate", "carried", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseEnd:
    """Something to come back to; `kind` is one of KINDS; "deciding" could change a finding."""

    key: str
    kind: str
    text: str
    page: PageRef


def loose_ends(assessment: Assessment) -> tuple[LooseEnd, ...]:
    """What is invalid, required, open and deciding, not known, estimated, carried over or optional; in this order."""
    return tuple(sorted(_found(assessment), key=lambda end: KINDS.index(end.kind)))


def _found(assessment: Assessment) -> Iterator[LooseEnd]:
    session = assessment.session
    waited_for = {key for run in assessment.not_assessed for key in run.missing}
    for ref in pages_of(session):
        for field in fields_on(session, ref):
            if found := _loose_end(assessment, field):
                kind, text = found
                if field.key in waited_for and kind in ("dont_know", "open"):
                    kind, text = "deciding", f"{text} (not known)" if kind == "dont_know" else text
                in_segment = field.question.collection == "segments"
                name = f"{session.segment_name(field_of(field.key)[1])}: " if in_segment else ""
                yield LooseEnd(key=field.key, kind=kind, text=name + text, page=ref)


def _loose_end(assessment: Assessment, field: Field) -> tuple[str, str] | None:
    """The kind and the text of what is loose about one question, or None."""
    session, question, key = assessment.session, field.question, field.key
    match session.state(key):
        case "invalid":
            error = question.error(session.invalid[key])
            return "invalid", f"{question.label}: " + (
                f"found {error.found}, expected {error.expected}" if error else ""
            )
        case "dont_know":
            return "dont_know", question.wording
        case "open":
            return "required" if question.required else "open", question.wording
        case "answered" if session.sources.get(key) == "estimate" and (codes := _codes_on(assessment, key)):
            rest = f"{counted(len(codes), 'finding')} {'rests' if len(codes) == 1 else 'rest'} on it"
            return "estimate", f"{question.label} is an estimate; {rest}"
        case "answered" if key in session.unconfirmed:
            return "carried", question.wording
    return None


def _codes_on(assessment: Assessment, key: str) -> list[str]:
    return [f.code for f in assessment.findings if any(k == key for k, _ in f.evidence)]
