"""What a person means by a word: a host, an address, a zone, a service."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.faults import BadHospital, Fault
from codedark.hospital.needs import AtLeast
from codedark.hospital.records import Address, ApplicationId, Hospital, ServiceId, ZoneId
from codedark.hospital.spelling import Spelling
from codedark.reach.compiled import Reach


class PlaceKind(StrEnum):
    """What kinds of thing can be started from or aimed at."""

    HOST = "host"
    ZONE = "zone"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Some hosts, as a person names them."""

    kind: PlaceKind
    name: str
    hosts: NDArray[np.intp]
    """Their indices; none for a zone of which no host is told."""
    zone: int
    """Its zone, for a zone without hosts; -1 otherwise."""
    why: str = ""
    """How the word was understood, where it is not an id."""

    def classes(self, reach: Reach) -> NDArray[np.bool_]:
        """The classes its hosts lie in: bool[c]."""
        found: NDArray[np.bool_] = reach.zone_of == self.zone
        found[reach.class_of[self.hosts]] = True
        return found


def find_place(hospital: Hospital, word: str, *, option: str, kinds: Collection[PlaceKind] = tuple(PlaceKind)) -> Place:
    """Understand what was typed: `ws-12`, `10.1.2.3`, `lab`, `zone:lab`, `service:icu-monitoring`.

    A bare word is looked for among all `kinds`; one that is several of them must say which. An address that no host has
    means the zone whose network it lies in: a machine nobody listed. A service is every host it stands on, followed
    through all its needs, whether or not it could do without one of them.

    Args:
        hospital: where to look.
        word: as typed.
        option: where it was typed, for the fault: `--from`.
        kinds: what may be meant.

    Raises:
        BadHospital: the word means nothing or several things, with the fix.

    >>> from codedark.reach.toy import toy_hospital
    >>> find_place(toy_hospital(), "record", option="--to").hosts.tolist()
    [2]
    """
    kind, _, rest = word.strip().partition(":")
    if rest and kind in {str(k) for k in kinds}:
        if _is(hospital, PlaceKind(kind), rest):
            return _place(hospital, PlaceKind(kind), rest)
        raise _fault(option, word, f"no {kind} of that name", _spelled(hospital, [PlaceKind(kind)], rest))
    found = [k for k in kinds if _is(hospital, k, word.strip())]
    if len(found) == 1:
        return _place(hospital, found[0], word.strip())
    if found:
        choices = " or ".join(f"`{k}:{word.strip()}`" for k in found)
        raise _fault(option, word, f"it names a {' and a '.join(found)}", f"say which: {choices}")
    try:
        address = ip_address(word.strip())
    except ValueError:
        names = ", ".join(kinds)
        raise _fault(option, word, f"no {names} or address of that name", _spelled(hospital, kinds, word)) from None
    return _at(hospital, address, option)


def stands_on(hospital: Hospital, service: str) -> NDArray[np.intp]:
    """Indices of every host a service stands on: named anywhere in its needs, followed to the end; ascending.

    Alternatives are all in: this says where an intruder could touch it, not what it cannot do without (`depend` does).

    Raises:
        KeyError: no such service.

    >>> from codedark.reach.toy import toy_hospital
    >>> [toy_hospital().hosts.ids[i] for i in stands_on(toy_hospital(), "record")]
    ['ehr-1']
    """
    hosts: set[int] = set()
    seen: set[str] = set()
    waiting = list(hospital.services[ServiceId(service)].needs.names())
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for need in _needs_of(hospital, name):
            for below in need.names():
                if _is(hospital, PlaceKind.HOST, below):
                    hosts.add(hospital.hosts.index_of(below))
                waiting.append(below)
    return np.array(sorted(hosts), np.intp)


def _needs_of(hospital: Hospital, name: str) -> Iterator[AtLeast]:
    """Every need of the application, service or host of that name."""
    if (application := hospital.applications.get(ApplicationId(name))) is not None:
        yield application.runs_on
        yield application.needs
    if (service := hospital.services.get(ServiceId(name))) is not None:
        yield service.needs
    if _is(hospital, PlaceKind.HOST, name) and (need := hospital.hosts.needs.get(hospital.hosts.index_of(name))):
        yield need


def _is(hospital: Hospital, kind: PlaceKind, name: str) -> bool:
    if kind is PlaceKind.HOST:
        return hospital.hosts.__contains__(name)
    return ZoneId(name) in hospital.zones if kind is PlaceKind.ZONE else ServiceId(name) in hospital.services


def _place(hospital: Hospital, kind: PlaceKind, name: str) -> Place:
    if kind is PlaceKind.HOST:
        return Place(kind, name, np.array([hospital.hosts.index_of(name)]), -1)
    if kind is PlaceKind.SERVICE:
        return Place(kind, name, stands_on(hospital, name), -1)
    hosts = hospital.hosts.in_zone(name)
    return Place(kind, name, hosts, -1 if len(hosts) else hospital.hosts.zone_ids.index(ZoneId(name)))


def _at(hospital: Hospital, address: Address, option: str) -> Place:
    hosts, number = hospital.hosts, int(address)
    same = hosts.address_family == address.version
    same &= (hosts.address_hi == np.uint64(number >> 64)) & (hosts.address_lo == np.uint64(number & (2**64 - 1)))
    if same.any():
        i = np.flatnonzero(same)
        return Place(PlaceKind.HOST, hosts.ids[int(i[0])], i, -1, f"address {address}")
    for zone in hospital.zones.values():
        if any(address in network for network in zone.prefixes):
            place = _place(hospital, PlaceKind.ZONE, zone.zone)
            why = f"no host told has address {address}; it lies in zone {zone.zone}"
            return Place(place.kind, place.name, place.hosts, place.zone, why)
    fix = "name the host, or the zone it stands in"
    raise _fault(option, str(address), "no host has this address, and it lies in no zone's network", fix)


def _spelled(hospital: Hospital, kinds: Iterable[PlaceKind], word: str) -> str:
    names = {
        PlaceKind.HOST: hospital.hosts.ids,
        PlaceKind.ZONE: tuple(hospital.zones),
        PlaceKind.SERVICE: tuple(hospital.services),
    }
    wanted = list(kinds)
    listed = " or ".join(f"a {kind}" for kind in wanted)
    return Spelling(name for kind in wanted for name in names[kind]).fix(word, f"name {listed} of the hospital")


def _fault(option: str, value: str, message: str, fix: str) -> BadHospital:
    return BadHospital([Fault(file=option, value=value, message=message, fix=fix)])
