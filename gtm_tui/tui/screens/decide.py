"""Deciding on a finding: plan it in three keys, accept it until a date, or say that you see it differently."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Static

from gtm_tui.model.session import Decision
from gtm_tui.model.vocabulary import STATUS, Status
from gtm_tui.rules import Assessment, Finding
from gtm_tui.rules.decisions import last_day
from gtm_tui.terminal.base import LeanModal
from gtm_tui.text.dates import DateError, date_in_words, read_date
from gtm_tui.tui.dialogs import Answer, ChoiceDialog

if TYPE_CHECKING:
    from gtm_tui.analysis.ways_out import WayOut
    from gtm_tui.tui.screens.base import SessionScreen

DATES = "write 31.3.2027, 31 March, end of march, Q1 or +6w"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line of the form: its name in the decision, its label, and whether it is a date or a person."""

    name: str
    label: str
    kind: str = "text"
    needed: str = ""


FORMS: dict[Status, tuple[Field, ...]] = {
    "planned": (
        Field(name="action", label="Action", needed="Say what will be done."),
        Field(name="owner", label="Owner", kind="person"),
        Field(name="due", label="Due", kind="date"),
    ),
    "accepted": (
        Field(name="reason", label="Reason", needed="Say why you accept it."),
        Field(name="by", label="By", kind="person"),
        Field(name="until", label="Until", kind="date"),
    ),
    "disagree": (
        Field(name="reason", label="Reason", needed="Say why you see it differently."),
        Field(name="by", label="By", kind="person"),
    ),
}


_TITLES = {"planned": "Plan it", "accepted": "Accept it", "disagree": "See it differently"}


class DecisionLine(Input):
    """A line of the form; Tab takes the name that is offered, else it goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "take_or_go_on", show=False)]

    def __init__(self, field: Field, value: str, names: list[str]) -> None:
        suggester = SuggestFromList(names, case_sensitive=False) if field.kind == "person" else None
        super().__init__(
            value, id=f"decide-{field.name}", compact=True, suggester=suggester, select_on_focus=False, max_length=500
        )
        self.cursor_blink = False

    def action_take_or_go_on(self) -> None:
        """Take the name that is offered; where there is none, go to the next line."""
        before = self.value
        if before and self.cursor_position == len(before):
            self.action_cursor_right()
        if self.value == before:
            self.screen.focus_next()


class DecisionForm(LeanModal[Decision | None]):
    """The lines of one kind of decision; ^S keeps it, Esc leaves it, what was typed stays as a draft."""

    CSS_PATH = "decide.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", "keep", id="decide.keep", priority=True),
        Binding("escape", "cancel", "leave it", id="decide.cancel"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, status: Status, about: str, draft: dict[str, str], names: list[str], today: date) -> None:
        super().__init__()
        self.about = about
        self.status = status
        self.draft = draft
        self.names = names
        self.today = today

    def compose(self) -> ComposeResult:
        """A line for each part, with what was understood beneath."""
        with Vertical(id="dialog") as box:
            box.border_title = Content(_TITLES[self.status]).markup
            yield Static(self.about, id="dialog-text", markup=False)
            for field in FORMS[self.status]:
                with Horizontal(classes="line"):
                    yield Label(field.label, markup=False)
                    yield DecisionLine(field, self.draft.get(field.name, ""), self.names)
            yield Static("", id="dialog-echo", markup=False)
            yield Static(
                "Enter next line   Tab takes the name offered   ^S keep   Esc leave it", id="dialog-keys", markup=False
            )

    def on_mount(self) -> None:
        """Begin at the first line that is empty."""
        lines = list(self.query(Input))
        next((line for line in lines if not line.value), lines[-1]).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the draft, and say how a date is understood."""
        event.stop()
        name = (event.input.id or "").removeprefix("decide-")
        self.draft[name] = event.value
        self._say(self._echo(name, event.value) or self._hint(name))

    def _echo(self, name: str, text: str) -> str:
        if self._field(name).kind != "date" or not text.strip():
            return ""
        try:
            day = read_date(text, self.today)
        except DateError as error:
            return f"{error}; {DATES}"
        problem = self._day_problem(name, day)
        return f"= {date_in_words(day)}{f'. {problem}' if problem else ''}"

    def _day_problem(self, name: str, day: date) -> str:
        if day < self.today:
            return "That day has passed."
        latest = self._latest
        if name == "until" and latest is not None and day > latest:
            return f"At most twelve months: until {date_in_words(latest)}."
        return ""

    @property
    def _latest(self) -> date | None:
        return last_day(Decision(status="accepted", on=self.today))

    def on_descendant_focus(self) -> None:
        """Say what belongs on the line."""
        line = self.focused
        if isinstance(line, Input):
            name = (line.id or "").removeprefix("decide-")
            self._say(self._echo(name, line.value) or self._hint(name))

    def _hint(self, name: str) -> str:
        field = self._field(name)
        if name == "until" and self._latest is not None:
            return f"At most twelve months, until {date_in_words(self._latest)}; left empty, until then."
        if field.kind == "date":
            return DATES[:1].upper() + DATES[1:]
        if field.kind == "person" and self.names:
            return f"One name or title: {', '.join(self.names)}"[:150]
        return ""

    def _field(self, name: str) -> Field:
        return next(field for field in FORMS[self.status] if field.name == name)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next line, from the last one it keeps the decision."""
        event.stop()
        lines = list(self.query(Input))
        here = lines.index(event.input)
        if here + 1 < len(lines):
            lines[here + 1].focus()
        else:
            self.action_keep()

    def action_keep(self) -> None:
        """Keep the decision, unless something is missing or no date."""
        parts: dict[str, str | date | None] = {}
        for field in FORMS[self.status]:
            text = self.query_one(f"#decide-{field.name}", Input).value.strip()
            if field.needed and not text:
                self._refuse(field, field.needed)
                return
            if field.kind == "date" and text:
                try:
                    day = read_date(text, self.today)
                except DateError as error:
                    self._refuse(field, f"{error}; {DATES}")
                    return
                if problem := self._day_problem(field.name, day):
                    self._refuse(field, problem)
                    return
                parts[field.name] = day
            elif field.kind != "date":
                parts[field.name] = text
        self.dismiss(Decision(status=self.status, on=self.today, **parts))  # type: ignore[arg-type]

    def _refuse(self, field: Field, why: str) -> None:
        self._say(why)
        self.query_one(f"#decide-{field.name}", Input).focus()

    def _say(self, words: str) -> None:
        self.query_one("#dialog-echo", Static).update(words, layout=False)

    def action_cancel(self) -> None:
        """Leave it; what was typed is the draft."""
        self.dismiss(None)


async def decide_on(screen: SessionScreen, finding: Finding, way: WayOut | None = None) -> bool:
    """Ask what is decided on a finding and keep it; returns whether something was decided."""
    chosen = await _kind(screen, finding, way)
    if chosen is None:
        return False
    interview = screen.interview
    if chosen == "clear":
        _change(screen, finding, None)
        screen.notify("Taken back: the finding is open again.", markup=False)
        return True
    status = next(known for known in FORMS if known == chosen)
    if way is None and status == "planned":
        way = await asyncio.to_thread(_best_way, interview.assessment, finding)
    drafts: dict[tuple[str, str], dict[str, str]] = screen.document.remembered.setdefault("drafts", {})
    draft = drafts.get((finding.identity, status)) or _begun(screen, finding, status, way)
    names = [person for person, _ in interview.people()]
    form = DecisionForm(status, finding.title, draft, names, interview.assessment.today)
    decision = await screen.app.push_screen_wait(form)
    if decision is None:
        drafts[finding.identity, status] = draft
        return False
    drafts.pop((finding.identity, status), None)
    _change(screen, finding, _completed(finding, decision))
    screen.notify(f"{STATUS[status].title}. {_left(screen)}", markup=False)
    return True


def _change(screen: SessionScreen, finding: Finding, decision: Decision | None) -> None:
    interview = screen.interview
    interview.change(interview.session.with_decision(finding.identity, decision), "decision")
    screen.wizard.refresh_session()


def next_open(assessment: Assessment, identity: str) -> str:
    """The next finding after this one that nothing is decided about, around the list; '' where there is none."""
    names = [finding.identity for finding in assessment.findings]
    here = names.index(identity) + 1 if identity in names else 0
    for finding in (*assessment.findings[here:], *assessment.findings[:here]):
        if assessment.status(finding) in ("open", "lapsed"):
            return finding.identity
    return ""


async def _kind(screen: SessionScreen, finding: Finding, way: WayOut | None) -> str | None:
    decided = screen.interview.assessment.decision(finding)
    if way is not None and decided is None:
        return "planned"
    answers = [
        Answer(id=known, label=_TITLES[known], meaning=f"{STATUS[known].means[:1].upper()}{STATUS[known].means[1:]}.")
        for known in FORMS
    ]
    if decided is not None:
        answers.append(Answer(id="clear", label="Take the decision back", meaning="The finding is open again."))
    return await screen.app.push_screen_wait(ChoiceDialog(finding.title, finding.message, answers))


def _best_way(assessment: Assessment, finding: Finding) -> WayOut | None:
    """The way out to propose as the action: one that is the company's to decide and costs nothing as bad."""
    from gtm_tui.analysis.ways_out import ways_out

    return next((way for way in ways_out(assessment, finding) if way.chosen and not way.costly), None)


def _begun(screen: SessionScreen, finding: Finding, status: str, way: WayOut | None) -> dict[str, str]:
    """What the form begins with: the decision as it stands, else the way out, and the person who answers."""
    decision = screen.interview.assessment.decision(finding)
    if decision is not None and decision.status == status:
        dates = {"due": decision.due, "until": decision.until}
        written = {name: value.isoformat() for name, value in dates.items() if value is not None}
        texts = {name: str(getattr(decision, name)) for name in ("action", "owner", "reason", "by")}
        return texts | written
    action = way.sentence.partition(": clears it")[0] if way is not None else ""
    respondent = str(screen.interview.session.get("session.respondent") or "")
    return {"action": action[:1].upper() + action[1:], "by": respondent}


def _completed(finding: Finding, decision: Decision) -> Decision:
    """The decision with the evidence of the day where it accepts the finding."""
    if decision.status != "accepted":
        return decision
    accepted = decision._replace(seen=finding.evidence_lines, severity=finding.severity)
    return accepted._replace(until=last_day(accepted))


def _left(screen: SessionScreen) -> str:
    assessment = screen.interview.assessment
    left = sum(assessment.status(finding) in ("open", "lapsed") for finding in assessment.findings)
    return f"n goes to the next open finding ({left} left)." if left else "Every finding has a decision."
