"""The rule set: what each looks at, why it matters, when it is silent, and the function that decides."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from gtm_tui.rules.finding import Remark, Violation

if TYPE_CHECKING:
    from gtm_tui.rules.context import RuleContext

Outcome = Violation | Remark | Iterable[Violation | Remark] | None
Check = Callable[["RuleContext"], Outcome]
StrengthCheck = Callable[["RuleContext"], str | None]

SCOPES = ("segment", "group", "deliverable", "budget_purpose", "team")


class Rule(NamedTuple):
    """One rule: identity, texts and the pure function that decides.

    `scope` says for what it runs: every segment, group, deliverable or budget purse, or once for the team.
    `variants` run one by one, each a subject of its own (`segment:variant`). `effort` is how much work a
    way out usually is (1 small, 2 medium, 3 large; ours).
    """

    code: str
    name: str
    title: str
    area: str
    scope: str
    basis: str
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


class StrengthRule(NamedTuple):
    """Something worth saying aloud: the function returns the sentence, or None where it does not hold.

    It reads through the same recorder as a rule, so that its evidence cannot drift from its code.
    """

    id: str
    scope: str
    source: str
    check: StrengthCheck
    subjects: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


class RuleSet:
    """The rules and strengths of one version of the model, in the order of the specification."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.rules: dict[str, Rule] = {}
        self.strengths: dict[str, StrengthRule] = {}

    def rule(
        self,
        code: str,
        *,
        name: str,
        title: str,
        area: str,
        scope: str,
        basis: str,
        origin: str,
        source: str,
        looks_at: str,
        why: str,
        not_when: str,
        variants: tuple[str, ...] = (),
        subjects: tuple[str, ...] = (),
        effort: int = 2,
        reads: tuple[str, ...] = (),
    ) -> Callable[[Check], Check]:
        """Register the decorated function as the rule `code`; a code is registered once."""
        if code in self.rules or scope not in SCOPES:
            raise ValueError(f"{code}: registered twice or unknown scope {scope}")

        def register(check: Check) -> Check:
            self.rules[code] = Rule(
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
            )
            return check

        return register

    def strength(
        self, id: str, *, scope: str, source: str, subjects: tuple[str, ...] = ()
    ) -> Callable[[StrengthCheck], StrengthCheck]:
        """Register the decorated function as the strength `id`; an id is registered once."""
        if id in self.strengths or scope not in SCOPES:
            raise ValueError(f"{id}: registered twice or unknown scope {scope}")

        def register(check: StrengthCheck) -> StrengthCheck:
            self.strengths[id] = StrengthRule(id=id, scope=scope, source=source, check=check, subjects=subjects)
            return check

        return register


MODEL_1_0 = RuleSet("1.0")
rule = MODEL_1_0.rule
strength = MODEL_1_0.strength
