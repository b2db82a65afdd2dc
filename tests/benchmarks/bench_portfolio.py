"""How fast `gtm-tui portfolio` reads many files, against plain tomllib on one core over the same files in the same run.

    python -m tests.benchmarks.bench_portfolio [--files 2000 10000] [--rounds 3] [--keep FOLDER]

Prints files per second of both and their ratio for each number of files (budget: at least 1), then the peak memory of
the process that prints and of the largest one that reads, at 1,000 files and at the most (budget: at most 20 MiB more).
Run it on a quiet machine; on a busy one the processor time of both, which is printed too, says more than the clock.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import DELIVERABLES, FOUR_GROUPS, MARKETING_MOTIONS, RINGS
from gtm_tui.questions import question_for
from gtm_tui.store.sessions import session_bytes

FIRST = ("Ana", "Bo", "Chidi", "Dana", "Eun", "Femi", "Grete", "Hugo", "Inés", "Jun", "Karin", "Léa")
LAST = ("Ortiz", "Berg", "Okafor", "Nowak", "Park", "Ade", "Holm", "Meyer", "Ruiz", "Ito", "Ek", "Martin")
FIELDS = ("Ledger", "Robotics", "Clinics", "Freight", "Payroll", "Energy", "Security", "Learning", "Data", "Foods")
FITTING = {
    "product_led": (("inbound",), "community", (300, 1_000), (1_200, 6_000)),
    "one_stage": (("inbound", "prospecting"), "help_desk", (2_000, 9_000), (150, 500)),
    "two_stage": (("inbound", "prospecting"), "volume", (11_000, 48_000), (60, 200)),
    "field": (("prospecting", "account_based"), "segment", (55_000, 300_000), (15, 60)),
    "named_accounts": (("account_based", "targeting"), "accounts", (500_000, 900_000), (4, 12)),
}


def company(number: int) -> Session:
    """One made-up company with one or two segments; about one answer in eight raises a finding."""
    dice = random.Random(number)
    word = lambda: f"{dice.choice(FIRST)} {dice.choice(LAST)}"  # noqa: E731
    lucky = lambda: dice.random() < 0.85  # noqa: E731
    name = f"{dice.choice(LAST)} {dice.choice(FIELDS)} {number}"
    people = {group: word() for group in FOUR_GROUPS}
    people["customer_success"] = word()
    saved = datetime(2026, 10, 1, 9, tzinfo=UTC) + timedelta(days=dice.randint(0, 50), seconds=number)
    raw: dict[str, Any] = {
        "session.name": f"{name}, autumn",
        "session.created": saved,
        "session.currency": "USD",
        "company.name": name,
        "company.recurring_revenue": True,
        "company.arr": dice.randint(10, 400) * 100_000,
        **{f"groups.{group}.people": [person] for group, person in people.items()},
        **{f"groups.{g}.time_on_single_deals": dice.choice((5, 10, 15, 20, 25)) for g in FOUR_GROUPS[:3]},
        "groups.inbound_marketing.buyer_interviews_last_quarter": dice.choice((2, 4, 6, 8)),
        "groups.outbound_marketing.knows_how_buyers_buy": "yes" if lucky() else "partly",
        "groups.marketing_communications.assets_measured_by": "buyer_decision" if lucky() else "volume",
        "groups.sales.time_on_market_work": dice.choice((5, 10, 15, 20)),
        "groups.sales.deals_needing_help": "rarely" if lucky() else "often",
        "groups.sales.sales_support_team": False,
        "team.roles_agreed": True,
        **{f"accountable.{d.id}": {people[d.group or "customer_success"]: "all"} for d in DELIVERABLES.values()},
        "persona.exists": True,
        "persona.from_buyer_interviews": lucky(),
        "persona.used_by": list(FOUR_GROUPS),
        **{f"persona.rings.{ring}": f"What {word()} told us" for ring in RINGS},
        "direction.ten_customers_won_the_same_way": True,
        "direction.win_rate_and_cycle_known": True,
        "direction.retention_measured_and_acceptable": True,
        "measures.lead_to_deal_measured": True,
        "measures.deal_to_renewal_measured": True,
    }
    for segment in ("main",) if lucky() else ("main", "second"):
        raw.update({f"segments.{segment}.{key}": value for key, value in _segment(segment, dice).items()})
    return Session().with_answers({key: question_for(key).check(value) for key, value in raw.items()})  # type: ignore[union-attr]


def _segment(name: str, dice: random.Random) -> dict[str, Any]:
    sales = dice.choice(list(FITTING))
    motions, success, value, deals = FITTING[sales]
    return {
        "name": name.capitalize(),
        "status": "established",
        "first_year_acv": dice.randint(*value),
        "deals_per_year": dice.randint(*deals),
        "sales_motion": sales,
        "marketing_motions": [m for m in MARKETING_MOTIONS if m in motions] if dice.random() < 0.85 else ["inbound"],
        "success_motion": success,
        "product_charge": "bundled",
        "service_charge": "bundled",
    }


def write_files(folder: Path, count: int) -> int:
    """Write `count` session files, a thousand to a folder; returns their mean size in bytes."""
    total = 0
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        place.mkdir(exist_ok=True)
        data = session_bytes(company(number), now=datetime(2026, 11, 1, 9, tzinfo=UTC))
        (place / f"company-{number:05}.toml").write_bytes(data)
        total += len(data)
    return total // count


def plain(files: list[Path]) -> tuple[float, float]:
    """Seconds on the clock and of the processor to parse all files with tomllib, one after the other."""
    start, cpu = time.perf_counter(), time.process_time()
    for path in files:
        with open(path, "rb") as file:
            tomllib.load(file)
    return time.perf_counter() - start, time.process_time() - cpu


class Run(NamedTuple):
    """One run of the command: seconds by the clock and of all processors, and peak memory in MiB.

    `parent` is the process that prints, `child` the largest one that reads.
    """

    seconds: float
    cpu: float
    parent: float
    child: float


def portfolio(paths: list[str], form: str) -> Run:
    """Run the command once over files and folders."""
    program = (
        "import resource, sys; from gtm_tui.cli.main import main; status = main(sys.argv[1:]);"
        "own = open('/proc/self/status').read().partition('VmHWM:')[2].split()[0];"  # ru_maxrss outlives an exec
        "print('peaks', own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr); sys.exit(status)"
    )
    start, cpu = time.perf_counter(), _children_cpu()
    done = subprocess.run(
        [sys.executable, "-c", program, "portfolio", "--format", form, *paths], capture_output=True, text=True
    )
    elapsed = time.perf_counter() - start
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 10
    parent, child = done.stderr.rpartition("peaks ")[2].split()
    return Run(seconds=elapsed, cpu=_children_cpu() - cpu, parent=int(parent) / 1024, child=int(child) / 1024)


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Make the files, then measure in turns."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, nargs="+", default=[2_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="write the files here, or use those that are here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        files = sorted(folder.rglob("*.toml"))
        if len(files) < max(args.files):
            print(f"writing {max(args.files):,} files of {write_files(folder, max(args.files)):,} bytes on average")
            files = sorted(folder.rglob("*.toml"))
        for count in args.files:
            _compare(files[:count], args.rounds)
        for form in ("jsonl", "csv", "text"):
            few, many = (portfolio(list(map(str, files[:count])), form) for count in (1_000, max(args.files)))
            print(
                f"peak memory, {form:<5} printing {few.parent:5.1f} MiB at 1,000, {many.parent:5.1f} at the most; "
                f"reading {few.child:5.1f} and {many.child:5.1f}"
            )


def _compare(files: list[Path], rounds: int) -> None:
    ratios = []
    for _ in range(rounds):
        alone, alone_cpu = plain(files)
        ours = portfolio(list(map(str, files)), "jsonl")
        ratios.append(alone / ours.seconds)
        print(
            f"{len(files):,} files: tomllib, one core {len(files) / alone:7,.0f} files/s   portfolio "
            f"{len(files) / ours.seconds:7,.0f} files/s   ratio {ratios[-1]:4.2f}   "
            f"cpu: {1e6 * alone_cpu / len(files):4.0f} and {1e6 * ours.cpu / len(files):4.0f} us a file"
        )
    print(f"{len(files):,} files: median ratio {sorted(ratios)[len(ratios) // 2]:.2f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
