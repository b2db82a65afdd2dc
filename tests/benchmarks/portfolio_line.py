"""The portfolio command against plain tomllib over the same files in the same run."""

from __future__ import annotations

import statistics
from pathlib import Path

from tests.benchmarks.bench_portfolio import plain, portfolio, write_files
from tests.benchmarks.line import Line

ROUNDS = 3
MOST_MEMORY = 20


def lines(folder: Path, count: int) -> list[Line]:
    """Files per second as a ratio to tomllib, and how much more memory ten times the files need."""
    folder.mkdir()
    size = write_files(folder, count)
    files = sorted(folder.rglob("*.toml"))
    few = [str(path) for path in files[: max(1, count // 10)]]
    ratios, speeds, growth = [], [], []
    for _ in range(ROUNDS):
        alone = plain(files)
        ours, peak = portfolio([str(folder)], "jsonl")
        _, small = portfolio(few, "jsonl")
        ratios.append(alone / ours)
        speeds.append(len(files) / ours)
        growth.append((peak - small) / 1024)
    ratio, more = statistics.median(ratios), statistics.median(growth)
    what = f"portfolio, {count:,} files of {size / 1000:.1f} kB"
    return [
        Line(what, f"{statistics.median(speeds):,.0f} files/s", f"{ratio:.2f} x tomllib", "2.5 x", ratio >= 2.5),
        Line(f"{what}: memory above a tenth of them", f"{more:.1f} MiB", "", f"{MOST_MEMORY} MiB", more <= MOST_MEMORY),
    ]
