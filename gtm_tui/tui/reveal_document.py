"""A reveal, its file and its journal together; every step is kept at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from gtm_tui.analysis.consensus import Reveal
from gtm_tui.analysis.perception_gaps import Comparison
from gtm_tui.model.session import slug
from gtm_tui.rules import Assessment, assess
from gtm_tui.store.paths import BadName, DataFolder, check_name
from gtm_tui.store.sessions import SaveError, open_session, save_session
from gtm_tui.store.toml_reader import UnreadableFile
from gtm_tui.tui.reveal_journal import RevealJournal


class RevealDocument:
    """The differences between several people as they are being settled, with undo and redo.

    `data` is the folder of a shared host, `folder` the one the files came from (None: no such place). `unsaved` tells
    whether something settled is in no file.
    """

    def __init__(
        self, reveal: Reveal, journals: Path, *, data: DataFolder | None = None, folder: Path | None = None
    ) -> None:
        self.reveal = reveal
        self.data = data
        self.folder = folder
        self.file = ""
        self.ended = False
        self.told: Callable[[str | None], None] = lambda _: None
        self.journal = RevealJournal(journals, reveal, lambda problem: self.told(problem))
        self._written = reveal
        self._before: list[Reveal] = []
        self._after: list[Reveal] = []

    @property
    def comparison(self) -> Comparison:
        """The people side by side."""
        return self.reveal.comparison

    @property
    def company(self) -> str:
        """The company all of them answered for."""
        return next(filter(None, (r.session.company() for r in self.comparison.respondents)), "")

    @property
    def unsaved(self) -> bool:
        """Whether something settled is in no file."""
        return not self.ended and self.reveal != self._written

    def assessment(self) -> Assessment:
        """What the rules say about the consensus as it stands."""
        first = self.comparison.assessments[0]
        return assess(self.reveal.result(), first.calibration, first.today, first.rule_set.version)

    # -- settling --------------------------------------------------------------------------------------

    def change(self, reveal: Reveal) -> str:
        """Take a step over; returns what went wrong with keeping it, or ''."""
        if reveal == self.reveal:
            return ""
        self._before.append(self.reveal)
        self._after.clear()
        return self._move(reveal)

    def undo(self) -> tuple[str, str] | None:
        """Undo the last step: the key it was about and what went wrong with keeping it; None where there is none."""
        return self._step(self._before, self._after)

    def redo(self) -> tuple[str, str] | None:
        """Redo what was undone, in the same way."""
        return self._step(self._after, self._before)

    def _step(self, source: list[Reveal], target: list[Reveal]) -> tuple[str, str] | None:
        if not source:
            return None
        before, now = self.reveal, source.pop()
        target.append(before)
        keys = (d.key for d in before.differences if before.settled.get(d.key) != now.settled.get(d.key))
        return next(keys, ""), self._move(now)

    def _move(self, reveal: Reveal) -> str:
        self.reveal = reveal
        self.journal.keep(reveal)
        if self.file:
            try:
                self._to_file(self.file, replace=True)
            except (SaveError, UnreadableFile, OSError) as error:
                return f"Not saved: {getattr(error, 'sentence', error)}"
        return self.journal.problem

    # -- the file --------------------------------------------------------------------------------------

    @property
    def suggested_name(self) -> str:
        """A name for the consensus: that of the file it is in, else made from the company."""
        name = f"{slug(self.reveal.result().company('session'), 'session')}-consensus.toml"
        return self.file or (str(self.folder / name) if self.folder else name)

    def path(self, name: str) -> str:
        """The path that a typed name means; raises BadName."""
        if self.data is not None:
            return check_name(name)
        if not name:
            raise BadName("Give the file a name.")
        path = Path(os.path.expanduser(name))
        return str(path if path.suffix else path.with_name(f"{path.name}.toml"))

    def write(self, path: str, *, replace: bool = False) -> str:
        """Write the consensus; returns '' or which kind of session is there already and stays as it is.

        Another consensus is overwritten where `replace` says so, any other session never. Raises SaveError or
        UnreadableFile.
        """
        return self._to_file(path, replace=replace or path == self.file)

    def _to_file(self, path: str, *, replace: bool) -> str:
        opened = open_session(path, create=True, data=self.data, mark=False)
        try:
            session = self.reveal.result()
            if not opened.new:
                kind = str(opened.session.get("session.kind") or "session")
                if kind != "consensus" or not replace:
                    return kind
                session = session.with_answer("session.created", opened.session.get("session.created"))
            first = self.comparison.assessments[0]
            found = assess(session, first.calibration, first.today, first.rule_set.version)
            written = save_session(opened, session, assessment=found).opened
        finally:
            opened.close()
        self.journal.saved(written.session, written.base or b"", written.path)
        self._written, self.file = self.reveal, path
        return ""

    def close(self, *, discard: bool) -> None:
        """End it: `discard` drops what is in no file, else recovery offers it."""
        self.ended = True
        self.journal.close(discard)
