"""`gtm-tui migrate`: shows before it writes, and leaves alone what is up to date."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from gtm_tui.store import migrations
from tests.support.cli_tools import SAMPLES, gtm


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of a made-up format 0, in which a company was called a firm."""

    def step(doc: dict[str, Any]) -> dict[str, str]:
        doc["company"] = doc.pop("firm")
        return {}

    monkeypatch.setitem(migrations.STEPS, 0, step)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    file = tmp_path / "old.toml"
    file.write_text('format = 0\n[firm]\nname = "Harbor"\n[team]\nroles_agreed = true\n')
    return file


def test_the_difference_is_shown_and_nothing_written(older: Path) -> None:
    before = older.read_bytes()
    ended = gtm("migrate", older)
    assert ended.status == 0
    assert "-[firm]" in ended.out
    assert "+[company]" in ended.out
    assert "Nothing was written" in ended.err
    assert older.read_bytes() == before


def test_with_write_the_file_is_what_was_shown_and_the_old_one_kept(older: Path, tmp_path: Path) -> None:
    before = older.read_bytes()
    assert gtm("migrate", "--write", older).status == 0
    document = tomllib.loads(older.read_text(encoding="utf-8"))
    assert document["format"] == 2
    assert document["company"]["name"] == "Harbor"
    assert any(file.read_bytes() == before for file in (tmp_path / "state").rglob("*.toml"))


def test_a_file_up_to_date_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(SAMPLES["brightline"].read_bytes())
    ended = gtm("migrate", "--write", file)
    assert (ended.status, ended.out) == (0, "")
    assert "already has the current format; nothing to do" in ended.err
    assert file.read_bytes() == SAMPLES["brightline"].read_bytes()


def test_an_unusable_file_is_said_and_the_others_go_on(older: Path) -> None:
    ended = gtm("migrate", older.with_name("none.toml"), older)
    assert ended.status == 2
    assert "none.toml" in ended.err
    assert "+[company]" in ended.out


def test_a_newer_format_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("format = 99\n[company]\n")
    ended = gtm("migrate", "--write", file)
    assert ended.status == 2
    assert "newer program" in ended.err
    assert file.read_text() == "format = 99\n[company]\n"
