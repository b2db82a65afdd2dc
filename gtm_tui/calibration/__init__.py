"""Bands, limits and the fit table: every number a rule uses, with its basis and source, in one editable file."""

from gtm_tui.calibration.calibration import (
    Band,
    Calibration,
    CalibrationError,
    Number,
    default_calibration,
    load_calibration,
)

__all__ = ["Band", "Calibration", "CalibrationError", "Number", "default_calibration", "load_calibration"]
