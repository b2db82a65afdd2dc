"""The versions of the rule set; every version ever shipped stays runnable."""

# Importing a family registers its rules; the order is that of the specification.
# isort: off
from gtm_tui.rules import motions  # noqa: F401
from gtm_tui.rules import motion_people  # noqa: F401
from gtm_tui.rules import economics  # noqa: F401
from gtm_tui.rules import unit_economics  # noqa: F401
from gtm_tui.rules import strategy  # noqa: F401
from gtm_tui.rules import team  # noqa: F401
from gtm_tui.rules import teamwork  # noqa: F401
from gtm_tui.rules import budget  # noqa: F401
from gtm_tui.rules import buyer  # noqa: F401
from gtm_tui.rules import strengths  # noqa: F401
from gtm_tui.rules import strengths_team  # noqa: F401

# isort: on
from gtm_tui.rules.ruleset import DECLARED, RuleSet


def versions() -> tuple[str, ...]:
    """Every version of the model this program can judge by, the oldest first."""
    return DECLARED.versions()


def current_version() -> str:
    """The newest version of questions and rules."""
    return versions()[-1]


def rules_of(version: str | None = None) -> RuleSet:
    """The rules of one version (default: the newest); raises KeyError."""
    return DECLARED.rules_of(version or current_version())
