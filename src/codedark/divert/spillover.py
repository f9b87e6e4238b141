"""Who comes to the neighbours when our emergency departments are shut or reduced: so many an hour, before and after.

An emergency department that goes on by paper at a share of its capacity shuts to ambulances first and keeps what it can
do for who walks in. What it does not take goes on by two rules (`pull`): people who walk in choose by size and road, an
ambulance is sent to the nearest department that still takes one, up to a ceiling by share. A neighbour's size is what
comes to it in an hour: told, or our own arrivals a recognised bed times its beds, so that by size alone every neighbour
gets s / (1 - s) more, where s is our share of the region's arrivals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from codedark.depend.falling import Outage, ServiceLost
from codedark.divert.pull import Pull, shared_out
from codedark.hospital.records import Hospital, Service, ServiceId, SiteId, Unknown

WALK_INS = Pull(exponent=2.0, within_min=45.0)
"""How people who walk in choose. Exponent: Huff's own, 1.5 to 2 in common use; none was found that was measured at
emergency departments, so both are assumed."""
AMBULANCES = Pull(exponent=inf, within_min=60.0, ceiling=0.64)
"""How ambulances are sent. Ceiling: the most two departments were seen to take for a week, 116 ambulances a day after
71 (Scripps 2021, first week; Dameff 2023, JAMA Netw Open 6(5):e2312270). That the nearest is asked first is assumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """What comes to one emergency department in an hour."""

    ambulances_per_h: float
    walk_ins_per_h: float

    @property
    def per_h(self) -> float:
        """Both."""
        return self.ambulances_per_h + self.walk_ins_per_h


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """A service of ours that does not take all who come to it."""

    service: ServiceId
    site: SiteId | None
    usual: Arrivals
    kept: Arrivals
    """What it still takes: walk-ins first."""

    @property
    def turned_away(self) -> Arrivals:
        """What it does not take."""
        return Arrivals(
            ambulances_per_h=self.usual.ambulances_per_h - self.kept.ambulances_per_h,
            walk_ins_per_h=self.usual.walk_ins_per_h - self.kept.walk_ins_per_h,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """One emergency department that stays open, and what comes to it."""

    site: SiteId
    name: str
    ours: bool
    """Another campus of our own."""
    travel_min: float | Unknown
    """Road from the nearest of our departments that turn somebody away."""
    before: Arrivals
    extra: Arrivals
    size_said: str
    """How `before` is known."""

    @property
    def after(self) -> Arrivals:
        """What comes to it now."""
        return Arrivals(
            ambulances_per_h=self.before.ambulances_per_h + self.extra.ambulances_per_h,
            walk_ins_per_h=self.before.walk_ins_per_h + self.extra.walk_ins_per_h,
        )

    @property
    def rise(self) -> float:
        """How much more comes than before: 0.35 is 35 % more; infinite where nothing came before."""
        return _over(self.extra.per_h, self.before.per_h)

    @property
    def rise_ambulances(self) -> float:
        """The same of ambulances alone."""
        return _over(self.extra.ambulances_per_h, self.before.ambulances_per_h)

    @property
    def rise_walk_ins(self) -> float:
        """The same of people who walk in."""
        return _over(self.extra.walk_ins_per_h, self.before.walk_ins_per_h)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spillover:
    """Everything at one moment. What is turned away = what the neighbours get + `elsewhere` + `nowhere`."""

    at_min: float
    """Minutes after the fall."""
    shut: tuple[Shut, ...]
    neighbours: tuple[Neighbour, ...]
    """Who gets most stands first."""
    elsewhere_per_h: float
    """People who would have walked in and go to no emergency department."""
    nowhere: Arrivals
    """Those for whom no department within reach has room: somebody must decide."""
    share: float | Unknown
    """Part s of all arrivals within reach that is turned away; by size alone each neighbour gets s / (1 - s) more."""
    notes: tuple[str, ...]
    """What was reckoned with because nobody told, each a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spilling:
    """What the reckoning goes by, beside the hospital and its outage."""

    walk_ins: Pull = WALK_INS
    ambulances: Pull = AMBULANCES
    elsewhere_share: float = 0.0
    """Of the people who would have walked in and are not taken, the share that goes to no emergency department
    (general practitioner, home). No figure was found: none does, which is the worst for the neighbours."""
    told: Mapping[SiteId, Arrivals] = field(default_factory=dict)
    """What neighbours say comes to them in an hour."""
    down: Collection[SiteId] = ()
    """Sites of the region that are down themselves: nobody is sent there."""

    def __post_init__(self) -> None:
        if not 0 <= self.elsewhere_share <= 1:
            raise ValueError(f"elsewhere_share={self.elsewhere_share}: a share stands between 0 and 1")


def spillover_of(
    hospital: Hospital, outage: Outage, *, at_min: float = 0.0, spilling: Spilling = Spilling()
) -> Spillover:
    """Say what comes to each neighbour at one moment of an outage.

    Args:
        hospital: its services with `arrivals_per_h` are its emergency departments; `region`, `sites`, `travel` say who
            is around, how large, how far.
        outage: what is lost, from `depend.what_falls_if`.
        at_min: minutes after the fall; infinite: when all paper has run out. `moments` lists when anything changes.
        spilling: the rules, and what neighbours told.

    Returns:
        Every department that stays open with what came before and comes more; empty where nothing is turned away.
        A neighbour whose size nobody knows gets nobody, and a note says so.

    Cost: shut times open departments; 2 by 53 take a millisecond.
    """
    notes: list[str] = []
    shut = tuple(_shut(hospital, outage, at_min))
    doors = _doors(hospital, {s.service for s in shut}, spilling, notes) if shut else {}
    road = _road(hospital, shut, doors)
    stay_away = spilling.elsewhere_share
    walking = {str(s.service): s.turned_away.walk_ins_per_h * (1.0 - stay_away) for s in shut}
    carried = {str(s.service): s.turned_away.ambulances_per_h for s in shut}
    before = {door: one.before for door, one in doors.items()}
    on_foot, lost_walk_ins = shared_out(
        walking, {door: came.walk_ins_per_h for door, came in before.items()}, road, spilling.walk_ins
    )
    by_ambulance, lost_ambulances = shared_out(
        carried, {door: came.ambulances_per_h for door, came in before.items()}, road, spilling.ambulances
    )
    neighbours = (
        Neighbour(
            site=one.site,
            name=one.name,
            ours=one.ours,
            travel_min=_nearest(road, door),
            before=one.before,
            extra=Arrivals(ambulances_per_h=by_ambulance[door], walk_ins_per_h=on_foot[door]),
            size_said=one.size_said,
        )
        for door, one in doors.items()
    )
    return Spillover(
        at_min=at_min,
        shut=shut,
        neighbours=tuple(sorted(neighbours, key=lambda n: (-n.extra.per_h, n.site))),
        elsewhere_per_h=stay_away * sum(s.turned_away.walk_ins_per_h for s in shut),
        nowhere=Arrivals(ambulances_per_h=lost_ambulances, walk_ins_per_h=lost_walk_ins),
        share=_share(shut, doors, road, spilling.walk_ins.within_min),
        notes=(*notes, *_left_over(lost_ambulances, lost_walk_ins)),
    )


def moments(outage: Outage) -> tuple[float, ...]:
    """Minutes after the fall at which what is turned away changes: a service is lost, or its paper runs out; rising."""
    at = {0.0}
    for lost in outage.services:
        if lost.arrivals_per_h > 0:
            at |= {lost.lost_at_min, lost.paper_until_min}
    return tuple(sorted(minute for minute in at if minute < inf))


def _over(more: float, less: float) -> float:
    return more / less if less > 0 else (inf if more > 0 else 0.0)


def _shut(hospital: Hospital, outage: Outage, at_min: float) -> Iterator[Shut]:
    for lost in outage.services:
        kept = _kept_share(lost, at_min)
        if lost.arrivals_per_h > 0 and kept < 1:
            service = hospital.services[lost.service]
            usual = _arrivals(service)
            places = kept * service.arrivals_per_h
            walk_ins = min(usual.walk_ins_per_h, places)
            ambulances = min(usual.ambulances_per_h, max(0.0, places - walk_ins))
            now = Arrivals(ambulances_per_h=ambulances, walk_ins_per_h=walk_ins)
            yield Shut(service=lost.service, site=service.site, usual=usual, kept=now)


def _kept_share(lost: ServiceLost, at_min: float) -> float:
    """Share of its usual work that a service does at a moment."""
    if at_min < lost.lost_at_min:
        return 1.0
    return lost.paper_capacity if at_min < lost.paper_until_min else 0.0


def _arrivals(service: Service) -> Arrivals:
    walk_ins = max(0.0, service.arrivals_per_h - service.ambulances_per_h)
    return Arrivals(ambulances_per_h=service.ambulances_per_h, walk_ins_per_h=walk_ins)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Door:
    site: SiteId
    name: str
    ours: bool
    before: Arrivals
    size_said: str


def _doors(hospital: Hospital, shut: Collection[ServiceId], spilling: Spilling, notes: list[str]) -> dict[str, _Door]:
    """Every department that stays open, by site: our own other campuses, and those of the region."""
    doors: dict[str, _Door] = {}
    shut_sites = {hospital.services[service].site for service in shut} | set(spilling.down)
    for site in hospital.sites.values():
        came = _all_of([s for s in hospital.services.values() if s.site == site.site])
        if came.per_h > 0 and site.site not in shut_sites:
            doors[site.site] = _door(site.site, site.name, came, "told in services", ours=True)
    per_bed = _per_bed(hospital, notes)
    for receiver in hospital.region.values():
        if not receiver.ed or receiver.hospital in shut_sites:
            continue
        told = spilling.told.get(receiver.hospital)
        beds = receiver.beds_recognised
        if told is not None:
            doors[receiver.hospital] = _door(receiver.hospital, receiver.name, told, "told by it", ours=False)
        elif isinstance(beds, Unknown) or per_bed is None:
            notes.append(f"{receiver.name} gets nobody here: how large it is, nobody told.")
        else:
            came = Arrivals(
                ambulances_per_h=beds * per_bed.ambulances_per_h, walk_ins_per_h=beds * per_bed.walk_ins_per_h
            )
            said = f"{beds:,} recognised beds, as many arrivals a bed as with us"
            doors[receiver.hospital] = _door(receiver.hospital, receiver.name, came, said, ours=False)
    return doors


def _door(site: SiteId, name: str, before: Arrivals, said: str, *, ours: bool) -> _Door:
    return _Door(site=site, name=name, ours=ours, before=before, size_said=said)


def _all_of(services: Collection[Service]) -> Arrivals:
    """What comes to all of these together."""
    each = [_arrivals(service) for service in services]
    return Arrivals(
        ambulances_per_h=sum(a.ambulances_per_h for a in each), walk_ins_per_h=sum(a.walk_ins_per_h for a in each)
    )


def _per_bed(hospital: Hospital, notes: list[str]) -> Arrivals | None:
    """Our own arrivals an hour and recognised bed, over our sites with an emergency department; None: nobody told."""
    ours = [site for site in hospital.sites.values() if site.ed] or list(hospital.sites.values())
    told = [site.beds_recognised for site in ours if not isinstance(site.beds_recognised, Unknown)]
    beds = sum(told)
    if len(told) < len(ours) or beds == 0:
        notes.append("How many beds our own sites have, nobody told: no neighbour's arrivals follow from its beds.")
        return None
    came = _all_of(hospital.services.values())
    return Arrivals(ambulances_per_h=came.ambulances_per_h / beds, walk_ins_per_h=came.walk_ins_per_h / beds)


def _road(hospital: Hospital, shut: Collection[Shut], doors: Mapping[str, _Door]) -> dict[tuple[str, str], float]:
    """Minutes from each shut service to each open door; a service of the whole hospital starts at its nearest site."""
    road: dict[tuple[str, str], float] = {}
    for one in shut:
        starts: list[SiteId] = [one.site] if one.site is not None else list(hospital.sites)
        for door in doors:
            told = [hospital.travel[s, SiteId(door)].minutes for s in starts if (s, SiteId(door)) in hospital.travel]
            if told:
                road[str(one.service), door] = min(told)
    return road


def _nearest(road: Mapping[tuple[str, str], float], door: str) -> float | Unknown:
    told = [minutes for (_, to), minutes in road.items() if to == door]
    return min(told) if told else Unknown("no row of travel_min leads there")


def _share(
    shut: Collection[Shut], doors: Mapping[str, _Door], road: Mapping[tuple[str, str], float], within_min: float
) -> float | Unknown:
    """What is turned away as a part of that and of all that comes to the doors within reach."""
    away = sum(s.turned_away.per_h for s in shut)
    if away == 0:
        return 0.0
    near = {door for (_, door), minutes in road.items() if minutes <= within_min}
    there = sum(one.before.per_h for door, one in doors.items() if door in near or within_min == inf)
    return away / (away + there) if there > 0 else Unknown("no open department within reach whose size is told")


def _left_over(ambulances: float, walk_ins: float) -> Iterator[str]:
    for number, whom in ((ambulances, "ambulances"), (walk_ins, "people who walk in")):
        if number > 1e-9:
            yield f"{number:.2f} {whom} an hour find no department within reach that has room: somebody must decide."
