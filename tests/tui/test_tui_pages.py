"""Whole screens as plain text at three sizes, compared with the files in tests/screens.

After a change that is meant, look at the new screens and write them with GTM_TUI_WRITE_SCREENS=1.
"""

import os
from pathlib import Path

import pytest

from gtm_tui.tui.app import WizardApp
from tests.support.wizard_tools import press, shown

SCREENS = Path(__file__).parents[1] / "data" / "screens"
SAMPLE = Path(__file__).parents[2] / "sample_sessions" / "harbor-ledger.toml"
PAGES = {"company": 0, "group": 3, "matrix": 5, "budget": 6, "buyer": 7, "motions": 9, "loose-ends": 13}
SIZES = {"80x24": (80, 24), "40x12": (40, 12), "120x40": (120, 40)}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_page(page: str, size: str, tmp_path: Path) -> None:
    file = tmp_path / "harbor.toml"
    file.write_bytes(SAMPLE.read_bytes())
    app = WizardApp(file)
    async with app.run_test(size=SIZES[size]) as pilot:
        await press(pilot, *["f8"] * PAGES[page])
        compare(f"{page}-{size}", shown(app))


def compare(name: str, text: str) -> None:
    """Hold a screen against its file."""
    file = SCREENS / f"{name}.txt"
    if os.environ.get("GTM_TUI_WRITE_SCREENS"):
        SCREENS.mkdir(exist_ok=True)
        file.write_text(text + "\n", encoding="utf-8")
    assert text + "\n" == file.read_text(encoding="utf-8")
