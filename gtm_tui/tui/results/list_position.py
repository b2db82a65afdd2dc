"""A text longer than the screen, with places in it where the highlight can stand."""

from __future__ import annotations

from collections.abc import Hashable

from gtm_tui.tui.drawing import BLANK, Row


class ListPosition:
    """Keeps the highlight (`at`) and what is in sight (`top`) of rows whose spans carry targets.

    Every target is a place for the highlight, except ('act', name), which is a key to click on.
    """

    def __init__(self) -> None:
        self.at: Hashable = None
        self.top = 0
        self.stops: dict[Hashable, int] = {}
        self._count = 0
        self._height = 1

    def lay_out(self, rows: list[Row]) -> bool:
        """Take over rows drawn anew; True when the highlight had to move, so that they must be drawn again."""
        self.stops = {}
        self._count = len(rows)
        for y, row in enumerate(rows):
            for span in row:
                if is_stop(span.target):
                    self.stops.setdefault(span.target, y)
        if self.at in self.stops or not self.stops:
            return False
        self.at = next(iter(self.stops))
        return True

    def window(self, rows: list[Row], height: int) -> list[Row]:
        """The rows in sight, filled up to `height`."""
        self._height = max(1, height)
        self.top = max(0, min(self.top, self._count - self._height))
        shown = rows[self.top : self.top + height]
        return [*shown, *[BLANK] * (height - len(shown))]

    @property
    def more(self) -> tuple[bool, bool]:
        """Whether there is more above and below."""
        return self.top > 0, self.top + self._height < self._count

    @property
    def row(self) -> int:
        """The row of the highlight, counted from the first in sight."""
        return max(0, min(self._height - 1, self.stops.get(self.at, self.top) - self.top))

    def move(self, by: int) -> None:
        """To the next place up or down; a row further where the next place is out of sight."""
        names = list(self.stops)
        here = names.index(self.at) if self.at in self.stops else -1
        if here >= 0 and not self._in_sight(self.at):
            self._scroll(by)
            inside = [name for name in names if self._in_sight(name)]
            if inside:
                self.at = inside[0 if by > 0 else -1]
            return
        if 0 <= here + by < len(names) and self._near(names[here + by]):
            self.at = names[here + by]
            self.show(self.at)
        else:
            self._scroll(by)

    def page(self, by: int) -> None:
        """A screenful up or down; the highlight comes along."""
        self._scroll(by * max(1, self._height - 2))
        inside = [name for name in self.stops if self._in_sight(name)]
        if inside:
            self.at = inside[0 if by > 0 else -1]
        if by < 0 and self.top == 0 and self.stops:
            self.at = next(iter(self.stops))

    def edge(self, last: bool) -> None:
        """To the start or the end."""
        if self.stops:
            self.at = list(self.stops)[-1 if last else 0]
        self.top = self._count if last else 0

    def step(self, by: int) -> None:
        """To the next or previous place, however far."""
        names = list(self.stops)
        if names:
            here = names.index(self.at) if self.at in self.stops else 0
            self.at = names[(here + by) % len(names)]
            self.show(self.at)

    def show(self, stop: Hashable) -> None:
        """Scroll until a place is in sight, with a row of what stands around it."""
        row = self.stops.get(stop, 0)
        if row < self.top + 1:
            self.top = row - 1 if row > self._first() else 0
        if row > self.top + self._height - 2:
            self.top = row - self._height + 2
        self.top = max(0, min(self.top, self._count - self._height))

    def _first(self) -> int:
        return min(self.stops.values(), default=0)

    def _near(self, stop: Hashable) -> bool:
        return self.top - 2 <= self.stops[stop] <= self.top + self._height + 1

    def _in_sight(self, stop: Hashable) -> bool:
        return self.top <= self.stops[stop] < self.top + self._height

    def _scroll(self, by: int) -> None:
        self.top = max(0, min(self.top + by, self._count - self._height))


def is_stop(target: Hashable) -> bool:
    """Whether the highlight can stand on a span with this target."""
    return target is not None and not (isinstance(target, tuple) and target[:1] == ("act",))
