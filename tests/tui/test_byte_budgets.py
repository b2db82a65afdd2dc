"""Bytes that one key may cost on the line, on every page of the real wizard: 80x24, 256 colours, through a pty."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pty_tools import PROGRAM, Terminal

pytestmark = pytest.mark.pty

SAMPLES = Path(__file__).parents[2] / "sample_sessions"
TYPED, MOVED, ANSWERED, PAGE = 150, 500, 1_500, 4_000
MEMORY_KIB = 48 * 1024
SCREEN_CELLS = 80 * 24
_ESCAPE = re.compile(rb"\x1b\[[0-9;?<>=]*[A-Za-z]")


def start(home: Path, sample: str) -> Terminal:
    """The wizard on a copy of an example, its first page shown."""
    file = home / "session.toml"
    file.write_bytes((SAMPLES / f"{sample}.toml").read_bytes())
    terminal = Terminal([*PROGRAM, file], home=home)
    terminal.expect(re.compile(r"1 of \d\d"), timeout=30)
    terminal.settle()
    return terminal


@pytest.fixture
def wizard(tmp_path: Path) -> Iterator[Terminal]:
    """The wizard on the model's own example."""
    with start(tmp_path, "harbor-ledger") as terminal:
        yield terminal


def answer_to(terminal: Terminal, *keys: str) -> bytes:
    """Everything the program sends in answer to keys that change something."""
    before = terminal.mark()
    terminal.keys(*keys)
    terminal.until(lambda: terminal.mark() > before, f"nothing came in answer to {keys}")
    terminal.settle(0.15)
    return bytes(terminal.raw[before:])


def cells_painted(data: bytes) -> int:
    """How many cells were written, whether they differ or not."""
    return len(_ESCAPE.sub(b"", data).decode().replace("\r", "").replace("\n", ""))


def scrolled(before: list[str], after: list[str]) -> bool:
    """Whether the body of the page stands on other rows than before."""
    moved = [
        one for one, other in zip(before[3:18], after[3:18], strict=True) if one.lstrip(" >") != other.lstrip(" >")
    ]
    return len(moved) > 5


def test_typing_answering_nothing_and_waiting(wizard: Terminal) -> None:
    for key in (*"Quarterly", "backspace"):
        data = answer_to(wizard, key)
        assert len(data) <= TYPED, data
    for key in ("tab", "tab", "down", "up", "shift+tab"):
        assert cells_painted(answer_to(wizard, key)) < SCREEN_CELLS / 4, f"{key} paints what has not changed"
    before = wizard.mark()
    wizard.settle(1.0)
    assert wizard.bytes_since(before) == 0
    status = Path(f"/proc/{wizard.process.pid}/status").read_text()
    resident = int(status.split("VmRSS:")[1].split()[0])
    assert resident <= MEMORY_KIB, f"{resident} KiB"


@pytest.mark.parametrize("sample", ["harbor-ledger", pytest.param("northgate", marks=pytest.mark.long)])
def test_tab_and_the_next_page_on_every_page(tmp_path: Path, sample: str) -> None:
    with start(tmp_path, sample) as terminal:
        while True:
            for _ in range(3):
                check_tab(terminal)
            title = terminal.lines[0]
            if "14 of 14" in title:
                break
            data = answer_to(terminal, "f8")
            terminal.until(lambda title=title: terminal.lines[0] != title, "no next page")
            assert len(data) <= PAGE, f"{len(data)} bytes for the next page:\n{terminal.text}"
        data = answer_to(terminal, "f7")
        assert len(data) <= PAGE, f"{len(data)} bytes for the page before:\n{terminal.text}"


def check_tab(terminal: Terminal) -> None:
    """One Tab; where it has to scroll a page that is longer than the screen, it is an answer to more."""
    before, mark = terminal.lines, terminal.mark()
    terminal.keys("tab")
    terminal.settle(0.15)
    size = terminal.bytes_since(mark)
    most = ANSWERED if scrolled(before, terminal.lines) else MOVED
    assert size <= most, f"{size} bytes for Tab:\n{terminal.text}"


def test_an_answer_that_changes_findings_and_strip(wizard: Terminal) -> None:
    wizard.keys(*["f8"] * 9)
    wizard.expect("10 of 14")
    wizard.settle()
    answer_to(wizard, "tab")
    answer_to(wizard, "down")
    data = answer_to(wizard, "space")
    wizard.expect("cleared: !! ROM-01")
    assert len(data) <= ANSWERED, data


def test_the_first_page_and_other_screens_come_in_one_painting(wizard: Terminal) -> None:
    assert wizard.mark() <= 2 * PAGE
    assert cells_painted(bytes(wizard.raw)) <= SCREEN_CELLS * 2
    for key, sign in (("ctrl+r", "findings"), ("f6", "Loose ends"), ("f1", "Esc")):
        data = answer_to(wizard, key)
        wizard.expect(sign)
        assert len(data) <= PAGE, f"{key}: {len(data)} bytes"
        assert cells_painted(data) <= SCREEN_CELLS * 1.25, f"{key} painted the screen more than once"
        data = answer_to(wizard, "escape")
        wizard.expect(re.compile(r"1 of \d\d"))
        assert len(data) <= PAGE, f"back from {key}: {len(data)} bytes"


def test_the_same_keys_cost_the_same_bytes(tmp_path: Path) -> None:
    script = ("a", "b", "tab", "tab", "down", "f8", "tab", "f8", "f7")
    runs = []
    for name in ("first", "second"):
        home = tmp_path / name
        home.mkdir()
        with start(home, "harbor-ledger") as terminal:
            runs.append([len(answer_to(terminal, key)) for key in script])
    assert runs[0] == runs[1]


def cells(terminal: Terminal) -> list[tuple[object, ...]]:
    """Every cell of the screen with what can be seen of its colours."""
    buffer = terminal._emulator.buffer
    found = []
    for y in range(24):
        for x in range(80):
            cell = buffer[y][x]
            ink = () if cell.data == " " and not cell.reverse else (cell.fg, cell.bold)
            found.append((y, x, cell.data, cell.bg, cell.reverse, *ink))
    return found


@pytest.mark.long
def test_what_was_spared_is_on_the_screen(wizard: Terminal) -> None:
    walk = ("x", "tab", "f8", "tab", "f8", "f8", "f8", "f8", "down", "space", "f6", "down", "escape", "f1", "escape")
    for key in (*walk, "ctrl+r", "down", "enter", "f7", "f7", "f5", "o", "k", "enter"):
        answer_to(wizard, key)
        wizard.settle(0.6)
        before, mark = cells(wizard), wizard.mark()
        wizard.signal(signal.SIGCONT)  # after which everything is painted anew
        wizard.until(lambda mark=mark: wizard.bytes_since(mark) > 1_000, "no repaint")
        wizard.settle(0.2)
        assert cells(wizard) == before, f"after {key}:\n{wizard.text}"
