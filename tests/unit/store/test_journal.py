"""What was put is on disk soon, whatever the disk does, and a crash gives it back once, to one process."""

from __future__ import annotations

import errno
import os
import random
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gtm_tui.model.session import Session
from gtm_tui.store import journal_file, recovery
from gtm_tui.store.changes import changes_between
from gtm_tui.store.journal import Journal
from gtm_tui.store.journal_file import parse_journal
from gtm_tui.store.loading import load_session
from gtm_tui.store.paths import Folders
from gtm_tui.store.recovery import find_bad, find_crashed, move_into, restore
from gtm_tui.store.session_codec.encode import encode_session
from gtm_tui.store.sessions import SaveError, open_session, save_session

BASE = encode_session(Session().with_answer("company.name", "Harbor").with_answer("company.arr", 5))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal"


@pytest.fixture
def where(tmp_path: Path) -> Folders:
    return Folders(state=tmp_path / "state", config=tmp_path / "config")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "acme.toml"
    path.write_bytes(BASE)
    return path


@pytest.fixture
def open_journals() -> Iterator[list[Journal]]:
    journals: list[Journal] = []
    yield journals
    for journal in journals:
        journal.close(discard=True)


def begin(folder: Path, file: Path | None, base: bytes | None = BASE, **more: Any) -> Journal:
    return Journal(folder, str(file) if file else None, base, **more)


def answer(key: str, value: Any, before: Session | None = None) -> dict[str, Any]:
    start = before or Session()
    (record,) = changes_between(start, start.with_answer(key, value))
    return record


def put(journal: Journal, record: dict[str, Any]) -> None:
    journal.put(f"{record['f']}:{record['k']}", record)


def crash(journal: Journal) -> Path:
    """End a journal as kill -9 would after its last flush: the lock is free, the file stays."""
    journal.close(discard=False)
    assert journal.file is not None
    return journal.file


def kept(journal: Journal) -> list[dict[str, Any]]:
    assert journal.file is not None
    return parse_journal(journal.file.read_bytes()).records


def test_a_record_is_on_disk_after_a_flush_and_the_latest_wins(folder: Path, open_journals: list[Journal]) -> None:
    journal = begin(folder, None, None, gather=3600)
    open_journals.append(journal)
    for text in ("H", "Ha", "Har"):
        put(journal, {"f": "typed", "k": "company.name", "v": text})
    put(journal, answer("company.arr", 7))
    assert journal.flush()
    assert [r["v"] for r in kept(journal)] == ["Har", 7]
    assert journal.problem is None


def test_a_record_is_on_disk_without_a_flush(folder: Path, open_journals: list[Journal]) -> None:
    synced = threading.Event()
    journal = begin(folder, None, None, gather=0.01)
    open_journals.append(journal)
    real = journal_file.sync

    def tell(fd: int) -> None:
        real(fd)
        synced.set()

    journal_file.sync = tell
    try:
        put(journal, answer("company.arr", 7))
        assert synced.wait(10)
    finally:
        journal_file.sync = real
    assert [r["v"] for r in kept(journal)] == [7]


def test_the_file_is_private_and_says_what_it_belongs_to(
    folder: Path, file: Path, open_journals: list[Journal]
) -> None:
    journal = begin(folder, file)
    open_journals.append(journal)
    assert journal.file is not None
    assert stat.S_IMODE(journal.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    content = parse_journal(journal.file.read_bytes())
    assert content.header["path"] == str(file)
    assert content.base == BASE
    assert len(content.header["sha256"]) == 64


def test_a_running_document_is_left_alone(folder: Path, file: Path, open_journals: list[Journal]) -> None:
    journal = begin(folder, file)
    open_journals.append(journal)
    put(journal, answer("company.name", "x"))
    assert journal.flush()
    assert find_crashed(folder) == []
    assert journal.file is not None
    assert journal.file.exists()


def test_after_a_crash_everything_comes_back(folder: Path, file: Path, where: Folders) -> None:
    journal = begin(folder, file)
    put(journal, answer("company.name", "Harbor Ledger"))
    put(journal, {"f": "typed", "k": "session.name", "v": "Autu"})
    crash(journal)
    (found,) = find_crashed(folder)
    assert found.state == "newer"
    assert found.changes == [("company.name", "Harbor", "Harbor Ledger")]
    assert found.typed == {"session.name": "Autu"}
    assert found.session.get("company.arr") == 5
    assert "A session of Harbor Ledger from 20" in found.sentence
    assert "2 answers are newer than the file." in found.sentence
    assert find_crashed(folder) == [], "it is held by the first who asked"
    result = restore(found, where)
    assert result.opened.path == file
    back = load_session(file).session
    assert (back.get("company.name"), back.get("session.name")) == ("Harbor Ledger", "Autu")
    assert list(folder.iterdir()) == []


def test_kept_for_later_it_is_offered_again_and_discarded_it_is_gone(folder: Path, file: Path) -> None:
    journal = begin(folder, file)
    put(journal, answer("company.name", "x"))
    crash(journal)
    for _ in range(5):
        (found,) = find_crashed(folder)
        found.keep()
    (found,) = find_crashed(folder)
    found.discard()
    assert find_crashed(folder) == []
    assert list(folder.iterdir()) == []


def test_what_is_saved_already_is_removed_without_a_word(folder: Path, file: Path, where: Folders) -> None:
    journal = begin(folder, file)
    put(journal, answer("company.name", "Saved"))
    opened = open_session(file, where=where, mark=False)
    save_session(opened, opened.session.with_answer("company.name", "Saved"))
    crash(journal)
    assert find_crashed(folder) == []
    assert list(folder.iterdir()) == []
    crash(begin(folder, file))
    assert find_crashed(folder) == []


def test_a_session_changed_since_is_restored_into_a_copy(folder: Path, file: Path, where: Folders) -> None:
    journal = begin(folder, file)
    put(journal, answer("company.name", "Mine"))
    crash(journal)
    theirs = encode_session(Session().with_answer("company.name", "Harbor").with_answer("company.arr", 99))
    file.write_bytes(theirs)
    (found,) = find_crashed(folder)
    assert found.state == "changed"
    assert found.changes == [("company.name", "Harbor", "Mine")], "their change is not one of mine"
    result = restore(found, where)
    assert result.opened.path == file.with_name("acme-recovered.toml")
    assert file.read_bytes() == theirs
    assert load_session(result.opened.path).session.get("company.arr") == 5


@pytest.mark.parametrize(("what", "state"), [("removed", "gone"), ("folder", "changed"), ("damaged", "changed")])
def test_a_session_removed_or_replaced_while_open(
    folder: Path, file: Path, where: Folders, what: str, state: str
) -> None:
    journal = begin(folder, file)
    put(journal, answer("company.name", "Mine"))
    crash(journal)
    file.unlink()
    if what == "folder":
        file.mkdir()
    elif what == "damaged":
        file.write_bytes(BASE[:-30] + b"\0" * 30)
    (found,) = find_crashed(folder)
    assert found.state == state
    assert found.sentence
    path = restore(found, where).opened.path
    assert load_session(path).session.get("company.name") == "Mine"
    assert load_session(path).session.get("company.arr") == 5


def test_a_session_that_never_had_a_file(folder: Path, tmp_path: Path, where: Folders) -> None:
    journal = begin(folder, tmp_path / "new.toml", None)
    put(journal, answer("company.name", "New"))
    crash(journal)
    (found,) = find_crashed(folder)
    assert found.state == "new"
    assert "1 answer is not saved anywhere." in found.sentence
    restore(found, where)
    assert load_session(tmp_path / "new.toml").session.get("company.name") == "New"


def test_restoring_never_writes_over_another_session(folder: Path, tmp_path: Path, file: Path, where: Folders) -> None:
    journal = begin(folder, file)
    put(journal, answer("company.name", "Mine"))
    crash(journal)
    other = tmp_path / "other.toml"
    other.write_bytes(BASE)
    (found,) = find_crashed(folder)
    with pytest.raises(SaveError, match="holds another session"):
        restore(found, where, other)
    mark = open_session(file, where=where)
    with pytest.raises(SaveError, match="is open in another window"):
        restore(found, where)
    mark.close()
    assert restore(found, where).written


def test_a_new_document_takes_over_what_was_found(folder: Path, file: Path, open_journals: list[Journal]) -> None:
    journal = begin(folder, file)
    put(journal, answer("company.name", "Mine"))
    crash(journal)
    (found,) = find_crashed(folder)
    second = begin(folder, file)
    open_journals.append(second)
    assert move_into(found, second)
    assert [r["v"] for r in kept(second)] == ["Mine"]
    assert list(folder.iterdir()) == [second.file]


def test_after_a_save_the_journal_starts_anew_but_keeps_what_came_during_it(
    folder: Path, file: Path, open_journals: list[Journal]
) -> None:
    journal = begin(folder, file)
    open_journals.append(journal)
    put(journal, answer("company.name", "saved"))
    mark = journal.mark()
    put(journal, answer("company.gtm_headcount", 3))
    new_base = encode_session(Session().with_answer("company.name", "saved"))
    journal.rotate(new_base, since=mark)
    assert journal.flush()
    assert [r["k"] for r in kept(journal)] == ["company.gtm_headcount"]
    assert journal.file is not None
    assert parse_journal(journal.file.read_bytes()).base == new_base
    journal.rotate(new_base)
    assert journal.flush()
    assert kept(journal) == []
    assert list(folder.iterdir()) == [journal.file]
    assert find_crashed(folder) == [], "the new file is locked as well"


def test_beyond_its_limit_the_journal_starts_anew_with_the_present_state(
    folder: Path, file: Path, open_journals: list[Journal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_file, "ROTATE_BYTES", 3000)
    journal = begin(folder, file)
    open_journals.append(journal)
    for number in range(200):
        put(journal, answer("company.arr", number))
        put(journal, {"f": "typed", "k": "session.name", "v": "x" * 50})
        assert journal.flush()
    assert journal.file is not None
    assert journal.file.stat().st_size < 6000
    assert kept(journal)[-2]["v"] in (199, "x" * 50)
    crash(journal)
    (found,) = find_crashed(folder)
    assert found.session.get("company.arr") == 199
    found.discard()


def test_a_full_disk_is_said_at_once_and_nothing_is_lost_when_it_has_room_again(
    folder: Path, file: Path, open_journals: list[Journal], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str | None] = []
    journal = begin(folder, file, tell=said.append, retry=3600)
    open_journals.append(journal)
    real = journal_file.write_all

    def full(fd: int, data: bytes) -> None:
        os.write(fd, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(journal_file, "write_all", full)
    put(journal, answer("company.name", "A"))
    assert not journal.flush()
    assert journal.problem == "Answers are not being kept: the disk is full."
    put(journal, answer("company.gtm_headcount", 3))
    monkeypatch.setattr(journal_file, "write_all", real)
    assert journal.flush()
    assert said == ["Answers are not being kept: the disk is full.", None]
    crash(journal)
    (found,) = find_crashed(folder)
    assert found.session.get("company.name") == "A"
    assert found.session.get("company.gtm_headcount") == 3
    found.discard()


def test_a_mistake_in_the_journal_thread_does_not_end_it(
    folder: Path, file: Path, open_journals: list[Journal], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = begin(folder, file, retry=3600)
    open_journals.append(journal)

    def broken(fd: int) -> None:
        raise RuntimeError("mistake")

    real = journal_file.sync
    monkeypatch.setattr(journal_file, "sync", broken)
    put(journal, answer("company.name", "A"))
    assert not journal.flush()
    assert journal.problem == "Answers are not being kept: of an internal error."
    monkeypatch.setattr(journal_file, "sync", real)
    assert journal.flush()
    assert [r["v"] for r in kept(journal)] == ["A"]


def test_a_slow_disk_never_holds_up_who_types(
    folder: Path, file: Path, open_journals: list[Journal], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = begin(folder, file, gather=0)
    open_journals.append(journal)
    entered, go_on = threading.Event(), threading.Event()
    real = journal_file.sync

    def slow(fd: int) -> None:
        entered.set()
        go_on.wait(10)
        real(fd)

    monkeypatch.setattr(journal_file, "sync", slow)
    put(journal, answer("company.name", "A"))
    assert entered.wait(10)
    for number in range(1000):
        put(journal, answer("company.arr", number))
    assert not journal.flush(0.01)
    go_on.set()
    assert journal.flush(10)
    assert {r["v"] for r in kept(journal)} >= {"A", 999}


def test_without_a_state_folder_the_journal_stands_beside_the_session(
    tmp_path: Path, file: Path, open_journals: list[Journal]
) -> None:
    (tmp_path / "blocked").write_text("")
    journal = begin(tmp_path / "blocked" / "journal", file)
    put(journal, answer("company.name", "A"))
    assert journal.flush()
    assert journal.file is not None
    assert journal.file.name.startswith(".acme.toml.")
    assert journal.file.suffix == ".gtm-journal"
    journal.rotate(BASE)
    put(journal, answer("company.name", "B"))
    crash(journal)
    (found,) = find_crashed(tmp_path / "blocked" / "journal", file)
    assert found.session.get("company.name") == "B"
    found.discard()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["acme.toml", "blocked"]


def test_with_no_place_at_all_it_says_so_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("")
    said: list[str | None] = []
    journal = begin(tmp_path / "blocked" / "j", tmp_path / "absent" / "x.toml", tell=said.append, retry=3600)
    put(journal, answer("company.name", "A"))
    assert not journal.flush()
    assert said
    assert str(journal.problem).startswith("Answers are not being kept: ")
    assert not journal.close(discard=False)


def test_closing_with_discard_leaves_nothing(folder: Path, file: Path) -> None:
    journal = begin(folder, file)
    put(journal, answer("company.name", "A"))
    assert journal.close(discard=True)
    assert list(folder.iterdir()) == []


def test_what_json_cannot_hold_is_a_mistake_of_the_caller(folder: Path, open_journals: list[Journal]) -> None:
    journal = begin(folder, None, None)
    open_journals.append(journal)
    with pytest.raises(TypeError):
        journal.put("x", {"v": object()})
    journal.put("y", {"f": "typed", "k": "y", "v": "\ud800\x1b\n"})
    assert journal.flush()


# -- damaged journals: the list of vim's recovery tests, on ours ------------------------------------------


@pytest.fixture
def journal_bytes(folder: Path, file: Path) -> bytes:
    journal = begin(folder, file)
    for number in range(20):
        put(journal, {"f": "notes", "k": f"n{number}", "v": f"text {number}"})
    path = crash(journal)
    data = path.read_bytes()
    path.unlink()
    return data


def damaged(folder: Path, data: bytes, name: str = "20260101-000000-aaaaaaaa.jsonl") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "its first line is missing or damaged"),
        (b"\n", "its first line is missing or damaged"),
        (b"ab", "its first line is missing or damaged"),
        (b"\0" * 5000, "its first line is missing or damaged"),
        (random.Random(1).randbytes(5000), "its first line is missing or damaged"),
    ],
    ids=lambda value: None if isinstance(value, str) else f"{len(value)} bytes",
)
def test_a_journal_that_is_none_is_set_aside_and_reported_once(folder: Path, data: bytes, reason: str) -> None:
    folder.mkdir(parents=True)
    path = damaged(folder, data)
    (found,) = find_crashed(folder)
    assert found.state == "bad"
    assert reason in found.sentence
    found.keep()
    assert find_crashed(folder) == []
    assert [p.name for p in find_bad(folder)] == [path.name + ".bad"]
    assert find_bad(folder)[0].read_bytes() == data


def test_a_journal_of_another_version_is_set_aside(folder: Path, journal_bytes: bytes) -> None:
    header = journal_file.journal_line({"journal": 99, "path": None})
    damaged(folder, header + journal_bytes.split(b"\n", 1)[1])
    (found,) = find_crashed(folder)
    assert "another version" in found.sentence


def test_a_torn_tail_costs_only_the_torn_record(folder: Path, journal_bytes: bytes) -> None:
    end = journal_bytes.rstrip(b"\n").rindex(b"\n") + 1
    for cut in range(end, len(journal_bytes)):
        damaged(folder, journal_bytes[:cut])
        (found,) = find_crashed(folder)
        whole = journal_bytes[:cut].endswith(b"}")
        assert len(found.session.notes) == (20 if whole else 19)
        assert found.skipped == (0 if whole or cut == end else 1)
        found.discard()


def test_every_damaged_byte_costs_at_most_one_record(folder: Path, journal_bytes: bytes) -> None:
    header_end = journal_bytes.index(b"\n") + 1
    for at in range(header_end, len(journal_bytes), 7):
        damaged(folder, journal_bytes[:at] + bytes([journal_bytes[at] ^ 0x15]) + journal_bytes[at + 1 :])
        (found,) = find_crashed(folder)
        assert len(found.session.notes) >= 18
        assert found.skipped >= 1
        assert f"{found.skipped} damaged record" in found.sentence
        found.discard()


def test_a_record_after_a_torn_one_is_not_swallowed(folder: Path, journal_bytes: bytes) -> None:
    more = journal_file.journal_line({"f": "notes", "k": "after", "v": "kept"})
    damaged(folder, journal_bytes + b"0123abcd {torn\n" + more)
    (found,) = find_crashed(folder)
    assert found.session.notes["after"] == "kept"
    found.discard()


@pytest.mark.parametrize(
    "record",
    [
        {"f": "answers", "k": 5, "v": 1},
        {"f": "answers", "k": "company.name", "v": {"$datetime": "never"}},
        {"f": "answers", "k": "company.name", "v": {"a": 1, "b": 2}},
        {"f": "decisions", "k": "X", "v": {"$decision": {"no": 1}}},
        {"f": "nonsense"},
        {},
        {"f": "typed", "k": ["x"], "v": 3},
    ],
)
def test_a_record_that_makes_no_sense_costs_no_other(
    folder: Path, journal_bytes: bytes, record: dict[str, Any]
) -> None:
    damaged(folder, journal_bytes + journal_file.journal_line(record))
    (found,) = find_crashed(folder)
    assert len(found.session.notes) == 20
    found.discard()


def test_hostile_text_in_a_journal_is_cleaned(folder: Path, journal_bytes: bytes) -> None:
    damaged(folder, journal_bytes + journal_file.journal_line({"f": "typed", "k": "a", "v": "\x1b]0;x\x07"}))
    (found,) = find_crashed(folder)
    assert found.typed == {"a": "\ufffd]0;x\ufffd"}
    found.discard()


def test_a_journal_that_crashes_its_reader_is_set_aside_after_three_tries(
    folder: Path, journal_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged(folder, journal_bytes)

    def crash_reader(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(recovery, "_judge", crash_reader)
    for _ in range(2):
        with pytest.raises(MemoryError):
            find_crashed(folder)
    (found,) = find_crashed(folder)
    assert found.state == "bad"
    assert "reading it failed before" in found.sentence
    assert find_bad(folder)[0].read_bytes() == journal_bytes


def test_a_recovery_that_was_killed_is_taken_up_again(folder: Path, journal_bytes: bytes) -> None:
    damaged(folder, journal_bytes, "20260101-000000-aaaaaaaa.jsonl.replaying")
    (found,) = find_crashed(folder)
    assert len(found.session.notes) == 20
    assert found.file.name == "20260101-000000-aaaaaaaa.jsonl"
    found.discard()


def test_planted_links_and_strangers_are_left_alone(folder: Path, journal_bytes: bytes, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(journal_bytes)
    (folder / "planted.jsonl").symlink_to(victim)
    os.mkfifo(folder / "pipe.jsonl")
    (folder / "dir.jsonl").mkdir()
    assert find_crashed(folder) == []
    assert victim.read_bytes() == journal_bytes


def test_a_very_large_journal_is_set_aside(folder: Path, journal_bytes: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "MAX_JOURNAL_BYTES", 100)
    damaged(folder, journal_bytes)
    (found,) = find_crashed(folder)
    assert "too large" in found.sentence


def test_half_made_new_files_are_swept(folder: Path) -> None:
    folder.mkdir(parents=True)
    rest = folder / ".x.jsonl.0123.new"
    rest.write_bytes(b"half")
    assert find_crashed(folder) == []
    assert not rest.exists()


def test_several_crashes_come_latest_first(folder: Path, file: Path) -> None:
    for number in range(3):
        journal = begin(folder, file)
        put(journal, answer("company.arr", number + 10))
        os.utime(crash(journal), (1000 + number, 1000 + number))
    found = find_crashed(folder)
    assert [f.session.get("company.arr") for f in found] == [12, 11, 10]
    assert len({f.id for f in found}) == 3
    for item in found:
        item.discard()


def test_a_flush_waits_for_a_rotation_that_has_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path / "journal", str(tmp_path / "acme.toml"), b"format = 2\n", gather=0)
    began, go_on = threading.Event(), threading.Event()
    renewed = journal._renewed

    def slowly() -> bool:
        began.set()
        go_on.wait(10)
        return renewed()

    monkeypatch.setattr(journal, "_renewed", slowly)
    journal.rotate(b"format = 2\n[company]\nname = 'A'\n")
    assert began.wait(10)
    assert not journal.flush(0.2)
    go_on.set()
    assert journal.flush(10)
    journal.close(discard=True)
