"""A whole assessment by keys alone: from Home to a saved file, reopened, one answer changed, saved."""

from pathlib import Path

import pytest

from gtm_tui.store.sessions import open_session
from gtm_tui.tui.app import WizardApp
from tests.support.wizard_tools import HARBOR, HARBOR_ANSWERS, HARBOR_FINDINGS, difference, press, shown

_STAMPS = ("session.saved", "session.created", "model.version", "model.calibration")


async def test_harbor_ledger_from_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = WizardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        for number, keys in enumerate(HARBOR, start=1):
            assert app.interview is not None
            assert app.interview.page.number == number, shown(app)
            await press(pilot, *keys)
        assert app.interview is not None
        assert difference(HARBOR_ANSWERS, dict(app.interview.session.answers)) == []
        assert sorted(f.code for f in app.interview.assessment.findings) == HARBOR_FINDINGS
        await press(pilot, "ctrl+s")
        assert "harbor-ledger.toml" in shown(app)
        await press(pilot, "enter")
        assert "Saved as harbor-ledger.toml." in shown(app)
        await press(pilot, "ctrl+q")
    assert app.return_code == 0
    answers = dict(open_session(tmp_path / "harbor-ledger.toml").session.answers)
    assert difference(HARBOR_ANSWERS, {k: v for k, v in answers.items() if k not in _STAMPS}) == []


async def test_one_answer_changed_clears_the_finding(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "sample_sessions" / "harbor-ledger.toml"
    file = tmp_path / "harbor.toml"
    file.write_bytes(sample.read_bytes())
    app = WizardApp(file)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *["f8"] * 9, "tab", "down", "space")
        assert "cleared: !! ROM-01" in shown(app)
        await press(pilot, "ctrl+z")
        assert "new: !! ROM-01" in shown(app)
        await press(pilot, "ctrl+y", "ctrl+s")
        assert "Saved as harbor.toml." in shown(app)
    session = open_session(file).session
    motions = next(v for k, v in session.answers.items() if k.endswith(".marketing_motions"))
    assert motions == ("inbound", "prospecting")
