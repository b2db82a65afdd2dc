"""Load a session file for reading only; light enough for the commands that check many files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from gtm_tui.model.session import FORMAT, Session
from gtm_tui.store.problems import Problem
from gtm_tui.store.recognise import require_session
from gtm_tui.store.session_codec.decode import decode_session
from gtm_tui.store.toml_reader import RawDocument, UnreadableFile, read_document
from gtm_tui.text.plural import counted

__all__ = ["Loaded", "UnreadableFile", "load_session"]


class Loaded(NamedTuple):
    """A session file as read: `session`, `problems`, stored `results`, and the `raw` file.

    `read_only` is true for a newer format, `migrated` where an older format was brought up to date in memory.
    """

    raw: RawDocument
    session: Session
    problems: list[Problem]
    results: Mapping[str, Any]
    read_only: bool
    migrated: bool

    @property
    def path(self) -> str:
        """The name of the file, fit to be shown."""
        return self.raw.path

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know about the file, in sentences."""
        said: list[str] = []
        if self.read_only:
            newer = self.raw.doc["format"]
            said.append(
                f"{self.path} was written by a newer program (format {newer}; this one knows {FORMAT}). "
                "It was opened read-only."
            )
        if self.migrated:
            said.append(f"{self.path} has an older format; saving brings it to format {FORMAT}.")
        if self.raw.replaced:
            said.append(counted(self.raw.replaced, "control character was", "control characters were") + " replaced.")
        unknown = sum(problem.kind == "unknown" for problem in self.problems)
        if unknown:
            said.append(
                counted(unknown, "setting", "settings")
                + " this version does not know "
                + ("was kept." if unknown == 1 else "were kept.")
            )
        return tuple(said)


def load_session(path: str | os.PathLike[str], *, dir_fd: int | None = None) -> Loaded:
    """Read one session file, `-` for standard input; raises UnreadableFile with a sentence and nothing else."""
    raw = read_document(path, dir_fd=dir_fd)
    require_session(raw.path, raw.text, raw.doc)
    decoded = decode_session(raw)
    return Loaded(
        raw=raw,
        session=decoded.session,
        problems=decoded.problems,
        results=decoded.results,
        read_only=decoded.read_only,
        migrated=decoded.steps > 0,
    )
