"""PER, DAT: does the team share one picture of the buyer, and can it see both sides of the deal in numbers?"""

from gtm_tui.model.vocabulary import FOUR_GROUPS, RINGS
from gtm_tui.rules.context import RuleContext, group_label, listed
from gtm_tui.rules.finding import Margin, NotAssessed, Violation
from gtm_tui.rules.ruleset import rule

_INTERVIEWS = "persona.from_buyer_interviews"
_RING_KEYS = tuple(f"persona.rings.{ring}" for ring in RINGS)


@rule(
    "PER-01",
    name="no-persona",
    title="No buyer persona",
    area="buyer",
    scope="team",
    basis="stated",
    origin="Essay",
    source="Essay, closing paragraph",
    looks_at="Whether there is a written buyer persona.",
    why="Without one description of the buyer each group works for the buyer it imagines.",
    not_when="A persona exists, however thin.",
    effort=2,
    reads=("persona.exists",),
)
def no_persona(context: RuleContext) -> Violation | None:
    """There is no written buyer persona."""
    if context.answers.flag("persona.exists"):
        return None
    return Violation(severity="high", message="Your four groups have no picture of the buyer that they share.")


@rule(
    "PER-02",
    name="thin-persona",
    title="The persona is thin",
    area="buyer",
    scope="team",
    basis="ours",
    origin="beyond the two sources",
    source="Revella, Buyer Personas (2015): five rings of buying insight, as summarised second-hand",
    looks_at="Which of the five rings are filled, and whether buyers were asked.",
    why="A persona helps you decide only if it says, in buyers' words, why, when and against what they choose.",
    not_when="There is no persona at all, or a ring is marked as not known.",
    effort=2,
    reads=("persona.exists", _INTERVIEWS, *_RING_KEYS),
)
def thin_persona(context: RuleContext) -> Violation | None:
    """Rings are empty, or nobody asked a buyer."""
    if not context.answers.flag("persona.exists"):
        return None
    interviews = context.answers.get_flag(_INTERVIEWS)
    filled = [key for key in _RING_KEYS if context.answers.answered(key)]
    empty = [key for key in _RING_KEYS if context.session.state(key) == "open"]
    faults = []
    if empty and (filled or interviews is not None):
        faults.append(f"says nothing about {listed([_ring_label(key) for key in empty])}")
    if interviews is False:
        faults.append("was written without asking a buyer")
    if faults:
        margin = Margin(value=len(filled), line=context.limit("persona.rings"), unit="rings") if empty else None
        return Violation(severity="medium", message=f"Your buyer persona {listed(faults)}.", margin=margin)
    unknown = tuple(key for key in _RING_KEYS if key not in filled)
    missing = (_INTERVIEWS, *unknown) if interviews is None else unknown
    if missing:
        raise NotAssessed(missing)
    return None


def _ring_label(key: str) -> str:
    return RINGS[key.rpartition(".")[2]].label.lower()


@rule(
    "PER-03",
    name="persona-not-shared",
    title="The persona is not shared",
    area="buyer",
    scope="team",
    basis="derived",
    origin="Essay",
    source="Essay, closing paragraph",
    looks_at="Which of the four groups work from the persona.",
    why="The persona is what makes four groups pull in one direction; a group without it goes its own way.",
    not_when="There is no persona at all.",
    effort=1,
    reads=("persona.exists", "persona.used_by"),
)
def persona_not_shared(context: RuleContext) -> Violation | None:
    """A group does not work from the persona."""
    if not context.answers.flag("persona.exists"):
        return None
    used_by = context.answers.choices("persona.used_by")
    without = [group for group in FOUR_GROUPS if group not in used_by]
    if not without:
        return None
    verb = "does" if len(without) == 1 else "do"
    return Violation(
        severity="medium",
        message=f"{listed([group_label(group) for group in without])} {verb} not work from the buyer persona.",
        margin=Margin(value=len(used_by), line=len(FOUR_GROUPS), unit="groups"),
    )


@rule(
    "DAT-01",
    name="half-measured",
    title="The numbers end at the signature",
    area="buyer",
    scope="team",
    basis="stated",
    origin="GTM Model",
    source="GTM Model, note 5",
    looks_at="Whether both sides of the signature are measured: from lead to deal, from deal to renewal and growth.",
    why="With recurring revenue most of the value comes after the signature; what is not measured cannot be managed.",
    not_when="Revenue does not recur.",
    effort=2,
    reads=("company.recurring_revenue", "measures.lead_to_deal_measured", "measures.deal_to_renewal_measured"),
)
def half_measured(context: RuleContext) -> Violation | None:
    """One side of the bowtie, or both, is not measured."""
    if not context.answers.flag("company.recurring_revenue"):
        return None
    sides = {
        "measures.lead_to_deal_measured": "how a lead becomes a deal",
        "measures.deal_to_renewal_measured": "what happens to a customer afterwards",
    }
    answers = {key: context.answers.get_flag(key) for key in sides}
    dark = [words for key, words in sides.items() if answers[key] is False]
    if dark:
        return Violation(severity="medium", message=f"Your numbers do not show {listed(dark, 'or')}.")
    context.answers.require(*sides)
    return None
