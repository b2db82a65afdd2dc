"""The wizard itself in a pseudo-terminal: however a run ends, what was typed is there at the next start."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.cli_tools import SAMPLES
from tests.support.pty_tools import COLOUR, PROGRAM, Terminal

pytestmark = pytest.mark.pty

TYPED = "thirty characters to be kept!!"
LOST = -1
"""Stands for "the terminal goes away" among the signals."""

ENDS = [
    pytest.param(signal.SIGTERM, 143, id="SIGTERM"),
    pytest.param(signal.SIGHUP, 129, id="SIGHUP"),
    pytest.param(signal.SIGINT, 130, id="SIGINT"),
    pytest.param(signal.SIGQUIT, 131, id="SIGQUIT"),
    pytest.param(LOST, 129, id="terminal closed"),
]


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Terminal]:
    def start(*arguments: str, **settings: object) -> Terminal:
        return Terminal([*PROGRAM, *arguments], home=tmp_path, **settings)  # type: ignore[arg-type]

    return start


def type_name(term: Terminal) -> None:
    term.expect("Name of this assessment")
    term.type(TYPED)
    term.expect(TYPED)


def kept(home: Path) -> bool:
    journals = home.glob(".local/state/gtm-tui/journal/*")
    return any(TYPED in journal.read_text() for journal in journals)


@pytest.mark.parametrize("frozen", [False, True], ids=["live", "frozen"])
@pytest.mark.parametrize(("event", "status"), ENDS)
def test_what_was_typed_survives_the_end_of_the_run(
    start: Callable[..., Terminal], tmp_path: Path, event: int, status: int, frozen: bool
) -> None:
    with start("acme.toml") as term:
        type_name(term)
        if frozen:
            term.stall()
        if event == LOST:
            term.hang_up()
        else:
            term.signal(event)
        assert term.wait(timeout=6, reading=not frozen) == status
        assert kept(tmp_path)
        if event != LOST:
            assert term.left_on() == set()
            assert term.is_cooked()


@pytest.mark.parametrize("frozen", [False, True], ids=["live", "frozen"])
def test_a_lost_terminal_ends_it_although_hang_up_is_ignored(
    start: Callable[..., Terminal], tmp_path: Path, frozen: bool
) -> None:
    with start("acme.toml", ignore=[signal.SIGHUP]) as term:
        type_name(term)
        if frozen:
            term.stall()
        term.hang_up()
        assert term.wait(timeout=6) == 129
        assert kept(tmp_path)


def test_after_a_cut_link_the_half_typed_word_is_offered_and_restored(start: Callable[..., Terminal]) -> None:
    with start("acme.toml") as term:
        type_name(term)
        term.hang_up()
        assert term.wait() == 129
    with start() as term:
        term.choose("Recover unsaved answers")
        term.expect("1 answer")
        term.keys("enter")
        term.expect("Name of this assessment")
        term.expect(TYPED)


def test_a_clean_end_leaves_a_clean_terminal(start: Callable[..., Terminal]) -> None:
    with start() as term:
        term.expect("New assessment")
        term.keys("ctrl+q")
        assert term.wait() == 0
        assert term.left_on() == set()
        assert term.is_cooked()


def test_invalid_bytes_do_no_harm(start: Callable[..., Terminal]) -> None:
    with start("acme.toml") as term:
        term.expect("Name of this assessment")
        term.send(b"a\xff\xc3(b")
        term.expect("a\ufffd\ufffd(b")


def test_stray_sigconts_and_pastes(start: Callable[..., Terminal]) -> None:
    with start("acme.toml") as term:
        term.expect("Name of this assessment")
        for _ in range(3):
            term.signal(signal.SIGCONT)
            term.settle()
        term.paste("x" * 30)
        term.expect("x" * 30)


def test_resizing_without_end_and_to_nothing(start: Callable[..., Terminal]) -> None:
    with start("acme.toml") as term:
        type_name(term)
        for step in range(200):
            term.resize(1 + step * 7 % 150, 1 + step * 3 % 50)
            term.pump()
        for size in ((1, 1), (20, 5), (39, 24)):
            term.resize(*size)
            term.settle()
        term.expect("at least")
        term.resize(40, 12)
        term.expect_gone("at least")
        term.resize(80, 24)
        term.expect(TYPED)
        term.type("!")
        term.expect(TYPED + "!")


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)], ids=str)
def test_it_starts_in_any_size(start: Callable[..., Terminal], size: tuple[int, int]) -> None:
    with start("acme.toml", size=size) as term:
        term.expect("Name of this assessment")
        term.type("abc")
        term.expect("abc")


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "iso-8859-1"},
        {"GTM_TUI_ASCII": "1"},
        {"TERM": "vt100"},
    ],
    ids=["ascii", "latin-1", "asked for", "vt100"],
)
def test_ascii_glyphs_where_nothing_else_can_be_shown(start: Callable[..., Terminal], env: dict[str, str]) -> None:
    with start("acme.toml", env=env) as term:
        type_name(term)
        term.settle()
        drawn = term.raw.decode(env.get("PYTHONIOENCODING", "ascii"))
        assert not any("\x7f" < character < "\xa0" for character in drawn)
        assert "\\u" not in drawn


def test_no_color_means_no_colour_codes(start: Callable[..., Terminal]) -> None:
    with start("acme.toml", env={"NO_COLOR": "1"}) as term:
        type_name(term)
        term.keys("tab", "f8", "f8")
        term.settle()
        assert not COLOUR.search(term.raw)


def test_nothing_is_sent_at_rest(start: Callable[..., Terminal]) -> None:
    with start("acme.toml") as term:
        type_name(term)
        term.settle(1.0)
        assert not term.pump(2.0)


def test_a_paste_without_measure_costs_neither_memory_nor_the_session(start: Callable[..., Terminal]) -> None:
    with start("acme.toml") as term:
        term.expect("Name of this assessment")
        term.send(b"\x1b[200~" + b"x" * 2_000_000 + b"\x1b[201~")
        term.keys("tab")
        term.expect("xxx")
        peak = Path(f"/proc/{term.process.pid}/status").read_text().partition("VmHWM:")[2].split()[0]
        assert int(peak) < 80_000
        term.type("after it")
        term.expect("after it")


def test_a_storm_of_keys_is_worked_through(start: Callable[..., Terminal]) -> None:
    with start("acme.toml") as term:
        term.expect("Name of this assessment")
        term.send(b"\x1b[B\x1b[A" * 100)
        term.type(TYPED)
        term.expect(TYPED, timeout=30)


def test_resizing_while_a_dialog_is_open(start: Callable[..., Terminal]) -> None:
    with start("acme.toml") as term:
        type_name(term)
        term.keys("ctrl+p")
        term.expect("Search for commands")
        for size in ((40, 12), (20, 5), (120, 40), (80, 24)):
            term.resize(*size)
            term.settle()
        term.keys("escape")
        term.expect(TYPED)


@pytest.mark.parametrize("words", ["screenshot", "suspend", "maximize"])
def test_the_palette_offers_no_pictures_and_no_shell(start: Callable[..., Terminal], words: str) -> None:
    with start("acme.toml") as term:
        type_name(term)
        term.keys("ctrl+p")
        term.expect("Go on to the next page")
        term.type(words)
        term.expect("No matches")


def test_a_second_signal_while_it_ends_changes_nothing(start: Callable[..., Terminal], tmp_path: Path) -> None:
    with start("acme.toml") as term:
        type_name(term)
        term.signal(signal.SIGHUP)
        term.signal(signal.SIGTERM)
        term.signal(signal.SIGINT)
        assert term.wait(timeout=6) in (129, 130, 143)
        assert kept(tmp_path)
        assert term.left_on() == set()


@pytest.mark.parametrize(
    "env",
    [
        {"HOME": None, "XDG_STATE_HOME": None, "XDG_CONFIG_HOME": None},
        {"HOME": "/nonexistent/home", "XDG_STATE_HOME": None, "XDG_CONFIG_HOME": None},
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "xx_XX.nonsense"},
        {"TEXTUAL_COLOR_SYSTEM": "mauve", "TEXTUAL_DRIVER": "os:system", "TEXTUAL_FPS": "x"},
    ],
    ids=["no home", "home away", "locale C", "locale unknown", "odd variables"],
)
def test_odd_surroundings(start: Callable[..., Terminal], env: dict[str, str | None]) -> None:
    with start("acme.toml", env=env) as term:
        type_name(term)
        term.signal(signal.SIGTERM)
        assert term.wait(timeout=6) == 143


def test_a_reveal_killed_before_its_first_save_is_offered_and_restored(
    start: Callable[..., Terminal], tmp_path: Path
) -> None:
    with start() as term:
        term.choose("Compare and reveal")
        term.expect("An example: four leaders")
        term.keys("enter")
        term.expect("19 disagreements")
        term.keys("f8")
        term.expect("Reveal  1 of 19")
        term.keys("1", "enter")
        term.expect("1 of 19 settled")
        term.until(lambda: _in_journal(tmp_path, "accountable.gtm_plan"), "what was settled is in no journal")
        term.signal(signal.SIGKILL)
        assert term.wait() == -signal.SIGKILL
    with start() as term:
        term.choose("Recover unsaved answers")
        term.expect("Kestrel Analytics")
        term.keys("enter")
        term.expect("Kestrel Analytics, consens")


def _in_journal(home: Path, words: str) -> bool:
    return any(words in file.read_text() for file in home.glob(".local/state/gtm-tui/journal/*.jsonl"))


@pytest.fixture
def harbor(start: Callable[..., Terminal], tmp_path: Path) -> Iterator[Terminal]:
    """The wizard on Harbor Ledger, page 1."""
    (tmp_path / "harbor.toml").write_bytes(SAMPLES["harbor-ledger"].read_bytes())
    with start("harbor.toml") as terminal:
        terminal.expect("Who answers")
        terminal.settle()
        yield terminal


def test_keys_in_one_burst_all_arrive_and_the_terminal_is_left_clean(harbor: Terminal) -> None:
    harbor.type("\x15Burst\tDana\t\r")
    harbor.keys("f8", "f8", "f7", "ctrl+s")
    harbor.expect("Saved as harbor.toml.")
    harbor.expect("2 of 14")
    harbor.keys("ctrl+q")
    assert harbor.wait() == 0
    assert harbor.left_on() == set()
    assert harbor.is_cooked()


def test_keys_after_the_last_one_do_no_harm(harbor: Terminal) -> None:
    harbor.keys("ctrl+q", *["tab", "a", "enter"] * 20)
    assert harbor.wait() == 0
    assert harbor.is_cooked()


def test_hostile_text_reaches_the_terminal_as_text_only(harbor: Terminal) -> None:
    harbor.type("\x15")
    harbor.paste("[bold]x[/] \x1b[31mred\x1b]0;title\x07 [/b]")
    harbor.expect("x[/] [31mred")
    assert b"\x1b[31mred" not in harbor.raw
    assert b"\x1b]0;title" not in harbor.raw
