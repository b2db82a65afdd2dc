"""Older file formats, brought up to date in memory by small numbered steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gtm_tui.model.session import FORMAT

Document = dict[str, Any]

# The step under n turns a document of format n into one of format n + 1; it may change what it is given.
STEPS: dict[int, Callable[[Document], Document]] = {}


def known_formats(steps: Mapping[int, Callable[[Document], Document]] | None = None) -> list[int]:
    """The formats that can be read, oldest first."""
    oldest = FORMAT
    while oldest - 1 in (STEPS if steps is None else steps):
        oldest -= 1
    return list(range(oldest, FORMAT + 1))


def migrate(doc: Document) -> tuple[Document, int]:
    """Return the document in the present format and how many steps that took; other documents come back as they are."""
    version = doc.get("format", FORMAT)
    taken = 0
    while isinstance(version, int) and not isinstance(version, bool) and version < FORMAT and version in STEPS:
        doc = STEPS[version](doc)
        version += 1
        taken += 1
        doc["format"] = version
    return doc, taken
