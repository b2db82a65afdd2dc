"""The last five versions of every session, kept when a save replaces one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from gtm_tui.store.atomic_write import temp_name
from gtm_tui.store.locks import path_key
from gtm_tui.store.paths import NO_HOME, NO_HOME_REASON, make_private

KEEP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One earlier version: its `file`, and when that version was written (`mtime`, seconds since 1970)."""

    file: Path
    mtime: float


def keep_backup(path: str | os.PathLike[str], data: bytes, mtime: float, folder: Path) -> str | None:
    """Keep `data` as the latest earlier version of a session; return a sentence if that was not possible.

    A version equal to the latest one is not kept twice; versions before the last five are removed.
    """
    own = folder / path_key(path)
    try:
        make_private(folder)
        make_private(own)
        versions = _numbered(own)
        if versions and versions[-1][1].read_bytes() == data:
            return None
        number = versions[-1][0] + 1 if versions else 1
        _write(own / f"{number}.toml", data, mtime)
        for _, old in versions[: max(0, len(versions) + 1 - KEEP)]:
            old.unlink(missing_ok=True)
    except OSError:
        why = f": {NO_HOME_REASON}" if NO_HOME in folder.parents else ""
        return f"The earlier version could not be kept as a backup{why}."
    return None


def list_backups(path: str | os.PathLike[str], folder: Path) -> list[Backup]:
    """List the earlier versions of a session, latest first."""
    try:
        infos = [(file, file.stat()) for _, file in _numbered(folder / path_key(path))]
    except (OSError, ValueError):
        return []
    return [Backup(file=file, mtime=info.st_mtime) for file, info in reversed(infos) if info.st_size]


def _write(file: Path, data: bytes, mtime: float) -> None:
    """Write a backup whole or not at all; it is not brought to the disk at once, for the session itself is."""
    temp = file.with_name(temp_name())
    try:
        with open(
            os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600), "wb"
        ) as out:
            out.write(data)
        os.utime(temp, (mtime, mtime))
        os.rename(temp, file)
    except OSError:
        temp.unlink(missing_ok=True)
        raise


def _numbered(own: Path) -> list[tuple[int, Path]]:
    if not own.is_dir():
        return []
    return sorted((int(file.stem), file) for file in own.glob("*.toml") if file.stem.isascii() and file.stem.isdigit())
