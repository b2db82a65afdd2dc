"""A new version of a file in the layout of the old one: what did not change stays byte for byte, comments with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gtm_tui.store.session_codec.encode import SCHEMA_LINE, check_size, same
from gtm_tui.store.toml_positions import KeyPath, comments_by_section, heads, statements
from gtm_tui.store.toml_reader import parse

if TYPE_CHECKING:
    from tomlrt import AoT, Array, Document, Table

_UTC = re.compile(r"^(\S+ = \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)\+00:00")
_BOM = b"\xef\xbb\xbf"


def keep_layout(base: bytes, written: bytes, schema: bool) -> bytes:
    """Return `written`, a file as the program writes it, with the comments, line ends and layout of `base`.

    Every key that is the same in both keeps its lines; a comment whose key is gone moves to the head of its table. The
    line that names a schema goes unless `schema` says that one is there. The result says what `written` says, which is
    proven by reading it; where that cannot be had, it is `written` with all comments at its end. Raises EncodingError
    where it would be too large.
    """
    old = base.removeprefix(_BOM).decode("utf-8")
    windows = "\r\n" in old and old.count("\n") == old.count("\r\n")
    if windows:
        old = old.replace("\r\n", "\n")
    if not schema:
        old = "".join(line for line in old.splitlines(keepends=True) if line.rstrip() != SCHEMA_LINE)
    new = written.decode("utf-8")
    text = _laid_out(old, new)
    if text is None:
        lost = Counter(comment for _, comment in comments_by_section(old))
        lost -= Counter(comment for _, comment in comments_by_section(new))
        text = new + "".join(f"{comment}\n" for comment in lost.elements())
    data = (text.replace("\n", "\r\n") if windows else text).encode("utf-8")
    if base.startswith(_BOM):
        data = _BOM + data
    return check_size(data)


def _laid_out(old: str, written: str) -> str | None:
    """The old text changed into one that says what is written; None where that does not succeed."""
    import tomlrt

    wanted = _read(written)
    try:
        document = tomlrt.loads(old)
        new_sections = list(_update(document, _read(old), wanted))
        text = _in_house_style(old, tomlrt.dumps(document))
        for path in new_sections:
            text = _with_section(text, path, written, wanted)
        text = _with_lost_comments(old, text)
        again = _read(text)
    except Exception:  # whatever fails in laying out a file must not cost the answers in it
        return None
    return text if same(again, wanted) else None


def _read(text: str) -> dict[str, Any]:
    return parse("the file", text.replace("\r\n", "\n"))


def _update(
    table: Document | Table,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    path: KeyPath = (),
    *,
    in_list: bool = False,
) -> Iterator[KeyPath]:
    """Change the keys that differ; yield the paths of the tables that are still to be put in.

    What is `in_list` has no path; a table that is new in it is put in on one line.
    """
    for key in before:
        if key not in after:
            del table[key]
    inline = in_list or (isinstance(table, _tables()[0]) and table.is_inline)
    added = False
    for key, value in after.items():
        if key not in before:
            if not inline and (isinstance(value, dict) or _are_tables(value)):
                yield (*path, key)
            else:
                table[key] = value
                added = True
        elif not same(before[key], value):
            yield from _change(table, key, before[key], value, path)
    if added:
        order = _merged([key for key in before if key in after], [key for key in after if key in table])
        table.sort(key=order.__getitem__)


def _change(table: Document | Table, key: str, before: Any, after: Any, path: KeyPath) -> Iterator[KeyPath]:
    held = table[key]
    _, tables, array = _tables()
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _update(held, before, after, (*path, key))
    elif isinstance(held, tables) and _are_tables(after):
        _update_tables(held, before, after)
    elif isinstance(held, array) and isinstance(after, list):
        _update_array(held, before, after)
    else:
        table[key] = after


def _tables() -> tuple[type[Table], type[AoT], type[Array]]:
    import tomlrt

    return tomlrt.Table, tomlrt.AoT, tomlrt.Array


def _update_array(array: Array, before: list[Any], after: list[Any]) -> None:
    start, old, new = _between(before, after)
    for number in range(start, min(old, new)):
        array[number] = after[number]
    for number in reversed(range(new, old)):
        del array[number]
    for number in range(old, new):
        array.insert(number, after[number])


def _update_tables(tables: AoT, before: list[Any], after: list[Any]) -> None:
    """Change as few tables as can be: those alike at both ends stay, those between are changed one by one."""
    start, old, new = _between(before, after)
    for number in range(start, min(old, new)):
        list(_update(tables[number], before[number], after[number], in_list=True))
    for number in reversed(range(new, old)):
        del tables[number]
    for number in range(old, new):
        tables.insert(number, after[number])


def _between(before: list[Any], after: list[Any]) -> tuple[int, int, int]:
    """What differs between two lists: from which item on, and up to which item of the one and of the other."""
    most = min(len(before), len(after))
    start = 0
    while start < most and same(before[start], after[start]):
        start += 1
    end = 0
    while end < most - start and same(before[-1 - end], after[-1 - end]):
        end += 1
    return start, len(before) - end, len(after) - end


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _in_house_style(old: str, new: str) -> str:
    """Times in lines that are new as 09:30:00Z, as the program writes them."""
    known = set(old.splitlines(keepends=True))
    lines = new.splitlines(keepends=True)
    return "".join(line if line in known else _UTC.sub(r"\1Z", line) for line in lines)


def _merged(kept: list[str], wanted: list[str]) -> dict[str, int]:
    """The place of each key: those that stay in their order, each new one after the one before it in `wanted`."""
    order = list(kept)
    last = -1
    for key in wanted:
        if key in order:
            last = order.index(key)
        else:
            last += 1
            order.insert(last, key)
    return {key: place for place, key in enumerate(order)}


def _with_section(text: str, path: KeyPath, written: str, wanted: Mapping[str, Any]) -> str:
    """The text with a table as it is written, after the one before it in the order of the questionnaire."""
    lines = text.splitlines(keepends=True)
    section = _section(written, path)
    place = _place(statements(text + "\n"), path, wanted)
    before = ["\n"] if place else []
    after = ["\n"] if place < len(lines) and lines[place].strip() else []
    return _with_lines(lines, {place: [*before, *section, *after]})


def _with_lines(lines: list[str], added: Mapping[int, list[str]]) -> str:
    """The text with lines put in after so many; a last line without an end gets one only where it is no longer last."""
    if lines and len(lines) in added and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return "".join(line for n, own in enumerate([*lines, ""]) for line in (*added.get(n, ()), own))


def _section(written: str, path: KeyPath) -> list[str]:
    """The lines of a table and all that is in it, in a text of the program's own."""
    lines = written.splitlines(keepends=True)
    headers = [(found, line) for found, line, header in statements(written) if header]
    first = next(number for number, (found, _) in enumerate(headers) if found[: len(path)] == path)
    behind = (line - 1 for found, line in headers[first:] if found[: len(path)] != path)
    section = lines[headers[first][1] - 1 : next(behind, len(lines))]
    while not section[-1].strip():
        section.pop()
    return section


def _place(there: list[tuple[KeyPath, int, bool]], path: KeyPath, wanted: Mapping[str, Any]) -> int:
    """How many lines stand before a new table: it follows its elder sibling, else the keys of its parent."""
    last = 0
    while not last and path:
        *parents, name = path
        siblings: Any = wanted
        for parent in parents:
            siblings = siblings[parent]
        elder = list(siblings)[: list(siblings).index(name)]
        for sibling in [*reversed(elder), None]:
            if sibling is None:
                known = [line for found, line, _ in there if found == tuple(parents) or found[:-1] == tuple(parents)]
            else:
                known = [line for found, line, _ in there if found[: len(path)] == (*parents, sibling)]
            if known:
                last = max(known)
                break
        path = tuple(parents)
    following = [number for number, (_, line, header) in enumerate(there) if header and line > last]
    rest = there[: following[0]] if following else there
    return max((line for _, line, _ in rest), default=0)


def _with_lost_comments(old: str, new: str) -> str:
    """The new text with every comment of the old one; those that lost their place stand at the head of their table."""
    before, after = comments_by_section(old), comments_by_section(new)
    lost = Counter(comment for _, comment in before) - Counter(comment for _, comment in after)
    if not lost:
        return new
    here = Counter(before) - Counter(after)
    places = heads(new)
    lines = new.splitlines(keepends=True)
    added: dict[int, list[str]] = {}
    for section, comment in before:
        if lost[comment] > 0 and here[section, comment] > 0:
            lost[comment] -= 1
            here[section, comment] -= 1
            while section not in places:
                section = section[:-1]
            added.setdefault(places[section], []).append(f"{comment}\n")
    return _with_lines(lines, added)
