"""Plain sentences for changes and for what they do to the findings."""

from collections.abc import Iterable, Sequence

from gtm_tui.analysis.candidates import SOMEONE_NEW, TO_BE_WRITTEN
from gtm_tui.analysis.change import Change
from gtm_tui.model.session import Session, Value
from gtm_tui.questions import Kind, Question, field_of, question_for
from gtm_tui.questions.question import NUMERIC
from gtm_tui.rules import Finding
from gtm_tui.rules.context import listed
from gtm_tui.text.plural import unit_for


def change_words(session: Session, changes: Sequence[Change], segment: str = "") -> str:
    """Changes as one instruction; another segment than `segment` is named."""
    written = [c for c in changes if c.new == TO_BE_WRITTEN]
    words = [_words(session, c, segment) for c in changes if c not in written]
    if written:
        labels = [question.label for c in written if (question := question_for(c.key)) is not None]
        words.append(f"write down {listed([_lower(label) for label in labels])}")
    return listed(words)


def effect_words(
    clears: Iterable[Finding],
    raises: Sequence[Finding],
    worse: Iterable[tuple[Finding, Finding]],
    milder: Iterable[tuple[Finding, Finding]],
    costly: bool,
) -> str:
    """What else a change does: `raises nothing`, `also clears ECO-06, but raises ROM-04 (high), as severe`."""
    parts = []
    also = list(dict.fromkeys(f.code for f in clears))
    if also:
        parts.append(f"also clears {listed(also)}")
    eased = list(dict.fromkeys(f"{new.code} {new.severity}" for _, new in milder))
    if eased:
        parts.append(f"makes {listed(eased)} instead")
    bad = list(dict.fromkeys(f"{f.code} ({f.severity})" for f in raises))
    if bad:
        parts.append(f"but raises {listed(bad)}")
    worsened = list(dict.fromkeys(f"{old.code} worse ({new.severity})" for old, new in worse))
    if worsened:
        parts.append(f"{'and' if bad else 'but'} makes {listed(worsened)}")
    if not bad and not worsened:
        parts.append("raises nothing")
    if costly:
        parts.append("as severe as what it clears")
    return ", ".join(parts)


def value_words(question: Question, value: Value | None) -> str:
    """An answer in the middle of a sentence: short labels, numbers with commas."""
    if value is None:
        return "no answer"
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        values = value if isinstance(value, tuple) else (value,)
        return listed([_option(question, str(v)) for v in values]) or "none"
    if question.kind == Kind.PERCENT:
        return f"{question.show(value)} %"
    return question.show(value)


def _words(session: Session, change: Change, segment: str) -> str:
    question = question_for(change.key)
    if question is None:
        return f"{change.key} = {change.new}"
    collection, identity, _ = field_of(change.key)
    words = _instruction(session, question, change)
    if collection == "segments" and identity != segment:
        return f"{session.segment_name(identity)}: {words}"
    if collection == "budget":
        label = session.get(f"budget.{identity}.label") or identity
        return f"{label}: {words}"
    return words


def _instruction(session: Session, question: Question, change: Change) -> str:
    old, new = change.old, change.new
    if isinstance(new, bool) and (phrase := question.phrases.yes if new else question.phrases.no):
        return phrase
    if question.phrases.to:
        return question.phrases.to.format(new=_new_words(session, question, new))
    if question.kind == Kind.CHOICES and isinstance(new, tuple):
        return _of_choices(question, old if isinstance(old, tuple) else (), new)
    if question.kind == Kind.PEOPLE and isinstance(new, tuple):
        return _of_people(question, old if isinstance(old, tuple) else (), new)
    if question.kind == Kind.OWNERS:
        return f"let {listed(_owners(new))} answer for {question.in_sentence}"
    if question.kind in NUMERIC:
        return _of_number(session, question, change)
    if isinstance(new, bool):
        return f"{question.in_sentence}: {question.show(new)}"
    return f"{question.in_sentence}: {value_words(question, new)} instead of {value_words(question, old)}"


def _new_words(session: Session, question: Question, value: Value) -> str:
    if question.kind == Kind.SEGMENTS and isinstance(value, tuple):
        return listed([session.segment_name(str(segment)) for segment in value])
    return value_words(question, value)


def _of_number(session: Session, question: Question, change: Change) -> str:
    shown = value_words(question, change.new)
    if question.unit == "currency":
        shown += f" {session.get('session.currency', 'USD')}"
    elif question.kind != Kind.PERCENT and question.unit and not _ends_with_unit(question):
        shown += f" {unit_for(change.new if isinstance(change.new, (int, float)) else 0, question.unit)}"
    if not isinstance(change.old, (int, float)) or not isinstance(change.new, (int, float)):
        return f"find out {_lower(question.label)}: {shown} would do"
    verb = "raise" if change.new > change.old else "lower"
    return f"{verb} {question.in_sentence} from {value_words(question, change.old)} to {shown}"


def _ends_with_unit(question: Question) -> bool:
    return question.label.casefold().endswith(question.unit.casefold())


def _of_choices(question: Question, old: tuple[object, ...], new: tuple[object, ...]) -> str:
    added = listed([_option(question, str(v)) for v in new if v not in old])
    dropped = listed([_option(question, str(v)) for v in old if v not in new])
    if added and question.phrases.adding:
        return question.phrases.adding.format(options=added)
    if dropped and question.phrases.dropping:
        return question.phrases.dropping.format(options=dropped)
    if added and dropped:
        return f"use {added} instead of {dropped}"
    return f"add {added}" if added else f"drop {dropped}"


def _of_people(question: Question, old: tuple[object, ...], new: tuple[object, ...]) -> str:
    added = listed([SOMEONE_NEW if str(v).startswith(SOMEONE_NEW) else str(v) for v in new if v not in old])
    dropped = listed([str(v) for v in old if v not in new])
    if added and dropped:
        return f"let {added} take {question.in_sentence} over from {dropped}"
    return f"let {added} cover {question.in_sentence}" if added else f"take {dropped} out of {question.in_sentence}"


def _owners(value: Value) -> list[str]:
    pairs = [pair for pair in value if isinstance(pair, tuple)] if isinstance(value, tuple) else []
    return [person if scope == "all" else f"{person} ({scope})" for person, scope in pairs]


def _option(question: Question, value: str) -> str:
    option = question.option(value)
    return option.in_sentence if option else value


def _lower(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
