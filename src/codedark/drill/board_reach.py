"""The attack's part of a board: who may strike whom, over what, and which accounts lie where.

n hosts, c classes, z zones, m conduits, e edges that carry the attack, a accounts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from codedark.drill.luck import key_of
from codedark.drill.parameters import Mode
from codedark.drill.scenario import Attack
from codedark.hospital.records import Hospital, Selector
from codedark.hospital.words import Purpose, Role
from codedark.reach import Reach, carries, matches

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

MODES = tuple(Mode)
"""`Spread.mode` indexes it."""


class Spread(NamedTuple):
    """How an attack moves. `x_start[i]:x_start[i + 1]` is i's stretch of x."""

    mode: int
    """Index into `MODES`."""
    redirected: bool
    host_key: NDArray[np.uint64]
    """[n] owner of a host's luck."""
    class_of: Ints
    """[n]"""
    zone_of_class: Ints
    """[c]"""
    zone_of_host: Ints
    """[n]"""
    member_start: Ints
    """[c + 1]"""
    member: Ints
    """[n] hosts by class, in file order within."""
    inside_open: Bools
    """[z] whether hosts of a zone may speak to each other at rest."""
    mate_start: Ints
    """[z + 1]"""
    mate: Ints
    """[c] classes by zone."""
    edge_start: Ints
    """[c + 1]"""
    edge_to: Ints
    """[e] class, by source class."""
    edge_conduit: Ints
    """[e]"""
    entry: Ints
    """Hosts of which one is the foothold, each once."""
    account_key: NDArray[np.uint64]
    """[a]"""
    held_start: Ints
    """[a + 1]"""
    held: Ints
    """Hosts on which an account can be taken."""
    rule_start: Ints
    """[a + 1]"""
    ruled: Ints
    """Hosts an account administers."""
    backup: Bools
    """[n] whether the host is a backup server."""


def compile_spread(hospital: Hospital, reach: Reach, attack: Attack) -> Spread:
    """Lay out the attack's ways: edges of conduits for administration, or open for one of the attack's ports.

    Inside an open zone every host may strike every other.
    """
    hosts, accounts = hospital.hosts, tuple(hospital.accounts.values())
    carrying = _carrying(hospital, reach, attack)
    from_, to, conduit = (x[carrying] for x in (reach.edge_from, reach.edge_to, reach.edge_conduit))
    order = np.lexsort((conduit, to, from_))
    zones, c = len(hosts.zone_ids), len(reach.zone_of)
    inside = np.zeros(zones, np.bool_)
    inside[reach.zone_of] = reach.inside_open
    member_start, member = _grouped(reach.class_of, c)
    mate_start, mate = _grouped(reach.zone_of, zones)
    held = [_any_of(account.held_on, hospital) for account in accounts]
    ruled = [_any_of(account.administers, hospital) for account in accounts]
    return Spread(
        mode=MODES.index(attack.mode),
        redirected=attack.effort_redirected,
        host_key=np.array([key_of(host) for host in hosts.ids], np.uint64),
        class_of=reach.class_of.astype(np.int32),
        zone_of_class=reach.zone_of.astype(np.int32),
        zone_of_host=hosts.zone_at.astype(np.int32),
        member_start=member_start,
        member=member,
        inside_open=inside,
        mate_start=mate_start,
        mate=mate,
        edge_start=np.searchsorted(from_[order], np.arange(c + 1)).astype(np.int32),
        edge_to=to[order].astype(np.int32),
        edge_conduit=conduit[order].astype(np.int32),
        entry=_any_of(attack.entry, hospital),
        account_key=np.array([key_of(account.account) for account in accounts], np.uint64),
        held_start=starts_of(held),
        held=flat(held),
        rule_start=starts_of(ruled),
        ruled=flat(ruled),
        backup=np.asarray(hosts.role_at == hosts.roles.index(Role.BACKUP)),
    )


def _carrying(hospital: Hospital, reach: Reach, attack: Attack) -> Bools:
    """[edges] whether the attack moves over it."""
    if not attack.ports:
        return np.ones(len(reach.edge_from), np.bool_)
    rows = tuple(hospital.conduits.values())
    administration = np.array([row.purpose is Purpose.ADMINISTRATION for row in rows], np.bool_)
    open_for = np.array([any(carries(s, port) for port in attack.ports) for s in reach.port_sets], np.bool_)
    if not len(reach.edge_from):
        return np.zeros(0, np.bool_)
    return np.asarray(administration[reach.edge_conduit] | open_for[reach.edge_ports])


def _any_of(selectors: tuple[Selector, ...], hospital: Hospital) -> Ints:
    chosen = np.zeros(len(hospital.hosts), np.bool_)
    for selector in selectors:
        chosen |= matches(selector, hospital.hosts)
    return np.flatnonzero(chosen).astype(np.int32)


def _grouped(group: NDArray[np.int32], groups: int) -> tuple[Ints, Ints]:
    """Starts and members of each group, members in their order."""
    order = np.argsort(group, kind="stable")
    return np.searchsorted(group[order], np.arange(groups + 1)).astype(np.int32), order.astype(np.int32)


def starts_of(lists: list[NDArray[np.int32]] | list[list[int]]) -> Ints:
    """Where each list begins when they stand end to end; one more for the end."""
    return np.concatenate([[0], np.cumsum([len(one) for one in lists])]).astype(np.int32)


def flat(lists: list[NDArray[np.int32]] | list[list[int]]) -> Ints:
    """Lists end to end."""
    return np.concatenate([np.zeros(0, np.int32), *(np.asarray(one, np.int32) for one in lists)]).astype(np.int32)
