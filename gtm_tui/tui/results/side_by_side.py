"""Several people side by side, in lines: what they see differently, who said what, what the consensus would hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from textual.content import Content

from gtm_tui.analysis.consensus import Reveal, Settlement
from gtm_tui.analysis.perception_gaps import Comparison, Disagreement, Gap
from gtm_tui.analysis.respondents import comparable
from gtm_tui.analysis.wording import value_words
from gtm_tui.model.vocabulary import DELIVERABLES, GROUPS, SEVERITY
from gtm_tui.questions import Kind, question_for
from gtm_tui.report.labels import answer_label, answer_text, subject_label
from gtm_tui.rules.context import listed
from gtm_tui.rules.finding import SEVERITY_RANK
from gtm_tui.text.cells import wrap
from gtm_tui.text.plural import counted
from gtm_tui.tui.results.listed import Line, heading, quiet

#: The folds of the overview: what all said alike, what one person said.
AGREED, ALONE = "fold:agreed", "fold:alone"


class Voice(NamedTuple):
    """One answer and everybody who gave it; `given` is False where that is no answer (not known, nothing)."""

    words: str
    labels: tuple[str, ...]
    given: bool

    @property
    def people(self) -> str:
        """Who said so, as part of a sentence."""
        return listed(self.labels)


def voices(difference: Disagreement) -> tuple[Voice, ...]:
    """What was said on a difference, equal answers as one, in the order of the files."""
    question = question_for(difference.key)
    found: dict[object, list[str]] = {}
    words: dict[object, str] = {}
    for said in difference.said:
        given = said.value is not None
        same = (given, comparable(question, said.value) if said.value is not None else said.words)
        found.setdefault(same, []).append(said.label)
        words.setdefault(same, said.words)
    return tuple(
        Voice(words=words[same], labels=tuple(labels), given=bool(same[0]))  # type: ignore[index]
        for same, labels in found.items()
    )


def gaps_on(comparison: Comparison, key: str) -> tuple[Gap, ...]:
    """The perception gaps about a question, worst first."""
    gaps = [gap for gap in comparison.gaps if key in gap.keys]
    return tuple(sorted(gaps, key=lambda gap: SEVERITY_RANK[gap.severity]))


def finding_words(comparison: Comparison, identity: str) -> str:
    """A finding by its title and what it is about."""
    for assessment in comparison.assessments:
        if finding := assessment.find(identity):
            subject = subject_label(assessment.session, finding)
            return f"{finding.title} ({subject})" if subject else finding.title
    code, _, subject = identity.partition("/")
    rule = comparison.assessments[0].rule_set.rules.get(code)
    return f"{rule.title if rule else code}{_about(comparison, subject)}"


def _about(comparison: Comparison, subject: str) -> str:
    if subject in GROUPS:
        return f" ({GROUPS[subject].label})"
    if subject in DELIVERABLES:
        return f" ({DELIVERABLES[subject].label})"
    sessions = [r.session for r in comparison.respondents if subject in r.session.segments]
    return f" ({sessions[0].segment_name(subject)})" if sessions else ""


def effects_words(comparison: Comparison, difference: Disagreement) -> str:
    """The findings that depend on whose answer is taken; '' where none does."""
    titles = dict.fromkeys(finding_words(comparison, identity) for identity in difference.changes)
    return f"Whose answer is taken changes: {'; '.join(titles)}." if titles else ""


def settled_words(difference: Disagreement, settlement: Settlement) -> str:
    """The settled answer and whose it is."""
    question = question_for(difference.key)
    if question is None:
        words = str(settlement.value)
    elif question.kind == Kind.OWNERS:
        words = question.show(settlement.value)
    else:
        words = value_words(question, settlement.value)
    known = {said.label for said in difference.said}
    people = [label for label in settlement.taken_from if label in known]
    return f"{words}, as {listed(people)} said" if people else f"{words}, found together"


def ask_words(difference: Disagreement) -> str:
    """What to ask in the room, where the question itself stands above."""
    words = difference.question.removeprefix(difference.wording).strip()
    shorter = words.removesuffix(f" for: {difference.wording}")
    return words if shorter == words else f"{shorter}?"


# -- the overview ------------------------------------------------------------------------------------------


def overview_lines(reveal: Reveal, width: int, unfolded: Iterable[str] = ()) -> Iterator[Line]:
    """Who took part; disagreements that change a finding, the others, and agreement behind a heading."""
    comparison = reveal.comparison
    deciding = [d for d in comparison.disagreements if d.changes]
    others = [d for d in comparison.disagreements if not d.changes]
    people = ", ".join(r.label for r in comparison.respondents)
    yield _wrapped(f"{counted(len(comparison.respondents), 'person', 'people')}: {people}.", width, 0)
    count = counted(len(comparison.disagreements), "disagreement")
    change = f"{len(deciding)} {'changes' if len(deciding) == 1 else 'change'} a finding"
    yield _wrapped(f"{count}; {change}. No average is taken, and no answer wins by default.", width, 0, "$text-muted")
    yield from _unquestioned(comparison, width)
    for title, group in (("Disagreements that change a finding", deciding), ("Other disagreements", others)):
        if group:
            yield Line(content=Content(""))
            yield heading(f"{title} {len(group)}")
            yield from (_difference(reveal, difference, width) for difference in group)
    yield Line(content=Content(""))
    opened = set(unfolded)
    for target, words, keys in (
        (AGREED, "All who answered agree", comparison.agreed),
        (ALONE, "Answered by one person", comparison.alone),
    ):
        if keys:
            mark = "[-]" if target in opened else "[+]"
            yield Line(content=Content.styled(f"{mark} {words} {len(keys)}", "bold $text-accent"), target=target)
        if target in opened:
            yield from (_alike(comparison, key, width, name=target == ALONE) for key in keys)


def _unquestioned(comparison: Comparison, width: int) -> Iterator[Line]:
    """What all said alike and what is a question for the room all the same."""
    gaps = [gap for gap in comparison.gaps if not any(comparison.disagreement(key) for key in gap.keys)]
    if gaps:
        yield Line(content=Content(""))
        yield heading(f"Said alike, still a question {len(gaps)}")
    for gap in gaps:
        content = Content.styled(f"{SEVERITY[gap.severity].mark:<3} ", "$text-warning")
        content += Content(_indented(gap.message, width, 4).lstrip())
        yield Line(content=content + Content.styled("\n" + _indented(f"Ask: {gap.question}", width, 6), "$text-accent"))


def _difference(reveal: Reveal, difference: Disagreement, width: int) -> Line:
    gaps = gaps_on(reveal.comparison, difference.key)
    mark = SEVERITY[gaps[0].severity].mark if gaps else ""
    content = Content.styled(f"{mark:<3} ", "$text-warning") + Content.styled(difference.label, "bold")
    if gaps:
        content += Content.styled(f"   {gaps[0].title.lower()}", "$text-muted")
    for voice in voices(difference):
        verb = "says" if len(voice.labels) == 1 else "say"
        said = f"{voice.people} {verb}: {voice.words}" if voice.given else f"{voice.people}: {voice.words}"
        content += Content("\n" + _indented(said, width, 6))
    settlement = reveal.settled.get(difference.key)
    if settlement is not None:
        words = f"Settled: {settled_words(difference, settlement)}"
        content += Content.styled("\n" + _indented(words, width, 6), "$text-success")
    elif difference.changes:
        content += Content.styled("\n" + _indented(f"Ask: {difference.question}", width, 6), "$text-accent")
    return Line(content=content, target=f"difference:{difference.key}")


def _alike(comparison: Comparison, key: str, width: int, *, name: bool) -> Line:
    person = next(r for r in comparison.respondents if key in r.session.answers)
    words = f"{answer_label(person.session, key)}: {answer_text(person.session, key, person.session.answers[key])}"
    return _wrapped(f"{words} ({person.label})" if name else words, width, 4, "$text-muted")


# -- the consensus -----------------------------------------------------------------------------------------


def consensus_lines(reveal: Reveal, findings: int, file: str, width: int) -> Iterator[Line]:
    """What the consensus would hold, in numbers; saving it; what is open and what is settled."""
    preview = reveal.preview()
    counts = (
        (preview.agreed, "agreed by all who answered"),
        (preview.alone, "answered by one person, taken as said"),
        (preview.settled, "settled in the room"),
        (preview.open, "still open, left unanswered"),
        (preview.dissent, "with somebody's other answer kept beside it"),
    )
    yield heading("The consensus would hold")
    for number, words in counts:
        yield Line(content=Content.styled(f"{number:>4}", "bold") + Content(f"  {words}"))
    yield quiet(f"The rules would find {counted(findings, 'finding')} in it.")
    yield Line(content=Content(""))
    saved = f"Every step is in {file}." if file else "Nothing is written before you give a name."
    label = "Save under another name" if file else "Save the consensus"
    yield Line(content=Content.styled(label, "bold") + Content.styled(f"   {saved}", "$text-muted"), target="save")
    settled = [d for d in reveal.differences if d.key in reveal.settled]
    for title, group in (("Still open", reveal.open), ("Settled", settled)):
        if group:
            yield Line(content=Content(""))
            yield heading(f"{title} {len(group)}")
        for difference in group:
            settlement = reveal.settled.get(difference.key)
            words = f"{difference.label}: {settled_words(difference, settlement)}" if settlement else difference.label
            yield Line(content=Content(_indented(words, width, 2)), target=f"difference:{difference.key}")


def _wrapped(words: str, width: int, indent: int, style: str = "") -> Line:
    text = _indented(words, width, indent)
    return Line(content=Content.styled(text, style) if style else Content(text))


def _indented(words: str, width: int, indent: int) -> str:
    return "\n".join(f"{' ' * indent}{line}" for line in wrap(words, max(20, width - indent)))
