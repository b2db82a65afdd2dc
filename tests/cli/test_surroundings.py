"""Commands where a terminal cannot show every letter, where there is no home folder, and the help command."""

from __future__ import annotations

import json
import pwd
from pathlib import Path

import pytest

from gtm_tui.store.backups import keep_backup
from gtm_tui.store.paths import folders
from tests.support.cli_tools import SAMPLES, gtm, spawned

NORDIC = """format = 1

[session]
name = "Blåbær & Sønner, høst"

[company]
name = "Blåbær & Sønner"
recurring_revenue = true
arr = 30000000

[groups.sales]
people = ["Åse Mørk"]

[segments.kysten]
name = "Kysten – øyene 島"
status = "established"
first_year_acv = 4000
deals_per_year = 60
sales_motion = "field"
marketing_motions = ["inbound"]
success_motion = "help_desk"
"""
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def nordic(tmp_path: Path) -> Path:
    path = tmp_path / "nordic.toml"
    path.write_text(NORDIC, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "words",
    [
        ("check", "FILE"),
        ("check", "--ways-out", "FILE"),
        ("report", "FILE"),
        ("report", "--format", "markdown", "FILE"),
        ("report", "--format", "csv", "FILE"),
        ("diff", "FILE", "SAMPLE"),
        ("compare", "FILE", "SAMPLE"),
        ("whatif", "FILE", "--set", "company.name=Smørbrød"),
        ("portfolio", "FILE"),
        ("portfolio", "--format", "csv", "FILE"),
        ("explain", "ROM-01"),
        ("samples",),
        ("doctor",),
        ("rules",),
        ("schema",),
        ("help", "report"),
        ("ask", "FILE"),
    ],
)
def test_letters_that_the_terminal_lacks_are_escaped(words: tuple[str, ...], nordic: Path) -> None:
    paths = {"FILE": str(nordic), "SAMPLE": str(SAMPLES["harbor-ledger"])}
    ended = spawned(*(paths.get(word, word) for word in words), env=C_LOCALE)
    assert ended.status == 0, ended.err
    assert ended.out.isascii()
    if words[0] in ("check", "report"):
        assert r"\xf8yene \u5cf6" in ended.out


@pytest.mark.parametrize(
    "words", [("check", "--format", "json"), ("report", "--format", "json"), ("portfolio", "--format", "jsonl")]
)
def test_json_stays_json_where_the_terminal_lacks_letters(words: tuple[str, ...], nordic: Path) -> None:
    ended = spawned(*words, nordic, env=C_LOCALE)
    assert ended.status == 0
    assert ended.out.isascii()
    assert ("Blåbær" if words[0] == "portfolio" else "øyene 島") in json.dumps(
        json.loads(ended.out), ensure_ascii=False
    )


@pytest.mark.parametrize("format", ["html", "svg", "map"])
def test_markup_names_the_letters_that_the_terminal_lacks(format: str, nordic: Path) -> None:
    ended = spawned("report", "--format", format, nordic, env=C_LOCALE)
    assert ended.status == 0
    assert ended.out.isascii()
    assert "&#248;yene" in ended.out
    assert "\\x" not in ended.out


def test_a_file_name_that_the_locale_lacks_is_written(tmp_path: Path) -> None:
    ended = spawned("new", tmp_path / "blåbær.toml", env=C_LOCALE)
    assert ended.status == 0
    assert (tmp_path / "blåbær.toml").exists()


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A user with no HOME and no entry in the system's list of users, in a folder open to all."""
    for variable in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable, raising=False)

    def nobody(*_: object) -> None:
        raise KeyError("uid not found")

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files_are_made_and_read_without_a_home_folder(homeless: Path) -> None:
    assert gtm("new", "s.toml", "--company", "Blue Kite").status == 0
    assert gtm("check", "s.toml").status == 0
    assert "Blue Kite" in gtm("report", "s.toml").out
    asked = gtm("ask", "s.toml", stdin="Other Kite\nq\ny\n")
    assert asked.status == 0
    assert asked.err == ""
    assert 'name = "Other Kite"' in (homeless / "s.toml").read_text(encoding="utf-8")
    assert [path.name for path in homeless.iterdir()] == ["s.toml"]


def test_what_needs_a_home_folder_says_that_there_is_none(homeless: Path) -> None:
    sentence = "there is no home folder for this user"
    ended = gtm("recover")
    assert ended.status == 2
    assert ended.err == f"gtm-tui: nothing can be kept or recovered: {sentence}\n"
    assert sentence in gtm("doctor").out
    unsaved = gtm("ask", stdin="Blue Kite\nq\nn\n")
    assert unsaved.status == 0
    assert f"Answers are not being kept: {sentence}." in unsaved.out
    assert keep_backup("s.toml", b"x", 0.0, folders().backup) == (
        f"The earlier version could not be kept as a backup: {sentence}."
    )
    assert list(homeless.iterdir()) == []


def test_help_prints_what_the_option_prints() -> None:
    assert gtm("help").out == gtm("--help").out
    for command in ("check", "portfolio", "help"):
        assert gtm("help", command).out == gtm(command, "--help").out
        assert f"usage: gtm-tui {command}" in gtm("help", command).out


def test_help_for_a_word_that_is_no_command_names_the_nearest() -> None:
    ended = gtm("help", "chek")
    assert ended.status == 2
    assert "no command chek; did you mean `gtm-tui help check`?" in ended.err
