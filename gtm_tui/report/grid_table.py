"""The GTM grid as a rich table: the one way it is drawn in the wizard, by `check --grid` and in the styled report."""

from collections.abc import Iterable, Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from gtm_tui.report.grid import POSITIONS, Cell, Row, SegmentGrid
from gtm_tui.text.sanitise import shown

SEVERITY_STYLES = {"!!!": "bold red", "!!": "red", "!": "yellow", "-": "dim"}
_FIT_STYLES: Mapping[bool | None, str] = {True: "green", False: "red", None: "dim"}
_FIT_WORDS: Mapping[bool | None, str] = {True: "fits", False: "does not fit", None: "not complete yet"}
AXIS = "Attention a buyer gets, from many deals of low value to few of high value"
_NAMES = {"Success": "Customer success"}


def grid_view(segments: Iterable[SegmentGrid], ascii_only: bool = False, with_findings: bool = True) -> Group:
    """The grid of all segments: one table for each, the five positions as columns, readable without colour."""
    tables = [segment_view(segment, ascii_only, with_findings) for segment in segments]
    return Group(Text(AXIS, "dim"), *tables) if tables else Group(Text("No segment yet.", "dim"))


def segments_view(pairs: Iterable[tuple[SegmentGrid, SegmentGrid]], boxed: bool = True) -> Group:
    """Segments as they would be, each over where it stood before, with what the marks mean."""
    pairs = list(pairs)
    tables = [segment_view(now, with_findings=False, before=was, boxed=boxed) for now, was in pairs]
    moved = any(row.without(other) for now, was in pairs for row, other in zip(was.rows, now.rows, strict=True))
    return Group(*tables, Text("■ now   ○ before", "dim")) if moved else Group(*tables)


def segment_view(
    segment: SegmentGrid,
    ascii_only: bool = False,
    with_findings: bool = True,
    *,
    before: SegmentGrid | None = None,
    boxed: bool = True,
) -> RenderableType:
    """One segment: name, money and fit above a table of four rows, its findings beneath.

    `before` is the segment as it was: what stood elsewhere then is shown too, with a mark of its own. Without a box
    the table takes three lines less.
    """
    lines = box.ASCII2 if ascii_only else box.ROUNDED
    table = Table(
        box=lines if boxed else None,
        title=_title(segment, before),
        title_justify="left",
        title_style="",
        caption=_caption(segment, with_findings),
        caption_justify="left",
        caption_style="",
        expand=True,
        pad_edge=False,
        padding=(0, 0),
        header_style="dim",
        border_style="dim",
    )
    table.add_column("", width=16, no_wrap=True)
    for name in POSITIONS:
        table.add_column(Text(name), ratio=1, overflow="ellipsis", no_wrap=True)
    earlier = before.rows if before is not None else (None,) * len(segment.rows)
    for row, was in zip(segment.rows, earlier, strict=True):
        cells = _cells(row, was, row.name in segment.off, ascii_only)
        table.add_row(Text(_NAMES.get(row.name, row.name)), *cells)
    return table


def _title(segment: SegmentGrid, before: SegmentGrid | None) -> Text:
    moved = before is not None and before.fits != segment.fits
    return Text.assemble(
        (shown(segment.name), "bold"),
        ("   " + _FIT_WORDS[segment.fits], _FIT_STYLES[segment.fits]),
        (f" (before: {_FIT_WORDS[before.fits]})" if before is not None and moved else "", "dim"),
        ("   " + shown(segment.headline), ""),
        no_wrap=True,
        overflow="ellipsis",
    )


def _caption(segment: SegmentGrid, with_findings: bool) -> Text | None:
    lines = [Text(shown(segment.remark), "dim")] if segment.remark else []
    if with_findings:
        for finding in segment.findings:
            lines.append(Text(f"{finding.mark:>3} {shown(finding.title)}", SEVERITY_STYLES[finding.mark]))
    return Text("\n").join(lines) if lines else None


def _cells(row: Row, was: Row | None, off: bool, ascii_only: bool) -> list[Text]:
    gone = was.without(row) if was is not None else ()
    if row.note and not gone:
        return [Text(shown(f"({row.note})"), "dim"), *(Text() for _ in POSITIONS[1:])]
    lines = [[_entry(cell, off, ascii_only) if cell else Text() for cell in line] for line in row.lines]
    for line in gone:
        _lay(lines, [_was(cell, ascii_only) if cell else None for cell in line])
    return [Text("\n").join(column) for column in zip(*lines, strict=True)]


def _lay(lines: list[list[Text]], more: list[Text | None]) -> None:
    """Put entries on the first line that is free where they stand, else on a line of their own."""
    places = [index for index, entry in enumerate(more) if entry is not None]
    free = next((line for line in lines if not any(line[index] for index in places)), None)
    if free is None:
        free = [Text() for _ in POSITIONS]
        lines.append(free)
    for index in places:
        free[index] = more[index] or Text()


def _entry(cell: Cell, off: bool, ascii_only: bool) -> Text:
    if off:
        return Text(f"x {shown(cell.short)}", "bold red")
    if cell.kind == "money":
        return Text(f"{'^' if ascii_only else '▲'} {shown(cell.short)}", "bold yellow")
    return Text(f"{'#' if ascii_only else '■'} {cell.short}", "bold cyan")


def _was(cell: Cell, ascii_only: bool) -> Text:
    return Text(f"{'o' if ascii_only else '○'} {shown(cell.short)}", "dim")
