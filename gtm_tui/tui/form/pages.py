"""Which items stand on which page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from gtm_tui.interview import Field, Interview, PageRef
from gtm_tui.model.session import MAX_SEGMENTS
from gtm_tui.model.vocabulary import FOUR_GROUPS, RINGS
from gtm_tui.questions import field_of, page_words
from gtm_tui.tui.form.fields import field_item
from gtm_tui.tui.form.item import Heading, Item, Stop, Words
from gtm_tui.tui.form.lists import (
    BUDGET_ROW,
    ActionItem,
    BudgetHead,
    BudgetItem,
    FoldItem,
    LooseEndItem,
    PresetsItem,
    kinds_of,
)
from gtm_tui.tui.form.matrix import MatrixItem

if TYPE_CHECKING:
    from gtm_tui.tui.form.form import Form


def items_of(form: Form, ref: PageRef) -> list[Item]:
    """The items of a page in order."""
    special = _SPECIAL.get(ref.page.id)
    if special is not None:
        return special(form)
    fields = form.interview.fields(ref)
    intro: list[Item] = [] if ref.page.id == "motions" or not ref.page.intro else [Words(ref.page.intro)]
    return [*intro, *_folded(form, fields, ref), *_answers_for(form.interview, ref)]


def _folded(form: Form, fields: Iterable[Field], ref: PageRef) -> list[Item]:
    """The fields under what is folded, and under the segment or budget line that the page itself does not name."""
    items: list[Item] = []
    for (about, fold), group in groupby(fields, key=lambda f: (field_of(f.key)[:2], f.question.fold)):
        members = list(group)
        heading = Heading(_about(form.interview, *about))
        if about[1] not in ("", ref.segment) and heading.id not in [item.id for item in items]:
            items.append(heading)
        if fold:
            settled = sum(form.interview.session.state(f.key) not in ("open", "invalid") for f in members)
            items.append(FoldItem(fold, settled, len(members), fold in form.open_folds))
        if not fold or fold in form.open_folds:
            items.extend(field_item(form.interview, f) for f in members)
    return items


def _about(interview: Interview, collection: str, identity: str) -> str:
    if collection == "budget":
        return str(interview.session.get(f"budget.{identity}.label") or identity)
    return interview.session.segment_name(identity)


def _answers_for(interview: Interview, ref: PageRef) -> list[Item]:
    """What the group of a page answers for today; set on the page of owners, shown here."""
    if ref.page.id not in FOUR_GROUPS:
        return []
    people = interview.session.get(f"groups.{ref.page.id}.people") or ()
    owned = [
        key.partition(".")[2].replace("_", " ").replace("gtm plan", "go-to-market plan")
        for key, value in interview.session.answers.items()
        if key.startswith("accountable.") and isinstance(value, tuple) and any(p[0] in people for p in value)
    ]
    return [
        Words(f"Answers for today: {', '.join(owned) or 'nothing yet'}  (set on {page_words('accountable')})", gap=True)
    ]


def _accountable(form: Form) -> list[Item]:
    fields = [f for f in form.interview.fields() if not f.key.startswith("accountable.")]
    return [*(field_item(form.interview, f) for f in fields), MatrixItem(form.interview, form.added_people)]


def _together(form: Form) -> list[Item]:
    interview = form.interview
    fields = interview.fields()
    asked = [f for f in fields if f.question.collection != "budget"]
    currency = str(interview.session.get("session.currency", "USD"))
    return [
        *(field_item(interview, f) for f in asked),
        BudgetHead(currency),
        *(item for line in interview.session.budget for item in _budget_line(interview, line, fields)),
        PresetsItem(interview),
    ]


def _budget_line(interview: Interview, line: str, fields: Iterable[Field]) -> list[Item]:
    """The row of a budget line, and beneath it what is asked of it besides."""
    beside = [f for f in fields if field_of(f.key)[:2] == ("budget", line) and field_of(f.key)[2] not in BUDGET_ROW]
    return [BudgetItem(interview, line), *(field_item(interview, f) for f in beside)]


def _buyer(form: Form) -> list[Item]:
    interview = form.interview
    fields = interview.fields()
    rings = [f for f in fields if f.key.startswith("persona.rings.")]
    items: list[Item] = [field_item(interview, f) for f in fields if f not in rings]
    if rings:
        filled = sum(f.key in interview.session.answers for f in rings)
        shape = "(*)" * filled + "( )" * (len(RINGS) - filled)
        items.append(Heading("The persona, one line each", f"{shape}  {filled} of {len(RINGS)} rings"))
        items.extend(field_item(interview, f) for f in rings)
    return [Words("The one buyer persona the whole team works from."), *items]


def _segments(form: Form) -> list[Item]:
    interview = form.interview
    items: list[Item] = [Words("Kinds of customers that buy alike. Size is a label; money and deals decide.")]
    fields = interview.fields()
    items.extend(field_item(interview, f) for f in fields if not f.question.collection)
    for number, segment in enumerate(interview.session.segments, start=1):
        items.append(Heading(f"{number}  {interview.session.segment_name(segment)}"))
        items.extend(field_item(interview, f) for f in fields if field_of(f.key)[1] == segment)
        name = interview.session.segment_name(segment)
        items.append(ActionItem(f"remove:{segment}", f"[-] remove {name}", _remover(segment), "Undo restores it."))
    if len(interview.session.segments) < MAX_SEGMENTS:
        label = "[+] add a segment" if items[1:] else "[+] add the first segment"
        help = "Up to eight; two or three are usual. Start with the one that brings most of the new revenue."
        items.append(ActionItem("add-segment", label, ask_segment, help, gap=True))
    return items


def _remover(segment: str) -> Callable[[Form], None]:
    return lambda form: form.interview.remove_segment(segment)


def ask_segment(form: Form) -> None:
    """Ask for the name of a new segment and add it."""

    def add(name: str) -> None:
        if name:
            segment = form.interview.add_segment(name)
            form.focus = Stop(f"segments.{segment}.first_year_acv")

    form.ask("What do you call this segment?", "", add, most=200)


def _numbers(form: Form) -> list[Item]:
    interview = form.interview
    fields = interview.fields()
    items: list[Item] = [Words("All optional. Payback and lifetime value per cost are computed, never asked.")]
    for segment in interview.session.segments:
        items.append(Heading(interview.session.segment_name(segment)))
        items.extend(field_item(interview, f) for f in fields if field_of(f.key)[1] == segment)
    items.append(Heading("From lead to renewal"))
    items.extend(field_item(interview, f) for f in fields if not field_of(f.key)[1])
    return items


def _loose_ends(form: Form) -> list[Item]:
    ends = form.interview.loose_ends()
    items: list[Item] = []
    if not ends:
        items.append(Words("Nothing is open, unconfirmed or invalid.", ""))
    for title, group in kinds_of(ends):
        items.append(Heading(title, str(len(group)), gap=bool(items)))
        items.extend(LooseEndItem(end) for end in group)
    items.append(ActionItem("results", "Show the results", lambda form: form.finish(), "Or press F8.", gap=True))
    return items


_SPECIAL: dict[str, Callable[[Form], list[Item]]] = {
    "accountable": _accountable,
    "together": _together,
    "buyer": _buyer,
    "segments": _segments,
    "numbers": _numbers,
    "loose_ends": _loose_ends,
}
