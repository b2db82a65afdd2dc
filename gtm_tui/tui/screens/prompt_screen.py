"""One line asked for at the foot of a screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from gtm_tui.text.sanitise import sanitise_line
from gtm_tui.tui import chrome
from gtm_tui.tui.drawing import Row
from gtm_tui.tui.editing import LineEditor
from gtm_tui.tui.form import Prompt
from gtm_tui.tui.screens.base import Result, SheetScreen


class PromptScreen(SheetScreen[Result], Generic[Result]):
    """A screen that can ask for a line: gives its keys to `answered` first, and draws with `with_prompt`."""

    prompt: Prompt | None = None

    def ask(self, title: str, text: str, done: Callable[[str], None], most: int = 500) -> None:
        """Ask for one line; `done` gets it when Enter is pressed."""
        self.prompt = Prompt(title, LineEditor(text), done, most)
        self.redraw()

    def answered(self, key: str, character: str | None) -> bool:
        """Give a key to the line being asked for; False where none is, or for the key that leaves the program."""
        prompt = self.prompt
        if prompt is None:
            return False
        if key in ("enter", "escape"):
            self.prompt = None
            if key == "enter":
                prompt.done(prompt.editor.text.strip())
        elif character is not None and character.isprintable():
            if len(prompt.editor.text) < prompt.most:
                prompt.editor.insert(character)
        elif not prompt.editor.press(key) and key == "ctrl+q":
            return False
        self.redraw()
        return True

    def pasted(self, text: str) -> None:
        """Put pasted text into the line being asked for."""
        if self.prompt is not None:
            room = self.prompt.most - len(self.prompt.editor.text)
            self.prompt.editor.insert(sanitise_line(text.strip())[0][: max(0, room)])

    def with_prompt(self, rows: list[Row], width: int, at: tuple[int, int]) -> tuple[list[Row], tuple[int, int]]:
        """The rows with the prompt over the last of them, and where the cursor stands then."""
        if self.prompt is None:
            return rows, at
        asked, (x, y) = chrome.prompt_rows(width, self.prompt.title, self.prompt.editor, min(4, len(rows)))
        kept = rows[: len(rows) - len(asked)]
        return [*kept, *asked], (x, len(kept) + y)
