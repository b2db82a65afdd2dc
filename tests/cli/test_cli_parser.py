"""The argument tree: every command is there, and completion and the manual page follow from it."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

import gtm_tui.cli
from gtm_tui.cli import manual
from gtm_tui.cli.commands import COMMANDS
from gtm_tui.cli.commands.completion import SHELLS, script
from gtm_tui.cli.parser import commands_of, requested, whole_tree
from tests.support.cli_tools import gtm

PROMISED = (
    *("new", "check", "report", "explain", "rules", "whatif", "diff", "compare", "merge", "portfolio", "migrate"),
    *("recover", "ask", "fill", "samples", "schema", "completion", "doctor"),
)


@pytest.mark.parametrize("command", PROMISED)
def test_every_promised_command_is_there(command: str) -> None:
    assert command in COMMANDS
    assert find_spec(f"gtm_tui.cli.commands.{command}"), f"gtm_tui/cli/commands/{command}.py is missing"


@pytest.mark.parametrize(("name", "parser"), commands_of(whole_tree()).items())
def test_every_command_takes_the_options_of_all(name: str, parser: object) -> None:
    options = getattr(parser, "_option_string_actions")  # noqa: B009
    assert {"--help", "--calibration", "--data-dir"} <= set(options)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("check a.toml", "check"),
        ("--calibration check check a.toml", "check"),
        ("--data-dir d explain ROM-01", "explain"),
        ("my.toml", None),
        ("-- check", None),
        ("--restricted check", "check"),
        ("", None),
        ("my.toml check", None),
    ],
)
def test_the_first_word_that_is_no_option_decides(line: str, command: str | None) -> None:
    assert requested(line.split()) == command


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_command_and_its_options(shell: str) -> None:
    text = gtm("completion", shell).out
    assert text == script(shell) + "\n"
    for command in COMMANDS:
        assert command in text
    assert "fail-on" in text


def test_the_bash_completion_completes(tmp_path: Path) -> None:
    (tmp_path / "harbor.toml").touch()
    ask = """
        source <(cat) || exit 1
        for line in "gtm-tui expl" "gtm-tui check --fail-on hi" "gtm-tui check harb"; do
            read -ra COMP_WORDS <<<"$line"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
            _shtab_gtm_tui; echo "${COMPREPLY[*]}"
        done
        complete -p gtm-tui
    """
    done = subprocess.run(
        ["bash", "-c", ask], input=script("bash"), capture_output=True, text=True, cwd=tmp_path, check=True
    )
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[:3] == ["explain", "high", "harbor.toml"]
    assert "-o default" in lines[3]


def test_the_manual_page_is_up_to_date() -> None:
    shipped = Path(gtm_tui.cli.__file__).with_name("gtm-tui.1").read_text(encoding="utf-8")
    assert shipped == manual.page(), "run: python -m gtm_tui.cli.manual > gtm_tui/cli/gtm-tui.1"


def test_the_manual_page_names_every_command_option_and_status() -> None:
    page = manual.page().replace("\\-", "-")
    for name, parser in commands_of(whole_tree()).items():
        assert f"gtm-tui {name}" in page
        for option in getattr(parser, "_option_string_actions"):  # noqa: B009
            assert option in page or option in ("-h", "--help")
    for status, _ in manual.STATUSES:
        assert status in page
