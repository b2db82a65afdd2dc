"""What is left out of a frame makes no difference on the screen, and it is most of the frame."""

from __future__ import annotations

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st

from gtm_tui.terminal.screen_diff import ScreenDiff

COLUMNS, ROWS = 20, 4
PLAIN = {"", "1", "2", "38;5;221", "48;5;233", "38;5;253;48;5;233", "1;38;5;253;48;5;233", "4;31", "7", "38;2;1;2;3;3"}
SEEN_ON_BLANK = ("bg", "underscore", "reverse", "strikethrough")

styles = st.sampled_from(sorted(PLAIN))
texts = st.text(alphabet="ab  ─é", min_size=1, max_size=12)
pieces = st.tuples(styles, texts)
lines = st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1), st.lists(pieces, min_size=1, max_size=4))
frames = st.lists(lines, min_size=1, max_size=5)


def frame_text(frame: list[tuple[int, int, list[tuple[str, str]]]]) -> str:
    """A frame as Textual writes it: every piece with its whole style and a reset; the cursor at the end."""
    out = []
    for y, x, parts in frame:
        out.append(f"\x1b[{y + 1};{x + 1}H")
        room = COLUMNS - x
        for style, text in parts:
            text = text[:room]
            room -= len(text)
            out.append(f"\x1b[{style}m{text}\x1b[0m" if style else text)
        out.append("\n" if y < ROWS - 1 else "")
    return "".join(out) + "\x1b[2;3H"


class Shown:
    """A terminal that keeps what is written to it."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.screen.set_mode(pyte.modes.LNM)
        self.screen.reset_mode(pyte.modes.DECAWM)
        self.stream = pyte.Stream(self.screen)

    def look(self) -> object:
        """All cells with what can be seen of their style, and the cursor."""
        rows = []
        for y in range(ROWS):
            for x in range(COLUMNS):
                cell = self.screen.buffer[y][x]
                seen = tuple(getattr(cell, name) for name in SEEN_ON_BLANK)
                if cell.data == " " and not any(seen[1:]):
                    rows.append((" ", seen))
                else:
                    rows.append((cell.data, seen, cell.fg, cell.bold, cell.italics))
        return rows, self.screen.cursor.x, self.screen.cursor.y


@given(st.lists(frames, min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_the_screen_is_the_same(drawn: list[list[tuple[int, int, list[tuple[str, str]]]]]) -> None:
    as_written, thrifty, memory = Shown(), Shown(), ScreenDiff()
    memory.resized(COLUMNS, ROWS)
    for frame in drawn:
        text = frame_text(frame)
        as_written.stream.feed(text)
        thrifty.stream.feed(memory.changes(text))
        assert thrifty.look() == as_written.look()


def memory_after(*written: str) -> ScreenDiff:
    memory = ScreenDiff()
    memory.resized(COLUMNS, ROWS)
    for text in written:
        memory.changes(text)
    return memory


FRAME = frame_text([(0, 0, [("38;5;253;48;5;233", "ab "), ("1;38;5;253;48;5;233", "cd")])])


def test_what_is_shown_already_is_not_sent_again() -> None:
    assert memory_after(FRAME).changes(FRAME) == ""


def test_only_the_changed_cell_is_sent() -> None:
    changed = FRAME.replace("cd", "ce")
    assert memory_after(FRAME).changes(changed) == "\x1b[1;5H\x1b[1;38;5;253;48;5;233me\x1b[0m\x1b[2;3H"


def test_between_two_styles_only_the_difference_is_sent() -> None:
    assert memory_after().changes(FRAME) == "\x1b[1;1H\x1b[38;5;253;48;5;233mab \x1b[1mcd\x1b[0m\x1b[2;3H"


def test_after_something_else_wrote_the_frame_is_sent_whole() -> None:
    memory = memory_after(FRAME)
    memory.forget()
    assert "ab" in memory.changes(FRAME)


def test_a_new_size_and_a_new_screen_are_sent_whole() -> None:
    memory = memory_after(FRAME)
    memory.resized(COLUMNS + 1, ROWS)
    assert "ab" in memory.changes(FRAME)
    memory = memory_after(FRAME, "\x1b[?1049h")
    assert "ab" in memory.changes(FRAME)


def test_modes_pass_and_cost_no_memory() -> None:
    memory = memory_after(FRAME)
    assert memory.changes("\x1b[?2026h") == "\x1b[?2026h"
    assert memory.changes(FRAME) == ""


def test_wide_characters_are_sent_as_they_are() -> None:
    wide = "\x1b[1;1H日本 a\x1b[2;3H"
    memory = memory_after(wide)
    assert memory.changes(wide) == wide


def test_what_is_not_understood_passes_unchanged_and_is_forgotten() -> None:
    memory = memory_after(FRAME)
    for odd in ("\x1b]0;title\x07", "\x1b[2J", "\x07", "text without a place"):
        assert memory.changes(odd) == odd
    assert "ab" in memory.changes(FRAME)
