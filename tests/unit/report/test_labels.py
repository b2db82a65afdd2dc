"""Cells, bands and the words of answers."""

from hypothesis import given
from hypothesis import strategies as st

from gtm_tui.report.labels import answer_label, answer_text, money
from gtm_tui.report.redaction import Redaction, band, band_text, middle, replace_names
from gtm_tui.text.cells import cut, pad, width, wrap
from tests.support.report_cases import HARBOR


@given(st.text("ab 漢é🙂\u200d\u0301\n%1", max_size=80), st.integers(2, 40))
def test_wrapped_lines_never_exceed_the_width_and_lose_nothing(text, cells):
    lines = wrap(text, cells)
    assert all(width(line) <= max(cells, 4) for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text("ab 漢é🙂", max_size=40), st.integers(0, 30))
def test_padded_text_is_exactly_as_wide_as_asked(text, cells):
    assert width(pad(text, cells)) == cells
    assert width(cut(text, cells)) <= cells


def test_a_percent_sign_stays_with_its_number():
    assert wrap("spends 55 % of", 9) == ["spends", "55 % of"]


def test_amounts_read_like_amounts():
    assert [money(v) for v in (0, 999, 18_000, 1_250_000, 3e9)] == ["0", "999", "18,000", "1.25m", "3bn"]


def test_answers_read_as_people_say_them():
    key = "segments.finance-teams.first_year_acv"
    assert answer_label(HARBOR, key) == "Finance teams: First-year value"
    assert answer_text(HARBOR, key, 18_000) == "18,000 USD"
    assert answer_text(HARBOR, "groups.sales.time_on_market_work", 15) == "15 %"
    assert answer_text(HARBOR, "accountable.roadmap", ()) == "nobody"


def test_bands_hide_the_number_but_not_its_size():
    assert [band(v) for v in (0, 0.5, 1, 3, 18_000, 90, 1_000_000)] == [
        "0",
        "below 1",
        "1-2",
        "2-5",
        "10k-20k",
        "50-100",
        "1m-2m",
    ]
    assert band_text("55 %") == "50-75 %"
    assert band_text("1.2m") == "1m-2m"


@given(st.floats(1, 1e12))
def test_the_middle_of_a_band_depends_on_the_band_only(value):
    assert band(middle(value)) == band(value)
    assert middle(middle(value)) == middle(value)


def test_motions_codes_dates_and_stand_ins_are_no_numbers():
    text = "Acme 7: a 2-stage team, Inbound (1:everyone), ROM-01, 2027-01-31, wins 18,000 USD x 90."
    shown = Redaction(redact=True, names={"Harbor": "Acme 7"}).text(text)
    assert shown == "Acme 7: a 2-stage team, Inbound (1:everyone), ROM-01, 2027-01-31, wins 10k-20k USD x 50-100."


def test_names_are_replaced_as_whole_phrases_in_any_case():
    names = {"Ana": "Person A", "Ana Lu": "Person B"}
    assert replace_names("ana  lu and ANA, not Anatole", names) == "Person B and Person A, not Anatole"
