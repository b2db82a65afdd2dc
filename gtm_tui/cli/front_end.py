"""Which front end this terminal can show, decided before Textual is imported."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

WIZARD, PLAIN, NONE = "wizard", "plain", "none"

NO_TERMINAL = """the wizard needs a terminal, and {stream} is not one.
  Over SSH, ask for one:              ssh -t HOST gtm-tui FILE
  Answer line by line instead:        gtm-tui ask FILE
  Answer from a file, unattended:     gtm-tui fill FILE --answers ANSWERS
  Only print what the rules find:     gtm-tui check FILE"""


class FrontEnd(NamedTuple):
    """What to start: `kind` is WIZARD, PLAIN or NONE; `sentence` says why, empty if there is nothing to say."""

    kind: str
    sentence: str = ""


def decide(environ: Mapping[str, str] | None = None) -> FrontEnd:
    """Decide from the environment and the standard streams, at once and without writing anything.

    GTM_TUI_PLAIN=1 and a terminal that cannot place text (TERM=dumb) lead to the plain front end. The wizard reads
    standard input and draws on standard error, so both must be terminals.
    """
    from gtm_tui.terminal.detect import is_terminal

    env = os.environ if environ is None else environ
    if env.get("GTM_TUI_PLAIN", "0") not in ("", "0"):
        return FrontEnd(kind=PLAIN)
    if env.get("TERM", "").lower() == "dumb":
        return FrontEnd(
            kind=PLAIN, sentence="this terminal (TERM=dumb) cannot show the wizard; asking line by line instead."
        )
    if not is_terminal(sys.__stdin__):
        return FrontEnd(kind=NONE, sentence=NO_TERMINAL.format(stream="standard input"))
    if not is_terminal(sys.__stderr__):
        return FrontEnd(kind=NONE, sentence=NO_TERMINAL.format(stream="standard error (where it draws)"))
    return FrontEnd(kind=WIZARD)


def tell_terminal(sentence: str) -> None:
    """Show a sentence on standard output too when standard error leads elsewhere and standard output is seen."""
    from gtm_tui.cli.output import put
    from gtm_tui.terminal.detect import is_terminal

    if not is_terminal(sys.__stderr__) and is_terminal(sys.__stdout__):
        put(f"gtm-tui: {sentence}")


def clean_environment(restricted: bool = False, environ: MutableMapping[str, str] | None = None) -> None:
    """Take out of the environment what would make Textual misbehave; call before importing it.

    Some variables import modules, write files or end in an exception. In restricted mode, for a forced command,
    everything that steers Textual or Python goes.
    """
    env = os.environ if environ is None else environ
    for name in list(env):
        steers = restricted and name.startswith(("TEXTUAL", "PYTHON"))
        if steers or name in ("TEXTUAL_ALLOW_SIGNALS", "TEXTUAL_DRIVER") or _unusable(name, env[name]):
            del env[name]


def _unusable(name: str, value: str) -> bool:
    known = ("auto", "standard", "256", "truecolor")
    return name == "TEXTUAL_COLOR_SYSTEM" and value.lower() not in known
