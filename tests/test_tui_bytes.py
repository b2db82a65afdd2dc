"""What the wizard sends over the line for one key, on 80x24 with 256 colours: the budgets of a slow link."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty_tools import PROGRAM, Terminal

pytestmark = pytest.mark.pty
SAMPLE = Path(__file__).parent.parent / "sample_sessions" / "harbor-ledger.toml"


@pytest.fixture
def wizard(tmp_path: Path) -> Iterator[Terminal]:
    """The wizard on Harbor Ledger, page 1."""
    file = tmp_path / "harbor.toml"
    file.write_bytes(SAMPLE.read_bytes())
    with Terminal([*PROGRAM, file], home=tmp_path) as terminal:
        terminal.expect("Who answers")
        terminal.settle()
        yield terminal


def sent(terminal: Terminal, *keys: str) -> int:
    """Bytes sent in answer to keys."""
    before = terminal.mark()
    terminal.keys(*keys)
    terminal.settle(0.2)
    return terminal.bytes_since(before)


def test_typing_and_moving(wizard: Terminal) -> None:
    sent(wizard, "x")
    assert sent(wizard, "y") <= 150
    assert sent(wizard, "backspace") <= 150
    assert max(sent(wizard, "tab") for _ in range(9)) <= 500


def test_pages(wizard: Terminal) -> None:
    assert max(sent(wizard, "f8") for _ in range(13)) <= 4_000
    wizard.expect("14 of 14")


def test_an_answer_that_changes_findings_and_strip(wizard: Terminal) -> None:
    sent(wizard, *["f8"] * 9)
    wizard.expect("10 of 14")
    sent(wizard, "tab", "down")
    assert sent(wizard, "space") <= 1_500
    wizard.expect("cleared: !! ROM-01")


def test_idle_sends_nothing_and_memory_is_small(wizard: Terminal) -> None:
    sent(wizard, "tab", "tab")
    before = wizard.mark()
    wizard.settle(1.0)
    assert wizard.bytes_since(before) == 0
    status = Path(f"/proc/{wizard.process.pid}/status").read_text()
    resident = int(status.split("VmRSS:")[1].split()[0])
    assert resident <= 48 * 1024, f"{resident} KiB"


def test_keys_in_one_burst_all_arrive_and_the_terminal_is_left_clean(wizard: Terminal) -> None:
    wizard.type("\x15Burst\tDana\t\r")
    wizard.keys("f8", "f8", "f7", "ctrl+s")
    wizard.expect("Saved as harbor.toml.")
    wizard.expect("2 of 14")
    wizard.keys("ctrl+q")
    assert wizard.wait() == 0
    assert wizard.left_on() == set()
    assert wizard.is_cooked()


def test_keys_after_the_last_one_do_no_harm(wizard: Terminal) -> None:
    wizard.keys("ctrl+q", *["tab", "a", "enter"] * 20)
    assert wizard.wait() == 0
    assert wizard.is_cooked()


def test_hostile_text_reaches_the_terminal_as_text_only(wizard: Terminal) -> None:
    wizard.type("\x15")
    wizard.paste("[bold]x[/] \x1b[31mred\x1b]0;title\x07 [/b]")
    wizard.expect("[bold]x[/]")
    assert b"\x1b[31mred" not in wizard.raw
    assert b"\x1b]0;title" not in wizard.raw
