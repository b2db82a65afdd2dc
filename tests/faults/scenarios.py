"""Small pieces of work during which a fault is injected, and what must hold afterwards.

Each scenario is prepared in a fresh folder, set up in a process of its own (before tracing), acted out (traced), and
judged from outside: `status` is what the process said before it ended, or None if it was killed before that.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gtm_tui.model.session import Session
from gtm_tui.rules import assess
from gtm_tui.store.atomic_write import SaveError, sweep_temps, write_atomically
from gtm_tui.store.backups import list_backups
from gtm_tui.store.changes import changes_between
from gtm_tui.store.journal import Journal
from gtm_tui.store.loading import load_session
from gtm_tui.store.overwrite import abandoned_rescues
from gtm_tui.store.paths import Folders
from gtm_tui.store.recovery import Found, find_crashed, move_into, restore
from gtm_tui.store.session_codec.encode import encode_session
from gtm_tui.store.sessions import Opened, UnreadableFile, open_session, save_session

SAVED, NOT_SAFE, REFUSED, ESCAPED = "saved", "not safe", "refused", "escaped"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
START = Session().with_answer("company.name", "Harbor").with_answer("company.arr", 5)
CHANGED = START.with_answer("company.name", "Harbor Ledger").with_answer("company.gtm_headcount", 24)
EXPORT_OLD, EXPORT_NEW = b"old report\n" * 300, b"new report\n" * 500


class Wrong(AssertionError):
    """What must hold after a fault does not."""


@dataclass(frozen=True)
class Scenario:
    """`prepare(folder)`; `begin(folder)` gives a state; `act(state)` says how it ended; `judge(folder, status)`."""

    prepare: Callable[[Path], None]
    begin: Callable[[Path], Any]
    act: Callable[[Any], tuple[str, str]]
    judge: Callable[[Path, str | None], None]


def _where(folder: Path) -> Folders:
    return Folders(state=folder / "state", config=folder / "config")


def _need(condition: bool, words: str) -> None:
    if not condition:
        raise Wrong(words)


def _no_rests(folder: Path, killed: bool) -> None:
    rests = [name for name in os.listdir(folder) if name.startswith(".gtm-")]
    _need(len(rests) <= 1, f"more than one temporary file: {rests}")
    sweep_temps(folder, older_than=0)
    _need(not [name for name in os.listdir(folder) if name.startswith(".gtm-")], "the rest was not swept")


# -- save ---------------------------------------------------------------------------------------------------


def _prepare_session(folder: Path) -> None:
    (folder / "acme.toml").write_bytes(encode_session(START))


def _begin_save(folder: Path) -> Opened:
    assess(CHANGED)
    warm = folder / "warm"
    warm.mkdir()
    _prepare_session(warm)
    opened = open_session(warm / "acme.toml", where=_where(warm), mark=False)
    save_session(opened, CHANGED, now=NOON)
    return open_session(folder / "acme.toml", where=_where(folder))


def _act_save(opened: Opened) -> tuple[str, str]:
    try:
        result = save_session(opened, CHANGED, now=NOON)
    except SaveError as error:
        return REFUSED, error.sentence
    return (SAVED if result.safe else NOT_SAFE), " ".join(result.notices)


def _judge_save(folder: Path, status: str | None) -> None:
    session = load_session(folder / "acme.toml").session
    old, new = session.get("company.name") == "Harbor", session.get("company.gtm_headcount") == 24
    _need(old != new, "neither the old nor the new session")
    if status in (SAVED, NOT_SAFE):
        _need(new, "said to be saved, but it is not there")
    if status == REFUSED:
        _need(old, "said not to be saved, but the file changed")
    for backup in list_backups(folder / "acme.toml", folder / "state" / "backup"):
        _need(backup.file.read_bytes() == encode_session(START), "a backup is torn")
    _no_rests(folder, status is None)


# -- export -------------------------------------------------------------------------------------------------


def _prepare_export(folder: Path) -> None:
    (folder / "report.html").write_bytes(EXPORT_OLD)


def _begin_export(folder: Path) -> Path:
    (folder / "warm").mkdir()
    write_atomically(folder / "warm" / "x", b"x")
    return folder


def _act_export(folder: Path) -> tuple[str, str]:
    try:
        saved = write_atomically(folder / "report.html", EXPORT_NEW, rescue=folder / "rescue")
    except SaveError as error:
        return REFUSED, error.sentence
    return (SAVED if saved.safe else NOT_SAFE), " ".join(saved.notices)


def _judge_export(folder: Path, status: str | None) -> None:
    data = (folder / "report.html").read_bytes()
    _need(data in (EXPORT_OLD, EXPORT_NEW), "a torn export")
    if status in (SAVED, NOT_SAFE):
        _need(data == EXPORT_NEW, "said to be written, but it is not there")
    if status == REFUSED:
        _need(data == EXPORT_OLD, "said not to be written, but the file changed")
    _no_rests(folder, status is None)


# -- a file whose folder is closed: written in place ----------------------------------------------------------


def _begin_in_place(folder: Path) -> Path:
    (folder / "warm").mkdir()
    _close_folder()
    (folder / "warm" / "report.html").write_bytes(EXPORT_OLD)
    write_atomically(folder / "warm" / "report.html", b"x", rescue=folder / "warm" / "rescue")
    return folder


def _close_folder() -> None:
    """Let every rename fail as in a sticky folder, without needing to be another user."""
    import errno

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "sticky")

    os.rename = refuse  # type: ignore[assignment]


def _judge_in_place(folder: Path, status: str | None) -> None:
    data = (folder / "report.html").read_bytes()
    copies = abandoned_rescues(folder / "rescue")
    if data not in (EXPORT_OLD, EXPORT_NEW):
        _need(status != SAVED, "said to be written, but torn")
        _need([copy.data for copy in copies] == [EXPORT_NEW], "torn, and no copy of the new text")
    if status == SAVED:
        _need(data == EXPORT_NEW, "said to be written, but it is not there")
    for copy in copies:
        write_atomically(copy.target, copy.data, rescue=folder / "rescue")
    _need(abandoned_rescues(folder / "rescue") == [], "a copy that is not needed any more")


# -- the journal ----------------------------------------------------------------------------------------------


def _begin_journal(folder: Path) -> tuple[Journal, Path]:
    encode_session(CHANGED)
    file = folder / "acme.toml"
    warm = Journal(folder / "warm", str(file), file.read_bytes(), gather=0)
    warm.rotate(file.read_bytes())
    warm.put("x", {"v": 1})
    warm.flush()
    warm.close(discard=True)
    journal = Journal(folder / "state" / "journal", str(file), file.read_bytes(), gather=0, retry=3600)
    _put(journal, START, START.with_answer("company.name", "Harbor L"))
    if not journal.flush():
        raise Wrong("the journal does not work at all")
    return journal, folder


def _put(journal: Journal, before: Session, after: Session) -> None:
    for record in changes_between(before, after):
        journal.put(f"{record['f']}:{record['k']}", record)


def _act_append(state: tuple[Journal, Path]) -> tuple[str, str]:
    journal, _ = state
    _put(journal, START, CHANGED)
    if journal.flush():
        return SAVED, ""
    said = journal.problem or ""
    return (SAVED if journal.flush() else REFUSED), said


def _found(folder: Path) -> Found | None:
    found = find_crashed(folder / "state" / "journal", folder / "acme.toml")
    _need(len(found) <= 1, f"{len(found)} journals of one document")
    _need(not found or found[0].state != "bad", "the journal became unusable")
    return found[0] if found else None


def _judge_append(folder: Path, status: str | None) -> None:
    found = _found(folder)
    if found is None:
        raise Wrong("nothing to recover")
    name = found.session.get("company.name")
    _need(name in ("Harbor L", "Harbor Ledger"), f"the answer acknowledged before is lost: {name}")
    if status == SAVED:
        _need(name == "Harbor Ledger", "an acknowledged answer is lost")
        _need(found.session.get("company.gtm_headcount") == 24, "an acknowledged answer is lost")


def _act_rotate(state: tuple[Journal, Path]) -> tuple[str, str]:
    """A save of the name, with the head-count typed while it ran."""
    journal, folder = state
    saved = START.with_answer("company.name", "Harbor Ledger")
    mark = journal.mark()
    _put(journal, saved, CHANGED)
    data = encode_session(saved)
    try:
        write_atomically(folder / "acme.toml", data, rescue=folder / "rescue")
    except SaveError as error:
        return REFUSED, error.sentence
    journal.rotate(data, since=mark)
    if journal.flush():
        return SAVED, ""
    said = journal.problem or ""
    return (SAVED if journal.flush() else REFUSED), said


def _judge_rotate(folder: Path, status: str | None) -> None:
    found = _found(folder)
    session = found.session if found else load_session(folder / "acme.toml").session
    _need(session.get("company.name") in ("Harbor L", "Harbor Ledger"), "the saved answer is lost")
    if status == SAVED:
        _need(found is not None, "what came during the save is lost")
        _need(session.get("company.name") == "Harbor Ledger", "the saved answer is lost")
        _need(session.get("company.gtm_headcount") == 24, "what came during the save is lost")


# -- recovery ---------------------------------------------------------------------------------------------------


def _prepare_crash(folder: Path) -> None:
    _prepare_session(folder)
    file = folder / "acme.toml"
    journal = Journal(folder / "state" / "journal", str(file), file.read_bytes(), gather=0)
    _put(journal, START, CHANGED)
    journal.put("typed", {"f": "typed", "k": "session.name", "v": "Autu"})
    if not journal.close(discard=False):
        raise Wrong("the journal does not work at all")


def _begin_recovery(folder: Path) -> Path:
    (folder / "warm").mkdir()
    _prepare_crash(folder / "warm")
    _act_restore(folder / "warm")
    _prepare_crash(folder / "warm")
    _act_take_over(folder / "warm")
    return folder


def _act_restore(folder: Path) -> tuple[str, str]:
    found = find_crashed(folder / "state" / "journal")
    if not found:
        return REFUSED, "could not be read now"
    try:
        result = restore(found[0], _where(folder))
    except (SaveError, UnreadableFile) as error:
        return REFUSED, error.sentence
    return (SAVED if result.safe else NOT_SAFE), ""


def _act_take_over(folder: Path) -> tuple[str, str]:
    found = find_crashed(folder / "state" / "journal")
    if not found:
        return REFUSED, "could not be read now"
    file = folder / "acme.toml"
    journal = Journal(folder / "state" / "journal", str(file), encode_session(START), gather=0, retry=3600)
    done = move_into(found[0], journal)
    said = "" if done else journal.problem or ""
    journal.close(discard=False)
    return (SAVED if done else REFUSED), said


def _judge_recovery(folder: Path, status: str | None) -> None:
    """Whatever happened: in the file, in a copy beside it, or still to be found, once or twice, but never nowhere."""
    session = load_session(folder / "acme.toml").session
    found = find_crashed(folder / "state" / "journal", folder / "acme.toml")
    whole = [f for f in found if f.session.get("company.gtm_headcount") == 24 and f.typed.get("session.name") == "Autu"]
    saved = [load_session(file).session for file in folder.glob("acme*.toml")]
    in_file = any(s.get("company.gtm_headcount") == 24 and s.get("session.name") == "Autu" for s in saved)
    _need(in_file or bool(whole), f"recovered answers are lost (file: {session.answers}, found: {found})")
    _need(session.get("company.arr") == 5, "the file is damaged")
    _no_rests(folder, status is None)


SCENARIOS: dict[str, Scenario] = {
    "save": Scenario(_prepare_session, _begin_save, _act_save, _judge_save),
    "export": Scenario(_prepare_export, _begin_export, _act_export, _judge_export),
    "in place": Scenario(_prepare_export, _begin_in_place, _act_export, _judge_in_place),
    "append": Scenario(_prepare_session, _begin_journal, _act_append, _judge_append),
    "rotation": Scenario(_prepare_session, _begin_journal, _act_rotate, _judge_rotate),
    "restore": Scenario(_prepare_crash, _begin_recovery, _act_restore, _judge_recovery),
    "take over": Scenario(_prepare_crash, _begin_recovery, _act_take_over, _judge_recovery),
}
