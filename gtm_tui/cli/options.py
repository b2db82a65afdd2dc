"""What the command line tells the wizard."""

from dataclasses import dataclass
from pathlib import Path


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
