"""The rule set: what each rule looks at, why it matters, when it is silent, and the function that decides.

A rule says since which version of the model it is part of it; `revised` gives a rule another condition or other texts
from a later version on. A version holds, for each code, the newest declaration that is not younger than the version,
so whatever is declared for a later version leaves the earlier ones as they were.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, get_args

from gtm_tui.model.vocabulary import Area, Basis, Scope
from gtm_tui.rules.finding import Remark, Violation

if TYPE_CHECKING:
    from gtm_tui.rules.context import RuleContext

Outcome = Violation | Remark | Iterable[Violation | Remark] | None
Check = Callable[["RuleContext"], Outcome]
StrengthCheck = Callable[["RuleContext"], str | None]

SCOPES: tuple[Scope, ...] = get_args(Scope)


class Rule(NamedTuple):
    """One rule: identity, texts and the pure function that decides.

    `scope` says for what it runs: every segment, group, deliverable or budget purpose, or once for the team.
    `variants` run one by one, each a subject of its own (`segment:variant`). `effort` is how much work a
    way out usually is (1 small, 2 medium, 3 large; ours). `since` is the first version of the model with this rule
    as it stands here.
    """

    code: str
    name: str
    title: str
    area: Area
    scope: Scope
    basis: Basis
    origin: str
    source: str
    looks_at: str
    why: str
    not_when: str
    check: Check
    variants: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    effort: int = 2
    reads: tuple[str, ...] = ()
    since: str = "1.0"


class StrengthRule(NamedTuple):
    """Something worth saying aloud: the function returns the sentence, or None where it does not hold.

    It reads through the same recorder as a rule, so that its evidence cannot drift from its code.
    """

    id: str
    scope: Scope
    source: str
    check: StrengthCheck
    subjects: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    since: str = "1.0"


class RuleSet(NamedTuple):
    """The rules and strengths of one version of the model, by code and id, in the order of the specification."""

    version: str
    rules: Mapping[str, Rule]
    strengths: Mapping[str, StrengthRule]


_Declared = TypeVar("_Declared", Rule, StrengthRule)


class Declarations:
    """Every rule and strength ever declared, each with its revisions, the oldest first."""

    def __init__(self) -> None:
        self.rules: dict[str, list[Rule]] = {}
        self.strengths: dict[str, list[StrengthRule]] = {}
        self._sets: dict[str, RuleSet] = {}

    def rule(
        self,
        code: str,
        *,
        name: str,
        title: str,
        area: Area,
        scope: Scope,
        basis: Basis,
        origin: str,
        source: str,
        looks_at: str,
        why: str,
        not_when: str,
        variants: tuple[str, ...] = (),
        subjects: tuple[str, ...] = (),
        effort: int = 2,
        reads: tuple[str, ...] = (),
        since: str = "1.0",
    ) -> Callable[[Check], Check]:
        """Declare the decorated function as the rule `code`; raises ValueError if the code is taken."""

        def declare(check: Check) -> Check:
            self._add(
                self.rules,
                code,
                Rule(
                    code=code,
                    name=name,
                    title=title,
                    area=area,
                    scope=scope,
                    basis=basis,
                    origin=origin,
                    source=source,
                    looks_at=looks_at,
                    why=why,
                    not_when=not_when,
                    check=check,
                    variants=variants,
                    subjects=subjects,
                    effort=effort,
                    reads=reads,
                    since=since,
                ),
            )
            return check

        return declare

    def revised(self, code: str, *, since: str, **changes: Any) -> Callable[[Check], Check]:
        """Declare the decorated function as the rule `code` from a version on; `changes` are the fields that differ.

        Raises KeyError for a code that is not declared, and ValueError for a field that a rule does not have or a
        version that is not newer than the last one declared.
        """

        def declare(check: Check) -> Check:
            last = self.rules[code][-1]
            if _order(since) <= _order(last.since):
                raise ValueError(f"{code}: {since} is not newer than {last.since}")
            self.rules[code].append(last._replace(check=check, since=since, **changes))
            self._sets.clear()
            return check

        return declare

    def strength(
        self, id: str, *, scope: Scope, source: str, subjects: tuple[str, ...] = (), since: str = "1.0"
    ) -> Callable[[StrengthCheck], StrengthCheck]:
        """Declare the decorated function as the strength `id`; raises ValueError if the id is taken."""

        def declare(check: StrengthCheck) -> StrengthCheck:
            strength = StrengthRule(id=id, scope=scope, source=source, check=check, subjects=subjects, since=since)
            self._add(self.strengths, id, strength)
            return check

        return declare

    def _add(self, declared: dict[str, list[_Declared]], code: str, new: _Declared) -> None:
        if code in declared or new.scope not in SCOPES:
            raise ValueError(f"{code}: declared twice or unknown scope {new.scope}")
        _order(new.since)
        declared[code] = [new]
        self._sets.clear()

    def versions(self) -> tuple[str, ...]:
        """Every version that some declaration belongs to, the oldest first."""
        return tuple(sorted({last.since for all_of in self.rules.values() for last in all_of}, key=_order))

    def rules_of(self, version: str) -> RuleSet:
        """The rules of one version; raises KeyError for a version that nothing was declared for."""
        if version not in self._sets:
            if version not in self.versions():
                raise KeyError(version)
            rules, strengths = _as_of(self.rules, version), _as_of(self.strengths, version)
            self._sets[version] = RuleSet(version=version, rules=rules, strengths=strengths)
        return self._sets[version]


def _as_of(declared: Mapping[str, list[_Declared]], version: str) -> dict[str, _Declared]:
    """The newest declaration of each code that is not younger than a version."""
    latest = _order(version)
    known = ((code, [d for d in all_of if _order(d.since) <= latest]) for code, all_of in declared.items())
    return {code: revisions[-1] for code, revisions in known if revisions}


def _order(version: str) -> tuple[int, ...]:
    """A version as numbers, for comparing; raises ValueError for what is none."""
    return tuple(int(part) for part in version.split("."))


DECLARED = Declarations()
rule = DECLARED.rule
revised = DECLARED.revised
strength = DECLARED.strength
