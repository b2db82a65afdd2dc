"""The GTM grid and the accountability matrix as data."""

from gtm_tui.report.grid import aligned, grid
from gtm_tui.report.matrix import matrix
from gtm_tui.rules import assess
from tests.support.report_cases import ALIGNED, HARBOR, SHIFTED, TODAY


def columns(session):
    """Which positions each row of the first segment fills."""
    return {row.name: set(row.columns) for row in grid(assess(session, today=TODAY))[0].rows}


def test_the_mismatch_of_the_gtm_model_is_a_zig_zag():
    assert columns(HARBOR) == {"Marketing": {1, 2}, "Sales": {3}, "Success": {2}, "Money": {3}}
    segment = grid(assess(HARBOR, today=TODAY))[0]
    assert segment.shape == "mismatch"
    assert segment.headline == "18,000 USD x 90 a year"
    assert "ROM-01" in [finding.code for finding in segment.findings]


def test_prospecting_and_inbound_share_a_column():
    session = HARBOR.with_answer("segments.finance-teams.marketing_motions", ("inbound", "prospecting"))
    row = grid(assess(session, today=TODAY))[0].rows[0]
    assert [[cell.label for cell in cells] for cells in row.positions] == [
        ["Inbound"],
        ["Inbound", "Prospecting"],
        ["Prospecting"],
        [],
        [],
    ]
    assert row.height == 2


def test_one_straight_column_is_aligned():
    assessment = assess(ALIGNED, today=TODAY)
    assert grid(assessment)[0].shape == "aligned"
    assert aligned(assessment) == (1, 1)


def test_the_money_row_stands_at_the_effective_value():
    segment = grid(assess(SHIFTED, today=TODAY))[0]
    money = segment.rows[3]
    assert set(money.columns) == {4}
    assert money.positions[3][0].label == "120,000"
    assert "12,000" in segment.remark
    assert "3 years" in segment.remark


def test_a_product_led_segment_without_marketing_is_carried_by_the_product():
    session = ALIGNED.with_answers(
        {"segments.offices.sales_motion": "product_led", "segments.offices.marketing_motions": ()}
    )
    assert grid(assess(session, today=TODAY))[0].rows[0].positions[0][0].label == "the product"


def test_a_motion_that_serves_another_segment_is_left_out():
    session = ALIGNED.with_answer("segments.offices.marketing_motions", ("prospecting", "targeting")).with_answer(
        "segments.offices.marketing_for_other_segments", ("targeting",)
    )
    assert columns(session)["Marketing"] == {2, 3}


def test_what_is_not_answered_says_so_and_is_not_aligned():
    session = ALIGNED.without_answer("segments.offices.sales_motion").without_answer("segments.offices.first_year_acv")
    segment = grid(assess(session, today=TODAY))[0]
    assert segment.rows[1].note == "not answered"
    assert segment.rows[3].note == "first-year value not given"
    assert segment.shape == "incomplete"


def test_another_currency_is_placed_by_its_factor():
    session = ALIGNED.with_answer("session.currency", "EUR").with_answer("segments.offices.first_year_acv", 9_500)
    assert grid(assess(session, today=TODAY))[0].rows[3].note.startswith("needs the US dollars")
    session = session.with_answer("session.usd_per_unit", 1.1)
    assert columns(session)["Money"] == {3}


def states(session):
    """State and marks of every deliverable."""
    table = matrix(assess(session, today=TODAY))
    return {line.deliverable: (line.state, [place.mark for place in line.places]) for line in table.lines}


def test_owners_stand_under_their_group():
    table = matrix(assess(HARBOR, today=TODAY))
    assert [column.short for column in table.columns] == ["Inbound", "Outbound", "Marcom", "Sales", "Success"]
    assert table.columns[0].people_words == "PM lead"
    assert states(HARBOR)["roadmap"] == ("one", ["[A]", ".", ".", ".", "."])
    assert table.with_one_owner == 6


def test_gaps_doubles_splits_and_misplacements_are_marked():
    session = HARBOR.with_answers(
        {
            "accountable.roadmap": (("VP Sales", "all"),),
            "accountable.gtm_plan": (("PMM lead", "all"), ("vp  sales", "all")),
            "accountable.marketing_assets": (),
            "accountable.individual_deals": (("VP Sales", "payers"), ("A stranger", "providers")),
        }
    )
    found = states(session)
    assert found["roadmap"] == ("one", ["( )", ".", ".", ">[A]", ".", "."])
    assert found["gtm_plan"] == ("double", [".", "[A]", ".", "[A]", ".", "."])
    assert found["marketing_assets"] == ("gap", [".", ".", "( )", ".", ".", "."])
    assert found["individual_deals"] == ("split", [".", ".", ".", "[A]", ".", "[A]"])
    assert matrix(assess(session, today=TODAY)).columns[-1].label == "Others"
    assert states(session.without_answer("accountable.roadmap"))["roadmap"][0] == "open"


def test_findings_stand_beside_the_result_they_are_about():
    session = HARBOR.with_answers({"accountable.renewal_and_growth": (), "accountable.roadmap": (("VP Sales", "all"),)})
    table = matrix(assess(session, today=TODAY))
    codes = {line.deliverable: [f.code for f in line.findings] for line in table.lines if line.findings}
    assert codes == {"roadmap": ["TEAM-04"], "renewal_and_growth": ["TEAM-13"]}


def test_an_owner_of_several_groups_stands_where_the_result_belongs():
    session = ALIGNED.with_answers(
        {
            "groups.inbound_marketing.people": ("Founder",),
            "groups.outbound_marketing.people": ("Founder",),
            "accountable.gtm_plan": (("Founder", "all"),),
        }
    )
    assert states(session)["gtm_plan"] == ("one", [".", "[A]", ".", ".", "."])
