"""Questions as they stand on a page: a line of text, or options with a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gtm_tui.interview import Field, Interview
from gtm_tui.model.session import Value
from gtm_tui.model.vocabulary import SUCCESS_MOTIONS
from gtm_tui.questions import SOURCES, Kind, Option, Question
from gtm_tui.questions.question import NUMERIC, show_raw
from gtm_tui.questions.typed import shown
from gtm_tui.tui.attribution import attribution
from gtm_tui.tui.drawing import Pen, Row, cut, wrap
from gtm_tui.tui.form.item import Help, Item, Paper, Stop

if TYPE_CHECKING:
    from gtm_tui.tui.form.form import Form

TEXT_KINDS = NUMERIC | {Kind.NAME, Kind.TEXT, Kind.PEOPLE, Kind.OWNERS, Kind.DATETIME}
NONE = "(none)"
UNKNOWN = "I don't know"
_SHORT = {"success_motion": {m.id: m.label for m in SUCCESS_MOTIONS.values()}}


def text_of(interview: Interview, key: str, question: Question) -> str:
    """What a text field holds: the answer as typed, or the text that is no answer."""
    session = interview.session
    if key in session.invalid:
        raw = session.invalid[key]
        return raw if isinstance(raw, str) else show_raw(raw)
    value = session.get(key)
    return "" if value is None else shown(question, value, session)


def unit_of(interview: Interview, question: Question) -> str:
    """The unit to show beside a number."""
    if question.kind == Kind.PERCENT:
        return "%"
    if question.unit == "currency":
        return str(interview.session.get("session.currency", "USD"))
    return question.unit


class QuestionItem(Item):
    """What all questions on a page have in common."""

    def __init__(self, interview: Interview, field: Field) -> None:
        self.interview = interview
        self.field = field
        self.question = field.question
        self.id = field.key

    @property
    def state(self) -> str:
        """How the question stands."""
        return self.interview.session.state(self.id)

    def key(self, part: str) -> str:
        """The key path of the question."""
        return self.id

    def tags(self) -> str:
        """What is said beside the answer, in a word or two."""
        session = self.interview.session
        tags = []
        if self.state == "invalid":
            tags.append("<- not valid")
        source = session.sources.get(self.id)
        if source:
            tags.append(next((o.label for o in SOURCES if o.value == source), source))
        if self.id in session.notes:
            tags.append("+ note")
        if self.id in session.unconfirmed and self.state == "answered":
            tags.append("= last time")
        return "  ".join(tags)

    def help(self, form: Form, part: str) -> Help:
        """The question in full and why it is asked, or what is wrong with the answer."""
        text = self.explained(part)
        if self.question.kind == Kind.PEOPLE and text == self.question.help:
            text = f"{form.keys.label('nobody')} says nobody. {text}"
        return Help(self.wording, text, self.problem())

    @property
    def wording(self) -> str:
        """The question in one line."""
        return self.question.wording + ("" if self.question.required else "  (optional)")

    def explained(self, part: str) -> str:
        """Help, or the state when that needs words."""
        session = self.interview.session
        if self.state == "dont_know":
            return "Marked as not known, which is a fair answer. Answer any time, or press F3 to remove the mark."
        if self.state == "not_applicable":
            return f"Does not apply: {session.not_applicable[self.id]}"
        if self.id in session.notes:
            return f"Note: {session.notes[self.id]}"
        if self.id in session.provenance or self.id in session.dissent:
            return f"In the room: {attribution(session, self.id)}."
        return self.question.help

    def problem(self) -> str:
        """What is wrong with the answer, or ''."""
        error = self.interview.problem(self.id)
        return f"Found {error.found}; expected {error.expected}." if error else ""


class TextItem(QuestionItem):
    """A question answered on one line."""

    def draw(self, paper: Paper) -> list[Row]:
        """Label, mark, field, unit and tags."""
        stop = Stop(self.id)
        here = paper.focus == stop
        rows, pen = paper.start(self.question.label, here)
        paper.mark(pen, here)
        unit, tags = unit_of(self.interview, self.question), self.tags()
        start = pen.column
        room = self.room(paper, unit, tags)
        if here and paper.editor is not None:
            paper.edited(pen, room, stop)
        else:
            shown, style = self.shown()
            if self.state in ("dont_know", "not_applicable"):
                room = max(room, min(len(shown), paper.width - pen.column - 1))
            pen.put(cut(shown, room), style, stop)
        pen.put("_" * (start + room - pen.column), "field", stop)
        if unit:
            pen.put(f" {unit}", "muted")
        if tags:
            pen.put(f"  {tags}", "error" if self.state == "invalid" else "muted")
        return [*rows, pen.row]

    def room(self, paper: Paper, unit: str, tags: str) -> int:
        """How wide the field is."""
        available = paper.width - paper.answer - 1
        if unit:
            available -= len(unit) + 1
        if tags:
            available -= len(tags) + 2
        return max(4, min(12 if self.question.kind in NUMERIC else 50, available))

    def shown(self) -> tuple[str, str]:
        """The text of the field and its style while it is not edited."""
        if self.state == "dont_know":
            return f"(?) {UNKNOWN}", "warning"
        if self.state == "not_applicable":
            return "(/) does not apply", "warning"
        text = text_of(self.interview, self.id, self.question).replace("\n", "↵")
        return text, "error" if self.state == "invalid" else "chosen"

    def text(self, form: Form, part: str) -> str | None:
        """The text to edit."""
        return text_of(self.interview, self.id, self.question)

    def write(self, form: Form, part: str, text: str) -> None:
        """Take what is typed as the answer, as far as it is one."""
        self.interview.type(self.id, text)


class ChoiceItem(QuestionItem):
    """A question answered by picking one option, or any number of them."""

    @property
    def several(self) -> bool:
        """Whether any number of options may be picked."""
        return self.question.kind in (Kind.CHOICES, Kind.SEGMENTS)

    def options(self) -> tuple[Option, ...]:
        """The options; for segments the other segments of the session."""
        if self.question.kind == Kind.YES_NO:
            return (Option(value="yes", label="yes"), Option(value="no", label="no"))
        if self.question.kind == Kind.SEGMENTS:
            session = self.interview.session
            here = self.id.split(".")[1]
            return tuple(Option(value=s, label=session.segment_name(s)) for s in session.segments if s != here)
        return self.question.options

    def picked(self) -> set[str]:
        """The options picked; NONE when the answer is that none applies."""
        value = self.interview.session.get(self.id)
        if isinstance(value, bool):
            return {"yes" if value else "no"}
        if isinstance(value, tuple):
            return {str(v) for v in value} or {NONE}
        return set() if value is None else {str(value)}

    def draw(self, paper: Paper) -> list[Row]:
        """Options beneath each other, or in a flow where they are short."""
        here = paper.focus is not None and paper.focus.item == self.id
        rows, pen = paper.start(self.question.label, here)
        choices = [(o.value, self.label(o, paper)) for o in self.options()]
        if self.several:
            choices.append((NONE, "none of these"))
        if self.state in ("dont_know", "not_applicable"):
            choices.append(("(state)", UNKNOWN if self.state == "dont_know" else "does not apply"))
        if self.tags():
            choices.append(("(tags)", self.tags()))
        flowing = self._short(paper) or self._fits_in_flow(
            paper, [label for value, label in choices if value[0] != "("]
        )
        picked = self.picked()
        room = paper.width - paper.answer
        for index, (value, label) in enumerate(choices):
            mark = self._mark(value, value in picked)
            lines = [label] if flowing else wrap(label, room - len(mark))
            wide = len(mark) + (len(label) if flowing else 0)
            if index and not (flowing and pen.column + 3 + wide <= paper.width):
                rows.append(pen.row)
                pen = Pen(paper.width)
            self._option(paper, pen, value, mark + lines[0], value in picked)
            for line in lines[1:]:
                rows.append(pen.row)
                pen = (
                    Pen(paper.width)
                    .to(paper.answer + len(mark))
                    .put(line, "chosen" if value in picked else "", Stop(self.id, value))
                )
        return [*rows, pen.row]

    def _option(self, paper: Paper, pen: Pen, value: str, text: str, picked: bool) -> None:
        if value == "(tags)":
            pen.to(max(pen.column + 2, paper.answer)).put(text, "error" if self.state == "invalid" else "muted")
            return
        stop = Stop(self.id, value)
        here = paper.focus == stop
        if pen.column < paper.answer:
            paper.mark(pen, here)
        else:
            pen.put(" >" if here else "  ", "mark").put(" ")
        style = "warning" if value == "(state)" else "chosen" if picked else ""
        pen.put(text, style, None if value == "(state)" else stop)

    def _mark(self, value: str, picked: bool) -> str:
        if value == "(tags)":
            return ""
        if value == "(state)":
            return "(?) " if self.state == "dont_know" else "(/) "
        if self.several:
            return "[x] " if picked else "[ ] "
        return "(*) " if picked else "( ) "

    def _fits_in_flow(self, paper: Paper, labels: list[str]) -> bool:
        """One row for few options; for many short ones at most half as many rows as options."""
        room, rows, used = paper.width - paper.answer, 1, 0
        for label in labels:
            wide = len(label) + 4 + (3 if used else 0)
            if used and used + wide > room:
                rows, used, wide = rows + 1, 0, len(label) + 4
            used += wide
        if max(map(len, labels), default=0) > 26:
            return False
        return rows == 1 or (len(labels) >= 6 and rows <= len(labels) / 2)

    def _short(self, paper: Paper) -> bool:
        return not paper.tall and self.id.rpartition(".")[2] in _SHORT

    def label(self, option: Option, paper: Paper) -> str:
        """The label of an option, short where room is scarce."""
        if self._short(paper):
            return _SHORT[self.id.rpartition(".")[2]].get(option.value, option.label)
        return option.label

    def press(self, form: Form, part: str) -> bool:
        """Pick an option, or take it back when it is picked."""
        if part in self.picked():
            if self.several and part != NONE and len(self.picked()) > 1:
                self._answer(self.picked() - {part})
            else:
                self.interview.clear(self.id)
        elif self.several:
            self._answer(set() if part == NONE else (self.picked() - {NONE}) | {part})
        else:
            self._answer({part})
        return True

    def enter(self, form: Form, part: str) -> bool:
        """Pick one option and go on; among several, pick and stay."""
        if self.several:
            return self.press(form, part)
        if part not in self.picked():
            self._answer({part})
        return False

    def _answer(self, picked: set[str]) -> None:
        order = [o.value for o in self.options() if o.value in picked]
        value: Value = tuple(order) if self.several else order[0]
        if self.question.kind == Kind.YES_NO:
            value = order[0] == "yes"
        self.interview.answer(self.id, value)
        self.interview.end_step()

    def type(self, form: Form, part: str, character: str) -> bool:
        """A digit picks the option of that number, y and n answer yes or no."""
        options = self.options()
        if self.question.kind == Kind.YES_NO and character in "yYnN":
            form.focus = Stop(self.id, "yes" if character in "yY" else "no")
            self._answer({form.focus.part})
            return True
        if character.isdigit() and 0 < int(character) <= len(options):
            form.focus = Stop(self.id, options[int(character) - 1].value)
            return self.press(form, form.focus.part)
        return False

    def first(self, form: Form) -> str | None:
        """The picked option."""
        picked = self.picked()
        return next((o.value for o in self.options() if o.value in picked), NONE if picked else None)

    def explained(self, part: str) -> str:
        """What the highlighted option means."""
        text = super().explained(part)
        option = next((o for o in self.options() if o.value == part), None)
        if text != self.question.help or option is None or not option.definition:
            return text
        return option.definition

    def help(self, form: Form, part: str) -> Help:
        """The question and the meaning of the option."""
        option = next((o for o in self.options() if o.value == part), None)
        help = super().help(form, part)
        if option is not None and self.id.rpartition(".")[2] in _SHORT:
            return Help(f"{self.question.label}: {option.label}", help.text, help.problem)
        return help


class CodeItem(TextItem):
    """A short code."""

    def room(self, paper: Paper, unit: str, tags: str) -> int:
        """Codes are short."""
        return min(12, super().room(paper, unit, tags))


def field_item(interview: Interview, field: Field) -> QuestionItem:
    """The item for one question."""
    question = field.question
    if question.kind == Kind.CURRENCY:
        return CodeItem(interview, field)
    return (TextItem if question.kind in TEXT_KINDS else ChoiceItem)(interview, field)
