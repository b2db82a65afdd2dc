"""The smallest set of changes after which one segment fits: no high or critical finding on motions or money."""

from dataclasses import dataclass

from gtm_tui.analysis.change import Change, Effect, by_identity, effect
from gtm_tui.analysis.ways_out import WayFinder
from gtm_tui.analysis.wording import change_words, effect_words
from gtm_tui.model.vocabulary import SEGMENT_AREAS
from gtm_tui.rules import Assessment, Finding, assess
from gtm_tui.rules.finding import SEVERITY_RANK

MAX_CHANGES = 6
# How many beginnings are followed: all of them for sets of two, the best few for larger ones.
_WIDTHS = (40, 10, 6, 4, 4, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFix:
    """Changes for a whole segment, what they do to all findings, and the same as one sentence.

    `found` is false where no set of at most six changes does it; then there are no changes.
    """

    found: bool
    changes: tuple[Change, ...]
    effect: Effect
    sentence: str


def segment_fix(assessment: Assessment, segment: str) -> SegmentFix:
    """The smallest set of changes, decisions first, that leaves no high or critical ROM or ECO finding in a segment."""
    name = assessment.session.segment_name(segment)
    if not blocking(assessment, segment):
        return SegmentFix(
            found=True,
            changes=(),
            effect=Effect(),
            sentence=f"{name} has no high or critical finding on motions or money.",
        )
    changes = _search(assessment, segment)
    if changes is None:
        return SegmentFix(
            found=False,
            changes=(),
            effect=Effect(),
            sentence=f"{name}: no small set of changes was found; question the segment.",
        )
    after = _with(assessment, changes)
    done = effect(by_identity(assessment), by_identity(after))
    worse = [(old, new) for old, new in done.changed if SEVERITY_RANK[new.severity] < SEVERITY_RANK[old.severity]]
    milder = [(old, new) for old, new in done.changed if SEVERITY_RANK[new.severity] > SEVERITY_RANK[old.severity]]
    words = change_words(assessment.session, changes, segment)
    said = effect_words(done.cleared, done.new, worse, milder, False).replace("also clears", "clears")
    return SegmentFix(found=True, changes=changes, effect=done, sentence=f"{name}: {words}: {said}")


def blocking(assessment: Assessment, segment: str) -> tuple[Finding, ...]:
    """The high and critical findings on motions and money of a segment, worst first."""
    return tuple(
        finding
        for finding in (*assessment.findings, *assessment.before_you_start)
        if finding.segment == segment
        and finding.severity in ("critical", "high")
        and assessment.rule(finding).area in SEGMENT_AREAS
    )


def _search(assessment: Assessment, segment: str) -> tuple[Change, ...] | None:
    """Breadth first over the ways out of the worst finding left, so that the first hit is the smallest set."""
    level: list[tuple[Change, ...]] = [()]
    seen: set[frozenset[tuple[str, object]]] = set()
    for width in _WIDTHS:
        following: list[tuple[tuple[int, ...], tuple[Change, ...]]] = []
        for changes in level:
            now = _with(assessment, changes)
            worst = blocking(now, segment)[0]
            for way in WayFinder(now).ways_out(worst):
                merged = _merged(changes, way.changes, assessment)
                mark = frozenset((c.key, c.new) for c in merged)
                if mark in seen or len(merged) > MAX_CHANGES or any(change.open for change in merged):
                    continue
                seen.add(mark)
                left = blocking(_with(now, way.changes), segment)
                following.append((_rank(merged, left), merged))
        following.sort(key=lambda entry: entry[0])
        solved = [changes for rank, changes in following if rank[0] == 0]
        if solved:
            return min(solved, key=lambda changes: (len(changes), sum(not c.chosen for c in changes)))
        level = [changes for _, changes in following[:width]]
        if not level:
            return None
    return None


def _rank(changes: tuple[Change, ...], left: tuple[Finding, ...]) -> tuple[int, ...]:
    criticals = sum(finding.severity == "critical" for finding in left)
    return (len(left), criticals, sum(not change.chosen for change in changes), len(changes))


def _merged(before: tuple[Change, ...], more: tuple[Change, ...], assessment: Assessment) -> tuple[Change, ...]:
    by_key = {change.key: change for change in (*before, *more)}
    original = assessment.session
    return tuple(
        Change(key=c.key, old=original.get(c.key), new=c.new, open=c.open)
        for c in by_key.values()
        if original.get(c.key) != c.new
    )


def _with(assessment: Assessment, changes: tuple[Change, ...]) -> Assessment:
    session = assessment.session.with_answers({change.key: change.new for change in changes})
    version = assessment.rule_set.version
    return assess(session, assessment.calibration, assessment.today, version, assessment)
