"""The results: a verdict in words, three counts, and the views behind tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, Tab, Tabs

from gtm_tui.tui.results import ResultsView, View
from gtm_tui.tui.results.findings import FilterLine, FindingsView
from gtm_tui.tui.results.grid import GridView
from gtm_tui.tui.results.listed import ListView
from gtm_tui.tui.results.lists import BeforeView, DecidedView, OpenView, StrengthsView
from gtm_tui.tui.results.map import MapView
from gtm_tui.tui.results.team import TeamView
from gtm_tui.tui.results.verdict import counts_words, notices, verdict_words
from gtm_tui.tui.screens.results_actions import ResultsActions

if TYPE_CHECKING:
    from gtm_tui.document import Document

VIEWS: tuple[View, ...] = (
    View(id="findings", title="Findings", make=FindingsView, number=lambda assessment: len(assessment.findings)),
    View(id="grid", title="Grid", make=GridView),
    View(id="team", title="Team", make=TeamView),
    View(id="map", title="Map", make=MapView),
    View(id="open", title="Open", make=OpenView, number=lambda assessment: len(assessment.not_assessed)),
    View(id="strengths", title="Strengths", make=StrengthsView, number=lambda assessment: len(assessment.strengths)),
    View(id="decided", title="Decided", make=DecidedView, number=lambda assessment: len(assessment.session.decisions)),
    View(
        id="before",
        title="Before you start",
        make=BeforeView,
        number=lambda assessment: len(assessment.before_you_start),
    ),
)
#: What Enter does on a line of a list, by where the line leads.
ENTER = {"ask": "to the question", "finding": "open", "gone": "keep or remove"}


class ResultsScreen(ResultsActions):
    """What the rules say about the session; without a `view` it opens where it was left."""

    CSS_PATH = "results.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "go_back", "back", id="results.back"),
        Binding("f8,ctrl+n", "next_view", "next tab", show=False, id="results.next_view"),
        Binding("f7", "previous_view", "tab before", show=False, id="results.previous_view"),
        Binding("slash", "filter", "filter", key_display="/", id="filter", tooltip="Show only some findings"),
        Binding("n", "next_open", "next open finding", show=False, id="next_open"),
        Binding("g", "view('grid')", "grid", show=False, id="grid", tooltip="The grid of all segments"),
        Binding("t", "view('team')", "team", show=False, id="team", tooltip="Who answers for what"),
        Binding("m", "view('map')", "map", show=False, id="map", tooltip="The map of segments"),
        Binding("l", "view('open')", "open", show=False, id="not_assessed", tooltip="What could not be assessed"),
        Binding("s", "view('strengths')", "strengths", show=False, id="strengths", tooltip="What works well"),
        Binding("p", "view('decided')", "decided", show=False, id="decisions", tooltip="Everything that was decided"),
        Binding(
            "b", "view('before')", "before you start", show=False, id="before", tooltip="Notes on planned segments"
        ),
    ]

    def __init__(self, document: Document, view: str = "") -> None:
        super().__init__(document)
        left, self._target = document.remembered.get("results", (VIEWS[0].id, ""))
        self._view = view or left
        self._drawn_for = (0, 0)
        if view and view != left:
            self._target = ""

    def compose_body(self) -> ComposeResult:
        """Verdict, counts, what to know, tabs, and the view they choose."""
        yield Static("", id="verdict", markup=False)
        yield Static("", id="counts", markup=False)
        yield Static("", id="notice", markup=False)
        yield Tabs(*(Tab(Content(view.title), id=f"tab-{view.id}") for view in VIEWS), active=f"tab-{self._view}")
        yield Vertical(id="view")

    async def on_mount(self) -> None:
        """Show the view it was left in, with the highlight where it was."""
        await self.show_view(self._view)
        view = self._current
        if isinstance(view, (FindingsView, ListView)) and self._target:
            self.call_after_refresh(view.highlight, self._target)

    async def show_view(self, id: str) -> None:
        """Show one view, made when it is first looked at."""
        place = self.query_one("#view", Vertical)
        view = next(known for known in VIEWS if known.id == id)
        shown = [child for child in place.children if child.id == f"view-{id}"]
        if not shown:
            made = view.make()
            made.id = f"view-{id}"
            await place.mount(made)
        for child in place.children:
            child.display = child.id == f"view-{id}"
        self._view = id
        self.session_changed()
        self._current.enter()
        self.say_keys()

    @property
    def _current(self) -> ResultsView:
        return self.query_one(f"#view-{self._view}", ResultsView)

    def session_changed(self) -> None:
        """Draw verdict, counts, tabs and the view anew."""
        assessment = self.interview.assessment
        self.set_top_line(assessment.session.company("New session"), "Results", self.document.status.label)
        self._drawn_for = self.app.size
        width = self.app.size.width - 2
        self.query_one("#verdict", Static).update(verdict_words(assessment, width))
        self.query_one("#counts", Static).update(counts_words(assessment, width))
        notice = self.query_one("#notice", Static)
        notice.update(" ".join(notices(assessment)))
        notice.display = any(notices(assessment))
        self._label_tabs()
        self._current.show(assessment)

    def _label_tabs(self) -> None:
        tabs, assessment = self.query_one(Tabs), self.interview.assessment
        for view in VIEWS:
            if view.number is not None:
                tab = self.query_one(f"#tab-{view.id}", Tab)
                tab.label = Content(f"{view.title} {view.number(assessment)}")
        if assessment.before_you_start or self._view == "before":
            tabs.show("tab-before")
        else:
            tabs.hide("tab-before")

    def on_resize(self, event: events.Resize) -> None:
        """Verdict and counts take the width there is."""
        if self.query(ResultsView) and self._drawn_for != self.app.size:
            self.call_after_refresh(self.session_changed)

    # -- where one is ----------------------------------------------------------------------------------

    @property
    def finding(self) -> str | None:
        """The identity of the finding that is highlighted, in whatever view."""
        view = self._current
        if isinstance(view, (FindingsView, TeamView)):
            return view.highlighted
        kind, _, rest = (view.target if isinstance(view, ListView) else "").partition(":")
        return rest if kind == "finding" else None

    def say_keys(self) -> None:
        """Say what Enter does here, and which keys are in force."""
        view = self._current
        if isinstance(self.focused, FilterLine):
            self.enter_words = "to the findings"
        elif isinstance(view, ListView):
            self.enter_words = ENTER.get(view.target.partition(":")[0], "")
        else:
            self.enter_words = "what-if" if isinstance(view, MapView) else "open" if self._on_a_finding else ""
        self.refresh_bindings()

    @property
    def _on_a_finding(self) -> bool:
        return bool(self.query(f"#view-{self._view}")) and self.finding is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that belong to a finding are in force only where one is highlighted."""
        if action in ("decide", "copy"):
            return self._on_a_finding
        if action in ("filter", "next_open"):
            return self._view == "findings"
        return super().check_action(action, parameters)

    def on_option_list_option_highlighted(self) -> None:
        """The keys in force depend on the line."""
        if self.query(f"#view-{self._view}"):
            self.say_keys()

    on_descendant_focus = on_option_list_option_highlighted

    @property
    def segment(self) -> str:
        """The segment of the highlighted finding, or the one marked on the map."""
        view, finding = self._current, self.interview.assessment.find(self.finding or "")
        return view.segment if isinstance(view, MapView) else finding.segment if finding else ""

    def remember(self) -> None:
        """Keep the tab and the line, for those who come back."""
        view = self._current
        target = view.highlighted or "" if isinstance(view, FindingsView) else ""
        self.document.remembered["results"] = (self._view, view.target if isinstance(view, ListView) else target)

    def action_go_back(self) -> None:
        """Back to where the results were opened."""
        self.remember()
        self.app.pop_screen()

    # -- tabs -----------------------------------------------------------------------------------------

    def action_next_open(self) -> None:
        """The highlight to the next finding that nothing is decided about."""
        view = self._current
        if isinstance(view, FindingsView) and not view.next_open():
            self.notify("Every finding shown has a decision.", markup=False)

    def action_filter(self) -> None:
        """Narrow the findings down."""
        if isinstance(self._current, FindingsView):
            self._current.narrow()

    async def on_tabs_tab_activated(self, event: Tabs.TabActivated) -> None:
        """Another view was chosen."""
        id = (event.tab.id or "").removeprefix("tab-")
        if id != self._view:
            await self.show_view(id)

    def action_view(self, id: str) -> None:
        """Go to a tab."""
        tabs = self.query_one(Tabs)
        if self.query_one(f"#tab-{id}", Tab).display:
            tabs.active = f"tab-{id}"

    def action_next_view(self) -> None:
        """The next tab."""
        self.query_one(Tabs).action_next_tab()

    def action_previous_view(self) -> None:
        """The tab before."""
        self.query_one(Tabs).action_previous_tab()
