"""What to come back to, most pressing first."""

from gtm_tui.interview import Interview


def test_loose_ends_are_ordered_and_lead_to_their_page() -> None:
    interview = Interview()
    interview.type("company.arr", "lots")
    interview.dont_know("company.gtm_headcount")
    ends = interview.loose_ends()
    assert ends[0].key == "company.arr"
    assert ends[0].kind == "invalid"
    assert [e.kind for e in ends].index("dont_know") > [e.kind for e in ends].index("required")
    assert ends[0].page.id == "company"
