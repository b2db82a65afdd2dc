"""The thread that writes to the terminal: a frozen or vanished terminal never holds up the program."""

from __future__ import annotations

import contextlib
import os
import select
import threading
from collections import deque
from collections.abc import Callable

from gtm_tui.terminal.screen_diff import ScreenDiff

LIMIT = 32_768
"""Characters that may wait for the terminal before frames are left out (four seconds at 64 kbit/s)."""

_CHUNK = 4096
_ABORT_SEQUENCE = "\x18"  # CAN: a terminal drops the escape sequence it is in the middle of


class GuardedWriter(threading.Thread):
    """Writes text to a file descriptor in the background, in order.

    `write` never waits. When more than `LIMIT` characters are waiting, further texts are left out, and once
    the terminal has taken the rest `on_caught_up` is called (from this thread) so that the whole screen can
    be painted anew. When the terminal is gone, everything is thrown away. Cells that the terminal shows
    already are not sent again.
    """

    def __init__(self, fd: int, encode: Callable[[str], bytes], on_caught_up: Callable[[], None]) -> None:
        super().__init__(daemon=True, name="terminal-writer")
        self._fd = fd
        self._encode = encode
        self._on_caught_up = on_caught_up
        self._queue: deque[str] = deque()
        self._changed = threading.Condition()
        self._shown = ScreenDiff()
        self._waiting = 0
        self._in_hand = 0
        self._drop_rest = False
        self._behind = False
        self._stopping = False
        self._gone = False

    def write(self, text: str) -> None:
        """Queue a text; returns at once, whatever the terminal does."""
        with self._changed:
            if self._gone or self._behind:
                return
            if self._waiting + self._in_hand > LIMIT:
                self._behind = True
                return
            self._note_size()
            text = self._shown.changes(text)
            if not text:
                return
            self._queue.append(text)
            self._waiting += len(text)
            self._changed.notify()

    def forget(self) -> None:
        """Send the next frame whole: something else has written on the terminal."""
        with self._changed:
            self._shown.forget()

    def leave(self) -> None:
        """Make room for the texts that restore the terminal: frames a slow terminal has not taken are dropped."""
        with self._changed:
            self._shown.forget()
            if self._behind or self._waiting + self._in_hand > LIMIT:
                self._queue.clear()
                self._queue.append(_ABORT_SEQUENCE)
                self._waiting = len(_ABORT_SEQUENCE)
                self._in_hand = 0
                self._drop_rest = True
                self._behind = False

    def stop(self, timeout: float = 0.5) -> None:
        """Write what is waiting and end; give up after `timeout` seconds if the terminal does not take it."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self.is_alive() and threading.current_thread() is not self:
            self.join(timeout)

    def run(self) -> None:
        """Take everything that waits, write it in one go, repeat."""
        while (text := self._next()) is not None:
            self._put(self._encode(text))
            with self._changed:
                self._in_hand = 0
                caught_up = self._behind and not self._queue
                self._behind = self._behind and not caught_up
            if caught_up:
                self._on_caught_up()

    def _note_size(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._shown.resized(*os.get_terminal_size(self._fd))

    def _next(self) -> str | None:
        with self._changed:
            while not self._queue:
                if self._stopping:
                    return None
                self._changed.wait()
            text = "".join(self._queue)
            self._queue.clear()
            self._waiting, self._in_hand, self._drop_rest = 0, len(text), False
            return text

    def _put(self, data: bytes) -> None:
        view = memoryview(data)
        while view and not (self._gone or self._drop_rest):
            try:
                view = view[os.write(self._fd, view[:_CHUNK]) :]
            except BlockingIOError:
                select.select([], [self._fd], [], 0.5)
            except (OSError, ValueError):
                self._gone = True
