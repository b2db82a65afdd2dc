"""Every budget of the program with the figure reached here and now: `python -m tests.benchmarks`.

Times are judged as ratios to bare Python, to a minimal Textual program and to plain tomllib measured in turns in the
same run; milliseconds alone say little on a busy machine. `--only wizard,ssh` runs parts, `--rounds` says how often.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from tests.benchmarks import (  # noqa: E402
    bench_commands,
    bench_rules,
    bench_wizard,
    portfolio_line,
    sixteen_over_ssh,
    slow_link,
)
from tests.benchmarks.installed import Installed  # noqa: E402
from tests.benchmarks.line import Line, Machine, skipped, table  # noqa: E402
from tests.support.ssh_tools import possible  # noqa: E402

PARTS = ("commands", "paint", "wizard", "rules", "save", "portfolio", "ssh", "link")


def main() -> int:
    """Measure, print the table, and return 1 if a budget does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, help="how often each start is measured (default 15)")
    parser.add_argument("--files", type=int, default=10_000, help="files of the portfolio (default 10,000)")
    parser.add_argument(
        "--only", default="", help="parts, commas between: commands,wizard,rules,save,portfolio,ssh,link"
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gtm-bench-") as folder:
        home = Path(folder, "home")
        home.mkdir()
        for name in ("STATE", "CONFIG", "DATA", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = str(home / name.lower())
        program = Installed(Path(folder, "installed"))
        ssh = possible()
        parts: dict[str, Callable[[], list[Line]]] = {
            "commands": lambda: bench_commands.lines(program, home, args.rounds),
            "paint": lambda: bench_wizard.paint_lines(program, home, args.rounds),
            "wizard": lambda: bench_wizard.key_lines(program, home, machine),
            "rules": lambda: bench_rules.lines(args.rounds, machine),
            "save": lambda: bench_rules.save_lines(home, args.rounds),
            "portfolio": lambda: portfolio_line.lines(program, Path(folder, "files"), args.files),
            "ssh": lambda: (
                [skipped("16 wizards over SSH", ssh)] if ssh else sixteen_over_ssh.lines(program, home, machine)
            ),
            "link": lambda: [skipped("a slow link", ssh)] if ssh else slow_link.lines(program, home),
        }
        wanted = args.only.split(",") if args.only else list(parts)
        found: list[Line] = []
        slowest = 1.0
        for name in wanted:
            print(f"measuring: {name}", file=sys.stderr)
            machine = bench_commands.machine(home)
            slowest = max(slowest, machine.times)
            found += parts[name]()
    print("\n".join(table(found)))
    print(f"\nBudgets in ms are of a machine on which bare Python takes {Machine.THERE:g} ms ('there');")
    print(f"this one took up to {slowest:.1f} times as long while measuring.")
    broken = [line.what for line in found if line.holds is False]
    print(
        f"\n{len(broken)} of {sum(line.holds is not None for line in found)} budgets do not hold here",
        *broken,
        sep="\n- ",
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
