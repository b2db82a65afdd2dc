"""The README says nothing that is not so: commands, options, keys and examples are those of the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from gtm_tui.calibration import load_calibration
from gtm_tui.cli.commands import COMMANDS
from gtm_tui.cli.parser import parser_for, requested
from gtm_tui.rules.versions import rules_of
from gtm_tui.tui.keys import ACTIONS
from tests.support.cli_tools import SAMPLES, gtm

README = Path(__file__).resolve().parents[2].joinpath("README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def command_lines() -> list[str]:
    shell = [line.partition(" #")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    return [line for line in (*shell, *re.findall(r"`(gtm-tui [^`]+)`", README)) if line.startswith("gtm-tui")]


@pytest.mark.parametrize("line", command_lines())
def test_every_command_line_is_one_that_is_understood(line: str) -> None:
    words = shlex.split(line.partition(" | ")[0].partition(" > ")[0])[1:]
    command = requested(words)
    if command is not None and "--help" not in words:
        parser_for(command).parse_args(words)
    assert command or words[0] in ("harbor.toml", "--version", "COMMAND", "--help")


def test_every_command_is_shown() -> None:
    shown = {requested(shlex.split(line)[1:]) for line in command_lines()}
    assert set(COMMANDS) - shown <= {"preflight"}


def test_the_keys_are_those_of_the_wizard() -> None:
    keys = {key.strip() for action in ACTIONS.values() for key in action.keys.split(",")}
    for row in re.findall(r"^\| ((?:F\d|\^)[^|]*) \|", README, re.MULTILINE):
        for name in re.split(r"[, ]+| or ", row):
            if name.startswith("^"):
                assert f"ctrl+{name[1:].lower()}" in keys
            elif re.fullmatch(r"F\d", name):
                assert name.lower() in keys


def test_the_two_commands_stand_on_lines_of_their_own() -> None:
    lines = README.splitlines()
    assert "pip install . && gtm-tui" in lines
    assert "pip install '.[test]' && pytest" in lines


def test_the_examples_of_files_are_valid(tmp_path: Path) -> None:
    session, keys, calibration = tmp_path / "s.toml", blocks("toml")[0], blocks("toml")[-1]
    (segment,) = [block for block in blocks("toml") if "[segments" in block]
    session.write_text("format = 2\n" + segment, encoding="utf-8")
    assert "Problems in the file" not in gtm("check", session).out
    own = tmp_path / "ours.toml"
    own.write_text(calibration, encoding="utf-8")
    assert load_calibration(own).value("yield.usual") == 4.5
    assert "[keys]" in keys


def test_the_example_of_a_rule_is_a_real_one() -> None:
    (example,) = blocks("python")
    code = re.search(r'"([A-Z]+-\d+)"', example)
    assert code is not None
    source = Path(rules_of().rules[code[1]].check.__code__.co_filename).read_text(encoding="utf-8")
    assert example.strip() in source


def test_the_picture_is_there() -> None:
    picture = re.search(r"!\[.+\]\((.+)\)", README)
    assert picture is not None
    assert Path(__file__).resolve().parents[2].joinpath(picture[1]).exists()
    assert SAMPLES
