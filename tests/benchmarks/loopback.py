"""People behind a throw-away sshd on loopback, each with a home and a session file of their own."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from tests.support.ssh_tools import Sshd

_BEGIN = """#!/bin/sh
home={homes}/$SSH_ORIGINAL_COMMAND
mkdir -p "$home"
export HOME="$home" XDG_STATE_HOME="$home/state" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data"
export XDG_CACHE_HOME="$home/cache" LANG=C.UTF-8
cd "$home"
exec {command}
"""


class Server(Sshd):
    """An sshd that runs one command for whoever logs in, in the home named as the command of the client."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        folder.mkdir(parents=True)
        self.homes = folder / "homes"
        begin = folder / "begin"
        begin.write_text(_BEGIN.format(homes=shlex.quote(str(self.homes)), command=shlex.join(command)))
        begin.chmod(0o755)
        super().__init__(folder / "sshd", str(begin))

    def through(self, port: int) -> None:
        """Let clients connect to another port of this machine, which leads here."""
        known = self.folder / "known"
        known.write_text(known.read_text().replace(f":{self.port} ", f":{port} "))
        self.port = port
