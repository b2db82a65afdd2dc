"""Versions of the model: what is declared for a later one leaves every shipped one as it was."""

import pytest

from gtm_tui.rules import assess, current_version, rules_of, versions
from gtm_tui.rules.context import RuleContext
from gtm_tui.rules.finding import Violation
from gtm_tui.rules.ruleset import Declarations
from tests.support.companies import harbor
from tests.support.rule_tools import TODAY, declaring

TEXTS = {
    "name": "dummy",
    "title": "A dummy",
    "area": "team",
    "scope": "team",
    "basis": "ours",
    "origin": "beyond the two sources",
    "source": "none",
    "looks_at": "nothing",
    "why": "a test",
    "not_when": "never",
}


def found(version: str | None = None) -> list[tuple[str, str, str]]:
    assessment = assess(harbor(), today=TODAY, model=version)
    return [(f.code, f.severity, f.message) for f in assessment.findings]


def add_dummy(declared: Declarations, since: str = "9.9", code: str = "NEW-01") -> None:
    @declared.rule(code, since=since, **TEXTS)  # type: ignore[arg-type]
    def dummy(_: RuleContext) -> Violation:
        return Violation(severity="low", message="A dummy.", evidence=("company.name",))


def test_the_shipped_versions() -> None:
    assert versions() == ("1.0",)
    assert current_version() == rules_of().version == versions()[-1]


def test_a_rule_of_a_later_version_leaves_a_shipped_one_as_it_is() -> None:
    before, rules_before = found("1.0"), dict(rules_of("1.0").rules)
    with declaring() as declared:
        add_dummy(declared)
        assert versions()[-1] == current_version() == "9.9"
        assert rules_of("1.0").rules == rules_before
        assert found("1.0") == before
        assert list(rules_of().rules) == [*rules_before, "NEW-01"]
        assert ("NEW-01", "low", "A dummy.") in found()
    assert versions()[-1] != "9.9"
    assert found() == before


def test_a_revised_rule_has_its_new_condition_and_texts_from_its_version_on() -> None:
    before = found("1.0")
    with declaring() as declared:

        @declared.revised("TEAM-07", since="9.8", title="Nobody helps", basis="ours")
        def revised(_: RuleContext) -> Violation:
            return Violation(severity="low", message="Other words.", evidence=("groups.sales.sales_support_team",))

        add_dummy(declared)
        assert found("1.0") == before
        assert rules_of("1.0").rules["TEAM-07"].title == "Deals need help and nobody is there to give it"
        for later in ("9.8", "9.9"):
            assert ("TEAM-07", "low", "Other words.") in found(later)
            assert rules_of(later).rules["TEAM-07"].title == "Nobody helps"
            assert rules_of(later).rules["TEAM-07"].why == rules_of("1.0").rules["TEAM-07"].why
        assert list(rules_of("9.8").rules) == list(rules_of("1.0").rules)


def test_a_strength_of_a_later_version_is_silent_in_a_shipped_one() -> None:
    with declaring() as declared:
        add_dummy(declared)

        @declared.strength("recurs", scope="team", source="none", since="9.9")
        def recurs(context: RuleContext) -> str:
            context.answers.flag("company.recurring_revenue")
            return "Revenue recurs."

        said = {version: assess(harbor(), today=TODAY, model=version).strengths for version in versions()}
        assert "Revenue recurs." not in {s.message for s in said["1.0"]}
        assert "Revenue recurs." in {s.message for s in said["9.9"]}


def test_versions_are_ordered_as_numbers() -> None:
    with declaring() as declared:
        add_dummy(declared, "9.10")
        add_dummy(declared, "9.9", "NEW-02")
        assert versions()[-2:] == ("9.9", "9.10")
        assert "NEW-01" not in rules_of("9.9").rules


def test_what_cannot_be_a_declaration_is_refused() -> None:
    with declaring() as declared:
        add_dummy(declared)
        with pytest.raises(ValueError, match="NEW-01"):
            add_dummy(declared)
        with pytest.raises(ValueError, match="newer"):
            declared.revised("NEW-01", since="9.9")(lambda _: None)
        with pytest.raises((TypeError, ValueError), match="wrong"):  # Python 3.13 says TypeError
            declared.revised("NEW-01", since="9.10", wrong="field")(lambda _: None)
        with pytest.raises(KeyError):
            declared.revised("NO-01", since="9.10")(lambda _: None)
        with pytest.raises(ValueError, match="newest"):
            add_dummy(declared, "newest", "NEW-02")
    with pytest.raises(KeyError):
        rules_of("9.9")
