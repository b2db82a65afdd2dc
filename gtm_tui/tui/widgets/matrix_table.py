"""The table of the accountability matrix: deliverables down, people across, one key to set or clear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.coordinate import Coordinate
from textual.message import Message
from textual.widgets import DataTable

from gtm_tui.model.vocabulary import DELIVERABLES, GROUPS
from gtm_tui.text.cells import cut, wrap

NOBODY = ""
"""The person that stands for nobody."""
NOBODY_WIDTH = 8
FIXED = 2
NARROWEST, WIDEST = 12, 16


class MatrixTable(DataTable[Text]):
    """Space, a click or 0 answers, the arrows move, Enter goes down and from the last row on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "set", "set or clear", key_display="Space", id="matrix.set"),
        Binding("0", "nobody", "nobody", id="matrix.nobody", tooltip="Nobody answers for this"),
        Binding("s", "scope", "scope", id="matrix.scope", tooltip="Say for which part the person answers"),
        Binding("a", "add", "add a person", id="matrix.add"),
        Binding("enter", "go_down", "go on", show=False),
    ]

    @dataclass
    class Asked(Message):
        """Something was asked for at a place: `act` is set, nobody, scope or add."""

        table: MatrixTable
        act: str
        deliverable: str
        person: str

        @property
        def control(self) -> MatrixTable:
            """The table."""
            return self.table

    def __init__(self) -> None:
        super().__init__(cell_padding=0, fixed_columns=FIXED, show_row_labels=False, header_height=2)
        self.people: tuple[str, ...] = ()
        self._shape: object = None
        self._texts: dict[tuple[str, str], tuple[str, str]] = {}

    # -- what is shown ---------------------------------------------------------------------------------

    def set_people(self, people: Mapping[str, Sequence[str]], width: int, label: int) -> bool:
        """Make the columns for these people (with the groups they cover) where they changed; says whether it did."""
        room = (width - label - NOBODY_WIDTH) // max(1, len(people))
        wide = max(NARROWEST, min(WIDEST, room))
        shape = (tuple((person, tuple(groups)) for person, groups in people.items()), wide, label, room < NARROWEST)
        if shape == self._shape:
            return False
        here = self.here
        self._shape, self.people = shape, tuple(people)
        names = {person: wrap(person, wide - 2) for person in people}
        two = any(len(lines) > 1 for lines in names.values())
        self.clear(columns=True)
        self._texts.clear()
        self.header_height = 3 if two else 2
        more = f"{len(people)} people" if room < NARROWEST else ""
        self.add_column(_header("", "", more, two), width=label, key="deliverable")
        self.add_column(_header("", "", "nobody", two), width=NOBODY_WIDTH, key=_column(NOBODY))
        for person, groups in people.items():
            covered = cut("+".join(GROUPS[group].short for group in groups), wide - 1)
            first, *rest = names[person]
            over, last = (first, cut(" ".join(rest), wide - 1)) if rest else ("", first)
            self.add_column(_header(f" {covered}", f" {over}", f" {last}", two), width=wide, key=_column(person))
        for term in DELIVERABLES.values():
            self.add_row(Text(cut(term.label, label - 1)), *(Text() for _ in (NOBODY, *people)), key=term.id)
        if here is not None:
            self.go(*here)
        return True

    def put(self, deliverable: str, person: str, words: str, style: str) -> None:
        """Show how one place stands; nothing is drawn where nothing changed."""
        marked = self.has_focus and self.here == (deliverable, person)
        words = f"{'>' if marked else ' '}{words}"
        if self._texts.get((deliverable, person)) != (words, style):
            self._texts[deliverable, person] = (words, style)
            text = Text(words, style, no_wrap=True, overflow="ellipsis")
            self.update_cell(deliverable, _column(person), text)

    # -- where one is ----------------------------------------------------------------------------------

    @property
    def here(self) -> tuple[str, str] | None:
        """The deliverable and the person under the cursor."""
        if not self.row_count:
            return None
        row, column = self.cursor_coordinate
        everybody = (NOBODY, *self.people)
        return list(DELIVERABLES)[row], everybody[min(max(column - 1, 0), len(everybody) - 1)]

    def go(self, deliverable: str, person: str | None) -> None:
        """Put the cursor on a place; a person who is not there is the first one."""
        everybody = [NOBODY, *self.people]
        column = everybody.index(person) if person in everybody else min(1, len(everybody) - 1)
        self.move_cursor(row=list(DELIVERABLES).index(deliverable), column=column + 1)

    def validate_cursor_coordinate(self, value: Coordinate) -> Coordinate:
        """The names of the deliverables are no place for the cursor."""
        row, column = super().validate_cursor_coordinate(value)
        return Coordinate(row, max(column, 1))

    # -- what is done ----------------------------------------------------------------------------------

    def _ask(self, act: str) -> None:
        if self.here is not None:
            self.post_message(self.Asked(self, act, *self.here))

    def action_set(self) -> None:
        """Set or clear the person under the cursor."""
        self._ask("set")

    def action_nobody(self) -> None:
        """Nobody answers for the deliverable."""
        self._ask("nobody")

    def action_scope(self) -> None:
        """Say for which part the person answers."""
        self._ask("scope")

    def action_add(self) -> None:
        """Add a person."""
        self._ask("add")

    async def action_go_down(self) -> None:
        """Down a row; from the last one on."""
        if self.cursor_row < self.row_count - 1:
            self.action_cursor_down()
        else:
            await self.screen.run_action("go_on")

    def action_cursor_up(self) -> None:
        """Up a row; from the first one to the question before."""
        if self.cursor_row == 0:
            self.call_later(self.screen.run_action, "step(-1, True)")
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """Down a row; from the last one to what comes after."""
        if self.cursor_row == self.row_count - 1:
            self.call_later(self.screen.run_action, "step(1, True)")
        else:
            super().action_cursor_down()

    def on_click(self, event: events.Click) -> None:
        """A click on a place sets or clears it; one on a deliverable goes there."""
        place = event.style.meta
        row, column = place.get("row", -1), place.get("column", -1)
        event.prevent_default()
        if row >= 0 and column >= 0 and not place.get("out_of_bounds"):
            event.stop()
            self.move_cursor(row=row, column=column or self.cursor_column)
            if column:
                self._ask("set")


def _column(person: str) -> str:
    return f"person {person}"


def _header(groups: str, over: str, last: str, two: bool) -> Text:
    lines = [Text(groups, "not bold"), *([Text(over)] if two else []), Text(last)]
    return Text("\n").join(lines)
