"""What the command palette offers: the actions in force, the pages, the findings, the themes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import FuzzySearch

from gtm_tui.text.cells import pad
from gtm_tui.tui.key_names import key_name
from gtm_tui.tui.widgets.key_line import distance

if TYPE_CHECKING:
    from gtm_tui.tui.app import WizardApp

_WIDTH = 56
_LEFT_OUT = ("app.command_palette", "command_palette")


class Entry(NamedTuple):
    """One entry: the words it is found by, what stands muted beside them, and what it does."""

    words: str
    beside: str
    run: Callable[[], Awaitable[object] | object]


class Listed(DiscoveryHit):
    """An entry of the palette while nothing is typed, the providers one after the other."""

    def __init__(self, entry: Entry, place: float) -> None:
        super().__init__(_line(Content(entry.words), entry.beside), entry.run, text=entry.words)
        self.place = place

    @property
    def score(self) -> float:
        """Higher comes first."""
        return self.place


class WizardProvider(Provider):
    """A provider over a list of entries; `PLACE` puts those of one provider before those of another."""

    PLACE: ClassVar[float] = 0.0

    def entries(self) -> Iterator[Entry]:
        """What there is."""
        raise NotImplementedError

    @property
    def wizard(self) -> WizardApp:
        """The application."""
        return cast("WizardApp", self.app)

    async def discover(self) -> Hits:
        """Everything, in order."""
        for entry in self.entries():
            yield Listed(entry, self.PLACE)

    async def search(self, query: str) -> Hits:
        """What fits what is typed; entries with every word typed in them first."""
        fuzzy = FuzzySearch()
        words = query.casefold().split()
        for entry in self.entries():
            score, places = fuzzy.match(query, entry.words)
            text = f"{entry.words} {entry.beside}".casefold()
            whole = all(word in text for word in words)
            if score > 0 or whole:
                shown = self._marked(entry.words, places)
                yield Hit((2 if whole else 0) + score, _line(shown, entry.beside), entry.run, text=entry.words)

    def _marked(self, words: str, places: Sequence[int]) -> Content:
        """The words with what fits marked; Textual's own way would read a person's words as markup."""
        shown = Content(words)
        for place in places:
            if not words[place].isspace():
                shown = shown.stylize(self.match_style or "bold underline", place, place + 1)
        return shown


def _line(words: Content, beside: str) -> Content:
    gap = " " * max(2, len(pad(words.plain, _WIDTH)) - len(words.plain))
    return words + Content.styled(f"{gap}{beside}", "$text-muted") if beside else words


class ActionsProvider(WizardProvider):
    """Every action in force on the screen, by its sentence and its keys."""

    PLACE = 0.4

    def entries(self) -> Iterator[Entry]:
        """What can be done here: at the focus first, then on the screen, then everywhere."""
        found: dict[tuple[str, int], tuple[int, str, list[str], Callable[[], Awaitable[object]]]] = {}
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if binding.id is None or not active.enabled or binding.action in _LEFT_OUT or not binding.description:
                continue
            run: Callable[[], Awaitable[object]] = partial(self.app.run_action, binding.action, active.node)
            sentence = binding.tooltip or binding.description
            place = distance(self.screen, active)
            found.setdefault((binding.action, id(active.node)), (place, sentence, [], run))[2].append(key_name(key))
        for _, sentence, keys, run in sorted(found.values(), key=lambda one: one[0]):
            yield Entry(words=f"{sentence[:1].upper()}{sentence[1:]}", beside=", ".join(keys), run=run)


class PagesProvider(WizardProvider):
    """Every page of the questionnaire, and the results."""

    PLACE = 0.3

    def entries(self) -> Iterator[Entry]:
        """The pages of the open session, in order."""
        if (document := self.wizard.document) is None:
            return
        from gtm_tui.tui.widgets.panels import page_title

        interview = document.interview
        for number, ref in enumerate(interview.pages(), start=1):
            settled, asked = interview.progress(ref)
            count = f"{settled} of {asked} answered" if asked else ""
            yield Entry(
                words=f"Page {number}: {page_title(interview, ref)}",
                beside=count,
                run=partial(self.wizard.go_to_page, ref),
            )


class FindingsProvider(WizardProvider):
    """Every finding by its title."""

    PLACE = 0.2

    def entries(self) -> Iterator[Entry]:
        """The findings of the open session, worst first."""
        if (document := self.wizard.document) is None:
            return
        session = document.interview.session
        for finding in document.interview.assessment.findings:
            name = session.segment_name(finding.segment) if finding.segment else ""
            words = f"{finding.mark} {finding.title}" + (f", {name}" if name else "")
            yield Entry(words=words, beside="finding", run=partial(self.wizard.show_finding, finding.identity))


class ThemesProvider(WizardProvider):
    """The wizard's own looks, then Textual's, under the word theme."""

    PLACE = 0.1

    def entries(self) -> Iterator[Entry]:
        """The themes; none where the terminal has no colours."""
        if self.app.no_color:
            return
        from gtm_tui.terminal.themes import DARK, HIGH_CONTRAST, LIGHT

        own = {
            DARK: "Theme dark",
            LIGHT: "Theme light",
            HIGH_CONTRAST: "Theme high contrast, the terminal's own colours",
        }
        others = {name: f"Theme {name}" for name in self.app.available_themes if name not in own}
        for name, words in (own | others).items():
            beside = "in use" if name == self.app.theme else ""
            yield Entry(words=words, beside=beside, run=partial(self.wizard.use_theme, name))


PROVIDERS = (ActionsProvider, PagesProvider, FindingsProvider, ThemesProvider)
