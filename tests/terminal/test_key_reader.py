"""A key whose sequence arrives in pieces is that key, an Esc alone is Esc, and what means nothing is nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from gtm_tui.terminal.key_reader import PATIENCE, KeyReader, patience
from tests.support.pty_tools import PROGRAM, Terminal, key_bytes


def keys(*parts: tuple[float, str], wait: float = PATIENCE) -> list[str]:
    """The keys read from texts, each after a pause in seconds; half a minute passes at the end."""
    reader, now, found = KeyReader(wait), 0.0, []
    for pause, text in (*parts, (30.0, "")):
        if (due := reader.seconds(now)) is not None and due <= pause:
            found += list(reader.tick(now + due))
        now += pause
        found += [*reader.feed(text, now), *reader.tick(now)]
    assert reader.seconds(now) is None
    return [message.key if isinstance(message, events.Key) else type(message).__name__ for message in found]


SEQUENCES = {
    "\x1b[B": ["down"],
    "\x1bOQ": ["f2"],
    "\x1b[[C": ["f3"],
    "\x1b[15~": ["f5"],
    "\x1b[19~": ["f8"],
    "\x1b[1;5C": ["ctrl+right"],
    "\x1b[3$": ["shift+delete"],
    "\x1b[27u": ["escape"],
    "\x1b[<0;5;5M": ["MouseDown"],
    "\x1b[200~a1 b\x1b[201~": ["Paste"],
}


@pytest.mark.parametrize("sequence", SEQUENCES)
@pytest.mark.parametrize("pause", [0.0, 0.12, 0.25, 0.4, 0.5])
def test_a_torn_sequence_is_one_key(sequence: str, pause: float) -> None:
    for cut in range(1, len(sequence)):
        assert keys((0, "x"), (1, sequence[:cut]), (pause, sequence[cut:]), (1, "y")) == [
            "x",
            *SEQUENCES[sequence],
            "y",
        ]
    assert keys(*((pause, character) for character in sequence)) == SEQUENCES[sequence]


@given(st.lists(st.sampled_from([*SEQUENCES, "a", "7", "\r"]), max_size=5), st.lists(st.integers(1, 60), max_size=6))
def test_keys_do_not_depend_on_where_the_line_cuts(sent: list[str], cuts: list[int]) -> None:
    text = "".join(sent)
    at = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    pieces = [(0.2, text[a:b]) for a, b in pairwise(at)]
    assert keys(*pieces) == keys((0, text))


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ([(0, "\x1b")], ["escape"]),
        ([(0, "\x1b\x1b")], ["escape", "escape"]),
        ([(0, "\x1b"), (0.2, "d")], ["escape", "d"]),
        ([(0, "\x1b"), (0.05, "d")], ["alt+d"]),
        ([(0, "\x1bd")], ["alt+d"]),
        ([(0, "\x1b[1é")], ["é"]),
        ([(0, "\x1b"), (0.7, "[B")], ["escape", "left_square_bracket", "B"]),
    ],
)
def test_a_lone_escape(parts: Sequence[tuple[float, str]], wanted: list[str]) -> None:
    assert keys(*parts) == wanted


@pytest.mark.parametrize("text", ["\x1b[1", "\x1b[", "\x1bO", "\x1b[99;99X", "\x1b[?1;2c", "\x1b[M!!", "\x1bOz"])
def test_what_means_nothing_presses_no_keys(text: str) -> None:
    assert keys((0, text), (1, "a")) == ["a"]


def test_the_patience_can_be_set() -> None:
    assert patience({}) == patience({"ESCDELAY": "soon"}) == patience({"ESCDELAY": "0"}) == PATIENCE
    assert patience({"ESCDELAY": "1500"}) == 1.5
    assert keys((0, "\x1b"), (1.2, "[B"), wait=1.5) == ["down"]


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Terminal]:
    def start(**env: str) -> Terminal:
        return Terminal([*PROGRAM, "torn.toml"], home=tmp_path, env=env)

    return start


@pytest.mark.pty
@pytest.mark.parametrize(("pause", "delay"), [(0.12, ""), (0.25, ""), (0.4, ""), (1.0, "1500")])
def test_the_wizard_takes_a_torn_key_for_that_key(start: Callable[..., Terminal], pause: float, delay: str) -> None:
    with start(ESCDELAY=delay) as term:
        term.expect("1 of ")
        term.send(b"ab")
        for first, rest in (key_bytes("f8")[:1], key_bytes("f8")[1:]), (b"\x1b[", b"A"), (b"\x1b", b"[B"):
            term.send(first)
            wait(term, pause)
            term.send(rest)
        term.expect("2 of ")
        wait(term, 0.8)
        assert "2 of " in term.text
        term.keys("f7")
        term.expect("1 of ")
        assert "[B" not in term.text
        assert "[A" not in term.text


@pytest.mark.pty
def test_the_wizard_takes_a_lone_escape(start: Callable[..., Terminal]) -> None:
    with start() as term:
        term.expect("1 of ")
        term.keys("f8")
        term.expect("2 of ")
        term.send(b"\x1b")
        term.expect("1 of ")


def wait(term: Terminal, seconds: float) -> None:
    """Read for so long, whatever comes."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        term.pump(left)
