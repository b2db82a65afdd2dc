"""One sitting: an interview, the file it is saved to, and the journal that keeps every change meanwhile.

The wizard and the plain prompts both sit on this; they add only how things are shown and asked.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from gtm_tui.interview import Interview
from gtm_tui.model.session import Session
from gtm_tui.store.changes import changes_between
from gtm_tui.store.journal import Journal
from gtm_tui.store.paths import DataFolder, Folders, folders
from gtm_tui.store.sessions import Opened, SaveResult, open_session, save_session

if TYPE_CHECKING:
    from gtm_tui.calibration import Calibration
    from gtm_tui.store.problems import Problem
    from gtm_tui.store.recovery import Found


class Document:
    """An interview with its file and its journal.

    Start one with `new`, `open` or `resume`. Every change of the interview reaches the journal by itself;
    `save` is the person's act. `journal.problem` is a sentence while answers are not being kept.
    """

    def __init__(
        self,
        interview: Interview,
        opened: Opened | None,
        where: Folders,
        data: DataFolder | None = None,
        tell: Callable[[str | None], None] | None = None,
    ) -> None:
        self.interview = interview
        self.opened = opened
        self._where = where
        self._data = data
        self._saved = interview.session
        base = opened.base if opened else None
        self.journal = Journal(where.journal, str(opened.path) if opened else None, base, tell)
        interview.on_change.append(self._keep)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] | None,
        *,
        calibration: Calibration | None = None,
        today: date | None = None,
        data: DataFolder | None = None,
        tell: Callable[[str | None], None] | None = None,
    ) -> Document:
        """Sit down over a file (made at the first save if there is none), or over a new session for None.

        Raises UnreadableFile with a sentence.
        """
        where = folders(data.path if data else None)
        opened = open_session(path, create=True, data=data, where=where) if path is not None else None
        session = opened.session if opened else Session()
        return cls(Interview(session, calibration, today), opened, where, data, tell)

    def start_from(self, session: Session) -> None:
        """Begin with answers from elsewhere (a sample, last quarter's file) that are not in the file yet."""
        self.interview.begin(session)

    def left_behind(self) -> list[Found]:
        """What earlier sittings over this file left unsaved; of any file, while this one has no name."""
        from gtm_tui.store.recovery import find_crashed

        path = self.opened.path if self.opened else None
        found = find_crashed(self._where.journal, path)
        mine = [item for item in found if path is None or item.path == path]
        for other in found:
            if other not in mine:
                other.keep()
        return mine

    def resume(self, found: Found) -> bool:
        """Take over what an earlier sitting left unsaved; its record goes once it is in this journal."""
        from gtm_tui.store.recovery import move_into, with_typed

        self.interview.change(with_typed(found.session, found.typed), "resume")
        return move_into(found, self.journal)

    # -- state -----------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> bool:
        """Whether the file lacks something that was said here."""
        return self.interview.session != self._saved

    @property
    def name(self) -> str:
        """The file name, or '' before there is one."""
        return self.opened.name if self.opened else ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the file held that is not valid, as read."""
        return self.opened.problems if self.opened else ()

    @property
    def read_only(self) -> str | None:
        """Why this file must not be saved under its own name, if so."""
        if self.opened is None:
            return None
        if self.opened.since is not None:
            return "It is open in another window; save it under another name."
        return self.opened.read_only

    # -- acts ------------------------------------------------------------------------------------------

    def save(self, path: str | os.PathLike[str] | None = None, *, overwrite: bool = False) -> SaveResult:
        """Save, under another name if `path` says so; raises SaveError or ChangedOnDisk with a sentence."""
        opened = self.opened
        if opened is None:
            if path is None:
                raise ValueError("a new session needs a name")
            opened = open_session(path, create=True, data=self._data, where=self._where)
            if not opened.new and not overwrite:
                opened.close()
                raise FileExistsError(str(path))
            path = None
        mark = self.journal.mark()
        session = self.interview.session
        result = save_session(opened, session, path=path, overwrite=overwrite, assessment=self.interview.assessment)
        self.opened = result.opened
        self.interview.stamp(result.opened.session)
        self._saved = self.interview.session
        self.journal.rotate(self.opened.base or b"", str(self.opened.path), mark)
        return result

    def flush(self, timeout: float = 2.0) -> bool:
        """Wait until everything typed so far is on disk."""
        return self.journal.flush(timeout)

    def close(self, discard: bool) -> None:
        """Get up: `discard` drops what is not saved, else it is left for recovery."""
        self.interview.on_change.remove(self._keep)
        self.journal.close(discard=discard or not self.unsaved)
        if self.opened:
            self.opened.close()

    # -- inside ----------------------------------------------------------------------------------------

    def _keep(self, before: Session, after: Session) -> None:
        for record in changes_between(before, after):
            self.journal.put(f"{record['f']}:{record['k']}", record)
