"""Numbers are read as people write them, or refused with the reason; nothing around them is dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtm_tui.text.numbers import (
    COMMA_IS_DECIMAL,
    POINT_IS_DECIMAL,
    Habits,
    Measure,
    NumberError,
    read_number,
)

EUROS = Habits(currency="EUR", usd_per_unit={"EUR": 1.1})
MONEY = Measure(kind="money", period="year")
DEALS = Measure(kind="count", unit="deals", period="year")
INTERVIEWS = Measure(kind="count", unit="interviews", period="quarter")
PEOPLE = Measure(kind="count", unit="people")
DAYS = Measure(kind="days")
MONTHS = Measure(kind="months")
PERCENT = Measure(kind="percent")
RATE = Measure(kind="rate", unit="USD")


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("18k", MONEY, 18_000),
        ("18 K", MONEY, 18_000),
        ("18 000", MONEY, 18_000),
        ("18\u00a0000\u00a0€", MONEY, 18_000),
        ("18\u202f000", MONEY, 18_000),
        ("18'000", MONEY, 18_000),
        ("18’000.50", MONEY, 18_000.5),
        ("18_000", MONEY, 18_000),
        ("1.2m", MONEY, 1_200_000),
        ("1,2 Mio", MONEY, 1_200_000),
        ("12 mio.", MONEY, 12_000_000),
        ("12 million", MONEY, 12_000_000),
        ("3,5 Mrd", MONEY, 3_500_000_000),
        ("12 Tsd.", MONEY, 12_000),
        ("4.500.000", MONEY, 4_500_000),
        ("4,500,000", MONEY, 4_500_000),
        ("12,34,567", MONEY, 1_234_567),
        ("1.234,56", MONEY, 1_234.56),
        ("1,234.56", MONEY, 1_234.56),
        ("1 234 567,5", MONEY, 1_234_567.5),
        ("1.08", MONEY, 1.08),
        ("0,125", MONEY, 0.125),
        ("0.500", MONEY, 0.5),
        ("1234.567", MONEY, 1_234.567),
        ("+5", DEALS, 5),
        ("-5", DEALS, -5),
        ("1e6", MONEY, 1_000_000),
        ("22 deals", DEALS, 22),
        ("1 deal", DEALS, 1),
        ("1.200 deals", DEALS, 1_200),
        ("24 people", PEOPLE, 24),
        ("60 days", DAYS, 60),
        ("2 months", DAYS, 60),
        ("3 weeks", DAYS, 21),
        ("1 year", DAYS, 365),
        ("1.500", DAYS, 1.5),
        ("2 years", MONTHS, 24),
        ("9 mo", MONTHS, 9),
        ("30 %", PERCENT, 30),
        ("30 percent", PERCENT, 30),
        ("12,5%", PERCENT, 12.5),
        ("90/month", DEALS, 1_080),
        ("2 deals per week", DEALS, 104),
        ("25 a quarter", DEALS, 100),
        ("1 per day", DEALS, 365),
        ("2/month", INTERVIEWS, 6),
        ("1,500/month", MONEY, 18_000),
        ("12k p.a.", MONEY, 12_000),
        ("€18k", MONEY, 18_000),
        ("18k€", MONEY, 18_000),
        ("EUR 18k", MONEY, 18_000),
        ("18 k eur", MONEY, 18_000),
        ("$22k", MONEY, 20_000),
        ("22,000 USD", MONEY, 20_000),
        ("1,083", RATE, 1.083),
        ("1.1 USD", RATE, 1.1),
        ("  25\r\n", DEALS, 25),
        ("２５", DEALS, 25),
    ],
)
def test_read_as_written(text: str, measure: Measure, value: float) -> None:
    assert read_number(text, measure, EUROS).value == value


@pytest.mark.parametrize(
    ("text", "measure", "reason"),
    [
        ("", MONEY, "no number"),
        ("lots", MONEY, "no number"),
        ("20 per", DEALS, "per is not understood"),
        ("12 tsdx", MONEY, "tsdx is not understood"),
        ("~20k", MONEY, "~ is not understood"),
        ("20 GBP", MONEY, "no rate for GBP is known"),
        ("£20", MONEY, "no rate for GBP is known"),
        ("30%", MONEY, "a percentage is not asked here"),
        ("$20", DEALS, "money is not asked here"),
        ("22 deals", PEOPLE, "deals is not understood"),
        ("24 people/month", PEOPLE, "it is not asked per month"),
        ("5 6", DEALS, "groups of digits"),
        ("18 00", MONEY, "groups of digits"),
        ("1.2.3", MONEY, "groups of digits"),
        ("1,2,3", MONEY, "groups of digits"),
        ("1.234.5,6.7", MONEY, "signs do not fit"),
        ("15k-25k", MONEY, "more than one number"),
        ("1 month 5 days", DAYS, "more than one number"),
        ("--5", DEALS, "- is not understood"),
        ("9" * 40, MONEY, "too many digits"),
        ("1e99", MONEY, "too large"),
        ("7=", MONEY, "no other reading"),
        ("5 " + "x" * 100, MONEY, "too long"),
    ],
)
def test_refused_with_the_reason(text: str, measure: Measure, reason: str) -> None:
    with pytest.raises(NumberError, match=reason):
        read_number(text, measure, EUROS)


@pytest.mark.parametrize(
    ("text", "first", "other", "convention"),
    [
        ("18.000", 18_000, 18, COMMA_IS_DECIMAL),
        ("1,200", 1_200, 1.2, POINT_IS_DECIMAL),
        ("1.250k", 1_250_000, 1_250, COMMA_IS_DECIMAL),
        ("1.250 Mio", 1_250_000, 1_250_000_000, POINT_IS_DECIMAL),
    ],
)
def test_one_group_of_three_could_be_either(text: str, first: float, other: float, convention: str) -> None:
    found = read_number(text, MONEY, EUROS)
    assert (found.value, found.other, found.convention) == (first, other, convention)
    turned = read_number(text + "=", MONEY, EUROS)
    assert (turned.value, turned.other) == (other, first)
    assert turned.convention == found.other_convention != convention


def test_a_convention_decides_what_could_be_either() -> None:
    point = Habits(convention=POINT_IS_DECIMAL)
    comma = Habits(convention=COMMA_IS_DECIMAL)
    assert read_number("18.000", MONEY, point).value == 18
    assert read_number("18.000", MONEY, comma).value == 18_000
    assert read_number("18,000", MONEY, point).value == 18_000
    assert read_number("18,000", MONEY, comma).value == 18
    assert read_number("1.08", MONEY, comma).value == 1.08


def test_a_dollar_sign_is_the_own_currency_where_that_writes_it() -> None:
    assert read_number("$5k", MONEY, Habits(currency="CAD")).value == 5_000
    with pytest.raises(NumberError, match="no rate for CHF"):
        read_number("$5k", MONEY, Habits(currency="CHF"))


@given(st.text(max_size=40), st.sampled_from([MONEY, DEALS, DAYS, MONTHS, PERCENT, RATE]))
def test_any_text_is_a_number_or_refused(text: str, measure: Measure) -> None:
    try:
        found = read_number(text, measure, EUROS)
    except NumberError:
        return
    assert any(character.isdigit() for character in text)
    assert abs(found.value) < 1e40


@given(
    st.integers(0, 10**12),
    st.sampled_from(["{:,}", "{:_}"]),
    st.sampled_from([",", ".", " ", "'", "\u00a0", "\u202f", "’"]),
)
def test_groups_of_three_are_thousands_whatever_stands_between_them(number: int, shape: str, sign: str) -> None:
    written = shape.format(number).replace(",", sign).replace("_", sign)
    assert read_number(written, MONEY).value == number


@given(st.integers(0, 10**9), st.sampled_from([("k", 3), ("m", 6), (" mio", 6), (" tsd.", 3)]))
def test_a_scale_multiplies(number: int, scale: tuple[str, int]) -> None:
    assert read_number(f"{number}{scale[0]}", MONEY).value == number * 10 ** scale[1]
