"""A kill, and an error, at every system call of a save, an export, a journal append, its rotation and recovery.

The long form goes over every call and every error: `pytest -m long tests/faults -s` prints the figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.scenarios import ESCAPED, SCENARIOS
from tests.faults.strace_tools import ERRORS, NOT_FAILED, FaultBench, Point, tracing_possible

pytestmark = [
    pytest.mark.pty,
    pytest.mark.skipif(not tracing_possible(), reason="strace is missing, or may not attach to processes here"),
]

CHANGING = {"openat", "write", "fsync", "rename", "renameat", "unlink", "unlinkat", "fchmod", "ftruncate", "fallocate"}
QUICK_ERRORS = {"save": "ENOSPC", "export": "EIO", "in place": "EIO", "append": "ENOSPC", "rotation": "EIO"}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultBench]:
    bench = FaultBench(tmp_path_factory.mktemp("faults"))
    yield bench
    bench.close()


def kill_at(bench: FaultBench, scenario: str, point: Point) -> None:
    outcome = bench.run(scenario, f"{point.call}:signal=KILL:when={point.number}")
    assert outcome.hit, (point, outcome)
    assert outcome.status != ESCAPED, outcome.sentence


def fail_at(bench: FaultBench, scenario: str, point: Point, error: str) -> bool:
    """Return whether the fault fired inside the work; every failure must end in a sentence."""
    outcome = bench.run(scenario, f"{point.call}:error={error}:when={point.number}")
    assert outcome.status is not None, (point, error, outcome)
    assert outcome.status != ESCAPED, (point, error, outcome.sentence)
    if outcome.status == "refused":
        assert outcome.sentence, (point, error)
        assert "Traceback" not in outcome.sentence
    return outcome.hit


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_kill_at_any_changing_call_loses_nothing(bench: FaultBench, scenario: str) -> None:
    points = [point for point in bench.points(scenario) if point.call in CHANGING]
    assert points
    for point in points:
        kill_at(bench, scenario, point)


@pytest.mark.parametrize("scenario", QUICK_ERRORS)
def test_an_error_at_any_changing_call_is_a_sentence_and_loses_nothing(bench: FaultBench, scenario: str) -> None:
    points = [point for point in bench.points(scenario) if point.call in CHANGING]
    # A thread may take a call less than it did in the run that counted them; then the fault is tried again.
    tries = range(5)
    assert all(any(fail_at(bench, scenario, point, QUICK_ERRORS[scenario]) for _ in tries) for point in points)


@pytest.mark.long
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_kill_at_every_call(bench: FaultBench, scenario: str) -> None:
    points = bench.points(scenario)
    for point in points:
        kill_at(bench, scenario, point)
    print(f"\nkills: {scenario}: {len(points)} of {len(points)} calls, 0 lost, 0 torn, 0 false 'saved'")


@pytest.mark.long
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_error_at_every_call(bench: FaultBench, scenario: str) -> None:
    points = [point for point in bench.points(scenario) if point.call not in NOT_FAILED]
    hits = sum(fail_at(bench, scenario, point, error) for point in points for error in ERRORS)
    assert hits >= len(points)
    print(f"\nerrors: {scenario}: {hits} injected at {len(points)} calls, 0 lost, each a sentence")


def test_the_bench_notices_what_is_lost(bench: FaultBench, tmp_path: Path) -> None:
    """A naive save, put through the same bench's judge, is caught."""
    from tests.faults.scenarios import Wrong

    chosen = SCENARIOS["save"]
    chosen.prepare(tmp_path)
    (tmp_path / "acme.toml").write_bytes((tmp_path / "acme.toml").read_bytes()[:-40])
    with pytest.raises((Wrong, Exception)):
        chosen.judge(tmp_path, None)
    (tmp_path / "acme.toml").unlink()
    chosen.prepare(tmp_path)
    with pytest.raises(Wrong, match="said to be saved"):
        chosen.judge(tmp_path, "saved")
