"""One difference between several people, large and plain: who said what, how it was settled, what to ask."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widgets import OptionList, Static

from gtm_tui.analysis.consensus import Reveal
from gtm_tui.analysis.perception_gaps import Comparison, Disagreement
from gtm_tui.rules.context import listed
from gtm_tui.text.cells import pad, wrap
from gtm_tui.text.cells import width as cells
from gtm_tui.tui.results.side_by_side import Voice, ask_words, effects_words, gaps_on, settled_words, voices
from gtm_tui.tui.widgets.options import Options

#: What can be chosen beside the answers that were given.
OTHER, OPEN = "another answer", "open"
WIDEST = 90


class DifferenceView(VerticalScroll):
    """The answers to one question as options to settle on; nobody's answer is taken beforehand."""

    def __init__(self, comparison: Comparison, difference: Disagreement) -> None:
        super().__init__(can_focus=False)
        self.comparison = comparison
        self.difference = difference
        self.voices = voices(difference)

    def compose(self) -> ComposeResult:
        """The question, the answers, and what hangs on them."""
        yield Static(self.difference.label, id="difference-label", markup=False)
        yield Static(self.difference.wording, id="difference-wording", markup=False)
        yield Static(f"Ask: {ask_words(self.difference)}", id="difference-ask", markup=False)
        yield Options(self._options())
        if silent := self._silent():
            yield Static(silent, id="difference-silent", markup=False)
        yield Static("", id="difference-settled", markup=False)
        yield Static(self._consequences(), id="difference-consequences", markup=False)

    def _options(self) -> list[tuple[str, str]]:
        given = [(voice.labels[0], self._answer(voice)) for voice in self.voices if voice.given]
        return [*given, (OTHER, "Another answer, found together"), (OPEN, "Leave it open for now")]

    def _answer(self, voice: Voice) -> str:
        """An answer and whose it is, with room around it where the screen has it, else in one line where it fits."""
        width = min((self.app.size.width or 80) - 14, WIDEST)
        if self.app.size.height >= 20 + 3 * len(self.voices):
            return _lines([*wrap(voice.words, width), *wrap(voice.people, width), " "])
        column = max(cells(other.words) for other in self.voices if other.given) + 4
        if all(column + cells(other.people) <= width for other in self.voices):
            return f"{pad(voice.words, column)}{voice.people}"
        return _lines([*wrap(voice.words, width), *wrap(voice.people, width)])

    def _silent(self) -> str:
        return "\n".join(f"{voice.people}: {voice.words}" for voice in self.voices if not voice.given)

    def _consequences(self) -> str:
        seen = listed(list(dict.fromkeys(gap.title.lower() for gap in gaps_on(self.comparison, self.difference.key))))
        parts = [effects_words(self.comparison, self.difference), f"Seen differently: {seen}." if seen else ""]
        return "\n".join(part for part in parts if part)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Keep the highlighted answer in sight where the page is longer than the screen."""
        above = sum(label.count("\n") + 1 for label in self.query_one(Options).labels[: event.option_index])
        place = self.query_one(Options).virtual_region
        here = Region(0, place.y + above, place.width, 2)
        self.scroll_to_region(here, animate=False)

    def show(self, reveal: Reveal) -> None:
        """Show how the difference stands."""
        settlement = reveal.settled.get(self.difference.key)
        words = self.query_one("#difference-settled", Static)
        options = self.query_one(Options)
        if settlement is None:
            options.show(frozenset((OPEN,)))
            options.highlighted = options.highlighted or 0
            words.update("Open: nobody's answer is taken yet.")
            words.remove_class("-settled")
            return
        taken = [v for v in self.voices if v.given and set(v.labels) & set(settlement.taken_from)]
        options.show(frozenset((taken[0].labels[0] if taken else OTHER,)))
        others = [s.label for s in self.difference.said if s.label not in settlement.taken_from and s.state != "open"]
        kept = f" Dissent kept: {listed(others)}." if others else ""
        words.update(f"Settled: {settled_words(self.difference, settlement)}.{kept}")
        words.add_class("-settled")


def _lines(lines: list[str]) -> str:
    """Lines of an option, those after the first beneath its words."""
    return "\n    ".join(lines)
