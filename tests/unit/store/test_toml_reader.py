"""Every kind of file that is not a session ends in one sentence, quickly, and is left as it was."""

from __future__ import annotations

import gzip
import os
import random
import socket
import string
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtm_tui.store.toml_positions import locate
from gtm_tui.store.toml_reader import MAX_BYTES, UnreadableFile, decode, parse, read_document

SMALL = 'format = 2\n[session]\nname = "Harbor"\n[company]\narr = 7500000\n'


def refused(path: Path | str) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_document(path)
    assert "\x1b" not in caught.value.sentence
    assert caught.value.sentence.endswith((".", ".)"))
    return caught.value


def from_bytes(tmp_path: Path, data: bytes) -> UnreadableFile:
    path = tmp_path / "acme.toml"
    path.write_bytes(data)
    error = refused(path)
    assert path.read_bytes() == data
    return error


def test_an_ordinary_file_is_read_with_its_digest_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text(SMALL)
    raw = read_document(path)
    assert raw.doc["company"] == {"arr": 7500000}
    assert raw.data == SMALL.encode()
    assert len(raw.sha256) == 64
    assert raw.replaced == 0


def test_byte_order_mark_and_crlf_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert read_document(path).doc == parse("a", SMALL)


def test_control_characters_are_replaced_at_load_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text('"k\\u001b" = "\\u001b]52;c;x\\u0007 \\u009b \\u202e"\n')
    raw = read_document(path)
    assert raw.replaced == 5
    assert raw.doc == {"k\ufffd": "\ufffd]52;c;x\ufffd \ufffd \ufffd"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe" + "a = 1".encode("utf-16-le"), "is UTF-16 text. Please save it as UTF-8."),
        ("a = 1\n".encode("utf-16-le"), "is UTF-16 text"),
        ('a = "Zürich"'.encode("latin-1"), "is not UTF-8 text. It may be another kind of file."),
        (gzip.compress(b"a = 1", mtime=0), "is not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not UTF-8 text"),
        (random.Random(7).randbytes(5000), "is not UTF-8 text"),
        (SMALL.encode() + b"\0" * 512, "is damaged: it holds zero bytes, as after a power cut."),
        (b"\0" * 4096, "is damaged: it holds zero bytes"),
        (b"a = 1\rb = 2\r", "is not valid TOML"),
        (b"a = 1\nformat 1\n", "is not valid TOML: expected '=' after a key in a key/value pair (line 2, column 8)."),
        (b"a = 1\n<< HEAD\nb = 2\n", "is not valid TOML: invalid statement (line 2, column 1)."),
        (b"[company]\nname = 'x'\n\nname = 'y'\n", "gives company.name twice (line 4)."),
        (b"[company]\n[team]\n[company]\n", "gives company twice (line 3)."),
        (b"a = " + b"[" * 1000 + b"]" * 1000, "is not a session file: it is nested too deeply."),
        (b"a = " + b"{a = " * 100_000 + b"}" * 100_000, "nested too deeply"),
        (b"a." * 100_000 + b"b = 1", "it has a key of more than 8 parts."),
        (b"[" + b"a . " * 9 + b"b]\n", "it has a key of more than 8 parts."),
        (b"".join(b"[s%d]\n" % n for n in range(5001)), "it has more than 5,000 sections."),
        (b"".join(b"k%d = 1\n" % n for n in range(30_000)), "it has more than 20,000 keys."),
        (b"a = [" + b"1," * 60_000 + b"]", "it has more than 50,000 list items."),
        (b"a = " + b"9" * 5000, "holds a number with too many digits."),
        (b"a = 0x" + b"f" * 1_000_000, "holds a number with too many digits."),
        (b"a = 1" + b" " * MAX_BYTES, "is too large for a session file (1,048,581 bytes; the limit is 1,048,576)."),
        (b'"\\u001b[2J" = 1\n"\\u001b[2J" = 2\n', "gives \ufffd[2J twice (line 2)."),
        (b'a = """\n\\"""\n' * 70_000, "is not valid TOML"),
    ],
)
def test_every_hostile_content_is_a_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    error = from_bytes(tmp_path, data)
    assert words in error.sentence
    assert error.sentence.startswith(str(tmp_path / "acme.toml"))


def test_long_dotted_text_in_strings_and_comments_is_no_long_key() -> None:
    text = 'a = "No. No. No. No. No. No. No. No. No."\n# a.b.c.d.e.f.g.h.i.j\nb = """\na.b.c.d.e.f.g.h.i = 1\n"""\n'
    assert set(parse("x", text)) == {"a", "b"}


def test_lists_over_many_lines_are_no_sections() -> None:
    assert len(parse("x", "a = [\n" + "[1],\n" * 6000 + "]\n")["a"]) == 6000


def test_the_limits_lie_where_they_say() -> None:
    def nested(depth: int) -> str:
        return "a = " + "[" * depth + "]" * depth + "\n"

    sections = "".join(f"[s{n}]\n" for n in range(5000))
    lists = "".join(f"l{n} = [[1], [2]]\n" for n in range(100))
    assert len(parse("x", lists + nested(32) + "a1.b.c.d.e.f.g.h = 1\n" + sections)) == 5_102
    for too_much in (lists + nested(33), "a.b.c.d.e.f.g.h.i = 1\n", sections + "[one.more]\n"):
        with pytest.raises(UnreadableFile):
            parse("x", too_much)


def test_not_a_number_and_infinity_are_left_to_the_fields() -> None:
    assert parse("x", "a = 1e400\n")["a"] == float("inf")


def test_kinds_of_file_that_are_not_files(tmp_path: Path) -> None:
    fifo, loop, folder, dangling = (tmp_path / n for n in ("fifo", "loop", "folder", "dangling"))
    os.mkfifo(fifo)
    loop.symlink_to(loop)
    folder.mkdir()
    dangling.symlink_to(tmp_path / "nowhere")
    assert "is not an ordinary file." in refused(fifo).sentence
    assert "is not an ordinary file" in refused(loop).sentence
    assert "is a folder, not a session file." in refused(folder).sentence
    assert "is not an ordinary file." in refused("/dev/zero").sentence
    assert refused(dangling).missing
    assert refused(tmp_path / "absent.toml").missing
    assert "not a possible file name" in refused("a\0b").sentence
    assert "too long" in refused(tmp_path / ("x" * 300)).sentence
    assert "part of its path is not a folder" in refused(_made(tmp_path / "f") / "x.toml").sentence
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        assert "is not an ordinary file." in refused(tmp_path / "s").sentence


def _made(path: Path) -> Path:
    path.write_text("")
    return path


def test_a_huge_sparse_file_is_refused_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    assert "is too large" in refused(path).sentence


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission(tmp_path: Path) -> None:
    path = _made(tmp_path / "secret")
    path.chmod(0)
    assert "permission denied" in refused(path).sentence


def test_file_names_in_sentences_are_harmless(tmp_path: Path) -> None:
    sentence = refused(os.fsencode(tmp_path) + b"/\x1b[2J\xff.toml").sentence  # type: ignore[arg-type]
    sentence += refused(str(tmp_path / "a\x1b]0;x\x07\u202e")).sentence
    assert all(c.isprintable() or c == "\ufffd" for c in sentence)


def test_a_name_relative_to_a_folder_does_not_follow_links(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text(SMALL)
    (tmp_path / "link.toml").symlink_to("real.toml")
    fd = os.open(tmp_path, os.O_RDONLY)
    try:
        assert read_document("real.toml", dir_fd=fd).doc["format"] == 2
        with pytest.raises(UnreadableFile, match="is a link"):
            read_document("link.toml", dir_fd=fd)
    finally:
        os.close(fd)


def test_standard_input_is_read_and_limited() -> None:
    program = (
        "from gtm_tui.store.toml_reader import *\n"
        "try: print(read_document('-').doc)\n"
        "except UnreadableFile as e: print(e.sentence)"
    )

    def run(data: bytes) -> str:
        done = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, timeout=30)
        assert done.stderr == b""
        return done.stdout.decode().strip()

    assert run(b"a = 1") == "{'a': 1}"
    assert run(b"\xff") == "standard input is not UTF-8 text. It may be another kind of file."
    assert run(b" " * (MAX_BYTES + 10)).startswith("standard input is too large")


def _read(data: bytes) -> None:
    with suppress(UnreadableFile):
        parse("x", decode("x", data))


def test_a_file_cut_at_any_byte_or_with_any_byte_changed_never_escapes() -> None:
    data = (SMALL + '[segments.a]\nname = "Ünï"\nm = ["a", \'b\']\n"q.x" = """\nl\n"""\n').encode()
    rng = random.Random(3)
    for at in range(len(data)):
        _read(data[:at])
        for byte in (0, 0xFF, data[at] ^ 1 << rng.randrange(8), rng.choice(b"[]{}=.\"'#\n\\")):
            _read(data[:at] + bytes([byte]) + data[at + 1 :])
        _read(data[:at] + rng.randbytes(3) + data[at:])


@given(st.text(alphabet="[]{}=.,\"'#\n\\ ab1\r\0\x1b\ufeffé", max_size=80))
def test_no_text_escapes_the_reader(text: str) -> None:
    _read(text.encode())
    locate(text)


@pytest.mark.long
def test_a_million_random_documents_never_escape_the_reader() -> None:
    rng, started = random.Random(time.time_ns()), time.monotonic()
    pieces = ["[", "]", "{", "}", "=", ".", ",", '"', "'", '"""', "'''", "#", "\n", "\\", " ", "\0", "\u202e", "-0.0"]
    pieces += ["0x", "1e400", "nan", "1979-05-27", "\\u001b", "format", "[[a]]\n", "a.b", *string.ascii_letters[:6]]
    while time.monotonic() - started < 120:
        for _ in range(1000):
            _read("".join(rng.choices(pieces, k=rng.randrange(1, 40))).encode())


def test_the_line_of_every_key() -> None:
    text = (
        'format = 2 # x = 2\na.b.c = "x = 3"\nm = """\nq = 1\n"""\nlist = [\n 1,\n {z = 1, y = {w = 2}},\n]\n'
        '[company]\n"na.me" = 2\n[[r.w]]\ncode = "a"\n[[r.w]]\ncode = "b"\n'
    )
    places = locate(text)
    assert places[("format",)] == 1
    assert places[("a", "b", "c")] == 2
    assert places[("m",)] == 3
    assert ("q",) not in places
    assert places[("list",)] == 6
    assert places[("company", "na.me")] == 11
    assert places[("r", "w", "0", "code")] == 13
    assert places[("r", "w", "1", "code")] == 15


def test_reading_stays_light(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(SMALL)
    program = (
        "import sys; bare = set(sys.modules)\n"
        "from gtm_tui.store.toml_reader import read_document\n"
        "assert read_document(sys.argv[1]).doc['company']\n"
        "heavy = {'hashlib', 'json', 'dataclasses', 'inspect', 'asyncio', 'pathlib', 'tomllib'}\n"
        "print(heavy & (set(sys.modules) - bare))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, timeout=60)
    assert done.stdout == "set()\n", done.stdout + done.stderr
