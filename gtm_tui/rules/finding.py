"""What a rule can say, and what becomes of it."""

from collections.abc import Mapping, Set
from typing import Any, NamedTuple

from gtm_tui.model.session import Value
from gtm_tui.model.vocabulary import SEVERITIES, SEVERITY, Basis, RuleResult, Severity
from gtm_tui.text.plural import unit_for

# The rules that say that two functions of a segment, or a function and the money, do not fit.
MISMATCH: frozenset[str] = frozenset({"ROM-01", "ROM-02", "ROM-03", "ROM-04", "ROM-05", "ROM-06", "ECO-01", "ECO-02"})
SEVERITY_RANK: Mapping[str, int] = {severity: rank for rank, severity in enumerate(SEVERITIES)}


class Margin(NamedTuple):
    """How far an answer is from the line: both in `unit`, the line being the value that would pass."""

    value: float
    line: float
    unit: str


class Violation(NamedTuple):
    """A rule's word that something is wrong.

    `subject` replaces the subject the rule ran for; `basis` and `title` replace the rule's own;
    `evidence` names the answers it rests on when they are fewer than all that were read.
    """

    severity: Severity
    message: str
    subject: str | None = None
    basis: Basis | None = None
    title: str = ""
    margin: Margin | None = None
    evidence: tuple[str, ...] | None = None


class Remark(NamedTuple):
    """A rule's word that nothing is wrong, with something worth knowing."""

    text: str


class NotAssessed(Exception):
    """Raised by a rule whose inputs are missing; holds the key paths that would be needed."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class Finding(NamedTuple):
    """One finding: what was found where, on which answers it rests and why it matters.

    `evidence` are (key path, answer) pairs in the order they were read; `limits` the ids of calibration
    numbers used; `segment` the segment it belongs to ('' = the team); `planned` marks notes about a
    segment that is not sold yet, which are listed apart and not counted.
    """

    code: str
    subject: str
    severity: Severity
    basis: Basis
    title: str
    message: str
    evidence: tuple[tuple[str, Value], ...]
    limits: tuple[str, ...] = ()
    margin: Margin | None = None
    segment: str = ""
    planned: bool = False

    @property
    def identity(self) -> str:
        """The stable name of the finding: `CODE` or `CODE/subject`."""
        return f"{self.code}/{self.subject}" if self.subject else self.code

    @property
    def mark(self) -> str:
        """The shape of its severity: `!!!`, `!!`, `!` or `-`."""
        return SEVERITY[self.severity].mark

    @property
    def evidence_lines(self) -> tuple[str, ...]:
        """The answers it rests on, as `key = value` lines."""
        return tuple(evidence_line(key, value) for key, value in self.evidence)


class Strength(NamedTuple):
    """Something the set-up does well, with the answers that show it."""

    id: str
    subject: str
    message: str
    source: str
    evidence: tuple[tuple[str, Value], ...]
    segment: str = ""


class Run(NamedTuple):
    """What one rule said about one subject, and every answer it looked at (also those that were absent)."""

    code: str
    subject: str
    reads: Set[str]
    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def result(self) -> RuleResult:
        """'fires', 'passes' or 'not_assessed'."""
        return "fires" if self.findings else "not_assessed" if self.missing else "passes"


def rounded(computed: float) -> float:
    """A computed figure at the nine significant digits that limits are compared at; answers are compared as typed."""
    return float(f"{computed:.9g}")


def figure(number: float) -> str:
    """A number in a sentence: whole numbers in full, others with four digits that count."""
    whole = number == int(number) or abs(number) >= 1_000
    return f"{number:,.0f}" if whole else f"{number:.4g}"


def margin_words(margin: Margin) -> str:
    """How far an answer is from the line: `1 check; 3 would pass`."""
    unit = "%" if margin.unit == "percent" else unit_for(margin.value, margin.unit)
    return f"{figure(margin.value)} {unit}; {figure(margin.line)} would pass"


def evidence_value(value: Any) -> str:
    """An answer in one short word or line: lists with commas, nobody/none when empty, owners as `name: scope`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(f"{v[0]}: {v[1]}" if isinstance(v, tuple) else str(v) for v in value) or "none"
    if isinstance(value, str):
        return " ".join(value.split())
    return str(value)


def evidence_line(key: str, value: Any) -> str:
    """One `key = value` line of evidence, as sessions and decisions store it."""
    return f"{key} = {evidence_value(value)}"
