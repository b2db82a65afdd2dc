"""`gtm-tui recover`: unsaved answers, and what to do with them."""

from __future__ import annotations

import argparse

from gtm_tui.cli.arguments import add_format
from gtm_tui.cli.errors import FINE, CommandError
from gtm_tui.cli.output import put, put_json, say, wrapped
from gtm_tui.text.plural import counted
from gtm_tui.text.sanitise import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from gtm_tui.store.overwrite import Rescue
    from gtm_tui.store.paths import DataFolder, Folders
    from gtm_tui.store.recovery import Found

ABOUT = """List, show, restore or discard answers that were not saved.

  gtm-tui recover                        list what there is
  gtm-tui recover show ID                its answers that are not in the file
  gtm-tui recover restore ID [--to FILE] save it: to its own file if that is unchanged, else to a copy
  gtm-tui recover discard ID             remove it for good"""

ACTIONS = ("list", "show", "restore", "discard")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "recover", help="list, show, restore or discard answers that were not saved", description=ABOUT
    )
    parser.add_argument("action", nargs="?", choices=ACTIONS, default="list", metavar="ACTION", help=", ".join(ACTIONS))
    parser.add_argument("id", nargs="?", metavar="ID", help="as listed; may be left out where there is only one")
    parser.add_argument("--list", action="store_true", help="the same as the action list")
    parser.add_argument("--to", metavar="FILE", help="restore to this file, which must not exist")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Do what was asked; raises CommandError."""
    from gtm_tui.cli.session_files import data_folder
    from gtm_tui.store.overwrite import abandoned_rescues
    from gtm_tui.store.paths import folders
    from gtm_tui.store.recovery import find_crashed

    data = data_folder(args)
    where = folders(data.path if data else None)
    if where.problem:
        raise CommandError(f"nothing can be kept or recovered: {where.problem}")
    found = find_crashed(where.journal)
    rescues = abandoned_rescues(where.rescue)
    try:
        if args.list or args.action == "list":
            _list(found, rescues, where, args.format)
        elif args.action == "show":
            _show(_chosen(found, rescues, args.id), args.format)
        elif args.action == "restore":
            _restore(_chosen(found, rescues, args.id), where, data, args.to)
        else:
            _discard(_chosen(found, rescues, args.id))
    finally:
        for item in found:
            item.keep()
    return FINE


def _chosen(found: list[Found], rescues: list[Rescue], identity: str | None) -> Found | Rescue:
    everything: dict[str, Found | Rescue] = {item.id: item for item in found}
    everything |= {rescue.file.stem: rescue for rescue in rescues}
    if identity is None and len(everything) == 1:
        return next(iter(everything.values()))
    if identity in everything:
        return everything[identity]
    if not everything:
        raise CommandError("there is nothing to recover")
    known = ", ".join(map(shown, everything))
    asked = f"there is no {shown(identity)}" if identity else "which one? Give its ID"
    raise CommandError(f"{asked}; there is: {known}")


def _list(found: list[Found], rescues: list[Rescue], where: Folders, form: str) -> None:
    from gtm_tui.store.recovery import find_bad

    set_aside = find_bad(where.journal)
    if form == "json":
        put_json(
            {
                "found": [found_json(item) for item in found],
                "copies": [{"id": r.file.stem, "path": shown(r.target)} for r in rescues],
                "unusable": [shown(path) for path in set_aside],
            }
        )
        return
    for item in found:
        put(f"{shown(item.id)}  {shown(item.path or 'no file yet')}")
        put(wrapped(item.sentence, "    "))
    for rescue in rescues:
        put(f"{rescue.file.stem}  {shown(rescue.target)}")
        put(wrapped("A save into a read-only folder was interrupted; this is what was being saved.", "    "))
    for path in set_aside:
        put(f"unusable  {shown(path)}")
    if not (found or rescues or set_aside):
        say("There is nothing to recover.")
    else:
        say("To restore one: gtm-tui recover restore ID")


def _show(item: Found | Rescue, form: str) -> None:
    from gtm_tui.store.overwrite import Rescue

    if isinstance(item, Rescue):
        put(item.data.decode("utf-8", "replace"))
        return
    if form == "json":
        put_json(found_json(item))
        return
    put(wrapped(item.sentence))
    for line in differences(item):
        put(line)


def differences(item: Found) -> Iterator[str]:
    """What the file says and what was found, one answer to a block."""
    for key, old, new in item.changes:
        yield ""
        yield shown(key)
        yield wrapped(_value(old), "      ", first="  - ")
        yield wrapped(_value(new), "      ", first="  + ")
    for key, text in item.typed.items():
        yield ""
        yield f"{shown(key)} (being typed)"
        yield wrapped(shown(text), "      ", first="  + ")


def found_json(item: Found) -> dict[str, Any]:
    """One record as plain data."""
    from datetime import UTC, datetime

    return {
        "id": shown(item.id),
        "state": item.state,
        "path": shown(item.path) if item.path else None,
        "company": item.session.company() or None,
        "last_change": datetime.fromtimestamp(item.last, UTC).replace(microsecond=0).isoformat(),
        "answers": [{"key": shown(key), "old": _value(old), "new": _value(new)} for key, old, new in item.changes],
        "typed": {shown(key): shown(text) for key, text in item.typed.items()},
        "damaged_records": item.skipped,
    }


def _value(value: Any) -> str:
    from gtm_tui.rules import evidence_value

    return "not answered" if value is None else shown(evidence_value(value))


def _restore(item: Found | Rescue, where: Folders, data: DataFolder | None, to: str | None) -> None:
    from gtm_tui.store.overwrite import Rescue
    from gtm_tui.store.recovery import restore
    from gtm_tui.store.sessions import SaveError, UnreadableFile

    target = _target(to, data)
    try:
        if isinstance(item, Rescue):
            _restore_copy(item, target)
            return
        if item.state == "bad":
            raise CommandError(item.sentence)
        result = restore(item, where, target, data=data)
    except (SaveError, UnreadableFile) as error:
        raise CommandError(error.sentence) from None
    for notice in result.notices:
        say(notice)
    say(f"Restored {counted(len(item.changes) + len(item.typed), 'answer')} to {shown(result.opened.path)}.")


def _restore_copy(item: Rescue, target: Path | None) -> None:
    from gtm_tui.store.atomic_write import ANY, write_atomically

    path = target or item.target
    write_atomically(path, item.data, expected=None if target else ANY)
    item.file.unlink(missing_ok=True)
    say(f"Restored to {shown(path)}.")


def _target(to: str | None, data: DataFolder | None) -> Path | None:
    from pathlib import Path

    from gtm_tui.store.paths import BadName, check_name

    if to is None:
        return None
    if data is None:
        return Path(to).absolute()
    try:
        return data.path / check_name(to)
    except BadName as error:
        raise CommandError(str(error)) from None


def _discard(item: Found | Rescue) -> None:
    from gtm_tui.store.overwrite import Rescue

    if isinstance(item, Rescue):
        item.file.unlink(missing_ok=True)
    else:
        item.discard()
    say("Discarded.")
