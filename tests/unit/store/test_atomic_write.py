"""A save replaces every kind of target as promised, or leaves it alone and says why."""

from __future__ import annotations

import errno
import hashlib
import os
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gtm_tui.store import atomic_write, overwrite
from gtm_tui.store.atomic_write import ANY, ChangedOnDisk, SaveError, sweep_temps, write_atomically
from gtm_tui.store.backups import keep_backup, list_backups
from gtm_tui.store.locks import OpenElsewhere, mark_open, path_lock
from gtm_tui.store.overwrite import abandoned_rescues
from gtm_tui.store.toml_reader import digest

OLD, NEW = b"old\n" * 500, b"new text\n" * 700


@pytest.fixture
def rescue(tmp_path: Path) -> Path:
    return tmp_path / "state" / "rescue"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    path = tmp_path / "home" / "acme.toml"
    path.write_bytes(OLD)
    return path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def refused(path: Path | str, words: str, **more: object) -> SaveError:
    with pytest.raises(SaveError) as caught:
        write_atomically(path, NEW, **more)  # type: ignore[arg-type]
    assert words in caught.value.sentence
    assert caught.value.sentence.endswith(".")
    return caught.value


def alone(path: Path) -> bool:
    """Nothing but the file itself is in its folder: no temporary file was left."""
    return os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_a_new_file_is_private_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        saved = write_atomically(tmp_path / "new.toml", NEW)
    finally:
        os.umask(before)
    assert (tmp_path / "new.toml").read_bytes() == NEW
    assert mode(tmp_path / "new.toml") == 0o600
    assert saved.sha256 == hashlib.sha256(NEW).hexdigest()
    assert saved.safe


@pytest.mark.parametrize("bits", [0o600, 0o640, 0o664, 0o606])
def test_the_mode_stays(file: Path, bits: int) -> None:
    file.chmod(bits)
    write_atomically(file, NEW)
    assert mode(file) == bits
    assert file.read_bytes() == NEW
    assert alone(file)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_owner_and_group_stay_where_permitted(file: Path) -> None:
    os.chown(file, 1234, 2345)
    write_atomically(file, NEW)
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 2345)


def test_a_group_that_cannot_be_kept_gains_no_rights(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.chmod(0o664)
    info = os.stat_result([*file.stat()[:5], 2345, *file.stat()[6:]])

    def deny(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "fchown", deny)
    monkeypatch.setattr("gtm_tui.store.save_target._look", lambda *_: info)
    write_atomically(file, NEW)
    assert mode(file) == 0o604


def test_a_link_is_kept_and_its_target_replaced(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to("home/acme.toml")
    saved = write_atomically(link, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert saved.path == str(file)


def test_dangling_and_endless_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "d").symlink_to("nowhere")
    (tmp_path / "l").symlink_to("l")
    refused(tmp_path / "d", "is a link to")
    refused(tmp_path / "l", "is a link that leads back to itself")
    assert not (tmp_path / "nowhere").exists()


def test_with_a_folder_descriptor_a_link_is_refused(file: Path, tmp_path: Path) -> None:
    (file.parent / "link.toml").symlink_to("acme.toml")
    fd = os.open(file.parent, os.O_RDONLY)
    try:
        refused("link.toml", "is a link", dir_fd=fd)
        write_atomically("acme.toml", NEW, dir_fd=fd)
    finally:
        os.close(fd)
    assert file.read_bytes() == NEW


def test_a_hard_link_splits_and_nothing_is_lost(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    os.link(file, other)
    write_atomically(file, NEW)
    assert (file.read_bytes(), other.read_bytes()) == (NEW, OLD)


def test_user_attributes_are_copied(file: Path) -> None:
    try:
        os.setxattr(file, "user.note", b"spring")
    except OSError:
        pytest.skip("this file system has no user attributes")
    write_atomically(file, NEW)
    assert os.getxattr(file, "user.note") == b"spring"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    refused(tmp_path / "fifo", "is a pipe, not an ordinary file")
    refused(tmp_path / "folder", "is a folder, not an ordinary file")
    refused(f"{tmp_path}/folder/", "is a folder")
    refused("/dev/null", "is a device")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        refused(tmp_path / "s", "is a socket")


def test_a_read_only_file_is_left_alone(file: Path) -> None:
    file.chmod(0o444)
    refused(file, "is read-only")
    assert file.read_bytes() == OLD
    assert alone(file)


def test_names_that_are_too_long_or_impossible(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 127 + "x")
    write_atomically(path, OLD)
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW
    refused(tmp_path / ("x" * 256), "the file name is too long")
    refused("a\0b", "is not a possible file name")
    refused(tmp_path / "absent" / "x.toml", "its folder does not exist")
    write_atomically(os.fsencode(tmp_path) + b"/\xff\x1b.toml", NEW)  # type: ignore[arg-type]


def test_a_planted_link_at_a_temporary_name_is_not_followed(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(OLD)
    (file.parent / ".gtm-planted.tmp").symlink_to(victim)
    monkeypatch.setattr(atomic_write, "temp_name", lambda: ".gtm-planted.tmp")
    refused(file, "could not be saved")
    assert victim.read_bytes() == OLD
    assert file.read_bytes() == OLD


def test_temporary_names_are_not_predictable() -> None:
    names = {atomic_write.temp_name() for _ in range(100)}
    assert len(names) == 100
    assert len({len(n) for n in names}) == 1


Failing = Callable[[str, int], None]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Failing]:
    """Make one call of the os module fail with one error, for the whole test."""

    def install(call: str, number: int) -> None:
        def fail(*_: object, **__: object) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, call, fail)

    yield install
    monkeypatch.undo()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("call", ["write", "fsync", "pread", "fchmod"])
def test_a_failing_disk_leaves_the_old_file_and_no_rest(file: Path, failing: Failing, call: str, number: int) -> None:
    failing(call, number)
    refused(file, "could not be saved")
    assert file.read_bytes() == OLD
    assert alone(file)


def test_a_disk_that_gives_back_something_else_is_noticed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_write, "read_all", lambda fd: b"rotten")
    refused(file, "the disk reported an error")
    assert file.read_bytes() == OLD


def test_a_folder_that_cannot_be_synchronised_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fail_for_folders(fd: int) -> None:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(errno.EIO, "io")
        real(fd)

    monkeypatch.setattr(os, "fsync", fail_for_folders)
    saved = write_atomically(file, NEW)
    assert not saved.safe
    assert saved.notices == ("Saved, but perhaps not safe against a power cut: the folder could not be synchronised.",)
    assert file.read_bytes() == NEW


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EBUSY])
def test_a_closed_folder_is_written_in_place_under_a_rescue_copy(
    file: Path, rescue: Path, failing: Failing, number: int
) -> None:
    inode = file.stat().st_ino
    failing("rename", number)
    for data in (NEW, b"short"):
        saved = write_atomically(file, data, rescue=rescue)
        assert file.read_bytes() == data
        assert "in place" in saved.notices[0]
    assert file.stat().st_ino == inode
    assert list(rescue.iterdir()) == []
    assert alone(file)


def test_a_new_file_in_a_closed_folder_is_a_sentence(tmp_path: Path, rescue: Path, failing: Failing) -> None:
    failing("rename", errno.EACCES)
    refused(tmp_path / "new.toml", "permission denied", rescue=rescue)
    assert os.listdir(tmp_path) == []


def test_in_place_the_old_bytes_come_back_when_the_disk_is_full(
    file: Path, rescue: Path, failing: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing("rename", errno.EBUSY)
    calls: list[bytes] = []
    real = overwrite.write_all

    def once(fd: int, data: bytes) -> None:
        if data == NEW:
            calls.append(data)
            real(fd, data[:100])
            raise OSError(errno.ENOSPC, "full")
        real(fd, data)

    monkeypatch.setattr(overwrite, "write_all", once)
    refused(file, "the disk is full. Nothing was changed.", rescue=rescue)
    assert calls
    assert file.read_bytes() == OLD
    assert list(rescue.iterdir()) == []


def test_in_place_a_file_that_cannot_be_restored_has_its_new_text_in_the_rescue_copy(
    file: Path, rescue: Path, failing: Failing, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing("rename", errno.EBUSY)
    failing("ftruncate", errno.EIO)
    error = refused(file, "the new version is kept in", rescue=rescue)
    assert error.rescue is not None
    found = abandoned_rescues(rescue)
    assert [(r.target, r.data, str(r.file)) for r in found] == [(str(file), NEW, error.rescue)]
    monkeypatch.undo()
    write_atomically(found[0].target, found[0].data)
    assert abandoned_rescues(rescue) == []
    assert list(rescue.iterdir()) == []


def test_in_place_without_a_rescue_folder_nothing_is_touched(file: Path, tmp_path: Path, failing: Failing) -> None:
    failing("rename", errno.EBUSY)
    (tmp_path / "blocked").write_text("")
    refused(file, "no rescue copy could be kept", rescue=tmp_path / "blocked" / "x")
    assert file.read_bytes() == OLD


def test_an_unfinished_rescue_copy_is_removed(rescue: Path) -> None:
    rescue.mkdir(parents=True)
    (rescue / "torn.rescue").write_bytes(b'{"rescue": 1, "path": "/x", "sha256": "00", "old_sha256": ""}\nhal')
    (rescue / "empty.rescue").write_bytes(b"")
    assert abandoned_rescues(rescue) == []
    assert list(rescue.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to become another user")
def test_a_really_closed_folder() -> None:
    # Not below pytest's own folder, which every run that starts closes to other users.
    with tempfile.TemporaryDirectory(prefix="gtm-closed-") as folder:
        Path(folder).chmod(0o755)
        write_as_another_user(Path(folder))


def write_as_another_user(folder: Path) -> None:
    home = folder / "home"
    home.mkdir()
    (home / "acme.toml").write_bytes(OLD)
    rescue = folder / "rescue"
    rescue.mkdir()
    os.chown(home / "acme.toml", 65534, 65534)
    os.chown(rescue, 65534, 65534)
    program = (
        "import os, sys, pathlib; sys.path[:] = eval(sys.argv[3])\n"
        "from gtm_tui.store import atomic_write, overwrite; import json, hashlib\n"
        "os.setgid(65534); os.setuid(65534)\n"
        "print(atomic_write.write_atomically(sys.argv[1], b'x', rescue=pathlib.Path(sys.argv[2])).notices)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(home / "acme.toml"), str(rescue), repr(sys.path)],
        capture_output=True,
        text=True,
    )
    assert "in place" in done.stdout, done.stderr
    assert (home / "acme.toml").read_bytes() == b"x"
    assert list(rescue.iterdir()) == []


def test_a_changed_file_is_not_overwritten(file: Path) -> None:
    with pytest.raises(ChangedOnDisk, match="was changed by another program") as caught:
        write_atomically(file, NEW, expected=digest(b"what was read"))
    assert caught.value.mtime == file.stat().st_mtime
    assert file.read_bytes() == OLD
    with pytest.raises(ChangedOnDisk):
        write_atomically(file, NEW, expected=None)
    write_atomically(file, NEW, expected=digest(OLD))
    file.unlink()
    with pytest.raises(ChangedOnDisk, match="was removed or renamed"):
        write_atomically(file, OLD, expected=digest(NEW))
    assert not file.exists()
    write_atomically(file, OLD, expected=None)
    write_atomically(file, NEW, expected=ANY)


def test_rests_of_killed_saves_are_swept_but_nothing_else(file: Path) -> None:
    rest = file.parent / ".gtm-0123456789abcdef.tmp"
    rest.write_bytes(b"half")
    link = file.parent / ".gtm-aaaaaaaaaaaaaaaa.tmp"
    link.symlink_to(file)
    assert sweep_temps(file.parent) == 0, "a young file may belong to a running save"
    held = os.open(rest, os.O_RDONLY)
    import fcntl

    fcntl.flock(held, fcntl.LOCK_EX)
    assert sweep_temps(file.parent, older_than=0) == 0, "a locked file belongs to a running save"
    os.close(held)
    assert sweep_temps(file.parent, older_than=0) == 1
    assert sorted(os.listdir(file.parent)) == [link.name, "acme.toml"]
    assert file.read_bytes() == OLD
    assert sweep_temps(file.parent / "absent") == 0


def test_five_earlier_versions_are_kept(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    for number in range(8):
        assert keep_backup(file, b"v%d" % number, 1000.0 + number, folder) is None
        assert keep_backup(file, b"v%d" % number, 1000.0 + number, folder) is None
    kept = list_backups(file, folder)
    assert [b.file.read_bytes() for b in kept] == [b"v7", b"v6", b"v5", b"v4", b"v3"]
    assert [b.mtime for b in kept] == [1007.0, 1006.0, 1005.0, 1004.0, 1003.0]
    assert {mode(b.file) for b in kept} == {0o600}
    assert mode(folder) == 0o700
    assert list_backups(tmp_path / "other.toml", folder) == []


def test_a_backup_that_cannot_be_kept_is_said_not_raised(file: Path, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("")
    assert keep_backup(file, OLD, 0.0, tmp_path / "blocked") == "The earlier version could not be kept as a backup."


def test_the_save_lock_is_one_for_all_links_and_gives_up_in_words(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(file)
    with path_lock(file, tmp_path / "lock") as held:
        assert held
        with (
            pytest.raises(SaveError, match="is being saved by another window"),
            path_lock(link, tmp_path / "lock", 0.02),
        ):
            pass
    with path_lock(link, tmp_path / "lock") as held:
        assert held
    (tmp_path / "blocked").write_text("")
    with path_lock(file, tmp_path / "blocked") as held:
        assert not held


def test_a_session_open_elsewhere_is_noticed_until_it_is_closed(file: Path, tmp_path: Path) -> None:
    mark = mark_open(file, tmp_path / "lock")
    assert mark is not None
    with pytest.raises(OpenElsewhere, match=r"Open in another window \(since \d\d:\d\d\)\."):
        mark_open(file, tmp_path / "lock")
    mark.close()
    again = mark_open(file, tmp_path / "lock")
    assert again is not None
    again.close()


def _save_often(file: Path, locks: Path, writer: int, times: int, lost: list[str]) -> None:
    for number in range(times):
        with path_lock(file, locks, 60):
            now = file.read_bytes()
            write_atomically(file, now + b"%d.%d\n" % (writer, number), expected=digest(now))
    lost.append("done")


def test_writers_that_take_the_lock_lose_nothing(tmp_path: Path) -> None:
    file, done = tmp_path / "f", []  # type: ignore[var-annotated]
    file.write_bytes(b"")
    threads = [threading.Thread(target=_save_often, args=(file, tmp_path / "l", n, 10, done)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == ["done"] * 4
    assert len(set(file.read_bytes().split())) == 40
