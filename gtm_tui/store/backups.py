"""The last five versions of every session, kept when a save replaces one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from gtm_tui.store.durable import durable_replace
from gtm_tui.store.locks import path_key
from gtm_tui.store.paths import make_private
from gtm_tui.store.target import SaveError

KEEP = 5


@dataclass(frozen=True)
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
        file = own / f"{number}.toml"
        durable_replace(file, data)
        os.utime(file, (mtime, mtime))
        for _, old in versions[: max(0, len(versions) + 1 - KEEP)]:
            old.unlink(missing_ok=True)
    except (OSError, SaveError):
        return "The earlier version could not be kept as a backup."
    return None


def list_backups(path: str | os.PathLike[str], folder: Path) -> list[Backup]:
    """List the earlier versions of a session, latest first."""
    try:
        found = [Backup(file, file.stat().st_mtime) for _, file in _numbered(folder / path_key(path))]
    except (OSError, ValueError):
        return []
    return found[::-1]


def _numbered(own: Path) -> list[tuple[int, Path]]:
    if not own.is_dir():
        return []
    return sorted((int(file.stem), file) for file in own.glob("*.toml") if file.stem.isascii() and file.stem.isdigit())
