"""What a question is: its wording, its kind, and the one validator behind every way of answering it."""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Final, Literal, NamedTuple

from gtm_tui.model.session import Session, Value

MAX_TEXT: Final = 10_000
MAX_LINES: Final = 1_000
MAX_NAME: Final = 200
MAX_ITEMS: Final = 50
MAX_MONEY: Final = 1_000_000_000_000


class AnswerError(ValueError):
    """A value that is not an answer to the question: what was found and what is expected."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"found {found}, expected {expected}")
        self.found = found
        self.expected = expected


class Kind:
    """The kinds of question, as plain strings."""

    NAME: Final = "name"  # one short line
    TEXT: Final = "text"  # one or more lines
    YES_NO: Final = "yes_no"
    CHOICE: Final = "choice"  # one of the options
    CHOICES: Final = "choices"  # any of the options; () = none
    CURRENCY: Final = "currency"  # a code of three capital letters
    MONEY: Final = "money"  # in session.currency
    COUNT: Final = "count"  # whole number
    NUMBER: Final = "number"
    PERCENT: Final = "percent"  # whole percent
    PEOPLE: Final = "people"  # names or titles; () = nobody
    OWNERS: Final = "owners"  # (person, scope) pairs; () = nobody
    SEGMENTS: Final = "segments"  # ids of other segments
    DATETIME: Final = "datetime"


NUMERIC: Final = frozenset({Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.PERCENT})


#: What a way out may do with an answer: a decision is taken, an own number is set within reach; a fact, what
#: describes the past and what is a label only are not changed to please a rule.
Nature = Literal["decision", "own_number", "fact", "past", "label"]
#: Answers worth trying as a whole, beyond those that differ by one step.
Suggested = Literal["", "all_options", "core_motions", "marketing_people"]
#: What a redacted report shows instead of a text ('' = it is withheld; what is no text follows its kind).
Redacted = Literal["", "kept", "company", "title", "person", "identity"]


class Option(NamedTuple):
    """One option of a choice: its stored value, its label and what it means.

    `short` is the label in the middle of a sentence (default: the label). `tried_from` are the answers from which
    a way out may move to this one: None = any, () = none, for what says that nothing was chosen.
    """

    value: str
    label: str
    definition: str = ""
    short: str = ""
    tried_from: tuple[str, ...] | None = None

    @property
    def in_sentence(self) -> str:
        """The label in the middle of a sentence."""
        return self.short or self.label


class Page(NamedTuple):
    """One page of the questionnaire; a page per segment where `per_segment` is set."""

    id: str
    title: str
    intro: str = ""
    per_segment: bool = False


class Phrases(NamedTuple):
    """How a change of the answer reads as an instruction; what is '' is worded by the kind of the question.

    `yes` and `no` are for the new answer of a yes/no question, `to` for any other, with {new} in it; `adding` and
    `dropping` are for the {options} that come or go.
    """

    yes: str = ""
    no: str = ""
    to: str = ""
    adding: str = ""
    dropping: str = ""


class Question(NamedTuple):
    """One question: key pattern, wording, kind and limits, and everything else that is known about it.

    `key` is a key path with `*` for a segment or budget id. `label` is the short form at the left edge,
    `wording` the whole question in one line, `help` why it is asked, `title` and `noun` what the answer is called
    away from its page and in the middle of a sentence (default: the label). `when` says for which session, and
    which segment or budget line, it is asked at all; `period` the time
    a number is for ('year', 'quarter'; '' = none). Questions with no page are written by the program.

    Ways out: `nature` is what may be done with the answer, `phrases` how a change of it reads; `tried` is False where
    no other answer is tried, `kept` where a yes is not given up, and `suggested` names answers tried as a whole.
    """

    key: str
    page: str
    label: str
    wording: str
    kind: str
    help: str = ""
    options: tuple[Option, ...] = ()
    unit: str = ""
    period: str = ""
    low: float = 0
    high: float = MAX_MONEY
    required: bool = False
    fold: str = ""
    when: Callable[[Session, str], bool] | None = None
    nature: Nature = "fact"
    title: str = ""
    noun: str = ""
    phrases: Phrases = Phrases()
    tried: bool = True
    kept: bool = False
    suggested: Suggested = ""
    redacted: Redacted = ""

    @property
    def chosen(self) -> bool:
        """Whether the company decides the answer itself, or sets the number within its reach."""
        return self.nature in ("decision", "own_number")

    @property
    def name(self) -> str:
        """What the answer is called away from its page, where the label alone would not say of whom it is."""
        return self.title or self.label

    @property
    def in_sentence(self) -> str:
        """What the answer is called in the middle of a sentence."""
        return self.noun or (self.label if self.label[:2].isupper() else self.label[:1].lower() + self.label[1:])

    @property
    def collection(self) -> str:
        """'segments' or 'budget' for a question asked of each of them, else ''."""
        head, _, rest = self.key.partition(".*.")
        return head if rest else ""

    def key_for(self, identity: str = "") -> str:
        """The key path of this question for one segment or budget line."""
        return self.key.replace("*", identity, 1) if identity else self.key

    @property
    def values(self) -> tuple[str, ...]:
        """The stored values of the options."""
        return tuple(option.value for option in self.options)

    def option(self, value: str) -> Option | None:
        """The option stored as `value`."""
        return next((option for option in self.options if option.value == value), None)

    @property
    def expected(self) -> str:
        """What a valid answer is, in words."""
        if self.kind in (Kind.CHOICE, Kind.CHOICES):
            listed = ", ".join(self.values)
            return f"one of: {listed}" if self.kind == Kind.CHOICE else f"a list of any of: {listed}"
        if self.kind in NUMERIC:
            noun = "a whole number" if self.kind == Kind.COUNT else "a number"
            if self.kind == Kind.PERCENT:
                noun = "a whole percent"
            unit = f" of {self.unit}" if self.unit not in ("", "currency", "percent") else ""
            return f"{noun}{unit} between {_plain(self.low)} and {_plain(self.high)}"
        return {
            Kind.NAME: f"one line of text, at most {MAX_NAME} characters",
            Kind.TEXT: f"text of at most {_plain(MAX_TEXT)} characters",
            Kind.YES_NO: "true or false",
            Kind.CURRENCY: "a currency code of three letters, such as USD or EUR",
            Kind.PEOPLE: f"a list of at most {MAX_ITEMS} names or titles",
            Kind.OWNERS: 'a table of person = scope, such as "PM lead" = "all"',
            Kind.SEGMENTS: "a list of segment ids",
            Kind.DATETIME: "a date with time, such as 2026-11-22T09:30:00Z",
        }[self.kind]

    # -- validation ------------------------------------------------------------------------------------

    def check(self, raw: Any) -> Value:
        """The canonical answer for a raw value as TOML holds it; raises AnswerError."""
        match self.kind:
            case Kind.NAME | Kind.TEXT:
                return self._check_text(raw)
            case Kind.YES_NO:
                if isinstance(raw, bool):
                    return raw
            case Kind.CURRENCY:
                if isinstance(raw, str) and re.fullmatch("[A-Z]{3}", raw):
                    return raw
            case Kind.CHOICE:
                if isinstance(raw, str) and raw in self.values:
                    return raw
            case Kind.CHOICES:
                values = self.values
                if isinstance(raw, (list, tuple)) and all(isinstance(v, str) and v in values for v in raw):
                    return tuple(v for v in values if v in raw)
            case Kind.PEOPLE | Kind.SEGMENTS:
                if isinstance(raw, (list, tuple)) and all(_is_name(v) for v in raw) and len(raw) <= MAX_ITEMS:
                    return tuple(dict.fromkeys(v.strip() for v in raw))
            case Kind.OWNERS:
                return self._check_owners(raw)
            case Kind.DATETIME:
                if isinstance(raw, datetime):
                    return raw if raw.tzinfo else raw.replace(tzinfo=UTC)
            case _:
                return self._check_number(raw)
        raise self.error(raw)

    def parse(self, text: str, session: Session | None = None) -> Value:
        """The canonical answer for what a person typed, as seen in a session; raises AnswerError."""
        from gtm_tui.questions.typed import read

        return read(self, text, session).value

    def show(self, value: Value) -> str:
        """The answer as a person reads and types it."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, (int, float)):
            return _plain(value)
        if self.kind == Kind.OWNERS and isinstance(value, tuple):
            pairs = [v for v in value if isinstance(v, tuple)]
            return ", ".join(p if s == "all" else f"{p} ({s})" for p, s in pairs) or "nobody"
        if self.kind in (Kind.CHOICE, Kind.CHOICES):
            chosen = value if isinstance(value, tuple) else (value,)
            labels = [found.label if (found := self.option(str(v))) else str(v) for v in chosen]
            return ", ".join(labels) or "none"
        if isinstance(value, tuple):
            return ", ".join(str(v) for v in value) or ("nobody" if self.kind == Kind.PEOPLE else "none")
        if isinstance(value, datetime):
            return value.isoformat()
        return str(value)

    def raw(self, value: Value) -> Any:
        """The answer as TOML and JSON hold it."""
        if self.kind == Kind.OWNERS and isinstance(value, tuple):
            return {pair[0]: pair[1] for pair in value}
        return list(value) if isinstance(value, tuple) else value

    def error(self, raw: Any) -> AnswerError:
        """The error that says what was found instead of an answer."""
        return AnswerError(show_raw(raw), self.expected)

    def _check_text(self, raw: Any) -> str:
        longest = MAX_NAME if self.kind == Kind.NAME else MAX_TEXT
        if not isinstance(raw, str) or not raw.strip() or len(raw) > longest:
            raise self.error(raw)
        if raw.count("\n") >= (1 if self.kind == Kind.NAME else MAX_LINES):
            raise self.error(raw)
        return raw.strip()

    def _check_number(self, raw: Any) -> Value:
        if isinstance(raw, bool) or not isinstance(raw, (int, float)):
            raise self.error(raw)
        if isinstance(raw, float) and not math.isfinite(raw):
            raise self.error(raw)
        if not self.low <= raw <= self.high:
            raise self.error(raw)
        number: int | float = int(raw) if raw == int(raw) else raw
        if isinstance(number, float) and self.kind in (Kind.COUNT, Kind.PERCENT):
            raise self.error(raw)
        return number

    def _check_owners(self, raw: Any) -> Value:
        if isinstance(raw, tuple) and all(isinstance(p, tuple) and len(p) == 2 for p in raw):
            raw = dict(raw)
        if not isinstance(raw, dict) or len(raw) > MAX_ITEMS:
            raise self.error(raw)
        if not all(_is_name(p) and _is_name(s) for p, s in raw.items()):
            raise self.error(raw)
        return tuple((person.strip(), scope.strip()) for person, scope in raw.items())


def show_raw(raw: Any) -> str:
    """A raw value quoted for a message: short, on one line, as TOML would write it."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        shown = '"' + raw.replace("\n", "\\n") + '"'
    elif isinstance(raw, int) and abs(raw) >= 10**30:
        shown = "a number of more than 30 digits"
    elif isinstance(raw, dict):
        shown = "a table"
    elif isinstance(raw, (list, tuple)):
        shown = "[" + ", ".join(show_raw(v) for v in raw[:5]) + (", ..." if len(raw) > 5 else "") + "]"
    elif isinstance(raw, (date, datetime)):
        shown = raw.isoformat()
    else:
        shown = str(raw)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= MAX_NAME and "\n" not in value


def _plain(number: float) -> str:
    """A number with commas between thousands, in full."""
    return f"{number:,}"
