"""A whole session in tmux inside `ssh -tt`, over a link of 64 kbit/s and 50 ms each way, all on loopback.

python -m tests.benchmarks --only link
"""

from __future__ import annotations

import shutil
import socket
import statistics
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.installed import Installed
from tests.benchmarks.line import Line, skipped
from tests.benchmarks.loopback import Server
from tests.benchmarks.sixteen_over_ssh import strokes, wrong
from tests.support.pty_tools import Terminal

KBIT, DELAY = 64.0, 0.05


class SlowLink:
    """Carries connections to a port with a delay (seconds, one way) and at a rate (kbit/s, each way)."""

    def __init__(self, target: int, kbit: float = KBIT, delay: float = DELAY) -> None:
        self._target, self._kbit, self._delay = target, kbit, delay
        self.down = 0
        """Bytes carried from the server to the client."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread(self._serve)

    def close(self) -> None:
        """Take no more connections; those under way end with their ends."""
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._target))
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._thread(self._carry, client, server, False)
            self._thread(self._carry, server, client, True)

    def _carry(self, source: socket.socket, target: socket.socket, down: bool) -> None:
        """Read, and have each piece delivered when the line would have carried it."""
        import queue

        pieces: queue.Queue[tuple[float, bytes]] = queue.Queue()
        self._thread(self._deliver, pieces, target)
        free = 0.0
        while True:
            try:
                data = source.recv(1400)
            except OSError:
                data = b""
            now = time.monotonic()
            free = max(free, now) + len(data) * 8 / 1000 / self._kbit
            pieces.put((free + self._delay, data))
            if down:
                self.down += len(data)
            if not data:
                return

    @staticmethod
    def _deliver(pieces: object, target: socket.socket) -> None:
        import contextlib

        with contextlib.suppress(OSError), target:
            while True:
                due, data = pieces.get()  # type: ignore[attr-defined]
                time.sleep(max(0.0, due - time.monotonic()))
                if not data:
                    target.shutdown(socket.SHUT_WR)
                    return
                target.sendall(data)

    @staticmethod
    def _thread(work: object, *args: object) -> None:
        threading.Thread(target=work, args=args, daemon=True).start()  # type: ignore[arg-type]


class Walk:
    """The figures of one session over the link."""

    def __init__(self) -> None:
        self.paint = 0.0
        self.times: dict[str, list[float]] = {"typed": [], "moved": [], "page": []}
        self.bytes = 0
        self.wrong = ""


def in_tmux(program: Sequence[str]) -> list[str]:
    """A command line that runs the wizard in a tmux of its own."""
    import shlex

    return ["tmux", "-L", "bench", "-f", "/dev/null", "new-session", shlex.join([*program, "harbor-ledger.toml"])]


def walk(program: Installed, folder: Path) -> Walk:
    """Type an example in from nothing, save it, leave, and look at the file."""
    found = Walk()
    with Server(folder, in_tmux(program.command)) as server:
        link = SlowLink(server.port)
        server.through(link.port)
        start = time.perf_counter()
        with Terminal(server.ssh("0"), home=folder) as terminal:
            terminal.expect("1 of 14", timeout=120)
            terminal.settle(0.5)
            found.paint = terminal.read_at - start
            for key in strokes():
                press(terminal, key, found)
            terminal.keys("ctrl+s")
            terminal.expect("Saved", timeout=30)
            terminal.keys("ctrl+q")
            terminal.wait(30)
        link.close()
        found.bytes = link.down
        found.wrong = wrong(server.homes / "0")
    return found


def press(terminal: Terminal, key: str, found: Walk) -> None:
    """Press one key, wait for its answer, and note how long the last byte took."""
    page, start = terminal.lines[0], time.perf_counter()
    terminal.keys(key)
    terminal.settle(0.3)
    taken = (terminal.read_at - start) * 1000
    if taken > 0:
        kind = "page" if terminal.lines[0] != page and key == "f8" else "typed" if len(key) == 1 else "moved"
        found.times[kind].append(taken)


def lines(program: Installed, home: Path) -> list[Line]:
    """What a slow link makes of the wizard."""
    if shutil.which("tmux") is None:
        return [skipped("a session in tmux inside ssh over a slow link", "tmux is not installed")]
    found = walk(program, home / "link")
    if found.wrong:
        print(found.wrong)
    name = f"tmux in ssh at {KBIT:.0f} kbit/s and {DELAY * 1000:.0f} ms"
    rows = [Line(f"{name}: first page settled", f"{found.paint:.1f} s", "login included", "", None)]
    for kind, words in (("typed", "one typed character"), ("moved", "Tab, Enter, arrows"), ("page", "next page")):
        times = found.times[kind]
        if len(times) > 1:
            middle, most = statistics.median(times), max(times)
            rows.append(Line(f"{name}: {words}", f"{middle:.0f} ms (most {most:.0f})", "round trip 100 ms", "", None))
    right = "right" if not found.wrong else "WRONG"
    rows.append(Line(f"{name}: the file", right, f"{found.bytes:,} bytes in all", "right", not found.wrong))
    return rows
