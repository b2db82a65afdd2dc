"""Drives the installed wizard through a pseudo-terminal: a new file, one answer, saved, and read back by `check`."""

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.pty_tools import Terminal


def main(program: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with Terminal([program, "session.toml"], home=home) as term:
            term.expect("Company")
            term.type("Autumn review")
            term.expect("Autumn review")
            term.keys("ctrl+s")
            term.expect("Saved as session.toml")
            term.keys("ctrl+q")
            assert term.wait() == 0, "the wizard did not end with status 0"
            assert term.left_on() == set(), f"terminal modes left on: {term.left_on()}"
        text = (home / "session.toml").read_text(encoding="utf-8")
        assert 'name = "Autumn review"' in text, f"the answer is not in the file:\n{text}"
        subprocess.run([program, "check", str(home / "session.toml")], check=True, stdout=subprocess.DEVNULL)
    print("typed, saved, left and checked")


if __name__ == "__main__":
    main(sys.argv[1])
