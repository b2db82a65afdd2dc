"""Wizards over a throw-away sshd, sixteen at once or one over a slow link in tmux: every file is right at the end."""

import shutil
from pathlib import Path

import pytest

from tests.support.ssh_tools import possible

pytestmark = [pytest.mark.pty, pytest.mark.long, pytest.mark.skipif(bool(possible()), reason=possible() or "-")]


def test_sixteen_wizards_end_with_sixteen_correct_files(tmp_path: Path) -> None:
    from tests.benchmarks.installed import Installed
    from tests.benchmarks.sixteen_over_ssh import PEOPLE, run

    outcome = run(Installed(tmp_path / "installed"), tmp_path / "ssh")
    assert outcome.wrong == []
    assert len(outcome.paints) == PEOPLE
    assert len(outcome.typed) > PEOPLE * 100


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux not installed")
def test_a_session_in_tmux_over_a_slow_link_ends_with_a_correct_file(tmp_path: Path) -> None:
    from tests.benchmarks.installed import Installed
    from tests.benchmarks.slow_link import walk

    found = walk(Installed(tmp_path / "installed"), tmp_path / "link")
    assert found.wrong == ""
    assert found.bytes < 150_000, "a whole session, encrypted, within what the link carries in twenty seconds"
