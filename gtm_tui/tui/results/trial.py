"""What is being tried, with the steps that can be taken back."""

from __future__ import annotations

from gtm_tui.analysis.whatif import Overlay
from gtm_tui.rules import Assessment


class Trial:
    """An overlay while it is worked on."""

    def __init__(self, overlay: Overlay) -> None:
        self.overlay = overlay
        self._past: list[Overlay] = []
        self._future: list[Overlay] = []

    def take(self, overlay: Overlay) -> None:
        """Try this instead, as a step of its own where anything reads differently."""
        if overlay.changes != self.overlay.changes:
            self._past.append(self.overlay)
            self._future.clear()
        self.overlay = overlay

    def rest_on(self, base: Assessment) -> None:
        """Try the same on the session as it is now."""
        self.overlay = _again(self.overlay, base)

    def undo(self, base: Assessment) -> bool:
        """Take the last step back; False where there is none."""
        return self._go(self._past, self._future, base)

    def redo(self, base: Assessment) -> bool:
        """Take the step that was taken back again; False where there is none."""
        return self._go(self._future, self._past, base)

    def _go(self, taken: list[Overlay], put: list[Overlay], base: Assessment) -> bool:
        if taken:
            put.append(self.overlay)
            self.overlay = _again(taken.pop(), base)
            return True
        return False


def _again(overlay: Overlay, base: Assessment) -> Overlay:
    return Overlay(base, {change.key: change.new for change in overlay.changes})
