"""Unsaved sessions: restore one, or discard it."""

from __future__ import annotations

from gtm_tui.store.paths import Folders
from gtm_tui.store.recovery import Found, find_crashed
from gtm_tui.text.plural import counted
from gtm_tui.tui.screens.menu import Entry, MenuScreen


class RecoverScreen(MenuScreen[Found]):
    """Dismisses with what to restore, or None; what is not chosen stays for later."""

    title_text = "Recover unsaved work"

    def __init__(self, where: Folders) -> None:
        super().__init__()
        self.found = [found for found in find_crashed(where.journal) if found.state != "bad"]

    def intro(self) -> str:
        """The sentence about the highlighted one."""
        return self._at.sentence if self._at else ""

    @property
    def _at(self) -> Found | None:
        return next((f for f in self.found if f.id == (self.at or self.found[0].id)), None)

    def entries(self) -> list[Entry]:
        """One line for each unsaved session."""
        import time

        lines = []
        for found in self.found:
            name = found.session.company(found.path.name if found.path else "a new company")
            when = time.strftime("%Y-%m-%d %H:%M", time.localtime(found.last))
            count = len(found.changes) + len(found.typed)
            answers = counted(count, "answer")
            lines.append(Entry(found.id, f"{when}  {name}", answers, "Enter restores it."))
        return lines

    def chosen(self, id: str) -> None:
        """Restore it; let go of the others."""
        for found in self.found:
            if found.id != id:
                found.keep()
        self.dismiss(next(f for f in self.found if f.id == id))

    def action_back(self) -> None:
        """Decide later."""
        for found in self.found:
            found.keep()
        self.dismiss(None)
