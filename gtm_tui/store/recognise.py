"""Whether a file is a session at all, and what it seems to be where it is none; nothing is assessed from it then."""

from __future__ import annotations

import re

from gtm_tui.model.session import FORMAT
from gtm_tui.store.session_codec.decode import known_tables
from gtm_tui.store.toml_reader import UnreadableFile
from gtm_tui.text.sanitise import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

MOST_SHOWN = 5
# What only a session file holds: an answers file has answers alone.
_SESSION_ONLY = ("model", "results", "decisions", "scenarios", "provenance", "dissent", "unconfirmed")
_SESSION_KEYS = ("created", "saved", "kind", "previous")
_CALIBRATION = ("numbers", "bands", "fit", "positions")
_MARKER = r"(?m)^(<{7}|\|{7}|={7}|>{7})(?:[ \t]+(.*))?$"


class NotASession(UnreadableFile):
    """A file that can be read and is no session: the sentence says what it seems to be."""


class Conflict(UnreadableFile):
    """A file in which git left a conflict: the sentence gives the lines of both sides."""


def require_session(name: str, text: str, doc: Mapping[str, Any]) -> None:
    """Refuse a document that is no session: one has `format` and at least one known table.

    Raises NotASession, or Conflict where git left one.
    """
    if "<<<<<<<" in text and (conflict := conflict_in(name, text)) is not None:
        raise conflict
    if "format" in doc and _known(doc):
        return
    raise NotASession(name, f"{name} {_seems_to_be(name, text, doc)}")


def conflict_in(name: str, text: str) -> Conflict | None:
    """The refusal of a text in which git left a conflict, with the line of every marker; None if there is none."""
    marks = [(text.count("\n", 0, m.start()) + 1, m[1], (m[2] or "").strip()) for m in re.finditer(_MARKER, text)]
    if not any(mark[0] in "<>" for _, mark, _ in marks):
        return None
    conflicts = list(_conflicts(marks))
    told = [_told(conflict) for conflict in conflicts[:MOST_SHOWN]]
    if len(conflicts) > MOST_SHOWN:
        told.append(f"and {len(conflicts) - MOST_SHOWN} more")
    count = "a conflict" if len(conflicts) == 1 else f"{len(conflicts)} conflicts"
    sentence = f"{name} is not a session while it holds {count} that git left: {'; '.join(told)}."
    return Conflict(name, f"{sentence} Keep one side, remove the markers, and try again.", marks[0][0])


def other_kind(text: str) -> str:
    """What a text that is no TOML seems to be, with its article; '' where nothing tells."""
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype html", "<html")):
        return "an HTML page"
    if start.startswith(("<?xml", "<svg", "<!--")):
        return "an XML file"
    if start.startswith("%pdf-"):
        return "a PDF"
    if start.startswith(("{", "[")):
        import json

        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return ""
        return "a JSON file"
    if start.startswith("---\n") or re.match(r"(?:\s*(?:#[^\n]*)?\n)*[\w-]+:(?:[ \t][^\n=]*)?\n", text):
        return "a YAML file"
    return ""


def _conflicts(marks: list[tuple[int, str, str]]) -> Iterator[list[tuple[int, str, str]]]:
    """The markers by conflict: each begins with <<<<<<< and ends with >>>>>>>, as far as both are still there."""
    found: list[tuple[int, str, str]] = []
    for mark in marks:
        if mark[1][0] == "<" and found:
            yield found
            found = []
        found.append(mark)
        if mark[1][0] == ">":
            yield found
            found = []
    if found and any(mark[1][0] in "<>" for mark in found):
        yield found


def _told(conflict: list[tuple[int, str, str]]) -> str:
    markers = ", ".join(f"`{shown(f'{mark} {label}'.strip())}` in line {line}" for line, mark, label in conflict)
    if conflict[0][1][0] != "<" or conflict[-1][1][0] != ">" or len(conflict) < 3:
        return markers
    middle = next(line for line, mark, _ in conflict if mark[0] == "=")
    ours_end = conflict[1][0]
    ours, theirs = _lines(conflict[0][0] + 1, ours_end - 1), _lines(middle + 1, conflict[-1][0] - 1)
    return f"{markers} ({ours} against {theirs})"


def _lines(first: int, last: int) -> str:
    if first > last:
        return "nothing"
    return f"line {first}" if first == last else f"lines {first}-{last}"


def _seems_to_be(name: str, text: str, doc: Mapping[str, Any]) -> str:
    known = _known(doc)
    if not doc:
        return "holds nothing but comments, so it is not a session." if text.strip() else "is empty, not a session."
    if any(isinstance(doc.get(table), dict) for table in _CALIBRATION) and not known:
        return "seems to be a calibration, not a session: `--calibration` takes it."
    foreign = _foreign(doc)
    if foreign and "format" not in doc:
        return f"seems to be {foreign}, not a session."
    if not known:
        if "format" in doc:
            return "is not a session: it has a `format` but none of a session's tables, such as [company]."
        return f"seems to be another program's file, not a session: it holds {_held(doc)}."
    about = doc.get("session")
    if any(table in doc for table in _SESSION_ONLY) or (
        isinstance(about, dict) and any(key in about for key in _SESSION_KEYS)
    ):
        return f"seems to be a session whose line `format = {FORMAT}` is missing: put it at the top."
    if _answers_of(doc):
        return (
            f"seems to be an answers file, not a session: it has no `format`. `gtm-tui fill` takes it with --answers; "
            f"a session begins with `format = {FORMAT}`."
        )
    return f"seems to be another program's file, not a session: it holds {_held(doc)}."


def _known(doc: Mapping[str, Any]) -> bool:
    """Whether the document has a table of a session, empty or not."""
    tables = known_tables()
    return any(table in tables and isinstance(value, dict) for table, value in doc.items())


def _foreign(doc: Mapping[str, Any]) -> str:
    """A file of a well-known program by its tables, '' for any other."""
    if any(isinstance(doc.get(table), dict) for table in ("project", "build-system", "tool")):
        return "a Python project file (pyproject.toml)"
    if isinstance(doc.get("package"), list):
        return "a lock file of a package manager"
    if any(isinstance(doc.get(table), dict) for table in ("package", "workspace", "dependencies")):
        return "a project file (as Cargo.toml)"
    if isinstance(doc.get("keys"), dict):
        return "a settings file of this program"
    return ""


def _answers_of(doc: Mapping[str, Any]) -> bool:
    """Whether any key path in the document is that of a question."""
    from gtm_tui.questions import question_for

    def walk(table: Mapping[str, Any], prefix: str) -> bool:
        return any(
            question_for(prefix + name) is not None or (isinstance(item, dict) and walk(item, f"{prefix}{name}."))
            for name, item in table.items()
        )

    return walk(doc, "")


def _held(doc: Mapping[str, Any]) -> str:
    names = [f"[{name}]" if isinstance(value, dict) else f"`{name}`" for name, value in doc.items()]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return shown(", ".join(names[:3]) + more)
