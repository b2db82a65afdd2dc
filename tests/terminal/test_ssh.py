"""The recipe for a shared host, tried on a real sshd: one program, one folder, and no answer lost with the link."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.pty_tools import Terminal
from tests.support.ssh_tools import Sshd, descendants, isolated_program, possible

pytestmark = [pytest.mark.pty, pytest.mark.skipif(bool(possible()), reason=possible())]

QUESTION = "Name of this assessment"
TYPED = "half a na"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def server(tmp_path: Path, data: Path) -> Iterator[Sshd]:
    program = isolated_program("--restricted", "--data-dir", str(data))
    with Sshd(tmp_path / "sshd", f"ulimit -v 1000000; exec {program}") as server:
        yield server


def begin(term: Terminal) -> None:
    term.expect("New assessment")
    term.keys("enter")
    term.expect("Begin with the questions")
    term.keys("enter")
    term.expect(QUESTION)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def kept(folder: Path) -> bool:
    return any(TYPED in path.read_text() for path in files(folder) if path.suffix == ".jsonl")


def program_of(server: Sshd) -> int:
    """The wizard behind the only connection."""
    for session in server.sessions():
        for pid in descendants(session):
            if b"gtm_tui" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return pid
    raise AssertionError("no wizard runs")


def gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("cut", ["client killed", "window closed", "connection's sshd killed", "~."])
def test_a_cut_link_loses_nothing_and_the_word_is_restored(server: Sshd, data: Path, tmp_path: Path, cut: str) -> None:
    with Terminal(server.ssh(), home=tmp_path) as term:
        begin(term)
        term.type(TYPED)
        term.expect(TYPED)
        wizard = program_of(server)
        if cut == "client killed":
            term.signal(signal.SIGKILL)
        elif cut == "window closed":
            term.hang_up()
        elif cut == "~.":
            term.send(b"\r~.")
        else:
            os.kill(server.sessions()[0], signal.SIGKILL)
        term.until(lambda: gone(wizard), "the wizard stays behind", timeout=5)
    assert kept(data)
    with Terminal(server.ssh(), home=tmp_path) as term:
        term.choose("Recover unsaved answers")
        term.expect("1 answer")
        term.keys("enter")
        term.expect(TYPED)


def test_a_frozen_link_is_noticed_and_loses_nothing(tmp_path: Path, data: Path) -> None:
    program = isolated_program("--restricted", "--data-dir", str(data))
    with (
        Sshd(tmp_path / "sshd", program, alive=1, count=2) as server,
        Terminal(server.ssh(), home=tmp_path) as term,
    ):
        begin(term)
        term.type(TYPED)
        term.expect(TYPED)
        wizard = program_of(server)
        term.signal(signal.SIGSTOP)
        term.until(lambda: gone(wizard), "sshd never noticed the frozen client", timeout=12)
        term.signal(signal.SIGCONT)
    assert kept(data)


def test_there_is_one_program_and_no_way_out_of_it(server: Sshd, tmp_path: Path) -> None:
    with Terminal(server.ssh("/bin/sh"), home=tmp_path) as term:
        term.expect("New assessment")
        term.keys("ctrl+z", "ctrl+d")
        term.settle()
        os.kill(program_of(server), signal.SIGTSTP)
        term.keys("down")
        term.settle()
        status = Path(f"/proc/{program_of(server)}/stat").read_text().rpartition(")")[2].split()[0]
        assert status != "T"
        term.keys("ctrl+q")
        assert term.wait() == 0
        assert term.left_on() == set()


def test_neither_files_nor_ports_nor_variables_go_through(server: Sshd, tmp_path: Path) -> None:
    def ask(*words: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            server.ssh(*words, options=options),
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=20,
        )

    without_terminal = ask("cat /etc/passwd")
    assert without_terminal.returncode == 2
    assert "ssh -t" in without_terminal.stderr
    assert "root:" not in without_terminal.stdout
    sftp = ask("sftp", options=("-s",))
    assert sftp.returncode != 0
    forwarded = ask(options=("-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:9"))
    assert forwarded.returncode == 255
    written = tmp_path / "written"
    sent = ("-tt", "-o", "SendEnv=TEXTUAL_LOG")
    with Terminal(server.ssh(options=sent), home=tmp_path, env={"TEXTUAL_LOG": str(written)}) as term:
        term.expect("New assessment")
        environment = Path(f"/proc/{program_of(server)}/environ").read_bytes()
    assert b"TEXTUAL" not in environment
    assert not written.exists()


def test_files_are_private_and_stay_in_the_folder(server: Sshd, data: Path, tmp_path: Path) -> None:
    with Terminal(server.ssh(), home=tmp_path) as term:
        begin(term)
        term.type("Acme")
        term.keys("ctrl+s")
        term.settle()
        term.keys("enter")
        term.expect("Saved as")
    saved = files(data)
    assert any(path.suffix == ".toml" for path in saved)
    assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in saved)
    folders = [path for path in data.rglob("*") if path.is_dir()]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o700 for path in folders)
    assert not (tmp_path / ".local").exists()
