"""Reads a calibration file; a person's own file needs to hold only what differs from the default."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from gtm_tui.model.vocabulary import MARKETING_MOTIONS, SALES_MOTIONS, SUCCESS_MOTIONS

FITS = ("core", "stretch", "support", "off")
BASES = ("stated", "derived", "ours")


class CalibrationError(ValueError):
    """A calibration file that cannot be used; the message names key, what was found and what is expected."""


@dataclass(frozen=True, slots=True)
class Number:
    """One limit with its unit, basis ('stated', 'derived', 'ours') and source."""

    value: float
    unit: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class Band:
    """Zones of first-year contract value for one sales motion, in US dollars; None = no border.

    Below `outside_below` and above `outside_above` is outside; from `comfort_from` to `comfort_to` is
    comfort; what lies between is edge. A value on a border belongs to the milder zone.
    """

    outside_below: float | None
    comfort_from: float | None
    comfort_to: float | None
    outside_above: float | None
    source: str

    def zone(self, value: float) -> str:
        """'below', 'edge_below', 'comfort', 'edge_above' or 'above'."""
        if self.outside_below is not None and value < self.outside_below:
            return "below"
        if self.comfort_from is not None and value < self.comfort_from:
            return "edge_below"
        if self.comfort_to is None or value <= self.comfort_to:
            return "comfort"
        if self.outside_above is None or value <= self.outside_above:
            return "edge_above"
        return "above"


@dataclass(frozen=True, slots=True)
class Calibration:
    """All numbers the rules use, by id, with the bands, the fit table and the positions of the motions (1-5)."""

    name: str
    numbers: Mapping[str, Number]
    bands: Mapping[str, Band]
    fit: Mapping[str, Mapping[str, str]]
    positions: Mapping[str, int]
    fit_source: str

    def value(self, number: str) -> float:
        """The number with this id; raises KeyError."""
        return self.numbers[number].value

    def core_motions(self, sales: str) -> tuple[str, ...]:
        """The marketing motions that are core for a sales motion."""
        return tuple(m for m, fit in self.fit[sales].items() if fit == "core")

    def fitting_motion(self, acv: float) -> str:
        """The lightest sales motion in whose comfort zone a value in US dollars lies, else one whose edge holds it."""
        for zones in (("comfort",), ("edge_below", "edge_above")):
            for motion, band in self.bands.items():
                if band.zone(acv) in zones:
                    return motion
        return list(self.bands)[-1]


@cache
def default_calibration() -> Calibration:
    """The calibration that comes with the program."""
    path = Path(__file__).with_name("default.toml")
    return _build(tomllib.loads(path.read_text(encoding="utf-8")), None)


def load_calibration(path: str | Path) -> Calibration:
    """Read a person's own calibration file, filled up from the default; raises CalibrationError or OSError."""
    try:
        document = tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CalibrationError(f"{Path(path).name} is not valid TOML: {error}") from None
    document.setdefault("name", Path(path).stem)
    if document["name"] == "default":
        document["name"] = Path(path).stem
    return _build(document, default_calibration())


def _build(document: dict[str, Any], base: Calibration | None) -> Calibration:
    calibration = base or Calibration("", {}, {}, {}, {}, "")
    _refuse_unknown(document, ("name", "about", "numbers", "bands", "fit", "positions"), "")
    numbers = dict(calibration.numbers)
    for key, entry in _table(document, "numbers").items():
        numbers[key] = _number(key, entry, numbers.get(key), base)
    bands = dict(calibration.bands)
    for motion, entry in _table(document, "bands").items():
        bands[motion] = _band(motion, entry, bands.get(motion))
    fit = {sales: dict(row) for sales, row in calibration.fit.items()}
    fit_table = dict(_table(document, "fit"))
    fit_source = str(fit_table.pop("source", calibration.fit_source))
    for sales, row in fit_table.items():
        fit[sales] = {**fit.get(sales, {}), **_fit_row(sales, row)}
    positions = dict(calibration.positions)
    for motion, position in _table(document, "positions").items():
        positions[motion] = _position(motion, position)
    name = document.get("name")
    if not isinstance(name, str) or not name.strip() or len(name) > 200:
        raise CalibrationError(f"name: found {name!r}, expected a short text")
    return replace(
        calibration, name=name, numbers=numbers, bands=bands, fit=fit, positions=positions, fit_source=fit_source
    )


def _table(document: dict[str, Any], key: str) -> dict[str, Any]:
    table = document.get(key, {})
    if not isinstance(table, dict):
        raise CalibrationError(f"{key}: found {table!r}, expected a table")
    return table


def _refuse_unknown(table: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    unknown = [key for key in table if key not in known]
    if unknown:
        raise CalibrationError(f"{where}{unknown[0]}: not a key of a calibration file; known are {', '.join(known)}")


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1e12


def _number(key: str, entry: Any, before: Number | None, base: Calibration | None) -> Number:
    if base is not None and before is None:
        raise CalibrationError(f"numbers.{key}: no rule uses a number of this name")
    if not isinstance(entry, dict) or not _is_number(entry.get("value")):
        raise CalibrationError(f"numbers.{key}: found {entry!r}, expected a table with value = a number, 0 or more")
    _refuse_unknown(entry, ("value", "unit", "basis", "source"), f"numbers.{key}.")
    unit = entry.get("unit", before.unit if before else "")
    basis = entry.get("basis", "ours")
    source = entry.get("source", "your own calibration" if base else "")
    if basis not in BASES or not isinstance(unit, str) or not isinstance(source, str):
        raise CalibrationError(f"numbers.{key}: basis is one of {', '.join(BASES)}; unit and source are text")
    return Number(float(entry["value"]), unit, basis, source)


_BORDERS = ("outside_below", "comfort_from", "comfort_to", "outside_above")


def _band(motion: str, entry: Any, before: Band | None) -> Band:
    if motion not in SALES_MOTIONS or not isinstance(entry, dict):
        raise CalibrationError(f"bands.{motion}: expected a table for one of {', '.join(SALES_MOTIONS)}")
    _refuse_unknown(entry, (*_BORDERS, "source"), f"bands.{motion}.")
    band = before or Band(None, None, None, None, "")
    changes: dict[str, Any] = {}
    for border in _BORDERS:
        if border in entry:
            if not _is_number(entry[border]):
                raise CalibrationError(f"bands.{motion}.{border}: found {entry[border]!r}, expected US dollars")
            changes[border] = float(entry[border])
    changes["source"] = str(entry.get("source", "your own calibration" if before else ""))
    band = replace(band, **changes)
    borders = [b for b in (getattr(band, name) for name in _BORDERS) if b is not None]
    if borders != sorted(borders):
        raise CalibrationError(f"bands.{motion}: borders must not fall from outside_below to outside_above")
    return band


def _fit_row(sales: str, row: Any) -> dict[str, str]:
    if sales not in SALES_MOTIONS or not isinstance(row, dict):
        raise CalibrationError(f"fit.{sales}: expected a table for one of {', '.join(SALES_MOTIONS)}")
    for motion, fit in row.items():
        if motion not in MARKETING_MOTIONS or fit not in FITS:
            raise CalibrationError(f"fit.{sales}.{motion}: found {fit!r}, expected one of {', '.join(FITS)}")
    return dict(row)


def _position(motion: str, position: Any) -> int:
    known = {*SALES_MOTIONS, *SUCCESS_MOTIONS} - {"none"}
    if motion not in known or type(position) is not int or not 1 <= position <= 5:
        raise CalibrationError(f"positions.{motion}: found {position!r}, expected 1 to 5 for a sales or success motion")
    return position
