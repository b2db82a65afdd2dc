"""The pictures of README can be drawn at any time, and need nothing from elsewhere."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.docs.pictures import screenshots


async def test_pictures_are_whole_and_fetch_nothing() -> None:
    pictures = await screenshots()
    for text in pictures.values():
        assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
        assert text.count("http") == text.count("http://www.w3.org/") + text.count("https://www.textualize.io")
        assert "@font-face" not in text
    assert "Motions" in pictures["wizard.svg"]
    assert "ROM-01" in pictures["results.svg"]
