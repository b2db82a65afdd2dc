"""What stands around every page: top line, progress, help, findings, keys, and the panels of a wide screen."""

from __future__ import annotations

from collections.abc import Iterable

from gtm_tui.text.plural import counted
from gtm_tui.tui.drawing import BLANK, Pen, Row, cut, wrap
from gtm_tui.tui.keys import ACTIONS, Keys

TYPE_CHECKING = False  # Home needs none of these
if TYPE_CHECKING:
    from gtm_tui.interview import Interview, PageRef
    from gtm_tui.tui.editing import LineEditor
    from gtm_tui.tui.form import Help


def top_line(width: int, left: str, middle: str, right: str) -> Row:
    """The bar: whose session, where in it, whether saved."""
    pen = Pen(width)
    pen.put(" ", "bar")
    side = max(10, (width - len(middle)) // 2 - 2)
    pen.put(cut(left or "New session", min(side, max(8, width - len(middle) - len(right) - 6))), "bar-strong")
    pen.to(max(pen.column + 2, (width - len(middle)) // 2), "bar")
    pen.put(cut(middle, max(8, width - pen.column - len(right) - 3)), "bar")
    pen.to(width - len(right) - 1, "bar")
    return pen.put(right, "bar").fill("bar").row


def progress_line(width: int, settled: int, asked: int) -> Row:
    """How much is answered, as a line and as numbers."""
    words = f"{settled} of {asked} answered"
    room = max(4, width - len(words) - 4)
    done = room * settled // asked if asked else 0
    pen = Pen(width).put(" ").put("━" * done, "good").put("·" * (room - done), "muted")
    return pen.put("  ").put(words, "muted").row


def page_words(interview: Interview, ref: PageRef) -> str:
    """Step and page: `10 of 14  Motions  Finance teams (1 of 2)`."""
    words = f"{ref.place}  {ref.page.title}"
    if ref.segment:
        segments = interview.session.segments
        words += f"  {cut(interview.session.segment_name(ref.segment), 20)}"
        if len(segments) > 1:
            words += f" ({segments.index(ref.segment) + 1} of {len(segments)})"
    return words


def findings_line(width: int, interview: Interview) -> Row:
    """How many findings there are, and the newest in words."""
    assessment = interview.assessment
    count = len(assessment.findings)
    pen = Pen(width).put(" ")
    pen.put(counted(count, "finding") if count else "no findings yet", "strong")
    if interview.newest is None and count:
        counts = ", ".join(f"{n} {severity}" for severity, n in assessment.counts.items() if n)
        pen.put("   ").put(counts, "muted")
    if interview.newest is not None:
        word, finding = interview.newest
        pen.put("   ").put(f"{word}: ", "muted")
        pen.put(f"{finding.mark} {finding.code} {finding.title}", "good" if word == "cleared" else "warning")
    return pen.fill("").row


def message_line(width: int, message: str) -> Row:
    """A word from the program, in the place of the findings line."""
    return Pen(width).put(" ").put(message, "accent").row


def key_line(width: int, keys: Keys, actions: Iterable[str], words: dict[str, str] | None = None) -> Row:
    """The keys in force; those that do not fit are left out, the palette never."""
    names = [name for name in actions if name != "palette"]
    last = f"{keys.label('palette')} {ACTIONS['palette'].word}"
    pen = Pen(width).put(" ", "foot")
    for name in names:
        word = (words or {}).get(name, ACTIONS[name].word)
        key = keys.label(name)
        if pen.column + len(key) + len(word) + 3 + len(last) > width:
            continue
        pen.put(f"{key} ", "key", ("act", name)).put(word, "foot", ("act", name)).put("  ", "foot")
    pen.put(f"{keys.label('palette')} ", "key", ("act", "palette"))
    return pen.put(ACTIONS["palette"].word, "foot", ("act", "palette")).fill("foot").row


def rule(width: int, more_above: bool = False, more_below: bool = False) -> Row:
    """A quiet line; says when the page goes on beyond what is in sight."""
    words = " more above and below " if more_above and more_below else " more below " if more_below else ""
    words = words or (" more above " if more_above else "")
    pen = Pen(width).put(" ")
    if not words:
        return pen.put("─" * (width - 2), "muted").row
    pen.put("─" * (width - 2 - len(words) - 3), "muted")
    return pen.put(words, "accent").put("─" * (width - 1 - pen.column), "muted").row


def help_rows(width: int, help: Help, height: int) -> list[Row]:
    """The question in full, then why it is asked or what is wrong, in `height` rows."""
    rows: list[Row] = []
    if height > 1:
        alone = not help.text and not help.problem
        lines = wrap(help.title, width - 2, height) if alone else [cut(help.title, width - 2)]
        rows.extend(Pen(width).put(" ").put(line, "strong").row for line in lines)
    said, style = (help.problem, "error") if help.problem else (short(help.text, 2 * width - 50), "")
    if height == 1:
        said = said or help.title
    for line in wrap(said, width - 2, max(1, height - len(rows))):
        rows.append(Pen(width).put(" ").put(line, style).row)
    return [*rows, *[BLANK] * (height - len(rows))][:height]


def short(text: str, most: int) -> str:
    """As many whole sentences as fit in `most` characters, one at least; F1 shows all of them."""
    sentences = text.replace(". ", ".\n").split("\n")
    said = sentences[0]
    for sentence in sentences[1:]:
        if len(said) + 1 + len(sentence) > most:
            break
        said += f" {sentence}"
    return said


def prompt_rows(width: int, title: str, editor: LineEditor, height: int) -> tuple[list[Row], tuple[int, int]]:
    """A line asked for, and where the cursor stands in it."""
    rows = [Pen(width).put(" ").put(line, "strong").row for line in wrap(title, width - 2, max(1, height - 1))]
    if height == 1:
        rows = []
    room = max(4, width - 4)
    before, under, after = editor.window(room)
    pen = Pen(width).put(" ").put("> ", "mark").put(before, "edit").put(under, "cursor").put(after, "edit")
    pen.put("_" * (room + 3 - pen.column), "field")
    place = (3 + len(before), len(rows))
    rows.append(pen.row)
    if len(rows) < height:
        rows.append(Pen(width).put(" ").put("Enter accepts, Esc cancels", "muted").row)
    return [*rows, *[BLANK] * (height - len(rows))], place


def section_rows(width: int, interview: Interview, here: PageRef, height: int) -> list[Row]:
    """All pages with their progress, for the left side of a wide screen."""
    refs = interview.pages()
    rows = [section_row(width, interview, ref, ref == here) for ref in refs]
    index = refs.index(here) if here in refs else 0
    first = max(0, min(index - height // 2, len(rows) - height))
    return rows[first : first + height]


def section_row(width: int, interview: Interview, ref: PageRef, here: bool) -> Row:
    """One page: whether it is here, complete or begun, and how much is answered."""
    settled, asked = interview.progress(ref)
    name = interview.session.segment_name(ref.segment) if ref.segment else ""
    title = f"{ref.number:>2} {ref.page.title}" + (f": {name}" if name else "")
    count = f"{settled}/{asked}" if asked else ""
    target = ("page", ref.id)
    pen = Pen(width).put(">" if here else " ", "mark", target)
    pen.put(cut(title, width - len(count) - 3), "strong" if here else "", target)
    done = asked and settled == asked
    return pen.right(count + " ", "good" if done else "muted", target).row


def findings_rows(width: int, interview: Interview, height: int) -> list[Row]:
    """The findings so far, worst first, for the right side of a wide screen."""
    assessment = interview.assessment
    rows: list[Row] = [Pen(width).put(" ").put("Findings", "accent").row]
    if not assessment.findings:
        rows.append(Pen(width).put(" ").put("None so far.", "muted").row)
    for finding in assessment.findings:
        lines = wrap(finding.title, width - 6, 2)
        block = [
            Pen(width)
            .put(" ")
            .put(f"{finding.mark:<3} ", "warning")
            .put(finding.code, "muted")
            .put("  ")
            .put(_subject(interview, finding.segment), "muted")
            .row,
            *(Pen(width).to(5).put(line).row for line in lines),
        ]
        if len(rows) + len(block) >= height:
            rows.append(Pen(width).put(" ").put(f"and {len(assessment.findings) - _shown(rows)} more", "muted").row)
            break
        rows.extend(block)
    return rows


def _shown(rows: list[Row]) -> int:
    return sum(any(span.style == "warning" for span in row) for row in rows)


def _subject(interview: Interview, segment: str) -> str:
    return interview.session.segment_name(segment) if segment else ""


def quiet_line(width: int, words: str) -> Row:
    """A quiet word, in the place of the findings line."""
    return Pen(width).put(" ").put(words, "muted").row
