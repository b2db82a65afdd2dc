"""Keys typed ahead reach what they were meant for: each waits until the one before it has come to rest.

Textual forwards a key to whatever has the focus while earlier keys may still be moving the focus or opening a screen.
Keys and pasted text are kept in a queue here and handed on one by one; the rest of the dispatch is Textual's own.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

Result = TypeVar("Result")
Place = tuple[Screen[Any] | None, Widget | None]
PATIENCE = 3.0
"""Seconds after which a key is handed on although the one before it is still at work."""


class KeysInOrder(App[Result], Generic[Result]):
    """An application that takes keys one at a time.

    A key has come to rest when every queue of the screen is empty, the screen and the focus stay as they are, and every
    worker has ended or waits for a dialog that is open. Threads are not waited for.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        self._keys: deque[events.Key | events.Paste] = deque()
        self._handing_on: asyncio.Task[None] | None = None
        self._awaited: list[Screen[Any]] = []
        super().__init__(*args, **options)

    async def on_event(self, event: events.Event) -> None:
        """Queue what is typed and pasted; everything else goes its usual way."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._keys.append(event)
            if self._handing_on is None or self._handing_on.done():
                self._handing_on = asyncio.create_task(self._hand_on())
            return
        await super().on_event(event)

    async def push_screen_wait(self, screen: Any, *, mode: str | None = None) -> Any:
        """Show a dialog and wait for its result; a worker that waits here holds up no key."""
        self._awaited.append(screen)
        try:
            return await super().push_screen_wait(screen, mode=mode)
        finally:
            self._awaited.remove(screen)

    @property
    def keys_waiting(self) -> bool:
        """Whether something typed has not come to rest yet."""
        handing_on = self._handing_on is not None and not self._handing_on.done()
        return self._running and (bool(self._keys) or handing_on)

    async def _hand_on(self) -> None:
        await self._rest()  # a file may just be opening
        while self._keys and self._running:
            event = self._keys.popleft()
            await self._rest(event)

    async def _dispatch(self, event: events.Key | events.Paste) -> None:
        if self.screen_stack:
            await super().on_event(event)

    async def _rest(self, event: events.Key | events.Paste | None = None) -> None:
        """Hand a key on, and wait until everything has come to rest, or for as long as patience lasts."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                start = self._place
                if event is not None:
                    await _after_queue(self, self._dispatch, event)
                await self._come_to_rest(start)

    async def _come_to_rest(self, start: Place) -> None:
        seen = None
        while self._running and self.screen_stack:
            screen, focused = now = self._place
            if now == seen and not self._at_work:
                return
            seen = now
            for pump in self._reacting:
                await _after_queue(pump)
            # A new place is focused only once it has been laid out, and takes keys only then.
            if focused is None or not focused.size or screen is not start[0]:
                await _after_queue(self.screen, after_refresh=True)
            await asyncio.sleep(0)

    @property
    def _place(self) -> Place:
        return (self.screen, self.focused) if self.screen_stack else (None, None)

    @property
    def _reacting(self) -> list[MessagePump]:
        focused = self.focused
        above = [focused, *focused.ancestors] if focused is not None else []
        return list(dict.fromkeys((*above, self.screen, self)))

    @property
    def _at_work(self) -> bool:
        """Whether a message waits, or a worker is at work that is neither a thread nor waits for an open dialog."""
        if any(node.message_queue_size for node in (self, *self.screen.walk_children(with_self=True))):
            return True
        unfinished = sum(not (worker.is_finished or worker._thread_worker) for worker in self.workers)
        return unfinished > sum(screen in self.screen_stack for screen in self._awaited)


async def _after_queue(
    pump: MessagePump, function: Callable[..., Any] | None = None, *args: Any, after_refresh: bool = False
) -> None:
    """Wait until everything that stands in a queue is worked through, and the function called after it."""
    done = asyncio.Event()

    async def last() -> None:
        try:
            if function is not None:
                await function(*args)
        finally:
            done.set()

    if pump.is_running and (pump.call_after_refresh if after_refresh else pump.call_later)(last):
        await done.wait()
