"""What can be done with a key: one table for bindings, the key line, the palette, the help panel and the keymap file.

A person changes keys in the `[keys]` table of `config.toml` in the configuration folder: `next = "f8,ctrl+n"`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple


class Action(NamedTuple):
    """One thing to do: its keys (Textual's names, commas between), a word for the key line, and a sentence."""

    keys: str
    word: str
    sentence: str
    palette: bool = True


ACTIONS: dict[str, Action] = {
    "next": Action("f8,ctrl+n", "next", "Next page"),
    "back": Action("f7,escape", "back", "Previous page"),
    "jump": Action("f6", "jump", "Jump to a page; shows how much of each is answered"),
    "help": Action("f1,question_mark", "help", "Explain the question and its options"),
    "dont_know": Action("f3", "don't know", "Mark as not known, or remove the mark"),
    "nobody": Action("f4", "nobody", "Answer 'nobody' or 'none'"),
    "note": Action("f5,n", "note", "Add a note to the question"),
    "source": Action("f2", "source", "Record where a number comes from: CRM, finance or an estimate"),
    "not_applicable": Action("f9", "does not apply", "Say why the question does not apply"),
    "confirm": Action("ctrl+g", "confirm", "Confirm all answers on this page that were carried over"),
    "undo": Action("ctrl+z", "undo", "Undo"),
    "redo": Action("ctrl+y", "redo", "Redo"),
    "save": Action("ctrl+s", "save", "Save the session"),
    "save_as": Action("ctrl+o", "save as", "Save the session under another name"),
    "results": Action("ctrl+r", "results", "Show the results"),
    "loose_ends": Action("ctrl+l", "loose ends", "Show open, unconfirmed and invalid answers"),
    "home": Action("ctrl+t", "home", "Close this session and go to the home screen"),
    "palette": Action("ctrl+p", "more", "All commands, by name", False),
    "quit": Action("ctrl+q,ctrl+c", "quit", "Quit"),
    "next_field": Action("tab", "next question", "Go to the next question", False),
    "previous_field": Action("shift+tab", "previous question", "Go to the previous question", False),
    "up": Action("up", "up", "Up", False),
    "down": Action("down", "down", "Down", False),
    "left": Action("left", "left", "Left", False),
    "right": Action("right", "right", "Right", False),
    "first": Action("home", "first", "To the first question of the page", False),
    "last": Action("end", "last", "To the last question of the page", False),
    "page_down": Action("pagedown", "screen down", "Scroll down by a screen", False),
    "page_up": Action("pageup", "screen up", "Scroll up by a screen", False),
    "enter": Action("enter", "select", "Accept and continue", False),
    "press": Action("space", "choose", "Select or deselect", False),
    "whatif": Action("w", "what-if", "Try other answers without changing the session"),
    "decide": Action("d", "decide", "Plan, accept or disagree with the highlighted finding"),
    "report": Action("r", "report", "Preview the report and write it to a file"),
    "map": Action("m", "map", "Map of segments by deals and first-year value"),
    "team": Action("t", "team", "Who answers for what, with findings"),
    "grid": Action("g", "grid", "Grid of all segments"),
    "not_assessed": Action("l", "not assessed", "What could not be assessed, and which answers are missing"),
    "strengths": Action("s", "strengths", "What works well"),
    "before": Action("b", "before you start", "Notes on segments that are only planned"),
    "filter": Action("slash", "filter", "Filter findings by severity, area or segment"),
    "since": Action("c", "since last time", "What changed since the previous session"),
    "decisions": Action("p", "plans", "All decisions: planned, accepted, lapsed, and those whose finding is gone"),
    "more": Action("plus,equals_sign", "10 % more", "10 % more, or the next option", False),
    "less": Action("minus", "less", "10 % less, or the previous option", False),
    "solve": Action("f", "find a fix", "Try the smallest set of changes that makes the segment fit"),
    "appendix": Action("a", "appendix", "With or without the appendix"),
    "redact": Action("x", "redact", "Roles instead of names, bands instead of numbers"),
    "other_file": Action("o", "other file", "Choose another file to compare with", False),
    "scenarios": Action("o", "scenarios", "Open a saved scenario"),
}

_SHOWN = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "space": "Space",
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "minus": "-",
    "pagedown": "PgDn",
    "pageup": "PgUp",
}


class Keys:
    """The keys in force: the table, with what the person changed."""

    def __init__(self, changed: Mapping[str, str] | None = None) -> None:
        self.changed = {name: keys for name, keys in (changed or {}).items() if name in ACTIONS}

    def of(self, action: str) -> str:
        """The keys of an action, commas between."""
        return self.changed.get(action, ACTIONS[action].keys)

    def label(self, action: str) -> str:
        """The first key of an action as a person reads it: `F8`, `^S`."""
        return shown(self.of(action).split(",")[0].strip())

    def labels(self, action: str) -> str:
        """All keys of an action as a person reads them."""
        return ", ".join(shown(key.strip()) for key in self.of(action).split(","))


def shown(key: str) -> str:
    """A key as a person reads it."""
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith("ctrl+"):
        return "^" + key[5:].upper()
    return key.upper() if key[0] == "f" and key[1:].isdigit() else key


def load(config: Path) -> tuple[Keys, str]:
    """The keys of `config.toml` in a folder, and what is wrong with the file ('' if nothing)."""
    import tomli

    try:
        document = tomli.loads((config / "config.toml").read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Keys(), ""
    except (OSError, ValueError) as error:
        return Keys(), f"config.toml is not used: {error}"
    table = document.get("keys", {})
    if not isinstance(table, dict):
        return Keys(), "config.toml: keys must be a table"
    wrong = [name for name, value in table.items() if name not in ACTIONS or not isinstance(value, str) or not value]
    known = {name: value for name, value in table.items() if name not in wrong}
    return Keys(known), f"config.toml: no such action, or no key given: {', '.join(wrong)}" if wrong else ""


def actions_named(names: Iterable[str]) -> list[tuple[str, Action]]:
    """Actions by name, in the order given."""
    return [(name, ACTIONS[name]) for name in names]
