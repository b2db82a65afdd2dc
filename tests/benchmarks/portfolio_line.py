"""The portfolio command against plain tomllib over the same files in the same run."""

from __future__ import annotations

import contextlib
import statistics
from pathlib import Path

from tests.benchmarks.bench_portfolio import Run, plain, portfolio, write_files
from tests.benchmarks.installed import Installed
from tests.benchmarks.line import Line

ROUNDS = 3
FEW = 2_000
LEAST_RATIO = 1.0
LEAST_FILES, MOST_MEMORY = 1_000, 20


def lines(program: Installed, folder: Path, count: int) -> list[Line]:
    """Files per second as a ratio to tomllib for few and for many files, and how memory grows from 1,000 files on."""
    folder.mkdir()
    size = write_files(folder, count)
    files = sorted(folder.rglob("*.toml"))
    with contextlib.chdir(program.folder):  # the command is started by name: let that be the compiled copy
        speed = [_speed(files[:some], size) for some in sorted({min(FEW, count), count})]
        return [*speed, _memory(files)]


def _speed(files: list[Path], size: int) -> Line:
    ratios, speeds, work = [], [], []
    for _ in range(ROUNDS):
        alone, alone_cpu = plain(files)
        ours = _run(files)
        ratios.append(alone / ours.seconds)
        speeds.append(len(files) / ours.seconds)
        work.append(ours.cpu / alone_cpu)
    ratio = statistics.median(ratios)
    return Line(
        f"portfolio, {len(files):,} files of {size / 1000:.1f} kB",
        f"{statistics.median(speeds):,.0f} files/s, {statistics.median(work):.2f} x the processor time of tomllib",
        f"{ratio:.2f} x tomllib on one core",
        f"{LEAST_RATIO:g} x",
        ratio >= LEAST_RATIO,
    )


def _memory(files: list[Path]) -> Line:
    few, many = _run(files[:LEAST_FILES]), _run(files)
    more = max(many.parent - few.parent, many.child - few.child)
    return Line(
        f"portfolio, {len(files):,} files: memory above {LEAST_FILES:,}, the process that grows most",
        f"{more:.1f} MiB",
        f"{many.parent:.0f} MiB to print, {many.child:.0f} MiB to read",
        f"{MOST_MEMORY} MiB",
        more <= MOST_MEMORY,
    )


def _run(files: list[Path]) -> Run:
    return portfolio(list(map(str, files)), "jsonl")
