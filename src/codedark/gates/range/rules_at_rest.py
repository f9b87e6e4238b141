"""The firewall at rest: what a gate lets through when nothing is cut, as a usual Linux firewall has it.

Established sessions are accepted first, as everywhere; then denies, because in the model a deny wins over every allow;
then the conduits; the rest is dropped. The seal stands in a table of its own before all of this. Probers may speak to
each other on every port: a token that a rule of the hospital stops anyway would prove nothing about a seal. Gates are
managed, and command probers, over networks of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import ip_network

import numpy as np

from codedark.gap.gate_book import collapsed
from codedark.gates.prober import COMMAND_PORT
from codedark.gates.range.furnishing import Furnished
from codedark.gates.range.topology import MANAGEMENT
from codedark.hospital.records import Conduit, Prefix, Selector, ZoneId
from codedark.hospital.words import Action, Inside, Protocol
from codedark.reach import matches

TABLE = "filter"
_EVERYWHERE: tuple[str, ...] = ()


def rules_at_rest(furnished: Furnished) -> str:
    """The text for nftables of the firewall at rest, the same for every gate: its counters tell what each saw.

    Cost: one rule a conduit, address family and action; addresses of roles are collapsed into prefixes.
    """
    return _table("forward", "", furnished)


def inside_rules(furnished: Furnished, zone: ZoneId) -> str:
    """The text for nftables for a zone whose hosts are kept apart at rest; empty where its inside is open.

    Traffic between two hosts of a zone passes the loopback of its namespace, in place of a switch.
    """
    if furnished.hospital.zones[zone].inside is Inside.OPEN:
        return ""
    return _table("input", 'iifname != "lo" accept\n', furnished)


def _table(hook: str, first: str, furnished: Furnished) -> str:
    probers = [p.address for p in furnished.probers]
    lines = [f"table inet {TABLE} {{"]
    for version in (4, 6):
        own = [a for a in probers if (":" in a) == (version == 6)]
        elements = f" elements = {{ {', '.join(own)} }}" if own else ""
        lines.append(f"set probers{version} {{ type ipv{version}_addr;{elements} }}")
    lines += [
        f"chain {hook} {{ type filter hook {hook} priority 0; policy drop;",
        f"{first}ct state established,related counter accept",
        "ip saddr @probers4 ip daddr @probers4 counter accept",
        "ip6 saddr @probers6 ip6 daddr @probers6 counter accept",
        *_management(),
        *_rules(furnished),
        "counter",
        "}",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _management() -> Iterator[str]:
    for version, ip, network in zip((4, 6), ("ip", "ip6"), MANAGEMENT, strict=True):
        yield f"{ip} saddr {network} {ip} daddr {network} counter accept"
        yield f"{ip} saddr {network} {ip} daddr @probers{version} tcp dport {COMMAND_PORT} counter accept"


def _rules(furnished: Furnished) -> Iterator[str]:
    rows = sorted(furnished.hospital.conduits.values(), key=lambda c: c.action is Action.ALLOW)
    for row in rows:
        sources, targets = addresses(furnished, row.from_), addresses(furnished, row.to)
        if sources is None or targets is None:
            continue
        verdict = "accept" if row.action is Action.ALLOW else "drop"
        yield from (f"{match} counter {verdict}" for match in _matches(row, sources, targets))


def addresses(furnished: Furnished, selector: Selector) -> tuple[str, ...] | None:
    """The prefixes a selector means; () is everywhere, None is nobody.

    >>> from codedark.gates.range.furnishing import furnish
    >>> from codedark.hospital.words import Role
    >>> from codedark.reach.toy import toy_hospital
    >>> toy = furnish(toy_hospital())
    >>> addresses(toy, Selector()), addresses(toy, Selector(role=Role.PUMP))
    ((), None)
    >>> addresses(toy, Selector(zone=ZoneId("office")))
    ('203.0.113.0/24',)
    """
    hospital = furnished.hospital
    if selector.host is not None or selector.role is not None:
        at = np.flatnonzero(matches(selector, hospital.hosts)).tolist()
        return collapsed(ip_network(a) for i in at for a in furnished.machines[i].addresses) or None
    if selector.zone is not None:
        networks = hospital.zones[selector.zone].prefixes
        if selector.prefix is not None:
            networks = tuple(_within(selector.prefix, networks))
        return tuple(map(str, networks)) or None
    return _EVERYWHERE if selector.prefix is None else (str(selector.prefix),)


def _within(prefix: Prefix, networks: Iterable[Prefix]) -> Iterator[Prefix]:
    for net in networks:
        if net.version == prefix.version and net.overlaps(prefix):
            yield net if net.prefixlen >= prefix.prefixlen else prefix


def _matches(row: Conduit, sources: tuple[str, ...], targets: tuple[str, ...]) -> Iterator[str]:
    """The row for each address family in which both of its ends have addresses."""
    carried = _carried(row)
    if not sources and not targets:
        yield carried
        return
    for version, ip in ((4, "ip"), (6, "ip6")):
        ends = [_of_version(e, version) for e in (sources, targets)]
        if all(told or not asked for told, asked in zip(ends, (sources, targets), strict=True)):
            said = [f"{ip} {side} {{ {', '.join(e)} }}" for side, e in zip(("saddr", "daddr"), ends, strict=True) if e]
            yield " ".join([*said, carried]).strip()


def _carried(row: Conduit) -> str:
    ports = f" th dport {{ {', '.join(map(str, row.ports))} }}" if row.ports else ""
    if row.protocol is Protocol.ANY:
        return f"meta l4proto {{ tcp, udp }}{ports}" if ports else ""
    if row.protocol is Protocol.ICMP:
        return "meta l4proto { icmp, ipv6-icmp }"
    return f"meta l4proto {row.protocol}{ports}"


def _of_version(prefixes: tuple[str, ...], version: int) -> tuple[str, ...]:
    return tuple(p for p in prefixes if (":" in p) == (version == 6))
