"""A number is followed by its noun in the right form."""

import pytest

from gtm_tui.text.plural import counted


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 findings"), (1, "1 finding"), (2, "2 findings"), (10_000, "10,000 findings")]
)
def test_one_is_singular_and_thousands_are_set_apart(number: int, words: str) -> None:
    assert counted(number, "finding") == words


def test_an_irregular_plural_is_given() -> None:
    assert [counted(n, "company", "companies") for n in (1, 3)] == ["1 company", "3 companies"]
