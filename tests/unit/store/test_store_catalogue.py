"""The remaining rows of the fault catalogue, one test each."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gtm_tui.model.session import Session
from gtm_tui.store import clock
from gtm_tui.store.atomic_write import SaveError, sweep_temps, write_atomically
from gtm_tui.store.changes import changes_between
from gtm_tui.store.journal import Journal
from gtm_tui.store.loading import load_session
from gtm_tui.store.paths import Folders, folders
from gtm_tui.store.recovery import Found, find_crashed, restore
from gtm_tui.store.session_codec.encode import encode_session
from gtm_tui.store.sessions import open_session, save_session

ROOT = Path(__file__).parents[3]
START = Session().with_answer("company.name", "Harbor")
NEXT = START.with_answer("company.name", "Harbor Ledger")


@pytest.fixture
def where(tmp_path: Path) -> Folders:
    return Folders(state=tmp_path / "state", config=tmp_path / "config")


def crashed(where: Folders, file: Path) -> None:
    base = file.read_bytes() if file.exists() else None
    journal = Journal(where.journal, str(file), base, gather=0)
    for record in changes_between(START, NEXT):
        journal.put(record["k"], record)
    assert journal.close(discard=False)


def test_two_recoveries_at_once_share_nothing(tmp_path: Path, where: Folders) -> None:
    file = tmp_path / "acme.toml"
    file.write_bytes(encode_session(START))
    for _ in range(6):
        crashed(where, file)
    found: list[list[Found]] = []
    go = threading.Barrier(4)

    def look() -> None:
        go.wait()
        found.append(find_crashed(where.journal))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = [item for items in found for item in items]
    assert len(taken) == len({item.file for item in taken})
    for item in taken:
        item.keep()
    assert len(find_crashed(where.journal)) == 6


def test_a_session_made_read_only_while_open(tmp_path: Path, where: Folders) -> None:
    file = tmp_path / "acme.toml"
    file.write_bytes(encode_session(START))
    opened = open_session(file, where=where, mark=False)
    file.chmod(0o444)
    with pytest.raises(SaveError, match="is read-only"):
        save_session(opened, NEXT)
    assert file.read_bytes() == encode_session(START)
    assert save_session(opened, NEXT, path=tmp_path / "copy.toml").written


@pytest.mark.parametrize("what", ["deleted", "renamed", "a folder", "its folder gone"])
def test_a_session_that_vanishes_while_open(tmp_path: Path, where: Folders, what: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    file = home / "acme.toml"
    file.write_bytes(encode_session(START))
    opened = open_session(file, where=where, mark=False)
    if what == "renamed":
        file.rename(home / "other.toml")
    else:
        file.unlink()
    if what == "a folder":
        file.mkdir()
    elif what == "its folder gone":
        home.rmdir()
    with pytest.raises(SaveError) as caught:
        save_session(opened, NEXT)
    assert caught.value.sentence.endswith(".")
    assert save_session(opened, NEXT, path=tmp_path / "elsewhere.toml").written


def test_an_export_folder_that_vanishes(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="its folder does not exist"):
        write_atomically(tmp_path / "gone" / "report.html", b"x")


def test_a_clock_that_jumps_back_changes_nothing(
    tmp_path: Path, where: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "acme.toml"
    opened = open_session(file, create=True, where=where, mark=False)
    opened = save_session(opened, START).opened
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000")
    assert clock.now().year == 1970
    monkeypatch.setattr("time.time", lambda: 1000000.0)
    opened = save_session(opened, opened.session.with_answer("company.arr", 3)).opened
    crashed(where, file)
    (found,) = find_crashed(where.journal)
    assert found.sentence
    found.discard()
    rest = tmp_path / ".gtm-0123456789abcdef.tmp"
    rest.write_text("a save of the future, long ago")
    assert sweep_temps(tmp_path) == 1, "a rest from after the jump is swept all the same"


@pytest.mark.parametrize(
    "name", [b"\xff\xfe-acme.toml", b"a" * 250, "é".encode() * 120, b"\x1b[2J.toml", b" .toml", b"-x"]
)
def test_odd_file_names(tmp_path: Path, where: Folders, name: bytes) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    opened = open_session(file, create=True, where=where)
    saved = save_session(opened, START)
    saved.opened.close()
    crashed(where, file)
    (found,) = find_crashed(where.journal, file)
    assert "\x1b" not in found.sentence
    restore(found, where)
    assert load_session(file).session.get("company.name") == "Harbor Ledger"


PROGRAM = """
import sys
from pathlib import Path
from gtm_tui.model.session import Session
from gtm_tui.store.paths import folders
from gtm_tui.store.sessions import open_session, save_session
from gtm_tui.store.loading import load_session
from gtm_tui.store.journal import Journal
file = Path(sys.argv[1])
opened = open_session(file, create=True)
journal = Journal(opened.folders.journal, str(file), None)
journal.put("x", {"f": "notes", "k": "x", "v": "\\u00e9"})
kept = journal.flush()
save_session(opened, Session().with_answer("company.name", "Z\\u00fcrich \\u6771\\u4eac"))
print(ascii(load_session(file).session.get("company.name")), kept, folders().problem)
"""


def run_program(file: Path, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_in_the_c_locale_text_stays_intact(tmp_path: Path) -> None:
    out = run_program(tmp_path / "a.toml", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", HOME=str(tmp_path))
    assert out.startswith("'Z\\xfcrich \\u6771\\u4eac' True None")


def test_without_a_home_folder_the_journal_goes_beside_the_session(tmp_path: Path) -> None:
    out = run_program(tmp_path / "a.toml", HOME="/proc/nowhere")
    assert out.startswith("'Z\\xfcrich \\u6771\\u4eac' True the folder /proc/nowhere")


def test_a_relative_home_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_, **__: Path("~/.local/state"))
    assert folders().problem == "there is no home folder for this user"
    assert os.listdir(tmp_path) == []


FULL_DISK = """
import os, sys
from pathlib import Path
from gtm_tui.model.session import Session
from gtm_tui.store.atomic_write import SaveError, write_atomically
from gtm_tui.store.journal import Journal
from gtm_tui.store.paths import Folders
from gtm_tui.store.sessions import open_session, save_session
disk = Path(sys.argv[1])
where = Folders(state=disk / "state", config=disk / "config")
start = Session().with_answer("company.name", "Harbor")
opened = save_session(open_session(disk / "acme.toml", create=True, where=where), start).opened
journal = Journal(where.journal, str(opened.path), opened.path.read_bytes(), retry=3600)
before = opened.path.read_bytes()
(disk / "filler").write_bytes(b"")
with open(disk / "filler", "ab", buffering=0) as filler:
    try:
        while True: filler.write(b"x" * 512)
    except OSError: pass
text = "long " * 1500
journal.put("x", {"f": "notes", "k": "x", "v": text})
print(journal.flush(), journal.problem)
for act in (lambda: save_session(opened, start.with_note("company.name", text)),
            lambda: write_atomically(disk / "report.html", b"x" * 9000)):
    try: act(); print("saved")
    except SaveError as error: print(error.sentence.replace(str(disk), ""))
print(opened.path.read_bytes() == before, sorted(n for n in os.listdir(disk)))
(disk / "filler").unlink()
print(journal.flush(), journal.problem)
save_session(opened, start.with_note("company.name", text))
journal.close(discard=True)
"""


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """On a small file system of our own: nothing is lost, everything is said, and it goes on when there is room."""
    if shutil.which("unshare") is None:
        pytest.skip("unshare is missing")
    mount = f"mount -t tmpfs -o size=64k none {tmp_path} && exec {sys.executable} -c '{FULL_DISK}' {tmp_path}"
    done = subprocess.run(["unshare", "-Urm", "sh", "-c", mount], capture_output=True, text=True, cwd=ROOT, timeout=60)
    if "Operation not permitted" in done.stderr or "must be superuser" in done.stderr:
        pytest.skip("no file system may be mounted here")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "False Answers are not being kept: the disk is full.",
        "/acme.toml could not be saved: the disk is full. Nothing was changed.",
        "/report.html could not be saved: the disk is full. Nothing was changed.",
        "True ['acme.toml', 'filler', 'state']",
        "True None",
    ]


def test_a_state_folder_of_another_user_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    assert "belongs to another user" in str(folders().problem)


def test_a_link_planted_at_a_lock_is_not_followed(tmp_path: Path, where: Folders) -> None:
    from gtm_tui.store.locks import path_key, path_lock

    victim = tmp_path / "victim"
    victim.write_text("mine")
    where.lock.mkdir(parents=True)
    (where.lock / f"{path_key(tmp_path / 'a.toml')}.lock").symlink_to(victim)
    with path_lock(tmp_path / "a.toml", where.lock) as held:
        assert not held
    assert victim.read_text() == "mine"


def test_a_file_system_without_locks_still_saves(
    tmp_path: Path, where: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("fcntl.flock", no_locks)
    opened = open_session(tmp_path / "a.toml", create=True, where=where)
    assert save_session(opened, START).written
    journal = Journal(where.journal, str(opened.path), None)
    journal.put("x", {"f": "notes", "k": "x", "v": "y"})
    assert journal.flush()
    journal.close(discard=True)
