"""Session files, examples and unsaved answers as entries to choose from: company, date, findings."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from gtm_tui.store.paths import DataFolder
from gtm_tui.text.cells import pad
from gtm_tui.text.plural import counted
from gtm_tui.text.sanitise import shown
from gtm_tui.tui.pick import Entry, PickDialog

if TYPE_CHECKING:
    from gtm_tui.store.recovery import Found
    from gtm_tui.tui.app import WizardApp

#: How many files of a folder are listed.
MOST = 500
FOLDER, FILE = "folder:", "file:"


def folder_entries(data: DataFolder | None, folder: Path) -> list[Entry]:
    """The folder above, the folders and the session files of a folder; of a data folder its files only."""
    if data is not None:
        return [_file_entry(name, "") for name in data.sessions()]
    folders, files = _contents(folder)
    entries = [Entry(id=f"{FOLDER}..", content=Content.styled("../  the folder above", "$text-muted"), words="..")]
    entries += [Entry(id=f"{FOLDER}{name}", content=Content(f"{shown(name)}/"), words=name) for name in folders]
    return entries + [_file_entry(name, _when(folder / name)) for name in files]


async def choose_file(app: WizardApp, title: str, folder: Path) -> str | None:
    """Let a person choose a session file, from folder to folder; None where they choose none. For workers."""
    while True:
        place = "" if app.data is not None else f"In {shown(folder)}"
        chosen = await app.push_screen_wait(PickDialog(title, folder_entries(app.data, folder), text=place))
        if chosen is None:
            return None
        kind, _, name = chosen.partition(":")
        if f"{kind}:" == FILE:
            return name if app.data is not None else str(folder / name)
        folder = (folder / name).resolve()


def _file_entry(name: str, when: str) -> Entry:
    return Entry(
        id=f"{FILE}{name}",
        content=Content(pad(shown(name), 42)) + Content.styled(f" {when}", "$text-muted"),
        words=name,
    )


def _contents(folder: Path) -> tuple[list[str], list[str]]:
    folders, files = [], []
    try:
        with os.scandir(folder) as found:
            for entry in found:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir():
                    folders.append(entry.name)
                elif entry.name.endswith(".toml"):
                    files.append(entry.name)
    except OSError:
        return [], []
    return sorted(folders)[:MOST], sorted(files)[:MOST]


def _when(path: Path) -> str:
    try:
        return time.strftime("%d %b %Y %H:%M", time.localtime(path.stat().st_mtime))
    except OSError:
        return ""


def sample_entries() -> list[Entry]:
    """The examples: company and story."""
    from gtm_tui.store.loading import load_session
    from gtm_tui.store.samples import sample_paths
    from gtm_tui.store.toml_reader import UnreadableFile

    entries = []
    for name, path in sample_paths().items():
        try:
            session = load_session(path).session
        except UnreadableFile:
            continue
        title = str(session.get("session.name") or session.company(name))
        story = " ".join(session.notes.get("session.name", "").split())
        content = Content.styled(shown(title), "bold")
        if story:
            content += Content.styled(f"\n  {shown(story)}", "$text-muted")
        entries.append(Entry(id=path, content=content, words=f"{title} {story}"))
    return entries


def recent_line(path: Path) -> Content:
    """A recent file as a line: company, when, findings as the file says; its name where it cannot be read."""
    import tomli

    try:
        document = tomli.loads(path.read_text(encoding="utf-8-sig")[:1_000_000])
    except (OSError, ValueError):
        return Content(path.name)
    company = document.get("company", {}).get("name") if isinstance(document.get("company"), dict) else None
    results = document.get("results", {})
    counts = [results.get(name) for name in ("critical", "high", "medium", "low")] if isinstance(results, dict) else []
    findings = sum(count for count in counts if isinstance(count, int))
    words = [_age(path)] + ([counted(findings, "finding")] if any(isinstance(c, int) for c in counts) else [])
    line = Content(pad(shown(company if isinstance(company, str) else path.name), 30))
    return line + Content.styled(f" {pad('  '.join(words), 26)} {shown(path.name)}", "$text-muted")


def _age(path: Path) -> str:
    try:
        days = int((time.time() - path.stat().st_mtime) // 86_400)
    except OSError:
        return ""
    if days > 80:
        return f"{days // 30} months old: check again?"
    return "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"


def recovery_entries(found: Iterable[Found]) -> list[Entry]:
    """Unsaved answers: when, whose, how many."""
    entries = []
    for item in found:
        name = item.session.company(item.path.name if item.path else "a new company")
        when = time.strftime("%d %b %Y %H:%M", time.localtime(item.last))
        count = counted(len(item.changes) + len(item.typed), "answer")
        content = Content(f"{when}  {shown(name)}  ") + Content.styled(f"{count}\n  {item.sentence}", "$text-muted")
        entries.append(Entry(id=item.id, content=content, words=name))
    return entries
