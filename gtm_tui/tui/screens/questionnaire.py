"""The questionnaire: one page at a time, with its findings, its help and its keys."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual.binding import BindingType

from gtm_tui.document import Document
from gtm_tui.interview import Interview, PageRef
from gtm_tui.text.plural import counted
from gtm_tui.tui import chrome
from gtm_tui.tui.drawing import BLANK, Frame, Row, Span, beside, typed_at
from gtm_tui.tui.form import Form, Stop
from gtm_tui.tui.screens.base import SheetScreen, bindings

WIDE, WIDEST = 112, 150
STACKED_BELOW = 68
_LEFT, _RIGHT = 28, 30
_BETWEEN: Row = (Span("│", "muted"),)


class QuestionnaireScreen(SheetScreen[None]):
    """The pages over one interview; `document` is the file behind it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "next",
        "back",
        "jump",
        "help",
        "dont_know",
        "nobody",
        "note",
        "source",
        "not_applicable",
        "confirm",
        "undo",
        "redo",
        "save",
        "save_as",
        "results",
        "loose_ends",
        "home",
        "next_field",
        "previous_field",
        "up",
        "down",
        "left",
        "right",
        "first",
        "last",
        "page_down",
        "page_up",
        "enter",
        "press",
    )

    def __init__(self, interview: Interview, document: Document) -> None:
        super().__init__()
        self.interview = interview
        self.document = document
        self.form = Form(interview)
        self.form.on_jump = self.show_question
        self.form.on_finish = self.action_results
        self._room = 10

    def on_mount(self) -> None:
        """Know the keys in force; say what waits to be confirmed."""
        self.form.keys = self.keys
        if carried := len(self.interview.session.unconfirmed):
            confirm, ends = self.keys.label("confirm"), self.keys.label("loose_ends")
            self.message = (
                f"{counted(carried, 'answer')} from last time: {confirm} confirms those of a page, {ends} lists them."
            )

    # -- drawing ---------------------------------------------------------------------------------------

    def draw(self, width: int, height: int) -> Frame:
        """Bar and progress, the page, what belongs beneath it, help, findings and keys."""
        head = self._head(width, height)
        words = (
            1 if height < 14 else 2 if height < 20 or (height < 30 and self._strip_page) else 3 if height < 30 else 4
        )
        room = max(1, height - len(head) - words - 2 - (height >= 16))
        body, at = self._wide(width, room) if width >= WIDE else self._body(width, room)
        above, below = self.form.top > 0, self.form.top + self._room < len(self.form.rows)
        foot, place = self._foot(width, words)
        if height >= 16:
            foot.insert(0, self._rule(width, above, below))
        elif (above or below) and height > 8:
            body[-1] = chrome.rule(width, above, below)
        at = at if place is None else (place[0], place[1] + room + (height >= 16))
        rows = (*head, *body, *foot)
        return Frame(rows, typed_at(rows) or (at[0], at[1] + len(head)))

    def _rule(self, width: int, above: bool, below: bool) -> Row:
        if self._strip_page and STACKED_BELOW <= width < WIDE:
            from gtm_tui.tui.strip import axis_row

            return axis_row(width, above, below)
        return chrome.rule(width, above, below)

    def _head(self, width: int, height: int) -> list[Row]:
        ref = self.interview.page
        session = self.interview.session
        name = session.company("New session")
        rows = [chrome.top_line(width, name, chrome.page_words(self.interview, ref), self.document.status.label)]
        if height >= 16:
            rows.append(chrome.progress_line(width, *self.interview.progress()))
        if height >= 20 and not self._strip_page:
            rows.append(BLANK)
        return rows

    def _foot(self, width: int, words: int) -> tuple[list[Row], tuple[int, int] | None]:
        cursor = None
        if self.form.prompt is not None:
            rows, cursor = chrome.prompt_rows(width, self.form.prompt.title, self.form.prompt.editor, words)
        else:
            rows = chrome.help_rows(width, self.form.help, words)
        said = chrome.message_line(width, self.message) if self.message else None
        rows.append(said or (chrome.findings_line(width, self.interview) if self.interview.assessed else BLANK))
        return [*rows, chrome.key_line(width, self.keys, self._actions())], cursor

    def _actions(self) -> tuple[str, ...]:
        # The same on every question: what changed with the highlight would be painted at every Tab.
        return ("back", "next", "jump", "help", "dont_know", "note", "save", "results")

    def _body(self, width: int, room: int) -> tuple[list[Row], tuple[int, int]]:
        pinned = self._pinned(width, room)
        self._room = room - len(pinned)
        self.form.lay_out(width, self._room, stacked=self.sheet.size.width < STACKED_BELOW, tall=room > 24)
        shown = self.form.window(self._room)
        rows = [*shown, *[BLANK] * (self._room - len(shown)), *pinned]
        return rows, self._at()

    def _wide(self, width: int, room: int) -> tuple[list[Row], tuple[int, int]]:
        ref = self.interview.page
        if width < WIDEST and ref.page.id in ("accountable", "together", "motions"):
            # These need the width: findings go beneath the sections.
            left = chrome.section_rows(_LEFT, self.interview, ref, min(room, len(self.interview.pages())))
            left += [BLANK, *chrome.findings_rows(_LEFT, self.interview, room - len(left) - 1)]
            sides: list[tuple[list[Row], int]] = []
        else:
            left = chrome.section_rows(_LEFT, self.interview, ref, room)
            found = chrome.findings_rows(_RIGHT, self.interview, room) if self.interview.assessed else []
            sides = [(found, _RIGHT)]
        middle = width - _LEFT - 1 - sum(wide + 1 for _, wide in sides)
        body, (x, y) = self._body(middle, room)
        return beside([(left, _LEFT), (body, middle), *sides], room, _BETWEEN), (x + _LEFT + 1, y)

    def _at(self) -> tuple[int, int]:
        focus = self.form.focus
        if focus not in self.form.places:
            return 0, 0
        row, column = self.form.places[focus]
        return column, row - self.form.top

    @property
    def _strip_page(self) -> bool:
        return self.interview.page.page.id == "motions" and bool(self.interview.page.segment)

    def _pinned(self, width: int, room: int) -> list[Row]:
        ref = self.interview.page
        if not self._strip_page:
            return []
        from gtm_tui.tui.strip import axis_row, strip_rows

        rows = strip_rows(self.interview.assessment, ref.segment, width)
        if not STACKED_BELOW <= self.sheet.size.width < WIDE:
            rows.append(axis_row(width))
        return rows if room - len(rows) >= 6 else rows[1:5] if room >= 10 else []

    # -- keys ------------------------------------------------------------------------------------------

    def take_key(self, key: str, character: str | None) -> bool:
        """Letters and editing keys go to the field or the prompt; the rest is left to the bindings."""
        self.message = ""
        if self._took(key, character):
            self.redraw()
            return True
        return False

    def _took(self, key: str, character: str | None) -> bool:
        if self.form.prompt is not None:
            if key in ("enter", "escape"):
                self.form.close_prompt(key == "enter")
                return True
            return self._typed(key, character) or key not in ("ctrl+q",)
        return self._typed(key, character)

    def _typed(self, key: str, character: str | None) -> bool:
        if character is not None and character.isprintable() and len(character) >= 1:
            return self.form.character(character)
        return self.form.edit(key)

    def take_paste(self, text: str) -> None:
        """Pasted text goes to the field."""
        self.form.paste(text)

    def pressed(self, target: Hashable, column: int) -> None:
        """A click on a field, an option, a cell or a page."""
        if self.form.prompt is not None:
            return
        if isinstance(target, Stop):
            offset = _LEFT + 1 if self.sheet.size.width >= WIDE else 0
            self.form.click(target, column - offset)
        elif isinstance(target, tuple) and target[0] == "page":
            self.show_page(next((r for r in self.interview.pages() if r.id == target[1]), self.interview.page))

    def turned(self, by: int) -> None:
        """The wheel moves the highlight."""
        self.form.move(by)

    # -- going -----------------------------------------------------------------------------------------

    def show_page(self, ref: PageRef, key: str = "") -> None:
        """Go to a page, and to a question on it."""
        self.interview.go(ref)
        self.form.enter_page(key)
        self.redraw()

    def show_question(self, key: str) -> None:
        """Go to a question wherever it is asked."""
        ref = self.interview.page_for(key)
        if ref is not None:
            self.show_page(ref, key)

    def action_next(self) -> None:
        """The next page; the results after the last one."""
        if self.interview.next() is None:
            self.action_results()
            return
        self.form.enter_page()
        self.redraw()

    def action_back(self) -> None:
        """The page before."""
        if self.interview.back() is None:
            self.say(f"This is the first page. {self.keys.label('home')} leaves the session.")
            return
        self.form.enter_page()
        self.redraw()

    def action_jump(self) -> None:
        """Choose a page from the list."""
        from gtm_tui.tui.screens.jump import JumpScreen

        def go(page: str | None) -> None:
            ref = next((r for r in self.interview.pages() if r.id == page), None)
            if page == "results":
                self.action_results()
            elif ref is not None:
                self.show_page(ref)

        self.app.push_screen(JumpScreen(self.interview), go)

    def action_loose_ends(self) -> None:
        """The last page: what is open, in doubt or not valid."""
        self.show_page(self.interview.pages()[-1])

    def action_results(self) -> None:
        """The results so far."""
        from gtm_tui.tui.screens.results import ResultsScreen

        self.interview.end_step()
        self.app.push_screen(ResultsScreen(self.interview, self.document))

    def action_home(self) -> None:
        """Leave the session for the first screen."""
        self.wizard.close_session(self.wizard.show_home)

    # -- moving ----------------------------------------------------------------------------------------

    def action_next_field(self) -> None:
        """The next question, or the next page after the last."""
        if not self.form.tab(1):
            self.form.edge(last=False)
        self.redraw()

    def action_previous_field(self) -> None:
        """The question before."""
        if not self.form.tab(-1):
            self.form.edge(last=True)
        self.redraw()

    def action_up(self) -> None:
        """One row up."""
        self.form.move(-1)
        self.redraw()

    def action_down(self) -> None:
        """One row down."""
        self.form.move(1)
        self.redraw()

    def action_left(self) -> None:
        """One option to the left."""
        self.form.side(-1)
        self.redraw()

    def action_right(self) -> None:
        """One option to the right."""
        self.form.side(1)
        self.redraw()

    def action_first(self) -> None:
        """The first question of the page."""
        self.form.edge(last=False)
        self.redraw()

    def action_last(self) -> None:
        """The last question of the page."""
        self.form.edge(last=True)
        self.redraw()

    def action_page_down(self) -> None:
        """A screenful down."""
        self.form.page(1, self._room)
        self.redraw()

    def action_page_up(self) -> None:
        """A screenful up."""
        self.form.page(-1, self._room)
        self.redraw()

    def action_enter(self) -> None:
        """Take the answer and go on, to the next page after the last question."""
        page = self.interview.page
        if not self.form.enter():
            self.action_next()
        elif self.interview.page == page:
            self.redraw()

    def action_press(self) -> None:
        """Select or deselect."""
        self.form.press()
        self.redraw()

    # -- answering -------------------------------------------------------------------------------------

    def _answered(self, done: bool, otherwise: str) -> None:
        if done:
            self.redraw()
        else:
            self.say(otherwise)

    def action_dont_know(self) -> None:
        """Mark as not known."""
        self._answered(self.form.dont_know(), "There is no question here.")

    def action_nobody(self) -> None:
        """Answer 'nobody' or 'none'."""
        self._answered(self.form.nobody(), "'Nobody' is not an answer to this question.")

    def action_note(self) -> None:
        """Write a note."""
        self._answered(self.form.ask_note(), "There is no question here to add a note to.")

    def action_source(self) -> None:
        """Where a number comes from."""
        self._answered(self.form.next_source(), "Only numbers have a source.")

    def action_not_applicable(self) -> None:
        """Say why the question does not apply."""
        self._answered(self.form.ask_reason(), "There is no question here.")

    def action_confirm(self) -> None:
        """Confirm what was carried over."""
        count = self.form.confirm()
        left = sum(end.kind == "carried" for end in self.interview.loose_ends())
        done = f"{counted(count, 'answer')} confirmed, {left} left. {self.keys.label('undo')} undoes it."
        self.say(done if count else "Nothing here needs confirming.")

    def action_undo(self) -> None:
        """Take the last step back."""
        self._answered(self.interview.undo(), "Nothing to undo.")

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._answered(self.interview.redo(), "Nothing to redo.")

    def action_help(self) -> None:
        """Explain the question."""
        from gtm_tui.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.form, self.interview))

    # -- the file --------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Save; ask for a name if there is none yet."""
        self.interview.end_step()
        if self.document.path is None or self.document.read_only:
            self.action_save_as()
        else:
            self.wizard.save(self.say)

    def action_save_as(self) -> None:
        """Save under another name."""
        self.form.ask(
            "Save as (a file name; .toml is added):",
            self.document.status.suggested_name,
            self._save_as,
        )
        self.redraw()

    def _save_as(self, name: str) -> None:
        if name:
            self.wizard.save_as(name, self.say)


def _help_height(height: int, tight: bool) -> int:
    """How many rows the help has on a screen of this height; `tight` for the page that needs every row."""
    if height < 14:
        return 1
    if height < 20 or (tight and height < 30):
        return 2
    return 3 if height < 30 else 4
