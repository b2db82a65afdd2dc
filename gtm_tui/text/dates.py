"""Dates as people write them: `31.3.2027`, `31 March`, `2027-03`, `end of march`, `Q1`, `+6w`, `friday`.

A date that lies ahead, such as the day something is due: a month or a quarter means its last day, a day without a year
the next one. What could be two days is refused with both of them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_NAMES = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)}
_NAMES |= {name[:3]: number for name, number in _NAMES.items()} | {"sept": 9}
_NAMES |= {"januar": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "okt": 10}
_NAMES |= {"dezember": 12, "dez": 12}
_WEEKDAYS = {name.casefold(): number for number, name in enumerate(DAYS)}
_WEEKDAYS |= {name[:3]: number for name, number in _WEEKDAYS.items()}
_AHEAD = re.compile(r"(?:\+|in )\s*(\d{1,4})\s*(d|days?|w|weeks?|m|mo|months?|q|quarters?|y|years?)")
_MONTHS_IN = {"m": 1, "q": 3, "y": 12}


class DateError(ValueError):
    """A text that is not a date; the message says why in a few words."""


def read_date(text: str, today: date) -> date:
    """The day that was typed, as seen on `today`; raises DateError."""
    typed = " ".join(text.casefold().replace(",", " ").split()).rstrip(".")
    typed = re.sub(r"^(?:by|on|until|due|the) ", "", typed)
    if not typed or len(typed) > 40:
        raise DateError("no date" if not typed else "too long")
    for read in (_plain, _in_digits, _with_month_name, _period_end, _ahead):
        found = read(typed, today)
        if found is not None:
            return found
    raise DateError("not understood")


def date_in_words(day: date) -> str:
    """A date as it is echoed: `Wed 31 March 2027`."""
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def _plain(typed: str, today: date) -> date | None:
    match typed:
        case "today":
            return today
        case "tomorrow":
            return _later(today, days=1)
    word = typed.removeprefix("next ").removeprefix("this ")
    if word in _WEEKDAYS:
        return _later(today, days=(_WEEKDAYS[word] - today.weekday() - 1) % 7 + 1)
    return None


def _in_digits(typed: str, today: date) -> date | None:
    """`2027-03-31`, `31.3.2027`, `31.3.`, `31/3/2027`; with a slash, the day must be told from the month."""
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", typed)
    if found:
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})(?:\.\s?(\d{4}|\d{2}))?", typed)
    if found:
        return _in_year(int(found[1]), int(found[2]), found[3], today)
    found = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?", typed)
    if not found:
        return None
    one, other = int(found[1]), int(found[2])
    if one > 12 or one == other:
        return _in_year(one, other, found[3], today)
    if other > 12:
        return _in_year(other, one, found[3], today)
    days = sorted(_in_year(day, month, found[3], today) for day, month in ((one, other), (other, one)))
    raise DateError(f"it could be {' or '.join(f'{d.isoformat()} ({date_in_words(d)})' for d in days)}")


def _with_month_name(typed: str, today: date) -> date | None:
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)? ([^\W\d_]+)\.?(?: (\d{4}|\d{2}))?", typed)
    day, name, year = (found[1], found[2], found[3]) if found else ("", "", None)
    if not found:
        found = re.fullmatch(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", typed)
        if not found:
            return None
        name, day, year = found[1], found[2], found[3]
    if name not in _NAMES:
        return None
    return _in_year(int(day), _NAMES[name], year, today)


def _period_end(typed: str, today: date) -> date | None:
    """The last day of a month, quarter or year: `2027-03`, `march`, `end of march 2027`, `Q1`, `end of year`."""
    period = re.sub(r"^end(?: of)?(?: the)? ", "", typed)
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})", period)
    if found:
        return _last_day(int(found[1]), int(found[2]))
    found = re.fullmatch(r"(\d{1,2})/(\d{4})", period)
    if found:
        return _last_day(int(found[2]), int(found[1]))
    found = re.fullmatch(r"(?:q([1-4])|([1-4])q)(?: |/)?(\d{4})?|(\d{4})[- ]?q([1-4])", period)
    if found:
        return _next_end(int(found[1] or found[2] or found[5]) * 3, found[3] or found[4], today)
    found = re.fullmatch(r"([^\W\d_]+)\.?(?: (\d{4}))?", period)
    if found and found[1] in _NAMES:
        return _next_end(_NAMES[found[1]], found[2], today)
    if period == typed:
        return {"eom": _end_of_month, "eoq": _end_of_quarter, "eoy": _end_of_year}.get(typed, _nothing)(today)
    if re.fullmatch(r"\d{4}", period):
        return _last_day(int(period), 12)
    words = period.removeprefix("this ")
    return {"month": _end_of_month, "quarter": _end_of_quarter, "year": _end_of_year}.get(words, _nothing)(today)


def _ahead(typed: str, today: date) -> date | None:
    found = _AHEAD.fullmatch(typed)
    if not found:
        return None
    number, unit = int(found[1]), found[2][0]
    if unit in ("d", "w"):
        return _later(today, days=number * (7 if unit == "w" else 1))
    months = today.month - 1 + number * _MONTHS_IN[unit]
    year, month = today.year + months // 12, months % 12 + 1
    if year > date.max.year:
        raise DateError("after the end of the calendar")
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _later(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise DateError("after the end of the calendar") from None


def _end_of_month(today: date) -> date:
    return _last_day(today.year, today.month)


def _end_of_quarter(today: date) -> date:
    return _last_day(today.year, (today.month + 2) // 3 * 3)


def _end_of_year(today: date) -> date:
    return _last_day(today.year, 12)


def _nothing(_: date) -> None:
    return None


def _in_year(day: int, month: int, year: str | None, today: date) -> date:
    """The day in the year given, or its next occurrence."""
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for candidate in range(today.year, min(today.year + 9, date.max.year + 1)):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise DateError("there is no such day")


def _next_end(month: int, year: str | None, today: date) -> date:
    if year:
        return _last_day(int(year), month)
    end = _last_day(today.year, month)
    return end if end >= today else _last_day(today.year + 1, month)


def _last_day(year: int, month: int) -> date:
    if not 1 <= month <= 12 or not date.min.year <= year <= date.max.year:
        raise DateError("there is no such month")
    return date(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError("there is no such day") from None
