"""A view that is a list of lines, some of which lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from gtm_tui.rules import Assessment
from gtm_tui.tui.results import ResultsView


class Line(NamedTuple):
    """One line: how it is shown, and where it leads ('' = nowhere): `ask:KEY` to a question, `finding:ID`."""

    content: Content
    target: str = ""


class LineList(Widget):
    """Lines of text; the highlight stops at those that lead somewhere, or at all where none does."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._plain: int | None = None

    def compose(self) -> ComposeResult:
        """The list."""
        yield OptionList(compact=True, markup=False)

    @property
    def target(self) -> str:
        """Where the highlighted line leads, or ''."""
        here = self.query_one(OptionList).highlighted
        return self._lines[here].target if here is not None and here < len(self._lines) else ""

    @property
    def first_target(self) -> str:
        """Where the first line that leads somewhere leads, or ''."""
        return next((line.target for line in self._lines if line.target), "")

    def put(self, lines: Iterable[Line]) -> None:
        """Show these lines, the highlight staying on what it was on."""
        shown = self.query_one(OptionList)
        here, target = shown.highlighted, self.target
        self._lines, self._plain = list(lines), None
        leading = any(line.target for line in self._lines)
        shown.clear_options()
        shown.add_options(
            [
                Option(line.content, id=f"{i}|{line.target}", disabled=leading and not line.target)
                for i, line in enumerate(self._lines)
            ]
        )
        stops = [i for i, line in enumerate(self._lines) if line.target or not leading]
        if stops:
            same = next((i for i in stops if target and self._lines[i].target == target), None)
            near = here if same is None and not target and here in stops else same
            shown.highlighted = stops[0] if near is None else near

    def start_anew(self) -> None:
        """Forget where the highlight is, so that it starts at the first line that leads somewhere."""
        self.query_one(OptionList).highlighted = None

    def highlight(self, target: str) -> None:
        """Put the highlight on the line that leads somewhere."""
        place = next((i for i, line in enumerate(self._lines) if line.target == target), None)
        if place is not None:
            self.query_one(OptionList).highlighted = place

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The highlighted line takes the colour of the highlight as a whole: quiet words must stay readable on it."""
        if self._plain is not None and self._plain < len(self._lines):
            event.option_list.replace_option_prompt_at_index(self._plain, self._lines[self._plain].content)
        self._plain = event.option_index
        if event.option_index < len(self._lines):
            plain = Content(self._lines[event.option_index].content.plain)
            event.option_list.replace_option_prompt_at_index(event.option_index, plain)
            self.call_after_refresh(self._show_edges, event.option_index)

    def _show_edges(self, here: int) -> None:
        """Show what stands above the first line that leads somewhere, and beneath the last one."""
        if not self.query(OptionList):  # left meanwhile
            return
        shown = self.query_one(OptionList)
        stops = [i for i, line in enumerate(self._lines) if line.target]
        heights = [line.content.plain.count("\n") + 1 for line in self._lines]
        if stops and here == stops[0] and sum(heights[: here + 1]) <= shown.size.height:
            shown.scroll_home(animate=False)
        elif stops and here == stops[-1] and sum(heights[here:]) <= shown.size.height:
            shown.scroll_end(animate=False)

    def enter(self) -> None:
        """Take the focus."""
        self.query_one(OptionList).focus()


class ListView(LineList, ResultsView):
    """Lines from an assessment."""

    def lines(self, assessment: Assessment) -> Iterable[Line]:
        """What is listed."""
        raise NotImplementedError

    def show(self, assessment: Assessment) -> None:
        """Draw the list anew."""
        self.put(self.lines(assessment))


def heading(text: str) -> Line:
    """A line that heads others."""
    return Line(content=Content.styled(text, "bold $text-accent"))


def quiet(text: str) -> Line:
    """A line that explains."""
    return Line(content=Content.styled(text, "$text-muted"))
