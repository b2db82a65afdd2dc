"""Numbers with their nouns, in the one form that is right."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 finding`, `2,000 findings`; `many` where the plural is not made with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
