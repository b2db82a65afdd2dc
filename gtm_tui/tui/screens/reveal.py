"""The reveal: one difference on each page, settled by the people in the room; at the end the consensus session."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from gtm_tui.analysis.consensus import Reveal
from gtm_tui.analysis.perception_gaps import Disagreement
from gtm_tui.model.session import Value, slug
from gtm_tui.questions import AnswerError, Kind, question_for
from gtm_tui.rules import assess
from gtm_tui.store.paths import BadName, check_name
from gtm_tui.store.sessions import SaveError, open_session, save_session
from gtm_tui.store.toml_reader import UnreadableFile
from gtm_tui.text.sanitise import shown
from gtm_tui.tui.drawing import Row
from gtm_tui.tui.results.reveal import difference_rows, preview_rows
from gtm_tui.tui.reveal_journal import RevealJournal
from gtm_tui.tui.screens.base import bindings
from gtm_tui.tui.screens.list_screen import ListScreen
from gtm_tui.tui.screens.menu import Entry, Question


class RevealScreen(ListScreen[Reveal]):
    """Goes through the differences; dismisses with the reveal as it was left, tells `kept` what is in a file."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("next", "left", "right", "save", "undo")
    actions = ("enter", "next", "save", "undo", "back")

    def __init__(
        self, reveal: Reveal, key: str, folder: Path | None, kept: Callable[[Reveal], None], journal: RevealJournal
    ) -> None:
        super().__init__()
        self.reveal = reveal
        self.reveal_journal = journal
        self.folder = folder
        self._kept = kept
        self._written = reveal
        self._before: list[Reveal] = []
        self._file = ""
        self._answering = ""
        keys = [d.key for d in reveal.differences]
        self.page = keys.index(key) if key in keys else len(keys)

    @property
    def difference(self) -> Disagreement | None:
        """The difference on the page, or None on the last page."""
        differences = self.reveal.differences
        return differences[self.page] if self.page < len(differences) else None

    # -- drawing ---------------------------------------------------------------------------------------

    def bar(self) -> tuple[str, str, str]:
        """Where in the reveal this is."""
        count = len(self.reveal.differences)
        company = next(filter(None, (r.session.company() for r in self.reveal.comparison.respondents)), "")
        where = f"Reveal  {self.page + 1} of {count}" if self.difference else "Reveal  the consensus"
        return company, where, f"{len(self.reveal.settled)} settled"

    def body(self, width: int, at: Hashable) -> list[Row]:
        """One difference, or the preview."""
        difference = self.difference
        if difference is None:
            return preview_rows(self.reveal, at, width)
        return difference_rows(self.reveal, difference, at, width, self.sheet.size.height - 5)

    def hint(self) -> str:
        """What Enter does here."""
        match self.position.at:
            case ("take", str(label)):
                settled = self.reveal.settled.get(self.difference.key if self.difference else "")
                again = settled is not None and label in settled.taken_from
                return "Enter goes to the next difference." if again else f"Enter chooses the answer of {label}."
            case ("save",):
                return "Nothing is written until you save."
        return ""

    def key_words(self) -> dict[str, str]:
        """The words for the keys here."""
        return {"enter": "settle" if self.difference else "choose", "next": "next", "save": "save", "back": "overview"}

    # -- agreeing --------------------------------------------------------------------------------------

    def opened(self, target: Hashable) -> None:
        """Settle, type another answer, leave it open, or go somewhere."""
        match target:
            case ("take", str(label)):
                self._take(label)
            case ("type",):
                self._other()
            case ("open",):
                self._leave_open()
            case ("difference", str(key)):
                self._go([d.key for d in self.reveal.differences].index(key))
            case ("save",):
                self.action_save()
            case ("back",):
                self._go(0)

    def _change(self, reveal: Reveal) -> None:
        if reveal != self.reveal:
            self._before.append(self.reveal)
            self.reveal = reveal
            self._keep()
        self.redraw()

    def _keep(self) -> None:
        """Every step is in the journal at once, and in the file once there is one."""
        self.reveal_journal.keep(self.reveal)
        self.message = self.reveal_journal.problem or self.message
        if self._file:
            try:
                self._to_file(self._file)
            except (SaveError, UnreadableFile) as error:
                self.message = f"Not saved: {getattr(error, 'sentence', error)}"

    def _take(self, label: str) -> None:
        difference = self.difference
        assert difference is not None
        before = self.reveal.settled.get(difference.key)
        settled = self.reveal.settle_as(difference.key, label)
        if before is not None and settled.settled[difference.key] == before:
            self.action_next()
        else:
            self._change(settled)

    def _leave_open(self) -> None:
        assert self.difference is not None
        self._change(self.reveal.reopened(self.difference.key))
        self.action_next()

    def _other(self) -> None:
        assert self.difference is not None
        question = question_for(self.difference.key)
        assert question is not None
        if question.kind in (Kind.CHOICE, Kind.YES_NO):
            options = [(o.value, o.label) for o in question.options] or [("yes", "yes"), ("no", "no")]
            entries = [Entry(value, label) for value, label in options]
            self.app.push_screen(Question(self.difference.label, question.wording, entries), self._chosen)
            return
        hint = (
            f"Several with commas between: {', '.join(o.value for o in question.options)}" if question.options else ""
        )
        self._answering = self.difference.key
        self.ask(hint or f"{question.wording} ({question.expected})", "", self._typed, 2_000)

    def answered(self, key: str, character: str | None) -> bool:
        """Give a key to the line being asked for; an answer half typed is kept as well."""
        done = super().answered(key, character)
        self._keep_half_typed()
        return done

    def pasted(self, text: str) -> None:
        """Put pasted text into the line being asked for, and keep it."""
        super().pasted(text)
        self._keep_half_typed()

    def _keep_half_typed(self) -> None:
        if self._answering:
            self.reveal_journal.typed(self.reveal, self._answering, self.prompt.editor.text if self.prompt else "")
            self._answering = self._answering if self.prompt else ""

    def _chosen(self, answer: str | None) -> None:
        if answer is None:
            return
        assert self.difference is not None
        question = question_for(self.difference.key)
        self._settle(answer == "yes" if question and question.kind == Kind.YES_NO else answer)

    def _typed(self, text: str) -> None:
        assert self.difference is not None
        question = question_for(self.difference.key)
        assert question is not None
        if not text:
            return
        try:
            self._settle(question.parse(text))
        except AnswerError as error:
            self.say(f"Found {error.found}; expected {error.expected}.")

    def _settle(self, value: Value) -> None:
        assert self.difference is not None
        try:
            self._change(self.reveal.settle(self.difference.key, value))
        except AnswerError as error:
            self.say(f"Found {error.found}; expected {error.expected}.")

    # -- going -----------------------------------------------------------------------------------------

    def _go(self, page: int) -> None:
        self.page = max(0, min(page, len(self.reveal.differences)))
        self.position.at, self.position.top = None, 0
        self.redraw()

    def action_next(self) -> None:
        """The next difference; after the last one the preview."""
        self._go(self.page + 1)

    action_right = action_next

    def action_left(self) -> None:
        """The difference before."""
        self._go(self.page - 1)

    def action_undo(self) -> None:
        """Undo the last choice."""
        if self._before:
            self.reveal = self._before.pop()
            self._keep()
            self.say(self.message or "Undone.")
        else:
            self.say("Nothing to undo.")

    def action_back(self) -> None:
        """Back to the overview, with what is settled."""
        self.dismiss(self.reveal)

    def action_quit(self) -> None:
        """Leave the program; asks first where something settled is in no file."""
        from gtm_tui.tui.screens.compare import if_unsaved

        if_unsaved(self, self.reveal == self._written, self.reveal_journal, self.wizard.leave)

    # -- writing ---------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Show the preview first; from there ask for a name."""
        if self.difference is not None:
            self._go(len(self.reveal.differences))
            self.say("This is what will be saved. Press again to save.")
            return
        company = self.reveal.result().company("session")
        name = f"{slug(company, 'session')}-consensus.toml"
        self.ask("Save the consensus as:", str(self.folder / name) if self.folder else name, self._named)

    def _named(self, name: str) -> None:
        if not name:
            return
        data = self.wizard.data
        try:
            path = check_name(name) if data is not None else str(_with_ending(Path(os.path.expanduser(name))))
            self._write(path)
        except (SaveError, BadName) as error:
            self.say(f"Not written: {error}")
        except UnreadableFile as error:
            self.say(f"Not written: {error.sentence}")

    def _to_file(self, path: str, replace: bool = True) -> str:
        """Write the consensus; returns '' or what kind of session is in the way."""
        opened = open_session(path, create=True, data=self.wizard.data, mark=False)
        try:
            session = self.reveal.result()
            if not opened.new:
                kind = str(opened.session.get("session.kind") or "session")
                if kind != "consensus" or not replace:
                    return kind
                session = session.with_answer("session.created", opened.session.get("session.created"))
            first = self.reveal.comparison.assessments[0]
            found = assess(session, first.calibration, first.today, first.rule_set.version)
            written = save_session(opened, session, assessment=found).opened
        finally:
            opened.close()
        self.reveal_journal.saved(written.session, written.base or b"", written.path)
        self._kept(self.reveal)
        self._written, self._file = self.reveal, path
        return ""

    def _write(self, path: str, replace: bool = False) -> None:
        match self._to_file(path, replace or path == self._file):
            case "":
                self._written_to(path)
            case "consensus":
                answers = [Entry("no", "Choose another name"), Entry("yes", "Replace it", "a backup is kept")]
                question = Question("The file exists", f"{shown(path)} holds a consensus already.", answers)
                self.app.push_screen(question, lambda answer: self._write(path, True) if answer == "yes" else None)
            case _:
                self.say(f"There is already a file {shown(path)}, which is no consensus. Choose another name.")

    def _written_to(self, path: str) -> None:
        entries = [
            Entry("open", "Open the consensus", "", "Its questions, results and report."),
            Entry("stay", "Continue the reveal"),
        ]
        text = f"Wrote {shown(path)}. Differing answers are kept in it."

        def done(answer: str | None) -> None:
            if answer == "open":
                self.reveal_journal.close(discard=True)
                self.wizard.show_home()
                self.wizard.open_file(path, self.wizard._say_home)

        self.app.push_screen(Question("Saved", text, entries), done)


def _with_ending(path: Path) -> Path:
    return path if path.suffix else path.with_name(f"{path.name}.toml")
