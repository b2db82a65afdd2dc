"""A paste of any size is cut to a bound, however it arrives, and nothing else is touched."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gtm_tui.terminal.paste import PasteLimit

BEGIN, END = "\x1b[200~", "\x1b[201~"
LIMIT = 10


def fed(chunks: list[str]) -> str:
    limit = PasteLimit(LIMIT)
    return "".join(limit.feed(chunk) for chunk in chunks)


def pieces(text: str, cuts: list[int]) -> list[str]:
    at = sorted({cut % (len(text) + 1) for cut in cuts} | {0, len(text)})
    return [text[start:end] for start, end in pairwise(at)]


KEYS = st.text("ab\x1b[2~", max_size=8).filter(lambda text: "\x1b[20" not in text and not text.endswith("\x1b"))
PASTED = st.text("xy[2\n", max_size=40)
CUTS = st.lists(st.integers(0, 200), max_size=12)


@given(st.lists(st.tuples(KEYS, PASTED), max_size=4), CUTS)
def test_every_paste_is_cut_and_every_key_is_kept(parts: list[tuple[str, str]], cuts: list[int]) -> None:
    sent = "".join(f"{keys}|{BEGIN}{pasted}{END}|" for keys, pasted in parts)
    wanted = "".join(f"{keys}|{BEGIN}{pasted[:LIMIT]}{END}|" for keys, pasted in parts)
    assert fed(pieces(sent, cuts)) == wanted


def test_a_paste_that_never_ends_is_bounded() -> None:
    assert fed([BEGIN] + ["x" * 100] * 1000) == BEGIN + "x" * LIMIT


def test_escapes_inside_a_paste_are_neither_its_end_nor_keys() -> None:
    assert fed([f"{BEGIN}a\x1b", f"[31mb{END}c"]) == f"{BEGIN}a[31mb{END}c"
