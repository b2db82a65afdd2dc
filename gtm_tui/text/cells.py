"""Text measured in terminal cells: width, cutting, padding and wrapping."""

import unicodedata

ELLIPSIS = "..."


def width(text: str) -> int:
    """The number of cells a text takes: two for wide characters, none for marks and joiners."""
    if text.isascii():
        return len(text)
    return sum(_cells(char) for char in text)


def cut(text: str, cells: int) -> str:
    """The text on one line, shortened with `...` where it is wider than `cells`."""
    text = " ".join(text.split())
    if width(text) <= cells:
        return text
    return _head(text, cells - len(ELLIPSIS))[0].rstrip() + ELLIPSIS if cells > len(ELLIPSIS) else _head(text, cells)[0]


def pad(text: str, cells: int) -> str:
    """The text cut or filled with spaces to exactly `cells`."""
    text = cut(text, cells)
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int) -> list[str]:
    """The text in lines of at most `cells`; words are broken only where one is wider than a line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(_words(paragraph), max(cells, 2)))
    return lines


def _words(paragraph: str) -> list[str]:
    """Words that may stand on lines of their own; a percent sign stays with its number."""
    words: list[str] = []
    for word in paragraph.split():
        if word[0] == "%" and words and words[-1][-1:].isdigit():
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def _wrap_paragraph(words: list[str], cells: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for word in words:
        wide = width(word)
        if line and used + 1 + wide > cells:
            lines.append(line)
            line, used = "", 0
        while wide > cells:
            head, word = _head(word, cells)
            lines.append(head)
            wide = width(word)
        line, used = (f"{line} {word}", used + 1 + wide) if line else (word, wide)
    return [*lines, line]


def _head(text: str, cells: int) -> tuple[str, str]:
    used = 0
    for index, char in enumerate(text):
        used += _cells(char)
        if used > cells:
            return text[:index], text[index:]
    return text, ""


def _cells(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
