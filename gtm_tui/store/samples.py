"""Where the example sessions are: inside the installed package, or beside it in a source tree."""

from __future__ import annotations

import os

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_PLACES = (os.path.join(_PACKAGE, "sample_sessions"), os.path.join(os.path.dirname(_PACKAGE), "sample_sessions"))


def sample_paths() -> dict[str, str]:
    """The path of every example session by its name (the file name without its ending), sorted; empty without any."""
    for folder in _PLACES:
        if os.path.isdir(folder):
            files = sorted(file for file in os.listdir(folder) if file.endswith(".toml"))
            return {file.removesuffix(".toml"): os.path.join(folder, file) for file in files}
    return {}
