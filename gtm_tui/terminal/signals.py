"""End well when the system ends us: signals and a lost terminal, also while the event loop is stuck.

Handlers of asyncio or of the signal module run in the main thread, which a frozen terminal can block for ever.
Here SIGHUP, SIGTERM, SIGINT and SIGQUIT are blocked in every thread, one thread waits for them and another one
for the terminal to hang up. Either starts the same end: keep the answers, ask the program to leave, and
after two seconds leave for it.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import termios
import threading
from collections.abc import Callable

SIGNALS = frozenset({signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT})
GRACE = 2.0
"""Seconds the program has for a clean end before it is ended."""

#: Undoes everything the wizard may have switched on, for any terminal, in one short write.
RESTORE = (
    b"\x18"  # leave a half-sent sequence
    b"\x1b[?2026l\x1b[?2048l\x1b[?2004l"  # synchronised output, in-band size, bracketed paste
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l\x1b[?1004l"  # mouse, focus
    b"\x1b[<u\x1b[?7h\x1b[0m\x1b[?1049l\x1b[?25h\r"  # kitty keys, wrap, colours, main screen, cursor
)


class SignalWatch:
    """Waits for the end of the session in its own threads; `start` must run before any other thread exists."""

    def __init__(self, grace: float = GRACE) -> None:
        self.ending: int | None = None
        """The exit status of an end that has begun (128 + signal number), or None."""
        self._grace = grace
        self._callbacks: list[Callable[[], object]] = []
        self._ask_to_leave: Callable[[int], object] | None = None
        self._lock = threading.Lock()
        self._attributes = _terminal_attributes()

    def start(self) -> None:
        """Block the signals in this thread, and so in all it starts, and begin to wait for them."""
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        os.register_at_fork(after_in_child=unblock)
        _thread(self._wait_for_signals, "signals")
        _thread(self._wait_for_hang_up, "hang-up")

    def on_end(self, callback: Callable[[], object]) -> None:
        """Have this called, from another thread, when the end begins: to bring answers to the disk."""
        self._callbacks.append(callback)

    def on_leave(self, ask: Callable[[int], object]) -> None:
        """Have this called with the exit status, from another thread, to ask the program to leave by itself."""
        self._ask_to_leave = ask

    def end(self, number: int) -> None:
        """Begin the end as if this signal had come; the first call counts, later ones change nothing."""
        if self.leave_within(self._grace, 128 + number):
            _thread(self._end_well, "end")

    def leave_within(self, seconds: float, status: int) -> bool:
        """End the process after some seconds, come what may; False if that was already under way."""
        with self._lock:
            if self.ending is not None:
                return False
            self.ending = status

        def leave() -> None:
            threading.Event().wait(seconds)
            self.restore_terminal()
            os._exit(status)

        _thread(leave, "leave")
        return True

    def keep_answers(self) -> None:
        """Run the callbacks of `on_end`; what one of them raises does not keep the others from running."""
        for callback in self._callbacks:
            with contextlib.suppress(Exception):
                callback()

    def restore_terminal(self) -> None:
        """Give the terminal back as it was when the watch was made, if it still exists."""
        restore_terminal(self._attributes)

    def _end_well(self) -> None:
        self.keep_answers()
        if self._ask_to_leave is not None and self.ending is not None:
            with contextlib.suppress(Exception):
                self._ask_to_leave(self.ending)

    def _wait_for_signals(self) -> None:
        while True:
            self.end(signal.sigwait(SIGNALS))

    def _wait_for_hang_up(self) -> None:
        poll = select.poll()
        poll.register(0, 0)
        while not any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll()):
            pass
        self.end(signal.SIGHUP)


def restore_terminal(attributes: list[object] | None) -> None:
    """Give the terminal back as it was, if it still exists, without ever waiting for it."""
    try:
        tty = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return
    with contextlib.suppress(OSError, termios.error):
        if attributes is not None:
            termios.tcsetattr(tty, termios.TCSANOW, attributes)  # type: ignore[arg-type]
        if not _written(tty, RESTORE):
            termios.tcflush(tty, termios.TCOFLUSH)
            _written(tty, RESTORE)


def unblock() -> None:
    """Let this process receive the watched signals again; what a child process must do first."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def _written(tty: int, data: bytes) -> bool:
    try:
        return os.write(tty, data) == len(data)
    except BlockingIOError:
        return False


def _terminal_attributes() -> list[object] | None:
    try:
        return termios.tcgetattr(sys.__stdin__.fileno())  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError, termios.error):
        return None


def _thread(work: Callable[[], None], name: str) -> None:
    threading.Thread(target=work, name=f"watch-{name}", daemon=True).start()
