"""How one moves on a page and between pages: Enter, Tab and the arrows, next and back, the list of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Collapsible

from gtm_tui.tui.page_view import place_name
from gtm_tui.tui.pick import Entry, PickDialog
from gtm_tui.tui.screens.page_changes import PageChangesScreen
from gtm_tui.tui.widgets.matrix import AccountableMatrix
from gtm_tui.tui.widgets.panels import page_entry

if TYPE_CHECKING:
    from gtm_tui.document import Document


class PageStepsScreen(PageChangesScreen):
    """A screen whose page is walked by keys; it remembers where one was on each page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f7,escape", "back", "back", id="back", tooltip="Go back to the page before"),
        Binding("f8,ctrl+n", "next", "next", id="next", tooltip="Go on to the next page"),
        Binding("f6", "jump", "jump", show=False, id="jump", tooltip="Choose from the list of all pages"),
        Binding("enter", "pass_fold", "go on", show=False, priority=True),
        Binding("space", "toggle_fold", "open or close", show=False, priority=True),
        Binding("tab", "step(1)", "next question", show=False),
        Binding("shift+tab", "step(-1)", "question before", show=False),
        Binding("up", "step(-1, True)", "question before", show=False),
        Binding("down", "step(1, True)", "next question", show=False),
    ]

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._last_places: dict[str, str] = {}
        self._opener = ""
        self._fresh: list[str] = []

    # -- the focus -------------------------------------------------------------------------------------

    def focus_place(self, widget: Widget) -> None:
        """Give the focus to a place of the page and bring it in sight."""
        self.set_focus(widget, scroll_visible=False)
        if self.page is not None:
            self.page.bring(widget)

    async def focus_first(self, key: str) -> None:
        """Give the focus to a question; else to the place last used on the page, else to its first one."""
        page = self.page
        if page is None:
            return
        name = key or self._last_places.get(page.ref.id, "")
        if name.startswith("accountable."):
            await page.whole()
            if any(matrix.enter(name) for matrix in page.query(AccountableMatrix)):
                return
        if (ends := page.ends()) is not None:
            ends.look_at(name)
            self.focus_place(ends)
        elif name and (action := page.action_of(name)) is not None:
            self.focus_place(action)
        elif name and (field := await page.field_of(name)) is not None and field.display:
            self.focus_place(field.input)
        elif places := page.stops():
            self.focus_place(places[0])

    def remember_place(self) -> None:
        """Remember where on the page one is."""
        if self.page is None or self.focused is None or self.page not in self.focused.ancestors:
            return
        field = self.focused_field
        name = field.key if field is not None else place_name(self.focused)
        if name:
            self._last_places[self.page.ref.id] = name
            self._fresh = [key for key in self._fresh if key != name]

    def questions_opened(self, by: str, keys: list[str]) -> None:
        """An answer opened these questions: Enter goes to the first of them, and leaves the page after the last."""
        if keys:
            self._opener = by
        self._fresh += keys

    async def _fresh_place(self) -> Widget | None:
        """A question that was opened and not been at yet."""
        shown = {field.key: field for field in self.page.fields} if self.page is not None else {}
        self._fresh = [key for key in self._fresh if key in shown]
        return getattr(shown[self._fresh[0]], "input", None) if self._fresh else None

    # -- on the page -----------------------------------------------------------------------------------

    async def action_go_on(self) -> None:
        """To the next question, or to what the answer here opened; after the last one to the next page."""
        if self.page is None:
            return
        places = self.page.stops()
        here = next((i for i, widget in enumerate(places) if widget.has_focus), -1)
        if here == len(places) - 1:
            await self.page.whole()
            places = self.page.stops()
        field = self.focused_field
        last = not 0 <= here < len(places) - 1
        opened = await self._fresh_place() if last or (field is not None and field.key == self._opener) else None
        self._opener = ""
        if opened is not None:
            self.focus_place(opened)
        elif last:
            await self.action_next()
        else:
            self.focus_place(places[here + 1])

    async def action_step(self, by: int, headings: bool = False) -> None:
        """To the place before or after, around the page; headings only for the arrows."""
        if self.page is None:
            return
        places = self.page.stops(headings)
        here = next((i for i, widget in enumerate(places) if widget.has_focus), None)
        if here is None or not 0 <= here + by < len(places):
            await self.page.whole()
            places = self.page.stops(headings)
        if places:
            self.focus_place(places[(0 if by > 0 else -1) if here is None else (here + by) % len(places)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter and Space belong to a fold only while its heading has the focus."""
        if action in ("pass_fold", "toggle_fold"):
            return self._fold is not None
        return super().check_action(action, parameters)

    @property
    def _fold(self) -> Collapsible | None:
        parent = self.focused.parent if self.focused is not None else None
        return parent if isinstance(parent, Collapsible) else None

    async def action_pass_fold(self) -> None:
        """Go on past the heading of a fold."""
        await self.action_go_on()

    def action_toggle_fold(self) -> None:
        """Open or close a fold."""
        if self._fold is not None:
            self._fold.collapsed = not self._fold.collapsed

    def action_focus_page(self) -> None:
        """Back to the page from a panel."""
        if self.page is not None and (places := self.page.stops()):
            self.focus_place(places[0])

    # -- between pages ---------------------------------------------------------------------------------

    async def action_next(self) -> None:
        """To the next page; after the last one to the results."""
        refs = self.interview.pages()
        here = refs.index(self.interview.page)
        if here + 1 < len(refs):
            await self.show_page(refs[here + 1])
        else:
            self.action_results()

    async def action_back(self) -> None:
        """To the page before."""
        refs = self.interview.pages()
        here = refs.index(self.interview.page)
        if here:
            await self.show_page(refs[here - 1])
        else:
            self.notify("This is the first page. ^T goes to the first screen.", markup=False)

    @work(exclusive=True, group="dialog")
    async def action_jump(self) -> None:
        """Choose a page from the list of all pages."""
        entries = [page_entry(self.interview, ref) for ref in self.interview.pages()]
        entries.append(Entry(id="results", content=Content("Results"), words="results"))
        chosen = await self.app.push_screen_wait(PickDialog("Go to a page", entries, self.interview.page.id))
        if chosen == "results":
            self.action_results()
        elif ref := next((ref for ref in self.interview.pages() if ref.id == chosen), None):
            await self.show_page(ref)

    async def action_loose_ends(self) -> None:
        """To the last page: what is open, in doubt or not valid."""
        await self.show_page(self.interview.pages()[-1])
