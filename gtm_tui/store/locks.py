"""Locks on session files: a short one around check-and-replace, a long one that tells other windows it is open."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gtm_tui.store.paths import make_private
from gtm_tui.store.save_target import SaveError, real_path
from gtm_tui.store.toml_reader import digest, let_go
from gtm_tui.text.sanitise import shown

WAIT_SECONDS = 10.0
_STEP_SECONDS = 0.005


@contextmanager
def path_lock(path: str | os.PathLike[str], folder: Path, wait: float = WAIT_SECONDS) -> Iterator[bool]:
    """Hold the save lock of one session path; yields False where the lock folder cannot be used.

    Raises SaveError if another save holds it for longer than `wait` seconds. The lock file stays: removing it would let
    two processes hold two locks.
    """
    fd = _open_lock(path, folder, ".lock")
    if fd is None:
        yield False
        return
    try:
        deadline = time.monotonic() + wait
        while not _try_lock(fd):
            if time.monotonic() > deadline:
                raise SaveError(shown(path), f"{shown(path)} is being saved by another window. Nothing was written.")
            time.sleep(_STEP_SECONDS)
        yield True
    finally:
        let_go(fd)


class OpenMark:
    """The sign that a session is open for editing here; it goes when the process ends, however it ends."""

    def __init__(self, fd: int) -> None:
        self._fd: int | None = fd

    def close(self) -> None:
        """Take the sign away."""
        if self._fd is not None:
            let_go(self._fd)
            self._fd = None


class OpenElsewhere(Exception):
    """Another window has the session open, since `since` (seconds since 1970; 0.0 if unknown)."""

    def __init__(self, since: float) -> None:
        clock = time.strftime("%H:%M", time.localtime(since)) if since else "some time ago"
        super().__init__(f"Open in another window (since {clock}).")
        self.since = since


def mark_open(path: str | os.PathLike[str], folder: Path) -> OpenMark | None:
    """Mark a session as open here; None where no lock can be kept; raises OpenElsewhere."""
    fd = _open_lock(path, folder, ".open")
    if fd is None:
        return None
    if not _try_lock(fd):
        try:
            since = os.fstat(fd).st_mtime
        finally:
            let_go(fd)
        raise OpenElsewhere(since)
    with suppress(OSError):
        os.utime(fd)
    return OpenMark(fd)


def path_key(path: str | os.PathLike[str]) -> str:
    """Return the name under which a session path is known in the lock and backup folders."""
    return digest(os.fsencode(real_path(path)))


def _open_lock(path: str | os.PathLike[str], folder: Path, ending: str) -> int | None:
    try:
        make_private(folder)
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        return os.open(folder / f"{path_key(path)}{ending}", flags, 0o600)
    except (OSError, ValueError):
        return None


def _try_lock(fd: int) -> bool:
    """False if another process has the lock; a file system without locks gives it to everybody."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
