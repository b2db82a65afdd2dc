"""A heading with questions behind it that most people do not need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Collapsible


class Fold(Collapsible):
    """Questions behind a heading, made when it is first opened.

    Space on the heading opens and closes it, Enter goes on (see the questionnaire). `keys_asked` are its questions.
    """

    def __init__(self, title: str, keys: Sequence[str], make: Callable[[], Iterable[Widget]]) -> None:
        super().__init__(title=title, collapsed=True, collapsed_symbol="[+]", expanded_symbol="[-]")
        self.keys_asked = frozenset(keys)
        self._make: Callable[[], Iterable[Widget]] | None = make

    async def on_collapsible_expanded(self, event: Collapsible.Expanded) -> None:
        """Make the questions."""
        await self.fill()

    async def fill(self) -> None:
        """Make the questions, unless they are there."""
        if self._make is not None:
            make, self._make = self._make, None
            await self.query_one(Collapsible.Contents).mount_all(make())

    async def open(self) -> None:
        """Open it with its questions in place."""
        self.collapsed = False
        await self.fill()
