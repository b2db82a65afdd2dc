"""Write a file whose folder is closed: first a rescue copy elsewhere, then the bytes in place, then the copy goes."""

from __future__ import annotations

import errno
import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from gtm_tui.store.atomic_write import Saved, sync, sync_folder
from gtm_tui.store.save_target import SaveError, Target, failed, read_all, write_all
from gtm_tui.store.toml_reader import digest, let_go

SUFFIX = ".rescue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """A copy that an unfinished save left: its `file`, the `target` path, the new `data`, and the digest of the old."""

    file: Path
    target: str
    data: bytes
    old_sha256: str

    @property
    def sha256(self) -> str:
        """The digest of the new text."""
        return digest(self.data)


def write_in_place(target: Target, data: bytes, folder: Path | None) -> Saved:
    """Overwrite an existing file by `data` under the protection of a rescue copy; raises SaveError.

    If it fails half-way the old bytes are put back; if even that fails the sentence names the rescue copy.
    """
    before = target.read()
    old = before[0] if before else b""
    copy, lock = _keep_rescue(target, old, data, folder)
    try:
        try:
            fd = os.open(target.name, os.O_RDWR | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=target.folder_fd)
        except OSError as error:
            _forget(copy)
            raise failed(target.label, error) from None
        try:
            _overwrite(target, fd, old, data, copy)
        finally:
            let_go(fd)
        _forget(copy)
    finally:
        let_go(lock)
    notice = "Saved in place, because its folder may not be written."
    return Saved(path=target.path, sha256=digest(data), notices=(notice,))


def read_rescue(file: Path) -> Rescue | None:
    """Read a rescue copy; None if it was never finished (then the file it was meant for is untouched)."""
    import json

    try:
        head, _, data = file.read_bytes().partition(b"\n")
        header = json.loads(head)
        if header["rescue"] != 1 or digest(data) != header["sha256"]:
            return None
        return Rescue(file=file, target=str(header["path"]), data=data, old_sha256=str(header["old_sha256"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def abandoned_rescues(folder: Path) -> list[Rescue]:
    """List the finished rescue copies whose save did not end; unfinished and already needless ones are removed."""
    found: list[Rescue] = []
    for file in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []:
        try:
            lock = os.open(file, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            rescue = read_rescue(file)
            if rescue is None or _holds(rescue.target, rescue.data):
                _forget(file)
            else:
                found.append(rescue)
        except OSError:
            continue  # its save is still running
        finally:
            let_go(lock)
    return found


def _holds(path: str, data: bytes) -> bool:
    try:
        return Path(path).read_bytes() == data
    except OSError:
        return False


def _keep_rescue(target: Target, old: bytes, data: bytes, folder: Path | None) -> tuple[Path, int]:
    import json

    if folder is None:
        from gtm_tui.store.paths import folders

        folder = folders().rescue
    header = {"rescue": 1, "path": target.path, "sha256": digest(data), "old_sha256": digest(old)}
    path = folder / f"{os.urandom(8).hex()}{SUFFIX}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _no_rescue(target, error) from None
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        write_all(fd, json.dumps(header, allow_nan=False).encode() + b"\n" + data)
        sync(fd)
        sync_folder(folder)
    except OSError as error:
        let_go(fd)
        _forget(path)
        raise _no_rescue(target, error) from None
    except BaseException:
        let_go(fd)
        _forget(path)
        raise
    return path, fd


def _no_rescue(target: Target, error: OSError) -> SaveError:
    kept = "Its folder may not be written, and no rescue copy could be kept. Nothing was changed."
    return failed(target.label, error, kept)


def _overwrite(target: Target, fd: int, old: bytes, data: bytes, copy: Path) -> None:
    try:
        _reserve(fd, len(old), len(data))
        _put(fd, data)
    except OSError as error:
        try:
            _put(fd, old)
        except OSError:
            kept = f"The file may be damaged; the new version is kept in {copy}."
            problem = failed(target.label, error, kept)
            problem.rescue = str(copy)
            raise problem from None
        _forget(copy)
        raise failed(target.label, error) from None


def _reserve(fd: int, have: int, need: int) -> None:
    """Ask for the room before the first old byte is overwritten."""
    if need <= have or not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(fd, have, need - have)
    except OSError as error:
        if error.errno not in (errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS):
            raise


def _put(fd: int, data: bytes) -> None:
    os.lseek(fd, 0, os.SEEK_SET)
    write_all(fd, data)
    os.ftruncate(fd, len(data))
    sync(fd)
    if read_all(fd) != data:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def _forget(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return  # found again, and compared with the file, at the next start
