"""Answers as people type them: for fields, prompts, answers files and `--set` alike.

Numbers are read by `gtm_tui.text.numbers`; a value may be given by its key, its label or a beginning of either that
only one option has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from gtm_tui.model.session import Session, Value
from gtm_tui.questions.question import NUMERIC, AnswerError, Kind, Question, show_raw
from gtm_tui.text.numbers import Habits, Measure, NumberError, read_number

_YES = ("yes", "true")
_NO = ("no", "false")
_NOBODY = ("", "nobody", "none", "[]")
_EXAMPLES = {
    "money": "18k, 18,000 or 1.2m",
    "count": "90, 1,200 or 1.2k",
    "percent": "35, 35 % or 35 percent",
    "days": "60, 60 days or 2 months",
    "months": "9, 9 months or 1 year",
    "rate": "1.08, 0.92 or 1,08",
}


class Typed(NamedTuple):
    """What a typed text was understood as.

    `other` is the other number it could be, which `=` behind it would take; `convention` how numbers are written by
    somebody who typed `=`, to be remembered for the session ('' = nothing to remember).
    """

    value: Value
    other: int | float | None = None
    convention: str = ""


def read(question: Question, text: str, session: Session | None = None) -> Typed:
    """The answer in what a person typed, as seen in a session (its currency, rates, segments); raises AnswerError."""
    session = session or Session()
    if question.kind in NUMERIC:
        return _number(question, text, session)
    return Typed(value=_value(question, text.strip(), session))


def habits_of(session: Session) -> Habits:
    """How amounts are written in a session."""
    currency = str(session.get("session.currency", "USD"))
    rate = session.get("session.usd_per_unit")
    known = {currency: float(rate)} if isinstance(rate, (int, float)) and currency != "USD" else {}
    return Habits(convention=str(session.get("session.numbers", "")), currency=currency, usd_per_unit=known)


def measure_of(question: Question) -> Measure:
    """What the field of a question holds."""
    kind = {Kind.MONEY: "money", Kind.PERCENT: "percent", Kind.NUMBER: "rate"}.get(question.kind, "count")
    if kind == "count" and question.unit in ("days", "months"):
        kind = question.unit
    return Measure(kind=kind, unit=question.unit, period=question.period)


def _number(question: Question, text: str, session: Session) -> Typed:
    measure = measure_of(question)
    try:
        found = read_number(text, measure, habits_of(session))
    except NumberError as error:
        reason = "" if str(error) == "no number" else f" ({error})"
        raise _refused(question, show_raw(text.strip()) + reason, session) from None
    try:
        value = question.check(found.value)
    except AnswerError:
        raise _refused(question, show_raw(text.strip()), session) from None
    asked = "=" in text
    return Typed(value=value, other=found.other, convention=found.convention if asked else "")


def _refused(question: Question, found: str, session: Session) -> AnswerError:
    expected = question.expected
    if question.unit == "currency":
        expected = f"{expected} of {session.get('session.currency', 'USD')}"
    return AnswerError(found, f"{expected}, such as {_EXAMPLES[measure_of(question).kind]}")


def _value(question: Question, typed: str, session: Session) -> Value:
    match question.kind:
        case Kind.YES_NO:
            return _yes_or_no(question, typed)
        case Kind.CHOICE:
            return _option(question, typed)
        case Kind.CHOICES:
            return _options(question, typed)
        case Kind.PEOPLE:
            return question.check(_names(typed))
        case Kind.SEGMENTS:
            return question.check([_segment(name, session) for name in _names(typed)])
        case Kind.OWNERS:
            return question.check(dict(_owner(part) for part in _names(typed)))
        case Kind.DATETIME:
            try:
                return question.check(datetime.fromisoformat(typed))
            except ValueError:
                raise question.error(typed) from None
        case Kind.CURRENCY:
            return question.check(typed.upper())
        case Kind.NAME:
            return question.check(" ".join(typed.split()))
        case _:
            return question.check(typed)


def _yes_or_no(question: Question, typed: str) -> bool:
    word = typed.casefold()
    if word and any(known.startswith(word) for known in _YES):
        return True
    if word and any(known.startswith(word) for known in _NO):
        return False
    raise question.error(typed)


def _names(typed: str) -> list[str]:
    """Names with commas between, or in lines or cells of their own as they are pasted; [] for nobody."""
    if typed.casefold() in _NOBODY:
        return []
    return [" ".join(name.split()) for name in re.split(r"[,\n\r\t]", typed) if name.strip()]


def _owner(part: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", part)
    return (match[1], match[2].strip()) if match else (part, "all")


def _segment(name: str, session: Session) -> str:
    """The id of the segment that a name, an id or a beginning of one of them means; else the name itself."""
    named = [(segment, (segment, session.segment_name(segment))) for segment in session.segments]
    return _one_named(name, named) or name


# -- options -----------------------------------------------------------------------------------------------


def _option(question: Question, typed: str) -> str:
    found = _one_named(typed, _option_names(question))
    if found is None:
        raise _no_option(question, typed)
    return found


def _options(question: Question, typed: str) -> Value:
    """Options with commas between; a label may hold commas itself."""
    if typed.casefold() in _NOBODY:
        return ()
    names = _option_names(question)
    left = [part for part in typed.split(",") if part.strip()]
    found: list[str] = []
    while left:
        for length in range(len(left), 0, -1):
            together = ",".join(left[:length])
            value = _one_named(together, names, exact=length > 1)
            if value is not None:
                found.append(value)
                del left[:length]
                break
        else:
            raise _no_option(question, left[0].strip())
    return question.check(found)


def _option_names(question: Question) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Each option's value with all it may be called: its key, its label, and the parts of a label with brackets."""
    named = []
    for option in question.options:
        plain, _, term = option.label.partition(" (")
        named.append((option.value, (option.value, option.label, plain, term.rstrip(")"))))
    return named


def _one_named(typed: str, named: Sequence[tuple[str, tuple[str, ...]]], exact: bool = False) -> str | None:
    """The value called so, or the only one that has a name beginning so."""
    exactly = {value for value, names in named if typed.strip() in names}
    if len(exactly) == 1:
        return exactly.pop()
    wanted = _folded(typed)
    if not wanted:
        return None
    same = {value for value, names in named if wanted in {_folded(name) for name in names}}
    if len(same) == 1:
        return same.pop()
    if same or exact:
        return None
    beginning = {value for value, names in named if any(_folded(name).startswith(wanted) for name in names)}
    return beginning.pop() if len(beginning) == 1 else None


def _folded(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())


def _no_option(question: Question, typed: str) -> AnswerError:
    wanted = _folded(typed)
    several = [
        v for v, names in _option_names(question) if wanted and any(_folded(n).startswith(wanted) for n in names)
    ]
    found = show_raw(typed)
    if len(several) > 1:
        found += f" (it could be {' or '.join(several)})"
    return AnswerError(found, question.expected)


def shown(question: Question, value: Any, session: Session) -> str:
    """An answer as a person of this session types it: reading it again gives the same answer."""
    text = question.show(value)
    if question.kind not in NUMERIC or isinstance(value, bool) or not isinstance(value, (int, float)):
        return text
    whole, _, fraction = text.partition(".")
    if len(fraction) == 3 and len(whole) <= 3:
        fraction += "0"  # three digits behind one sign would be thousands
    if session.get("session.numbers") == "1.234,5":
        return whole.replace(",", ".") + (f",{fraction}" if fraction else "")
    return f"{whole}.{fraction}" if fraction else whole
