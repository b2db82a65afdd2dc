"""An interview, the file it is saved to, and the journal that keeps every change meanwhile.

The wizard and the plain prompts both work on a `Document`; they add only how things are shown and asked.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtm_tui.interview import Interview
from gtm_tui.model.session import STAMPS, Session, slug
from gtm_tui.store.changes import changes_between
from gtm_tui.store.journal import Journal
from gtm_tui.store.loading import load_session
from gtm_tui.store.paths import BadName, DataFolder, check_name, folders
from gtm_tui.store.recent import remember
from gtm_tui.store.recognise import NotASession
from gtm_tui.store.sessions import ChangedOnDisk, Opened, SaveError, SaveResult, open_session, save_session

if TYPE_CHECKING:
    from datetime import date

    from gtm_tui.calibration import Calibration
    from gtm_tui.store.recovery import Found

#: Written by a save; a session that differs in nothing else is saved.
#: How many changed results are told one by one when a file is opened.
_CHANGES_TOLD = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSettings:
    """What all documents of one run share.

    `data` is the only folder in which files may live, where there is one; `tell` is called with a sentence when
    answers are no longer being kept, and with None when they are again; `recent` lists opened and saved files among
    the recent ones.
    """

    calibration: Calibration | None = None
    today: date | None = None
    data: DataFolder | None = None
    tell: Callable[[str | None], None] | None = None
    recent: bool = False


class Document:
    """An interview with its file and its journal; `opened` is None until the session has a name.

    Start one with `open`, `of_sample`, `following` or `recovered`. Every change of the interview reaches the journal
    by itself; nothing is written to the file until `save`. `journal.problem` is a sentence while answers are not
    being kept. Opening raises UnreadableFile or BadName; saving raises SaveError, ChangedOnDisk, BadName or
    FileExistsError; `why` words them all.
    """

    def __init__(self, interview: Interview, opened: Opened | None, settings: DocumentSettings) -> None:
        self.interview = interview
        self.opened = opened
        self.data = settings.data
        self.saved_session = interview.session
        self.saved_at = ""
        # What screens remember of the session while it is open: drafts, and where one was.
        self.remembered: dict[str, Any] = {}
        self._recent = settings.recent and settings.data is None
        self._where = folders(settings.data.path if settings.data else None)
        base = opened.base if opened else None
        self.journal = Journal(self._where.journal, str(opened.path) if opened else None, base, settings.tell)
        interview.on_change.append(self._keep)

    @classmethod
    def open(cls, path: str | os.PathLike[str] | None, settings: DocumentSettings | None = None) -> Document:
        """Open a file (made at the first save if there is none), or begin a new session for None.

        With a data folder only the last part of the path counts.
        """
        settings = settings or DocumentSettings()
        data = settings.data
        opened = None
        if path is not None:
            name = path if data is None else check_name(os.path.basename(path))
            opened = open_session(name, create=True, data=data, where=folders(data.path if data else None))
        session = opened.session if opened else Session()
        document = cls(Interview(session, settings.calibration, settings.today), opened, settings)
        if opened is not None and not opened.new:
            document._remember()
        return document

    @classmethod
    def of_sample(cls, path: Path | str, settings: DocumentSettings) -> Document:
        """Begin with the answers of an example, without its file."""
        interview = Interview(load_session(path).session, settings.calibration, settings.today)
        return cls(interview, None, settings)

    @classmethod
    def following(cls, path: str, settings: DocumentSettings) -> Document:
        """Begin a new session with the answers of an earlier file, each to be confirmed.

        Until the first save it names that file by its full path, then as seen from the folder it is saved in.
        """
        from gtm_tui.analysis.diff import carry_over

        data = settings.data
        name = check_name(path) if data is not None else os.path.abspath(path)
        earlier = load_session(name, dir_fd=data.fd if data else None).session
        document = cls.open(None, settings)
        document.interview.begin(carry_over(earlier, name))
        return document

    @classmethod
    def recovered(cls, found: Found, settings: DocumentSettings) -> Document:
        """Go on with unsaved answers: over their own file if that is as it was, else without one."""
        document = cls.open(found.path if found.state == "newer" else None, settings)
        document.resume(found)
        return document

    def left_behind(self) -> list[Found]:
        """Unsaved answers to this file from earlier; to any file, while this session has no name."""
        from gtm_tui.store.recovery import find_crashed

        found = find_crashed(self._where.journal, self.path)
        mine = [item for item in found if self.path is None or item.path == self.path]
        for other in found:
            if other not in mine:
                other.keep()
        return mine

    def resume(self, found: Found) -> bool:
        """Take over unsaved answers; their record goes once they are in this journal."""
        from gtm_tui.store.recovery import move_into, with_typed

        self.interview.change(with_typed(found.session, found.typed), "resume")
        return move_into(found, self.journal)

    @property
    def path(self) -> Path | None:
        """The file, or None when the session has no name yet."""
        return self.opened.path if self.opened else None

    @property
    def name(self) -> str:
        """The file name, or '' before there is one."""
        return self.opened.name if self.opened else ""

    @property
    def unsaved(self) -> bool:
        """Whether an answer is not in the file yet; times and versions of a save do not count."""
        now = self.interview.session
        if now is self.saved_session:
            return False
        return any(record["k"] not in STAMPS for record in changes_between(self.saved_session, now))

    @property
    def read_only(self) -> str | None:
        """Why this file must not be saved under its own name, if so."""
        if self.opened is None:
            return None
        if self.opened.since is not None:
            return "It is open in another window; save it under another name."
        return self.opened.read_only

    @property
    def status(self) -> DocumentStatus:
        """How the file stands, in words."""
        return DocumentStatus(self)

    def save(self, path: str | os.PathLike[str] | None = None, *, overwrite: bool = False) -> SaveResult:
        """Save, under another name if `path` says so."""
        if self.read_only and (path is None or _is_own(path, self.path, self.data)):
            raise SaveError(self.name, self.read_only)
        opened = self.opened
        if opened is None:
            if path is None:
                raise ValueError("a new session needs a name")
            try:
                opened = open_session(path, create=True, data=self.data, where=self._where)
            except NotASession:
                raise FileExistsError(str(path)) from None
            if not opened.new and not overwrite:
                opened.close()
                raise FileExistsError(str(path))
            path = None
        mark = self.journal.mark()
        session = self.interview.session
        result = save_session(opened, session, path=path, overwrite=overwrite, assessment=self.interview.assessment)
        self.opened = result.opened
        self.interview.stamp(result.opened.session)
        self.saved_session = self.interview.session
        self.saved_at = time.strftime("%H:%M")
        self.journal.rotate(self.opened.base or b"", str(self.opened.path), mark)
        self._remember()
        return result

    def save_as(self, name: str) -> SaveResult:
        """Save under a name that is free: a path, or in a data folder a plain name; `.toml` is added where it lacks."""
        if self.data is not None:
            return self._save_free(check_name(name))
        if not name.strip():
            raise BadName("Give the session a name.")
        path = Path(os.path.expanduser(name))
        return self._save_free(path if path.suffix else path.with_name(f"{path.name}.toml"))

    def reload(self) -> None:
        """Take over the file as it is now, as one step that can be undone."""
        assert self.opened is not None
        name = self.opened.name if self.data else self.opened.path
        fresh = open_session(name, data=self.data, where=self._where, mark=False)
        self.opened = replace(fresh, mark=self.opened.mark)
        self.saved_session = fresh.session
        self.interview.change(fresh.session, "reload")

    def flush(self, timeout: float = 2.0) -> bool:
        """Wait until everything typed so far is on disk."""
        return self.journal.flush(timeout)

    def close(self, discard: bool) -> None:
        """Let go of the file: `discard` drops what is not saved, else it is left for recovery."""
        self.interview.on_change.remove(self._keep)
        self.journal.close(discard=discard or not self.unsaved)
        if self.opened:
            self.opened.close()

    def _keep(self, before: Session, after: Session) -> None:
        for record in changes_between(before, after):
            self.journal.put(f"{record['f']}:{record['k']}", record)

    def _remember(self) -> None:
        if self._recent and self.opened is not None:
            remember(self._where, self.opened.path)

    def _save_free(self, path: str | Path) -> SaveResult:
        before = self.interview.session
        self.interview.stamp(_seen_from(before, os.path.dirname(os.path.abspath(path))))
        try:
            return self.save(path)
        except Exception as error:
            self.interview.stamp(before)
            if isinstance(error, ChangedOnDisk) and not _is_own(path, self.path, self.data):
                raise FileExistsError(os.fspath(path)) from None
            raise


class DocumentStatus:
    """How the file of a document stands, in words for a person."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @property
    def label(self) -> str:
        """Whether all is saved, in a word or two."""
        document = self._document
        if document.journal.problem:
            return "NOT KEPT: save now"
        if document.read_only:
            return "read only"
        if document.unsaved:
            return "unsaved changes"
        if document.saved_at:
            return f"saved {document.saved_at}"
        return "saved" if document.opened and not document.opened.new else "new"

    @property
    def notices(self) -> tuple[str, ...]:
        """What to tell about the file as it was read: its state, and warnings not as stored."""
        document, opened = self._document, self._document.opened
        if opened is None or opened.new:
            return ()
        assessment = document.interview.assessment
        otherwise = (assessment.judged_otherwise,) if assessment.judged_otherwise else ()
        changes = [change.sentence for change in opened.changed_results(assessment)]
        more = [f"And {len(changes) - _CHANGES_TOLD} more."] if len(changes) > _CHANGES_TOLD else []
        reason = document.read_only
        only = (reason,) if reason and reason not in opened.notices else ()
        return (*opened.notices, *only, *otherwise, *changes[:_CHANGES_TOLD], *more)

    @property
    def suggested_name(self) -> str:
        """A file name to begin with: the present one, or one made of the company's name."""
        document, opened = self._document, self._document.opened
        if opened is not None:
            return opened.name if document.data else str(opened.path)
        session = document.interview.session
        name = slug(session.company("session"), "session")
        previous = str(session.get("session.previous") or "")
        if not previous:
            return f"{name}.toml"
        folder = os.path.dirname(previous) if os.path.isabs(previous) else ""
        return os.path.join(folder, f"{name}-{time.strftime('%Y-%m')}.toml")


def why(error: Exception) -> str:
    """An error of the store as a sentence to show."""
    if isinstance(error, FileExistsError):
        return f"{os.path.basename(str(error))} already exists; choose another name."
    sentence: Any = getattr(error, "sentence", None)
    return str(sentence or error)


def _is_own(path: str | os.PathLike[str], own: Path | None, data: DataFolder | None) -> bool:
    """Whether a path leads to the document's own file; in a data folder it is a name beside that file."""
    return own is not None and os.path.abspath(own.parent / path if data else path) == os.path.abspath(own)


def _seen_from(session: Session, folder: str) -> Session:
    """The session with the file before it, if that is named in full, named as seen from a folder."""
    previous = str(session.get("session.previous") or "")
    if not os.path.isabs(previous):
        return session
    return session.with_answer("session.previous", os.path.relpath(previous, folder))
