"""Scenario TOML: bytes in, a Scenario or every fault out, each with its key and its fix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any, TypeVar

from codedark.drill.effect_rows import read_effects
from codedark.drill.parameters import NOT_ASKED, PARAMETERS, Mode
from codedark.drill.scenario import Arm, Attack, Clock, Combinations, Detection, Pinned, Scenario
from codedark.hospital.cells import read_cell, selector
from codedark.hospital.faults import CellFault
from codedark.hospital.gathered import Gathered
from codedark.hospital.records import Hospital, Port, Selector
from codedark.hospital.schema import Column, Kind
from codedark.hospital.settings import Range
from codedark.hospital.settings_file import read_range
from codedark.hospital.spelling import Spelling
from codedark.hospital.tomltext import read_toml
from codedark.hospital.words import Policy

T = TypeVar("T")

OWN_POLICY = "hospital"
"""Word for the hospital's own policy in an arm's `response`."""
HORIZON_DAYS_MOST = 366

_KEYS = {
    "clock": ("start", "day1", "horizon_days"),
    "attack": ("mode", "entry", "effort_redirected", "ports"),
    "detection": ("night_from", "night_to", "weekend", "alarm_within_h"),
    "pinned": ("alarm_at", "cut_at", "source"),
    "combinations": ("defences", "base_name", "base_title"),
    "arms": ("name", "title", "response", "pinned", "defences"),
}
"""Section -> its plain keys; `attack` and `detection` hold their parameters beside."""


def read_scenario(name: str, data: bytes, hospital: Hospital) -> Scenario:
    """Read one scenario for a hospital.

    Args:
        name: the file as the person knows it; also the scenario's name where the file gives none.
        data: TOML, UTF-8.
        hospital: its zones, hosts and roles are what `entry` may name. Defences are looked for by whoever loads them.

    Returns:
        The scenario. Parameters that do not count for its mode may be told and are kept.

    Raises:
        BadHospital: every fault: unknown section or key, a parameter its mode needs that is missing, a range that
            decreases, an entry that is no host, an arm named twice, a pinned arm with nothing pinned.
    """
    faults = Gathered()
    told = read_toml(name, data, faults)
    if told is None:
        faults.stop_if_any()
        raise AssertionError  # pragma: no cover - read_toml notes why
    scenario = _File(name, told, hospital, faults).scenario()
    faults.stop_if_any()
    return scenario


class _File:
    """One reading. A value at fault is noted and replaced by something harmless, so that reading goes on."""

    def __init__(self, file: str, told: Mapping[str, Any], hospital: Hospital, faults: Gathered) -> None:
        self.file, self.told, self.hospital, self.faults = file, told, hospital, faults

    def scenario(self) -> Scenario:
        self._known(self.told, ("name", "title", "source", *_KEYS, "effects"), "")
        clock = self._clock(self._section("clock", needed=True))
        attack = self._attack(self._section("attack", needed=True))
        return Scenario(
            name=self._take(self.told, "", "name", _text, self.file.rsplit("/", 1)[-1].removesuffix(".toml")),
            title=self._take(self.told, "", "title", _text, ""),
            source=self._take(self.told, "", "source", _text, ""),
            clock=clock,
            attack=attack,
            detection=self._detection(self._section("detection")),
            told=self._parameters(attack.mode),
            pinned=self._pinned(self._section("pinned"), clock) if "pinned" in self.told else None,
            arms=self._arms(),
            combinations=self._combinations(self._section("combinations")) if "combinations" in self.told else None,
            effects=read_effects(self.file, self.told.get("effects", []), self.hospital, self.faults),
        )

    def _section(self, name: str, *, needed: bool = False) -> Mapping[str, Any]:
        section = self.told.get(name, {})
        if not isinstance(section, dict):
            self.faults.add(self.file, "not a section", f"[{name}] on a line of its own", column=name)
            return {}
        if needed and not section:
            self.faults.add(self.file, f"the section [{name}] is missing", f"add [{name}]", column=name)
        more = tuple(p.key for p in PARAMETERS if p.where == name and p.in_scenario)
        self._known(section, (*_KEYS[name], *more), f"{name}.")
        return section

    def _known(self, keys: Mapping[str, Any], allowed: tuple[str, ...], prefix: str) -> None:
        for key in keys:
            if key not in allowed:
                fix = Spelling(allowed).fix(key, f"delete it; known here are {', '.join(allowed)}")
                self.faults.add(self.file, "no such key", fix, column=f"{prefix}{key}")

    def _take(self, keys: Mapping[str, Any], prefix: str, key: str, read: Callable[[Any], T], otherwise: T) -> T:
        """The value of a key as `read` reads it; `otherwise` where it is absent or at fault."""
        if key not in keys:
            return otherwise
        try:
            return read(keys[key])
        except CellFault as fault:
            self.faults.add(self.file, fault.message, fault.fix, column=f"{prefix}{key}", value=str(keys[key]))
            return otherwise

    def _must(self, keys: Mapping[str, Any], prefix: str, key: str, fix: str) -> None:
        if keys and key not in keys:
            self.faults.add(self.file, "missing", fix, column=f"{prefix}{key}")

    def _clock(self, keys: Mapping[str, Any]) -> Clock:
        for key, fix in (("start", '`start = "2024-03-05T00:00"`'), ("horizon_days", "`horizon_days = 90`")):
            self._must(keys, "clock.", key, fix)
        start = self._take(keys, "clock.", "start", _moment, datetime(2024, 1, 1))  # noqa: DTZ001 - wall clock
        days = self._take(keys, "clock.", "horizon_days", _whole(1, HORIZON_DAYS_MOST), 1)
        clock = Clock(start=start, day1=self._take(keys, "clock.", "day1", _date, start.date()), horizon_days=days)
        if not 0 <= clock.day1_at < days:
            fix = f"a day from {clock.date_of(0)} to {clock.date_of(days - 1)}"
            self.faults.add(self.file, "outside the horizon", fix, column="clock.day1", value=str(clock.day1))
        return clock

    def _attack(self, keys: Mapping[str, Any]) -> Attack:
        self._must(keys, "attack.", "mode", '`mode = "worm"`, `"human"` or `"none"`')
        mode = self._take(keys, "attack.", "mode", _word(Mode), Mode.NONE)
        nobody: tuple[Selector, ...] = ()
        entry = self._take(keys, "attack.", "entry", _selectors, nobody)
        if mode is not Mode.NONE and not keys.get("entry"):
            fix = '`entry = ["role:workstation@office"]`'
            self.faults.add(self.file, "nobody says where the intruder comes in", fix, column="attack.entry")
        if entry:
            self._entries_exist(entry)
        return Attack(
            mode=mode,
            entry=entry,
            effort_redirected=self._take(keys, "attack.", "effort_redirected", _flag, False),
            ports=self._take(keys, "attack.", "ports", _ports, ()),
        )

    def _entries_exist(self, entry: tuple[Selector, ...]) -> None:
        from codedark.reach import matches

        anyone = False
        for chosen in entry:
            if chosen.zone is not None and chosen.zone not in self.hospital.zones:
                fix = Spelling(self.hospital.zones).fix(chosen.zone, "a zone of zones.csv")
                self.faults.add(self.file, f"no zone is called '{chosen.zone}'", fix, column="attack.entry")
            elif chosen.host is not None and chosen.host not in self.hospital.hosts.ids:
                fix = Spelling(self.hospital.hosts.ids).fix(chosen.host, "a host of hosts.csv")
                self.faults.add(self.file, f"no host is called '{chosen.host}'", fix, column="attack.entry")
            else:
                anyone = anyone or bool(matches(chosen, self.hospital.hosts).any())
                continue
            anyone = True
        if not anyone:
            shown = ", ".join(map(str, entry))
            fix = "name hosts, roles or zones that have hosts"
            self.faults.add(self.file, "no host is meant by it", fix, column="attack.entry", value=shown)

    def _detection(self, keys: Mapping[str, Any]) -> Detection:
        usual = Detection()
        return Detection(
            night_from_min=self._take(keys, "detection.", "night_from", _time_of_day, usual.night_from_min),
            night_to_min=self._take(keys, "detection.", "night_to", _time_of_day, usual.night_to_min),
            weekend=self._take(keys, "detection.", "weekend", _flag, usual.weekend),
            alarm_within_h=self._take(keys, "detection.", "alarm_within_h", _number(0.01, 8784), usual.alarm_within_h),
        )

    def _parameters(self, mode: Mode) -> dict[str, Range]:
        told: dict[str, Range] = {}
        for parameter in (p for p in PARAMETERS if p.in_scenario):
            keys = self.told.get(parameter.where, {})
            if not isinstance(keys, dict):
                continue
            if parameter.key in keys:
                read = partial(read_range, limits=(parameter.low, parameter.high))
                told[parameter.name] = self._take(keys, f"{parameter.where}.", parameter.key, read, NOT_ASKED)
            elif mode in parameter.modes and parameter.default is None and parameter.key != "hop_min":
                fix = f'add `{parameter.key} = {{low = .., mid = .., high = .., source = ".."}}`: {parameter.doc}'
                self.faults.add(self.file, f"missing ({parameter.unit})", fix, column=parameter.name)
        return told

    def _pinned(self, keys: Mapping[str, Any], clock: Clock) -> Pinned:
        def minute(value: Any) -> float:
            return clock.minute_of(_moment(value))

        return Pinned(
            alarm_min=self._take(keys, "pinned.", "alarm_at", minute, None),
            cut_min=self._take(keys, "pinned.", "cut_at", minute, None),
            source=self._take(keys, "pinned.", "source", _text, ""),
        )

    def _combinations(self, keys: Mapping[str, Any]) -> Combinations:
        for key in ("defences", "base_name"):
            self._must(keys, "combinations.", key, f"add `{key} = ...`")
        return Combinations(
            defences=self._take(keys, "combinations.", "defences", _texts, ()),
            base_name=self._take(keys, "combinations.", "base_name", _text, ""),
            base_title=self._take(keys, "combinations.", "base_title", _text, ""),
        )

    def _arms(self) -> tuple[Arm, ...]:
        rows = self.told.get("arms", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.faults.add(self.file, "not a list of arms", "[[arms]] before each arm", column="arms")
            return ()
        arms = tuple(self._arm(row, f"arms[{i + 1}].") for i, row in enumerate(rows))
        seen: set[str] = set()
        for arm in arms:
            if arm.name in seen:
                self.faults.add(self.file, "two arms of one name", "a name of its own", column="arms", value=arm.name)
            seen.add(arm.name)
        if not arms and "combinations" not in self.told:
            self.faults.add(self.file, "no arm to play", "add [[arms]] or [combinations]", column="arms")
        return arms

    def _arm(self, keys: Mapping[str, Any], prefix: str) -> Arm:
        self._known(keys, _KEYS["arms"], prefix)
        if not keys.get("name"):
            self.faults.add(self.file, "missing", '`name = "..."`', column=f"{prefix}name")
        pinned = self._take(keys, prefix, "pinned", _flag, False)
        if pinned and not {"alarm_at", "cut_at"} & set(self.told.get("pinned", ())):
            self.faults.add(self.file, "nothing is pinned", "add [pinned] with cut_at", column=f"{prefix}pinned")
        return Arm(
            name=self._take(keys, prefix, "name", _text, ""),
            title=self._take(keys, prefix, "title", _text, ""),
            response=self._take(keys, prefix, "response", _response, None),
            pinned=pinned,
            defences=self._take(keys, prefix, "defences", _texts, ()),
        )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise CellFault("not text", 'text in "double quotes"')
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise CellFault("not a list of names", '`["a", "b"]`')
    if len(set(value)) < len(value):
        raise CellFault("a name stands there twice", "each once")
    return tuple(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise CellFault("neither true nor false", "true or false")
    return value


def _whole(low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        number = _number(low, high)(value)
        if number != int(number):
            raise CellFault("not a whole number", f"a whole number from {low} to {high}")
        return int(number)

    return read


def _number(low: float, high: float) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        if type(value) not in (int, float) or not low <= value <= high:
            raise CellFault("not a number that makes sense here", f"a number from {low:g} to {high:g}")
        return float(value)

    return read


def _moment(value: Any) -> datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise CellFault("not a moment", '"2024-03-05T06:30", local time') from None
    if not isinstance(value, datetime):
        raise CellFault("not a moment", '"2024-03-05T06:30", local time')
    if value.tzinfo is not None:
        raise CellFault("local time is meant, without an offset", '"2024-03-05T06:30"')
    return value


def _date(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    read: date = read_cell(Column(name="date", kind=Kind.DATE, doc="", required=True), _text(value))
    return read


def _time_of_day(value: Any) -> int:
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    return int(read_cell(Column(name="time", kind=Kind.TIME_OF_DAY, doc="", required=True), _text(value)))


def _selectors(value: Any) -> tuple[Selector, ...]:
    return tuple(selector(word) for word in _texts(value))


def _ports(value: Any) -> tuple[Port, ...]:
    column = Column(name="ports", kind=Kind.PORTS, doc="", default=())
    ports: tuple[Port, ...] = read_cell(column, " ".join(_texts(value)))
    return ports


def _word(words: type[Mode]) -> Callable[[Any], Mode]:
    allowed = [word.value for word in words]

    def read(value: Any) -> Mode:
        if value not in allowed:
            fix = Spelling(allowed).fix(str(value), "one of " + ", ".join(allowed))
            raise CellFault("not one of the words for it", fix)
        return words(value)

    return read


def _response(value: Any) -> Policy | None:
    allowed = [OWN_POLICY, *(policy.value for policy in Policy)]
    if value not in allowed:
        fix = Spelling(allowed).fix(str(value), "one of " + ", ".join(allowed))
        raise CellFault("not one of the words for it", fix)
    return None if value == OWN_POLICY else Policy(value)
