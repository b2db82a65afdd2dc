"""One finding as a report shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gtm_tui.calibration import Band, Calibration
from gtm_tui.model.session import Decision
from gtm_tui.model.vocabulary import BASIS, SALES_MOTIONS, STATUS, Severity, Status
from gtm_tui.report.labels import answer_label, answer_text, day, money, subject_label
from gtm_tui.report.redaction import Redaction
from gtm_tui.rules import Assessment, Finding
from gtm_tui.rules.decisions import lapsed_because
from gtm_tui.rules.finding import margin_words
from gtm_tui.text.plural import unit_for

SHOWN_WAYS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A finding in words, with what was decided about it; dates and numbers are already text."""

    finding: Finding
    code: str
    name: str
    mark: str
    severity: Severity
    title: str
    subject: str
    message: str
    why: str
    basis: str
    source: str
    evidence: tuple[str, ...]
    thresholds: tuple[str, ...]
    margin: str
    reach: str
    status: Status
    action: str
    owner: str
    due_on: date | None
    overdue: bool
    decision: str
    ways_out: tuple[str, ...]

    @property
    def identity(self) -> str:
        """`CODE` or `CODE/subject`."""
        return self.finding.identity

    @property
    def due(self) -> str:
        """The date of the action in words, '' without one; says when it has passed."""
        return day(self.due_on) + (" (overdue)" if self.overdue else "") if self.due_on else ""

    @property
    def next_step(self) -> str:
        """The action that was planned, or the best way out as a proposal."""
        if self.action:
            return self.action
        return self.ways_out[0].partition(": clears it")[0] if self.ways_out else "not decided"

    @property
    def next_step_label(self) -> str:
        """What `next_step` is: an action, or only a proposal."""
        return "Action" if self.action or not self.ways_out else "Best way out"

    @property
    def owner_and_date(self) -> str:
        """Who will do it by when, or that nobody and no date is set."""
        return f"{self.owner or 'nobody yet'}, {self.due or 'no date yet'}"

    @property
    def details(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Everything behind the message, as (term, lines) in the order of reading; empty terms left out."""
        rows = (
            ("Your answers", self.evidence),
            ("Why it matters", (self.why,)),
            ("Source", (f"{self.source} ({self.basis})",)),
            ("Limits used", self.thresholds),
            ("Margin", (self.margin,) if self.margin else ()),
            ("Reach", (self.reach,) if self.reach else ()),
            ("Ways out", self.ways_out),
            ("Decision", (self.decision,) if self.decision else ()),
        )
        return tuple((term, lines) for term, lines in rows if lines)


def item(
    shown: Assessment,
    finding: Finding,
    redaction: Redaction,
    original: Assessment,
    as_found: Finding,
    ways_out: Mapping[str, Sequence[str]],
) -> Item:
    """Describe a finding; `original` and `as_found` are the undisguised ones, for the state of its decision."""
    rule = shown.rule(finding)
    text = redaction.text
    status = original.status(as_found)
    # Decisions keep the name of the finding as it was found, also in a disguised session.
    decision = shown.decision(as_found)
    ways = [text(way) for way in ways_out.get(finding.identity, ())]
    reach = shown.reach(finding)
    more = (f"and {len(ways) - SHOWN_WAYS} more",) if len(ways) > SHOWN_WAYS else ()
    return Item(
        finding=finding,
        code=finding.code,
        name=rule.name,
        mark=finding.mark,
        severity=finding.severity,
        title=finding.title,
        subject=subject_label(shown.session, finding),
        message=text(finding.message),
        why=rule.why,
        basis=BASIS[finding.basis].beside_source,
        source=rule.source,
        evidence=tuple(
            f"{answer_label(shown.session, key)}: {text(answer_text(shown.session, key, value))}"
            for key, value in finding.evidence
        ),
        thresholds=limits_words(shown.calibration, finding.limits),
        margin=text(margin_words(finding.margin)) if finding.margin else "",
        reach=text(f"{reach:.0%} of planned new revenue".replace("%", " %")) if reach is not None else "",
        status=status,
        action=decision.action if decision else "",
        owner=decision.owner if decision else "",
        due_on=decision.due if decision else None,
        overdue=bool(status == "planned" and decision and decision.due and decision.due < original.today),
        decision=_decision_words(
            decision, status, lapsed_because(decision, as_found, original.today) if decision else ""
        ),
        ways_out=(*ways[:SHOWN_WAYS], *more),
    )


def limits_words(calibration: Calibration, limits: Sequence[str]) -> tuple[str, ...]:
    """Calibration numbers and bands with value and source; those of one source share a line."""
    by_source: dict[str, list[str]] = {}
    for limit in limits:
        words, source = _limit(calibration, limit)
        by_source.setdefault(source, []).append(words)
    return tuple(f"{'; '.join(words)}. Source: {source}." for source, words in by_source.items())


def _limit(calibration: Calibration, limit: str) -> tuple[str, str]:
    if limit.startswith("bands."):
        motion = limit.partition(".")[2]
        band = calibration.bands[motion]
        return f"{SALES_MOTIONS[motion].label} is {band_words(band)}", band.source
    number = calibration.numbers[limit]
    unit = "%" if number.unit == "percent" else unit_for(number.value, number.unit)
    return f"{limit.replace('.', ', ').replace('_', ' ')}: {number.value:,.10g} {unit}", number.source


def band_words(band: Band) -> str:
    """The zones of a band in words, in US dollars."""
    low, high = band.comfort_from, band.comfort_to
    if low is None and high is not None:
        comfort = f"comfortable up to {money(high)}"
    elif high is None and low is not None:
        comfort = f"comfortable from {money(low)}"
    else:
        comfort = f"comfortable from {money(low or 0)} to {money(high or 0)}"
    outside = []
    if band.outside_below is not None:
        outside.append(f"below {money(band.outside_below)}")
    if band.outside_above is not None:
        outside.append(f"above {money(band.outside_above)}")
    return f"{comfort} USD" + (f"; does not fit {' or '.join(outside)}" if outside else "")


def _decision_words(decision: Decision | None, status: Status, lapsed: str) -> str:
    if decision is None:
        return ""
    who = decision.owner or decision.by
    parts = [who, f"due {day(decision.due)}" if decision.due else ""]
    parts.append(f"until {day(decision.until)}" if decision.until else "")
    facts = ", ".join(part for part in parts if part)
    what = decision.action or decision.reason
    words = f"{decision.status}: {what}" if what else decision.status
    words += f" ({facts})" if facts else ""
    return f"{words}. {STATUS[status].title}: {lapsed}." if status == "lapsed" else words
