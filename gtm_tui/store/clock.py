"""What time it is, to the second, in UTC."""

import os
from datetime import UTC, datetime


def now() -> datetime:
    """The present time, or the one that SOURCE_DATE_EPOCH (seconds since 1970) fixes for repeatable files."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdigit():
        return datetime.fromtimestamp(int(fixed), UTC)
    return datetime.now(UTC).replace(microsecond=0)
