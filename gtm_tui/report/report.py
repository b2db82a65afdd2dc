"""One report as data: the page people forward, and the appendix behind it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gtm_tui.model.vocabulary import STATUS, Severity
from gtm_tui.report.finding_view import Item, item
from gtm_tui.report.grid import SegmentGrid, grid
from gtm_tui.report.labels import day
from gtm_tui.report.map import legend
from gtm_tui.report.matrix import Matrix, matrix
from gtm_tui.report.redaction import Redaction, pairs, redacted
from gtm_tui.report.sections import Section, answers, not_assessed, not_known, notes, remarks, strengths
from gtm_tui.report.since import Since, in_full, since_previous
from gtm_tui.rules import Assessment, Finding
from gtm_tui.rules.decisions import last_day
from gtm_tui.rules.judged_by import judged_otherwise
from gtm_tui.text.names import name_key
from gtm_tui.text.plural import counted

if TYPE_CHECKING:
    from gtm_tui.analysis.diff import Diff

TITLE = "Go-to-market check"
ON_THE_PAGE = 3
QUARTER = 91  # days until a session is worth repeating when nothing falls due before
CAVEAT = (
    "All limits used here come from US software companies that sell subscriptions; treat them as indicative elsewhere."
)
PROMISE = (
    "Nothing to resolve. What the model promises a team like this: launches that land, a fair share of its market, "
    "new segments and mergers taken in its stride, and a downturn that costs it less sleep than its rivals."
)
INCOMPLETE = (
    "Nothing found so far, but most of it could not be assessed: "
    "answer more questions before you read this as a clean result."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a writer needs; no writer computes anything of its own.

    `assessment` is already disguised where that was asked for; `redaction` words numbers in drawings.
    """

    assessment: Assessment
    redaction: Redaction
    company: str
    session_name: str
    facts: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    verdict: str
    counts: Mapping[Severity, int]
    summary: tuple[str, ...]
    top: tuple[Item, ...]
    more: int
    closing: str
    grid: tuple[SegmentGrid, ...]
    map_legend: tuple[str, ...]
    matrix: Matrix
    accepted: tuple[Item, ...]
    disagreed: tuple[Item, ...]
    since: Since | None
    unknown: tuple[str, ...]
    next_check: str
    findings: tuple[Item, ...]
    before_you_start: tuple[Item, ...]
    gone: tuple[str, ...]
    appendix: tuple[Section, ...]
    caveat: str = CAVEAT

    @property
    def title(self) -> str:
        """What the report is, and of which company."""
        return f"{TITLE}: {self.company}"

    @property
    def decided(self) -> tuple[tuple[str, tuple[Item, ...]], ...]:
        """The findings that are accepted and those seen differently, under the title of each."""
        return (STATUS["accepted"].title, self.accepted), (STATUS["disagree"].title, self.disagreed)


def report(
    assessment: Assessment,
    *,
    alias: str = "",
    redact: bool = False,
    since: "Diff | None" = None,
    with_ways_out: bool = True,
) -> Report:
    """Gather the report of one session.

    `alias` stands in for the company's name; `redact` puts roles for names and bands for numbers. `since` is the
    difference to the previous session. Ways out cost time.
    """
    shown, redaction = redacted(assessment, alias, redact)
    original = pairs(assessment, shown) if shown is not assessment else {}
    ways = _ways_out(shown) if with_ways_out else {}

    def describe(finding: Finding) -> Item:
        return item(
            shown,
            finding,
            redaction=redaction,
            original=assessment,
            as_found=original.get(finding.identity, finding),
            ways_out=ways,
        )

    findings = tuple(describe(finding) for finding in shown.findings)
    notes_before = tuple(describe(finding) for finding in shown.before_you_start)
    undecided = [i for i in findings if i.status in ("open", "planned", "lapsed")]
    changes = since_previous(since, redaction) if since is not None else None
    since_section = in_full(changes) if changes else None
    session = shown.session
    company = session.company("our team")
    notices = tuple(_notices(shown, since))
    return Report(
        assessment=shown,
        redaction=redaction,
        company=company,
        session_name=str(session.get("session.name") or ""),
        facts=(*_facts(shown), *(("Note", notice) for notice in notices)),
        notices=notices,
        verdict=_verdict(shown),
        counts=shown.counts,
        summary=_summary(shown, findings),
        top=tuple(undecided[:ON_THE_PAGE]),
        more=max(0, len(undecided) - ON_THE_PAGE),
        closing=_closing(shown) if not findings else "",
        grid=grid(shown, redaction.amount),
        map_legend=tuple(legend(shown, redaction.amount)),
        matrix=matrix(shown),
        accepted=tuple(i for i in findings if i.status == "accepted"),
        disagreed=tuple(i for i in findings if i.status == "disagree"),
        since=changes,
        unknown=not_known(shown),
        next_check=_next_check(assessment),
        findings=findings,
        before_you_start=notes_before,
        gone=_gone(assessment, redaction),
        appendix=tuple(
            section
            for section in (
                since_section,
                strengths(shown, redaction),
                remarks(shown, redaction),
                not_assessed(shown),
                *answers(shown, redaction),
                notes(shown),
            )
            if section is not None and section.rows
        ),
    )


def _ways_out(assessment: Assessment) -> Mapping[str, Sequence[str]]:
    from gtm_tui.analysis.ways_out import all_ways_out

    return {identity: [way.sentence for way in ways] for identity, ways in all_ways_out(assessment).items()}


def _facts(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    session = assessment.session
    facts = [
        ("Session", session.get("session.name")),
        ("Answered by", session.get("session.respondent")),
        ("Assessed", day(assessment.today)),
        ("Model", f"version {assessment.rule_set.version}, calibration {assessment.calibration.name}"),
    ]
    return tuple((label, str(value)) for label, value in facts if value)


def _notices(assessment: Assessment, since: "Diff | None") -> Iterator[str]:
    """Where this session's file, or that of the previous one, names another model than the one used."""
    if assessment.judged_otherwise:
        yield assessment.judged_otherwise
    if since is not None:
        before = since.before
        sentence = judged_otherwise(
            before.session, before.rule_set.version, before.calibration.name, "The previous session"
        )
        if sentence:
            yield sentence


def _verdict(assessment: Assessment) -> str:
    found = [f"{count} {severity}" for severity, count in assessment.counts.items() if count]
    number = len(assessment.findings)
    results = list(assessment.results_by_rule.values())
    head = counted(number, "finding") + (f": {', '.join(found)}" if found else "")
    passing = counted(results.count("passes"), "rule passes", "rules pass")
    return f"{head}. {passing}, {results.count('not_assessed')} could not be assessed."


def _summary(assessment: Assessment, findings: tuple[Item, ...]) -> tuple[str, ...]:
    segments = [s for s in grid(assessment) if not s.planned]
    fitting = sum(s.shape in ("aligned", "close") for s in segments)
    table = matrix(assessment)
    lines = []
    if segments:
        lines.append(f"segments that fit together: {fitting} of {len(segments)}")
    if any(line.state != "open" for line in table.lines):
        lines.append(f"results with one clear owner: {table.with_one_owner} of {len(table.lines)}")
    if findings:
        dated = sum(i.status == "planned" and bool(i.due) for i in findings)
        lines.append(f"findings with a dated action: {dated} of {len(findings)}")
    return tuple(lines)


def _closing(assessment: Assessment) -> str:
    results = list(assessment.results_by_rule.values())
    return PROMISE if results.count("passes") * 2 >= len(results) else INCOMPLETE


def _next_check(assessment: Assessment) -> str:
    """When to look again: the first planned action or end of an acceptance, at the latest in a quarter."""
    found = {name_key(f.identity) for f in assessment.findings}
    dates: list[tuple[date, str]] = [(assessment.today + timedelta(days=QUARTER), "a quarter from now")]
    for identity, decision in assessment.session.decisions.items():
        if name_key(identity) not in found:
            continue
        if decision.status == "planned" and decision.due:
            if decision.due < assessment.today:
                return "now (a planned action is overdue)"
            dates.append((decision.due, "the first planned action is due"))
        end = last_day(decision)
        if decision.status == "accepted" and end and end >= assessment.today:
            dates.append((end, "an acceptance ends"))
    when, why = min(dates)
    return f"{day(when)} ({why})"


def _gone(assessment: Assessment, redaction: Redaction) -> tuple[str, ...]:
    lines = []
    for identity, decision in assessment.session.decisions.items():
        if assessment.find(identity) is not None:
            continue
        name = identity.partition("/")[0] if redaction.redact else identity
        what = " ".join(part for part in (decision.action, decision.reason) if part)
        tail = f": {what}" if what and not redaction.redact else ""
        lines.append(f"{name} ({decision.status}){tail}")
    return tuple(lines)
