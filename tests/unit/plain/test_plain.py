"""The plain front end: prompts, commands, and an answers file, over the same interview as the wizard."""

from collections.abc import Iterable

import pytest

from gtm_tui.analysis.diff import carry_over
from gtm_tui.interview import Interview
from gtm_tui.model.session import Session
from gtm_tui.plain.ask import Asker, Stop
from gtm_tui.plain.fill import fill


def ask(lines: Iterable[str], interview: Interview | None = None) -> tuple[Interview, str]:
    """Answer the prompts with `lines`; returns the interview and everything that was said."""
    interview = interview or Interview()
    said: list[str] = []
    script = iter(lines)

    def read(prompt: str) -> str | None:
        said.append(prompt)
        return next(script, None)

    with pytest.raises(Stop) as stop:
        Asker(interview, read, said.append, lambda: "Saved.").run()
    assert stop.value.at_end
    return interview, "\n".join(said)


def test_questions_come_in_order_and_take_typed_answers() -> None:
    interview, said = ask(["Autumn review", "Dana Ortiz", "4", "", "Harbor Ledger", "y", "7.5m"])
    assert interview.session.answers == {
        "session.name": "Autumn review",
        "session.respondent": "Dana Ortiz",
        "session.respondent_group": "sales",
        "company.name": "Harbor Ledger",
        "company.recurring_revenue": True,
        "company.arr": 7_500_000,
    }
    assert "Page 1 of 14, Company" in said


def test_a_wrong_answer_is_kept_explained_and_asked_again() -> None:
    interview, said = ask(["go company", "Review", "", "banana", "4"])
    assert interview.session.get("session.respondent_group") == "sales"
    assert 'found "banana", expected a number from 1 to 7' in said


def test_back_dont_know_not_applicable_notes_and_undo() -> None:
    interview, _ = ask(["Review", "<", "Other", "u", "na We are a guild.", "note ask Bo", "z", "z"])
    session = interview.session
    assert session.get("session.name") == "Other"
    assert session.dont_know == {"session.respondent"}
    assert not session.not_applicable
    assert not session.notes


def test_a_backslash_makes_a_command_an_answer() -> None:
    interview, _ = ask(["\\q"])
    assert interview.session.get("session.name") == "q"


def test_segments_are_added_by_name_and_findings_told_as_they_appear() -> None:
    interview, said = ask(
        ["go segments", "Finance teams", "1", "2", "18k", "90", "n", "", "", "", "go motions", "3", "1", "2"]
    )
    session = interview.session
    assert session.segments == ("finance-teams",)
    assert session.get("segments.finance-teams.first_year_acv") == 18_000
    assert session.get("segments.finance-teams.marketing_motions") == ("inbound",)
    assert "New finding, high !! ROM-01" in said


def test_a_budget_preset_needs_only_the_amount() -> None:
    interview, _ = ask(["go together", "y", "n", "3", "120k"])
    session = interview.session
    assert session.get("budget.trade-shows.amount") == 120_000
    assert session.get("budget.trade-shows.payer") == "marketing"


def test_an_answers_file_gives_the_same_session_as_the_prompts() -> None:
    interview, _ = ask(["Review", "", "", "", "Harbor Ledger", "y", "7.5m"])
    filled = Interview()
    result = fill(
        filled,
        {
            "session": {"name": "Review"},
            "company": {"name": "Harbor Ledger", "recurring_revenue": "yes"},
            "company.arr": "7.5m",
        },
    )
    assert filled.session == interview.session
    assert not result.wrong
    assert ("segments", "At least one segment") in result.missing


def test_an_answers_file_is_one_step_of_the_interview() -> None:
    interview = Interview()
    told: list[Session] = []
    interview.on_change.append(lambda _, after: told.append(after))
    fill(interview, {"company": {"name": "Acme", "arr": "lots"}, "dont_know": ["company.gtm_headcount"]})
    assert told == [interview.session]
    assert interview.undo()
    assert interview.session == Session()
    assert not interview.undo()


def test_an_answers_file_may_hold_eight_segments() -> None:
    interview = Interview()
    result = fill(
        interview,
        {
            "segments": {f"s{number}": {"name": f"S{number}"} for number in range(10)},
            "dont_know": ["segments.s8.deals_per_year", "segments.s1.deals_per_year"],
        },
    )
    assert interview.session.segments == tuple(f"s{number}" for number in range(8))
    assert [(w.key, w.expected) for w in result.wrong[:2]] == [
        ("segments.s8.name", "at most 8 of segments"),
        ("segments.s9.name", "at most 8 of segments"),
    ]
    assert [w.found for w in result.wrong[2:]] == ['"segments.s8.deals_per_year"']


def test_an_answers_file_tells_what_is_wrong_and_keeps_it() -> None:
    interview = Interview()
    result = fill(
        interview, {"company": {"arr": "lots", "gtm_headcount": 2.5, "nmae": "x"}, "sources": {"company.arr": "moon"}}
    )
    assert [w.key for w in result.wrong] == [
        "company.arr",
        "company.gtm_headcount",
        "company.nmae",
        "sources.company.arr",
    ]
    assert "company.name" in result.wrong[2].expected
    assert interview.session.invalid == {"company.arr": "lots", "company.gtm_headcount": 2.5}


def test_an_answer_from_last_time_is_marked_and_ok_confirms_it() -> None:
    session = Session().with_answers({"session.name": "Review", "session.respondent": "Dana"})
    carried = carry_over(session, "then.toml")
    interview, said = ask(["", "ok", "ok"], Interview(carried))
    assert "now: Review (from last time, not confirmed)" in said
    assert "now: Dana (from last time, not confirmed)" in said
    assert interview.session.unconfirmed == {"session.name"}
    assert "Confirmed; 1 left to confirm." in said
    assert interview.session.invalid == {"session.respondent_group": "ok"}


def test_what_is_no_number_is_answered_with_spellings_that_work() -> None:
    _, said = ask(["Review", "", "", "", "Harbor Ledger", "y", "lots", "7.5m", "24", "nobody", "much"])
    assert said.count("of USD, such as 18k, 18,000 or 1.2m.") == 1
    assert "expected a whole percent between 0 and 100, such as 35, 35 % or 35 percent." in said


def test_a_number_is_echoed_and_the_other_reading_is_one_sign_away() -> None:
    interview, said = ask(["Review", "", "", "", "Harbor Ledger", "y", "7.500", "<", "7.500=", "24"])
    assert (
        "  = 7,500 USD   (7.500= is 7.50)" in said.replace("7.500)", "7.50)")
        or "  = 7,500 USD   (7.500= is 7.5)" in said
    )
    assert interview.session.get("company.arr") == 7.5
    assert interview.session.get("session.numbers") == "1,234.5"


def test_a_line_that_is_no_answer_never_replaces_one() -> None:
    interview, said = ask(["Review", "", "", "", "Harbor Ledger", "y", "7.5m", "<", "lots"])
    assert interview.session.get("company.arr") == 7_500_000
    assert "Not valid, the answer stays: found" in said


def test_the_usual_budget_lines_are_listed_once_and_on_request() -> None:
    _, said = ask(["go together", "", "", "1", "5k"])
    assert said.count("Buyer research (paid by marketing") == 1
    _, said = ask(["go together", "", "", "1", "5k", "?"])
    assert said.count("Buyer research (paid by marketing") == 2
