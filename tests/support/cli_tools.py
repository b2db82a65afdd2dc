"""Run command lines in this process or in one of their own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from gtm_tui.cli.main import main
from gtm_tui.store.samples import sample_paths

SAMPLES = {name: Path(path) for name, path in sample_paths().items()}


class Ended(NamedTuple):
    """How a command ended and what it said."""

    status: int
    out: str
    err: str


def gtm(*words: object, stdin: str | bytes = "") -> Ended:
    """Run one command line in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    typed = stdin if isinstance(stdin, bytes) else stdin.encode()
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main([str(word) for word in words])
    finally:
        sys.stdin = before
    texts = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return Ended(status, *texts)


def spawned(*words: object, env: Mapping[str, str] | None = None, stdin: str = "", cwd: Path | None = None) -> Ended:
    """Run one command line in a process of its own, without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "gtm_tui", *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **(env or {})},
        cwd=cwd,
        timeout=60,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
