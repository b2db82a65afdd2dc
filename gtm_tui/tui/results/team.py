"""Who answers for what, as a result: the groups across, the deliverables down, what is found, and why."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import DataTable, Static

from gtm_tui.report.matrix import Column, Line, Matrix, Place, matrix
from gtm_tui.rules import Assessment
from gtm_tui.text.cells import cut, wrap
from gtm_tui.tui.owner_words import WIDEST_STATE, owners_words, place_words, state_words
from gtm_tui.tui.results import ResultsView

KEY = "[A] answers for it    >[A] in another group    ( ) where the model places it"
_LABEL, _FOUND = 19, 4 + WIDEST_STATE
_NARROW, _EVEN, _NAMED = 62, 9, 12
_WIDEST = 20


class TeamView(ResultsView):
    """The matrix to read: the highlighted row is explained beneath, Enter opens its finding or its question."""

    DEFAULT_CSS = """
    TeamView { layout: vertical; padding: 0 1; }
    TeamView #team-table { height: auto; background-tint: $foreground 0%; }
    TeamView #team-table > .datatable--header { background: $background; color: $foreground; }
    TeamView #team-key { height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    TeamView #team-remark { height: auto; margin: 1 0 0 0; max-width: 92; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._assessment: Assessment | None = None
        self._matrix: Matrix | None = None

    def compose(self) -> ComposeResult:
        """The table, what its marks mean, and what there is to say about the highlighted row."""
        table: DataTable[Text] = DataTable(
            id="team-table", cursor_type="row", cell_padding=0, show_row_labels=False, cursor_foreground_priority="css"
        )
        yield table
        yield Static(KEY, id="team-key", markup=False)
        yield Static(id="team-remark", markup=False)

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one("#team-table", DataTable)

    def show(self, assessment: Assessment) -> None:
        """Draw the table anew, the highlight staying on its row."""
        self._assessment, self._matrix = assessment, matrix(assessment)
        table, here = self._table, self._table.cursor_row
        width = self.size.width or self.app.size.width - 2
        table.clear(columns=True)
        self.query_one("#team-key").display = width >= _NARROW
        if width < _NARROW:
            self._fill_narrow(table, width)
        else:
            self._fill(table, width)
        table.move_cursor(row=here)
        self._explain()

    def _fill(self, table: DataTable[Text], width: int) -> None:
        assert self._matrix is not None
        columns = self._matrix.columns
        even = min(_WIDEST, (width - _LABEL - _FOUND) // len(columns))
        wides = [even if even >= _EVEN else len(column.short) + 1 for column in columns]
        heads = [_head(column, wide) for column, wide in zip(columns, wides, strict=True)]
        table.header_height = max(len(head) for head in heads)
        table.add_column("", width=_LABEL)
        for head, wide in zip(heads, wides, strict=True):
            table.add_column(Text("\n").join(head), width=wide)
        table.add_column("", width=min(_FOUND, width - _LABEL - sum(wides)))
        for line in self._matrix.lines:
            places = (_place(place) for place in line.places)
            table.add_row(Text(line.label), *places, self._found(line), key=line.deliverable)

    def _fill_narrow(self, table: DataTable[Text], width: int) -> None:
        assert self._matrix is not None
        table.header_height = 1
        table.add_column("", width=_LABEL)
        table.add_column(Text("answers for it"), width=max(8, width - _LABEL - _FOUND))
        table.add_column("", width=_FOUND)
        for line in self._matrix.lines:
            owners = [owner for place in line.places for owner, _ in place.owners]
            names = Text(", ".join(owners), no_wrap=True, overflow="ellipsis")
            table.add_row(Text(line.label), names, self._found(line), key=line.deliverable)

    def _found(self, line: Line) -> Text:
        assert self._assessment is not None
        words = state_words(self._assessment, line) or "not answered"
        mark = line.findings[0].mark if line.findings else ""
        return Text(f"{mark:<3} {words}", "bold" if mark else "", no_wrap=True, overflow="ellipsis")

    @property
    def highlighted(self) -> str | None:
        """The identity of the finding about the highlighted deliverable."""
        line = self._line
        return line.findings[0].identity if line is not None and line.findings else None

    @property
    def _line(self) -> Line | None:
        lines = self._matrix.lines if self._matrix is not None else ()
        return lines[self._table.cursor_row] if self._table.cursor_row < len(lines) else None

    def _explain(self) -> None:
        line = self._line
        if line is None or self._assessment is None:
            return
        words = Content.styled(owners_words(self._assessment, line.deliverable), "bold")
        words += Content(f" {place_words(self._assessment, line.deliverable)}")
        self.query_one("#team-remark", Static).update(words)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Say who answers for the deliverable, and where the model places it."""
        self._explain()

    async def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open what is found about the deliverable, else go to its question."""
        from gtm_tui.tui.screens.results import ResultsScreen

        event.stop()
        line, screen = self._line, self.screen
        if line is None or not isinstance(screen, ResultsScreen):
            return
        if self.highlighted is not None:
            screen.open_finding(self.highlighted)
        else:
            await screen.wizard.go_to_question(f"accountable.{line.deliverable}")

    def on_resize(self, event: events.Resize) -> None:
        """The columns take the width there is."""
        if self._assessment is not None:
            self.call_after_refresh(self.show, self._assessment)

    def enter(self) -> None:
        """Take the focus."""
        self._table.focus()


def _head(column: Column, wide: int) -> list[Text]:
    """The group, and the people who cover it where there is room for names."""
    head = [Text(cut(column.short, wide - 1), "bold")]
    if wide < _NAMED:
        return head
    names = wrap(column.people_words, wide - 1)
    shown = names if len(names) <= 3 else [*names[:2], cut(" ".join(names[2:]), wide - 1)]
    return [*head, *(Text(name, "not bold") for name in shown), *(Text() for _ in range(3 - len(shown)))]


def _place(place: Place) -> Text:
    count = f" x{len(place.owners)}" if len(place.owners) > 1 else ""
    return Text(f"{place.mark}{count}", "bold" if place.owners else "")
