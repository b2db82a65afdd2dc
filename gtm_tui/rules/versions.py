"""The versions of the rule set; every version ever shipped stays runnable."""

from gtm_tui.rules import buyer, economics, motions, strategy, strengths, team  # noqa: F401  (registers the rules)
from gtm_tui.rules.registry import MODEL_1_0, Register

VERSIONS: dict[str, Register] = {MODEL_1_0.version: MODEL_1_0}


def current_version() -> str:
    """The newest version of questions and rules."""
    return next(reversed(VERSIONS))


def rules_of(version: str | None = None) -> Register:
    """The rules of one version (default: the newest); raises KeyError."""
    return VERSIONS[version or current_version()]
