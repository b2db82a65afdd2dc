"""What-if: other answers over the session, which stays as it is until they are applied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from gtm_tui.analysis.segment_fix import SegmentFix, segment_fix
from gtm_tui.analysis.whatif import Overlay, overlay_of
from gtm_tui.analysis.wording import change_words
from gtm_tui.tui.results.difference import difference_words
from gtm_tui.tui.results.trial import Trial
from gtm_tui.tui.results.tried import NAMES, ChangedElsewhere, TriedField
from gtm_tui.tui.results.tried_picture import TriedPicture
from gtm_tui.tui.screens.base import SessionScreen
from gtm_tui.tui.screens.scenarios import choose_scenario, may_leave

if TYPE_CHECKING:
    from gtm_tui.document import Document
    from gtm_tui.model.session import Session

HINT = "Nothing changes until you apply. + and - change a number by a tenth."


def place_words(session: Session, segment: str) -> str:
    """The segment that is tried and which of how many it is."""
    if not segment:
        return "the team"
    count = len(session.segments)
    place = f" ({session.segments.index(segment) + 1} of {count})" if count > 1 else ""
    return session.segment_name(segment) + place


class WhatIfScreen(SessionScreen):
    """Other answers for a segment; `changes` to start from, `scenario` the id of the kept one that is opened."""

    CSS_PATH = "whatif.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", "tenth(1)", "a tenth", key_display="+ -", id="whatif.more", tooltip="A tenth more"),
        Binding("minus", "tenth(-1)", "a tenth less", show=False, id="whatif.less"),
        Binding("f,ctrl+f", "fix", "find a fit", key_display="^F", id="whatif.fix"),
        Binding("o,f6", "scenarios", "kept", key_display="F6", id="scenarios", tooltip="Scenarios that were kept"),
        Binding("f8,ctrl+n", "segment(1)", "next segment", key_display="F8", id="whatif.next_segment"),
        Binding("f7", "segment(-1)", "segment before", show=False, id="whatif.previous_segment"),
        Binding("m", "map", "map or grid", show=False, id="whatif.map"),
        Binding("tab", "step(1)", show=False),
        Binding("shift+tab", "step(-1)", show=False),
        Binding("escape", "go_back", "back", id="whatif.back"),
    ]

    def __init__(
        self, document: Document, segment: str = "", changes: Mapping[str, Any] | None = None, scenario: str = ""
    ) -> None:
        super().__init__(document)
        base, session = self.interview.assessment, self.interview.session
        self.scenario = scenario
        kept = session.scenarios.get(scenario)
        self.trial = Trial(overlay_of(base, kept) if kept else Overlay(base, changes))
        if not segment:
            keys = (change.key.split(".") for change in self.overlay.changes)
            segment = next((key[1] for key in keys if key[0] == "segments"), "")
        self.segment = segment if segment in session.segments else next(iter(session.segments), "")

    @property
    def overlay(self) -> Overlay:
        """What is tried."""
        return self.trial.overlay

    def compose_body(self) -> ComposeResult:
        """Fields, picture and difference, side by side where there is room; a word beneath."""
        with Container(id="whatif"):
            with VerticalScroll(id="tried-fields", can_focus=False):
                yield ChangedElsewhere()
            with VerticalScroll(id="tried-picture", can_focus=False):
                yield TriedPicture()
            with VerticalScroll(id="tried-difference", can_focus=False):
                yield Static(id="difference", markup=False)
        yield Static(HINT, id="whatif-note", markup=False)

    async def on_mount(self) -> None:
        """Show the fields of the segment."""
        await self._show_segment()

    async def _show_segment(self) -> None:
        prefix = f"segments.{self.segment}."
        with self.app.batch_update():
            await self.query(TriedField).remove()
            fields = [TriedField(prefix + name) for name in NAMES] if self.segment else []
            for field in fields:
                field.overlay = self.overlay
            await self.query_one("#tried-fields").mount(*fields, before=0)
            self.refresh_tried()
        if stops := self.stops:
            stops[0].focus()

    # -- drawing ---------------------------------------------------------------------------------------

    def refresh_tried(self) -> None:
        """Show the overlay everywhere."""
        session, overlay = self.interview.session, self.overlay
        fields = list(self.query(TriedField))
        for field in fields:
            field.show(overlay)
        self.query_one(ChangedElsewhere).show(overlay, frozenset(field.key for field in fields))
        self.query_one(TriedPicture).show(overlay, self.segment)
        self.query_one("#difference", Static).update(difference_words(overlay))
        changed = f"{len(overlay.changes)} changed" if overlay.changes else "nothing changed"
        self.set_top_line(session.company("New session"), f"What-if: {place_words(session, self.segment)}", changed)

    def session_changed(self) -> None:
        """Try the same on the session as it is now."""
        self.trial.rest_on(self.interview.assessment)
        self.refresh_tried()

    def say(self, words: str) -> None:
        """Say something beneath the panes until something else is tried."""
        self.query_one("#whatif-note", Static).update(Content(words), layout=False)

    # -- trying ----------------------------------------------------------------------------------------

    def _take(self, overlay: Overlay, said: str = HINT) -> None:
        self.trial.take(overlay)
        self.refresh_tried()
        self.say(said)

    def on_tried_field_tried(self, event: TriedField.Tried) -> None:
        """Another answer is tried, or one taken back."""
        event.stop()
        if event.value is None:
            self._take(self.overlay.reset(event.key))
        else:
            self._take(self.overlay.set(event.key, event.value))

    def action_tenth(self, by: int) -> None:
        """A tenth more or less of the number that has the focus."""
        field = next((field for field in self.query(TriedField) if field.input.has_focus), None)
        if field is not None and field.is_number:
            field.step_number(by)
        else:
            self.say("+ and - change the value or the deals by a tenth; Space and digits choose a motion.")

    def action_fix(self) -> None:
        """Look for the smallest set of changes after which the segment fits."""
        if self.segment:
            self.say("Looking for the smallest set of changes ...")
            self.find_fix()

    @work(thread=True, exclusive=True, group="fix")
    def find_fix(self) -> None:
        """Search in a thread."""
        overlay = self.overlay
        found = segment_fix(overlay.assessment, self.segment)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._take_fix, overlay, found)

    def _take_fix(self, overlay: Overlay, found: SegmentFix) -> None:
        if overlay is not self.overlay:
            return
        if not found.changes:
            self.say(found.sentence)
            return
        words = change_words(overlay.session, found.changes, self.segment)
        tried = overlay.set_all((change.key, change.new) for change in found.changes)
        self._take(tried, f"{words[:1].upper()}{words[1:]}.")

    async def action_undo(self) -> None:
        """Take the last change of the what-if back."""
        if self.trial.undo(self.interview.assessment):
            self.refresh_tried()

    async def action_redo(self) -> None:
        """Try again what was taken back."""
        if self.trial.redo(self.interview.assessment):
            self.refresh_tried()

    # -- moving ----------------------------------------------------------------------------------------

    @property
    def stops(self) -> list[Widget]:
        """What can have the focus, in order."""
        others = self.query_one(ChangedElsewhere)
        return [*(field.input for field in self.query(TriedField)), *([others] if others.display else [])]

    def action_step(self, by: int, headings: bool = False) -> None:
        """To the field before or after, around the list."""
        stops = self.stops
        here = next((i for i, widget in enumerate(stops) if widget.has_focus), -1)
        if stops:
            stops[(here + by) % len(stops)].focus()

    def action_go_on(self) -> None:
        """To the next field."""
        self.action_step(1)

    async def action_segment(self, by: int) -> None:
        """To another segment; what was changed stays."""
        segments = self.interview.session.segments
        if len(segments) > 1:
            self.segment = segments[(segments.index(self.segment) + by) % len(segments)]
            await self._show_segment()

    def action_map(self) -> None:
        """The map instead of the grid, and back."""
        self.query_one(TriedPicture).toggle(self.overlay, self.segment)

    # -- keeping ---------------------------------------------------------------------------------------

    @work(exclusive=True, group="dialog")
    async def action_scenarios(self) -> None:
        """Open, apply or remove a scenario that was kept."""
        name = await choose_scenario(self)
        if name is not None:
            self.scenario = name
            self._take(overlay_of(self.interview.assessment, self.interview.session.scenarios[name]))

    @work(exclusive=True, group="dialog")
    async def action_go_back(self) -> None:
        """Leave: keep what was tried as a scenario, apply it or discard it."""
        if await self.may_leave():
            self.app.pop_screen()

    async def may_leave(self) -> bool:
        """Ask what becomes of what is tried; returns whether the screen is to be left."""
        return await may_leave(self, self.overlay, self.scenario)

    def action_results(self) -> None:
        """Leave, as by Esc."""
        self.action_go_back()

    async def action_loose_ends(self) -> None:
        """Leave, as by Esc."""
        self.action_go_back()
