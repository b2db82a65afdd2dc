"""The findings as a table: severity, title and subject first, then what they stand for, and the decision."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Input, Static

from gtm_tui.model.vocabulary import AREAS, STATUS
from gtm_tui.report.grid import segment_grid
from gtm_tui.report.grid_table import SEVERITY_STYLES, segment_view
from gtm_tui.report.labels import subject_label
from gtm_tui.rules import Assessment, Finding
from gtm_tui.text.cells import cut
from gtm_tui.text.dates import MONTHS
from gtm_tui.tui.results import ResultsView
from gtm_tui.tui.results.finding_lines import finding_summary
from gtm_tui.tui.results.verdict import clean_words

# Column key, heading, width; the title takes what is left.
COLUMNS = (
    *(("mark", "", 3), ("title", "Finding", 0), ("subject", "About", 18)),
    *(("reach", "Share", 5), ("status", "Decision", 16)),
)
NARROW_COLUMNS = (("mark", "", 3), ("title", "Finding", 0), ("subject", "About", 14), ("status", "Decision", 10))
#: From this width on the share of planned revenue has a column, and from the second the words stand at the side.
_WIDE, _SIDE = 92, 160
_PADDING = 2
#: From this height on the grid of the highlighted finding's segment is shown with the table.
_TALL = 30
UNDECIDED = ("open", "lapsed")


class FilterLine(Input):
    """The line that narrows the findings down; Enter and Down go to the table, Esc shows all again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "submit", "to the findings", show=False),
        Binding("escape", "show_all", "show all", id="filter.all"),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="words, a severity, a segment, a decision", compact=True, id="findings-filter")
        self.cursor_blink = False
        self.display = False

    async def action_show_all(self) -> None:
        """Show all findings again."""
        self.value = ""
        await self.action_submit()


class FindingsView(ResultsView):
    """The findings, worst first; Enter opens one, `/` narrows them down. `wanted` are the words they must have."""

    def __init__(self) -> None:
        super().__init__()
        self.assessment: Assessment | None = None
        self.wanted = ""
        self._drawn_for = (0, 0)

    def compose(self) -> ComposeResult:
        """The line that narrows down, the table, and what is said about the highlighted finding."""
        with Horizontal(id="findings-panes"):
            with Vertical(id="findings-list"):
                yield FilterLine()
                yield Static(id="filter-words", markup=False)
                table: DataTable[Text] = DataTable(cursor_type="row", zebra_stripes=False, id="findings-table")
                yield table
            with VerticalScroll(id="finding-words", can_focus=False):
                yield Static(id="finding-grid")
                yield Static(id="finding-message", markup=False)

    # -- drawing ---------------------------------------------------------------------------------------

    @property
    def _side(self) -> int:
        """The columns of the words at the side, 0 where they stand beneath."""
        width = self.app.size.width
        return width * 2 // 5 if width >= _SIDE else 0

    def show(self, assessment: Assessment) -> None:
        """Fill the table, the highlight staying on its finding."""
        self.assessment = assessment
        here = self.highlighted
        self._drawn_for = self.app.size
        width = self.app.size.width - self._side
        table = self.query_one(DataTable)
        table.clear(columns=True)
        columns = COLUMNS if width >= _WIDE else NARROW_COLUMNS
        free = max(20, width - sum(wide + _PADDING for _, _, wide in columns) - 2)
        for key, label, wide in columns:
            table.add_column(label, key=key, width=wide or free)
        found = self.findings
        for finding in found:
            cells = self._cells(assessment, finding, columns[-1][2])
            table.add_row(*(cells[key] for key, _, _ in columns), key=finding.identity)
        table.display = bool(found)
        words = self.query_one("#filter-words", Static)
        words.display = bool(self.wanted)
        words.update(f"{len(found)} of {len(assessment.findings)} findings with '{self.wanted}'; / and Esc show all.")
        if here is not None:
            self.highlight(here)
        self._explain()

    def _cells(self, assessment: Assessment, finding: Finding, width: int) -> dict[str, Text]:
        reach = assessment.reach(finding)
        return {
            "mark": Text(finding.mark, SEVERITY_STYLES[finding.mark]),
            "title": Text(finding.title, no_wrap=True, overflow="ellipsis"),
            "subject": Text(subject_label(assessment.session, finding), no_wrap=True, overflow="ellipsis"),
            "reach": Text("" if reach is None else f"{100 * reach:.0f} %", justify="right"),
            "status": Text(_status(assessment, finding, width), no_wrap=True, overflow="ellipsis"),
        }

    @property
    def findings(self) -> list[Finding]:
        """The findings that fit what was typed, worst first."""
        if self.assessment is None:
            return []
        wanted = self.wanted.casefold().split()
        return [f for f in self.assessment.findings if all(word in self._words(f) for word in wanted)]

    def _words(self, finding: Finding) -> str:
        assert self.assessment is not None
        subject = subject_label(self.assessment.session, finding)
        area = AREAS.get(self.assessment.rule(finding).area, "")
        status = STATUS[self.assessment.status(finding)]
        words = (finding.severity, finding.code, finding.title, subject, area, status.word, status.title)
        return " ".join(words).casefold()

    # -- the highlight ---------------------------------------------------------------------------------

    @property
    def highlighted(self) -> str | None:
        """The identity of the highlighted finding."""
        table = self.query_one(DataTable)
        if not table.row_count:
            return None
        return str(table.coordinate_to_cell_key(table.cursor_coordinate).row_key.value)

    def highlight(self, identity: str) -> None:
        """Put the highlight on a finding, where it is listed."""
        names = [finding.identity for finding in self.findings]
        if identity in names:
            self.query_one(DataTable).move_cursor(row=names.index(identity))

    def next_open(self) -> bool:
        """Put the highlight on the next finding that nothing is decided about; False where there is none."""
        assert self.assessment is not None
        found = self.findings
        names = [finding.identity for finding in found]
        start = names.index(self.highlighted) + 1 if self.highlighted in names else 0
        for finding in (*found[start:], *found[:start]):
            if self.assessment.status(finding) in UNDECIDED:
                self.highlight(finding.identity)
                return True
        return False

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Say what the highlighted finding says."""
        event.stop()
        self._explain()

    def _explain(self) -> None:
        message, picture = self.query_one("#finding-message", Static), self.query_one("#finding-grid", Static)
        assessment = self.assessment
        finding = assessment.find(self.highlighted or "") if assessment is not None else None
        if finding is None or assessment is None:
            picture.display = False
            none = assessment is not None and not assessment.findings
            message.update(clean_words(assessment) if none and assessment else Content("No finding with these words."))
            return
        words = finding_summary(assessment, finding, self._side - 4) if self._side else Content(finding.message)
        message.update(words)
        picture.display = bool(finding.segment) and self.app.size.height >= _TALL
        if picture.display:
            boxed = not 0 < self._side < 80
            picture.update(segment_view(segment_grid(assessment, finding.segment), with_findings=False, boxed=boxed))

    def on_resize(self, event: events.Resize) -> None:
        """The title takes the width there is."""
        if self.assessment is not None and self._drawn_for != self.app.size:
            self.call_after_refresh(self.show, self.assessment)

    # -- narrowing down --------------------------------------------------------------------------------

    def narrow(self) -> None:
        """Open the line that narrows the findings down."""
        line = self.query_one(FilterLine)
        line.display = True
        line.value = self.wanted
        line.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the findings that fit."""
        event.stop()
        if event.value != self.wanted:
            self.wanted = event.value
            if self.assessment is not None:
                self.show(self.assessment)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Back to the table; what was typed stays in force and is said."""
        event.stop()
        event.input.display = False
        self.enter()

    def enter(self) -> None:
        """Take the focus."""
        self.query_one(DataTable).focus()


def _status(assessment: Assessment, finding: Finding, width: int) -> str:
    decision, status = assessment.decision(finding), assessment.status(finding)
    if decision is None or status != "planned":
        return STATUS[status].title.lower()
    due = f"{decision.due.day} {MONTHS[decision.due.month - 1][:3]}" if decision.due else ""
    owner = cut(decision.owner, max(3, width - len(due) - 1)).removesuffix("...")
    return f"{owner} {due}".strip() or "planned"
