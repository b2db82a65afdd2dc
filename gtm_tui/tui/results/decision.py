"""Deciding on a finding: plan, accept or disagree, as a small form without Textual."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple, cast

from gtm_tui.model.session import Decision
from gtm_tui.model.vocabulary import DECIDED, STATUS, DecisionStatus
from gtm_tui.rules import Assessment, Finding
from gtm_tui.tui.drawing import BLANK, Pen, Row, cut
from gtm_tui.tui.editing import LineEditor
from gtm_tui.tui.results.lists import lapse_words
from gtm_tui.tui.results.pieces import heading, paragraph, severity_style

MOST = 500
MONTHS = 12


class Kind(NamedTuple):
    """One thing to decide: its word, what it means, and the fields it asks for."""

    word: str
    means: str
    fields: tuple[str, ...]


_FIELDS = {"planned": ("action", "owner", "due"), "accepted": ("reason", "by", "until"), "disagree": ("reason", "by")}
KINDS: dict[str, Kind] = {
    **{name: Kind(STATUS[name].verb, STATUS[name].means, _FIELDS[name]) for name in DECIDED},
    "clear": Kind("clear", "remove the decision; the finding is open again", ()),
}
LABELS = {"action": "Action", "owner": "Owner", "due": "Due", "reason": "Reason", "by": "By", "until": "Until"}
HINTS = {
    "action": "What will be done, in one line.",
    "owner": "A name or title.",
    "due": "A day such as 2027-01-31, or +6w, +3m from today.",
    "reason": "Why, in one line; shown in the report.",
    "by": "Who decided this.",
    "until": "A day such as 2027-01-31, or +3m; at most twelve months from today. Then it is open again.",
}
_OPTIONAL = {("disagree", "by")}


class DecisionForm:
    """The decision on one finding while it is written; `at` is 'kind:NAME', a field or 'save'."""

    def __init__(
        self, assessment: Assessment, finding: Finding, action: str = "", people: tuple[str, ...] = ()
    ) -> None:
        self.assessment = assessment
        self.finding = finding
        self.people = people
        self.before = assessment.decision(finding)
        self.kind: str = self.before.status if self.before and self.before.status in KINDS else "planned"
        texts = {name: _text(getattr(self.before, name)) if self.before else "" for name in LABELS}
        if self.before is None:
            texts["action"] = action[:MOST]
            texts["by"] = str(assessment.session.get("session.respondent") or "")
        self.editors = {name: LineEditor(text) for name, text in texts.items()}
        self.seen: set[str] = set()
        self.at = KINDS[self.kind].fields[0]

    # -- what it says ----------------------------------------------------------------------------------

    @property
    def stops(self) -> list[str]:
        """Where the highlight can stand, from top to bottom."""
        kinds = [f"kind:{name}" for name in KINDS if name != "clear" or self.before is not None]
        return [*kinds, *KINDS[self.kind].fields, "save"]

    def text(self, name: str) -> str:
        """What is in a field."""
        return self.editors[name].text.strip()

    def error(self, name: str) -> str:
        """What is wrong with a field, or ''."""
        text = self.text(name)
        if not text:
            return "" if (self.kind, name) in _OPTIONAL else f"Needed to {KINDS[self.kind].word}."
        if name not in ("due", "until"):
            return "At most 500 characters." if len(text) > MOST else ""
        day = day_of(text, self.assessment.today)
        if day is None:
            return "Not a day. Write 2027-01-31, or +6w, +3m from today."
        if name == "until" and day > months_on(self.assessment.today, MONTHS):
            return f"At most twelve months: until {months_on(self.assessment.today, MONTHS).isoformat()}."
        if day < self.assessment.today:
            return "That day is in the past."
        return ""

    @property
    def errors(self) -> dict[str, str]:
        """What is wrong, by field."""
        return {name: error for name in KINDS[self.kind].fields if (error := self.error(name))}

    def decision(self) -> Decision | None:
        """The decision as written, with the evidence of today; None to clear it."""
        if self.kind == "clear":
            return None
        accepted = self.kind == "accepted"
        return Decision(
            status=cast(DecisionStatus, self.kind),
            action=self._asked("action"),
            owner=self._asked("owner"),
            due=day_of(self._asked("due"), self.assessment.today),
            reason=self._asked("reason"),
            by=self._asked("by"),
            on=self.assessment.today,
            until=day_of(self._asked("until"), self.assessment.today),
            seen=self.finding.evidence_lines if accepted else (),
            severity=self.finding.severity if accepted else "",
        )

    def _asked(self, name: str) -> str:
        return self.text(name) if name in KINDS[self.kind].fields else ""

    # -- operating -------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """To the next or previous stop."""
        stops = self.stops
        here = stops.index(self.at) if self.at in stops else 0
        self._leave()
        self.at = stops[max(0, min(len(stops) - 1, here + by))]

    def go(self, stop: str) -> None:
        """To a stop."""
        if stop in self.stops:
            self._leave()
            self.at = stop

    def _leave(self) -> None:
        if self.at in self.editors:
            self.seen.add(self.at)

    def press(self) -> None:
        """Pick the kind the highlight stands on, and go to its first field."""
        if self.at.startswith("kind:"):
            self.kind = self.at.partition(":")[2]
            self.seen.clear()
            self.at = KINDS[self.kind].fields[0] if KINDS[self.kind].fields else "save"

    def try_to_save(self) -> bool:
        """Whether all is said; else the highlight goes to the first thing missing."""
        errors = self.errors
        self.seen.update(errors)
        if errors:
            self.at = next(iter(errors))
        return not errors

    @property
    def editor(self) -> LineEditor | None:
        """The text being edited."""
        return self.editors.get(self.at)

    def type(self, character: str) -> bool:
        """A character typed; False where nothing is typed."""
        if self.editor is None:
            return False
        if len(self.editor.text) < MOST:
            self.editor.insert(character)
        return True

    # -- drawing ---------------------------------------------------------------------------------------

    def rows(self, width: int, height: int) -> tuple[list[Row], tuple[int, int]]:
        """The finding, the kinds, the fields; and where the cursor stands."""
        rows = self._about(width, height)
        rows.append(heading(width, "What will you do about it?"))
        at = (1, 1)
        for name, kind in KINDS.items():
            stop = f"kind:{name}"
            if stop in self.stops:
                here = self.at == stop
                at = (1, len(rows)) if here else at
                pen = Pen(width).to(1).put("> " if here else "  ", "mark", stop)
                pen.put("(*) " if name == self.kind else "( ) ", "chosen" if name == self.kind else "", stop)
                pen.put(f"{kind.word:<10}", "strong" if here else "", stop)
                rows.append(pen.put(kind.means, "muted", stop).row)
        rows += [BLANK] if height >= 18 else []
        for name in KINDS[self.kind].fields:
            row, column = self._field(name, width)
            at = (column, len(rows)) if self.at == name else at
            rows.append(row)
            if name in self.seen and self.error(name):
                rows.append(Pen(width).to(13).put(f"<- {self.error(name)}", "error").row)
        rows += [BLANK] if height >= 18 else []
        here = self.at == "save"
        at = (1, len(rows)) if here else at
        words = "[ Clear the decision ]" if self.kind == "clear" else "[ Keep this decision ]"
        pen = Pen(width).to(1).put("> " if here else "  ", "mark", "save").put(words, "strong" if here else "", "save")
        return [*rows, pen.row], at

    def _about(self, width: int, height: int) -> list[Row]:
        pen = Pen(width).to(1).put(f"{self.finding.mark} {self.finding.code}  ", severity_style(self.finding))
        rows = [pen.put(self.finding.title, "strong").row]
        rows += paragraph(width, self.finding.message, style="muted", most=3 if height >= 18 else 1)
        if self.before is not None:
            lapsed = lapse_words(self.assessment, self.before, self.finding)
            if lapsed:
                rows += paragraph(width, f"The acceptance no longer holds: {lapsed}.", style="warning")
        return [*rows, *([BLANK] if height >= 18 else [])]

    def _field(self, name: str, width: int) -> tuple[Row, int]:
        here = self.at == name
        pen = Pen(width).to(1).put(LABELS[name], "strong" if here else "", name, 9).to(11)
        pen.put("> " if here else "  ", "mark").to(13)
        room = max(6, min(14 if name in ("due", "until") else 62, width - 15))
        column = pen.column
        if here:
            before, under, after = self.editors[name].window(room)
            column += len(before)
            pen.put(before, "edit", name).put(under, "cursor", name).put(after, "edit", name)
        else:
            pen.put(cut(self.editors[name].text, room), "chosen", name)
        pen.put("_" * (13 + room - pen.column), "field", name)
        if name in ("due", "until"):
            day = day_of(self.text(name), self.assessment.today)
            if day is not None and self.text(name) != day.isoformat():
                pen.put(f"  = {day.isoformat()}", "muted")
        return pen.row, column

    def hint(self) -> str:
        """A word about the highlighted field."""
        if self.at == "owner" and self.people:
            return f"One name or title: {', '.join(self.people)}."
        if self.at.startswith("kind:"):
            return KINDS[self.at.partition(":")[2]].means.capitalize() + "."
        return HINTS.get(self.at, "")


def day_of(text: str, today: date) -> date | None:
    """A day as typed: `2027-01-31`, or from today `+10`, `+6w`, `+3m`; None for anything else."""
    text = text.strip().lower()
    later = re.fullmatch(r"\+\s*(\d{1,4})\s*([dwm]?)", text)
    try:
        if later is not None:
            number, unit = int(later[1]), later[2]
            return months_on(today, number) if unit == "m" else today + timedelta(number * (7 if unit == "w" else 1))
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except (ValueError, OverflowError):
        return None


def months_on(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).split()) if value else ""
