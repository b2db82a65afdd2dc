"""A question on a page: its label, its control and what was understood; its wording while it has the focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from gtm_tui.questions import Kind, Question
from gtm_tui.text.cells import pad
from gtm_tui.tui.widgets.answer_words import AnswerWords
from gtm_tui.tui.widgets.controls import NUMBER_WIDTH, TEXT_WIDTH, AnswerInput, AnswerText, control_for, is_number
from gtm_tui.tui.widgets.options import Choosing, OptionRow, Options

if TYPE_CHECKING:
    from gtm_tui.interview import Field, Interview

LABEL_WIDTH = 27
NARROW_MARGIN = 2


class QuestionField(Static):
    """One question over the interview: shows its answer as it stands, and hands on what is given.

    Its first row is air, and holds the whole question while the field has the focus (on narrow screens it holds the
    label otherwise); so nothing moves when the focus does.
    """

    @dataclass
    class Answered(Message):
        """The answer to a question changed through its control."""

        field: QuestionField

        @property
        def control(self) -> QuestionField:
            """The field that was answered."""
            return self.field

    @dataclass
    class Highlighted(Message):
        """Another option of a question is highlighted."""

        field: QuestionField

    def __init__(self, interview: Interview, field: Field) -> None:
        super().__init__("", markup=False)
        self.interview = interview
        self.key = field.key
        self.question: Question = field.question
        self.words = AnswerWords(interview=interview, key=field.key, question=field.question)
        self._known_text = self.words.typed
        self.input: Widget = control_for(self.question, self.key, interview, self._known_text)
        self.input.add_class("control")
        self.add_class(f"kind-{self.question.kind.replace('_', '-')}")
        if is_number(self.question):
            self.add_class("-number")

    def compose(self) -> ComposeResult:
        """The control; label, wording and echo are the field's own text."""
        yield self.input

    def on_mount(self) -> None:
        """Show what stands in the session."""
        self.refresh_answer()

    # -- what stands -----------------------------------------------------------------------------------

    @property
    def keys_asked(self) -> tuple[str, ...]:
        """The questions this widget asks, for the page to know which are left."""
        return (self.key,)

    @property
    def state(self) -> str:
        """How the question stands."""
        return self.interview.session.state(self.key)

    def refresh_answer(self) -> None:
        """Show what stands in the session; a text control that is being typed in keeps its own text."""
        if isinstance(self.input, (Options, OptionRow)):
            self.input.show(self.words.chosen)
        elif not self.input.has_focus:
            self._put_text(self.words.typed)
        self.refresh_words()

    def _put_text(self, text: str) -> None:
        self._known_text = text
        with self.prevent(Input.Changed, TextArea.Changed):
            if isinstance(self.input, Input) and self.input.value != text:
                self.input.value = text
            elif isinstance(self.input, TextArea) and self.input.text != text:
                self.input.text = text

    # -- its words -------------------------------------------------------------------------------------

    def refresh_words(self) -> None:
        """Draw wording, label, echo and marks anew."""
        if not self.is_attached:
            return
        focused, narrow = self.has_class("-focused"), self._is_narrow
        label = f"{'> ' if focused else '  '}{self.question.label}"
        wording = f"  {self.question.wording}" if narrow else self.question.wording
        beside = self._beside(focused)
        lines = [Content.styled(*(wording, "$text-accent") if focused else (label if narrow else "", "bold"))]
        if isinstance(self.input, Options) and not narrow:
            lines += [Content(label), *(Content("  ") + words for words in beside)]
        else:
            start = (NARROW_MARGIN if narrow else LABEL_WIDTH) + self._control_width + 2
            left = pad(label[:2] if narrow else label, start)
            lines.append(Content(left) + Content("  ").join(beside))
        if self._is_long:
            self.set_class(bool(beside), "-marked")
        self.update(Content("\n").join(lines), layout=False)

    def _beside(self, focused: bool) -> list[Content]:
        text = self.input.value if isinstance(self.input, Input) else ""
        echo, style = self.words.echo(text)
        announced = self.words.announcement if focused and isinstance(self.input, OptionRow) else ""
        words = [(echo, style), (announced, "$text-muted"), *((mark, "$text-muted") for mark in self.words.marks)]
        return [Content.styled(word, style) for word, style in words if word]

    @property
    def _is_narrow(self) -> bool:
        """Whether the label stands above its control: on a small screen, or where panels leave little room."""
        return self.screen.has_class("-narrow") or self.screen.has_class("-wide")

    @property
    def _is_long(self) -> bool:
        return isinstance(self.input, (AnswerInput, AnswerText)) and not is_number(self.question)

    @property
    def _control_width(self) -> int:
        if isinstance(self.input, OptionRow):
            return self.input.row_width
        return NUMBER_WIDTH if is_number(self.question) else TEXT_WIDTH

    @property
    def explanation(self) -> tuple[str, str]:
        """A style and what to say: what is wrong, what the highlighted option means, or why it is asked."""
        return self.words.explanation(self.input.highlighted if isinstance(self.input, (Options, OptionRow)) else None)

    # -- what is given ---------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed is an answer, nothing, or a text that is kept and flagged."""
        event.stop()
        self._typed(event.value)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """The same for text of several lines."""
        event.stop()
        self._typed(event.text_area.text)

    def _typed(self, text: str) -> None:
        if text != self._known_text:
            self._known_text = text
            self.interview.type(self.key, text)
            self._given()

    def on_options_looked(self, event: Choosing.Looked) -> None:
        """The highlight in a row moved."""
        event.stop()
        if event.options.has_focus:
            self.post_message(self.Highlighted(self))

    def on_options_chosen(self, event: Choosing.Chosen) -> None:
        """An option was chosen; chosen again, it is taken back."""
        event.stop()
        chosen = self.words.chosen
        match self.question.kind:
            case Kind.YES_NO:
                self._answer(None if event.value in chosen else event.value == "yes")
            case Kind.CHOICES:
                self._answer(tuple(chosen ^ {event.value}))
            case _:
                self._answer(None if event.value in chosen else event.value)

    def _answer(self, value: Any) -> None:
        if value is None:
            self.interview.clear(self.key)
        else:
            self.interview.answer(self.key, value)
        self.interview.end_step()
        self._given()

    def answered_elsewhere(self) -> None:
        """Show what was said about the question by other means than its control."""
        if isinstance(self.input, (AnswerInput, AnswerText)):
            self._put_text(self.words.typed)
        self._given()

    def _given(self) -> None:
        self.refresh_answer()
        self.post_message(self.Answered(self))

    # -- focus -----------------------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the whole question."""
        self.set_class(True, "-focused")
        self.refresh_words()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Back to the label; what was typed stands as it was understood."""
        self.interview.end_step()
        self.set_class(False, "-focused")
        self.refresh_answer()
