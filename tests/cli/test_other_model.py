"""A file that names another model version or calibration than the one used says so in every result."""

import json
from pathlib import Path

import pytest

from gtm_tui.document import Document
from gtm_tui.report.formats import FORMATS
from gtm_tui.rules import current_version
from gtm_tui.rules.finding import Violation
from gtm_tui.store import migrations
from tests.support.cli_tools import SAMPLES, gtm
from tests.support.rule_tools import declaring

OTHER = f"names model 0.9 and calibration acme; here it is judged by model {current_version()} and calibration default."
SENTENCE = f"The file {OTHER}"


def words(text: str) -> str:
    """A text without its line breaks and what a format puts before a mark."""
    return " ".join(text.replace("\\", "").split())


@pytest.fixture
def harbor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Harbor Ledger, saved with a model and a calibration that this program does not have."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    file = tmp_path / "harbor.toml"
    text = SAMPLES["harbor-ledger"].read_text("utf-8")
    for key, named in (("version", "0.9"), ("calibration", "acme")):
        text, before = text.replace(f'\n{key} = "', f'\n{key} = "{named}~', 1), text
        assert text != before
    text = text.replace('~1.0"', '"', 1).replace('~default"', '"', 1)
    file.write_text(text, "utf-8")
    return file


def test_check_says_it_in_text_and_json(harbor: Path) -> None:
    assert SENTENCE in words(gtm("check", harbor).out)
    (file,) = json.loads(gtm("check", "--format", "json", harbor).out)["files"]
    assert file["notices"] == [SENTENCE]


def test_a_file_that_names_what_is_used_is_not_commented(tmp_path: Path) -> None:
    (file,) = json.loads(gtm("check", "--format", "json", SAMPLES["harbor-ledger"]).out)["files"]
    assert file["notices"] == []
    assert "The file names" not in gtm("check", SAMPLES["harbor-ledger"]).out


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_says_it_in_every_format(name: str, harbor: Path) -> None:
    assert SENTENCE in words(gtm("report", "--format", name, harbor).out)
    written = harbor.with_name("out")
    assert gtm("report", "--format", name, "-o", written, harbor).status == 0
    assert SENTENCE in words(written.read_text("utf-8"))


def test_a_report_says_it_of_the_previous_session_too(harbor: Path) -> None:
    text = words(gtm("report", "--since", harbor, SAMPLES["harbor-ledger"]).out)
    assert f"The previous session {OTHER}" in text
    assert SENTENCE not in text


def test_diff_says_it_of_each_file(harbor: Path) -> None:
    ended = gtm("diff", harbor, SAMPLES["harbor-ledger"])
    assert f"{harbor} {OTHER}" in words(ended.err)
    sides = json.loads(gtm("diff", "--format", "json", harbor, SAMPLES["harbor-ledger"]).out)
    assert (sides["old"]["notices"], sides["new_file"]["notices"]) == ([SENTENCE], [])


def test_whatif_and_compare_say_it(harbor: Path) -> None:
    change = ("--set", "groups.sales.sales_support_team=true")
    assert SENTENCE in words(gtm("whatif", harbor, *change).out)
    assert json.loads(gtm("whatif", "--format", "json", harbor, *change).out)["notices"] == [SENTENCE]
    files = (harbor, SAMPLES["harbor-ledger"])
    (sentence,) = json.loads(gtm("compare", "--format", "json", *files).out)["notices"]
    assert sentence.endswith(OTHER)
    assert sentence in words(gtm("compare", *files).out)


def test_wizard_and_prompts_say_it_on_opening(harbor: Path) -> None:
    document = Document.open(str(harbor))
    try:
        assert SENTENCE in document.status.notices
    finally:
        document.close(discard=True)
    assert SENTENCE in words(gtm("ask", harbor, stdin="").out)


def test_a_model_asked_for_is_used_and_one_that_is_not_there_refused() -> None:
    asked = ("check", "--format", "json", "--model", "1.0", SAMPLES["northgate"])
    before = gtm(*asked).out
    with declaring() as declared:

        @declared.revised("TEAM-07", since="9.9")
        def revised(_: object) -> Violation:
            return Violation(severity="critical", message="Later.", evidence=("groups.sales.sales_support_team",))

        assert gtm(*asked).out == before
        said = gtm("check", SAMPLES["northgate"]).out
        assert "Later." in said
        assert "The file names model 1.0; here it is judged by model 9.9." in words(said)
    ended = gtm("check", "--model", "9.9", SAMPLES["northgate"])
    assert ended.status == 2
    assert "there is no model version 9.9; known are 1.0" in ended.err


def test_diff_judges_each_file_by_the_model_it_names() -> None:
    with declaring() as declared:

        @declared.revised("TEAM-07", since="9.9")
        def revised(_: object) -> Violation:
            return Violation(severity="critical", message="Later.", evidence=("groups.sales.sales_support_team",))

        sides = json.loads(gtm("diff", "--format", "json", SAMPLES["northgate"], SAMPLES["northgate"]).out)
        assert [sides[side]["model_version"] for side in ("old", "new_file")] == ["1.0", "1.0"]
        assert sides["changed"] == []


def test_migrating_leaves_the_model_and_saving_writes_the_one_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setitem(migrations.STEPS, 0, lambda doc: doc)
    file = tmp_path / "old.toml"
    file.write_text('format = 0\n[model]\nversion = "1.0"\n[company]\nname = "Harbor"\n', "utf-8")
    with declaring() as declared:
        declared.revised("TEAM-07", since="9.9")(lambda _: None)
        assert gtm("migrate", "--write", file).status == 0
        assert '\nversion = "1.0"\n' in file.read_text("utf-8")
        assert gtm("whatif", "--apply", "--set", "company.arr=5", file).status == 0
        assert '\nversion = "9.9"\n' in file.read_text("utf-8")
