"""Who lies where after some ADT events: the events in the order of their times, one stay after the other.

A patient may have several stays at once (in a bed, and an appointment at radiology): an event is of the stay its
PV1-19 names, so that the end of an appointment discharges nobody. Cancellations put back what was before. The picture
can be written down as events again (`as_events`), from which it goes on: that is how old messages may be thrown away.
Source: HL7 version 2.5.1, chapter 3.3 (what each trigger event means).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum

from codedark.divert.census import Expected
from codedark.divert.counting_in import Lying
from codedark.formats.hl7_adt import MERGES, Event
from codedark.hospital.records import PatientId

IN_A_BED = frozenset("IEB")
"""Classes whose stay is a bed's: inpatient, emergency, obstetrics."""
KEPT_D = 7.0
"""Days for which a stay that ended is remembered, so that a late update does not bring it back."""
_PLACES = frozenset({"A01", "A02", "A04", "A06", "A07", "A12", "A13", "A17"})
"""Events after which the patient is here, wherever they were before."""
_AHEAD = frozenset({"A05", "A14"})
_CLASS_OF = {"A06": "I", "A07": "O"}
"""What these events make of a patient where PV1-2 does not say."""
_WRITTEN = frozenset({"WAS", "HERE", "AHEAD", "GONE"})
_ENDS = frozenset({"A03", "A11", "A23", "A27", "A38"})


class _Is(Enum):
    """How a stay stands; the values are also the kinds of the events it is written down as."""

    HERE = "HERE"
    AHEAD = "AHEAD"
    GONE = "GONE"


@dataclass(slots=True)
class _Stay:
    """One stay of one patient: the last event that told of it, and what holds now."""

    last: Event
    state: _Is
    place: tuple[str, str, str, str] = ("", "", "", "")
    """Ward, room, bed, facility."""
    before: tuple[str, str, str, str] | None = None
    patient_class: str = ""
    admitted_at: datetime | None = None
    expected_at: datetime | None = None


@dataclass(slots=True)
class Standing:
    """The picture after the events taken so far. Events must be taken in the order of their times: see `after`."""

    _stays: dict[PatientId, dict[str, _Stay]] = field(default_factory=dict)
    _now_called: dict[PatientId, PatientId] = field(default_factory=dict)
    odd: Counter[str] = field(default_factory=Counter)
    """What happened against the order of things, in words, and how often."""
    merged: int = 0

    def take(self, event: Event) -> None:
        """Let one event change the picture."""
        if event.event in MERGES:
            self._merge(event)
            return
        patient = self._called(event.patient)
        stays = self._stays.setdefault(patient, {})
        if event.event in _WRITTEN:
            self._restore(stays, event)
            return
        stay = self._stay_of(stays, event)
        if event.event in _ENDS:
            self._end(stays, stay, event)
        elif event.event in _AHEAD:
            self._expect(stays, stay, event)
        elif event.event in _PLACES:
            self._place(stays, stay, event)
        else:
            self._update(stays, stay, event)

    def _restore(self, stays: dict[str, _Stay], event: Event) -> None:
        """Set a stay as it was written down."""
        was = stays.get(event.visit) if event.event != "WAS" else None
        before = was.place if was is not None and was.last.event == "WAS" else None
        state = _Is.HERE if event.event == "WAS" else _Is(event.event)
        stays[event.visit] = _Stay(
            event, state, _place_of(event), before, event.patient_class, event.admitted_at, event.expected_at
        )

    def _called(self, patient: PatientId) -> PatientId:
        while patient in self._now_called:
            patient = self._now_called[patient]
        return patient

    def _stay_of(self, stays: dict[str, _Stay], event: Event) -> _Stay | None:
        """The stay an event is of: by its number, else the one heard of last; a stay without a number takes one."""
        if event.visit in stays:
            return stays[event.visit]
        if event.visit and "" in stays and event.event not in _AHEAD:
            stays[event.visit] = stays.pop("")
            return stays[event.visit]
        if not event.visit and stays:
            return max(stays.items(), key=lambda one: (one[1].state is _Is.HERE, one[1].last.at, one[0]))[1]
        return None

    def _place(self, stays: dict[str, _Stay], stay: _Stay | None, event: Event) -> None:
        if stay is None:
            stay = stays[event.visit] = _Stay(event, _Is.AHEAD)
        elif stay.state is _Is.GONE and event.event in ("A02", "A12", "A17"):
            self.odd[f"{event.event} of a patient who had left: taken to be here"] += 1
        told = _place_of(event)
        if event.event == "A12" and not told[0]:
            told = stay.before or stay.place
        if any(told) and told != stay.place:
            stay.before, stay.place = (None if event.event == "A12" else stay.place), told
        self._admitted(stay, event)
        stay.state, stay.last = _Is.HERE, event
        if event.event in ("A01", "A06") and stay.patient_class in ("I", "B"):
            self._leave_emergency(stays, stay)

    def _leave_emergency(self, stays: dict[str, _Stay], admitted: _Stay) -> None:
        """Who is admitted to a bed lies in the emergency department no more, under whatever number that stay was."""
        for stay in stays.values():
            if stay is not admitted and stay.state is _Is.HERE and stay.patient_class == "E":
                stay.state = _Is.GONE

    def _admitted(self, stay: _Stay, event: Event) -> None:
        stay.patient_class = event.patient_class or _CLASS_OF.get(event.event) or stay.patient_class
        if event.event in ("A01", "A04") and stay.state is not _Is.HERE:
            stay.admitted_at = event.admitted_at or event.at
        else:
            stay.admitted_at = event.admitted_at or stay.admitted_at

    def _update(self, stays: dict[str, _Stay], stay: _Stay | None, event: Event) -> None:
        """A08: what is told of somebody here; of somebody unknown it says that they are here."""
        if stay is None:
            gone = event.discharged_at is not None and event.discharged_at <= event.at
            stays[event.visit] = stay = _Stay(event, _Is.GONE if gone else _Is.HERE, _place_of(event))
            stay.patient_class, stay.admitted_at = event.patient_class, event.admitted_at
            return
        if stay.state is _Is.HERE:
            told = _place_of(event)
            if told[0]:
                stay.place = told
            self._admitted(stay, event)
            if event.discharged_at is not None and event.discharged_at <= event.at:
                stay.state = _Is.GONE
                self.odd["an update told of a discharge in the past (PV1-45): taken for one"] += 1
        elif stay.state is _Is.AHEAD:
            stay.expected_at = event.expected_at or stay.expected_at
        stay.last = event

    def _expect(self, stays: dict[str, _Stay], stay: _Stay | None, event: Event) -> None:
        if stay is not None and stay.state is _Is.HERE and stay is stays.get(event.visit):
            return  # announced late: the patient is here already
        ahead = stays[event.visit] = _Stay(event, _Is.AHEAD, _place_of(event))
        ahead.patient_class, ahead.expected_at = event.patient_class, event.expected_at or event.admitted_at

    def _end(self, stays: dict[str, _Stay], stay: _Stay | None, event: Event) -> None:
        if stay is None:
            stays[event.visit] = _Stay(event, _Is.GONE, _place_of(event), patient_class=event.patient_class)
            return
        stay.state, stay.last = _Is.GONE, event

    def _merge(self, event: Event) -> None:
        """Give the stays of a number given up to the patient it is now known as."""
        survivor, given_up = self._called(event.patient), self._called(event.merged or event.patient)
        if survivor == given_up:
            return
        own = self._stays.setdefault(survivor, {})
        for visit, stay in self._stays.pop(given_up, {}).items():
            if visit not in own or own[visit].last.at <= stay.last.at:
                own[visit] = stay
        self._now_called[given_up] = survivor
        self.merged += 1

    def lying(self) -> Iterator[Lying]:
        """Everybody who is here, each once: in the stay of a bed, of several the one heard of last."""
        for patient, stays in self._stays.items():
            here = [(visit, stay) for visit, stay in stays.items() if stay.state is _Is.HERE]
            if here:
                _, stay = max(here, key=lambda one: (one[1].patient_class in IN_A_BED, one[1].last.at, one[0]))
                ward, room, bed, facility = stay.place
                yield Lying(
                    patient=patient,
                    ward=ward,
                    bed=" ".join(part for part in (room, bed) if part),
                    facility=facility,
                    patient_class=stay.patient_class,
                    admitted_at=stay.admitted_at,
                    heard_at=stay.last.at,
                )

    def expected(self, after: datetime) -> Iterator[Expected]:
        """Announced admissions that are still to come, a day's delay allowed; see also `timeless`."""
        for patient, stay in self._ahead():
            if stay.expected_at is not None and stay.expected_at >= after - timedelta(days=1):
                what = "announced admission" + (f", ward {stay.place[0]}" if stay.place[0] else "")
                yield Expected(patient=patient, site=None, at=stay.expected_at, what=what)

    def timeless(self) -> int:
        """How many admissions are announced without a time."""
        return sum(stay.expected_at is None for _, stay in self._ahead())

    def _ahead(self) -> Iterator[tuple[PatientId, _Stay]]:
        for patient, stays in self._stays.items():
            yield from ((patient, stay) for stay in stays.values() if stay.state is _Is.AHEAD)

    def as_events(self, now: datetime) -> Iterator[Event]:
        """The picture as events: taken in their order they give it again, without what ended over `KEPT_D` ago."""
        for given_up, survivor in self._now_called.items():
            yield Event(at=_LONG_AGO.astimezone(now.tzinfo), event="A40", patient=survivor, merged=given_up)
        for patient, stays in self._stays.items():
            for visit, stay in stays.items():
                if stay.state is _Is.GONE and now - stay.last.at > timedelta(days=KEPT_D):
                    continue
                yield from _written(patient, visit, stay)

    def notes(self) -> list[str]:
        """What was odd, in words."""
        told = [f"{what} ({count} times)" if count > 1 else what for what, count in sorted(self.odd.items())]
        if self.merged:
            told.append(f"{self.merged} numbers turned out to be another patient's, and were joined (A40)")
        if timeless := self.timeless():
            told.append(f"admissions announced without a time (PV2-8), not among the arrivals: {timeless}")
        return told


_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00+00:00")


def after(events: Iterable[Event]) -> Standing:
    """The picture after some events, in whatever order they came: they are taken by their times.

    An event told twice counts once; of two at the same moment the one that came first is taken first.
    Cost: about 5 us an event.
    """
    standing = Standing()
    for event in sorted(dict.fromkeys(events), key=lambda one: one.at):
        standing.take(event)
    return standing


def _place_of(event: Event) -> tuple[str, str, str, str]:
    return event.ward, event.room, event.bed, event.facility


def _written(patient: PatientId, visit: str, stay: _Stay) -> Iterator[Event]:
    """One stay as events of our own kind, which set it as it was: where it was before, then where it is."""
    told = replace(
        stay.last,
        patient=patient,
        visit=visit,
        patient_class=stay.patient_class,
        admitted_at=stay.admitted_at,
        expected_at=stay.expected_at,
        discharged_at=None,
        merged=None,
    )
    places = [("WAS", stay.before)] if stay.before is not None else []
    for kind, (ward, room, bed, facility) in [*places, (stay.state.value, stay.place)]:
        yield replace(told, event=kind, ward=ward, room=room, bed=bed, facility=facility)
