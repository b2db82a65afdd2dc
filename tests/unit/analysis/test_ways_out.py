"""Ways out really clear, say what else they bring, and prefer the model's own answer."""

import pytest
from hypothesis import HealthCheck, given, settings

from gtm_tui.analysis.segment_fix import blocking, segment_fix
from gtm_tui.analysis.ways_out import WayOut, all_ways_out, ways_out
from gtm_tui.model.session import Session
from gtm_tui.questions import question_for
from gtm_tui.rules import Assessment, assess
from gtm_tui.rules.finding import SEVERITY_RANK
from tests.support.companies import harbor, northgate, session_of, sessions

relaxed = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


def applied(assessment: Assessment, way: WayOut) -> Assessment:
    """The assessment after a way out was taken."""
    return assess(assessment.session.with_answers({c.key: c.new for c in way.changes}), today=assessment.today)


def findings(assessment: Assessment) -> dict[str, str]:
    found = (*assessment.findings, *assessment.before_you_start)
    return {f.identity: f.severity for f in found}


def ways_for(session: Session, identity: str) -> tuple[WayOut, ...]:
    assessment = assess(session)
    found = assessment.find(identity)
    assert found is not None, [f.identity for f in assessment.findings]
    return ways_out(assessment, found)


@relaxed
@given(sessions())
def test_every_way_out_clears_and_says_all_that_it_does(session: Session) -> None:
    assessment = assess(session)
    before = findings(assessment)
    for identity, ways in all_ways_out(assessment).items():
        for way in ways[:10]:
            after = findings(applied(assessment, way))
            assert identity not in after
            assert {f.identity for f in way.clears} == before.keys() - after.keys() - {identity}
            assert {f.identity for f in way.raises} == after.keys() - before.keys()
            changed = {name for name in after.keys() & before.keys() if after[name] != before[name]}
            assert {new.identity for _, new in (*way.worse, *way.milder)} == changed


@relaxed
@given(sessions())
def test_a_way_out_that_brings_something_as_severe_says_so(session: Session) -> None:
    assessment = assess(session)
    for identity, ways in all_ways_out(assessment).items():
        target = findings(assessment)[identity]
        for way in ways:
            arrived = (*way.raises, *(new for _, new in way.worse))
            as_severe = any(SEVERITY_RANK[f.severity] <= SEVERITY_RANK[target] for f in arrived)
            assert way.costly == as_severe
            assert ("as severe as" in way.sentence) == as_severe
            assert all(f.code in way.sentence and f"({f.severity})" in way.sentence for f in arrived)


@relaxed
@given(sessions())
def test_every_change_is_a_valid_answer_to_a_visible_question(session: Session) -> None:
    assessment = assess(session)
    for ways in all_ways_out(assessment).values():
        for way in ways:
            for change in way.changes:
                question = question_for(change.key)
                assert question is not None
                assert question.check(question.raw(change.new)) == change.new != change.old


@relaxed
@given(sessions())
def test_decisions_come_before_own_numbers_and_facts_and_costly_ways_after_others(session: Session) -> None:
    for ways in all_ways_out(assess(session)).values():
        far = [max(change.remoteness for change in way.changes) for way in ways]
        assert far == sorted(far)
        for remoteness in range(3):
            costs = [way.costly for way, at in zip(ways, far, strict=True) if at == remoteness]
            assert costs == sorted(costs)


def test_a_decision_comes_before_a_higher_price() -> None:
    segment = "segments.global-groups."
    session = Session().with_answers(
        {
            f"{segment}name": "Global groups",
            f"{segment}sales_motion": "named_accounts",
            f"{segment}first_year_acv": 80_000,
            f"{segment}deals_per_year": 3,
        }
    )
    ways = all_ways_out(assess(session))["ECO-01/global-groups"]
    natures = [[change.key.rpartition(".")[2] for change in way.changes] for way in ways]
    assert natures[0] == ["sales_motion"]
    assert natures.index(["first_year_acv"]) > natures.index(["sales_motion"])


@relaxed
@given(sessions())
def test_pairs_only_where_no_single_change_does_and_no_part_is_idle(session: Session) -> None:
    assessment = assess(session)
    for identity, ways in all_ways_out(assessment).items():
        if ways and len(ways[0].changes) == 2:
            for way in ways[:3]:
                for change in way.changes:
                    alone = assessment.session.with_answers({change.key: change.new})
                    after = findings(assess(alone))
                    moved = [name for name in after.keys() - findings(assessment).keys() if name[:7] == identity[:7]]
                    assert identity in after or moved


def test_an_answer_that_stands_can_be_changed_although_its_question_is_hidden_now() -> None:
    segment = {"sales_motion": "product_led", "sdr_work": "qualify_inbound", "sdr_reports_to": "sales"}
    session = Session().with_answers({f"segments.s0.{name}": value for name, value in segment.items()})
    ways = ways_for(session, "ROM-08/s0:reporting")
    assert all(len(way.changes) == 1 for way in ways)
    assert {change.key for way in ways for change in way.changes} >= {"segments.s0.sdr_reports_to"}


def test_harbor_should_add_prospecting_and_the_product_says_why_not_one_stage() -> None:
    ways = ways_for(harbor(), "ROM-01/finance-teams")
    assert ways[0].sentence == "add Prospecting (1:many): clears it, raises nothing"
    lighter = next(w for w in ways if w.changes[0].new == "one_stage")
    assert {(f.code, f.severity) for f in lighter.raises} == {
        ("ECO-04", "medium"),
        ("ECO-06", "medium"),
        ("ECO-02", "low"),
    }
    assert ways.index(lighter) > 0


@pytest.mark.parametrize("company", [harbor, northgate])
def test_every_finding_of_the_samples_has_a_way_out_that_brings_nothing_as_severe(company) -> None:  # type: ignore[no-untyped-def]
    assessment = assess(company())
    ways = all_ways_out(assessment)
    for found in assessment.findings:
        assert ways[found.identity], found.identity
    costly = {name for name, found in ways.items() if all(way.costly for way in found)}
    assert costly <= {"TEAM-05/CEO"}


def field_segment(acv: int) -> Session:
    return session_of(
        {
            "company.recurring_revenue": True,
            "segments.one.name": "One",
            "segments.one.first_year_acv": acv,
            "segments.one.deals_per_year": 20,
            "segments.one.sales_motion": "field",
            "segments.one.marketing_motions": ["account_based"],
            "segments.one.success_motion": "segment",
        }
    )


@pytest.mark.parametrize(("acv", "line"), [(12_000, 50_000), (25_000, 50_000), (2_000_001, 500_000)])
def test_the_value_offered_is_the_value_at_the_line(acv: int, line: int) -> None:
    code = "ECO-01/one" if acv < 50_000 else "ECO-02/one"
    ways = ways_for(field_segment(acv), code)
    assert [w.changes[0].new for w in ways if w.changes[0].key == "segments.one.first_year_acv"] == [line]


def test_two_groups_over_the_limit_need_a_pair_at_the_line() -> None:
    (way,) = ways_for(harbor(), "TEAM-06/outbound_marketing")
    assert {c.key.split(".")[1]: c.new for c in way.changes} == {
        "outbound_marketing": 20,
        "marketing_communications": 20,
    }


def test_three_groups_over_the_limit_are_cleared_together() -> None:
    session = harbor().with_answer("groups.inbound_marketing.time_on_single_deals", 40)
    ways = ways_for(session, "TEAM-06/outbound_marketing")
    assert ways
    assert [c.new for c in ways[0].changes] == [20, 20, 20]


def test_a_missing_group_gets_a_stand_in_that_is_marked_as_open() -> None:
    ways = ways_for(harbor().with_answer("groups.sales.people", ()), "TEAM-01/sales")
    assert {way.open for way in ways} == {True, False}
    assert all(way.open == ("someone new" in way.sentence) for way in ways)


def test_two_owners_can_be_made_one_or_given_scopes() -> None:
    owners = (("Ana", "all"), ("Bo", "all"))
    ways = ways_for(harbor().with_answer("accountable.roadmap", owners), "TEAM-03/roadmap")
    offered = [way.changes[0].new for way in ways]
    assert (("Ana", "all"),) in offered
    assert any(isinstance(v, tuple) and len(v) == 2 for v in offered)


def test_the_segment_way_out_leaves_nothing_high_and_is_as_small_as_can_be() -> None:
    assessment = assess(northgate())
    way = segment_fix(assessment, "global-groups")
    after = assess(assessment.session.with_answers({c.key: c.new for c in way.changes}))
    assert way.found
    assert not blocking(after, "global-groups")
    assert len(way.changes) <= 3
    for left_out in way.changes:
        fewer = {c.key: c.new for c in way.changes if c is not left_out}
        assert blocking(assess(assessment.session.with_answers(fewer)), "global-groups")


def test_harbor_as_a_segment_needs_prospecting_only() -> None:
    way = segment_fix(assess(harbor()), "finance-teams")
    assert [(c.key, c.new) for c in way.changes] == [
        ("segments.finance-teams.marketing_motions", ("inbound", "prospecting"))
    ]


@relaxed
@given(sessions())
def test_a_segment_way_out_holds_for_random_sessions(session: Session) -> None:
    assessment = assess(session)
    for segment in session.segments[:1]:
        way = segment_fix(assessment, segment)
        if way.found:
            after = assess(session.with_answers({c.key: c.new for c in way.changes}), today=assessment.today)
            assert not blocking(after, segment)
