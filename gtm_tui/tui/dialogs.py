"""Dialogs: one thing to choose, one line to type. Awaited from workers with `push_screen_wait`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from gtm_tui.terminal.base import LeanModal
from gtm_tui.tui.widgets.key_line import KeyLine


class Answer(NamedTuple):
    """One answer of a dialog: what it is called in the program, its label, and what it means."""

    id: str
    label: str
    meaning: str = ""


class ChoiceDialog(LeanModal[str | None]):
    """A question with a few answers; Esc gives None. The first answer is the safe one and has the highlight."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "back", id="dialog.cancel"),
        Binding("ctrl+q", "cancel", "back", show=False),
    ]

    def __init__(self, title: str, text: str, answers: Sequence[Answer]) -> None:
        super().__init__()
        self.title_text = title
        self.text = text
        self.answers = answers

    def compose(self) -> ComposeResult:
        """The question, its answers, and the keys."""
        with Vertical(id="dialog") as box:
            box.border_title = Content(self.title_text).markup
            if self.text:
                yield Static(self.text, id="dialog-text", markup=False)
            yield OptionList(*self._options(), id="dialog-answers", compact=True, markup=False)
            yield KeyLine()

    def _options(self) -> Iterable[Option]:
        for answer in self.answers:
            content = Content(answer.label)
            if answer.meaning:
                content += Content.styled(f"\n  {answer.meaning}", "$text-muted")
            yield Option(content, id=answer.id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer."""
        event.stop()
        self.dismiss(event.option_id)

    def action_cancel(self) -> None:
        """Leave the question unanswered."""
        self.dismiss(None)


class TextDialog(LeanModal[str | None]):
    """One line to type; Enter gives the text, Esc None.

    `problem` says what is wrong with a text ('' = nothing), `echo` what was understood; `draft` is called with what
    was typed when the dialog is left by Esc, so that it can be offered again.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "back", id="dialog.cancel"),
        Binding("ctrl+q", "cancel", "back", show=False),
    ]

    def __init__(
        self,
        title: str,
        text: str = "",
        value: str = "",
        *,
        problem: Callable[[str], str] | None = None,
        echo: Callable[[str], str] | None = None,
        draft: Callable[[str], object] | None = None,
        suggester: Suggester | None = None,
        limit: int = 500,
    ) -> None:
        super().__init__()
        self.title_text = title
        self.text = text
        self.value = value
        self._problem = problem or (lambda _: "")
        self._echo = echo or (lambda _: "")
        self._draft = draft or (lambda _: None)
        self._suggester = suggester
        self._limit = limit

    def compose(self) -> ComposeResult:
        """The title, the line, and what is wrong with it."""
        with Vertical(id="dialog") as box:
            box.border_title = Content(self.title_text).markup
            if self.text:
                yield Static(self.text, id="dialog-text", markup=False)
            line = Input(
                self.value, compact=True, select_on_focus=False, suggester=self._suggester, max_length=self._limit
            )
            line.cursor_blink = False
            yield line
            yield Static("", id="dialog-echo", markup=False)
            yield KeyLine()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what was understood."""
        event.stop()
        self._draft(event.value)
        self._say(self._echo(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Accept, unless something is wrong with it."""
        event.stop()
        if problem := self._problem(event.value.strip()):
            self._say(problem)
        else:
            self.dismiss(event.value.strip())

    def _say(self, words: str) -> None:
        self.query_one("#dialog-echo", Static).update(words, layout=False)

    def action_cancel(self) -> None:
        """Leave without accepting; what was typed is the draft."""
        self.dismiss(None)
