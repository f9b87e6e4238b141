"""The mandate: who, in which role, at which hours, may cut, hold and let go. Signed by the hospital's owner beforehand.

A role stands for whoever holds it; nobody is named. One key is one person: two keys of one role are two persons, and a
person who holds two roles stands in both with the same key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from codedark.gap.posture import Posture
from codedark.hospital.words import Day
from codedark.response.keys import KeyId, key_id

DAY_MIN = 1440
ALONE_MIN = 30
OWNER_MAX_H = 24.0


class Act(StrEnum):
    """What a mandate lets somebody do."""

    FIRE = "fire"
    """Cut."""
    HOLD = "hold"
    """Confirm a cut beyond the time one person alone may cut for; needs a second person."""
    RELEASE = "release"
    """Let conduits go; needs a second person."""
    STAGE = "stage"
    """Lay plans ready on the gates."""
    SIGN = "sign"
    """Sign, as its clinical owner, a break-glass flow that leaves a path to a suspect, or stands on what is cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A role that people hold in turn, and their keys."""

    role: str
    title: str = ""
    clinical: bool = False
    keys: tuple[str, ...] = ()
    """Public keys, 64 hexadecimal digits; () is *not enrolled*: whoever holds the role can sign nothing."""

    @property
    def enrolled(self) -> bool:
        """Whether anybody in this role can sign."""
        return bool(self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Part of a day, in minutes after midnight, local time: [from, to). Equal: the whole day. It may cross midnight."""

    from_min: int
    to_min: int

    def covers(self, at_local: datetime, days: tuple[Day, ...] = tuple(Day)) -> bool:
        """Whether the moment lies within them, on one of these days.

        >>> Hours(from_min=1200, to_min=420).covers(datetime(2026, 3, 3, 6, 59), (Day.MON,))
        True
        """
        minute = at_local.hour * 60 + at_local.minute
        week = tuple(Day)
        today, yesterday = week[at_local.weekday()], week[at_local.weekday() - 1]
        if self.from_min == self.to_min:
            return today in days
        if self.from_min < self.to_min:
            return today in days and self.from_min <= minute < self.to_min
        return (today in days and minute >= self.from_min) or (yesterday in days and minute < self.to_min)

    def __str__(self) -> str:
        return "at any hour" if self.from_min == self.to_min else f"{clock(self.from_min)} to {clock(self.to_min)}"


ALL_DAY = Hours(from_min=0, to_min=0)
WEEKEND = (Day.SAT, Day.SUN)


def clock(minute: int) -> str:
    """Minutes after midnight as people read them.

    >>> clock(420)
    '07:00'
    """
    return time(minute // 60, minute % 60).strftime("%H:%M")


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """One role may do these things at these hours, up to one posture."""

    role: str
    may: tuple[Act, ...]
    posture_max: Posture = Posture.DARK
    """Highest posture it may fire; nothing else asks for it."""
    days: tuple[Day, ...] = tuple(Day)
    """Days on which the hours begin."""
    hours: Hours = ALL_DAY

    def covers(self, at_local: datetime) -> bool:
        """Whether it stands at this moment; hours that run past midnight belong to the day they began on."""
        return self.hours.covers(at_local, self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """[hold]: how long a cut stands."""

    alone_min: int = ALONE_MIN
    """T: minutes a cut fired by one person, or by the machine, lasts before it decays to posture 2."""
    owner_max_h: float = OWNER_MAX_H
    """Hours after firing up to which it does not decay while proof still counts forbidden traffic from suspects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """[confirm]: who must agree to hold beyond T, and to let go."""

    persons: int = 2
    clinical: int = 1
    """How many of them must hold a clinical role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """[night]: when one person with a reason may fire anything."""

    hours: Hours = Hours(from_min=20 * 60, to_min=7 * 60)
    weekend: bool = False
    """Whether Saturday and Sunday count as night from midnight to midnight."""

    def at(self, at_local: datetime) -> bool:
        """Whether it is night."""
        return self.hours.covers(at_local) or (self.weekend and tuple(Day)[at_local.weekday()] in WEEKEND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Automatic:
    """[automatic]: what may be fired with nobody asked. The default is nothing."""

    key: str = ""
    """Public key of the machine that watches; empty: not enrolled, nothing is automatic."""
    plans: tuple[str, ...] = ()
    """Names of prepared plans: `zone:NAME`, or `unknown`."""
    care_limit_24h: float = 0.0
    """Care that cuts fired alone may cost within 24 hours, in the units of `hospital.toml` [care]."""
    posture_max: Posture = Posture.BREAK_GLASS


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """A key that is lost, stolen or retired."""

    key: str
    since: datetime
    """Aware. What arrives from then on is refused, whenever it says it was signed: a thief writes any time he likes."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """All of `mandate.toml`. Names are checked when it is read: every right's role is an office."""

    version: int
    """Grows with every signed change; a gate takes none that is older than the one it has."""
    valid_from: date
    valid_until: date
    """Last day; local dates."""
    source: str = ""
    owner: str
    """Role of the owner, as a rule the hospital's director."""
    owner_key: str = ""
    """The key that signs the mandate itself; pinned at every gate and laptop when they are enrolled."""
    offices: tuple[Office, ...]
    rights: tuple[Right, ...]
    hold: Hold = Hold()
    confirm: Confirm = Confirm()
    night: Night = Night()
    automatic: Automatic = Automatic()
    revoked: tuple[Revoked, ...] = ()
    public: Mapping[KeyId, str] = field(init=False, repr=False, compare=False)
    """Key id -> public key, of everybody who may sign orders, the machine among them; revoked keys as well."""
    holders: Mapping[KeyId, tuple[Office, ...]] = field(init=False, repr=False, compare=False)
    """Key id -> roles of that person."""

    def __post_init__(self) -> None:
        held: dict[KeyId, tuple[Office, ...]] = {}
        public: dict[KeyId, str] = {}
        for key, office in self._keys():
            name = key_id(key)
            public[name] = key
            held[name] = (*held.get(name, ()), *((office,) if office is not None else ()))
        object.__setattr__(self, "public", public)
        object.__setattr__(self, "holders", held)

    def _keys(self) -> Iterator[tuple[str, Office | None]]:
        yield from ((key, office) for office in self.offices for key in office.keys)
        if self.automatic.key:
            yield self.automatic.key, None

    def office(self, role: str) -> Office | None:
        """The office of that name."""
        return next((office for office in self.offices if office.role == role), None)

    def is_automatic(self, key: KeyId) -> bool:
        """Whether it is the machine's own key."""
        return bool(self.automatic.key) and key_id(self.automatic.key) == key

    def revoked_since(self, key: KeyId) -> Revoked | None:
        """The revocation of a key, whatever its date."""
        return next((gone for gone in self.revoked if key_id(gone.key) == key), None)

    def roles(self, keys: Iterable[KeyId]) -> tuple[str, ...]:
        """The roles of the persons behind these keys, for the record: never a name."""
        return tuple(dict.fromkeys(office.role for key in keys for office in self.holders.get(key, ())))
