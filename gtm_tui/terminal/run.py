"""Run the wizard from a clean environment to an honest exit status."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gtm_tui.terminal import crash
from gtm_tui.terminal.signals import SignalWatch

INTERRUPTED = 130
CRASH_GRACE = 5.0
"""Seconds an application has to close after an error, before the process ends anyway."""


def run_app(
    make_app: Callable[[], Any],
    *,
    mouse: bool = True,
    state_folder: Path | None = None,
    watch: SignalWatch | None = None,
) -> int:
    """Run a `GuardedApp` and return the exit status for `sys.exit`.

    0 (or what the application passed to `exit`) after a normal end, 70 after an error in the program, 128 + n
    after signal n or a lost terminal, 130 when interrupted. `make_app` is called once the signals are watched,
    so threads it starts are protected too. `state_folder` takes the crash report.
    """
    watch = watch or SignalWatch()
    watch.start()
    try:
        app = make_app()
    except Exception as error:
        folder = _state_folder(state_folder)
        return _report(crash.write_report(error, folder / "crash") if folder else None)
    if app.state_folder is None:
        app.state_folder = state_folder
    _connect(app, watch)
    try:
        app.run(mouse=mouse)
    except Exception as error:
        app._handle_exception(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    if watch.ending not in (None, crash.STATUS):
        if app.output_unfinished():
            watch.restore_terminal()
        return watch.ending
    if app.crashed:
        return _report(app.crash_report)
    return INTERRUPTED if app.return_code is None else app.return_code


def _connect(app: Any, watch: SignalWatch) -> None:
    import signal

    watch.on_end(app.keep_answers)
    watch.on_leave(lambda status: app.call_from_outside(app.exit, None, status))
    app.end_session = lambda: watch.end(signal.SIGHUP)
    app.hurry = lambda: watch.leave_within(CRASH_GRACE, crash.STATUS)


def _state_folder(chosen: Path | None) -> Path | None:
    if chosen is not None:
        return chosen
    from gtm_tui.store.paths import folders

    own = folders()
    return None if own.problem else own.state


def _report(path: Path | None) -> int:
    with contextlib.suppress(OSError):
        os.write(2, (crash.sentence(path) + "\n").encode(errors="replace"))
    return crash.STATUS
