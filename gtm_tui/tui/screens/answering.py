"""What can be said about a question beside its answer: not known, nobody, a note, a source, why it does not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from gtm_tui.questions import SOURCES, Kind
from gtm_tui.questions.question import NUMERIC
from gtm_tui.text.plural import counted
from gtm_tui.tui.dialogs import TextDialog
from gtm_tui.tui.screens.base import SessionScreen

if TYPE_CHECKING:
    from gtm_tui.document import Document
    from gtm_tui.tui.page_view import PageView
    from gtm_tui.tui.widgets.answerable import Answerable


class AnsweringScreen(SessionScreen):
    """A screen on which the question that has the focus can be answered in more ways than by its control."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "source", "source", show=False, id="source", tooltip="Say where a number comes from"),
        Binding("f3", "dont_know", "don't know", id="dont_know", tooltip="Mark the question as not known"),
        Binding("f4", "nobody", "nobody", show=False, id="nobody", tooltip="Answer nobody, or none"),
        Binding("f5", "note", "note", id="note", tooltip="Put a note on the question"),
        Binding("f9", "not_applicable", "does not apply", show=False, id="not_applicable"),
        Binding("ctrl+g", "confirm", "confirm", show=False, id="confirm", tooltip="Confirm what was carried over"),
    ]

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.page: PageView | None = None
        self._drafts: dict[str, str] = {}

    @property
    def focused_field(self) -> Answerable | None:
        """The question that has the focus."""
        from gtm_tui.tui.widgets.fields import QuestionField
        from gtm_tui.tui.widgets.matrix import AccountableMatrix

        for node in self.focused.ancestors if self.focused is not None else ():
            if isinstance(node, QuestionField):
                return node
            if isinstance(node, AccountableMatrix):
                return node.row
        return None

    def _field_or_word(self) -> Answerable | None:
        field = self.focused_field
        if field is None:
            self.notify("Go to a question first.", markup=False)
        return field

    def action_dont_know(self) -> None:
        """Mark the question as not known, or take the mark back."""
        if field := self._field_or_word():
            self.interview.dont_know(field.key)
            field.answered_elsewhere()

    def action_nobody(self) -> None:
        """Answer nobody, or none."""
        field = self._field_or_word()
        if field is None:
            return
        if field.question.kind not in (Kind.PEOPLE, Kind.CHOICES, Kind.SEGMENTS, Kind.OWNERS):
            self.notify("Nobody is no answer to this question.", markup=False)
            return
        self.interview.answer(field.key, ())
        self.interview.end_step()
        field.answered_elsewhere()

    def action_source(self) -> None:
        """The next source of a number: CRM, finance, an estimate, none."""
        field = self._field_or_word()
        if field is None:
            return
        if field.question.kind not in NUMERIC:
            self.notify("Only numbers have a source.", markup=False)
            return
        values = ("", *(option.value for option in SOURCES))
        now = self.interview.session.sources.get(field.key, "")
        self.interview.source(field.key, values[(values.index(now) + 1) % len(values)])
        field.answered_elsewhere()

    @work(exclusive=True, group="dialog")
    async def action_note(self) -> None:
        """Put a note on the question; an empty one takes it away."""
        field = self._field_or_word()
        if field is None:
            return
        key = field.key
        now = self._drafts.get(f"note {key}", self.interview.session.notes.get(key, ""))
        text = await self.app.push_screen_wait(
            TextDialog("Note", field.question.wording, now, draft=lambda text: self._keep_draft(f"note {key}", text))
        )
        if text is not None:
            self._drafts.pop(f"note {key}", None)
            self.interview.note(key, text)
            field.answered_elsewhere()

    @work(exclusive=True, group="dialog")
    async def action_not_applicable(self) -> None:
        """Say why the question does not apply."""
        field = self._field_or_word()
        if field is None:
            return
        key = field.key
        now = self._drafts.get(f"reason {key}", self.interview.session.not_applicable.get(key, ""))
        reason = await self.app.push_screen_wait(
            TextDialog(
                "Does not apply",
                f"{field.question.wording}\nWhy does it not apply?",
                now,
                problem=lambda text: "" if text else "Give a reason in a few words.",
                draft=lambda text: self._keep_draft(f"reason {key}", text),
            )
        )
        if reason is not None:
            self._drafts.pop(f"reason {key}", None)
            self.interview.not_applicable(key, reason)
            field.answered_elsewhere()

    def _keep_draft(self, name: str, text: str) -> None:
        self._drafts[name] = text

    def action_confirm(self) -> None:
        """Confirm the answers of this page that were carried over from an earlier file."""
        keys = [field.key for field in self.page.fields] if self.page is not None else []
        count = self.interview.confirm(*keys)
        left = len(self.interview.session.unconfirmed)
        if count:
            self.notify(f"{counted(count, 'answer')} confirmed, {left} left.", markup=False)
            self.wizard.refresh_session()
        else:
            self.notify("Nothing here waits to be confirmed.", markup=False)
