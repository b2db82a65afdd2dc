"""One page of the questionnaire being filled in: where the highlight is, what is typed, what is in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gtm_tui.interview import Interview
from gtm_tui.questions import SOURCES, Kind, question_for
from gtm_tui.questions.question import NUMERIC
from gtm_tui.text.sanitise import sanitise_line, sanitise_text
from gtm_tui.tui.drawing import BLANK, Row
from gtm_tui.tui.editing import LineEditor
from gtm_tui.tui.form.fields import NONE
from gtm_tui.tui.form.item import Help, Item, Paper, Stop
from gtm_tui.tui.form.matrix import MatrixItem
from gtm_tui.tui.form.pages import items_of
from gtm_tui.tui.keys import Keys


@dataclass(slots=True)
class Prompt:
    """One line asked for at the foot of the page; `done` gets the text when Enter is pressed."""

    title: str
    editor: LineEditor
    done: Callable[[str], None]
    most: int


class Form:
    """The page the interview stands on.

    `on_jump(key)` is called when a question on another page is wanted, `on_finish()` for the results.
    """

    def __init__(self, interview: Interview, keys: Keys | None = None) -> None:
        self.interview = interview
        self.keys = keys or Keys()
        self.focus: Stop | None = None
        self.editor: LineEditor | None = None
        self.prompt: Prompt | None = None
        self.open_folds: set[str] = set()
        self.added_people: tuple[str, ...] = ()
        self.top = 0
        self.on_jump: Callable[[str], None] = lambda key: None
        self.on_finish: Callable[[], None] = lambda: None
        self.places: dict[Stop, tuple[int, int]] = {}
        self.rows: list[Row] = []
        self._edited: Stop | None = None
        self._seen: object = None
        self._last_index = 0

    # -- drawing ---------------------------------------------------------------------------------------

    def lay_out(self, width: int, height: int, *, stacked: bool = False, tall: bool = False) -> list[Row]:
        """All rows of the page at a width; finds a place for the highlight if it has lost its own."""
        items = items_of(self, self.interview.page)
        self._draw(items, width, height, stacked, tall)
        if self.focus not in self.places:
            self._find_focus(items)
            self._draw(items, width, height, stacked, tall)
        return self.rows

    def _draw(self, items: list[Item], width: int, height: int, stacked: bool, tall: bool) -> None:
        self._follow_focus(items)
        labels = [question.label for item in items if (question := getattr(item, "question", None))]
        label = min(max((len(text) for text in labels), default=16), 22)
        paper = Paper(width, label, self.focus, self.editor, stacked, tall)
        blocks = [(item, item.draw(paper)) for item in items]
        airy = sum(len(rows) + 1 for _, rows in blocks) <= height
        self.rows, self.places = [], {}
        for index, (item, rows) in enumerate(blocks):
            if airy and index and not item.head and not blocks[index - 1][0].head and rows[0] != BLANK:
                self.rows.append(BLANK)
            for row in rows:
                self._note_stops(row, len(self.rows))
                self.rows.append(row)

    def _note_stops(self, row: Row, y: int) -> None:
        x = 0
        for span in row:
            if isinstance(span.target, Stop) and span.target not in self.places:
                self.places[span.target] = (y, x)
            x += len(span.text)

    def _find_focus(self, items: list[Item]) -> None:
        stops = list(self.places)
        if not stops:
            self.focus = None
            return
        same = [stop for stop in stops if self.focus and stop.item == self.focus.item]
        self.focus = same[0] if same else stops[min(self._last_index, len(stops) - 1)]

    def _follow_focus(self, items: list[Item]) -> None:
        """Begin to edit the text field the highlight stands on; leave the one before."""
        if self._edited == self.focus and self._seen is self.interview.session:
            return
        if self._edited != self.focus:
            self.interview.end_step()
        self.editor = None
        item = next((i for i in items if self.focus and i.id == self.focus.item), None)
        if item is not None and self.focus is not None:
            text = item.text(self, self.focus.part)
            if text is not None and self.interview.session.state(item.key(self.focus.part)) in (
                "open",
                "answered",
                "invalid",
            ):
                question = question_for(item.key(self.focus.part))
                number = question is not None and question.kind in NUMERIC
                self.editor = LineEditor(text, selected=number and self._edited != self.focus)
        self._edited, self._seen = self.focus, self.interview.session

    def window(self, height: int) -> list[Row]:
        """The rows in sight, scrolled so that the highlight is among them."""
        row = self.places[self.focus][0] if self.focus in self.places else 0
        most = max(0, len(self.rows) - height)
        if row < self.top + 1:
            self.top = row - 1
        if row > self.top + height - 2:
            self.top = row - height + 2
        if row <= self._first_stop_row():
            self.top = 0
        self.top = max(0, min(self.top, most))
        return self.rows[self.top : self.top + height]

    def _first_stop_row(self) -> int:
        return min((row for row, _ in self.places.values()), default=0)

    # -- where we are ----------------------------------------------------------------------------------

    @property
    def item(self) -> Item | None:
        """The item the highlight stands on."""
        if self.focus is None:
            return None
        return next((i for i in items_of(self, self.interview.page) if i.id == self.focus.item), None)

    @property
    def key(self) -> str:
        """The key path of the question the highlight stands on, or ''."""
        item = self.item
        return item.key(self.focus.part) if item and self.focus else ""

    @property
    def help(self) -> Help:
        """What to say about the highlighted thing."""
        item = self.item
        return item.help(self, self.focus.part) if item and self.focus else Help("")

    def enter_page(self, key: str = "") -> None:
        """Start on the page the interview now stands on, at a question if one is given."""
        self.prompt = None
        self.top = 0
        self.focus, self._last_index = None, 0
        if key:
            question = question_for(key)
            if question is not None and question.fold:
                self.open_folds.add(question.fold)
            self.focus = self._stop_of(key)

    def _stop_of(self, key: str) -> Stop | None:
        head, _, rest = key.partition(".")
        if head == "budget":
            line, _, part = rest.partition(".")
            return Stop(f"budget:{line}", part)
        if head == "accountable":
            matrix = MatrixItem(self.interview)
            person = (matrix.first(self) or "").partition("|")[2]
            return Stop("matrix", f"{rest}|{person}")
        item = next((i for i in items_of(self, self.interview.page) if i.id == key), None)
        return Stop(key, (item.first(self) if item else None) or "") if item else None

    # -- moving ----------------------------------------------------------------------------------------

    def _go(self, stop: Stop) -> None:
        self.focus = stop
        self._last_index = list(self.places).index(stop) if stop in self.places else 0

    def move(self, by: int) -> None:
        """Up or down to the next row that has a stop, as near to the column as possible."""
        if self.focus not in self.places:
            return
        row, column = self.places[self.focus]
        rows = sorted({y for y, _ in self.places.values() if (y > row if by > 0 else y < row)}, reverse=by < 0)
        if not rows:
            self.top = 0 if by < 0 else len(self.rows)
            return
        near = [stop for stop, (y, _) in self.places.items() if y == rows[0]]
        self._go(min(near, key=lambda stop: abs(self.places[stop][1] - column)))

    def page(self, by: int, height: int) -> None:
        """A screenful up or down."""
        for _ in range(max(1, height - 2)):
            self.move(by)

    def side(self, by: int) -> None:
        """To the next stop on the same item, at the left or right."""
        stops = [stop for stop in self.places if self.focus and stop.item == self.focus.item]
        if self.focus in stops:
            index = stops.index(self.focus) + by
            if 0 <= index < len(stops):
                self._go(stops[index])

    def edge(self, last: bool) -> None:
        """To the first or last stop of the page."""
        if self.places:
            self._go(list(self.places)[-1 if last else 0])

    def tab(self, by: int) -> bool:
        """To the next or previous question; False at the end of the page."""
        ids = list(dict.fromkeys(stop.item for stop in self.places))
        if self.focus is None or not ids:
            return False
        if self.focus.item.startswith("budget:") and self._within(by):
            return True
        index = (ids.index(self.focus.item) if self.focus.item in ids else 0) + by
        if not 0 <= index < len(ids):
            return False
        self._land(ids[index], by)
        return True

    def _within(self, by: int) -> bool:
        before = self.focus
        self.side(by)
        return self.focus != before

    def _land(self, item_id: str, by: int) -> None:
        item = next(i for i in items_of(self, self.interview.page) if i.id == item_id)
        stops = [stop for stop in self.places if stop.item == item_id]
        part = item.first(self)
        wanted = Stop(item_id, part) if part is not None else stops[0]
        self._go(wanted if wanted in self.places else stops[0])

    # -- answering -------------------------------------------------------------------------------------

    def press(self) -> bool:
        """Space on the highlighted thing."""
        item = self.item
        return bool(item and self.focus and item.press(self, self.focus.part))

    def enter(self) -> bool:
        """Enter: press or go on; False when the page is done. Going on confirms an answer carried over."""
        item = self.item
        if item is not None and self.focus is not None:
            before = self.focus
            if item.enter(self, before.part):
                return True
            self.interview.confirm(self.key)
        return self.tab(1)

    def confirm(self) -> int:
        """Confirm what was carried over: all of the page, or the highlighted line of the loose ends; how many."""
        if self.interview.page.page.id == "loose_ends":
            return self.interview.confirm(self.key)
        return self.interview.confirm(*(field.key for field in self.interview.fields()))

    def character(self, character: str) -> bool:
        """A printable character: typed into the field, or a shortcut of the item."""
        if self.prompt is not None:
            if len(self.prompt.editor.text) < self.prompt.most:
                self.prompt.editor.insert(character)
            return True
        item = self.item
        if item is None or self.focus is None:
            return False
        if item.text(self, self.focus.part) is None:
            if character == " ":
                return item.press(self, self.focus.part)
            return item.type(self, self.focus.part, character)
        if self.editor is None:
            self.editor = LineEditor("")
        self.editor.insert(character)
        self._write(item)
        return True

    def edit(self, key: str) -> bool:
        """An editing key; False when no text is being edited or the key means nothing there."""
        if self.prompt is not None:
            return self.prompt.editor.press(key)
        item = self.item
        if self.editor is None or item is None:
            return False
        before = self.editor.text
        if not self.editor.press(key):
            return False
        if self.editor.text != before:
            self._write(item)
        return True

    def paste(self, text: str) -> None:
        """Put pasted text into the field, cleaned; line breaks stay only where an answer may have several lines."""
        question = question_for(self.key)
        several = self.prompt is None and question is not None and question.kind == Kind.TEXT
        text = sanitise_text(text)[0].replace("\r", "\n")
        text = text.strip("\n") if several else sanitise_line(text.strip())[0]
        if self.prompt is not None:
            self.prompt.editor.insert(text[: max(0, self.prompt.most - len(self.prompt.editor.text))])
            return
        item = self.item
        if item is not None and self.focus is not None and item.text(self, self.focus.part) is not None:
            self.editor = self.editor or LineEditor("")
            self.editor.insert(text[:12_000])
            self._write(item)

    def _write(self, item: Item) -> None:
        if self.editor is not None and self.focus is not None:
            item.write(self, self.focus.part, self.editor.text)
            self._seen = self.interview.session

    @property
    def typing(self) -> bool:
        """Whether letters are typed into a text here."""
        item = self.item
        return self.prompt is not None or bool(item and self.focus and item.text(self, self.focus.part) is not None)

    def click(self, stop: Stop, cells: int) -> None:
        """A click on a stop: highlight it and press it; in a text field, put the cursor there."""
        if stop not in self.places:
            return
        self._go(stop)
        item = self.item
        if item is None:
            return
        if item.text(self, stop.part) is None:
            item.press(self, stop.part)
            return
        self._follow_focus(items_of(self, self.interview.page))
        if self.editor is not None:
            self.editor.place(max(0, cells - self.places[stop][1]))

    def dont_know(self) -> bool:
        """Mark as not known, or remove the mark; False when there is no question."""
        if not self.key:
            return False
        self.interview.dont_know(self.key)
        self.interview.end_step()
        return True

    def nobody(self) -> bool:
        """Answer 'nobody' or 'none of these'; False where that is no answer."""
        question = question_for(self.key)
        if question is None or question.kind not in (Kind.PEOPLE, Kind.OWNERS, Kind.CHOICES, Kind.SEGMENTS):
            return False
        self.interview.answer(self.key, ())
        self.interview.end_step()
        if self.focus and question.kind in (Kind.CHOICES, Kind.SEGMENTS):
            self.focus = Stop(self.focus.item, NONE)
        return True

    def ask_reason(self) -> bool:
        """Ask why the question does not apply."""
        key = self.key
        if not key:
            return False
        reason = self.interview.session.not_applicable.get(key, "")

        def put(text: str) -> None:
            if text:
                self.interview.not_applicable(key, text)
            elif self.interview.session.state(key) == "not_applicable":
                self.interview.clear(key)

        self.ask("Why does this not apply? (empty = it does)", reason, put, most=500)
        return True

    def ask_note(self) -> bool:
        """Ask for a note on the question."""
        key = self.key
        if not key:
            return False
        note = self.interview.session.notes.get(key, "")
        self.ask("Note, shown in the report (empty = none):", note, lambda text: self.interview.note(key, text), 2_000)
        return True

    def next_source(self) -> bool:
        """Record where a number comes from: CRM, finance, an estimate, or not given."""
        question = question_for(self.key)
        if question is None or question.kind not in NUMERIC:
            return False
        values = ["", *(option.value for option in SOURCES)]
        now = self.interview.session.sources.get(self.key, "")
        self.interview.source(self.key, values[(values.index(now) + 1) % len(values) if now in values else 0])
        self._seen = self.interview.session
        return True

    # -- prompts and groups ----------------------------------------------------------------------------

    def ask(self, title: str, text: str, done: Callable[[str], None], most: int = 500) -> None:
        """Ask for one line at the foot of the page."""
        self.prompt = Prompt(title, LineEditor(text), done, most)

    def close_prompt(self, keep: bool) -> None:
        """End the prompt, with its text taken or not."""
        prompt, self.prompt = self.prompt, None
        if prompt is not None and keep:
            prompt.done(prompt.editor.text.strip())

    def fold(self, title: str) -> None:
        """Open or close a group of questions."""
        self.open_folds ^= {title}

    def jump(self, key: str) -> None:
        """Ask for the page of another question."""
        self.on_jump(key)

    def finish(self) -> None:
        """Ask for the results."""
        self.on_finish()
