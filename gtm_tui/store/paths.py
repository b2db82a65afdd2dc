"""The folders of the program, and the rules for names where a folder is all that a person may use."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gtm_tui.store.toml_reader import let_go
from gtm_tui.text.sanitise import shown

MAX_NAME_BYTES = 80
# Stands for the folder of a user without a home: nothing can be made in it, and reading finds nothing.
NO_HOME = Path(os.devnull) / "gtm-tui"
NO_HOME_REASON = "there is no home folder for this user"
MAX_SESSIONS = 1_000
MAX_TOTAL_BYTES = 100 * 1024 * 1024
_ALLOWED_MARKS = " ._-()"
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {f"{n}{i}" for n in ("com", "lpt") for i in "0123456789"}


class BadName(Exception):
    """A session name that is not allowed in a data folder; the message is a sentence to show."""


class BadFolder(Exception):
    """A folder that must not be used; the message is a sentence to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where the program keeps what is not a session; `problem` says why the state folder cannot be used, if so.

    Sub-folders are made with mode 0700 when first written to.
    """

    state: Path
    config: Path
    problem: str | None = None

    @property
    def journal(self) -> Path:
        """Journals of running and crashed sessions."""
        return self.state / "journal"

    @property
    def rescue(self) -> Path:
        """Copies made while a file is written in place."""
        return self.state / "rescue"

    @property
    def backup(self) -> Path:
        """Earlier versions of sessions."""
        return self.state / "backup"

    @property
    def lock(self) -> Path:
        """One lock file for each session path."""
        return self.state / "lock"


def folders(data_dir: Path | str | None = None) -> Folders:
    """Return the program's folders, making the state folder with mode 0700; never raises.

    The state folder is the platform's own, or `.state` in the data folder. A user without a home folder has none:
    then `problem` says so, and nothing can be made in the folder that stands for it.
    """
    if data_dir is not None:
        state = config = Path(data_dir) / ".state"
    else:
        import platformdirs

        state = _of_user(platformdirs.user_state_path)
        config = _of_user(platformdirs.user_config_path)
    return Folders(state=state, config=config, problem=_state_problem(state))


def _of_user(folder: Callable[..., Path]) -> Path:
    try:
        found = folder("gtm-tui", appauthor=False)
    except RuntimeError:  # platformdirs, where neither HOME nor the system's list of users names a home folder
        return NO_HOME
    return found if found.is_absolute() else NO_HOME


def make_private(folder: Path) -> None:
    """Make a folder with mode 0700, and its parents; raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    info = folder.stat()
    if stat.S_IMODE(info.st_mode) & 0o077 and info.st_uid == os.geteuid():
        folder.chmod(0o700)


def check_name(name: str, ending: str = ".toml") -> str:
    """Return the file name (with its ending) for a name typed by a person; raises BadName with a sentence.

    Letters, digits and ` ._-()` are allowed, no leading dot or dash, no path, no name that some system reserves, at
    most 80 bytes as UTF-8, in composed form.
    """
    if not name.strip():
        raise BadName("Give the session a name.")
    if name != unicodedata.normalize("NFC", name):
        raise BadName(f"{shown(name)} holds characters in a form that file names cannot keep.")
    if any(
        not (char in _ALLOWED_MARKS or unicodedata.category(char)[0] == "L" or char in "0123456789") for char in name
    ):
        raise BadName(f"{shown(name)} is not allowed as a name: use letters, digits, spaces and ._-() only.")
    if name[0] in ".- " or name[-1] in ". ":
        raise BadName(
            f"{shown(name)} is not allowed as a name: it begins or ends with a mark that is not allowed there."
        )
    if name.split(".")[0].rstrip().lower() in _DEVICES:
        raise BadName(f"{shown(name)} is not allowed as a name: some systems reserve it.")
    full = name if name.endswith(ending) else f"{name}{ending}"
    if len(full.encode()) > MAX_NAME_BYTES:
        raise BadName(f"The name is too long: {MAX_NAME_BYTES} bytes with its ending are the limit.")
    return full


class DataFolder:
    """The one folder that a person may use: sessions are opened by name, relative to a descriptor of the folder."""

    def __init__(self, path: Path | str) -> None:
        """Open the folder; raises BadFolder if it is missing or open to others without the sticky bit."""
        self.path = Path(os.path.realpath(path))
        try:
            self.fd = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except (OSError, ValueError):
            raise BadFolder(f"{shown(path)} is not a folder that can be opened.") from None
        mode = os.fstat(self.fd).st_mode
        if mode & 0o022 and not mode & stat.S_ISVTX:
            let_go(self.fd)
            raise BadFolder(f"{shown(path)} may be written by other users; give it mode 0700.")

    def sessions(self) -> list[str]:
        """Return the file names of the sessions in the folder, sorted."""
        return sorted(name for name in os.listdir(self.fd) if name.endswith(".toml") and not name.startswith("."))

    def check_room(self, more_bytes: int, new: bool) -> None:
        """Raise BadFolder if a further save would pass 1,000 sessions or 100 MiB."""
        names = self.sessions()
        if new and len(names) >= MAX_SESSIONS:
            raise BadFolder(f"There are already {MAX_SESSIONS:,} sessions here; remove some first.")
        used = sum(self._size(name) for name in names)
        if used + more_bytes > MAX_TOTAL_BYTES:
            raise BadFolder("The sessions here use up the 100 MiB that are allowed; remove some first.")

    def close(self) -> None:
        """Let go of the folder."""
        let_go(self.fd)

    def _size(self, name: str) -> int:
        try:
            return os.stat(name, dir_fd=self.fd, follow_symlinks=False).st_size
        except OSError:
            return 0


def _state_problem(state: Path) -> str | None:
    if state == NO_HOME:
        return NO_HOME_REASON
    try:
        make_private(state)
        owner = state.stat().st_uid
    except (OSError, ValueError) as error:
        reason = shown(error.strerror) if isinstance(error, OSError) else "its name is not possible"
        return f"the folder {shown(state)} cannot be made: {reason}"
    if not os.access(state, os.W_OK | os.X_OK):
        return f"the folder {shown(state)} may not be written"
    if owner != os.geteuid():
        return f"the folder {shown(state)} belongs to another user"
    return None
