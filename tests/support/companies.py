"""The three companies of the specification as sessions, and random ones, for tests that need whole sessions."""

from random import Random
from typing import Any

from hypothesis import strategies as st

from gtm_tui.model.session import Session
from gtm_tui.questions import QUESTIONS, Kind, Question, question_for
from tests.support.harbor import HARBOR_SHARED

_RINGS = ("priority_initiative", "success_factors", "decision_criteria", "perceived_barriers", "buyers_journey")


def session_of(answers: dict[str, Any]) -> Session:
    """A session from raw answers by key path; refuses what the catalogue refuses."""
    session = Session()
    for key, raw in answers.items():
        question = question_for(key)
        assert question is not None, key
        session = session.with_answer(key, question.check(raw))
    return session


def _segment(segment: str, /, **fields: Any) -> dict[str, Any]:
    return {f"segments.{segment}.{key}": value for key, value in fields.items()}


def _people(inbound: str, outbound: str, marcom: str, sales: str) -> dict[str, Any]:
    groups = ("inbound_marketing", "outbound_marketing", "marketing_communications", "sales")
    return {f"groups.{g}.people": [p] for g, p in zip(groups, (inbound, outbound, marcom, sales), strict=True)}


def harbor() -> Session:
    """Harbor Ledger: 2-stage on inbound alone, marketing pulled into deals."""
    return Session().with_answers(
        {
            **HARBOR_SHARED,
            "budget.content.label": "Content",
            "budget.content.payer": "marketing",
            "budget.content.aim": "market",
            "budget.content.amount": 82_000,
            "budget.demos.label": "Demos for single prospects",
            "budget.demos.payer": "marketing",
            "budget.demos.aim": "deals",
            "budget.demos.amount": 18_000,
            "budget.bids.label": "Bids",
            "budget.bids.payer": "sales",
            "budget.bids.aim": "deals",
            "budget.bids.amount": 40_000,
        }
    )


def northgate() -> Session:
    """Northgate Robotics: a second and third strategy before the first is solid."""
    common = {"success_motion": "help_desk", "product_charge": "own_price", "service_charge": "free"}
    deliverables = {d: {"CEO": "all"} for d in ("business_case", "roadmap", "gtm_plan", "individual_deals")}
    return session_of(
        {
            "company.name": "Northgate Robotics",
            "company.recurring_revenue": True,
            "company.arr": 4_000_000,
            "company.gtm_headcount": 18,
            **_people("CEO", "CEO", "Marketing manager", "CEO"),
            "groups.inbound_marketing.time_on_single_deals": 10,
            "groups.outbound_marketing.time_on_single_deals": 20,
            "groups.marketing_communications.time_on_single_deals": 15,
            "groups.inbound_marketing.buyer_interviews_last_quarter": 2,
            "groups.outbound_marketing.knows_how_buyers_buy": "partly",
            "groups.marketing_communications.assets_measured_by": "volume",
            "groups.sales.deals_needing_help": "often",
            "groups.sales.sales_support_team": False,
            "team.roles_agreed": False,
            **{f"accountable.{d}": owner for d, owner in deliverables.items()},
            "accountable.marketing_assets": {"Marketing manager": "all"},
            "accountable.renewal_and_growth": {},
            "persona.exists": False,
            **_segment(
                "workshops",
                name="Workshops",
                first_year_acv=6_000,
                deals_per_year=420,
                sales_motion="one_stage",
                marketing_motions=["inbound", "prospecting"],
                closing_reps=5,
                **common,
            ),
            **_segment(
                "plants",
                name="Plants",
                status="launching",
                first_year_acv=35_000,
                deals_per_year=8,
                sales_motion="two_stage",
                marketing_motions=["inbound", "prospecting"],
                closing_reps=1,
                **common,
            ),
            **_segment(
                "global-groups",
                name="Global groups",
                status="launching",
                size_label="enterprise",
                first_year_acv=80_000,
                deals_per_year=1,
                sales_motion="named_accounts",
                marketing_motions=["inbound"],
                closing_reps=0,
                **common,
            ),
            "direction.ten_customers_won_the_same_way": True,
            "direction.win_rate_and_cycle_known": False,
            "direction.retention_measured_and_acceptable": False,
            "direction.sold_without_founder": False,
            "direction.move.planned": True,
            "direction.move.target_tier": "enterprise",
            "direction.move.target_motion": "named_accounts",
            "direction.move.engines_being_built": ["thought_leadership", "user_base"],
            "direction.move.months_expected": 9,
        }
    )


_PEOPLE = ("Ana", "Bo", "Cy", "Dee")


def values(question: Question) -> st.SearchStrategy[Any]:
    """Raw answers that the question accepts."""
    match question.kind:
        case Kind.YES_NO:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from(question.values)
        case Kind.CHOICES:
            return st.lists(st.sampled_from(question.values), unique=True, max_size=4)
        case Kind.PEOPLE:
            return st.lists(st.sampled_from(_PEOPLE), unique=True, max_size=2)
        case Kind.OWNERS:
            return st.dictionaries(st.sampled_from(_PEOPLE), st.sampled_from(("all", "payers", "DACH")), max_size=2)
        case Kind.SEGMENTS:
            return st.just([])
        case Kind.NAME | Kind.TEXT:
            return st.sampled_from(("One", "Two", "Three"))
        case Kind.PERCENT:
            return st.integers(0, min(int(question.high), 150))
        case _:
            top = int(min(question.high, 2_000_000))
            return st.one_of(st.integers(int(question.low + 0.999), min(top, 60)), st.integers(1, top))


@st.composite
def sessions(draw: st.DrawFn, segments: int = 3) -> Session:
    """Random sessions in which most questions are answered."""
    names = [f"s{n}" for n in range(draw(st.integers(0, segments)))]
    lines = [f"line{n}" for n in range(draw(st.integers(0, 3)))]
    share = draw(st.sampled_from((4, 9)))
    answers: dict[str, Any] = {}
    for question in QUESTIONS:
        if question.kind == Kind.DATETIME or question.key.split(".")[0] in ("session", "model"):
            continue
        ids = {"segments": names, "budget": lines}.get(question.collection, [""])
        for identity in ids:
            if draw(st.integers(0, share)):
                answers[question.key_for(identity)] = draw(values(question))
    return session_of(answers)


def random_session(dice: Random) -> Session:
    """A random session as `sessions` draws them, twenty times as fast and with amounts of every size."""
    names = [f"s{n}" for n in range(dice.randint(0, 3))]
    lines = [f"line{n}" for n in range(dice.randint(0, 3))]
    answers: dict[str, Any] = {}
    for question in QUESTIONS:
        if question.kind == Kind.DATETIME or question.key.split(".")[0] in ("session", "model"):
            continue
        for identity in {"segments": names, "budget": lines}.get(question.collection, [""]):
            if dice.random() < 0.9:
                answers[question.key_for(identity)] = question.check(_random_value(question, dice))
    return Session().with_answers(answers)


def _random_value(question: Question, dice: Random) -> Any:
    some = lambda among, most: dice.sample(among, dice.randint(0, min(most, len(among))))  # noqa: E731
    match question.kind:
        case Kind.YES_NO:
            return dice.random() < 0.5
        case Kind.CHOICE:
            return dice.choice(question.values)
        case Kind.CHOICES:
            return some(question.values, 4)
        case Kind.PEOPLE:
            return some(_PEOPLE, 2)
        case Kind.OWNERS:
            return {person: dice.choice(("all", "payers", "DACH")) for person in some(_PEOPLE, 2)}
        case Kind.SEGMENTS:
            return []
        case Kind.NAME | Kind.TEXT:
            return dice.choice(("One", "Two", "Three"))
        case Kind.PERCENT:
            return dice.randint(0, min(int(question.high), 150))
        case _:
            return dice.randint(int(question.low + 0.999), min(int(question.high), 10 ** dice.randint(1, 8)))
