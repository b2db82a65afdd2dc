"""The file behind a sitting: opened, journalled at every change, saved, saved as, closed."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from gtm_tui.interview import Interview
from gtm_tui.model.session import Session
from gtm_tui.store.changes import changes_between
from gtm_tui.store.journal import Journal
from gtm_tui.store.loading import load_session
from gtm_tui.store.paths import BadName, DataFolder, Folders, check_name
from gtm_tui.store.recent import remember
from gtm_tui.store.recovery import Found
from gtm_tui.store.sessions import Opened, SaveError, SaveResult, open_session, save_session

_STAMPS = ("session.saved", "session.created", "model.version", "model.calibration")


class Keeper:
    """Keeps one interview's session: every change goes to the journal at once, `save` brings it to the file.

    `path` is None until the session has a name. Raises what `store.sessions` raises: UnreadableFile when opening,
    SaveError and ChangedOnDisk when saving; BadName for a name that is not allowed in a data folder.
    """

    def __init__(self, where: Folders, data: DataFolder | None = None) -> None:
        self.where = where
        self.data = data
        self.opened = Opened(Path(""), Session(), None, where, data=data)
        self.interview: Interview | None = None
        self.journal: Journal | None = None
        self.saved_at = ""
        self.notices: tuple[str, ...] = ()
        self.session = self._saved = Session()
        self._found: Found | None = None

    @classmethod
    def open(cls, path: Path | str, where: Folders, data: DataFolder | None = None, create: bool = False) -> Keeper:
        """Open a file; with `create` one that does not exist yet."""
        keeper = cls(where, data)
        name = check_name(Path(path).name) if data is not None else path
        keeper.opened = open_session(name, create=create, data=data, where=where)
        keeper.notices = keeper.opened.notices
        keeper.session = keeper._saved = keeper.opened.session
        if not keeper.opened.new:
            remember(where, keeper.opened.path)
        return keeper

    @classmethod
    def of_sample(cls, path: Path | str, where: Folders, data: DataFolder | None = None) -> Keeper:
        """The answers of an example, without its file."""
        keeper = cls(where, data)
        keeper.session = keeper._saved = load_session(path).session
        return keeper

    @classmethod
    def recovered(cls, found: Found, where: Folders, data: DataFolder | None = None) -> Keeper:
        """What a sitting left: on its own file if that is as it was, else without one."""
        keeper = cls(where, data)
        if found.path is not None and found.state == "newer":
            keeper = cls.open(found.path, where, data)
        keeper.session = found.session
        keeper._found = found
        keeper.notices = (f"{len(found.changes)} answers recovered; save them with ctrl+s.",)
        return keeper

    def reload(self) -> Session:
        """Read the file again; the caller takes the session over."""
        keeper = Keeper.open(self.opened.path, self.where, self.data)
        keeper.opened.close()
        self.opened = replace(keeper.opened, mark=self.opened.mark)
        self._saved = keeper.session
        return keeper.session

    @property
    def path(self) -> Path | None:
        """The file, or None when the session has no name yet."""
        return self.opened.path if self.opened.path.name else None

    @property
    def read_only(self) -> str:
        """Why the file must not be written, or ''."""
        return self.opened.read_only or ""

    def watch(self, interview: Interview) -> None:
        """Follow an interview from now on: every change is journalled."""
        self.interview = interview
        base = None
        if self.path is not None and not self.opened.new:
            try:
                base = self.path.read_bytes()
            except OSError:
                base = None
        self.journal = Journal(self.where.journal, str(self.path) if self.path else None, base)
        if interview.session is not self._saved:
            self._changed(self._saved, interview.session)
        interview.on_change.append(self._changed)
        if self._found is not None and self.journal.flush():
            self._found.discard()
            self._found = None

    def _changed(self, before: Session, after: Session) -> None:
        if self.journal is not None:
            for record in changes_between(before, after):
                self.journal.put(f"{record['f']} {record['k']}", record)

    @property
    def dirty(self) -> bool:
        """Whether something is not in the file yet."""
        if self.interview is None or self.interview.session is self._saved:
            return False
        return any(r["k"] not in _STAMPS for r in changes_between(self._saved, self.interview.session))

    @property
    def state(self) -> str:
        """Whether the file is up to date, in a word or two."""
        if self.read_only:
            return "read only"
        if self.dirty:
            return "not saved" if self.journal is None or self.journal.problem else "not saved, kept"
        if self.saved_at:
            return f"saved {self.saved_at}"
        return "saved" if not self.opened.new else "new"

    def save(self, overwrite: bool = False) -> SaveResult:
        """Save to the file; `overwrite` replaces what another program wrote meanwhile."""
        return self._save(None, overwrite)

    def save_as(self, name: str, overwrite: bool = False) -> SaveResult:
        """Save under another name: a path, or in a data folder a plain name."""
        if self.data is not None:
            return self._save(Path(check_name(name)), overwrite)
        path = Path(name).expanduser()
        if not path.suffix:
            path = path.with_name(path.name + ".toml")
        if not name.strip():
            raise BadName("Give the session a name.")
        return self._save(path, overwrite)

    def _save(self, path: Path | None, overwrite: bool) -> SaveResult:
        assert self.interview is not None
        mark = self.journal.mark() if self.journal else 0
        result = save_session(
            self.opened,
            self.interview.session,
            path=path,
            overwrite=overwrite,
            assessment=self.interview.assessment,
        )
        self.opened = result.opened
        self.interview.stamp(result.opened.session)
        self._saved = self.interview.session
        self.saved_at = time.strftime("%H:%M")
        remember(self.where, self.opened.path)
        if self.journal is not None and result.written:
            self.journal.rotate(self.opened.path.read_bytes(), str(self.opened.path), mark)
        return result

    def flush(self) -> None:
        """Bring everything typed to the disk; may be called from another thread."""
        if self.journal is not None:
            self.journal.flush()

    def close(self, discard: bool = True) -> None:
        """End the sitting: the journal is discarded after a save or on purpose, else left for recovery."""
        if self.interview is not None and self._changed in self.interview.on_change:
            self.interview.on_change.remove(self._changed)
        if self.journal is not None:
            self.journal.close(discard)
            self.journal = None
        self.opened.close()

    def suggestion(self) -> str:
        """A file name for a session without one, from the company's name."""
        from gtm_tui.model.session import slug

        if self.path is not None:
            return str(self.path)
        session = self.interview.session if self.interview else Session()
        name = session.get("company.name") or session.get("session.name") or "session"
        return f"{slug(str(name), 'session')}.toml"


def why(error: Exception) -> str:
    """An error of the store as a sentence to show."""
    if isinstance(error, (SaveError, BadName)):
        return str(error)
    sentence: Any = getattr(error, "sentence", None)
    return str(sentence or error)
