"""One prompt at a time over the interview: asks, explains, goes back, tells findings as they appear."""

from collections.abc import Callable

from gtm_tui.interview import Interview
from gtm_tui.plain.narration import Narration, expected
from gtm_tui.plain.steps import ADD_BUDGET_LINE, ADD_SEGMENT, Step, first_step_of, step_after, step_before, steps
from gtm_tui.questions import BUDGET_PRESETS, SOURCES, AnswerError, Kind, Question
from gtm_tui.text.plural import counted


class Stop(Exception):
    """The person, or the end of the input, ends the questions; `at_end` tells the latter."""

    def __init__(self, at_end: bool) -> None:
        super().__init__()
        self.at_end = at_end


class Asker:
    """Leads a person through the interview with `read` (a prompt to a line, None at the end) and `say`.

    `save` writes the session and returns the sentence to say.
    """

    def __init__(
        self,
        interview: Interview,
        read: Callable[[str], str | None],
        say: Callable[[str], None],
        save: Callable[[], str],
        open_only: bool = False,
    ) -> None:
        self.interview = interview
        self._read = read
        self._say = say
        self._save = save
        self._open_only = open_only
        self._step: Step | None = None
        self._tell = Narration(interview, say)

    def run(self) -> None:
        """Ask until the last question; raises Stop when the person or the input ends it earlier."""
        self._say("? explains a question, ?? lists all commands, Enter keeps the current answer.")
        if carried := len(self.interview.session.unconfirmed):
            answers = counted(carried, "answer is", "answers are")
            self._say(f"{answers} from last time: ok confirms one that still holds, Enter leaves it for later.")
        self._step = step_after(self.interview, None, self._open_only)
        while self._step is not None:
            self._ask(self._step)
            self._tell.news()

    # -- one prompt ------------------------------------------------------------------------------------

    def _ask(self, step: Step) -> None:
        self._tell.page(step)
        if step.key == ADD_SEGMENT:
            prompt = "Name of another segment (Enter = no more): " if self._segments else "Name of a segment: "
        elif step.key == ADD_BUDGET_LINE:
            if not self.interview.session.budget:
                self._tell.presets()
            prompt = "Another budget line: number or name (Enter = no more, ? lists the usual ones): "
        else:
            assert step.question is not None
            self._tell.question(step, step.question)
            prompt = "> "
        line = self._read(prompt)
        if line is None:
            raise Stop(at_end=True)
        self._take(step, line)

    def _take(self, step: Step, line: str) -> None:
        text = line.strip()
        if text.startswith("\\"):
            self._answer(step, text[1:])
        elif not text:
            self._go(step_after(self.interview, step, self._open_only))
        elif not self._command(step, text):
            self._answer(step, text)

    def _answer(self, step: Step, text: str) -> None:
        if step.key == ADD_SEGMENT:
            self._add_segment(text)
        elif step.key == ADD_BUDGET_LINE:
            self._add_budget_line(text)
        else:
            assert step.question is not None
            error = self.interview.offer(step.key, _from_numbers(step.question, text))
            self.interview.end_step()
            if error is not None:
                kept = "the answer stays" if self.interview.session.state(step.key) == "answered" else "kept as typed"
                self._say(f"  Not valid, {kept}: found {error.found}, expected {expected(step.question, error)}.")
                return
            self._tell.echo(step.question, step.key, text)
            self._go(step_after(self.interview, step, self._open_only))

    @property
    def _segments(self) -> tuple[str, ...]:
        return self.interview.session.segments

    def _add_segment(self, name: str) -> None:
        try:
            segment = self.interview.add_segment(name)
        except (ValueError, AnswerError) as error:
            self._say(f"  {error}")
            return
        key = f"segments.{segment}.name"
        self._go(next(s for s in steps(self.interview) if s.key == key))
        assert self._step is not None
        self._go(step_after(self.interview, self._step))

    def _add_budget_line(self, text: str) -> None:
        label, payer, aim = text, "", ""
        if text.isdigit() and 1 <= int(text) <= len(BUDGET_PRESETS):
            label, payer, aim = BUDGET_PRESETS[int(text) - 1]
        line = self.interview.add_budget_line(label, payer, aim)
        first = "amount" if payer else "payer"
        self._go(next(s for s in steps(self.interview) if s.key == f"budget.{line}.{first}"))

    # -- commands --------------------------------------------------------------------------------------

    def _command(self, step: Step, text: str) -> bool:
        word, _, rest = text.partition(" ")
        interview, is_question = self.interview, step.question is not None
        match word:
            case "?":
                self._tell.explain(step)
            case "??":
                self._tell.commands()
            case "<":
                self._go(step_before(interview, step) or step)
            case "u" if is_question and not rest:
                if step.key not in interview.session.dont_know:
                    interview.dont_know(step.key)
                self._go(step_after(interview, step, self._open_only))
            case "ok" if step.key in interview.session.unconfirmed and not rest:
                interview.confirm(step.key)
                self._say(f"  Confirmed; {len(interview.session.unconfirmed)} left to confirm.")
                self._go(step_after(interview, step, self._open_only))
            case "x" if is_question and not rest:
                interview.clear(step.key)
            case "na" if is_question and rest:
                interview.not_applicable(step.key, rest.strip())
                self._go(step_after(interview, step, self._open_only))
            case "note" if is_question:
                interview.note(step.key, rest.strip())
                self._say("  Noted." if rest.strip() else "  Note removed.")
            case "src" if is_question and rest.strip() in ("", *(s.value for s in SOURCES)):
                interview.source(step.key, rest.strip())
                self._say("  Source noted.")
            case "go":
                target = first_step_of(interview, rest)
                self._say("  There is no page of that name; pages lists them.") if target is None else self._go(target)
            case "pages" if not rest:
                self._tell.pages()
            case "z" if not rest:
                self._say("  Undone." if interview.undo() else "  Nothing to undo.")
                self._stay()
            case "y" if not rest and not (step.question and step.question.kind == Kind.YES_NO):
                self._say("  Redone." if interview.redo() else "  Nothing to redo.")
                self._stay()
            case "f" if not rest:
                self._tell.findings()
            case "save" if not rest:
                self._say(self._save())
            case "q" if not rest:
                raise Stop(at_end=False)
            case _:
                return False
        return True

    def _go(self, step: Step | None) -> None:
        self._step = step

    def _stay(self) -> None:
        """After undo or redo the present question may be gone: start over from the nearest one that is left."""
        if self._step not in list(steps(self.interview)):
            self._step = step_after(self.interview, None)


def _from_numbers(question: Question, text: str) -> str:
    """Option numbers replaced by what they stand for."""
    if question.kind not in (Kind.CHOICE, Kind.CHOICES):
        return text
    words = [word.strip() for word in text.split(",")]
    values = question.values
    return ", ".join(values[int(w) - 1] if w.isdigit() and 1 <= int(w) <= len(values) else w for w in words)
