"""The accountability matrix as data: groups and their people against deliverables, gaps and doubles marked."""

from dataclasses import dataclass

from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import DELIVERABLES, GROUPS
from gtm_tui.rules import Assessment, Finding
from gtm_tui.text.names import folded, is_in

OTHERS = "others"
_AFTER_THE_SALE = "TEAM-13"  # is about the whole team, and rests on who owns renewal and growth


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A group with the people who cover it; `people` is None when that was not answered."""

    group: str
    label: str
    short: str
    people: tuple[str, ...] | None

    @property
    def people_words(self) -> str:
        """Who covers the group, 'nobody', or '?' when not answered."""
        if self.group == OTHERS:
            return "in no group"
        return "?" if self.people is None else ", ".join(self.people) or "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Who of one group answers for a deliverable.

    `kind` is 'owner', 'misplaced' (the right group has no owner), 'home' (empty, but where it belongs) or ''.
    """

    kind: str
    owners: tuple[tuple[str, str], ...] = ()

    @property
    def mark(self) -> str:
        """A shape that reads without colour: [A], >[A], a ring where it belongs, or a dot."""
        return {"owner": "[A]", "misplaced": ">[A]", "home": "( )"}.get(self.kind, ".")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A deliverable across all groups; `state` is 'one', 'split', 'double', 'gap' or 'open' (not answered)."""

    deliverable: str
    label: str
    places: tuple[Place, ...]
    state: str
    findings: tuple[Finding, ...]

    @property
    def state_words(self) -> str:
        """The state as a reader understands it."""
        return {
            "one": "one owner",
            "split": "split by scope",
            "double": "two owners",
            "gap": "nobody",
            "open": "not answered",
        }[self.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """All deliverables against all groups; a last column holds owners who belong to no group, if there are any."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    @property
    def with_one_owner(self) -> int:
        """How many deliverables have exactly one owner, or one for each scope."""
        return sum(line.state in ("one", "split") for line in self.lines)


def matrix(assessment: Assessment) -> Matrix:
    """The matrix of one session with the findings that name a deliverable."""
    session = assessment.session
    columns = [
        Column(group=g.id, label=g.label, short=g.short, people=session.get(f"groups.{g.id}.people"))
        for g in GROUPS.values()
    ]
    owners = {d: session.get(f"accountable.{d}") for d in DELIVERABLES}
    if any(_group_of(session, person, "") == OTHERS for pairs in owners.values() for person, _ in pairs or ()):
        columns.append(Column(group=OTHERS, label="Others", short="Others", people=()))
    groups = [column.group for column in columns]
    lines = tuple(_line(assessment, d, owners[d], groups) for d in DELIVERABLES)
    return Matrix(columns=tuple(columns), lines=lines)


def _line(
    assessment: Assessment, deliverable: str, owners: tuple[tuple[str, str], ...] | None, groups: list[str]
) -> Line:
    home = DELIVERABLES[deliverable].group or "customer_success"
    placed: dict[str, list[tuple[str, str]]] = {}
    for person, scope in owners or ():
        placed.setdefault(_group_of(assessment.session, person, home), []).append((person, scope))
    misplaced = bool(DELIVERABLES[deliverable].group) and home not in placed
    places = tuple(_place(group, tuple(placed.get(group, ())), home, misplaced) for group in groups)
    findings = tuple(f for f in assessment.findings if _is_about(f, deliverable))
    return Line(
        deliverable=deliverable,
        label=DELIVERABLES[deliverable].label,
        places=places,
        state=_state(owners),
        findings=findings,
    )


def _is_about(finding: Finding, deliverable: str) -> bool:
    if finding.subject == deliverable:
        return True
    return finding.code == _AFTER_THE_SALE and deliverable == "renewal_and_growth"


def _place(group: str, owners: tuple[tuple[str, str], ...], home: str, misplaced: bool) -> Place:
    if owners:
        return Place(kind="misplaced" if misplaced else "owner", owners=owners)
    return Place(kind="home" if group == home else "")


def _state(owners: tuple[tuple[str, str], ...] | None) -> str:
    if owners is None:
        return "open"
    scopes = [scope for _, scope in {folded(pair) for pair in owners}]
    if len(scopes) < 2:
        return "one" if scopes else "gap"
    return "split" if len(set(scopes)) == len(scopes) else "double"


def _group_of(session: Session, person: str, home: str) -> str:
    covered = [g for g in GROUPS if is_in(person, session.get(f"groups.{g}.people") or ())]
    if home in covered:
        return home
    return covered[0] if covered else OTHERS
