"""Can this one get to that one? A verdict, why, and the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from codedark.hospital.records import Hospital
from codedark.hospital.words import Basis
from codedark.reach.compiled import Reach
from codedark.reach.fences import possible
from codedark.reach.places import Place, PlaceKind
from codedark.reach.steps import Step, Telling, weakest
from codedark.reach.walking import Hop, Walk, walk


class Verdict(StrEnum):
    """What can be said. Only `NO` is a no: whoever plans with it must not read `UNKNOWN` as one."""

    DIRECT = "direct"
    """A row lets it open a connection, or both stand in one open zone."""
    VIA = "via"
    """Not directly, but by hopping onwards from hosts reached on the way."""
    NO = "no"
    """Over no number of hops, and a gate stands wherever the rows say nothing may cross."""
    UNKNOWN = "unknown"
    """No way is told, but one may be there: nobody enforces what the rows say, a host's address is not told, or the way
    leads over a zone of which no host is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether one place reaches another."""

    verdict: Verdict
    why: tuple[str, ...]
    steps: tuple[Step, ...]
    """The shortest way; for UNKNOWN the shortest that may be there; () for NO."""
    basis: Basis
    """The weakest basis the verdict rests on."""
    reached: int = 0
    """Hosts of the target that are reached for sure, over any number of hops; those of the source among them."""
    of: int = 0
    """Hosts of the target."""


def find_path(hospital: Hospital, reach: Reach, source: Place, target: Place) -> Answer:
    """Say whether any host of one place can get to any host of another, and over what.

    The shortest way by hops counts; of several rows between the same hosts the best known is named. A host may hop on
    from every host it reaches: whether it has the means there is not asked.

    Verdicts, in the order they are tried: a way over hosts that are told; a way over zones of which no host is told
    (`UNKNOWN`); a way if only gates are believed (`UNKNOWN`, see `fences`); otherwise `NO`.
    A `NO` can be no better than the rows: it holds if all that may cross was told.

    Args:
        hospital: whose `reach` this is.
        reach: from `compile(hospital)`.
        source: where it starts, from `find_place`.
        target: where it should arrive. A source that is one of the target's hosts is there already, except that a host
            asked about its own zone, or a zone about itself, is asked about the other hosts.

    Cost: two walks over the edges; before a `NO` or an `UNKNOWN` one more `compile`.

    >>> from codedark.reach.compiling import compile
    >>> from codedark.reach.places import find_place
    >>> from codedark.reach.toy import toy_hospital
    >>> toy = toy_hospital()
    >>> one, other = (find_place(toy, word, option="--from") for word in ("ws-1", "dc-1"))
    >>> [(step.conduit, step.ports) for step in find_path(toy, compile(toy), one, other).steps]
    [('work', 'tcp/443'), ('names', 'udp/53')]
    """
    told = Telling(hospital, reach, source, target)
    certain = {"through": reach.size > 0, "edges": told.certain_edges()}
    walked = walk(reach, source.classes(reach), **certain)
    there_already = np.isin(target.hosts, source.hosts)
    reached = (walked.hops[reach.class_of[target.hosts]] > 0) | there_already
    return replace(_verdict(told, certain), reached=int(reached.sum()), of=len(target.hosts))


def _verdict(asked: Telling, certain: Mapping[str, NDArray[np.bool_]]) -> Answer:
    hospital, reach = asked.hospital, asked.reach
    here, there = _apart(asked.source, asked.target)
    if here is None or there is None:
        return _itself(hospital, asked.source, asked.target)
    starts = here.classes(reach)
    told = Telling(hospital, reach, here, there)
    way = told.nearest(walk(reach, starts, **certain))
    if way:
        return _found(told, way)
    way = told.nearest(walk(reach, starts))
    if way:
        return _in_doubt(told, way)
    loose = possible(hospital)
    perhaps = Telling(hospital, loose, here, there)
    walked = walk(loose, here.classes(loose))
    way = perhaps.nearest(walked)
    return _in_doubt(perhaps, way) if way else _no(perhaps, walked)


def _found(told: Telling, way: tuple[Hop, ...]) -> Answer:
    steps = told.steps(way)
    basis = weakest([*(step.basis for step in steps), *_ends(told)])
    if len(steps) == 1:
        return Answer(verdict=Verdict.DIRECT, why=(steps[0].says,), steps=steps, basis=basis)
    why = (f"not directly, but over {len(steps)} hops, each from a host reached before",)
    return Answer(verdict=Verdict.VIA, why=why, steps=steps, basis=basis)


def _in_doubt(told: Telling, way: tuple[Hop, ...]) -> Answer:
    steps = told.steps(way)
    doubts = [step.doubt for step in steps if step.doubt]
    for hop in way[1:]:
        if told.reach.size[hop.one] == 0:
            zone = told.zones[told.reach.zone_of[hop.one]].zone
            doubts.append(f"no host of {zone} is told: whether anyone stands there to hop on from is not known")
    why = ("no way is told, but one may be there", *dict.fromkeys(doubts))
    basis = weakest([*(step.basis for step in steps), *_ends(told)])
    return Answer(verdict=Verdict.UNKNOWN, why=why, steps=steps, basis=basis)


def _no(told: Telling, walked: Walk) -> Answer:
    known = [row.basis for row in told.rows]
    by_basis = ", ".join(f"{n} {basis}" for basis in Basis if (n := known.count(basis)))
    count = f"{len(known)} conduits ({by_basis})" if known else "no conduit at all"
    why = ("over no number of hops", *_held_by(told, walked), f"this is true if all that may cross was told: {count}")
    bases = [*known, *(zone.basis for zone in told.zones), *_ends(told)]
    return Answer(verdict=Verdict.NO, why=why, steps=(), basis=weakest(bases))


def _held_by(told: Telling, walked: Walk) -> tuple[str, ...]:
    """Which gates keep the target apart from all that can be reached."""
    target = {told.zones[z] for z in told.reach.zone_of[told.target.classes(told.reach)].tolist()}
    gates = {zone.gate for zone in target if zone.gate is not None}
    if gates:
        return (f"gate {', '.join(sorted(gates))} stands before {', '.join(sorted(z.zone for z in target if z.gate))}",)
    near = (walked.hops > 0) | told.source.classes(told.reach)
    gates = {gate for z in np.unique(told.reach.zone_of[near]).tolist() if (gate := told.zones[z].gate) is not None}
    return (f"gate {', '.join(sorted(gates))} stands between what can be reached and the rest",) if gates else ()


def _ends(told: Telling) -> list[Basis]:
    """Basis of the host rows asked about."""
    singles = [place for place in (told.source, told.target) if place.kind is PlaceKind.HOST]
    return [told.hospital.hosts[int(place.hosts[0])].basis for place in singles]


def _apart(source: Place, target: Place) -> tuple[Place | None, Place | None]:
    """Source and target without the hosts they share; None where nothing is left to ask."""
    if source.zone >= 0 or target.zone >= 0:
        return (None, None) if source.zone == target.zone else (source, target)
    shared = np.intersect1d(source.hosts, target.hosts)
    if not len(shared):
        return (source if len(source.hosts) else None), (target if len(target.hosts) else None)
    if target.kind is PlaceKind.SERVICE:
        return None, None
    if source.kind is PlaceKind.ZONE and target.kind is PlaceKind.ZONE:
        return (source, target) if len(source.hosts) > 1 else (None, None)
    if source.kind is PlaceKind.ZONE:
        return _without(source, shared), target
    return source, _without(target, shared)


def _without(place: Place, hosts: NDArray[np.intp]) -> Place | None:
    left = np.setdiff1d(place.hosts, hosts)
    return Place(place.kind, place.name, left, -1, place.why) if len(left) else None


def _itself(hospital: Hospital, source: Place, target: Place) -> Answer:
    """There already, or nobody there to reach."""
    if target.kind is PlaceKind.SERVICE and not len(target.hosts):
        service = f"service {target.name} stands on no host that is told: whether it can be touched is not known"
        return Answer(verdict=Verdict.UNKNOWN, why=(service,), steps=(), basis=Basis.ASSUMED)
    shared = np.intersect1d(source.hosts, target.hosts)
    name = hospital.hosts.ids[int(shared[0])] if len(shared) else source.name
    what = f"one of the hosts {target.name} stands on" if target.kind is PlaceKind.SERVICE else "where it should arrive"
    bases = [hospital.hosts[int(i)].basis for i in shared[:1]]
    return Answer(verdict=Verdict.DIRECT, why=(f"{name} is itself {what}",), steps=(), basis=weakest(bases))
