"""The portfolio command against plain tomllib over the same files in the same run."""

from __future__ import annotations

import contextlib
import statistics
from pathlib import Path

from tests.benchmarks.bench_portfolio import plain, portfolio, write_files
from tests.benchmarks.installed import Installed
from tests.benchmarks.line import Line

ROUNDS = 3
MOST_MEMORY = 20


def lines(program: Installed, folder: Path, count: int) -> list[Line]:
    """Files per second as a ratio to tomllib, and how much more memory ten times the files need."""
    folder.mkdir()
    size = write_files(folder, count)
    files = sorted(folder.rglob("*.toml"))
    few = [str(path) for path in files[: max(1, count // 10)]]
    ratios, speeds, growth, work = [], [], [], []
    with contextlib.chdir(program.folder):  # the command is started by name: let that be the compiled copy
        for _ in range(ROUNDS):
            alone, alone_cpu = plain(files)
            ours, ours_cpu, peak = portfolio([str(folder)], "jsonl")
            growth.append((peak - portfolio(few, "jsonl")[2]) / 1024)
            ratios.append(alone / ours)
            speeds.append(len(files) / ours)
            work.append(ours_cpu / alone_cpu)
    ratio, more = statistics.median(ratios), statistics.median(growth)
    what = f"portfolio, {count:,} files of {size / 1000:.1f} kB"
    figure = f"{statistics.median(speeds):,.0f} files/s, {statistics.median(work):.2f} x the processor time of tomllib"
    return [
        Line(what, figure, f"{ratio:.2f} x tomllib on one core", "2.5 x", ratio >= 2.5),
        Line(f"{what}: memory above a tenth of them", f"{more:.1f} MiB", "", f"{MOST_MEMORY} MiB", more <= MOST_MEMORY),
    ]
