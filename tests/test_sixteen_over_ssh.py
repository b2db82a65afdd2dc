"""Sixteen wizards at once over a throw-away sshd, each typed through a whole example, leave sixteen correct files."""

from pathlib import Path

import pytest

from tests.ssh_tools import possible

pytestmark = [pytest.mark.pty, pytest.mark.long, pytest.mark.skipif(bool(possible()), reason=possible() or "-")]


def test_sixteen_wizards_end_with_sixteen_correct_files(tmp_path: Path) -> None:
    from tests.benchmarks.installed import Installed
    from tests.benchmarks.sixteen_over_ssh import PEOPLE, run

    outcome = run(Installed(tmp_path / "installed"), tmp_path / "ssh")
    assert outcome.wrong == []
    assert len(outcome.paints) == PEOPLE
    assert len(outcome.typed) > PEOPLE * 100
