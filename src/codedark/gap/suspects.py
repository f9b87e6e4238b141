"""What must be presumed in an intruder's hands, from what is known: a host, an address, a zone, an account, or nothing.

*Compromised, place unknown* is the usual state: nothing named means every zone that is not core, never "nothing to do".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address

import numpy as np
from numpy.typing import NDArray

from codedark.gap.hops import Held
from codedark.gap.plan import Presumed
from codedark.hospital.faults import BadHospital, Fault
from codedark.hospital.records import AccountId, Address, Hospital, HostId, ZoneId
from codedark.hospital.spelling import Spelling
from codedark.reach import Reach, closure, matches

ELAPSED_MIN = 60.0
"""Minutes an intruder is taken to have been inside when nobody says: an alarm is seldom the first thing he did."""


class SuspectKind(StrEnum):
    """What a suspect is."""

    HOST = "host"
    ZONE = "zone"
    ACCOUNT = "account"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Suspect:
    """One thing somebody suspects. `name` is an id of its table, empty for `UNKNOWN`."""

    kind: SuspectKind
    name: str = ""
    why: str = ""
    """How the word was understood, where it was not an id: an address, for one."""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()


PLACE_UNKNOWN = Suspect(SuspectKind.UNKNOWN)


def read_suspects(hospital: Hospital, words: Sequence[str]) -> tuple[Suspect, ...]:
    """Understand what a person typed: `ws-12`, `10.1.2.3`, `zone:lab`, `account:helpdesk`, `unknown`.

    A bare word is looked for among hosts, zones and accounts; one that is several of them must say which. An address
    that no host of the inventory has makes its whole zone suspect: a machine nobody listed stands there.
    Raises:
        BadHospital: every word that means nothing or several things, each with its fix.

    >>> from codedark.gap.toy import toy_hospital
    >>> read_suspects(toy_hospital(), ["ws-1", "unknown"])[0]
    Suspect(kind=<SuspectKind.HOST: 'host'>, name='ws-1', why='')
    """
    reader = _Reader(hospital)
    read = [reader.read(word.strip()) for word in words]
    if reader.faults:
        raise BadHospital(reader.faults)
    return tuple(suspect for found in read for suspect in found)


def presume(
    hospital: Hospital,
    reach: Reach,
    suspects: Iterable[Suspect],
    *,
    elapsed_min: float = ELAPSED_MIN,
    breakout_min: float | None = None,
) -> Presumed:
    """Say what must be taken as in the intruder's hands.

    What was named, and whatever could be reached from it over administration paths for longer than the breakout time:
    an inside-open zone from any of its hosts, and what a conduit of purpose `administration` leads to; one hop for
    each `breakout_min` that has passed. An account stands for where it is held, and for all it administers that can be
    reached from there. Place unknown is every zone that is not core, without hops: core is what the cut must keep.
    Quarantining the one known host does not shrink this.

    Args:
        elapsed_min: minutes since the intruder may have come in.
        breakout_min: minutes a hop takes; None: `[response] breakout_min` of the hospital, its middle value.
    Returns:
        Hosts presumed one by one, zones presumed whole, and one sentence a step. Zones all of whose hosts are presumed
        are whole.
    Raises:
        KeyError: a host, zone or account is not in the hospital.
        ValueError: negative minutes.
    Cost: a few passes over the edges of `reach` for each hop.
    """
    breakout = hospital.settings.response.breakout_min.mid if breakout_min is None else breakout_min
    if elapsed_min < 0 or breakout < 0:
        raise ValueError(f"elapsed_min={elapsed_min}, breakout_min={breakout}: minutes cannot be negative")
    named = list(dict.fromkeys(suspects)) or [PLACE_UNKNOWN]
    held = Held(hospital, reach)
    why = [] if any(s.kind is not SuspectKind.UNKNOWN for s in named) else ["nothing was named: the place is unknown"]
    for suspect in named:
        why += _seize(held, hospital, suspect)
    why += held.hop(elapsed_min, breakout)
    unknown = any(s.kind is SuspectKind.UNKNOWN for s in named)
    if unknown:
        why += _outside_core(held, hospital)
    whole = held.zones_whole()
    singles = held.hosts & ~whole[hospital.hosts.zone_at]
    return Presumed(
        hosts=frozenset(hospital.hosts.ids[i] for i in np.flatnonzero(singles)),
        zones=frozenset(hospital.hosts.zone_ids[z] for z in np.flatnonzero(whole)),
        place_unknown=unknown,
        why=tuple(why),
    )


def _seize(held: Held, hospital: Hospital, suspect: Suspect) -> list[str]:
    """Mark what one suspect stands for; the sentences that say so."""
    read = f" ({suspect.why})" if suspect.why else ""
    if suspect.kind is SuspectKind.HOST:
        i = hospital.hosts.index_of(suspect.name)
        held.seize_hosts(np.array([i]))
        zone = hospital.hosts.zone_ids[int(hospital.hosts.zone_at[i])]
        return [f"host {suspect.name} in zone {zone}: named{read}"]
    if suspect.kind is SuspectKind.ZONE:
        held.seize_zone(list(hospital.hosts.zone_ids).index(ZoneId(suspect.name)))
        return [f"zone {suspect.name}: named{read}"]
    if suspect.kind is SuspectKind.ACCOUNT:
        return [f"account {suspect.name}: named{read}", *_seize_account(held, hospital, suspect.name)]
    return []


def _seize_account(held: Held, hospital: Hospital, name: str) -> list[str]:
    reach = held.reach
    account = hospital.accounts[AccountId(name)]
    at = _any_of(account.held_on, hospital)
    over = _any_of(account.administers, hospital)
    there = over & closure(reach).held_from(at) if at.any() else over
    held.seize_hosts(np.flatnonzero(at | there))
    if not at.any():
        return [f"account {name}: where it is held is not told, so all {int(over.sum())} hosts it administers"]
    said = [f"account {name}: the {int(at.sum())} hosts it is held on, where it was taken"]
    return [*said, f"account {name}: {int(there.sum())} of the {int(over.sum())} hosts it administers can be reached"]


def _any_of(selectors: Iterable[object], hospital: Hospital) -> NDArray[np.bool_]:
    chosen = np.zeros(len(hospital.hosts), np.bool_)
    for selector in selectors:
        chosen |= matches(selector, hospital.hosts)  # type: ignore[arg-type]
    return chosen


def _outside_core(held: Held, hospital: Hospital) -> list[str]:
    zones = [hospital.zones[z] for z in hospital.hosts.zone_ids]
    outside = [i for i, zone in enumerate(zones) if not zone.core]
    for i in outside or range(len(zones)):
        held.seize_zone(i)
    if not outside:
        return ["place unknown, and every zone is core: no island is left to keep clean"]
    return [f"place unknown: all {len(outside)} zones that are not core"]


class _Reader:
    """Words into suspects; faults are gathered."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.faults: list[Fault] = []
        self.hosts = frozenset(hospital.hosts.ids)
        self.known: dict[SuspectKind, Iterable[str]] = {
            SuspectKind.HOST: hospital.hosts.ids,
            SuspectKind.ZONE: hospital.zones,
            SuspectKind.ACCOUNT: hospital.accounts,
        }

    def read(self, word: str) -> tuple[Suspect, ...]:
        kind, _, rest = word.partition(":")
        if word == SuspectKind.UNKNOWN:
            return (PLACE_UNKNOWN,)
        if kind in {*self.known, "address"} and rest:
            return self._address(rest, word) if kind == "address" else self._of(SuspectKind(kind), rest, word)
        found = [k for k in self.known if self._is(k, word)]
        if len(found) == 1:
            return (Suspect(found[0], word),)
        if found:
            choices = " or ".join(f"`{k}:{word}`" for k in found)
            return self._fault(word, f"stands for a {' and a '.join(found)}", f"say which: {choices}")
        return self._address(word, word)

    def _is(self, kind: SuspectKind, name: str) -> bool:
        if kind is SuspectKind.HOST:
            return name in self.hosts
        return name in self.known[kind]

    def _of(self, kind: SuspectKind, name: str, word: str) -> tuple[Suspect, ...]:
        if self._is(kind, name):
            return (Suspect(kind, name),)
        fix = Spelling(self.known[kind]).fix(name, f"name a {kind} of the hospital, or `unknown`")
        return self._fault(word, f"no {kind} of that name", fix)

    def _address(self, text: str, word: str) -> tuple[Suspect, ...]:
        try:
            address = ip_address(text)
        except ValueError:
            everything = (name for names in self.known.values() for name in names)
            fix = Spelling(everything).fix(text, "name a host, an address, a zone, an account, or `unknown`")
            return self._fault(word, "no host, address, zone or account of that name", fix)
        hosts = self._hosts_at(address)
        if hosts:
            return tuple(Suspect(SuspectKind.HOST, host, f"address {address}") for host in hosts)
        for zone in self.hospital.zones.values():
            if any(address.version == p.version and address in p for p in zone.prefixes):
                why = f"address {address} lies in it and no host of the inventory has it"
                return (Suspect(SuspectKind.ZONE, zone.zone, why),)
        fix = "name the host or zone; when nobody knows where it stands, say `unknown`"
        return self._fault(word, "no host has this address and no zone's prefixes hold it", fix)

    def _hosts_at(self, address: Address) -> list[HostId]:
        hosts, number = self.hospital.hosts, int(address)
        same = hosts.address_family == address.version
        same &= (hosts.address_hi == np.uint64(number >> 64)) & (hosts.address_lo == np.uint64(number & (2**64 - 1)))
        return [hosts.ids[i] for i in np.flatnonzero(same)]

    def _fault(self, word: str, message: str, fix: str) -> tuple[Suspect, ...]:
        self.faults.append(Fault(file="--suspect", value=word, message=message, fix=fix))
        return ()
