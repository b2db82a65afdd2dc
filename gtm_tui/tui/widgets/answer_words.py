"""What is said beside an answer and at the foot: what was understood, marks, what options open, notes, who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gtm_tui.interview.pages import fields_on
from gtm_tui.questions import SOURCES, Kind, Question
from gtm_tui.questions.question import show_raw
from gtm_tui.questions.typed import read, shown
from gtm_tui.text.plural import counted
from gtm_tui.tui.attribution import attribution
from gtm_tui.tui.widgets.controls import is_number

if TYPE_CHECKING:
    from gtm_tui.interview import Interview, PageRef
    from gtm_tui.model.session import Session

UNKNOWN = "I don't know"


class AnswerWords(NamedTuple):
    """The words about one question of an interview."""

    interview: Interview
    key: str
    question: Question

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return self.interview.session

    @property
    def typed(self) -> str:
        """The answer as a person types it, or the text that is no answer."""
        session = self.session
        if self.key in session.invalid:
            raw = session.invalid[self.key]
            return raw if isinstance(raw, str) else show_raw(raw)
        value = session.get(self.key)
        if value is None:
            return ""
        if self.question.kind == Kind.SEGMENTS and isinstance(value, tuple):
            return ", ".join(session.segment_name(str(segment)) for segment in value) or "none"
        return shown(self.question, value, session)

    @property
    def chosen(self) -> frozenset[str]:
        """The options that are chosen, as a control names them."""
        value: Any = self.session.get(self.key)
        if value is None:
            return frozenset()
        if isinstance(value, bool):
            return frozenset(("yes" if value else "no",))
        return frozenset(value) if isinstance(value, tuple) else frozenset((str(value),))

    # -- beside the answer -----------------------------------------------------------------------------

    def echo(self, text: str) -> tuple[str, str]:
        """What stands beside the control while `text` is in it, and its style."""
        session = self.session
        match session.state(self.key):
            case "dont_know":
                return UNKNOWN, "$text-muted"
            case "not_applicable":
                return "does not apply", "$text-muted"
            case "invalid":
                return "! not valid", "$text-error"
        if not is_number(self.question):
            return "", ""
        unit = str(session.get("session.currency", "USD")) if self.question.unit == "currency" else self.question.unit
        unit = "%" if self.question.kind == Kind.PERCENT else unit
        source = session.sources.get(self.key)
        said = next((option.label for option in SOURCES if option.value == source), "")
        return "  ".join(word for word in (unit, self._understood(text.strip()), said) if word), "$text-muted"

    def _understood(self, text: str) -> str:
        """The number that was understood where it reads otherwise than typed, and the other one it could be."""
        session, value = self.session, self.session.get(self.key)
        if value is None or not text or shown(self.question, value, session) == text:
            return ""
        other = read(self.question, text, session).other if "=" not in text else None
        words = f"= {shown(self.question, value, session)}"
        return words if other is None else f"{words}  type = for {shown(self.question, other, session)}"

    @property
    def marks(self) -> list[str]:
        """What else is known about the answer, in a word each; the foot says it in full."""
        session = self.session
        found = {"from last time": session.unconfirmed, "note": session.notes, "disputed": session.dissent}
        return [word for word, keys in found.items() if self.key in keys]

    # -- what options open -----------------------------------------------------------------------------

    def opens(self, value: str) -> int:
        """How many questions of the page an option opens."""
        if self.question.kind == Kind.CHOICES:
            return 0
        ref = self.interview.page
        answer: Any = value == "yes" if self.question.kind == Kind.YES_NO else value
        without = asked_on(self.session.without_answer(self.key), ref)
        return len(asked_on(self.session.with_answer(self.key, answer), ref) - without)

    @property
    def announcement(self) -> str:
        """What an option of an open question opens: `yes opens 7 questions`; '' where none does."""
        if self.session.state(self.key) != "open":
            return ""
        yes_no = self.question.kind == Kind.YES_NO
        options = [("yes", "yes"), ("no", "no")] if yes_no else [(o.value, o.label) for o in self.question.options]
        found = ((label, self.opens(value)) for value, label in options)
        return next((f"{label} opens {counted(count, 'question')}" for label, count in found if count), "")

    # -- at the foot -----------------------------------------------------------------------------------

    def explanation(self, highlighted: int | None) -> tuple[str, str]:
        """A style and what to say: what is wrong, what the highlighted option means, or why it is asked."""
        problem = self.interview.problem(self.key)
        if problem is not None:
            return "$text-error", f"Found {problem.found}; expected {problem.expected}."
        if self.question.options and highlighted is not None:
            option = self.question.options[highlighted]
            count = self.opens(option.value)
            opening = f" Opens {counted(count, 'question')}." if count else ""
            if option.definition or opening:
                return "", f"{option.label}: {option.definition}{opening}"
        return "$text-muted", self.question.help

    @property
    def remarks(self) -> list[str]:
        """The reason, the note, who said it and what was carried over, each in a sentence."""
        session, key = self.session, self.key
        said = []
        if key in session.not_applicable:
            said.append(f"Does not apply: {session.not_applicable[key]}")
        if key in session.notes:
            said.append(f"Note: {session.notes[key]}")
        if words := attribution(session, key):
            said.append(f"{words[0].upper()}{words[1:]}")
        if key in session.unconfirmed:
            said.append("From last time: ^G confirms the answers of this page.")
        return said


def asked_on(session: Session, ref: PageRef) -> set[str]:
    """The keys asked on a page in plain sight: not behind a fold."""
    return {field.key for field in fields_on(session, ref) if not field.question.fold}
