"""`gtm-tui samples`: the example sessions, listed, printed or copied."""

from __future__ import annotations

import argparse
import os

from gtm_tui.cli.arguments import add_format
from gtm_tui.cli.errors import CommandError
from gtm_tui.cli.output import put, put_json, say
from gtm_tui.store.samples import sample_paths
from gtm_tui.text.plural import counted
from gtm_tui.text.sanitise import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

ABOUT = """List the example sessions; with NAME print one of them; with --copy-to put files of your own in a folder.

  gtm-tui samples harbor-ledger | gtm-tui check -
  gtm-tui samples --copy-to examples"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = subparsers.add_parser("samples", help="list or copy the example sessions", description=ABOUT)
    parser.add_argument("name", nargs="?", metavar="NAME", help="print this one; with --copy-to copy only this one")
    parser.add_argument("--copy-to", metavar="DIR", help="copy into this folder; existing files are not changed")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """List, print or copy."""
    chosen = _chosen(args.name)
    if args.copy_to:
        for name, path in chosen.items():
            _copy(path, args.copy_to, name)
        return 0
    if args.name:
        with open(next(iter(chosen.values())), encoding="utf-8") as file:
            put(file.read().rstrip("\n"))
        return 0
    listed = [_summary(name, path) for name, path in chosen.items()]
    if args.format == "json":
        put_json({"samples": listed})
        return 0
    for entry in listed:
        put(f"{entry['name']:<24} {counted(entry['findings'], 'finding'):<12} {entry['title']}")
    return 0


def sample_path(name: str) -> str:
    """The file of one example session; raises CommandError naming the nearest ones."""
    paths = sample_paths()
    wanted = name.removesuffix(".toml").lower()
    if wanted in paths:
        return paths[wanted]
    from difflib import get_close_matches

    near = get_close_matches(wanted, paths, n=1)
    hint = f"did you mean {near[0]}?" if near else "`gtm-tui samples` lists them"
    raise CommandError(f"there is no example session {shown(name)}; {hint}")


def _chosen(name: str | None) -> Mapping[str, str]:
    paths = sample_paths()
    if not paths:
        raise CommandError("the example sessions are not installed")
    if name is None:
        return paths
    path = sample_path(name)
    return {os.path.basename(path).removesuffix(".toml"): path}


def _summary(name: str, path: str) -> dict[str, Any]:
    from gtm_tui.rules import assess
    from gtm_tui.store.loading import load_session

    session = load_session(path).session
    return {
        "name": name,
        "title": session.get("session.name", name),
        "company": session.company(),
        "findings": len(assess(session).findings),
        "path": path,
    }


def _copy(path: str, folder: str, name: str) -> None:
    from gtm_tui.store.atomic_write import SaveError, write_atomically

    target = os.path.join(folder, f"{name}.toml")
    os.makedirs(folder, exist_ok=True)
    with open(path, "rb") as file:
        data = file.read()
    try:
        write_atomically(target, data, expected=None)
    except SaveError as error:
        if os.path.exists(target):
            say(f"{shown(target)} already exists and was not changed.")
            return
        raise CommandError(shown(error)) from None
    put(target)
