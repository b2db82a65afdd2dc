"""The map of segments: places, zones, labels that never collide, plain characters."""

from hypothesis import given, settings
from hypothesis import strategies as st

from gtm_tui.report.map import legend, plot, plot_text
from gtm_tui.report.map_layout import layout
from gtm_tui.rules import assess
from gtm_tui.text.cells import width
from tests.support.report_cases import HARBOR, SHIFTED, TODAY, crowd, segment


def labels_and_marks(map_):
    """Every cell used by labels and, apart, by marks."""
    labels = [{(p.label.column + i, p.label.row) for i in range(width(p.label.text))} for p in map_.points if p.label]
    return labels, {(round(p.column), round(p.row)) for p in map_.points}


def test_a_segment_stands_inside_the_comfort_zone_of_its_money():
    map_ = layout(assess(HARBOR, today=TODAY), 76, 20)
    point = map_.points[0]
    zone = next(z for z in map_.zones if z.motion == "two_stage")
    assert zone.left <= point.column <= zone.right
    assert point.fit == "comfort"
    assert point.effective is None


def test_more_money_is_further_right_and_more_deals_further_up():
    small, large = (assess(crowd(1, value, deals), today=TODAY) for value, deals in ((2_000, 900), (90_000, 9)))
    a, b = layout(small, 76, 20).points[0], layout(large, 76, 20).points[0]
    assert a.column < b.column
    assert a.row < b.row


def test_land_and_expand_shows_the_effective_value_as_a_second_mark():
    assessment = assess(SHIFTED, today=TODAY)
    point = layout(assessment, 76, 20).points[0]
    assert point.effective is not None
    assert point.effective > point.column
    text = "\n".join(plot_text(assessment, 76, 20))
    assert "1......" in text
    assert ".>" in text


def test_an_old_place_is_kept_in_sight_in_a_what_if():
    before = assess(crowd(1), today=TODAY)
    after = assess(crowd(1, value=90_000), today=TODAY)
    runs = [run for line in plot(after, 76, 20, before=before) for run in line]
    assert ("○", "old") in runs
    assert not any(style == "old" for line in plot(after, 76, 20, before=after) for _, style in line)


def test_eight_segments_in_one_place_keep_their_labels_apart():
    map_ = layout(assess(crowd(8), today=TODAY), 76, 20)
    labels, marks = labels_and_marks(map_)
    assert len(labels) == 8
    assert sum(len(cells) for cells in labels) == len(set().union(*labels))
    assert not set().union(*labels) & marks


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 1e12), st.integers(0, 10**9), st.text("ab 漢é🙂", min_size=1, max_size=30)),
        min_size=1,
        max_size=8,
    ),
    st.integers(1, 130),
    st.integers(1, 45),
    st.booleans(),
)
def test_any_segments_on_any_size_fill_exactly_the_rows_and_never_collide(rows, columns, height, ascii_only):
    session = crowd(len(rows))
    for name, (value, deals, text) in zip(session.segments, rows, strict=True):
        session = session.with_answers(
            {
                f"segments.{name}.first_year_acv": value,
                f"segments.{name}.deals_per_year": deals,
                f"segments.{name}.name": f"x{text}",
            }
        )
    assessment = assess(session, today=TODAY)
    drawn = plot(assessment, columns, height, ascii_only=ascii_only)
    assert len(drawn) == height
    assert {sum(width(text) for text, _ in line) for line in drawn} == {columns}
    labels, marks = labels_and_marks(layout(assessment, columns, height))
    used = set().union(*labels) if labels else set()
    assert sum(len(cells) for cells in labels) == len(used)
    assert not used & marks


def test_plain_characters_only_when_asked():
    text = "\n".join(plot_text(assess(HARBOR, today=TODAY), 76, 18))
    assert text.isascii()
    assert max(len(line) for line in text.splitlines()) <= 76
    assert "2-stage" in text


def test_a_segment_without_numbers_is_named_in_the_legend_only():
    session = HARBOR.with_answers(segment("New one"))
    assessment = assess(session, today=TODAY)
    assert layout(assessment, 76, 18).missing == ("new-one",)
    assert legend(assessment)[1] == "2 New one: value and deals not given"


def test_another_currency_without_a_factor_has_no_zones():
    session = HARBOR.with_answer("session.currency", "EUR")
    assert layout(assess(session, today=TODAY), 76, 18).zones == ()
    with_factor = session.with_answer("session.usd_per_unit", 1.1)
    assert len(layout(assess(with_factor, today=TODAY), 76, 18).zones) == 5
