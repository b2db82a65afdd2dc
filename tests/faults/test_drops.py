"""Every way a run can be cut off, many times over: `pytest -m long tests/faults/test_drops.py -s` prints the table.

GTM_TUI_RUNS sets how often each case is run (20). `tests/terminal/test_wizard_terminal.py` has each case once.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support.pty_tools import PROGRAM, Terminal

pytestmark = [pytest.mark.pty, pytest.mark.long]

RUNS = int(os.environ.get("GTM_TUI_RUNS", "20"))
TYPED = "thirty characters to be kept!!"
IN_TIME = 3.0
"""Seconds within which the process must be gone (reliability goal)."""

CLOSED, CLOSED_UNHEARD, KILLED = -1, -2, signal.SIGKILL
EVENTS = {
    "SIGHUP": (signal.SIGHUP, 129),
    "SIGTERM": (signal.SIGTERM, 143),
    "SIGINT": (signal.SIGINT, 130),
    "SIGQUIT": (signal.SIGQUIT, 131),
    "terminal closed": (CLOSED, 129),
    "closed, SIGHUP ignored": (CLOSED_UNHEARD, 129),
    "SIGKILL 0.5 s later": (KILLED, -9),
}


def one_drop(home: Path, event: int, status: int, frozen: bool) -> tuple[float, bool]:
    """Seconds until the process was gone, and whether all 30 characters are on the disk."""
    home.mkdir()
    ignored = [signal.SIGHUP] if event == CLOSED_UNHEARD else []
    with Terminal([*PROGRAM, "acme.toml"], home=home, ignore=ignored) as term:
        term.expect("Name of this assessment")
        term.type(TYPED)
        term.expect(TYPED)
        if frozen:
            term.stall()
        if event == KILLED:
            time.sleep(0.5)
        began = time.monotonic()
        if event in (CLOSED, CLOSED_UNHEARD):
            term.hang_up()
        else:
            term.signal(event)
        ended = term.wait(timeout=20, reading=not frozen)
        took = time.monotonic() - began
        assert ended == status, f"exit status {ended} instead of {status}"
    journals = home.glob(".local/state/gtm-tui/journal/*.jsonl")
    return took, any(TYPED in journal.read_text() for journal in journals)


def table(rows: Iterable[tuple[str, str, int, int, float]]) -> str:
    """The figures as a table in Markdown."""
    lines = ["| event | link | runs | kept | gone after at most |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| {event} | {link} | {runs} | {kept} | {slowest:.2f} s |" for event, link, runs, kept, slowest in rows]
    return "\n".join(lines)


def test_no_drop_loses_a_character(tmp_path: Path) -> None:
    rows = []
    for name, (event, status) in EVENTS.items():
        for link in ("live", "frozen"):
            drops = [
                one_drop(tmp_path / f"{name} {link} {run}", event, status, link == "frozen") for run in range(RUNS)
            ]
            rows.append((name, link, RUNS, sum(kept for _, kept in drops), max(took for took, _ in drops)))
    print("\n" + table(rows))
    assert all(kept == runs for _, _, runs, kept, _ in rows)
    assert all(slowest <= IN_TIME for *_, slowest in rows)
