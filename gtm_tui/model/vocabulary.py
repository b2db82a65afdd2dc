"""The terms of the two published models, each declared once with a plain wording and a definition.

Sources: the Essay (four groups, their job and accountability) and the GTM Model (motions of Marketing,
Sales and Customer Success). Definitions are paraphrased.
"""

from gtm_tui.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its short label, plain wording and one-sentence definition."""

    id: str
    label: str
    plain: str = ""
    definition: str = ""

    @property
    def wording(self) -> str:
        """Plain words first, the model's term in brackets."""
        return f"{self.plain} ({self.label})" if self.plain else self.label


@dataclass(frozen=True, slots=True)
class Motion(Term):
    """A way of working of one function, with the word used in the middle of a sentence."""

    word: str = ""


@dataclass(frozen=True, slots=True)
class Group(Term):
    """A group of the go-to-market team: its one job and what it answers for (Essay)."""

    job: str = ""
    short: str = ""
    not_the_same_as: str = ""
    titles_today: str = ""


@dataclass(frozen=True, slots=True)
class Deliverable(Term):
    """A result somebody must answer for, and the group it belongs to (Essay; '' = no group in it)."""

    group: str = ""
    knows: str = ""


GROUPS: dict[str, Group] = {
    g.id: g
    for g in (
        Group(
            "inbound_marketing",
            "Inbound marketing",
            definition="Answers for the business case and the roadmap.",
            job="understand, with buyers and not only customers, which market problems are worth paying to solve",
            short="Inbound",
            not_the_same_as="the Inbound (1:everyone) motion: content, search and events",
            titles_today="product management, market research",
        ),
        Group(
            "outbound_marketing",
            "Outbound marketing",
            definition="Answers for the go-to-market plan.",
            job="earn the most from what can be sold today, knowing how target buyers evaluate and buy",
            short="Outbound",
            not_the_same_as="outbound prospecting and SDRs",
            titles_today="product marketing",
        ),
        Group(
            "marketing_communications",
            "Marketing communications",
            definition="Answers for the marketing assets, judged by their effect on the buyer's decision.",
            job="make the assets that move targeted buyers through buying",
            short="Marcom",
            not_the_same_as="a lead count",
            titles_today="content, web, brand, events, demand generation",
        ),
        Group(
            "sales",
            "Sales",
            definition="Answers for individual deals.",
            job="close individual deals",
            short="Sales",
            not_the_same_as="influencing the market",
            titles_today="account executives, account managers",
        ),
        Group(
            "customer_success",
            "Customer success",
            definition="Not one of the Essay's four groups; owns renewal and growth in the matrix.",
            job="keep customers and help them grow",
            short="Success",
            titles_today="customer success managers, support, account managers",
        ),
    )
}
FOUR_GROUPS: tuple[str, ...] = (
    "inbound_marketing",
    "outbound_marketing",
    "marketing_communications",
    "sales",
)
MARKETING_GROUPS: tuple[str, ...] = FOUR_GROUPS[:3]

DELIVERABLES: dict[str, Deliverable] = {
    d.id: d
    for d in (
        Deliverable(
            "business_case",
            "Business case",
            definition="Why the market will pay, and what that is worth.",
            group="inbound_marketing",
            knows="knows what a market full of buyers would pay to solve",
        ),
        Deliverable(
            "roadmap",
            "Roadmap",
            definition="What gets built, in which order.",
            group="inbound_marketing",
            knows="knows what a market full of buyers would pay to solve",
        ),
        Deliverable(
            "gtm_plan",
            "Go-to-market plan",
            definition="How existing solutions earn the most, segment by segment.",
            group="outbound_marketing",
            knows="knows how target buyers evaluate and buy",
        ),
        Deliverable(
            "marketing_assets",
            "Marketing assets",
            definition="Programs, pages for the web and tools for selling: what moves buyers on.",
            group="marketing_communications",
            knows="knows what moves buyers from one step to the next",
        ),
        Deliverable(
            "individual_deals",
            "Individual deals",
            definition="Each deal, until it is won or lost.",
            group="sales",
            knows="knows the single account",
        ),
        Deliverable(
            "renewal_and_growth",
            "Renewal and growth",
            definition="What customers are worth after the first deal.",
        ),
    )
}

SALES_MOTIONS: dict[str, Motion] = {
    m.id: m
    for m in (
        Motion(
            "product_led",
            "product-led",
            "the product sells itself",
            "Buyers find, try and pay for the product without talking to anyone.",
            "product-led",
        ),
        Motion(
            "one_stage",
            "1-stage",
            "one inside rep, start to finish",
            "A single inside rep takes the deal from first talk to signature.",
            "1-stage",
        ),
        Motion(
            "two_stage",
            "2-stage",
            "a qualifier, then a closer",
            "Two roles share the deal: one qualifies and hands over, the other closes.",
            "2-stage",
        ),
        Motion(
            "field",
            "field",
            "reps in the region",
            "Reps sit in their region, by geography or industry, with a territory of up to a few hundred accounts.",
            "field",
        ),
        Motion(
            "named_accounts",
            "named accounts",
            "a short list of big accounts",
            "Enterprise reps work a short list of large accounts.",
            "named-account",
        ),
    )
}

MARKETING_MOTIONS: dict[str, Motion] = {
    m.id: m
    for m in (
        Motion(
            "inbound",
            "Inbound, 1:everyone",
            "content, search, events: for all",
            "Content, search, events and communities that anyone may come across; hardly targeted.",
            "Inbound (1:everyone)",
        ),
        Motion(
            "prospecting",
            "Prospecting, 1:many",
            "tailored messages to a segment",
            "Messages written for a segment or persona, chosen by firm or role.",
            "Prospecting (1:many)",
        ),
        Motion(
            "account_based",
            "Account Based, 1:few",
            "several people in chosen accounts",
            "Fewer accounts, but more people addressed inside each of them.",
            "Account Based (1:few)",
        ),
        Motion(
            "targeting",
            "Targeting, 1:1",
            "one person at a time",
            "A short list of named people, each with a message about their own situation.",
            "Targeting (1:1)",
        ),
    )
}

SUCCESS_MOTIONS: dict[str, Motion] = {
    m.id: m
    for m in (
        Motion(
            "community",
            "community",
            "customers help themselves and each other",
            "Forums and documents where customers find answers on their own.",
            "community",
        ),
        Motion(
            "help_desk",
            "help desk",
            "questions answered by ticket",
            "A bot and people answer questions through a ticketing system.",
            "help-desk",
        ),
        Motion(
            "volume",
            "volume",
            "hundreds of small accounts per manager",
            "Success managers who each look after hundreds of small accounts.",
            "volume",
        ),
        Motion(
            "segment",
            "segment",
            "one kind of account per manager",
            "Success managers who each look after one kind of account, such as an industry or a size.",
            "segment",
        ),
        Motion(
            "accounts",
            "accounts",
            "a few large accounts per manager",
            "Success managers who each look after very few large accounts.",
            "account-by-account",
        ),
        Motion(
            "none",
            "none",
            "nobody has chosen how",
            "No way of looking after customers has been chosen.",
            "no",
        ),
    )
}

RINGS: dict[str, Term] = {
    t.id: t
    for t in (
        Term(
            "priority_initiative",
            "Priority initiative",
            "What happens that makes this buyer start looking now?",
            "Counts when a trigger is named.",
        ),
        Term(
            "success_factors",
            "Success factors",
            "What result do they expect, for the business and for themselves?",
            "Counts when an outcome is named.",
        ),
        Term(
            "perceived_barriers",
            "Perceived barriers",
            "What almost stops them from buying, or from buying from you?",
            "Counts when a concern is named.",
        ),
        Term(
            "buyers_journey",
            "Buyer's journey",
            "Who takes part, in which steps, trusting which sources?",
            "Counts when steps and people are named.",
        ),
        Term(
            "decision_criteria",
            "Decision criteria",
            "What do they compare, which questions must be answered?",
            "Counts when criteria are named.",
        ),
    )
}

TIERS: dict[str, Term] = {
    t.id: t
    for t in (
        Term("smb", "small business"),
        Term("mid_market", "mid-market"),
        Term("enterprise", "enterprise"),
    )
}

# Growth engines and the tier each is the foundation of (GTM Model, finding 3).
ENGINES: dict[str, tuple[Term, str]] = {
    "expertise_relationships": (
        Term("expertise_relationships", "relationships built on expertise"),
        "enterprise",
    ),
    "brand": (Term("brand", "brand"), "enterprise"),
    "events": (Term("events", "events"), "mid_market"),
    "content": (Term("content", "content"), "mid_market"),
    "thought_leadership": (Term("thought_leadership", "thought leadership"), "mid_market"),
    "reputation": (Term("reputation", "reputation"), "smb"),
    "user_base": (Term("user_base", "user base"), "smb"),
    "ease_of_use": (Term("ease_of_use", "ease of use"), "smb"),
}

# Worst first; a shape for each, so that severity never rests on colour.
SEVERITIES: tuple[str, ...] = ("critical", "high", "medium", "low")
SEVERITY_MARKS: dict[str, str] = {"critical": "!!!", "high": "!!", "medium": "!", "low": "-"}

AREAS: dict[str, str] = {
    "motions": "Motions",
    "economics": "Economics",
    "strategy": "Strategy",
    "team": "Team",
    "buyer": "Buyer",
}
