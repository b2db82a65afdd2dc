"""The terms of the two published models, each declared once with a plain wording and a definition.

Sources: the Essay (four groups, their job and accountability) and the GTM Model (motions of Marketing,
Sales and Customer Success). Definitions are paraphrased.
"""

from typing import Literal, NamedTuple, get_args

Severity = Literal["critical", "high", "medium", "low"]
# What stands behind a rule or a number: said by a source, derived from one, or our own estimate.
Basis = Literal["stated", "derived", "ours"]
# What a rule runs for, once for each.
Scope = Literal["segment", "group", "deliverable", "budget_purpose", "team"]
# How well a marketing motion suits a sales motion.
Fit = Literal["core", "stretch", "support", "off"]
# Where a value lies in a band, from below what fits to above it.
BandZone = Literal["below", "edge_below", "comfort", "edge_above", "above"]
# What a person can decide about a finding, and what the finding's status then is.
DecisionStatus = Literal["planned", "accepted", "disagree"]
Status = Literal["open", "planned", "accepted", "lapsed", "disagree"]
QuestionState = Literal["answered", "invalid", "dont_know", "not_applicable", "open"]
RuleResult = Literal["fires", "passes", "not_assessed"]
Area = Literal["motions", "economics", "strategy", "team", "buyer"]


class Term(NamedTuple):
    """A term with its short label, plain wording and one-sentence definition."""

    id: str
    label: str
    plain: str = ""
    definition: str = ""

    @property
    def wording(self) -> str:
        """Plain words first, the model's term in brackets."""
        return _wording(self.plain, self.label)


class Motion(NamedTuple):
    """A way of working of one function, with the word used in the middle of a sentence.

    `brief` is its name in at most eleven characters, where the label is longer.
    """

    id: str
    label: str
    plain: str
    definition: str
    word: str
    brief: str = ""

    @property
    def wording(self) -> str:
        """Plain words first, the model's term in brackets."""
        return _wording(self.plain, self.label)


class Group(NamedTuple):
    """A group of the go-to-market team: its one job and what it answers for (Essay)."""

    id: str
    label: str
    definition: str
    job: str
    short: str
    not_the_same_as: str = ""
    titles_today: str = ""


class Deliverable(NamedTuple):
    """A result somebody must answer for, and the group it belongs to (Essay; '' = no group in it)."""

    id: str
    label: str
    definition: str
    group: str = ""
    knows: str = ""

    @property
    def in_sentence(self) -> str:
        """The label in the middle of a sentence, with the article it takes: `the roadmap`."""
        name = self.label[:1].lower() + self.label[1:]
        return f"the {name}" if self.group else name


def _wording(plain: str, label: str) -> str:
    return f"{plain} ({label})" if plain else label


GROUPS: dict[str, Group] = {
    g.id: g
    for g in (
        Group(
            id="inbound_marketing",
            label="Inbound marketing",
            definition="Answers for the business case and the roadmap.",
            job="understand, with buyers and not only customers, which market problems are worth paying to solve",
            short="Inbound",
            not_the_same_as="the Inbound (1:everyone) motion: content, search and events",
            titles_today="product management, market research",
        ),
        Group(
            id="outbound_marketing",
            label="Outbound marketing",
            definition="Answers for the go-to-market plan.",
            job="earn the most from what can be sold today, knowing how target buyers evaluate and buy",
            short="Outbound",
            not_the_same_as="outbound prospecting and SDRs",
            titles_today="product marketing",
        ),
        Group(
            id="marketing_communications",
            label="Marketing communications",
            definition="Answers for the marketing assets, judged by their effect on the buyer's decision.",
            job="make the assets that move targeted buyers through buying",
            short="Marcom",
            not_the_same_as="a lead count",
            titles_today="content, web, brand, events, demand generation",
        ),
        Group(
            id="sales",
            label="Sales",
            definition="Answers for individual deals.",
            job="close individual deals",
            short="Sales",
            not_the_same_as="influencing the market",
            titles_today="account executives, account managers",
        ),
        Group(
            id="customer_success",
            label="Customer success",
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
            id="business_case",
            label="Business case",
            definition="Why the market will pay, and what that is worth.",
            group="inbound_marketing",
            knows="knows what a market full of buyers would pay to solve",
        ),
        Deliverable(
            id="roadmap",
            label="Roadmap",
            definition="What gets built, in which order.",
            group="inbound_marketing",
            knows="knows what a market full of buyers would pay to solve",
        ),
        Deliverable(
            id="gtm_plan",
            label="Go-to-market plan",
            definition="How existing solutions earn the most, segment by segment.",
            group="outbound_marketing",
            knows="knows how target buyers evaluate and buy",
        ),
        Deliverable(
            id="marketing_assets",
            label="Marketing assets",
            definition="Programs, web pages and sales tools: what moves buyers forward.",
            group="marketing_communications",
            knows="knows what moves buyers from one step to the next",
        ),
        Deliverable(
            id="individual_deals",
            label="Individual deals",
            definition="Each deal, until it is won or lost.",
            group="sales",
            knows="knows the individual account",
        ),
        Deliverable(
            id="renewal_and_growth",
            label="Renewal and growth",
            definition="What customers are worth after the first deal.",
        ),
    )
}

SALES_MOTIONS: dict[str, Motion] = {
    m.id: m
    for m in (
        Motion(
            id="product_led",
            label="product-led",
            plain="the product sells itself",
            definition="Buyers find, try and pay for the product without talking to anyone.",
            word="product-led",
        ),
        Motion(
            id="one_stage",
            label="1-stage",
            plain="one inside rep, start to finish",
            definition="A single inside rep takes the deal from first call to signature.",
            word="1-stage",
        ),
        Motion(
            id="two_stage",
            label="2-stage",
            plain="a qualifier, then a closer",
            definition="Two roles share the deal: one qualifies and hands over, the other closes.",
            word="2-stage",
        ),
        Motion(
            id="field",
            label="field",
            plain="reps in the region",
            definition="Reps sit in their region, by geography or industry, with a territory of up to a few hundred "
            "accounts.",
            word="field",
        ),
        Motion(
            id="named_accounts",
            label="named accounts",
            plain="a short list of big accounts",
            definition="Enterprise reps work a short list of large accounts.",
            word="named-account",
            brief="Named",
        ),
    )
}

MARKETING_MOTIONS: dict[str, Motion] = {
    m.id: m
    for m in (
        Motion(
            id="inbound",
            label="Inbound, 1:everyone",
            plain="content, search, events: for all",
            definition="Content, search, events and communities that anyone may come across; hardly targeted.",
            word="Inbound (1:everyone)",
        ),
        Motion(
            id="prospecting",
            label="Prospecting, 1:many",
            plain="tailored messages to a segment",
            definition="Messages written for a segment or persona, chosen by firm or role.",
            word="Prospecting (1:many)",
        ),
        Motion(
            id="account_based",
            label="Account Based, 1:few",
            plain="several people in chosen accounts",
            definition="Fewer accounts, but more people addressed inside each of them.",
            word="Account Based (1:few)",
            brief="Acct Based",
        ),
        Motion(
            id="targeting",
            label="Targeting, 1:1",
            plain="one person at a time",
            definition="A short list of named people, each with a message about their own situation.",
            word="Targeting (1:1)",
        ),
    )
}

SUCCESS_MOTIONS: dict[str, Motion] = {
    m.id: m
    for m in (
        Motion(
            id="community",
            label="community",
            plain="customers help themselves and each other",
            definition="Forums and documents where customers find answers on their own.",
            word="community",
        ),
        Motion(
            id="help_desk",
            label="help desk",
            plain="questions answered by ticket",
            definition="A bot and people answer questions through a ticketing system.",
            word="help-desk",
        ),
        Motion(
            id="volume",
            label="volume",
            plain="hundreds of small accounts per manager",
            definition="Success managers who each look after hundreds of small accounts.",
            word="volume",
        ),
        Motion(
            id="segment",
            label="segment",
            plain="one kind of account per manager",
            definition="Success managers who each look after one kind of account, such as an industry or a size.",
            word="segment",
        ),
        Motion(
            id="accounts",
            label="accounts",
            plain="a few large accounts per manager",
            definition="Success managers who each look after very few large accounts.",
            word="account-by-account",
        ),
        Motion(
            id="none",
            label="none",
            plain="no motion chosen",
            definition="No way of looking after customers has been chosen.",
            word="no",
        ),
    )
}

RINGS: dict[str, Term] = {
    t.id: t
    for t in (
        Term(
            id="priority_initiative",
            label="Priority initiative",
            plain="What happens that makes this buyer start looking now?",
            definition="Counts when a trigger is named.",
        ),
        Term(
            id="success_factors",
            label="Success factors",
            plain="What result do they expect, for the business and for themselves?",
            definition="Counts when an outcome is named.",
        ),
        Term(
            id="perceived_barriers",
            label="Perceived barriers",
            plain="What almost stops them from buying, or from buying from you?",
            definition="Counts when a concern is named.",
        ),
        Term(
            id="buyers_journey",
            label="Buyer's journey",
            plain="Who takes part, in which steps, trusting which sources?",
            definition="Counts when steps and people are named.",
        ),
        Term(
            id="decision_criteria",
            label="Decision criteria",
            plain="What do they compare, and which questions must you answer?",
            definition="Counts when criteria are named.",
        ),
    )
}

TIERS: dict[str, Term] = {
    t.id: t
    for t in (
        Term(id="smb", label="small business"),
        Term(id="mid_market", label="mid-market"),
        Term(id="enterprise", label="enterprise"),
    )
}

# Growth engines and the tier each is the foundation of (GTM Model, finding 3).
ENGINES: dict[str, tuple[Term, str]] = {
    "expertise_relationships": (
        Term(id="expertise_relationships", label="relationships built on expertise"),
        "enterprise",
    ),
    "brand": (Term(id="brand", label="brand"), "enterprise"),
    "events": (Term(id="events", label="events"), "mid_market"),
    "content": (Term(id="content", label="content"), "mid_market"),
    "thought_leadership": (Term(id="thought_leadership", label="thought leadership"), "mid_market"),
    "reputation": (Term(id="reputation", label="reputation"), "smb"),
    "user_base": (Term(id="user_base", label="user base"), "smb"),
    "ease_of_use": (Term(id="ease_of_use", label="ease of use"), "smb"),
}


class SeverityMeaning(NamedTuple):
    """How bad a finding is: its word, the shape that says it without colour, and what it means."""

    word: Severity
    mark: str
    means: str


class BasisMeaning(NamedTuple):
    """What a rule or a number rests on: its word, what is said beside the source, and what it means."""

    word: Basis
    beside_source: str
    means: str


class FitMeaning(NamedTuple):
    """How a marketing motion fits a sales motion; `feeds` says whether it can feed that motion on its own."""

    word: Fit
    means: str
    feeds: bool = False


class StatusMeaning(NamedTuple):
    """Where a finding stands: its word, the title of a list of such findings, and what it means.

    `verb` is what a person does to bring it about, '' where the program finds it by itself.
    """

    word: Status
    title: str
    means: str
    verb: str = ""


# Worst first.
SEVERITY: dict[Severity, SeverityMeaning] = {
    severity.word: severity
    for severity in (
        SeverityMeaning(word="critical", mark="!!!", means="resolve this before anything else"),
        SeverityMeaning(word="high", mark="!!", means="it costs revenue or people now"),
        SeverityMeaning(word="medium", mark="!", means="it will cost you, or keeps something else from working"),
        SeverityMeaning(word="low", mark="-", means="worth knowing"),
    )
}
SEVERITIES: tuple[Severity, ...] = tuple(SEVERITY)

BASIS: dict[Basis, BasisMeaning] = {
    basis.word: basis
    for basis in (
        BasisMeaning(word="stated", beside_source="stated by the source", means="the source says so"),
        BasisMeaning(
            word="derived", beside_source="follows from the source", means="it follows from what the source says"
        ),
        BasisMeaning(
            word="ours",
            beside_source="our own number or step",
            means="this tool's own number or step, not the source's; you can change limits in the calibration",
        ),
    )
}

FIT: dict[Fit, FitMeaning] = {
    fit.word: fit
    for fit in (
        FitMeaning(word="core", means="the matching motion", feeds=True),
        FitMeaning(word="stretch", means="adjacent, accepted", feeds=True),
        FitMeaning(word="support", means="fine as an extra, never enough alone"),
        FitMeaning(word="off", means="costs more attention per buyer than the deal can pay for"),
    )
}
FEEDING: frozenset[Fit] = frozenset(fit.word for fit in FIT.values() if fit.feeds)

STATUS: dict[Status, StatusMeaning] = {
    status.word: status
    for status in (
        StatusMeaning(word="open", title="Open", means="nothing is decided yet"),
        StatusMeaning(word="planned", title="Planned", means="somebody acts on it by a date", verb="plan"),
        StatusMeaning(
            word="accepted", title="Accepted", means="you know about it, and live with it until a date", verb="accept"
        ),
        StatusMeaning(
            word="lapsed",
            title="Open again",
            means="it was accepted, but its answers changed or its date passed: open again",
        ),
        StatusMeaning(
            word="disagree",
            title="Disagreed",
            means="you see it differently; it stays listed with your reason",
            verb="disagree",
        ),
    )
}
# The statuses that a person gives; a file holds no others.
DECIDED: tuple[DecisionStatus, ...] = get_args(DecisionStatus)

AREAS: dict[str, str] = {
    "motions": "Motions",
    "economics": "Economics",
    "strategy": "Strategy",
    "team": "Team",
    "buyer": "Buyer",
}
# The areas whose rules look at the motions and the money of one segment.
SEGMENT_AREAS: tuple[str, ...] = ("motions", "economics")
