"""Starts one process for each case: `python -m tests.faults.server`, one line `scenario<TAB>folder` on standard input.

The server has everything imported and forks, which is what makes a thousand cases a matter of minutes. A case waits for
SIGUSR1, by which time a tracer is attached, and says how it ended through a shared file, without any system call.
"""

from __future__ import annotations

import ctypes
import json
import mmap
import os
import signal
import sys
import traceback
from pathlib import Path

from tests.faults.scenarios import ESCAPED, SCENARIOS

PR_SET_PTRACER = 0x59616D61
ANSWER_BYTES = 65_536
BEGIN, END = "/fault-begin", "/fault-end"


def main() -> None:
    """Serve cases until standard input ends."""
    for line in sys.stdin:
        scenario, folder = line.rstrip("\n").split("\t")
        pid = os.fork()
        if pid == 0:
            _case(scenario, Path(folder))
        _, status = os.waitpid(pid, os.WUNTRACED)
        print(json.dumps({"killed": os.WIFSIGNALED(status)}), flush=True)


def _case(scenario: str, folder: Path) -> None:
    answer = mmap.mmap(os.open(folder.with_suffix(".answer"), os.O_RDWR), ANSWER_BYTES)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    try:
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ctypes.c_ulong(-1))
        chosen = SCENARIOS[scenario]
        state = chosen.begin(folder)
        print(json.dumps({"ready": os.getpid()}), flush=True)
        signal.sigwait({signal.SIGUSR1})
        os.access(BEGIN, os.F_OK)
        said = chosen.act(state)
        _say(answer, said)
        os.access(END, os.F_OK)
    except BaseException:
        _say(answer, (ESCAPED, traceback.format_exc()))
    os._exit(0)


def _say(answer: mmap.mmap, said: tuple[str, str]) -> None:
    data = json.dumps(said).encode()
    answer[: len(data)] = data


if __name__ == "__main__":
    main()
