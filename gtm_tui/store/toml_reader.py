"""Read a file that anybody may have made: bounded in size, time and memory, and every failure is a sentence."""

from __future__ import annotations

import os
import re
import stat
import sys
from typing import Any, NamedTuple

import tomli

from gtm_tui.text.sanitise import is_harmless, sanitise_tree, shown

MAX_BYTES = 1_048_576
MAX_KEY_PARTS = 8
MAX_SECTIONS = 5_000
MAX_NESTING = 32
MAX_KEYS = 20_000
MAX_ITEMS = 50_000

Path = str | os.PathLike[str]


class UnreadableFile(Exception):
    """A file cannot be used at all: `sentence` says why in words fit for a terminal; `line` and `column` count from 1.

    `missing` is true where there is no such file, `damaged` where an earlier version from the backups may help.
    """

    def __init__(
        self,
        path: str,
        sentence: str,
        line: int | None = None,
        column: int | None = None,
        *,
        missing: bool = False,
        damaged: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.path = path
        self.sentence = sentence
        self.line = line
        self.column = column
        self.missing = missing
        self.damaged = damaged

    def __str__(self) -> str:
        return self.sentence


class RawDocument(NamedTuple):
    """One file as read: `data` bytes, `text`, parsed and cleaned `doc`, `replaced` characters.

    `path` is fit to be shown; `mtime` is in seconds since 1970, 0.0 for standard input.
    """

    path: str
    data: bytes
    text: str
    doc: dict[str, Any]
    replaced: int
    mtime: float

    @property
    def sha256(self) -> str:
        """The digest of the bytes as read."""
        return digest(self.data)


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes as hexadecimal text."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


def read_document(path: Path, *, dir_fd: int | None = None) -> RawDocument:
    """Read and parse one TOML file, `-` for standard input; raises UnreadableFile and nothing else.

    With `dir_fd` the name is looked up in that folder and a link is refused.
    """
    name = shown(os.fspath(path))
    if name == "-" and dir_fd is None:
        data, mtime = _read_standard_input(), 0.0
        name = "standard input"
    else:
        data, mtime = read_bytes(path, dir_fd=dir_fd)
    text = decode(name, data)
    doc, replaced = parse(name, text), 0
    if not is_harmless(text):
        doc, replaced = sanitise_tree(doc)
    return RawDocument(path=name, data=data, text=text, doc=doc, replaced=replaced, mtime=mtime)


def read_bytes(path: Path, *, dir_fd: int | None = None, limit: int = MAX_BYTES) -> tuple[bytes, float]:
    """Read an ordinary file of at most `limit` bytes without ever waiting; return it and its modification time.

    Raises UnreadableFile for anything else: folders, devices, pipes, links without end, no permission.
    """
    name = shown(os.fspath(path))
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
    if dir_fd is not None:
        flags |= os.O_NOFOLLOW
    try:
        fd = os.open(path, flags, dir_fd=dir_fd)
    except (OSError, ValueError) as error:
        raise _cannot_open(name, error) from None
    try:
        info = os.fstat(fd)
        if stat.S_ISDIR(info.st_mode):
            raise UnreadableFile(name, f"{name} is a folder, not a session file.")
        if not stat.S_ISREG(info.st_mode):
            raise UnreadableFile(name, f"{name} is not an ordinary file.")
        if info.st_size > limit:
            raise _too_large(name, info.st_size, limit)
        data = _read_up_to(fd, limit + 1)
    except OSError as error:
        reason = shown(error.strerror or error)
        raise UnreadableFile(name, f"{name} could not be read: {reason}.") from None
    finally:
        let_go(fd)
    if len(data) > limit:
        raise _too_large(name, len(data), limit)
    return data, info.st_mtime


def let_go(fd: int) -> None:
    """Close a descriptor that was only read from, or whose bytes are safe; an error then changes nothing."""
    try:
        os.close(fd)
    except OSError:
        return


def decode(name: str, data: bytes) -> str:
    """Turn bytes into text (a byte order mark is accepted, CRLF becomes LF), or say what else the bytes are."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _utf16(name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(name, f"{name} is not UTF-8 text. It may be another kind of file.", damaged=True) from None
    if "\0" in text:
        raise _with_zeros(name, data)
    return text.replace("\r\n", "\n")


def parse(name: str, text: str) -> dict[str, Any]:
    """Parse TOML text within the limits of a session file; raises UnreadableFile with line and column where known."""
    check_limits(name, text)
    try:
        doc = tomli.loads(text)
        if any(prefix in text for prefix in ("0x", "0o", "0b")):
            check_numbers(name, doc)
    except tomli.TOMLDecodeError as error:
        raise _not_toml(name, text, error) from None
    except RecursionError:
        raise _nested(name) from None
    except ValueError:
        raise _digits(name) from None
    except MemoryError:
        raise UnreadableFile(name, f"{name} is not a session file: reading it needs too much memory.") from None
    return doc


def check_limits(name: str, text: str) -> None:
    """Refuse, in one linear pass without parsing, what would cost the parser more than a session file may."""
    marks = _STRINGS.sub("", text).encode("utf-8", "surrogatepass").translate(None, _NOT_MARKS)
    if b"." * MAX_KEY_PARTS in marks:
        raise UnreadableFile(name, f"{name} is not a session file: it has a key of more than {MAX_KEY_PARTS} parts.")
    brackets = marks.translate(None, b"\n=,.")
    outer = brackets.replace(b"[]", b"").replace(b"{}", b"")
    if outer.count(b"[") + outer.count(b"{") > MAX_NESTING - 2 or brackets.count(b"[") > MAX_SECTIONS:
        _check_brackets(name, marks.decode("ascii"))
    for mark, limit, what in ((b"=", MAX_KEYS, "keys"), (b",", MAX_ITEMS, "list items")):
        if marks.count(mark) > limit:
            raise UnreadableFile(name, f"{name} is not a session file: it has more than {limit:,} {what}.")


def check_numbers(name: str, doc: object) -> None:
    """Refuse integers that could not be written back in decimals (hexadecimal ones may be of any length)."""
    if isinstance(doc, dict):
        for value in doc.values():
            check_numbers(name, value)
    elif isinstance(doc, list):
        for value in doc:
            check_numbers(name, value)
    elif isinstance(doc, int) and doc.bit_length() > 14_000:
        raise _digits(name)


# Every branch takes all it can reach and gives nothing back, so that no input makes the pass quadratic.
_STRINGS = re.compile(
    r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+(?:"{3,5}+|\\?\Z)'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5}+|\Z)"
    r'|"(?:[^"\\\n]++|\\[^\n])*+[\\"]?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+"
)
_NOT_MARKS = bytes(set(range(256)) - set(b"\n=,.[]{}"))
_BRACKET = re.compile(r"\n?\[|[\]{}]")
_POSITION = r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$"


def _check_brackets(name: str, marks: str) -> None:
    depth = sections = 0
    for match in _BRACKET.finditer("\n" + marks):
        token = match.group()
        if token in ("]", "}"):
            depth = max(0, depth - 1)
            continue
        if depth == 0 and len(token) > 1:
            sections += 1
            if sections > MAX_SECTIONS:
                raise UnreadableFile(name, f"{name} is not a session file: it has more than {MAX_SECTIONS:,} sections.")
        depth += 1
        if depth > MAX_NESTING:
            raise _nested(name)


def _read_up_to(fd: int, limit: int) -> bytes:
    chunks: list[bytes] = []
    left = limit
    while left > 0:
        chunk = os.read(fd, min(left, 1 << 20))
        if not chunk:
            break
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _read_standard_input() -> bytes:
    name = "standard input"
    if sys.stdin is None:
        raise UnreadableFile(name, "There is no standard input to read from.")
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(name, f"Standard input could not be read: {shown(error.strerror)}.") from None
    if len(data) > MAX_BYTES:
        raise UnreadableFile(name, f"standard input is too large for a session file (the limit is {MAX_BYTES:,}).")
    return data


def _cannot_open(name: str, error: OSError | ValueError) -> UnreadableFile:
    import errno

    if isinstance(error, ValueError):
        return UnreadableFile(name, f"{name} is not a possible file name.")
    sentences = {
        errno.ENOENT: f"There is no file {name}.",
        errno.ENOTDIR: f"There is no file {name}: part of its path is not a folder.",
        errno.EACCES: f"{name} may not be read: permission denied.",
        errno.EPERM: f"{name} may not be read: permission denied.",
        errno.ELOOP: f"{name} is not an ordinary file: it is a link, or a chain of links without end.",
        errno.ENAMETOOLONG: "The file name is too long.",
        errno.ENXIO: f"{name} is not an ordinary file.",
        errno.ENODEV: f"{name} is not an ordinary file.",
    }
    sentence = sentences.get(error.errno or 0, f"{name} could not be opened: {shown(error.strerror)}.")
    return UnreadableFile(name, sentence, missing=error.errno == errno.ENOENT)


def _too_large(name: str, size: int, limit: int) -> UnreadableFile:
    return UnreadableFile(name, f"{name} is too large for a session file ({size:,} bytes; the limit is {limit:,}).")


def _utf16(name: str) -> UnreadableFile:
    return UnreadableFile(name, f"{name} is UTF-16 text. Please save it as UTF-8.")


def _with_zeros(name: str, data: bytes) -> UnreadableFile:
    zeros = data.count(0)
    if zeros * 3 > len(data) and zeros in (data[::2].count(0), data[1::2].count(0)) and data.strip(b"\0"):
        return _utf16(name)
    line = data.count(b"\n", 0, data.index(0)) + 1
    return UnreadableFile(name, f"{name} is damaged: it holds zero bytes, as after a power cut.", line, damaged=True)


def _nested(name: str) -> UnreadableFile:
    return UnreadableFile(name, f"{name} is not a session file: it is nested too deeply.")


def _digits(name: str) -> UnreadableFile:
    return UnreadableFile(name, f"{name} is not a session file: it holds a number with too many digits.")


def _not_toml(name: str, text: str, error: tomli.TOMLDecodeError) -> UnreadableFile:
    from gtm_tui.store.recognise import NotASession, conflict_in, other_kind

    if (conflict := conflict_in(name, text)) is not None:
        return conflict
    if kind := other_kind(text):
        return NotASession(name, f"{name} seems to be {kind}, not a session.")
    message = str(error)
    found = re.search(_POSITION, message)
    reason = shown(message[: found.start()] if found else message).rstrip(".")
    line = int(found.group(1)) if found and found.group(1) else None
    column = int(found.group(2)) if found and found.group(2) else None
    if line is None and found:
        line = text.rstrip("\n").count("\n") + 1
    if reason.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate")):
        return _given_twice(name, text, reason, line, column)
    reason = reason[:1].lower() + reason[1:]
    where = f"line {line}, column {column}" if column else "at the end of the file"
    return UnreadableFile(name, f"{name} is not valid TOML: {reason} ({where}).", line, column, damaged=True)


def _given_twice(name: str, text: str, reason: str, line: int | None, column: int | None) -> UnreadableFile:
    from gtm_tui.store.toml_positions import first_repeated

    repeated = first_repeated(text)
    if repeated is not None:
        path, line = repeated
        return UnreadableFile(name, f"{name} gives {shown('.'.join(path))} twice (line {line}).", line)
    return UnreadableFile(name, f"{name} gives a key or a section twice (line {line}).", line, column)
