"""The styled report: the same words as the plain one, no markup from texts, readable without colour."""

import io
import re

from rich.console import Console

from gtm_tui.report.grid import grid
from gtm_tui.report.report import report
from gtm_tui.report.writers.styled import grid_view, print_report
from gtm_tui.report.writers.text import text_report
from gtm_tui.rules import assess
from tests.support.report_cases import HARBOR, SHIFTED, TODAY

SGR = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def printed(session=HARBOR, width=80, colour=True, **options):
    """What a terminal gets."""
    console = Console(file=io.StringIO(), width=width, force_terminal=colour, highlight=False, markup=False)
    print_report(report(assess(session, today=TODAY)), console, **options)
    return console.file.getvalue()


def grid_text(session, **options):
    """The grid as characters without styles."""
    console = Console(file=io.StringIO(), width=80, no_color=True)
    console.print(grid_view(grid(assess(session, today=TODAY)), **options))
    return console.file.getvalue()


def test_the_words_are_those_of_the_plain_report():
    styled = SGR.sub("", printed())
    plain = text_report(report(assess(HARBOR, today=TODAY)))
    head, _, rest = plain.partition("Where everything stands")
    assert styled.startswith(head.split("Where")[0].rstrip())
    tail = rest[rest.index("Next check due") :]
    assert tail.split() == styled[styled.index("Next check due") :].split()


def test_severity_is_a_shape_and_a_colour():
    assert "\x1b[31m!!  ROM-01" in printed()
    assert "!!  ROM-01" in printed(colour=False)


def test_the_grid_is_a_table_of_five_positions_readable_without_colour():
    text = grid_text(HARBOR, ascii_only=True)
    assert text.isascii()
    header = next(line for line in text.splitlines() if "none" in line)
    assert [part.strip() for part in header.split("|")[2:7]] == [
        "none",
        "low",
        "medium",
        "high",
        "dedicated",
    ]
    sales = next(line for line in text.splitlines() if "Sales" in line)
    assert sales.split("|")[4].strip() == "# 2-stage"
    marketing = next(line for line in text.splitlines() if "Marketing" in line and "|" in line)
    assert marketing.split("|")[2].strip() == "x Inbound"
    money = next(line for line in text.splitlines() if "Money" in line)
    assert money.split("|")[4].strip() == "^ 18,000"
    assert "does not fit" in text
    assert "!! Marketing casts wider than Sales can use" in text


def test_the_grid_never_exceeds_the_width():
    text = grid_text(SHIFTED.with_answer("segments.plants.name", "Plants " * 20))
    assert max(len(line) for line in text.splitlines()) <= 80


def test_texts_are_literal():
    name = "[bold]x[/] [/] [link=file:///x]y[/link] :smile: \x1b]0;t\x07 \x9b31m"
    session = HARBOR.with_answers({"segments.finance-teams.name": name, "company.name": name})
    text = printed(session)
    left = SGR.sub("", text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", left)
    assert "[bold]x[/] [/]" in left
    assert ":smile:" in left
    assert "\x1b]8" not in text
