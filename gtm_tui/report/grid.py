"""The GTM grid as data: for every segment, where Marketing, Sales, Success and the money stand on five positions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gtm_tui.model.vocabulary import MARKETING_MOTIONS, SALES_MOTIONS, SUCCESS_MOTIONS
from gtm_tui.report.labels import money
from gtm_tui.rules import Assessment, Finding
from gtm_tui.rules.context import RuleContext
from gtm_tui.rules.finding import MISMATCH, NotAssessed

POSITIONS = ("none", "low", "medium", "high", "dedicated")
FROM, TO = "many deals, low value", "few deals, high value"


def _labels() -> dict[str, tuple[str, str]]:
    motions = (*MARKETING_MOTIONS.values(), *SALES_MOTIONS.values(), *SUCCESS_MOTIONS.values())
    long = {m.id: m.label.partition(",")[0] for m in motions if m.id != "none"}
    long = {motion: label[:1].upper() + label[1:] for motion, label in long.items()}
    return {m.id: (long[m.id], m.brief or long[m.id]) for m in motions if m.id in long}


# What stands in a cell: the motion's name, and a form of at most eleven characters where that is longer.
LABELS: Mapping[str, tuple[str, str]] = {**_labels(), "product": ("the product", "the product")}

# Which rows stand off, by the rules that say so.
_OFF = {
    "Marketing": {"ROM-01", "ROM-02", "ROM-03", "ROM-04"},
    "Success": {"ROM-05", "ROM-06"},
    "Money": {"ECO-01", "ECO-02"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One entry of a cell: its label, a short form for narrow columns, and whether it is a motion or the money."""

    label: str
    short: str
    kind: str = "motion"


_NO_PLACES: tuple[Cell | None, ...] = (None,) * len(POSITIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a segment: five positions, each with no, one or several entries; `note` says why none is filled."""

    name: str
    positions: tuple[tuple[Cell, ...], ...]
    note: str = ""

    @property
    def lines(self) -> tuple[tuple[Cell | None, ...], ...]:
        """The row as lines of five places each, so that an entry that fills several positions stays on one line."""
        return _lines(self.positions) or (_NO_PLACES,)

    def without(self, other: "Row") -> tuple[tuple[Cell | None, ...], ...]:
        """The lines of what stands here and not at the same place of another row."""
        pairs = zip(self.positions, other.positions, strict=True)
        return _lines(tuple(tuple(cell for cell in cells if cell not in there) for cells, there in pairs))

    @property
    def height(self) -> int:
        """Lines the row takes, at least one."""
        return len(self.lines)

    @property
    def columns(self) -> frozenset[int]:
        """The positions (1-5) that hold something."""
        return frozenset(i for i, cells in enumerate(self.positions, start=1) if cells)


def _lines(positions: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell | None, ...], ...]:
    lines: list[list[Cell | None]] = []
    for cell in dict.fromkeys(cell for cells in positions for cell in cells):
        where = [i for i, cells in enumerate(positions) if cell in cells]
        line = next((line for line in lines if all(line[i] is None for i in where)), None)
        if line is None:
            line = list(_NO_PLACES)
            lines.append(line)
        for i in where:
            line[i] = cell
    return tuple(tuple(line) for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentGrid:
    """One segment of the grid with the findings that belong to it.

    `shape` is 'aligned' (one straight column), 'close' (adjacent columns, nothing found), 'mismatch' or 'incomplete'.
    """

    segment: str
    name: str
    headline: str
    rows: tuple[Row, ...]
    shape: str
    findings: tuple[Finding, ...]
    planned: bool = False
    remark: str = ""

    @property
    def fits(self) -> bool | None:
        """Whether the functions and the money fit together; None while the segment is not complete."""
        return None if self.shape == "incomplete" else self.shape != "mismatch"

    @property
    def off(self) -> frozenset[str]:
        """The names of the rows that stand off, by what the rules say of them."""
        codes = {finding.code for finding in self.findings if finding.severity != "low"}
        return frozenset(row for row, about in _OFF.items() if codes & about)

    @property
    def words(self) -> str:
        """The segment in one sentence: whether it fits, and which motions meet in it."""
        verdict = {True: "fits", False: "does not fit", None: "is not complete yet"}[self.fits]
        return f"{self.name} {verdict}: {', '.join(_row_words(row) for row in self.rows if row.name != 'Money')}."

    @property
    def shape_words(self) -> str:
        """The shape as a reader understands it."""
        return {
            "aligned": "one straight column",
            "close": "adjacent columns: compatible",
            "mismatch": "a zig-zag: does not fit",
            "incomplete": "not complete yet",
        }[self.shape]


def _row_words(row: Row) -> str:
    """What stands in a row, in words: `marketing by Inbound`, `nobody has chosen how for Success`."""
    labels = list(dict.fromkeys(cell.label for cells in row.positions for cell in cells))
    if not labels:
        return f"{row.name} {row.note}"
    return f"{row.name} by {' and '.join(labels)}" if row.name == "Marketing" else f"{labels[0]} {_SELLING[row.name]}"


_SELLING = {"Sales": "sales", "Success": "service"}


def grid(assessment: Assessment, shown_money: Callable[[float], str] = money) -> tuple[SegmentGrid, ...]:
    """Grid of all segments in the order of the session; `shown_money` words an amount (without currency)."""
    return tuple(segment_grid(assessment, segment, shown_money) for segment in assessment.session.segments)


def segment_grid(assessment: Assessment, segment: str, shown_money: Callable[[float], str] = money) -> SegmentGrid:
    """The grid of one segment."""
    session = assessment.session
    context = RuleContext(session, assessment.calibration, segment, f"segments.{segment}.")
    planned = session.get(f"segments.{segment}.status") == "planned"
    found = assessment.before_you_start if planned else assessment.findings
    findings = tuple(f for f in found if f.segment == segment)
    rows = (_marketing(context), _sales(context), _success(context))
    money_row, remark = _money(context, shown_money)
    return SegmentGrid(
        segment=segment,
        name=session.segment_name(segment),
        headline=headline(assessment, segment, shown_money),
        rows=(*rows, money_row),
        shape=_shape((*rows, money_row), findings),
        findings=findings,
        planned=planned,
        remark=remark,
    )


def headline(assessment: Assessment, segment: str, shown_money: Callable[[float], str] = money) -> str:
    """The segment's money in one line: `18,000 USD x 90 a year`."""
    session = assessment.session
    acv, deals = session.get(f"segments.{segment}.first_year_acv"), session.get(f"segments.{segment}.deals_per_year")
    currency = session.get("session.currency", "USD")
    status = session.get(f"segments.{segment}.status")
    tail = f", {status}" if status in ("launching", "planned") else ""
    if acv is None and deals is None:
        return f"value and deals not given{tail}"
    parts = [f"{shown_money(acv)} {currency}" if acv is not None else "unknown value"]
    parts.append(f"x {shown_money(deals)} a year" if deals is not None else "x unknown a year")
    return " ".join(parts) + tail


def aligned(assessment: Assessment) -> tuple[int, int]:
    """How many segments that are sold today fit together, and how many there are."""
    sold = [s for s in grid(assessment) if not s.planned]
    return sum(s.shape in ("aligned", "close") for s in sold), len(sold)


def marketing_positions(context: RuleContext, motion: str) -> frozenset[int]:
    """The positions of a marketing motion: those of the sales motions for which it is core in the fit table."""
    fit = context.calibration.fit
    return frozenset(context.position(sales) for sales in SALES_MOTIONS if fit[sales].get(motion) == "core")


def _marketing(context: RuleContext) -> Row:
    chosen = context.own.get_choices("marketing_motions")
    if chosen is None:
        return _empty("Marketing", "not answered")
    elsewhere = context.own.get_choices("marketing_for_other_segments") or ()
    entries = [(m, marketing_positions(context, m)) for m in MARKETING_MOTIONS if m in chosen and m not in elsewhere]
    if not entries and context.own.get_choice("sales_motion") == "product_led":
        entries = [("product", frozenset({context.position("product_led")}))]
    if not entries:
        return _empty("Marketing", "no motion chosen" if not chosen else "all serve other segments")
    return _row("Marketing", entries)


def _sales(context: RuleContext) -> Row:
    motion = context.own.get_choice("sales_motion")
    return (
        _row("Sales", [(motion, frozenset({context.position(motion)}))]) if motion else _empty("Sales", "not answered")
    )


def _success(context: RuleContext) -> Row:
    motion = context.own.get_choice("success_motion")
    if motion in SUCCESS_MOTIONS and motion != "none":
        return _row("Success", [(motion, frozenset({context.position(motion)}))])
    return _empty("Success", "not answered" if motion is None else "no motion chosen")


def _money(context: RuleContext, shown_money: Callable[[float], str]) -> tuple[Row, str]:
    try:
        acv = context.effective_acv()
    except NotAssessed:
        return _empty("Money", "first-year value not given"), ""
    try:
        position = context.position(context.calibration.fitting_motion(acv * context.dollars_per_unit()))
    except NotAssessed:
        return _empty("Money", "needs the US dollars per unit of your currency"), ""
    text = shown_money(acv)
    cells = tuple((Cell(label=text, short=text, kind="money"),) if i == position else () for i in range(1, 6))
    first_year = context.own.number("first_year_acv")
    remark = ""
    if acv > first_year:
        years = context.limit("horizon.years")
        remark = (
            f"Effective value {text}: customers grow after the first deal ({shown_money(first_year)}), "
            f"so lifetime value over {years:g} years counts."
        )
    return Row(name="Money", positions=cells), remark


def _row(name: str, entries: list[tuple[str, frozenset[int]]]) -> Row:
    return Row(
        name=name,
        positions=tuple(tuple(_cell(motion) for motion, where in entries if i in where) for i in range(1, 6)),
    )


def _cell(motion: str) -> Cell:
    label, short = LABELS[motion]
    return Cell(label=label, short=short)


def _empty(name: str, note: str) -> Row:
    return Row(name=name, positions=((), (), (), (), ()), note=note)


def _shape(rows: tuple[Row, ...], findings: tuple[Finding, ...]) -> str:
    if any(f.code in MISMATCH and f.severity != "low" for f in findings):
        return "mismatch"
    if not all(row.columns for row in rows):
        return "incomplete"
    return "aligned" if frozenset.intersection(*(row.columns for row in rows)) else "close"
