"""`mandate.toml`: bytes in, a `Mandate` or every fault out, each with its key and its fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from codedark.gap.posture import Posture
from codedark.hospital.faults import CellFault
from codedark.hospital.gathered import Gathered
from codedark.hospital.spelling import Spelling
from codedark.hospital.tomltext import read_toml
from codedark.hospital.words import Day
from codedark.response import mandate_values as values
from codedark.response.keys import key_id
from codedark.response.mandate import (
    ALL_DAY,
    Act,
    Automatic,
    Confirm,
    Hold,
    Hours,
    Mandate,
    Night,
    Office,
    Revoked,
    Right,
)

T = TypeVar("T")
MANDATE = "mandate.toml"

KEYS: Mapping[str, tuple[str, ...]] = {
    "": ("version", "valid_from", "valid_until", "source"),
    "owner": ("role", "key"),
    "offices": ("role", "title", "clinical", "keys"),
    "rights": ("role", "may", "posture_max", "days", "from", "to"),
    "hold": ("alone_min", "owner_max_h"),
    "confirm": ("persons", "clinical"),
    "night": ("from", "to", "weekend"),
    "automatic": ("key", "plans", "care_limit_24h", "posture_max"),
    "revoked": ("key", "since", "why"),
}
"""Section -> its keys; `""` is what stands before every section. docs/reference/mandate.md names each."""
LISTS = ("offices", "rights", "revoked")
_NEEDED = {
    "": ("version", "valid_from", "valid_until"),
    "owner": ("role",),
    "offices": ("role",),
    "rights": ("role", "may"),
    "revoked": ("key", "since", "why"),
}
_EXAMPLES = {
    "version": "`version = 1`, and one more with every change",
    "valid_from": "`valid_from = 2026-01-01`",
    "valid_until": "`valid_until = 2026-12-31`, the last day",
    "role": '`role = "duty-engineer"`',
    "may": '`may = ["fire", "hold"]`',
    "key": '`key = "..."`, 64 hexadecimal digits',
    "since": "`since = 2026-03-03T06:30:00+01:00`",
    "why": '`why = "lost on the way home"`',
}


def read_mandate(raw: bytes, file: str = MANDATE) -> Mandate:
    """Read a mandate; whether its owner signed it is `mandate_signed`.

    Raises:
        BadHospital: every fault: unknown section or key, what is missing, a right of a role that is no office, a key
            that is no key, one key for the machine and a person, for the owner and anybody else.
    """
    faults = Gathered()
    told = read_toml(file, raw, faults)
    if told is None:
        faults.stop()
    mandate = _File(file, told, faults).mandate()
    faults.stop_if_any()
    return mandate


_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class _File:
    """One reading. A value at fault is noted and replaced by something harmless, so that reading goes on."""

    def __init__(self, file: str, told: Mapping[str, Any], faults: Gathered) -> None:
        self.file, self.told, self.faults = file, told, faults

    def mandate(self) -> Mandate:
        top = {key: value for key, value in self.told.items() if key not in KEYS}
        self._known(top, "", (*KEYS[""], *(name for name in KEYS if name)), "")
        self._missing(top, "", "")
        owner = self._section("owner", needed=True)
        offices = tuple(self._rows("offices", self._office, needed=True))
        mandate = Mandate(
            version=self._take(top, "", "version", values.whole(1, 10**9), 1),
            valid_from=self._take(top, "", "valid_from", values.day, date.min),
            valid_until=self._take(top, "", "valid_until", values.day, date.max),
            source=self._take(top, "", "source", values.text, ""),
            owner=self._take(owner, "owner.", "role", values.role, ""),
            owner_key=self._take(owner, "owner.", "key", values.key, ""),
            offices=offices,
            rights=tuple(self._rows("rights", self._right, needed=True)),
            hold=self._hold(self._section("hold")),
            confirm=self._confirm(self._section("confirm")),
            night=self._night(self._section("night")),
            automatic=self._automatic(self._section("automatic")),
            revoked=tuple(self._rows("revoked", self._revoked)),
        )
        self._agrees(mandate)
        return mandate

    def _section(self, name: str, *, needed: bool = False) -> Mapping[str, Any]:
        section = self.told.get(name, {})
        if not isinstance(section, dict):
            self.faults.add(self.file, "not a section", f"[{name}] on a line of its own", column=name)
            return {}
        if needed and not section:
            self.faults.add(self.file, f"the section [{name}] is missing", f"add [{name}]", column=name)
            return {}
        self._known(section, name, KEYS[name], f"{name}.")
        self._missing(section, name, f"{name}.")
        return section

    def _rows(self, name: str, read: Callable[[Mapping[str, Any], str], T], *, needed: bool = False) -> Iterable[T]:
        rows = self.told.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.faults.add(self.file, "not a list of sections", f"[[{name}]] before each", column=name)
            return
        if needed and not rows:
            self.faults.add(self.file, f"there is no [[{name}]]", f"add [[{name}]]", column=name)
        for n, row in enumerate(rows, 1):
            prefix = f"{name}[{n}]."
            self._known(row, name, KEYS[name], prefix)
            self._missing(row, name, prefix)
            yield read(row, prefix)

    def _known(self, keys: Mapping[str, Any], name: str, allowed: tuple[str, ...], prefix: str) -> None:
        for key in keys:
            if key not in allowed:
                fix = Spelling(allowed).fix(key, f"delete it; known here are {', '.join(allowed)}")
                self.faults.add(self.file, "no such key", fix, column=f"{prefix}{key}")

    def _missing(self, keys: Mapping[str, Any], name: str, prefix: str) -> None:
        if not keys and prefix and not prefix.endswith("]."):
            return
        for key in _NEEDED.get(name, ()):
            if key not in keys:
                self.faults.add(self.file, "missing", f"add {_EXAMPLES[key]}", column=f"{prefix}{key}")

    def _take(self, keys: Mapping[str, Any], prefix: str, key: str, read: Callable[[Any], T], otherwise: T) -> T:
        """The value of a key as `read` reads it; `otherwise` where it is absent or at fault."""
        if key not in keys:
            return otherwise
        try:
            return read(keys[key])
        except CellFault as fault:
            self.faults.add(self.file, fault.message, fault.fix, column=f"{prefix}{key}", value=str(keys[key]))
            return otherwise

    def _office(self, row: Mapping[str, Any], prefix: str) -> Office:
        nobody: tuple[str, ...] = ()
        return Office(
            role=self._take(row, prefix, "role", values.role, ""),
            title=self._take(row, prefix, "title", values.text, ""),
            clinical=self._take(row, prefix, "clinical", values.flag, False),
            keys=self._take(row, prefix, "keys", values.keys, nobody),
        )

    def _right(self, row: Mapping[str, Any], prefix: str) -> Right:
        nothing: tuple[Act, ...] = ()
        may = self._take(row, prefix, "may", values.words(Act), nothing)
        if Act.FIRE in may and "posture_max" not in row:
            fix = "`posture_max = 3`: the highest posture it may fire, 1 to 4"
            self.faults.add(self.file, "missing", fix, column=f"{prefix}posture_max")
        return Right(
            role=self._take(row, prefix, "role", values.role, ""),
            may=may,
            posture_max=self._take(row, prefix, "posture_max", values.posture, Posture.DARK),
            days=self._take(row, prefix, "days", values.words(Day), tuple(Day)),
            hours=self._hours(row, prefix, ALL_DAY),
        )

    def _hours(self, keys: Mapping[str, Any], prefix: str, otherwise: Hours) -> Hours:
        if ("from" in keys) != ("to" in keys):
            lacking = "to" if "from" in keys else "from"
            self.faults.add(self.file, "missing", f'add `{lacking} = "07:00"`', column=f"{prefix}{lacking}")
        return Hours(
            from_min=self._take(keys, prefix, "from", values.time_of_day, otherwise.from_min),
            to_min=self._take(keys, prefix, "to", values.time_of_day, otherwise.to_min),
        )

    def _hold(self, keys: Mapping[str, Any]) -> Hold:
        usual = Hold()
        hold = Hold(
            alone_min=self._take(keys, "hold.", "alone_min", values.whole(1, 1440), usual.alone_min),
            owner_max_h=self._take(keys, "hold.", "owner_max_h", values.number(0, 1000), usual.owner_max_h),
        )
        if round(hold.owner_max_h * 60, 6) < hold.alone_min:
            fix = f"at least alone_min, which is {hold.alone_min} min"
            self.faults.add(self.file, "shorter than a cut by one person", fix, column="hold.owner_max_h")
        return hold

    def _confirm(self, keys: Mapping[str, Any]) -> Confirm:
        usual = Confirm()
        persons = self._take(keys, "confirm.", "persons", values.whole(2, 2), usual.persons)
        return Confirm(
            persons=persons, clinical=self._take(keys, "confirm.", "clinical", values.whole(1, persons), usual.clinical)
        )

    def _night(self, keys: Mapping[str, Any]) -> Night:
        usual = Night()
        return Night(
            hours=self._hours(keys, "night.", usual.hours),
            weekend=self._take(keys, "night.", "weekend", values.flag, usual.weekend),
        )

    def _automatic(self, keys: Mapping[str, Any]) -> Automatic:
        usual = Automatic()
        return Automatic(
            key=self._take(keys, "automatic.", "key", values.key, usual.key),
            plans=self._take(keys, "automatic.", "plans", values.plans, usual.plans),
            care_limit_24h=self._take(
                keys, "automatic.", "care_limit_24h", values.number(0, 1e9), usual.care_limit_24h
            ),
            posture_max=self._take(keys, "automatic.", "posture_max", values.posture, usual.posture_max),
        )

    def _revoked(self, row: Mapping[str, Any], prefix: str) -> Revoked:
        return Revoked(
            key=self._take(row, prefix, "key", values.key, ""),
            since=self._take(row, prefix, "since", values.moment, _LONG_AGO),
            why=self._take(row, prefix, "why", values.text, ""),
        )

    def _agrees(self, mandate: Mandate) -> None:
        """What contradicts itself, each with its place."""
        add, file = self.faults.add, self.file
        if mandate.valid_until < mandate.valid_from:
            add(file, "before it begins", f"a day from {mandate.valid_from} on", column="valid_until")
        roles = [office.role for office in mandate.offices]
        for role in (role for role, n in Counter(roles).items() if n > 1 and role):
            add(file, "two offices of one role", "one office, with all of its keys", column="offices", value=role)
        spelling = Spelling(roles)
        for n, right in enumerate(mandate.rights, 1):
            if right.role and right.role not in roles:
                fix = spelling.fix(right.role, f'add [[offices]] with `role = "{right.role}"`')
                add(file, f"no office is called '{right.role}'", fix, column=f"rights[{n}].role")
        self._keys_agree(mandate)

    def _keys_agree(self, mandate: Mandate) -> None:
        add, file = self.faults.add, self.file
        people = {key for office in mandate.offices for key in office.keys}
        for key in people & {mandate.automatic.key}:
            fix = "a key of its own for the machine, or two persons can be one person"
            add(file, "also the key of a person", fix, column="automatic.key", value=key)
        if mandate.owner_key and mandate.owner_key in people | {mandate.automatic.key}:
            fix = "a key of its own, kept in a safe: it signs the mandate and no order"
            add(file, "also a key that signs orders", fix, column="owner.key", value=mandate.owner_key)
        if mandate.automatic.plans and not mandate.automatic.key:
            add(
                file,
                "plans are marked, but the machine has no key",
                "enrol it, or `plans = []`",
                column="automatic.key",
            )
        named: dict[str, str] = {}
        for key in sorted(people | ({mandate.automatic.key} - {""})):
            other = named.setdefault(key_id(key), key)
            if other != key:
                add(
                    file,
                    "its first 8 digits of SHA-256 are another key's too",
                    "draw a new key",
                    column="offices",
                    value=key,
                )
