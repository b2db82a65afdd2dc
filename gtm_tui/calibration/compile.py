"""Makes the compiled form of `default.toml`: `python -m gtm_tui.calibration.compile`.

Parsing 17 kB of TOML takes a third of the time of a bare Python start; unmarshalling the same tables does not.
"""

import os
import tomllib
from pprint import pformat
from typing import Any

_FOLDER = os.path.dirname(__file__)
COMPILED = os.path.join(_FOLDER, "compiled.py")

HEADER = '''"""The tables of default.toml, made by `python -m gtm_tui.calibration.compile`; edit that file, not this."""

from typing import Any

# fmt: off
DEFAULT: dict[str, Any] = \\
'''


def default_document() -> dict[str, Any]:
    """The tables of `default.toml`, parsed."""
    with open(os.path.join(_FOLDER, "default.toml"), "rb") as file:
        return tomllib.load(file)


def source() -> str:
    """The text of the compiled module."""
    return HEADER + pformat(default_document(), width=118, sort_dicts=False) + "\n"


if __name__ == "__main__":
    with open(COMPILED, "w", encoding="utf-8") as file:
        file.write(source())
