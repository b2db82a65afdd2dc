"""The recipe for a question in CONTRIBUTING.md, carried out with dummies: every door and every writer knows them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from gtm_tui.analysis.candidates import candidates
from gtm_tui.analysis.change import Change
from gtm_tui.analysis.wording import change_words
from gtm_tui.questions import QUESTIONS, Kind, Option, Phrases, Question
from gtm_tui.report.formats import FORMATS
from gtm_tui.rules import assess
from gtm_tui.store.loading import load_session
from gtm_tui.tui.app import WizardApp
from tests.support.cli_tools import gtm
from tests.tui.screen_text import press, screen_text, tab_to

COUNT = Question(
    key="company.resellers",
    page="company",
    label="Resellers",
    wording="How many resellers do you have?",
    kind=Kind.COUNT,
    help="Only those that sold last year.",
    unit="resellers",
    high=1_000,
)
TOLD = Question(
    key="company.motto", page="company", label="Motto", wording="What is your motto?", kind=Kind.NAME, nature="label"
)
CHOSEN = Question(
    key="segments.*.season",
    page="segments",
    label="Season",
    wording="When do these customers buy?",
    kind=Kind.CHOICE,
    options=(Option(value="spring", label="in spring"), Option(value="autumn", label="in autumn")),
    nature="decision",
    phrases=Phrases(to="sell {new}"),
)
OF_MONEY = Question(
    key="budget.*.approved", page="together", label="Approved", wording="Is this money approved?", kind=Kind.YES_NO
)
ANSWERS = """
"company.resellers" = 17
"company.motto" = "Never sleep on slate"
"session.name" = "Check"
"company.name" = "Blank Slate Tiles"
"company.recurring_revenue" = true
[segments.roofers]
name = "Roofers"
season = "autumn"
[budget.fairs]
label = "Fairs"
approved = true
"""
# Formats that hold no list of answers.
NO_ANSWERS = ("svg", "map", "csv")


@pytest.fixture(autouse=True)
def declared() -> Iterator[None]:
    """Four questions as the recipe makes them, for the time of one test."""
    added = (COUNT, TOLD, CHOSEN, OF_MONEY)
    for question in added:
        QUESTIONS.add(question)
    yield
    for question in added:
        QUESTIONS.remove(question.key)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A session that answers them, made by `fill`."""
    path = tmp_path / "tiles.toml"
    done = gtm("fill", "--answers", "-", path, stdin=ANSWERS)
    assert "found" not in done.err, done.err
    return path


def test_fill_writes_them_where_their_keys_lead(file: Path) -> None:
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    assert document["company"]["resellers"] == 17
    assert document["segments"]["roofers"]["season"] == "autumn"
    assert document["budget"]["fairs"]["approved"] is True


def test_check_and_portfolio_read_them(file: Path) -> None:
    assert json.loads(gtm("check", "--format", "json", file).out)["files"][0]["problems"] == []
    assert json.loads(gtm("portfolio", "--format", "jsonl", file).out.splitlines()[0])["company"] == "Blank Slate Tiles"
    file.write_text(file.read_text(encoding="utf-8").replace("resellers = 17", 'resellers = "many"'), encoding="utf-8")
    problems = json.loads(gtm("check", "--format", "json", file).out)["files"][0]["problems"]
    assert [problem["key"] for problem in problems] == ["company.resellers"]


def test_the_schema_describes_them() -> None:
    schema = json.loads(gtm("schema").out)["properties"]
    assert schema["company"]["properties"]["resellers"]["maximum"] == 1_000
    assert schema["segments"]["additionalProperties"]["properties"]["season"]["enum"] == ["spring", "autumn"]


@pytest.mark.parametrize("format", FORMATS)
def test_every_writer_writes_the_answers(file: Path, format: str) -> None:
    done = gtm("report", "--format", format, file)
    assert done.status == 0, done.err
    if format not in NO_ANSWERS:
        for words in ("Resellers", "17 resellers", "Motto", "Season", "in autumn", "Approved"):
            assert words in done.out, words


@pytest.mark.parametrize("format", FORMATS)
def test_a_text_that_its_question_does_not_free_is_withheld_when_redacting(file: Path, format: str) -> None:
    assert "slate" not in gtm("report", "--redact", "--format", format, file).out.casefold()


def test_a_change_of_it_is_named_by_diff_and_tried_by_whatif(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(file.read_text(encoding="utf-8").replace("resellers = 17", "resellers = 18"), encoding="utf-8")
    assert "company.resellers: 17 -> 18" in gtm("diff", file, other).out
    done = gtm("whatif", file, "--set", "segments.roofers.season=spring")
    assert "+ segments.roofers.season = spring" in done.out, done.err
    assert "expected one of: spring, autumn" in gtm("whatif", file, "--set", "segments.roofers.season=winter").err


def test_a_change_of_it_reads_as_its_phrase_says_and_is_tried(file: Path) -> None:
    session = load_session(file).session
    change = Change(key="segments.roofers.season", old="autumn", new="spring")
    assert change_words(session, [change]) == "Roofers: sell in spring"
    assert change.chosen
    assert list(candidates(assess(session), change.key, CHOSEN)) == [("spring", False)]
    more = Change(key=COUNT.key, old=17, new=18)
    assert change_words(session, [more]) == "raise resellers from 17 to 18"
    assert not more.chosen


def test_the_prompts_ask_them(tmp_path: Path) -> None:
    lines = "Check\n\n\n\nTiles\ny\n\n\n21\nNever\ngo segments\nRoofers\n\n\n\n\n\n\n\n2\nsave\nq\n"
    done = gtm("ask", tmp_path / "new.toml", stdin=lines)
    for question in (COUNT, TOLD, CHOSEN):
        assert question.wording in done.out
    document = tomllib.loads((tmp_path / "new.toml").read_text(encoding="utf-8"))
    assert document["company"] == {"name": "Tiles", "recurring_revenue": True, "resellers": 21, "motto": "Never"}
    assert document["segments"]["roofers"]["season"] == "autumn"


async def test_the_wizard_shows_and_takes_them(file: Path) -> None:
    async with (app := WizardApp(file)).run_test(size=(80, 50)) as pilot:
        await press(pilot)
        assert "Resellers" in screen_text(app)
        await tab_to(pilot, "company.motto")
        await press(pilot, "ctrl+u", "'Wake early", "enter")
        assert app.document.interview.session.get("company.motto") == "Wake early"
        await press(pilot, "f6", "'working", "enter")
        await tab_to(pilot, "budget.fairs.approved")
        await press(pilot, "2")
        assert "Approved" in screen_text(app)
        assert app.document.interview.session.get("budget.fairs.approved") is False
        await press(pilot, *["f8"] * 2)
        await tab_to(pilot, "segments.roofers.season")
        assert "When do these customers buy?" in screen_text(app)
        await press(pilot, "ctrl+s")
    assert "Wake early" in file.read_text(encoding="utf-8")
