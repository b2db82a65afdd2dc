"""The recipe for a report format in CONTRIBUTING.md, carried out with a dummy: commands, help and wizard know it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Tabs

from gtm_tui.cli.commands.completion import script
from gtm_tui.cli.manual import page
from gtm_tui.report.formats import FORMATS, Format, Writing
from gtm_tui.report.report import Report
from gtm_tui.tui.app import WizardApp
from tests.support.cli_tools import SAMPLES, gtm
from tests.tui.screen_text import press, screen_text, until_shown


def _write(report: Report, writing: Writing) -> str:
    parts = ["<wiki>", report.title, *(["the appendix"] if writing.appendix else []), "</wiki>"]
    return "\n".join(parts) + "\n"


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format as the recipe makes one, for the time of one test."""
    wiki = Format(
        name="wiki", endings=(".wiki", ".mw"), description="for the old wiki", media="xml", write=_write, parts=True
    )
    monkeypatch.setitem(FORMATS, "wiki", wiki)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A session to report on."""
    path = tmp_path / "harbor.toml"
    path.write_bytes(SAMPLES["harbor-ledger"].read_bytes())
    return path


def test_the_command_writes_it_by_name_and_by_ending(file: Path, tmp_path: Path) -> None:
    assert gtm("report", "--format", "wiki", file).out.startswith("<wiki>\nGo-to-market check: Harbor Ledger\n")
    for ending in (".wiki", ".mw"):
        done = gtm("report", file, "-o", tmp_path / f"page{ending}")
        assert done.status == 0, done.err
        assert (tmp_path / f"page{ending}").read_text(encoding="utf-8").endswith("</wiki>\n")
    assert "the appendix" not in gtm("report", "--format", "wiki", "--page", file).out
    assert ".wiki" in gtm("report", file, "-o", tmp_path / "page.pdf").err


def test_what_is_not_whole_is_not_written(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "wiki", FORMATS["wiki"]._replace(write=lambda *_: "<wiki>"))
    done = gtm("report", file, "-o", tmp_path / "page.wiki")
    assert done.status == 2
    assert not (tmp_path / "page.wiki").exists()


def test_help_manual_and_completion_name_it() -> None:
    assert "for the old wiki" in gtm("report", "--help").out
    assert "wiki" in page()
    assert all("wiki" in script(shell) for shell in ("bash", "zsh", "fish"))


async def test_the_wizard_previews_and_writes_it(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with (app := WizardApp(file)).run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "ctrl+r", "r", "left")
        assert app.screen.query_one(Tabs).active == "format-wiki"
        assert "for the old wiki" in screen_text(app)
        assert "<wiki>" in screen_text(app)
        await press(pilot, "enter", "enter")
        await until_shown(pilot, "Wrote")
    assert (tmp_path / "harbor-report.wiki").read_text(encoding="utf-8").startswith("<wiki>")
