"""What commands take from their options: the calibration, the model version, the day; each refused in one sentence."""

from __future__ import annotations

import argparse

from gtm_tui.cli.errors import CommandError
from gtm_tui.text.sanitise import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from gtm_tui.calibration import Calibration
    from gtm_tui.rules.ruleset import RuleSet


def add_format(parser: argparse.ArgumentParser, *more: str) -> None:
    """Give a command `--format`, with `text` and `json` and what else it can print."""
    parser.add_argument("--format", choices=("text", "json", *more), default="text", help="text (default) or data")


def add_model(parser: argparse.ArgumentParser) -> None:
    """Give a command `--model`, the version of questions and rules."""
    parser.add_argument("--model", metavar="VERSION", help="version of the rules (default: the newest)")


def add_today(parser: argparse.ArgumentParser) -> None:
    """Give a command `--today`, the day on which accepted findings are held against their dates."""
    parser.add_argument("--today", metavar="DATE", help="judge dates as on this day, YYYY-MM-DD (default: today)")


def calibration_of(args: argparse.Namespace) -> Calibration:
    """The calibration in force: the person's own file, or the built-in one; raises CommandError."""
    from gtm_tui.calibration import CalibrationError, default_calibration, load_calibration

    path = getattr(args, "calibration", None)
    if not path:
        return default_calibration()
    try:
        return load_calibration(path)
    except CalibrationError as error:
        raise CommandError(f"calibration {shown(path)}: {shown(error)}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"calibration {shown(path)} cannot be read: {shown(reason)}") from None


def rules_asked_for(args: argparse.Namespace) -> RuleSet:
    """The rules of the version asked for; raises CommandError."""
    from gtm_tui.rules.versions import rules_of, versions

    version = getattr(args, "model", None)
    if version and version not in versions():
        raise CommandError(f"there is no model version {shown(version)}; known are {', '.join(versions())}")
    return rules_of(version)


def day_of(args: argparse.Namespace) -> date:
    """The day asked for, or today; raises CommandError."""
    from datetime import date

    text = getattr(args, "today", None)
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--today: found {shown(text)}, expected a day such as 2026-11-22") from None
