"""The rules, the ways out and a what-if in memory, and a save on the disk."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from gtm_tui.analysis.ways_out import all_ways_out
from gtm_tui.analysis.whatif import Overlay
from gtm_tui.calibration import default_calibration
from gtm_tui.document import Document
from gtm_tui.model.session import Session
from gtm_tui.rules import Assessment, assess
from gtm_tui.store.loading import load_session
from gtm_tui.store.samples import sample_paths
from tests.benchmarks.line import Line, Machine, against

TODAY = date(2026, 11, 22)
MOST_OF_DISK = 4.5
"""The budget of 2 ms as a multiple of a bare durable write where the budget was set (0.44 ms): the disk is shared."""


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """The median processor time of one run."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken) * 1000


def lines(rounds: int, machine: Machine) -> list[Line]:
    """Every budget of the rules."""
    sessions = {name: load_session(path).session for name, path in sample_paths().items()}
    three = next(s for s in sessions.values() if len(s.segments) == 3)
    run = milliseconds(lambda: judged(three), rounds * 10)
    worst = max(sessions, key=lambda name: len(judged(sessions[name]).findings))
    found = [machine.worked("rules on a session of 3 segments", run, 1)]
    eight = eight_segments(three)
    most = milliseconds(lambda: judged(eight), rounds * 5)
    found.append(machine.worked("rules on a session of 8 segments", most, 3))
    for name in ("harbor-ledger", worst):
        assessment = judged(sessions[name])
        taken = milliseconds(lambda assessment=assessment: all_ways_out(assessment), max(3, rounds // 3))  # type: ignore[misc]
        words = f"ways out of all {len(assessment.findings)} findings of {name}"
        found.append(machine.worked(words, taken, 150))
    key = what_if(eight)
    found.append(machine.worked("one what-if key with 8 segments", key, 50, "budget ours"))
    return found


def judged(session: Session) -> Assessment:
    """What the rules say, with nothing known from before."""
    return assess(session, default_calibration(), TODAY)


def eight_segments(session: Session) -> Session:
    """The session with its segments repeated until there are eight."""
    sources = session.segments
    number = 0
    while len(session.segments) < 8:
        source = sources[number % len(sources)]
        prefix = f"segments.{source}."
        answers = {key.removeprefix(prefix): v for key, v in session.answers.items() if key.startswith(prefix)}
        session, added = session.with_segment(f"{session.segment_name(source)} {number}")
        answers.pop("name", None)
        session = session.with_answers({f"segments.{added}.{key}": value for key, value in answers.items()})
        number += 1
    return session


def what_if(session: Session) -> float:
    """The middle time of an answer tried out, its effect on the findings included."""
    base = judged(session)
    key = f"segments.{session.segments[0]}.first_year_acv"
    values = iter(range(1_000, 10_000_000, 1_000))
    return milliseconds(lambda: Overlay(base, {key: next(values)}).effect, 50)


def save_lines(home: Path, rounds: int) -> list[Line]:
    """An answer brought to the disk by the journal, and a save of the whole file; beside them a bare write."""
    file = home / "saved.toml"
    shutil.copy(sample_paths()["harbor-ledger"], file)
    document = Document.open(file)
    taken: dict[str, list[float]] = {"answer": [], "save": [], "bare": []}

    def timed(name: str, work: Callable[[], object]) -> None:
        start = time.perf_counter()
        work()
        taken[name].append((time.perf_counter() - start) * 1000)

    def answer(value: int) -> None:
        document.interview.answer("company.gtm_headcount", value)
        assert document.flush()

    for number in range(rounds * 3):
        timed("answer", lambda number=number: answer(10 + number))  # type: ignore[misc]
        timed("bare", lambda: plain_save(home / "bare.toml", file.read_bytes()))
    for number in range(rounds):
        answer(1_000 + number)
        timed("save", document.save)
        document.flush()
    document.close(False)
    middle = {name: statistics.median(times) for name, times in taken.items()}
    bare = middle["bare"]
    kept = "an answer kept: rules run, journal written, fsync included"
    disk = f"a bare write with fsync {bare:.2f} ms"
    return [
        against(kept, middle["answer"], middle["answer"] / bare, MOST_OF_DISK, "bare write with fsync"),
        Line(
            "(save of the whole file: encoded, read back, backup, fsyncs)", f"{middle['save']:.1f} ms", disk, "", None
        ),
    ]


def plain_save(path: Path, data: bytes) -> None:
    """The least that makes a file durable."""
    import os

    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
