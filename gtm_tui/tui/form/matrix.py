"""Who answers for what: deliverables against people, one key to set or clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gtm_tui.interview import Interview
from gtm_tui.model.vocabulary import DELIVERABLES, GROUPS
from gtm_tui.text.names import is_in
from gtm_tui.tui.attribution import attribution
from gtm_tui.tui.drawing import BLANK, Pen, Row, cut, wrap
from gtm_tui.tui.form.item import Help, Item, Paper, Stop

if TYPE_CHECKING:
    from gtm_tui.tui.form.form import Form

NOBODY = "(nobody)"
ADD = "(add)"


class MatrixItem(Item):
    """The whole matrix; a part is `deliverable|person`."""

    id = "matrix"

    def __init__(self, interview: Interview, added: tuple[str, ...] = ()) -> None:
        self.interview = interview
        known = interview.people()
        names = [person for person, _ in known]
        self.groups = dict(known)
        self.people = [*names, *(name for name in added if not is_in(name, names))]

    # -- drawing ---------------------------------------------------------------------------------------

    def draw(self, paper: Paper) -> list[Row]:
        """Two header rows, a line, one row for each deliverable with its remark."""
        label = 14 if paper.stacked else 19
        remark = 11 if paper.width - label - 13 >= 9 * (len(self.people) + 1) else 4
        columns, wide, more = self._columns(paper, label, remark)
        rows = [BLANK, *self._header(paper, columns, wide, label, more)]
        rows.append(Pen(paper.width).to(1).put("─" * (paper.width - 2), "muted").row)
        rows.extend(self._line(paper, d, columns, wide, label) for d in DELIVERABLES)
        pen = Pen(paper.width).to(1)
        stop = Stop(self.id, ADD)
        pen.put(">" if paper.focus == stop else " ", "mark").put(" [+] add a person", "", stop)
        pen.put("    Enter sets or clears, 0 nobody, s scope, a add", "muted")
        return [*rows, BLANK, pen.row]

    def _columns(self, paper: Paper, label: int, remark: int) -> tuple[list[str], int, tuple[bool, bool]]:
        everybody = [*self.people, NOBODY]
        available = max(8, paper.width - 2 - label - remark)
        wide = max(9, min(13, available // len(everybody)))
        count = max(1, available // wide)
        person = paper.focus.part.partition("|")[2] if paper.focus and paper.focus.item == self.id else ""
        here = everybody.index(person) if person in everybody else 0
        first = max(0, min(here - count + 1 if here >= count else 0, len(everybody) - count))
        return everybody[first : first + count], wide, (first > 0, first + count < len(everybody))

    def _header(self, paper: Paper, columns: list[str], wide: int, label: int, more: tuple[bool, bool]) -> list[Row]:
        pens = [Pen(paper.width) for _ in range(3)]
        pens[1].to(1).put("< more" if more[0] else "", "muted")
        for index, person in enumerate(columns):
            start = 2 + label + index * wide
            groups = "+".join(GROUPS[g].short for g in self.groups.get(person, ()))
            name = wrap("nobody" if person == NOBODY else person, wide - 1, 2)
            pens[0].to(start).put(groups, "muted", most=wide - 1)
            pens[1].to(start).put(name[0] if len(name) > 1 else "", "strong", most=wide - 1)
            pens[2].to(start).put(name[-1], "strong", most=wide - 1)
        if more[1]:
            pens[1].put(" > more", "muted")
        return [pen.row for pen in pens if pen.row]

    def _line(self, paper: Paper, deliverable: str, columns: list[str], wide: int, label: int) -> Row:
        session = self.interview.session
        key = f"accountable.{deliverable}"
        owners = self.interview.owners(deliverable)
        here = paper.focus is not None and paper.focus.part.startswith(f"{deliverable}|")
        pen = Pen(paper.width).to(1).put(DELIVERABLES[deliverable].label, "strong" if here else "", most=label)
        for index, person in enumerate(columns):
            stop = Stop(self.id, f"{deliverable}|{person}")
            pen.to(1 + label + index * wide)
            pen.put(">" if paper.focus == stop else " ", "mark")
            picked = session.get(key) == () if person == NOBODY else person in owners
            pen.put(
                "[x]" if picked and person == NOBODY else "[A]" if picked else " . ", "chosen" if picked else "", stop
            )
            if owners.get(person, "all") != "all":
                pen.put(cut(f" {owners[person]}", wide - 5), "muted", stop)
        state = session.state(key)
        pen.to(2 + label + len(columns) * wide)
        if state == "dont_know":
            pen.put("(?)", "warning")
        elif state == "not_applicable":
            pen.put("(/)", "warning")
        elif state == "invalid":
            pen.put("<- not valid", "error")
        else:
            found = [f for f in self.interview.assessment.findings if f.subject == deliverable]
            if found:
                room = paper.width - pen.column
                pen.put(f"{found[0].mark} {found[0].code}" if room > 10 else found[0].mark, "warning")
        return pen.row

    # -- operating -------------------------------------------------------------------------------------

    def key(self, part: str) -> str:
        """The question of the row."""
        deliverable = part.partition("|")[0]
        return f"accountable.{deliverable}" if deliverable in DELIVERABLES else ""

    def press(self, form: Form, part: str) -> bool:
        """Set or clear one owner, or 'nobody'."""
        if part == ADD:
            return self._ask_person(form)
        deliverable, _, person = part.partition("|")
        key = f"accountable.{deliverable}"
        if person != NOBODY:
            self.interview.toggle_owner(deliverable, person)
        elif self.interview.session.get(key) == ():
            self.interview.clear(key)
        else:
            self.interview.answer(key, ())
        return True

    def type(self, form: Form, part: str, character: str) -> bool:
        """0 says nobody, s asks for the scope, a adds a person."""
        deliverable, _, person = part.partition("|")
        if character == "a":
            return self._ask_person(form)
        if character == "0" and deliverable in DELIVERABLES:
            self.interview.answer(f"accountable.{deliverable}", ())
            return True
        if character == "s" and person in self.interview.owners(deliverable):
            return self._ask_scope(form, deliverable, person)
        return False

    def _ask_person(self, form: Form) -> bool:
        def add(name: str) -> None:
            if name and name not in self.people:
                form.added_people = (*form.added_people, name)
            deliverable = next(iter(DELIVERABLES))
            if form.focus is not None and form.focus.part.partition("|")[0] in DELIVERABLES:
                deliverable = form.focus.part.partition("|")[0]
            if name:
                form.focus = Stop(self.id, f"{deliverable}|{name}")

        form.ask("Who else is accountable for something? Name or title:", "", add, most=200)
        return True

    def _ask_scope(self, form: Form, deliverable: str, person: str) -> bool:
        scope = self.interview.owners(deliverable)[person]

        def put(text: str) -> None:
            self.interview.scope_owner(deliverable, person, text or "all")

        form.ask(
            f"For which part of it does {person} answer? An industry, product or region; empty = all of it:",
            "" if scope == "all" else scope,
            put,
            most=200,
        )
        return True

    def help(self, form: Form, part: str) -> Help:
        """Who answers, and where the model places it."""
        deliverable = part.partition("|")[0]
        if deliverable not in DELIVERABLES:
            return Help("A person who covers none of the groups may answer for a result too.")
        key = f"accountable.{deliverable}"
        problem = self.interview.problem(key)
        said = f"Found {problem.found}; expected {problem.expected}." if problem else ""
        room = attribution(self.interview.session, key)
        text = f"In the room: {room}." if room else self._place(deliverable)
        return Help(self._owners(deliverable), text, said)

    def _owners(self, deliverable: str) -> str:
        session = self.interview.session
        term = DELIVERABLES[deliverable]
        value = session.get(f"accountable.{deliverable}")
        if session.state(f"accountable.{deliverable}") == "dont_know":
            return f"{term.label}: you don't know."
        if value is None:
            return f"{term.label}: who answers for it?"
        if not value:
            return f"{term.label}: nobody."
        return f"{term.label}: " + ", ".join(self._named(person, scope, len(value) == 1) for person, scope in value)

    def _named(self, person: str, scope: str, with_groups: bool) -> str:
        groups = " and ".join(GROUPS[g].label for g in self.groups.get(person, ())) or "in none of the groups"
        name = f"{person} ({groups})" if with_groups else person
        return name if scope == "all" else f"{name} for {scope}"

    def _place(self, deliverable: str) -> str:
        term = DELIVERABLES[deliverable]
        found = [f for f in self.interview.assessment.findings if f.subject == deliverable]
        if found:
            return found[0].message
        if not term.group:
            return f"{term.definition} One person, whichever group they are in."
        return f"The model places it with {GROUPS[term.group].label}, who {_knows(term.knows)}. {term.definition}"

    def first(self, form: Form) -> str | None:
        """The first owner of the first deliverable, else the first person."""
        deliverable = next(iter(DELIVERABLES))
        return f"{deliverable}|{self.people[0] if self.people else NOBODY}"


def _knows(phrase: str) -> str:
    return phrase.replace("knows", "know", 1)
