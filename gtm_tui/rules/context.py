"""What a rule sees of a session: a reader that writes down every answer it hands out."""

from collections.abc import Mapping, Set
from typing import Any

from gtm_tui.calibration import Band, Calibration
from gtm_tui.model.session import Session, Value
from gtm_tui.model.vocabulary import FOUR_GROUPS, GROUPS, MARKETING_MOTIONS, SALES_MOTIONS, SUCCESS_MOTIONS
from gtm_tui.rules.finding import NotAssessed, rounded
from gtm_tui.text.names import is_in, same_name

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

    `get` and `need` take full key paths, `own` and `need_own` names inside the subject's own table.
    Everything read becomes evidence if it was answered; `for_wording` reads for wording only.
    """

    __slots__ = (
        "_answers",
        "calibration",
        "limits",
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
        self._answers: Mapping[str, Value] = session.answers
        self.read: dict[str, None] = {}
        self.wording_reads: set[str] = set()
        self.limits: dict[str, None] = {}

    # -- answers ---------------------------------------------------------------------------------------

    def get(self, key: str, default: Any = None) -> Any:
        """The answer to a key path, recorded as evidence."""
        self.read[key] = None
        return self._answers.get(key, default)

    def own(self, name: str, default: Any = None) -> Any:
        """The answer to a question of the subject's own table."""
        key = self.prefix + name
        self.read[key] = None
        return self._answers.get(key, default)

    def need(self, *keys: str) -> Any:
        """The answers to key paths (one value, or a list); raises NotAssessed with all that are missing."""
        answers, read = self._answers, self.read
        values = []
        for key in keys:
            read[key] = None
            values.append(answers.get(key))
        if None in values:
            raise NotAssessed(tuple(key for key in keys if answers.get(key) is None))
        return values[0] if len(values) == 1 else values

    def need_own(self, *names: str) -> Any:
        """The same for names inside the subject's own table."""
        prefix = self.prefix
        return self.need(*[prefix + name for name in names])

    def for_wording(self, key: str, default: Any = None) -> Any:
        """An answer used for wording only: it is not evidence."""
        self.wording_reads.add(key)
        return self._answers.get(key, default)

    def everything_read(self) -> Set[str]:
        """The key paths of every answer handed out, as evidence or for wording."""
        return self.wording_reads.union(self.read)

    # -- numbers ---------------------------------------------------------------------------------------

    def limit(self, number: str) -> float:
        """A calibration number by id, recorded so that the finding can name its source."""
        self.limits[number] = None
        return self.calibration.value(number)

    def band(self, sales: str) -> Band:
        """The zones of a sales motion, recorded as `bands.<motion>`."""
        self.limits[f"bands.{sales}"] = None
        return self.calibration.bands[sales]

    def dollars_per_unit(self) -> float:
        """What one unit of the session's currency is worth in US dollars; needed unless it is USD."""
        if self.for_wording("session.currency", "USD") == "USD":
            if "session.currency" in self.session.invalid:
                raise NotAssessed(("session.currency",))
            return 1.0
        self.get("session.currency")
        return float(self.need("session.usd_per_unit"))

    def dollars(self, key: str) -> float:
        """An amount in US dollars, to hold against the calibration's limits."""
        amount, rate = float(self.need(key)), self.dollars_per_unit()
        return amount if rate == 1 else rounded(amount * rate)

    def money(self, amount: float) -> str:
        """An amount of the session's currency in words: `18,000 USD`."""
        return f"{amount:,.0f} {self.for_wording('session.currency', 'USD')}"

    def from_dollars(self, amount: float) -> str:
        """A calibration amount in the session's currency, in words."""
        per_unit = 1.0
        if self.for_wording("session.currency", "USD") != "USD":
            per_unit = float(self.for_wording("session.usd_per_unit", 1.0))
        return self.money(amount / per_unit)

    # -- what several rules ask ------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The segment's name, for wording."""
        return str(self.for_wording(self.prefix + "name") or self.subject)

    def position(self, motion: str) -> int:
        """The position (1-5) of a sales or success motion."""
        return self.calibration.positions[motion]

    def launching(self) -> bool:
        """Whether the segment has been sold for less than twelve months."""
        return bool(self.own("status") == "launching")

    def shift_granted(self) -> bool:
        """Whether land and expand counts: declared, lifetime value given, net retention not at 100 % or less."""
        if self.own("land_and_expand") is not True or self.own("lifetime_value") is None:
            return False
        retention = self.own("net_revenue_retention")
        return retention is None or retention > self.limit("expansion.net_retention")

    def effective_acv(self) -> float:
        """First-year value, or lifetime value over the horizon if more and granted; in the session's currency."""
        acv = float(self.need_own("first_year_acv"))
        if self.shift_granted():
            return max(acv, float(self.own("lifetime_value")) / self.limit("horizon.years"))
        return acv

    def effective_dollars(self) -> float:
        """The effective first-year value in US dollars, to hold against the bands."""
        value, rate = self.effective_acv(), self.dollars_per_unit()
        return value if rate == 1 and value == self.own("first_year_acv") else rounded(value * rate)

    def small_company(self) -> bool:
        """Whether roles may be combined: by recurring revenue if known in dollars, else by headcount; else no.

        Never a reason for "not assessed". Revenue that is said not to recur decides nothing.
        """
        if self._revenue_decides():
            return self.dollars("company.arr") < self.limit("small_company.arr")
        headcount = self.get("company.gtm_headcount")
        return headcount is not None and headcount <= self.limit("small_company.headcount")

    def _revenue_decides(self) -> bool:
        """Whether the company's yearly revenue is given, recurs and can be held against a limit in dollars."""
        if self.for_wording("company.arr") is None:
            return False
        if self.for_wording("company.recurring_revenue") is False:
            self.get("company.recurring_revenue")
            return False
        if self.for_wording("session.currency", "USD") == "USD":
            return "session.currency" not in self.session.invalid
        return self.for_wording("session.usd_per_unit") is not None

    def marketing_motions(self) -> tuple[str, ...]:
        """The marketing motions of the segment, without those that really serve another one."""
        motions = self.need_own("marketing_motions")
        elsewhere = self.own("marketing_for_other_segments", ())
        return tuple(m for m in motions if m not in elsewhere)

    def people_of(self, group: str) -> tuple[str, ...] | None:
        """Who covers a group, or None when not answered."""
        people = self.get(f"groups.{group}.people")
        return None if people is None else tuple(people)

    def groups_of(self, person: str) -> tuple[str, ...]:
        """The groups (of the four) that a person covers; names match without regard to case."""
        return tuple(g for g in FOUR_GROUPS if is_in(person, self.people_of(g) or ()))


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
