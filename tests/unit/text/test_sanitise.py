"""What cleaning takes out, what it keeps, and that it settles at once."""

from __future__ import annotations

import unicodedata

import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from gtm_tui.text.sanitise import is_harmless, sanitise_line, sanitise_text, sanitise_tree, shown

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=200)


@pytest.mark.parametrize(
    "char",
    [chr(c) for c in (0, 7, 8, 0x0B, 0x0D, 0x1B, 0x7F, 0x80, 0x9B, 0x9D, 0x2028, 0x2029, 0xFEFF, 0xFFF9, 0xFFFB)]
    + [chr(c) for c in (0x202A, 0x202E, 0x2066, 0x2069, 0xE0000, 0xE007F, 0xD800, 0xDFFF, 0xFFFF)],
)
def test_acting_characters_are_replaced_and_counted(char: str) -> None:
    assert sanitise_text(f"a{char}b{char}c") == ("a\ufffdb\ufffdc", 2)


@pytest.mark.parametrize(
    "text",
    ["a\nb\tc", "नमस्ते", "👩‍👩‍👧 🇩🇪 ✈️", "می‌خواهم", "\u200e(a)\u200f", "e\u0301", "[bold]x[/]", "ünï 東京", ""],
)
def test_what_names_need_is_kept(text: str) -> None:
    assert sanitise_text(text) == (text, 0)


def test_crlf_becomes_lf_without_a_count_but_a_lone_cr_is_replaced() -> None:
    assert sanitise_text("a\r\nb") == ("a\nb", 0)
    assert sanitise_text("a\rb") == ("a\ufffdb", 1)


def test_at_most_eight_marks_stay_on_one_base_even_across_joiners() -> None:
    text, dropped = sanitise_text("a" + "\u0301\u200d" * 2000 + "b" + "\u0302" * 8)
    assert dropped == 1992
    assert text.count("\u0301") == 8
    assert text.count("\u0302") == 8


def test_a_line_has_no_breaks() -> None:
    assert sanitise_line("a\nb\tc\x1b") == ("a b c\ufffd", 3)
    assert shown(ValueError("x\x1b[2Jy\nz")) == "x\ufffd[2Jy z"


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_and_the_result_can_be_written(text: str) -> None:
    once, _ = sanitise_text(text)
    assert sanitise_text(once) == (once, 0)
    once.encode("utf-8")
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in once)
    line, _ = sanitise_line(text)
    assert sanitise_line(line) == (line, 0)


def test_a_tree_keeps_every_value_even_where_keys_become_equal() -> None:
    doc = {"a\x1b": 1, "a\x07": 2, "a\ufffd": [3, "x\x9b"], "n": {"t": "ok", "when": 1.5}}
    clean, count = sanitise_tree(doc)
    assert count == 3
    assert sorted(str(v) for v in clean.values()) == sorted(["1", "2", "[3, 'x\ufffd']", "{'t': 'ok', 'when': 1.5}"])
    assert clean["n"] == {"t": "ok", "when": 1.5}
    assert list(clean)[-1] == "n"


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=20) | st.lists(st.text(max_size=20)), max_size=4))
def test_a_text_found_harmless_at_one_look_holds_nothing_to_clean(doc: dict[str, object]) -> None:
    text = tomli_w.dumps(doc)
    if is_harmless(text):
        assert sanitise_tree(tomli.loads(text)) == (doc, 0)


@pytest.mark.parametrize(
    "text",
    ["a = '\x1b'", "a = 1\r\n", "'a\tb' = 1", "a = '\u202e'", "a = '\x85'", 'a = "\\u001b"', "a = 'e\u0301'", "# \x00"],
    ids=ascii,
)
def test_what_may_need_cleaning_is_never_found_harmless(text: str) -> None:
    assert not is_harmless(text)


@pytest.mark.parametrize("text", ["", "[a]\nb = 1\n", 'name = "Zoë Müller"\n', '"a.b" = ["x", "{y}"]  # ~'])
def test_what_most_files_hold_is_found_harmless(text: str) -> None:
    assert is_harmless(text)
