"""The compiled parser accepts and refuses exactly what the standard library's does, and there is no second one."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

import gtm_tui
from gtm_tui.store.toml_reader import UnreadableFile, check_limits, decode
from tests.support.cli_tools import SAMPLES
from tests.support.hostile import FILES, KEYS, STRINGS, VALUES, mutations, quoted

# The standard library of Python 3.15 reads TOML 1.1; the session file stays TOML 1.0 everywhere.
toml_1_0 = pytest.mark.skipif(sys.version_info >= (3, 15), reason="tomllib reads TOML 1.1 here")

#: What TOML 1.1 allows and 1.0 does not.
ONLY_1_1 = (
    "a = {b = 1,}",
    "a = {\n b = 1\n}",
    "a = {b = 1, # why\n c = 2}",
    'a = "\\e"',
    'a = "\\x41"',
    'a = """\\e"""',
    "a = 07:32",
    "a = 1979-05-27T07:32",
    "a = 1979-05-27 07:32Z",
    "ä = 1",
    "[ünit]",
    "a.ß = 1",
)

EDGES = (
    "",
    "a",
    "a =",
    "= 1",
    "a = 1 b = 2",
    "a = 1\na = 2",
    "a.b = 1\na = 2",
    "a = 1\na.b = 2",
    "[a]\n[a]",
    "[a]\nb = 1\n[a.b]",
    "[a.b]\n[a]\nb.c = 1",
    "[[a]]\n[a]",
    "[a]\n[[a]]",
    "a = []\n[[a]]",
    "a = {}\n[a]",
    "a = {b = 1}\na.c = 2",
    "a = {b = 1, b = 2}",
    "a = [1,]",
    "a = [1,,]",
    "a = [,]",
    "a = [1\n,2 # x\n]",
    "a = 01",
    "a = +0",
    "a = -0",
    "a = +0x1",
    "a = 0xfF",
    "a = 0X1",
    "a = 0o7",
    "a = 0o8",
    "a = 0b1",
    "a = 0b2",
    "a = 1_000",
    "a = 1__0",
    "a = _1",
    "a = 1_",
    "a = 1.",
    "a = .5",
    "a = 1.e3",
    "a = 1e3",
    "a = 1E+3",
    "a = nan",
    "a = +inf",
    "a = Inf",
    "a = True",
    "a = 1979-05-27",
    "a = 1979-02-30",
    "a = 1979-13-01",
    "a = 0000-01-01",
    "a = 1979-05-27T25:00:00Z",
    "a = 1979-05-27t07:32:00z",
    "a = 1979-05-27 07:32:00.123456789+01:00",
    "a = 1979-05-27T07:32:00+25:00",
    "a = 07:32:00",
    "a = 07:32:60",
    "a = 'x\ny'",
    'a = "x\ny"',
    'a = """x\ny"""',
    'a = """"""""',
    'a = """a""""" ',
    "a = ''''''''",
    'a = "\\ud800"',
    'a = "\\U00110000"',
    'a = "\\u12"',
    'a = "\\q"',
    'a = """\\\n   x"""',
    'a = """\\ x"""',
    'a = "\t"',
    'a = "\x7f"',
    'a = "\x00"',
    "a = '\x1b'",
    "# \x01",
    "# \x7f",
    "# \x85 \u2028",
    "a = 1\r\nb = 2\r\n",
    "a = 1\rb = 2",
    'a = """x\r\ny"""',
    'a = "x\ry"',
    "\ufeffa = 1",
    '"" = 1',
    "'' = 1",
    '"a.b" = 1',
    '"""a""" = 1',
    "a . b = 1",
    "a..b = 1",
    ".a = 1",
    "1.2 = 3",
    "-_ = 1",
    "[ a . b ]",
    "[]",
    "[a",
    "[a]]",
    "[[a]",
    "[ [a]]",
    "[a] b = 1",
    "[a] # x",
    "[a]\n\n  [a.b]\n\tc = 1",
    "a = " + "[" * 100 + "]" * 100,
    "a = " + "9" * 4_300,
    "a = " + "9" * 4_301,
    "a = 0x" + "f" * 5_000,
    ".".join("a" * 500) + " = 1",
    *ONLY_1_1,
)


def said_by(parser: Any, text: str) -> str:
    """What a parser makes of a text: the document as `repr` (so that nan, 1, 1.0 and true differ), or the refusal."""
    try:
        return repr(parser.loads(text))
    except ValueError as error:
        return "not TOML" if isinstance(error, parser.TOMLDecodeError) else "a number of too many digits"


def texts_of(data: bytes) -> list[str]:
    """The text of a file that gets as far as the parser, or nothing."""
    try:
        text = decode("x", data)
        check_limits("x", text)
    except UnreadableFile:
        return []
    return [text]


@toml_1_0
@pytest.mark.parametrize("text", EDGES, ids=lambda text: ascii(text[:30]))
def test_edges(text: str) -> None:
    assert said_by(tomli, text) == said_by(tomllib, text)


@pytest.mark.parametrize("text", ONLY_1_1, ids=ascii)
def test_what_only_toml_1_1_allows_is_refused(text: str) -> None:
    with pytest.raises(tomli.TOMLDecodeError):
        tomli.loads(text)


@toml_1_0
def test_hostile_values_keys_strings_and_files() -> None:
    texts = [f"a = {value}" for value in VALUES if not value.startswith("[" * 400)]
    texts += [f"{key} = 1" for key in KEYS] + [f"[{key}]" for key in KEYS]
    texts += [form for text in STRINGS for form in (f"a = {quoted(text)}", f'a = "{text}"', f"a = '{text}'", text)]
    texts += [text for data in FILES for text in texts_of(data)]
    for text in texts:
        assert said_by(tomli, text) == said_by(tomllib, text), text[:200]


@toml_1_0
def test_damaged_sessions() -> None:
    read = refused = 0
    for data in mutations(SAMPLES["harbor-ledger"].read_text(encoding="utf-8"), seed=11, every=150):
        for text in texts_of(data):
            said = said_by(tomli, text)
            assert said == said_by(tomllib, text)
            refused += said == "not TOML"
            read += said != "not TOML"
    assert read > 20
    assert refused > 20


@toml_1_0
@given(st.text(alphabet="[]{}=.,\"'#\n\\ ab1-:_+eTZ0x\r\t\x1b\ufeffé", max_size=60))
def test_any_text(text: str) -> None:
    assert said_by(tomli, text) == said_by(tomllib, text)


def test_the_program_has_one_toml_parser() -> None:
    sources = list(Path(gtm_tui.__file__).parent.rglob("*.py"))
    second = re.compile(r"^\s*(?:import|from)\s+(?:tomllib|rtoml|toml)\b", re.MULTILINE)
    assert len(sources) > 100
    assert [str(path) for path in sources if second.search(path.read_text(encoding="utf-8"))] == []
