"""What a person types is read alike at every door, or refused; the stored value is the one that is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtm_tui.interview import Interview
from gtm_tui.model import Session
from gtm_tui.plain.fill import fill
from gtm_tui.questions import AnswerError, question_for
from gtm_tui.questions.typed import read, shown

EUROS = Session().with_answers(
    {
        "session.currency": "EUR",
        "session.usd_per_unit": 1.1,
        "company.arr": 9_000_000,
        "segments.lamp-shops.name": "Lamp shops",
        "segments.lamp-shops.first_year_acv": 9_000,
        "segments.ports.name": "Ports and harbours",
    }
)
ACV = "segments.lamp-shops.first_year_acv"


def typed(key: str, text: str, session: Session = EUROS) -> object:
    question = question_for(key)
    assert question is not None
    return read(question, text, session).value


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        (ACV, "18.000", 18_000),
        (ACV, "$22k", 20_000),
        (ACV, "90 EUR", 90),
        ("segments.lamp-shops.deals_per_year", "90/month", 1_080),
        ("segments.lamp-shops.sales_cycle_days", "2 months", 60),
        ("segments.lamp-shops.sales_motion", "2-stage", "two_stage"),
        ("segments.lamp-shops.sales_motion", "two_stage", "two_stage"),
        ("segments.lamp-shops.success_motion", "help", "help_desk"),
        ("segments.lamp-shops.marketing_motions", "Account Based, Inbound", ("inbound", "account_based")),
        ("segments.lamp-shops.marketing_motions", "none", ()),
        ("segments.lamp-shops.one_journey_with", "Ports", ("ports",)),
        ("company.recurring_revenue", "y", True),
        ("company.recurring_revenue", "No", False),
        ("company.name", "Plum Tree\r\nOrchards\n", "Plum Tree Orchards"),
        ("groups.sales.people", "Ana Ruiz\r\nBo Lind\tCy Park, Di Moe\n", ("Ana Ruiz", "Bo Lind", "Cy Park", "Di Moe")),
        ("groups.sales.people", "nobody", ()),
    ],
)
def test_read_as_people_write_it(key: str, text: str, value: object) -> None:
    assert typed(key, text) == value


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        (ACV, "30%", "a percentage is not asked here"),
        (ACV, "20 GBP", "no rate for GBP is known"),
        (ACV, "lots", "of EUR, such as 18k"),
        ("segments.lamp-shops.deals_per_year", "20 per", "per is not understood"),
        ("segments.lamp-shops.deals_per_year", "2.5", "a whole number"),
        ("segments.lamp-shops.sales_motion", "feild", "one of: product_led"),
        ("company.recurring_revenue", "maybe", "true or false"),
    ],
)
def test_refused_with_what_is_expected(key: str, text: str, said: str) -> None:
    with pytest.raises(AnswerError, match=said):
        typed(key, text)


def test_a_beginning_that_several_options_have_is_asked() -> None:
    with pytest.raises(AnswerError, match="it could be"):
        typed("segments.lamp-shops.sales_motion", "a")


def test_the_other_reading_is_remembered_as_a_convention() -> None:
    interview = Interview(EUROS)
    assert interview.type(ACV, "18.000=") is None
    assert interview.session.get(ACV) == 18
    assert interview.session.get("session.numbers") == "1,234.5"
    interview.type(ACV, "24.000")
    assert interview.session.get(ACV) == 24


def test_an_answers_file_never_replaces_an_answer_by_what_is_none() -> None:
    interview = Interview(EUROS)
    done = fill(interview, {"company": {"arr": "lots", "gtm_headcount": "many"}})
    assert {wrong.key for wrong in done.wrong} == {"company.arr", "company.gtm_headcount"}
    assert interview.session.get("company.arr") == 9_000_000
    assert interview.session.invalid == {"company.gtm_headcount": "many"}


@given(
    st.one_of(st.integers(0, 10**12), st.floats(0, 10**9).map(lambda x: round(x, 4))),
    st.sampled_from(["", "1,234.5", "1.234,5"]),
)
def test_a_number_is_read_again_as_it_is_shown(number: float, convention: str) -> None:
    session = EUROS.with_answer("session.numbers", convention) if convention else EUROS
    question = question_for(ACV)
    assert question is not None
    value = question.check(number)
    assert typed(ACV, shown(question, value, session), session) == value
