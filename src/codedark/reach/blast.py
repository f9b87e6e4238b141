"""What an intruder who holds one host can come to hold: hosts zone by zone, and the accounts found on them.

What that costs patients is not asked here: `depend` says what falls when these hosts are off, and whoever may know both
rooms puts the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.records import Account, AccountId, Hospital, HostId, Selector, ZoneId
from codedark.hospital.words import Purpose
from codedark.reach.closure import Closure, closure
from codedark.reach.compiled import Reach
from codedark.reach.fences import possible
from codedark.reach.places import Place, PlaceKind
from codedark.reach.selecting import matches
from codedark.reach.walking import walk


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneReached:
    """How much of one zone is reached."""

    zone: ZoneId
    core: bool
    reached: int
    """Hosts in the intruder's hands, the start counted."""
    hosts: int
    hops: int
    """Fewest hops to one of them; 0: the start stands here; -1: none is reached for sure."""
    perhaps: int
    """More hosts for which it is not known: see `Blast.perhaps`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """An account that can be taken, because it is held on a host that is reached."""

    account: AccountId
    kind: str
    held_on: HostId
    """One of the reached hosts it is held on; a host of the start where there is one."""
    at_start: bool
    """Whether it is held on the start itself, so that no hop is needed."""
    administers: int
    """Hosts it administers, reached or not."""
    reached: int
    """Of these, hosts that are reached: there it needs no weakness to exploit."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Blast:
    """The blast radius of a start."""

    held: NDArray[np.bool_]
    """Host -> whether it can come into the intruder's hands over hosts that are told; the start too. bool[n]."""
    direct: int
    """Hosts reached in one hop."""
    over_administration: int
    """Hosts held when only conduits of purpose `administration`, and open insides, are hopped over."""
    perhaps: NDArray[np.bool_]
    """Host -> not `held`, but would be if only gates kept anybody apart, or if somebody in a zone of which no host is
    told can be hopped on from. bool[n]."""
    zones: tuple[ZoneReached, ...]
    """Zones with a host that is held or may be; nearest first."""
    accounts: tuple[Captured, ...]
    """Those that open most of what is reached first."""
    administered: int
    """Hosts held that a captured account administers."""


def blast(hospital: Hospital, reach: Reach, start: Place, *, closed: Closure | None = None) -> Blast:
    """Say what an intruder who holds a host (or all hosts of a zone) can come to hold.

    Hosts are counted over any number of hops: the most an intruder with time and means everywhere could hold, not what
    one attack would take (`drill` plays attacks). An account needs a network path too: it counts where its hosts are
    reached.

    Args:
        hospital: n hosts.
        reach: from `compile(hospital)`.
        start: from `find_place`.
        closed: `closure(reach, strangers=False)`, when it is there already.

    Cost: four closures, one of them over what no gate enforces, and one walk.

    >>> from codedark.reach.compiling import compile
    >>> from codedark.reach.places import find_place
    >>> from codedark.reach.toy import toy_hospital
    >>> toy = toy_hospital()
    >>> found = blast(toy, compile(toy), find_place(toy, "ws-1", option="--from"))
    >>> int(found.held.sum()), found.direct, [account.account for account in found.accounts]
    (4, 2, ['admin'])
    """
    closed = closure(reach, strangers=False) if closed is None else closed
    held = _held(reach, closed, start)
    loose = possible(hospital)
    perhaps = (_held(loose, closure(loose), start) | _held(reach, closure(reach), start)) & ~held
    starting = np.zeros(len(held), np.bool_)
    starting[start.hosts] = True
    hops = walk(reach, start.classes(reach), through=reach.size > 0).hops[reach.class_of]
    hops = np.where(starting, 0, hops)
    accounts = tuple(_captured(hospital, held, starting))
    opened = _any_of((s for a in accounts for s in hospital.accounts[a.account].administers), hospital)
    return Blast(
        held=held,
        direct=int((held & (hops == 1)).sum()),
        over_administration=int(_held(reach, administration_alone(hospital, reach), start).sum()),
        perhaps=perhaps,
        zones=_zones(hospital, held, perhaps, hops),
        accounts=tuple(sorted(accounts, key=lambda a: (-a.reached, -a.administers, a.account))),
        administered=int((opened & held).sum()),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Start:
    """Hosts from which the same is reached; or a zone of which no host is told."""

    hosts: NDArray[np.intp]
    """Their indices, file order; none for such a zone."""
    zone: int
    """Index of the zone the first of them stands in."""
    radius: int
    """Hosts held by an intruder who starts from the first of them, that one counted."""
    held: NDArray[np.bool_]
    """Which they are. bool[n]."""


def starts(reach: Reach, closed: Closure, apart: NDArray[np.bool_]) -> Iterator[Start]:
    """Every host as a start, sorted into as few groups as make no difference; widest blast radius first.

    Hosts that can reach each other reach the same. Hosts of one class that cannot reach each other differ in themselves
    alone, which counts only where something stands on them.

    Args:
        reach: c classes over n hosts.
        closed: from `closure(reach, ...)`.
        apart: bool[n], hosts on which something stands.

    Cost: one sort of n; as many groups as components, and one for each host that stands apart in a class whose hosts
    cannot reach each other; n bytes a group, made when it is asked for.

    >>> from codedark.reach.compiled import allow_all_for_test
    >>> reach = allow_all_for_test([2, 1])
    >>> [start.hosts.tolist() for start in starts(reach, closure(reach), np.ones(3, np.bool_))]
    [[0, 1, 2]]
    """
    c = np.arange(len(reach.size))
    alone = np.array([not closed.reaches(i, i) for i in c.tolist()], np.bool_)[reach.class_of]
    by_itself = np.where(alone & apart, np.arange(len(apart)) + 1, 0)
    key = closed.component_of[reach.class_of].astype(np.int64) * (len(apart) + 1) + by_itself
    _, first, count = np.unique(key, return_index=True, return_counts=True)
    ends = np.split(np.argsort(key, kind="stable"), np.cumsum(count)[:-1]) if len(first) else []
    groups = [(int(closed.radius[reach.class_of[g[0]]]), int(reach.zone_of[reach.class_of[g[0]]]), g) for g in ends]
    nobody = np.zeros(0, np.intp)
    groups += [(int(closed.radius[i]), int(reach.zone_of[i]), nobody) for i in c[reach.size == 0].tolist()]
    for radius, zone, hosts in sorted(groups, key=lambda g: (-g[0], g[1])):
        place = Place(PlaceKind.ZONE, "", hosts[:1], -1 if len(hosts) else zone)
        yield Start(hosts=hosts, zone=zone, radius=radius, held=_held(reach, closed, place))


def administration_alone(hospital: Hospital, reach: Reach) -> Closure:
    """Close over hops of administration conduits and open insides alone: the paths an intruder takes by preference."""
    other = np.array([row.purpose is not Purpose.ADMINISTRATION for row in hospital.conduits.values()], np.bool_)
    return closure(reach, cut=other, strangers=False)


def _held(reach: Reach, closed: Closure, start: Place) -> NDArray[np.bool_]:
    if start.zone < 0:
        return closed.held_from(start.hosts)
    reached: NDArray[np.bool_] = closed.reached_from(start.classes(reach))[reach.class_of]
    return reached


def _zones(
    hospital: Hospital, held: NDArray[np.bool_], perhaps: NDArray[np.bool_], hops: NDArray[np.int32]
) -> tuple[ZoneReached, ...]:
    zone_at, z = hospital.hosts.zone_at, len(hospital.hosts.zone_ids)
    count, got, maybe = (np.bincount(zone_at[m], minlength=z) for m in (np.ones_like(held), held, perhaps))
    nearest = np.full(z, len(held) + 1, np.int64)
    np.minimum.at(nearest, zone_at[held], hops[held])
    found = [
        ZoneReached(
            zone=name,
            core=hospital.zones[name].core,
            reached=int(got[i]),
            hosts=int(count[i]),
            hops=int(nearest[i]) if got[i] else -1,
            perhaps=int(maybe[i]),
        )
        for i, name in enumerate(hospital.hosts.zone_ids)
        if got[i] or maybe[i]
    ]
    return tuple(sorted(found, key=lambda zone: (zone.hops < 0, zone.hops, -zone.reached)))


def _captured(hospital: Hospital, held: NDArray[np.bool_], starting: NDArray[np.bool_]) -> Iterator[Captured]:
    for account in hospital.accounts.values():
        at = _any_of(account.held_on, hospital) & held
        if at.any():
            yield _capture(hospital, account, at, held, starting)


def _capture(
    hospital: Hospital,
    account: Account,
    at: NDArray[np.bool_],
    held: NDArray[np.bool_],
    starting: NDArray[np.bool_],
) -> Captured:
    over = _any_of(account.administers, hospital)
    here = at & starting
    return Captured(
        account=account.account,
        kind=account.kind,
        held_on=hospital.hosts.ids[int(np.argmax(here if here.any() else at))],
        at_start=bool(here.any()),
        administers=int(over.sum()),
        reached=int((over & held).sum()),
    )


def _any_of(selectors: Iterable[Selector], hospital: Hospital) -> NDArray[np.bool_]:
    chosen = np.zeros(len(hospital.hosts), np.bool_)
    for selector in dict.fromkeys(selectors):
        chosen |= matches(selector, hospital.hosts)
    return chosen
