"""`gtm-tui [FILE]`: opens the wizard, or the plain front end, or says at once why neither can be shown."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

from gtm_tui.cli.commands import COMMANDS
from gtm_tui.cli.errors import CommandError
from gtm_tui.cli.front_end import NONE, PLAIN, FrontEnd, clean_environment, decide, tell_terminal
from gtm_tui.cli.output import say
from gtm_tui.text.sanitise import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class WizardOptions:
    """Options of one run of the wizard.

    `calibration` is a person's own calibration file; `data_dir` the one folder in which sessions may live;
    `restricted` closes every way out of the program (forced command over SSH); `no_mouse` leaves the mouse to the
    terminal.
    """

    calibration: Path | None = None
    data_dir: Path | None = None
    restricted: bool = False
    no_mouse: bool = False


def start(args: argparse.Namespace) -> int:
    """Run the front end that suits the terminal and return its exit status; raises CommandError without one."""
    _refuse_mistyped_command(args.file)
    if args.restricted and not args.data_dir:
        raise CommandError("--restricted needs --data-dir DIR: without it every file of this user could be opened.")
    front_end = FrontEnd(kind=PLAIN) if args.plain else decide()
    if front_end.kind == NONE:
        tell_terminal(front_end.sentence)
        raise CommandError(front_end.sentence)
    if front_end.kind == PLAIN:
        if front_end.sentence:
            say(f"gtm-tui: {front_end.sentence}")
        return _plain(args)
    _check_options(args)
    _refuse_other_file(args)
    clean_environment(args.restricted)
    from gtm_tui.tui.app import run_wizard

    return int(run_wizard(None if args.file is None else Path(args.file), wizard_options(args)))


def _refuse_other_file(args: argparse.Namespace) -> None:
    """Refuse a file that is no session before the screen changes; the wizard tells of any other fault."""
    from gtm_tui.cli.session_files import SessionReader
    from gtm_tui.store.loading import UnreadableFile
    from gtm_tui.store.recognise import Conflict, NotASession

    try:
        if args.file is not None:
            SessionReader(args).load(args.file)
    except (NotASession, Conflict) as error:
        raise CommandError(error.sentence) from None
    except UnreadableFile:
        return


def _check_options(args: argparse.Namespace) -> None:
    """Refuse a folder or calibration that cannot be used before the screen changes."""
    from gtm_tui.cli.arguments import calibration_of
    from gtm_tui.cli.session_files import data_folder

    calibration_of(args)
    data = data_folder(args)
    if data is not None:
        data.close()


def wizard_options(args: argparse.Namespace) -> WizardOptions:
    """The options of the wizard as given on the command line."""

    def path(text: str | None) -> Path | None:
        return Path(text) if text else None

    return WizardOptions(
        calibration=path(args.calibration),
        data_dir=path(args.data_dir),
        restricted=args.restricted,
        no_mouse=args.no_mouse,
    )


def _plain(args: argparse.Namespace) -> int:
    from gtm_tui.cli.commands import module_of
    from gtm_tui.cli.parser import parser_for

    words = ["ask"]
    for option in ("calibration", "data_dir"):
        if value := getattr(args, option):
            words += ["--" + option.replace("_", "-"), value]
    if args.file is not None:
        words += ["--", args.file]
    return int(module_of("ask").run(parser_for("ask").parse_args(words)))


def nearest_command(word: str) -> str:
    """The command that a word is nearly, '' for a file name and anything else."""
    if "." in word or "/" in word or os.path.exists(word):
        return ""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, COMMANDS, n=1, cutoff=0.75)), "")


def _refuse_mistyped_command(file: str | None) -> None:
    """A first word that is nearly a command and no file is a slip, not the name of a new session."""
    if file == "":
        raise CommandError("the name of the file is empty")
    if file and (near := nearest_command(file)):
        name = shown(file)
        raise CommandError(
            f"there is no command and no file called {name}; did you mean `gtm-tui {near}`?\n"
            f"  To make a session file of that name: gtm-tui {name}.toml"
        )
