"""Fifty wizards on one host: what each costs at rest, and that all keep their answers when the line goes.

`pytest -m long tests/faults/test_many.py -s` prints the figures; GTM_TUI_SESSIONS sets how many (50).
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

import pytest

from tests.support.pty_tools import PROGRAM, Terminal

pytestmark = [pytest.mark.pty, pytest.mark.long]

SESSIONS = int(os.environ.get("GTM_TUI_SESSIONS", "50"))
REST = 20.0
"""Seconds of rest over which bytes and processor time are counted."""


def processor_seconds(pid: int) -> float:
    """Processor time a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def own_mebibytes(pid: int) -> float:
    """Memory of a process, shared pages counted in proportion (PSS)."""
    return int(Path(f"/proc/{pid}/smaps_rollup").read_text().partition("Pss:")[2].split()[0]) / 1024


def test_many_sessions_rest_cheaply_and_all_are_kept(tmp_path: Path) -> None:
    with contextlib.ExitStack() as stack:
        terms = []
        for number in range(SESSIONS):
            home = tmp_path / str(number)
            home.mkdir()
            term = Terminal([*PROGRAM, "acme.toml"], home=home, env={"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"})
            terms.append(stack.enter_context(term))
            term.expect("Name of this assessment", timeout=60)
        for term in terms:
            term.type("hello")
            term.expect("hello")
            term.settle()
        pids = [term.process.pid for term in terms]
        marks = [term.mark() for term in terms]
        used, began = sum(map(processor_seconds, pids)), time.monotonic()
        while (elapsed := time.monotonic() - began) < REST:
            for term in terms:
                term.pump(0.01)
        sent = sum(term.bytes_since(mark) for term, mark in zip(terms, marks, strict=True))
        share = 100 * (sum(map(processor_seconds, pids)) - used) / elapsed / SESSIONS
        memory = sum(map(own_mebibytes, pids)) / SESSIONS
        for term in terms:
            term.hang_up()
        ends = {term.wait() for term in terms}
    journals = [next(tmp_path.glob(f"{number}/.local/state/gtm-tui/journal/*.jsonl")) for number in range(SESSIONS)]
    kept = sum("hello" in journal.read_text() for journal in journals)
    print(f"\n{SESSIONS} sessions: {memory:.1f} MiB and {share:.2f} % of a core each,", end=" ")
    print(f"{sent} bytes in {REST:.0f} s, answers of {kept} kept")
    assert ends == {129}
    assert kept == SESSIONS
    assert sent == 0
