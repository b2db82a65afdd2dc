"""One page of the questionnaire as shown: its widgets, of which those not asked now are hidden."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widget import Widget

from gtm_tui.interview import Interview
from gtm_tui.tui.pages import page_widgets
from gtm_tui.tui.widgets.cards import CardHeading, PageAction, PageHeading
from gtm_tui.tui.widgets.ends import LooseEndsList
from gtm_tui.tui.widgets.fields import QuestionField
from gtm_tui.tui.widgets.fold import Fold
from gtm_tui.tui.widgets.matrix import AccountableMatrix

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from gtm_tui.interview import PageRef
    from gtm_tui.tui.widgets.answerable import Answerable

AT_ONCE = 8
"""Widgets that are made in one go once the first screenful is shown."""


class PageView(VerticalScroll):
    """One page of the questionnaire. Every question that could stand on it is there, those not asked are hidden.

    The first screenful is made at once, the rest after it is shown; `whole` waits for the rest.
    """

    def __init__(self, interview: Interview, ref: PageRef, rows: int) -> None:
        super().__init__(can_focus=False)
        self.interview = interview
        self.ref = ref
        self._rows = rows
        self._asked = {field.key for field in interview.fields(ref)}
        self._rest: Iterator[Widget] = iter(page_widgets(interview, ref))
        self._complete = False
        self._making = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """The first screenful."""
        rows = self._rows
        for widget in self._rest:
            self._show_or_hide(widget)
            yield widget
            rows -= _rows_of(widget)
            if rows < 0:
                return
        self._complete = True

    def on_mount(self) -> None:
        """Make the rest once the first screenful is shown."""
        if not self._complete:
            self.call_after_refresh(self._make_more)

    async def _make_more(self) -> None:
        await self._make(AT_ONCE)
        if not self._complete and self.is_attached:
            self.call_after_refresh(self._make_more)

    async def _make(self, count: int) -> None:
        async with self._making:
            made = list(islice(self._rest, count))
            for widget in made:
                self._show_or_hide(widget)
            if made and self.is_attached:
                await self.mount_all(made)
            self._complete = self._complete or len(made) < count

    async def whole(self) -> None:
        """Wait until everything that stands on the page is there."""
        while not self._complete and self.is_attached:
            await self._make(AT_ONCE * 4)
        async with self._making:
            return

    # -- what is shown ---------------------------------------------------------------------------------

    @property
    def fields(self) -> list[Answerable]:
        """The questions asked on the page, in order."""
        rows = (row for matrix in self.query(AccountableMatrix) for row in matrix.rows.values())
        return [*(field for field in self.query(QuestionField) if field.display), *rows]

    def refresh_visible(self) -> list[str]:
        """Show the questions that are asked now, hide the others; returns those newly asked in plain sight."""
        before, self._asked = self._asked, {field.key for field in self.interview.fields(self.ref)}
        for widget in (*self.query(QuestionField), *self.query(Fold), *self.query(PageHeading)):
            self._show_or_hide(widget)
        for matrix in self.query(AccountableMatrix):
            matrix.refresh_answers()
        fresh = [field for field in self.interview.fields(self.ref) if field.key not in before]
        return [field.key for field in fresh if not field.question.fold]

    def _show_or_hide(self, widget: Widget) -> None:
        if isinstance(widget, QuestionField):
            widget.display = widget.key in self._asked
        elif isinstance(widget, Fold):
            widget.display = not widget.keys_asked.isdisjoint(self._asked)
        elif isinstance(widget, PageHeading) and widget.about:
            widget.display = not widget.about.isdisjoint(self._asked)

    def refresh_answers(self) -> None:
        """Show what stands in the session, after it changed elsewhere."""
        self.refresh_visible()
        for field in self.query(QuestionField):
            field.refresh_answer()

    def refresh_words(self) -> None:
        """Lay the words of the questions out anew, after the width changed."""
        for field in self.query(QuestionField):
            field.refresh_words()

    # -- places ----------------------------------------------------------------------------------------

    async def field_of(self, key: str) -> QuestionField | None:
        """The field of a question on this page, its fold opened."""
        await self.whole()
        for fold in self.query(Fold):
            if key in fold.keys_asked:
                await fold.open()
                self.refresh_visible()
        return next((field for field in self.query(QuestionField) if field.key == key), None)

    def stops(self, headings: bool = False) -> list[Widget]:
        """What can take the focus on this page, in order; headings only for the arrows."""
        return [widget for widget in _focusable(self) if headings or not isinstance(widget, CardHeading)]

    def action_of(self, name: str) -> PageAction | None:
        """The line of the page that does something, by its name."""
        return next((action for action in self.query(PageAction) if action.action_name == name), None)

    def ends(self) -> LooseEndsList | None:
        """The list of loose ends, on the page that has it."""
        return next(iter(self.query(LooseEndsList)), None)

    def bring(self, widget: Widget) -> None:
        """Scroll by a screenful where a place is out of sight, so that most steps scroll nothing."""
        place = next((node for node in widget.ancestors_with_self if isinstance(node, QuestionField)), widget)
        if not place.region.area:
            self.call_after_refresh(self.bring, widget)
            return
        offset, height = self.scroll_offset.y, self.scrollable_content_region.height
        top = place.region.y - self.scrollable_content_region.y + offset
        bottom = top + place.region.height
        if top < offset:
            self.scroll_to(y=max(0, min(top, bottom - height)), animate=False, immediate=True)
        elif bottom > offset + height:
            self.scroll_to(y=top, animate=False, immediate=True)


def place_name(widget: Widget) -> str:
    """A name by which a place of a page is found again: the key of a question or the name of an action."""
    for node in widget.ancestors_with_self:
        if isinstance(node, QuestionField):
            return node.key
        if isinstance(node, PageAction):
            return node.action_name
        if isinstance(node, LooseEndsList) and node.highlighted_option is not None:
            return node.highlighted_option.id or ""
    return ""


def _rows_of(widget: Widget) -> int:
    """About how many rows a widget takes."""
    if not widget.display:
        return 0
    return 1 + getattr(widget.input, "option_count", 1) if isinstance(widget, QuestionField) else 1


def _focusable(above: Widget) -> Iterator[Widget]:
    # Not the screen's focus chain: that sorts by places on the screen, which what has just appeared has not yet.
    for widget in above.displayed_children:
        if widget.focusable:
            yield widget
        yield from _focusable(widget)
