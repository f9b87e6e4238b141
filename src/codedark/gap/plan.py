"""The records of a cut: what must be presumed, what to cut, what it costs, what stays open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from codedark.hospital.records import ConduitId, HostId, ServiceId, ZoneId


@dataclass(frozen=True, slots=True, kw_only=True)
class Presumed:
    """What must be taken as in the intruder's hands. `place_unknown`: every zone that is not core."""

    hosts: frozenset[HostId]
    """Single hosts, beyond the zones below."""
    zones: frozenset[ZoneId]
    """Zones presumed as a whole."""
    place_unknown: bool
    why: tuple[str, ...]
    """One sentence a step: named, reached over administration path X within the breakout time, ..."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Residual:
    """A path to core that the plan leaves open."""

    suspect: str
    core: ZoneId
    path: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another way to answer the same alarm, priced the same way."""

    name: str
    care_lost_per_h: float
    """What it takes away itself, before any loss to the intruder."""
    exposed_care_per_h: float
    """What it leaves within the intruder's reach, priced as in `CutPlan`."""
    break_glass_care_per_h: float
    """What it leaves within his reach over break-glass conduits alone."""
    core_exposed: tuple[ZoneId, ...]
    core_behind_break_glass: tuple[ZoneId, ...]
    """Those of `core_exposed` that are reached over break-glass conduits alone."""
    lifted: tuple[ConduitId, ...] = ()
    """Break-glass conduits it cuts as well as what the plan cuts; () but for *break-glass lifted*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutPlan:
    """A proposal: what to cut, what it costs patients, and how sure we are."""

    presumed: Presumed
    cut: tuple[ConduitId, ...]
    quarantine: tuple[HostId, ...]
    contain: tuple[ZoneId, ...]
    care_lost_per_h: float
    """Care lost an hour over the planning horizon, in the units of `hospital.toml` [care]."""
    exposed_care_per_h: float
    """What stays within the intruder's reach, priced (see `exposure`), what only break-glass conduits lead to aside. A
    plan minimises this plus `care_lost_per_h`."""
    bound: float
    """No plan that leaves as little core exposed can cost less than this, care lost and exposure together."""
    optimal: bool
    services_lost: tuple[ServiceId, ...]
    residual: tuple[Residual, ...]
    """Empty: nothing presumed reaches core. Otherwise the answer is *no*, with these paths left."""
    exposed: tuple[ZoneId, ...]
    """Zones, core or not, that something presumed can still reach (the presumed zones themselves not counted)."""
    fire_min: float
    """Minutes until the slowest gate of the plan has cut."""
    alternatives: tuple[Alternative, ...]
    behind_break_glass: tuple[ZoneId, ...] = ()
    """Those of `exposed` that are reached over break-glass conduits alone: their clinical owners signed for that."""
    break_glass_care_per_h: float = 0.0
    """What lies behind break-glass, priced alike. Told, not minimised: no care elsewhere is given up for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """One plan per zone an alarm may come from, and one for *compromised, place unknown*; solved beforehand."""

    by_zone: Mapping[ZoneId, CutPlan]
    unknown: CutPlan
