"""The pseudo-terminal harness itself: it must see what a person sees, and notice what was left behind."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.support.pty_tools import Terminal, key_bytes

pytestmark = pytest.mark.pty

ECHO = "import sys; print('ready', flush=True); print('got', sys.stdin.readline().strip(), flush=True)"
LEAVER = "import tty; tty.setraw(0); print('\\x1b[?1049h\\x1b[?25l\\x1b[>25umodes', flush=True)"


def test_reads_the_screen_types_and_returns_the_exit_status(tmp_path: Path) -> None:
    with Terminal([sys.executable, "-c", ECHO + "; sys.exit(3)"], home=tmp_path) as term:
        term.expect("ready")
        term.type("héllo")
        term.keys("enter")
        term.expect("got héllo")
        assert term.wait() == 3
        assert term.left_on() == set()
        assert term.is_cooked()


def test_notices_modes_and_a_raw_line_left_behind(tmp_path: Path) -> None:
    with Terminal([sys.executable, "-c", LEAVER], home=tmp_path) as term:
        term.expect("modes")
        term.wait()
        assert term.left_on() == {"?1049", "?25", "kitty"}
        assert not term.is_cooked()


def test_a_closed_terminal_hangs_the_program_up(tmp_path: Path) -> None:
    with Terminal([sys.executable, "-c", ECHO], home=tmp_path) as term:
        term.expect("ready")
        term.hang_up()
        assert term.wait() == -signal.SIGHUP


def test_size_and_environment_reach_the_program(tmp_path: Path) -> None:
    show = "import os; print(os.get_terminal_size().columns, os.environ['TERM'], 'LANG' in os.environ)"
    with Terminal(
        [sys.executable, "-c", show], home=tmp_path, size=(41, 9), env={"TERM": "linux", "LANG": None}
    ) as term:
        term.expect("41 linux False")


def test_a_text_that_never_comes_fails_with_the_screen(tmp_path: Path) -> None:
    with Terminal([sys.executable, "-c", "print('something else')"], home=tmp_path) as term:
        term.wait()
        with pytest.raises(AssertionError, match="something else"):
            term.expect("wanted", timeout=0.1)


def test_keys_are_those_of_an_xterm() -> None:
    assert [key_bytes(name) for name in ("ctrl+s", "f8", "shift+tab", "a")] == [
        b"\x13",
        b"\x1b[19~",
        b"\x1b[Z",
        b"a",
    ]
