"""Reads a calibration file; a person's own file needs to hold only what differs from the default."""

import os
import re
import stat
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import tomli

from gtm_tui.model.vocabulary import BASIS, FIT, MARKETING_MOTIONS, SALES_MOTIONS, SUCCESS_MOTIONS, BandZone, Basis, Fit

MAX_BYTES = 1_000_000
# More parts than any key of a calibration has: the parser takes quadratic time over them.
_LONG_KEY = r"""(?<![\w"'-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){20}"""
_DIVISORS = ("horizon.years", "value.severe_factor")


class CalibrationError(ValueError):
    """A calibration file that cannot be used; the message names key, what was found and what is expected."""


class Number(NamedTuple):
    """One limit with its unit, basis ('stated', 'derived', 'ours') and source."""

    value: float
    unit: str
    basis: Basis
    source: str


class Band(NamedTuple):
    """Zones of first-year contract value for one sales motion, in US dollars; None = no border.

    Below `outside_below` and above `outside_above` is outside; from `comfort_from` to `comfort_to` is
    comfort; what lies between is edge. A value on a border belongs to the milder zone.
    """

    outside_below: float | None
    comfort_from: float | None
    comfort_to: float | None
    outside_above: float | None
    source: str

    def zone(self, value: float) -> BandZone:
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


class Calibration(NamedTuple):
    """All numbers the rules use, by id, with the bands, the fit table and the positions of the motions (1-5)."""

    name: str
    numbers: Mapping[str, Number]
    bands: Mapping[str, Band]
    fit: Mapping[str, Mapping[str, Fit]]
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
    with open(os.path.join(os.path.dirname(__file__), "default.toml"), "rb") as file:
        return _build(tomli.load(file), None)


def load_calibration(path: str | os.PathLike[str]) -> Calibration:
    """Read a person's own calibration file, filled up from the default; raises CalibrationError or OSError."""
    name = os.path.basename(path)
    with open(path, "rb", opener=_open_at_once) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise CalibrationError(f"{name} is not an ordinary file")
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise CalibrationError(f"{name}: found more than {MAX_BYTES:,} bytes, expected a calibration file")
    try:
        text = content.decode("utf-8-sig")
        if re.search(_LONG_KEY, text):
            raise CalibrationError(f"{name}: found a key of 20 parts or more, expected a calibration file")
        document = tomli.loads(text)
    except CalibrationError:
        raise
    except (ValueError, RecursionError) as error:
        raise CalibrationError(f"{name} is not valid TOML: {error}") from None
    stem = os.path.splitext(name)[0]
    document.setdefault("name", stem)
    if document["name"] == "default":
        document["name"] = stem
    return _build(document, default_calibration())


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting for a writer at the other end of a pipe."""
    return os.open(path, flags | os.O_NONBLOCK)


def _build(document: dict[str, Any], base: Calibration | None) -> Calibration:
    calibration = base or Calibration(name="", numbers={}, bands={}, fit={}, positions={}, fit_source="")
    _refuse_unknown(document, ("name", "about", "numbers", "bands", "fit", "positions"), "")
    numbers = dict(calibration.numbers)
    for key, entry in _flat(_table(document, "numbers")).items():
        numbers[key] = _number(key, entry, numbers, base)
    _refuse_crossed(numbers)
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
    return calibration._replace(
        name=name, numbers=numbers, bands=bands, fit=fit, positions=positions, fit_source=fit_source
    )


def _table(document: dict[str, Any], key: str) -> dict[str, Any]:
    table = document.get(key, {})
    if not isinstance(table, dict):
        raise CalibrationError(f"{key}: found {table!r}, expected a table")
    return table


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Numbers by full id, also where the dots of an id were written without quotes and so made tables."""
    flat: dict[str, Any] = {}
    for key, entry in table.items():
        if isinstance(entry, dict) and entry and all(isinstance(inner, dict) for inner in entry.values()):
            flat |= _flat(entry, f"{prefix}{key}.")
        else:
            flat[prefix + key] = entry
    return flat


def _refuse_crossed(numbers: Mapping[str, Number]) -> None:
    for key, least in numbers.items():
        most = numbers.get(key.removesuffix(".least") + ".most")
        if key.endswith(".least") and most is not None and least.value > most.value:
            raise CalibrationError(f"numbers.{key}: found {least.value:g}, expected {most.value:g} (.most) or less")


def _refuse_unknown(table: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    unknown = [key for key in table if key not in known]
    if unknown:
        raise CalibrationError(f"{where}{unknown[0]}: found an unknown key, expected one of {', '.join(known)}")


def _nearest(key: str, known: Mapping[str, Number]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, known, 1, 0.0)
    return f"such as {near[0]}" if near else "of the default file"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1e12


def _number(key: str, entry: Any, known: Mapping[str, Number], base: Calibration | None) -> Number:
    where, before = f"numbers.{key}", known.get(key)
    if not isinstance(entry, dict):
        raise CalibrationError(f"{where}: found {entry!r}, expected a table with value = a number")
    if base is not None and before is None:
        raise CalibrationError(f"{where}: found a name that no rule uses, expected one {_nearest(key, known)}")
    _refuse_unknown(entry, ("value", "unit", "basis", "source"), f"{where}.")
    value, basis = entry.get("value"), entry.get("basis", "ours")
    unit = entry.get("unit", before.unit if before else "")
    source = entry.get("source", "your own calibration" if base else "")
    if not _is_number(value) or (key in _DIVISORS and value == 0):
        expected = "a number above 0" if key in _DIVISORS else "a number, 0 or more"
        raise CalibrationError(f"{where}.value: found {value!r}, expected {expected}")
    if basis not in BASIS:
        raise CalibrationError(f"{where}.basis: found {basis!r}, expected one of {', '.join(BASIS)}")
    for name, text in (("unit", unit), ("source", source)):
        if not isinstance(text, str):
            raise CalibrationError(f"{where}.{name}: found {text!r}, expected text")
    return Number(value=float(entry["value"]), unit=unit, basis=basis, source=source)


_BORDERS = ("outside_below", "comfort_from", "comfort_to", "outside_above")


def _band(motion: str, entry: Any, before: Band | None) -> Band:
    _refuse_other_motion("bands", motion, entry)
    _refuse_unknown(entry, (*_BORDERS, "source"), f"bands.{motion}.")
    band = before or Band(outside_below=None, comfort_from=None, comfort_to=None, outside_above=None, source="")
    changes: dict[str, Any] = {}
    for border in _BORDERS:
        if border in entry:
            if not _is_number(entry[border]):
                raise CalibrationError(
                    f"bands.{motion}.{border}: found {entry[border]!r}, expected an amount in US dollars"
                )
            changes[border] = float(entry[border])
    changes["source"] = str(entry.get("source", "your own calibration" if before else ""))
    band = band._replace(**changes)
    borders = [b for b in (getattr(band, name) for name in _BORDERS) if b is not None]
    if borders != sorted(borders):
        found = ", ".join(f"{border:g}" for border in borders)
        raise CalibrationError(f"bands.{motion}: found {found}, expected rising borders ({', '.join(_BORDERS)})")
    return band


def _refuse_other_motion(table: str, motion: str, entry: Any) -> None:
    if motion not in SALES_MOTIONS:
        raise CalibrationError(f"{table}.{motion}: found {motion!r}, expected one of {', '.join(SALES_MOTIONS)}")
    if not isinstance(entry, dict):
        raise CalibrationError(f"{table}.{motion}: found {entry!r}, expected a table")


def _fit_row(sales: str, row: Any) -> dict[str, Fit]:
    _refuse_other_motion("fit", sales, row)
    for motion, fit in row.items():
        if motion not in MARKETING_MOTIONS or fit not in FIT:
            known = ", ".join(f"{word} ({meaning.means})" for word, meaning in FIT.items())
            raise CalibrationError(f"fit.{sales}.{motion}: found {fit!r}, expected one of: {known}")
    return dict(row)


def _position(motion: str, position: Any) -> int:
    known = {*SALES_MOTIONS, *SUCCESS_MOTIONS} - {"none"}
    if motion not in known or type(position) is not int or not 1 <= position <= 5:
        raise CalibrationError(f"positions.{motion}: found {position!r}, expected 1 to 5 for a sales or success motion")
    return position
