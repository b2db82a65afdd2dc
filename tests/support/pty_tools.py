"""Drive a real program in a real pseudo-terminal: start, read the screen, send keys, cut the line.

::

    with Terminal([*PROGRAM, "my.toml"], home=tmp_path, size=(80, 24)) as term:
        term.expect("Company")                  # waits with a deadline, fails with the screen in the message
        term.keys("tab", "down", "ctrl+s")
        term.type("Acme")
        term.expect("Acme")
        before = term.mark()
        term.keys("tab")
        term.settle()
        assert term.bytes_since(before) < 500
        term.keys("ctrl+q")
        assert term.wait() == 0                 # exit status; negative = killed by that signal
        assert term.left_on() == set()          # terminal modes the program forgot to switch off
        assert term.is_cooked()                 # echo and line editing are back

Nothing reads the terminal behind your back: output is taken only inside the methods of this class, so a
link that has stalled is simply a test that does not call them (see `stall`).
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

#: The installed program, run with the interpreter of the tests.
PROGRAM = (sys.executable, "-m", "gtm_tui")
COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")
"""A code that sets a colour, in what a program sends."""

DEADLINE = 10.0
"""Seconds after which a wait fails; generous, because it is reached only when something is wrong."""

_KEYS = {
    "enter": b"\r",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "escape": b"\x1b",
    "esc": b"\x1b[27u",  # as terminals with the kitty protocol send it: nobody has to wait whether more follows
    "space": b" ",
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    **{f"f{n}": code for n, code in enumerate([b"\x1bOP", b"\x1bOQ", b"\x1bOR", b"\x1bOS"], start=1)},
    **{
        f"f{n}": f"\x1b[{code}~".encode()
        for n, code in zip(range(5, 13), [15, 17, 18, 19, 20, 21, 23, 24], strict=True)
    },
}
# pyte draws the last letter of these sequences (kitty keyboard protocol); a real terminal ignores them.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]")
_UNFINISHED = re.compile(rb"\x1b(\[[<>=?0-9;$]*)?$")
_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_KITTY = re.compile(rb"\x1b\[([<>])[0-9;]*u")
#: Modes that are on before any program starts: autowrap and a visible cursor.
_ON_AT_REST = {7, 25}


def key_bytes(name: str) -> bytes:
    """Bytes an xterm sends for a key called as Textual calls it: "ctrl+s", "f8", "tab", "a"."""
    if name in _KEYS:
        return _KEYS[name]
    if name.startswith("ctrl+"):
        return bytes([ord(name[5:].upper()) & 0x1F])
    if name.startswith("alt+"):
        return b"\x1b" + key_bytes(name[4:])
    if len(name) == 1:
        return name.encode()
    raise ValueError(f"no such key: {name}")


class Terminal:
    """One program in one pseudo-terminal.

    `env` adds to (None removes from) a small clean environment whose HOME and XDG folders lie in `home`.
    `redirect` gives "stdin", "stdout" or "stderr" to a file instead of the terminal, for instance
    ``redirect={"stderr": "/tmp/errors"}`` for ``2>/tmp/errors``. `ignore` lists signals the program
    inherits as ignored, as under nohup.
    """

    def __init__(
        self,
        command: Sequence[str | os.PathLike[str]],
        *,
        home: Path,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        redirect: Mapping[str, str | os.PathLike[str]] | None = None,
        ignore: Sequence[int] = (),
    ) -> None:
        self.raw = bytearray()
        """Every byte the program has sent so far."""
        self.read_at = 0.0
        """When the last of them were read, on the clock of `time.perf_counter`."""
        self._rest = b""
        self._master, self._slave = pty.openpty()
        self._emulator = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._emulator)
        self.resize(*size)
        self._files = [
            os.open(redirect[name], os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            if redirect and name in redirect
            else self._slave
            for name in ("stdin", "stdout", "stderr")
        ]
        slave = self._slave

        def in_child() -> None:
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGQUIT):
                signal.signal(number, signal.SIG_DFL)  # whatever the tests themselves were started with
            for number in ignore:
                signal.signal(number, signal.SIG_IGN)

        self.process = subprocess.Popen(
            [os.fspath(part) for part in command],
            stdin=self._files[0],
            stdout=self._files[1],
            stderr=self._files[2],
            env=_environment(home, env or {}),
            cwd=cwd or home,
            start_new_session=True,
            preexec_fn=in_child,
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -------------------------------------------------------------------------------------- the screen

    @property
    def lines(self) -> list[str]:
        """The screen as the person sees it, one text per row, without trailing blanks."""
        return [line.rstrip() for line in self._emulator.display]

    @property
    def text(self) -> str:
        """The whole screen as one text."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row (from 0) of the terminal's cursor, shown or hidden."""
        return self._emulator.cursor.x, self._emulator.cursor.y

    def expect(self, wanted: str | re.Pattern[str], timeout: float = DEADLINE) -> None:
        """Read until the text (or pattern) stands on the screen; fail with the screen if it never does."""
        self.until(lambda: _found(wanted, self.text), f"{wanted!r} never appeared", timeout)

    def expect_gone(self, unwanted: str | re.Pattern[str], timeout: float = DEADLINE) -> None:
        """Read until the text (or pattern) is no longer on the screen."""
        self.until(lambda: not _found(unwanted, self.text), f"{unwanted!r} never went away", timeout)

    def until(self, condition: Callable[[], bool], complaint: str, timeout: float = DEADLINE) -> None:
        """Read until the condition holds; fail with the complaint and the screen at the deadline."""
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"{complaint}; exit status {self.process.poll()}; screen:\n{self.text}")
            self.pump(0.05)

    def settle(self, quiet: float = 0.3, timeout: float = DEADLINE) -> None:
        """Read until the program has sent nothing for `quiet` seconds."""
        deadline = time.monotonic() + timeout
        while self.pump(quiet):
            if time.monotonic() > deadline:
                raise AssertionError(f"the screen never came to rest:\n{self.text}")

    def pump(self, timeout: float = 0.0) -> bool:
        """Read what has arrived, waiting at most `timeout` seconds for it; False if nothing came."""
        if self._master < 0 or not select.select([self._master], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return False
        self.read_at = time.perf_counter()
        self.raw += data
        data = self._rest + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        self._rest = data[cut:]
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data[:cut]))
        return bool(data)

    def mark(self) -> int:
        """The number of bytes received so far, for `bytes_since`."""
        return len(self.raw)

    def bytes_since(self, mark: int) -> int:
        """How many bytes the program has sent since the mark."""
        return len(self.raw) - mark

    # ------------------------------------------------------------------------------------- the keyboard

    def keys(self, *names: str) -> None:
        """Press keys by their Textual names."""
        for name in names:
            self.send(key_bytes(name))

    def type(self, text: str) -> None:
        """Type a text character by character, in one write."""
        self.send(text.encode())

    def paste(self, text: str) -> None:
        """Paste a text the way a terminal with bracketed paste does."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def send(self, data: bytes) -> None:
        """Write raw bytes to the keyboard, reading output meanwhile so that neither side blocks."""
        while data:
            if select.select([], [self._master], [], 0.05)[1]:
                data = data[os.write(self._master, data[:512]) :]
            self.pump()

    def choose(self, entry: str) -> None:
        """Move the highlight of a list, where the terminal's cursor is, down to an entry, and press Enter."""
        self.expect(entry)
        for _ in range(30):
            self.settle(0.1)
            row = self.cursor[1]
            if entry in self.lines[row]:
                self.keys("enter")
                return
            self.keys("down")
            self.until(lambda row=row: self.cursor[1] != row, f"the highlight does not move to {entry!r}")  # type: ignore[misc]
        raise AssertionError(f"no entry {entry!r}; screen:\n{self.text}")

    # ------------------------------------------------------------------------------------ the terminal

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal; the program gets SIGWINCH."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._emulator.resize(rows, columns)

    def left_on(self) -> set[str]:
        """Private modes and kitty keys not switched back by the program, as "?1049" or "kitty"."""
        state: dict[int, bool] = {}
        for numbers, letter in _MODE.findall(bytes(self.raw)):
            for number in numbers.split(b";"):
                state[int(number)] = letter == b"h"
        left = {f"?{number}" for number, on in state.items() if on != (number in _ON_AT_REST)}
        pushed = list(_KITTY.findall(bytes(self.raw)))
        return left | ({"kitty"} if pushed.count(b">") > pushed.count(b"<") else set())

    def is_cooked(self) -> bool:
        """Whether echo, line editing and signal keys are on, as a shell expects to find them."""
        flags = termios.tcgetattr(self._slave)[3]
        wanted = termios.ECHO | termios.ICANON | termios.ISIG
        return bool(flags & wanted == wanted)

    def hang_up(self) -> None:
        """Close the terminal, as a cut connection or window does: the program gets SIGHUP and EOF."""
        master, self._master = self._master, -1
        os.close(master)

    # -------------------------------------------------------------------------------------- the process

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def wait(self, timeout: float = DEADLINE, *, reading: bool = True) -> int:
        """Wait for the program to end and return its exit status (minus the number if a signal killed it).

        With ``reading=False`` its output is not read meanwhile: a link that has stalled.
        """
        deadline = time.monotonic() + timeout
        while (status := self.process.poll()) is None:
            if time.monotonic() > deadline:
                raise AssertionError(f"the program did not end in {timeout} s; screen:\n{self.text}")
            if reading and self._master >= 0:
                self.pump(0.02)
            else:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(0.02)
        while self.pump(0.0):
            pass
        return status

    def stall(self, fill: bytes = b"\t", writes: int = 400) -> None:
        """Stop reading while the program paints, until its output no longer fits the line.

        `fill` is pressed `writes` times (less if the keyboard's own queue is full); give keys that repaint.
        """
        for _ in range(writes):
            if not select.select([], [self._master], [], 0.2)[1]:
                return
            os.write(self._master, fill)

    def close(self) -> None:
        """Kill the program if it still runs and release the terminal."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for handle in {self._master, self._slave, *self._files} - {-1}:
            with contextlib.suppress(OSError):
                os.close(handle)


def _environment(home: Path, changes: Mapping[str, str | None]) -> dict[str, str]:
    clean: dict[str, str | None] = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(home),
        "XDG_STATE_HOME": str(home / ".local/state"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        **changes,
    }
    return {name: value for name, value in clean.items() if value is not None}


def _found(wanted: str | re.Pattern[str], text: str) -> bool:
    return wanted in text if isinstance(wanted, str) else wanted.search(text) is not None
