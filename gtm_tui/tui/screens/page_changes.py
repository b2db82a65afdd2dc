"""What changes the shape of a page: segments and budget lines that come and go, and ways to other pages."""

from __future__ import annotations

from textual import on, work
from textual.content import Content

from gtm_tui.interview import PageRef
from gtm_tui.questions import BUDGET_PRESETS, AnswerError
from gtm_tui.tui.dialogs import Answer, ChoiceDialog, TextDialog
from gtm_tui.tui.pick import Entry, PickDialog
from gtm_tui.tui.screens.answering import AnsweringScreen
from gtm_tui.tui.widgets.cards import CardHeading, PageAction

OWN_NAME = "own"


class PageChangesScreen(AnsweringScreen):
    """A screen whose page can gain and lose segments and budget lines."""

    async def show_page(self, ref: PageRef, key: str = "") -> None:
        """Show a page with a question focused: the one named, else the first."""
        raise NotImplementedError

    @on(PageAction.Pressed)
    async def _pressed(self, event: PageAction.Pressed) -> None:
        event.stop()
        name = event.action.action_name
        if name == "add-segment":
            self.add_segment()
        elif name == "add-budget":
            self.add_budget_line()

    @work(exclusive=True, group="dialog")
    async def add_segment(self) -> None:
        """Ask for the name of a segment and add it."""
        name = await self.app.push_screen_wait(
            TextDialog(
                "A segment",
                "What do you call this kind of customer?",
                problem=self._name_problem,
                limit=200,
            )
        )
        if name:
            segment = self.interview.add_segment(name)
            await self.show_page(self.interview.page, f"segments.{segment}.first_year_acv")

    def _name_problem(self, name: str) -> str:
        if not name:
            return "Give it a name."
        known = (self.interview.session.segment_name(s) for s in self.interview.session.segments)
        if name.casefold() in (other.casefold() for other in known):
            return "There is a segment of that name already."
        return ""

    @work(exclusive=True, group="dialog")
    async def add_budget_line(self) -> None:
        """Choose one of the usual budget lines, or name one."""
        entries = [
            Entry(id=str(i), content=Content(label), words=label) for i, (label, _, _) in enumerate(BUDGET_PRESETS)
        ]
        entries.append(Entry(id=OWN_NAME, content=Content("A name of your own"), words="a name of your own"))
        chosen = await self.app.push_screen_wait(PickDialog("A budget line", entries))
        if chosen is None:
            return
        if chosen == OWN_NAME:
            label = await self.app.push_screen_wait(TextDialog("A budget line", "What is it called?", limit=200))
            payer = aim = ""
        else:
            label, payer, aim = BUDGET_PRESETS[int(chosen)]
        if not label:
            return
        try:
            line = self.interview.add_budget_line(label, payer, aim)
        except AnswerError as error:
            self.notify(f"Found {error.found}; expected {error.expected}.", severity="error", markup=False)
            return
        await self.show_page(self.interview.page, f"budget.{line}.{'amount' if payer else 'payer'}")

    @on(CardHeading.Remove)
    def _remove_asked(self, event: CardHeading.Remove) -> None:
        event.stop()
        self.remove_card(event.heading.collection, event.heading.identity)

    @work(exclusive=True, group="dialog")
    async def remove_card(self, collection: str, identity: str) -> None:
        """Remove a segment or budget line; asks where there are answers in it."""
        session = self.interview.session
        prefix = f"{collection}.{identity}."
        answered = sum(key.startswith(prefix) for key in session.answers)
        name = session.segment_name(identity) if collection == "segments" else str(session.get(f"{prefix}label"))
        if answered > 1:
            keep = Answer(id="keep", label=f"Keep {name}")
            remove = Answer(id="remove", label=f"Remove {name}", meaning="Undo brings it back.")
            text = f"{answered} answers are about it."
            if await self.app.push_screen_wait(ChoiceDialog(f"Remove {name}?", text, [keep, remove])) != "remove":
                return
        if collection == "segments":
            self.interview.remove_segment(identity)
        else:
            self.interview.remove_budget_line(identity)
        await self.show_page(self.interview.page)
        self.notify(f"{name} is removed. Undo brings it back.", markup=False)
