"""Runs every rule on every subject of a session and gathers what they say.

A run remembers which answers it read, so that a changed session re-runs only what can have changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from gtm_tui.calibration import Calibration, default_calibration
from gtm_tui.model.session import Decision, Session
from gtm_tui.model.vocabulary import DELIVERABLES, FOUR_GROUPS, SEGMENT_AREAS, SEVERITIES, RuleResult, Severity, Status
from gtm_tui.rules import decisions
from gtm_tui.rules.context import RuleContext
from gtm_tui.rules.finding import SEVERITY_RANK, Finding, NotAssessed, Remark, Run, Strength, Violation
from gtm_tui.rules.judged_by import judged_otherwise
from gtm_tui.rules.ruleset import Rule, RuleSet, StrengthRule
from gtm_tui.rules.versions import rules_of
from gtm_tui.text.names import name_key


class Assessment:
    """Everything the rules say about one session under one calibration, model version and date."""

    def __init__(
        self,
        *,
        session: Session,
        calibration: Calibration,
        rule_set: RuleSet,
        today: date,
        runs: Mapping[tuple[str, str], Run],
    ) -> None:
        self.session = session
        self.calibration = calibration
        self.rule_set = rule_set
        self.today = today
        self.runs = runs

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Assessment):
            return NotImplemented
        mine = (self.session, self.calibration, self.rule_set, self.today, self.runs)
        return mine == (other.session, other.calibration, other.rule_set, other.today, other.runs)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that count, worst first, then by reach, then by effort."""
        found = (f for run in self.runs.values() for f in run.findings if not f.planned)
        return tuple(sorted(found, key=self._order))

    @cached_property
    def before_you_start(self) -> tuple[Finding, ...]:
        """Notes about planned segments: listed apart, outside the counts."""
        found = (f for run in self.runs.values() for f in run.findings if f.planned)
        return tuple(sorted(found, key=self._order))

    @cached_property
    def not_assessed(self) -> tuple[Run, ...]:
        """The runs whose inputs are missing."""
        return tuple(run for run in self.runs.values() if run.result == "not_assessed")

    @cached_property
    def strengths(self) -> tuple[Strength, ...]:
        """What works well; looked for when first asked, which counting never does."""
        session, calibration = self.session, self.calibration
        praised = (
            _praise(strength, RuleContext(session, calibration, subject, prefix))
            for strength in self.rule_set.strengths.values()
            for subject, prefix, _ in subjects_of(strength, session)
        )
        return tuple(strength for strength in praised if strength is not None)

    @cached_property
    def remarks(self) -> tuple[tuple[str, str, str], ...]:
        """Things worth knowing that are no findings, as (code, subject, text)."""
        return tuple((run.code, run.subject, text) for run in self.runs.values() for text in run.remarks)

    @cached_property
    def counts(self) -> dict[Severity, int]:
        """Number of findings by severity, worst first."""
        return {severity: sum(f.severity == severity for f in self.findings) for severity in SEVERITIES}

    @cached_property
    def results_by_rule(self) -> dict[str, RuleResult]:
        """'fires', 'passes' or 'not_assessed' for each rule: fires if any run does, passes if any was assessed."""
        results: dict[str, RuleResult] = dict.fromkeys(self.rule_set.rules, "not_assessed")
        for (code, _), run in self.runs.items():
            if code not in results or any(f.planned for f in run.findings):
                continue
            if run.result == "fires" or (run.result == "passes" and results[code] != "fires"):
                results[code] = run.result
        return results

    @cached_property
    def _revenue(self) -> dict[str, float]:
        answers = self.session.answers
        revenue: dict[str, float] = {}
        for segment in self.session.segments:
            acv, deals = (answers.get(f"segments.{segment}.{n}") for n in ("first_year_acv", "deals_per_year"))
            if isinstance(acv, (int, float)) and isinstance(deals, (int, float)):
                revenue[segment] = acv * deals
        return revenue

    def reach(self, finding: Finding) -> float | None:
        """The share (0-1) of planned new revenue that the finding's segment stands for; None for the team."""
        total = sum(self._revenue.values())
        if finding.segment not in self._revenue or not total:
            return None
        return self._revenue[finding.segment] / total

    @property
    def judged_otherwise(self) -> str:
        """The sentence that the file names another model version or calibration than the one used, or ''."""
        return judged_otherwise(self.session, self.rule_set.version, self.calibration.name)

    def status(self, finding: Finding) -> Status:
        """'open', 'planned', 'accepted', 'lapsed' or 'disagree'."""
        return decisions.status(self.decision(finding), finding, self.today)

    def decision(self, finding: Finding) -> Decision | None:
        """What was decided about the finding; a person in its name is found as names are compared."""
        kept = self.session.decisions
        found = kept.get(finding.identity)
        if found is None and kept and finding.subject:
            wanted = name_key(finding.identity)
            found = next((decision for identity, decision in kept.items() if name_key(identity) == wanted), None)
        return found

    def rule(self, finding: Finding) -> Rule:
        """The rule that raised the finding."""
        return self.rule_set.rules[finding.code]

    def find(self, identity: str) -> Finding | None:
        """The finding named `CODE` or `CODE/subject`, also among the notes on planned segments."""
        return next((f for f in (*self.findings, *self.before_you_start) if f.identity == identity), None)

    def rerun(self, session: Session, keys: Iterable[str]) -> dict[tuple[str, str], Run | None]:
        """What the rules that read any of `keys` say about a changed session, by the identity of the run.

        `session` has the same segments and budget lines; None = the rule does not run there any more. Strengths are
        left out. Everything else of the assessment stays as it is, which makes this the cheap way to try a change.
        """
        cells: dict[tuple[str, str], None] = {}
        for key in keys:
            cells.update(dict.fromkeys(self._readers.get(key, ())))
        return {cell: self.rerun_one(session, cell) for cell in cells}

    def rerun_one(self, session: Session, identity: tuple[str, str]) -> Run | None:
        """What one rule says about one subject of a changed session."""
        rule, subject, prefix, variant = self._cells[identity]
        run = _run(rule, identity[1], RuleContext(session, self.calibration, subject, prefix, variant))
        return None if run is _SKIPPED else run

    @cached_property
    def _cells(self) -> dict[tuple[str, str], tuple[Rule, str, str, str]]:
        return {
            (rule.code, f"{subject}:{variant}" if variant else subject): (rule, subject, prefix, variant)
            for rule in self.rule_set.rules.values()
            for subject, prefix, variant in subjects_of(rule, self.session)
        }

    @cached_property
    def _readers(self) -> dict[str, list[tuple[str, str]]]:
        readers: dict[str, list[tuple[str, str]]] = {}
        for identity, (_, _, prefix, _) in self._cells.items():
            run = self.runs.get(identity)
            for key in run.reads if run is not None else (prefix + "status",):
                readers.setdefault(key, []).append(identity)
        return readers

    def _order(self, finding: Finding) -> tuple[int, float, int, str, str]:
        reach = self.reach(finding)
        effort = self.rule_set.rules[finding.code].effort
        return (SEVERITY_RANK[finding.severity], -(reach or 0), effort, finding.code, finding.subject)


def assess(
    session: Session,
    calibration: Calibration | None = None,
    today: date | None = None,
    model: str | None = None,
    previous: Assessment | None = None,
) -> Assessment:
    """Run all rules; with a `previous` assessment only those whose inputs differ are run again.

    `model` is a version of the rule set (default: the newest). Raises KeyError for an unknown version.
    """
    calibration = calibration or default_calibration()
    rule_set = rules_of(model)
    reusable = _reusable(session, calibration, rule_set, previous)
    runs: dict[tuple[str, str], Run] = {}
    for rule in rule_set.rules.values():
        for subject, prefix, variant in subjects_of(rule, session):
            identity = (rule.code, f"{subject}:{variant}" if variant else subject)
            run = reusable(identity) if reusable is not None else None
            if run is None:
                run = _run(rule, identity[1], RuleContext(session, calibration, subject, prefix, variant))
            if run is not _SKIPPED:
                runs[identity] = run
    return Assessment(
        session=session, calibration=calibration, rule_set=rule_set, today=today or date.today(), runs=runs
    )


_SKIPPED = Run(code="", subject="", reads=frozenset())


def _reusable(
    session: Session, calibration: Calibration, rule_set: RuleSet, previous: Assessment | None
) -> Callable[[tuple[str, str]], Run | None] | None:
    if previous is None or previous.calibration is not calibration or previous.rule_set is not rule_set:
        return None
    old, new = previous.session.answers, session.answers
    changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    changed |= previous.session.dont_know ^ session.dont_know
    changed |= previous.session.invalid.keys() ^ session.invalid.keys()
    changed |= previous.session.not_applicable.keys() ^ session.not_applicable.keys()
    if previous.session.segments != session.segments or previous.session.budget != session.budget:
        return None

    def lookup(identity: tuple[str, str]) -> Run | None:
        run = previous.runs.get(identity)
        if run is None or not run.reads.isdisjoint(changed):
            return None
        return run

    return lookup


def subjects_of(rule: Rule | StrengthRule, session: Session) -> Iterator[tuple[str, str, str]]:
    """What a rule runs for in a session, each as subject, prefix of the subject's own keys and variant."""
    match rule.scope:
        case "segment":
            for segment in session.segments:
                for variant in rule.variants or ("",):
                    yield segment, f"segments.{segment}.", variant
        case "group":
            for group in rule.subjects or FOUR_GROUPS:
                yield group, f"groups.{group}.", ""
        case "deliverable":
            for deliverable in rule.subjects or tuple(DELIVERABLES):
                yield deliverable, "accountable.", ""
        case "budget_purpose":
            for purpose in rule.subjects:
                yield purpose, "budget.", ""
        case _:
            yield "", "", ""


def _run(rule: Rule, subject: str, context: RuleContext) -> Run:
    planned = False
    if rule.scope == "segment":
        planned = context.planned()
        if planned and rule.area not in SEGMENT_AREAS:
            return _SKIPPED
    try:
        outcome = rule.check(context)
        said = (outcome,) if isinstance(outcome, (Violation, Remark)) else tuple(outcome) if outcome else ()
    except NotAssessed as absent:
        return Run(code=rule.code, subject=subject, reads=context.everything_read(), missing=absent.missing)
    if not said:
        return Run(code=rule.code, subject=subject, reads=context.everything_read())
    return Run(
        code=rule.code,
        subject=subject,
        reads=context.everything_read(),
        findings=tuple(_finding(rule, subject, context, v, planned) for v in said if isinstance(v, Violation)),
        remarks=tuple(remark.text for remark in said if isinstance(remark, Remark)),
    )


def _praise(strength: StrengthRule, context: RuleContext) -> Strength | None:
    segment = context.subject if strength.scope == "segment" else ""
    if segment and context.planned():
        return None
    try:
        message = strength.check(context)
    except NotAssessed:
        return None
    if message is None:
        return None
    answers = context.session.answers
    return Strength(
        id=strength.id,
        subject=context.subject,
        message=message,
        source=strength.source,
        evidence=tuple((key, answers[key]) for key in context.read if key in answers),
        segment=segment,
    )


def _finding(rule: Rule, subject: str, context: RuleContext, violation: Violation, planned: bool) -> Finding:
    answers = context.session.answers
    keys = violation.evidence if violation.evidence is not None else tuple(context.read)
    if planned:
        keys = (*keys, context.prefix + "status")
    return Finding(
        code=rule.code,
        subject=violation.subject if violation.subject is not None else subject,
        severity=violation.severity,
        basis=violation.basis or rule.basis,
        title=violation.title or rule.title,
        message=violation.message,
        evidence=tuple((key, answers[key]) for key in dict.fromkeys(keys) if key in answers),
        limits=tuple(context.limits),
        margin=violation.margin,
        segment=context.subject if rule.scope == "segment" else "",
        planned=planned,
    )
