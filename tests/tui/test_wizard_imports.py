"""Start-up is import-bound: Home loads nothing but itself, and every other screen comes with its first showing."""

from __future__ import annotations

import subprocess
import sys

import pytest


def loaded_after(code: str) -> set[str]:
    """The program's modules that are loaded after some code ran in a fresh interpreter."""
    code += "\nimport sys; print(*[m for m in sys.modules if m.startswith('gtm_tui.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def at_home() -> set[str]:
    return loaded_after("import gtm_tui.tui.app, gtm_tui.terminal.run, gtm_tui.tui.screens.home")


@pytest.mark.parametrize(
    "name",
    ["analysis", "document", "interview", "plain", "questions", "report", "rules", "store.sessions"],
)
def test_home_loads_no_part_of_a_session(at_home: set[str], name: str) -> None:
    assert not {module for module in at_home if module.startswith(f"gtm_tui.{name}")}


def test_home_loads_no_other_screen(at_home: set[str]) -> None:
    screens = {module for module in at_home if module.startswith("gtm_tui.tui.screens.")}
    assert screens <= {f"gtm_tui.tui.screens.{name}" for name in ("base", "home", "menu")}
    assert not {module for module in at_home if module.startswith(("gtm_tui.tui.form", "gtm_tui.tui.results"))}


def test_the_questionnaire_loads_no_results() -> None:
    loaded = loaded_after("import gtm_tui.tui.screens.questionnaire, gtm_tui.document")
    assert not {module for module in loaded if module.startswith(("gtm_tui.tui.results", "gtm_tui.report"))}
    assert "gtm_tui.analysis.ways_out" not in loaded


@pytest.mark.parametrize("name", ["calibration", "analysis.ways_out", "rules", "store.recovery"])
def test_the_first_page_of_a_file_is_painted_before_the_rules_are_loaded(name: str) -> None:
    loaded = loaded_after(
        "from gtm_tui.store.samples import sample_paths\n"
        "from gtm_tui.document import DocumentSettings, Document\n"
        "from gtm_tui.tui.screens.questionnaire import QuestionnaireScreen\n"
        "document = Document.of_sample(sample_paths()['harbor-ledger'], DocumentSettings())\n"
        "screen = QuestionnaireScreen(document.interview, document)\n"
        "assert screen.form.lay_out(80, 20) and not document.interview.assessed\n"
        "document.close(discard=True)\n"
    )
    assert not {module for module in loaded if module.startswith(f"gtm_tui.{name}")}
