"""The one buyer persona: whether there is one, its five rings, who works from it."""

from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import FOUR_GROUPS, GROUPS, RINGS
from gtm_tui.questions.question import Kind, Option, Phrases, Question


def _has_persona(session: Session, _: str) -> bool:
    return session.get("persona.exists") is True


BUYER: tuple[Question, ...] = (
    Question(
        key="persona.exists",
        page="buyer",
        label="Buyer persona",
        wording="Is there a written buyer persona?",
        kind=Kind.YES_NO,
        help="One description of the buyer that the whole team works from.",
        required=True,
        nature="decision",
        kept=True,
        phrases=Phrases(yes="write a buyer persona"),
    ),
    Question(
        key="persona.from_buyer_interviews",
        page="buyer",
        label="From interviews",
        wording="Was it written from buyer interviews?",
        kind=Kind.YES_NO,
        help="With buyers who chose you and buyers who did not.",
        nature="decision",
        when=_has_persona,
        phrases=Phrases(yes="base the persona on buyer interviews"),
    ),
    Question(
        key="persona.used_by",
        page="buyer",
        label="Used by",
        wording="Which groups work from it?",
        kind=Kind.CHOICES,
        help="Not who owns it: who opens it when there is something to decide.",
        options=tuple(Option(value=g, label=GROUPS[g].label) for g in FOUR_GROUPS),
        nature="decision",
        when=_has_persona,
        suggested="all_options",
        phrases=Phrases(adding="have {options} work from the persona", dropping="persona not used by {options}"),
    ),
    *(
        Question(
            key=f"persona.rings.{r.id}",
            page="buyer",
            label=r.label,
            wording=r.plain,
            kind=Kind.TEXT,
            help=r.definition,
            nature="decision",
            when=_has_persona,
        )
        for r in RINGS.values()
    ),
)
