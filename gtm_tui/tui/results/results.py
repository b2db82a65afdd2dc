"""The results as a whole: what is highlighted, which part is shown, and how it is laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gtm_tui.analysis.ways_out import WayFinder, WayOut
from gtm_tui.interview import Interview
from gtm_tui.model.vocabulary import AREAS, SEVERITIES
from gtm_tui.questions import page_words
from gtm_tui.report.grid import SegmentGrid, grid
from gtm_tui.report.matrix import matrix
from gtm_tui.report.report import INCOMPLETE, PROMISE
from gtm_tui.rules import Assessment, Finding
from gtm_tui.text.plural import counted
from gtm_tui.tui.drawing import BLANK, Pen, Row, Span, beside
from gtm_tui.tui.results.findings import focus_rows, list_head, list_row
from gtm_tui.tui.results.grid import grid_head, segment_rows
from gtm_tui.tui.results.list_position import ListPosition
from gtm_tui.tui.results.lists import (
    before_rows,
    decision_words,
    decisions_rows,
    not_assessed_rows,
    strengths_rows,
)
from gtm_tui.tui.results.matrix import matrix_rows
from gtm_tui.tui.results.pieces import heading, paragraph

WIDE = 112
CAVEAT = "Limits come from US software companies; the value bands are this tool's own. Enter shows each source."
SHORT_CAVEAT = "Limits: US software companies; value bands: ours."
_BETWEEN: Row = (Span("│", "muted"), Span(" "))
#: The parts of the results that are lists of their own, with what draws them.
LISTS = {
    "not_assessed": not_assessed_rows,
    "strengths": strengths_rows,
    "before": before_rows,
    "decisions": decisions_rows,
}


class ResultsView:
    """The state of the results screen over one interview, and its drawing.

    `view` is grid, team, not_assessed, strengths, before or decisions; `at` the highlighted finding; `chosen` the
    filter as (kind, value), kind being severity, area, segment, status or ''.
    """

    def __init__(self, interview: Interview) -> None:
        self.interview = interview
        self.view = "grid"
        self.at = ""
        self.top = 0
        self.segment = ""
        self.chosen: tuple[str, str] = ("", "")
        self.positions = {name: ListPosition() for name in LISTS}
        self._finder: WayFinder | None = None
        self._ways: dict[str, Sequence[WayOut]] = {}
        self._room = 5

    # -- what there is ---------------------------------------------------------------------------------

    @property
    def assessment(self) -> Assessment:
        """What the rules say now."""
        return self.interview.assessment

    @property
    def listed(self) -> tuple[Finding, ...]:
        """The findings that the filter lets through, in order."""
        kind, value = self.chosen
        assessment = self.assessment
        tests: dict[str, Callable[[Finding], bool]] = {
            "severity": lambda f: f.severity == value,
            "area": lambda f: assessment.rule(f).area == value,
            "segment": lambda f: f.segment == value,
            "status": lambda f: assessment.status(f) == value,
        }
        test = tests.get(kind)
        return tuple(f for f in assessment.findings if test is None or test(f))

    @property
    def finding(self) -> Finding | None:
        """The highlighted finding."""
        if self.view in LISTS:
            at = self.positions[self.view].at
            return self.assessment.find(at[1]) if isinstance(at, tuple) and at[0] == "finding" else None
        found = self.listed
        return next((f for f in found if f.identity == self.at), found[0] if found else None)

    def ways(self, finding: Finding) -> Sequence[WayOut]:
        """The ways out of a finding, worked out once."""
        if self._finder is None or self._finder.assessment is not self.assessment:
            self._finder, self._ways = WayFinder(self.assessment), {}
        if finding.identity not in self._ways:
            self._ways[finding.identity] = self._finder.ways_out(finding)
        return self._ways[finding.identity]

    # -- operating -------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Up or down by some findings, or in a list of its own to the next place."""
        if self.view in LISTS:
            self.positions[self.view].move(1 if by > 0 else -1)
            return
        names = [f.identity for f in self.listed]
        if names:
            here = names.index(self.at) if self.at in names else 0
            self.at = names[max(0, min(len(names) - 1, here + by))]
            self._follow()

    def page(self, by: int) -> None:
        """A screenful up or down."""
        if self.view in LISTS:
            self.positions[self.view].page(by)
        else:
            self.move(by * max(1, self._room - 1))

    def edge(self, last: bool) -> None:
        """To the first or last."""
        if self.view in LISTS:
            self.positions[self.view].edge(last)
        else:
            self.move(100_000 if last else -100_000)

    def turn(self, by: int) -> None:
        """Show the next or previous segment."""
        segments = self.interview.session.segments
        if segments:
            here = segments.index(self.segment) if self.segment in segments else 0
            self.segment = segments[(here + by) % len(segments)]

    def focus(self, identity: str) -> None:
        """Put the highlight on a finding."""
        self.at = identity
        if identity not in {f.identity for f in self.listed}:
            self.chosen = ("", "")
        self._follow()

    def _follow(self) -> None:
        finding = self.finding
        if finding is not None and finding.segment:
            self.segment = finding.segment

    # -- drawing ---------------------------------------------------------------------------------------

    def rows(self, width: int, height: int) -> tuple[list[Row], tuple[int, int]]:
        """Everything between the bar and the foot, and where the cursor stands in it."""
        head = [counts_row(self.assessment, width)]
        if height >= 27:
            head.append(tabs_row(self, width))
        if self.view in LISTS:
            body, at = self._list(width, height - len(head) - 1)
            head.append(BLANK)
        elif width >= WIDE:
            body, at = self._wide(width, height - len(head))
        else:
            body, at = self._stacked(width, height - len(head))
        return [*head, *body], (at[0], at[1] + len(head))

    def _list(self, width: int, height: int) -> tuple[list[Row], tuple[int, int]]:
        position = self.positions[self.view]
        drawn = LISTS[self.view](self.assessment, position.at, width)
        if position.lay_out(drawn):
            drawn = LISTS[self.view](self.assessment, position.at, width)
            position.lay_out(drawn)
        return position.window(drawn, height), (2, position.row)

    def _stacked(self, width: int, height: int) -> tuple[list[Row], tuple[int, int]]:
        pane = self._pane(width, height)
        room = height - len(pane)
        if not self.listed:
            return [*pane, *self._nothing(width, room)], (1, len(pane))
        focus = 3 if room < 9 else 5 if room < 14 else min(11, room // 2)
        listed = max(1, min(room - focus - 2, len(self.listed)))
        focus = room - listed - 2
        found, at = self._findings(width, listed + 1)
        upper = [*pane, *found, self._rule(width)]
        return [*upper, *self._focus(width, focus)], (at[0], at[1] + len(pane))

    def _wide(self, width: int, height: int) -> tuple[list[Row], tuple[int, int]]:
        pane = self._pane(width, height)
        rest = height - len(pane)
        if not self.listed:
            return [*pane, *self._nothing(width, rest)], (1, 0)
        left = max(62, width * 55 // 100)
        found, at = self._findings(left, rest)
        both = beside([(found, left), (self._focus(width - left - 2, rest), width)], rest, _BETWEEN)
        return [*pane, *both], (at[0], at[1] + len(pane))

    def _pane(self, width: int, height: int) -> list[Row]:
        """The grid or the matrix; as many segments as there is room for, with air where it can be afforded."""
        airy = height >= 21
        if self.view == "team":
            team = matrix_rows(matrix(self.assessment), width, height)
            return [*([BLANK] if airy else []), *(team if height >= 18 else team[: max(0, height - 6)]), BLANK]
        if height < 10:
            return []
        grids = grid(self.assessment)
        if not grids:
            return [
                *paragraph(
                    width, f"No segment yet: the grid needs at least one ({page_words('segments')}).", style="muted"
                ),
                BLANK,
            ]
        most = max(9, height * 45 // 100)
        if width >= WIDE:
            most = max(most, height - max(min(len(self.listed) + 1, 20), 16))
        rows: list[Row] = [BLANK] if height >= 21 else []
        rows += grid_head(width) if height >= 15 else []
        shown = self._segments(grids, width, most - len(rows))
        for index, block in enumerate(shown):
            rows += [*([BLANK] if index else []), *block]
        return [*rows, *([BLANK] if height >= 18 else [])]

    def _segments(self, grids: Sequence[SegmentGrid], width: int, height: int) -> list[list[Row]]:
        """The segment of the highlighted finding, with those after it while they fit."""
        ids = [g.segment for g in grids]
        if self.segment not in ids:
            finding = self.finding
            self.segment = finding.segment if finding and finding.segment in ids else ids[0]
        blocks = [segment_rows(g, width, remark=height >= 10) for g in grids]
        if sum(map(len, blocks)) + len(blocks) - 1 <= height:
            return blocks
        here = ids.index(self.segment)
        shown, first, last = len(blocks[here]), here, here
        while True:
            if last + 1 < len(blocks) and shown + 1 + len(blocks[last + 1]) <= height:
                last += 1
                shown += 1 + len(blocks[last])
            elif first and shown + 1 + len(blocks[first - 1]) <= height:
                first -= 1
                shown += 1 + len(blocks[first])
            else:
                break
        places = f"({here + 1} of {len(grids)}, < >)"
        blocks[here] = segment_rows(grids[here], width, place=places, remark=height >= 10)
        return blocks[first : last + 1]

    def _findings(self, width: int, height: int) -> tuple[list[Row], tuple[int, int]]:
        found = self.listed
        names = [f.identity for f in found]
        if self.at not in names:
            self.at = names[0]
            self._follow()
        here = names.index(self.at)
        room = max(1, height - 1)
        self._room = room
        self.top = max(0, min(self.top, here, len(found) - room))
        self.top = max(self.top, here - room + 1)
        rows = [list_row(self.assessment, f, f.identity == self.at, width) for f in found[self.top : self.top + room]]
        rows += [BLANK] * (room - len(rows))
        return [list_head(width, "Top priorities", self.filter_words), *rows], (1, here - self.top + 1)

    @property
    def filter_words(self) -> str:
        """What the filter lets through, or ''."""
        kind, value = self.chosen
        if not kind:
            return ""
        words = AREAS.get(value, value) if kind == "area" else value
        if kind == "segment":
            words = self.interview.session.segment_name(value)
        return f"only {words}: {len(self.listed)} of {len(self.assessment.findings)}"

    def _rule(self, width: int) -> Row:
        from gtm_tui.tui.chrome import rule

        return rule(width, self.top > 0, self.top + self._room < len(self.listed))

    def _focus(self, width: int, height: int) -> list[Row]:
        finding = self.finding
        if finding is None or height <= 0:
            return [BLANK] * height
        decided = decision_words(self.assessment, finding)
        rows = focus_rows(self.assessment, finding, self.ways(finding), width, height, decided)
        return [*rows, *[BLANK] * (height - len(rows))]

    def _nothing(self, width: int, height: int) -> list[Row]:
        if self.chosen[0]:
            rows = paragraph(width, f"No finding here ({self.filter_words}). / shows others.")
        else:
            results = list(self.assessment.results_by_rule.values())
            clean = results.count("passes") * 2 >= len(results)
            said = paragraph(width, PROMISE if clean else INCOMPLETE, style="good" if clean else "warning")
            works = [heading(width, "What works"), *strengths_rows(self.assessment, None, width)]
            rows = [*said, BLANK, *works]
            if len(rows) > height:
                rows = [*rows[: height - 1], Pen(width).to(1).put("s shows all of it", "muted").row]
        return [*rows[:height], *[BLANK] * (height - len(rows))]


def counts_row(assessment: Assessment, width: int) -> Row:
    """How many findings of which severity, how many rules pass or could not be assessed, what is to confirm."""
    count = len(assessment.findings)
    by_severity = ", ".join(f"{assessment.counts[s]} {s}" for s in SEVERITIES if assessment.counts[s])
    results = list(assessment.results_by_rule.values())
    words = counted(count, "finding") if count else "no findings"
    pen = Pen(width).to(1).put(words, "strong")
    if by_severity:
        pen.put(f": {by_severity}")
    passed, carried = results.count("passes"), len(assessment.session.unconfirmed)
    if not carried or width >= 100:
        pen.put(f"   {passed} rules pass" if width >= 84 else f"   {passed} pass", "muted")
    pen.put(f"   {results.count('not_assessed')} not assessed", "muted", ("act", "not_assessed"))
    if carried:
        pen.put(f"   {carried} to confirm", "warning")
    if assessment.before_you_start and width >= 84:
        pen.put(f"   {len(assessment.before_you_start)} before you start", "muted", ("act", "before"))
    return pen.row


def tabs_row(view: ResultsView, width: int) -> Row:
    """The parts of the results with their keys; the one that is shown stands in brackets."""
    assessment = view.assessment
    names = {
        "grid": ("g", "grid"),
        "team": ("t", "team"),
        "not_assessed": ("l", "not assessed"),
        "strengths": ("s", counted(len(assessment.strengths), "strength")),
        "before": ("b", f"{len(assessment.before_you_start)} before you start"),
        "decisions": ("p", f"{len(assessment.session.decisions)} decided"),
    }
    pen = Pen(width).to(1)
    for name, (key, words) in names.items():
        here = name == view.view
        pen.put("[" if here else " ", "mark").put(key, "accent", ("act", name))
        pen.put(f" {words}", "strong" if here else "muted", ("act", name)).put("]" if here else " ", "mark").put(" ")
    return pen.row
