"""The session file: round trip, stable order, one line per changed answer, nothing lost."""

import tomllib
from datetime import UTC, date, datetime

from gtm_tui.interview import Interview
from gtm_tui.model import Decision, Scenario, Session
from gtm_tui.rules import assess
from gtm_tui.store.codec import decode, encode, results_of


def harbor() -> Session:
    interview = Interview()
    interview.type("session.name", "Harbor Ledger, autumn")
    segment = interview.add_segment("Finance teams")
    for name, text in {"first_year_acv": "18k", "deals_per_year": "90", "sales_motion": "two_stage"}.items():
        interview.type(f"segments.{segment}.{name}", text)
    interview.answer(f"segments.{segment}.marketing_motions", ["inbound"])
    interview.answer("accountable.roadmap", {"PM lead": "all"})
    interview.answer("accountable.renewal_and_growth", {})
    interview.type("company.gtm_headcount", "many")
    interview.dont_know("company.arr")
    interview.note("company.arr", "Ask [bold]finance[/].")
    session = interview.session.with_decision(
        "ROM-01/finance-teams", Decision("accepted", reason="r", by="Dana", on=date(2026, 11, 22), seen=("a = b",))
    )
    return session.with_scenario(
        "p", Scenario("P", {f"segments.{segment}.marketing_motions": ("inbound", "prospecting")})
    )


def test_what_is_written_is_read_back_equal() -> None:
    session = harbor()
    results = results_of(assess(session, today=date(2026, 11, 22)), datetime(2026, 11, 22, 9, 41, tzinfo=UTC))
    data = encode(session, results)
    decoded = decode(tomllib.loads(data.decode()))
    assert decoded.session == session
    assert decoded.stored_results["warnings"][0]["code"]
    assert encode(decoded.session, decoded.stored_results) == data
    assert [m.key for m in decoded.misfits] == ["company.gtm_headcount"]


def test_one_changed_answer_changes_one_line() -> None:
    session = harbor()
    before = encode(session).decode().splitlines()
    after = encode(session.with_answer("segments.finance-teams.deals_per_year", 91)).decode().splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [("deals_per_year = 90", "deals_per_year = 91")]


def test_the_order_of_answering_leaves_no_trace() -> None:
    one = Session().with_answer("company.name", "H").with_answer("session.name", "R")
    other = Session().with_answer("session.name", "R").with_answer("company.name", "H")
    assert encode(one) == encode(other)


def test_unknown_keys_and_wrong_values_are_kept_and_told() -> None:
    text = """
format = 1
[company]
name = "H"
nmae = "typo"
arr = "lots"
recurring_revenue = 1
[later.thing]
x = [1, 2]
[segments.smb]
name = "SMB"
colour = "blue"
[decisions."ROM-01/smb"]
status = "maybe"
[sources]
"company.arr" = "moon"
"""
    decoded = decode(tomllib.loads(text))
    assert decoded.session.answers == {"company.name": "H", "segments.smb.name": "SMB"}
    assert decoded.session.invalid == {"company.arr": "lots", "company.recurring_revenue": 1}
    told = {m.key: m for m in decoded.misfits}
    assert told["company.nmae"].nearest == "company.name"
    assert told["company.arr"].found == '"lots"'
    assert "status" in told["decisions.ROM-01/smb"].expected
    again = tomllib.loads(encode(decoded.session).decode())
    assert again == tomllib.loads(text)


def test_a_segment_without_answers_keeps_its_place() -> None:
    decoded = decode({"format": 1, "segments": {"a": {}, "b": {"name": "B"}}})
    assert decoded.session.segments == ("a", "b")
    assert decode(tomllib.loads(encode(decoded.session).decode())).session.segments == ("a", "b")
