"""Bytes that one key may cost on the line, on every page of the real wizard: 80x24, 256 colours, through a pty.

The limits are those of the performance budgets (docs: a slow link); times belong to tests/benchmarks.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.cli_tools import SAMPLES
from tests.support.pty_tools import PROGRAM, Terminal

pytestmark = pytest.mark.pty

TYPED, MOVED, ANSWERED, PAGE = 150, 600, 1_500, 4_000
MEMORY_KIB = 56 * 1024
SCREEN_CELLS = 80 * 24
_ESCAPE = re.compile(rb"\x1b\[[0-9;?<>=]*[A-Za-z]")


def start(home: Path, sample: str) -> Terminal:
    """The wizard on a copy of an example, its first page shown."""
    file = home / "session.toml"
    file.write_bytes(SAMPLES[sample].read_bytes())
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
    terminal.settle(0.4)
    return bytes(terminal.raw[before:])


def next_page(terminal: Terminal, key: str) -> int:
    """The bytes of a page that follows; it is over once its title stands there and nothing more comes."""
    title, before = terminal.lines[0], terminal.mark()
    terminal.keys(key)
    terminal.until(lambda: terminal.lines[0] != title, f"{key}: no other page")
    terminal.settle(0.4)
    return terminal.bytes_since(before)


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


def test_an_idle_wizard_computes_nothing(wizard: Terminal) -> None:
    before = processor_ticks(wizard)
    wizard.settle(3.0)
    assert processor_ticks(wizard) - before <= 1


def processor_ticks(terminal: Terminal) -> int:
    """Hundredths of a second of processor time used so far."""
    fields = Path(f"/proc/{terminal.process.pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@pytest.mark.parametrize("sample", ["harbor-ledger", pytest.param("northgate", marks=pytest.mark.long)])
def test_tab_and_the_next_page_on_every_page(tmp_path: Path, sample: str) -> None:
    over: list[str] = []
    with start(tmp_path, sample) as terminal:
        while True:
            page = re.sub(r"  +", "  ", terminal.lines[0])
            over += [f"{page}: Tab {size}" for size in (over_budget_of_tab(terminal) for _ in range(4)) if size]
            found = re.search(r"(\d+) of (\d+)", terminal.lines[0])
            assert found is not None
            if found[1] == found[2]:
                break
            size = next_page(terminal, "f8")
            if size > PAGE:
                over.append(f"{page}: F8 {size}")
        for _ in range(3):
            size = next_page(terminal, "f7")
            if size > PAGE:
                over.append(f"back to {terminal.lines[0]}: {size}")
        resident = Path(f"/proc/{terminal.process.pid}/status").read_text().split("VmRSS:")[1].split()[0]
        assert int(resident) <= MEMORY_KIB
    assert not over, "\n".join(over)


def over_budget_of_tab(terminal: Terminal) -> int:
    """The bytes of one Tab where they are too many; a page that has to scroll is an answer to more."""
    before, mark = terminal.lines, terminal.mark()
    terminal.keys("tab")
    terminal.settle(0.4)
    size = terminal.bytes_since(mark)
    return size if size > (ANSWERED if scrolled(before, terminal.lines) else MOVED) else 0


def test_an_answer_that_changes_findings(wizard: Terminal) -> None:
    while "Motions" not in wizard.lines[0]:
        next_page(wizard, "f8")
    wizard.keys("tab")
    wizard.settle(0.4)
    data = answer_to(wizard, "2")
    wizard.expect("cleared: !!")
    assert len(data) <= ANSWERED, data


def test_the_first_page_and_other_screens_come_in_one_painting(wizard: Terminal) -> None:
    assert wizard.mark() <= 2 * PAGE
    assert cells_painted(bytes(wizard.raw)) <= SCREEN_CELLS * 2.1  # Home, and the page over it
    for key, sign in (("ctrl+r", "Findings"), ("f6", "Go to a page"), ("f1", "Help")):
        data = answer_to(wizard, key)
        wizard.expect(sign)
        assert len(data) <= PAGE, f"{key}: {len(data)} bytes"
        assert cells_painted(data) <= SCREEN_CELLS * 1.25, f"{key} painted the screen more than once"
        data = answer_to(wizard, "escape")
        wizard.expect(re.compile(r"1 of \d\d"))
        assert len(data) <= PAGE, f"back from {key}: {len(data)} bytes"


@pytest.mark.parametrize("script", [("a", "b", "tab", "tab", "down", "f8", "tab", "f8", "f7")])
def test_the_same_keys_cost_the_same_bytes(tmp_path: Path, script: tuple[str, ...]) -> None:
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
    for key in (*walk, "ctrl+r", "down", "enter", "escape", "escape", "f5", "o", "k", "enter"):
        wizard.keys(key)
        wizard.settle(0.8)
        before, mark = cells(wizard), wizard.mark()
        wizard.signal(signal.SIGCONT)  # after which everything is painted anew
        wizard.until(lambda mark=mark: wizard.bytes_since(mark) > 1_000, "no repaint")
        wizard.settle(0.4)
        assert cells(wizard) == before, f"after {key}:\n{wizard.text}"
