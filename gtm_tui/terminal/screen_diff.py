"""Sends a terminal only what it does not show already, in as few bytes as its colours can be changed with.

Three quarters of what Textual writes for a page are colours: every piece of text brings its whole style and a reset.
Opening a screen paints all of it two or three times. Here a frame is read as what it does to the cells, compared with
what the terminal is known to show, and written anew as the cells that differ and the changes of style between them.
Anything not understood is passed on as it is, and the memory of the screen is given up.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len

_TOKEN = re.compile(
    r"\x1b\[([0-9;]*)m"  # 1 style
    r"|\x1b\[([0-9]+);([0-9]+)H"  # 2, 3 move
    r"|(\x1b\[(?!\?(?:47|104[79])[hl])[?<>=][0-9;]*\$?[A-Za-z])"  # 4 modes and questions: no cell changes
    r"|([^\x00-\x1f\x7f-\x9f]+)"  # 5 text
    r"|(\n)"  # 6 end of a line; a move follows
    r"|(?s:.)"  # anything else
)
#: SGR codes of attributes -> the code that ends them.
_ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
#: Attributes that can be seen on a blank.
_SEEN_ON_BLANK = {"4", "5", "7", "9", "21", "53"}
_BRIDGE = 4
"""Unchanged cells between two changes that are cheaper sent than jumped over."""

Cell = tuple[str, str]
Style = tuple[frozenset[str], str, str]


class ScreenDiff:
    """What a terminal shows, cell by cell, as far as it is known. Not safe for threads by itself."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, Cell]] = {}
        self._cursor: tuple[int, int] | None = None
        self._width = 0
        self._size: object = None

    def forget(self) -> None:
        """Know nothing any more: something else has written on the terminal, or its size has changed."""
        self._rows = {}
        self._cursor = None

    def resized(self, columns: int, rows: int) -> None:
        """Take note of the terminal's size; after a change nothing is known about its cells."""
        if self._size != (columns, rows):
            self._size, self._width = (columns, rows), columns
            self.forget()

    def changes(self, text: str) -> str:
        """The shortest text that does to the terminal what this one would do."""
        writer = _FrameWriter(self._rows, self._cursor, self._width)
        for token in _TOKEN.finditer(text):
            match token.lastindex:
                case 1:
                    writer.restyle(token[1])
                case 3:
                    writer.move(int(token[3]) - 1, int(token[2]) - 1)
                case 4:
                    writer.pass_on(token[4])
                case 5 if writer.place is not None:
                    writer.show(token[5])
                case 6 if writer.place is not None:
                    writer.move(0, writer.place[1] + 1)
                case _:
                    self.forget()
                    return text
        self._cursor = writer.finish()
        return "".join(writer.out)


class _FrameWriter:
    """One frame on its way to the terminal. Places are (column, row) from 0."""

    def __init__(self, rows: dict[int, dict[int, Cell]], cursor: tuple[int, int] | None, width: int) -> None:
        self.out: list[str] = []
        self.place: tuple[int, int] | None = None
        self._rows = rows
        self._cursor = cursor
        self._width = width
        self._style = ""
        self._pen = ""

    def restyle(self, codes: str) -> None:
        """Another style for the text that follows."""
        if codes in ("", "0"):
            self._style = ""
        else:
            self._style = f"{self._style};{codes}" if self._style else codes

    def move(self, column: int, row: int) -> None:
        """Go on somewhere else; sent when text follows, or at the end."""
        self.place = (column, row)

    def pass_on(self, sequence: str) -> None:
        """Send something that changes no cell."""
        self.out.append(sequence)

    def show(self, text: str) -> None:
        """Show a text in the present style; only the cells that differ are sent."""
        assert self.place is not None
        column, y = self.place
        row = self._rows.setdefault(y, {})
        if not _single(text):
            # How wide such characters are drawn is the terminal's own view: nothing beside them is taken as known.
            self._go(column, y, row)
            self._put(text, self._style)
            for x in [x for x in row if x >= column]:
                del row[x]
            self._cursor = None
            self.place = (column + cell_len(text), y)
            return
        blank = _on_blank(self._style)
        start = -1
        for x, char in enumerate(text, column):
            cell = (char, blank if char == " " else self._style)
            if row.get(x) != cell:
                row[x] = cell
                if start < 0:
                    start = x
            elif start >= 0:
                self._send(start, y, text[start - column : x - column], row)
                start = -1
        end = column + len(text)
        if start >= 0:
            self._send(start, y, text[start - column :], row)
        self.place = (end, y)

    def finish(self) -> tuple[int, int] | None:
        """End in the terminal's own style, with the cursor where the frame left it; returns where that is."""
        if self._pen:
            self.out.append("\x1b[0m")
        if self.place is not None and self.place != self._cursor:
            self.out.append(_to(*self.place))
            self._cursor = self.place
        return self._cursor

    def _send(self, x: int, y: int, text: str, row: dict[int, Cell]) -> None:
        self._go(x, y, row)
        self._put(text, self._style)
        end = x + len(text)
        self._cursor = (end, y) if end < self._width else None

    def _put(self, text: str, style: str) -> None:
        same = _on_blank(style) == _on_blank(self._pen) if text.isspace() else style == self._pen
        if not same:
            self.out.append(_change(self._pen, style))
            self._pen = style
        self.out.append(text)

    def _go(self, x: int, y: int, row: dict[int, Cell]) -> None:
        if self._cursor == (x, y):
            return
        if self._cursor is None or self._cursor[1] != y or x < self._cursor[0]:
            self.out.append(_to(x, y))
            return
        between = [row.get(column, ("", "")) for column in range(self._cursor[0], x)]
        blank = _on_blank(self._pen)
        if len(between) <= _BRIDGE and all(c and s == (blank if c == " " else self._pen) for c, s in between):
            self.out.append("".join(char for char, _ in between))
        else:
            self.out.append(f"\x1b[{len(between)}C" if len(between) > 1 else "\x1b[C")


def _to(x: int, y: int) -> str:
    return f"\x1b[{y + 1};{x + 1}H"


@lru_cache(2048)
def _single(text: str) -> bool:
    return text.isascii() or all(cell_len(char) == 1 for char in text)


@lru_cache(256)
def _on_blank(style: str) -> str:
    """What of a style can be seen on a blank."""
    attributes, front, back = _parsed(style)
    seen = attributes & _SEEN_ON_BLANK
    return ";".join((*sorted(seen), *((front,) if seen and front else ()), *((back,) if back else ())))


@lru_cache(1024)
def _change(old: str, new: str) -> str:
    """The shortest sequence from one style to another."""
    afresh = f"\x1b[0;{new}m" if new else "\x1b[0m"
    attributes, front, back = _parsed(old)
    wanted, new_front, new_back = _parsed(new)
    ended = {_ENDS.get(code, "0") for code in attributes - wanted}
    if "0" in ended:
        return afresh
    kept = {code for code in attributes & wanted if _ENDS.get(code) not in ended}
    codes = [*sorted(ended), *sorted(wanted - kept)]
    if front != new_front:
        codes.append(new_front or "39")
    if back != new_back:
        codes.append(new_back or "49")
    step = f"\x1b[{';'.join(codes)}m" if codes else ""
    return min(step, afresh, key=len)


@lru_cache(256)
def _parsed(style: str) -> Style:
    """Attributes, foreground and background of SGR codes."""
    attributes: set[str] = set()
    front = back = ""
    codes = iter(style.split(";") if style else ())
    for code in codes:
        number = int(code or 0)
        if number in (38, 48):
            kind = next(codes, "5")
            colour = ";".join([code, kind, *(next(codes, "0") for _ in range(3 if kind == "2" else 1))])
            front, back = (colour, back) if number == 38 else (front, colour)
        elif 30 <= number <= 39 or 90 <= number <= 97:
            front = "" if number == 39 else code
        elif 40 <= number <= 49 or 100 <= number <= 107:
            back = "" if number == 49 else code
        elif number == 0:
            attributes, front, back = set(), "", ""
        else:
            attributes.add(code)
    return frozenset(attributes), front, back
