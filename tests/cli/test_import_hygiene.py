"""What each command may import: start-up is import-bound, and the static layer check cannot see a deferred import."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.support.cli_tools import SAMPLES

HARBOR = str(SAMPLES["harbor-ledger"])

#: Modules that cost a command of a few milliseconds more than all its own work.
HEAVY = ("asyncio", "dataclasses", "hashlib", "http", "inspect", "json", "logging", "pathlib", "platformdirs")
HEAVIER = ("rich", "shtab", "subprocess", "textual", "tomli_w", "urllib")


def modules_after(*words: str) -> set[str]:
    """The modules that a command has imported when it ends, beyond those of bare Python."""
    code = (
        "import sys; bare = set(sys.modules)\n"
        "from gtm_tui.cli.main import main\n"
        f"status = main({list(words)!r})\n"
        "found = sorted(set(sys.modules) - bare)\n"
        "import json; print(); print(json.dumps([status, found]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, timeout=60
    )
    status, found = json.loads(done.stdout.splitlines()[-1])
    assert status in (0, 1), done.stderr
    return set(found)


def top_level(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


def test_version_imports_next_to_nothing() -> None:
    found = modules_after("--version")
    assert "argparse" not in found
    assert {name for name in found if name.startswith("gtm_tui")} == {
        "gtm_tui",
        "gtm_tui.cli",
        "gtm_tui.cli.errors",
        "gtm_tui.cli.main",
    }
    assert len(found) < 10, found


def test_help_imports_argparse_and_little_else() -> None:
    found = modules_after("--help")
    assert "argparse" in found
    assert not top_level(found) & {*HEAVY, *HEAVIER, "typing", "shutil", "tomllib", "datetime"}
    assert not {name for name in found if name.startswith(("gtm_tui.model", "gtm_tui.rules", "gtm_tui.store"))}


@pytest.mark.parametrize(
    "words",
    [
        ("check", HARBOR),
        ("check", "--fail-on", "low", HARBOR),
        ("explain", "ROM-01"),
        ("rules",),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_reading_commands_stay_light(words: tuple[str, ...]) -> None:
    found = top_level(modules_after(*words))
    assert not found & {*HEAVY, *HEAVIER}


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--format", "json", "--ways-out", HARBOR),
        ("schema",),
        ("samples",),
        ("completion", "bash"),
        ("doctor",),
        ("whatif", HARBOR, "--set", "segments.finance-teams.deals_per_year=80"),
        ("report", HARBOR),
    ],
    ids=lambda words: words[0],
)
def test_no_command_imports_textual(words: tuple[str, ...]) -> None:
    assert "textual" not in top_level(modules_after(*words))


def test_one_command_does_not_import_the_others() -> None:
    found = modules_after("rules")
    others = {"check", "report", "whatif", "diff", "doctor", "completion", "new", "samples"}
    assert not {f"gtm_tui.cli.commands.{name}" for name in others} & found


def test_the_rules_know_nothing_of_files_or_screens() -> None:
    code = "import sys, gtm_tui.rules; print([m for m in sys.modules if m.startswith('gtm_tui.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    for layer in ("cli", "tui", "plain", "report", "analysis", "interview", "store"):
        assert f"'gtm_tui.{layer}" not in done.stdout
