"""The program as an installation has it: copied, compiled, started by the script that pip would write.

A source tree is compiled anew at every start where PYTHONDONTWRITEBYTECODE is set, which is not what is to be measured.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_SCRIPT = """import sys
from gtm_tui.__main__ import main
if __name__ == '__main__':
    sys.exit(main())
"""
HELLO = """from textual.app import App
from textual.widgets import Input, Label

class Hello(App):
    def compose(self):
        yield Label("Hello from the minimal app")
        yield Input()

Hello().run()
"""


class Installed:
    """A compiled copy of the package in a folder of its own, and the smallest Textual program beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        package = folder / "gtm_tui"
        shutil.copytree(ROOT / "gtm_tui", package, ignore=shutil.ignore_patterns("__pycache__"))
        if not (package / "sample_sessions").exists():
            shutil.copytree(ROOT / "sample_sessions", package / "sample_sessions")
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        subprocess.run([sys.executable, "-m", "compileall", "-q", str(package)], check=True, env=environment)
        self.samples = package / "sample_sessions"
        self.command = [sys.executable, str(_written(folder / "gtm-tui", _SCRIPT))]
        self.hello = [sys.executable, str(_written(folder / "hello.py", HELLO))]

    def sample(self, name: str) -> Path:
        """The file of an example session."""
        return self.samples / f"{name}.toml"


def _written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path
