"""The answer that people found together in a reveal, given with the control that the question has anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static, TextArea

from gtm_tui.interview import Field, Interview
from gtm_tui.model.session import Session, Value
from gtm_tui.questions import Kind, question_for
from gtm_tui.terminal.base import LeanModal
from gtm_tui.tui.results.side_by_side import voices
from gtm_tui.tui.widgets.fields import QuestionField
from gtm_tui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from gtm_tui.analysis.perception_gaps import Disagreement
    from gtm_tui.tui.reveal_document import RevealDocument


class FoundTogether(LeanModal[Value | None]):
    """One question, answered anew; Enter accepts an answer that is one, Esc gives None.

    `draft` is what was typed before, `typed` is told everything that is typed.
    """

    CSS_PATH = "reveal.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (68, "-normal")]  # noqa: RUF012
    enter_words = "accept"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "back", id="together.cancel"),
        Binding("ctrl+q", "cancel", "back", show=False),
    ]

    def __init__(
        self, document: RevealDocument, difference: Disagreement, draft: str, typed: Callable[[str], object]
    ) -> None:
        super().__init__()
        self.difference = difference
        question = question_for(difference.key)
        assert question is not None
        first = document.comparison.assessments[0]
        self.interview = Interview(
            _session(document, difference.key, draft), first.calibration, first.today, first.rule_set.version
        )
        self.field = QuestionField(self.interview, Field(key=difference.key, question=question))
        self._typed = typed

    def compose(self) -> ComposeResult:
        """Who said what, the question, and what is wrong with an answer."""
        with Vertical(id="dialog") as box:
            box.border_title = Content(self.difference.label).markup
            said = "\n".join(f"{voice.people}: {voice.words}" for voice in voices(self.difference))
            yield Static(said, id="together-said", markup=False)
            yield self.field
            yield Static("", id="together-help", markup=False)
            yield KeyLine()

    def on_mount(self) -> None:
        """Take the focus."""
        self.field.input.focus()
        self._explain()

    def _explain(self) -> None:
        style, words = self.field.explanation
        if self.field.question.kind in (Kind.OWNERS, Kind.PEOPLE) and words == self.field.question.help:
            words = f"Several names with commas between; nobody is an answer too. {words}"
        self.query_one("#together-help", Static).update(Content.styled(words, style) if style else Content(words))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Explain the question."""
        self._explain()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Explain the option under the highlight."""
        self._explain()

    def on_question_field_answered(self, event: QuestionField.Answered) -> None:
        """Keep what is typed, and explain how it stands."""
        event.stop()
        control = self.field.input
        if isinstance(control, Input):
            self._typed(control.value)
        elif isinstance(control, TextArea):
            self._typed(control.text)
        self._explain()

    def action_go_on(self) -> None:
        """Accept the answer, unless it is none."""
        session = self.interview.session
        if session.state(self.difference.key) == "answered":
            self.dismiss(session.answers[self.difference.key])
        elif self.difference.key not in session.invalid:
            self.query_one("#together-help", Static).update("There is no answer yet. Esc goes back without one.")

    def action_step(self, by: int, headings: bool = False) -> None:
        """There is only this question."""

    def action_cancel(self) -> None:
        """Go back without an answer; what was typed is the draft."""
        self.dismiss(None)


def _session(document: RevealDocument, key: str, draft: str) -> Session:
    """The consensus so far, with the draft or an answer found together before in the place of the answer."""
    session = document.reveal.result()
    settlement = document.reveal.settled.get(key)
    labels = {respondent.label for respondent in document.comparison.respondents}
    if settlement is None or labels & set(settlement.taken_from):
        session = session.without_answer(key)
    if draft:
        interview = Interview(session)
        interview.type(key, draft)
        session = interview.session
    return session
