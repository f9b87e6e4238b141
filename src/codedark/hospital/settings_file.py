"""`hospital.toml` into `Settings`: every section and key checked, nothing silently dropped."""

from __future__ import annotations

import math
import re
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from codedark.hospital.faults import CellFault
from codedark.hospital.gathered import Gathered
from codedark.hospital.settings import Range, Settings
from codedark.hospital.spelling import Spelling
from codedark.hospital.tomltext import Said, Sections
from codedark.hospital.words import Basis

LIMITS: dict[str, tuple[float, float]] = {
    "response.place_known": (0, 1),
    "response.exposure_weight": (0, 1),
    "response.night_factor": (0.01, 1000),
    "restoration.crews": (1, 1_000_000),
    "restoration.work_h_per_day": (0.1, 24),
    "restoration.backup_lost_factor": (1, 1000),
    "care.horizon_h": (0.01, 10_000),
}
"""`section.key` -> smallest and greatest value; every other figure is at least 0 and at most 10^12."""

_RANGE_KEYS = {field.name for field in fields(Range)}
_TIMEZONE = re.compile(r"UTC|[A-Za-z_]+(/[A-Za-z0-9_+\-]+)+")


def read_settings(sections: Sections, file: str, faults: Gathered) -> Settings | None:
    """Settings from what the file (and the defences' files) say; None when a value they need is at fault."""
    built: dict[str, Any] = {}
    before = len(faults.faults)
    hints = section_types()
    for name, keys in sections.items():
        if name not in hints:
            known = ", ".join(f"[{section}]" for section in hints)
            where = next((said.file for said in keys.values()), file)
            fix = Spelling(hints).fix(name, f"delete it; sections are {known}")
            faults.add(where, f"no section is named [{name}]", fix, column=name)
    for name, section in hints.items():
        built[name] = _section(section, name, sections.get(name, {}), file, faults)
    return Settings(**built) if len(faults.faults) == before else None


@cache
def section_types() -> dict[str, type[Any]]:
    """Section -> its record, in the order of `Settings`."""
    return dict(get_type_hints(Settings))


def _section(section: type[Any], name: str, keys: dict[str, Said], file: str, faults: Gathered) -> Any:
    hints = get_type_hints(section)
    values: dict[str, Any] = {}
    for key, said in keys.items():
        if key not in hints:
            otherwise = f"delete it; [{name}] has the keys " + ", ".join(hints)
            faults.add(
                said.file,
                f"no key of [{name}] is named '{key}'",
                Spelling(hints).fix(key, otherwise),
                column=f"{name}.{key}",
            )
            continue
        try:
            values[key] = read_value(said.value, hints[key], LIMITS.get(f"{name}.{key}", (0, 1e12)))
            _check_form(f"{name}.{key}", values[key])
        except CellFault as fault:
            faults.add(said.file, fault.message, fault.fix, column=f"{name}.{key}", value=shown(said.value))
            values[key] = None
    for missing in (f.name for f in fields(section) if f.default is MISSING and f.default_factory is MISSING):
        if missing not in values:
            faults.add(
                file,
                f"the key '{missing}' of [{name}] is missing",
                f'add `{missing} = "..."`',
                column=f"{name}.{missing}",
            )
            values[missing] = None
    _check_source(name, values, keys, file, faults)
    return section(**values)


def _check_form(place: str, value: Any) -> None:
    if place == "hospital.timezone" and _TIMEZONE.fullmatch(value) is None:
        raise CellFault("not a time zone", "a name such as Europe/Brussels, or UTC")
    if place == "hospital.name" and not value.strip():
        raise CellFault("empty", "the hospital's name")


def _check_source(name: str, values: dict[str, Any], keys: dict[str, Said], file: str, faults: Gathered) -> None:
    if values.get("basis") is Basis.STATED and not values.get("source"):
        faults.add(
            keys["basis"].file, "stated, but no source", 'add `source = "who or what says so"`', column=f"{name}.source"
        )


def shown(value: Any) -> str:
    """A TOML value as a fault quotes it."""
    return repr(value) if not isinstance(value, str) else value


def read_value(value: Any, wanted: Any, limits: tuple[float, float]) -> Any:
    """One TOML value as the type a key has.

    Raises:
        CellFault: another type, not one of the words, outside the limits, or a range that decreases.

    >>> read_value(["stated"], tuple[Basis, ...], (0, 1))
    (<Basis.STATED: 'stated'>,)
    """
    if get_origin(wanted) is tuple:
        if not isinstance(value, list):
            raise CellFault("not a list", '`["a", "b"]`')
        return tuple(_word(item, get_args(wanted)[0]) for item in value)
    if wanted is Range:
        return read_range(value, limits)
    if wanted is bool:
        return _of_type(value, bool, "true or false")
    if wanted is int:
        whole = _of_type(value, int, "a whole number")
        return int(_within(whole, limits))
    if wanted is float:
        return _within(value, limits)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return _word(value, wanted)
    return _of_type(value, str, 'text in "double quotes"')


def _of_type(value: Any, wanted: type, fix: str) -> Any:
    if type(value) is not wanted:
        raise CellFault("another kind of value is needed here", fix)
    return value


def _word(value: Any, words: type[StrEnum]) -> StrEnum:
    allowed = [word.value for word in words]
    if not isinstance(value, str) or value.lower() not in allowed:
        near = Spelling(allowed).fix(value, "one of " + ", ".join(allowed)) if isinstance(value, str) else None
        raise CellFault("not one of the words for it", near or "one of " + ", ".join(allowed))
    return words(value.lower())


def _within(value: Any, limits: tuple[float, float]) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise CellFault("not a number", "a plain number, such as 30 or 0.5")
    if not limits[0] <= value <= limits[1]:
        raise CellFault("outside what is possible", f"a number from {limits[0]:g} to {limits[1]:g}")
    return float(value)


def read_range(value: Any, limits: tuple[float, float]) -> Range:
    """A figure with its spread: a plain number, or `{low = 20, mid = 45, high = 120, basis = ..., source = ...}`.

    >>> read_range({"low": 20, "mid": 45, "high": 120}, (0, 1e12)).mid
    45.0
    """
    if not isinstance(value, dict):
        return Range.exactly(_within(value, limits))
    for key in value:
        if key not in _RANGE_KEYS:
            raise CellFault(f"no part of a range is named '{key}'", "low, mid, high, basis, source")
    missing = [key for key in ("low", "mid", "high") if key not in value]
    if missing:
        raise CellFault(
            f"the range has no {' and no '.join(missing)}", "`{low = 20, mid = 45, high = 120}`, or a number"
        )
    low, mid, high = (_within(value[key], limits) for key in ("low", "mid", "high"))
    if not low <= mid <= high:
        raise CellFault("low, mid and high decrease", "low <= mid <= high")
    basis = _word(value.get("basis", "assumed"), Basis)
    source = _of_type(value.get("source", ""), str, 'source in "double quotes"')
    if basis is Basis.STATED and not source:
        raise CellFault("stated, but no source", 'add `source = "who or what says so"`')
    return Range(low, mid, high, Basis(basis), source)
