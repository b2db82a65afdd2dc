"""Run a scenario with one fault injected at one system call of its work, by strace."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.scenarios import SCENARIOS
from tests.faults.server import ANSWER_BYTES, BEGIN, END

CALLS = (
    "openat,read,pread64,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,newfstatat,fstat,"
    "flock,fchmod,fchown,close,ftruncate,fallocate,flistxattr,fgetxattr,fsetxattr,mkdir,getdents64,lseek,dup,chmod,"
    "access,faccessat,faccessat2,utimensat,readlink,fcntl"
)
# Calls whose failure Python itself does not report, or that are no work on files.
NOT_FAILED = {"access", "faccessat", "faccessat2", "fcntl", "lseek", "dup", "readlink"}
ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EACCES", "EINTR")
_LINE = re.compile(r"^(\d+) +(\w+)\(")


@dataclass(frozen=True)
class Point:
    """The `number`-th call named `call` in one thread of a scenario's work."""

    call: str
    number: int


@dataclass(frozen=True)
class Outcome:
    """How a case ended: `status` and `sentence` as it said (None, '' if killed before that), `hit` if a fault fired."""

    status: str | None
    sentence: str
    hit: bool
    log: str


def tracing_possible() -> bool:
    """Whether strace is here and may attach to our own processes."""
    if shutil.which("strace") is None:
        return False
    sleeper = subprocess.Popen(["sleep", "30"])
    try:
        tracer = subprocess.Popen(
            ["strace", "-e", "trace=none", "-p", str(sleeper.pid)], stderr=subprocess.PIPE, text=True
        )
        assert tracer.stderr is not None
        attached = "attached" in tracer.stderr.readline()
        tracer.terminate()
        tracer.wait()
        tracer.stderr.close()
        return attached
    finally:
        sleeper.kill()
        sleeper.wait()


class FaultBench:
    """A server of cases, and the folder they work in."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.number = 0
        environment = {**os.environ, "PYTHONHASHSEED": "0", "HOME": str(root), "XDG_STATE_HOME": str(root / "xdg")}
        self.server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=Path(__file__).parents[2],
        )

    def close(self) -> None:
        """End the server."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.server.stdin.close()
        self.server.wait()
        self.server.stdout.close()

    def points(self, scenario: str) -> list[Point]:
        """Every system call of the scenario's work, from a run without faults."""
        outcome = self.run(scenario, None)
        assert outcome.status == "saved", outcome
        seen: Counter[tuple[str, str]] = Counter()
        points: list[Point] = []
        inside = False
        for line in outcome.log.splitlines():
            match = _LINE.match(line)
            if match is None:
                continue
            thread, call = match.groups()
            seen[thread, call] += 1
            if BEGIN in line:
                inside = True
            elif END in line:
                break
            elif inside:
                points.append(Point(call, seen[thread, call]))
        return points

    def run(self, scenario: str, inject: str | None) -> Outcome:
        """Run one case and judge it; raises Wrong. `inject` is strace's own wording of the fault."""
        self.number += 1
        folder = self.root / f"case{self.number}"
        folder.mkdir()
        chosen = SCENARIOS[scenario]
        chosen.prepare(folder)
        answer = folder.with_suffix(".answer")
        answer.write_bytes(b"\0" * ANSWER_BYTES)
        log = folder.with_suffix(".log")
        self._traced(scenario, folder, log, inject)
        said = answer.read_bytes().rstrip(b"\0")
        status, sentence = json.loads(said) if said else (None, "")
        text = log.read_text(errors="replace")
        outcome = Outcome(status, sentence, _was_hit(text, inject), text)
        try:
            chosen.judge(folder, status)
        except AssertionError as wrong:
            raise AssertionError(f"{scenario}, {inject}: {wrong}\n{status} {sentence}\n{text}") from wrong
        shutil.rmtree(folder)
        answer.unlink()
        log.unlink()
        return outcome

    def _traced(self, scenario: str, folder: Path, log: Path, inject: str | None) -> None:
        pid = int(self._ask(f"{scenario}\t{folder}")["ready"])
        command = ["strace", "-f", "-s", "200", "-o", str(log), "-e", f"trace={CALLS}"]
        if inject:
            command += ["-e", f"inject={inject}"]
        tracer = subprocess.Popen([*command, "-p", str(pid)], stderr=subprocess.PIPE, text=True)
        assert tracer.stderr is not None
        first = tracer.stderr.readline()
        assert "attached" in first, first
        os.kill(pid, signal.SIGUSR1)
        tracer.communicate(timeout=60)
        self._answer()

    def _ask(self, line: str) -> dict[str, Any]:
        assert self.server.stdin is not None
        self.server.stdin.write(line + "\n")
        self.server.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self.server.stdout is not None
        return dict(json.loads(self.server.stdout.readline()))


def _was_hit(log: str, inject: str | None) -> bool:
    if inject is None:
        return False
    return "(INJECTED)" in log or "killed by SIGKILL" in log
