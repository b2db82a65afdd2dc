"""Processes that work on a session until they are done or killed: `python -m tests.faults.working write|type ...`."""

from __future__ import annotations

import mmap
import os
import sys
from pathlib import Path

from gtm_tui.store.changes import changes_between
from gtm_tui.store.journal import Journal
from gtm_tui.store.loading import load_session
from gtm_tui.store.paths import Folders
from gtm_tui.store.recovery import find_crashed, move_into
from gtm_tui.store.sessions import ChangedOnDisk, open_session, save_session

KEY = "company.gtm_headcount"
SAVE_EVERY = 20


def write(folder: Path, writer: int, times: int) -> None:
    """Save a note of one's own `times` times, starting anew from the file whenever another process was first."""
    where = Folders(state=folder / "state", config=folder / "config")
    reported = 0
    for number in range(times):
        while True:
            opened = open_session(folder / "acme.toml", where=where, mark=False)
            try:
                save_session(opened, opened.session.with_note(f"writer.w{writer}.n{number}", "kept"))
                break
            except ChangedOnDisk:
                reported += 1
    print(reported)


def type_on(folder: Path, telling: Path | None = None) -> None:
    """Answer one question with ever greater numbers; say in shared memory which is on disk and which is saved."""
    told = mmap.mmap(os.open(telling or folder / "told", os.O_RDWR), 4096)
    where = Folders(state=folder / "state", config=folder / "config")
    opened = open_session(folder / "acme.toml", create=True, where=where)
    session = opened.session
    base = opened.path.read_bytes() if opened.path.exists() else None
    journal = Journal(where.journal, str(opened.path), base, gather=0)
    for item in find_crashed(where.journal, opened.path):
        session = item.session
        move_into(item, journal)
    number = int(session.get(KEY, 0))
    while True:
        number += 1
        after = session.with_answer(KEY, number)
        for record in changes_between(session, after):
            journal.put(f"{record['f']}:{record['k']}", record)
        session = after
        if journal.flush(10):
            told[:8] = number.to_bytes(8, "big")
        if number % SAVE_EVERY == 0:
            mark = journal.mark()
            opened = save_session(opened, session).opened
            session = opened.session
            told[8:16] = number.to_bytes(8, "big")
            journal.rotate(opened.base or b"", since=mark)


def recoverable(folder: Path) -> tuple[int, int]:
    """The number that the next start would show, and the number in the file."""
    file = folder / "acme.toml"
    in_file = load_session(file).session.get(KEY, 0) if file.exists() else 0
    found = find_crashed(folder / "state" / "journal", file)
    numbers = [item.session.get(KEY, 0) for item in found]
    assert all(item.state in ("newer", "new") for item in found)
    for item in found:
        item.keep()
    return int(max([in_file, *numbers])), int(in_file)


def _serve() -> None:
    """Fork a typing process for every folder named on standard input and print its number."""
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            try:
                type_on(Path(line.rstrip("\n")))
            finally:
                os._exit(1)
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        _serve()
