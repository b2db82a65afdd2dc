"""What a rule sees of a session: readers that write down every answer they hand out."""

from collections.abc import Set

from gtm_tui.calibration import Band, Calibration
from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import GROUPS, MARKETING_MOTIONS, SALES_MOTIONS, SUCCESS_MOTIONS
from gtm_tui.rules.finding import NotAssessed, rounded
from gtm_tui.rules.reader import Reader
from gtm_tui.text.names import same_name

# What `small_company` reads.
COMPANY_SIZE = (
    "company.arr",
    "company.recurring_revenue",
    "company.gtm_headcount",
    "session.currency",
    "session.usd_per_unit",
)


class RuleContext:
    """One rule's view of one subject.

    `answers` reads by full key path, `own` by names inside the subject's own table, `segment` and `budget_line` inside
    another one. Everything read becomes evidence if it was answered; `aside` reads what only words a sentence.
    """

    __slots__ = (
        "answers",
        "calibration",
        "limits",
        "own",
        "prefix",
        "read",
        "session",
        "subject",
        "variant",
        "wording_reads",
    )

    def __init__(
        self, session: Session, calibration: Calibration, subject: str = "", prefix: str = "", variant: str = ""
    ) -> None:
        self.session = session
        self.calibration = calibration
        self.subject = subject
        self.prefix = prefix
        self.variant = variant
        self.read: dict[str, None] = {}
        self.wording_reads: dict[str, None] = {}
        self.limits: dict[str, None] = {}
        self.answers = Reader(session.answers, "", self.read)
        self.own = Reader(session.answers, prefix, self.read) if prefix else self.answers

    # -- answers ---------------------------------------------------------------------------------------

    def segment(self, segment: str) -> Reader:
        """The answers about one segment."""
        return Reader(self.session.answers, f"segments.{segment}.", self.read)

    def budget_line(self, line: str) -> Reader:
        """The answers about one budget line."""
        return Reader(self.session.answers, f"budget.{line}.", self.read)

    def aside(self, prefix: str = "") -> Reader:
        """Answers that are no evidence: they word a sentence, or lead to the answers that are."""
        return Reader(self.session.answers, prefix, self.wording_reads)

    def everything_read(self) -> Set[str]:
        """The key paths of every answer handed out, as evidence or for wording."""
        return self.read.keys() | self.wording_reads.keys()

    # -- numbers ---------------------------------------------------------------------------------------

    def limit(self, number: str) -> float:
        """A calibration number by id, recorded so that the finding can name its source."""
        self.limits[number] = None
        return self.calibration.value(number)

    def band(self, sales: str) -> Band:
        """The zones of a sales motion, recorded as `bands.<motion>`."""
        self.limits[f"bands.{sales}"] = None
        return self.calibration.bands[sales]

    @property
    def currency(self) -> str:
        """The session's currency, for wording."""
        self.wording_reads["session.currency"] = None
        return str(self.session.answers.get("session.currency", "USD"))

    def dollars_per_unit(self) -> float:
        """What one unit of the session's currency is worth in US dollars; needed unless it is USD."""
        if self.currency == "USD":
            if "session.currency" in self.session.invalid:
                raise NotAssessed(("session.currency",))
            return 1.0
        self.answers.get_text("session.currency")
        return self.answers.number("session.usd_per_unit")

    def in_dollars(self, amount: float) -> float:
        """An amount in US dollars, to hold against the calibration's limits; an amount in dollars is left as typed."""
        rate = self.dollars_per_unit()
        return amount if rate == 1 else rounded(amount * rate)

    def money(self, amount: float) -> str:
        """An amount of the session's currency in words: `18,000 USD`."""
        return f"{amount:,.0f} {self.currency}"

    def from_dollars(self, amount: float) -> str:
        """A calibration amount in the session's currency, in words."""
        per_unit = 1.0
        if self.currency != "USD":
            per_unit = self.aside().get_number("session.usd_per_unit") or 1.0
        return self.money(amount / per_unit)

    # -- what several rules ask ------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The segment's name, for wording."""
        return self.name_of(self.subject)

    def name_of(self, segment: str) -> str:
        """A segment's name, or its id when it has none, for wording."""
        key = f"segments.{segment}.name"
        self.wording_reads[key] = None
        return str(self.session.answers.get(key) or segment)

    def position(self, motion: str) -> int:
        """The position (1-5) of a sales or success motion."""
        return self.calibration.positions[motion]

    def planned(self) -> bool:
        """Whether the segment is not sold yet; this is no evidence of its own."""
        key = self.prefix + "status"
        self.wording_reads[key] = None
        return self.session.answers.get(key) == "planned"

    def launching(self) -> bool:
        """Whether the segment has been sold for less than twelve months."""
        return self.own.get_choice("status") == "launching"

    def shift_granted(self) -> bool:
        """Whether land and expand counts: declared, lifetime value given, net retention not at 100 % or less."""
        if self.own.get_flag("land_and_expand") is not True or self.own.get_number("lifetime_value") is None:
            return False
        retention = self.own.get_number("net_revenue_retention")
        return retention is None or retention > self.limit("expansion.net_retention")

    def effective_acv(self) -> float:
        """First-year value, or lifetime value over the horizon if more and granted; in the session's currency."""
        acv = float(self.own.number("first_year_acv"))
        if self.shift_granted():
            return max(acv, self.own.number("lifetime_value") / self.limit("horizon.years"))
        return acv

    def effective_dollars(self) -> float:
        """The effective first-year value in US dollars, to hold against the bands."""
        value, rate = self.effective_acv(), self.dollars_per_unit()
        return value if rate == 1 and value == self.own.number("first_year_acv") else rounded(value * rate)

    def small_company(self) -> bool:
        """Whether roles may be combined: by recurring revenue if known in dollars, else by headcount; else no.

        Never a reason for "not assessed". Revenue that is said not to recur decides nothing.
        """
        if self._revenue_decides():
            return self.in_dollars(self.answers.number("company.arr")) < self.limit("small_company.arr")
        headcount = self.answers.get_number("company.gtm_headcount")
        return headcount is not None and headcount <= self.limit("small_company.headcount")

    def _revenue_decides(self) -> bool:
        """Whether the company's yearly revenue is given, recurs and can be held against a limit in dollars."""
        aside = self.aside()
        if aside.get_number("company.arr") is None:
            return False
        if aside.get_flag("company.recurring_revenue") is False:
            self.answers.flag("company.recurring_revenue")
            return False
        if self.currency == "USD":
            return "session.currency" not in self.session.invalid
        return aside.get_number("session.usd_per_unit") is not None

    def marketing_motions(self) -> tuple[str, ...]:
        """The marketing motions of the segment, without those that really serve another one."""
        motions = self.own.choices("marketing_motions")
        elsewhere = self.own.get_choices("marketing_for_other_segments") or ()
        return tuple(m for m in motions if m not in elsewhere)

    def people_of(self, group: str) -> tuple[str, ...] | None:
        """Who covers a group, or None when not answered."""
        return self.answers.get_people(f"groups.{group}.people")


def same_person(one: str, other: str) -> bool:
    """Whether two typed names mean the same person."""
    return same_name(one, other)


def sales_word(motion: str) -> str:
    """A sales motion inside a sentence."""
    return SALES_MOTIONS[motion].word


def marketing_word(motion: str) -> str:
    """A marketing motion inside a sentence."""
    return MARKETING_MOTIONS[motion].word


def success_word(motion: str) -> str:
    """A success motion inside a sentence."""
    return SUCCESS_MOTIONS[motion].word


def group_label(group: str) -> str:
    """A group's name inside a sentence."""
    return GROUPS[group].label


def listed(words: "list[str] | tuple[str, ...]", joiner: str = "and") -> str:
    """Words as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joiner} {words[-1]}" if words else ""
