"""What-if: other answers over the session, which stays as it is until they are applied."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

from textual.binding import BindingType

from gtm_tui.analysis.segment_fix import segment_fix
from gtm_tui.analysis.whatif import Overlay, overlay_of
from gtm_tui.document import Document
from gtm_tui.interview import Interview
from gtm_tui.model.session import Scenario
from gtm_tui.text.plural import counted
from gtm_tui.tui import chrome
from gtm_tui.tui.drawing import BLANK, Frame, Pen, Row, typed_at
from gtm_tui.tui.results.whatif import Place, WhatIf, tried_lines
from gtm_tui.tui.screens.base import bindings
from gtm_tui.tui.screens.menu import Entry, MenuScreen, Question
from gtm_tui.tui.screens.prompt_screen import PromptScreen


class WhatIfScreen(PromptScreen[None]):
    """Other answers for a segment; `overlay` to start from, `scenario` the id of the one that is open."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "up", "down", "left", "right", "next_field", "previous_field", "enter", "press", "page_up", "page_down",
        "less", "more", "map", "grid", "solve", "undo", "back",
    )  # fmt: skip

    def __init__(
        self,
        interview: Interview,
        document: Document,
        segment: str = "",
        overlay: Overlay | None = None,
        scenario: str = "",
    ) -> None:
        super().__init__()
        self.interview = interview
        self.document = document
        self.state = WhatIf(interview.assessment, segment, overlay)
        self.scenario = scenario

    # -- drawing ---------------------------------------------------------------------------------------

    def draw(self, width: int, height: int) -> Frame:
        """Bar, fields and picture, difference, a word, keys."""
        session = self.interview.session
        state = self.state
        name = session.segment_name(state.segment) if state.segment else "the team"
        count = len(session.segments)
        place = f" ({session.segments.index(state.segment) + 1} of {count})" if count > 1 and state.segment else ""
        right = f"{len(state.overlay.changes)} changed" if state.changed else "nothing changed"
        head = [chrome.top_line(width, session.company(), f"What-if: {name}{place}", right)]
        head += [BLANK] if height >= 20 else []
        room = max(1, height - len(head) - 2)
        rows, (x, y) = state.rows(width, room)
        rows = [*rows, *[BLANK] * (room - len(rows))][:room]
        rows, (x, y) = self.with_prompt(rows, width, (x, y))
        foot = [self._word(width), chrome.key_line(width, self.keys, self._actions(), self._key_words())]
        all_rows = [*head, *rows, *foot][:height]
        return Frame(tuple(all_rows), typed_at(all_rows) or (x, y + len(head)))

    def _word(self, width: int) -> Row:
        if self.state.error:
            return Pen(width).put(" ").put(self.state.error, "error").row
        if self.message:
            return chrome.message_line(width, self.message)
        return chrome.quiet_line(width, "Nothing changes until you apply. + and - change by 10 %.")

    def _actions(self) -> list[str]:
        names = ["more", "less", "press", "solve", "grid" if self.state.view == "map" else "map"]
        names += ["page_down"] if len(self.interview.session.segments) > 1 else []
        return [*names, "undo", "back"]

    def _key_words(self) -> dict[str, str]:
        back = "apply, keep, discard" if self.state.changed else "back"
        return {"back": back, "press": "toggle", "page_down": "next segment", "undo": "reset"}

    # -- keys ------------------------------------------------------------------------------------------

    def take_key(self, key: str, character: str | None) -> bool:
        """Digits are typed into a number; Esc forgets what is being typed."""
        self.message = ""
        if self.prompt is not None:
            return self.answered(key, character)
        took = self._typed(key, character)
        if took:
            self.redraw()
        return took

    def _typed(self, key: str, character: str | None) -> bool:
        if key == "escape" and self.state.leave_field():
            return True
        if character is not None and self.state.type(character):
            return True
        return self.state.edit(key)

    def take_paste(self, text: str) -> None:
        """Pasted text goes into the line asked for, or as a number into the field."""
        if self.prompt is not None:
            self.pasted(text)
            return
        for character in text.strip()[:20]:
            self.state.type(character)

    def pressed(self, target: Hashable, column: int) -> None:
        """A click goes there, and toggles or takes the next option."""
        if isinstance(target, Place):
            self.state.go(target)
            self.state.press()

    def turned(self, by: int) -> None:
        """The wheel moves the highlight."""
        self.state.move(by)

    def action_up(self) -> None:
        """One field up."""
        self.state.move(-1)
        self.redraw()

    def action_down(self) -> None:
        """One field down."""
        self.state.move(1)
        self.redraw()

    action_next_field = action_down
    action_previous_field = action_up
    action_enter = action_down

    def action_left(self) -> None:
        """10 % less, or the previous option."""
        self.state.step(-1)
        self.redraw()

    def action_right(self) -> None:
        """10 % more, or the next option."""
        self.state.step(1)
        self.redraw()

    action_less = action_left
    action_more = action_right

    def action_press(self) -> None:
        """Toggle a motion, or take a change made elsewhere back."""
        self.state.press()
        self.redraw()

    def action_page_down(self) -> None:
        """The next segment."""
        self.state.turn(1)
        self.redraw()

    def action_page_up(self) -> None:
        """The segment before."""
        self.state.turn(-1)
        self.redraw()

    def action_map(self) -> None:
        """The map beside the fields."""
        self.state.view = "map"
        self.redraw()

    def action_grid(self) -> None:
        """The grid beside the fields."""
        self.state.view = "grid"
        self.redraw()

    def action_undo(self) -> None:
        """Take the change of the highlighted answer back."""
        self.state.reset()
        self.redraw()

    def action_solve(self) -> None:
        """Try the smallest set of changes after which the segment fits."""
        if not self.state.take() or not self.state.segment:
            return
        way = segment_fix(self.state.overlay.assessment, self.state.segment)
        self.state.overlay = self.state.overlay.set_all((change.key, change.new) for change in way.changes)
        self.say(way.sentence)

    # -- leaving ---------------------------------------------------------------------------------------

    def action_back(self) -> None:
        """Leave: apply, keep as a scenario or discard, where something was changed."""
        if not self.state.take():
            self.redraw()
            return
        if not self.state.changed:
            self.dismiss(None)
            return
        lines = tried_lines(self.state.overlay)
        answers = counted(len(lines), "answer")
        entries = [
            Entry("apply", "Apply to the session", answers, "Changes these answers; undo in the results reverts this."),
            Entry(
                "keep", "Save as a scenario ...", "", "The session is unchanged; o in the results reopens the scenario."
            ),
            Entry("discard", "Discard", "", "Discards the changes."),
            Entry("stay", "Continue trying", "", "Back to the fields."),
            Entry("", ""),
            Entry("", "Lines that would change"),
            *(Entry("", f"  {line}", style="muted") for line in lines),
        ]
        self.app.push_screen(Question("Leave the what-if", "", entries), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer == "apply":
            self.interview.change(self.state.overlay.applied(), "what-if")
            self.dismiss(None)
        elif answer == "discard":
            self.dismiss(None)
        elif answer == "keep":
            scenario = self.interview.session.scenarios.get(self.scenario)
            self.ask("Name of this scenario:", scenario.title if scenario else "", self._keep, 200)

    def _keep(self, title: str) -> None:
        if not title:
            self.say("Not saved: a scenario needs a name.")
            return
        session = self.interview.session
        opened = session.scenarios.get(self.scenario)
        if opened is not None and opened.title == title:
            changes = {change.key: change.new for change in self.state.overlay.changes}
            self.interview.change(
                session.with_scenario(self.scenario, Scenario(title=title, changes=changes)), "scenario"
            )
        else:
            self.interview.change(self.state.overlay.kept_as(title)[0], "scenario")
        self.dismiss(None)


class ScenariosScreen(MenuScreen[str]):
    """The scenarios that were kept; dismisses with the id of the one to open."""

    title_text = "Scenarios"

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self.interview = interview

    def entries(self) -> list[Entry]:
        """Title and number of changes, then the way to remove one."""
        scenarios = self.interview.session.scenarios
        lines = [self._entry(name, scenario) for name, scenario in scenarios.items()]
        lines += [Entry("", ""), Entry("", "Remove")]
        return [*lines, *(Entry(f"remove:{name}", s.title, "", "Takes it away.") for name, s in scenarios.items())]

    def _entry(self, name: str, scenario: Scenario) -> Entry:
        overlay = overlay_of(self.interview.assessment, scenario)
        count = len(overlay.changes)
        effect = overlay.effect
        words = f"{count} changed: {len(effect.new)} new, {len(effect.cleared)} cleared"
        return Entry(f"open:{name}", scenario.title, words, "; ".join(tried_lines(overlay)) or "Changes nothing today.")

    def chosen(self, id: str) -> None:
        """Open one, or remove it."""
        kind, _, name = id.partition(":")
        if kind == "open":
            self.dismiss(name)
            return
        self.interview.change(self.interview.session.with_scenario(name, None), "scenario")
        if self.interview.session.scenarios:
            self.renew()
            self.say("Removed.")
        else:
            self.dismiss(None)
