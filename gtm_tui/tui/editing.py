"""A line of text being typed: the text, where the cursor stands, and the part that is in sight."""

from __future__ import annotations

from rich.cells import cell_len

NEWLINE = "↵"
CUT = "…"


class LineEditor:
    """Editing of one text on one line; a line break in it is shown as a sign and kept.

    `selected` marks the whole text: what is typed first replaces it, any editing key only takes the mark away.
    """

    def __init__(self, text: str = "", selected: bool = False) -> None:
        self.text = text
        self.cursor = len(text)
        self.selected = selected and bool(text)
        self._first = 0
        self.cells_before = 0
        """Cells in sight before the cursor, as of the last `window`."""

    def insert(self, text: str) -> None:
        """Put text in at the cursor, or in the place of what is selected."""
        if self.selected:
            self.delete_to_start()
            self.selected = False
        self.text = self.text[: self.cursor] + text + self.text[self.cursor :]
        self.cursor += len(text)

    def press(self, key: str) -> bool:
        """React to an editing key; False for keys that mean nothing here."""
        action = _KEYS.get(key)
        if action is None:
            return False
        if self.selected and action in ("backspace", "delete"):
            action = "delete_to_start"
        self.selected = False
        getattr(self, action)()
        return True

    def left(self) -> None:
        """One character to the left."""
        self.cursor = max(0, self.cursor - 1)

    def right(self) -> None:
        """One character to the right."""
        self.cursor = min(len(self.text), self.cursor + 1)

    def home(self) -> None:
        """To the start."""
        self.cursor = 0

    def end(self) -> None:
        """To the end."""
        self.cursor = len(self.text)

    def backspace(self) -> None:
        """Take away the character before the cursor."""
        if self.cursor:
            self._remove(self.cursor - 1, self.cursor)

    def delete(self) -> None:
        """Take away the character under the cursor."""
        self._remove(self.cursor, self.cursor + 1)

    def word_left(self) -> None:
        """To the start of the word."""
        self.cursor = self._word_start()

    def word_right(self) -> None:
        """Past the end of the word."""
        rest = self.text[self.cursor :]
        word = rest.lstrip().split(" ")[0]
        self.cursor += len(rest) - len(rest.lstrip()) + len(word)

    def delete_word(self) -> None:
        """Take away the word before the cursor."""
        self._remove(self._word_start(), self.cursor)

    def delete_to_start(self) -> None:
        """Take away everything before the cursor."""
        self._remove(0, self.cursor)

    def delete_to_end(self) -> None:
        """Take away everything from the cursor on."""
        self._remove(self.cursor, len(self.text))

    def window(self, width: int) -> tuple[str, str, str]:
        """The part in sight as (before the cursor, under it, after it), together at most `width` cells."""
        shown = self.text.replace("\n", NEWLINE).replace("\t", " ")
        self._first = min(self._first, self.cursor, len(shown))
        under = shown[self.cursor : self.cursor + 1] or " "
        end = int(self.cursor == len(shown))
        while self._first > 0 and cell_len(shown[self._first - 1 :]) + end <= width:
            self._first -= 1
        ahead = cell_len(under) + cell_len(shown[self.cursor + 1 : self.cursor + 2])
        while self._first < self.cursor and cell_len(shown[self._first : self.cursor]) + ahead > width:
            self._first += 1
        before = shown[self._first : self.cursor]
        self.cells_before = cell_len(before)
        room = width - self.cells_before - cell_len(under)
        after = ""
        for char in shown[self.cursor + 1 :]:
            room -= cell_len(char)
            if room < 0:
                after = after[:-1] + _sign(after[-1:])
                break
            after += char
        return _sign(before[:1]) + before[1:] if self._first else before, under, after

    def place(self, cells: int) -> None:
        """Put the cursor where a click fell, in cells from the first one in sight."""
        self.selected = False
        self.cursor = self._first
        while self.cursor < len(self.text) and cells >= cell_len(self.text[self.cursor]):
            cells -= cell_len(self.text[self.cursor])
            self.cursor += 1

    def _remove(self, start: int, end: int) -> None:
        self.text = self.text[:start] + self.text[end:]
        self.cursor = start

    def _word_start(self) -> int:
        before = self.text[: self.cursor].rstrip()
        return before.rfind(" ") + 1


def _sign(character: str) -> str:
    """The sign that something is out of sight, in the cells of the character it stands on."""
    return CUT.ljust(cell_len(character)) if character else ""


_KEYS = {
    "left": "left",
    "right": "right",
    "home": "home",
    "end": "end",
    "ctrl+e": "end",
    "backspace": "backspace",
    "delete": "delete",
    "ctrl+left": "word_left",
    "ctrl+right": "word_right",
    "ctrl+w": "delete_word",
    "ctrl+u": "delete_to_start",
    "ctrl+k": "delete_to_end",
}
