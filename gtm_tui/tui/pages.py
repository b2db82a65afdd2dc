"""Which widgets stand on a page of the questionnaire: made from the catalogue; a few pages have their own builder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby

from textual.widget import Widget
from textual.widgets import Static

from gtm_tui.interview import Field, Interview, PageRef
from gtm_tui.model.session import MAX_SEGMENTS
from gtm_tui.model.vocabulary import RINGS
from gtm_tui.questions import Kind, questions_on
from gtm_tui.text.plural import counted
from gtm_tui.tui.widgets.cards import CardHeading, PageAction, PageHeading
from gtm_tui.tui.widgets.ends import LooseEndsList
from gtm_tui.tui.widgets.fields import QuestionField
from gtm_tui.tui.widgets.fold import Fold
from gtm_tui.tui.widgets.matrix import AccountableMatrix

Builder = Callable[[Interview, PageRef], Iterable[Widget]]


def page_widgets(interview: Interview, ref: PageRef) -> Iterable[Widget]:
    """The widgets of a page, in order; every question that could stand on it is among them, asked now or not."""
    laid_out: set[str] = set()
    for widget in _BUILDERS.get(ref.page.id, plain_page)(interview, ref):
        laid_out.update(getattr(widget, "keys_asked", ()))
        yield widget
    yield from left_over(interview, ref, laid_out)


def every_field(ref: PageRef, collection: str = "", identities: Iterable[str] = ("",)) -> Iterator[Field]:
    """Every question of a page, asked now or not: of the page itself, or of each member of a collection."""
    asked = [question for question in questions_on(ref.page.id) if question.collection == collection]
    for identity in identities:
        yield from (Field(key=question.key_for(identity), question=question) for question in asked)


def plain_page(interview: Interview, ref: PageRef) -> Iterator[Widget]:
    """The intro, then the questions; those of a fold behind its heading."""
    yield from _intro(ref)
    yield from _in_folds(
        interview, ref, every_field(ref, "segments", (ref.segment,)) if ref.segment else every_field(ref)
    )


def left_over(interview: Interview, ref: PageRef, laid_out: Collection[str]) -> Iterator[Widget]:
    """The questions of a page that its builder did not lay out, each under what it is about."""
    session = interview.session
    about: list[tuple[str, str, str]] = [("", "", "")]
    segments = (ref.segment,) if ref.segment else session.segments
    about += [("segments", segment, session.segment_name(segment)) for segment in segments]
    if not ref.segment:
        about += [("budget", line, str(session.get(f"budget.{line}.label") or line)) for line in session.budget]
    for collection, identity, name in about:
        fields = [field for field in every_field(ref, collection, (identity,)) if field.key not in laid_out]
        if fields and name and not ref.segment:
            yield PageHeading(name)
        yield from _in_folds(interview, ref, fields)


def _in_folds(interview: Interview, ref: PageRef, fields: Iterable[Field]) -> Iterator[Widget]:
    for fold, group in groupby(fields, key=lambda field: field.question.fold):
        if fold:
            yield _fold(interview, ref, fold, tuple(group))
        else:
            yield from (QuestionField(interview, field) for field in group)


def _fold(interview: Interview, ref: PageRef, title: str, members: tuple[Field, ...]) -> Fold:
    """A fold that says how much behind it is answered."""
    keys = [field.key for field in members]
    settled = sum(interview.session.state(key) != "open" for key in keys)

    def make() -> Iterator[Widget]:
        asked = {field.key for field in interview.fields(ref)}
        for field in members:
            widget = QuestionField(interview, field)
            widget.display = field.key in asked
            yield widget

    return Fold(f"{title}  {counted(settled, 'answer')}" if settled else title, keys, make)


def _intro(ref: PageRef) -> Iterator[Widget]:
    if ref.page.intro:
        yield Static(ref.page.intro, classes="intro", markup=False)


def segments(interview: Interview, ref: PageRef) -> Iterator[Widget]:
    """A card for each segment, and a way to add one."""
    yield from _intro(ref)
    ids = interview.session.segments
    for number, segment in enumerate(ids, start=1):
        yield CardHeading("segments", segment, f"{number}  {interview.session.segment_name(segment)}")
        yield from (QuestionField(interview, field) for field in every_field(ref, "segments", (segment,)))
    if len(ids) < MAX_SEGMENTS:
        label = "[+] add a segment" if ids else "[+] add the first segment"
        help = "Up to eight; two or three are usual. Start with the one that brings most of the new revenue."
        yield PageAction("add-segment", label, help)


def accountable(interview: Interview, ref: PageRef) -> Iterator[Widget]:
    """The questions of the page, then the matrix of deliverables and people."""
    yield from _intro(ref)
    fields = every_field(ref)
    yield from (QuestionField(interview, field) for field in fields if field.question.kind != Kind.OWNERS)
    yield AccountableMatrix(interview)


def together(interview: Interview, ref: PageRef) -> Iterator[Widget]:
    """How the groups work together, then the budget lines."""
    yield from _intro(ref)
    yield from (QuestionField(interview, field) for field in every_field(ref))
    yield PageHeading("Budget lines", "who pays, and for what; a few large ones are enough")
    for line in interview.session.budget:
        label = str(interview.session.get(f"budget.{line}.label") or line)
        yield CardHeading("budget", line, label)
        yield from (QuestionField(interview, field) for field in every_field(ref, "budget", (line,)))
    yield PageAction("add-budget", "[+] add a budget line", "One of the usual ones, or a name of your own.")


def buyer(interview: Interview, ref: PageRef) -> Iterator[Widget]:
    """The persona: whether there is one, then its five rings, one line each."""
    yield from _intro(ref)
    fields = list(every_field(ref))
    rings = [field for field in fields if field.key.startswith("persona.rings.")]
    yield from (QuestionField(interview, field) for field in fields if field not in rings)
    yield PageHeading("The persona, one line each", f"{len(RINGS)} rings", about=[field.key for field in rings])
    yield from (QuestionField(interview, field) for field in rings)


def numbers(interview: Interview, ref: PageRef) -> Iterator[Widget]:
    """The numbers of each segment, then those of the company."""
    yield from _intro(ref)
    for segment in interview.session.segments:
        yield PageHeading(interview.session.segment_name(segment))
        yield from _in_folds(interview, ref, every_field(ref, "segments", (segment,)))
    company = [QuestionField(interview, field) for field in every_field(ref)]
    if company:
        yield PageHeading("The company")
        yield from company


def loose_ends(interview: Interview, ref: PageRef) -> Iterator[Widget]:
    """What is not valid, needed, not known, in doubt or open, each a way to its question."""
    yield from _intro(ref)
    yield LooseEndsList(interview.loose_ends())


_BUILDERS: dict[str, Builder] = {
    "accountable": accountable,
    "segments": segments,
    "together": together,
    "buyer": buyer,
    "numbers": numbers,
    "loose_ends": loose_ends,
}
