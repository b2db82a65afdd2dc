"""The session files a person worked on lately, latest first."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from gtm_tui.store.paths import Folders, make_private

MOST = 12


def recent_files(where: Folders) -> list[Path]:
    """The files that still exist, latest first; empty when nothing is known."""
    try:
        lines = _file(where).read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    return [path for line in lines[:MOST] if line and (path := Path(line)).is_file()]


def remember(where: Folders, path: Path) -> None:
    """Put a file first; a state folder that cannot be written is no reason to complain."""
    if where.problem:
        return
    lines = [os.fspath(path), *(os.fspath(p) for p in recent_files(where) if p != path)][:MOST]
    if any("\n" in line for line in lines):
        return
    with contextlib.suppress(OSError):
        make_private(where.state)
        _file(where).write_text("\n".join(lines) + "\n", encoding="utf-8", errors="surrogateescape")


def _file(where: Folders) -> Path:
    return where.state / "recent"
