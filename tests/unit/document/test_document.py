"""A document keeps every change in the journal, saves on request, and can be resumed after a crash."""

from pathlib import Path

import pytest

from gtm_tui.document import Document
from gtm_tui.store.paths import folders
from gtm_tui.store.recovery import find_crashed
from gtm_tui.store.sessions import open_session


def test_save_writes_what_was_said_and_leaves_no_journal(tmp_path: Path) -> None:
    path = tmp_path / "harbor.toml"
    document = Document.open(path)
    document.interview.type("company.name", "Harbor Ledger")
    assert document.unsaved
    document.save()
    assert not document.unsaved
    document.close(discard=False)
    assert open_session(path).session.get("company.name") == "Harbor Ledger"
    assert find_crashed(folders().journal) == []


def test_what_was_not_saved_is_found_and_resumed(tmp_path: Path) -> None:
    path = tmp_path / "harbor.toml"
    document = Document.open(path)
    document.interview.type("company.name", "Harbor Ledger")
    document.save()
    document.interview.type("company.arr", "7.5m and a b")
    document.interview.add_segment("Finance teams")
    assert document.flush()
    document.close(discard=False)

    (found,) = find_crashed(folders().journal)
    again = Document.open(path)
    assert again.resume(found)
    assert again.interview.session.invalid["company.arr"] == "7.5m and a b"
    assert again.interview.session.segments == ("finance-teams",)
    assert again.unsaved
    again.save()
    again.close(discard=False)
    assert find_crashed(folders().journal) == []


def test_a_new_session_needs_a_name_that_is_free(tmp_path: Path) -> None:
    (tmp_path / "taken.toml").write_text("format = 2\n")
    document = Document.open(None)
    document.interview.type("company.name", "Harbor Ledger")
    with pytest.raises(FileExistsError):
        document.save(tmp_path / "taken.toml")
    document.save(tmp_path / "free.toml")
    assert document.name == "free.toml"
    document.close(discard=False)


def test_discarding_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "harbor.toml"
    document = Document.open(path)
    document.interview.type("company.name", "Harbor Ledger")
    document.close(discard=True)
    assert not path.exists()
    assert find_crashed(folders().journal) == []
