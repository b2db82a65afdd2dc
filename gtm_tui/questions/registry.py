"""A list that everything else is computed from: add to it, and every table made of it follows."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Registry(Generic[T]):
    """Things declared in order, each known by the name that `name_of` gives it.

    What is computed from the whole list goes through `computed`, which forgets it when the list changes.
    """

    def __init__(self, name_of: Callable[[T], str], declared: Iterable[T]) -> None:
        self._name_of = name_of
        self._by_name: dict[str, T] = {}
        self._computed: dict[Hashable, Any] = {}
        for thing in declared:
            self.add(thing)

    def add(self, thing: T, before: str = "") -> None:
        """Declare a thing, at the end or before the one of that name; raises ValueError for a name that is taken."""
        name = self._name_of(thing)
        if name in self._by_name:
            raise ValueError(f"{name} is declared twice")
        later = list(self._by_name)[list(self._by_name).index(before) :] if before else []
        self._by_name[name] = thing
        for other in later:
            self._by_name[other] = self._by_name.pop(other)
        self._computed.clear()

    def remove(self, name: str) -> None:
        """Take a thing away; raises KeyError."""
        del self._by_name[name]
        self._computed.clear()

    def get(self, name: str) -> T | None:
        """The thing of this name, or None."""
        return self._by_name.get(name)

    def place(self, name: str) -> int:
        """The number of a thing in the list, from 1; raises ValueError."""
        return list(self._by_name).index(name) + 1

    def computed(self, build: Callable[["Registry[T]"], R]) -> R:
        """What a function makes of the list: made once, and again after a change."""
        if build not in self._computed:
            self._computed[build] = build(self)
        found: R = self._computed[build]
        return found

    def __getitem__(self, name: str) -> T:
        return self._by_name[name]

    def __iter__(self) -> Iterator[T]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)
