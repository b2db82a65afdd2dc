"""The fields of the what-if: numbers in steps of a tenth or typed, motions to choose, answers changed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from gtm_tui.analysis.whatif import Overlay
from gtm_tui.model.session import Value
from gtm_tui.questions import AnswerError, Kind, Question, question_for
from gtm_tui.questions.typed import read, shown
from gtm_tui.report.grid import LABELS
from gtm_tui.report.labels import money
from gtm_tui.text.cells import pad
from gtm_tui.tui.results.difference import tried_lines
from gtm_tui.tui.widgets.options import Options

NAMES = {
    "first_year_acv": "Value",
    "deals_per_year": "Deals",
    "sales_motion": "Sales",
    "marketing_motions": "Marketing",
    "success_motion": "Success",
}
LABEL_WIDTH = 12
ECHO_COLUMN = 26


class NumberInput(Input):
    """A number of the what-if: `+` and `-` change it by a tenth, anything else is typed over it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.go_on", "next field", show=False),
        Binding("up", "screen.step(-1)", "field before", show=False),
        Binding("down", "screen.step(1)", "next field", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=True)
        self.cursor_blink = False

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """`+` and `-` are no text here."""
        return character not in ("+", "-") and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """Leave `+` and `-` to the screen."""
        if event.character in ("+", "-"):
            event.prevent_default()


class MotionOptions(Options):
    """The motions of one function; the letters of the what-if's own keys are left to them."""

    def on_key(self, event: events.Key) -> None:
        """A digit chooses; `f`, `o` and `m` are keys of the screen, other letters move the highlight."""
        if event.character in ("f", "o", "m"):
            event.prevent_default()


class TriedField(Static):
    """One answer of a segment as it is tried: label and value in a line, its control beside or beneath."""

    @dataclass
    class Tried(Message):
        """Another value was given; None takes the change back."""

        key: str
        value: Value | None

    def __init__(self, key: str) -> None:
        super().__init__("", markup=False)
        question = question_for(key)
        assert question is not None
        self.key = key
        self.question: Question = question
        self.name_shown = NAMES[key.rpartition(".")[2]]
        self.problem = ""
        self.input = self._control()
        self.set_class(self.is_number, "-number")

    @property
    def is_number(self) -> bool:
        """Whether it holds a number."""
        return self.question.kind in (Kind.MONEY, Kind.COUNT)

    def _control(self) -> NumberInput | MotionOptions:
        if self.is_number:
            return NumberInput()
        options = tuple((option.value, option.label) for option in self.question.options)
        return MotionOptions(options, several=self.question.kind == Kind.CHOICES)

    def compose(self) -> ComposeResult:
        """The control; everything else is the field's own text."""
        yield self.input

    def show(self, overlay: Overlay) -> None:
        """Show the answer with the changes; a number that is being typed keeps its text."""
        self.overlay = overlay
        value = overlay.session.get(self.key)
        if isinstance(self.input, Options):
            chosen = value if isinstance(value, tuple) else () if value is None else (str(value),)
            self.input.show(frozenset(chosen))
        elif not self.problem and self._typed_value() != value and not self._emptied(value):
            with self.prevent(Input.Changed):
                self.input.value = "" if value is None else shown(self.question, value, overlay.session)
                self.input.cursor_position = len(self.input.value)
        self.refresh_words()

    def _emptied(self, value: Value | None) -> bool:
        """Whether the number was just removed, to type another one."""
        return self.input.has_focus and not self.input.value and value == self.overlay.base.session.get(self.key)  # type: ignore[union-attr]

    def _typed_value(self) -> Value | None:
        try:
            return read(self.question, self.input.value, self.overlay.base.session).value  # type: ignore[union-attr]
        except AnswerError:
            return None

    def refresh_words(self) -> None:
        """Draw label, value and what it was anew."""
        mark = "> " if self.input.has_focus else "  "
        line = Content(pad(f"{mark}{self.name_shown}", LABEL_WIDTH))
        old, new = self.overlay.base.session.get(self.key), self.overlay.session.get(self.key)
        if self.is_number:
            line += Content(" " * (ECHO_COLUMN - LABEL_WIDTH))
        line += Content.styled(self.problem, "$text-error") if self.problem else self._value_words(old, new)
        self.update(line, layout=False)

    def _value_words(self, old: Any, new: Any) -> Content:
        words = Content.styled(self._words(new), "bold" if old != new else "")
        return words + Content.styled(f"  was {self._words(old)}", "$text-warning") if old != new else words

    def _words(self, value: Any) -> str:
        if value is None:
            return "not given" if self.is_number else "not answered"
        if isinstance(value, (int, float)):
            currency = str(self.overlay.session.get("session.currency", "USD"))
            return f"{money(value)} {currency if self.question.kind == Kind.MONEY else 'a year'}"
        values = value if isinstance(value, tuple) else (str(value),)
        return ", ".join(LABELS[one][1] if one in LABELS else one for one in values) or "none"

    # -- what is given ---------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take what is typed where it is a number; what is none is said and not tried."""
        event.stop()
        text = event.value.strip()
        value, self.problem = None, ""
        if text:
            try:
                value = read(self.question, text, self.overlay.base.session).value
            except AnswerError as error:
                self.problem = f"expected {error.expected}"
        self.post_message(self.Tried(self.key, value))

    def on_options_chosen(self, event: Options.Chosen) -> None:
        """A motion was toggled."""
        event.stop()
        value: Value = event.value
        if self.question.kind == Kind.CHOICES:
            wanted = event.options.chosen ^ {event.value}
            value = tuple(option.value for option in self.question.options if option.value in wanted)
        self.post_message(self.Tried(self.key, value))

    def step_number(self, by: int) -> None:
        """A tenth of the answer in the session more or less."""
        was, now = self.overlay.base.session.get(self.key), self.overlay.session.get(self.key)
        start = was if isinstance(was, (int, float)) and was else now
        if not isinstance(start, (int, float)) or not isinstance(now, (int, float)):
            return
        self.problem = ""
        value = round(now + by * max(1, round(start / 10)))
        low, high = self.question.low, self.question.high
        self.post_message(self.Tried(self.key, int(max(low, min(high, value)))))

    def on_descendant_focus(self) -> None:
        """Open the options."""
        self.set_class(True, "-focused")
        self.refresh_words()

    def on_descendant_blur(self) -> None:
        """Fold the options; what is no number gives way to what is tried."""
        self.set_class(False, "-focused")
        self.problem = ""
        self.show(self.overlay)

    def on_click(self) -> None:
        """A click on the line gives it the focus."""
        self.input.focus()


class ChangedElsewhere(OptionList):
    """Changes of answers that are none of the segment's fields; Space, Del or a click takes one back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,delete", "take_back", "take back", show=False),
        Binding("enter", "screen.go_on", "next field", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(compact=True, markup=False)

    def show(self, overlay: Overlay, own: frozenset[str]) -> None:
        """List the changes; the list goes away where there is none."""
        lines = zip(overlay.changes, tried_lines(overlay), strict=True)
        others = [(change.key, line) for change, line in lines if change.key not in own]
        self.clear_options()
        self.add_options([Option(Content(line), id=key) for key, line in others])
        self.display = bool(others)
        self.highlighted = 0 if others else None

    def action_take_back(self) -> None:
        """Take the highlighted change back."""
        if self.highlighted is not None:
            key = self.get_option_at_index(self.highlighted).id or ""
            self.post_message(TriedField.Tried(key, None))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes a change back."""
        event.stop()
        self.action_take_back()
