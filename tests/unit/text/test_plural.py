"""A number is followed by its noun in the right form."""

import pytest

from gtm_tui.text.plural import counted, unit_for


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 findings"), (1, "1 finding"), (2, "2 findings"), (10_000, "10,000 findings")]
)
def test_one_is_singular_and_thousands_are_set_apart(number: int, words: str) -> None:
    assert counted(number, "finding") == words


def test_an_irregular_plural_is_given() -> None:
    assert [counted(n, "company", "companies") for n in (1, 3)] == ["1 company", "3 companies"]


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("checks", "check"),
        ("deals per rep", "deal per rep"),
        ("people", "person"),
        ("opportunities", "opportunity"),
        ("times earnings", "times earnings"),
        ("USD", "USD"),
    ],
)
def test_a_unit_is_singular_behind_one_only(unit: str, one: str) -> None:
    assert unit_for(1, unit) == one
    assert [unit_for(number, unit) for number in (0, 0.5, 2)] == [unit] * 3
