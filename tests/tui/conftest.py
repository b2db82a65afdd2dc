"""Files that the tests of the wizard work on."""

from __future__ import annotations

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "sample_sessions"


@pytest.fixture
def northgate(tmp_path: Path) -> Path:
    """A copy of the sample Northgate."""
    copy = tmp_path / "northgate.toml"
    copy.write_bytes((SAMPLES / copy.name).read_bytes())
    return copy
