"""What is left behind when the program itself is at fault: where it happened, and no word of any answer."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

STATUS = 70
"""Exit status after an internal error (sysexits.h EX_SOFTWARE)."""


def write_report(error: BaseException, folder: Path) -> Path | None:
    """Write a crash report (mode 0600) into the folder and return its path, or None if that failed too.

    The report names exception types and code lines only. Messages of exceptions are left out, because they
    often quote the value at fault, and so are local variables.
    """
    name = f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(folder / name, flags, 0o600), "w", encoding="utf-8", errors="replace") as file:
            file.writelines(line + "\n" for line in report_lines(error))
    except OSError:
        return None
    return folder / name


def report_lines(error: BaseException) -> Iterator[str]:
    """The report, line by line: versions, then the chain of exceptions with the code they passed through."""
    from gtm_tui import __version__

    yield f"gtm-tui {__version__}, Python {sys.version.split()[0]}, {sys.platform}, {_textual_version()}"
    yield f"TERM={os.environ.get('TERM', '')!r} time={time.strftime('%Y-%m-%d %H:%M:%S %z')}"
    yield "This report holds no answers: neither messages of errors nor values of variables."
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield ""
        yield f"{type(link).__module__}.{type(link).__qualname__}{_number(link)}"
        yield from _frames(link.__traceback__)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def sentence(report: Path | None) -> str:
    """What the person reads after a crash, in two lines."""
    kept = "gtm-tui stopped because of an internal error. Your answers are kept: start it again to continue."
    if report is None:
        return kept + "\nA report could not be written."
    return f"{kept}\nA report without any answers is in {report}"


def _number(error: BaseException) -> str:
    with contextlib.suppress(Exception):
        if isinstance(error, OSError) and error.errno is not None:
            return f" errno {error.errno}"
    return ""


def _frames(trace: TracebackType | None) -> Iterator[str]:
    import linecache

    frames = []
    while trace is not None:
        frames.append((trace.tb_frame.f_code, trace.tb_lineno))
        trace = trace.tb_next
    if len(frames) > 200:
        frames = frames[:100] + frames[-100:]
    for code, number in frames:
        yield f'  File "{code.co_filename}", line {number}, in {code.co_name}'
        if source := linecache.getline(code.co_filename, number).strip():
            yield f"    {source}"


def _textual_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    with contextlib.suppress(PackageNotFoundError):
        return f"textual {version('textual')}"
    return "textual unknown"
