"""Small things people read: what stands together, what is said instead of a cut, who said what."""

from pathlib import Path

from gtm_tui.interview import Interview
from gtm_tui.store.loading import load_session
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.drawing import plain, wrap
from gtm_tui.tui.strip import strip_rows
from tests.support.wizard_tools import press, shown

SAMPLES = Path(__file__).parents[2] / "sample_sessions"


def test_a_number_and_its_percent_sign_stay_on_one_line() -> None:
    assert wrap("lower it from 55 % to 20 %, soon", 14) == ["lower it from", "55 % to 20 %,", "soon"]


def test_the_strip_names_motions_in_full_at_80_columns() -> None:
    interview = Interview(load_session(SAMPLES / "harbor-ledger.toml").session)
    interview.answer("segments.finance-teams.marketing_motions", ("inbound", "prospecting"))
    marketing = plain(strip_rows(interview.assessment, "finance-teams", 80)[1])
    assert "# Prospecting" in marketing
    assert "# Inbound +1" in marketing
    assert "…" not in marketing


async def test_a_consensus_says_who_said_what_in_the_matrix_and_in_the_help(tmp_path: Path) -> None:
    file = tmp_path / "consensus.toml"
    file.write_bytes((SAMPLES / "kestrel-consensus.toml").read_bytes())
    app = WizardApp(file)
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "f8", "tab", "f1")
        assert "Viktor Brandt said: 5 %" in shown(app)
        await press(pilot, "escape", *["f8"] * 4, "tab", "down", "down")
        assert "In the room: from" in shown(app)
