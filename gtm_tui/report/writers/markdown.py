"""The report as Markdown: every text of a person is escaped, so that it cannot pose as a heading, link or picture."""

import re
from collections.abc import Iterable, Sequence

from gtm_tui.report.finding_view import Item
from gtm_tui.report.grid import FROM, POSITIONS, TO, SegmentGrid
from gtm_tui.report.map import plot
from gtm_tui.report.report import TITLE, Report
from gtm_tui.report.sections import Section
from gtm_tui.text.sanitise import sanitise_text

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~@]|:(?=//))")
_MAP = (76, 18)


def escaped(text: str) -> str:
    """A person's text as Markdown shows it literally; line breaks become `<br>`."""
    cleaned = sanitise_text(text)[0].strip()
    return _SPECIAL.sub(r"\\\1", cleaned).replace("\n", "<br>").replace("\t", " ")


def markdown_report(report: Report, full: bool = True) -> str:
    """The report as Markdown; without `full` only the page, no appendix."""
    lines = [*_page(report), *(_appendix(report) if full else ())]
    return sanitise_text("\n".join(lines) + "\n")[0]


def _page(report: Report) -> list[str]:
    lines = [f"# {TITLE}: {escaped(report.company)}", ""]
    lines += [f"- {label}: {escaped(value)}" for label, value in report.facts]
    lines += ["", f"**{report.verdict}**", ""]
    lines += [f"- {line}" for line in report.summary]
    if report.closing:
        lines += ["", report.closing]
    if report.top:
        lines += ["", "## Top priorities", ""]
        for number, entry in enumerate(report.top, start=1):
            lines += _top(number, entry)
        if report.more:
            lines += ["", f"{report.more} more in the appendix."]
    if report.grid:
        lines += ["", "## Where everything stands", "", f"{FROM} → {TO}", ""]
        lines += _grid(report.grid)
    lines += _asides(report)
    return [*lines, "", f"**Next check due:** {report.next_check}", "", f"*{report.caveat}*"]


def _asides(report: Report) -> list[str]:
    lines: list[str] = []
    for title, items in report.decided:
        entries = [f"{_name(entry)}: {escaped(entry.decision)}" for entry in items]
        lines += _bullets(title, entries)
    if report.since is not None:
        entries = [escaped(line) for line in (report.since.words, *report.since.page_lines)]
        lines += _bullets("Since the previous session", entries)
    return [*lines, *_bullets("Not known", [escaped(line) for line in report.unknown])]


def _appendix(report: Report) -> list[str]:
    lines = ["", "---", "", "# Appendix"]
    if report.grid:
        lines += ["", "## Map of segments", "", "```text"]
        for row in plot(report.assessment, *_MAP, ascii_only=True, coarse=report.redaction.coarse):
            lines.append("".join(text for text, _ in row).rstrip().replace("`", "'"))
        lines += ["```", "", *(f"- {escaped(line)}" for line in report.map_legend)]
    lines += ["", "## Who answers for what", "", *_matrix(report)]
    for title, items in (("All findings", report.findings), ("Before you start", report.before_you_start)):
        if items:
            lines += ["", f"## {title}"]
            for entry in items:
                lines += _finding(entry)
    lines += _bullets("Decisions whose finding is gone", [escaped(line) for line in report.gone])
    for section in report.appendix:
        lines += _section(section)
    return lines


def _name(entry: Item) -> str:
    return f"`{entry.mark}` {entry.code} {escaped(entry.title)}"


def _top(number: int, entry: Item) -> list[str]:
    subject = f" ({escaped(entry.subject)})" if entry.subject else ""
    return [
        f"{number}. `{entry.mark}` **{escaped(entry.title)}**{subject}, {entry.severity}, {entry.code}",
        f"   <br>{escaped(entry.message)}",
        f"   - {entry.next_step_label}: {escaped(entry.next_step)}",
        f"   - Owner, date: {escaped(entry.owner_and_date)}",
    ]


def _grid(segments: Iterable[SegmentGrid]) -> list[str]:
    heads = [f"{number} {name}" for number, name in enumerate(POSITIONS, start=1)]
    lines = [_row(["Segment", *heads]), _row(["---"] * 6)]
    for segment in segments:
        lines.append(_row([f"**{escaped(segment.name)}**<br>{escaped(segment.headline)}", "", "", "", "", ""]))
        for row in segment.rows:
            head = row.name + (f": {escaped(row.note)}" if row.note else "")
            for number, places in enumerate(row.lines):
                marked = [_cell(cell.kind, cell.label) if cell else "" for cell in places]
                lines.append(_row([head if number == 0 else "", *marked]))
    return lines


def _cell(kind: str, label: str) -> str:
    return f"{'▲' if kind == 'money' else '■'} {escaped(label)}"


def _matrix(report: Report) -> list[str]:
    columns = report.matrix.columns
    lines = [_row(["Result", *(f"{c.label}<br>{escaped(c.people_words)}" for c in columns), "Remark"])]
    lines.append(_row(["---"] * (len(columns) + 2)))
    for line in report.matrix.lines:
        places = []
        for place in line.places:
            names = [p if s == "all" else f"{p} ({s})" for p, s in place.owners]
            mark = {"owner": "**A**", "misplaced": "**A** elsewhere", "home": "belongs here"}.get(place.kind, "")
            places.append("<br>".join([mark, *map(escaped, names)]).strip())
        codes = ", ".join(f"`{f.mark}` {f.code}" for f in line.findings)
        lines.append(_row([line.label, *places, codes or line.state_words]))
    return lines


def _finding(entry: Item) -> list[str]:
    subject = f" · {escaped(entry.subject)}" if entry.subject else ""
    lines = ["", f"### `{entry.mark}` {entry.code} {escaped(entry.title)}{subject}", ""]
    lines += [f"{entry.severity}, {entry.status}. {escaped(entry.message)}", ""]
    for term, values in entry.details:
        shown = [escaped(value) for value in values]
        lines.append(f"- {term}: {shown[0]}" if len(shown) == 1 else f"- {term}:")
        lines += [f"  - {value}" for value in shown] if len(shown) > 1 else []
    return lines


def _section(section: Section) -> list[str]:
    entries = [f"{escaped(term)}: {'; '.join(escaped(v) for v in values)}" for term, values in section.rows]
    return _bullets(section.title, entries, section.intro)


def _bullets(title: str, entries: Sequence[str], intro: str = "") -> list[str]:
    if not entries:
        return []
    head = ["", f"## {title}", "", *([intro, ""] if intro else [])]
    return [*head, *(f"- {entry}" for entry in entries)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
