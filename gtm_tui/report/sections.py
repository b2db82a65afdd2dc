"""The parts of a report that are lists: what is not known, strengths, remarks, answers and notes."""

from collections.abc import Iterable
from dataclasses import dataclass

from gtm_tui.model.vocabulary import AREAS
from gtm_tui.questions import PAGES, QUESTIONS, SOURCES, Question
from gtm_tui.report.labels import answer_label, answer_text
from gtm_tui.report.redaction import Redaction
from gtm_tui.rules import Assessment

SHOWN = 6
_SOURCE = {option.value: option.label for option in SOURCES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled list of (term, lines); `columns` for short answers that read best side by side with the term."""

    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    intro: str = ""
    columns: bool = False


def not_known(assessment: Assessment) -> tuple[str, ...]:
    """What the result does not rest on: thin areas, doubts, estimates and values that are not valid."""
    session = assessment.session
    lines = list(thin_areas(assessment))
    doubts = [answer_label(session, key) for key in keys_in_order(assessment) if key in session.dont_know]
    if doubts:
        lines.append(f"Nobody knew: {_some(doubts)}.")
    wrong = [answer_label(session, key) for key in session.invalid]
    if wrong:
        lines.append(f"Not a valid answer yet: {_some(wrong)}.")
    carried = [answer_label(session, key) for key in keys_in_order(assessment) if key in session.unconfirmed]
    if carried:
        lines.append(f"Carried over from the previous session and not confirmed: {_some(carried)}.")
    used = {key for finding in assessment.findings for key, _ in finding.evidence}
    guessed = [answer_label(session, k) for k, source in session.sources.items() if source == "estimate" and k in used]
    if guessed:
        lines.append(f"Findings depend on these estimates: {_some(guessed)}.")
    return tuple(lines)


def thin_areas(assessment: Assessment) -> Iterable[str]:
    """A line for every area in which more than half of the rules could not be assessed."""
    results = assessment.results_by_rule
    for area, label in AREAS.items():
        codes = [rule.code for rule in assessment.rule_set.rules.values() if rule.area == area]
        missing = [code for code in codes if results[code] == "not_assessed"]
        if len(missing) * 2 > len(codes):
            yield f"{label}: {len(missing)} of {len(codes)} rules could not be assessed."


def strengths(assessment: Assessment, redaction: Redaction) -> Section:
    """What works well, with the answers that show it."""
    rows = []
    for strength in assessment.strengths:
        shown = [
            f"{answer_label(assessment.session, key)}: {redaction.text(answer_text(assessment.session, key, value))}"
            for key, value in strength.evidence
        ]
        rows.append((redaction.text(strength.message), (f"{strength.source}. " + "; ".join(shown),)))
    return Section(title="What works", rows=tuple(rows))


def remarks(assessment: Assessment, redaction: Redaction) -> Section:
    """Things worth knowing that are no findings."""
    rows = tuple((code, (redaction.text(text),)) for code, _, text in assessment.remarks)
    return Section(title="Worth knowing", rows=rows)


def not_assessed(assessment: Assessment) -> Section:
    """The rules that lacked an answer, and which."""
    rows = []
    for run in assessment.not_assessed:
        rule = assessment.rule_set.rules.get(run.code)
        missing = ", ".join(answer_label(assessment.session, key) for key in run.missing)
        rows.append((f"{run.code} {rule.title if rule else ''}".strip(), (f"needs: {missing}",)))
    return Section(
        title="Not assessed", rows=tuple(rows), intro="These rules could not be checked: an answer is missing."
    )


def answers(assessment: Assessment, redaction: Redaction) -> list[Section]:
    """Every answer, page by page, with doubts, reasons and where numbers come from."""
    pages: dict[str, list[tuple[str, tuple[str, ...]]]] = {page.id: [] for page in PAGES}
    for question, key in _asked(assessment):
        row = _answer_row(assessment, key, redaction)
        if row is not None and question.page in pages:
            pages[question.page].append(row)
    titles = {page.id: page.title for page in PAGES}
    return [Section(title=f"Answers: {titles[page]}", rows=tuple(rows), columns=True) for page, rows in pages.items()]


def notes(assessment: Assessment) -> Section:
    """What people wrote beside their answers."""
    session = assessment.session
    rows = tuple((answer_label(session, key), (text,)) for key, text in session.notes.items())
    return Section(title="Notes", rows=rows)


def keys_in_order(assessment: Assessment) -> list[str]:
    """Every key path of the session in the order of the questionnaire."""
    return [key for _, key in _asked(assessment)]


def _asked(assessment: Assessment) -> Iterable[tuple[Question, str]]:
    session = assessment.session
    for question in QUESTIONS:
        ids = {"segments": session.segments, "budget": session.budget}.get(question.collection, ("",))
        for identity in ids:
            yield question, question.key_for(identity)


def _answer_row(assessment: Assessment, key: str, redaction: Redaction) -> tuple[str, tuple[str, ...]] | None:
    session = assessment.session
    state = session.state(key)
    if state == "answered":
        text = redaction.text(answer_text(session, key, session.answers[key]))
        source = _SOURCE.get(session.sources.get(key, ""), "")
        text += f" ({source})" if source else ""
    elif state == "dont_know":
        text = "not known"
    elif state == "not_applicable":
        text = f"does not apply: {session.not_applicable[key]}"
    elif state == "invalid":
        text = "not a valid answer yet"
    else:
        return None
    return answer_label(session, key), (text,)


def _some(labels: list[str]) -> str:
    shown = ", ".join(labels[:SHOWN])
    return f"{shown} and {len(labels) - SHOWN} more" if len(labels) > SHOWN else shown
