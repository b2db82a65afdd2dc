"""A small application on the wizard's terminal base, for tests through a pseudo-terminal.

Usage: python terminal_app.py KEPT_FILE [--restricted]. What is typed into the first field is written
to KEPT_FILE when the session ends, as a journal would.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Label, OptionList

from gtm_tui.terminal.base import GuardedApp
from gtm_tui.terminal.run import run_app


class SmallApp(GuardedApp[None]):
    """Two fields, a list and a line of keys; F2 repaints, F3 fails, F4 blocks the event loop for ever."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit"),
        Binding("f2", "fill", "Fill", show=False),
        Binding("f3", "fail", "Fail", show=False),
        Binding("f4", "block", "Block", show=False),
        Binding("f5", "address", "Address", show=False),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False),
    ]
    CSS = "Input { width: 30; }"

    def __init__(self, kept: Path, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.kept = kept
        self.typed = ""
        self.count = 0

    def compose(self) -> ComposeResult:
        yield Label("Small application", id="title")
        yield Input(placeholder="name", id="name", compact=True)
        yield Input(placeholder="more", id="more", compact=True)
        yield OptionList("one", "two", "three", compact=True)
        yield Label("ready", id="state")

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "name":
            self.typed = event.value
            self.query_one("#state", Label).update(f"{len(event.value)} characters")

    def keep_answers(self) -> None:
        self.kept.write_text(self.typed)

    def action_fill(self) -> None:
        self.count += 1
        self.query_one("#title", Label).update(f"{chr(65 + self.count % 26) * 70}\n" * 10)

    def action_fail(self) -> None:
        answer_in_a_local = self.typed
        raise ValueError(f"no such thing: {answer_in_a_local}")

    def action_block(self) -> None:
        os.write(2, b"\r\nstuck")
        time.sleep(3600)

    def action_address(self) -> None:
        self.open_url("https://example.org/x[/]")


def main() -> int:
    """Parse the arguments and run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kept", type=Path)
    parser.add_argument("--restricted", action="store_true")
    arguments = parser.parse_args()
    return run_app(
        lambda: SmallApp(arguments.kept, restricted=arguments.restricted),
        state_folder=Path(os.environ["HOME"]) / "state",
    )


if __name__ == "__main__":
    sys.exit(main())
