"""The pages under `docs/` that are made from the program, as they should be now."""

from __future__ import annotations

from pathlib import Path

from tests.docs.binding_table import binding_table
from tests.docs.key_table import key_tables
from tests.docs.rule_pages import rule_pages

DOCS = Path(__file__).resolve().parents[2] / "docs"
BEGIN = "<!-- Begin: made by `python -m tests.docs` -->\n"
END = "<!-- End -->\n"


def generated() -> dict[Path, str]:
    """The text of every generated page by its path."""
    return {
        **{DOCS / "rules" / name: text for name, text in rule_pages().items()},
        **_with_part(DOCS / "session-format.md", key_tables()),
        **_with_part(DOCS / "configuration.md", binding_table()),
    }


def _with_part(page: Path, part: str) -> dict[Path, str]:
    """A page written by hand, with the part that is made put between its two marks."""
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    return {page: f"{before}{BEGIN}\n{part}\n{END}{after}"}
