"""What an answer is given with: a line, several lines, a row or a list of options; one class for each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, TextArea

from gtm_tui.interview import Interview
from gtm_tui.questions import Kind, Question
from gtm_tui.questions.question import NUMERIC
from gtm_tui.text.cells import width
from gtm_tui.text.names import name_key
from gtm_tui.tui.widgets.options import OptionRow, Options, row_width

ROW_ROOM = 50
"""Cells a control has beside its label at 80 columns."""
LABEL_ROOM = ROW_ROOM - 4
NUMBER_WIDTH, TEXT_WIDTH = 18, 26
_HINTS = {Kind.PEOPLE: "names or titles, commas between", Kind.SEGMENTS: "names of segments, commas between"}
_BREAKS = re.compile(r"[\r\n\t\x0b\x0c\x85\u2028\u2029]+")


class AnswerInput(Input):
    """One line of text or a number: Enter goes on, Up and Down go to the questions around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.go_on", "go on", show=False),
        Binding("up", "screen.step(-1, True)", "question before", show=False),
        Binding("down", "screen.step(1, True)", "next question", show=False),
    ]

    def __init__(self, value: str, hint: str, *, several: bool = False, suggester: Suggester | None = None) -> None:
        super().__init__(value, hint, compact=True, select_on_focus=False, suggester=suggester)
        self.several = several
        self.cursor_blink = False

    def on_unmount(self) -> None:
        """Have the screen forget the field, which it would else keep as long as itself."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    def on_paste(self, event: events.Paste) -> None:
        """The whole of a paste: line breaks and tabs separate names in a list, elsewhere they become spaces."""
        event.stop()
        event.prevent_default()
        parts = [part.strip() for part in _BREAKS.split(event.text) if part.strip()]
        self.replace((", " if self.several else " ").join(parts), *self.selection)


class AnswerText(TextArea):
    """Text of several lines: Enter goes on, ^J begins a new line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.go_on", "go on", show=False, priority=True),
        Binding("ctrl+j", "new_line", "new line", show=False),
        Binding("tab", "screen.step(1)", "next question", show=False, priority=True),
        Binding("shift+tab", "screen.step(-1)", "question before", show=False, priority=True),
    ]

    def __init__(self, value: str) -> None:
        super().__init__(value, compact=True, tab_behavior="focus", show_line_numbers=False)
        self.cursor_blink = False

    def on_unmount(self) -> None:
        """Have the screen forget the field, which it would else keep as long as itself."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    async def action_cursor_up(self, select: bool = False) -> None:  # type: ignore[override]
        """Up a line; from the first one to the question before."""
        if self.cursor_at_first_line and not select:
            await self.screen.run_action("step(-1, True)")
        else:
            super().action_cursor_up(select)

    async def action_cursor_down(self, select: bool = False) -> None:  # type: ignore[override]
        """Down a line; from the last one to the next question."""
        if self.cursor_at_last_line and not select:
            await self.screen.run_action("step(1, True)")
        else:
            super().action_cursor_down(select)


class NameSuggester(Suggester):
    """Completes the last name of a list from the names already given."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = names

    async def get_suggestion(self, value: str) -> str | None:
        """The text with its last name completed, or None where no name or the whole name stands there."""
        begun = value.rpartition(",")[2].lstrip()
        if not begun:
            return None
        named = {name_key(part) for part in value.split(",")[:-1]}
        for name in self._names():
            if name.casefold().startswith(begun.casefold()) and len(name) > len(begun) and name_key(name) not in named:
                return value[: -len(begun)] + name
        return None


def control_for(question: Question, key: str, interview: Interview, text: str) -> Widget:
    """The control that a question is answered with."""
    match question.kind:
        case Kind.YES_NO:
            return OptionRow((("yes", "yes"), ("no", "no")))
        case Kind.CHOICE | Kind.CHOICES:
            options = tuple((option.value, fitting(option.label)) for option in question.options)
            several = question.kind == Kind.CHOICES
            in_a_row = row_width([label for _, label in options]) <= ROW_ROOM
            return OptionRow(options, several=several) if in_a_row else Options(options, several=several)
        case Kind.TEXT:
            return AnswerText(text)
        case kind if kind in _HINTS:
            names = NameSuggester(lambda: _names(interview, kind, key))
            return AnswerInput(text, _HINTS[kind], several=True, suggester=names)
        case _:
            return AnswerInput(text, "_" * (NUMBER_WIDTH if is_number(question) else TEXT_WIDTH))


def fitting(label: str, room: int = LABEL_ROOM) -> str:
    """A label that stays on one line at 80 columns: the model's term in brackets only where it fits."""
    return label.rpartition(" (")[0] if width(label) > room and " (" in label else label


def is_number(question: Question) -> bool:
    """Whether a question is answered with a number."""
    return question.kind in NUMERIC


def _names(interview: Interview, kind: str, key: str) -> list[str]:
    if kind == Kind.PEOPLE:
        return [name for name, _ in interview.people()]
    session = interview.session
    return [session.segment_name(segment) for segment in session.segments if f"segments.{segment}." not in key]
