"""What model 1.0 says about the sessions kept under tests/data/model-1.0, as data.

`python -m tests.support.frozen_model` writes the results anew from the code at hand: they are those of release 1.0.0
with the corrections the model allows, so a difference is to be read line by line before it is kept. `--sessions` draws
the random sessions anew too, which is only for a release that changes what can be asked.
"""

import json
import random
import sys
from datetime import date
from pathlib import Path
from typing import Any

from gtm_tui.model.session import Session
from gtm_tui.questions import QUESTIONS, Kind, Question
from gtm_tui.rules import Finding, assess, rules_of
from gtm_tui.store.session_codec.decode import decode_document

DATA = Path(__file__).parents[1] / "data" / "model-1.0"
TODAY = date(2026, 11, 22)
_PEOPLE = ("Ana", "Bo", "Cy", "Dee Mora", "dee  mora")
_AMOUNTS: dict[str, tuple[float, ...]] = {
    "company.arr": (0, 900_000, 4_545_454, 4_999_999.99, 5_000_000, 20_000_000),
    "first_year_acv": (333.33, 480, 1_001, 6_000, 9_999, 12_500, 24_999.99, 50_000, 80_000.5, 260_000, 1_000_001),
    "lifetime_value": (900, 4_000, 36_000.75, 72_000, 360_000, 4_000_000),
    "rep_on_target_earnings": (0, 70_000, 120_000, 210_000.5),
    "acquisition_cost_per_year": (0, 0.1, 90_000, 300_000, 1_700_000),
    "budget": (0, 0.1, 0.2, 0.7, 18_000, 82_000.25, 400_000),
}
_COUNTS: dict[str, tuple[int, ...]] = {
    "deals_per_year": (0, 1, 8, 13, 60, 90, 420, 1_400),
    "closing_reps": (0, 1, 2, 4, 9),
    "sales_cycle_days": (0, 40, 60, 61, 121, 180, 300, 541),
    "accounts_per_rep": (4, 19, 20, 50, 51, 501),
    "accounts_per_csm": (12, 49, 50, 51, 151),
    "months_expected": (0, 5, 6, 11, 12, 18),
    "net_revenue_retention": (80, 100, 101, 140),
}


def documents() -> dict[str, dict[str, Any]]:
    """The kept sessions by name, as documents of the format they were written in."""
    kept: dict[str, dict[str, Any]] = json.loads((DATA / "sessions.json").read_text("utf-8"))
    return kept


def session_from(document: dict[str, Any]) -> Session:
    """A kept document as a session of today's format."""
    return decode_document(json.loads(json.dumps(document)))


def results_of(session: Session) -> dict[str, Any]:
    """Everything model 1.0 says about one session; the evidence as keys, since the values are the session's own."""
    assessment = assess(session, today=TODAY, model="1.0")
    return {
        "findings": [_finding(f) for f in (*assessment.findings, *assessment.before_you_start)],
        "strengths": [f"{s.id}/{s.subject}: {s.message}" for s in assessment.strengths],
        "remarks": [": ".join(remark) for remark in assessment.remarks],
        "not_assessed": sorted(_run(run.code, run.subject) for run in assessment.not_assessed),
    }


def _run(code: str, subject: str) -> str:
    return f"{code}/{subject}" if subject else code


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "subject": finding.subject,
        "severity": finding.severity,
        "basis": finding.basis,
        "title": finding.title,
        "message": finding.message,
        "evidence": [key for key, _ in finding.evidence],
        "planned": finding.planned,
    }


def results_text(results: dict[str, Any]) -> str:
    """The results of all sessions with one finding a line, so that a difference reads as one."""
    blocks = [f'"codes": {json.dumps(results["codes"])}']
    for name, result in results.items():
        if name == "codes":
            continue
        lists = (f'  "{part}": [{_lines(result[part])}]' for part in result)
        blocks.append(f'"{name}": {{\n' + ",\n".join(lists) + "\n}")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _lines(entries: list[Any]) -> str:
    return "".join(f"\n    {json.dumps(entry, ensure_ascii=False)}," for entry in entries).rstrip(",")


def random_documents(number: int) -> dict[str, dict[str, Any]]:
    """Random sessions of the questions at hand, the same in every run."""
    chance = random.Random(10)
    return {f"random-{n:03}": _random_document(chance) for n in range(number)}


def _random_document(chance: random.Random) -> dict[str, Any]:
    share = chance.choice((0.45, 0.8, 0.95))
    document: dict[str, Any] = {"format": 1, "dont_know": []}
    ids = {
        "segments": [f"s{n}" for n in range(chance.choice((0, 1, 1, 2, 2, 3)))],
        "budget": [f"line{n}" for n in range(chance.choice((0, 2, 4)))],
    }
    currency = chance.choice(("", "USD", "USD", "EUR", "CHF"))
    if currency:
        document["session"] = {"currency": currency}
    if currency == "EUR":
        document["session"]["usd_per_unit"] = 1.1
    for question in QUESTIONS:
        if question.kind == Kind.DATETIME or question.key.split(".")[0] in ("session", "model"):
            continue
        for identity in ids.get(question.collection, [""]):
            key = question.key_for(identity)
            if chance.random() < share:
                _put(document, key, _random_answer(chance, question, ids["segments"]))
            elif chance.random() < 0.2:
                document["dont_know"].append(key)
    return document


def _random_answer(chance: random.Random, question: Question, segments: list[str]) -> Any:
    field = question.key.rpartition(".")[2]
    match question.kind:
        case Kind.YES_NO:
            return chance.random() < 0.5
        case Kind.CHOICE:
            return chance.choice(question.values)
        case Kind.CHOICES:
            return chance.sample(question.values, chance.randint(0, min(3, len(question.values))))
        case Kind.PEOPLE:
            return chance.sample(_PEOPLE, chance.choice((0, 1, 1, 1, 2)))
        case Kind.OWNERS:
            owners = chance.sample(_PEOPLE, chance.choice((0, 1, 1, 2)))
            return {owner: chance.choice(("all", "all", "payers", "DACH")) for owner in owners}
        case Kind.SEGMENTS:
            return chance.sample(segments, chance.randint(0, min(1, len(segments))))
        case Kind.NAME | Kind.TEXT:
            return chance.choice(("One", "Two", "Three"))
        case Kind.MONEY:
            return chance.choice(_AMOUNTS.get(question.key) or _AMOUNTS.get(field) or _AMOUNTS["budget"])
        case Kind.COUNT | Kind.PERCENT if field in _COUNTS:
            return chance.choice(_COUNTS[field])
        case Kind.PERCENT:
            return chance.choice((0, 5, 10, 20, 21, 41, 50, 51, 60, 80, 95))
        case _:
            return chance.choice((1, 2, 3, 6, 15, 16, 40))


def _put(document: dict[str, Any], key: str, value: Any) -> None:
    *tables, name = key.split(".")
    for table in tables:
        document = document.setdefault(table, {})
    document[name] = value


def all_results() -> dict[str, Any]:
    """The codes of model 1.0 and the results of every kept session."""
    sessions = {name: session_from(document) for name, document in documents().items()}
    return {"codes": list(rules_of("1.0").rules), **{name: results_of(session) for name, session in sessions.items()}}


def main(arguments: list[str]) -> None:
    """Write the results, and the random sessions too where asked."""
    if "--sessions" in arguments:
        kept = {name: document for name, document in documents().items() if not name.startswith("random-")}
        lines = [f"{json.dumps(n)}: {json.dumps(d)}" for n, d in {**kept, **random_documents(200)}.items()]
        (DATA / "sessions.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    (DATA / "results.json").write_text(results_text(all_results()), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
