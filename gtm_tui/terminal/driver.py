"""Textual's Linux driver with the weaknesses taken out that lose answers or hang a session.

Written against textual 8.2: it replaces the output thread, the input loop and the reaction to SIGCONT, which
are private there. The version range in pyproject.toml and tests/terminal/test_private_names.py hold it in place.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import time
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from gtm_tui.terminal.charset import encoder
from gtm_tui.terminal.detect import stream_encoding
from gtm_tui.terminal.key_reader import KeyReader, patience
from gtm_tui.terminal.writer import GuardedWriter

if TYPE_CHECKING:
    from gtm_tui.terminal.base import GuardedApp

SIZE_INTERVAL = 0.05
"""Seconds between two sizes taken up while a window is being dragged."""


class GuardedDriver(LinuxDriver):
    """A driver that survives invalid bytes, a frozen or lost terminal, and stray signals.

    - Bytes that are not text in the terminal's encoding become U+FFFD.
    - Writing never waits; a terminal that falls behind gets whole frames left out and then one full repaint.
    - The end of input is the end of the session (as SIGHUP).
    - A paste is cut at 200,000 characters, and an Esc in it is dropped.
    - A storm of resizes becomes a few; COLUMNS and LINES are not believed.
    - SIGCONT without a stop before it repaints and nothing else.
    - The input thread sleeps until there is input; an escape sequence may arrive in pieces (see `key_reader`).
    """

    _app: GuardedApp[Any]

    def __init__(self, app: GuardedApp[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._stopped = False
        self._guarded_writer: GuardedWriter | None = None
        self._wake_read, self._wake_write = os.pipe()

    # ---------------------------------------------------------------------------------------- output

    @property
    def _writer_thread(self) -> Any:
        return self._guarded_writer

    @_writer_thread.setter
    def _writer_thread(self, made_by_base_class: object) -> None:
        # The base class assigns a thread of its own here and then starts whatever it reads back.
        self._guarded_writer = None
        if made_by_base_class is not None:
            facts = self._app.surroundings
            self._guarded_writer = GuardedWriter(
                2 if self._file is None else self._file.fileno(), encoder(facts.glyphs, facts.encoding), self._repaint
            )

    @property
    def unfinished(self) -> bool:
        """Whether the output thread still waits for the terminal; true after the end if the link is frozen."""
        return self._guarded_writer is not None and self._guarded_writer.is_alive()

    def forget_screen(self) -> None:
        """Send the next frame whole, whatever the terminal is thought to show."""
        if self._guarded_writer is not None:
            self._guarded_writer.forget()

    def _repaint(self) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has just been closed
            self._loop.call_soon_threadsafe(self._app.repaint)

    def _enable_mouse_support(self) -> None:
        if not (self._mouse and self._app.surroundings.ssh):
            super()._enable_mouse_support()
            return
        # Over SSH every mouse move would travel: report presses and drags only.
        self.write("\x1b[?1000h\x1b[?1002h\x1b[?1006h")

    def _disable_mouse_support(self) -> None:
        super()._disable_mouse_support()
        if self._mouse:
            self.write("\x1b[?1002l")
        if self._mouse_pixels:
            self.write("\x1b[?1016l")

    def stop_application_mode(self) -> None:
        """Restore the terminal, before anything that a slow terminal has not taken yet."""
        if self._guarded_writer is not None:
            self._guarded_writer.leave()
        super().stop_application_mode()

    # ------------------------------------------------------------------------------------------ size

    def start_application_mode(self) -> None:
        """Take over the terminal; while a window is dragged its size is taken up 20 times a second at most."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._size_timer: asyncio.TimerHandle | None = None
        signal.signal(signal.SIGWINCH, self._window_changed)

    def _window_changed(self, *_: object) -> None:
        if not self._in_band_window_resize:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._send_size_soon)

    def _send_size_soon(self) -> None:
        if self._size_timer is None:
            self._size_timer = self._loop.call_later(SIZE_INTERVAL, self._send_size)

    def _send_size(self) -> None:
        self._size_timer = None
        size = Size(*self._get_terminal_size())
        self._app.post_message(events.Resize(size, size))

    def _get_terminal_size(self) -> tuple[int, int]:
        # Not from COLUMNS and LINES, which a shell may have exported long ago.
        for fd in (2, 0):
            with contextlib.suppress(OSError):
                size = os.get_terminal_size(fd)
                return size.columns or 80, size.lines or 24
        return 80, 24

    # ----------------------------------------------------------------------------------------- input

    def disable_input(self) -> None:
        """Stop the input thread, waking it if it sleeps."""
        os.write(self._wake_write, b"x")
        super().disable_input()
        os.read(self._wake_read, 1)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Read keys until the driver stops or the input ends."""
        reader = KeyReader(patience(), self._debug)
        decode = getincrementaldecoder(_input_encoding())(errors="replace").decode
        poll = select.poll()
        poll.register(self.fileno, select.POLLIN)
        poll.register(self._wake_read, select.POLLIN)
        while True:
            seconds = reader.seconds(time.monotonic())
            ready = [fd for fd, _ in poll.poll(None if seconds is None else seconds * 1000 + 1)]
            if self._wake_read in ready:
                return
            if self.fileno in ready:
                if not (data := self._read()):
                    self._app.input_ended()
                    return
                for message in reader.feed(decode(data), time.monotonic()):
                    self.process_message(message)
            for message in reader.tick(time.monotonic()):
                self.process_message(message)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    # --------------------------------------------------------------------------------------- signals

    def _sigtstp_application(self, *_: object) -> None:
        if self._app.restricted:
            return
        self._stopped = self._auto_restart
        super()._sigtstp_application()

    def _sigcont_application(self, *_: object) -> None:
        if self._stopped:
            self._stopped = False
            super()._sigcont_application()
        self._repaint()

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Open nothing: a browser started here would run on the machine of the session."""


def _input_encoding() -> str:
    encoding = stream_encoding(sys.__stdin__)
    return "utf-8" if encoding == "ascii" else encoding
