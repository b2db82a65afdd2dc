"""What-if: other answers over a session that stays as it is, until they are applied."""

from datetime import date
from pathlib import Path

import pytest

from gtm_tui.analysis.whatif import Overlay, overlay_of
from gtm_tui.rules import Assessment, assess
from gtm_tui.store.sessions import open_session
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.drawing import plain, width_of
from gtm_tui.tui.results.whatif import Place, WhatIf, tried_lines
from tests.support.wizard_tools import press, shown

SAMPLES = Path(__file__).parents[2] / "sample_sessions"
FINANCE = "segments.finance-teams."


def assessment(name: str = "harbor-ledger") -> Assessment:
    """The rules on an example, on a fixed day."""
    return assess(open_session(SAMPLES / f"{name}.toml", mark=False).session, today=date(2026, 11, 22))


def text_of(state: WhatIf, width: int = 80, height: int = 20) -> str:
    """The whole what-if as text."""
    return "\n".join(plain(row) for row in state.rows(width, height)[0])


def test_plus_and_minus_are_a_tenth_of_the_answer_and_come_back_to_it() -> None:
    state = WhatIf(assessment())
    state.step(1)
    state.step(1)
    assert state.value(FINANCE + "first_year_acv") == 21_600
    assert "21,600  was 18,000" in text_of(state)
    state.step(-1)
    state.step(-1)
    assert not state.changed
    for _ in range(15):
        state.step(-1)
    assert state.value(FINANCE + "first_year_acv") == 0


def test_a_number_is_typed_as_people_write_it_and_refused_in_place() -> None:
    state = WhatIf(assessment())
    for character in "25k":
        assert state.type(character)
    state.move(1)
    assert state.value(FINANCE + "first_year_acv") == 25_000
    assert state.type("1")
    assert state.type(".")
    assert state.type(".")
    assert not state.take()
    assert "expected" in state.error
    assert state.leave_field()
    assert state.value(FINANCE + "deals_per_year") == 90


def test_a_toggled_motion_shows_what_clears_and_the_place_before() -> None:
    state = WhatIf(assessment())
    state.go(Place(FINANCE + "marketing_motions", "prospecting"))
    assert state.press()
    text = text_of(state)
    assert "- cleared  !!  ROM-01   Marketing casts wider than Sales can use" in text
    assert "12 findings -> 11" in text
    state.press()
    assert not state.changed
    state.go(Place(FINANCE + "sales_motion"))
    state.step(-1)
    assert state.value(FINANCE + "sales_motion") == "one_stage"
    text = text_of(state)
    assert "Sales     ·  #  o  ·  ·   1-stage" in text
    assert "+ new" in text
    assert "ECO-04" in text


def test_changes_elsewhere_are_listed_and_can_be_taken_back() -> None:
    base = assessment()
    state = WhatIf(base, overlay=Overlay(base, {"groups.sales.sales_support_team": True}))
    assert "also changed" in text_of(state)
    state.go(Place("groups.sales.sales_support_team"))
    state.press()
    assert not state.changed


def test_the_map_shows_the_old_place_too() -> None:
    state = WhatIf(assessment("northgate"), "plants")
    state.view = "map"
    before = text_of(state, 120, 36)
    assert "○" not in before
    for character in "400":
        state.go(Place("segments.plants.deals_per_year"))
        state.type(character)
    state.take()
    assert "○" in text_of(state, 120, 36)


@pytest.mark.parametrize("size", [(40, 8), (60, 17), (80, 20), (120, 36)])
@pytest.mark.parametrize("view", ["grid", "map"])
def test_it_fits_every_size(size: tuple[int, int], view: str) -> None:
    state = WhatIf(assessment("northgate"), "plants")
    state.view = view
    state.step(1)
    rows, (x, y) = state.rows(*size)
    assert max(width_of(row) for row in rows) <= size[0]
    assert y < size[1]
    assert x < size[0]


def test_turning_to_another_segment_keeps_the_changes() -> None:
    state = WhatIf(assessment("northgate"), "workshops")
    state.step(1)
    state.turn(1)
    assert state.segment == "plants"
    assert state.changed
    assert "also changed" in text_of(state)


def test_a_session_without_segments_can_be_opened() -> None:
    from gtm_tui.model.session import Session

    state = WhatIf(assess(Session(), today=date(2026, 11, 22)))
    assert state.at is None
    assert not state.step(1)
    assert not state.press()
    assert "No segment yet" in text_of(state)


async def test_leaving_asks_and_discards_without_touching_the_session(tmp_path: Path) -> None:
    app = WizardApp(_copy(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+r", "w", "right")
        before = app.interview.session
        await press(pilot, "escape")
        assert "Finance teams: First-year value: 18,000 USD -> 19,800 USD" in shown(app)
        await press(pilot, "down", "down", "enter")
        assert "Top priorities" in shown(app)
        assert app.interview.session is before


async def test_applied_it_changes_the_session_as_one_step(tmp_path: Path) -> None:
    app = WizardApp(_copy(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+r", "w", "down", "down", "down", "down", "down", "space", "escape", "enter")
        assert app.interview.session.get(FINANCE + "marketing_motions") == ("inbound", "prospecting")
        assert "11 findings" in shown(app)
        await press(pilot, "ctrl+z")
        assert "12 findings" in shown(app)


async def test_kept_as_a_scenario_it_can_be_opened_again_and_removed(tmp_path: Path) -> None:
    app = WizardApp(_copy(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+r", "w", "right", "escape", "down", "enter", "'Dearer", "enter")
        scenario = app.interview.session.scenarios["dearer"]
        assert dict(scenario.changes) == {FINANCE + "first_year_acv": 19_800}
        assert app.interview.session.get(FINANCE + "first_year_acv") == 18_000
        await press(pilot, "o", "enter")
        assert "19,800  was 18,000" in shown(app)
        await press(pilot, "right", "escape", "down", "enter", "enter")
        assert dict(app.interview.session.scenarios["dearer"].changes) == {FINANCE + "first_year_acv": 21_600}
        assert len(app.interview.session.scenarios) == 1
        await press(pilot, "o", "end", "enter")
        assert not app.interview.session.scenarios


async def test_a_way_is_found_for_the_whole_segment(tmp_path: Path) -> None:
    app = WizardApp(_copy(tmp_path, "northgate"))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+r", "w", "f")
        assert "cleared" in shown(app)
        found = app.screen.state.overlay.assessment
        bad = [f for f in found.findings if f.segment == "global-groups" and f.severity in ("critical", "high")]
        assert not [f for f in bad if found.rule(f).area in ("motions", "economics")]


def test_lines_say_before_and_after_and_a_scenario_gives_them_again() -> None:
    base = assessment()
    overlay = Overlay(base).set(FINANCE + "sales_motion", "one_stage")
    assert tried_lines(overlay) == ["Finance teams: Sales: 2-stage -> 1-stage"]
    session, name = overlay.kept_as("Lighter")
    assert tried_lines(overlay_of(base, session.scenarios[name])) == tried_lines(overlay)


def _copy(folder: Path, name: str = "harbor-ledger") -> Path:
    file = folder / f"{name}.toml"
    file.write_bytes((SAMPLES / f"{name}.toml").read_bytes())
    return file


async def test_from_the_first_finding_to_the_page_on_paper_by_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = WizardApp(_copy(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+r", "enter", "down", "down", "enter", "enter")
        assert "- cleared  !!  ROM-01" in shown(app)
        await press(pilot, "f7", "enter")
        assert "Cleared: ROM-01/finance-teams no longer applies" in shown(app)
        await press(pilot, "d")
        assert "Nothing left to decide" in shown(app)
        await press(pilot, "f7")
        assert "> !!  TEAM-06" in shown(app)
        await press(pilot, "d", "tab", "'VP Sales", "tab", "'+6w", "tab", "enter")
        assert "Planned: TEAM-06/outbound_marketing." in shown(app)
        await press(pilot, "r", "right", "enter", "enter")
        assert "Wrote" in shown(app)
        await press(pilot, "ctrl+s")
        assert "Saved as harbor-ledger.toml." in shown(app)
    page = (tmp_path / "harbor-ledger-report.md").read_text()
    assert "VP Sales" in page
    kept = open_session(tmp_path / "harbor-ledger.toml", mark=False).session
    assert kept.decisions["TEAM-06/outbound_marketing"].owner == "VP Sales"
    assert kept.get(FINANCE + "marketing_motions") == ("inbound", "prospecting")
