"""Sixteen people at once over SSH, each typing a whole example into a wizard of their own; sixteen correct files.

python -m tests.benchmarks --only ssh
"""

from __future__ import annotations

import multiprocessing
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from tests.benchmarks.bench_wizard import resident
from tests.benchmarks.installed import Installed
from tests.benchmarks.line import Line, Machine
from tests.benchmarks.loopback import Server
from tests.support.pty_tools import Terminal
from tests.support.ssh_tools import descendants

PEOPLE = 16
STAGGER = 0.4
"""Seconds between two logins: sshd refuses some of too many at the same instant."""
THINKING = 0.25
"""Mean pause between two keys, as of a fast typist."""
LIMIT = 420.0
"""Seconds after which whoever is not done has failed."""


@dataclass
class Outcome:
    """What the people saw: seconds to their first page, milliseconds of typed characters, and what went wrong."""

    paints: list[float] = field(default_factory=list)
    typed: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    memory: float = 0.0


def strokes() -> Iterator[str]:
    """The keys that type Harbor Ledger in, one by one, page after page."""
    from tests.support.wizard_tools import HARBOR

    for page in HARBOR:
        for key in page:
            yield from key[1:] if key.startswith("'") else (key,)


def person(server: Server, number: int, report: Connection) -> None:
    """Log in, wait for the others, type, save, leave; sends (first paint, times of characters) or a complaint."""
    dice = random.Random(number)
    try:
        start = time.perf_counter()
        with Terminal(server.ssh(str(number)), home=server.folder) as terminal:
            terminal.expect("1 of 14", timeout=120)
            report.send(terminal.read_at - start)
            while not report.poll(0):
                terminal.pump(0.05)
            times = [taken for key in strokes() if (taken := stroke(terminal, key, dice)) is not None]
            terminal.keys("ctrl+s")
            terminal.expect("Saved", timeout=30)
            terminal.keys("ctrl+q")
            terminal.wait(30)
        report.send(times)
    except Exception as error:
        report.send(f"person {number}: {error}")


def stroke(terminal: Terminal, key: str, dice: random.Random) -> float | None:
    """Press one key and think; milliseconds to the last byte of the answer if the key is a character."""
    before, start = terminal.mark(), time.perf_counter()
    terminal.keys(key)
    end = start + dice.uniform(0.6, 1.4) * THINKING
    while (left := end - time.perf_counter()) > 0:
        terminal.pump(left)
    if len(key) != 1 or terminal.mark() == before:
        return None
    return (terminal.read_at - start) * 1000


def run(program: Installed, folder: Path, people: int = PEOPLE) -> Outcome:
    """Let them work and look at the files they leave."""
    outcome = Outcome()
    context = multiprocessing.get_context("fork")
    with Server(folder, [*program.command, "harbor-ledger.toml"]) as server:
        workers: list[tuple[multiprocessing.process.BaseProcess, Connection]] = []
        for number in range(people):
            ours, theirs = context.Pipe()
            worker = context.Process(target=person, args=(server, number, theirs), daemon=True)
            worker.start()
            workers.append((worker, ours))
            time.sleep(STAGGER)
        deadline = time.monotonic() + LIMIT
        collect(workers, deadline, outcome, outcome.paints.append)
        shells = descendants(server.process.pid)
        outcome.memory = sum(resident(pid) for pid in shells if runs_the_wizard(pid))
        for _, pipe in workers:
            pipe.send("go")
        collect(workers, deadline, outcome, outcome.typed.extend)
        for worker, _ in workers:
            worker.join(5)
            worker.kill()
        outcome.wrong += [complaint for number in range(people) if (complaint := wrong(server.homes / str(number)))]
    return outcome


def collect(
    workers: list[tuple[multiprocessing.process.BaseProcess, Connection]],
    deadline: float,
    outcome: Outcome,
    take: Callable[..., None],
) -> None:
    """One report from everybody who is still at work."""
    for worker, pipe in workers:
        if not worker.is_alive() and not pipe.poll(0):
            continue
        got = pipe.recv() if pipe.poll(max(0.0, deadline - time.monotonic())) else "not done in time"
        if isinstance(got, str):
            outcome.wrong.append(got)
        else:
            take(got)


def runs_the_wizard(pid: int) -> bool:
    """Whether a process is the program itself, and neither sshd nor a shell."""
    try:
        return b"gtm-tui" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[1]
    except (OSError, IndexError):
        return False


def wrong(home: Path) -> str:
    """What is wrong with the file somebody left; empty if it holds exactly what was typed."""
    from gtm_tui.store.loading import UnreadableFile, load_session
    from tests.support.wizard_tools import HARBOR_ANSWERS, difference

    try:
        answers = dict(load_session(home / "harbor-ledger.toml").session.answers)
    except (UnreadableFile, OSError) as error:
        return f"{home.name}: {error}"
    stamps = ("session.saved", "session.created", "model.version", "model.calibration")
    differing = difference(HARBOR_ANSWERS, {k: v for k, v in answers.items() if k not in stamps})
    return f"{home.name}: {'; '.join(differing)}" if differing else ""


def lines(program: Installed, home: Path, machine: Machine) -> list[Line]:
    """The budget of typing beside fifteen others, and whether every file is right."""
    outcome = run(program, home / "ssh")
    for complaint in outcome.wrong:
        print(complaint)
    right = f"{PEOPLE - len(outcome.wrong)} of {PEOPLE} right"
    files = Line(f"{PEOPLE} session files typed in over SSH", right, "", "all", not outcome.wrong)
    if len(outcome.typed) < 20:
        return [files]
    p95 = statistics.quantiles(outcome.typed, n=20)[-1]
    middle = statistics.median(outcome.typed)
    paint = statistics.median(outcome.paints) if outcome.paints else 0.0
    return [
        machine.timed(
            f"{PEOPLE} wizards over SSH, typing, p95",
            p95,
            50,
            f"p50 {middle:.1f} ms of {len(outcome.typed):,} keys, {outcome.memory / PEOPLE:.0f} MiB each",
        ),
        Line(f"({PEOPLE} wizards over SSH: first page, login included)", f"{paint:.1f} s", "", "", None),
        files,
    ]
