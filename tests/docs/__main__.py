"""Write the pages that are made from the program: `python -m tests.docs`. A test says when they are out of date."""

from __future__ import annotations

from tests.docs.generated import DOCS, generated


def main() -> None:
    """Write every generated page, and remove those of rules that are gone."""
    pages = generated()
    for path in (DOCS / "rules").glob("*.md"):
        if path not in pages:
            path.unlink()
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(pages)} pages written")


if __name__ == "__main__":
    main()
