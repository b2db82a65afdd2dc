"""The rules that look across answers, and the engine that runs them."""

from gtm_tui.rules.engine import Assessment, assess
from gtm_tui.rules.finding import Finding, Margin, Run, Strength, evidence_line, evidence_value
from gtm_tui.rules.ruleset import Rule, RuleSet
from gtm_tui.rules.versions import current_version, rules_of, versions

__all__ = [
    "Assessment",
    "Finding",
    "Margin",
    "Rule",
    "RuleSet",
    "Run",
    "Strength",
    "assess",
    "current_version",
    "evidence_line",
    "evidence_value",
    "rules_of",
    "versions",
]
