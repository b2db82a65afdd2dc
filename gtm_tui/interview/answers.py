"""Every way in which an answer changes."""

from __future__ import annotations

from gtm_tui.interview.history import History
from gtm_tui.model.session import Value
from gtm_tui.questions import AnswerError, Question, question_for
from gtm_tui.questions.typed import read
from gtm_tui.text.names import same_name


class Answers(History):
    """The answers of one session, and what is recorded beside them: notes, sources, confirmations."""

    def answer(self, key: str, value: Value) -> None:
        """Give an answer in canonical form; raises AnswerError if it is none, KeyError for an unknown key."""
        self._apply(self._session.with_answer(key, self._question(key).check(value)), f"answer {key}")

    def type(self, key: str, text: str) -> AnswerError | None:
        """Take what is in a text field right now: an answer, nothing, or an invalid text that is kept and flagged."""
        if not text.strip():
            self._apply(self._session.without_answer(key), f"type {key}")
            return None
        try:
            typed = read(self._question(key), text, self._session)
        except AnswerError as error:
            self._apply(self._session.with_invalid(key, text), f"type {key}")
            return error
        changes = {"session.numbers": typed.convention} if typed.convention else {}
        self._apply(self._session.with_answers({key: typed.value, **changes}), f"type {key}")
        return None

    def offer(self, key: str, text: str) -> AnswerError | None:
        """Take a whole typed line as an answer; one that is none never replaces a valid answer."""
        if text.strip() and self._session.state(key) == "answered":
            try:
                read(self._question(key), text, self._session)
            except AnswerError as error:
                return error
        return self.type(key, text)

    def problem(self, key: str) -> AnswerError | None:
        """Why what stands at `key` is not an answer, or None."""
        if key not in self._session.invalid:
            return None
        raw = self._session.invalid[key]
        if isinstance(raw, str):
            try:
                read(self._question(key), raw, self._session)
            except AnswerError as error:
                return error
        return self._question(key).error(raw)

    def clear(self, key: str) -> None:
        """Back to not answered."""
        self._apply(self._session.without_answer(key), f"clear {key}")

    def dont_know(self, key: str) -> None:
        """Mark as not known; a second time takes the mark away."""
        known = key in self._session.dont_know
        change = self._session.without_answer if known else self._session.with_dont_know
        self._apply(change(key), f"dont_know {key}")

    def not_applicable(self, key: str, reason: str) -> None:
        """Mark as not applicable, with the reason."""
        self._apply(self._session.with_not_applicable(key, reason), f"not_applicable {key}")

    def confirm(self, *keys: str) -> int:
        """Confirm that answers carried over from an earlier session still hold, as one step; returns how many."""
        session = self._session
        carried = [key for key in keys if key in session.unconfirmed]
        for key in carried:
            session = session.with_confirmed(key)
        self._apply(session, "confirm")
        return len(carried)

    def note(self, key: str, text: str) -> None:
        """Put a note on a question; '' removes it."""
        self._apply(self._session.with_note(key, text), f"note {key}")

    def source(self, key: str, source: str) -> None:
        """Say where a number comes from; '' removes it."""
        self._apply(self._session.with_source(key, source), f"source {key}")

    def add_segment(self, name: str) -> str:
        """Add a segment; returns its id. Raises ValueError beyond eight, AnswerError for what is no name."""
        session, segment = self._session.with_segment(str(self._question("segments.x.name").check(name)))
        self._apply(session, "segment")
        self.end_step()
        return segment

    def remove_segment(self, segment: str) -> None:
        """Remove a segment and all answers about it (undo brings it back)."""
        self._apply(self._session.without_segment(segment), "segment")

    def add_budget_line(self, label: str, payer: str = "", aim: str = "") -> str:
        """Add a budget line; returns its id. Raises AnswerError for what is no label."""
        session, line = self._session.with_budget_line(str(self._question("budget.x.label").check(label)))
        for name, value in (("payer", payer), ("aim", aim)):
            if value:
                session = session.with_answer(f"budget.{line}.{name}", value)
        self._apply(session, "budget")
        self.end_step()
        return line

    def remove_budget_line(self, line: str) -> None:
        """Remove a budget line."""
        self._apply(self._session.without_budget_line(line), "budget")

    # -- accountable people ------------------------------------------------------------------------------

    def toggle_owner(self, deliverable: str, person: str, scope: str = "all") -> None:
        """Set or clear one accountable person; the last one cleared leaves it unanswered, not 'nobody'."""
        key = f"accountable.{deliverable}"
        before = self._session.get(key, ())
        owners = tuple(pair for pair in before if not same_name(pair[0], person))
        if owners == before:
            owners = (*before, (person, scope))
        if owners:
            self._apply(self._session.with_answer(key, owners), f"owner {key}")
        else:
            self._apply(self._session.without_answer(key), f"owner {key}")
        self.end_step()

    def scope_owner(self, deliverable: str, person: str, scope: str) -> None:
        """Say for which part (industry, product, region or 'all') a person answers."""
        key = f"accountable.{deliverable}"
        before = self._session.get(key, ())
        owners = tuple((name, scope if same_name(name, person) else own) for name, own in before)
        if not any(same_name(name, person) for name, _ in before):
            owners = (*before, (person, scope))
        self._apply(self._session.with_answer(key, owners), f"scope {key} {person}")

    def _question(self, key: str) -> Question:
        question = question_for(key)
        if question is None:
            raise KeyError(key)
        return question
