"""The wizard in a pseudo-terminal of 80x24 with 256 colours: first paint, bytes and time of a key, idle, memory."""

from __future__ import annotations

import os
import random
import re
import shutil
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.installed import Installed
from tests.benchmarks.line import Line, Machine, against
from tests.support.pty_tools import Terminal

IDLE_SECONDS = 5.0


def to_paint(command: Sequence[str], home: Path, sign: str) -> float:
    """Seconds from the start of a program to the moment its screen shows a text."""
    start = time.perf_counter()
    with Terminal(command, home=home) as terminal:
        terminal.expect(sign, timeout=60)
        taken = terminal.read_at - start
        terminal.keys("ctrl+q")
        terminal.wait()
    return taken


def paint_lines(program: Installed, home: Path, rounds: int) -> list[Line]:
    """First paint of Home, and of a session file, against the smallest Textual program."""
    file = home / "painted.toml"
    shutil.copy(program.sample("harbor-ledger"), file)
    cases = {
        "hello": (program.hello, "Hello from the minimal app"),
        "Home": (program.command, "New assessment"),
        "file": ([*program.command, str(file)], "Dana Ortiz"),
    }
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name in random.sample(list(cases), len(cases)):
            taken[name].append(to_paint(cases[name][0], home, cases[name][1]))

    def judged(what: str, name: str, most: float) -> Line:
        ratio = statistics.median(ours / base for ours, base in zip(taken[name], taken["hello"], strict=True))
        return against(what, statistics.median(taken[name]) * 1000, ratio, most, "hello")

    hello = statistics.median(taken["hello"]) * 1000
    return [
        Line("(smallest Textual program, first paint)", f"{hello:.0f} ms", "1.00 x hello", "", None),
        judged("wizard: first paint of Home", "Home", 1.3),
        judged("wizard: open a session file, first page filled in", "file", 1.6),
    ]


class Keys:
    """Presses keys and notes bytes and milliseconds to the last byte of each answer, by name."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.taken: dict[str, list[tuple[int, float]]] = {}

    def press(self, name: str, key: str) -> None:
        """Press a key; what it costs is noted under the name."""
        before, start = self.terminal.mark(), time.perf_counter()
        self.terminal.keys(key)
        while self.terminal.mark() == before and time.perf_counter() - start < 1.0:
            self.terminal.pump(0.05)
        self.terminal.settle(0.15)
        size = self.terminal.bytes_since(before)
        if size:
            self.taken.setdefault(name, []).append((size, (self.terminal.read_at - start) * 1000))

    def lines(self, what: str, name: str, most_bytes: int, most_ms: float, machine: Machine) -> list[Line]:
        """The most bytes and the median time of the keys of that name."""
        sizes, times = zip(*self.taken[name], strict=True)
        figure = f"{statistics.median(sizes):.0f} bytes, most {max(sizes):,}"
        return [
            Line(f"{what}: bytes", figure, f"{len(sizes)} keys", f"{most_bytes:,} bytes", max(sizes) <= most_bytes),
            machine.timed(f"{what}: time", statistics.median(times), most_ms),
        ]


def key_lines(program: Installed, home: Path, machine: Machine) -> list[Line]:
    """Typing, Tab, an answer that changes findings, the next page; then idle and memory."""
    file = home / "keys.toml"
    shutil.copy(program.sample("harbor-ledger"), file)
    with Terminal([*program.command, str(file)], home=home) as terminal:
        terminal.expect("1 of 14", timeout=60)
        terminal.settle(0.5)
        keys = Keys(terminal)
        for key in "Quarterly review of the whole team":
            keys.press("typed", key)
        keys.press("", "ctrl+z")
        while "14 of 14" not in terminal.lines[0]:
            for _ in range(3):
                before = body(terminal)
                keys.press("Tab, moved", "tab")
                if scrolled(before, body(terminal)):
                    keys.taken.setdefault("Tab, scrolled", []).append(keys.taken["Tab, moved"].pop())
            if "10 of 14" in terminal.lines[0]:
                answer(keys)
            keys.press("page", "f8")
        for _ in range(13):
            keys.press("page", "f7")
        keys.press("results first", "ctrl+r")
        keys.press("back", "esc")
        for _ in range(4):
            keys.press("results", "ctrl+r")
            keys.press("back", "esc")
        idle = idle_line(terminal)
        memory = resident(terminal.process.pid)
    budgets = {
        "typed": ("one typed character", 150, 25),
        "Tab, moved": ("Tab to the next field", 600, 50),
        "Tab, scrolled": ("Tab that scrolls a page longer than the screen", 1_500, 50),
        "answer": ("an answer that changes findings and strip", 1_500, 50),
        "page": ("next page (all pages, there and back)", 4_000, 90),
        "results": ("results opened", 4_000, 90),
        "back": ("results left", 4_000, 90),
    }
    found: list[Line] = []
    for name, (what, size, time_there) in budgets.items():
        if name in keys.taken:
            found += keys.lines(what, name, size, time_there, machine)
    small = memory <= 56
    return [*found, idle, Line("memory of one wizard, every page seen", f"{memory:.1f} MiB RSS", "", "56 MiB", small)]


def body(terminal: Terminal) -> list[str]:
    """The rows of the page without bar, help and key line, and without the sign of the highlight."""
    return [line.lstrip(" >") for line in terminal.lines[2:19]]


def scrolled(before: list[str], after: list[str]) -> bool:
    """Whether most rows stand elsewhere."""
    return sum(one != other for one, other in zip(before, after, strict=True)) > 5


def answer(keys: Keys) -> None:
    """On the page of motions: add and take back the marketing motion that clears a finding."""
    for _ in range(2):
        keys.press("", "shift+tab")
    for _ in range(10):
        keys.press("answer", "2")


def idle_line(terminal: Terminal) -> Line:
    """Bytes and processor time while nothing is pressed."""
    terminal.settle(0.5)
    before, used, start = terminal.mark(), processor_seconds(terminal.process.pid), time.perf_counter()
    while time.perf_counter() - start < IDLE_SECONDS:
        terminal.pump(0.2)
    sent = terminal.bytes_since(before) / IDLE_SECONDS
    cost = (processor_seconds(terminal.process.pid) - used) / IDLE_SECONDS * 1000
    return Line("idle", f"{sent:.0f} bytes/s, {cost:.1f} ms CPU/s", "", "0 bytes/s", sent == 0)


def resident(pid: int) -> float:
    """Resident memory of a process in MiB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def processor_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
