"""Plan, accept or disagree with a finding; clear a decision."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual.binding import BindingType

from gtm_tui.analysis.ways_out import ways_out
from gtm_tui.analysis.wording import change_words
from gtm_tui.interview import Interview
from gtm_tui.model.vocabulary import DECIDED, STATUS
from gtm_tui.rules import Assessment, Finding
from gtm_tui.text.sanitise import sanitise_line
from gtm_tui.tui import chrome
from gtm_tui.tui.drawing import BLANK, Frame
from gtm_tui.tui.results.decision import DecisionForm
from gtm_tui.tui.screens.base import SheetScreen, bindings


class DecideScreen(SheetScreen[str]):
    """The decision on the finding named `identity`, which must stand; dismisses with what was done, in words."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "up", "down", "next_field", "previous_field", "enter", "press", "save", "back"
    )

    def __init__(self, interview: Interview, identity: str) -> None:
        super().__init__()
        self.interview = interview
        self.identity = identity
        finding = interview.assessment.find(identity)
        assert finding is not None
        people = tuple(person for person, _ in interview.people())
        self.form = DecisionForm(interview.assessment, finding, proposal(interview.assessment, finding), people)

    def draw(self, width: int, height: int) -> Frame:
        """Bar, form, what is wrong or meant, keys."""
        top = [chrome.top_line(width, self.interview.session.company(), "Decide", self.identity)]
        top += [BLANK] if height >= 18 else []
        room = max(1, height - len(top) - 2)
        rows, (x, y) = self.form.rows(width, room)
        first = max(0, min(y - room + 2, len(rows) - room))
        rows = rows[first : first + room]
        said = chrome.message_line(width, self.message) if self.message else chrome.quiet_line(width, self.form.hint())
        words = {"enter": "next", "back": "leave it", "save": "keep"}
        keys = chrome.key_line(width, self.keys, ("enter", "save", "back"), words)
        filled = [*top, *rows, *[BLANK] * (room - len(rows)), said, keys]
        return Frame(tuple(filled[:height]), (x, y - first + len(top)))

    # -- keys ------------------------------------------------------------------------------------------

    def take_key(self, key: str, character: str | None) -> bool:
        """Characters and editing keys go to the field."""
        self.message = ""
        editor = self.form.editor
        if character is not None and character.isprintable():
            took = self.form.type(character)
        else:
            took = editor is not None and editor.press(key)
        if took:
            self.redraw()
        return took

    def take_paste(self, text: str) -> None:
        """Pasted text goes to the field, on one line."""
        for character in sanitise_line(text.strip())[0]:
            self.form.type(character)

    def pressed(self, target: Hashable, column: int) -> None:
        """A click goes there; on a kind it picks it, on the last line it keeps the decision."""
        self.form.go(str(target))
        if target == "save":
            self.action_save()
        else:
            self.form.press()

    def action_up(self) -> None:
        """One up."""
        self.form.move(-1)
        self.redraw()

    def action_down(self) -> None:
        """One down."""
        self.form.move(1)
        self.redraw()

    action_next_field = action_down
    action_previous_field = action_up

    def action_enter(self) -> None:
        """Pick, or go on; on the last line keep the decision."""
        if self.form.at == "save":
            self.action_save()
            return
        if self.form.at.startswith("kind:"):
            self.form.press()
        else:
            self.form.move(1)
        self.redraw()

    def action_press(self) -> None:
        """Pick the highlighted kind."""
        self.form.press()
        self.redraw()

    def action_save(self) -> None:
        """Keep the decision, unless something is missing."""
        if not self.form.try_to_save():
            self.redraw()
            return
        self.interview.change(self.interview.session.with_decision(self.identity, self.form.decision()), "decision")
        done = STATUS[self.form.kind if self.form.kind in DECIDED else "open"].title
        self.dismiss(f"{done}: {self.identity}. {self.keys.label('undo')} undoes it.")

    def action_back(self) -> None:
        """Leave the decision as it was."""
        self.dismiss(None)


def proposal(assessment: Assessment, finding: Finding) -> str:
    """The best way out as an action to plan, or '' where none is good enough to propose."""
    best = next((way for way in ways_out(assessment, finding) if way.chosen and not way.costly), None)
    if best is None:
        return ""
    words = change_words(assessment.session, best.changes, finding.segment)
    return words[:1].upper() + words[1:]
