"""The place that a save goes to: what kind of thing stands there now, and whether it may be replaced."""

from __future__ import annotations

import errno
import os
import stat
from types import TracebackType

from gtm_tui.store.toml_reader import let_go
from gtm_tui.text.sanitise import shown

Path = str | os.PathLike[str]


class SaveError(Exception):
    """A save did not happen: `sentence` says why and what became of the text; the earlier file is still there.

    `rescue` is the path of a copy that holds the new text, where one had to be left.
    """

    def __init__(self, path: str, sentence: str, rescue: str | None = None) -> None:
        super().__init__(sentence)
        self.path = path
        self.sentence = sentence
        self.rescue = rescue


class ChangedOnDisk(SaveError):
    """The file is not the one that was read: another program changed it at `mtime` (seconds), or removed it (None)."""

    def __init__(self, path: str, mtime: float | None) -> None:
        what = "was removed or renamed" if mtime is None else "was changed"
        super().__init__(path, f"{path} {what} by another program since it was opened here. Nothing was written.")
        self.mtime = mtime


class Target:
    """A name in an open folder: `folder_fd`, `name`, `info` (None: a new file), resolved `path`, `label` to show."""

    def __init__(self, path: str, label: str, folder_fd: int, name: str, info: os.stat_result | None) -> None:
        self.path = path
        self.label = label
        self.folder_fd = folder_fd
        self.name = name
        self.info = info

    def __enter__(self) -> Target:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        let_go(self.folder_fd)

    def read(self) -> tuple[bytes, float] | None:
        """Return what the file holds now and its modification time, None if there is no file; raises SaveError."""
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            fd = os.open(self.name, flags, dir_fd=self.folder_fd)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise failed(self.label, error) from None
        try:
            return read_all(fd), os.fstat(fd).st_mtime
        except OSError as error:
            raise failed(self.label, error) from None
        finally:
            let_go(fd)


def open_target(path: Path, *, dir_fd: int | None = None) -> Target:
    """Open the folder of a file to be written and refuse what must not be replaced; raises SaveError.

    A link is followed to the file it names, unless `dir_fd` is given: then `path` is a name in that folder, and a link
    is refused. Dangling links, folders, devices, pipes and read-only files are refused with a sentence each.
    """
    label = shown(os.fspath(path))
    real = os.fspath(path)
    try:
        if dir_fd is None:
            real = _resolved(real, label)
            folder, name = os.path.split(real)
            folder_fd = os.open(folder or ".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        else:
            name, folder_fd = real, os.dup(dir_fd)
    except ValueError:
        raise SaveError(label, f"{label} is not a possible file name.") from None
    except OSError as error:
        raise _no_folder(label, error) from None
    try:
        info = _look(name, folder_fd, label)
    except BaseException:
        let_go(folder_fd)
        raise
    return Target(real, label, folder_fd, name, info)


def real_path(path: Path) -> str:
    """Return the one path under which a file is known, whatever links lead to it."""
    return os.path.realpath(os.fspath(path))


def failed(label: str, error: OSError, kept: str = "Nothing was changed.") -> SaveError:
    """Put an operating system error into a sentence."""
    sentences = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "your disk quota is used up",
        errno.EIO: "the disk reported an error",
        errno.EROFS: "the disk is read-only",
        errno.EACCES: "permission denied",
        errno.EPERM: "permission denied",
        errno.ENAMETOOLONG: "the file name is too long",
        errno.ENOENT: "its folder is gone",
    }
    reason = sentences.get(error.errno or 0, shown(error.strerror or "unknown reason"))
    return SaveError(label, f"{label} could not be saved: {reason}. {kept}")


def read_all(fd: int) -> bytes:
    """Read a descriptor from its start to its end."""
    chunks: list[bytes] = []
    offset = 0
    while chunk := os.pread(fd, 1 << 20, offset):
        chunks.append(chunk)
        offset += len(chunk)
    return b"".join(chunks)


def write_all(fd: int, data: bytes) -> None:
    """Write all bytes at the descriptor's position, however few the system takes at a time."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _resolved(path: str, label: str) -> str:
    if not os.path.basename(path):
        raise SaveError(label, f"{label} is a folder.")
    real = os.path.realpath(path)
    if os.path.islink(path):
        if os.path.islink(real):
            raise SaveError(label, f"{label} is a link that leads back to itself.")
        if not os.path.lexists(real):
            raise SaveError(label, f"{label} is a link to {shown(real)}, which does not exist.")
    return real


def _no_folder(label: str, error: OSError) -> SaveError:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return SaveError(label, f"{label} could not be saved: its folder does not exist.")
    return failed(label, error)


def _look(name: str, folder_fd: int, label: str) -> os.stat_result | None:
    try:
        info = os.stat(name, dir_fd=folder_fd, follow_symlinks=False)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError):
            raise SaveError(label, f"{label} is not a possible file name.") from None
        raise failed(label, error) from None
    kind = _KINDS.get(stat.S_IFMT(info.st_mode))
    if kind is not None:
        raise SaveError(label, f"{label} is {kind}, not an ordinary file. Nothing was written.")
    may_write = os.access(name, os.W_OK, dir_fd=folder_fd)
    if not info.st_mode & 0o222 or not may_write:
        raise SaveError(label, f"{label} is read-only. Nothing was written.")
    return info


_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: "a link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
