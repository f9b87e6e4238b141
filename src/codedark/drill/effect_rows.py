"""`[[effects]]` of a scenario: what was recorded elsewhere, read with every fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, TypeVar

from codedark.drill.recorded_effect import FIGURE_MOST, HOURS_MOST, Measure, RecordedEffect
from codedark.drill.service_kinds import ServiceKind, services_of
from codedark.hospital.faults import CellFault
from codedark.hospital.gathered import Gathered
from codedark.hospital.records import Hospital, ServiceId
from codedark.hospital.spelling import Spelling
from codedark.record.fields import FIELD

T = TypeVar("T")
E = TypeVar("E", ServiceKind, Measure)

KEYS = (
    "what", "about", "kind", "services", "said", "from_h", "to_h", "figure", "figure_to", "measure", "assertion",
    "status", "source",
)  # fmt: skip


def read_effects(file: str, rows: Any, hospital: Hospital, faults: Gathered) -> tuple[RecordedEffect, ...]:
    """The effects of a scenario, in their order; each fault goes to `faults` with its row and key.

    Args:
        rows: what TOML gave for `effects`.
        hospital: `services` must be its own.
    """
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        faults.add(file, "not a list of effects", "[[effects]] before each effect", column="effects")
        return ()
    return tuple(_Row(file, row, f"effects[{i}].", hospital, faults).effect() for i, row in enumerate(rows, 1))


class _Row:
    def __init__(self, file: str, keys: Mapping[str, Any], prefix: str, hospital: Hospital, faults: Gathered) -> None:
        self.file, self.keys, self.prefix, self.hospital, self.faults = file, keys, prefix, hospital, faults

    def effect(self) -> RecordedEffect:
        for key in self.keys:
            if key not in KEYS:
                fix = Spelling(KEYS).fix(key, f"delete it; known here are {', '.join(KEYS)}")
                self._add(key, "no such key", fix)
        for key, fix in (("what", '`what = "operations_cancelled"`'), ("said", '`said = "at least 20"`')):
            if not self.keys.get(key):
                self._add(key, "missing", fix)
        kind = self._take("kind", _one_of(ServiceKind), ServiceKind.ALL)
        everything = services_of(self.hospital, kind)
        effect = RecordedEffect(
            what=self._take("what", _field, ""),
            about=self._take("about", _text, ""),
            kind=kind,
            services=self._take("services", self._services, everything),
            said=self._take("said", _text, ""),
            from_h=self._take("from_h", _hours, None),
            to_h=self._take("to_h", _hours, None),
            figure=self._take("figure", _count, None),
            figure_to=self._take("figure_to", _count, None),
            measure=self._take("measure", _one_of(Measure), None),
            assertion=self._take("assertion", _text, ""),
            status=self._take("status", _text, ""),
            source=self._take("source", _text, ""),
        )
        self._whole(effect)
        return effect

    def _whole(self, effect: RecordedEffect) -> None:
        """What does not fit together."""
        if effect.from_h is not None and effect.to_h is not None and effect.to_h <= effect.from_h:
            self._add("to_h", "over before it begins", "hours after midnight of day1, later than from_h")
        if effect.figure_to is not None and (effect.figure is None or effect.figure_to < effect.figure):
            self._add("figure_to", "not the end of a range", "`figure` with the least, `figure_to` with the most")
        if effect.measure is Measure.KEPT_PCT and (effect.from_h is None or not effect.services):
            self._add("measure", "compared at an hour, on services", "add from_h and services, or leave measure out")
        if effect.measure is Measure.OPERATIONS and (effect.from_h is None or effect.to_h is None):
            self._add("measure", "compared over a span", "add from_h and to_h, or leave measure out")

    def _services(self, value: Any) -> tuple[ServiceId, ...]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise CellFault("not a list of services", '`["ed", "theatres"]`')
        for one in value:
            if one not in self.hospital.services:
                fix = Spelling(self.hospital.services).fix(one, "a service of services.csv, or none: []")
                raise CellFault(f"no service is called '{one}'", fix)
        return tuple(ServiceId(one) for one in value)

    def _take(self, key: str, read: Callable[[Any], T], otherwise: T) -> T:
        if key not in self.keys:
            return otherwise
        try:
            return read(self.keys[key])
        except CellFault as fault:
            self._add(key, fault.message, fault.fix, str(self.keys[key]))
            return otherwise

    def _add(self, key: str, message: str, fix: str, value: str | None = None) -> None:
        self.faults.add(self.file, message, fix, column=f"{self.prefix}{key}", value=value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise CellFault("not text", 'text in "double quotes"')
    return value


def _field(value: Any) -> str:
    name = _text(value)
    if name and name not in FIELD:
        raise CellFault("no field of a record", Spelling(FIELD).fix(name, "such as operations_cancelled"))
    return name


def _number(value: Any, low: float, high: float) -> float:
    if type(value) not in (int, float) or not isfinite(value) or not low <= value <= high:
        raise CellFault("not a number that makes sense here", f"a number from {low:,g} to {high:,g}")
    return float(value)


def _hours(value: Any) -> float | None:
    return _number(value, -HOURS_MOST, HOURS_MOST)


def _count(value: Any) -> float | None:
    return _number(value, 0, FIGURE_MOST)


def _one_of(words: type[E]) -> Callable[[Any], E]:
    allowed = [word.value for word in words]

    def read(value: Any) -> E:
        if value not in allowed:
            raise CellFault(
                "not one of the words for it", Spelling(allowed).fix(str(value), "one of " + ", ".join(allowed))
            )
        return words(value)

    return read
