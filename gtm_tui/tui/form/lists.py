"""What comes and goes on a page: folds, actions, budget lines, loose ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from gtm_tui.interview import Interview, LooseEnd
from gtm_tui.questions import BUDGET_PRESETS, Question, aim_words, page_words, question_for
from gtm_tui.tui.drawing import BLANK, Pen, Row, cut, wrap
from gtm_tui.tui.form.fields import text_of
from gtm_tui.tui.form.item import Help, Item, Paper, Stop

if TYPE_CHECKING:
    from gtm_tui.tui.form.form import Form


class ActionItem(Item):
    """A line that does something when pressed."""

    def __init__(self, id: str, label: str, run: Callable[[Form], None], help: str = "", gap: bool = False) -> None:
        self.id = id
        self.label = label
        self.run = run
        self.said = help
        self.gap = gap

    def draw(self, paper: Paper) -> list[Row]:
        """The mark and the label."""
        stop = Stop(self.id)
        pen = Pen(paper.width).to(1).put(">" if paper.focus == stop else " ", "mark").put(" ")
        row = pen.put(self.label, "strong" if paper.focus == stop else "", stop).row
        return [BLANK, row] if self.gap else [row]

    def press(self, form: Form, part: str) -> bool:
        """Do it."""
        self.run(form)
        return True

    def help(self, form: Form, part: str) -> Help:
        """What it does."""
        return Help(self.said)


class FoldItem(ActionItem):
    """A group of questions that can be opened and closed."""

    def __init__(self, title: str, settled: int, asked: int, open: bool) -> None:
        mark = "[-]" if open else "[+]"
        super().__init__(
            f"fold:{title}",
            f"{mark} {title}   {settled} of {asked} answered",
            lambda form: form.fold(title),
            "Enter folds these questions." if open else "Enter opens these questions; all are optional.",
        )


class PresetsItem(Item):
    """Lines people usually have, to be added with one key."""

    id = "presets"

    def __init__(self, interview: Interview) -> None:
        self.interview = interview
        taken = {interview.session.get(f"budget.{line}.label") for line in interview.session.budget}
        self.presets = [preset for preset in BUDGET_PRESETS if preset[0] not in taken]

    def draw(self, paper: Paper) -> list[Row]:
        """The presets in a flow."""
        rows: list[Row] = []
        pen = Pen(paper.width)
        for label in [*(preset[0] for preset in self.presets), "another line"]:
            if pen.column and pen.column + len(label) + 8 > paper.width:
                rows.append(pen.row)
                pen = Pen(paper.width)
            stop = Stop(self.id, label)
            pen.put("  " if pen.column else " ").put(">" if paper.focus == stop else " ", "mark")
            pen.put(f" [+] {label}", "strong" if paper.focus == stop else "", stop)
        return [*rows, pen.row]

    def press(self, form: Form, part: str) -> bool:
        """Add the line."""
        for label, payer, aim in self.presets:
            if label == part:
                line = self.interview.add_budget_line(label, payer, aim)
                form.focus = Stop(f"budget:{line}", "amount")
                return True

        def add(text: str) -> None:
            if text:
                form.focus = Stop(f"budget:{self.interview.add_budget_line(text)}", "payer")

        form.ask("What is this money for?", "", add, most=200)
        return True

    def help(self, form: Form, part: str) -> Help:
        """What the preset says."""
        for label, payer, aim in self.presets:
            if label == part:
                whom = aim_words(aim)
                return Help(f"Adds: {label}", f"Paid by {payer.capitalize()}, for {whom}. Change either one if needed.")
        return Help("Add your own line", "One line of the marketing or sales budget.")


BUDGET_ROW = {"label": 26, "payer": 11, "aim": 16, "amount": 10}
_ROW = sum(wide + 3 for wide in BUDGET_ROW.values()) + 5
_NARROW = _ROW - BUDGET_ROW["label"] - 1


def _stacked(paper: Paper) -> bool:
    """Whether a budget line takes more than one row."""
    return paper.stacked or paper.width < _ROW


class BudgetItem(Item):
    """One budget line: what for, whose money, for whom, how much."""

    def __init__(self, interview: Interview, line: str) -> None:
        self.interview = interview
        self.line = line
        self.id = f"budget:{line}"

    def draw(self, paper: Paper) -> list[Row]:
        """One row; two or three where the screen is narrow."""
        rows: list[Row] = []
        pen = Pen(paper.width)
        for part, wide in BUDGET_ROW.items():
            if (_stacked(paper) and part == "payer") or (paper.width < _NARROW and part == "amount"):
                rows.append(pen.row)
                pen = Pen(paper.width).to(2)
            stop = Stop(self.id, part)
            pen.put(" ").put(">" if paper.focus == stop else " ", "mark").put(" ")
            start = pen.column
            if paper.focus == stop and paper.editor is not None:
                paper.edited(pen, wide, stop)
            else:
                shown, style = self._shown(part)
                pen.put(cut(shown, wide), style, stop)
            pen.put("_" * (start + wide - pen.column), "field", stop)
        stop = Stop(self.id, "remove")
        pen.put(" ").put(">" if paper.focus == stop else " ", "mark").put("[-]", "muted", stop)
        return [*rows, pen.row]

    def _shown(self, part: str) -> tuple[str, str]:
        key, question = self.key(part), self._question(part)
        state = self.interview.session.state(key)
        if state in ("dont_know", "not_applicable"):
            return "(?)" if state == "dont_know" else "(/)", "warning"
        text = text_of(self.interview, key, question)
        return (f"! {text}", "error") if state == "invalid" else (text, "chosen")

    def _question(self, part: str) -> Question:
        question = question_for(self.key(part))
        assert question is not None
        return question

    def key(self, part: str) -> str:
        """The key path of a part."""
        return f"budget.{self.line}.{part}" if part in BUDGET_ROW else ""

    def text(self, form: Form, part: str) -> str | None:
        """Label and amount are typed."""
        return text_of(self.interview, self.key(part), self._question(part)) if part in ("label", "amount") else None

    def write(self, form: Form, part: str, text: str) -> None:
        """Take what is typed."""
        self.interview.type(self.key(part), text)

    def press(self, form: Form, part: str) -> bool:
        """The next option, or the line is removed."""
        if part == "remove":
            self.interview.remove_budget_line(self.line)
            return True
        if part not in ("payer", "aim"):
            return False
        values = self._question(part).values
        now = self.interview.session.get(self.key(part))
        index = values.index(now) + 1 if now in values else 0
        if index == len(values):
            self.interview.clear(self.key(part))
        else:
            self.interview.answer(self.key(part), values[index])
        self.interview.end_step()
        return True

    def enter(self, form: Form, part: str) -> bool:
        """Enter goes on to the next cell; an empty cell takes its first option."""
        if part == "remove":
            return self.press(form, part)
        parts = [*BUDGET_ROW]
        if part in parts[:-1]:
            form.focus = Stop(self.id, parts[parts.index(part) + 1])
            return True
        return False

    def type(self, form: Form, part: str, character: str) -> bool:
        """A digit picks an option."""
        if part not in ("payer", "aim"):
            return False
        values = self._question(part).values
        if character.isdigit() and 0 < int(character) <= len(values):
            self.interview.answer(self.key(part), values[int(character) - 1])
            return True
        return False

    def help(self, form: Form, part: str) -> Help:
        """The question of the cell."""
        if part == "remove":
            return Help("Removes this line", "Undo restores it.")
        question = self._question(part)
        error = self.interview.problem(self.key(part))
        said = f"Found {error.found}; expected {error.expected}." if error else ""
        options = "  ".join(f"{i} {o.label}" for i, o in enumerate(question.options, start=1))
        hint = f"Space changes it:  {options}" if options else question.help
        if reason := self.interview.session.not_applicable.get(self.key(part)):
            hint = f"Does not apply: {reason}"
        return Help(question.wording, hint, said)


class BudgetHead(Item):
    """The column heads of the budget lines."""

    id = "budget-head"
    head = True

    def __init__(self, currency: str) -> None:
        self.currency = currency

    def draw(self, paper: Paper) -> list[Row]:
        """Heads above the cells."""
        pen = Pen(paper.width).to(1).put("Marketing and sales budget", "accent")
        if not _stacked(paper):
            column = 3
            for part, title in (("label", ""), ("payer", "who pays"), ("aim", "meant for"), ("amount", "a year")):
                if title:
                    pen.to(column).put(f"{title} {self.currency}" if part == "amount" else title, "muted")
                column += BUDGET_ROW[part] + 3
        return [BLANK, pen.row]


_KINDS = {
    "invalid": "Not valid",
    "required": "Required, not answered",
    "dont_know": "You don't know",
    "estimate": "Estimates behind a finding",
    "carried": "Carried over, not confirmed",
    "open": "Open, optional",
}


class LooseEndItem(ActionItem):
    """One loose end; pressing it jumps to the question."""

    def __init__(self, end: LooseEnd) -> None:
        self.end = end
        super().__init__(f"end:{end.key}", end.text, lambda form: form.jump(end.key), "Enter goes to the question.")

    def key(self, part: str) -> str:
        """The question, where it waits to be confirmed from here."""
        return self.end.key if self.end.kind == "carried" else ""

    def draw(self, paper: Paper) -> list[Row]:
        """The question and the page it is on."""
        stop = Stop(self.id)
        here = paper.focus == stop
        mark = {"invalid": "!", "required": "o", "dont_know": "?", "estimate": "~", "carried": "="}.get(
            self.end.kind, "-"
        )
        place = f"{self.end.page.number} {self.end.page.page.title}"
        room = paper.width - 7 - (0 if paper.stacked else min(len(place), 24) + 2)
        lines = wrap(self.label, room, 2)
        pen = Pen(paper.width).to(1).put(">" if here else " ", "mark").put(f" {mark} ", "warning", stop)
        pen.put(lines[0], "strong" if here else "", stop)
        if not paper.stacked:
            pen.right(cut(place, 24) + " ", "muted", stop)
        rest = [Pen(paper.width).to(5).put(line, "strong" if here else "", stop).row for line in lines[1:]]
        return [pen.row, *rest]

    def help(self, form: Form, part: str) -> Help:
        """Where it is."""
        page = self.end.page
        name = form.interview.session.segment_name(page.segment) if page.segment else ""
        where = page_words(page.page.id) + (f", {name}" if name else "")
        if self.end.kind != "carried":
            return Help(f"Enter opens it: {where}")
        question = question_for(self.end.key)
        words = question.show(form.interview.session.answers[self.end.key]) if question else ""
        confirm = form.keys.label("confirm")
        return Help(
            f"Last time: {words or 'nobody'}", f"{confirm} confirms that it still holds. Enter opens it: {where}"
        )


def kinds_of(ends: Sequence[LooseEnd]) -> list[tuple[str, list[LooseEnd]]]:
    """Loose ends under the title of their kind."""
    return [
        (title, [e for e in ends if e.kind == kind])
        for kind, title in _KINDS.items()
        if any(e.kind == kind for e in ends)
    ]
