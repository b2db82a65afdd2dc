"""The one way a file is written: after a crash, a full disk or a power cut it is the old file or the new one, whole."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import sys
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path as FilePath

from gtm_tui.store.save_target import ChangedOnDisk, Path, SaveError, Target, failed, open_target, read_all, write_all
from gtm_tui.store.toml_reader import digest, let_go

__all__ = ["ANY", "ChangedOnDisk", "SaveError", "Saved", "sweep_temps", "sync", "sync_folder", "write_atomically"]

NEW_FILE_MODE = 0o600
_TEMP_PREFIX = ".gtm-"
_TEMP_SUFFIX = ".tmp"
_NOT_IN_THIS_FOLDER = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}
NOT_SAFE_YET = "Saved, but perhaps not safe against a power cut: the folder could not be synchronised."


class Expect(Enum):
    """What a save does not ask about the file that stands there."""

    ANY = "any"


ANY = Expect.ANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A finished save: resolved `path`, `sha256` of the new content, `notices` to show; `safe` against a power cut."""

    path: str
    sha256: str
    safe: bool = True
    notices: tuple[str, ...] = ()


def write_atomically(
    path: Path,
    data: bytes,
    *,
    expected: str | Expect | None = ANY,
    dir_fd: int | None = None,
    rescue: FilePath | None = None,
) -> Saved:
    """Replace a file by `data` so that a reader, a crash or a power cut sees the old or the new file, never a part.

    Mode, group and user attributes of an existing file stay, a new file gets 0600, a link is kept and its target
    replaced. `expected` is the SHA-256 the file must still have (None: there must be no file); otherwise ChangedOnDisk.
    Where the folder cannot be written but the file can, a copy goes to the `rescue` folder (default: in the state
    folder) and the file is written in place. Raises SaveError with a sentence.
    """
    with open_target(path, dir_fd=dir_fd) as target:
        if expected is not ANY:
            _check_unchanged(target, expected)
        try:
            return _replace(target, data)
        except _FolderClosed as closed:
            if target.info is None:
                raise failed(target.label, closed.error) from None
        from gtm_tui.store.overwrite import write_in_place

        return write_in_place(target, data, rescue)


def sweep_temps(folder: Path, older_than: float = 60.0) -> int:
    """Remove temporary files that a killed save left in a folder at least `older_than` seconds ago; return how many."""
    removed = 0
    try:
        names = [n for n in os.listdir(folder) if n.startswith(_TEMP_PREFIX) and n.endswith(_TEMP_SUFFIX)]
        folder_fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return 0
    try:
        for name in names:
            removed += _sweep_one(name, folder_fd, older_than)
    finally:
        let_go(folder_fd)
    return removed


def sync(fd: int) -> None:
    """Bring a file's bytes to the disk itself."""
    if sys.platform == "darwin":
        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in (errno.ENOTSUP, errno.ENOTTY, errno.EINVAL):
                raise
        else:
            return
    os.fsync(fd)


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk itself."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        let_go(fd)


def temp_name() -> str:
    """Return a name nobody can guess and no other save has; its length does not depend on the target's."""
    return f"{_TEMP_PREFIX}{os.urandom(8).hex()}{_TEMP_SUFFIX}"


class _FolderClosed(Exception):
    """The folder does not let a new file in, or the name cannot be replaced; nothing was changed."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


def _check_unchanged(target: Target, expected: str | Expect | None) -> None:
    now = target.read()
    if now is None:
        if expected is not None:
            raise ChangedOnDisk(target.label, None)
    elif digest(now[0]) != expected:
        raise ChangedOnDisk(target.label, now[1])


def _replace(target: Target, data: bytes) -> Saved:
    temp = temp_name()
    _write_temp(target, temp, data)
    try:
        os.rename(temp, target.name, src_dir_fd=target.folder_fd, dst_dir_fd=target.folder_fd)
    except OSError as error:
        _forget(temp, target.folder_fd)
        if error.errno in _NOT_IN_THIS_FOLDER:
            raise _FolderClosed(error) from None
        raise failed(target.label, error) from None
    except BaseException:
        _forget(temp, target.folder_fd)
        raise
    try:
        os.fsync(target.folder_fd)
    except OSError:
        return Saved(path=target.path, sha256=digest(data), safe=False, notices=(NOT_SAFE_YET,))
    return Saved(path=target.path, sha256=digest(data))


def _write_temp(target: Target, temp: str, data: bytes) -> None:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        fd = os.open(temp, flags, NEW_FILE_MODE, dir_fd=target.folder_fd)
    except OSError as error:
        if error.errno in _NOT_IN_THIS_FOLDER:
            raise _FolderClosed(error) from None
        raise failed(target.label, error) from None
    try:
        try:
            _mark_in_use(fd)
            write_all(fd, data)
            _take_over(target, fd)
            sync(fd)
            if read_all(fd) != data:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        finally:
            os.close(fd)
    except OSError as error:
        _forget(temp, target.folder_fd)
        raise failed(target.label, error) from None
    except BaseException:
        _forget(temp, target.folder_fd)
        raise


def _mark_in_use(fd: int) -> None:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return  # a file system without locks: the age of the file still protects it from the sweep


def _take_over(target: Target, fd: int) -> None:
    """Give the new file the mode, owner, group and user attributes of the one it replaces, as far as allowed."""
    if target.info is None:
        os.fchmod(fd, NEW_FILE_MODE)
        return
    mode = stat.S_IMODE(target.info.st_mode) & 0o777
    if not _give_to(fd, target.info):
        mode &= 0o707
    os.fchmod(fd, mode)
    _copy_attributes(target, fd)


def _give_to(fd: int, info: os.stat_result) -> bool:
    """Keep owner and group where permitted; false if the group could not be kept."""
    mine = os.fstat(fd)
    if (mine.st_uid, mine.st_gid) == (info.st_uid, info.st_gid):
        return True
    for owner in (info.st_uid, -1):
        try:
            os.fchown(fd, owner, info.st_gid)
        except OSError:
            continue
        return True
    return False


def _copy_attributes(target: Target, fd: int) -> None:
    if not hasattr(os, "listxattr"):
        return
    try:
        old = os.open(target.name, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=target.folder_fd)
    except OSError:
        return
    try:
        for name in os.listxattr(old):
            if name.startswith("user.") or name == "system.posix_acl_access":
                os.setxattr(fd, name, os.getxattr(old, name))
    except OSError:
        return  # attributes are kept where the file system allows it; the answers matter more
    finally:
        let_go(old)


def _forget(name: str, folder_fd: int) -> None:
    try:
        os.unlink(name, dir_fd=folder_fd)
    except OSError:
        return  # the sweep at a later start takes it


def _sweep_one(name: str, folder_fd: int, older_than: float) -> int:
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        fd = os.open(name, flags, dir_fd=folder_fd)
    except OSError:
        return 0
    try:
        info = os.fstat(fd)
        if not stat.S_ISREG(info.st_mode) or info.st_uid != os.geteuid():
            return 0
        if abs(time.time() - info.st_mtime) < older_than:
            return 0
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.unlink(name, dir_fd=folder_fd)
    except OSError:
        return 0
    finally:
        let_go(fd)
    return 1
