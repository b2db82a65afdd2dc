"""Start-up of the commands against bare Python, in turns, so that a busy machine slows all alike."""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.installed import Installed
from tests.benchmarks.line import Line, Machine, against


def to_exit(command: Sequence[str], home: Path) -> tuple[float, float]:
    """Seconds from the start of a command to its end, and of processor time."""
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(home), "LANG": "C.UTF-8"}
    null = os.open(os.devnull, os.O_RDWR)
    start = time.perf_counter()
    pid = os.posix_spawn(
        command[0], command, environment, file_actions=[(os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1, 2)]
    )
    _, status, used = os.wait4(pid, 0)
    taken = time.perf_counter() - start
    os.close(null)
    assert os.waitstatus_to_exitcode(status) == 0, command
    return taken, used.ru_utime + used.ru_stime


def machine(home: Path) -> Machine:
    """How fast this machine is at the moment: bare Python, fifteen times."""
    clock, processor = zip(*(to_exit([sys.executable, "-c", "pass"], home) for _ in range(15)), strict=True)
    return Machine(statistics.median(clock) * 1000, statistics.median(processor) * 1000)


def lines(program: Installed, home: Path, rounds: int) -> list[Line]:
    """`--version`, `--help`, `check`, `explain`; and what the modules they cannot do without take alone."""
    python = [sys.executable, "-c"]
    sample = str(program.sample("harbor-ledger"))
    cases: dict[str, tuple[list[str], float | None]] = {
        "python -c pass": ([*python, "pass"], None),
        "python -c 'import argparse'": ([*python, "import argparse"], None),
        "python -c 'import tomllib'": ([*python, "import tomllib"], None),
        "python -c 'import argparse, tomllib'": ([*python, "import argparse, tomllib"], None),
        "--version": ([*program.command, "--version"], 2.5),
        "--help": ([*program.command, "--help"], 2.5),
        "check FILE": ([*program.command, "check", sample], 5),
        "explain CODE": ([*program.command, "explain", "ROM-01"], 5),
    }
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for command, _ in cases.values():
        to_exit(command, home)
    for _ in range(rounds):
        for name in random.sample(list(cases), len(cases)):
            taken[name].append(to_exit(cases[name][0], home)[0])
    bare = taken["python -c pass"]
    found = []
    for name, (_, most) in cases.items():
        ratio = statistics.median(ours / base for ours, base in zip(taken[name], bare, strict=True))
        middle = statistics.median(taken[name]) * 1000
        if most is None:
            found.append(Line(f"({name})", f"{middle:.0f} ms", f"{ratio:.2f} x python", "", None))
        else:
            found.append(against(f"gtm-tui {name}", middle, ratio, most, "python"))
    return found
