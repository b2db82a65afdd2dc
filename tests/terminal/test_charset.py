"""Stand-ins for characters a terminal lacks keep every cell in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gtm_tui.terminal.charset import ASCII, encoder, plain
from gtm_tui.terminal.detect import glyph_level


def test_drawn_characters_have_an_ascii_stand_in_of_one_cell() -> None:
    for character, stand_in in ASCII.items():
        assert cell_len(character) == 1 == len(stand_in), character
        assert stand_in.isascii()


@pytest.mark.parametrize(
    ("text", "shown"),
    [("┌─┐│▊█", "+-+||#"), ("é ü ñ", "e u n"), ("表", "??"), ("a\u0301", "a"), ("👍", "??"), ("a\u200db", "ab")],
)
def test_ascii_keeps_the_width(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Co", "Cn"]), max_size=20))
def test_any_text_becomes_ascii(text: str) -> None:
    assert plain(text).isascii()


def test_an_encoding_keeps_what_it_can_show() -> None:
    encode = encoder("ascii", "iso8859-1")
    assert encode("é─é") == b"\xe9-\xe9"


def test_the_linux_console_keeps_its_lines_and_loses_eighth_blocks() -> None:
    encode = encoder("console", "utf-8")
    assert encode("─│é█").decode() == "─│é█"
    assert encode("▔▁▊●").decode() == "▀▄▌•"


def test_a_lone_surrogate_is_no_error() -> None:
    assert encoder("full", "utf-8")("a\udc80b") == b"a?b"


def test_who_asks_for_the_c_locale_gets_ascii_although_python_writes_utf_8() -> None:
    assert glyph_level({"TERM": "xterm-256color", "LC_ALL": "C"}, "utf-8") == "ascii"
    assert glyph_level({"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "LANG": "C"}, "utf-8") == "full"
    assert glyph_level({"TERM": "xterm-256color"}, "utf-8") == "full"


@pytest.mark.parametrize("level", ["console", "ascii"])
def test_what_is_cut_short_does_not_look_like_the_end_of_a_sentence(level: str) -> None:
    assert encoder(level, "utf-8")("nobody is there to giv…") == b"nobody is there to giv~"
