"""Exit statuses, the two streams, and errors that help."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gtm_tui import __version__
from gtm_tui.cli.commands import COMMANDS, check
from tests.support.cli_tools import SAMPLES, gtm, spawned
from tests.support.pty_tools import PROGRAM, Terminal

BRIGHTLINE = SAMPLES["brightline"]


def test_version_is_one_line_on_standard_output() -> None:
    assert gtm("--version") == (0, f"gtm-tui {__version__}\n", "")


def test_help_lists_every_command_in_a_line() -> None:
    ended = gtm("--help")
    assert ended.status == 0
    assert ended.err == ""
    for name, line in COMMANDS.items():
        assert f"  {name:<12}{line}\n" in ended.out


@pytest.mark.parametrize("command", ["check", "explain", "rules", "new", "samples", "schema", "completion"])
def test_each_command_explains_itself(command: str) -> None:
    ended = gtm(command, "--help")
    assert ended.status == 0
    assert f"usage: gtm-tui {command}" in ended.out
    assert "--calibration" in ended.out


def test_a_mistyped_option_names_the_nearest_one() -> None:
    ended = gtm("check", "--fail-onn", "high", BRIGHTLINE)
    assert ended.status == 2
    assert ended.out == ""
    assert "did you mean --fail-on?" in ended.err


def test_options_are_not_abbreviated() -> None:
    assert gtm("check", "--fail", "high", BRIGHTLINE).status == 2


def test_a_mistyped_command_is_not_taken_for_a_new_file(tmp_path: Path) -> None:
    ended = spawned("chek", cwd=tmp_path)
    assert ended.status == 2
    assert "`gtm-tui check`" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_control_characters_in_arguments_never_reach_the_terminal() -> None:
    for words in (("check", "no\x1b[31mfile"), ("check", "--x\x1b[31m", "f"), ("explain", "\x1b]52;c;eA==\x07")):
        ended = gtm(*words)
        assert ended.status == 2
        assert "\x1b" not in ended.err
        assert "\x07" not in ended.err


def test_without_a_terminal_the_wizard_says_what_to_do_instead() -> None:
    ended = spawned("my.toml", env={"TERM": "xterm-256color", "GTM_TUI_PLAIN": ""})
    assert ended.status == 2
    assert ended.out == ""
    for hint in ("ssh -t", "gtm-tui ask", "gtm-tui fill", "gtm-tui check"):
        assert hint in ended.err


def test_an_internal_error_ends_with_70_and_a_report_without_answers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer = "-".join(("secret", "answer"))

    def fails(args: object) -> int:
        raise RuntimeError(answer)

    monkeypatch.setattr(check, "run", fails)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    ended = gtm("check", BRIGHTLINE)
    assert ended.status == 70
    assert "Traceback" not in ended.err
    assert answer not in ended.err
    (report,) = (tmp_path / "gtm-tui" / "crash").iterdir()
    assert str(report) in ended.err
    assert "RuntimeError" in report.read_text()
    assert answer not in report.read_text()


def test_an_interrupt_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(args: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "run", interrupted)
    ended = gtm("check", BRIGHTLINE)
    assert ended == (130, "", "")


def test_a_reader_that_goes_away_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "gtm_tui", "schema"], stdout=write, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(write)
    assert done.returncode == 128 + signal.SIGPIPE
    assert done.stderr == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_said() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "gtm_tui", "schema"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_output_that_is_not_utf8_gets_escapes_instead_of_an_error(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text('format = 2\n[session]\nname = "Über"\n', encoding="utf-8")
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    text = spawned("check", file, env=env)
    assert text.status == 0
    assert "\\xdcber" in text.out
    assert spawned("check", "--format", "json", file, env=env).status == 0


@pytest.mark.pty
@pytest.mark.parametrize("words", [("--data-dir", "nowhere"), ("--calibration", "none.toml")])
def test_an_option_that_cannot_be_used_is_refused_before_the_screen_changes(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    with Terminal([*PROGRAM, *words], home=tmp_path) as term:
        assert term.wait() == 2
        assert b"\x1b[?1049h" not in term.raw
        term.expect(words[1])


def test_a_mistyped_command_with_a_file_names_the_nearest_one() -> None:
    ended = gtm("chek", BRIGHTLINE)
    assert ended.status == 2
    assert "did you mean `gtm-tui check`?" in ended.err


def test_an_empty_name_is_no_file() -> None:
    assert gtm("").status == 2


def test_a_closed_standard_output_is_said() -> None:
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m gtm_tui rules >&-"], stderr=subprocess.PIPE, timeout=60, check=False
    )
    assert done.returncode == 2
    assert b"no standard output" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("check", BRIGHTLINE),
        ("check", "--format", "json", BRIGHTLINE),
        ("whatif", BRIGHTLINE, "--set", "company.name=Acme"),
        ("whatif", "--format", "json", BRIGHTLINE, "--set", "company.name=Acme"),
        ("diff", BRIGHTLINE, BRIGHTLINE),
        ("diff", "--format", "json", BRIGHTLINE, BRIGHTLINE),
        ("compare", BRIGHTLINE, BRIGHTLINE),
        ("compare", "--format", "json", BRIGHTLINE, BRIGHTLINE),
        ("portfolio", BRIGHTLINE),
        ("portfolio", "--format", "csv", BRIGHTLINE),
        ("portfolio", "--format", "jsonl", BRIGHTLINE),
        ("report", BRIGHTLINE),
    ],
)
def test_every_result_names_the_calibration_in_force(tmp_path: Path, words: tuple[str, ...]) -> None:
    own = tmp_path / "own.toml"
    own.write_text('name = "numbers of our own"\n')
    ended = gtm(*words, "--calibration", str(own))
    assert ended.status == 0
    assert "numbers of our own" in ended.out + ended.err
