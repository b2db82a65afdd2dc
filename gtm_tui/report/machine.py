"""Findings as plain data for other programs: the shape `check`, `report`, `diff` and `whatif` print as JSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from gtm_tui.rules import Assessment, Finding, Run
from gtm_tui.store.clean import clean_tree, shown


def file_json(
    path: str, assessment: Assessment | None, problems: Iterable[object] = (), with_ways_out: bool = False
) -> dict[str, Any]:
    """One file's findings, what could not be assessed and what is wrong in the file.

    `assessment` is None for a file that cannot be read at all: then there are problems and no `findings`.
    `problems` are objects or mappings with key, line, found and expected. Ways out are computed on request only.
    """
    result: dict[str, Any] = {"path": shown(path)}
    if assessment is not None:
        result["model_version"] = assessment.register.version
        result["calibration"] = assessment.calibration.name
        result["findings"] = [finding_json(assessment, f, with_ways_out) for f in assessment.findings]
        result["before_you_start"] = [finding_json(assessment, f, with_ways_out) for f in assessment.before_you_start]
        result["not_assessed"] = [not_assessed_json(run) for run in assessment.not_assessed]
    result["problems"] = [problem_json(problem) for problem in problems]
    return clean_tree(result)[0]


def finding_json(assessment: Assessment, finding: Finding, with_ways_out: bool = False) -> dict[str, Any]:
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
        "ways_out": ways_out_json(assessment, finding) if with_ways_out else [],
        "reach": None if reach is None else round(reach, 4),
    }


def ways_out_json(assessment: Assessment, finding: Finding) -> list[dict[str, Any]]:
    """The changes that clear a finding, best first."""
    return []


def not_assessed_json(run: Run) -> dict[str, Any]:
    """A rule that could not be assessed, with the answers it would need."""
    return {"code": run.code, "subject": run.subject, "missing": list(run.missing)}


def problem_json(problem: object) -> dict[str, Any]:
    """Something wrong in a file: where, what was found and what is expected there."""
    if isinstance(problem, Mapping):
        return {name: problem.get(name) for name in _PROBLEM}
    return {name: getattr(problem, name, None) for name in _PROBLEM}


_PROBLEM = ("key", "line", "found", "expected")
