"""The recipe for a page in CONTRIBUTING.md, carried out with dummies: counted, named and shown by every door."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gtm_tui.questions import PAGES, QUESTIONS, Kind, Page, Question
from gtm_tui.tui.app import WizardApp
from tests.support.cli_tools import SAMPLES, gtm
from tests.tui.screen_text import press, screen_text

PARTNERS = Page(id="partners", title="Partners", intro="Who sells with you.")
SEASONS = Page(id="seasons", title="Seasons", intro="When this segment buys.", per_segment=True)
QUESTION = Question(
    key="company.resellers", page="partners", label="Resellers", wording="How many resellers?", kind=Kind.COUNT
)
PER_SEGMENT = Question(
    key="segments.*.season", page="seasons", label="Season", wording="When do they buy?", kind=Kind.NAME
)
LISTED = Question(
    key="segments.*.resellers", page="partners", label="Their resellers", wording="How many here?", kind=Kind.COUNT
)


@pytest.fixture(autouse=True)
def declared() -> Iterator[None]:
    """Two pages with three questions, as the recipe makes them, for the time of one test."""
    before = len(PAGES)
    PAGES.add(PARTNERS, before="loose_ends")
    PAGES.add(SEASONS, before="loose_ends")
    for question in (QUESTION, PER_SEGMENT, LISTED):
        QUESTIONS.add(question)
    yield
    for question in (QUESTION, PER_SEGMENT, LISTED):
        QUESTIONS.remove(question.key)
    PAGES.remove(PARTNERS.id)
    PAGES.remove(SEASONS.id)
    assert len(PAGES) == before


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A session with one segment."""
    path = tmp_path / "harbor.toml"
    path.write_bytes(SAMPLES["harbor-ledger"].read_bytes())
    return path


async def test_the_wizard_counts_names_and_fills_it(file: Path) -> None:
    count, place = len(PAGES), PAGES.place("partners")
    async with (app := WizardApp(file)).run_test(size=(80, 40)) as pilot:
        await press(pilot, *["f8"] * (place - 1))
        text = screen_text(app)
        assert f"{place} of {count}" in text
        assert "Partners" in text
        assert "Who sells with you." in text
        await press(pilot, "'21", "enter", "'7", "f8")
        assert app.document.interview.session.get("company.resellers") == 21
        assert app.document.interview.session.get("segments.finance-teams.resellers") == 7
        text = screen_text(app)
        assert f"{place + 1} of {count}  Seasons  Finance teams" in text
        await press(pilot, "f8")
        assert f"{count} of {count}" in screen_text(app)
        assert "Loose ends" in screen_text(app)
        await press(pilot, "f6")
        assert "Partners" in screen_text(app)
        assert "Finance teams: Seasons" in screen_text(app)


@pytest.mark.parametrize("size", [(40, 12), (140, 40)])
async def test_every_page_is_drawn_and_helped_at_every_size(file: Path, size: tuple[int, int]) -> None:
    async with (app := WizardApp(file)).run_test(size=size) as pilot:
        for place in range(1, len(PAGES) + 1):
            await press(pilot)
            assert f"{place} of {len(PAGES)}" in screen_text(app)
            page = app.screen
            await press(pilot, "f1")
            assert app.screen is not page
            await press(pilot, "escape")
            assert app.screen is page
            await press(pilot, "f8")


def test_the_prompts_count_and_name_it(file: Path) -> None:
    count, place = len(PAGES), PAGES.place("partners")
    done = gtm("ask", file, stdin="go partners\n21\n8\npages\nq\nn\n")
    assert f"Page {place} of {count}, Partners" in done.out
    assert "Who sells with you." in done.out
    assert f"Page {place + 1} of {count}, Seasons: Finance teams" in done.out
    assert f"{count}. Loose ends" in done.out


def test_the_prompts_go_to_it_by_number(file: Path) -> None:
    done = gtm("ask", file, stdin=f"go {PAGES.place('partners')}\nq\nn\n")
    assert f"Page {PAGES.place('partners')} of {len(PAGES)}, Partners" in done.out


def test_the_report_lists_its_answers_under_its_title(file: Path) -> None:
    gtm("fill", "--answers", "-", file, stdin='"company.resellers" = 21\n"segments.finance-teams.season" = "May"\n')
    text = gtm("report", file).out
    assert "Answers: Partners" in text
    assert "Answers: Seasons" in text


def test_a_page_before_another_moves_its_number_in_every_sentence(tmp_path: Path) -> None:
    place = PAGES.place("segments")
    PAGES.add(Page(id="first", title="First"), before="company")
    try:
        from gtm_tui.questions import page_words

        assert page_words("segments") == f"page {place + 1}, Segments"
        assert f"Page 1 of {len(PAGES)}" not in gtm("ask", tmp_path / "new.toml", stdin="").out
        assert f"Page 2 of {len(PAGES)}, Company" in gtm("ask", tmp_path / "other.toml", stdin="").out
    finally:
        PAGES.remove("first")
