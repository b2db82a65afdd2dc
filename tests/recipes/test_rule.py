"""The recipe for a rule in CONTRIBUTING.md, carried out with a dummy: every door and every writer knows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gtm_tui.model.session import FORMAT
from gtm_tui.report.formats import FORMATS
from gtm_tui.rules.context import RuleContext
from gtm_tui.rules.examples import EXAMPLES
from gtm_tui.rules.finding import Violation
from gtm_tui.rules.ruleset import DECLARED, rule
from gtm_tui.rules.versions import current_version
from gtm_tui.tui.app import WizardApp
from tests.support.cli_tools import gtm
from tests.tui.screen_text import press, screen_text

CODE = "TEAM-98"
TITLE = "A large company whose groups have not agreed"
SESSION = f"""format = {FORMAT}
[session]
name = "Blank Slate Tiles, check"
[company]
name = "Blank Slate Tiles"
recurring_revenue = true
arr = 60000000
[team]
roles_agreed = false
"""
# Formats that draw segments or motions, and no finding of the team.
PICTURES = ("svg", "map")


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule as the recipe makes one, for the time of one test."""
    monkeypatch.setattr(DECLARED, "rules", dict(DECLARED.rules))
    monkeypatch.setattr(DECLARED, "_sets", {})

    @rule(
        CODE,
        name="large-and-not-agreed",
        title=TITLE,
        area="team",
        scope="team",
        basis="ours",
        origin="ours",
        source="a test",
        looks_at="Recurring revenue, and whether the groups agreed.",
        why="The larger the company, the dearer the misunderstanding.",
        not_when="The groups have agreed.",
        reads=("company.arr", "team.roles_agreed"),
        since=current_version(),
    )
    def large_and_not_agreed(context: RuleContext) -> Violation | None:
        """Nobody agreed, and much depends on it."""
        arr, agreed = context.answers.number("company.arr"), context.answers.flag("team.roles_agreed")
        if arr < 50_000_000 or agreed:
            return None
        return Violation(severity="high", message=f"{context.money(arr)} a year, and nobody agreed who does what.")

    raises = {"company.arr": 60_000_000, "team.roles_agreed": False}
    monkeypatch.setitem(EXAMPLES, CODE, (raises, {**raises, "team.roles_agreed": True}))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A session that raises the rule."""
    path = tmp_path / "tiles.toml"
    path.write_text(SESSION, encoding="utf-8")
    return path


def test_check_finds_it(file: Path) -> None:
    assert CODE in gtm("check", file).out
    found = json.loads(gtm("check", "--format", "json", file).out)["files"][0]["findings"]
    assert [f["title"] for f in found if f["code"] == CODE] == [TITLE]
    assert gtm("check", "--fail-on", "high", file).status == 1


def test_portfolio_counts_what_check_counts(file: Path) -> None:
    found = json.loads(gtm("check", "--format", "json", file).out)["files"][0]["findings"]
    row = json.loads(gtm("portfolio", "--format", "jsonl", file).out.splitlines()[0])
    assert row["high"] == sum(f["severity"] == "high" for f in found)
    assert CODE in row["codes"]


def test_rules_and_explain_know_it(file: Path) -> None:
    assert TITLE in gtm("rules").out
    assert CODE in [entry["code"] for entry in json.loads(gtm("rules", "--format", "json").out)["rules"]]
    text = gtm("explain", CODE).out
    assert "The larger the company" in text
    assert "Raised by" in text
    assert "nobody agreed who does what" in text


@pytest.mark.parametrize("format", FORMATS)
def test_every_writer_writes_it(file: Path, format: str) -> None:
    done = gtm("report", "--format", format, file)
    assert done.status == 0, done.err
    assert format in PICTURES or TITLE in done.out


def test_a_change_that_clears_it_is_found_and_told(file: Path) -> None:
    assert "agree on who does what" in gtm("check", "--ways-out", file).out
    assert CODE in gtm("whatif", file, "--set", "team.roles_agreed=true").out


async def test_the_wizard_shows_it(file: Path) -> None:
    async with (app := WizardApp(file)).run_test(size=(120, 40)) as pilot:
        await press(pilot, "ctrl+r")
        assert TITLE in screen_text(app)
        await press(pilot, "enter")
        assert CODE in screen_text(app)


def test_the_prompts_tell_it(tmp_path: Path) -> None:
    lines = "Check\n\n\n\nTiles\ny\n60m\ngo together\nn\nq\nn\n"
    assert f"New finding, high !! {CODE}: 60,000,000 USD a year" in gtm("ask", tmp_path / "new.toml", stdin=lines).out
