"""What stands on a page: items that draw themselves as rows and react to being pressed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gtm_tui.tui.drawing import BLANK, Pen, Row
from gtm_tui.tui.editing import LineEditor

if TYPE_CHECKING:
    from gtm_tui.tui.form.form import Form


class Stop(NamedTuple):
    """A place where the highlight can stand: the item, and the part of it (an option, a cell, or '')."""

    item: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """What is said about the highlighted thing; `problem` is shown instead of `text` when there is one."""

    title: str
    text: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """The room an item draws in: its width, where answers begin, what is highlighted and being edited.

    `stacked` puts answers beneath their labels; `tall` says that there is room for long forms.
    """

    width: int
    label: int
    focus: Stop | None
    editor: LineEditor | None
    stacked: bool = False
    tall: bool = False

    @property
    def left(self) -> int:
        """The column where labels begin."""
        return 1

    @property
    def answer(self) -> int:
        """The column where answers begin."""
        return 4 if self.stacked else self.left + self.label + 3

    def start(self, label: str, here: bool) -> tuple[list[Row], Pen]:
        """Rows above the answer (the label, if stacked) and a pen that stands where the mark goes."""
        rows: list[Row] = []
        pen = Pen(self.width)
        style = "strong" if here else ""
        if self.stacked:
            rows.append(Pen(self.width).to(self.left).put(label, style).row)
        else:
            pen.to(self.left).put(label, style, most=self.label)
        return rows, pen

    def mark(self, pen: Pen, here: bool) -> Pen:
        """The mark of the highlight, two cells before the answer."""
        pen.to(self.answer - 2)
        if here:
            pen.put(">", "mark")
        return pen.to(self.answer)

    def edited(self, pen: Pen, room: int, stop: Stop) -> Pen:
        """The text being edited, `room` cells wide, with a block where the cursor is."""
        assert self.editor is not None
        before, under, after = self.editor.window(room)
        if self.editor.selected:
            return pen.put(before + under.strip() + after, "cursor", stop)
        pen.put(before, "chosen", stop).put(under, "cursor", stop).put(after, "chosen", stop)
        return pen


class Item:
    """One thing on a page; `id` is unique on it."""

    id: str = ""
    head: bool = False

    def draw(self, paper: Paper) -> list[Row]:
        """The rows of the item; spans with a `Stop` as target say where its stops are."""
        return [BLANK]

    def press(self, form: Form, part: str) -> bool:
        """Space or a click on a part; False when it means nothing."""
        return False

    def enter(self, form: Form, part: str) -> bool:
        """Enter on a part; False means: go on to the next question."""
        return self.press(form, part)

    def type(self, form: Form, part: str, character: str) -> bool:
        """A printable character where no text is edited; False when it means nothing."""
        return False

    def text(self, form: Form, part: str) -> str | None:
        """The text to edit at a part, or None when it is no text field."""
        return None

    def write(self, form: Form, part: str, text: str) -> None:
        """Take what is in the text field at a part right now."""

    def help(self, form: Form, part: str) -> Help:
        """What to say about a part."""
        return Help("")

    def key(self, part: str) -> str:
        """The key path of the question a part belongs to, or ''."""
        return ""

    def first(self, form: Form) -> str | None:
        """The part where the highlight lands when the item is reached, or None for the first drawn."""
        return None


class Heading(Item):
    """A line that opens a group of items."""

    head = True

    def __init__(self, text: str, side: str = "", gap: bool = True) -> None:
        self.id = f"heading:{text}"
        self.heading = text
        self.side = side
        self.gap = gap

    def draw(self, paper: Paper) -> list[Row]:
        """One line, after an empty one."""
        pen = Pen(paper.width).to(paper.left).put(self.heading, "accent")
        if self.side:
            pen.put("  " + self.side, "muted")
        return [BLANK, pen.row] if self.gap else [pen.row]


class Words(Item):
    """Words to read."""

    def __init__(self, text: str, style: str = "muted", gap: bool = False) -> None:
        self.id = f"words:{text[:30]}"
        self.said = text
        self.style = style
        self.gap = gap

    def draw(self, paper: Paper) -> list[Row]:
        """The words, wrapped."""
        from gtm_tui.tui.drawing import wrap

        rows = [
            Pen(paper.width).to(paper.left).put(line, self.style).row
            for line in wrap(self.said, paper.width - paper.left - 1)
        ]
        return [BLANK, *rows] if self.gap else rows
