"""`gtm-tui recover`, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gtm_tui.model.session import Session
from gtm_tui.store.changes import changes_between
from gtm_tui.store.journal import Journal
from gtm_tui.store.loading import load_session
from gtm_tui.store.session_codec.encode import encode_session
from tests.support.cli_tools import gtm

BASE = Session().with_answer("company.name", "Harbor").with_answer("company.arr", 5)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def crashed(folder: Path, file: Path, name: str = "Harbor \x1b[2JLedger") -> None:
    file.write_bytes(encode_session(BASE))
    journal = Journal(folder, str(file), file.read_bytes())
    for record in changes_between(BASE, BASE.with_answer("company.name", name)):
        journal.put(record["k"], record)
    journal.put("typed", {"f": "typed", "k": "session.name", "v": "Autu"})
    assert journal.close(discard=False)


def test_nothing_to_recover(root: Path) -> None:
    assert gtm("recover") == (0, "", "There is nothing to recover.\n")
    ended = gtm("recover", "restore")
    assert ended.status == 2
    assert "there is nothing to recover" in ended.err


def test_list_show_restore(root: Path) -> None:
    file = root / "acme.toml"
    crashed(root / "state" / "gtm-tui" / "journal", file)
    listed = gtm("recover", "--list")
    assert listed.status == 0
    assert "2 answers are newer than the" in listed.out
    assert "\x1b" not in listed.out
    data = json.loads(gtm("recover", "--format", "json").out)["found"]
    assert data[0]["answers"] == [{"key": "company.name", "old": "Harbor", "new": "Harbor \ufffd[2JLedger"}]
    assert data[0]["typed"] == {"session.name": "Autu"}
    shown = gtm("recover", "show", data[0]["id"]).out
    assert "  - Harbor\n" in shown
    assert "session.name (being typed)" in shown
    restored = gtm("recover", "restore")
    assert restored.status == 0
    assert "Restored 2 answers to" in restored.err
    assert load_session(file).session.get("session.name") == "Autu"
    assert gtm("recover").err == "There is nothing to recover.\n"


def test_restore_to_another_name_and_discard(root: Path) -> None:
    folder = root / "state" / "gtm-tui" / "journal"
    crashed(folder, root / "acme.toml")
    crashed(folder, root / "other.toml")
    assert "which one?" in gtm("recover", "show").err
    assert "there is no nonsense" in gtm("recover", "discard", "nonsense").err
    first, second = (item["id"] for item in json.loads(gtm("recover", "--format", "json").out)["found"])
    assert gtm("recover", "restore", first, "--to", root / "other.toml").status == 2
    assert gtm("recover", "restore", first, "--to", root / "copy.toml").status == 0
    assert load_session(root / "copy.toml").session.get("company.arr") == 5
    assert gtm("recover", "discard", second).status == 0
    assert list(folder.iterdir()) == []


def test_in_a_data_folder_names_are_no_paths(root: Path) -> None:
    data = root / "data"
    data.mkdir(mode=0o700)
    crashed(data / ".state" / "journal", data / "acme.toml")
    assert "is not allowed as a name" in gtm("--data-dir", data, "recover", "restore", "--to", "../x.toml").err
    assert gtm("--data-dir", data, "recover", "restore").status == 0
    assert load_session(data / "acme.toml").session.get("session.name") == "Autu"
    assert sorted(p.name for p in root.iterdir()) == ["data"]
