"""`gtm-tui report`: standard output, files, disguise, the previous session, and refusals in one sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gtm_tui.cli.main import main
from gtm_tui.report.formats import FORMATS

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_sessions"
HARBOR = str(SAMPLES / "harbor-ledger.toml")


def run(capsys, *words):
    """Status, standard output and standard error of one call."""
    status = main(["report", *words, "--today", "2026-11-22"])
    out, err = capsys.readouterr()
    return status, out, err


def test_text_goes_to_standard_output(capsys):
    status, out, err = run(capsys, HARBOR)
    assert status == 0
    assert out.startswith("Go-to-market check: Harbor Ledger\n")
    assert "APPENDIX" in out
    assert err == ""


def test_the_page_alone(capsys):
    assert "APPENDIX" not in run(capsys, HARBOR, "--page")[1]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_written_whole(capsys, format):
    status, out, _ = run(capsys, HARBOR, "--format", format)
    assert status == 0
    if FORMATS[format].media == "xml":
        ElementTree.fromstring(out)
    if format == "json":
        assert json.loads(out)["path"] == HARBOR
    assert len(out) > 500


def test_the_ending_of_the_file_decides_the_format(capsys, tmp_path):
    target = tmp_path / "page.html"
    status, out, err = run(capsys, HARBOR, "--output", str(target))
    assert (status, out) == (0, "")
    assert "Wrote " in err
    assert ElementTree.fromstring(target.read_text(encoding="utf-8")).tag == "html"


def test_the_session_file_is_only_read(capsys, tmp_path):
    copy = tmp_path / "harbor.toml"
    copy.write_bytes(Path(HARBOR).read_bytes())
    run(capsys, str(copy), "-o", str(tmp_path / "x.md"))
    assert copy.read_bytes() == Path(HARBOR).read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["harbor.toml", "x.md"]


def test_redacted_and_with_an_alias(capsys):
    _, out, _ = run(capsys, HARBOR, "--redact", "--alias", "Portfolio 7")
    assert "Portfolio 7" in out
    assert "Harbor" not in out
    assert "Finance teams" not in out


def test_the_previous_session_is_found_beside_the_file(capsys):
    _, out, err = run(capsys, str(SAMPLES / "osprey-2026-q3.toml"), "--page")
    assert "Since the previous session" in out
    assert err == ""


def test_a_previous_session_that_is_missing_is_said_and_left_out(capsys, tmp_path):
    copy = tmp_path / "osprey.toml"
    copy.write_bytes((SAMPLES / "osprey-2026-q3.toml").read_bytes())
    status, out, err = run(capsys, str(copy), "--page")
    assert status == 0
    assert "Since the previous session" not in out
    assert "previous session is left out" in err


def test_since_names_another_session(capsys):
    _, out, _ = run(capsys, HARBOR, "--since", str(SAMPLES / "northgate.toml"), "--page")
    assert "Since the previous session" in out


@pytest.mark.parametrize("words", [["missing.toml"], [HARBOR, "-o", "/nowhere/x.html"], [HARBOR, "--since", "no.toml"]])
def test_what_cannot_be_done_is_one_sentence_and_status_2(capsys, words):
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


def test_a_session_is_never_overwritten_by_its_report(capsys, tmp_path):
    copy = tmp_path / "harbor.toml"
    copy.write_bytes(Path(HARBOR).read_bytes())
    status, _, err = run(capsys, str(copy), "--format", "text", "-o", str(copy))
    assert status == 2
    assert "is the session itself" in err
    assert copy.read_bytes() == Path(HARBOR).read_bytes()


def test_in_the_one_folder_allowed_a_report_is_a_name(capsys, tmp_path):
    tmp_path.chmod(0o700)
    (tmp_path / "harbor.toml").write_bytes(Path(HARBOR).read_bytes())
    folder = ["--data-dir", str(tmp_path)]
    assert run(capsys, "harbor.toml", "-o", "page.html", *folder)[0] == 0
    assert ElementTree.fromstring((tmp_path / "page.html").read_text(encoding="utf-8")).tag == "html"
    assert run(capsys, "harbor.toml", "-o", "../page.html", *folder)[0] == 2
    assert run(capsys, "harbor.toml", "-o", "harbor.toml", "--format", "text", *folder)[0] == 2


def test_an_unknown_ending_needs_a_format(capsys, tmp_path):
    status, _, err = run(capsys, HARBOR, "-o", str(tmp_path / "page.pdf"))
    assert status == 2
    assert ".html" in err
    assert run(capsys, HARBOR, "--format", "text", "-o", str(tmp_path / "page.pdf"))[0] == 0


def test_no_terminal_no_styles_and_no_heavy_imports():
    code = (
        "import sys; from gtm_tui.cli.main import main; main(['report', sys.argv[1], '--page']);"
        "print([m for m in ('textual', 'rich', 'jinja2') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, HARBOR],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    assert "\x1b" not in done.stdout
    assert done.stderr.strip() == "[]"


def test_the_picture_of_the_grid_is_what_the_program_draws(capsys):
    _, out, _ = run(capsys, str(SAMPLES / "northgate.toml"), "--format", "svg")
    assert (ROOT / "docs" / "images" / "grid.svg").read_text(encoding="utf-8") == out
