"""Pages and the questions on them follow from the answers."""

from gtm_tui.interview import Interview
from gtm_tui.model import Session


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


def test_a_conditional_question_stays_visible_while_it_holds_an_answer() -> None:
    interview = Interview()
    interview.answer("direction.move.planned", True)
    interview.answer("direction.move.months_expected", 9)
    interview.answer("direction.move.planned", False)
    page = interview.page_for("direction.move.planned")
    keys = [f.key for f in interview.fields(page)]
    assert "direction.move.months_expected" in keys
    assert "direction.move.target_tier" not in keys
