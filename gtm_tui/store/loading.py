"""Load a session file for reading only; light enough for the commands that check many files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from gtm_tui.model.session import FORMAT, Session
from gtm_tui.store.problems import Problem
from gtm_tui.store.session_codec.decode import decode_session
from gtm_tui.store.toml_reader import RawDocument, UnreadableFile, read_document
from gtm_tui.text.plural import counted

__all__ = ["Loaded", "UnreadableFile", "load_session"]


class Loaded:
    """A session file as read: `session`, `problems`, `notices` (sentences), stored `results`, and the `raw` file.

    `read_only` is true for a newer format, `empty` for a file that holds nothing at all, `migrated` where an older
    format was brought up to date in memory. `path` is fit to be shown.
    """

    __slots__ = ("empty", "migrated", "notices", "path", "problems", "raw", "read_only", "results", "session")

    def __init__(self, raw: RawDocument) -> None:
        decoded = decode_session(raw)
        self.raw = raw
        self.path = raw.path
        self.session: Session = decoded.session
        self.problems: list[Problem] = decoded.problems
        self.results: Mapping[str, Any] = decoded.results
        self.read_only = decoded.read_only
        self.migrated = decoded.steps > 0
        self.empty = not raw.doc
        self.notices = tuple(self._notices())

    def _notices(self) -> list[str]:
        said: list[str] = []
        if self.empty:
            said.append(f"{self.path} holds no answers.")
        if self.read_only:
            newer = self.raw.doc["format"]
            said.append(
                f"{self.path} was written by a newer program (format {newer}; this one knows {FORMAT}). "
                "It was opened read-only."
            )
        if self.migrated:
            said.append(f"{self.path} has an older format; it is brought to format {FORMAT} when you save.")
        if self.raw.replaced:
            said.append(counted(self.raw.replaced, "control character was", "control characters were") + " replaced.")
        unknown = sum(problem.kind == "unknown" for problem in self.problems)
        if unknown:
            said.append(
                counted(unknown, "setting", "settings")
                + " this version does not know "
                + ("was kept." if unknown == 1 else "were kept.")
            )
        return said


def load_session(path: str | os.PathLike[str], *, dir_fd: int | None = None) -> Loaded:
    """Read one session file, `-` for standard input; raises UnreadableFile with a sentence and nothing else."""
    return Loaded(read_document(path, dir_fd=dir_fd))
