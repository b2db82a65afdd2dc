"""One prompt at a time over the interview: asks, explains, goes back, tells findings as they appear."""

from collections.abc import Callable

from gtm_tui.interview import Interview
from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import SEVERITY
from gtm_tui.plain.steps import ADD_BUDGET_LINE, ADD_SEGMENT, Step, first_step_of, step_after, step_before, steps
from gtm_tui.questions import BUDGET_PRESETS, SOURCES, AnswerError, Kind, Question
from gtm_tui.questions.question import NUMERIC
from gtm_tui.questions.typed import read, shown

COMMANDS = """Instead of an answer:
  Enter  keep the current answer       <      previous question
  ?      explain the question          u      I don't know
  x      clear the answer              na WHY does not apply, with the reason
  ok     confirm an answer from last time and continue
  note TEXT   add a note               src crm|finance|estimate   where a number comes from
  go PAGE     jump to a page           pages  list the pages
  z      undo      y  redo             f      findings so far
  save   save now                      q      quit (asks whether to save)
A leading \\ makes the rest of the line the answer."""


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
        self._back = False
        self._page = ""
        self._known = {f.identity: f for f in interview.assessment.findings}

    def run(self) -> None:
        """Ask until the last question; raises Stop when the person or the input ends it earlier."""
        self._say("? explains a question, ?? lists all commands, Enter keeps the current answer.")
        if carried := len(self.interview.session.unconfirmed):
            self._say(
                f"{carried} answers are from last time: ok confirms one that still holds, Enter leaves it for later."
            )
        self._step = step_after(self.interview, None, self._open_only)
        while self._step is not None:
            self._ask(self._step)
            self._tell_findings()

    # -- one prompt ------------------------------------------------------------------------------------

    def _ask(self, step: Step) -> None:
        self._tell_page(step)
        if step.key == ADD_SEGMENT:
            prompt = "Name of another segment (Enter = no more): " if self._segments else "Name of a segment: "
        elif step.key == ADD_BUDGET_LINE:
            if not self.interview.session.budget:
                self._say_presets()
            prompt = "Another budget line: number or name (Enter = no more, ? lists the usual ones): "
        else:
            assert step.question is not None
            self._say_question(step, step.question)
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
                self._say(f"  Not valid, {kept}: found {error.found}, expected {_expected(step.question, error)}.")
                return
            self._echo(step.question, step.key, text)
            self._go(step_after(self.interview, step, self._open_only))

    def _echo(self, question: Question, key: str, text: str) -> None:
        """Say which number was understood, and how to get the other one that it could be."""
        if question.kind not in NUMERIC:
            return
        session = self.interview.session
        value = session.answers[key]
        if shown(question, value, session) == text.strip():
            return
        words = f"  = {shown(question, value, session)}{_unit(question, session)}"
        try:
            other = read(question, text, session).other
        except AnswerError:
            other = None
        if other is not None and "=" not in text:
            words += f"   ({text.strip()}= is {shown(question, other, session)})"
        self._say(words)

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
                self._explain(step)
            case "??":
                self._say(COMMANDS)
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
                self._say("  No page of that name; pages lists them.") if target is None else self._go(target)
            case "pages" if not rest:
                self._say_pages()
            case "z" if not rest:
                self._say("  Undone." if interview.undo() else "  Nothing to undo.")
                self._stay()
            case "y" if not rest and not (step.question and step.question.kind == Kind.YES_NO):
                self._say("  Redone." if interview.redo() else "  Nothing to redo.")
                self._stay()
            case "f" if not rest:
                self._say_findings()
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

    # -- what is said ----------------------------------------------------------------------------------

    def _tell_page(self, step: Step) -> None:
        if step.page.id == self._page:
            return
        self._page = step.page.id
        page = step.page.page
        segment = f": {self.interview.session.segment_name(step.page.segment)}" if step.page.segment else ""
        settled, asked = self.interview.progress(step.page)
        self._say(f"\nPage {step.page.place}, {page.title}{segment} ({settled} of {asked} answered)")
        if page.intro:
            self._say(page.intro)

    def _say_question(self, step: Step, question: Question) -> None:
        mark = " (required)" if question.required else ""
        self._say(f"\n{self._subject(step, question)}{question.wording}{mark}")
        for number, option in enumerate(question.options, start=1):
            self._say(f"  {number}. {option.label}")
        stands = self._stands(step.key, question)
        if stands:
            self._say(f"  now: {stands}")

    def _stands(self, key: str, question: Question) -> str:
        session = self.interview.session
        match session.state(key):
            case "answered":
                doubt = " (from last time, not confirmed)" if key in session.unconfirmed else ""
                return f"{shown(question, session.answers[key], session)}{doubt}"
            case "invalid":
                return f"{session.invalid[key]} (not valid)"
            case "dont_know":
                return "I don't know"
            case "not_applicable":
                return f"does not apply: {session.not_applicable[key]}"
        return ""

    def _subject(self, step: Step, question: Question) -> str:
        if not question.collection:
            return ""
        identity = step.key.split(".")[1]
        name = self.interview.session.segment_name(identity)
        if question.collection == "budget":
            name = str(self.interview.session.get(f"budget.{identity}.label", identity))
        return f"{name}: "

    def _say_presets(self) -> None:
        for number, (label, payer, aim) in enumerate(BUDGET_PRESETS, start=1):
            aimed = "many buyers" if aim == "market" else "individual deals"
            self._say(f"  {number}. {label} (paid by {payer}, for {aimed})")

    def _explain(self, step: Step) -> None:
        question = step.question
        if step.key == ADD_BUDGET_LINE:
            self._say_presets()
        if question is None:
            self._say(COMMANDS)
            return
        self._say(f"  {question.help}" if question.help else f"  Expected: {_expected(question)}.")
        for number, option in enumerate(question.options, start=1):
            if option.definition:
                self._say(f"  {number}. {option.label}: {option.definition}")
        if question.help:
            self._say(f"  Expected: {_expected(question)}.")

    def _say_pages(self) -> None:
        for ref in self.interview.pages():
            settled, asked = self.interview.progress(ref)
            segment = f" {self.interview.session.segment_name(ref.segment)}" if ref.segment else ""
            self._say(f"  {ref.number:>2}. {ref.page.title}{segment}: {settled} of {asked}")

    def _say_findings(self) -> None:
        findings = self.interview.assessment.findings
        self._say(f"  {len(findings)} findings" if findings else "  No findings so far.")
        for finding in findings:
            self._say(f"  {finding.severity}: {finding.code} {finding.title}")

    def _tell_findings(self) -> None:
        now = {f.identity: f for f in self.interview.assessment.findings}
        for identity, finding in now.items():
            before = self._known.get(identity)
            if before is None:
                mark = SEVERITY[finding.severity].mark
                self._say(f"  New finding, {finding.severity} {mark} {finding.code}: {finding.message}")
            elif before.severity != finding.severity:
                self._say(f"  Now {finding.severity}: {finding.code} {finding.title}")
        for identity, finding in self._known.items():
            if identity not in now:
                self._say(f"  Cleared: {finding.code} {finding.title}")
        self._known = now


def _unit(question: Question, session: Session) -> str:
    """The unit behind a number that is echoed."""
    if question.kind == Kind.PERCENT:
        return " %"
    return f" {session.get('session.currency', 'USD') if question.unit == 'currency' else question.unit}"


def _expected(question: Question, error: AnswerError | None = None) -> str:
    """What a valid line is, for somebody who types numbers of options."""
    if question.kind == Kind.YES_NO:
        return "y or n"
    if question.kind == Kind.CHOICE:
        return f"a number from 1 to {len(question.options)}"
    if question.kind == Kind.CHOICES:
        return f"numbers from 1 to {len(question.options)} with commas between, or none"
    if question.kind == Kind.PEOPLE:
        return "names or titles with commas between, or nobody"
    if question.kind == Kind.OWNERS:
        return "a name, or several with their part: Ana (payers), Bo (providers); or nobody"
    return error.expected if error else question.expected


def _from_numbers(question: Question, text: str) -> str:
    """Option numbers replaced by what they stand for."""
    if question.kind not in (Kind.CHOICE, Kind.CHOICES):
        return text
    words = [word.strip() for word in text.split(",")]
    values = question.values
    return ", ".join(values[int(w) - 1] if w.isdigit() and 1 <= int(w) <= len(values) else w for w in words)
