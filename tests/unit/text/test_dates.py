"""Dates are read as people write them; what could be two days is refused with both."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtm_tui.text.dates import DateError, date_in_words, read_date

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-31", date(2027, 3, 31)),
        ("31.3.2027", date(2027, 3, 31)),
        ("31.3.27", date(2027, 3, 31)),
        ("31.3.", date(2027, 3, 31)),
        ("31/3/2027", date(2027, 3, 31)),
        ("3/31/2027", date(2027, 3, 31)),
        ("31 March", date(2027, 3, 31)),
        ("31. März", date(2027, 3, 31)),
        ("March 31, 2028", date(2028, 3, 31)),
        ("1st of december", date(2026, 12, 1)),
        ("29 feb", date(2028, 2, 29)),
        ("2027-03", date(2027, 3, 31)),
        ("end of march", date(2027, 3, 31)),
        ("march 2028", date(2028, 3, 31)),
        ("november", date(2026, 11, 30)),
        ("Q1", date(2027, 3, 31)),
        ("q4", date(2026, 12, 31)),
        ("Q2 2028", date(2028, 6, 30)),
        ("end of year", date(2026, 12, 31)),
        ("end of the quarter", date(2026, 12, 31)),
        ("eom", date(2026, 11, 30)),
        ("+6w", date(2027, 1, 6)),
        ("in 3 months", date(2027, 2, 25)),
        ("+1q", date(2027, 2, 25)),
        ("today", TODAY),
        ("tomorrow", date(2026, 11, 26)),
        ("friday", date(2026, 11, 27)),
        ("next wed", date(2026, 12, 2)),
        ("by 4.4.", date(2027, 4, 4)),
    ],
)
def test_read_as_written(text: str, day: date) -> None:
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no date"),
        ("soon", "not understood"),
        ("mid march", "not understood"),
        ("31.2.2027", "no such day"),
        ("2027-13", "no such month"),
        ("3/4/2027", r"2027-03-04 .*Thu 4 March 2027.* or 2027-04-03"),
        ("+9999y", "end of the calendar"),
    ],
)
def test_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(DateError, match=reason):
        read_date(text, TODAY)


def test_the_end_of_the_calendar() -> None:
    with pytest.raises(DateError):
        read_date("tomorrow", date.max)
    assert read_date("end of year", date.max) == date.max


def test_echoed_with_its_weekday() -> None:
    assert date_in_words(date(2027, 3, 31)) == "Wed 31 March 2027"


@given(st.dates(), st.dates(max_value=date(9000, 1, 1)))
def test_every_day_is_read_back_as_echoed_and_written(day: date, today: date) -> None:
    assert read_date(day.isoformat(), today) == day
    if day.year >= 1000:
        assert read_date(date_in_words(day).partition(" ")[2], today) == day
        assert read_date(f"{day.day}.{day.month}.{day.year}", today) == day


@given(st.text(max_size=30), st.dates())
def test_any_text_is_a_date_or_refused(text: str, today: date) -> None:
    try:
        read_date(text, today)
    except DateError:
        return
