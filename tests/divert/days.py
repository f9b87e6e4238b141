"""Days for tests: a small hospital that has fallen, a slow and obvious planner, and random days that go wrong."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from math import inf
from typing import Any

from codedark.depend import Outage, compile, what_falls_if, what_is_off
from codedark.divert import day_events as ev
from codedark.divert.board import Day
from codedark.divert.conversation import OVER, Mark, Talk, TalkState
from codedark.divert.day import begin, merge, step
from codedark.divert.day_effects import Effect, Entry, EntryKind, Replan
from codedark.divert.happening import Event
from codedark.divert.replaying import Planner, planner_with
from codedark.divert.transfer_plan import (
    BedStanding,
    BoundKind,
    Fixed,
    GoesHome,
    Stays,
    Transfer,
    TransferPlan,
    Unplaced,
)
from codedark.hospital.records import Hospital, Patient, SiteId, Unknown
from codedark.hospital.words import Acuity, Escort
from tests.making import make_hospital

S = TalkState
RANK = {Acuity.CRITICAL: 0, Acuity.HIGH: 1, Acuity.STABLE: 2}
FALL = datetime(2024, 3, 5, 6, 0, tzinfo=UTC)
PLACES = ("near", "mid", "far", "abbey", "coast")


@cache
def fallen() -> tuple[Hospital, Outage]:
    """A hospital of two campuses with 14 patients, five hospitals around, and everything off."""
    patients = "".join(
        f"p-{n},home,{'intensive' if n % 3 == 0 else 'medicine'},{'icu' if n % 3 == 0 else 'ward'},"
        f"{('critical', 'high', 'stable')[n % 3]},{'monitors' if n % 3 == 0 else 'record'},no,ward doctor {n}\n"
        for n in range(1, 15)
    )
    told = f"{FALL.isoformat()},bed desk"
    beds = "".join(f"{place},{pool},{free},{told if free[0] != '?' else ','}\n" for place, pool, free in (
        ("near", "icu", "1"), ("near", "ward", "2"), ("mid", "icu", "2"), ("mid", "ward", "3"), ("far", "icu", "1"),
        ("far", "ward", "4"), ("abbey", "ward", "1"), ("coast", "icu", "? line busy"), ("annex", "ward", "1"),
    ))  # fmt: skip
    road = {"near": 10, "mid": 20, "far": 40, "abbey": 15, "coast": 60, "annex": 8}
    pairs = [(a, b) for a in ("home", *road) for b in ("home", *road) if a != b]
    minutes = {
        (a, b): road.get(a, 0) if b == "home" else road.get(b, 0) if a == "home" else abs(road[a] - road[b]) + 5
        for a, b in pairs
    }
    hospital = make_hospital(
        sites="site,name,beds_recognised\nhome,Home,300\nannex,Annex,80\n",
        zones="zone,kind\nroom,server\n",
        hosts="host,zone\nbox,room\nboard,room\n",
        applications="application,kind,runs_on\nehr,clinical,box\nwatch,clinical,board\n",
        services="service,needs,paper_min\nrecord,ehr,240\nmonitors,watch,60\n",
        wards="ward,site,pool,needs,acuity,clinician\nintensive,home,icu,monitors,critical,intensivist on duty\n",
        pools="pool,may_use\nward,icu\n",
        patients=f"patient,site,ward,pool,acuity,needs,can_go_home,entered_by\n{patients}",
        crews="crew,kind,owner,site,transfers\n"
        "own-1,ambulance,ours,home,yes\nown-2,pit,ours,home,yes\nown-3,mug,ours,home,yes\n"
        "amb-1,ambulance,112,home,yes\namb-2,ambulance,112,home,yes\nmug-1,mug,112,home,yes\n",
        region="hospital,name,beds_recognised,ed\n" + "".join(f"{p},{p.title()} hospital,200,yes\n" for p in PLACES),
        region_beds=f"hospital,pool,free_staffed,confirmed_at,confirmed_by\n{beds}",
        travel_min="from,to,minutes\n" + "".join(f"{a},{b},{minutes[a, b]}\n" for a, b in pairs),
        telephones="telephone,hospital,whom,number\nnear-beds,near,bed coordinator,555-0100\n",
    )
    off = what_is_off(hospital, ["all"])
    return hospital, what_falls_if(hospital, compile(hospital), off)


def fresh_day(**more: Any) -> Day:
    """That hospital's board before anybody called."""
    return begin(*fallen(), **{"fell_at": FALL, **more})


def nearest_first(
    hospital: Hospital,
    outage: Outage,
    *,
    now_min: float = 0.0,
    fixed: Sequence[Fixed] = (),
    excluded: Collection[tuple[str, str]] = frozenset(),
    crews_out: Collection[str] = frozenset(),
    crew_free_min: Mapping[str, float] | None = None,
    **_: Any,
) -> TransferPlan:
    """The slow and obvious planner: the sickest first, to the nearest free bed, with the first crew that is back."""
    lost = {one.service: one for one in outage.services}
    left: dict[tuple[str, str], int] = {}
    for row in hospital.free_beds:
        left[row.hospital, row.pool] = 0 if isinstance(row.free_staffed, Unknown) else row.free_staffed
    free = {c: max(now_min, (crew_free_min or {}).get(c, 0.0)) for c, crew in hospital.crews.items()
            if crew.transfers and c not in crews_out and c not in outage.crews_standing}  # fmt: skip
    told: dict[str, Fixed] = {}
    for one in fixed:
        assert one.patient in hospital.patients and one.patient not in told
        told[one.patient] = one
        left[one.to, one.pool] = left.get((one.to, one.pool), 0) - 1
        if one.crew is not None and one.crew in free and one.arrive_min is not None:
            free[one.crew] = max(free[one.crew], one.arrive_min + 30)
    transfers, stay, home, unplaced = [], [], [], []
    for patient in sorted(hospital.patients.values(), key=lambda p: (RANK[p.acuity], p.patient)):
        until = min((lost[s].paper_until_min for s in patient.needs if s in lost), default=inf)
        if (one := told.get(patient.patient)) is not None:
            transfers.append(_transfer(hospital, patient, one.to, one.pool, free, until, now_min, one))
        elif patient.can_go_home is True:
            home.append(GoesHome(patient=patient.patient, site=patient.site, entered_by="x", why="a clinician said so"))
        elif until == inf:
            stay.append(Stays(patient=patient.patient, site=patient.site, until_min=inf, service=None, why="nothing"))
        elif (bed := _nearest(hospital, patient, left, excluded)) is None or not free:
            unplaced.append(Unplaced(patient=patient.patient, site=patient.site, why="no bed told free" if bed is None
                                     else "no crew", clinician="coordinator", until_min=until))  # fmt: skip
        else:
            left[bed] -= 1
            transfers.append(_transfer(hospital, patient, *bed, free, until, now_min, None))
    return TransferPlan(
        now_min=now_min, transfers=tuple(transfers), stay=tuple(stay), home=tuple(home), unplaced=tuple(unplaced),
        objective=0.0, bound=0.0, bound_kind=BoundKind.NONE, nearest_first=0.0, acuity_first=0.0,
        assumed_beds_pct=None, notes=(),
    )  # fmt: skip


def _nearest(
    hospital: Hospital, patient: Patient, left: Mapping[tuple[str, str], int], excluded: Collection[Any]
) -> Any:
    pools = {patient.pool, *(hospital.pools[patient.pool].may_use if patient.pool in hospital.pools else ())}
    found = [
        (hospital.travel[patient.site, SiteId(place)].minutes, place, pool)
        for (place, pool), beds in left.items()
        if pool in pools and beds > 0 and (patient.site, place) in hospital.travel
        and (patient.patient, place) not in excluded and place != patient.site
    ]  # fmt: skip
    return min(found)[1:] if found else None


def _transfer(
    hospital: Hospital, patient: Patient, to: str, pool: str, free: dict[Any, float], until: float, now: float,
    fixed: Fixed | None,
) -> Transfer:  # fmt: skip
    crew = fixed.crew if fixed is not None else None
    road = hospital.travel.get((patient.site, SiteId(to)))
    depart, arrive = now, now + (road.minutes if road else 30.0)
    if crew is None and free:
        crew = min(free, key=lambda c: (free[c], c))
        depart = free[crew]
        arrive = depart + (road.minutes if road else 30.0)
        free[crew] = arrive + (arrive - depart) + 30
    elif fixed is not None and fixed.depart_min is not None and fixed.arrive_min is not None:
        depart, arrive = fixed.depart_min, fixed.arrive_min
    owner = hospital.crews[crew].owner if crew is not None else None
    return Transfer(
        patient=patient.patient, from_=patient.site, to=SiteId(to), pool=pool, acuity=patient.acuity,
        escort=Escort.NONE if isinstance(patient.escort, Unknown) else patient.escort, escort_team="", crew=crew,
        owner=owner, depart_min=depart, arrive_min=arrive, must_arrive_min=until, bed=BedStanding.CONFIRMED,
        confirmed_at=None, confirmed_by="", frozen=fixed is not None, why="what it needs is lost",
    )  # fmt: skip


SLOW: Planner = planner_with(nearest_first)


def run(day: Day, *events: Event) -> tuple[Day, tuple[Effect, ...]]:
    """Take events one after another, with no plan in between."""
    effects: list[Effect] = []
    for event in events:
        day, more = step(day, event)
        effects += more
    return day, tuple(effects)


def planned(day: Day, planner: Planner = SLOW) -> Day:
    """The board with a plan on it."""
    return merge(day, planner(day))[0]


def refusals(effects: Sequence[Effect]) -> list[str]:
    """Reasons of what was not taken."""
    return [e.what for e in effects if isinstance(e, Entry) and e.kind is EntryKind.NOT_TAKEN]


def taken(day: Day, *events: Event) -> Day:
    """The board after events that all fit."""
    day, effects = run(day, *events)
    assert not refusals(effects), refusals(effects)
    return day


def random_day(seed: int, count: int = 200, planner: Planner = SLOW, start: Day | None = None) -> list[Event]:
    """Events of a day that goes wrong: most are such as happen next, some fit nothing."""
    luck = random.Random(seed)
    day = planned(fresh_day() if start is None else start, planner)
    events: list[Event] = []
    minute = 0.0
    while len(events) < count:
        minute += luck.choice((0.0, 1.0, 2.0, 5.0, 12.0))
        event = next(iter(_one(luck, day, minute)))
        events.append(event)
        day, effects = step(day, event)
        if any(isinstance(effect, Replan) for effect in effects):
            day = planned(day, planner)
    return events


def _one(luck: random.Random, day: Day, minute: float) -> Iterator[Event]:
    at = max(0.0, minute - luck.choice((0, 0, 0, 7)))
    patients = list(day.patients)
    patient = luck.choice(patients)
    talk = day.talk_of(patient)
    if luck.random() < 0.12:
        yield wild_event(luck, day, at)
    if luck.random() < 0.25:
        yield _told(luck, day, at)
    busy = [t for t in day.talks if t.state not in OVER]
    if busy and luck.random() < 0.85:
        talk = luck.choice(busy)
    if talk is not None and talk.state not in OVER:
        yield _next(luck, day, talk, at)
    yield wild_event(luck, day, at)


def _next(luck: random.Random, day: Day, talk: Talk, at: float) -> Event:
    """What may well happen next in a conversation."""
    p: dict[str, Any] = {"at_min": at, "patient": talk.patient}
    place = luck.choice([SiteId(name) for name in PLACES])
    roll = luck.random()
    if roll < 0.03:
        return ev.Died(**p, by="physician")
    if roll < 0.06:
        return ev.PatientChanged(
            **p, by="physician", acuity=luck.choice(list(Acuity)), pool=luck.choice(("icu", "ward"))
        )
    if talk.state is S.PROPOSED:
        if roll < 0.2:
            return ev.Offered(**p, to=place, doctor="dr on call", pool=luck.choice(("icu", "ward", "")))
        return ev.Offered(**p, to=talk.to, doctor="dr on call", expires_min=max(at, day.minute) + luck.choice((3, 20)))
    if talk.state in {S.OFFERED, S.PROVISIONAL}:
        if roll < 0.3:
            return ev.Refused(**p, why="full", full=luck.random() < 0.3)
        if roll < 0.4:
            return ev.Withdrawn(**p, by="coordinator")
        return ev.Accepted(**p) if roll < 0.85 else ev.ProvisionallyAccepted(**p, expires_min=at + 15)
    if talk.state in {S.ACCEPTED, S.CREW_FAILED}:
        if roll < 0.12:
            return ev.Refused(**p, why="taken back")
        if roll < 0.3:
            return ev.CrewDenied(**p, why="none free", until_min=luck.choice((None, at + 40)))
        if roll < 0.6:
            return ev.CrewGranted(**p, crew=luck.choice(("amb-1", "amb-2", "mug-1", "lent-9")))
        return ev.CrewAssigned(**p, crew=luck.choice(("own-1", "own-2", "own-3")))
    if talk.state is S.CREW_ASSIGNED:
        if roll < 0.2 and talk.crew is not None:
            return ev.CrewFailed(at_min=at, crew=talk.crew, why="engine")
        return ev.Cancelled(**p, by="head physician") if roll < 0.25 else ev.Departed(**p)
    if talk.state in {S.DEPARTED, S.DIVERTED}:
        if roll < 0.15:
            return ev.Delayed(**p, arrive_min=at + 30, why="bridge")
        if roll < 0.25:
            return ev.TurnedBack(**p, why="worse")
        if roll < 0.35:
            return ev.Diverted(**p, to=place, doctor="dr there")
        return ev.ArrivedRefused(**p, why="bed taken") if roll < 0.45 else ev.Arrived(**p)
    if talk.state is S.ARRIVED:
        return ev.HandedOver(**p, by="nurse") if roll < 0.8 else ev.ArrivedRefused(**p, full=True)
    if talk.state is S.TURNED_BACK:
        return ev.Returned(**p)
    return ev.Diverted(**p, to=place, doctor="dr there") if roll < 0.5 else ev.TurnedBack(**p)


def _told(luck: random.Random, day: Day, at: float) -> Event:
    """What is told beside the conversations."""
    place = luck.choice([SiteId(name) for name in PLACES])
    number = len(day.patients) + 1
    free: Any = luck.choice((0, 1, 2, 3, Unknown("no answer")))
    lost = {one.service for one in day.outage.services}
    choices: list[Callable[[], Event]] = [
        lambda: ev.BedsTold(at_min=at, hospital=place, pool=luck.choice(("icu", "ward")), free=free, by="bed desk"),
        lambda: ev.NewPatient(at_min=at, patient=f"n-{number}", site="home", pool=luck.choice(("icu", "ward")),
                              acuity=luck.choice(list(Acuity)), needs=("record",), by="triage"),
        lambda: ev.CanGoHome(at_min=at, patient=luck.choice(list(day.patients)), by="ward doctor"),
        lambda: ev.RoadChanged(at_min=at, from_="home", to=place, minutes=luck.choice((None, 35.0, 12.0))),
        lambda: ev.AmbulanceDiverted(at_min=at, to=place, ride=luck.choice(("", "r-1", "r-2", f"r-{number}"))),
        lambda: ev.CrewLate(at_min=at, crew=luck.choice(list(day.hospital.crews)), free_min=at + 45),
        lambda: ev.CrewBack(at_min=at, crew=luck.choice(list(day.hospital.crews))),
        lambda: ev.TypedIn(at_min=at, to="convent", name="Convent infirmary", minutes=25.0, agreed_by="sister Anna",
                           patient=luck.choice((None, luck.choice(list(day.patients))))),
        lambda: ev.ServiceBack(at_min=at, service="record") if "record" in lost
        else ev.ServiceGone(at_min=at, service="record"),
        lambda: ev.Tick(at_min=at),
    ]  # fmt: skip
    return luck.choice(choices)()


def wild_event(luck: random.Random, day: Day, at: float) -> Event:
    """Anything at all, about anybody; most of it fits nothing."""
    patient: Any = luck.choice([*day.patients, "nobody"])
    place: Any = luck.choice([*PLACES, "annex", "home", "nowhere"])
    crew: Any = luck.choice([*day.hospital.crews, "lent-9", "ghost"])
    p = {"at_min": at, "patient": patient}
    choices: list[Callable[[], Event]] = [
        lambda: ev.Offered(**p, to=place, doctor="dr"),
        lambda: ev.Accepted(**p, to=luck.choice((None, place))),
        lambda: ev.ProvisionallyAccepted(**p),
        lambda: ev.Refused(**p, full=luck.random() < 0.2),
        lambda: ev.Withdrawn(**p, by="coordinator"),
        lambda: ev.AskAgain(**p, hospital=place),
        lambda: ev.CrewAssigned(**p, crew=crew),
        lambda: ev.CrewGranted(**p, crew=crew),
        lambda: ev.CrewDenied(**p),
        lambda: ev.CrewFailed(at_min=at, crew=crew),
        lambda: ev.Departed(**p, crew=luck.choice((None, crew))),
        lambda: ev.Delayed(**p, arrive_min=max(0.0, at + luck.choice((-5, 20)))),
        lambda: ev.TurnedBack(**p),
        lambda: ev.Returned(**p),
        lambda: ev.Diverted(**p, to=place, doctor="dr"),
        lambda: ev.Arrived(**p),
        lambda: ev.ArrivedRefused(**p),
        lambda: ev.HandedOver(**p),
        lambda: ev.Cancelled(**p, by="head physician"),
        lambda: ev.PlanAgain(**p),
        lambda: ev.Marked(**p, mark=luck.choice(list(Mark))),
        lambda: ev.WentHome(**p, by="ward doctor"),
        lambda: ev.Died(**p),
        lambda: ev.CanGoHome(**p, by="ward doctor", can=luck.random() < 0.5),
    ]
    return luck.choice(choices)()


def real_planner() -> Planner | None:
    """The engine of `divert.planning`, at little effort; None where it is not written yet."""
    try:
        from codedark.divert.planning import plan  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    return planner_with(plan, bounded=False, effort=200)
