"""Numbers with their nouns, in the one form that is right."""

from __future__ import annotations


def counted(number: float, one: str, many: str = "") -> str:
    """A number with its noun: `1 finding`, `2,000 findings`; `many` where the plural is not made with an s."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def unit_for(number: float, unit: str) -> str:
    """A unit behind a number, in the singular where it is one: `deals per rep` is `deal per rep` behind 1."""
    if number != 1:
        return unit
    noun, space, rest = unit.partition(" ")
    one = {"people": "person", "opportunities": "opportunity", "times": "times"}.get(noun, noun.removesuffix("s"))
    return one + space + rest
