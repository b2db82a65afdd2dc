"""Findings as plain data for other programs: the shape `check`, `report`, `diff` and `whatif` print as JSON."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from gtm_tui.questions import question_for
from gtm_tui.rules import Assessment, Finding, Run
from gtm_tui.text.sanitise import sanitise_tree, shown

if TYPE_CHECKING:
    from gtm_tui.analysis.change import Change
    from gtm_tui.analysis.ways_out import WayFinder


def file_json(
    path: str, assessment: Assessment | None, problems: Iterable[object] = (), with_ways_out: bool = False
) -> dict[str, Any]:
    """One file's findings, what could not be assessed and what is wrong in the file.

    `assessment` is None for a file that cannot be read at all: then there are problems and no `findings`.
    `problems` are objects or mappings with key, line, found, expected and did_you_mean. Ways out are computed on
    request only.
    """
    result: dict[str, Any] = {"path": shown(path)}
    if assessment is not None:
        finder = _finder(assessment) if with_ways_out else None
        result["model_version"] = assessment.rule_set.version
        result["calibration"] = assessment.calibration.name
        result["notices"] = notices_json(assessment)
        result["findings"] = [finding_json(assessment, f, with_ways_out, finder) for f in assessment.findings]
        result["before_you_start"] = [
            finding_json(assessment, f, with_ways_out, finder) for f in assessment.before_you_start
        ]
        result["not_assessed"] = [not_assessed_json(run) for run in assessment.not_assessed]
    result["problems"] = [problem_json(problem) for problem in problems]
    return sanitise_tree(result)[0]


def notices_json(assessment: Assessment) -> list[str]:
    """What to know about a result before reading it, as sentences."""
    return [assessment.judged_otherwise] if assessment.judged_otherwise else []


def _finder(assessment: Assessment) -> "WayFinder":
    from gtm_tui.analysis.ways_out import WayFinder

    return WayFinder(assessment)


def finding_json(
    assessment: Assessment, finding: Finding, with_ways_out: bool = False, finder: "WayFinder | None" = None
) -> dict[str, Any]:
    """One finding; `reach` is the share (0-1) of planned new revenue, None where it is the whole team's."""
    rule = assessment.rule(finding)
    reach = assessment.reach(finding)
    return {
        "code": finding.code,
        "name": rule.name,
        "subject": finding.subject,
        "severity": finding.severity,
        "basis": finding.basis,
        "status": assessment.status(finding),
        "title": finding.title,
        "message": finding.message,
        "evidence": list(finding.evidence_lines),
        "source": rule.source,
        "ways_out": ways_out_json(assessment, finding, finder) if with_ways_out else [],
        "reach": None if reach is None else round(reach, 4),
    }


def ways_out_json(assessment: Assessment, finding: Finding, finder: "WayFinder | None" = None) -> list[dict[str, Any]]:
    """The changes that clear a finding, best first; a `finder` of this assessment spares trying twice.

    `decision` is true where all of it is the company's own choice; `open` where a part only stands for what the
    person has to supply. Other findings are named `CODE` or `CODE/subject`.
    """
    from gtm_tui.analysis.ways_out import WayFinder

    return [
        {
            "sentence": way.sentence,
            "changes": [change_json(change) for change in way.changes],
            "decision": way.chosen,
            "open": way.open,
            "clears": [other.identity for other in way.clears],
            "raises": [{"finding": other.identity, "severity": other.severity} for other in way.raises],
            "worse": [_shift(before, after) for before, after in way.worse],
            "milder": [_shift(before, after) for before, after in way.milder],
        }
        for way in (finder or WayFinder(assessment)).ways_out(finding)
    ]


def change_json(change: "Change") -> dict[str, Any]:
    """One answer that would read differently, both values as a session file holds them."""

    question = question_for(change.key)

    def raw(value: Any) -> Any:
        return value if question is None or value is None else question.raw(value)

    return {"key": change.key, "old": raw(change.old), "new": raw(change.new)}


def _shift(before: Finding, after: Finding) -> dict[str, Any]:
    return {"finding": after.identity, "from": before.severity, "to": after.severity}


def not_assessed_json(run: Run) -> dict[str, Any]:
    """A rule that could not be assessed, with the answers it would need."""
    return {"code": run.code, "subject": run.subject, "missing": list(run.missing)}


def problem_json(problem: object) -> dict[str, Any]:
    """Something wrong in a file: where, what was found and what is expected there."""
    if isinstance(problem, Mapping):
        return {name: problem.get(name) for name in _PROBLEM}
    return {name: getattr(problem, name, None) for name in _PROBLEM}


_PROBLEM = ("key", "line", "found", "expected", "did_you_mean")
