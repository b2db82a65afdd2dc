"""How solid the first strategy is, and where the company is heading."""

from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import ENGINES, SALES_MOTIONS, TIERS
from gtm_tui.questions.options import label_of, motions, options
from gtm_tui.questions.question import Kind, Option, Phrases, Question


def _has_move(session: Session, _: str) -> bool:
    return session.get("direction.move.planned") is True


DIRECTION: tuple[Question, ...] = (
    Question(
        key="direction.ten_customers_won_the_same_way",
        page="direction",
        label="Ten won the same way",
        wording="Have you won ten or more customers in the same way?",
        kind=Kind.YES_NO,
        help="In one segment, with one motion.",
        nature="past",
        phrases=Phrases(yes="win ten customers in the same way"),
    ),
    Question(
        key="direction.win_rate_and_cycle_known",
        page="direction",
        label="Win rate, cycle known",
        wording="Do you know your win rate and sales cycle?",
        kind=Kind.YES_NO,
        help="From records, not from memory.",
        nature="past",
        phrases=Phrases(yes="know win rate and sales cycle from records"),
    ),
    Question(
        key="direction.retention_measured_and_acceptable",
        page="direction",
        label="Retention good enough",
        wording="Is retention measured, and good enough?",
        kind=Kind.YES_NO,
        help="Measured monthly, at a level you can live with.",
        nature="past",
        phrases=Phrases(yes="measure retention and bring it to a good level"),
    ),
    Question(
        key="direction.sold_without_founder",
        page="direction",
        label="Sold without founder",
        wording="Do deals close without the founder?",
        kind=Kind.YES_NO,
        help="Most of them, for at least a quarter.",
        nature="past",
        phrases=Phrases(yes="close deals without the founder"),
    ),
    Question(
        key="direction.move.planned",
        page="direction",
        label="A move planned",
        wording="Are you moving up- or down-market?",
        kind=Kind.YES_NO,
        help="Larger or smaller customers than today's.",
        nature="decision",
        phrases=Phrases(no="do not move up- or down-market now"),
    ),
    Question(
        key="direction.move.target_tier",
        page="direction",
        label="Target",
        wording="Which customers are you moving to?",
        kind=Kind.CHOICE,
        help="The tier the move is for.",
        options=options(TIERS),
        nature="decision",
        when=_has_move,
    ),
    Question(
        key="direction.move.target_motion",
        page="direction",
        label="Target motion",
        wording="How will you sell to them?",
        kind=Kind.CHOICE,
        help="The motion you are building.",
        options=motions(SALES_MOTIONS, label_of),
        nature="decision",
        when=_has_move,
    ),
    Question(
        key="direction.move.engines_being_built",
        page="direction",
        label="Growth engines",
        wording="What is being built to drive growth there?",
        kind=Kind.CHOICES,
        help="Each tier grows on foundations of its own.",
        options=tuple(
            Option(value=t.id, label=t.label, definition=f"Drives growth with {TIERS[tier].label} customers.")
            for t, tier in ENGINES.values()
        ),
        nature="decision",
        when=_has_move,
    ),
    Question(
        key="direction.move.months_expected",
        page="direction",
        label="Months",
        wording="How many months will it take?",
        kind=Kind.COUNT,
        help="Until the new customers pay for the people who win them.",
        unit="months",
        high=240,
        when=_has_move,
        nature="own_number",
    ),
    Question(
        key="direction.move.same_motion",
        page="direction",
        label="Same motion",
        wording="Is it only a new industry, sold the same way?",
        kind=Kind.YES_NO,
        help="Then the timetable is not judged.",
        when=_has_move,
        phrases=Phrases(yes="if it is only a new industry, sold the same way"),
    ),
)
