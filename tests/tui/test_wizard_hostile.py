"""A session with traps in every text, shown on every screen of the real wizard: nothing acts on the terminal.

Short form: each hostile string in one field of some session. Long form (`-m long`): each string in every field.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from tests.support.cli_tools import SAMPLES
from tests.support.hostile import STRINGS
from tests.support.pty_tools import PROGRAM, Terminal

pytestmark = pytest.mark.pty

SAMPLE = SAMPLES["harbor-ledger"]

#: Everything the wizard may send besides text: cursor, erasing, colours, and the modes it switches and asks for.
ALLOWED = re.compile(
    rb"\x1b\[[0-9;]*[mHJKABCD]"
    rb"|\x1b\[\?(?:25|7|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]"
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>25u|\x1b\[<u|\x18"
)
ACTING = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")

#: Keys that lead over every page and every screen, dialogs included, with what must be seen there (`@`).
PAGES = (("f1", "@Help", "esc"), *(("tab", "down", "f8"),) * 12, ("ctrl+l", "@14 of 14", "f7", "@13 of 14"))
DIALOGS = (("f6", "@Go to a page", "esc"), ("f5", "@Note", "esc"), ("ctrl+p", "@Search for commands", "esc"))
RESULTS = (
    *(("ctrl+r", "@Results"), ("down", "enter", "@Finding ", "n", "esc"), ("d", "@Accept it", "esc", "esc")),
    *(("f8", "down"),) * 9,
    *(("w", "@What-if", "tab", "esc"), ("r", "@Report", "f8", "f8", "esc"), ("c", "@Since", "esc")),
    ("ctrl+s", "@Saved", "ctrl+t", "@New assessment", "down", "up"),
)


def forbidden(raw: bytes) -> list[str]:
    """What in the output is neither text nor one of the allowed sequences."""
    text = ALLOWED.sub(b"", raw).decode("utf-8", "replace").replace("\r\n", "")
    return [text[match.start() : match.start() + 30] for match in ACTING.finditer(text)]


def trapped(texts: Sequence[str]) -> bytes:
    """The sample with its free texts replaced, one after the other, by these."""
    session = tomllib.loads(SAMPLE.read_text())
    for number, place in enumerate(places(session)):
        *path, last = place
        table: Any = session
        for key in path:
            table = table[key]
        table[last] = texts[number % len(texts)]
    for number, group in enumerate(session["groups"].values()):
        group["people"] = [texts[number % len(texts)]]
    return tomli_w.dumps(session).encode()


def places(session: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The paths of texts that people write."""
    fixed = [("session", "name"), ("session", "respondent"), ("company", "name")]
    rings = [("persona", "rings", ring) for ring in session["persona"]["rings"]]
    names = [("segments", segment, "name") for segment in session["segments"]]
    return [*fixed, *names, *rings, *(("budget", line, "label") for line in session["budget"])]


def usable(texts: Sequence[str]) -> list[str]:
    """Those that can stand in a TOML file."""
    kept = []
    for text in texts:
        try:
            tomllib.loads(tomli_w.dumps({"x": text}).encode().decode())
        except (ValueError, UnicodeError):
            continue
        kept.append(text)
    return kept


def visit(home: Path, data: bytes) -> bytes:
    """Show a session on every screen and return what the terminal got."""
    (home / "trap.toml").write_bytes(data)
    with Terminal([*PROGRAM, "trap.toml"], home=home) as term:
        term.expect(re.compile("1 of 14|Go on"))
        if "Go on" in term.text and "Enter choose" in term.text:
            term.keys("enter")
        term.expect("1 of 14")
        for key in chain(*PAGES, *DIALOGS, *RESULTS):
            if key[0] == "@":
                term.expect(key[1:])
            else:
                term.keys(key)
                term.settle(0.03)
        term.settle()
        report = next(home.glob(".local/state/gtm-tui/crash/*"), None)
        assert term.process.poll() is None, report and report.read_text()
        return bytes(term.raw)


BATCHES = [usable(STRINGS)[start : start + 12] for start in range(0, len(usable(STRINGS)), 12)]


@pytest.mark.parametrize("texts", BATCHES, ids=range(len(BATCHES)))
def test_no_text_of_a_session_acts_on_the_terminal(tmp_path: Path, texts: list[str]) -> None:
    assert forbidden(visit(tmp_path, trapped(texts))) == []


@pytest.mark.long
@pytest.mark.parametrize("text", usable(STRINGS), ids=range(len(usable(STRINGS))))
def test_no_text_acts_in_any_field(tmp_path: Path, text: str) -> None:
    assert forbidden(visit(tmp_path, trapped([text]))) == []


def test_nothing_typed_or_pasted_acts_on_the_terminal(tmp_path: Path) -> None:
    with Terminal([*PROGRAM, "typed.toml"], home=tmp_path) as term:
        term.expect("Name of this assessment")
        for text in STRINGS:
            if len(text) < 200 and "\ud800" not in text:
                term.paste(text.replace("\x1b[201~", ""))
                term.settle(0.03)
                term.keys("ctrl+u")
        term.paste("\x9b31m\u202e[/]end")
        term.expect("end")
        assert forbidden(bytes(term.raw)) == []


def test_the_checker_sees_what_it_should() -> None:
    assert forbidden(b"\x1b[1;31mtext\x1b[0m\x1b[2;1H") == []
    for sequence in ("\x1b]52;c;x\x07", "\x1bc", "\x9b31m", "\x1b[6n", "\x1b[?47h", "\u202e", "\x07"):
        assert forbidden(b"text" + sequence.encode()) != [], sequence
