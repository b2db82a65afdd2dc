"""Hostile versions of a session file: cut, flipped, with wrong values, with text that acts on terminals and viewers."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

STRINGS = (
    "\x1b]0;title\x07",
    "\x1b]52;c;cHduZWQ=\x07",
    "\x1b[?1049l",
    "\x1bc",
    "\x1bP+q544e\x1b\\",
    "\x1b_Gx\x1b\\",
    "\x9b31m",
    "\x9d0;x\x9c",
    "\x90q\x9c",
    "\x00",
    "\x07\x08\x7f",
    "[bold]x",
    "[on red]x[/]",
    "[/]",
    "[/bold]",
    "[/",
    '[a="b]',
    "[link=file:///etc/passwd]x[/link]",
    "[@click=app.quit]x[/]",
    "[@click=app.suspend_process]x[/]",
    "$name {0} %s %(x)s",
    "\u202eevil",
    "\u2066x\u2069",
    "\u200b\u200d\u2060",
    "\U000e0041\U000e007f",
    "\ufeff",
    "a" + "\u0301" * 2000,
    "👩‍👩‍👧‍👦🇩🇪",
    "東京" * 50,
    "x" * 9_000,
    "\n" * 2_000,
    "a\nb" * 400,
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\u00a0=1",
    "＝1",
    "<script>alert(1)</script>",
    '" onmouseover="x',
    "</svg><img src=x>",
    "&amp;&#x1b;",
    "]]>",
    "<!--",
    "# Result: PASSED",
    "|",
    "![x](http://example.invalid/x.png)",
    "<details>",
    "`x`",
    "\\",
    "'''",
    '"""',
    "\ud800",
    "\uffff",
    "../../etc/passwd",
    "-rf",
    "all",
    "",
    " ",
    ".",
    "segments",
    "__class__",
    "dont_know",
)

VALUES = (
    "nan",
    "inf",
    "-inf",
    "1e400",
    "1e308",
    "-1",
    "-0.0",
    "5e-324",
    "9223372036854775808",
    "0x" + "f" * 20_000,
    "9" * 4_300,
    "9" * 4_299,
    "true",
    "false",
    '""',
    '"12"',
    '"$1.2M"',
    '"1,000"',
    '"lots"',
    "1979-05-27",
    "1979-05-27T07:32:00Z",
    "07:32:00",
    "[]",
    "[[]]",
    "[1, 'a', nan]",
    "{}",
    "{a = 1}",
    '{"" = ""}',
    "[{}]",
    '["' + "x" * 300 + '"]',
    "'''\n\n'''",
    "0",
    "100",
    "101",
    "1_000_000_000_001",
    "0.1",
    "2.5",
    "[" * 400 + "]" * 400,
    "",
    "=",
    "\\",
    '"unterminated',
)

KEYS = (
    '"\\u001b[2J"',
    '"[/]"',
    '"@click"',
    '"a.b"',
    '""',
    "a.b.c.d.e.f.g.h.i",
    '"__proto__"',
    "format",
    "results",
    "segments",
    '"\\u202e"',
    "unknown_key",
    '"' + "k" * 500 + '"',
    "dont_know",
    "accountable",
)

FILES = (
    b"",
    b"\n",
    b"#",
    b"\xef\xbb\xbf",
    b"\xff\xfeaaaa",
    b"\xfe\xff",
    b"\0" * 4096,
    b"\x80\x81",
    b"\x1f\x8b\x08\0",
    b"\x89PNG\r\n",
    b"a" * 1_000_000,
    b"\n" * 1_000_000,
    b"[" * 1_000_000,
    b"a = " + b"[" * 100_000,
    b"a." * 500_000,
    b'"' * 1_000_000,
    b"'" * 1_000_000,
    b'a = """\n\\"""\n' * 80_000,
    b"[a]\n" * 200_000,
    b"[[a]]\n" * 170_000,
    b"x" * 2_000_000,
    b"a = 1\r" * 1000,
    b"a = [" + b"{}," * 300_000 + b"]",
    b"".join(b"[a.b.c.d.e.f.g.h%d]\n" % n for n in range(6_000)),
    b"".join(b"a.b.c.d.e.f.g.h%d = 1\n" % n for n in range(19_000)),
)

_ASSIGNMENT = re.compile(r"^([^\n=#\[]+?) = (.+)$", re.MULTILINE)


def quoted(text: str) -> str:
    """A TOML string that means this text, however hostile; surrogates, which TOML cannot hold, stay as they are."""
    plain = "".join(c if c.isalnum() or c in " .,-/" else _escaped(c) for c in text)
    return f'"{plain}"'


def _escaped(char: str) -> str:
    if 0xD800 <= ord(char) < 0xE000:
        return char
    return f"\\U{ord(char):08x}"


def mutations(text: str, seed: int, every: int) -> Iterator[bytes]:
    """Hostile versions of one file; with `every` above 1 only one in so many, chosen by the seed."""
    rng = random.Random(seed)
    return (data for data in _all(text, rng) if every <= 1 or rng.randrange(every) == 0)


def _all(text: str, rng: random.Random) -> Iterator[bytes]:
    data = text.encode()
    lines = text.splitlines(keepends=True)
    for at in range(len(data)):
        yield data[:at]
        yield data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]
    for at in range(0, len(data), 7):
        yield data[:at] + rng.randbytes(4) + data[at:]
        yield data[:at] + b"\0" * 20 + data[at + 20 :]
    for number, line in enumerate(lines):
        yield "".join(lines[:number] + lines[number + 1 :]).encode()
        yield "".join([*lines[:number], line, *lines[number:]]).encode()
        yield "".join([*lines[:number], rng.choice(lines), *lines[number:]]).encode()
    for match in _ASSIGNMENT.finditer(text):
        start, end = match.span(2)
        for value in VALUES:
            yield (text[:start] + value + text[end:]).encode()
        for string in STRINGS:
            yield (text[:start] + quoted(string) + text[end:]).encode("utf-8", "surrogatepass")
            yield (text[:start] + f"[{quoted(string)}]" + text[end:]).encode("utf-8", "surrogatepass")
        start, end = match.span(1)
        for key in KEYS:
            yield (text[:start] + key + text[end:]).encode()
    for header in re.finditer(r"^\[+([^\]\n]+)\]+$", text, re.MULTILINE):
        for key in KEYS:
            yield (text[: header.start(1)] + key + text[header.end(1) :]).encode()
    yield data.replace(b"\n", b"\r\n")
    yield b"\xef\xbb\xbf" + data
    yield text.encode("utf-16")
    yield text.encode("utf-16-le")
    yield data + b"\0" * 512
    yield text.replace("format = 2", "format = 3").encode()
