"""Several processes on one session, and processes killed at random times."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gtm_tui.model.session import Session
from gtm_tui.store.loading import load_session
from gtm_tui.store.session_codec.encode import encode_session
from tests.faults.working import recoverable

pytestmark = pytest.mark.pty
ROOT = Path(__file__).parents[2]


def spawn(*words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.working", *map(str, words)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def many_writers(folder: Path, processes: int, times: int) -> int:
    """Return how often a process was told that the file had changed; every save must be in the file at the end."""
    file = folder / "acme.toml"
    file.write_bytes(encode_session(Session().with_answer("company.name", "Harbor")))
    writers = [spawn("write", folder, number, times) for number in range(processes)]
    reads = 0
    while any(writer.poll() is None for writer in writers):
        assert load_session(file).session.get("company.name") == "Harbor", "a torn read"
        reads += 1
    reported = sum(int(writer.communicate()[0]) for writer in writers)
    assert all(writer.returncode == 0 for writer in writers)
    notes = load_session(file).session.notes
    assert set(notes) == {f"writer.w{w}.n{n}" for w in range(processes) for n in range(times)}
    assert reads
    return reported


def test_three_processes_on_one_session_lose_no_save(tmp_path: Path) -> None:
    many_writers(tmp_path, 3, 6)


@pytest.mark.long
def test_eight_processes_with_a_hundred_saves_each_lose_none(tmp_path: Path) -> None:
    reported = many_writers(tmp_path, 8, 100)
    print(f"\nsame session: 8 processes x 100 saves: 800 kept, {reported} reported and repeated, 0 silent overwrites")


class Killing:
    """One session file, and one typing process after another that is killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told = folder / "told"
        self.told.write_bytes(b"\0" * 4096)
        self.server = spawn("type")

    def kill_after(self, seconds: float) -> None:
        """Let a process type for so long, kill it, and hold what it acknowledged against what can be recovered."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.server.stdin.write(f"{self.folder}\n")
        self.server.stdin.flush()
        pid = int(self.server.stdout.readline())
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
        assert self.server.stdout.readline() == "gone\n"
        assert self.recovered() >= self.acknowledged(), "an acknowledged answer is lost"

    def acknowledged(self) -> int:
        """The greatest number that a process knew to be on disk."""
        return int.from_bytes(self.told.read_bytes()[:8], "big")

    def recovered(self) -> int:
        """The number that the next start would show."""
        return recoverable(self.folder)[0]

    def close(self) -> None:
        """End the server."""
        self.server.communicate()


@pytest.mark.parametrize("seed", [1])
def test_kills_at_random_times_lose_nothing_acknowledged(tmp_path: Path, seed: int) -> None:
    killing, rng = Killing(tmp_path), random.Random(seed)
    try:
        for _ in range(15):
            killing.kill_after(rng.uniform(0.005, 0.08))
    finally:
        killing.close()
    assert killing.acknowledged() > 0


@pytest.mark.long
def test_a_thousand_kills_at_random_times(tmp_path: Path) -> None:
    seed = time.time_ns()
    killing, rng = Killing(tmp_path), random.Random(seed)
    try:
        for _ in range(1000):
            killing.kill_after(rng.uniform(0.005, 0.3))
    finally:
        killing.close()
    print(f"\nrandom kills: 1,000 (seed {seed}), {killing.acknowledged():,} acknowledged answers, 0 lost")
