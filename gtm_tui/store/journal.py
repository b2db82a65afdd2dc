"""The journal: every change of a session is on disk within a fifth of a second, written by a thread of its own."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from gtm_tui import __version__
from gtm_tui.store.atomic_write import sync, sync_folder
from gtm_tui.store.paths import NO_HOME, NO_HOME_REASON, make_private
from gtm_tui.store.save_target import write_all
from gtm_tui.store.toml_reader import digest, let_go
from gtm_tui.text.sanitise import shown

VERSION = 1
SUFFIX = ".jsonl"
BESIDE_SUFFIX = ".gtm-journal"
GATHER_SECONDS = 0.1
RETRY_SECONDS = 5.0
ROTATE_BYTES = 1_000_000

Record = Mapping[str, Any]
Told = Callable[[str | None], None]


class Journal:
    """The running record of one sitting over one session; safe to use from any thread, never waits for the disk.

    `put` keeps the latest record under each key; `flush` waits until all of them are on disk. `problem` is a sentence
    while nothing can be kept, and `tell` is called with it, from the journal's thread, whenever it changes.
    """

    def __init__(
        self,
        folder: Path,
        path: str | None,
        base: bytes | None,
        tell: Told | None = None,
        *,
        gather: float = GATHER_SECONDS,
        retry: float = RETRY_SECONDS,
    ) -> None:
        """Create the journal file for the session at `path`, whose file as read is `base` (None: no file yet).

        Where the folder cannot be used the journal is kept beside the session; where that fails too, `problem` says so.
        """
        self._folder = folder
        self._path = path
        self._base = base
        self._tell = tell
        self._gather = gather
        self._retry = retry
        self._id = f"{time.strftime('%Y%m%d-%H%M%S')}-{os.urandom(4).hex()}"
        self._changed = threading.Condition()
        self._state: dict[str, tuple[int, bytes]] = {}
        self._pending: dict[str, tuple[int, bytes]] = {}
        self._count = 0
        self._kept = 0
        self._failures = 0
        self._hurry = False
        self._renew = False
        self._renewing = False
        self._closing = False
        self._fd: int | None = None
        self._size = 0
        self._full = 0
        self.file: Path | None = None
        self.problem: str | None = None
        self._renewed()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    # -- used by the program -----------------------------------------------------------------------------

    def put(self, key: str, record: Record) -> None:
        """Keep a record as the latest under its key; it is on disk soon. Raises TypeError if JSON cannot hold it."""
        line = _line(record)
        with self._changed:
            self._count += 1
            self._state[key] = self._pending[key] = (self._count, line)
            self._changed.notify_all()

    def drop(self, key: str) -> None:
        """Forget what was kept under a key, at the next new file."""
        with self._changed:
            self._state.pop(key, None)
            self._pending.pop(key, None)

    def flush(self, timeout: float = 2.0) -> bool:
        """Wait until everything put so far is on disk; false if that takes longer than `timeout` seconds or fails."""
        deadline = time.monotonic() + timeout
        with self._changed:
            wanted, failures = self._count, self._failures
            self._hurry = True
            self._changed.notify_all()
            while self._kept < wanted or self._renew or self._renewing:
                left = deadline - time.monotonic()
                if left <= 0 or self._failures > failures or not self._thread.is_alive():
                    return False
                self._changed.wait(left)
            return self.problem is None

    def mark(self) -> int:
        """Return a mark for `rotate`: what is put after it was not part of the save that is about to begin."""
        with self._changed:
            return self._count

    def rotate(self, base: bytes, path: str | None = None, since: int | None = None) -> None:
        """Start anew after a save: `base` is the file now; records put after the mark `since` (default: none) stay."""
        with self._changed:
            since = self._count if since is None else since
            self._base = base
            self._path = path or self._path
            self._state = {key: kept for key, kept in self._state.items() if kept[0] > since}
            self._pending = {key: kept for key, kept in self._pending.items() if kept[0] > since}
            self._renew = True
            self._hurry = True
            self._changed.notify_all()

    def close(self, discard: bool, timeout: float = 2.0) -> bool:
        """End the journal: discarded after a save or a wish to lose the changes, else left for recovery."""
        kept = discard or self.flush(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join(timeout)
        if self._thread.is_alive():
            return False
        with self._changed:
            if discard and self.file is not None:
                _unlink(self.file)
            self._let_go()
        return kept

    # -- the thread --------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            with self._changed:
                while not (self._pending or self._renew or self._closing):
                    self._hurry = False
                    self._kept = self._count
                    self._changed.notify_all()
                    self._changed.wait()
                if self._closing and not (self._pending or self._renew):
                    return
                if not (self._hurry or self._closing):
                    self._gather_more()
                if self._closing and self.problem:
                    return
                batch, self._pending = self._pending, {}
                renew, self._renew = self._renew, False
                self._renewing = renew
            done = self._write(batch, renew)
            with self._changed:
                self._renewing = False
                if done:
                    self._kept = max([self._kept, *(number for number, _ in batch.values())])
                    if not self._pending:
                        self._kept = self._count
                else:
                    self._failures += 1
                    self._pending = {**batch, **self._pending}
                    self._renew = True
                self._hurry = self._hurry and not done
                self._changed.notify_all()
                if not done and not self._closing:
                    self._wait_before_retry()

    def _gather_more(self) -> None:
        deadline = time.monotonic() + self._gather
        while not (self._hurry or self._closing):
            left = deadline - time.monotonic()
            if left <= 0:
                return
            self._changed.wait(left)

    def _wait_before_retry(self) -> None:
        """Wait for the next try; somebody who flushes gets one at once."""
        self._hurry = False
        deadline = time.monotonic() + self._retry
        while not (self._hurry or self._closing):
            left = deadline - time.monotonic()
            if left <= 0:
                return
            self._changed.wait(left)

    def _write(self, batch: Mapping[str, tuple[int, bytes]], renew: bool) -> bool:
        try:
            too_long = self._size > max(ROTATE_BYTES, 2 * self._full)
            if renew or too_long or self._fd is None:
                return self._renewed()
            data = b"".join(line for _, line in batch.values())
            write_all(self._fd, data)
            sync(self._fd)
        except Exception as error:  # the journal must outlive any mistake: it says so and tries again
            self._report(_reason(error))
            return False
        self._size += len(data)
        self._report(None)
        return True

    def _renewed(self) -> bool:
        """Write header, base and all records to a new file that takes the place of the old one."""
        with self._changed:
            lines = [self._header(), *(line for _, line in self._state.values())]
        data = b"".join(lines)
        problem: Exception | None = None
        for place in self._places():
            try:
                fd = _new_file(place, data)
            except Exception as error:  # the next place, or the next try
                problem = problem or error
                continue
            self._let_go(unless=place)
            self._fd, self.file, self._size, self._full = fd, place, len(data), len(data)
            self._report(None)
            return True
        self._report(NO_HOME_REASON if NO_HOME in self._folder.parents else _reason(problem))
        return False

    def _header(self) -> bytes:
        header = {
            "journal": VERSION,
            "app": __version__,
            "path": self._path,
            "sha256": None if self._base is None else digest(self._base),
            "started": time.time(),
            "base": None if self._base is None else self._base.decode("utf-8", "replace"),
        }
        return _line(header)

    def _places(self) -> list[Path]:
        places = [self._folder / f"{self._id}{SUFFIX}"]
        if self._path is not None:
            session = Path(self._path)
            places.append(session.with_name(f".{session.name}.{self._id[-8:]}{BESIDE_SUFFIX}"))
        if self.file in places[1:]:
            places.reverse()
        return places

    def _let_go(self, unless: Path | None = None) -> None:
        if self._fd is not None:
            let_go(self._fd)
            self._fd = None
        if unless is not None and self.file not in (None, unless):
            _unlink(self.file)

    def _report(self, reason: str | None) -> None:
        problem = None if reason is None else f"Answers are not being kept: {reason}."
        if problem != self.problem:
            self.problem = problem
            if self._tell is not None:
                self._tell(problem)


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


def _line(record: Record) -> bytes:
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


def _reason(error: Exception | None) -> str:
    reasons = {errno.ENOSPC: "the disk is full", errno.EDQUOT: "your disk quota is used up"}
    if isinstance(error, OSError):
        return reasons.get(error.errno or 0, shown(error.strerror or "the disk reported an error").lower())
    return "of an internal error"
