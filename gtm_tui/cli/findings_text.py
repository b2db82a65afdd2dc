"""The text of `gtm-tui check`: one file's findings with their evidence, then what could not be judged."""

from __future__ import annotations

from gtm_tui.cli.output import wrapped
from gtm_tui.rules.finding import margin_words
from gtm_tui.rules.judged_by import judged_by
from gtm_tui.store.results import changed_results
from gtm_tui.text.plural import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gtm_tui.analysis.ways_out import WayFinder
    from gtm_tui.rules import Assessment, Finding, Run
    from gtm_tui.store.loading import Loaded


def checked(loaded: Loaded, assessment: Assessment, ways_out: bool = False) -> Iterator[str]:
    """Everything there is to say about one file, in lines of at most 76 columns where words allow it."""
    yield f"{assessment.session.get('session.name') or loaded.path} ({loaded.path})"
    yield judged_by(assessment.rule_set.version, assessment.calibration.name)
    if assessment.judged_otherwise:
        yield wrapped(assessment.judged_otherwise)
    yield ""
    yield from assessed(assessment, ways_out)
    unknown = [_line(problem.sentence) for problem in loaded.problems if problem.kind == "unknown"]
    yield from _listed("Unknown keys", unknown)
    yield from _listed("About the file", [_line(notice) for notice in loaded.notices])
    stored = [_line(change.sentence) for change in changed_results(loaded.results, assessment)]
    yield from _listed("Different from the results stored in the file", stored)


def assessed(assessment: Assessment, ways_out: bool = False) -> Iterator[str]:
    """What the rules say about a session: counts, findings, notes, strengths, and what is missing."""
    yield _counts(assessment)
    finder = _finder(assessment) if ways_out else None
    for finding in assessment.findings:
        yield ""
        yield from _finding(assessment, finding, finder)
    yield from _listed("Before you start (planned segments, not counted)", _plans(assessment))
    yield from _listed("Strengths", [wrapped(s.message, "    ", first="  + ") for s in assessment.strengths])
    yield from _listed("Good to know", [wrapped(text, "    ", first="  . ") for _, _, text in assessment.remarks])
    yield from _listed("Not assessed, and what is missing", _missing(assessment.not_assessed))


def _counts(assessment: Assessment) -> str:
    findings, unassessed = assessment.findings, assessment.not_assessed
    split = ", ".join(f"{number} {severity}" for severity, number in assessment.counts.items() if number)
    text = counted(len(findings), "finding") + (f": {split}" if split else "")
    if unassessed:
        text += f"; {counted(len(unassessed), 'check')} could not be assessed"
    return text


def _finding(assessment: Assessment, finding: Finding, finder: WayFinder | None) -> Iterator[str]:
    status, reach = assessment.status(finding), assessment.reach(finding)
    about: list[str] = [finding.severity, finding.basis]
    if reach is not None:
        about.append(f"{100 * reach:.0f} % of planned new revenue")
    if status != "open":
        about.append(status)
    yield f"{finding.mark:<3} {finding.identity}  {finding.title}"
    yield f"    ({', '.join(about)})"
    yield wrapped(finding.message, "    ")
    if finding.margin is not None:
        yield f"    Margin: {margin_words(finding.margin)}"
    yield wrapped(assessment.rule(finding).source, " " * 12, first="    Source: ")
    for line in finding.evidence_lines:
        yield f"      {line}"
    if finder is not None:
        yield from _ways_out(finder, finding)


def _ways_out(finder: WayFinder, finding: Finding) -> Iterator[str]:
    ways = finder.ways_out(finding)
    yield "    Ways out:" if ways else "    No fix found with one or two changes."
    for number, way in enumerate(ways, start=1):
        yield wrapped(way.sentence, " " * 9, first=f"      {number}. ")


def _finder(assessment: Assessment) -> WayFinder:
    from gtm_tui.analysis.ways_out import WayFinder

    return WayFinder(assessment)


def _plans(assessment: Assessment) -> list[str]:
    return [
        wrapped(f"{f.identity}  {f.message}", "      ", first=f"  {f.mark:<3} ") for f in assessment.before_you_start
    ]


def _missing(runs: Sequence[Run]) -> list[str]:
    """One entry for each rule: every answer that any of its runs lacks, once."""
    lacking: dict[str, dict[str, None]] = {}
    for run in runs:
        lacking.setdefault(run.code, {}).update(dict.fromkeys(run.missing))
    return [wrapped(", ".join(keys), "      ", first=f"  {code}: ") for code, keys in lacking.items()]


def _line(sentence: str) -> str:
    return wrapped(sentence, "    ", first="  ")


def _listed(title: str, entries: Sequence[str]) -> Iterator[str]:
    if entries:
        yield ""
        yield title
        yield from entries
