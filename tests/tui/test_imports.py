"""Start-up is import-bound: Home loads nothing but itself, and the first page of a file is there before the rules."""

from __future__ import annotations

import subprocess
import sys

import pytest

MODULES = "print(*[m for m in sys.modules if m.startswith('gtm_tui.')])"
FIRST_PAINT = """
import asyncio, sys
from gtm_tui.store.samples import sample_paths
from gtm_tui.tui.app import WizardApp
from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen

seen = []
display = WizardApp._display

def watched(self, screen, renderable):
    display(self, screen, renderable)
    if isinstance(screen, QuestionnaireScreen) and screen.page is not None and not seen:
        seen.extend(m for m in sys.modules if m.startswith('gtm_tui.'))

WizardApp._display = watched

async def main():
    app = WizardApp(sample_paths()['harbor-ledger'])
    async with app.run_test(size=(80, 24)) as pilot:
        while not seen:
            await pilot.pause()

asyncio.run(main())
print(*seen)
"""


def loaded_after(code: str) -> set[str]:
    """The program's modules that are printed by some code in a fresh interpreter."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


def under(modules: set[str], *names: str) -> set[str]:
    return {module for module in modules if module.startswith(tuple(f"gtm_tui.{name}" for name in names))}


@pytest.fixture(scope="module")
def at_home() -> set[str]:
    """What is loaded once Home can be shown."""
    screen = "gtm_tui.tui.app, gtm_tui.terminal.run, gtm_tui.terminal.driver, gtm_tui.tui.screens.home"
    return loaded_after(f"import sys, {screen}; {MODULES}")


@pytest.mark.parametrize(
    "name",
    ["analysis", "document", "interview", "plain", "questions", "report", "rules", "calibration", "store.sessions"],
)
def test_home_loads_no_part_of_a_session(at_home: set[str], name: str) -> None:
    assert under(at_home, name) == set()


def test_home_loads_no_other_screen(at_home: set[str]) -> None:
    assert under(at_home, "tui.screens.") == {"gtm_tui.tui.screens.base", "gtm_tui.tui.screens.home"}
    assert under(at_home, "tui.results", "tui.dialogs", "tui.commands", "tui.pick") == set()


@pytest.fixture(scope="module")
def at_first_page() -> set[str]:
    """What is loaded when the first page of a file is painted."""
    return loaded_after(FIRST_PAINT)


@pytest.mark.parametrize(
    "name", ["rules", "calibration", "report", "analysis", "tui.results", "store.recovery", "tui.commands"]
)
def test_the_first_page_of_a_file_is_painted_before_the_rules_are_loaded(at_first_page: set[str], name: str) -> None:
    assert "gtm_tui.tui.screens.questionnaire" in at_first_page
    assert under(at_first_page, name) == set()
