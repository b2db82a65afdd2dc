"""`gtm-tui explain CODE`: what a rule looks at, why it matters, which numbers it uses, and an example either way."""

from __future__ import annotations

import argparse

from gtm_tui.cli.arguments import add_format, add_model, calibration_of, rules_asked_for
from gtm_tui.cli.commands.rules import rule_json
from gtm_tui.cli.errors import CommandError
from gtm_tui.cli.output import put, put_json, wrapped
from gtm_tui.model.vocabulary import BASIS
from gtm_tui.text.plural import unit_for
from gtm_tui.text.sanitise import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from gtm_tui.calibration import Calibration
    from gtm_tui.rules import Finding
    from gtm_tui.rules.ruleset import Rule, RuleSet


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "explain",
        help="explain one rule: what it looks at, why, and its source",
        description="Explain what a rule looks at, why it matters, when it does not apply, and which numbers it uses.",
    )
    parser.add_argument("code", metavar="CODE", help="code or name of a rule, such as ROM-01; case does not matter")
    add_format(parser)
    add_model(parser)


def run(args: argparse.Namespace) -> int:
    """Print what is known about one rule."""
    rule_set = rules_asked_for(args)
    calibration = calibration_of(args)
    explained = _gap(args.code) or explanation(find_rule(args.code, rule_set), rule_set, calibration)
    if args.format == "json":
        put_json(explained)
    else:
        put("\n".join(_text(explained)))
    return 0


def _gap(asked: str) -> Mapping[str, Any] | None:
    if asked.strip()[:5].upper() not in ("PER-6", "PER_6"):
        return None
    from gtm_tui.cli.perception_gap_texts import explained_gap

    return explained_gap(asked)


def find_rule(asked: str, rule_set: RuleSet) -> Rule:
    """The rule of this code, name or finding (`CODE/subject`); raises CommandError naming the nearest ones."""
    wanted = asked.strip().partition("/")[0].upper().replace("_", "-")
    family, _, number = wanted.rpartition("-")
    spelled = (wanted, f"{family}-{number.zfill(2)}")
    for rule in rule_set.rules.values():
        if rule.code in spelled or rule.name.upper() == wanted:
            return rule
    from difflib import get_close_matches

    codes = {name: rule.code for rule in rule_set.rules.values() for name in (rule.code, rule.name.upper())}
    near = dict.fromkeys(codes[name] for name in get_close_matches(wanted, codes, n=3, cutoff=0.5))
    hint = f"did you mean {' or '.join(near)}?" if near else "`gtm-tui rules` lists them all"
    raise CommandError(f"there is no rule {shown(asked)[:60]}; {hint}")


def explanation(rule: Rule, rule_set: RuleSet, calibration: Calibration) -> dict[str, Any]:
    """Everything about one rule as data, its thresholds as they are in this calibration."""
    raises, clears = examples_of(rule.code)
    findings = _findings(rule, raises, rule_set, calibration)
    in_small_company = _findings(rule, {"company.arr": 0, **raises} if raises else {}, rule_set, calibration)
    limits = {limit: None for finding in (*findings, *in_small_company) for limit in finding.limits}
    first = next(iter(findings), None)
    return {
        "model_version": rule_set.version,
        "calibration": calibration.name,
        **rule_json(rule),
        "thresholds": thresholds(limits, calibration),
        "example": {
            "raises": _lines(raises),
            "severity": first.severity if first else None,
            "message": first.message if first else None,
            "clears": _lines(clears),
        },
    }


def examples_of(code: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Answers that raise a rule and answers that clear it; empty where a rule has none."""
    from gtm_tui.rules.examples import EXAMPLES

    return EXAMPLES.get(code, ({}, {}))


def thresholds(limits: Mapping[str, None], calibration: Calibration) -> list[dict[str, Any]]:
    """The numbers a rule decides with: those its example used and the others of the same family."""
    families = {limit.partition(".")[0] for limit in limits}
    found: list[dict[str, Any]] = [
        {"id": name, "value": number.value, "unit": number.unit, "basis": number.basis, "source": number.source}
        for name, number in calibration.numbers.items()
        if name.partition(".")[0] in families
    ]
    if "bands" in families:
        found += [
            {
                "id": f"bands.{motion}",
                "outside_below": band.outside_below,
                "comfort_from": band.comfort_from,
                "comfort_to": band.comfort_to,
                "outside_above": band.outside_above,
                "unit": "USD",
                "source": band.source,
            }
            for motion, band in calibration.bands.items()
        ]
    return found


def _findings(
    rule: Rule, answers: Mapping[str, Any], rule_set: RuleSet, calibration: Calibration
) -> tuple[Finding, ...]:
    if not answers:
        return ()
    from gtm_tui.model.session import Session
    from gtm_tui.rules import assess

    session = Session().with_answers(dict(answers))
    assessment = assess(session, calibration, model=rule_set.version)
    return tuple(f for f in (*assessment.findings, *assessment.before_you_start) if f.code == rule.code)


def _lines(answers: Mapping[str, Any]) -> list[str]:
    from gtm_tui.rules.finding import evidence_line

    return [evidence_line(key, value) for key, value in answers.items()]


def _text(explained: Mapping[str, Any]) -> list[str]:
    blocks = [
        f"{explained['code']}  {explained['title']}",
        f"{'':<{len(explained['code'])}}  ({explained['name']})\n",
        _entry("Looks at", explained["looks_at"]),
        _entry("Why", explained["why"]),
        _entry("Not when", explained["not_when"]),
        _entry("Source", explained["source"]),
        _entry("Basis", f"{explained['basis']}: {BASIS[explained['basis']].means}"),
    ]
    if explained["reads"]:
        blocks.append("Reads      " + "\n           ".join(explained["reads"]))
    if explained["thresholds"]:
        blocks.append(f"\nThresholds, calibration {explained['calibration']}")
        blocks += [_threshold(entry) for entry in explained["thresholds"]]
    example = explained["example"]
    if example["raises"]:
        blocks += ["\nRaised by", *(f"  {line}" for line in example["raises"])]
        if example["message"]:
            blocks.append(wrapped(example["message"], "     ", first=f"  -> {example['severity']}: "))
    if example["clears"]:
        blocks += ["Cleared by", *(f"  {line}" for line in example["clears"])]
    return blocks


def _entry(label: str, text: str) -> str:
    return wrapped(text, " " * 11, first=f"{label:<11}")


def _threshold(entry: Mapping[str, Any]) -> str:
    if "value" in entry:
        unit = unit_for(entry["value"], entry["unit"])
        return wrapped(entry["source"], " " * 6, first=f"  {entry['id']} = {entry['value']:,g} {unit}\n      ")
    borders = {name: f"{entry[name]:,.0f}" if entry[name] is not None else "no border" for name in _BORDERS}
    comfort = f"comfort {borders['comfort_from']} to {borders['comfort_to']}"
    outside = f"outside below {borders['outside_below']}, above {borders['outside_above']}"
    return wrapped(entry["source"], " " * 6, first=f"  {entry['id']}: {comfort}; {outside} ({entry['unit']})\n      ")


_BORDERS = ("outside_below", "comfort_from", "comfort_to", "outside_above")
