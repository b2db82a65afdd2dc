"""The verdict in words, the counts that mean something and what is to be known, at the head of the results."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from gtm_tui.model.vocabulary import SEVERITIES
from gtm_tui.report.grid import SegmentGrid, grid
from gtm_tui.report.matrix import matrix
from gtm_tui.report.report import INCOMPLETE, PROMISE
from gtm_tui.rules import Assessment
from gtm_tui.text.cells import cut
from gtm_tui.text.plural import counted

#: The most lines that tell of segments.
_LINES = 3
_STYLES = {True: "$text-success", False: "$text-warning", None: ""}
_VERDICTS = {True: "fits", False: "does not fit", None: "is not complete yet"}


def verdict_words(assessment: Assessment, width: int) -> Content:
    """Whether the set-up fits, a line for each segment, the ones that do not fit first; at most three lines."""
    segments = [segment for segment in grid(assessment) if not segment.planned]
    if not segments:
        return Content.styled("No segment is described yet: the grid begins with one.", "$text-muted")
    told = sorted(segments, key=lambda segment: {False: 0, None: 1, True: 2}[segment.fits])
    shown = told if len(told) <= _LINES else told[: _LINES - 1]
    lines = [Content.styled(cut(_segment_words(segment), width), _STYLES[segment.fits]) for segment in shown]
    if len(told) > len(shown):
        rest = told[len(shown) :]
        bad = sum(segment.fits is False for segment in rest)
        more = f"{bad} of them {'does' if bad == 1 else 'do'} not fit" if bad else "none of them is a mismatch"
        lines.append(Content.styled(f"And {counted(len(rest), 'more segment')}, {more}: see Grid.", "$text-muted"))
    return Content("\n").join(lines)


def _segment_words(segment: SegmentGrid) -> str:
    motions = [_row_words(segment, index) for index in range(3)]
    return f"{segment.name} {_VERDICTS[segment.fits]}: {', '.join(motions)}."


def _row_words(segment: SegmentGrid, index: int) -> str:
    row = segment.rows[index]
    labels = list(dict.fromkeys(cell.label for cells in row.positions for cell in cells))
    return " and ".join(labels) if labels else f"{row.name} {row.note}"


def clean_words(assessment: Assessment) -> Content:
    """What a result without a finding means: what the model promises, or that too little is answered yet."""
    results = list(assessment.results_by_rule.values())
    clean = results.count("passes") * 2 >= len(results)
    return Content.styled(PROMISE, "$text-success") if clean else Content.styled(INCOMPLETE, "$text-warning")


def counts_words(assessment: Assessment, width: int) -> str:
    """Three counts with a meaning: segments that fit, results with one owner, findings with a date."""
    segments = [segment for segment in grid(assessment) if not segment.planned]
    owners = matrix(assessment)
    decisions = assessment.session.decisions
    dated = sum(
        assessment.status(finding) == "planned" and decisions[finding.identity].due is not None
        for finding in assessment.findings
    )
    fit = f"{sum(segment.fits is True for segment in segments)} of {len(segments)}"
    owned, planned = f"{owners.with_one_owner} of {len(owners.lines)}", f"{dated} of {len(assessment.findings)}"
    long = f"Segments that fit {fit}   Results with one owner {owned}   Findings with a date {planned}"
    by_severity = ", ".join(f"{assessment.counts[s]} {s}" for s in SEVERITIES if assessment.counts[s])
    short = f"Segments that fit {fit}   Results with one owner {owned}   Dated {planned}"
    for words in (f"{long}   {by_severity}", long, short):
        if len(words) <= width:
            return words
    return f"Fit {fit}   One owner {owned}   Dated {planned}"


def notices(assessment: Assessment) -> Iterator[str]:
    """What to know about these results: another model, answers to confirm, several people's answers."""
    session = assessment.session
    if assessment.judged_otherwise:
        yield assessment.judged_otherwise
    if carried := len(session.unconfirmed):
        verb = "is" if carried == 1 else "are"
        yield f"{counted(carried, 'answer')} carried over from last time {verb} to be confirmed: see Loose ends (^L)."
    if session.get("session.kind") == "consensus":
        people = sorted({person for names in session.provenance.values() for person in names})
        yield f"A consensus of {counted(len(people), 'person', 'people')}: a finding tells whose answers it rests on."
