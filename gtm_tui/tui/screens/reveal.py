"""The reveal: one difference on each page, settled by the people in the room; at the end the consensus session."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.widgets import OptionList

from gtm_tui.analysis.consensus import Reveal
from gtm_tui.analysis.perception_gaps import Disagreement
from gtm_tui.model.session import Value
from gtm_tui.questions import AnswerError
from gtm_tui.tui.results.listed import LineList
from gtm_tui.tui.results.side_by_side import consensus_lines
from gtm_tui.tui.reveal_document import RevealDocument
from gtm_tui.tui.reveal_flow import may_leave, save_consensus
from gtm_tui.tui.screens.base import WizardScreen
from gtm_tui.tui.screens.found_together import FoundTogether
from gtm_tui.tui.widgets.difference import OPEN, OTHER, DifferenceView
from gtm_tui.tui.widgets.options import Options


class RevealScreen(WizardScreen):
    """Goes through the differences between several people, then shows what the consensus would hold."""

    CSS_PATH: ClassVar[Any] = ["compare.tcss", "reveal.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7", "go(-1)", "back", id="reveal.back", tooltip="The difference before"),
        Binding("f8,ctrl+n", "go(1)", "next", id="reveal.next", tooltip="The next difference"),
        Binding("ctrl+s", "save", "save", id="reveal.save", tooltip="Save the consensus under a name"),
        Binding("ctrl+z", "undo", "undo", show=False, id="reveal.undo", priority=True),
        Binding("ctrl+y", "redo", "redo", show=False, id="reveal.redo", priority=True),
        Binding("escape", "overview", "overview", id="reveal.overview", tooltip="Everything that differs, in a list"),
    ]

    def __init__(self, document: RevealDocument, key: str) -> None:
        super().__init__()
        self.document = document
        keys = [d.key for d in document.reveal.differences]
        self.page = keys.index(key) if key in keys else len(keys)
        self._drafts: dict[str, str] = {}
        self._view: LineList | DifferenceView | None = None
        self._laid_out: Size | None = None

    @property
    def difference(self) -> Disagreement | None:
        """The difference on the page, or None on the last page."""
        differences = self.document.reveal.differences
        return differences[self.page] if self.page < len(differences) else None

    def compose_body(self) -> ComposeResult:
        """The place of a page."""
        yield Vertical(id="reveal-page")

    async def on_mount(self) -> None:
        """Show the page."""
        await self.show_page(self.page)

    # -- pages -----------------------------------------------------------------------------------------

    async def show_page(self, page: int) -> None:
        """Show one difference, or after the last one the consensus."""
        self.page, self._view, self._laid_out = page, None, self.app.size
        place = self.query_one("#reveal-page", Vertical)
        difference = self.difference
        view = LineList() if difference is None else DifferenceView(self.document.comparison, difference)
        with self.app.batch_update():
            await place.remove_children()
            await place.mount(view)
            self._view = view
            self.session_changed()
        if isinstance(view, LineList):
            view.enter()
        else:
            view.query_one(Options).focus(scroll_visible=False)

    def session_changed(self) -> None:
        """Draw the page anew."""
        document = self.document
        count = len(document.reveal.differences)
        where = f"Reveal  {self.page + 1} of {count}" if self.difference else "Reveal  the consensus"
        self.set_top_line(document.company, where, f"{len(document.reveal.settled)} of {count} settled")
        if isinstance(self._view, DifferenceView):
            self._view.show(document.reveal)
        elif self._view is not None:
            width = min((self.size.width or 80) - 6, 100)
            found = len(document.assessment().findings)
            self._view.put(consensus_lines(document.reveal, found, document.file, width))

    async def on_resize(self, event: events.Resize) -> None:
        """Lay the page out anew."""
        if self._view is not None and self.app.size != self._laid_out:
            await self.show_page(self.page)

    async def action_go(self, by: int) -> None:
        """The next difference or the one before; after the last one the consensus."""
        page = self.page + by
        if 0 <= page <= len(self.document.reveal.differences):
            await self.show_page(page)
        else:
            self.notify("This is the first difference." if by < 0 else "This is the last page.", markup=False)

    async def action_go_on(self) -> None:
        """Enter goes on to the next difference."""
        await self.action_go(1)

    def action_step(self, by: int, headings: bool = False) -> None:
        """Past the first or last answer: scroll to what stands around the answers."""
        for view in self.query(DifferenceView):
            view.scroll_relative(y=by, animate=False)

    def action_overview(self) -> None:
        """Back to the overview."""
        self.dismiss(None)

    # -- settling --------------------------------------------------------------------------------------

    def on_options_chosen(self, event: Options.Chosen) -> None:
        """Settle on somebody's answer, on another one, or leave it open; the same again changes nothing."""
        event.stop()
        difference = self.difference
        if difference is None:
            return
        reveal = self.document.reveal
        if event.value == OTHER:
            self.find_together(difference)
        elif event.value == OPEN:
            self.take(reveal.reopened(difference.key))
        else:
            self.take(reveal.settle_as(difference.key, event.value))

    def take(self, reveal: Reveal) -> None:
        """Take a step over, and show what came of it."""
        problem = self.document.change(reveal)
        self.session_changed()
        if problem:
            self.notify(problem, severity="error", markup=False, timeout=12)

    @work(exclusive=True, group="dialog")
    async def find_together(self, difference: Disagreement) -> None:
        """Ask for the answer that was found together; a text half typed is kept as a draft."""
        key = difference.key

        def typed(text: str) -> None:
            self._drafts[key] = text
            self.document.journal.typed(self.document.reveal, key, text)

        value: Value | None = await self.app.push_screen_wait(
            FoundTogether(self.document, difference, self._drafts.get(key, ""), typed)
        )
        self.document.journal.typed(self.document.reveal, key, "")
        if value is None:
            return
        self._drafts.pop(key, None)
        try:
            self.take(self.document.reveal.settle(key, value))
        except AnswerError as error:
            self.notify(f"Found {error.found}; expected {error.expected}.", severity="error", markup=False)

    async def action_undo(self) -> None:
        """Undo the last step, say what it was, and go there."""
        await self._step("Undid", self.document.undo())

    async def action_redo(self) -> None:
        """Redo what was undone, say what it was, and go there."""
        await self._step("Redid", self.document.redo())

    async def _step(self, word: str, done: tuple[str, str] | None) -> None:
        if done is None:
            self.notify(f"Nothing to {'undo' if word == 'Undid' else 'redo'}.", markup=False)
            return
        key, problem = done
        keys = [d.key for d in self.document.reveal.differences]
        if key in keys:
            await self.show_page(keys.index(key))
            self.notify(f"{word}: {self.document.reveal.differences[self.page].label}", markup=False)
        if problem:
            self.notify(problem, severity="error", markup=False, timeout=12)

    # -- the consensus ---------------------------------------------------------------------------------

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Save, or go to a difference from the last page."""
        event.stop()
        target = (event.option_id or "").partition("|")[2]
        kind, _, key = target.partition(":")
        if kind == "save":
            self._save()
        elif kind == "difference":
            await self.show_page([d.key for d in self.document.reveal.differences].index(key))

    async def action_save(self) -> None:
        """Show what would be written; from there ask for a name."""
        if self.difference is None:
            self._save()
        elif self.document.file and not self.document.unsaved:
            self.notify(f"Everything is in {self.document.file}.", markup=False)
        else:
            await self.show_page(len(self.document.reveal.differences))
            self.notify("This is what would be saved. Once more to give it a name.", markup=False)

    def _save(self) -> None:
        self.app.run_worker(save_consensus(self.wizard, self.document), group="dialog", exclusive=True)

    async def may_leave(self) -> bool:
        """Whether the program can be left from here."""
        return await may_leave(self.wizard, self.document)
