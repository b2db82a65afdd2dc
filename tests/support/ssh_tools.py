"""A throw-away sshd on loopback, set up as the README recommends for a shared host.

It has its own keys, port, configuration and log in a temporary folder, accepts only its own key, and ends with the
`with` block; nothing of the system's ssh configuration is read or changed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

SSHD = shutil.which("sshd") or "/usr/sbin/sshd"

#: What the README gives as the options of one person's key: a terminal and one program, nothing else.
KEY_OPTIONS = 'restrict,pty,command="{command}"'

#: What the README gives for sshd_config; the first lines only serve the throw-away server.
CONFIGURATION = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile {folder}/pid
AuthorizedKeysFile {folder}/authorized
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
AllowUsers {user}
AcceptEnv LANG LC_*
PermitUserEnvironment no
Match User {user}
    AuthenticationMethods publickey
    PermitTTY yes
    DisableForwarding yes
    PermitTunnel no
    PermitUserRC no
    MaxSessions 1
    ClientAliveInterval {alive}
    ClientAliveCountMax {count}
"""


def possible() -> str:
    """Why there can be no sshd here; empty if there can."""
    missing = [name for name in ("ssh", "ssh-keygen") if shutil.which(name) is None]
    if not os.access(SSHD, os.X_OK):
        missing.append("sshd")
    return f"{', '.join(missing)} not installed" if missing else ""


class Sshd:
    """The server: `with Sshd(folder, "gtm-tui --restricted --data-dir /srv/x") as server: ...`."""

    def __init__(self, folder: Path, forced_command: str, alive: int = 30, count: int = 3) -> None:
        import pwd

        self.user = pwd.getpwuid(os.getuid()).pw_name
        self.folder = folder
        folder.mkdir(mode=0o700, exist_ok=True)
        self.log = folder / "log"
        for name in ("host", "client"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)],
                check=True,
                stdin=subprocess.DEVNULL,
            )
        options = KEY_OPTIONS.format(command=forced_command.replace('"', '\\"'))
        (folder / "authorized").write_text(f"{options} {(folder / 'client.pub').read_text()}")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        settings = {"port": self.port, "folder": folder, "user": self.user, "alive": alive, "count": count}
        (folder / "config").write_text(CONFIGURATION.format(**settings))
        (folder / "known").write_text(f"[127.0.0.1]:{self.port} {(folder / 'host.pub').read_text()}")

    def __enter__(self) -> Sshd:
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        self.process = subprocess.Popen(
            [SSHD, "-D", "-f", str(self.folder / "config"), "-E", str(self.log)], stdin=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return self
        raise AssertionError(f"sshd did not start: {self.log.read_text() if self.log.exists() else ''}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pid in self.sessions():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, 9)
        self.process.terminate()
        self.process.wait(10)

    def ssh(self, *words: str, options: Iterable[str] = ("-tt",)) -> Sequence[str]:
        """The command line of a client that logs in (and asks for `words`)."""
        settings = {
            "IdentityFile": self.folder / "client",
            "IdentitiesOnly": "yes",
            "UserKnownHostsFile": self.folder / "known",
            "StrictHostKeyChecking": "yes",
            "BatchMode": "yes",
            "LogLevel": "ERROR",
        }
        given = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]
        where = ["-p", str(self.port), f"{self.user}@127.0.0.1"]
        return ["ssh", "-F", "/dev/null", *given, *options, *where, *words]

    def sessions(self) -> list[int]:
        """The processes of sshd that each serve one connection."""
        return children(self.process.pid)


def children(pid: int) -> list[int]:
    """The direct children of a process."""
    with contextlib.suppress(OSError):
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def descendants(pid: int) -> list[int]:
    """All processes below a process."""
    below = children(pid)
    return below + [deeper for child in below for deeper in descendants(child)]


def isolated_program(*words: str) -> str:
    """The command line of the program for a forced command, as a shell reads it."""
    import shlex

    return shlex.join([sys.executable, "-I", "-m", "gtm_tui", *words])
