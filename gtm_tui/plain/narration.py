"""What the plain front end tells: pages, questions, explanations, findings as they appear."""

from collections.abc import Callable

from gtm_tui.interview import Interview
from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import SEVERITY
from gtm_tui.plain.steps import ADD_BUDGET_LINE, Step
from gtm_tui.questions import BUDGET_PRESETS, SOURCES, AnswerError, Kind, Question, aim_words
from gtm_tui.questions.question import NUMERIC
from gtm_tui.questions.typed import read, shown
from gtm_tui.text.plural import counted

COMMANDS = f"""Instead of an answer:
  Enter  keep the current answer       <      previous question
  ?      explain the question          u      I don't know
  x      clear the answer              na WHY does not apply, with the reason
  ok     confirm an answer from last time and continue
  note TEXT   add a note               src {"|".join(source.value for source in SOURCES)}   where a number comes from
  go PAGE     jump to a page           pages  list the pages
  z      undo      y  redo             f      findings so far
  save   save now                      q      quit (asks whether to save)
A leading \\ makes the rest of the line the answer."""


class Narration:
    """Tells through `say` where the interview stands; it never changes it."""

    def __init__(self, interview: Interview, say: Callable[[str], None]) -> None:
        self._interview = interview
        self._say = say
        self._shown_page = ""
        self._known = {f.identity: f for f in interview.assessment.findings}

    def commands(self) -> None:
        """What can be typed instead of an answer."""
        self._say(COMMANDS)

    def page(self, step: Step) -> None:
        """The page, when another one begins."""
        if step.page.id == self._shown_page:
            return
        self._shown_page = step.page.id
        page = step.page.page
        segment = f": {self._interview.session.segment_name(step.page.segment)}" if step.page.segment else ""
        settled, asked = self._interview.progress(step.page)
        self._say(f"\nPage {step.page.place}, {page.title}{segment} ({settled} of {asked} answered)")
        if page.intro:
            self._say(page.intro)

    def question(self, step: Step, question: Question) -> None:
        """The question, its options, and the current answer."""
        mark = " (required)" if question.required else ""
        self._say(f"\n{self._subject(step, question)}{question.wording}{mark}")
        for number, option in enumerate(question.options, start=1):
            self._say(f"  {number}. {option.label}")
        stands = self._stands(step.key, question)
        if stands:
            self._say(f"  now: {stands}")

    def _stands(self, key: str, question: Question) -> str:
        session = self._interview.session
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
        name = self._interview.session.segment_name(identity)
        if question.collection == "budget":
            name = str(self._interview.session.get(f"budget.{identity}.label", identity))
        return f"{name}: "

    def presets(self) -> None:
        """The usual budget lines."""
        for number, (label, payer, aim) in enumerate(BUDGET_PRESETS, start=1):
            aimed = aim_words(aim)
            self._say(f"  {number}. {label} (paid by {payer}, for {aimed})")

    def explain(self, step: Step) -> None:
        """What a question means, and what a valid answer is."""
        question = step.question
        if step.key == ADD_BUDGET_LINE:
            self.presets()
        if question is None:
            self.commands()
            return
        self._say(f"  {question.help}" if question.help else f"  Expected: {expected(question)}.")
        for number, option in enumerate(question.options, start=1):
            if option.definition:
                self._say(f"  {number}. {option.label}: {option.definition}")
        if question.help:
            self._say(f"  Expected: {expected(question)}.")

    def pages(self) -> None:
        """All pages with their progress."""
        for ref in self._interview.pages():
            settled, asked = self._interview.progress(ref)
            segment = f" {self._interview.session.segment_name(ref.segment)}" if ref.segment else ""
            self._say(f"  {ref.number:>2}. {ref.page.title}{segment}: {settled} of {asked}")

    def findings(self) -> None:
        """All findings so far."""
        findings = self._interview.assessment.findings
        self._say(f"  {counted(len(findings), 'finding')}" if findings else "  No findings so far.")
        for finding in findings:
            self._say(f"  {finding.severity}: {finding.code} {finding.title}")

    def news(self) -> None:
        """Findings that appeared, changed or cleared since the last call."""
        now = {f.identity: f for f in self._interview.assessment.findings}
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

    def echo(self, question: Question, key: str, text: str) -> None:
        """Say which number was understood, and how to get the other one that it could be."""
        if question.kind not in NUMERIC:
            return
        session = self._interview.session
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


def _unit(question: Question, session: Session) -> str:
    """The unit behind a number that is echoed."""
    if question.kind == Kind.PERCENT:
        return " %"
    return f" {session.get('session.currency', 'USD') if question.unit == 'currency' else question.unit}"


def expected(question: Question, error: AnswerError | None = None) -> str:
    """What a valid line is, for somebody who types numbers of options."""
    if question.kind == Kind.YES_NO:
        return "y or n"
    if question.kind == Kind.CHOICE:
        return f"a number from 1 to {len(question.options)}"
    if question.kind == Kind.CHOICES:
        return f"numbers from 1 to {len(question.options)} separated by commas, or none"
    if question.kind == Kind.PEOPLE:
        return "names or titles separated by commas, or nobody"
    if question.kind == Kind.OWNERS:
        return "a name, or several with their part: Ana (payers), Bo (providers); or nobody"
    return error.expected if error else question.expected
