"""The slow, obvious version of `reach`: host by host over the rows as written, with ipaddress; for a few hosts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import product

from codedark.hospital.records import Conduit, Hospital, Host, Prefix, Selector
from codedark.hospital.words import Action, Inside, Protocol

PROBES = (0, 1, 21, 22, 23, 79, 80, 81, 442, 443, 444, 445, 8000, 8080, 65534, 65535)
"""Ports at and around every bound that `worlds.py` writes."""
PACKETS = (
    *((Protocol.TCP, n) for n in PROBES),
    *((Protocol.UDP, n) for n in PROBES),
    (Protocol.ICMP, 0),
)


class Stranger:
    """Whoever stands in a zone of which no host is told."""

    def __init__(self, zone: str) -> None:
        self.zone = zone


Someone = Host | Stranger


def everyone(hospital: Hospital) -> list[Someone]:
    """All hosts in file order, then a stranger for each zone without hosts."""
    told = {host.zone for host in hospital.hosts}
    return [*hospital.hosts, *(Stranger(z) for z in hospital.zones if z not in told)]


def means(selector: Selector, who: Someone, hospital: Hospital, *, allow: bool) -> bool:
    """Whether a selector means someone."""
    if isinstance(who, Stranger):
        if selector.host is not None or selector.role is not None:
            return False
        if selector.prefix is not None:
            return may_stand(who.zone, selector.prefix, hospital, allow=allow)
        return selector.zone is None or selector.zone == who.zone
    return (
        (selector.host is None or selector.host == who.host)
        and (selector.zone is None or selector.zone == who.zone)
        and (selector.role is None or selector.role == who.role)
        and (selector.prefix is None or (who.address is not None and who.address in selector.prefix))
    )


def may_stand(zone: str, prefix: Prefix, hospital: Hospital, *, allow: bool) -> bool:
    """Whether somebody of whom the zone alone is told counts as in the prefix."""
    nets = hospital.zones[zone].prefixes
    if nets and allow:
        return any(n.version == prefix.version and n.overlaps(prefix) for n in nets)
    if nets:
        return all(n.version == prefix.version and n.subnet_of(prefix) for n in nets)
    if allow:
        return not any(
            n.version == prefix.version and prefix.subnet_of(n) for z in hospital.zones.values() for n in z.prefixes
        )
    return prefix.prefixlen == 0


def speaks_of(row: Conduit, protocol: Protocol, number: int) -> bool:
    """Whether a row speaks of a packet."""
    if row.protocol not in {protocol, Protocol.ANY}:
        return False
    if protocol is Protocol.ICMP:
        return row.protocol is Protocol.ICMP or not row.ports
    return not row.ports or any(r.first <= number <= r.last for r in row.ports)


def direct(hospital: Hospital, one: Someone, other: Someone) -> set[tuple[str, Protocol, int]]:
    """(conduit, protocol, port) of every packet that may open a connection over a conduit."""
    over = [
        row
        for row in hospital.conduits.values()
        if all(
            means(s, who, hospital, allow=row.action is Action.ALLOW) for s, who in ((row.from_, one), (row.to, other))
        )
    ]
    return {
        (str(row.conduit), protocol, number)
        for row, (protocol, number) in product(over, PACKETS)
        if row.action is Action.ALLOW
        and speaks_of(row, protocol, number)
        and not any(deny.action is Action.DENY and speaks_of(deny, protocol, number) for deny in over)
    }


def neighbours(
    hospital: Hospital,
    cut: Collection[str] = (),
    contained: Collection[str] = (),
    quarantined: Collection[str] = (),
) -> Callable[[int], set[int]]:
    """Who may be spoken to directly, by position in `everyone`."""
    people = everyone(hospital)

    def of(i: int) -> set[int]:
        if getattr(people[i], "host", None) in quarantined:
            return set()
        found = set()
        for j, other in enumerate(people):
            if j == i or getattr(other, "host", None) in quarantined:
                continue
            inside = (
                people[i].zone == other.zone
                and hospital.zones[other.zone].inside is Inside.OPEN
                and other.zone not in contained
            )
            if inside or any(conduit not in cut for conduit, _, _ in direct(hospital, people[i], other)):
                found.add(j)
        return found

    return of


def reached(hospital: Hospital, start: int, **masks: Collection[str]) -> set[int]:
    """Everyone reached over any number of hops, the start included."""
    of = neighbours(hospital, **masks)
    seen, waiting = {start}, [start]
    while waiting:
        fresh = of(waiting.pop()) - seen
        seen |= fresh
        waiting += fresh
    return seen
