"""TEAM-01 to 05: is every group there, and does exactly one person answer for each deliverable?"""

from collections.abc import Mapping

from gtm_tui.model.vocabulary import DELIVERABLES, FOUR_GROUPS, GROUPS, Severity
from gtm_tui.rules.context import COMPANY_SIZE, RuleContext, group_label, listed, same_person
from gtm_tui.rules.finding import Violation
from gtm_tui.rules.ruleset import rule
from gtm_tui.text.names import is_in, name_key

FIVE_DELIVERABLES = tuple(d.id for d in DELIVERABLES.values() if d.group)


@rule(
    "TEAM-01",
    name="group-missing",
    title="A group is missing",
    area="team",
    scope="group",
    basis="stated",
    origin="Essay",
    source="Essay, the four parts of the team",
    looks_at="Who covers each of the four groups.",
    why="Each group has one job that no other does; where nobody covers it, that job is left undone.",
    not_when="One person covers several groups: that is coverage.",
    effort=3,
    reads=("groups.*.people", *COMPANY_SIZE),
)
def group_missing(context: RuleContext) -> Violation | None:
    """Nobody covers one of the four groups."""
    if context.own.people("people"):
        return None
    group = GROUPS[context.subject]
    return Violation(
        severity="high" if context.small_company() else "critical",
        message=f"Nobody covers {group.label}. Its one job: {group.job}.",
    )


@rule(
    "TEAM-02",
    name="no-owner",
    title="A deliverable without an owner",
    area="team",
    scope="deliverable",
    subjects=FIVE_DELIVERABLES,
    basis="stated",
    origin="Essay",
    source="Essay, clearly defined roles and accountabilities",
    looks_at="Who answers for each of the five deliverables.",
    why="What nobody answers for is done when somebody has time, and nobody judges it.",
    not_when="The group it belongs to is missing: TEAM-01 says so already.",
    effort=1,
    reads=("accountable.*", "groups.*.people"),
)
def no_owner(context: RuleContext) -> Violation | None:
    """Nobody answers for a deliverable whose group exists."""
    if _owners(context):
        return None
    deliverable = DELIVERABLES[context.subject]
    if context.people_of(deliverable.group) == ():
        return None
    return Violation(severity="critical", message=f"No one answers for {deliverable.in_sentence}.")


@rule(
    "TEAM-03",
    name="two-owners",
    title="Two owners",
    area="team",
    scope="deliverable",
    subjects=FIVE_DELIVERABLES,
    basis="derived",
    origin="Essay",
    source="Essay, directly accountable; one owner each as in RACI and DACI",
    looks_at="Whether several people answer for the same deliverable with the same scope.",
    why="Where two answer for the same thing, each can wait for the other.",
    not_when="Each owner has a scope of their own, such as an industry, a product or a region.",
    effort=1,
    reads=("accountable.*",),
)
def two_owners(context: RuleContext) -> Violation | None:
    """Several people answer for one deliverable with the same scope."""
    shared = shared_scopes(_owners(context))
    if not shared:
        return None
    deliverable = DELIVERABLES[context.subject].in_sentence
    parts = [
        f"{listed(people)} all answer" if len(people) > 2 else f"{listed(people)} both answer" for people in shared
    ]
    return Violation(
        severity="high",
        message=f"{listed(parts)} for {deliverable} with the same scope, so in the end nobody does. "
        "Keep one, or split it by industry or product.",
    )


@rule(
    "TEAM-04",
    name="wrong-owner",
    title="The wrong group owns it",
    area="team",
    scope="deliverable",
    subjects=FIVE_DELIVERABLES,
    basis="stated",
    origin="Essay",
    source="Essay, what each group is directly accountable for",
    looks_at="Whether an owner of a deliverable belongs to the group that knows what it takes.",
    why="Only the group with the knowledge can answer for the quality of the result.",
    not_when="At least one owner belongs to the group, even if they belong to others as well.",
    effort=2,
    reads=("accountable.*", "groups.*.people", *COMPANY_SIZE),
)
def wrong_owner(context: RuleContext) -> Violation | None:
    """None of the owners belongs to the deliverable's group."""
    owners = [person for person, _ in _owners(context)]
    deliverable = DELIVERABLES[context.subject]
    people = context.answers.people(f"groups.{deliverable.group}.people")
    if not owners or any(same_person(owner, person) for owner in owners for person in people):
        return None
    others = {
        group: context.aside().get_people(f"groups.{group}.people") or ()
        for group in GROUPS
        if group != deliverable.group
    }
    homes = {group: members for group, members in others.items() if any(is_in(owner, members) for owner in owners)}
    severity: Severity = "medium" if context.small_company() else "high"
    owned_by = [_with_groups(owner, homes) for owner in owners]
    return Violation(
        severity=severity,
        message=f"{listed(owned_by)} {'own' if len(owners) > 1 else 'owns'} {deliverable.in_sentence}; "
        f"that belongs with {group_label(deliverable.group)}, the group that {deliverable.knows}.",
        evidence=(*context.read, *(f"groups.{group}.people" for group in homes)),
    )


@rule(
    "TEAM-05",
    name="two-jobs",
    title="One person, two jobs",
    area="team",
    scope="team",
    basis="stated",
    origin="Essay",
    source="Essay, smaller companies may combine roles",
    looks_at="Who covers more than one of the four groups.",
    why="Of two jobs the urgent one wins, and a deal is always more urgent than a market.",
    not_when="A small company where one person covers marketing groups only.",
    effort=3,
    reads=("groups.*.people", *COMPANY_SIZE),
)
def two_jobs(context: RuleContext) -> tuple[Violation, ...]:
    """A person covers two or more of the four groups."""
    people = {group: context.people_of(group) for group in FOUR_GROUPS}
    small = context.small_company()
    size = tuple(key for key in context.read if not key.startswith("groups."))
    violations = []
    for person in _everybody(people):
        groups = [group for group, members in people.items() if is_in(person, members or ())]
        with_sales = "sales" in groups
        if len(groups) < 2 or (small and not with_sales):
            continue
        violations.append(
            Violation(
                severity=("low" if small else "high") if with_sales else "medium",
                message=_two_jobs_message(person, groups, small),
                subject=person,
                basis="stated" if with_sales and not small else "ours",
                evidence=(*(f"groups.{group}.people" for group in groups), *size),
            )
        )
    if not violations:
        context.answers.require(*(f"groups.{group}.people" for group in FOUR_GROUPS))
    return tuple(violations)


def _two_jobs_message(person: str, groups: list[str], small: bool) -> str:
    covers = f"{person} covers {listed([group_label(group) for group in groups])}."
    if small:
        return f"{covers} A small company may combine them; reserve hours for the market that no deal may take."
    if "sales" in groups:
        return f"{covers} At your size the urgent job wins, and with Sales among them that is always the next deal."
    return f"{covers} At your size the urgent job wins."


def _owners(context: RuleContext) -> tuple[tuple[str, str], ...]:
    """The (person, scope) pairs of the deliverable the rule runs for."""
    return context.own.owners(context.subject)


def shared_scopes(owners: tuple[tuple[str, str], ...]) -> list[list[str]]:
    """The people who share a scope, for each scope that several different people have."""
    scopes: dict[str, list[str]] = {}
    for person, scope in owners:
        people = scopes.setdefault(name_key(scope), [])
        if not is_in(person, people):
            people.append(person)
    return [people for people in scopes.values() if len(people) > 1]


def _everybody(people: Mapping[str, tuple[str, ...] | None]) -> list[str]:
    """Every person once, as typed first."""
    names: list[str] = []
    for members in people.values():
        names += [person for person in members or () if not is_in(person, names)]
    return names


def _with_groups(person: str, people: Mapping[str, tuple[str, ...]]) -> str:
    """A person with the groups they belong to: `Ana in Sales`."""
    groups = [group_label(group) for group, members in people.items() if is_in(person, members)]
    return f"{person} in {listed(groups)}" if groups else person
