"""A page that the wizard lays out by hand still draws every question that its table names, known to it or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gtm_tui.questions import PAGES, QUESTIONS, Kind, Page, Question
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.widgets.fields import QuestionField
from gtm_tui.tui.widgets.fold import Fold
from tests.support.cli_tools import SAMPLES
from tests.tui.screen_text import press, screen_text


def places_on(page: Page) -> tuple[str, ...]:
    """Where the key of a question on a page can lead."""
    return ("team", "segments.*") if page.per_segment else ("team", "segments.*", "budget.*")


def questions() -> Iterator[Question]:
    """One question nobody knows for each page, and for each collection."""
    for page in PAGES:
        for place in places_on(page):
            key = f"{place}.zest_{page.id}"
            yield Question(key=key, page=page.id, label=f"Zest {place[0]}", wording="How much zest?", kind=Kind.COUNT)


@pytest.fixture(autouse=True)
def declared() -> Iterator[None]:
    """The questions, for the time of one test."""
    added = list(questions())
    for question in added:
        QUESTIONS.add(question)
    yield
    for question in added:
        QUESTIONS.remove(question.key)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A session with segments and budget lines."""
    path = tmp_path / "harbor.toml"
    path.write_bytes(SAMPLES["harbor-ledger"].read_bytes())
    return path


@pytest.mark.parametrize("page", [page.id for page in PAGES])
async def test_a_question_it_does_not_know_is_drawn_and_answered(file: Path, page: str) -> None:
    async with (app := WizardApp(file)).run_test(size=(80, 60)) as pilot:
        await press(pilot)
        interview = app.document.interview
        ref = next(ref for ref in interview.pages() if ref.page.id == page)
        await app.screen.show_page(ref)
        await app.screen.page.whole()
        for fold in app.screen.query(Fold):
            fold.collapsed = False
        await press(pilot)
        asked = [field.key for field in interview.fields(ref) if f"zest_{page}" in field.key]
        drawn = {field.key: field for field in app.screen.query(QuestionField) if field.display}
        assert {key.partition(".")[0] for key in asked} == {place.partition(".")[0] for place in places_on(ref.page)}
        assert [key for key in asked if key not in drawn] == []
        keys = [field.key for field in app.screen.page.fields]
        assert sorted(keys) == sorted({field.key for field in interview.fields(ref)})
        for key in (asked[0], asked[-1]):
            drawn[key].input.focus()
            await press(pilot, "'5")
            assert "How much zest?" in screen_text(app)
            assert interview.session.get(key) == 5
