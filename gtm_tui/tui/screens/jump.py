"""The list of all pages with their progress."""

from __future__ import annotations

from gtm_tui.interview import Interview, PageRef
from gtm_tui.text.plural import counted
from gtm_tui.tui.screens.menu import Entry, MenuScreen


class JumpScreen(MenuScreen[str]):
    """Dismisses with the id of the page chosen, 'results', or None."""

    title_text = "Jump to a page"
    label_width = 46

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self.interview = interview
        self.at = interview.page.id

    def entries(self) -> list[Entry]:
        """One line for each page, and the results."""
        entries = [self._entry(ref) for ref in self.interview.pages()]
        findings = len(self.interview.assessment.findings)
        return [*entries, Entry("results", " R  Results", counted(findings, "finding"))]

    def _entry(self, ref: PageRef) -> Entry:
        settled, asked = self.interview.progress(ref)
        session = self.interview.session
        name = f": {session.segment_name(ref.segment)}" if ref.segment else ""
        invalid = sum(session.state(f.key) == "invalid" for f in self.interview.fields(ref))
        mark = "[x]" if asked and settled == asked else "[~]" if settled else "[ ]"
        side = f"{mark} {settled} of {asked}" if asked else ""
        if invalid:
            side += f", {invalid} not valid"
        return Entry(ref.id, f"{ref.number:>2}  {ref.page.title}{name}", side, ref.page.intro)

    def chosen(self, id: str) -> None:
        """Done."""
        self.dismiss(id)
