"""What stands on the results, for those who see them for the first time."""

from __future__ import annotations

from gtm_tui.model.vocabulary import BASIS, SEVERITY, STATUS
from gtm_tui.report.report import CAVEAT
from gtm_tui.tui.keys import ACTIONS
from gtm_tui.tui.screens.text_screen import Paragraph, TextScreen

_MARKS = tuple((severity.mark, f"{severity.word}: {severity.means}") for severity in SEVERITY.values())
_GRID = (
    ("#", "a motion stands here: how that function works for this segment"),
    ("^", "the money stands here: the effective first-year value"),
    ("o", "in a what-if, the place before"),
    ("one column", "the functions fit each other and the deal size; a zig-zag does not"),
)
_WORDS = (
    *((basis.word, basis.means) for basis in BASIS.values()),
    ("of revenue", "the share of planned new revenue that the segment stands for, from your own numbers"),
    *((status.word, status.means) for status in STATUS.values()),
    ("not assessed", "an answer is missing, so the rule cannot be checked"),
)
_KEYS = ("enter", "whatif", "decide", "decisions", "filter", "left", "map", "team", "not_assessed", "strengths")
_MORE = ("before", "report", "since", "scenarios", "save", "undo", "back")


class ResultsHelpScreen(TextScreen):
    """Marks, words and keys of the results."""

    title_text = "Help: results"

    def paragraphs(self) -> list[Paragraph]:
        """What the marks mean, then the keys."""
        said: list[Paragraph] = []
        for title, rows in (("Findings", _MARKS), ("The grid", _GRID), ("Words", _WORDS)):
            said += [("accent", title), *(("row:14", f"{mark}\t{words}") for mark, words in rows)]
        said.append(("accent", "Keys"))
        own = {"enter": "Everything about the highlighted finding", "left": "Another segment in the grid"}
        for name in (*_KEYS, *_MORE):
            said.append(("row:14", f"{self.keys.labels(name)}\t{own.get(name, ACTIONS[name].sentence)}"))
        return [*said, ("", ""), ("muted", CAVEAT)]
