"""Keys typed ahead reach what they were meant for, in one write as at any pace; nothing holds them up for ever."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from gtm_tui.terminal import key_queue
from gtm_tui.terminal.key_queue import KeysInOrder
from tests.support.pty_tools import PROGRAM, Terminal, key_bytes

F5, F6, F8, SAVE, RESULTS = (key_bytes(name) for name in ("f5", "f6", "f8", "ctrl+s", "ctrl+r"))
#: Fields, a currency whose answer opens a question, a dialog awaited in a worker, the next page, the list of pages,
#: a page further on, back to the field that was left there, and the results on top of it.
WALK = (
    *(b"Plum Tree\r", b"Ada\r", b"4\r", b"eur\r", b"1.10\r", b"Plum Tree Orchards\r", b"2\r", b"12k\r"),
    *(F5, b"a note in a dialog\r", b"9\r", b"Bo, Cy\r15\r4\r", b"2", F8, b"Di\r"),
    *(F6, b"sales\r", b"Ed\r", F6, b"compa\r", b"1", RESULTS, SAVE),
)
WANTED = {
    'name = "Plum Tree"',
    'respondent = "Ada"',
    'respondent_group = "sales"',
    'currency = "EUR"',
    "usd_per_unit = 1.1",
    'name = "Plum Tree Orchards"',
    "recurring_revenue = false",
    "arr = 12000",
    "gtm_headcount = 91",
    '"company.gtm_headcount" = "a note in a dialog"',
    'people = ["Bo", "Cy"]',
    "time_on_single_deals = 15",
    "buyer_interviews_last_quarter = 4",
    "customers_only = false",
    'people = ["Di"]',
    'people = ["Ed"]',
}


def presses() -> list[bytes]:
    """The walk, a key at a time."""
    return re.findall(rb"\x1b\[[0-9]+~|[\s\S]", b"".join(WALK))


def at_once(term: Terminal) -> None:
    term.send(b"".join(WALK))


def at_pace(term: Terminal, seconds: float) -> None:
    for key in presses():
        term.send(key)
        time.sleep(seconds)


def with_paste_and_resize(term: Terminal) -> None:
    for number, part in enumerate(WALK):
        if part.endswith(b"\r") and part.count(b"\r") == 1 and len(part) > 2:
            term.paste(part[:-1].decode())
            term.send(b"\r")
        else:
            term.send(part)
        term.resize(*((80, 24), (132, 43), (60, 20))[number % 3])


@pytest.mark.pty
@pytest.mark.parametrize(
    "type_it",
    [at_once, lambda term: at_pace(term, 0.01), lambda term: at_pace(term, 0.1), with_paste_and_resize],
    ids=["one write", "10 ms", "100 ms", "pasted while the window changes"],
)
def test_the_same_keys_fill_the_same_file(tmp_path: Path, type_it: Callable[[Terminal], None]) -> None:
    with Terminal([*PROGRAM, "walk.toml"], home=tmp_path) as term:
        term.expect("1 of ")
        type_it(term)
        term.expect("Saved as walk.toml", timeout=30)
        text = (tmp_path / "walk.toml").read_text()
        assert {line for line in text.splitlines() if line in WANTED} == WANTED, term.text
        assert text.count(" = ") == text.partition("[results]")[2].count(" = ") + len(WANTED) + 5, text


class Restless(KeysInOrder[None]):
    """F2 runs a worker that never ends, F3 a handler that is slow, F4 a dialog, F6 one that waits for its worker."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "work_on"),
        Binding("f3", "take_long"),
        Binding("f4", "ask"),
        Binding("f6", "look", priority=True),
    ]

    def compose(self) -> ComposeResult:
        yield Input(id="first")
        yield Input(id="second", select_on_focus=False)

    @work
    async def action_work_on(self) -> None:
        await asyncio.Event().wait()

    async def action_take_long(self) -> None:
        await asyncio.sleep(0.2)
        self.query_one("#second").focus()

    @work
    async def action_ask(self) -> None:
        await asyncio.sleep(0.05)
        answer = await self.push_screen_wait(Dialog())
        await asyncio.sleep(0.05)
        self.query_one("#second", Input).value = answer
        self.query_one("#second").focus()

    @work(thread=True)
    def action_look(self) -> None:
        time.sleep(0.5)


class Dialog(ModalScreen[str]):
    """A line to type."""

    def compose(self) -> ComposeResult:
        yield Input()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


async def typed(app: Restless, *keys: str) -> tuple[str, str]:
    """What the two fields hold after keys typed ahead."""
    async with app.run_test() as pilot:
        from textual import events

        for key in keys:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await asyncio.sleep(0.01)
        while app.keys_waiting:
            await pilot.pause(0.01)
        return app.query_one("#first", Input).value, app.query_one("#second", Input).value


async def test_a_slow_handler_is_waited_for() -> None:
    assert await typed(Restless(), "a", "f3", "b") == ("a", "b")


async def test_a_dialog_awaited_in_a_worker_gets_its_keys_and_what_follows_it_the_next() -> None:
    assert await typed(Restless(), "a", "f4", "x", "y", "enter", "b") == ("a", "xyb")


async def test_a_worker_without_end_holds_up_no_key_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_queue, "PATIENCE", 0.2)
    start = time.monotonic()
    assert await typed(Restless(), "a", "f2", "b", "c") == ("abc", "")
    assert time.monotonic() - start < 3


async def test_a_thread_holds_up_no_key() -> None:
    start = time.monotonic()
    app = Restless()
    async with app.run_test() as pilot:
        await pilot.press("f6", "b")
        while app.keys_waiting:
            await pilot.pause(0.01)
        assert app.query_one("#first", Input).value == "b"
        assert time.monotonic() - start < 0.5
