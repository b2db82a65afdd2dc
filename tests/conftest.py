"""Every test has folders of its own and an environment that says nothing about the terminal it runs in."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# `from tests.x import y` works under plain `pytest` too; last, so that the installed package is the one tested.
sys.path.append(str(Path(__file__).resolve().parent.parent))
# Read when textual is imported, so they are set before any test module is.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
for name in ("NO_COLOR", "COLORTERM", "GTM_TUI_PLAIN", "SOURCE_DATE_EPOCH", "SSH_CONNECTION", "TMUX"):
    os.environ.pop(name, None)

# Property tests try the same examples each time, so that a run can be repeated; `HYPOTHESIS_PROFILE=random pytest`
# tries new ones.
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("random")
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests out unless `-m` names them: `-m pty` means the short ones."""
    if "long" not in config.option.markexpr:
        long = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in set(long)]


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path_factory.mktemp("own")
    for variable in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(own / variable.lower()))
