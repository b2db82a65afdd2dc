"""What stands beside a page on a wide screen: all pages with their progress, and the findings so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from gtm_tui.text.cells import pad
from gtm_tui.tui.pick import Entry

if TYPE_CHECKING:
    from gtm_tui.interview import Interview, PageRef


class Panel(OptionList):
    """A list beside the page: never on the Tab path, its entries can be clicked."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "screen.focus_page", "back", show=False)]

    def __init__(self, id: str, title: str) -> None:
        super().__init__(id=id, compact=True, markup=False)
        self.border_title = title
        self.can_focus = False
        self._shown: tuple[object, ...] = ()

    def show(self, entries: list[tuple[str, Content]], here: int | None = None) -> None:
        """Show these entries, the one at `here` marked; nothing is drawn where nothing changed."""
        now = (here, *((id, content) for id, content in entries))
        if now == self._shown:
            return
        self._shown = now
        self.clear_options()
        self.add_options([Option(content, id=id) for id, content in entries])
        self.highlighted = here


class Sections(Panel):
    """All pages with their progress; choosing one goes there."""

    def show_pages(self, interview: Interview, here: PageRef) -> None:
        """Draw the list anew, the page shown highlighted."""
        refs = interview.pages()
        self.show([(ref.id, page_line(interview, ref)) for ref in refs], refs.index(here) if here in refs else None)


def page_line(interview: Interview, ref: PageRef, width: int = 18) -> Content:
    """A page with how much of it is answered."""
    settled, asked = interview.progress(ref)
    count = f"{settled}/{asked}" if asked else ""
    style = "$text-success" if asked and settled == asked else "$text-muted"
    return Content(pad(page_title(interview, ref), width)) + Content.styled(f" {count:>5}", style)


def page_title(interview: Interview, ref: PageRef) -> str:
    """The title of a page, with the segment it is about."""
    return f"{interview.session.segment_name(ref.segment)}: {ref.page.title}" if ref.segment else ref.page.title


def page_entry(interview: Interview, ref: PageRef) -> Entry:
    """A page as an entry of a list to choose from."""
    return Entry(id=ref.id, content=page_line(interview, ref, 48), words=page_title(interview, ref))


class FindingsPanel(Panel):
    """The findings so far, worst first; choosing one opens it."""

    def show_findings(self, interview: Interview) -> None:
        """Draw the list anew."""
        found = interview.assessment.findings
        self.border_title = f"Findings {len(found)}" if found else "No findings so far"
        entries = []
        for finding in found:
            name = interview.session.segment_name(finding.segment) if finding.segment else ""
            content = Content.styled(f"{finding.mark:<3} ", "$text-warning") + Content(finding.title)
            if name:
                content += Content.styled(f"  {name}", "$text-muted")
            entries.append((finding.identity, content))
        self.show(entries)
