"""Help on the highlighted question: what is asked and why, what each option means, the keys in force."""

from __future__ import annotations

from gtm_tui.interview import Interview
from gtm_tui.questions import Kind, question_for
from gtm_tui.text.sanitise import shown
from gtm_tui.tui.attribution import attribution
from gtm_tui.tui.form import Form
from gtm_tui.tui.keys import ACTIONS
from gtm_tui.tui.screens.text_screen import Paragraph, TextScreen


class KeysScreen(TextScreen):
    """The keys in force."""

    title_text = "Keys"

    def action_help(self) -> None:
        """The key that opened it closes it."""
        self.dismiss()

    def paragraphs(self) -> list[Paragraph]:
        """Every action with its keys; how to change them."""
        rows = [("row:24", f"{self.keys.labels(name)}\t{action.sentence}") for name, action in ACTIONS.items()]
        where = self.wizard.where.config / "config.toml"
        return [*rows, ("", ""), ("muted", f'Change them in the table [keys] of {shown(where)}: next = "f8,ctrl+n"')]


class HelpScreen(KeysScreen):
    """Help for the question the form stands on."""

    title_text = "Help"

    def __init__(self, form: Form, interview: Interview) -> None:
        super().__init__()
        self.form = form
        self.interview = interview

    def paragraphs(self) -> list[Paragraph]:
        """The question first, then the keys."""
        return [*self._about(), ("accent", "Keys"), *super().paragraphs()]

    def _about(self) -> list[Paragraph]:
        question = question_for(self.form.key)
        if question is None:
            return [("accent", self.interview.page.page.title), ("", self.form.help.title), ("", self.form.help.text)]
        said: list[Paragraph] = [("accent", question.wording), ("", question.help)]
        if self.form.help.problem:
            said.append(("error", self.form.help.problem))
        if question.options:
            said += [("", "")]
            said += [("row:34", f"{o.label}\t{o.definition}") for o in question.options]
        else:
            expected = "yes or no" if question.kind == Kind.YES_NO else question.expected
            said.append(("muted", f"Expected: {expected}."))
        note = self.interview.session.notes.get(self.form.key)
        if note:
            said += [("", ""), ("row:8", f"Note\t{note}")]
        room = attribution(self.interview.session, self.form.key)
        if room:
            said += [("accent", "In the room"), *(("", part) for part in room.split("; "))]
        codes = [f for f in self.interview.assessment.findings if any(k == self.form.key for k, _ in f.evidence)]
        if codes:
            said.append(("accent", "Findings that rest on this answer"))
            said += [("row:12", f"{f.mark} {f.code}\t{f.title}") for f in codes]
        return [*said, ("muted", f"In the file: {self.form.key}")]
