"""How a key is written where people read it: F3, ^S, Esc, Del, Enter, arrows."""

from __future__ import annotations

_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "tab": "Tab",
    "space": "Space",
    "delete": "Del",
    "backspace": "Backspace",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "question_mark": "?",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "comma": ",",
    "full_stop": ".",
}
_MODIFIERS = {"shift": "Shift+", "alt": "Alt+", "super": "Cmd+", "ctrl": "^"}


def key_name(key: str) -> str:
    """A key by the name people know it by: `F8`, `^S`, `Shift+Tab`."""
    *modifiers, last = key.split("+") if key != "+" else ["plus"]
    name = _NAMES.get(last, last)
    if (len(last) > 1 and last[0] == "f" and last[1:].isdigit()) or (modifiers and len(last) == 1):
        name = last.upper()
    if modifiers == ["ctrl"] and len(last) > 1:
        return f"Ctrl+{name}"
    return "".join(_MODIFIERS.get(modifier, f"{modifier}+") for modifier in modifiers) + name
