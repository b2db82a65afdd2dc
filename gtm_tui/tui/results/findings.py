"""The list of findings, and what is said about the one the highlight stands on."""

from __future__ import annotations

from collections.abc import Sequence

from gtm_tui.analysis.ways_out import WayOut
from gtm_tui.analysis.wording import value_words
from gtm_tui.model.session import Session, Value
from gtm_tui.questions import Kind, question_for
from gtm_tui.report.labels import answer_label, answer_text, subject_label
from gtm_tui.rules import Assessment, Finding
from gtm_tui.tui.drawing import BLANK, Pen, Row, cut, wrap
from gtm_tui.tui.results.pieces import MEASURE, marked, severity_style


def list_head(width: int, title: str, side: str = "") -> Row:
    """The heading of the list, with what the columns at the right say."""
    pen = Pen(width).to(1).put(title, "accent")
    if side:
        pen.put(f"  {side}", "warning")
    if width >= 76:
        return pen.right("of revenue  decided ", "muted").row
    return pen.right("of revenue ", "muted").row if width >= 60 else pen.row


def list_row(assessment: Assessment, finding: Finding, here: bool, width: int) -> Row:
    """One finding in one row: mark, code, title, subject, reach and status."""
    target = ("finding", finding.identity)
    reach, status = assessment.reach(finding), assessment.status(finding)
    pen = marked(Pen(width).to(1), here, target)
    pen.put(f"{finding.mark:<3} ", severity_style(finding), target).put(f"{finding.code:<8} ", "muted", target)
    tail = 20 if width >= 76 else 8 if width >= 60 else 0
    room = width - pen.column - tail - 1
    pen.put(cut(finding.title, room), "strong" if here else "", target)
    said, style = (
        (status, "good") if tail < 20 and status != "open" else (subject_label(assessment.session, finding), "muted")
    )
    left = width - pen.column - tail - 3
    if said and left >= 8:
        pen.put(f"  {cut(said, left)}", style, target)
    if tail:
        pen.to(width - tail, "", target).put(f"{reach_words(reach):>{9 if tail == 20 else 6}}  ", "muted", target)
    if tail == 20:
        pen.put(f"{status}", "warning" if status == "lapsed" else "" if status == "open" else "good", target)
    return pen.row


def reach_words(reach: float | None) -> str:
    """A share of planned new revenue as a percentage, a dash for the whole team."""
    return "-" if reach is None else f"{reach:.0%}".replace("%", " %") if reach >= 0.005 else "< 1 %"


def evidence_words(assessment: Assessment, finding: Finding) -> list[str]:
    """The answers a finding rests on, as `question: answer`."""
    session = assessment.session
    return [f"{_short(assessment, finding, key)}: {_brief(session, key, value)}" for key, value in finding.evidence]


def _brief(session: Session, key: str, value: Value) -> str:
    question = question_for(key)
    if question is not None and question.kind in (Kind.CHOICE, Kind.CHOICES):
        return value_words(question, value)
    return answer_text(session, key, value)


def _short(assessment: Assessment, finding: Finding, key: str) -> str:
    label = answer_label(assessment.session, key)
    own = f"{assessment.session.segment_name(finding.segment)}: " if finding.segment else ""
    return label.removeprefix(own)


def focus_rows(
    assessment: Assessment, finding: Finding, ways: Sequence[WayOut], width: int, height: int, decided: str = ""
) -> list[Row]:
    """The finding in words within `height` rows: answers, message, ways out."""
    measure = min(width - 2, MEASURE)
    tall = height >= 10
    rows: list[Row] = []
    if tall:
        head = Pen(width).to(1).put(f"{finding.mark} {finding.code}  ", severity_style(finding))
        rows.append(head.put(finding.title, "strong").row)
    basis = f"[{finding.basis}]"
    answers = "Your answers: " + "; ".join(evidence_words(assessment, finding))
    lines = wrap(answers, measure - len(basis) - 2, 3 if tall else 1)
    first = Pen(width).to(1).put(lines[0], "muted").right(f"{basis} ", "muted").row
    rows += [first, *(Pen(width).to(1).put(line, "muted").row for line in lines[1:])]
    room = height - len(rows) - (2 if height >= 5 else 1)
    rows += [Pen(width).to(1).put(line).row for line in wrap(finding.message, measure, max(1, room))]
    if decided and len(rows) < height - 1:
        rows += [Pen(width).to(1).put(line, "good").row for line in wrap(decided, measure, 1 if not tall else 2)]
    if tall and len(rows) < height - 3:
        rows.append(BLANK)
    rows += ways_rows(ways, width, height - len(rows))
    return rows[:height]


def ways_rows(ways: Sequence[WayOut], width: int, height: int) -> list[Row]:
    """The first ways out, one row each where room is short; the last row says how many more there are."""
    if height <= 0:
        return []
    if not ways:
        return [Pen(width).to(1).put("No fix found with one or two changes.", "muted").row]
    rows: list[Row] = []
    for number, way in enumerate(ways, start=1):
        lead = "Ways out:  " if number == 1 else "           "
        lines = wrap(
            f"{number} {way.sentence}",
            min(width - 2, MEASURE) - len(lead),
            1 if height < 6 else 2 if height < 12 else 4,
        )
        left = height - len(rows)
        more = len(ways) - number + 1
        if len(lines) > left or (left == 1 and more > 1 and number > 1):
            if rows and left:
                rows.append(Pen(width).to(1 + len(lead)).put(f"and {more} more: Enter", "muted").row)
            break
        for index, line in enumerate(lines):
            pen = Pen(width).to(1).put(lead if not index else " " * len(lead), "accent")
            rows.append(pen.put(line if not index else f"  {line}", "warning" if way.costly else "").row)
    return rows
