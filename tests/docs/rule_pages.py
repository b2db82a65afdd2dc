"""One page per rule, made from the rule set itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gtm_tui.calibration import default_calibration
from gtm_tui.cli.commands.explain import explanation
from gtm_tui.model.vocabulary import AREAS, BASIS
from gtm_tui.rules.versions import rules_of

MADE = "<!-- Made by `python -m tests.docs`; a change made here is lost. -->"
PER = {"segment": "each segment", "group": "each group", "deliverable": "each deliverable", "team": "the whole team"}


def rule_pages() -> dict[str, str]:
    """The text of every page by its file name."""
    rule_set = rules_of()
    calibration = default_calibration()
    pages = {
        f"{rule.code}.md": _page(explanation(rule, rule_set, calibration), rule.scope)
        for rule in rule_set.rules.values()
    }
    return {"README.md": _index(), **pages}


def _index() -> str:
    rules = rules_of().rules.values()
    lines = [
        MADE,
        "",
        "# Rules",
        "",
        f"The {len(rules)} rules of model {rules_of().version}, by area. `gtm-tui explain CODE` prints the same in a",
        "terminal, with the numbers of your own calibration.",
        "",
        "The *basis* of a rule says how much of it is in its source:",
        "",
        *(f"- **{basis.word}**: {basis.means}." for basis in BASIS.values()),
    ]
    for area in dict.fromkeys(rule.area for rule in rules):
        lines += [
            "",
            f"## {AREAS.get(area, area.capitalize())}",
            "",
            "| Rule | Finding | Basis |",
            "| --- | --- | --- |",
        ]
        lines += [
            f"| [{rule.code}]({rule.code}.md) | {_cell(rule.title)} | {rule.basis} |"
            for rule in rules
            if rule.area == area
        ]
    return "\n".join(lines) + "\n"


def _page(rule: Mapping[str, Any], scope: str) -> str:
    facts = {
        "Name": f"`{rule['name']}`",
        "Looked at for": PER.get(scope, scope.replace("_", " ")),
        "Basis": f"{rule['basis']}: {BASIS[rule['basis']].means}",
        "Source": rule["source"],
        "In the model since": rule.get("since"),
    }
    lines = [MADE, "", f"# {rule['code']}: {rule['title']}", "", "| | |", "| --- | --- |"]
    lines += [f"| {name} | {_cell(str(value))} |" for name, value in facts.items() if value]
    for heading, key in (
        ("What it looks at", "looks_at"),
        ("Why it matters", "why"),
        ("When it is silent", "not_when"),
        ("What to do next", "next_step"),
    ):
        if rule.get(key):
            lines += ["", f"## {heading}", "", rule[key]]
    if rule["reads"]:
        lines += ["", "## Answers it reads", "", *(f"- `{key}`" for key in rule["reads"])]
    lines += _example(rule["example"]) + _numbers(rule["thresholds"])
    return "\n".join([*lines, "", "[All rules](README.md)", ""])


def _example(example: Mapping[str, Any]) -> list[str]:
    if not example["raises"]:
        return []
    lines = ["", "## Example", "", "These answers raise it:", "", "```text", *example["raises"], "```"]
    if example["message"]:
        lines += ["", f"> **{example['severity'].capitalize()}.** {example['message']}"]
    if example["clears"]:
        lines += ["", "These do not:", "", "```text", *example["clears"], "```"]
    return lines


def _numbers(thresholds: list[Mapping[str, Any]]) -> list[str]:
    if not thresholds:
        return []
    lines = [
        "",
        "## Numbers it decides with",
        "",
        "From the built-in calibration; a file of your own can change them.",
        "",
    ]
    numbers = [entry for entry in thresholds if "value" in entry]
    bands = [entry for entry in thresholds if "value" not in entry]
    if numbers:
        lines += ["| Number | Value | Basis | Source |", "| --- | --- | --- | --- |"]
        lines += [
            f"| `{entry['id']}` | {entry['value']:,g} {entry['unit']} | {entry['basis']} | {_cell(entry['source'])} |"
            for entry in numbers
        ]
    if bands:
        lines += ["", "| First-year value | Comfortable | Outside below | Outside above |", "| --- | --- | --- | --- |"]
        lines += [_band(entry) for entry in bands]
    return lines


def _band(entry: Mapping[str, Any]) -> str:
    below, low, high, above = (
        "no border" if entry[name] is None else f"{entry[name]:,.0f}"
        for name in ("outside_below", "comfort_from", "comfort_to", "outside_above")
    )
    return f"| `{entry['id']}`, {entry['unit']} | {low} to {high} | {below} | {above} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
