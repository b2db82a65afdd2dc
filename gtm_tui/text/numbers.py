"""Numbers as people write them: `18k`, `18.000`, `1,2 Mio`, `1.234,56`, `€18k`, `22 deals`, `2 months`, `90/month`.

One reader for every way of typing an answer. What could be two numbers is read in the likelier way, with the other
reading beside it; what follows a number and is not understood refuses it, so that nothing is dropped in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import Final, NamedTuple

POINT_IS_DECIMAL: Final = "1,234.5"
COMMA_IS_DECIMAL: Final = "1.234,5"
CONVENTIONS: Final = (POINT_IS_DECIMAL, COMMA_IS_DECIMAL)

#: Typed behind or before a number, it asks for the other reading.
OTHER_READING: Final = "="

_MAX_LENGTH = 60
_MAX_DIGITS = 18
_SCALES: Mapping[str, int] = {
    **dict.fromkeys(("k", "thousand", "tsd", "tausend"), 3),
    **dict.fromkeys(("lakh", "lakhs"), 5),
    **dict.fromkeys(("m", "mn", "mio", "million", "millions", "millionen"), 6),
    **dict.fromkeys(("crore", "crores"), 7),
    **dict.fromkeys(("b", "bn", "mrd", "milliarde", "milliarden", "billion", "billions"), 9),
}
_SYMBOLS: Mapping[str, str] = {
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "₪": "ILS",
    "us$": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "nz$": "NZD",
    "s$": "SGD",
    "hk$": "HKD",
}
# Currencies that write their amounts with `$`; in a session of another currency it means US dollars.
_DOLLARS = frozenset(("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP"))
_DAYS: Mapping[str, int] = {
    **dict.fromkeys(("d", "day", "days"), 1),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), 7),
    **dict.fromkeys(("mo", "mos", "month", "months"), 30),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), 365),
}
_PERIODS: Mapping[str, str] = {
    **dict.fromkeys(("d", "day"), "day"),
    **dict.fromkeys(("w", "wk", "week"), "week"),
    **dict.fromkeys(("m", "mo", "month"), "month"),
    **dict.fromkeys(("q", "qtr", "quarter"), "quarter"),
    **dict.fromkeys(("y", "yr", "year", "annum"), "year"),
}
_ADVERBS: Mapping[str, str] = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
    "pa": "year",
}
_PER_YEAR: Mapping[str, int] = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}
# What people write for the unit beside a field; others are known by their singular and plural.
_SAME_UNIT: Mapping[str, tuple[str, ...]] = {
    "people": ("person", "persons", "head", "heads", "fte", "ftes"),
    "interviews": ("talk", "talks"),
    "deals": ("customer", "customers", "contract", "contracts"),
    "opportunities": ("opportunity", "opps"),
}
_NUMBER = re.compile(r"(\d[\d.,' ]*\d|\d|[.,]\d+)(?:e([+-]?\d{1,2})(?![a-z0-9]))?")
_WORD = re.compile(r"(?:us|a|au|c|ca|nz|s|hk)\$|[^\W\d_]+\.?|\S")


class Habits(NamedTuple):
    """How amounts are written in one session: its decimal sign if it ever mattered, its currency, known rates.

    `usd_per_unit` holds what one unit of a currency is worth in US dollars.
    """

    convention: str = ""
    currency: str = "USD"
    usd_per_unit: Mapping[str, float] = {}


class Measure(NamedTuple):
    """What a field holds: `kind` is 'money', 'percent', 'days', 'months', 'rate' (an exchange rate) or 'count'.

    `unit` is the word printed beside a count; `period` the time it is for ('year', 'quarter'; '' = none).
    """

    kind: str
    unit: str = ""
    period: str = ""


class Reading(NamedTuple):
    """A number as it was understood, the other number it could be, and the convention that either follows.

    `other` is None and the conventions are '' where the spelling decides itself.
    """

    value: int | float
    other: int | float | None = None
    convention: str = ""
    other_convention: str = ""


class _Factor(NamedTuple):
    """What brings a typed number to the field's own unit: times a number, by another; `converted` by exchange rates."""

    times: Decimal = Decimal(1)
    by: Decimal = Decimal(1)
    converted: bool = False

    def then(self, other: _Factor) -> _Factor:
        """This factor and another one together."""
        return _Factor(
            times=self.times * other.times, by=self.by * other.by, converted=self.converted or other.converted
        )


class NumberError(ValueError):
    """A text that is not a number for the field; the message says why in a few words."""


def read_number(text: str, measure: Measure, habits: Habits | None = None) -> Reading:
    """The number that was typed or pasted, in the field's own unit, currency and period; raises NumberError.

    With `=` before or behind it the other reading of an ambiguous number comes first.
    """
    habits = habits or Habits()
    typed = _normalised(text)
    other_wanted = typed.startswith(OTHER_READING) or typed.endswith(OTHER_READING)
    typed = typed.strip(f"{OTHER_READING} ")
    if not typed or len(typed) > _MAX_LENGTH:
        raise NumberError("no number" if not typed else "too long")
    found = _NUMBER.search(typed)
    if found is None:
        raise NumberError("no number")
    before, after = typed[: found.start()], typed[found.end() :]
    words = [*_words(before), *_words(after)]
    if any(character.isdigit() for word in words for character in word):
        raise NumberError("more than one number")
    sign = next((word for word in _words(before) if word in ("+", "-")), "")
    if sign:
        words.remove(sign)
    scale, factor = _Words(measure, habits).factor(words)
    ways = _spellings(found[1], measure, habits, scale)
    power = int(found[2] or 0) + scale
    numbers = [_finished(-way if sign == "-" else way, power, factor) for way, _ in ways]
    if len(ways) == 1:
        if other_wanted:
            raise NumberError("it has no other reading")
        return Reading(value=numbers[0])
    first, second = (1, 0) if other_wanted else (0, 1)
    return Reading(
        value=numbers[first], other=numbers[second], convention=ways[first][1], other_convention=ways[second][1]
    )


def _normalised(text: str) -> str:
    """Letters small, spaces and apostrophes of all kinds as one, digits of full width as usual ones."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[’‘´`′]|(?<=\d)_(?=\d)", "'", text).replace("−", "-")
    return " ".join(text.split())


def _words(text: str) -> list[str]:
    return [word.rstrip(".") if len(word) > 1 else word for word in _WORD.findall(text)]


# -- digits and signs --------------------------------------------------------------------------------------


def _spellings(body: str, measure: Measure, habits: Habits, scale: int) -> list[tuple[Decimal, str]]:
    """What the digits may mean, the likeliest first, each with the convention it follows."""
    points, commas = body.count("."), body.count(",")
    if points and commas:
        decimal = max(".", ",", key=body.rfind)
        if body.count(decimal) > 1:
            raise NumberError("its signs do not fit together")
        group = "," if decimal == "." else "."
        whole, _, fraction = body.partition(decimal)
        return [(_decimal(_ungrouped(whole, f"{group} '"), fraction), "")]
    sign = "." if points else ","
    if not points and not commas:
        return [(_decimal(_ungrouped(body, " '"), ""), "")]
    if points + commas > 1:
        return [(_decimal(_ungrouped(body, sign), ""), "")]
    whole, _, fraction = body.partition(sign)
    as_fraction = (_decimal(_ungrouped(whole, " '") if whole else "0", fraction), _decimal_by(sign))
    could_group = len(fraction) == 3 and re.fullmatch(r"[1-9]\d{0,2}", whole) is not None
    if not could_group or measure.kind in ("percent", "days", "months", "rate"):
        return [(as_fraction[0], "")]
    as_group = (_decimal(whole + fraction, ""), _group_by(sign))
    if measure.kind == "count":
        return [(as_group[0], "")]
    if habits.convention in CONVENTIONS:
        prefer_group = habits.convention == as_group[1]
    else:
        prefer_group = scale < 6
    return [as_group, as_fraction] if prefer_group else [as_fraction, as_group]


def _decimal_by(sign: str) -> str:
    return POINT_IS_DECIMAL if sign == "." else COMMA_IS_DECIMAL


def _group_by(sign: str) -> str:
    return COMMA_IS_DECIMAL if sign == "." else POINT_IS_DECIMAL


def _ungrouped(whole: str, signs: str) -> str:
    """The digits of a whole number without its group signs; groups of three, or as in India of two and a last three."""
    used = {sign for sign in whole if sign in signs}
    if len(used) > 1:
        raise NumberError("its signs do not fit together")
    if not used:
        if not whole.isdigit():
            raise NumberError("its signs do not fit together")
        return whole
    first, *groups = whole.split(used.pop())
    by_three = all(len(group) == 3 and group.isdigit() for group in groups) and 1 <= len(first) <= 3
    indian = len(groups) > 1 and len(groups[-1]) == 3 and all(len(g) == 2 for g in groups[:-1]) and len(first) in (1, 2)
    digits = first + "".join(groups)
    if not digits.isdigit() or not (by_three or indian):
        raise NumberError("its groups of digits are not of three")
    return digits


def _decimal(whole: str, fraction: str) -> Decimal:
    if len(whole) + len(fraction) > _MAX_DIGITS or not (whole + fraction).isdigit():
        raise NumberError("too many digits" if (whole + fraction).isdigit() else "its signs do not fit together")
    return Decimal(f"{whole}.{fraction}" if fraction else whole)


def _finished(number: Decimal, power: int, factor: _Factor) -> int | float:
    """Scaled and converted: amounts of another currency to the cent, anything else to six digits behind the point."""
    if abs(power) > 15:
        raise NumberError("too large" if power > 0 else "too small")
    with localcontext() as context:
        context.prec = 60
        value = number * Decimal(10) ** power * factor.times / factor.by
        value = value.quantize(Decimal("0.01" if factor.converted else "0.000001"))
    return int(value) if value == value.to_integral_value() else float(value)


# From a unit of so many days to days, and to months: twelve months are a year, 52 weeks too.
_DURATIONS: Mapping[str, Mapping[int, _Factor]] = {
    "days": {days: _Factor(times=Decimal(days)) for days in (1, 7, 30, 365)},
    "months": {
        1: _Factor(by=Decimal(30)),
        7: _Factor(times=Decimal(12), by=Decimal(52)),
        30: _Factor(),
        365: _Factor(times=Decimal(12)),
    },
}


# -- words -------------------------------------------------------------------------------------------------


class _Words:
    """The words around a number, taken one by one; what is left over refuses the number."""

    def __init__(self, measure: Measure, habits: Habits) -> None:
        self.measure = measure
        self.habits = habits

    def factor(self, words: list[str]) -> tuple[int, _Factor]:
        """The power of ten that the words ask for, and the factor that brings the number to the field's unit."""
        left = list(words)
        scale = self._scale(left)
        factor = self._period(left)
        match self.measure.kind:
            case "money":
                factor = factor.then(self._currency(left))
            case "percent":
                _drop(left, ("%", "percent", "pct", "prozent"))
            case "days" | "months":
                factor = factor.then(self._duration(left))
            case "rate":
                _drop(left, (self.measure.unit.casefold(), "$"))
            case _:
                _drop(left, _unit_words(self.measure.unit))
        if left:
            raise NumberError(self._not_understood(left))
        return scale, factor

    def _scale(self, left: list[str]) -> int:
        if self.measure.kind in ("days", "months", "percent"):
            return 0
        found = [word for word in left if word in _SCALES]
        # In `90/m` the letter is the month, in `1.2m/y` the million.
        if not found or (found[0] == "m" and left.index("m") and left[left.index("m") - 1] in ("/", "per")):
            return 0
        left.remove(found[0])
        return _SCALES[found[0]]

    def _period(self, left: list[str]) -> _Factor:
        """From a rate such as `/month` to the field's own period."""
        typed = _taken_period(left)
        if not typed or typed == self.measure.period:
            return _Factor()
        if not self.measure.period:
            raise NumberError(f"it is not asked per {typed}")
        return _Factor(times=Decimal(_PER_YEAR[typed]), by=Decimal(_PER_YEAR[self.measure.period]))

    def _currency(self, left: list[str]) -> _Factor:
        own = self.habits.currency
        for word in left:
            code = self._code(word)
            if not code:
                continue
            left.remove(word)
            if code == own:
                break
            rates = {"USD": 1.0, **self.habits.usd_per_unit}
            if code not in rates or own not in rates:
                raise NumberError(f"no rate for {code if code not in rates else own} is known")
            return _Factor(times=Decimal(str(rates[code])), by=Decimal(str(rates[own])), converted=True)
        return _Factor()

    def _code(self, word: str) -> str:
        """The currency that a word or sign means, or ''."""
        if word == "$":
            return self.habits.currency if self.habits.currency in _DOLLARS else "USD"
        if word in _SYMBOLS:
            return _SYMBOLS[word]
        code = word.upper()
        known = {"USD", "EUR", "GBP", "CHF", "JPY", "SEK", "NOK", "DKK", "PLN", *_DOLLARS, self.habits.currency}
        return code if code in known or code in self.habits.usd_per_unit else ""

    def _duration(self, left: list[str]) -> _Factor:
        for word in left:
            if word in _DAYS:
                left.remove(word)
                return _DURATIONS[self.measure.kind][_DAYS[word]]
        return _Factor()

    def _not_understood(self, left: list[str]) -> str:
        if "%" in left:
            return "a percentage is not asked here"
        if any(self._code(word) for word in left):
            return "money is not asked here"
        return f"{' '.join(left)} is not understood"


def _taken_period(left: list[str]) -> str:
    """The period of a rate among words, which it is taken from; '' where there is none."""
    for place, word in enumerate(left):
        follows = left[place + 1] if place + 1 < len(left) else ""
        if word in ("/", "per", "a", "an", "each", "pro") and follows in _PERIODS:
            del left[place : place + 2]
            return _PERIODS[follows]
        if word in _ADVERBS:
            del left[place]
            return _ADVERBS[word]
        if word == "p.a" or left[place : place + 2] == ["p", "a"]:
            del left[place : place + (1 if word == "p.a" else 2)]
            return "year"
    return ""


def _unit_words(unit: str) -> tuple[str, ...]:
    singular = unit[:-1] if unit.endswith("s") else unit
    return (unit, singular, *_SAME_UNIT.get(unit, ())) if unit else ()


def _drop(left: list[str], known: tuple[str, ...]) -> None:
    for word in left:
        if word in known:
            left.remove(word)
            return
