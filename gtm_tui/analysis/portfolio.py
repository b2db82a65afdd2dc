"""Many companies at once: one row each, and which finding recurs where."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from gtm_tui.calibration import Calibration
from gtm_tui.model.session import Session
from gtm_tui.model.vocabulary import SEVERITIES
from gtm_tui.rules import Assessment, assess
from gtm_tui.rules.finding import MISMATCH


class Row(NamedTuple):
    """One company: counts by severity, segments sold today and how many of them fit together.

    `saved` is an ISO day ('' = not known), `model_version` the one the file names, `codes` the codes of its findings
    with a blank between, `lapsed` the findings whose acceptance no longer holds, one a line, `notice` the sentence that
    the file names another model or calibration than the one used.
    """

    path: str
    company: str
    saved: str
    model_version: str
    critical: int
    high: int
    medium: int
    low: int
    segments: int
    segments_aligned: int
    codes: str
    lapsed: str
    notice: str = ""

    def age(self, today: date) -> int | None:
        """Days since the session was saved."""
        return (today - date.fromisoformat(self.saved)).days if self.saved else None


class Unreadable(NamedTuple):
    """A file that gives no row, and why; `skipped` is true for one that is no session, which is no fault."""

    path: str
    reason: str
    skipped: bool = False


class Summary:
    """Makes rows: all sessions are judged by one model version, calibration and day."""

    def __init__(self, model: str, calibration: Calibration, today: date) -> None:
        self._model = model
        self._calibration = calibration
        self._today = today

    def row(self, path: str, session: Session) -> Row:
        """The row of one company, as `check` judges its file alone; `path` is shown as it is given."""
        assessment = assess(session, self._calibration, self._today, self._model)
        counts = assessment.counts
        get = session.answers.get
        moment = get("session.saved") or get("session.created")
        sold = [s for s in session.segments if get(f"segments.{s}.status") != "planned"]
        return Row(
            path=path,
            company=session.company(),
            saved=moment.date().isoformat() if isinstance(moment, datetime) else "",
            model_version=str(get("model.version") or ""),
            critical=counts["critical"],
            high=counts["high"],
            medium=counts["medium"],
            low=counts["low"],
            segments=len(sold),
            segments_aligned=sum(_fits(assessment, segment) for segment in sold),
            codes=" ".join(sorted({finding.code for finding in assessment.findings})),
            lapsed="\n".join(f.identity for f in assessment.findings if assessment.status(f) == "lapsed"),
            notice=assessment.judged_otherwise,
        )


def _fits(assessment: Assessment, segment: str) -> bool:
    """Whether marketing, sales, success and the money are all known and nothing says that they do not fit."""
    if any(f.segment == segment and f.code in MISMATCH and f.severity != "low" for f in assessment.findings):
        return False
    get, prefix = assessment.session.answers.get, f"segments.{segment}."
    sales, marketing = get(prefix + "sales_motion"), get(prefix + "marketing_motions")
    elsewhere = get(prefix + "marketing_for_other_segments") or ()
    reached = marketing is not None and (
        sales == "product_led" or any(motion not in elsewhere for motion in marketing)  # type: ignore[operator,union-attr]
    )
    money = get(prefix + "first_year_acv") is not None and (
        get("session.currency", "USD") == "USD" or get("session.usd_per_unit") is not None
    )
    return bool(sales) and reached and money and get(prefix + "success_motion") not in (None, "none")


class Recurrence:
    """Which finding occurs in how many companies; counts only, whatever the number of companies."""

    def __init__(self) -> None:
        self.companies = 0
        self.aligned = 0
        self.segments = 0
        self.notices: dict[str, int] = {}
        self._codes: dict[str, int] = {}
        self.with_severity = dict.fromkeys(SEVERITIES, 0)

    def add(self, row: Row) -> None:
        """Count one company."""
        self.companies += 1
        self.segments += row.segments
        self.aligned += row.segments_aligned
        if row.notice:
            self.notices[row.notice] = self.notices.get(row.notice, 0) + 1
        for code in row.codes.split():
            self._codes[code] = self._codes.get(code, 0) + 1
        for severity in SEVERITIES:
            self.with_severity[severity] += getattr(row, severity) > 0

    def table(self) -> list[tuple[str, int, float]]:
        """(code, companies, share of all companies 0-1), most frequent first."""
        total = self.companies or 1
        ordered = sorted(self._codes.items(), key=lambda entry: (-entry[1], entry[0]))
        return [(code, count, count / total) for code, count in ordered]


def by_name(rows: Iterable[Row]) -> list[Row]:
    """Rows by company name, then path."""
    return sorted(rows, key=lambda row: (row.company.casefold(), row.path))


def by_age(rows: Iterable[Row]) -> list[Row]:
    """Rows by age, the oldest first, those without a date at the end."""
    return sorted(rows, key=lambda row: (row.saved or "9999", row.company.casefold(), row.path))


def with_alias(row: Row, number: int) -> Row:
    """The row under a number instead of a name; lapsed findings keep their codes only."""
    alias = f"Company {number}"
    codes = "\n".join(identity.partition("/")[0] for identity in row.lapsed.split("\n"))
    return row._replace(path=alias, company=alias, lapsed=codes)
