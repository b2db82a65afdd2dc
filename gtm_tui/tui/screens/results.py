"""The results: the findings so far, worst first."""

from __future__ import annotations

from gtm_tui.interview import Interview
from gtm_tui.tui.keeper import Keeper
from gtm_tui.tui.screens.reading import Paragraph, ReadingScreen


class ResultsScreen(ReadingScreen):
    """All findings of an interview."""

    title_text = "Results"

    def __init__(self, interview: Interview, keeper: Keeper) -> None:
        super().__init__()
        self.interview = interview
        self.keeper = keeper

    def paragraphs(self) -> list[Paragraph]:
        """The findings in words."""
        found = self.interview.assessment.findings
        said: list[Paragraph] = [("accent", f"{len(found)} findings")]
        for finding in found:
            said += [("row:14", f"{finding.mark} {finding.code}\t{finding.title}"), ("muted", finding.message)]
        return said
