"""How commands read session files: by path, from standard input, or by name in the one folder allowed."""

from __future__ import annotations

import argparse

from gtm_tui.cli.errors import CommandError
from gtm_tui.cli.output import say
from gtm_tui.store.loading import Loaded, UnreadableFile, load_session
from gtm_tui.text.sanitise import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from gtm_tui.store.paths import DataFolder


class SessionReader:
    """Reads session files as the options of a command say; with `--data-dir` a file is a name in that folder."""

    def __init__(self, args: argparse.Namespace) -> None:
        """Open the data folder, if there is one; raises CommandError."""
        self._data = data_folder(args)

    def load(self, path: str) -> Loaded:
        """Read one file, `-` for standard input; raises UnreadableFile with a sentence."""
        if self._data is None or path == "-":
            return load_session(path)
        from gtm_tui.store.paths import BadName, check_name

        try:
            name = check_name(path)
        except BadName as error:
            raise UnreadableFile(shown(path), str(error)) from None
        return load_session(name, dir_fd=self._data.fd)


def load_or_refuse(args: argparse.Namespace, path: str) -> Loaded:
    """Read the one file a command needs; raises CommandError."""
    try:
        return SessionReader(args).load(path)
    except UnreadableFile as error:
        raise CommandError(error.sentence) from None


def tell_problems(loaded: Loaded, strict: bool = False) -> bool:
    """Name on standard error what makes a file count as wrong: answers that are not valid, with `strict` unknown keys.

    Returns whether there was any.
    """
    wrong = [problem for problem in loaded.problems if strict or problem.kind == "invalid"]
    for problem in wrong:
        say(f"gtm-tui: {loaded.path}: {problem.sentence}")
    return bool(wrong)


def data_folder(args: argparse.Namespace) -> DataFolder | None:
    """The folder of `--data-dir`, opened; None without the option; raises CommandError."""
    directory = getattr(args, "data_dir", None)
    if not directory:
        return None
    from gtm_tui.store.paths import BadFolder, DataFolder

    try:
        return DataFolder(directory)
    except BadFolder as error:
        raise CommandError(str(error)) from None
