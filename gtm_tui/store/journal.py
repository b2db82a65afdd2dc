"""The journal: every change of a session is on disk within a fifth of a second, written by a thread of its own."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from gtm_tui import __version__
from gtm_tui.store.journal_file import VERSION, JournalFile, Record, journal_line
from gtm_tui.store.paths import NO_HOME, NO_HOME_REASON
from gtm_tui.store.toml_reader import digest
from gtm_tui.text.sanitise import shown

GATHER_SECONDS = 0.1
RETRY_SECONDS = 5.0

Told = Callable[[str | None], None]


class Journal:
    """The running record of the changes to one document; safe to use from any thread, never waits for the disk.

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
        self._lines = JournalFile(folder)
        self._path = path
        self._base = base
        self._tell = tell
        self._gather = gather
        self._retry = retry
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
        self.problem: str | None = None
        self._renewed()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    @property
    def file(self) -> Path | None:
        """Where the answers are kept now."""
        return self._lines.file

    # -- used by the program -----------------------------------------------------------------------------

    def put(self, key: str, record: Record) -> None:
        """Keep a record as the latest under its key; it is on disk soon. Raises TypeError if JSON cannot hold it."""
        line = journal_line(record)
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
            self._lines.let_go(discard)
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
        if renew or self._lines.outgrown:
            return self._renewed()
        try:
            self._lines.append(b"".join(line for _, line in batch.values()))
        except Exception as error:  # the journal must outlive any mistake: it says so and tries again
            self._report(_reason(error))
            return False
        self._report(None)
        return True

    def _renewed(self) -> bool:
        """Write header, base and all records to a new file that takes the place of the old one."""
        try:
            with self._changed:
                lines = [self._header(), *(line for _, line in self._state.values())]
            self._lines.renew(b"".join(lines), self._path)
        except Exception as error:
            self._report(NO_HOME_REASON if NO_HOME in self._lines.folder.parents else _reason(error))
            return False
        self._report(None)
        return True

    def _header(self) -> bytes:
        header = {
            "journal": VERSION,
            "app": __version__,
            "path": self._path,
            "sha256": None if self._base is None else digest(self._base),
            "started": time.time(),
            "base": None if self._base is None else self._base.decode("utf-8", "replace"),
        }
        return journal_line(header)

    def _report(self, reason: str | None) -> None:
        problem = None if reason is None else f"Answers are not being kept: {reason}."
        if problem != self.problem:
            self.problem = problem
            if self._tell is not None:
                self._tell(problem)


def _reason(error: Exception) -> str:
    reasons = {errno.ENOSPC: "the disk is full", errno.EDQUOT: "your disk quota is used up"}
    if isinstance(error, OSError):
        return reasons.get(error.errno or 0, shown(error.strerror or "the disk reported an error").lower())
    return "of an internal error"
