"""Unsaved answers: found by the free lock of their journal, compared with the file, restored, kept or discarded."""

from __future__ import annotations

import dataclasses
import fcntl
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gtm_tui.model.session import STAMPS, Session
from gtm_tui.questions import AnswerError, question_for
from gtm_tui.store.changes import apply_changes, changes_between, decode
from gtm_tui.store.journal import Journal
from gtm_tui.store.journal_file import BESIDE_SUFFIX, SUFFIX, JournalContent, parse_journal
from gtm_tui.store.loading import load_session
from gtm_tui.store.migrations import moved_records
from gtm_tui.store.save_target import SaveError
from gtm_tui.store.session_codec.decode import decode_document
from gtm_tui.store.toml_reader import UnreadableFile, digest, let_go, parse, read_bytes
from gtm_tui.store.toml_reader import decode as decode_text
from gtm_tui.text.plural import counted
from gtm_tui.text.sanitise import sanitise_text, sanitise_tree, shown

if TYPE_CHECKING:
    from gtm_tui.store.paths import DataFolder, Folders
    from gtm_tui.store.sessions import SaveResult

MAX_JOURNAL_BYTES = 32 * 1024 * 1024
MAX_FILE_NAME = 255
BAD = ".bad"
_TRIES = (".replaying", ".replaying2")
FoundState = Literal["newer", "changed", "gone", "new", "bad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One unsaved session; holds the `lock` of its journal until `keep` or `discard`.

    `state` is 'newer' (the file is as it was), 'changed' (another program changed it since), 'gone' (the file is not
    there any more), 'new' (there never was one) or 'bad' (nothing can be made of it; `reason` says why). `session` is
    the recovered one, `typed` half-typed text by key path, `changes` what differs from the file as (key, old, new).
    """

    file: Path
    state: FoundState
    path: Path | None = None
    session: Session = field(default_factory=Session)
    typed: dict[str, str] = field(default_factory=dict)
    records: list[dict[str, Any]] = field(default_factory=list)
    changes: list[tuple[str, Any, Any]] = field(default_factory=list)
    sha256: str | None = None
    base: bytes | None = None
    last: float = 0.0
    skipped: int = 0
    reason: str = ""
    lock: ExitStack = field(default_factory=ExitStack)

    @property
    def id(self) -> str:
        """The short name by which commands know it."""
        return self.file.name.lstrip(".").split(".")[0] if self.file.suffix != BESIDE_SUFFIX else self.file.name

    @property
    def sentence(self) -> str:
        """What happened, in words."""
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(self.last))
        name = shown(self.session.company(self.path.name if self.path else "a new company"))
        if self.state == "bad":
            return f"A record of a session from {when} cannot be used: {self.reason}. It is kept as {shown(self.file)}."
        count = len(self.changes) + len(self.typed)
        newer = counted(count, "answer is", "answers are")
        more = {
            "newer": f"{newer} newer than the file.",
            "changed": f"{newer} not in the file, which another program has changed since; restoring makes a copy.",
            "gone": f"{newer} not saved, and the file is not there any more.",
            "new": f"{newer} not saved anywhere.",
        }[self.state]
        lost = (
            f" {counted(self.skipped, 'damaged record was', 'damaged records were')} skipped." if self.skipped else ""
        )
        return f"A session of {name} from {when} ended without saving. {more}{lost}"

    def keep(self) -> None:
        """Leave it for later."""
        self.lock.close()

    def discard(self) -> None:
        """Remove it for good; if the disk does not allow that, it is held against the file again at the next start."""
        with suppress(OSError):
            self.file.unlink(missing_ok=True)
        self.lock.close()


def find_crashed(folder: Path, session: Path | None = None) -> list[Found]:
    """Return the unsaved sessions of runs that have ended, latest first; what is already saved is removed silently.

    `session` also looks beside that session file, where a journal is kept if the state folder cannot be used.
    """
    found = [item for item in map(_take, _candidates(folder, session)) if item is not None]
    return sorted(found, key=lambda item: -item.last)


def move_into(found: Found, journal: Journal) -> bool:
    """Hand what was found to the journal of another document and discard it once that is on disk; else false."""
    for record in found.records:
        journal.put(f"{record.get('f')}:{record.get('k')}", record)
    if not journal.flush():
        found.keep()
        return False
    found.discard()
    return True


def restore(found: Found, where: Folders, target: Path | None = None, *, data: DataFolder | None = None) -> SaveResult:
    """Save what was found: to its own file if that is as it was, else to a copy beside it; then discard the record.

    With `data` the file is one in that folder.
    Half-typed text becomes an answer if it is one, else an invalid answer kept in its place. Raises SaveError or
    UnreadableFile with a sentence; then the record is still there.
    """
    from gtm_tui.store.sessions import open_session, save_session

    own = target is None and found.path is not None and found.state != "changed"
    path = found.path if own and found.path is not None else target or free_copy(found.path)
    if data is not None and path.parent != data.path:
        path = data.path / path.name
    opened = open_session(path.name if data else path, create=True, where=where, data=data)
    try:
        if opened.since is not None:
            raise SaveError(str(path), f"{shown(path.name)} is open in another window.")
        if opened.sha256 is not None and (not own or opened.sha256 != found.sha256):
            raise SaveError(str(path), f"{shown(path)} holds another session. Nothing was written.")
        session = with_typed(found.session, found.typed)
        if opened.base is None:
            opened = dataclasses.replace(
                opened, base=found.base
            )  # a copy keeps the comments of the file it was begun with
        result = save_session(opened, session._replace(extra={**opened.session.extra, **session.extra}))
    finally:
        opened.close()
    found.discard()
    return result


def with_typed(session: Session, typed: Mapping[str, str]) -> Session:
    """Return the session with half-typed text as answers, or as invalid answers where it is none."""
    for key, text in typed.items():
        question = question_for(key)
        if question is None:
            session = session.with_note(key, text)
            continue
        try:
            session = session.with_answer(key, question.parse(text, session))
        except AnswerError:
            session = session.with_invalid(key, text)
    return session


def free_copy(path: Path | None) -> Path:
    """Return a name beside a session that is not taken: `acme-recovered.toml`, `acme-recovered-2.toml`, ..."""
    stem = path.with_suffix("") if path else Path("session").absolute()
    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        ending = f"-recovered{suffix}.toml"
        copy = stem.with_name(os.fsdecode(os.fsencode(stem.name)[: MAX_FILE_NAME - len(ending)]) + ending)
        if not os.path.lexists(copy):
            return copy
        number += 1


def find_bad(folder: Path) -> list[Path]:
    """Return the records that could not be used and were set aside."""
    return sorted(folder.glob(f"*{BAD}")) if folder.is_dir() else []


def _candidates(folder: Path, session: Path | None) -> Iterator[Path]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        names = []
    for name in names:
        if name.endswith((SUFFIX, *_TRIES)):
            yield folder / name
        elif name.endswith(".new"):
            _sweep(folder / name)
    if session is not None:
        beside = f".{session.name}."
        try:
            names = sorted(os.listdir(session.parent))
        except OSError:
            return
        yield from (session.parent / n for n in names if n.startswith(beside) and BESIDE_SUFFIX in n and n[-4:] != BAD)


def _take(file: Path) -> Found | None:
    """Read one journal unless its session is running; None for that, and for one with nothing to restore."""
    descriptor = _lock(file)
    if descriptor is None:
        return None
    with ExitStack() as lock:
        lock.callback(let_go, descriptor)
        found = _look_into(file, os.fstat(descriptor).st_mtime)
        return None if found is None else replace(found, lock=lock.pop_all())


def _look_into(file: Path, last: float) -> Found | None:
    try:
        file = _rename(file, _next_try(file))
        if file.suffix == BAD:
            return Found(file=file, state="bad", last=last, reason="reading it failed before")
        content = _read(file)
        if content.bad is not None:
            file = _rename(file, _plain_name(file) + BAD)
            return Found(file=file, state="bad", last=last, reason=content.bad, skipped=content.skipped)
        found = _judge(file, content, last)
        if found is None:
            file.unlink(missing_ok=True)
            return None
        return replace(found, file=_rename(file, _plain_name(file)))
    except OSError:
        _back(file)
        return None


def _judge(file: Path, content: JournalContent, last: float) -> Found | None:
    """Rebuild the session and hold it against the file as it is now; None if nothing in it is newer."""
    header = content.header
    base = _base_session(content)
    records = moved_records(content.records, base.segments)
    session, typed = _replay(base, records)
    path = Path(header["path"]) if isinstance(header.get("path"), str) else None
    state, saved, sha256 = _on_disk(path, header.get("sha256"))
    changes = _differences(base, session)
    if saved is not None:
        done_here = {label for label, _, _ in changes}
        missing = _differences(saved, session)
        changes = [change for change in missing if change[0] in done_here]
        typed = {key: text for key, text in typed.items() if saved.get(key) != text}
        if not missing:
            state = "newer"
    if not typed and not changes:
        return None
    return Found(
        file=file,
        state=state,
        path=path,
        session=session,
        typed=typed,
        records=records,
        changes=changes,
        sha256=sha256,
        base=content.base,
        last=last,
        skipped=content.skipped,
    )


def _on_disk(path: Path | None, began_with: object) -> tuple[FoundState, Session | None, str | None]:
    """How the file stands now: the state, its session if it can be read, and its digest if there is a file."""
    if path is None:
        return "new", None, None
    try:
        data, _ = read_bytes(path)
    except UnreadableFile as error:
        if error.missing:
            return ("new" if began_with is None else "gone"), None, None
        return "changed", None, None
    sha256 = digest(data)
    state: FoundState = "newer" if sha256 == began_with else "changed"
    try:
        return state, load_session(path).session, sha256
    except UnreadableFile:
        return state, None, sha256


def _base_session(content: JournalContent) -> Session:
    base = content.base
    if not base:
        return Session()
    try:
        return decode_document(sanitise_tree(parse("the journal", decode_text("the journal", base)))[0])
    except UnreadableFile:
        return Session()


def _replay(base: Session, records: list[dict[str, Any]]) -> tuple[Session, dict[str, str]]:
    session = base
    typed: dict[str, str] = {}
    for record in records:
        key, value = record.get("k"), record.get("v")
        if record.get("f") == "typed":
            if isinstance(key, str):
                typed.pop(key, None)
                if isinstance(value, str) and value:
                    typed[key] = sanitise_text(value)[0]
            continue
        try:
            session = apply_changes(session, [record])
        except (ValueError, TypeError, KeyError, AttributeError):
            continue  # one record that makes no sense must not cost the others
    return session, typed


def _differences(saved: Session, recovered: Session) -> list[tuple[str, Any, Any]]:
    changes: list[tuple[str, Any, Any]] = []
    for record in changes_between(saved, recovered):
        name, key = record["f"], record["k"]
        if key in STAMPS:
            continue
        label = key if name in ("answers", "invalid") else f"{name} {key}".strip()
        old = getattr(saved, name)
        before = (key in old) if isinstance(old, frozenset) else old.get(key) if isinstance(old, dict) else old
        changes.append((label, before, decode(record["v"])))
    return changes


def _lock(file: Path) -> int | None:
    """Take the journal of a program that has ended; None if it runs, is not ours, or was replaced while we looked."""
    try:
        fd = os.open(file, os.O_RDWR | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        info = os.fstat(fd)
        if not stat.S_ISREG(info.st_mode) or info.st_uid != os.geteuid():
            raise OSError
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(info, os.lstat(file)):
            raise OSError
    except OSError:
        let_go(fd)
        return None
    return fd


def _read(file: Path) -> JournalContent:
    """Read a journal; raises OSError where the disk does not give it, which is no fault of the journal's."""
    if file.stat().st_size > MAX_JOURNAL_BYTES:
        return JournalContent(header={}, records=[], skipped=0, bad="it is too large")
    try:
        data, _ = read_bytes(file, limit=MAX_JOURNAL_BYTES)
    except UnreadableFile as error:
        raise OSError(error.sentence) from None
    return parse_journal(data)


def _plain_name(file: Path) -> str:
    name = file.name
    for ending in _TRIES:
        name = name.removesuffix(ending)
    return name


def _next_try(file: Path) -> str:
    """The name that says how often reading was begun, so that one that crashes the reader is set aside at last."""
    plain = _plain_name(file)
    if file.name == plain:
        return plain + _TRIES[0]
    return plain + (_TRIES[1] if file.name.endswith(_TRIES[0]) else BAD)


def _rename(file: Path, name: str) -> Path:
    return file.rename(file.with_name(name))


def _back(file: Path) -> None:
    with suppress(OSError):  # else it is taken up under the name it has, at the next start
        _rename(file, _plain_name(file))


def _sweep(file: Path) -> None:
    lock = _lock(file)
    if lock is not None:
        with suppress(OSError):
            file.unlink(missing_ok=True)
        let_go(lock)
