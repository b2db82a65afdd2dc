"""The whole report as data: the findings in the shape of `check`, and everything else the page says."""

from typing import Any

from gtm_tui.report.grid import SegmentGrid
from gtm_tui.report.json_findings import file_json
from gtm_tui.report.matrix import Line
from gtm_tui.report.report import Report
from gtm_tui.text.sanitise import sanitise_tree


def report_data(report: Report, path: str = "") -> dict[str, Any]:
    """The report for other programs; `path` is named unless the report is disguised."""
    redaction = report.redaction
    shown_path = path if not redaction.redact and not redaction.names else ""
    data = file_json(shown_path, report.assessment)
    by_identity = {entry.identity: entry for entry in (*report.findings, *report.before_you_start)}
    for finding in (*data["findings"], *data["before_you_start"]):
        identity = f"{finding['code']}/{finding['subject']}" if finding["subject"] else finding["code"]
        entry = by_identity.get(identity)
        finding["message"] = redaction.text(finding["message"])
        finding["evidence"] = [redaction.text(line) for line in finding["evidence"]]
        if redaction.redact and finding["reach"] is not None:
            finding["reach"] = round(finding["reach"] * 4) / 4
        if entry is not None:
            finding["status"] = entry.status
            finding["ways_out"] = list(entry.ways_out)
            finding["action"], finding["owner"] = entry.action or None, entry.owner or None
            finding["due"] = entry.due_on.isoformat() if entry.due_on else None
    since = report.since
    data |= {
        "title": report.title,
        "notices": list(report.notices),
        "assessed": report.assessment.today.isoformat(),
        "counts": dict(report.counts),
        "settle_first": [entry.identity for entry in report.top],
        "segments": [_segment(segment) for segment in report.grid],
        "accountable": [_line(line) for line in report.matrix.lines],
        "accepted": [entry.identity for entry in report.accepted],
        "strengths": [redaction.text(strength.message) for strength in report.assessment.strengths],
        "not_known": list(report.unknown),
        "since_previous": {kind: list(lines) for kind, lines in since.rows} if since else None,
        "next_check_due": report.next_check,
        "decisions_without_finding": list(report.gone),
        "answers": {
            section.title: {term: "; ".join(lines) for term, lines in section.rows} for section in report.appendix
        },
        "caveat": report.caveat,
    }
    return sanitise_tree(data)[0]


def _segment(segment: SegmentGrid) -> dict[str, Any]:
    rows = {row.name.lower(): sorted(row.columns) for row in segment.rows}
    return {"id": segment.segment, "name": segment.name, "headline": segment.headline, "shape": segment.shape, **rows}


def _line(line: Line) -> dict[str, Any]:
    owners = [{"person": person, "scope": scope} for place in line.places for person, scope in place.owners]
    return {"deliverable": line.deliverable, "state": line.state, "owners": owners}
