"""When two names that people typed mean the same: one way to compare them, everywhere."""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from typing import Any


@lru_cache(maxsize=1024)
def name_key(name: str) -> str:
    """A name as it is compared: composed form (Unicode NFC), case folded, spaces folded; it is stored as typed."""
    if not name.isascii():
        from unicodedata import normalize

        name = normalize("NFC", normalize("NFC", name).casefold())
        return " ".join(name.split())
    return " ".join(name.casefold().split())


def same_name(one: str, other: str) -> bool:
    """Whether two names mean the same."""
    return one == other or name_key(one) == name_key(other)


def distinct_names(names: Iterable[str]) -> tuple[str, ...]:
    """Every name once, as typed first."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(name_key(name), name)
    return tuple(first.values())


def folded(value: Any) -> Any:
    """An answer of names in the form in which it is compared; what is no text stays."""
    if isinstance(value, str):
        return name_key(value)
    if isinstance(value, (list, tuple)):
        return tuple(folded(item) for item in value)
    return value


def is_in(person: str, people: Collection[str]) -> bool:
    """Whether a person is among typed names."""
    if person in people:
        return True
    wanted = name_key(person)
    return any(name_key(other) == wanted for other in people)
