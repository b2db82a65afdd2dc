"""What stands above and beneath a page: progress, help for what has the focus, the findings so far in a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from gtm_tui.interview.needed import minutes_left, needed
from gtm_tui.text.cells import cut, width
from gtm_tui.text.plural import counted

if TYPE_CHECKING:
    from gtm_tui.interview import Interview
    from gtm_tui.tui.widgets.answerable import Answerable


class Line(Static):
    """A line of text that is painted only when its words change."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._words = Content("")

    def put(self, words: Content) -> None:
        """Show these words."""
        if words != self._words or words.spans != self._words.spans:
            self._words = words
            self.update(words, layout=False)


class ProgressLine(Line):
    """How much of what the results need is answered; the bar goes back only where an answer was taken back."""

    def __init__(self) -> None:
        super().__init__()
        self._done = 0
        self._share = 0.0

    def show(self, interview: Interview) -> None:
        """Draw the line anew."""
        done, asked = needed(interview.session)
        share = done / asked
        if done >= self._done:
            share = max(share, self._share)
        self._done, self._share = done, share
        if done < asked:
            words = f"{done} of {asked} needed  about {minutes_left(asked - done)} min"
        else:
            settled, all_asked = interview.progress()
            left = all_asked - settled
            words = f"all {asked} needed answered" + (f"  {left} more" if left else "")
        room = max(4, self.size.width - len(words) - 4)
        full = int(room * share)
        bar = Content.styled("━" * full, "$success") + Content.styled("·" * (room - full), "$text-disabled")
        self.put(Content(" ") + bar + Content.styled(f"  {words}", "$text-muted"))


class FindingsLine(Line):
    """How many findings there are, and the newest in words."""

    def show(self, interview: Interview) -> None:
        """Draw the line anew."""
        count = len(interview.assessment.findings)
        line = Content.styled(f" {counted(count, 'finding') if count else 'no findings yet'}", "bold")
        if interview.newest is not None:
            word, finding = interview.newest
            style = "$text-success" if word == "cleared" else "$text-warning"
            line += Content.styled(f"   {word}: ", "$text-muted")
            line += Content.styled(f"{finding.mark} {finding.title}", style)
        self.put(line)


class HelpFoot(Line):
    """The option under the highlight, what is wrong with the answer, or why the question is asked; then its notes."""

    def explain(self, field: Answerable | None, remarks: Sequence[str] = (), other: str = "") -> None:
        """Explain a question as it stands with what is remarked on it, or something else that has the focus."""
        if field is None:
            self.put(Content.styled(other, "$text-muted"))
            return
        style, words = field.explanation
        room = max(20, self.size.width - 2)
        lines = [Content(cut(" ".join(remark.split()), room)) for remark in remarks[:2]]
        if self.screen.has_class("-narrow") and width(field.question.wording) > room - 2:
            lines.insert(0, Content(field.question.wording))
        self.put(Content("\n").join([*lines, Content.styled(words, style) if words else Content("")]))
