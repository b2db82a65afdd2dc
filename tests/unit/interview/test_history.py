"""Undo and redo, and the finding that is news."""

from gtm_tui.interview import Interview
from gtm_tui.model import Session


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


def test_the_newest_finding_is_told_and_its_clearing_too() -> None:
    interview = Interview()
    segment = interview.add_segment("Finance teams")
    interview.answer(f"segments.{segment}.sales_motion", "two_stage")
    interview.answer(f"segments.{segment}.marketing_motions", ["inbound"])
    assert interview.newest is not None
    assert (interview.newest[0], interview.newest[1].code) == ("new", "ROM-01")
    interview.answer(f"segments.{segment}.marketing_motions", ["inbound", "prospecting"])
    assert (interview.newest[0], interview.newest[1].code) == ("cleared", "ROM-01")


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


def test_undone_segments_leave_their_page() -> None:
    interview = Interview()
    segment = interview.add_segment("Finance teams")
    interview.go(next(ref for ref in interview.pages() if ref.segment == segment))
    assert interview.undo()
    assert interview.page.id == "segments"
    assert interview.next() is not None
