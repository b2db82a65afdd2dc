"""What-if: other answers over a session that stays as it is, until they are applied."""

from pathlib import Path

import pytest
from textual.widgets import Input

from gtm_tui.analysis.segment_fix import blocking
from gtm_tui.analysis.whatif import Overlay, overlay_of
from gtm_tui.rules import Assessment, assess
from gtm_tui.store.sessions import open_session
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.results.difference import difference_words, tried_lines
from gtm_tui.tui.results.tried import ChangedElsewhere, TriedField
from gtm_tui.tui.results.tried_picture import TriedPicture
from gtm_tui.tui.screens.whatif import WhatIfScreen
from tests.tui.results_tools import SAMPLES, interview_of, results
from tests.tui.screen_text import press, screen_lines, screen_text, settle

FINANCE = "segments.finance-teams."


def assessment(name: str = "harbor-ledger") -> Assessment:
    return assess(open_session(SAMPLES / f"{name}.toml", mark=False).session)


def tried(app: WizardApp) -> dict[str, object]:
    """What is tried."""
    assert isinstance(app.screen, WhatIfScreen)
    return {change.key: change.new for change in app.screen.overlay.changes}


async def test_plus_and_minus_are_a_tenth_of_the_answer_and_come_back_to_it(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "w", "plus", "plus") as (app, pilot):
        assert tried(app) == {FINANCE + "first_year_acv": 21_600}
        assert "21,600 USD  was 18,000 USD" in screen_text(app)
        await press(pilot, "minus", "minus")
        assert tried(app) == {}
        await press(pilot, *["minus"] * 15)
        assert tried(app) == {FINANCE + "first_year_acv": 0}
        assert interview_of(app).session.get(FINANCE + "first_year_acv") == 18_000


async def test_a_number_is_typed_as_people_write_it_and_refused_in_place(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "w", "'25k", "tab", "'1..") as (app, pilot):
        assert tried(app) == {FINANCE + "first_year_acv": 25_000}
        assert "expected" in screen_text(app)
        await press(pilot, "ctrl+u", "'2/week")
        assert tried(app)[FINANCE + "deals_per_year"] == 104
        await press(pilot, "ctrl+u")
        assert FINANCE + "deals_per_year" not in tried(app)
        assert app.screen.query_one(Input).value == "25k"
        await press(pilot, "'x", "tab")
        assert "90 a year" in screen_text(app)
        assert "x" not in [line.value for line in app.screen.query(Input)]


async def test_a_toggled_motion_shows_what_clears_and_the_place_before(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "w", "tab", "tab", "tab", "2", size=(120, 40)) as (app, pilot):
        assert tried(app) == {FINANCE + "marketing_motions": ("inbound", "prospecting")}
        text = screen_text(app)
        assert "- cleared  !!  Marketing casts wider than Sales can use" in text
        assert "12 findings -> 11" in text
        assert "Inbound, Prospecting  was Inbound" in text
        await press(pilot, "2")
        assert tried(app) == {}
        await press(pilot, "shift+tab", "2")
        assert tried(app) == {FINANCE + "sales_motion": "one_stage"}
        row = next(line for line in screen_lines(app) if "│Sales" in line)
        assert row.index("■ 1-stage") < row.index("○ 2-stage")
        assert "+ new" in screen_text(app)


async def test_enter_and_letters_never_answer(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "w", *["enter"] * 12) as (app, pilot):
        assert tried(app) == {}
        for _ in range(3):
            await press(pilot, "tab")
            if not isinstance(app.screen.focused, Input):
                await press(pilot, "r", "a", "t", "enter", "up", "down")
        assert tried(app) == {}


async def test_the_smallest_set_of_changes_is_found_in_a_thread(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", "w", "ctrl+f") as (app, pilot):
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert isinstance(app.screen, WhatIfScreen)
        assert not blocking(app.screen.overlay.assessment, "global-groups")
        assert "cleared" in screen_text(app)
        assert "Move Sales to 1-stage" in screen_text(app)
        await press(pilot, "ctrl+f")
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert "has no high or critical finding" in screen_text(app)


async def test_undo_takes_the_trial_back_and_leaves_the_session_alone(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "w", "plus", "tab", "plus") as (app, pilot):
        before = interview_of(app).session
        await press(pilot, "ctrl+z")
        assert tried(app) == {FINANCE + "first_year_acv": 19_800}
        await press(pilot, "ctrl+z", "ctrl+z")
        assert tried(app) == {}
        await press(pilot, "ctrl+y", "ctrl+y")
        assert len(tried(app)) == 2
        assert interview_of(app).session is before


async def test_another_segment_keeps_the_changes_and_one_elsewhere_can_be_taken_back(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", "w", "plus", "f8") as (app, pilot):
        assert isinstance(app.screen, WhatIfScreen)
        assert app.screen.segment == "workshops"
        assert "Global groups: First-year value: 80,000 USD -> 88,000 USD" in screen_text(app)
        await press(pilot, "shift+tab")
        assert isinstance(app.focused, ChangedElsewhere)
        await press(pilot, "enter")
        assert tried(app)
        await press(pilot, "shift+tab", "space")
        assert tried(app) == {}
        assert not app.screen.query_one(ChangedElsewhere).display


async def test_the_map_shows_the_old_place_too(tmp_path: Path) -> None:
    async with results(tmp_path, "northgate", "w", "tab", "ctrl+u", "'400", "tab", "m", size=(120, 40)) as (app, _):
        picture = app.screen.query_one(TriedPicture)
        assert picture.map
        assert "○" in screen_text(app)
        assert "first-year value, USD" in screen_text(app)


@pytest.mark.parametrize(("width", "panes"), [(80, 1), (120, 2), (200, 3)])
async def test_as_many_panes_as_there_is_room_for(tmp_path: Path, width: int, panes: int) -> None:
    async with results(tmp_path, "northgate", "w", "plus", size=(width, 40)) as (app, _):
        ids = ("tried-fields", "tried-picture", "tried-difference")
        columns = {app.screen.query_one(f"#{id}").region.x for id in ids}
        assert len(columns) == panes
        assert all(app.screen.query_one(f"#{id}").region.height >= 3 for id in ids)


@pytest.mark.parametrize("key", ["ctrl+t", "ctrl+q"])
async def test_home_and_leaving_the_program_ask_what_becomes_of_what_is_tried(tmp_path: Path, key: str) -> None:
    async with results(tmp_path, "harbor-ledger", "w", "plus", key) as (app, pilot):
        assert "Leave the what-if" in screen_text(app)
        await press(pilot, "escape")
        assert tried(app) == {FINANCE + "first_year_acv": 19_800}
        await press(pilot, key, "down", "enter")
        assert "Leave the session" in screen_text(app)
        assert interview_of(app).session.get(FINANCE + "first_year_acv") == 19_800


async def test_leaving_asks_and_discards_without_touching_the_session(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "w", "escape") as (app, pilot):
        assert type(app.screen).__name__ == "ResultsScreen"
        before = interview_of(app).session
        await press(pilot, "w", "plus", "escape")
        assert "First-year value: 18,000 USD -> 19,800 USD" in screen_text(app)
        await press(pilot, "down", "down", "enter")
        assert type(app.screen).__name__ == "ResultsScreen"
        assert interview_of(app).session is before


async def test_applied_it_changes_the_session_as_one_step(tmp_path: Path) -> None:
    keys = ("w", "tab", "tab", "tab", "2", "escape", "down", "enter")
    async with results(tmp_path, "harbor-ledger", *keys) as (app, pilot):
        assert interview_of(app).session.get(FINANCE + "marketing_motions") == ("inbound", "prospecting")
        assert "Findings 11" in screen_text(app)
        await press(pilot, "ctrl+z")
        assert "Findings 12" in screen_text(app)


async def test_kept_as_a_scenario_it_can_be_opened_kept_anew_applied_and_removed(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "w", "plus", "escape", "enter", "'Dearer", "enter") as (app, pilot):
        interview = interview_of(app)
        assert dict(interview.session.scenarios["dearer"].changes) == {FINANCE + "first_year_acv": 19_800}
        assert interview.session.get(FINANCE + "first_year_acv") == 18_000
        await press(pilot, "o", "enter", "enter")
        assert tried(app) == {FINANCE + "first_year_acv": 19_800}
        await press(pilot, "plus", "escape", "enter", "enter")
        assert dict(interview.session.scenarios["dearer"].changes) == {FINANCE + "first_year_acv": 21_600}
        assert len(interview.session.scenarios) == 1
        await press(pilot, "o", "enter", "down", "enter")
        assert interview.session.get(FINANCE + "first_year_acv") == 21_600
        await press(pilot, "ctrl+z", "o", "enter", "down", "down", "enter")
        assert not interview.session.scenarios
        await press(pilot, "o")
        assert type(app.screen).__name__ == "ResultsScreen"


async def test_a_scenario_without_a_name_is_not_kept(tmp_path: Path) -> None:
    async with results(tmp_path, "harbor-ledger", "w", "plus", "escape", "enter", "enter") as (app, pilot):
        assert "A scenario needs a name." in screen_text(app)
        await press(pilot, "escape")
        assert tried(app)
        assert not interview_of(app).session.scenarios


async def test_a_session_without_segments_can_be_tried(tmp_path: Path) -> None:
    app = WizardApp(tmp_path / "none.toml")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+r", "w", "plus", "f8", "tab", "ctrl+f", "m")
        assert "No segment yet" in screen_text(app)
        assert not app.screen.query(TriedField)
        await press(pilot, "escape")
        assert type(app.screen).__name__ == "ResultsScreen"


def test_lines_say_before_and_after_and_a_scenario_gives_them_again() -> None:
    base = assessment()
    overlay = Overlay(base).set(FINANCE + "sales_motion", "one_stage")
    assert tried_lines(overlay) == ["Finance teams: Sales: 2-stage -> 1-stage"]
    session, name = overlay.kept_as("Lighter")
    assert tried_lines(overlay_of(base, session.scenarios[name])) == tried_lines(overlay)


def test_the_difference_names_what_is_eased_and_what_is_no_longer_assessed() -> None:
    base = assessment("northgate")
    prefix = "segments.global-groups."
    eased = Overlay(base).set(prefix + "marketing_motions", ("inbound", "prospecting"))
    assert (
        "~ eased    !!  Marketing casts wider than Sales can use, was critical, now high"
        in difference_words(eased).plain
    )
    named = Overlay(base).set(prefix + "sales_motion", "product_led")
    text = difference_words(named).plain
    assert "- cleared" in text
    assert difference_words(Overlay(base)).plain.startswith("16 findings")
