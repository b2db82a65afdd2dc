"""Find the line of every key and section in TOML text, for messages; only needed once something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gtm_tui.text.sanitise import sanitise_line

KeyPath = tuple[str, ...]

_TOKEN = re.compile(
    r'(?P<string>"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+(?:"{3,5}+|\\?\Z)'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5}+|\Z)"
    r'|"(?:[^"\\\n]++|\\[^\n])*+[\\"]?'
    r"|'[^'\n]*+'?)"
    r"|(?P<comment>\#[^\n]*+)"
    r"|(?P<newline>\n)"
    r"|(?P<mark>[\[\]{}=,.])"
    r"|(?P<bare>[^\s\"'#\[\]{}=,.]+)"
)


def locate(text: str) -> dict[KeyPath, int]:
    """Map the path of every key and section to the line (from 1) where it first stands.

    Keys are cleaned as the loader cleans them; the n-th table of an array of tables has its number in the path.
    Text that is not valid TOML gives what can be found.
    """
    places: dict[KeyPath, int] = {}
    for path, line, _ in _walk(text):
        places.setdefault(path, line)
    return places


def first_repeated(text: str) -> tuple[KeyPath, int] | None:
    """Return the first key or section that is given a second time, and the line of the second."""
    seen: set[KeyPath] = set()
    for path, line, own in _walk(text):
        if own and path in seen:
            return path, line
        if own:
            seen.add(path)
    return None


def comments_by_section(text: str) -> list[tuple[KeyPath, str]]:
    """Return every comment with the section in which it stands, in order; () is the part before the first section."""
    walker = _Walker(text)
    for _ in walker.walk():
        pass
    return walker.comments


def statements(text: str) -> list[tuple[KeyPath, int, bool]]:
    """Return the path of every key and section header, the line on which it ends, and whether it is a header."""
    walker = _Walker(text)
    for _ in walker.walk():
        pass
    return walker.statements


def heads(text: str) -> dict[KeyPath, int]:
    """Map each section with a header, and () for the start, to the number of lines that stand before its first key."""
    walker = _Walker(text)
    first = min((line for _, line, _ in walker.walk()), default=1)
    return {**walker.headers, (): first - 1}


def _walk(text: str) -> Iterator[tuple[KeyPath, int, bool]]:
    """Yield (path, line, own): own is false for the parents that a dotted key or a section brings along."""
    return _Walker(text).walk()


class _Walker:
    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.finditer(text)
        self.line = 1
        self.section: KeyPath = ()
        self.comments: list[tuple[KeyPath, str]] = []
        self.headers: dict[KeyPath, int] = {}
        self.statements: list[tuple[KeyPath, int, bool]] = []
        self.arrays: dict[KeyPath, int] = {}

    def walk(self) -> Iterator[tuple[KeyPath, int, bool]]:
        parts: list[str] = []
        for match in self.tokens:
            kind, token = match.lastgroup, match.group()
            if kind == "newline":
                self.line += 1
                parts = []
            elif kind == "comment":
                self.comments.append((self.section, token))
            elif kind in ("string", "bare"):
                parts.append(_key(token))
                self.line += token.count("\n")
            elif token == "=":
                path = self.section + tuple(parts)
                yield from self._with_parents(self.section, path)
                parts = []
                line = self.line
                yield from self._value(path)
                self.statements.append((path, max(line, self.line - 1), False))
            elif token == "[":
                section, line, repeated = self._header()
                self.section = section
                self.headers[section] = line
                self.statements.append((section, line, True))
                yield from ((section[:n], line, False) for n in range(1, len(section)))
                yield section, line, not repeated
                parts = []

    def _with_parents(self, section: KeyPath, path: KeyPath) -> Iterator[tuple[KeyPath, int, bool]]:
        for length in range(len(section) + 1, len(path)):
            yield path[:length], self.line, False
        yield path, self.line, True

    def _header(self) -> tuple[KeyPath, int, bool]:
        line, parts, many = self.line, [], False
        for match in self.tokens:
            kind, token = match.lastgroup, match.group()
            if kind in ("string", "bare"):
                parts.append(_key(token))
            elif token == "[":
                many = True
            elif token == "]" or kind == "newline":
                self.line += kind == "newline"
                break
        path = self._with_numbers(tuple(parts))
        if many:
            number = self.arrays.get(path, -1) + 1
            self.arrays[path] = number
            path = (*path, str(number))
        return path, line, False

    def _with_numbers(self, parts: KeyPath) -> KeyPath:
        """Insert the number of the latest table wherever a proper prefix of the path is an array of tables."""
        path: KeyPath = ()
        for index, part in enumerate(parts):
            path = (*path, part)
            if path in self.arrays and index < len(parts) - 1:
                path = (*path, str(self.arrays[path]))
        return path

    def _value(self, path: KeyPath) -> Iterator[tuple[KeyPath, int, bool]]:
        """Pass over one value and yield the keys of inline tables in it."""
        open_at: list[tuple[str, KeyPath]] = []
        parts: list[str] = []
        for match in self.tokens:
            kind, token = match.lastgroup, match.group()
            if kind == "newline":
                self.line += 1
                if not open_at:
                    return
            elif kind == "comment":
                self.comments.append((self.section, token))
            elif kind in ("string", "bare"):
                if open_at and open_at[-1][0] == "{":
                    parts.append(_key(token))
                self.line += token.count("\n")
            elif token in ("[", "{"):
                open_at.append((token, path))
                parts = []
            elif token in ("]", "}"):
                if not open_at:
                    return
                path = open_at.pop()[1]
            elif token == "=" and open_at:
                path = (*open_at[-1][1], *parts)
                parts = []
                yield path, self.line, open_at[-1][0] == "{" and len(open_at) == 1
            elif token == ",":
                parts = []


def _key(token: str) -> str:
    if token[0] not in "\"'":
        return sanitise_line(token)[0]
    import tomli

    try:
        value = tomli.loads(f"k = {token}")["k"]
    except ValueError:
        value = token.strip("\"'")
    return sanitise_line(str(value))[0]
