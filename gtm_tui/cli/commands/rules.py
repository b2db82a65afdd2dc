"""`gtm-tui rules`: every rule in a line, or as data."""

from __future__ import annotations

import argparse

from gtm_tui.cli.arguments import add_format, add_model, rules_asked_for
from gtm_tui.cli.output import put, put_json
from gtm_tui.text.plural import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from gtm_tui.rules.ruleset import Rule


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "rules", help="list all rules", description="List all rules: code, title, basis and source."
    )
    parser.add_argument(
        "--numbers", action="store_true", help="print the built-in calibration instead, a file to copy and change"
    )
    add_format(parser)
    add_model(parser)


def run(args: argparse.Namespace) -> int:
    """Print the rules of one model version."""
    if args.numbers:
        put(_numbers().rstrip("\n"))
        return 0
    rule_set = rules_asked_for(args)
    rules = rule_set.rules.values()
    if args.format == "json":
        put_json({"model_version": rule_set.version, "rules": [rule_json(rule) for rule in rules]})
        return 0
    wide = max((len(rule.title) for rule in rules), default=0)
    for rule in rules:
        put(f"{rule.code:<8} {rule.title:<{wide}}  {rule.basis:<8} {rule.source}")
    put(f"\n{counted(len(rules), 'rule')}, model {rule_set.version}. `gtm-tui explain CODE` says more about one.")
    return 0


def _numbers() -> str:
    """The built-in calibration file, with its comments."""
    import os

    import gtm_tui.calibration

    folder = os.path.dirname(gtm_tui.calibration.__file__)
    with open(os.path.join(folder, "default.toml"), encoding="utf-8") as file:
        return file.read()


def rule_json(rule: Rule) -> dict[str, Any]:
    """What a rule says about itself, as data."""
    return {
        "code": rule.code,
        "name": rule.name,
        "title": rule.title,
        "area": rule.area,
        "scope": rule.scope,
        "basis": rule.basis,
        "origin": rule.origin,
        "source": rule.source,
        "looks_at": rule.looks_at,
        "why": rule.why,
        "not_when": rule.not_when,
        "reads": list(rule.reads),
        "since": rule.since,
    }
