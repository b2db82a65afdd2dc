"""Choosing a file: sessions in a folder, or an example."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtm_tui.store.paths import DataFolder
from gtm_tui.store.samples import sample_paths
from gtm_tui.text.sanitise import shown
from gtm_tui.tui.screens.menu import Entry, MenuScreen

if TYPE_CHECKING:
    from gtm_tui.tui.app import WizardApp

_MOST = 500


class FilesScreen(MenuScreen[str]):
    """Session files of a folder, and the folders in it; dismisses with a path or None."""

    title_text = "Open a session"
    label_width = 44

    def __init__(self, data: DataFolder | None = None, folder: Path | None = None) -> None:
        super().__init__()
        self.data = data
        self.folder = folder or Path.cwd()

    def intro(self) -> str:
        """Which folder this is."""
        return f"In {shown(self.data.path if self.data else self.folder)}"

    def entries(self) -> list[Entry]:
        """Folder above, folders, then session files."""
        return folder_entries(self.data, self.folder)

    def chosen(self, id: str) -> None:
        """Go into a folder, or take a file."""
        kind, _, name = id.partition(":")
        if kind == "folder":
            self.folder = Path(os.path.normpath(self.folder / name))
            self.renew()
            self.at = ""
            self.redraw()
        else:
            self.dismiss(name if self.data is not None else str(self.folder / name))


class EarlierScreen(FilesScreen):
    """The file whose answers a new session starts from; dismisses with a path or None."""

    title_text = "Start from an earlier session"

    def intro(self) -> str:
        """What becomes of the file."""
        return f"{super().intro()}. The file stays as it is; saving asks for a new name."


def folder_entries(data: DataFolder | None, folder: Path) -> list[Entry]:
    """The folder above, folders and session files, as `folder:NAME` and `file:NAME`."""
    if data is not None:
        return [Entry(f"file:{name}", shown(name)) for name in data.sessions()] or [_NONE]
    folders, files = _contents(folder)
    lines = [Entry("folder:..", "../", "the folder above")]
    lines += [Entry(f"folder:{name}", f"{shown(name)}/") for name in folders]
    lines += [Entry(f"file:{name}", shown(name), _size(folder / name)) for name in files]
    return lines if files else [*lines, _NONE]


_NONE = Entry("", "No session files (*.toml) here.", style="muted")


class SamplesScreen(MenuScreen[str]):
    """The examples; dismisses with a path or None."""

    title_text = "Open an example"
    label_width = 48

    def intro(self) -> str:
        """What an example is."""
        return "Fictional companies with finished answers. Saving one asks for a new name."

    def entries(self) -> list[Entry]:
        """One line for each example."""
        found = [_sample(name, path) for name, path in sample_paths().items()]
        return found or [Entry("", "No examples are installed.", style="muted")]

    def chosen(self, id: str) -> None:
        """Done."""
        self.dismiss(id)


def _sample(name: str, path: str) -> Entry:
    """An example by the name of its company; its story is the note on the session's name."""
    from gtm_tui.store.loading import load_session
    from gtm_tui.store.toml_reader import UnreadableFile
    from gtm_tui.tui.chrome import short

    try:
        session = load_session(path).session
    except UnreadableFile:
        return Entry(path, name)
    story = session.notes.get("session.name", "")
    title = str(session.get("session.name") or session.get("company.name") or name)
    return Entry(path, shown(title), f"{name}.toml", shown(short(story, 150)))


def compare_screen(wizard: WizardApp) -> Any:
    """The screen that compares several sessions, or None where there is none."""
    from gtm_tui.tui.screens import compare

    return compare.CompareFilesScreen(wizard.data)


def _contents(folder: Path) -> tuple[list[str], list[str]]:
    folders, files = [], []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir():
                    folders.append(entry.name)
                elif entry.name.endswith(".toml"):
                    files.append(entry.name)
    except OSError:
        return [], []
    return sorted(folders)[:_MOST], sorted(files)[:_MOST]


def _size(path: Path) -> str:
    import time

    try:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(path.stat().st_mtime))
    except OSError:
        return ""
