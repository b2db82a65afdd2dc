"""Drive the wizard by keys alone: what a person presses, written as a short script."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.pilot import Pilot

from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.drawing import plain
from tests.support.harbor import HARBOR_SHARED

_NAMES = {
    " ": "space",
    ",": "comma",
    ".": "full_stop",
    "-": "minus",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "/": "slash",
    "'": "apostrophe",
    "?": "question_mark",
}


_CHARACTERS = {name: character for character, name in _NAMES.items()}


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys by name, typed ahead as a fast hand does; a key of the form `'text` types the text."""
    for key in keys:
        characters = key[1:] if key.startswith("'") else ""
        names = [(_NAMES.get(c, c), c) for c in characters] or [(key, _CHARACTERS.get(key, key))]
        for name, character in names:
            pilot.app.post_message(events.Key(name, character if len(character) == 1 else None))
    await pilot.pause()
    await pilot.pause()


def screen(app: WizardApp) -> list[str]:
    """The screen as plain text, one line per row."""
    return [plain(row) for row in app.screen.sheet.frame.rows]  # type: ignore[attr-defined]


def shown(app: WizardApp) -> str:
    """The whole screen as one text."""
    return "\n".join(screen(app))


# Harbor Ledger, typed in from nothing: page after page, by keys alone.
HARBOR: tuple[tuple[str, ...], ...] = (
    # 1 company
    (
        *("'Harbor Ledger, autumn review", "enter", "'Dana Ortiz", "enter", "4", "tab", "'usd", "enter"),
        *("'Harbor Ledger", "enter", "y", "tab", "'7.5m", "enter", "'24", "enter"),
    ),
    # 2 to 5: the groups
    ("'PM lead", "enter", "'15", "enter", "'4", "enter", "n", "f8"),
    ("'PMM lead", "enter", "'55", "enter", "down", "right", "space", "f8"),
    ("'Marcom lead", "tab", "'35", "tab", "down", "enter"),
    ("'VP Sales", "enter", "'15", "enter", "3", "tab", "n", "f8"),
    # 6 the matrix
    (
        *("'Head of CS", "tab", "enter", "down", "space", "down", "right", "space", "down", "right", "space"),
        *("down", "right", "space", "down", "right", "space", "f8"),
    ),
    # 7 working together: budget lines from the presets
    (
        *("tab", "tab", "space", "'410k", "tab", "tab"),
        *("right", "right", "right", "space", "'90000", "f8"),
    ),
    # 8 the buyer
    (
        *("y", "tab", "y", "tab", "down", "space", "down", "space", "tab"),
        *("'A failed audit", "enter", "'Month-end close in two days", "enter", "tab", "tab"),
        *("'Audit trail, ERP connector, price per entity", "f8"),
    ),
    # 9 the segment
    (*("enter", "'Finance teams", "enter", "'18k", "enter", "'90", "enter", "tab", "'64,000", "enter", "f8"),),
    # 10 motions, then the folded questions
    (
        *("3", "tab", "space", "tab", "2", "tab", "tab", "enter", "tab", "'4", "enter", "'120k", "enter", "tab"),
        *("enter", "tab", "'3", "enter", "1", "tab", "1", "tab", "n", "f8"),
    ),
    # 11 charging
    ("1", "tab", "3", "f8"),
    # 12 direction
    ("y", "tab", "y", "tab", "y", "tab", "n", "f8"),
    # 13 numbers
    ("'1.7m", "enter", "'78", "enter", "'75", *["tab"] * 6, "y", "tab", "n", "f8"),
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
