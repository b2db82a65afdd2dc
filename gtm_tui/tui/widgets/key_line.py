"""The keys in force, as one widget that is painted only when its words change."""

from __future__ import annotations

from typing import Any, NamedTuple

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

LAST = ("escape", "help", "palette")
"""What stands at the end of the line wherever it is in force: a key, else the id of a binding."""
_ENTER = {"Select": "choose", "Submit": "accept", "Toggle": "open or close"}


class KeyHint(NamedTuple):
    """One key as the line shows it: how people write it, what it does, and the key a click stands for."""

    shown: str
    words: str
    key: str
    focused: bool = False
    """Whether it belongs to what has the focus, and so comes and goes with it."""

    @property
    def width(self) -> int:
        """Columns it takes, with the gap behind it."""
        return len(self.shown) + len(self.words) + 3


class KeyLine(Static):
    """Textual's footer in one line of text: what Enter does, the keys of this place, back, help, everything.

    Each key can be clicked. A screen may say what Enter does by an attribute `enter_words`; an empty one leaves it out.
    """

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._shown: list[KeyHint] = []

    def on_mount(self) -> None:
        """Follow the bindings in force."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.call_after_refresh(self.show_keys)

    def on_resize(self) -> None:
        """As many keys as there is room for."""
        self._shown = []
        self.show_keys()

    def _bindings_changed(self, screen: Screen[Any]) -> None:
        if self.is_attached and screen is self.screen:
            self.show_keys()

    def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        event.stop()
        if key := event.style.meta.get("key"):
            self.app.simulate_key(str(key))

    def show_keys(self) -> None:
        """Show the keys in force that fit; back, help and everything always."""
        here, last = hints(self.screen)
        room = self.size.width - 1 - sum(hint.width for hint in last)
        fitting = []
        for hint in here:
            if hint.width <= room:
                room -= hint.width
                fitting.append(hint)
        # What comes and goes with the focus stands behind what stays, and what is the same everywhere at the edge.
        fitting.sort(key=lambda hint: hint.focused)
        shown = fitting + last
        if shown == self._shown:
            return
        self._shown = shown
        gap = 0 if self.screen.is_modal else room
        line = Content(" ") + self._pieces(fitting) + Content(" " * gap) + self._pieces(last)
        self.update(line, layout=False)

    def _pieces(self, hints: list[KeyHint]) -> Content:
        style = "bold" if self.app.no_color else "$footer-key-foreground"
        pieces = Content("")
        for hint in hints:
            piece = Content.styled(f"{hint.shown} ", style) + Content(hint.words)
            pieces += piece.stylize(Style.from_meta({"key": hint.key})) + Content("  ")
        return pieces


def hints(screen: Screen[Any]) -> tuple[list[KeyHint], list[KeyHint]]:
    """The keys of this place, the nearest first, and those that stand at the end everywhere."""
    active = screen.active_bindings
    here: list[tuple[int, KeyHint]] = []
    last: dict[str, KeyHint] = {}
    actions: set[str] = set()
    for key, found in active.items():
        binding = found.binding
        if not found.enabled or not binding.description:
            continue
        end = key if key in LAST else binding.id
        if end in LAST and end not in last:
            last[end] = _hint(screen, found)
            actions.add(binding.action)
    if (enter := _enter(screen, active)) is not None:
        here.append((-1, enter))
    for key, found in active.items():
        binding = found.binding
        if not found.enabled or not binding.show or binding.action in actions or key == "enter":
            continue
        actions.add(binding.action)
        away = distance(screen, found)
        here.append((away, _hint(screen, found)._replace(focused=away == 0)))
    here.sort(key=lambda one: one[0])
    return [hint for _, hint in here], [last[name] for name in LAST if name in last]


def _hint(screen: Screen[Any], found: ActiveBinding) -> KeyHint:
    binding = found.binding
    shown = "Esc" if binding.key == "escape" else screen.app.get_key_display(binding)
    return KeyHint(shown=shown, words=binding.description, key=binding.key)


def _enter(screen: Screen[Any], active: dict[str, ActiveBinding]) -> KeyHint | None:
    found = active.get("enter")
    words = getattr(screen, "enter_words", None)
    if found is None or not found.enabled or words == "":
        return None
    said = found.binding.description
    words = words or _ENTER.get(said, said.lower())
    return KeyHint(shown="Enter", words=words, key="enter") if words else None


def distance(screen: Screen[Any], found: ActiveBinding) -> int:
    """How far from the focus a key belongs: to what has the focus, to this kind of screen, to every screen."""
    if found.node is not screen:
        return 0 if screen in found.node.ancestors else 100
    return 1 + _rank(screen, found.binding.action)


def _rank(node: DOMNode, action: str) -> int:
    for rank, kind in enumerate(type(node).__mro__):
        bindings = kind.__dict__.get("BINDINGS", ())
        if any(getattr(binding, "action", None) == action for binding in bindings):
            return rank
    return 99
