"""The calibration file: every number sourced, one number overridden, and errors that say what to change."""

import os
from pathlib import Path

import pytest

from gtm_tui.calibration import CalibrationError, default_calibration, load_calibration
from gtm_tui.model.vocabulary import MARKETING_MOTIONS, SALES_MOTIONS
from gtm_tui.rules import assess
from tests.support.rule_tools import TODAY, session_of

FIELD = {"segments.s.sales_motion": "field", "segments.s.first_year_acv": 12_000}


def test_every_number_has_a_unit_a_basis_and_a_source() -> None:
    calibration = default_calibration()
    for key, number in calibration.numbers.items():
        assert number.unit, key
        assert number.basis in ("stated", "derived", "ours"), key
        assert len(number.source) > len("ours"), key
    for motion, band in calibration.bands.items():
        assert "https://" in band.source, motion
    assert "recall" not in str(calibration)


def test_every_number_is_used_by_a_rule() -> None:
    sources = "".join(path.read_text() for path in (Path(__file__).parents[3] / "gtm_tui/rules").glob("*.py"))
    for key in default_calibration().numbers:
        family = key.split(".")[0]
        assert f'"{key}"' in sources or f'f"{family}.' in sources, key


def test_the_fit_table_and_bands_cover_every_motion() -> None:
    calibration = default_calibration()
    assert set(calibration.bands) == set(calibration.fit) == set(SALES_MOTIONS)
    assert all(set(row) == set(MARKETING_MOTIONS) for row in calibration.fit.values())


@pytest.mark.parametrize(
    ("value", "motion"),
    [
        (1_000, "product_led"),
        (1_001, "one_stage"),
        (10_001, "two_stage"),
        (50_001, "field"),
        (900_000, "named_accounts"),
    ],
)
def test_the_fitting_motion_is_the_lightest_that_is_comfortable(value: float, motion: str) -> None:
    assert default_calibration().fitting_motion(value) == motion


def test_one_number_is_overridden_and_the_rest_stays(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text('[bands.field]\noutside_below = 5000\ncomfort_from = 10000\n[numbers."horizon.years"]\nvalue = 5\n')
    calibration = load_calibration(own)
    assert calibration.name == "ours"
    assert calibration.value("horizon.years") == 5
    assert calibration.numbers["horizon.years"].unit == "years"
    assert calibration.numbers["horizon.years"].source == "your own calibration"
    assert calibration.bands["field"].comfort_to == 500_000
    assert calibration.numbers["payback.critical"] == default_calibration().numbers["payback.critical"]
    assert assess(session_of(FIELD), today=TODAY).find("ECO-01/s") is not None
    assert assess(session_of(FIELD), calibration, TODAY).find("ECO-01/s") is None


def test_the_horizon_changes_what_expansion_is_worth(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text('[numbers."horizon.years"]\nvalue = 5\n')
    expanding = FIELD | {"segments.s.land_and_expand": True, "segments.s.lifetime_value": 150_000}
    assert assess(session_of(expanding), today=TODAY).find("ECO-01/s") is None
    found = assess(session_of(expanding), load_calibration(own), TODAY).find("ECO-01/s")
    assert found is not None
    assert "30,000 USD" in found.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", ["wrong.toml", "not valid TOML"]),
        ('[numbers."horizon.yeers"]\nvalue = 5', ["numbers.horizon.yeers", "horizon.years"]),
        ('[numbers."horizon.years"]\nvalue = "five"', ["numbers.horizon.years", "'five'", "a number"]),
        ('[numbers."horizon.years"]\nvalue = 0', ["numbers.horizon.years", "found 0", "above 0"]),
        ('[numbers."horizon.years"]\nvalue = nan', ["numbers.horizon.years", "nan"]),
        ('[numbers."horizon.years"]\nvalue = -1', ["numbers.horizon.years", "-1"]),
        ('[numbers."horizon.years"]\nvalue = true', ["numbers.horizon.years", "True"]),
        ('[numbers."horizon.years"]\nvalue = 3\nbasis = "guess"', ["numbers.horizon.years", "'guess'", "stated"]),
        ('[numbers."payback.light.medium"]\nvalue = 3\nunits = "weeks"', ["payback.light.medium.units", "unit"]),
        ('[numbers."deals.field.least"]\nvalue = 16', ["numbers.deals.field.least", "found 16", "15"]),
        ("[numbers]\nhorizon = 3", ["numbers.horizon", "found 3", "a table"]),
        ("numbers = 3", ["numbers", "found 3", "a table"]),
        ("[bands.filed]\ncomfort_to = 3", ["bands.filed", "field"]),
        ("[bands.field]\ncomfort_form = 3", ["bands.field.comfort_form", "comfort_from"]),
        ('[bands.field]\ncomfort_to = "x"', ["bands.field.comfort_to", "'x'", "US dollars"]),
        ("[bands.field]\ncomfort_to = 9", ["bands.field", "expected rising borders"]),
        ('[fit.field]\ninbound = "great"', ["fit.field.inbound", "'great'", "core"]),
        ('[fit]\nfield = "core"', ["fit.field", "'core'", "a table"]),
        ("[positions]\nfield = 6", ["positions.field", "6", "1 to 5"]),
        ("[bandz.field]\ncomfort_to = 9", ["bandz", "bands"]),
        ("name = 3", ["name", "found 3", "a short text"]),
    ],
)
def test_a_wrong_file_says_which_key_what_was_found_and_what_is_expected(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    own = tmp_path / "wrong.toml"
    own.write_text(text)
    with pytest.raises(CalibrationError) as error:
        load_calibration(own)
    for word in words:
        assert word in str(error.value)


def test_a_name_with_dots_needs_no_quotes(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text("[numbers.horizon.years]\nvalue = 1\n[numbers.load.field.most]\nvalue = 300\n")
    calibration = load_calibration(own)
    assert (calibration.value("horizon.years"), calibration.value("load.field.most")) == (1, 300)


def test_a_huge_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_bytes(b"#" * 1_000_001)
    with pytest.raises(CalibrationError, match="1,000,000 bytes"):
        load_calibration(own)


def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    for path in (tmp_path / "pipe.toml", "/dev/zero"):
        with pytest.raises(CalibrationError, match="not an ordinary file"):
            load_calibration(path)


@pytest.mark.parametrize("key", ["a." * 20 + "a", '"a" . ' * 20 + "a"])
def test_a_key_of_very_many_parts_is_refused_before_it_is_parsed(tmp_path: Path, key: str) -> None:
    own = tmp_path / "ours.toml"
    for text in (f"{key} = 1\n", f"[{key}]\n"):
        own.write_text(text)
        with pytest.raises(CalibrationError, match="20 parts"):
            load_calibration(own)


def test_bytes_that_are_no_text_are_an_error_too(tmp_path: Path) -> None:
    own = tmp_path / "wrong.toml"
    own.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CalibrationError, match=r"wrong\.toml"):
        load_calibration(own)
