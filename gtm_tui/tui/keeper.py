"""The sitting behind the wizard: what its file is called, how it stands, and what to say about it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtm_tui.document import Document
from gtm_tui.interview import Interview
from gtm_tui.model.session import Session, slug
from gtm_tui.store.changes import changes_between
from gtm_tui.store.loading import load_session
from gtm_tui.store.paths import BadName, DataFolder, check_name, folders
from gtm_tui.store.recent import remember
from gtm_tui.store.sessions import ChangedOnDisk, SaveError, SaveResult, open_session

if TYPE_CHECKING:
    from gtm_tui.calibration import Calibration
    from gtm_tui.store.recovery import Found

_STAMPS = ("session.saved", "session.created", "model.version", "model.calibration")


_MOST = 6


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What every sitting of this run shares; `tell` is called when answers are no longer being kept, or again are."""

    calibration: Calibration | None = None
    data: DataFolder | None = None
    tell: Callable[[str | None], None] | None = None


class Keeper(Document):
    """A sitting with a state to show. `path` is None until the session has a name.

    Opening raises UnreadableFile or BadName; `save` and `save_as` raise SaveError, ChangedOnDisk, BadName or
    FileExistsError; `why` words them all.
    """

    saved_at = ""

    @classmethod
    def start(cls, path: Path | str | None, how: Circumstances) -> Keeper:
        """Sit down over a file (made at the first save if there is none), or over a new session for None."""
        if path is not None and how.data is not None:
            path = check_name(Path(path).name)
        keeper = cls.open(path, calibration=how.calibration, data=how.data, tell=how.tell)
        assert isinstance(keeper, Keeper)
        if keeper.opened is not None and not keeper.opened.new and how.data is None:
            remember(folders(), keeper.opened.path)
        return keeper

    @classmethod
    def of_sample(cls, path: Path | str, how: Circumstances) -> Keeper:
        """Sit down over the answers of an example, without its file."""
        interview = Interview(load_session(path).session, how.calibration)
        return cls(interview, None, folders(how.data.path if how.data else None), how.data, how.tell)

    @classmethod
    def following(cls, path: str, how: Circumstances) -> Keeper:
        """Sit down over a new session that starts from the answers of an earlier file.

        Until the first save it names that file by its full path, then as seen from the folder it is saved in.
        """
        from gtm_tui.analysis.diff import carry_over

        name = check_name(path) if how.data is not None else os.path.abspath(path)
        earlier = load_session(name, dir_fd=how.data.fd if how.data else None).session
        keeper = cls.start(None, how)
        keeper.start_from(carry_over(earlier, name))
        return keeper

    @classmethod
    def recovered(cls, found: Found, how: Circumstances) -> Keeper:
        """Go on with what a sitting left: over its own file if that is as it was, else without one."""
        keeper = cls.start(found.path if found.state == "newer" else None, how)
        keeper.resume(found)
        return keeper

    @property
    def notices(self) -> tuple[str, ...]:
        """What to tell the person about the file as it was read: its state, and warnings not as stored."""
        if self.opened is None or self.opened.new:
            return ()
        changes = [change.sentence for change in self.opened.changed_results(self.interview.assessment)]
        more = [f"And {len(changes) - _MOST} more."] if len(changes) > _MOST else []
        only = (self.read_only,) if self.read_only and self.read_only not in self.opened.notices else ()
        return (*self.opened.notices, *only, *changes[:_MOST], *more)

    @property
    def path(self) -> Path | None:
        """The file, or None when the session has no name yet."""
        return self.opened.path if self.opened else None

    @property
    def data(self) -> DataFolder | None:
        """The one folder a person may use, where the wizard is restricted to one."""
        return self._data

    @property
    def dirty(self) -> bool:
        """Whether an answer is not in the file yet; times and versions of a save do not count."""
        if self.interview.session is self._saved:
            return False
        return any(record["k"] not in _STAMPS for record in changes_between(self._saved, self.interview.session))

    @property
    def state(self) -> str:
        """How the file stands, in a word or two."""
        if self.journal.problem:
            return "NOT KEPT: save now"
        if self.read_only:
            return "read only"
        if self.dirty:
            return "not saved yet"
        if self.saved_at:
            return f"saved {self.saved_at}"
        return "saved" if self.opened and not self.opened.new else "new"

    def save(self, path: str | os.PathLike[str] | None = None, *, overwrite: bool = False) -> SaveResult:
        """Save, under another name if `path` says so."""
        if self.read_only and (path is None or self._is_own(path)):
            raise SaveError(self.name, self.read_only)
        result = super().save(path, overwrite=overwrite)
        self.saved_at = time.strftime("%H:%M")
        if self._data is None:
            remember(self._where, result.opened.path)
        return result

    def save_as(self, name: str) -> SaveResult:
        """Save under a name that is free: a path, or in a data folder a plain name."""
        if self._data is not None:
            return self._save_free(check_name(name))
        if not name.strip():
            raise BadName("Give the session a name.")
        path = Path(name).expanduser()
        return self._save_free(path if path.suffix else path.with_name(f"{path.name}.toml"))

    def _save_free(self, path: str | Path) -> SaveResult:
        before = self.interview.session
        self.interview.stamp(_seen_from(before, os.path.dirname(os.path.abspath(path))))
        try:
            return self.save(path)
        except Exception as error:
            self.interview.stamp(before)
            if isinstance(error, ChangedOnDisk) and not self._is_own(path):
                raise FileExistsError(os.fspath(path)) from None
            raise

    def _is_own(self, path: str | os.PathLike[str]) -> bool:
        if self.path is None:
            return False
        return os.path.abspath(self.path.parent / path if self._data else path) == os.path.abspath(self.path)

    def reload(self) -> None:
        """Take over the file as it is now, as one step that can be undone."""
        assert self.opened is not None
        name = self.opened.name if self._data else self.opened.path
        fresh = open_session(name, data=self._data, where=self._where, mark=False)
        self.opened = replace(fresh, mark=self.opened.mark)
        self._saved = fresh.session
        self.interview.change(fresh.session, "reload")

    @property
    def suggestion(self) -> str:
        """A file name to begin with: the present one, or one made of the company's name."""
        if self.opened is not None:
            return self.opened.name if self._data else str(self.opened.path)
        session = self.interview.session
        name = slug(str(session.get("company.name") or session.get("session.name") or "session"), "session")
        previous = str(session.get("session.previous") or "")
        if not previous:
            return f"{name}.toml"
        folder = os.path.dirname(previous) if os.path.isabs(previous) else ""
        return os.path.join(folder, f"{name}-{time.strftime('%Y-%m')}.toml")


def _seen_from(session: Session, folder: str) -> Session:
    """The session with the file before it, if that is named in full, named as seen from a folder."""
    previous = str(session.get("session.previous") or "")
    if not os.path.isabs(previous):
        return session
    return session.with_answer("session.previous", os.path.relpath(previous, folder))


def why(error: Exception) -> str:
    """An error of the store as a sentence to show."""
    if isinstance(error, FileExistsError):
        return f"there is already a file called {os.path.basename(str(error))}; choose another name."
    sentence: Any = getattr(error, "sentence", None)
    return str(sentence or error)
