"""Start-up of the commands as ratios to bare Python, all taken in one run: `python tests/benchmarks/bench_startup.py`.

Measures the installed `gtm-tui` beside this interpreter, because an uncompiled source tree is compiled at every start
where PYTHONDONTWRITEBYTECODE is set. Rounds are interleaved, so that a busy machine slows all cases alike.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

#: What is measured -> command, and the most it may take as a multiple of `python -c pass`.
CASES: dict[str, tuple[tuple[str, ...], float | None]] = {
    "--version": (("--version",), 2.5),
    "--help": (("--help",), 2.5),
    "check FILE": (("check", "{sample}"), 5.0),
    "check FILE, as JSON": (("check", "--format", "json", "{sample}"), None),
    "explain CODE": (("explain", "ROM-01"), 5.0),
    "rules": (("rules",), None),
}


def measure(rounds: int) -> dict[str, float]:
    """Median seconds of each case and of bare Python ('python')."""
    from gtm_tui.store.samples import sample_paths

    program = os.path.join(os.path.dirname(sys.executable), "gtm-tui")
    start = [program] if os.path.exists(program) else [sys.executable, "-m", "gtm_tui"]
    sample = sample_paths()["harbor-ledger"]
    commands: dict[str, Sequence[str]] = {"python": [sys.executable, "-c", "pass"]}
    for name, (words, _) in CASES.items():
        commands[name] = [*start, *(word.format(sample=sample) for word in words)]
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            begin = time.perf_counter()
            subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
            taken[name].append(time.perf_counter() - begin)
    return {name: statistics.median(times) for name, times in taken.items()}


def table(medians: dict[str, float]) -> list[str]:
    """The figures as lines of a Markdown table."""
    bare = medians["python"]
    lines = ["| what | ms | x python | budget | holds |", "| --- | --- | --- | --- | --- |"]
    lines.append(f"| `python -c pass` | {bare * 1000:.0f} | 1.0 | - | - |")
    for name, (_, budget) in CASES.items():
        ratio = medians[name] / bare
        limit, holds = ("-", "-") if budget is None else (f"{budget:g}x", "yes" if ratio <= budget else "NO")
        lines.append(f"| `gtm-tui {name}` | {medians[name] * 1000:.0f} | {ratio:.2f} | {limit} | {holds} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=21, help="how often each command is started (default 21)")
    print("\n".join(table(measure(parser.parse_args().rounds))))


if __name__ == "__main__":
    main()
