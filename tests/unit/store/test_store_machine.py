"""Any order of answering, saving, crashing, tearing, a full disk and a second window: nothing acknowledged is lost."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from gtm_tui.model.session import Session
from gtm_tui.store import atomic_write, journal_file, overwrite
from gtm_tui.store.changes import changes_between
from gtm_tui.store.journal import Journal
from gtm_tui.store.loading import load_session
from gtm_tui.store.paths import Folders
from gtm_tui.store.recovery import find_crashed, move_into
from gtm_tui.store.sessions import ChangedOnDisk, Opened, SaveError, open_session, save_session

KEYS = ("company.name", "session.name", "company.arr", "company.gtm_headcount", "notes")
_REAL_WRITE = journal_file.write_all


class Disk:
    """A disk that can be full: writes then stop half-way."""

    full = False

    def write_all(self, fd: int, data: bytes) -> None:
        """Write all, or half of it and fail."""
        if self.full:
            os.write(fd, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "full")
        _REAL_WRITE(fd, data)


class Document(RuleBasedStateMachine):
    """One person, one session file, one window at a time, and a second program that writes the same file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.where = Folders(state=self.folder / "state", config=self.folder / "config")
        self.file = self.folder / "acme.toml"
        self.disk = Disk()
        for module in (journal_file, atomic_write, overwrite):
            module.write_all = self.disk.write_all  # type: ignore[attr-defined]
        self.typed: dict[str, str] = {}
        self.count = 0
        self.opened: Opened
        self.session: Session
        self.journal: Journal
        self.safe = Session()
        self.newer: list[Session] = []
        self._start()

    def _start(self) -> None:
        self.opened = open_session(self.file, create=True, where=self.where)
        self.session = self.opened.session
        base = self.file.read_bytes() if self.file.exists() else None
        found = find_crashed(self.where.journal, self.file)
        assert all(item.state != "bad" for item in found)
        self.journal = Journal(self.where.journal, str(self.file), base, gather=0, retry=3600)
        for item in found:
            if item.state == "changed":
                for key, _, new in item.changes:
                    mine = self.session.without_answer(key)
                    self.session = mine if new is None else mine.with_answer(key, new)
            else:
                self.session = item.session
            self.typed = {**self.typed, **item.typed}
            self._put(self.opened.session, self.session)
            assert move_into(item, self.journal)
        assert self.journal.flush(10)
        self._acknowledged()

    def _put(self, before: Session, after: Session) -> None:
        for record in changes_between(before, after):
            self.journal.put(f"{record['f']}:{record['k']}", record)

    @rule(key=st.sampled_from(KEYS[:2]), text=st.text("abü \u200d[]\"'\\=#", min_size=1, max_size=8).filter(str.strip))
    def answer_text(self, key: str, text: str) -> None:
        self._answer(key, text.strip())

    @rule(key=st.sampled_from(KEYS[2:4]), number=st.integers(0, 1000))
    def answer_number(self, key: str, number: int) -> None:
        self._answer(key, number)

    def _answer(self, key: str, value: str | int) -> None:
        after = self.session.with_answer(key, value)
        self._put(self.session, after)
        self.session = after
        self.newer.append(after)

    def _acknowledged(self) -> None:
        self.safe = self.session
        self.newer = []

    @rule(text=st.text("xyz", min_size=1, max_size=5))
    def type_half(self, text: str) -> None:
        self.journal.put("typed:persona.rings.success_factors", _typed(text))
        self.typed = {"persona.rings.success_factors": text}

    @rule()
    def take_back(self) -> None:
        after = self.session.without_answer("company.arr")
        self._put(self.session, after)
        self.session = after
        self.newer.append(after)

    @rule()
    def acknowledge(self) -> None:
        done = self.journal.flush(10)
        assert done or self.disk.full
        if done:
            self._acknowledged()

    @rule(full=st.booleans())
    def fill_or_empty_the_disk(self, full: bool) -> None:
        self.disk.full = full

    @rule()
    def save(self) -> None:
        mark = self.journal.mark()
        try:
            result = save_session(self.opened, self.session)
        except ChangedOnDisk:
            assert self.count
            self.opened = open_session(self.file, where=self.where, mark=False)
            return
        except SaveError:
            assert self.disk.full
            return
        self.opened = result.opened
        assert load_session(self.file).session.get("company.name") == self.session.get("company.name")
        self.session = result.opened.session
        self.journal.rotate(self.file.read_bytes(), since=mark)
        for key, text in self.typed.items():
            self.journal.put(f"typed:{key}", {"f": "typed", "k": key, "v": text})
        if not self.disk.full:
            assert self.journal.flush(10)
        self._acknowledged()

    @precondition(lambda self: self.file.exists() and not self.disk.full)
    @rule(number=st.integers(2000, 3000))
    def another_program_saves(self, number: int) -> None:
        theirs = open_session(self.file, where=self.where, mark=False)
        self.count += 1
        key = "groups.inbound_marketing.buyer_interviews_last_quarter"
        save_session(theirs, theirs.session.with_answer(key, number))

    @rule()
    def second_window(self) -> None:
        second = open_session(self.file, create=True, where=self.where)
        assert second.since is not None
        assert find_crashed(self.where.journal, self.file) == []

    @precondition(lambda self: not self.disk.full)
    @rule(torn=st.binary(max_size=12), flush=st.booleans())
    def crash(self, torn: bytes, flush: bool) -> None:
        """Everything acknowledged so far must be there at the next start; a half-written line does not matter."""
        if flush:
            assert self.journal.flush(10)
            self._acknowledged()
        possible = [self.safe, *self.newer]
        file = self.journal.file
        assert file is not None
        data = file.read_bytes()
        self.journal.close(discard=True)
        file.write_bytes(data + b"0badc0de " + torn.replace(b"\n", b""))
        self.opened.close()
        typed, self.typed = self.typed, {}
        self._start()
        for key in KEYS:
            assert self.session.get(key) in [session.get(key) for session in possible], key
        assert not flush or self.typed == typed

    @rule()
    def quit_and_open_again(self) -> None:
        self.disk.full = False
        self.save()
        if self.opened.session.get("company.name") != self.session.get("company.name"):
            return
        self.save()
        self.journal.close(discard=True)
        self.opened.close()
        self.typed = {}
        before = self.session
        self._start()
        for key in KEYS:
            assert self.session.get(key) == before.get(key), key

    @invariant()
    def the_file_is_whole(self) -> None:
        if self.file.exists():
            assert load_session(self.file).problems == []

    def teardown(self) -> None:
        self.disk.full = False
        self.journal.close(discard=True)
        self.opened.close()
        for module in (journal_file, atomic_write, overwrite):
            module.write_all = _REAL_WRITE  # type: ignore[attr-defined]
        shutil.rmtree(self.folder)


def _typed(text: str) -> dict[str, str]:
    return {"f": "typed", "k": "persona.rings.success_factors", "v": text}


def _run(examples: int, steps: int) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Document,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_nothing_is_lost_in_any_order() -> None:
    _run(25, 20)


@pytest.mark.long
def test_nothing_is_lost_in_any_order_for_long() -> None:
    _run(1000, 50)
    print("\nstate machine: 1,000 runs of 50 steps, nothing lost")
