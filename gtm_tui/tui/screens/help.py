"""Help: the question that has the focus in full or what the screen is, then the keys in force here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from gtm_tui.questions import Kind
from gtm_tui.questions.question import NUMERIC
from gtm_tui.text.sanitise import shown
from gtm_tui.tui.attribution import attribution
from gtm_tui.tui.key_names import key_name
from gtm_tui.tui.screens.text_screen import Paragraph, TextScreen, paragraphs
from gtm_tui.tui.widgets.key_line import distance

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from gtm_tui.interview import Interview
    from gtm_tui.questions import Question
    from gtm_tui.tui.screens.base import WizardScreen

SPELLINGS = {
    Kind.MONEY: "18000, 18k, 18,000, 18.000, 1.2m, 1,2 Mio; another currency by its sign or code, such as EUR 18k",
    Kind.COUNT: "90, 1.2k, 90 deals; another period by its name, such as 90/month",
    Kind.NUMBER: "75, 2.5, 60 days, 2 months, 1 year",
    Kind.PERCENT: "30, 30 %",
    Kind.PEOPLE: "names or titles with commas between, such as Dana Ortiz, VP Product; F4 answers nobody",
    Kind.CURRENCY: "a code of three letters, such as USD or EUR",
    Kind.YES_NO: "Space on yes or no, or 1 for yes and 2 for no",
    Kind.CHOICE: "Space on an option, or its number; letters only move the highlight",
    Kind.CHOICES: "Space on each that fits, or its number; chosen again, it is taken back",
}
_READING = (
    "Where a number could be read in two ways, what was understood stands beside it; typing = takes the other reading."
)


_KEYS_WIDTH = 18


class HelpScreen(TextScreen):
    """Help for the screen beneath."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "close", "back", show=False, id="help.close"),
    ]

    def __init__(self, below: WizardScreen) -> None:
        super().__init__()
        focused = getattr(below, "focused_field", None)
        about = about_question(below.interview, focused.key, focused.question) if focused else below.about()  # type: ignore[attr-defined]
        self._paragraphs = [*about, ("accent", "Keys here"), *key_rows(below)]
        if not below.wizard.restricted:
            where = below.wizard.where.config / "config.toml"
            self._paragraphs += [("", ""), ("muted", f"Keys can be changed in the table [keys] of {shown(where)}.")]

    def title_words(self) -> str:
        """What stands in the top line."""
        return "Help"

    def text(self) -> Content:
        """The question or the screen, then the keys."""
        return paragraphs(self._paragraphs, self.text_width)


def about_question(interview: Interview, key: str, question: Question) -> list[Paragraph]:
    """A question in full: wording, why it is asked, what each option means, which spellings work, what hangs on it."""
    session = interview.session
    said: list[Paragraph] = [("accent", question.wording), ("", question.help)]
    if (problem := interview.problem(key)) is not None:
        said.append(("error", f"Found {problem.found}; expected {problem.expected}."))
    if question.options:
        said.append(("", ""))
        said += [(f"row:{_column(question)}", f"{o.label}\t{o.definition}") for o in question.options]
    if question.kind in SPELLINGS:
        said += [("", ""), ("row:14", f"Answered by\t{SPELLINGS[question.kind]}")]
    if question.kind in NUMERIC:
        said.append(("row:14", f"\t{_READING}"))
    if note := session.notes.get(key):
        said.append(("row:14", f"Note\t{note}"))
    if reason := session.not_applicable.get(key):
        said.append(("row:14", f"Does not apply\t{reason}"))
    if room := attribution(session, key):
        said += [("accent", "Who said what"), *(("", part) for part in room.split("; "))]
    resting = [f for f in interview.assessment.findings if any(read == key for read, _ in f.evidence)]
    if resting:
        said.append(("accent", "Findings that rest on this answer"))
        said += [("row:4", f"{f.mark}\t{f.title}") for f in resting]
    return said


def _column(question: Question) -> int:
    return min(34, max(len(option.label) for option in question.options) + 2)


def key_rows(screen: Screen[Any]) -> list[Paragraph]:
    """Every action in force on a screen with its keys: what has the focus, the screen, what works everywhere."""
    near: dict[tuple[str, DOMNode], tuple[int, list[str], str]] = {}
    editing: dict[tuple[str, DOMNode], tuple[int, list[str], str]] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        sentence = binding.tooltip or binding.description
        if sentence and active.enabled:
            rows = near if binding.id is not None or _own(active.node, binding.action) else editing
            known = rows.setdefault((binding.action, active.node), (distance(screen, active), [], sentence))
            known[1].append(key_name(key))
    said = [_row(keys, words) for _, keys, words in sorted(near.values(), key=lambda one: one[0])]
    if editing:
        said += [("accent", "Moving and editing"), *(_row(keys[:3], words) for _, keys, words in editing.values())]
    return said


def _row(keys: list[str], words: str) -> Paragraph:
    return f"row:{_KEYS_WIDTH}", f"{', '.join(keys)}\t{words[:1].upper()}{words[1:]}"


def _own(node: DOMNode, action: str) -> bool:
    """Whether a class of the wizard binds the action."""
    return any(
        kind.__module__.startswith("gtm_tui")
        and any(getattr(binding, "action", None) == action for binding in kind.__dict__.get("BINDINGS", ()))
        for kind in type(node).__mro__
    )
