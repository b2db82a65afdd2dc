"""The questionnaire as a state machine: pages, typing, undo, loose ends, the matrix."""

from gtm_tui.interview import Interview
from gtm_tui.model import Session
from gtm_tui.questions import QUESTIONS
from gtm_tui.store.changes import apply_changes, changes_between


def test_a_page_per_segment_appears_with_the_segment() -> None:
    interview = Interview()
    assert not any(ref.page.id == "motions" for ref in interview.pages())
    segment = interview.add_segment("Finance teams")
    assert [ref.id for ref in interview.pages() if ref.page.per_segment] == [
        f"motions/{segment}",
        f"charging/{segment}",
    ]
    interview.remove_segment(segment)
    assert interview.session == Session()


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


def test_typing_in_one_field_is_one_step_to_undo() -> None:
    interview = Interview()
    for text in ("1", "18", "18k"):
        interview.type("company.arr", text)
    interview.type("company.gtm_headcount", "4")
    assert interview.undo()
    assert interview.session.get("company.arr") == 18_000
    assert interview.undo()
    assert interview.session == Session()
    assert not interview.undo()
    assert interview.redo()
    assert interview.redo()
    assert interview.session.get("company.gtm_headcount") == 4


def test_a_conditional_question_stays_visible_while_it_holds_an_answer() -> None:
    interview = Interview()
    interview.answer("direction.move.planned", True)
    interview.answer("direction.move.months_expected", 9)
    interview.answer("direction.move.planned", False)
    page = interview.page_for("direction.move.planned")
    keys = [f.key for f in interview.fields(page)]
    assert "direction.move.months_expected" in keys
    assert "direction.move.target_tier" not in keys


def test_the_newest_finding_is_told_and_its_clearing_too() -> None:
    interview = Interview()
    segment = interview.add_segment("Finance teams")
    interview.answer(f"segments.{segment}.sales_motion", "two_stage")
    interview.answer(f"segments.{segment}.marketing_motions", ["inbound"])
    assert interview.newest is not None
    assert (interview.newest[0], interview.newest[1].code) == ("new", "ROM-01")
    interview.answer(f"segments.{segment}.marketing_motions", ["inbound", "prospecting"])
    assert (interview.newest[0], interview.newest[1].code) == ("cleared", "ROM-01")


def test_loose_ends_are_ordered_and_lead_to_their_page() -> None:
    interview = Interview()
    interview.type("company.arr", "lots")
    interview.dont_know("company.gtm_headcount")
    ends = interview.loose_ends()
    assert ends[0].key == "company.arr"
    assert ends[0].kind == "invalid"
    assert [e.kind for e in ends].index("dont_know") > [e.kind for e in ends].index("required")
    assert ends[0].page.id == "company"


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


def test_beginning_from_elsewhere_is_no_news_and_cannot_be_undone() -> None:
    told: list[tuple[Session, Session]] = []
    interview = Interview()
    interview.on_change.append(lambda before, after: told.append((before, after)))
    earlier = Session().with_answer("groups.sales.people", ())
    interview.begin(earlier)
    assert told == [(Session(), earlier)]
    assert interview.newest is None
    assert not interview.undo()
    interview.answer("groups.outbound_marketing.people", [])
    assert interview.newest is not None
    assert interview.newest[1].subject == "outbound_marketing"
