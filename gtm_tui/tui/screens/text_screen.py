"""A screen of text to read and scroll: the primer, help, what was found out about this terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from gtm_tui.text.cells import pad, wrap
from gtm_tui.tui.screens.base import WizardScreen

WIDTH = 90
#: A paragraph as its style and its words: "accent" is a heading, "row:N" a term of N cells with its meaning after
#: a tab, "picture" stays as it is, "muted" and "error" are coloured, "" is plain.
Paragraph = tuple[str, str]


def paragraphs(found: Iterable[Paragraph], width: int = WIDTH) -> Content:
    """Paragraphs as text of at most `width` cells a line."""
    return Content("\n").join([_paragraph(style, words, width) for style, words in found])


def _paragraph(style: str, words: str, width: int) -> Content:
    if style == "picture":
        return Content(words)
    if style == "accent":
        return Content.styled(f"\n{words}", "bold $text-accent")
    if not style.startswith("row:"):
        text = "\n".join(line for part in words.split("\n") for line in wrap(part, width) or [""])
        return Content.styled(text, f"$text-{style}") if style else Content(text)
    column = int(style.partition(":")[2])
    term, _, meaning = words.partition("\t")
    lines = wrap(meaning, max(20, width - column)) or [""]
    rest = "".join(f"\n{' ' * column}{line}" for line in lines[1:])
    gap = "" if len(term) < column else f"\n{' ' * column}"
    return Content.styled(pad(term, column) if not gap else term, "bold") + Content(gap + lines[0] + rest)


class TextScreen(WizardScreen):
    """Text with a title; Esc goes back, the arrows scroll, `y` copies it."""

    CSS_PATH = "text_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", "copy", id="text.copy", tooltip="Copy the text"),
        Binding("escape,enter,q", "close", "back", id="text.back", tooltip="Back to where you were"),
    ]
    enter_words = ""

    def title_words(self) -> str:
        """What stands in the top line."""
        raise NotImplementedError

    def text(self) -> Content:
        """What is to be read."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """The text in a scrolling place."""
        with VerticalScroll(id="text"):
            yield Static(id="words", markup=False)

    def on_mount(self) -> None:
        """Take the focus, so that the arrows scroll."""
        self.set_top_line("gtm-tui", self.title_words(), "")
        self.query_one("#text").focus()

    def on_resize(self) -> None:
        """Break the lines anew for the room there is."""
        self.set_top_line("gtm-tui", self.title_words(), "")
        self.query_one("#words", Static).update(self.text())

    @property
    def text_width(self) -> int:
        """How many cells a line of text may take."""
        return max(30, min(WIDTH, self.size.width - 6))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Copy the text."""
        self.app.copy_to_clipboard(self.text().plain)
        self.notify("Copied.", markup=False)
