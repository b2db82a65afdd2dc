"""The file of a journal: written whole under a lock, added to line by line, read back whatever happened to it."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import time
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from gtm_tui.store.atomic_write import sync, sync_folder
from gtm_tui.store.paths import make_private
from gtm_tui.store.save_target import write_all
from gtm_tui.store.toml_reader import let_go

VERSION = 1
SUFFIX = ".jsonl"
BESIDE_SUFFIX = ".gtm-journal"
ROTATE_BYTES = 1_000_000

Record = Mapping[str, Any]


class JournalFile:
    """Where one journal's lines are kept; `file` is None until they are kept anywhere.

    It lies in the folder for journals or, where that cannot be used, beside the session.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file: Path | None = None
        self._id = f"{time.strftime('%Y%m%d-%H%M%S')}-{os.urandom(4).hex()}"
        self._fd: int | None = None
        self._size = 0
        self._full = 0

    @property
    def outgrown(self) -> bool:
        """Whether there is no file, or one so long that the present state is to be written to a new one."""
        return self._fd is None or self._size > max(ROTATE_BYTES, 2 * self._full)

    def append(self, data: bytes) -> None:
        """Add whole lines and wait until they are on disk; raises OSError."""
        assert self._fd is not None
        write_all(self._fd, data)
        sync(self._fd)
        self._size += len(data)

    def renew(self, data: bytes, session: str | None) -> None:
        """Write all lines to a new file that takes the place of the old one; raises the first error of those met."""
        first: Exception | None = None
        for place in self._places(session):
            try:
                fd = _new_file(place, data)
            except Exception as error:  # the next place
                first = first or error
                continue
            self._close()
            if self.file != place:
                _unlink(self.file)
            self._fd, self.file, self._size, self._full = fd, place, len(data), len(data)
            return
        assert first is not None
        raise first

    def let_go(self, discard: bool) -> None:
        """Close the file, and remove it where it is not needed any more."""
        if discard:
            _unlink(self.file)
        self._close()

    def _close(self) -> None:
        if self._fd is not None:
            let_go(self._fd)
            self._fd = None

    def _places(self, session: str | None) -> list[Path]:
        places = [self.folder / f"{self._id}{SUFFIX}"]
        if session is not None:
            path = Path(session)
            places.append(path.with_name(f".{path.name}.{self._id[-8:]}{BESIDE_SUFFIX}"))
        if self.file in places[1:]:
            places.reverse()
        return places


class JournalContent(NamedTuple):
    """What a journal file holds: `header`, the `base` file's bytes, `records` in order, number of lines `skipped`.

    `bad` says why nothing can be made of it, if so.
    """

    header: dict[str, Any]
    records: list[dict[str, Any]]
    skipped: int
    bad: str | None = None

    @property
    def base(self) -> bytes | None:
        """The session file as it was when the journal began."""
        base = self.header.get("base")
        return base.encode("utf-8", "replace") if isinstance(base, str) else None


def parse_journal(data: bytes) -> JournalContent:
    """Read a journal's bytes; a torn or changed line is skipped and counted, whatever stands before or after it."""
    records: list[dict[str, Any]] = []
    skipped = 0
    for line in data.split(b"\n"):
        record = _record(line)
        if record is not None:
            records.append(record)
        elif line:
            skipped += 1
    header = records[0] if records and "journal" in records[0] else None
    if header is None:
        return JournalContent(header={}, records=records, skipped=skipped, bad="its first line is missing or damaged")
    if header["journal"] != VERSION:
        return JournalContent(
            header=header, records=[], skipped=skipped, bad="it was written by another version of the program"
        )
    return JournalContent(header=header, records=records[1:], skipped=skipped)


def journal_line(record: Record) -> bytes:
    """One record as the line that stands for it, with its checksum; raises TypeError if JSON cannot hold it."""
    text = json.dumps(record, separators=(",", ":"), allow_nan=False).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _record(line: bytes) -> dict[str, Any] | None:
    if len(line) < 11 or line[8:9] != b" ":
        return None
    try:
        if int(line[:8], 16) != zlib.crc32(line[9:]):
            return None
        record = json.loads(line[9:])
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def _new_file(place: Path, data: bytes) -> int:
    """Write a whole journal under a temporary name, lock it, and move it into place; return its descriptor."""
    if place.suffix == SUFFIX:
        make_private(place.parent)
    temp = place.with_name(f".{place.name}.{os.urandom(4).hex()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
    fd = os.open(temp, flags, 0o600)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise
        write_all(fd, data)
        sync(fd)
        os.rename(temp, place)
    except BaseException:
        _unlink(temp)
        let_go(fd)
        raise
    try:
        sync_folder(place.parent)
    except BaseException:
        _unlink(place)
        let_go(fd)
        raise
    return fd


def _unlink(path: Path | None) -> None:
    if path is None:
        return
    try:
        path.unlink()
    except OSError:
        return  # recovery finds it, sees nothing newer than the file, and removes it
