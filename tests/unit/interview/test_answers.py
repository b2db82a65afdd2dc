"""Typing, accountable people, and changes told as records."""

from gtm_tui.interview import Interview
from gtm_tui.model import Session
from gtm_tui.questions import QUESTIONS
from gtm_tui.store.changes import apply_changes, changes_between


def test_typing_keeps_an_invalid_text_and_never_blocks_next() -> None:
    interview = Interview()
    error = interview.type("company.arr", "lots")
    assert error is not None
    assert "number" in error.expected
    assert interview.session.invalid["company.arr"] == "lots"
    assert interview.next() is not None
    assert interview.type("company.arr", "7.5m") is None
    assert interview.session.get("company.arr") == 7_500_000
    assert not interview.session.invalid


def test_one_key_sets_and_clears_an_owner() -> None:
    interview = Interview()
    interview.toggle_owner("roadmap", "PM lead")
    interview.toggle_owner("roadmap", "VP Sales")
    interview.scope_owner("roadmap", "VP Sales", "payers")
    assert interview.session.get("accountable.roadmap") == (("PM lead", "all"), ("VP Sales", "payers"))
    interview.toggle_owner("roadmap", "PM lead")
    interview.toggle_owner("roadmap", "VP Sales")
    assert interview.session.state("accountable.roadmap") == "open"


def test_every_change_can_be_told_as_records_and_replayed() -> None:
    interview = Interview()
    replayed = [Session()]
    interview.on_change.append(
        lambda before, after: replayed.append(apply_changes(replayed[-1], changes_between(before, after)))
    )
    segment = interview.add_segment("Finance teams")
    interview.type(f"segments.{segment}.first_year_acv", "lots")
    interview.type("groups.sales.people", "VP Sales, Ana")
    interview.toggle_owner("roadmap", "Ana")
    interview.dont_know("company.arr")
    interview.not_applicable("company.gtm_headcount", "We are a guild.")
    interview.note("company.arr", "ask finance")
    interview.undo()
    interview.remove_segment(segment)
    assert replayed[-1] == interview.session


def test_every_answer_can_be_typed_as_it_is_shown() -> None:
    for question in QUESTIONS:
        for option in question.options:
            assert question.parse(
                question.show(question.check(option.value if question.kind == "choice" else [option.value]))
            )
        if question.kind == "choices":
            everything = question.check(question.values)
            assert question.parse(question.show(everything)) == everything
