"""Options of a question: Space or a digit answers, letters move the highlight, Enter goes on and never answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from gtm_tui.text.cells import width

CHOSEN, OPEN = ("(*) ", "( ) ")
TICKED, UNTICKED = ("[x] ", "[ ] ")
GAP = "  "


class Choosing(Widget):
    """What a list and a row of options share; a mixin of widgets.

    The state of an option is told by a mark, never by colour alone. What was chosen is posted as `Chosen` and shown
    once the answer comes back through `show`.
    """

    @dataclass
    class Chosen(Message, namespace="options"):
        """An option was chosen by Space, its digit or a click."""

        options: Choosing
        value: str

    @dataclass
    class Looked(Message, namespace="options"):
        """The highlight moved to another option of a row."""

        options: Choosing

    values: tuple[str, ...]
    labels: tuple[str, ...]
    several: bool = False
    chosen: frozenset[str] = frozenset()

    def words_of(self, index: int) -> str:
        """An option with its mark."""
        on, off = (TICKED, UNTICKED) if self.several else (CHOSEN, OPEN)
        return f"{on if self.values[index] in self.chosen else off}{self.labels[index]}"

    def first_highlight(self) -> int:
        """Where the highlight starts: on what is chosen, else on the first option."""
        return next((i for i, value in enumerate(self.values) if value in self.chosen), 0)

    def place_for_key(self, event: events.Key, here: int | None) -> int | None:
        """The option a digit or a letter means; a letter looks from the highlight on, around the end."""
        character = event.character or ""
        if character.isdigit() and 1 <= int(character) <= len(self.values):
            return int(character) - 1
        if not character.isalpha():
            return None
        start = -1 if here is None else here
        places = [*range(start + 1, len(self.labels)), *range(start + 1)]
        letter = character.casefold()
        return next((i for i in places if self.labels[i].casefold().startswith(letter)), None)


class Options(OptionList, Choosing):
    """The options of one question as a list; `several` lets more than one be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "choose", id="options.choose"),
        Binding("enter", "screen.go_on", "go on", show=False),
    ]

    def __init__(self, values: Sequence[tuple[str, str]], *, several: bool = False) -> None:
        super().__init__(markup=False, compact=True)
        self.values = tuple(value for value, _ in values)
        self.labels = tuple(label for _, label in values)
        self.several = several
        self.add_options([Option(Content(self.words_of(i)), id=value) for i, value in enumerate(self.values)])

    def show(self, chosen: frozenset[str]) -> None:
        """Mark what is chosen."""
        changed = chosen ^ self.chosen
        self.chosen = chosen
        for index, value in enumerate(self.values):
            if value in changed:
                self.replace_option_prompt_at_index(index, Content(self.words_of(index)))

    def on_focus(self) -> None:
        """Put the highlight on what is chosen, else on the first option."""
        if self.highlighted is None:
            self.highlighted = self.first_highlight()

    def on_key(self, event: events.Key) -> None:
        """A digit chooses its option; a letter moves the highlight to the next option that begins with it."""
        character = event.character or ""
        if character.isalnum():
            event.stop()
            if (place := self.place_for_key(event, self.highlighted)) is not None:
                self.highlighted = place
                if character.isdigit():
                    self.action_choose()

    def action_choose(self) -> None:
        """Choose the highlighted option, or take the choice back where several may be chosen."""
        if self.highlighted is not None:
            self.post_message(self.Chosen(self, self.values[self.highlighted]))

    async def action_cursor_up(self) -> None:  # type: ignore[override]
        """Up an option; from the first one to the question before."""
        if self.highlighted in (None, 0):
            await self.screen.run_action("step(-1, True)")
        else:
            super().action_cursor_up()

    async def action_cursor_down(self) -> None:  # type: ignore[override]
        """Down an option; from the last one to the next question."""
        if self.highlighted is None or self.highlighted == len(self.values) - 1:
            await self.screen.run_action("step(1, True)")
        else:
            super().action_cursor_down()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses."""
        event.stop()
        self.action_choose()


class OptionRow(Static, Choosing, can_focus=True):
    """The options of one question in a row: Left and Right move the highlight."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"option-row--highlighted"}
    DEFAULT_CSS = """
    OptionRow > .option-row--highlighted {
        color: $block-cursor-foreground; background: $block-cursor-background; text-style: $block-cursor-text-style;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "choose", "choose", id="options.choose"),
        Binding("enter", "screen.go_on", "go on", show=False),
        Binding("left", "look(-1)", "option before", show=False),
        Binding("right", "look(1)", "next option", show=False),
        Binding("up", "screen.step(-1, True)", "question before", show=False),
        Binding("down", "screen.step(1, True)", "next question", show=False),
    ]
    highlighted: reactive[int | None] = reactive(None, repaint=False, init=False)

    def __init__(self, values: Sequence[tuple[str, str]], *, several: bool = False) -> None:
        self.values = tuple(value for value, _ in values)
        self.labels = tuple(label for _, label in values)
        self.several = several
        super().__init__(GAP.join(self.words_of(index) for index in range(len(self.values))), markup=False)
        self.row_width = row_width(self.labels)
        self.styles.width = self.row_width

    def _words(self) -> Content:
        pieces = []
        for index in range(len(self.values)):
            here = index == self.highlighted and self.has_focus
            style = self.get_visual_style("option-row--highlighted") if here else ""
            pieces.append(Content.styled(self.words_of(index), style))
        return Content(GAP).join(pieces)

    def _draw(self) -> None:
        self.update(self._words(), layout=False)

    def show(self, chosen: frozenset[str]) -> None:
        """Mark what is chosen."""
        if chosen != self.chosen:
            self.chosen = chosen
            self._draw()

    def on_focus(self) -> None:
        """Put the highlight on what is chosen, else on the first option."""
        if self.highlighted is None:
            self.highlighted = self.first_highlight()
        self._draw()

    def on_blur(self) -> None:
        """The marks alone."""
        self._draw()

    def watch_highlighted(self) -> None:
        """Move the highlight, and say so."""
        self._draw()
        self.post_message(self.Looked(self))

    def action_look(self, by: int) -> None:
        """To the option before or after; at the ends nothing."""
        self.highlighted = min(max((self.highlighted or 0) + by, 0), len(self.values) - 1)

    def action_choose(self) -> None:
        """Choose the highlighted option, or take the choice back."""
        if self.highlighted is not None:
            self.post_message(self.Chosen(self, self.values[self.highlighted]))

    def on_key(self, event: events.Key) -> None:
        """A digit chooses its option; a letter moves the highlight to the next option that begins with it."""
        character = event.character or ""
        if character.isalnum():
            event.stop()
            if (place := self.place_for_key(event, self.highlighted)) is not None:
                self.highlighted = place
                if character.isdigit():
                    self.action_choose()

    def on_click(self, event: events.Click) -> None:
        """A click on an option chooses it."""
        start = 0
        for index in range(len(self.values)):
            end = start + width(self.words_of(index))
            if start <= event.x < end:
                self.highlighted = index
                self.action_choose()
            start = end + len(GAP)


def row_width(labels: Sequence[str]) -> int:
    """The cells that options take in a row."""
    return sum(width(label) + len(OPEN) for label in labels) + len(GAP) * (len(labels) - 1)
