"""A screen with a list to choose from: Home, dialogs, the list of pages, files."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar, Generic

from textual.binding import BindingType

from gtm_tui.tui.chrome import key_line, rule, top_line
from gtm_tui.tui.drawing import BLANK, Frame, Pen, Row, wrap
from gtm_tui.tui.screens.base import Result, SheetScreen, bindings


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu: its id, a label, words at its side, a help sentence; without an id a heading or text."""

    id: str
    label: str
    side: str = ""
    help: str = ""
    style: str = ""


class MenuScreen(SheetScreen[Result], Generic[Result]):
    """A list with one line highlighted. Subclasses give `title`, `entries()` and `chosen(id)`."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "up", "down", "first", "last", "page_up", "page_down", "enter", "press", "back", "next_field", "previous_field"
    )
    title_text = ""
    label_width = 30
    actions: ClassVar[tuple[str, ...]] = ("enter", "back")

    def __init__(self) -> None:
        super().__init__()
        self.at = ""
        self.top = 0
        self._list: list[Entry] | None = None

    # -- for subclasses --------------------------------------------------------------------------------

    def entries(self) -> list[Entry]:
        """The lines of the menu."""
        raise NotImplementedError

    def chosen(self, id: str) -> None:
        """A line was chosen."""

    def intro(self) -> str:
        """A sentence or two above the list."""
        return ""

    # -- drawing ---------------------------------------------------------------------------------------

    @property
    def listed(self) -> list[Entry]:
        """The lines, made once."""
        if self._list is None:
            self._list = self.entries()
        return self._list

    def renew(self) -> None:
        """Have the lines made anew."""
        self._list = None

    def _ids(self) -> list[str]:
        return [entry.id for entry in self.listed if entry.id]

    def draw(self, width: int, height: int) -> Frame:
        """Bar, intro, list, help, keys."""
        ids = self._ids()
        if self.at not in ids and ids:
            self.at = ids[0]
        rows: list[Row] = [top_line(width, self.title_text, "", self.right_text())]
        if height > 12:
            rows.append(BLANK)
        intro = self.intro()
        if intro:
            limit = max(1, height - 8)
            lines = [line for part in intro.split("\n") for line in wrap(part, width - 2, limit)]
            rows.extend(Pen(width).put(" ").put(line).row for line in lines[:limit])
            rows.append(BLANK)
        foot = self._foot(width, 4 if height >= 20 else 3 if height >= 16 else 2)
        room = max(1, height - len(rows) - len(foot))
        body, line = self._body(width)
        if line < self.top + 1:
            self.top = line - 1
        if line > self.top + room - 2:
            self.top = line - room + 2
        self.top = max(0, min(self.top, len(body) - room))
        shown = body[self.top : self.top + room]
        cursor = (1, len(rows) + line - self.top)
        if len(foot) > 2:
            foot[0] = rule(width, self.top > 0, self.top + room < len(body))
        rows.extend([*shown, *[BLANK] * (room - len(shown)), *foot])
        return Frame(tuple(rows[:height]), cursor)

    def right_text(self) -> str:
        """What stands at the right of the bar."""
        return ""

    def _body(self, width: int) -> tuple[list[Row], int]:
        rows: list[Row] = []
        at = 0
        for entry in self.listed:
            if not entry.id:
                rows.extend(_words(width, entry))
                continue
            here = entry.id == self.at
            if here:
                at = len(rows)
            target = ("entry", entry.id)
            pen = Pen(width).to(1).put("> " if here else "  ", "mark", target)
            pen.put(entry.label, "strong" if here else entry.style, target)
            if entry.side:
                pen.to(max(pen.column + 2, self.label_width), "", target).put(entry.side, "muted", target)
            rows.append(pen.row)
        return rows, at

    def _foot(self, width: int, height: int) -> list[Row]:
        entry = next((e for e in self.listed if e.id == self.at), None)
        lines = max(1, height - 2)
        words = wrap(entry.help if entry else "", width - 2, lines)
        help = [Pen(width).put(" ").put(line, "muted").row for line in words]
        if self.message:
            help = [Pen(width).put(" ").put(line, "accent").row for line in wrap(self.message, width - 2, lines)]
        help += [BLANK] * (lines - len(help))
        keys = key_line(width, self.keys, self.actions)
        return [rule(width), *help, keys] if height > 2 else [*help, keys]

    # -- operating -------------------------------------------------------------------------------------

    def _move(self, by: int) -> None:
        ids = self._ids()
        self.message = ""
        if ids:
            index = ids.index(self.at) if self.at in ids else 0
            self.at = ids[max(0, min(len(ids) - 1, index + by))]
        self.redraw()

    def action_up(self) -> None:
        """One line up."""
        self._move(-1)

    def action_down(self) -> None:
        """One line down."""
        self._move(1)

    action_next_field = action_down
    action_previous_field = action_up

    def action_first(self) -> None:
        """The first line."""
        self._move(-10_000)

    def action_last(self) -> None:
        """The last line."""
        self._move(10_000)

    def action_page_up(self) -> None:
        """A screenful up."""
        self._move(-10)

    def action_page_down(self) -> None:
        """A screenful down."""
        self._move(10)

    def action_enter(self) -> None:
        """Choose the highlighted line."""
        if self.at:
            self.chosen(self.at)

    action_press = action_enter

    def action_back(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)

    def pressed(self, target: Hashable, column: int) -> None:
        """A click chooses."""
        if isinstance(target, tuple) and target[0] == "entry":
            self.at = target[1]
            self.redraw()
            self.chosen(self.at)

    def turned(self, by: int) -> None:
        """The wheel moves the highlight."""
        self._move(by)


def _words(width: int, entry: Entry) -> list[Row]:
    """An entry to read: a heading with words at its side, or a text that may take several lines."""
    style = entry.style or "accent"
    if entry.side:
        return [Pen(width).to(1).put(entry.label, style).put(f"  {entry.side}", "muted").row]
    indent = 1 + len(entry.label) - len(entry.label.lstrip())
    lines = wrap(entry.label, width - indent - 1)
    return [Pen(width).to(indent + 2 * (index > 0)).put(line, style).row for index, line in enumerate(lines)]


class Question(MenuScreen[str]):
    """Asks one thing with a few answers; dismisses with the id of the answer, or None."""

    def __init__(self, title: str, text: str, answers: list[Entry]) -> None:
        super().__init__()
        self.title_text = title
        self._text = text
        self._answers = answers

    def intro(self) -> str:
        """What is asked."""
        return self._text

    def entries(self) -> list[Entry]:
        """The answers."""
        return self._answers

    def chosen(self, id: str) -> None:
        """Done."""
        self.dismiss(id)
