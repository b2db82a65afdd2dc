"""The questionnaire: one page of questions at a time, with its help, its progress and the findings so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import OptionList

from gtm_tui.text.cells import cut
from gtm_tui.tui.page_view import PageView
from gtm_tui.tui.screens.page_steps import PageStepsScreen
from gtm_tui.tui.widgets.answer_words import AnswerWords
from gtm_tui.tui.widgets.cards import CardHeading, PageAction
from gtm_tui.tui.widgets.ends import RESULTS
from gtm_tui.tui.widgets.fields import QuestionField
from gtm_tui.tui.widgets.foot import FindingsLine, HelpFoot, ProgressLine
from gtm_tui.tui.widgets.matrix import AccountableMatrix
from gtm_tui.tui.widgets.panels import FindingsPanel, Sections
from gtm_tui.tui.widgets.strip import SegmentStrip

if TYPE_CHECKING:
    from gtm_tui.interview import Interview, PageRef
    from gtm_tui.tui.last_step import LastStep
    from gtm_tui.tui.widgets.answerable import Answerable

AROUND = 8
"""Rows of the screen that are not the page."""


class QuestionnaireScreen(PageStepsScreen):
    """The pages of the questionnaire over the open session."""

    CSS_PATH = ["questionnaire.tcss", "../widgets/matrix.tcss"]  # noqa: RUF012

    def compose_body(self) -> ComposeResult:
        """Progress, the page between its panels, help at its foot, and the findings line."""
        yield ProgressLine()
        with Horizontal(id="middle"):
            yield Sections("sections", "Pages")
            yield FindingsPanel("findings", "Findings")
        yield SegmentStrip()
        yield HelpFoot()
        yield FindingsLine()

    _painted = False

    async def on_mount(self) -> None:
        """Show the page the interview stands on."""
        await self.show_page(self.interview.page)

    # -- pages -----------------------------------------------------------------------------------------

    async def show_page(self, ref: PageRef, key: str = "") -> None:
        """Show a page with a question focused: the one named, else the one last used, else the first."""
        self.interview.go(ref)
        with self.app.batch_update():
            if self.page is not None:
                await self.page.remove()
            self.page = PageView(self.interview, ref, self.app.size.height - AROUND)
            await self.query_one("#middle").mount(self.page, after="#sections")
            self.refresh_frame()
            await self.focus_first(key)

    async def show_step(self, last: LastStep) -> None:
        """Go to the question whose answer was undone or redone."""
        if last.page is not None and last.page in self.interview.pages():
            if self.page is not None and last.page == self.page.ref and not _shape_changed(self.page):
                await self.focus_first(last.key)
            else:
                await self.show_page(last.page, last.key)

    def session_changed(self) -> None:
        """Draw everything anew after the session changed elsewhere."""
        if self.page is not None:
            self.page.refresh_answers()
        self.refresh_frame()

    def refresh_frame(self) -> None:
        """Draw what stands around the page anew."""
        interview, ref = self.interview, self.interview.page
        name = interview.session.company("New session")
        self.set_top_line(name, f"{ref.place}  {_title(interview, ref)}", self.document.status.label)
        self.query_one(ProgressLine).show(interview)
        if self._beside:
            self.query_one(Sections).show_pages(interview, ref)
        if self._painted:
            self._refresh_findings()
        else:
            self.call_after_refresh(self._first_findings)

    @property
    def _beside(self) -> bool:
        return self.has_class("-wide") or self.has_class("-widest")

    def _first_findings(self) -> None:
        """The first page is painted: now there is time to load the rules."""
        self._painted = True
        self._refresh_findings()

    def _refresh_findings(self) -> None:
        self.query_one(FindingsLine).show(self.interview)
        self.query_one(SegmentStrip).show(self.interview, self.interview.page)
        if self._beside:
            self.query_one(FindingsPanel).show_findings(self.interview)

    def on_resize(self, event: events.Resize) -> None:
        """The panels are filled when there is room for them, and words are laid out for the width."""
        if self.page is not None:
            self.call_after_refresh(self.refresh_frame)
            self.call_after_refresh(self.page.refresh_words)

    # -- answers ---------------------------------------------------------------------------------------

    def on_question_field_answered(self, event: QuestionField.Answered) -> None:
        """Show what follows from an answer."""
        event.stop()
        self._answered(event.field)

    def on_accountable_matrix_answered(self, event: AccountableMatrix.Answered) -> None:
        """Show what follows from an answer in the matrix."""
        event.stop()
        self._answered(event.field)

    def _answered(self, field: Answerable) -> None:
        if self.page is not None:
            self.questions_opened(field.key, self.page.refresh_visible())
        self.refresh_frame()
        self._explain()

    # -- help ------------------------------------------------------------------------------------------

    def _explain(self) -> None:
        foot, field, focused = self.query_one(HelpFoot), self.focused_field, self.focused
        if field is not None:
            foot.explain(field, AnswerWords(interview=self.interview, key=field.key, question=field.question).remarks)
        elif isinstance(focused, PageAction):
            foot.explain(None, other=focused.help_text)
        elif isinstance(focused, CardHeading):
            foot.explain(None, other="Del removes it, after asking where there are answers about it.")
        else:
            foot.explain(None)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Explain what has the focus, and remember it."""
        self.remember_place()
        self._explain()

    def on_question_field_highlighted(self, event: QuestionField.Highlighted) -> None:
        """Explain the option under the highlight of a row."""
        event.stop()
        self._explain()

    def on_data_table_cell_highlighted(self) -> None:
        """Explain the row of the matrix."""
        self._explain()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Explain the option under the highlight of a list."""
        if event.option_list.has_focus:
            self.remember_place()
            self._explain()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A page, a finding or a loose end was chosen in a list."""
        event.stop()
        key = event.option_id or ""
        if event.option_list.id == "ends":
            if key == RESULTS:
                self.action_results()
            elif (page := self.interview.page_for(key)) is not None:
                await self.show_page(page, key)
        if event.option_list.id == "sections":
            ref = next((r for r in self.interview.pages() if r.id == event.option_id), None)
            if ref is not None:
                await self.show_page(ref)


def _title(interview: Interview, ref: PageRef) -> str:
    """The title of a page, with its segment and which of them it is."""
    if not ref.segment:
        return ref.page.title
    ids = interview.session.segments
    name = cut(interview.session.segment_name(ref.segment), 24)
    return f"{ref.page.title}  {name} ({ids.index(ref.segment) + 1} of {len(ids)})"


def _shape_changed(page: PageView) -> bool:
    """Whether segments or budget lines of a page came or went since it was made."""
    asked = {field.key for field in page.interview.fields(page.ref)}
    shown = {field.key for field in page.fields}
    return any(key.startswith(("segments.", "budget.")) for key in asked ^ shown)
