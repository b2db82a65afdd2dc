"""What can be done with the results: decide, try, report, compare with last time, copy."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, OptionList

from gtm_tui.tui.dialogs import Answer, ChoiceDialog
from gtm_tui.tui.screens.base import SessionScreen


class ResultsActions(SessionScreen):
    """The keys that do something with the highlighted finding, or with all of the results."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "decide", "decide", id="decide", tooltip="Plan, accept or disagree with the finding"),
        Binding("w", "whatif", "what-if", id="whatif", tooltip="Try other answers without changing the session"),
        Binding("r", "report", "report", id="report", tooltip="See the report and write it to a file"),
        Binding("c", "since", "since last time", show=False, id="since"),
        Binding("o", "scenarios", "kept what-ifs", show=False, id="results.scenarios"),
        Binding("y", "copy", "copy", show=False, id="results.copy", tooltip="Copy the finding"),
    ]

    @property
    def finding(self) -> str | None:
        """The identity of the finding that is highlighted, if one is."""
        raise NotImplementedError

    @property
    def segment(self) -> str:
        """The segment that is in question, or ''."""
        raise NotImplementedError

    def remember(self) -> None:
        """Keep where one is, for those who come back."""
        raise NotImplementedError

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open a finding."""
        event.stop()
        if event.data_table.id == "findings-table":
            self.open_finding(str(event.row_key.value))

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go where a line leads: to a question or a finding, or to a decision whose finding is gone."""
        event.stop()
        _, _, target = (event.option_id or "").partition("|")
        kind, _, rest = target.partition(":")
        if kind == "finding":
            self.open_finding(rest)
        elif kind == "ask":
            self.remember()
            await self.wizard.go_to_question(rest)
        elif kind == "gone":
            self.remove_decision(rest)

    def open_finding(self, identity: str) -> None:
        """Show one finding in full."""
        from gtm_tui.tui.screens.detail import DetailScreen

        self.remember()
        self.app.push_screen(DetailScreen(self.document, identity))

    @work(exclusive=True, group="dialog")
    async def remove_decision(self, identity: str) -> None:
        """Offer to remove a decision whose finding is gone."""
        answers = [
            Answer(id="keep", label="Keep it listed"),
            Answer(id="clear", label="Remove the decision", meaning="Undo brings it back."),
        ]
        text = "Its finding is gone: the answers have changed. The decision is only listed here."
        if await self.app.push_screen_wait(ChoiceDialog("A decision without a finding", text, answers)) == "clear":
            self.interview.change(self.interview.session.with_decision(identity, None), "decision")
            self.wizard.refresh_session()

    @work(exclusive=True, group="dialog")
    async def action_decide(self) -> None:
        """Decide on the highlighted finding, and come back to the table."""
        from gtm_tui.tui.screens.decide import decide_on

        finding = self.interview.assessment.find(self.finding or "")
        if finding is None:
            self.notify("There is no finding here.", markup=False)
        else:
            await decide_on(self, finding)

    def action_whatif(self) -> None:
        """Try other answers."""
        from gtm_tui.tui.screens.whatif import WhatIfScreen

        self.app.push_screen(WhatIfScreen(self.document, self.segment))

    @work(exclusive=True, group="dialog")
    async def action_scenarios(self) -> None:
        """Open, apply or remove a what-if that was kept."""
        from gtm_tui.tui.screens.scenarios import choose_scenario
        from gtm_tui.tui.screens.whatif import WhatIfScreen

        name = await choose_scenario(self)
        if name is not None:
            self.app.push_screen(WhatIfScreen(self.document, scenario=name))

    def action_report(self) -> None:
        """See the report."""
        from gtm_tui.tui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen(self.document))

    def action_since(self) -> None:
        """See what changed since the session before."""
        from gtm_tui.tui.screens.since import SinceScreen

        self.app.push_screen(SinceScreen(self.document))

    def action_copy(self) -> None:
        """Copy the highlighted finding."""
        finding = self.interview.assessment.find(self.finding or "")
        if finding is not None:
            self.app.copy_to_clipboard(f"{finding.title}\n{finding.message}")
            self.notify("Copied.", markup=False)
