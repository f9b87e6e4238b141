"""A day of transfers as entries of the record: what was agreed and driven, and how many patients have moved so far.

A day's own sentences name patients, doctors and what somebody typed. None of that may stand in a record: sentences are
made anew from what kind of thing happened and where, a patient is an opaque reference, and whoever said it is a role.
What the record counts are those who have *arrived*: a promised bed is no transfer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from codedark.divert.board import Day
from codedark.divert.conversation import TalkState
from codedark.divert.day_effects import Entry, EntryKind
from codedark.divert.reference import reference
from codedark.divert.replaying import Played
from codedark.hospital.records import PatientId, ServiceId, SiteId
from codedark.record.assertion import Assertion, Attribution, Period, PeriodKind, Qualifier, Status
from codedark.record.edtf import When, instant
from codedark.record.entry import Body, Draft
from codedark.record.entry import EntryKind as Kind
from codedark.response.moves import MACHINE
from codedark.response.recorded_day_words import LOST, WORKS_AGAIN, sentence
from codedark.response.recorded_origin import Origins, marked

CAME_FROM = "divert"
COORDINATOR = "transfer-coordinator"
"""Role of whoever tells the board what was said; names that were typed stay on the board."""
_THERE = frozenset({TalkState.ARRIVED, TalkState.HANDED_OVER})

_KIND = {
    EntryKind.SAID: Kind.OBSERVATION,
    EntryKind.TIME: Kind.OBSERVATION,
    EntryKind.PLANNED: Kind.MESSAGE,
    EntryKind.NOT_TAKEN: Kind.MESSAGE,
}
_DONE = frozenset({"departed", "arrived", "handed-over", "crew-assigned", "went-home"})
"""Events that are something done, not only said."""


def recorded_day(played: Played, key: bytes) -> tuple[Draft, ...]:
    """Every line of a day as a draft, in its order.

    Args:
        played: the day; only its board and its entries are looked at.
        key: what references of patients are made with (`divert.reference`); the record's own, so that its references
            are not those on ward sheets.
    Returns:
        A draft a line. Those after which another number of patients has arrived elsewhere carry the count so far, with
        how many of which acuity, to where and driven by whom; those of ambulances sent on, how many so far; those of
        services lost or back, how the service stands. The same day gives the same drafts, and a day that went on gives
        them again with more behind them.
    Raises:
        ValueError: the key has another length.
    Cost: a step for each line and patient who has arrived by then.
    """
    telling = _Telling(played.day, key)
    return tuple(telling.draft(entry) for entry in played.entries)


class _Telling:
    """What has come about so far, while lines are read."""

    def __init__(self, day: Day, key: bytes) -> None:
        self.day, self.key = day, key
        self.origins = Origins(CAME_FROM)
        self.there: dict[PatientId, SiteId | None] = {}
        self.ambulances_count = 0
        self.last: dict[str, Assertion] = {}
        """Field -> its last count."""

    def draft(self, entry: Entry) -> Draft:
        body = Body(
            text=sentence(entry, "" if entry.place is None else self.day.name_of(entry.place)),
            assertions=() if entry.kind is EntryKind.NOT_TAKEN else tuple(self._assertions(entry)),
            came_from=CAME_FROM,
            details=self._details(entry),
        )
        kind = Kind.ACTION if entry.kind is EntryKind.SAID and entry.event in _DONE else _KIND[entry.kind]
        role = COORDINATOR if entry.kind in {EntryKind.SAID, EntryKind.NOT_TAKEN} else MACHINE
        draft = Draft(kind=kind, role=role, event_at=instant(self._moment(entry.at_min)), body=body)
        return marked(draft, self.origins.next(self._line(entry)))

    def _moment(self, minute: float) -> datetime:
        return self.day.fell_at + timedelta(minutes=minute)

    def _line(self, entry: Entry) -> Mapping[str, object]:
        return {
            "fell_at": self.day.fell_at.isoformat(),
            "at_min": entry.at_min,
            "known_min": entry.known_min,
            "kind": str(entry.kind),
            "event": entry.event,
            "place": entry.place or "",
            "before": entry.before,
            "after": entry.after,
            "count": entry.count,
        }

    def _details(self, entry: Entry) -> dict[str, str]:
        told = {
            "event": entry.event,
            "patient": "" if entry.patient is None else str(reference(self.key, entry.patient)),
            "place": entry.place or "",
            "before": entry.before,
            "after": entry.after,
            "count": "" if entry.count == 1 else str(entry.count),
            "known_at": "" if entry.known_min == entry.at_min else str(instant(self._moment(entry.known_min))),
        }
        return {name: value for name, value in told.items() if value}

    def _assertions(self, entry: Entry) -> Iterable[Assertion]:
        if entry.patient is not None and entry.after:
            before = dict(self.there)
            self._moved(entry.patient, entry)
            if before != self.there:
                yield self._transferred(entry)
        if entry.event == "ambulance-diverted":
            self.ambulances_count += entry.count
            yield self._diversion(entry)
            yield self._count(entry, "patients_diverted", self.ambulances_count, Qualifier.AT_LEAST, {})
        if entry.event in {"service-lost", "service-back"}:
            yield self._service(entry)

    def _moved(self, patient: PatientId, entry: Entry) -> None:
        if entry.after in _THERE:
            self.there[patient] = entry.place
        elif entry.after in {TalkState.ARRIVED_REFUSED, TalkState.TURNED_BACK, TalkState.DIVERTED}:
            self.there.pop(patient, None)

    def _transferred(self, entry: Entry) -> Assertion:
        patients = [self.day.patients[p] for p in self.there]
        told = {
            "destination": _listed(self.day.name_of(to) for to in self.there.values() if to is not None),
            "acuity": _listed(str(patient.acuity) for patient in patients),
            "aided_by": _listed(self._drove(patient.patient) for patient in patients),
        }
        return self._count(entry, "patients_transferred", len(self.there), None, told)

    def _drove(self, patient: PatientId) -> str:
        """Whose crew it was; empty: nobody told, or our own."""
        talk = self.day.talk_of(patient)
        crew = None if talk is None or talk.crew is None else self.day.crew_named(talk.crew)
        return "" if crew is None or crew.owner == "ours" else str(crew.owner)

    def _count(
        self, entry: Entry, field: str, count: int, qualifier: Qualifier | None, details: Mapping[str, str]
    ) -> Assertion:
        """A count from the fall until now; it replaces the last where that is of the same minute, or was too many."""
        known = self._moment(entry.known_min)
        last = self.last.get(field)
        period = Period(when=_span(self.day.fell_at, known), kind=PeriodKind.CUMULATIVE)
        replaces = last is not None and (last.period == period or _number(last) > count)
        told = Assertion(
            field=field,
            value=count,
            qualifier=qualifier,
            period=period,
            known_at=known,
            by=COORDINATOR,
            attribution=Attribution.CONFIRMED,
            supersedes=(last.id,) if last is not None and replaces else (),
            details={name: words for name, words in details.items() if words},
        )
        self.last[field] = told
        return told

    def _diversion(self, entry: Entry) -> Assertion:
        return Assertion(
            field="ambulance_diversion",
            value=True,
            status=Status.INFERRED,
            rule="an ambulance on its way to us was sent on",
            valid=instant(self._moment(entry.at_min)),
            known_at=self._moment(entry.known_min),
            by=COORDINATOR,
            attribution=Attribution.CONFIRMED,
        )

    def _service(self, entry: Entry) -> Assertion:
        back = entry.event == "service-back"
        service = ServiceId(entry.what.removesuffix(WORKS_AGAIN if back else LOST))
        known = self.day.hospital.services.get(service)
        on_paper = not back and known is not None and known.paper_min_planned > 0 and known.paper_capacity > 0
        return Assertion(
            field="service_status",
            value="full" if back else "partial" if on_paper else "none",
            status=Status.INFERRED if on_paper else Status.STATED,
            rule="its downtime procedure is planned to carry it for a time" if on_paper else "",
            about=service,
            valid=When(f"{instant(self._moment(entry.at_min))}/.."),
            known_at=self._moment(entry.known_min),
            by=COORDINATOR,
            attribution=Attribution.CONFIRMED,
        )


def _span(start: datetime, end: datetime) -> When:
    return When(f"{instant(start)}/{instant(max(start, end))}")


def _number(assertion: Assertion) -> int:
    return assertion.value if isinstance(assertion.value, int) else 0


def _listed(words: Iterable[str]) -> str:
    """`critical 2, high 1`, in order of the words; empty words are left out."""
    counted = Counter(word for word in words if word)
    return ", ".join(f"{word} {count}" for word, count in sorted(counted.items()))
