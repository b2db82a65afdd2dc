"""The findings as CSV that no spreadsheet runs: a text cell that would be a formula is quoted."""

import csv
import io
import unicodedata

from gtm_tui.report.report import Report
from gtm_tui.text.sanitise import sanitise_text

COLUMNS = (
    "code",
    "name",
    "severity",
    "status",
    "subject",
    "title",
    "message",
    "reach",
    "basis",
    "source",
    "evidence",
    "ways_out",
    "action",
    "owner",
    "due",
    "decision",
    "notices",
)
_FORMULA = "=+-@＝＋－＠\t\r\n"
_INVISIBLE = ("Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Me")


def findings_csv(report: Report) -> str:
    """One row for each finding that counts, worst first; `reach` is a share (0-1), numbers stay numbers."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in report.findings:
        reach = report.assessment.reach(entry.finding)
        row = (
            entry.code,
            entry.name,
            entry.severity,
            entry.status,
            report.redaction.text(entry.finding.subject),
            entry.title,
            entry.message,
            reach if report.redaction.coarse is None else entry.reach,
            entry.finding.basis,
            entry.source,
            "\n".join(entry.evidence),
            "\n".join(entry.ways_out),
            entry.action,
            entry.owner,
            entry.due_on.isoformat() if entry.due_on else "",
            entry.decision,
            "\n".join(report.notices),
        )
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue()


def safe_cell(cell: object) -> object:
    """A cell that a spreadsheet takes as text; numbers stay as they are, None is empty."""
    if cell is None or isinstance(cell, (int, float)):
        return cell
    lines = sanitise_text(str(cell))[0].split("\n")
    text = "\n".join(f"'{line}" if _is_formula(line) else line for line in lines)
    return f"'{text}" if str(cell)[:1] in ("\t", "\r", "\n") and not text.startswith("'") else text


def _is_formula(line: str) -> bool:
    if line[:1] == "\t":
        return True
    seen = next((char for char in line if unicodedata.category(char) not in _INVISIBLE), "")
    return bool(seen) and seen in _FORMULA
