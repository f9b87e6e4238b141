"""HL7 v2 admissions, discharges and transfers (ADT): who came, moved, left, as events without names.

Of a message no more is taken than where a patient lies: the number (PID-3, as a reference), the stay (PV1-19, as a
reference), its class (PV1-2), the place (PV1-3), when admitted (PV1-44) and expected (PV2-8). Names, birth dates,
reasons and doctors are never read. What an event does to the picture, `hl7_standing` says.
Source: HL7 version 2.5.1, chapter 3; tables 0003 (events), 0004 (classes), 0103 (test messages), 0203 (numbers).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from codedark.divert.reference import reference
from codedark.formats.hl7_segments import Message, Segment, moment, read_messages
from codedark.hospital.faults import CellFault, Fault
from codedark.hospital.gathered import Gathered
from codedark.hospital.records import PatientId

CLASSES = frozenset("EIOPRBCNU")
"""Table 0004: emergency, inpatient, outpatient, preadmit, recurring, obstetrics, commercial, none, unknown."""
MERGES = frozenset({"A18", "A30", "A34", "A36", "A40", "A47"})
"""Two numbers turn out to be one patient: MRG-1 is the one given up."""
FOLLOWED = MERGES | {f"A{n:02}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 17, 23, 27, 38)}
UNMOVED = frozenset(
    f"A{n:02}" for n in (9, 10, 15, 16, 19, 20, 21, 22, 24, 25, 26, 28, 29, 31, 32, 33, 37, 41, 42, 46, *range(48, 63))
)
"""Events after which everybody lies where they lay: pending moves, leaves of absence, persons' data, accounts."""
_OWN_NUMBER = ("MR", "PI")
"""Table 0203: the hospital's own number of a patient."""
_TEST = {"T": "training", "D": "debugging"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One patient's part of one ADT message; text fields are empty where it does not tell."""

    at: datetime
    """When it was recorded (EVN-2, else MSH-7), UTC."""
    event: str
    """Trigger event: `A01`, ..."""
    patient: PatientId
    visit: str = ""
    """Reference of the stay (PV1-19)."""
    patient_class: str = ""
    ward: str = ""
    room: str = ""
    bed: str = ""
    facility: str = ""
    admitted_at: datetime | None = None
    discharged_at: datetime | None = None
    expected_at: datetime | None = None
    merged: PatientId | None = None
    """The reference given up, of a merge."""


@dataclass(slots=True)
class AdtReading:
    """What came of some messages: events in their order, what was wrong, and what was passed over."""

    events: list[Event] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    messages: int = 0
    others: dict[str, int] = field(default_factory=dict)
    """Kind of message -> how many were passed over: `ORU`, `A99`, `training`, ..."""

    def newest_at(self, now: datetime) -> datetime | None:
        """When the last event was; those dated after `now` do not count, for they would hide that the feed stands."""
        return max((event.at for event in self.events if event.at <= now), default=None)

    def oldest_at(self) -> datetime | None:
        """When the first event was."""
        return min((event.at for event in self.events), default=None)

    def notes(self) -> list[str]:
        """What was passed over, in words."""
        told = []
        for kind, count in sorted(self.others.items()):
            said = f"{count} message{'s' * (count != 1)}"
            if kind in _TEST.values():
                told.append(f"{said} for {kind} (MSH-11), not counted in")
            else:
                told.append(f"{said} of kind {kind}, not read: nothing known of who lies where")
        return told


def read_adt(
    file: str, raw: bytes, key: bytes, zone: tzinfo = UTC, *, authority: str = "", into: AdtReading | None = None
) -> AdtReading:
    """Read every ADT message of a file.

    Args:
        file: its name, for faults.
        raw: its bytes, as `hl7_segments.read_messages` takes them.
        key: of the references, `reference.KEY_BYTES` long.
        zone: the hospital's own, for times without an offset.
        authority: assigning authority (PID-3.4) whose numbers are used; empty: the hospital's own number (MR or PI)
            where one is marked so, else the first.
        into: what came of files read before; None: nothing yet.
    Returns:
        The same reading, with more in it. Faulty messages are in `faults`, and the rest is read.
    Cost: about 60 us a message, most of it the reading of fields and the references.
    """
    reading = into if into is not None else AdtReading()
    faults = Gathered()
    authorities: dict[str, str] = {}
    for message in read_messages(file, raw, faults):
        reading.messages += 1
        read = _Read(message, key, zone, authority, faults, authorities)
        kind = read.kind()
        if kind is not None:
            reading.others[kind] = reading.others.get(kind, 0) + 1
            continue
        reading.events.extend(read.events())
    reading.faults.extend(faults.faults)
    return reading


@dataclass(slots=True)
class _Read:
    """One message being read."""

    message: Message
    key: bytes
    zone: tzinfo
    authority: str
    faults: Gathered
    authorities: dict[str, str]

    def kind(self) -> str | None:
        """What it is when it is nothing to be followed; None: it is."""
        m = self.message
        test = _TEST.get(m.text(m.head, 11))
        if test is not None:
            return test
        if m.text(m.head, 9) != "ADT":
            return m.text(m.head, 9)[:10] or "not told (MSH-9)"
        event = self.trigger()
        return None if not event or event in FOLLOWED or event in UNMOVED else event[:10]

    def trigger(self) -> str:
        """A01, ...: MSH-9.2, else EVN-1 as old messages have it."""
        m = self.message
        return m.text(m.head, 9, 2) or m.text(m.first("EVN"), 1)

    def events(self) -> Iterator[Event]:
        """Its events: one, or one a patient where two are named (a swap of beds)."""
        event, at = self.trigger(), self.recorded_at()
        if not event:
            self.fault(None, "MSH-9", "the event is not told", "send ADT^A01 or the like in MSH-9")
            return
        if event in UNMOVED or at is None:
            return
        for pid, pv1, pv2, mrg in self.groups():
            patient = self.patient(pid, "PID-3")
            if patient is None:
                continue
            merged = self.patient(mrg, "MRG-1", 1) if event in MERGES else None
            if event in MERGES and merged is None:
                continue
            yield self.event(event, at, patient, merged, pv1, pv2)

    def event(
        self,
        event: str,
        at: datetime,
        patient: PatientId,
        merged: PatientId | None,
        pv1: Segment | None,
        pv2: Segment | None,
    ) -> Event:
        text = self.message.text
        if pv1 is None and event not in MERGES:
            fix = "send the PV1 segment: it says where the patient lies"
            self.fault(None, "PV1", f"{event} without a PV1 segment: no place is told", fix)
        visit = text(pv1, 19)
        return Event(
            at=at,
            event=event,
            patient=patient,
            visit=str(reference(self.key, f"stay {visit}")) if visit else "",
            patient_class=self.patient_class(pv1),
            ward=text(pv1, 3)[:100],
            room=text(pv1, 3, 2)[:50],
            bed=text(pv1, 3, 3)[:50],
            facility=text(pv1, 3, 4)[:50],
            admitted_at=self.when(pv1, "PV1", 44),
            discharged_at=self.when(pv1, "PV1", 45),
            expected_at=self.when(pv2, "PV2", 8),
            merged=merged,
        )

    def groups(self) -> Iterator[tuple[Segment | None, Segment | None, Segment | None, Segment | None]]:
        """PID, PV1, PV2, MRG of each patient the message names; one of nothing where it names none."""
        group: dict[str, Segment] = {}
        for segment in self.message.segments:
            if segment.name == "PID" and "PID" in group:
                yield group.get("PID"), group.get("PV1"), group.get("PV2"), group.get("MRG")
                group = {}
            group.setdefault(segment.name, segment)
        yield group.get("PID"), group.get("PV1"), group.get("PV2"), group.get("MRG")

    def recorded_at(self) -> datetime | None:
        """EVN-2, else MSH-7; None, and a fault, when neither can be read."""
        for segment, name, number in ((self.message.first("EVN"), "EVN", 2), (self.message.head, "MSH", 7)):
            if (at := self.when(segment, name, number)) is not None:
                return at
        self.fault(
            self.message.head, "MSH-7", "when it happened is not told", "send EVN-2 or MSH-7; it is not counted in"
        )
        return None

    def when(self, segment: Segment | None, name: str, number: int) -> datetime | None:
        told = self.message.text(segment, number)
        if not told:
            return None
        try:
            return moment(told, self.zone)
        except CellFault as wrong:
            self.fault(segment, f"{name}-{number}", wrong.message, wrong.fix, told)
            return None

    def patient_class(self, pv1: Segment | None) -> str:
        told = self.message.text(pv1, 2).upper()
        if told and told not in CLASSES:
            fix = "one of table 0004: " + ", ".join(sorted(CLASSES)) + "; counted as not told"
            self.fault(pv1, "PV1-2", "no class of patient", fix, told)
            return ""
        return told

    def patient(self, segment: Segment | None, name: str, number: int = 3) -> PatientId | None:
        """The reference of the patient a field names; None, and a fault, when it names none."""
        m = self.message
        chosen = self._chosen(segment, number)
        told = m.text(segment, number, 1, chosen)
        if not told:
            fix = f"send the patient's number in {name}; the message is not counted in"
            self.fault(segment, name, "no number says whose message it is", fix)
            return None
        self._check_authority(segment, name, m.text(segment, number, 4, chosen))
        return reference(self.key, told)

    def _chosen(self, segment: Segment | None, number: int) -> int:
        """Which repetition: the wanted authority's, the hospital's own, the first."""
        m = self.message
        every = range(1, m.repetitions(segment, number) + 1)
        if self.authority:
            wanted: Callable[[int], bool] = lambda n: m.text(segment, number, 4, n) == self.authority  # noqa: E731
        else:
            wanted = lambda n: m.text(segment, number, 5, n) in _OWN_NUMBER  # noqa: E731
        return next((n for n in every if wanted(n) and m.text(segment, number, 1, n)), 1)

    def _check_authority(self, segment: Segment | None, name: str, told: str) -> None:
        """Say once a file that numbers of two authorities are mixed: the same number may be two patients."""
        if self.authority:
            if told != self.authority and "wanted" not in self.authorities:
                self.authorities["wanted"] = told
                said = f"no number of {self.authority}; its first number is taken"
                self.fault(segment, name, said, "send that authority's number too (component 4 names it)", told)
        elif told and self.authorities.setdefault("first", told) != told and "told" not in self.authorities:
            self.authorities["told"] = told
            both = f"{self.authorities['first']} and of {told}"
            said = f"numbers of {both}: a number that both have would be taken for one patient"
            self.fault(segment, name, said, "name the authority whose numbers are used (--authority)")

    def fault(self, segment: Segment | None, field: str, message: str, fix: str, value: str = "") -> None:
        self.message.fault(self.faults, segment, field, message, fix, value)
