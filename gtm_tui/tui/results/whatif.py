"""Trying other answers: the fields at one side, the grid or the map beside them, the findings as a live difference."""

from __future__ import annotations

from dataclasses import dataclass

from gtm_tui.analysis.whatif import Overlay
from gtm_tui.analysis.wording import value_words
from gtm_tui.model.session import Value
from gtm_tui.model.vocabulary import SEVERITIES
from gtm_tui.questions import AnswerError, Kind, Question, question_for
from gtm_tui.report.grid import LABELS, segment_grid
from gtm_tui.report.labels import answer_label, answer_text, money
from gtm_tui.rules import Assessment, Finding
from gtm_tui.rules.finding import SEVERITY_RANK
from gtm_tui.text.plural import counted
from gtm_tui.tui.drawing import BLANK, Pen, Row, Span, beside, cut, wrap
from gtm_tui.tui.editing import LineEditor
from gtm_tui.tui.results.grid import segment_rows
from gtm_tui.tui.results.map import map_rows
from gtm_tui.tui.results.pieces import paragraph, severity_style

STEPS = 10  # steps that one plus or minus is of the answer in the session
LEFT = 38
LABELS_OF = {
    "first_year_acv": "Value",
    "deals_per_year": "Deals",
    "sales_motion": "Sales",
    "success_motion": "Success",
    "marketing_motions": "Marketing",
}
_BETWEEN: Row = (Span("│", "muted"), Span(" "))
_TYPED = frozenset("0123456789.,kmb")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the highlight can stand: a question by its full key, and for several choices the option."""

    key: str
    option: str = ""


class WhatIf:
    """An overlay while it is worked on. `view` is grid or map; `at` the highlighted place; `segment` may be ''."""

    def __init__(self, base: Assessment, segment: str = "", overlay: Overlay | None = None) -> None:
        self.overlay = overlay or Overlay(base)
        segments = base.session.segments
        self.segment = segment if segment in segments else segments[0] if segments else ""
        self.view = "grid"
        self.editor: LineEditor | None = None
        self.error = ""
        places = self.places
        self.at: Place | None = places[0] if places else None

    # -- what there is ---------------------------------------------------------------------------------

    @property
    def base(self) -> Assessment:
        """The session as it is."""
        return self.overlay.base

    @property
    def changed(self) -> bool:
        """Whether anything reads differently."""
        return bool(self.overlay.changes)

    @property
    def places(self) -> list[Place]:
        """The fields of the segment, then answers changed elsewhere."""
        prefix = f"segments.{self.segment}."
        places: list[Place] = []
        if self.segment:
            names = ("first_year_acv", "deals_per_year", "sales_motion", "success_motion")
            places += [Place(prefix + name) for name in names]
            question = question_for(prefix + "marketing_motions")
            assert question is not None
            places += [Place(prefix + "marketing_motions", option.value) for option in question.options]
        own = {place.key for place in places}
        return [*places, *(Place(change.key) for change in self.overlay.changes if change.key not in own)]

    def _question(self, place: Place) -> Question:
        question = question_for(place.key)
        assert question is not None
        return question

    def _numeric(self, place: Place | None) -> bool:
        return place is not None and self._own(place) and self._question(place).kind in (Kind.MONEY, Kind.COUNT)

    def _own(self, place: Place) -> bool:
        prefix = f"segments.{self.segment}."
        return bool(self.segment) and place.key.startswith(prefix) and place.key.removeprefix(prefix) in LABELS_OF

    def value(self, key: str) -> Value | None:
        """The answer with the changes."""
        value: Value | None = self.overlay.session.get(key)
        return value

    # -- operating -------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """One place up or down; what is typed is taken first."""
        if not self.take():
            return
        places = self.places
        if self.at in places:
            self.at = places[max(0, min(len(places) - 1, places.index(self.at) + by))]
        elif places:
            self.at = places[0]

    def go(self, place: Place) -> None:
        """To a place."""
        if self.take() and place in self.places:
            self.at = place

    def turn(self, by: int) -> None:
        """To another segment."""
        segments = self.base.session.segments
        if not self.take() or self.segment not in segments:
            return
        here = self.places.index(self.at) if self.at in self.places else 0
        self.segment = segments[(segments.index(self.segment) + by) % len(segments)]
        self.at = self.places[min(here, len(self.places) - 1)]

    def step(self, by: int) -> bool:
        """A tenth more or less of the answer in the session, or the next option; False where there is nothing."""
        place = self.at
        if place is None or not self.take() or not self._own(place):
            return False
        if self._numeric(place):
            return self._step_number(place, by)
        if place.option:
            return self.press()
        options = [option.value for option in self._question(place).options]
        value = self.value(place.key)
        index = options.index(str(value)) + by if value in options else (0 if by > 0 else -1)
        self._set(place.key, options[index % len(options)])
        return True

    def _step_number(self, place: Place, by: int) -> bool:
        was, now = self.base.session.get(place.key), self.value(place.key)
        start = was if isinstance(was, (int, float)) and was else now
        if not isinstance(start, (int, float)) or not isinstance(now, (int, float)):
            self.error = "Type a number first."
            return True
        step = max(1, round(start / STEPS))
        question = self._question(place)
        self._set(place.key, int(max(question.low, min(question.high, round(now + by * step)))))
        return True

    def press(self) -> bool:
        """Toggle a motion, take the next option, or take a change made elsewhere back."""
        place = self.at
        if place is None or not self.take():
            return False
        if not self._own(place):
            self.overlay = self.overlay.reset(place.key)
            self.at = next(iter(self.places), None)
            return True
        if place.option:
            value = self.value(place.key)
            picked = set(value) if isinstance(value, tuple) else set()
            picked ^= {place.option}
            order = [option.value for option in self._question(place).options if option.value in picked]
            self._set(place.key, tuple(order))
            return True
        return False if self._numeric(place) else self.step(1)

    def reset(self) -> None:
        """Take the change of the highlighted answer back."""
        self.editor, self.error = None, ""
        if self.at is not None:
            self.overlay = self.overlay.reset(self.at.key)
            if self.at not in self.places:
                self.at = next(iter(self.places), None)

    def reset_all(self) -> None:
        """Take all changes back."""
        self.editor, self.error = None, ""
        self.overlay = Overlay(self.base)
        self.at = self.at if self.at in self.places else next(iter(self.places), None)

    def type(self, character: str) -> bool:
        """A character of a number; False where none is typed."""
        if not self._numeric(self.at) or character not in _TYPED:
            return False
        if self.editor is None:
            if not character.isdigit():
                return False
            self.editor = LineEditor("")
        self.editor.insert(character)
        self.error = ""
        return True

    def edit(self, key: str) -> bool:
        """An editing key in the number being typed."""
        if self.editor is None:
            if key == "backspace" and self._numeric(self.at):
                assert self.at is not None
                value = self.value(self.at.key)
                self.editor = LineEditor("" if value is None else str(value))
            else:
                return False
        return self.editor.press(key)

    def take(self) -> bool:
        """Take what is typed as the answer; False, with the error said, where it is none."""
        if self.editor is None or self.at is None:
            self.error = ""
            return True
        if not self.editor.text.strip():
            self.editor = None
            return True
        try:
            value = self._question(self.at).parse(self.editor.text)
        except AnswerError as error:
            self.error = f"Found {error.found}; expected {error.expected}."
            return False
        self.editor, self.error = None, ""
        self._set(self.at.key, value)
        return True

    def leave_field(self) -> bool:
        """Forget what is being typed; False when nothing was."""
        if self.editor is None:
            return False
        self.editor, self.error = None, ""
        return True

    def _set(self, key: str, value: Value) -> None:
        self.overlay = self.overlay.set(key, value)

    # -- drawing ---------------------------------------------------------------------------------------

    def rows(self, width: int, height: int, ascii_only: bool = False) -> tuple[list[Row], tuple[int, int]]:
        """Fields, grid or map, difference; and where the cursor stands."""
        if width < 72:
            return self._narrow(width, height)
        fields, at = self._fields(LEFT)
        wide = width - LEFT - 2
        upper = (13 if self.view == "map" else 9) if height < 26 else height * 55 // 100
        upper = min(max(upper, len(fields)), height - 6)
        side = self._picture(wide, upper, ascii_only)
        first = max(0, min(at[1] - upper + 2, len(fields) - upper))
        rows = beside([(fields[first:], LEFT), (side, wide)], upper, _BETWEEN)
        return [*rows, *self._difference(width, height - upper)], (at[0], at[1] - first)

    def _narrow(self, width: int, height: int) -> tuple[list[Row], tuple[int, int]]:
        fields, at = self._fields(width)
        tall = 6 if self.view == "grid" else max(8, height - 8)
        picture = self._picture(width, tall, True)[:tall] if height >= (19 if self.view == "grid" else 15) else []
        upper = min(len(fields), max(3, height - len(picture) - 4))
        first = max(0, min(at[1] - upper + 2, len(fields) - upper))
        rest = height - upper - len(picture)
        rows = [*fields[first : first + upper], *picture, *self._difference(width, rest)]
        return rows, (at[0], at[1] - first)

    def _fields(self, width: int) -> tuple[list[Row], tuple[int, int]]:
        rows: list[Row] = []
        at = (1, 0)
        for place in self.places:
            if not self._own(place) and not any(row and row[0].text == " also" for row in rows):
                rows += [BLANK, (Span(" also", "accent"), Span(" changed", "accent"))]
            if place == self.at:
                at = (11 if self._own(place) else 1, len(rows))
            rows.extend(self._field(place, width))
        return rows, at

    def _field(self, place: Place, width: int) -> list[Row]:
        here = place == self.at
        if not self._own(place):
            pen = Pen(width).to(1).put("> " if here else "  ", "mark", place)
            value = self.value(place.key)
            text = answer_text(self.base.session, place.key, value)
            lines = wrap(f"{answer_label(self.base.session, place.key)}: {text}", width - 4, 2)
            more = (Pen(width).to(3).put(line, "chosen", place).row for line in lines[1:])
            return [pen.put(lines[0], "chosen", place).row, *more]
        label, changed = self._label(place), self._changed(place)
        pen = Pen(width).to(1).put(label, "strong" if here else "", place).to(11)
        pen.put("> " if here else "  ", "mark", place)
        if here and self.editor is not None:
            before, under, after = self.editor.window(10)
            pen.put(before, "edit").put(under, "cursor").put(after, "edit")
            return [pen.row]
        pen.put(self._shown(place, here), "chosen" if changed else "", place)
        was = f"  was {self._was(place)}"
        if changed:
            pen.put(was if len(was) < width - pen.column else "  *", "muted")
        return [pen.row]

    def _label(self, place: Place) -> str:
        name = place.key.rpartition(".")[2]
        if place.option and place.option != self._question(place).options[0].value:
            return ""
        return LABELS_OF[name]

    def _changed(self, place: Place) -> bool:
        old, new = self.base.session.get(place.key), self.value(place.key)
        if place.option:
            return (place.option in (old or ())) != (place.option in (new if isinstance(new, tuple) else ()))
        return bool(old != new)

    def _shown(self, place: Place, here: bool) -> str:
        value = self.value(place.key)
        if place.option:
            picked = isinstance(value, tuple) and place.option in value
            return f"[{'x' if picked else ' '}] {LABELS[place.option][0]}"
        if self._numeric(place):
            return money(value) if isinstance(value, (int, float)) else "not given"
        words = _motion(value)
        return f"< {words} >" if here else f"  {words}"

    def _was(self, place: Place) -> str:
        old = self.base.session.get(place.key)
        if place.option:
            return "on" if place.option in (old or ()) else "off"
        if old is None:
            return "open"
        return money(old) if isinstance(old, (int, float)) else _motion(old)

    def _picture(self, width: int, height: int, ascii_only: bool) -> list[Row]:
        if not self.segment:
            return paragraph(width, "No segment yet; changes here concern the team.", style="muted")
        after = self.overlay.assessment
        if self.view == "map":
            return map_rows(after, width - 1, height, self.base, self.segment, ascii_only)
        rows: list[Row] = []
        for segment in self._shown_segments(height):
            before = segment_grid(self.base, segment)
            rows += [*([BLANK] if rows else []), *segment_rows(segment_grid(after, segment), width, before)]
        if len(rows) < height and self.changed:
            rows.append(Pen(width).to(1).put("# now   o before", "muted").row)
        return rows[:height]

    def _shown_segments(self, height: int) -> list[str]:
        segments = list(self.base.session.segments)
        room = max(1, (height - 1) // 7)
        here = segments.index(self.segment)
        first = max(0, min(here, len(segments) - room))
        return segments[first : first + room]

    def _difference(self, width: int, height: int) -> list[Row]:
        effect = self.overlay.effect
        before, after = self.base, self.overlay.assessment
        head = Pen(width).to(1)
        head.put(counted(len(before.findings), "finding"), "muted" if self.changed else "strong")
        if self.changed:
            head.put(" -> ", "muted").put(f"{len(after.findings)}", "strong").put(f"  {_counts(after)}", "muted")
            said = f"   {len(effect.new)} new, {len(effect.cleared)} cleared, {len(effect.changed)} changed"
            head.put(said, "strong")
        rows = [_line(width), head.row]
        if not self.changed:
            rows += paragraph(width, "Change an answer to see which findings appear, clear or change.", style="muted")
        elif not (effect.new or effect.cleared or effect.changed):
            rows += paragraph(width, "No finding appears, clears or changes.", style="muted")
        rows += [_finding(width, "+ new    ", finding, "error") for finding in effect.new]
        rows += [_finding(width, "- cleared", finding, "good") for finding in effect.cleared]
        rows += [_shift(width, old, new) for old, new in sorted(effect.changed, key=_as_it_was)]
        if len(rows) > height:
            hidden = len(rows) - height + 1
            rows = [*rows[: height - 1], Pen(width).to(1).put(f"and {hidden} more", "muted").row]
        return [*rows, *[BLANK] * (height - len(rows))][: max(0, height)]


def _line(width: int) -> Row:
    return Pen(width).to(1).put("─" * (width - 2), "muted").row


def _finding(width: int, word: str, finding: Finding, style: str) -> Row:
    pen = Pen(width).to(1).put(f"{word}  ", style).put(f"{finding.mark:<3} ", severity_style(finding))
    return pen.put(f"{finding.code:<8} ", "muted").put(cut(finding.title, width - pen.column - 1)).row


def _shift(width: int, old: Finding, new: Finding) -> Row:
    if old.severity == new.severity:
        pen = Pen(width).to(1).put("~ reads    ", "muted").put(f"{new.mark:<3} {new.code:<8} ", "muted")
        return pen.put(cut(new.message, width - pen.column - 1), "muted").row
    worse = SEVERITY_RANK[new.severity] < SEVERITY_RANK[old.severity]
    pen = Pen(width).to(1).put("~ worse    " if worse else "~ milder   ", "error" if worse else "good")
    pen.put(f"{new.mark:<3} ", severity_style(new)).put(f"{new.code:<8} ", "muted")
    return pen.put(cut(f"was {old.severity}, now {new.severity}: {new.title}", width - pen.column - 1)).row


def _as_it_was(pair: tuple[Finding, Finding]) -> bool:
    return pair[0].severity == pair[1].severity


def _counts(assessment: Assessment) -> str:
    return ", ".join(f"{assessment.counts[s]} {s}" for s in SEVERITIES if assessment.counts[s])


def _motion(value: object) -> str:
    if value is None:
        return "not answered"
    return LABELS[str(value)][0] if str(value) in LABELS else str(value)


def tried_lines(overlay: Overlay) -> list[str]:
    """The answers that applying would change, as they read before and after."""
    session = overlay.base.session
    lines = []
    for change in overlay.changes:
        question = question_for(change.key)
        if question is not None and question.kind in (Kind.CHOICE, Kind.CHOICES):
            old, new = value_words(question, change.old), value_words(question, change.new)
        else:
            old = "no answer" if change.old is None else answer_text(session, change.key, change.old)
            new = answer_text(session, change.key, change.new)
        lines.append(f"{answer_label(session, change.key)}: {old} -> {new}")
    return lines
