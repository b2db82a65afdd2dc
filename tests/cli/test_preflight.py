"""Before the wizard starts: a terminal that cannot show it gets another front end or one clear answer, at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gtm_tui.cli.front_end import clean_environment
from tests.support.pty_tools import PROGRAM, Terminal


@pytest.mark.pty
def test_without_a_keyboard_it_says_what_to_do_instead(tmp_path: Path) -> None:
    with Terminal(PROGRAM, home=tmp_path, redirect={"stdin": "/dev/null"}) as term:
        assert term.wait() == 2
        assert "standard input" in term.text
        for way in ("ssh -t", "gtm-tui ask", "gtm-tui check"):
            assert way in term.text
        assert b"\x1b" not in term.raw


@pytest.mark.pty
def test_with_errors_sent_to_a_file_the_answer_is_still_seen(tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    with Terminal(PROGRAM, home=tmp_path, redirect={"stderr": errors}) as term:
        assert term.wait() == 2
        assert "standard error" in term.text
        assert b"\x1b" not in term.raw
        assert "standard error" in errors.read_text()


def test_without_any_terminal_it_ends_at_once_with_status_2() -> None:
    ended = subprocess.run(PROGRAM, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20)
    assert ended.returncode == 2
    assert "ssh -t" in ended.stderr
    assert ended.stdout == ""


@pytest.mark.pty
@pytest.mark.parametrize(
    ("env", "front_end"),
    [
        ({}, "wizard"),
        ({"TERM": None}, "wizard"),
        ({"TERM": "vt100"}, "wizard"),
        ({"TERM": "dumb"}, "plain"),
        ({"GTM_TUI_PLAIN": "1"}, "plain"),
        ({"GTM_TUI_PLAIN": "0"}, "wizard"),
        ({"GTM_TUI_PLAIN": ""}, "wizard"),
    ],
)
def test_the_front_end_follows_the_terminal(tmp_path: Path, env: dict[str, str | None], front_end: str) -> None:
    with Terminal([*PROGRAM, "preflight"], home=tmp_path, env=env) as term:
        assert term.wait() == 0
        assert term.lines[0] == front_end


def test_the_decision_needs_no_textual() -> None:
    code = (
        "import sys; from gtm_tui.cli import front_end; from gtm_tui.cli.commands import doctor\n"
        "front_end.decide(); front_end.clean_environment(); doctor.examine()\n"
        "print([name for name in ('textual', 'asyncio') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_restricted_mode_keeps_nothing_that_steers_textual_or_python() -> None:
    env = {"TEXTUAL_LOG": "/x", "TEXTUAL": "devtools", "PYTHONPATH": "/x", "LANG": "C", "SSH_TTY": "/dev/pts/1"}
    clean_environment(restricted=True, environ=env)
    assert env == {"LANG": "C", "SSH_TTY": "/dev/pts/1"}


def test_what_would_end_textual_in_an_exception_goes_in_any_mode() -> None:
    env = {"TEXTUAL_COLOR_SYSTEM": "mauve", "TEXTUAL_DRIVER": "os:system", "TEXTUAL_ANIMATIONS": "none"}
    clean_environment(environ=env)
    assert env == {"TEXTUAL_ANIMATIONS": "none"}
    env = {"TEXTUAL_COLOR_SYSTEM": "256"}
    clean_environment(environ=env)
    assert env == {"TEXTUAL_COLOR_SYSTEM": "256"}


@pytest.mark.pty
def test_doctor_says_what_was_detected(tmp_path: Path) -> None:
    env = {"SSH_CONNECTION": "a 1 b 2", "TMUX": "/tmp/x", "NO_COLOR": "1", "TEXTUAL_FPS": "\x1b]0;evil\x07"}
    with Terminal([*PROGRAM, "doctor"], home=tmp_path, size=(100, 60), env=env) as term:
        assert term.wait() == 0
        seen = {line[:20].strip(): line[20:].strip() for line in term.lines}
        assert b"\x1b]0" not in term.raw
    for line in ("size", "colours", "TERM", "over SSH", "inside"):
        assert any(name.startswith(line) for name in seen), line
    text = term.text
    assert "100 columns, 60 rows" in text
    assert "NO_COLOR is set" in text
    assert "escape-time" in text
    assert str(tmp_path) in text


@pytest.mark.pty
@pytest.mark.parametrize(
    ("env", "colours", "glyphs"),
    [
        ({}, "256", "full"),
        ({"COLORTERM": "truecolor"}, "truecolor", "full"),
        ({"TERM": "linux"}, "16", "console"),
        ({"TERM": "vt100"}, "16", "ascii"),
        ({"TERM": None}, "16", "full"),
        ({"NO_COLOR": "1"}, "none", "full"),
        ({"NO_COLOR": ""}, "256", "full"),
        ({"PYTHONIOENCODING": "latin-1"}, "256", "ascii"),
        ({"GTM_TUI_ASCII": "1"}, "256", "ascii"),
    ],
)
def test_colours_and_characters_follow_the_terminal(
    tmp_path: Path, env: dict[str, str | None], colours: str, glyphs: str
) -> None:
    out = tmp_path / "out"
    with Terminal([*PROGRAM, "doctor", "--format", "json"], home=tmp_path, env=env, redirect={"stdout": out}) as term:
        assert term.wait() == 0
    found = json.loads(out.read_text())["terminal"]
    assert (found["colours"], found["glyphs"]) == (colours, glyphs)


def test_restricted_without_a_folder_is_refused() -> None:
    ended = subprocess.run([*PROGRAM, "--restricted"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert ended.returncode == 2
    assert "--data-dir" in ended.stderr
