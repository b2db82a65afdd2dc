"""Who answers for what: the matrix of deliverables and people, what is found about each, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import events, work
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widgets import DataTable, Static

from gtm_tui.model.vocabulary import DELIVERABLES
from gtm_tui.questions import Question, question_for
from gtm_tui.text.names import is_in
from gtm_tui.tui.attribution import attribution
from gtm_tui.tui.dialogs import Answer, ChoiceDialog, TextDialog
from gtm_tui.tui.owner_words import WIDEST_STATE, owners_words, place_words, state_words
from gtm_tui.tui.widgets.cards import PageAction
from gtm_tui.tui.widgets.matrix_table import NARROWEST, NOBODY, NOBODY_WIDTH, MatrixTable

if TYPE_CHECKING:
    from gtm_tui.interview import Interview
    from gtm_tui.rules import Assessment
    from gtm_tui.tui.widgets.answerable import Answerable

LABEL, NARROW_LABEL = 19, 14
_MARKS, _FOUND = 5, 5 + WIDEST_STATE
_NARROW = 46
_AROUND = 3
_SCOPES = {"industry": "An industry", "product": "A product", "region": "A region"}


class OwnersRow:
    """The question of one row of the matrix, as the screen sees it."""

    def __init__(self, matrix: AccountableMatrix, deliverable: str) -> None:
        self.matrix = matrix
        self.key = f"accountable.{deliverable}"
        question = question_for(self.key)
        assert question is not None
        self.question: Question = question

    @property
    def explanation(self) -> tuple[str, str]:
        """What is wrong with the answer, or why it is asked."""
        problem = self.matrix.interview.problem(self.key)
        if problem is not None:
            return "$text-error", f"Found {problem.found}; expected {problem.expected}."
        return "$text-muted", self.question.help

    def answered_elsewhere(self) -> None:
        """Show what was said about the question by other means than the matrix."""
        self.matrix.answered(self)


class AccountableMatrix(Vertical):
    """The matrix over the interview: nobody and the deliverables stay in sight while the people scroll."""

    @dataclass
    class Answered(Message):
        """The answer about a deliverable changed in the matrix."""

        matrix: AccountableMatrix
        field: Answerable

        @property
        def control(self) -> AccountableMatrix:
            """The matrix."""
            return self.matrix

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self.interview = interview
        self.added: list[str] = []
        self._remark = Content("")
        self.rows = {deliverable: OwnersRow(self, deliverable) for deliverable in DELIVERABLES}

    def compose(self) -> ComposeResult:
        """The table with what is found beside it, the remark beneath, and a way to add a person."""
        with Horizontal(id="matrix-row"):
            yield MatrixTable()
            yield Static(id="matrix-found", markup=False)
        add = PageAction("add-person", "[+] add a person who covers none of the groups")
        add.can_focus = False
        yield add
        yield Static(id="matrix-remark", markup=False)

    @property
    def table(self) -> MatrixTable:
        """The table."""
        return self.query_one(MatrixTable)

    @property
    def keys_asked(self) -> tuple[str, ...]:
        """The questions answered here."""
        return tuple(row.key for row in self.rows.values())

    @property
    def row(self) -> OwnersRow:
        """The question of the row the cursor is in."""
        here = self.table.here
        return self.rows[here[0] if here else next(iter(DELIVERABLES))]

    def enter(self, key: str) -> bool:
        """Put the cursor on the row of a question and take the focus; says whether it is one of this matrix."""
        deliverable = key.removeprefix("accountable.")
        if deliverable not in self.rows:
            return False
        self.table.go(deliverable, next(iter(self.interview.owners(deliverable)), None))
        self.table.focus()
        return True

    # -- what is shown ---------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Draw it, for the width it will most likely have."""
        self.refresh_answers()

    def on_resize(self, event: events.Resize) -> None:
        """As many people as there is room for."""
        self.call_after_refresh(self.refresh_answers)

    def refresh_answers(self) -> None:
        """Show what stands in the session."""
        if not self.is_attached or not self.children:
            return
        width = self.size.width or self.app.size.width - _AROUND
        people: dict[str, tuple[str, ...]] = dict(self.interview.people())
        people |= {person: () for person in self.added if not is_in(person, people)}
        label = LABEL if width >= _NARROW else NARROW_LABEL
        words = width - label - NOBODY_WIDTH - NARROWEST * len(people) >= _FOUND
        first = None if self.table.here else next(iter(DELIVERABLES))
        self.table.set_people(people, width - (_FOUND if words else _MARKS), label)
        if first:
            self.table.go(first, next(iter(self.interview.owners(first)), None))
        self._show_places()
        self._show_found(words)
        self._show_remark()

    def _show_places(self) -> None:
        session, table = self.interview.session, self.table
        for deliverable in DELIVERABLES:
            owners = self.interview.owners(deliverable)
            nobody = session.get(f"accountable.{deliverable}") == ()
            table.put(deliverable, NOBODY, "[x]" if nobody else " . ", "bold" if nobody else "")
            for person in table.people:
                scope = owners.get(person)
                words = " . " if scope is None else "[A]" if scope == "all" else f"[A] {scope}"
                table.put(deliverable, person, words, "" if scope is None else "bold")

    def _show_found(self, words: bool) -> None:
        found = found_words(self.interview.assessment, words=words)
        self.query_one("#matrix-found", Static).update(Content("\n" * self.table.header_height) + found)

    def _show_remark(self) -> None:
        words = remark_words(self.interview.assessment, self.row.key.removeprefix("accountable."))
        if words != self._remark:
            self._remark = words
            self.query_one("#matrix-remark", Static).update(words)

    def on_data_table_cell_highlighted(self, event: DataTable.CellHighlighted) -> None:
        """Mark the place, bring its row into sight, and say who answers for the deliverable."""
        self._show_places()
        self._show_remark()
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        table, above = self.table, self.ancestors
        page = next((node for node in above if isinstance(node, VerticalScroll)), None)
        if page is not None and table.has_focus and table.region.area:
            top = table.region.y - page.region.y + page.scroll_offset.y + table.header_height
            page.scroll_to_region(Region(0, top + table.cursor_row, 1, 1), animate=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Mark the place of the cursor."""
        self._show_places()
        self.call_after_refresh(self._follow)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Take the mark away."""
        self._show_places()

    # -- what is given ---------------------------------------------------------------------------------

    def on_matrix_table_asked(self, event: MatrixTable.Asked) -> None:
        """Set, clear, or ask for more."""
        event.stop()
        match event.act:
            case "add":
                self.add_person()
            case "scope":
                self.ask_scope(event.deliverable, event.person)
            case "nobody":
                self._nobody(event.deliverable)
            case _ if event.person == NOBODY:
                self._nobody(event.deliverable, clear=True)
            case _:
                self.interview.toggle_owner(event.deliverable, event.person)
                self.answered(self.rows[event.deliverable])

    def _nobody(self, deliverable: str, *, clear: bool = False) -> None:
        key = f"accountable.{deliverable}"
        if clear and self.interview.session.get(key) == ():
            self.interview.clear(key)
        else:
            self.interview.answer(key, ())
        self.interview.end_step()
        self.answered(self.rows[deliverable])

    def answered(self, row: OwnersRow) -> None:
        """Show an answer and tell the screen."""
        self.refresh_answers()
        self.post_message(self.Answered(self, row))

    def on_page_action_pressed(self, event: PageAction.Pressed) -> None:
        """Add a person."""
        event.stop()
        self.add_person()

    @work(exclusive=True, group="dialog")
    async def add_person(self) -> None:
        """Ask for somebody who covers none of the groups; the cursor goes there, nothing is answered."""
        deliverable = self.row.key.removeprefix("accountable.")
        name = await self.app.push_screen_wait(
            TextDialog("A person", "Who else answers for something? A name or a title.", limit=200)
        )
        name = " ".join((name or "").split())
        if not name:
            return
        if not is_in(name, self.table.people):
            self.added.append(name)
            self.refresh_answers()
        self.table.go(deliverable, next(person for person in self.table.people if is_in(name, (person,))))
        self.table.focus()

    @work(exclusive=True, group="dialog")
    async def ask_scope(self, deliverable: str, person: str) -> None:
        """Ask for which part of a deliverable a person answers."""
        label = DELIVERABLES[deliverable].label
        scope = self.interview.owners(deliverable).get(person)
        if scope is None:
            who = f"{person} does not answer for it yet" if person else "Nobody has no scope"
            self.notify(f"{who}: choose somebody with Space first.", markup=False)
            return
        part = await ask_part(self.app, label, person, scope)
        if part is None:
            return
        self.interview.scope_owner(deliverable, person, part)
        self.interview.end_step()
        self.answered(self.rows[deliverable])


def found_words(assessment: Assessment, *, words: bool) -> Content:
    """What is found about each deliverable, a line for each: its mark, and how it stands where there is room."""
    from gtm_tui.report.matrix import matrix

    lines = []
    for line in matrix(assessment).lines:
        mark = line.findings[0].mark if line.findings else ""
        content = Content.styled(f" {mark:<{_MARKS - 1}}", "bold $text-warning" if mark else "")
        if words:
            style = "$text-warning" if mark else "$text-muted"
            content += Content.styled(f"{state_words(assessment, line):<{WIDEST_STATE}}", style)
        lines.append(content)
    return Content("\n").join(lines)


def remark_words(assessment: Assessment, deliverable: str) -> Content:
    """Who answers for a deliverable, where the model places it, and who said otherwise."""
    words = Content.styled(owners_words(assessment, deliverable), "bold")
    words += Content(f" {place_words(assessment, deliverable)}")
    if room := attribution(assessment.session, f"accountable.{deliverable}"):
        words += Content.styled(f" In the room: {room}.", "$text-muted")
    return words


async def ask_part(app: App[Any], label: str, person: str, scope: str) -> str | None:
    """Ask for which part of a deliverable a person answers: a name, `all`, or None for as before."""
    answers = [Answer(id="all", label="All of it"), *(Answer(id=id, label=words) for id, words in _SCOPES.items())]
    if scope != "all":
        answers.insert(0, Answer(id="", label=f"Keep {scope}"))
    kind = await app.push_screen_wait(ChoiceDialog(label, f"For which part does {person} answer?", answers))
    if not kind or kind == "all":
        return kind or None
    return await app.push_screen_wait(
        TextDialog(
            label,
            f"Which {kind} does {person} answer for?",
            "" if scope == "all" else scope,
            problem=lambda text: "" if text else f"Name the {kind}.",
            limit=200,
        )
    )
