"""Events of everything else: patients as clinicians enter them, beds, places, services, roads, ambulances sent on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import inf
from typing import Any

from codedark.divert.board import Lot
from codedark.divert.conversation import OVER, UNDER_WAY, Talk, TalkState
from codedark.divert.day_talking import moved, ruled
from codedark.divert.happening import Event, Tick
from codedark.divert.outage_changing import with_back, with_lost
from codedark.divert.told_events import (
    AmbulanceDiverted,
    AskAgain,
    BedsTold,
    CanGoHome,
    NewPatient,
    PatientChanged,
    PlanAgain,
    RoadChanged,
    ServiceBack,
    ServiceGone,
    TypedIn,
)
from codedark.divert.turn import Impossible, Turn
from codedark.hospital.records import Patient, PatientId, Receiver, ServiceId, Unknown
from codedark.hospital.spelling import Spelling
from codedark.hospital.words import Basis


def _named(turn: Turn, what: str) -> str:
    by: str = getattr(turn.event, "by", "")
    if not by.strip():
        raise Impossible(f"{what}: nobody is named: enter `by`")
    return by


def _services(turn: Turn, services: tuple[ServiceId, ...]) -> None:
    for service in services:
        if service not in turn.day.hospital.services:
            fix = Spelling(turn.day.hospital.services).fix(service, "a service of services.csv")
            raise Impossible(f"no service is known as '{service}': {fix}")


def ticked(turn: Turn, event: Tick) -> None:
    """Time passed; what follows from that was done before."""


def beds_told(turn: Turn, event: BedsTold) -> None:
    """A count, beside what is promised to us. A place that had only not answered may be asked again."""
    turn.place(event.hospital)
    if event.hospital in turn.day.typed_in:
        raise Impossible(f"{event.hospital} is a place typed in, agreed patient by patient: it has no count")
    by = _named(turn, f"beds at {event.hospital}")
    if not isinstance(event.free, Unknown) and event.free < 0:
        raise Impossible(f"{event.free} beds at {event.hospital}: 0 or more, or `?`")
    lot = Lot(
        free=event.free,
        confirmed_at=None if isinstance(event.free, Unknown) else turn.day.moment(event.at_min),
        by=by,
        basis=Basis.STATED,
        source="told during the day",
    )
    silent = {
        (talk.patient, talk.to)
        for talk in turn.day.talks
        if talk.to == event.hospital and talk.silent and talk.state is TalkState.REFUSED
    }
    turn.change(lots={**turn.day.lots, (event.hospital, event.pool): lot}, excluded=turn.day.excluded - silent)
    count = f"no longer known ({event.free.why})" if isinstance(event.free, Unknown) else f"{event.free} free"
    turn.entry(f"{turn.day.name_of(event.hospital)}, {event.pool}: {count}", place=event.hospital)
    turn.replan(f"beds at {event.hospital}")


def typed_in(turn: Turn, event: TypedIn) -> None:
    """A place outside the list; with a patient, agreed for that one. It takes no bed of any list."""
    day = turn.day
    if event.to in day.hospital.region or event.to in day.hospital.sites:
        raise Impossible(f"{event.to} is on the list: enter `offered`")
    if not event.agreed_by.strip() or not event.name.strip():
        raise Impossible("a place outside the list needs its `name`, and `agreed_by`: who there agreed")
    if not 0 < event.minutes < inf:
        raise Impossible(f"{event.minutes:g} minutes of road: more than 0")
    known = day.typed_in.get(event.to)
    if known is not None and known.name != event.name:
        raise Impossible(f"{event.to} is {known.name} already: choose another short name")
    talk, after = ruled(turn, event.patient) if event.patient is not None else (None, TalkState.ACCEPTED)
    roads = {pair: event.minutes for site in day.hospital.sites for pair in ((site, event.to), (event.to, site))}
    turn.change(typed_in={**day.typed_in, event.to: _receiver(event)}, roads={**day.roads, **roads})
    if event.patient is None:
        turn.entry(f"{event.name} is a place outside the list", who=event.agreed_by, place=event.to)
        return
    start = talk if talk is not None and talk.open else Talk(patient=event.patient, to=event.to, pool="", state=after)
    told = replace(start, to=event.to, pool="", state=after, doctor=event.agreed_by, expires_min=inf)
    turn.change(kept={p: kept for p, kept in day.kept.items() if p != event.patient})
    moved(turn, talk, told, f"agreed by {event.name}, outside the list", by=event.agreed_by)
    turn.replan(f"{event.patient} has a place")


def _receiver(event: TypedIn) -> Receiver:
    why = "typed in during the day"
    return Receiver(
        hospital=event.to,
        name=event.name,
        lat=None,
        lon=None,
        beds_recognised=Unknown(why),
        ed=False,
        country="",
        partner=False,
        offers=Unknown(why),
        languages=(),
        basis=Basis.STATED,
        source=f"{why}, agreed by {event.agreed_by}",
    )


def patient_changed(turn: Turn, event: PatientChanged) -> None:
    """Worse or better. A place that is agreed stays; they are called, and say whether it still will do."""
    by = _named(turn, event.patient)
    before = _here(turn, event.patient)
    _services(turn, event.needs or ())
    told = {
        "acuity": event.acuity, "pool": event.pool or None, "escort": event.escort, "needs": event.needs,
        "demands": event.demands,
    }  # fmt: skip
    fields = {name: value for name, value in told.items() if value is not None}
    after = replace(before, **fields, entered_by=by)  # type: ignore[arg-type]
    changes = [f"{name} {_told(value)}" for name, value in fields.items() if value != getattr(before, name)]
    if not changes:
        raise Impossible(f"{event.patient}: nothing of it is new")
    turn.change(patients={**turn.day.patients, event.patient: after})
    said = ", ".join(changes)
    turn.entry(f"{event.patient}: {said}", patient=event.patient)
    _ask_whether_it_will_do(turn, event.patient, said)
    turn.replan(f"{event.patient} changed")


def _told(value: Any) -> str:
    return " ".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value)


def _here(turn: Turn, patient: PatientId) -> Patient:
    """A patient whose care is still ours.

    Raises:
        Impossible: died, or handed over.
    """
    record = turn.patient(patient)
    state = turn.day.state_of(patient)
    if state in {TalkState.DIED, TalkState.HANDED_OVER}:
        raise Impossible(f"{patient} stands at {state}: what follows is not ours to enter")
    return record


def _ask_whether_it_will_do(turn: Turn, patient: PatientId, said: str) -> None:
    talk = turn.day.talk_of(patient)
    if talk is None or talk.state in OVER | {TalkState.PROPOSED}:
        return
    if talk.holds:
        turn.call(talk.to, talk.doctor, f"{patient}: {said}; will the place still do?", patient)
    if talk.crew is not None:
        turn.tell(f"crew {talk.crew}", f"{patient}: {said}", patient)


def can_go_home(turn: Turn, event: CanGoHome) -> None:
    """A clinician's entry; a place that is spoken for is given back by a person, not by this."""
    by = _named(turn, event.patient)
    before = _here(turn, event.patient)
    if turn.day.state_of(event.patient) in UNDER_WAY:
        raise Impossible(f"{event.patient} is on the road: enter `turned-back` first")
    if before.can_go_home is event.can:
        raise Impossible(f"{event.patient}: nothing of it is new")
    after = replace(before, can_go_home=event.can, entered_by=by)
    turn.change(patients={**turn.day.patients, event.patient: after})
    said = "can go home" if event.can else "cannot go home"
    turn.entry(f"{event.patient}: {said}", patient=event.patient)
    _ask_whether_it_will_do(turn, event.patient, said)
    turn.replan(f"{event.patient} {said}")


def new_patient(turn: Turn, event: NewPatient) -> None:
    """Somebody who was on no list."""
    by = _named(turn, event.patient)
    if event.patient in turn.day.patients:
        raise Impossible(f"{event.patient} is on the list already: enter `patient-changed`")
    if event.site not in turn.day.hospital.sites:
        fix = Spelling(turn.day.hospital.sites).fix(event.site, "a campus of sites.csv")
        raise Impossible(f"no campus is known as '{event.site}': {fix}")
    _services(turn, event.needs)
    record = Patient(
        patient=event.patient,
        site=event.site,
        ward=event.ward,
        pool=event.pool,
        acuity=event.acuity,
        needs=event.needs,
        can_go_home=Unknown("came during the day"),
        stay_h=Unknown("came during the day"),
        entered_by=by,
        escort=Unknown("nobody entered it") if event.escort is None else event.escort,
        demands=event.demands,
        language=event.language,
        basis=Basis.STATED,
        source="entered during the day",
    )
    turn.change(patients={**turn.day.patients, event.patient: record})
    turn.entry(f"{event.patient} came to {turn.day.name_of(event.site)}", patient=event.patient)
    turn.replan(f"{event.patient} came")


def plan_again(turn: Turn, event: PlanAgain) -> None:
    """A transfer that was cancelled may be planned again."""
    _here(turn, event.patient)
    if event.patient not in turn.day.kept:
        raise Impossible(f"{event.patient}: nobody had decided that the patient stays")
    turn.change(kept={p: kept for p, kept in turn.day.kept.items() if p != event.patient})
    turn.entry(f"{event.patient} is planned for again", patient=event.patient)
    turn.replan(f"{event.patient} is planned for again")


def ask_again(turn: Turn, event: AskAgain) -> None:
    """A place that had been left out for a patient may be proposed again."""
    turn.place(event.hospital)
    _here(turn, event.patient)
    pair = (event.patient, event.hospital)
    if pair not in turn.day.excluded:
        raise Impossible(f"{event.hospital} was not left out for {event.patient}")
    turn.change(excluded=turn.day.excluded - {pair})
    what = f"{turn.day.name_of(event.hospital)} may be asked for {event.patient} again"
    turn.entry(what, patient=event.patient, place=event.hospital)
    turn.replan(what)


def service_back(turn: Turn, event: ServiceBack) -> None:
    """The outage shrinks."""
    _services(turn, (event.service,))
    if all(lost.service != event.service for lost in turn.day.outage.services):
        raise Impossible(f"{event.service} is not lost")
    turn.change(outage=with_back(turn.day.hospital, turn.day.outage, event.service))
    turn.entry(f"{event.service} works again")
    lost = {one.service for one in turn.day.outage.services}
    for talk in turn.day.open_talks:
        needs = turn.day.patients[talk.patient].needs
        if talk.holds and talk.state not in UNDER_WAY and event.service in needs and not lost.intersection(needs):
            why = f"nothing that {talk.patient} needs is lost any longer: keep the place at {talk.to}, or `withdrawn`?"
            turn.call(None, turn.day.clinician_of(talk.patient), why, talk.patient)
    turn.replan(f"{event.service} is back")


def service_gone(turn: Turn, event: ServiceGone) -> None:
    """The outage grows."""
    _services(turn, (event.service,))
    if any(lost.service == event.service for lost in turn.day.outage.services):
        raise Impossible(f"{event.service} is lost already")
    day = turn.day
    turn.change(outage=with_lost(day.hospital, day.outage, event.service, event.at_min, event.paper_until_min))
    turn.entry(f"{event.service} is lost")
    turn.replan(f"{event.service} is lost")


def road_changed(turn: Turn, event: RoadChanged) -> None:
    """Other road minutes from now on; who is on the road already says so by `delayed`."""
    turn.place(event.from_)
    turn.place(event.to)
    if event.from_ == event.to or (event.minutes is not None and not 0 < event.minutes < inf):
        raise Impossible("a road leads from one place to another, in more than 0 minutes")
    minutes = inf if event.minutes is None else event.minutes
    pairs = ((event.from_, event.to), (event.to, event.from_))[: 1 + event.both_ways]
    turn.change(roads={**turn.day.roads, **dict.fromkeys(pairs, minutes)})
    what = "closed" if event.minutes is None else f"{event.minutes:g} min"
    turn.entry(f"road {event.from_} to {event.to}: {what}", place=event.to)
    turn.replan(f"road {event.from_} to {event.to}")


def ambulance_diverted(turn: Turn, event: AmbulanceDiverted) -> None:
    """One more that somebody can count afterwards."""
    if event.count < 1:
        raise Impossible(f"{event.count} ambulances: 1 or more")
    if event.ride and event.count != 1:
        raise Impossible(f"ride {event.ride} is one ambulance, not {event.count}")
    if event.ride in turn.day.rides:
        raise Impossible(f"ride {event.ride} is counted already")
    turn.change(
        rides=turn.day.rides | ({event.ride} if event.ride else set()),
        ambulances_diverted_count=turn.day.ambulances_diverted_count + event.count,
    )
    where = turn.day.name_of(event.to) if event.to is not None else "a place nobody told"
    said = "an ambulance" if event.count == 1 else f"{event.count} ambulances"
    ride = f" (ride {event.ride})" if event.ride else ""
    what = f"{said}{ride} sent on to {where}" + (f": {event.why}" if event.why else "")
    turn.entry(what, place=event.to, count=event.count)


HANDLERS: Mapping[type[Event], Callable[[Turn, Any], None]] = {
    Tick: ticked,
    BedsTold: beds_told,
    TypedIn: typed_in,
    PatientChanged: patient_changed,
    CanGoHome: can_go_home,
    NewPatient: new_patient,
    PlanAgain: plan_again,
    AskAgain: ask_again,
    ServiceBack: service_back,
    ServiceGone: service_gone,
    RoadChanged: road_changed,
    AmbulanceDiverted: ambulance_diverted,
}
