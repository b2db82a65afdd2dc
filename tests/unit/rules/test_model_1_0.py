"""Model 1.0 is frozen: the same codes and, for every kept session, the same results to the letter."""

import json

import pytest

from gtm_tui.rules import rules_of
from tests.support.frozen_model import DATA, documents, results_of, session_from

KEPT = json.loads((DATA / "results.json").read_text("utf-8"))


def test_the_codes_of_1_0_are_the_kept_ones() -> None:
    assert list(rules_of("1.0").rules) == KEPT["codes"]


def test_every_kept_session_has_a_kept_result() -> None:
    assert set(documents()) == KEPT.keys() - {"codes"}


@pytest.mark.parametrize("name", documents())
def test_1_0_says_of_a_kept_session_what_it_always_said(name: str) -> None:
    assert results_of(session_from(documents()[name])) == KEPT[name]


def test_every_rule_of_1_0_fires_in_the_kept_results() -> None:
    fired = {finding["code"] for name, result in KEPT.items() if name != "codes" for finding in result["findings"]}
    assert fired == set(KEPT["codes"])
