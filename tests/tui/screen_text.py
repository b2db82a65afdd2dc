"""The wizard driven by Pilot: keys as a fast hand types them, and what stands on the screen as plain text."""

from __future__ import annotations

from time import monotonic
from typing import Any

from textual import events
from textual.pilot import Pilot

from gtm_tui.terminal.key_queue import KeysInOrder

NAMES = {
    " ": "space",
    ",": "comma",
    ".": "full_stop",
    "-": "minus",
    "+": "plus",
    "=": "equals_sign",
    "%": "percent_sign",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "/": "slash",
    "'": "apostrophe",
    "?": "question_mark",
}
_CHARACTERS = {name: character for character, name in NAMES.items()}


def screen_lines(app: KeysInOrder[Any]) -> list[str]:
    """The rows of the screen as plain text, without spaces at their ends."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def screen_text(app: KeysInOrder[Any]) -> str:
    """The whole screen as one text."""
    return "\n".join(screen_lines(app))


async def settle(pilot: Pilot[int]) -> None:
    """Wait until nothing typed waits to be handed on and the screen shows what came of it."""
    app = pilot.app
    assert isinstance(app, KeysInOrder)
    await pilot.pause()
    while app.keys_waiting:
        await pilot.pause()
    await pilot.pause()


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys by name, typed ahead as a fast hand does; a key of the form `'text` types the text."""
    for key in keys:
        characters = key[1:] if key.startswith("'") else ""
        names = [(NAMES.get(c, c), c) for c in characters] or [(key, _CHARACTERS.get(key, key))]
        for name, character in names:
            pilot.app.post_message(events.Key(name, character if len(character) == 1 else None))
    await settle(pilot)


async def until_shown(pilot: Pilot[int], words: str, patience: float = 10.0) -> None:
    """Wait until these words stand on the screen: what a worker or a toast brings comes a little later."""
    app = pilot.app
    assert isinstance(app, KeysInOrder)
    end = monotonic() + patience
    while words not in screen_text(app):
        assert monotonic() < end, f"{words!r} does not come:\n{screen_text(app)}"
        await pilot.pause(0.01)


async def tab_to(pilot: Pilot[int], key: str) -> None:
    """Press Tab until the question of this key has the focus."""
    for _ in range(80):
        field = getattr(pilot.app.screen, "focused_field", None)
        if field is not None and field.key == key:
            return
        await press(pilot, "tab")
    raise AssertionError(f"Tab does not come to {key}")
