"""`gtm-tui new` and `gtm-tui samples`: files of one's own, made without the wizard."""

from __future__ import annotations

import json
import stat
import tomllib
from pathlib import Path

from tests.support.cli_tools import SAMPLES, gtm


def test_new_makes_a_private_file_with_the_answers_given(tmp_path: Path) -> None:
    file = tmp_path / "n.toml"
    ended = gtm("new", file, "--name", "Autumn", "--company", "A[/]b", "--currency", "eur", "--group", "sales")
    assert (ended.status, ended.out) == (0, f"{file}\n")
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    assert document["company"]["name"] == "A[/]b"
    assert document["session"]["currency"] == "EUR"
    assert document["session"]["respondent_group"] == "sales"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_new_never_touches_a_file_that_is_there(tmp_path: Path) -> None:
    file = tmp_path / "n.toml"
    file.write_text("format = 2\n")
    ended = gtm("new", file)
    assert ended.status == 2
    assert "already exists" in ended.err
    assert file.read_text() == "format = 2\n"


def test_new_refuses_a_wrong_answer_with_what_is_expected(tmp_path: Path) -> None:
    ended = gtm("new", tmp_path / "n.toml", "--currency", "shells")
    assert ended.status == 2
    assert "expected a currency code of three letters" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_new_from_a_sample_has_its_findings(tmp_path: Path) -> None:
    file = tmp_path / "n.toml"
    assert gtm("new", file, "--from", "harbor-ledger", "--name", "Mine").status == 0
    assert "12 findings" in gtm("check", file).out
    ended = gtm("new", tmp_path / "m.toml", "--from", "harbour-ledger")
    assert ended.status == 2
    assert "did you mean harbor-ledger?" in ended.err


def test_new_in_a_data_folder_takes_names_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    assert gtm("new", "--data-dir", folder, "mine").status == 0
    assert (folder / "mine.toml").exists()
    assert gtm("new", "--data-dir", folder, "../outside").status == 2
    assert not (tmp_path / "outside.toml").exists()


def test_samples_are_listed_with_their_findings() -> None:
    out = gtm("samples").out
    assert "harbor-ledger" in out
    assert len(out.splitlines()) == len(SAMPLES)
    listed = json.loads(gtm("samples", "--format", "json").out)["samples"]
    assert {entry["name"]: entry["findings"] for entry in listed}["northgate"] == 16


def test_a_sample_is_printed_as_it_is() -> None:
    ended = gtm("samples", "brightline")
    assert ended.out == SAMPLES["brightline"].read_text(encoding="utf-8")


def test_samples_are_copied_and_never_over_a_file(tmp_path: Path) -> None:
    assert gtm("samples", "--copy-to", tmp_path / "mine").status == 0
    copies = {path.stem: path for path in (tmp_path / "mine").glob("*.toml")}
    assert copies.keys() == SAMPLES.keys()
    copies["brightline"].write_text("mine")
    ended = gtm("samples", "brightline", "--copy-to", tmp_path / "mine")
    assert "was not changed" in ended.err
    assert copies["brightline"].read_text() == "mine"
