"""Which files a portfolio is made of, and their rows: from as many processes as there are cores, in order."""

from __future__ import annotations

import os
import sys

from gtm_tui.analysis.portfolio import Row, Summary, Unreadable
from gtm_tui.cli.errors import CommandError
from gtm_tui.store.loading import UnreadableFile, load_session
from gtm_tui.store.recognise import NotASession
from gtm_tui.text.sanitise import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from gtm_tui.calibration import Calibration
    from gtm_tui.model.session import Session

# From how many files on starting processes pays, and how many files one of them takes at a time.
POOL_FROM = 200
CHUNK = 50


def files_of(paths: Sequence[str]) -> list[str]:
    """The session files behind files, folders (searched to the bottom) and patterns, each once, in order.

    Raises CommandError for a pattern or folder that holds none. Hidden files and folders are left out.
    """
    found: dict[str, None] = {}
    for path in paths:
        if os.path.isdir(path):
            listed = list(_in_folder(path))
        elif not os.path.lexists(path) and any(sign in path for sign in "*?["):
            from glob import glob

            listed = sorted(f for f in glob(path, recursive=True) if not os.path.isdir(f))
        else:
            listed = [path]
        if not listed:
            raise CommandError(f"{shown(path)}: no session file (*.toml) is there")
        found.update(dict.fromkeys(listed))
    return list(found)


def _in_folder(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".toml") and not name.startswith("."):
                yield os.path.join(place, name)


def rows_of(
    files: Sequence[str], model: str, calibration: Calibration, today: date, dir_fd: int | None = None
) -> Iterator[Row | Unreadable]:
    """A row, or the reason why there is none, for every file in order."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(files) < POOL_FROM or cores < 2 or dir_fd is not None:
        _start(model, calibration, today)
        for path in files:
            yield from _rows([path], dir_fd)
        return
    import multiprocessing

    # A fork starts ten times as fast as anything else, and nothing else runs in this process that it could harm.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    with context.Pool(cores, _start_process, (model, calibration, today)) as pool:
        for rows in pool.imap(_rows, (files[i : i + CHUNK] for i in range(0, len(files), CHUNK))):
            yield from rows


_summary: Summary | None = None


def _start_process(model: str, calibration: Calibration, today: date) -> None:
    """Set up a worker process: it leaves interrupts to the one that started it."""
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(50_000)
    _start(model, calibration, today)


def _start(model: str, calibration: Calibration, today: date) -> None:
    global _summary
    _summary = Summary(model, calibration, today)


def _rows(paths: Sequence[str], dir_fd: int | None = None) -> list[Row | Unreadable]:
    """Some files, all read before all are judged: a tenth faster, since the processor keeps either code at hand."""
    assert _summary is not None
    read = [(shown(path), _read(path, dir_fd)) for path in paths]
    return [found if isinstance(found, Unreadable) else _summary.row(path, found) for path, found in read]


def _read(path: str, dir_fd: int | None) -> Session | Unreadable:
    """One session as `check` reads it; nothing that is wrong with its file is raised."""
    try:
        return load_session(path, dir_fd=dir_fd).session
    except UnreadableFile as error:
        return Unreadable(path=shown(path), reason=error.sentence, skipped=isinstance(error, NotASession))


def watched(rows: Iterator[Row | Unreadable], total: int, write: Callable[[str], object]) -> Iterator[Row | Unreadable]:
    """The same rows, with a bar that is drawn about a hundred times and wiped out at the end."""
    step = max(1, total // 100)
    try:
        for number, row in enumerate(rows, start=1):
            yield row
            if number % step == 0 or number == total:
                filled = 30 * number // total
                write(f"\r[{'#' * filled}{'.' * (30 - filled)}] {number:,} of {total:,}")
    finally:
        write("\r" + " " * 60 + "\r")
