"""What is agreed in a reveal, in a journal of its own until it is saved or dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from gtm_tui.analysis.consensus import Reveal
from gtm_tui.model.session import Session
from gtm_tui.store.changes import changes_between
from gtm_tui.store.journal import Journal


class RevealJournal:
    """Keeps a reveal as the consensus session it would be saved as, so that recovery finds it after a cut link.

    `keep` takes every step, `typed` the text being typed, `saved` the file as written; nothing is kept while there is
    nothing to lose. `problem` is a sentence while steps are not being kept.
    """

    def __init__(self, folder: Path, reveal: Reveal, tell: Callable[[str | None], None] | None = None) -> None:
        """`folder` is that of the journals; `reveal` is where this begins, which some file holds already."""
        self._folder = folder
        self._tell = tell
        self._started = reveal.settled
        self._moment = datetime.now(UTC).replace(microsecond=0)
        self._kept = Session()
        self._typed = ""
        self._path: str | None = None
        self._base: bytes | None = None
        self._journal: Journal | None = None

    @property
    def problem(self) -> str:
        """Why steps are not being kept, or ''."""
        return (self._journal.problem or "") if self._journal else ""

    def keep(self, reveal: Reveal) -> None:
        """Keep the reveal as it is now."""
        if self._path is None and not self._typed and reveal.settled == self._started:
            self.close(discard=True)
            return
        session = reveal.result(self._moment)
        if self._journal is None:
            self._journal = Journal(self._folder, self._path, self._base, self._tell)
        for record in changes_between(self._kept, session):
            self._journal.put(f"{record['f']}:{record['k']}", record)
        self._kept = session

    def typed(self, reveal: Reveal, key: str, text: str) -> None:
        """Keep what is being typed as an answer to `key`; '' for nothing any more."""
        self._typed = text
        self.keep(reveal)
        if self._journal is not None:
            self._journal.put(f"typed:{key}", {"f": "typed", "k": key, "v": text})

    def saved(self, session: Session, base: bytes, path: Path) -> None:
        """Everything is in the file `base` at `path`, read back as `session`; what comes next is kept beside it."""
        self._kept, self._base, self._path = session, base, str(path)
        if self._journal is not None:
            self._journal.rotate(base, self._path)

    def flush(self) -> bool:
        """Wait until every step so far is on disk."""
        return self._journal is None or self._journal.flush()

    def close(self, discard: bool) -> None:
        """End it: `discard` drops what is in no file, else recovery offers it."""
        if self._journal is not None:
            self._journal.close(discard=discard)
            self._journal = None
            if self._path is None:
                self._kept = Session()
