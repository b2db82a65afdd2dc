"""The wizard's terminal base in a real pseudo-terminal: whatever ends the session, answers and terminal are safe.

Each test runs tests/terminal_app.py; `kept` is the file its answers go to when the session ends.
"""

from __future__ import annotations

import re
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.pty_tools import COLOUR, Terminal

pytestmark = pytest.mark.pty

APP = Path(__file__).parents[1] / "support" / "terminal_app.py"
TYPED = "thirty characters to be kept!!"
LOST = -1
"""Stands for "the terminal goes away" among the signals."""


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def start(tmp_path: Path, kept: Path) -> Callable[..., Terminal]:
    def start(*options: str, **settings: object) -> Terminal:
        command = [sys.executable, str(APP), str(kept), *options]
        return Terminal(command, home=tmp_path, **settings)  # type: ignore[arg-type]

    return start


def type_answer(term: Terminal) -> None:
    term.expect("ready")
    term.type(TYPED)
    term.expect(f"{len(TYPED)} characters")


def end(term: Terminal, event: int) -> None:
    if event == LOST:
        term.hang_up()
    else:
        term.signal(event)


ENDS = [
    pytest.param(signal.SIGTERM, 143, id="SIGTERM"),
    pytest.param(signal.SIGHUP, 129, id="SIGHUP"),
    pytest.param(signal.SIGINT, 130, id="SIGINT"),
    pytest.param(signal.SIGQUIT, 131, id="SIGQUIT"),
    pytest.param(LOST, 129, id="terminal closed"),
]


@pytest.mark.parametrize(("event", "status"), ENDS)
def test_answers_and_terminal_survive_the_end(
    start: Callable[..., Terminal], kept: Path, event: int, status: int
) -> None:
    with start() as term:
        type_answer(term)
        end(term, event)
        assert term.wait(timeout=5) == status
        assert kept.read_text() == TYPED
        if event != LOST:
            assert term.left_on() == set()
            assert term.is_cooked()


@pytest.mark.parametrize(("event", "status"), ENDS)
def test_answers_survive_the_end_while_the_link_is_frozen(
    start: Callable[..., Terminal], kept: Path, event: int, status: int
) -> None:
    with start() as term:
        type_answer(term)
        term.stall(b"\x1bOQ")
        end(term, event)
        assert term.wait(timeout=5, reading=False) == status
        assert kept.read_text() == TYPED
        if event != LOST:
            assert term.is_cooked()
            assert term.left_on() == set(), "once the link thaws the terminal is as it was"


@pytest.mark.parametrize(("event", "status"), ENDS)
def test_answers_survive_the_end_while_the_event_loop_is_stuck(
    start: Callable[..., Terminal], kept: Path, event: int, status: int
) -> None:
    with start() as term:
        type_answer(term)
        term.keys("f4")
        term.expect("stuck")
        end(term, event)
        assert term.wait(timeout=8) == status
        assert kept.read_text() == TYPED
        if event != LOST:
            assert term.left_on() == set()
            assert term.is_cooked()


@pytest.mark.parametrize("frozen", [False, True], ids=["live", "frozen"])
def test_a_lost_terminal_ends_it_although_hang_up_is_ignored(
    start: Callable[..., Terminal], kept: Path, frozen: bool
) -> None:
    with start(ignore=[signal.SIGHUP]) as term:
        type_answer(term)
        if frozen:
            term.stall(b"\x1bOQ")
        term.hang_up()
        assert term.wait(timeout=5) == 129
        assert kept.read_text() == TYPED


def test_the_screen_is_whole_again_after_a_freeze(start: Callable[..., Terminal]) -> None:
    with start() as term:
        type_answer(term)
        term.stall(b"\x1bOQ", writes=100)
        term.settle(0.5)
        term.send(b"!")
        term.expect(f"{len(TYPED) + 1} characters")
        seen = term.text
        term.signal(signal.SIGCONT)
        term.settle()
        assert term.text == seen
        assert re.search(r"^([A-Z])\1{69}$", term.lines[0])
        assert set(term.lines[:10]) == {term.lines[0]}


def test_a_normal_end_restores_the_terminal(start: Callable[..., Terminal]) -> None:
    with start() as term:
        type_answer(term)
        term.keys("ctrl+q")
        assert term.wait() == 0
        assert term.left_on() == set()
        assert term.is_cooked()


def test_invalid_bytes_are_shown_and_nothing_ends(start: Callable[..., Terminal]) -> None:
    with start() as term:
        term.expect("ready")
        term.send(b"a\xff\xc3(b")
        term.expect("a\ufffd\ufffd(b")
        term.send(b"\x1b[200~\xfe\xed\x1b[201~")
        term.expect("7 characters")
        assert "a\ufffd\ufffd(b\ufffd\ufffd" in term.text
        term.keys("ctrl+q")
        assert term.wait() == 0


@pytest.mark.parametrize("times", [1, 3])
def test_a_stray_sigcont_starts_no_second_reader(start: Callable[..., Terminal], times: int) -> None:
    with start() as term:
        term.expect("ready")
        for _ in range(times):
            term.signal(signal.SIGCONT)
            term.settle()
        term.paste("x" * 700)
        term.expect("700 characters")
        term.paste("y" * 9000)
        term.expect("9700 characters")
        term.keys("ctrl+q")
        assert term.wait() == 0


def test_stop_and_continue_gives_the_terminal_back_in_between(start: Callable[..., Terminal]) -> None:
    with start() as term:
        type_answer(term)
        term.signal(signal.SIGTSTP)
        term.until(lambda: stopped(term), "never stopped")
        while term.pump(0.1):
            pass
        assert term.left_on() == set()
        assert term.is_cooked()
        mark = term.mark()
        term.signal(signal.SIGCONT)
        term.until(lambda: "?1049" in term.left_on(), "never came back")
        term.settle()
        assert b"Small application" in term.raw[mark:], "the whole screen is painted again"
        term.type("!")
        term.expect(f"{len(TYPED) + 1} characters")
        term.keys("ctrl+q")
        assert term.wait() == 0
        assert term.left_on() == set()


@pytest.mark.parametrize("key", ["ctrl+z", "SIGTSTP"])
def test_restricted_mode_never_stops(start: Callable[..., Terminal], key: str) -> None:
    with start("--restricted") as term:
        term.expect("ready")
        if key == "SIGTSTP":
            term.signal(signal.SIGTSTP)
        else:
            term.keys(key)
        term.type("a")
        term.expect("1 characters")
        assert not stopped(term)


def test_a_crash_is_one_sentence_and_a_report_without_answers(
    start: Callable[..., Terminal], tmp_path: Path, kept: Path
) -> None:
    with start() as term:
        type_answer(term)
        term.keys("f3")
        assert term.wait() == 70
        assert kept.read_text() == TYPED
        assert term.left_on() == set()
        assert term.is_cooked()
        after = bytes(term.raw).rpartition(b"\x1b[?1004l")[2].decode()
    assert "Your answers are kept" in after
    assert "Traceback" not in after
    assert TYPED not in after
    (report,) = (tmp_path / "state/crash").iterdir()
    assert str(report) in after.replace("\r\n", "")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    text = report.read_text()
    assert "action_fail" in text
    assert "ValueError" in text
    assert TYPED not in text


def test_it_survives_two_hundred_resizes_and_tiny_windows(start: Callable[..., Terminal]) -> None:
    with start() as term:
        type_answer(term)
        for step in range(200):
            term.resize(1 + step * 7 % 150, 1 + step * 3 % 50)
            term.pump()
        for size in ((1, 1), (20, 5), (39, 24), (80, 9)):
            term.resize(*size)
            term.settle()
        term.expect("40x10")
        term.resize(300, 100)
        term.expect_gone("at least")
        term.resize(80, 24)
        term.expect(f"{len(TYPED)} characters")
        term.type("!")
        term.expect(f"{len(TYPED) + 1} characters")
        term.keys("ctrl+q")
        assert term.wait() == 0


def test_a_storm_of_resizes_is_not_a_storm_of_paints(start: Callable[..., Terminal]) -> None:
    with start() as term:
        term.expect("ready")
        term.settle()
        mark = term.mark()
        for step in range(100):
            term.resize(80 + step % 2, 24)
        term.resize(90, 30)
        term.settle()
        assert term.bytes_since(mark) < 20 * 3000


def test_columns_and_lines_of_the_environment_are_not_believed(start: Callable[..., Terminal]) -> None:
    with start(env={"COLUMNS": "30", "LINES": "5"}) as term:
        term.expect("ready")
        assert "40x10" not in term.text


def test_a_window_too_small_from_the_start_can_be_left(start: Callable[..., Terminal]) -> None:
    with start(size=(30, 5)) as term:
        term.expect("40x10")
        term.keys("ctrl+q")
        assert term.wait() == 0


def test_a_lone_escape_is_reported_and_does_not_swallow_the_next_key(start: Callable[..., Terminal]) -> None:
    with start() as term:
        term.expect("ready")
        term.send(b"\x1b")
        term.settle()
        term.type("a")
        term.expect("1 characters")


def test_few_bytes_per_key_and_none_at_rest(start: Callable[..., Terminal]) -> None:
    with start() as term:
        term.expect("ready")
        term.type("some")
        term.settle()
        mark = term.mark()
        term.keys("tab")
        term.settle()
        assert 0 < term.bytes_since(mark) < 500
        mark = term.mark()
        term.keys("x")
        term.settle()
        assert 0 < term.bytes_since(mark) <= 150
        mark = term.mark()
        assert not term.pump(1.2)
        assert term.bytes_since(mark) == 0


def test_the_cursor_of_the_terminal_follows_the_highlight(start: Callable[..., Terminal]) -> None:
    with start() as term:
        term.expect("ready")
        term.keys("tab", "tab")
        term.settle()
        assert term.lines[term.cursor[1]].startswith("one")
        term.keys("down", "down")
        term.settle()
        assert term.lines[term.cursor[1]].startswith("three")


def test_no_mouse_motion_is_asked_for_over_ssh(start: Callable[..., Terminal]) -> None:
    with start(env={"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}) as term:
        term.expect("ready")
        term.settle()
        assert b"\x1b[?1002h" in term.raw
        assert b"\x1b[?1003h" not in term.raw
        term.keys("ctrl+q")
        assert term.wait() == 0
        assert term.left_on() == set()


@pytest.mark.parametrize(
    ("value", "coloured"), [("1", False), ("", True), (None, True)], ids=["set", "empty", "absent"]
)
def test_no_color_means_no_colour_codes_at_all(
    start: Callable[..., Terminal], value: str | None, coloured: bool
) -> None:
    with start(env={"NO_COLOR": value}) as term:
        type_answer(term)
        term.keys("tab", "tab", "down")
        term.settle()
        assert bool(COLOUR.search(term.raw)) is coloured
        if not coloured:
            assert b"\x1b[7m" in term.raw or b";7m" in term.raw


@pytest.mark.parametrize("term_name", ["xterm", "linux", "vt100", "nonsense", None])
def test_sixteen_colours_are_the_terminals_own(start: Callable[..., Terminal], term_name: str | None) -> None:
    with start(env={"TERM": term_name}) as term:
        type_answer(term)
        term.settle()
        assert b"38;5;" not in term.raw
        assert b"38;2;" not in term.raw


@pytest.mark.parametrize(
    "env",
    [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "iso-8859-1"}, {"GTM_TUI_ASCII": "1"}, {"TERM": "vt100"}],
    ids=["ascii", "latin-1", "asked for", "vt100"],
)
def test_other_encodings_get_ascii_glyphs_of_the_same_width(
    start: Callable[..., Terminal], env: dict[str, str]
) -> None:
    with start(env=env) as term:
        term.expect("ready")
        term.settle()
        term.raw.decode("ascii")
        assert b"\\u" not in term.raw
        term.keys("ctrl+q")
        assert term.wait() == 0


def test_control_characters_in_a_text_never_reach_the_terminal(start: Callable[..., Terminal]) -> None:
    with start() as term:
        term.expect("ready")
        term.paste("a\x1b]52;c;AAAA\x07b\x9b31mc\u202ed")
        term.settle()
        assert b"\x1b]52" not in term.raw
        assert "\x9b".encode() not in term.raw
        assert "\u202e".encode() not in term.raw


def test_addresses_are_shown_and_never_opened(start: Callable[..., Terminal], tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\ntouch {opened}\n")
    browser.chmod(0o755)
    with start(env={"BROWSER": str(browser)}, size=(100, 30)) as term:
        term.expect("ready")
        term.keys("f5")
        term.expect("https://example.org/x[/]")
        term.keys("ctrl+q")
        term.wait()
    assert not opened.exists()


def stopped(term: Terminal) -> bool:
    return Path(f"/proc/{term.process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def test_an_error_before_the_start_is_reported_too(tmp_path: Path) -> None:
    code = "from gtm_tui.terminal.run import run_app; raise SystemExit(run_app(lambda: {}['secret answer']))"
    with Terminal([sys.executable, "-c", code], home=tmp_path) as term:
        assert term.wait() == 70
        assert "internal error" in term.text
        assert "Traceback" not in term.text
        assert "secret" not in term.text
        assert term.left_on() == set()
    (report,) = tmp_path.glob(".local/state/gtm-tui/crash/*")
    assert "KeyError" in report.read_text()
