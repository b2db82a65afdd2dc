"""One finding in full: its ways out to plan or try, its answers to go to, the decision on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.worker import get_current_worker

from gtm_tui.analysis.ways_out import WayOut
from gtm_tui.rules import Assessment, Finding
from gtm_tui.tui.results.finding_lines import finding_lines
from gtm_tui.tui.results.listed import Line, ListView, quiet
from gtm_tui.tui.screens.base import SessionScreen

if TYPE_CHECKING:
    from gtm_tui.document import Document


class FindingLines(ListView):
    """The lines of one finding."""

    def __init__(self, identity: str) -> None:
        super().__init__()
        self.identity = identity
        self.ways: list[WayOut] | None = None

    def lines(self, assessment: Assessment) -> Iterable[Line]:
        """The finding, or that it is gone."""
        finding = assessment.find(self.identity)
        if finding is None:
            yield quiet("This finding is gone: your answers have changed.")
            return
        yield from finding_lines(assessment, finding, self.ways, max(36, min(self.size.width or 76, 100) - 4))


class DetailScreen(SessionScreen):
    """One finding; `deciding` opens the decision on it at once."""

    CSS_PATH = "detail.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "decide", "decide", id="decide", tooltip="Plan, accept or disagree"),
        Binding("w", "whatif", "try it", id="whatif", tooltip="Try the highlighted way out"),
        Binding(
            "n", "next_open", "next open", id="next_open", tooltip="The next finding that nothing is decided about"
        ),
        Binding("right", "other(1)", "next finding", show=False, id="detail.next"),
        Binding("left,p", "other(-1)", "finding before", show=False, id="detail.previous"),
        Binding("y", "copy", "copy", show=False, id="detail.copy"),
        Binding("escape", "app.pop_screen", "back", id="detail.back"),
    ]

    def __init__(self, document: Document, identity: str, deciding: bool = False) -> None:
        super().__init__(document)
        self.identity = identity
        self._deciding = deciding

    def compose_body(self) -> ComposeResult:
        """The finding."""
        yield FindingLines(self.identity)

    def on_mount(self) -> None:
        """Show the finding, and look for ways out."""
        self.session_changed()
        self.query_one(FindingLines).enter()
        if self._deciding:
            self.action_decide()

    def session_changed(self) -> None:
        """Draw the finding anew."""
        self.set_top_line(self.interview.session.company("New session"), "Finding", self.document.status.label)
        view = self.query_one(FindingLines)
        view.identity = self.identity
        view.ways = None
        view.show(self.interview.assessment)
        self.look_for_ways()

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines anew."""
        self.query_one(FindingLines).show(self.interview.assessment)

    @property
    def finding(self) -> Finding | None:
        """The finding, while there is one."""
        return self.interview.assessment.find(self.identity)

    @work(thread=True, exclusive=True, group="ways")
    def look_for_ways(self) -> None:
        """Look for changes that clear the finding, in a thread."""
        from gtm_tui.analysis.ways_out import ways_out

        assessment, finding = self.interview.assessment, self.finding
        found = list(ways_out(assessment, finding)) if finding is not None else []
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_ways, self.identity, found)

    def _show_ways(self, identity: str, ways: list[WayOut]) -> None:
        view = self.query_one(FindingLines)
        if identity == self.identity:
            if view.target == view.first_target:
                view.start_anew()
            view.ways = ways
            view.show(self.interview.assessment)

    def on_option_list_option_highlighted(self) -> None:
        """What Enter does depends on the line."""
        kind = self.query_one(FindingLines).target.partition(":")[0]
        self.enter_words = {"ask": "to the question", "way": "plan it", "decide": "change the decision"}.get(kind, "")
        self.refresh_bindings()

    # -- acting ----------------------------------------------------------------------------------------

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter plans a way out, goes to an answer, or opens the decision."""
        event.stop()
        kind, _, rest = (event.option_id or "").partition("|")[2].partition(":")
        if kind == "ask":
            await self.wizard.go_to_question(rest)
        elif kind == "way":
            self.decide(self._way(rest))
        elif kind == "decide":
            self.action_decide()

    def _way(self, number: str) -> WayOut | None:
        ways = self.query_one(FindingLines).ways or []
        return ways[int(number)] if number.isdigit() and int(number) < len(ways) else None

    def _highlighted_way(self) -> WayOut | None:
        shown = self.query_one(OptionList)
        if shown.highlighted is None:
            return None
        kind, _, rest = (shown.get_option_at_index(shown.highlighted).id or "").partition("|")[2].partition(":")
        return self._way(rest) if kind == "way" else None

    def action_decide(self) -> None:
        """Decide on the finding, with the highlighted way out as the action."""
        self.decide(self._highlighted_way())

    @work(exclusive=True, group="dialog")
    async def decide(self, way: WayOut | None = None) -> None:
        """Ask what is decided."""
        from gtm_tui.tui.screens.decide import decide_on

        if self.finding is None:
            self.notify("There is nothing left to decide: the finding is cleared.", markup=False)
        else:
            await decide_on(self, self.finding, way)

    def action_next_open(self) -> None:
        """The next finding that nothing is decided about."""
        from gtm_tui.tui.screens.decide import next_open

        following = next_open(self.interview.assessment, self.identity)
        if following:
            self.show_finding(following)
        else:
            self.notify("Every finding has a decision.", markup=False)

    def show_finding(self, identity: str) -> None:
        """Show another finding, from its top."""
        self.identity = identity
        self.query_one(FindingLines).start_anew()
        self.session_changed()

    async def action_whatif(self) -> None:
        """Try the highlighted way out; one that needs a name or a text leads to its question."""
        from gtm_tui.tui.screens.whatif import WhatIfScreen

        way, finding = self._highlighted_way(), self.finding
        open_key = next((change.key for change in way.changes if change.open), "") if way is not None else ""
        if open_key:
            await self.wizard.go_to_question(open_key)
            return
        changes = {change.key: change.new for change in way.changes} if way is not None else {}
        self.app.push_screen(WhatIfScreen(self.document, finding.segment if finding else "", changes))

    def action_other(self, by: int) -> None:
        """The next or previous finding."""
        identities = [finding.identity for finding in self.interview.assessment.findings]
        if not identities:
            return
        here = identities.index(self.identity) if self.identity in identities else -by
        self.show_finding(identities[(here + by) % len(identities)])

    def action_copy(self) -> None:
        """Copy the finding."""
        if self.finding is not None:
            self.app.copy_to_clipboard(f"{self.finding.title}\n{self.finding.message}")
            self.notify("Copied.", markup=False)
