"""Harbor Ledger typed into the wizard from nothing, by keys alone: what a person presses, page after page."""

from __future__ import annotations

from collections.abc import Iterable

from tests.support.harbor import HARBOR_SHARED

# Harbor Ledger, typed in from nothing: page after page, by keys alone.
HARBOR: tuple[tuple[str, ...], ...] = (
    # 1 company
    (
        *("'Harbor Ledger, autumn review", "enter", "'Dana Ortiz", "enter", "4", "enter", "'usd", "enter"),
        *("'Harbor Ledger", "enter", "1", "enter", "'7.5m", "enter", "'24", "f8"),
    ),
    # 2 to 5: the groups
    ("'PM lead", "enter", "'15", "enter", "'4", "enter", "2", "f8"),
    ("'PMM lead", "enter", "'55", "enter", "2", "f8"),
    ("'Marcom lead", "enter", "'35", "enter", "2", "f8"),
    ("'VP Sales", "enter", "'15", "enter", "3", "enter", "2", "f8"),
    # 6 the matrix: the focus stands on the person in the first column
    (
        *("'Head of CS", "enter", "space", "down", "space", "down", "right", "space", "down", "right", "space"),
        *("down", "right", "space", "down", "right", "space", "f8"),
    ),
    # 7 working together: budget lines from the presets
    (
        "enter",
        "enter",
        "space",
        "'content",
        "enter",
        "'410k",
        "enter",
        "space",
        "'single pros",
        "enter",
        "'90000",
        "f8",
    ),
    # 8 the buyer
    (
        *(
            "1",
            "enter",
            "1",
            "enter",
            "2",
            "3",
            "enter",
            "'A failed audit",
            "enter",
            "'Month-end close in two days",
            "enter",
        ),
        *("enter", "enter", "'Audit trail, ERP connector, price per entity", "f8"),
    ),
    # 9 the segment
    ("space", "'Finance teams", "enter", "'18k", "enter", "'90", "enter", "enter", "'64,000", "f8"),
    # 10 its motions, and two of the folds
    (
        *(
            "3",
            "enter",
            "1",
            "enter",
            "2",
            "enter",
            "enter",
            "space",
            "enter",
            "'4",
            "enter",
            "'120k",
            "enter",
            "enter",
        ),
        *("space", "enter", "'3", "enter", "1", "enter", "1", "enter", "2", "f8"),
    ),
    # 11 charging
    ("1", "enter", "3", "f8"),
    # 12 direction
    ("1", "enter", "1", "enter", "1", "enter", "2", "f8"),
    # 13 numbers
    ("'1.7m", "enter", "'78", "enter", "'75", *["enter"] * 6, "1", "enter", "2", "f8"),
)

HARBOR_ANSWERS: dict[str, object] = {
    **HARBOR_SHARED,
    "session.respondent": "Dana Ortiz",
    "session.respondent_group": "sales",
    "session.currency": "USD",
    "groups.inbound_marketing.customers_only": False,
    "budget.content-and-website.label": "Content and website",
    "budget.content-and-website.payer": "marketing",
    "budget.content-and-website.aim": "market",
    "budget.content-and-website.amount": 410_000,
    "budget.demos-for-single-prospects.label": "Demos for single prospects",
    "budget.demos-for-single-prospects.payer": "marketing",
    "budget.demos-for-single-prospects.aim": "deals",
    "budget.demos-for-single-prospects.amount": 90_000,
}

HARBOR_FINDINGS = sorted(
    [
        "ROM-01",
        "TEAM-06",
        "TEAM-07",
        "BUD-01",
        "DAT-01",
        "ECO-05",
        "PER-02",
        "PER-03",
        "TEAM-10",
        "TEAM-11",
        "ROM-08",
        "ROM-08",
    ]
)


def difference(expected: dict[str, object], found: dict[str, object]) -> list[str]:
    """What two sets of answers do not share, line by line."""
    keys: Iterable[str] = sorted(expected.keys() | found.keys())
    return [f"{k}: {expected.get(k)!r} / {found.get(k)!r}" for k in keys if expected.get(k) != found.get(k)]
