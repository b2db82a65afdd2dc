"""The keys of the wizard, read from the screens and widgets that bind them."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode

import gtm_tui.tui


@cache
def binding_classes() -> tuple[type[DOMNode], ...]:
    """Every screen, widget and application of the wizard that binds keys."""
    found: dict[type[DOMNode], None] = {}
    for module in pkgutil.walk_packages(gtm_tui.tui.__path__, "gtm_tui.tui."):
        for value in vars(import_module(module.name)).values():
            ours = isinstance(value, type) and value.__module__ == module.name
            if ours and issubclass(value, DOMNode) and "BINDINGS" in vars(value):
                found[value] = None
    return tuple(found)


def bindings() -> Iterator[tuple[type[DOMNode], Binding]]:
    """Every binding with the class that has it, one for each of its keys."""
    for owner in binding_classes():
        yield from ((owner, binding) for binding in Binding.make_bindings(owner.BINDINGS))


def bound_keys() -> set[str]:
    """Every key that does something somewhere in the wizard, by Textual's name."""
    return {binding.key for _, binding in bindings()}


def binding_ids() -> set[str]:
    """Every id that `[keys]` of `config.toml` can give other keys."""
    return {binding.id for _, binding in bindings() if binding.id}
