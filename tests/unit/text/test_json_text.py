"""Whatever a value holds, what comes out is JSON."""

import json
import math
from datetime import UTC, date, datetime, time

from gtm_tui.text.json_text import json_text


def test_numbers_that_json_has_no_word_for_are_null() -> None:
    value = {"a": math.nan, "b": [1, math.inf, (2.5, -math.inf)], "c": {"d": math.nan, "e": True}}
    assert json.loads(json_text(value)) == {"a": None, "b": [1, None, [2.5, None]], "c": {"d": None, "e": True}}


def test_dates_and_times_are_iso_text() -> None:
    value = [date(2026, 11, 3), time(7, 45), datetime(2026, 11, 3, 7, tzinfo=UTC), math.nan]
    assert json.loads(json_text(value)) == ["2026-11-03", "07:45:00", "2026-11-03T07:00:00+00:00", None]
