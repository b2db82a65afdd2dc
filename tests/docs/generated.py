"""The pages under `docs/` that are made from the program, as they should be now."""

from __future__ import annotations

from pathlib import Path

from tests.docs.key_table import key_tables
from tests.docs.rule_pages import rule_pages

DOCS = Path(__file__).resolve().parents[2] / "docs"
BEGIN = "<!-- Begin: made by `python -m tests.docs` -->\n"
END = "<!-- End -->\n"


def generated() -> dict[Path, str]:
    """The text of every generated page by its path."""
    format_page = DOCS / "session-format.md"
    before, _, rest = format_page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    pages = {DOCS / "rules" / name: text for name, text in rule_pages().items()}
    return {**pages, format_page: f"{before}{BEGIN}\n{key_tables()}\n{END}{after}"}
