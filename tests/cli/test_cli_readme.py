"""README and `docs/` say nothing that is not so: commands run, keys and examples are those of the program."""

from __future__ import annotations

import re
import shlex
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from gtm_tui.calibration import load_calibration
from gtm_tui.cli.commands import COMMANDS
from gtm_tui.cli.parser import parser_for, requested
from gtm_tui.model.session import Session
from gtm_tui.questions import QUESTIONS, AnswerError
from gtm_tui.questions.question import NUMERIC
from gtm_tui.questions.typed import read
from gtm_tui.report.formats import FORMATS
from gtm_tui.text.dates import read_date
from gtm_tui.tui.config import read_config
from tests.docs.generated import generated
from tests.support.cli_tools import SAMPLES, gtm
from tests.support.wizard_bindings import binding_ids, bound_keys

ROOT = Path(__file__).resolve().parents[2]
README = ROOT.joinpath("README.md").read_text(encoding="utf-8")
CONTRIBUTING = ROOT.joinpath("CONTRIBUTING.md").read_text(encoding="utf-8")
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
}
# These open the wizard or ask questions; what they do has tests of its own.
INTERACTIVE = ("ask",)
FILES = {
    "harbor.toml": "harbor-ledger",
    "spring.toml": "osprey-2026-q2",
    "autumn.toml": "osprey-2026-q3",
    "dana.toml": "kestrel-inbound",
    "sam.toml": "kestrel-outbound",
    "lee.toml": "kestrel-sales",
    "companies/harbor.toml": "harbor-ledger",
    "companies/northgate.toml": "northgate",
}


def blocks(kind: str, text: str = README) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def command_lines() -> list[str]:
    found = []
    for text in PAGES.values():
        found += [line.partition(" #")[0].strip() for block in blocks("sh", text) for line in block.splitlines()]
        found += re.findall(r"`(gtm-tui [^`]+)`", text)
    return sorted({line for line in found if line.startswith("gtm-tui ")})


def words_of(line: str) -> list[str]:
    return shlex.split(line.partition(" | ")[0].partition(" > ")[0])[1:]


@pytest.mark.parametrize("line", command_lines())
def test_every_command_line_is_one_that_is_understood(line: str) -> None:
    words = words_of(line)
    command = requested(words)
    if command is not None and not {"--help", "CODE"} & set(words):
        parser_for(command).parse_args(words)
    assert command or words[0] in ("harbor.toml", "--version", "COMMAND", "--help")


@pytest.mark.parametrize(
    "line", [line for line in command_lines() if "CODE" not in line and requested(words_of(line)) in COMMANDS]
)
def test_every_command_line_runs(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = words_of(line)
    if words[0] in INTERACTIVE:
        pytest.skip("asks questions")
    (tmp_path / "companies").mkdir()
    for name, sample in FILES.items():
        (tmp_path / name).write_bytes(SAMPLES[sample].read_bytes())
    (tmp_path / "answers.toml").write_text('"company.gtm_headcount" = 25\n', encoding="utf-8")
    (own,) = [block for block in blocks("toml") if "[numbers" in block]
    (tmp_path / "ours.toml").write_text(own, encoding="utf-8")
    if words[0] == "new":
        (tmp_path / "harbor.toml").unlink()
    done = gtm(*words)
    assert done.status == 0, done.err
    for written in [words[at + 1] for at, word in enumerate(words) if word == "-o"]:
        assert (tmp_path / written).stat().st_size


def test_every_command_is_shown() -> None:
    shown = {requested(words_of(line)) for line in command_lines() if line in README}
    assert set(COMMANDS) - shown <= {"preflight"}


def test_the_formats_that_it_names_are_those_of_the_table() -> None:
    named = re.search(r"`gtm-tui report [^|]*\| [^|]*; also ([\w, ]+)", README)
    assert named is not None
    endings = {ending for format in FORMATS.values() for ending in format.endings}
    assert {f".{word.strip()}" for word in named[1].split(",")} <= endings


def test_the_keys_are_those_of_the_wizard() -> None:
    keys = bound_keys()
    named = 0
    for row in re.findall(r"^\| ((?:F\d|\^)[^|]*) \|", README, re.MULTILINE):
        for name in re.split(r"[, ]+| or ", row):
            if name.startswith("^"):
                assert f"ctrl+{name[1:].lower()}" in keys
            elif re.fullmatch(r"F\d", name):
                assert name.lower() in keys
            named += 1
    assert named > 10


def test_the_numbers_and_dates_that_it_shows_are_read() -> None:
    sentence = README.partition("Numbers and dates are read as people write them:")[2].partition("What was")[0]
    examples = re.findall(r"`([^`]+)`", sentence)
    assert len(examples) > 6
    assert [example for example in examples if not is_read(example)] == []


def is_read(example: str) -> bool:
    """Whether some question takes a text as a number, or it is a date."""
    for question in QUESTIONS:
        if question.kind in NUMERIC:
            with suppress(AnswerError):
                return read(question, example, Session(answers={"session.currency": "EUR"})).value is not None
    return bool(read_date(example, date(2026, 11, 25)))


def test_the_two_commands_stand_on_lines_of_their_own() -> None:
    lines = README.splitlines()
    assert "pip install . && gtm-tui" in lines
    assert "pip install '.[test]' && pytest" in lines


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_sessions_and_calibrations_are_valid(page: str, tmp_path: Path) -> None:
    for number, block in enumerate(blocks("toml", PAGES[page])):
        file = tmp_path / f"{number}.toml"
        if any(table in block for table in ("[segments", "[decisions", "dont_know")):
            file.write_text(block if "format = " in block else "format = 2\n" + block, encoding="utf-8")
            done = gtm("check", "--strict", file)
            assert done.status == 0, done.err
        elif "[numbers" in block:
            file.write_text(block, encoding="utf-8")
            assert load_calibration(file).value("yield.usual") == 4.5
        else:
            settings(block, tmp_path)


def settings(block: str, folder: Path) -> None:
    """A settings file that the wizard takes, with ids that it has."""
    (folder / "config.toml").write_text(block, encoding="utf-8")
    config = read_config(folder)
    assert config.problem == ""
    assert config.theme or config.keys
    assert set(config.keys) <= binding_ids()


@pytest.mark.parametrize("example", blocks("python", CONTRIBUTING), ids=lambda text: text.split("(")[0])
def test_the_examples_of_the_recipes_are_real_ones(example: str) -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "gtm_tui").rglob("*.py")]
    assert any(" ".join(example.split()) in " ".join(source.split()) for source in sources)


def test_every_file_that_a_recipe_names_is_there() -> None:
    recipes = CONTRIBUTING.partition("## Recipes")[2]
    named = set(re.findall(r"`((?:gtm_tui|tests|docs)/[\w./*-]+)`", recipes))
    assert len(named) > 8
    for path in named:
        pattern = re.sub("FAMILY|NAME|CODE", "*", path)
        assert list(ROOT.glob(pattern.rstrip("/"))), path


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_picture_is_there(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", PAGES[page])
    local = [link for link in links if not link.startswith("https://")]
    missing = [link for link in local if not (ROOT / page).parent.joinpath(link).exists()]
    assert missing == []


def test_what_is_made_from_the_program_is_up_to_date() -> None:
    pages = generated()
    stale = [path.name for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    gone = [path.name for path in (ROOT / "docs" / "rules").glob("*.md") if path not in pages]
    assert (stale, gone) == ([], []), "run `python -m tests.docs`"
