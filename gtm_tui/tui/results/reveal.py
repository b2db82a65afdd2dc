"""Several people side by side: the overview, one difference large and plain, and what the consensus would hold."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from gtm_tui.analysis.consensus import Reveal, Settlement
from gtm_tui.analysis.perception_gaps import Comparison, Disagreement
from gtm_tui.analysis.wording import value_words
from gtm_tui.model.vocabulary import SEVERITY
from gtm_tui.questions import Kind, question_for
from gtm_tui.rules import assess
from gtm_tui.rules.finding import Finding
from gtm_tui.text.plural import counted
from gtm_tui.tui.drawing import BLANK, Pen, Row, cut, wrap
from gtm_tui.tui.results.pieces import MEASURE, heading, paragraph, stop_rows


def overview_rows(comparison: Comparison, at: Hashable, width: int) -> list[Row]:
    """Who took part, what they see differently with a question for the room, and what they agree on, counted."""
    deciding = [d for d in comparison.disagreements if d.changes]
    others = [d for d in comparison.disagreements if not d.changes]
    people = ", ".join(f"{r.label}" for r in comparison.respondents)
    rows = paragraph(width, f"{counted(len(comparison.respondents), 'person', 'people')}: {people}.")
    rows += paragraph(
        width,
        f"{counted(len(deciding) + len(others), 'disagreement')}; {len(deciding)} would change a finding. "
        f"Questions agreed: {len(comparison.agreed)}; answered by one person: {len(comparison.alone)}. "
        "Answers are not averaged, and no one's answer wins by default.",
        style="muted",
    )
    if comparison.gaps:
        rows += [BLANK, heading(width, "What people see differently", "with a question for the room")]
    for gap in comparison.gaps:
        target = ("gap", gap.identity)
        title = f"{SEVERITY[gap.severity].mark} {gap.code}  {gap.message}"
        rows += stop_rows(width, title, at == target, target)
        rows += paragraph(width, gap.question, 5, "muted", target)
    for title, group in (("Disagreements that change a finding", deciding), ("Other disagreements", others)):
        if group:
            rows += [BLANK, heading(width, title, str(len(group)))]
        for difference in group:
            rows += _line(difference, at, width)
    return rows


def _line(difference: Disagreement, at: Hashable, width: int) -> list[Row]:
    target = ("difference", difference.key)
    words = "; ".join(f"{said.label}: {said.words}" for said in difference.said)
    rows = stop_rows(width, difference.label, at == target, target)
    return [*rows, *paragraph(width, words, 5, "muted", target, 3)]


def difference_rows(reveal: Reveal, difference: Disagreement, at: Hashable, width: int, height: int) -> list[Row]:
    """One difference alone on the screen: the question, who said what, what hangs on it, how it was settled."""
    airy = height >= 16 + 2 * len(difference.said)
    gap = [BLANK] if height >= 14 else []
    rows = [*gap, Pen(width).to(3).put(difference.label, "accent").row]
    rows += [Pen(width).to(3).put(line, "strong").row for line in wrap(difference.wording, min(width - 6, MEASURE))]
    rows += gap
    settled = reveal.settled.get(difference.key)
    label = min(28, max(len(said.label) for said in difference.said) + 2)
    for said in difference.said:
        rows += _said(difference, said.label, settled, at, width, label)
        rows += [BLANK] if airy else []
    for target, words in ((("type",), "another answer, agreed together ..."), (("open",), "leave it open for now")):
        here = at == target
        pen = Pen(width).to(3).put("> " if here else "  ", "mark", target)
        rows.append(pen.put(words, "strong" if here else "muted", target).row)
    rows += gap
    rows += _settled_words(difference, settled, width)
    if difference.changes:
        rows += paragraph(width, f"Whose answer you choose changes: {', '.join(difference.changes)}.", 3, "muted")
    if difference.codes:
        rows += paragraph(width, f"Seen differently: {', '.join(difference.codes)}.", 3, "muted")
    return [*rows, *gap, *paragraph(width, f"Ask: {difference.question}", 3)]


def _said(
    difference: Disagreement, label: str, settled: Settlement | None, at: Hashable, width: int, column: int
) -> list[Row]:
    said = next(s for s in difference.said if s.label == label)
    target = ("take", label) if said.value is not None else None
    here = target is not None and at == target
    taken = settled is not None and label in settled.taken_from
    pen = Pen(width).to(3).put("> " if here else "  ", "mark", target)
    pen.put("(*) " if taken else "( ) " if target else "    ", "chosen" if taken else "", target)
    pen.put(cut(label, column - 1), "strong" if here else "", target).to(9 + column, "", target)
    lines = wrap(said.words, min(width - 12 - column, 70))
    rows = [pen.put(lines[0], "chosen" if taken else "" if target else "muted", target).row]
    return [*rows, *(Pen(width).to(9 + column).put(line, "", target).row for line in lines[1:])]


def _settled_words(difference: Disagreement, settled: Settlement | None, width: int) -> list[Row]:
    if settled is None:
        return paragraph(width, "Open: no answer agreed yet.", 3, "muted")
    others = [s.label for s in difference.said if s.label not in settled.taken_from and s.state != "open"]
    words = f"Settled: {answer_words(difference.key, settled)} ({', '.join(settled.taken_from)})."
    kept = f" Kept as dissent: {', '.join(others)}." if others else ""
    return paragraph(width, words + kept, 3, "good")


def answer_words(key: str, settled: Settlement) -> str:
    """The settled answer in words."""
    question = question_for(key)
    if question is None:
        return str(settled.value)
    return question.show(settled.value) if question.kind == Kind.OWNERS else value_words(question, settled.value)


def preview_rows(reveal: Reveal, at: Hashable, width: int) -> list[Row]:
    """What the consensus would hold, in numbers, with what its findings would be; then what is still open."""
    preview = reveal.preview()
    counts = (
        (preview.agreed, "agreed by all who answered"),
        (preview.alone, "answered by one person only, kept as given"),
        (preview.settled, "settled in the room"),
        (preview.open, "still open, left unanswered"),
        (preview.dissent, "with a different answer kept on record"),
    )
    rows = [BLANK, heading(width, "The consensus session would hold")]
    rows += [Pen(width).to(3).put(f"{number:>4}", "strong").put(f"  {words}").row for number, words in counts]
    count = len(list(_findings(reveal)))
    words = counted(count, "finding")
    rows += [BLANK, *paragraph(width, f"Result: {words}.", 3)]
    rows += [BLANK]
    for target, words in (
        (("save",), "[ Save the consensus session ... ]"),
        (("back",), "[ Back to the differences ]"),
    ):
        here = at == target
        pen = Pen(width).to(3).put("> " if here else "  ", "mark", target)
        rows.append(pen.put(words, "strong" if here else "", target).row)
    if reveal.open:
        rows += [BLANK, heading(width, "Still open", str(len(reveal.open)))]
    for difference in reveal.open:
        rows += stop_rows(
            width, difference.label, at == ("difference", difference.key), ("difference", difference.key), 3
        )
    settled = [d for d in reveal.differences if d.key in reveal.settled]
    if settled:
        rows += [BLANK, heading(width, "Settled", str(len(settled)))]
    for difference in settled:
        place = ("difference", difference.key)
        said = f"{difference.label}: {answer_words(difference.key, reveal.settled[difference.key])}"
        rows += stop_rows(width, said, at == place, place, 3, most=2)
    return rows


def _findings(reveal: Reveal) -> Iterator[Finding]:
    first = reveal.comparison.assessments[0]
    yield from assess(reveal.result(), first.calibration, first.today, first.rule_set.version).findings
