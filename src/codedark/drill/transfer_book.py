"""Which bed for whom, in which order: one plan of transfers for each distinct outage, looked up in every replication.

A *distinct outage* is the set of services whose paper runs out before they are back, among those that in-patients need
(and wards of our own that could take them). How long each is gone differs from play to play, the plan does not: it is
made by `divert` as if all of the set were lost together, each carried as long as its paper lasts. A *page* is what the
kernel needs of it. A drill of thousands of plays meets a handful of pages; each is made when it is first met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from codedark.divert.fleet import fleet_of
from codedark.divert.lots import lots_of
from codedark.divert.moving import by_agreement
from codedark.divert.preferences import LEVEL
from codedark.drill.luck import key_of
from codedark.drill.transfer_outage import lost_together, without_network
from codedark.hospital.records import Hospital, Patient, PatientId, SiteId
from codedark.hospital.words import Acuity

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Keys = NDArray[np.uint64]

TRIES = 3_000
"""Changes the search tries for one page: a few tens of milliseconds; twenty times as many find 0.2 % more at best."""
NOWHERE = -1.0
"""In `Page.road_min`: nobody could place them."""
STAYS = -1
"""In `TransferBook.crew_level`: moves nobody between hospitals."""


class Page(NamedTuple):
    """One plan, for P patients in the order of the table."""

    road_min: Floats
    """[P] road minutes to the planned bed, one way; `NOWHERE`: not placed, or nothing they need is out of paper."""
    order: Ints
    """[P] place in the order of departure; P for whoever is not moved."""


class Pages(NamedTuple):
    """All pages made so far, M of them, as the kernel looks them up."""

    key: Keys
    """[M] of the outage (`TransferBook.key_of`), sorted."""
    road_min: Floats
    """[M, P]"""
    order: Ints
    """[M, P]"""


class TransferBook:
    """The pages of one arm, and what its plans are made from.

    A page depends on what was told and the outage alone, so books of the same content share their pages: those of arms
    whose defences move no patient, and those that were pickled to another process, which makes its pages itself. Two
    threads that need the same one at once may both make it, and it is the same: no lock is needed, and who was first
    changes no result.
    """

    __slots__ = (
        "_assumed_pct", "_hospital", "_page", "_pages", "_told", "crew_level", "matters", "patient_level", "people",
    )  # fmt: skip

    def __init__(self, hospital: Hospital, assume_beds_pct: float | None) -> None:
        """Of a hospital with the arm's defences; `assume_beds_pct` as in `divert.lots.lots_of`."""
        told = without_network(hospital)
        self._told, self._assumed_pct, self._pages = told, assume_beds_pct, _pages_of({}, 0, [])
        self._page = _pages_met(_content(told, assume_beds_pct))
        self.people = tuple(told.patients)
        """[P]"""
        self.patient_level = np.array([level_of(p) for p in told.patients.values()], np.int32)
        """[P] who must go along: 0 the crew is enough, 1 a nurse, 2 a physician."""
        self.crew_level = _crew_levels(told)
        """[C] who is aboard, people of ours who ride along counted in; `STAYS`: it moves nobody between hospitals."""
        self._hospital = replace(told, patients=_driven(told, int(max(self.crew_level, default=STAYS))))
        self.matters = _matters(self._hospital, assume_beds_pct)
        """Numbers of the services of which an outage can consist."""

    def __reduce__(self) -> tuple[type[TransferBook], tuple[Hospital, float | None]]:
        return TransferBook, (self._told, self._assumed_pct)

    def __len__(self) -> int:
        """Pages made so far."""
        return len(self._page)

    def keys_of_services(self) -> Keys:
        """[S] what each service adds to the key of an outage, by exclusive or; 0: it does not matter."""
        names = enumerate(self._hospital.services)
        return np.array([key_of(f"transfer {s}") if i in self.matters else 0 for i, s in names], np.uint64)

    def page_of(self, out: Iterable[int]) -> Page:
        """The page of an outage, made now where nobody has met it.

        Args:
            out: numbers of the services that are out of paper; those that do not matter are left out.

        Cost: one plan of `TRIES`, 10 to 60 ms for 30 patients; nothing where it is there.
        """
        told = self.matters & frozenset(out)
        page = self._page.get(told)
        return self._page.setdefault(told, self._made(told)) if page is None else page

    def pages(self) -> Pages:
        """All pages made so far, as arrays."""
        told = self._pages
        if len(told.key) != len(self._page):
            told = _pages_of(self._page.copy(), len(self.people), self.keys_of_services().tolist())
            self._pages = told
        return told

    def _made(self, out: frozenset[int]) -> Page:
        at = {patient: i for i, patient in enumerate(self.people)}
        page = Page(np.full(len(at), NOWHERE), np.full(len(at), len(at), np.int32))
        for place, (_, _, patient, to) in enumerate(sorted(self._transfers(out))):
            page.road_min[at[patient]] = road_min(self._hospital, self._hospital.patients[patient].site, to)
            page.order[at[patient]] = place
        return page

    def _transfers(self, out: frozenset[int]) -> list[tuple[float, int, PatientId, SiteId]]:
        """(minute of departure, acuity, patient, receiving site) of everybody whom the plan moves."""
        services = tuple(self._hospital.services)
        outage = lost_together(self._hospital, [services[s] for s in out])
        if not out or not lots_of(self._hospital, outage, None, self._assumed_pct).lots:
            return []
        from codedark.divert.planning import plan

        made = plan(
            self._hospital,
            outage,
            assume_beds_pct=self._assumed_pct,
            stay_min=inf,
            effort=TRIES,
            bounded=False,
        )
        return [(t.depart_min, tuple(Acuity).index(t.acuity), t.patient, t.to) for t in made.transfers]


@lru_cache(maxsize=64)
def _pages_met(content: tuple[object, ...]) -> dict[frozenset[int], Page]:
    """The pages of all books of this content in this process."""
    return {}


def _content(told: Hospital, assumed_pct: float | None) -> tuple[object, ...]:
    """All that a page depends on."""
    tables = (told.patients, told.sites, told.crews, told.region, told.travel, told.wards, told.escorts, told.pools)
    services = tuple((s.service, s.paper_min_planned) for s in told.services.values())
    settings = (told.settings.hospital.country, told.settings.transfer.handling_min.mid)
    return (assumed_pct, settings, services, told.free_beds, *(tuple(table.values()) for table in tables))


def _driven(told: Hospital, highest: int) -> dict[PatientId, Patient]:
    """Patients who may have to be moved: not going home, and with a crew that is enough, whether it stands or not."""
    return {p.patient: p for p in told.patients.values() if level_of(p) <= highest and p.can_go_home is not True}


def level_of(patient: Patient) -> int:
    """Who must go along, as entered or as planned by acuity: 0 the crew is enough, 1 a nurse, 2 a physician."""
    return LEVEL[by_agreement(patient).escort]


def road_min(hospital: Hospital, from_: SiteId, to: SiteId) -> float:
    """Road minutes as a plan counts them: the way back stands for the way there where only one is told."""
    road = hospital.travel.get((from_, to)) or hospital.travel[to, from_]
    return float(road.minutes)


def _crew_levels(hospital: Hospital) -> Ints:
    told = {c.crew: c.level for c in fleet_of(hospital, lost_together(hospital, ())).crews}
    return np.array([told.get(crew, STAYS) for crew in hospital.crews], np.int32)


def _matters(hospital: Hospital, assumed_pct: float | None) -> frozenset[int]:
    """What the patients who may be moved need, and wards of our own whose beds count; nothing where no bed counts."""
    lots = lots_of(hospital, lost_together(hospital, ()), None, assumed_pct).lots
    if not lots or not hospital.patients:
        return frozenset()
    ours = {(lot.hospital, lot.pool) for lot in lots if lot.hospital in hospital.sites}
    needed = {need for p in hospital.patients.values() for need in p.needs}
    needed |= {need for w in hospital.wards.values() if (w.site, w.pool) in ours for need in w.needs}
    return frozenset(i for i, s in enumerate(hospital.services) if s in needed)


def _pages_of(made: Mapping[frozenset[int], Page], people: int, service_key: list[int]) -> Pages:
    by_key = {_key(out, service_key): page for out, page in made.items()}
    keys = sorted(by_key)
    return Pages(
        key=np.array(keys, np.uint64),
        road_min=np.array([by_key[k].road_min for k in keys], np.float64).reshape(len(keys), people),
        order=np.array([by_key[k].order for k in keys], np.int32).reshape(len(keys), people),
    )


def _key(out: Iterable[int], service_key: list[int]) -> int:
    """Exclusive or: any number of services has a key, and the order does not matter."""
    key = 0
    for s in out:
        key ^= service_key[s]
    return key
