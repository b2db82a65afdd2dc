"""Power cuts: an ext4 image is copied while a process works in it, and the copy is mounted as after a cut.

Run as root, in a mount namespace of its own: `unshare -m python -m tests.faults.power_cut CUTS FOLDER`.
"""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.working import recoverable, type_on

CLONE_NEWNS = 0x00020000
OPTIONS = ("defaults", "data=writeback,noauto_da_alloc")


def main(cuts: int, folder: Path) -> int:
    """Make so many cuts with each set of mount options; print and return how many lost something acknowledged."""
    lost = 0
    for options in OPTIONS:
        wrong = _with_options(cuts, folder, options)
        print(f"power cuts: ext4 {options}: {cuts}, {wrong} lost something acknowledged")
        lost += wrong
    return lost


def _with_options(cuts: int, folder: Path, options: str) -> int:
    image, disk, told = folder / "image", folder / "disk", folder / "told"
    disk.mkdir(exist_ok=True)
    image.unlink(missing_ok=True)
    with image.open("wb") as file:
        file.truncate(24 << 20)
    _run("mkfs.ext4", "-q", image)
    _run("mount", "-o", f"loop,{options}", image, disk)
    told.write_bytes(b"\0" * 4096)
    pid = os.fork()
    if pid == 0:
        try:
            type_on(disk, told)
        finally:
            os._exit(1)
    rng, wrong = random.Random(time.time_ns()), 0
    try:
        while int.from_bytes(told.read_bytes()[8:16], "big") == 0:
            os.sched_yield()
        for _ in range(cuts):
            time.sleep(rng.uniform(0.005, 0.15))
            wrong += not _cut(pid, image, folder / "copy", disk, told, options)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        _run("umount", disk)
    return wrong


def _cut(pid: int, image: Path, copy: Path, disk: Path, told: Path, options: str) -> bool:
    os.kill(pid, signal.SIGSTOP)
    os.waitpid(pid, os.WUNTRACED)
    acknowledged, saved = (int.from_bytes(told.read_bytes()[at : at + 8], "big") for at in (0, 8))
    shutil.copyfile(image, copy)
    os.kill(pid, signal.SIGCONT)
    return _holds(copy, disk, options, acknowledged, saved)


def _holds(copy: Path, disk: Path, options: str, acknowledged: int, saved: int) -> bool:
    """Look at the copy in a process that has it mounted where the live disk was."""
    child = os.fork()
    if child == 0:
        good = False
        try:
            if ctypes.CDLL(None).unshare(CLONE_NEWNS):
                raise OSError("no mount namespace")
            _run("mount", "-o", f"loop,{options}", copy, disk)
            anywhere, in_file = recoverable(disk)
            good = anywhere >= acknowledged and in_file >= saved
            if not good:
                print(f"acknowledged {acknowledged}, recovered {anywhere}; saved {saved}, in the file {in_file}")
        finally:
            sys.stdout.flush()
            os._exit(0 if good else 1)
    return os.waitpid(child, 0)[1] == 0


def _run(*words: object) -> None:
    subprocess.run(list(map(str, words)), check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), Path(sys.argv[2]))))
