"""The `[results]` of a session file: written from an assessment, and held against a new one when the file is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gtm_tui.rules import Assessment, Finding


class ResultChange(NamedTuple):
    """One warning not as it was stored: `what` is new, cleared or changed; `cause` is answers, rules or calendar."""

    what: str
    code: str
    subject: str
    title: str
    cause: str

    @property
    def sentence(self) -> str:
        """The change in one line."""
        because = {
            "answers": "the answers in the file were changed after it was saved",
            "rules": "the model or its calibration changed",
            "calendar": "a date has passed",
        }[self.cause]
        name = f"{self.code} ({self.subject})" if self.subject else self.code
        return f"{name} is {self.what}: {self.title}. Cause: {because}."


def results_table(
    assessment: Assessment, assessed: datetime, stored: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the `[results]` table; where nothing but the time differs from the `stored` one, its time stays."""
    table: dict[str, Any] = {
        "assessed": assessed,
        "model_version": assessment.rule_set.version,
        "calibration": assessment.calibration.name,
        **{str(severity): count for severity, count in assessment.counts.items()},
        "not_assessed": list(dict.fromkeys(run.code for run in assessment.not_assessed)),
    }
    warnings = [_warning(assessment, finding) for finding in assessment.findings]
    if warnings:
        table["warnings"] = warnings
    if stored and isinstance(stored.get("assessed"), datetime) and table == {**stored, "assessed": assessed}:
        table["assessed"] = stored["assessed"]
    return table


def changed_results(stored: Mapping[str, Any], assessment: Assessment) -> list[ResultChange]:
    """List the warnings that a file's stored results and a new assessment do not share, with the cause of each."""
    if "warnings" not in stored and "assessed" not in stored:
        return []
    old = _stored_warnings(stored)
    new = {(f.code, f.subject): _warning(assessment, f) for f in assessment.findings}
    rules = (stored.get("model_version"), stored.get("calibration")) != (
        assessment.rule_set.version,
        assessment.calibration.name,
    )
    changes: list[ResultChange] = []
    for identity in [*old, *(i for i in new if i not in old)]:
        before, after = old.get(identity), new.get(identity)
        what = _difference(before, after)
        if what:
            cause = "calendar" if what == "changed" and _only_lapsed(before, after) else "rules" if rules else "answers"
            title = str((after or before or {}).get("title", ""))
            changes.append(ResultChange(what=what, code=identity[0], subject=identity[1], title=title, cause=cause))
    return changes


def _warning(assessment: Assessment, finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "subject": finding.subject,
        "severity": finding.severity,
        "basis": finding.basis,
        "title": finding.title,
        "message": finding.message,
        "evidence": list(finding.evidence_lines),
        "status": assessment.status(finding),
    }


def _stored_warnings(stored: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    listed = stored.get("warnings", [])
    if not isinstance(listed, list):
        return {}
    return {(str(w.get("code", "")), str(w.get("subject", ""))): w for w in listed if isinstance(w, dict)}


def _difference(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    if before is None or after is None:
        return "new" if before is None else "cleared"
    same = all(before.get(name) == after.get(name) for name in ("severity", "status"))
    return "" if same else "changed"


def _only_lapsed(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> bool:
    if before is None or after is None:
        return False
    return before.get("severity") == after.get("severity") and after.get("status") == "lapsed"
