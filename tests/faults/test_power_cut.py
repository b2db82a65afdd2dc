"""Power cuts on real ext4 images; needs root and loop devices, so the long form only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.long
def test_power_cuts_lose_nothing_acknowledged(tmp_path: Path) -> None:
    if os.geteuid() != 0 or shutil.which("mkfs.ext4") is None or not Path("/dev/loop-control").exists():
        pytest.skip("needs root, mkfs.ext4 and loop devices")
    done = subprocess.run(
        ["unshare", "-m", sys.executable, "-m", "tests.faults.power_cut", "200", str(tmp_path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    print("\n" + done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
