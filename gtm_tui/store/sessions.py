"""Open, save and close a session file: what the wizard, the prompts and the commands use."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from gtm_tui.model.session import STAMPS, Session, Value
from gtm_tui.store import clock
from gtm_tui.store.atomic_write import ChangedOnDisk, Expect, Saved, SaveError, sweep_temps, write_atomically
from gtm_tui.store.backups import Backup, keep_backup, list_backups
from gtm_tui.store.loading import Loaded, load_session
from gtm_tui.store.locks import OpenElsewhere, OpenMark, mark_open, path_lock
from gtm_tui.store.paths import BadFolder, DataFolder, Folders, folders
from gtm_tui.store.problems import Problem
from gtm_tui.store.results import ResultChange, changed_results, results_table
from gtm_tui.store.save_target import open_target
from gtm_tui.store.session_codec.encode import SCHEMA_NAME, EncodingError, encode_session
from gtm_tui.store.toml_reader import UnreadableFile, digest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gtm_tui.rules import Assessment

__all__ = [
    "ChangedOnDisk",
    "OpenElsewhere",
    "Opened",
    "SaveError",
    "SaveResult",
    "UnreadableFile",
    "bytes_to_save",
    "open_session",
    "save_session",
    "session_bytes",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A session file open for editing.

    `base` is the file as read or last saved, `sha256` its digest (None: no file yet). `read_only` says why it must
    not be saved, if so. `since` is when another window opened it (seconds), None if none has it.
    """

    path: Path
    session: Session
    sha256: str | None
    folders: Folders
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    read_only: str | None = None
    results: Mapping[str, Any] = field(default_factory=dict)
    since: float | None = None
    mark: OpenMark | None = None
    data: DataFolder | None = None
    base: bytes | None = None

    @property
    def new(self) -> bool:
        """Whether there is no file yet."""
        return self.sha256 is None

    @property
    def name(self) -> str:
        """The file name."""
        return self.path.name

    def changed_results(self, assessment: Assessment) -> list[ResultChange]:
        """What the stored warnings say that a new assessment does not, and the other way round, with causes."""
        return changed_results(self.results, assessment)

    def backups(self) -> list[Backup]:
        """The earlier versions of this file, latest first."""
        return list_backups(self.path, self.folders.backup)

    def close(self) -> None:
        """Take away the sign that the session is open here."""
        if self.mark is not None:
            self.mark.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveResult:
    """A finished save: the session as `opened` from now on, whether a file was `written`, and `notices` to show."""

    opened: Opened
    written: bool
    safe: bool = True
    notices: tuple[str, ...] = ()


def open_session(
    path: str | os.PathLike[str],
    *,
    create: bool = False,
    data: DataFolder | None = None,
    where: Folders | None = None,
    mark: bool = True,
) -> Opened:
    """Open a session file for editing; raises UnreadableFile with a sentence.

    With `create` a file that does not exist is an empty session. With `data` the path is a name in that folder. `mark`
    tells other windows that it is open here; where another was first, `since` says so and nothing is marked.
    """
    where = where or folders(data.path if data else None)
    full = (data.path / Path(path).name) if data else Path(os.path.abspath(path))
    dir_fd = data.fd if data else None
    sweep_temps(full.parent)
    try:
        loaded = load_session(os.fspath(path), dir_fd=dir_fd)
    except UnreadableFile as error:
        if not (error.missing and create):
            raise _with_backups(error, full, where) from None
        opened = Opened(path=full, session=Session(), sha256=None, folders=where, data=data)
    else:
        opened = _opened(full, loaded, where, data)
    return _marked(opened) if mark else opened


def save_session(
    opened: Opened,
    session: Session,
    *,
    path: str | os.PathLike[str] | None = None,
    overwrite: bool = False,
    assessment: Assessment | None = None,
    now: datetime | None = None,
) -> SaveResult:
    """Save a session durably, under the lock of its path, keeping the version it replaces as a backup.

    Nothing is written where nothing changed. `path` saves under another name, which must be free. `overwrite` replaces
    what another program wrote meanwhile; without it that raises ChangedOnDisk. Raises SaveError with a sentence.
    """
    target, expected = opened.path, opened.sha256
    elsewhere = path is not None and Path(os.path.abspath(path)) != opened.path
    if path is not None and elsewhere:
        target = opened.data.path / Path(path).name if opened.data else Path(os.path.abspath(path))
        expected = None
    elif opened.read_only:
        raise SaveError(opened.name, opened.read_only)
    moment = now or clock.now()
    data, stamped, results = _render(opened, session, assessment, moment, target)
    if not elsewhere and opened.sha256 is not None and digest(data) == opened.sha256 and not overwrite:
        return SaveResult(opened=replace(opened, session=stamped, results=results), written=False)
    saved, notices = _write(opened, target, data, Expect.ANY if overwrite else expected)
    after = replace(
        opened,
        path=target,
        session=stamped,
        sha256=saved.sha256,
        base=data,
        results=results,
        read_only=None,
    )
    if elsewhere:
        opened.close()
        after = _marked(replace(after, mark=None, since=None))
    return SaveResult(opened=after, written=True, safe=saved.safe, notices=(*saved.notices, *notices))


def session_bytes(session: Session, assessment: Assessment | None = None, now: datetime | None = None) -> bytes:
    """Return what a first save of a session would write; raises EncodingError."""
    moment = now or clock.now()
    assessment = assessment or _assessed(session)
    return encode_session(_stamped(session, assessment, moment), results_table(assessment, moment))


def bytes_to_save(opened: Opened, session: Session, assessment: Assessment, now: datetime) -> bytes:
    """Return what `save_session` would write at this moment, to show it first; raises SaveError."""
    return _render(opened, session, assessment, now, opened.path)[0]


def _opened(full: Path, loaded: Loaded, where: Folders, data: DataFolder | None) -> Opened:
    return Opened(
        path=full,
        session=loaded.session,
        sha256=loaded.raw.sha256,
        folders=where,
        problems=tuple(loaded.problems),
        notices=loaded.notices,
        read_only=f"{loaded.path} was written by a newer program; this one leaves it as it is."
        if loaded.read_only
        else None,
        results=loaded.results,
        data=data,
        base=loaded.raw.data,
    )


def _marked(opened: Opened) -> Opened:
    try:
        return replace(opened, mark=mark_open(opened.path, opened.folders.lock))
    except OpenElsewhere as elsewhere:
        return replace(opened, since=elsewhere.since, notices=(*opened.notices, str(elsewhere)))


def _with_backups(error: UnreadableFile, full: Path, where: Folders) -> UnreadableFile:
    kept = list_backups(full, where.backup) if error.damaged or error.missing else []
    if kept:
        clock = time.strftime("%Y-%m-%d %H:%M", time.localtime(kept[0].mtime))
        error.sentence += f" A version from {clock} is in the backups: {kept[0].file}"
    return error


def _render(
    opened: Opened, session: Session, assessment: Assessment | None, moment: datetime, target: Path
) -> tuple[bytes, Session, Mapping[str, Any]]:
    """Encode with the present time; a session in which nothing changed, with the time of its last save."""
    assessment = assessment or _assessed(session)
    results: Mapping[str, Any] = results_table(assessment, moment, opened.results)
    try:
        last = session.get("session.saved")
        if (
            isinstance(last, datetime)
            and opened.sha256 is not None
            and _unstamped(session) == _unstamped(opened.session)
        ):
            stamped = _stamped(session, assessment, last)
            data = _in_layout(opened, stamped, results, target)
            if digest(data) == opened.sha256:
                return data, stamped, results
        stamped = _stamped(session, assessment, moment)
        return _in_layout(opened, stamped, results, target), stamped, results
    except EncodingError as error:
        raise SaveError(opened.name, str(error)) from None


def _in_layout(opened: Opened, session: Session, results: Mapping[str, Any], target: Path) -> bytes:
    """The file of a session in the layout of the file as opened; that is the program's own where nobody wrote in it."""
    schema = os.path.lexists(target.parent / SCHEMA_NAME)
    written = encode_session(session, results, schema=schema)
    if opened.base is None or written == opened.base:
        return written
    for named in (schema, not schema):
        if encode_session(opened.session, opened.results or None, schema=named, check=False) == opened.base:
            return written
    from gtm_tui.store.session_codec.layout import keep_layout

    return keep_layout(opened.base, written, schema)


def _unstamped(session: Session) -> Session:
    return session._replace(answers={key: value for key, value in session.answers.items() if key not in STAMPS})


def _assessed(session: Session) -> Assessment:
    from gtm_tui.rules import assess

    return assess(session)


def _stamped(session: Session, assessment: Assessment, moment: datetime) -> Session:
    stamps: dict[str, Value] = {
        "session.saved": moment,
        "model.version": assessment.rule_set.version,
        "model.calibration": assessment.calibration.name,
    }
    if session.state("session.created") == "open":
        stamps["session.created"] = moment
    return session.with_answers(stamps)


def _write(opened: Opened, target: Path, data: bytes, expected: str | Expect | None) -> tuple[Saved, tuple[str, ...]]:
    dir_fd = opened.data.fd if opened.data else None
    name = target.name if opened.data else os.fspath(target)
    notices: list[str] = []
    with ExitStack() as stack:
        stack.enter_context(path_lock(target, opened.folders.lock))
        with open_target(name, dir_fd=dir_fd) as place:
            before = place.read()
        if before is not None and (expected is Expect.ANY or digest(before[0]) == expected):
            problem = keep_backup(target, before[0], before[1], opened.folders.backup)
            notices += [problem] if problem else []
        if opened.data is not None:
            _check_room(opened.data, len(data), before is None)
        saved = write_atomically(name, data, expected=expected, dir_fd=dir_fd, rescue=opened.folders.rescue)
    return saved, tuple(notices)


def _check_room(data: DataFolder, size: int, new: bool) -> None:
    try:
        data.check_room(size, new)
    except BadFolder as full:
        raise SaveError(str(data.path), str(full)) from None
