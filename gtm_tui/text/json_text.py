"""The one way from values to JSON text: whatever a file held, what comes out is JSON."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def json_text(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON; dates and times as ISO text, numbers that JSON has no word for (NaN, infinities) as null."""
    import json

    def dumped(tree: Any) -> str:
        return json.dumps(tree, ensure_ascii=False, allow_nan=False, indent=indent, default=_as_text)

    try:
        return dumped(value)
    except ValueError:
        return dumped(_finite(value))


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return value


def _as_text(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)
