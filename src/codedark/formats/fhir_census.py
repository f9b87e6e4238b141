"""Who lies where, the theatre list and the expected arrivals, from FHIR R4: bundles in, the same rows as from messages.

Of an Encounter its patient, place, class and beginning are taken; of an Appointment or a ServiceRequest its time, its
patient and whether it is surgery. A patient is named by the number that the Patient resource carries (MR or PI, else
the first), so that references agree with those from HL7 v2. Names, birth dates, reasons and free text are not read.
Source: HL7 FHIR R4 (4.0.1): Encounter, Location, Patient, Appointment, ServiceRequest; SNOMED CT 387713003.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from codedark.divert.census import Expected, Listed
from codedark.divert.counting_in import Lying
from codedark.divert.reference import reference
from codedark.formats.fhir_elements import Element, resources_of
from codedark.hospital.faults import CellFault, Fault
from codedark.hospital.gathered import Gathered
from codedark.hospital.records import OperationId, PatientId
from codedark.hospital.schema import Column, Kind
from codedark.hospital.words import Urgency

HERE = frozenset({"in-progress", "arrived", "triaged", "onleave"})
AHEAD = frozenset({"planned"})
AGREED = frozenset({"booked", "pending", "arrived", "checked-in"})
"""Appointments that will be kept."""
SURGICAL = "387713003"
"""SNOMED CT: surgical procedure."""
CLASS_OF = {
    "IMP": "I", "ACUTE": "I", "NONAC": "I", "OBSENC": "I", "SS": "I", "EMER": "E", "AMB": "O", "HH": "O", "VR": "O",
    "FLD": "O", "PRENC": "P",
}  # fmt: skip
"""v3 ActCode -> HL7 v2 table 0004."""
URGENCY_OF = {"urgent": Urgency.URGENT, "asap": Urgency.EMERGENCY, "stat": Urgency.EMERGENCY}
_OWN_NUMBER = ("MR", "PI")
_STEPS_MOST = 8
"""Places within places that are followed upwards."""
_OPERATION = Column(name="operation", kind=Kind.ID, doc="")


@dataclass(slots=True)
class FhirReading:
    """What came of some bundles."""

    lying: list[Lying] = field(default_factory=list)
    theatre_list: list[Listed] = field(default_factory=list)
    arrivals: list[Expected] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    resources: Counter[str] = field(default_factory=Counter)
    """Kind of resource -> how many there were."""

    def notes(self) -> list[str]:
        """What was not found, in words."""
        if self.resources["Encounter"] and not self.lying:
            return [f"none of {self.resources['Encounter']} encounters is in progress: nobody lies here by them"]
        if not self.resources["Encounter"] and not self.resources["Appointment"] and not self.theatre_list:
            return ["no Encounter and no Appointment is among the resources: nothing tells of patients"]
        return []


def read_fhir(
    bundles: Iterable[tuple[str, bytes, datetime]], key: bytes, zone: tzinfo = UTC, wards: Collection[str] = ()
) -> FhirReading:
    """Read bundles that belong together (the pages of a search): what one names may stand in another.

    Args:
        bundles: name, bytes and when it was fetched, of each.
        key: of the references.
        zone: the hospital's own, for the theatre list's times and for moments without an offset.
        wards: as the hospital's tables name them: which place above a bed is the ward is told by these, or else by
            the place's physical type.
    Returns:
        Rows, and every fault with the path of its element; what is sound is read.
    Cost: about 1 ms for 100 encounters.
    """
    faults = Gathered()
    index = _Index({}, {ward.casefold() for ward in wards})
    asked: list[tuple[Element, datetime]] = []
    reading = FhirReading()
    for file, raw, fetched_at in bundles:
        for url, resource in resources_of(file, raw, faults):
            kind = resource.text("resourceType")
            reading.resources[kind] += 1
            index.add(url, kind, resource)
            if kind in ("Encounter", "Appointment", "ServiceRequest"):
                asked.append((resource, fetched_at))
    reader = _Reader(index, key, zone)
    scheduled = set()
    for resource, fetched_at in asked:
        if resource.text("resourceType") == "Encounter":
            reader.encounter(resource, fetched_at, reading)
        elif resource.text("resourceType") == "Appointment":
            scheduled |= reader.appointment(resource, reading)
    for resource, _ in asked:
        if resource.text("resourceType") == "ServiceRequest" and id(resource.value) not in scheduled:
            reader.request(resource, reading)
    reading.faults = list(dict.fromkeys(faults.faults))
    return reading


@dataclass(frozen=True, slots=True)
class _Index:
    """Resources by the ways they are referred to."""

    of: dict[str, Element]
    wards: set[str]

    def add(self, url: str, kind: str, resource: Element) -> None:
        if url:
            self.of.setdefault(url, resource)
        if name := resource.text("id"):
            self.of.setdefault(f"{kind}/{name}", resource)

    def found(self, reference_: Element | None, within: Element) -> Element | None:
        """The resource a reference leads to; None: it is not among those read."""
        told = reference_.text("reference") if reference_ is not None else ""
        if told.startswith("#"):
            return next((one for one in within.many("contained") if f"#{one.text('id')}" == told), None)
        told = told.split("/_history/")[0]
        return self.of.get(told) or self.of.get("/".join(told.rsplit("/", 2)[-2:]))

    def names(self, location: Element) -> Iterator[str]:
        """What a place is called, the shortest names first."""
        yield from (one.text("value") for one in location.many("identifier"))
        yield location.text("name")
        aliases = location.value.get("alias")
        yield from (one for one in aliases if isinstance(one, str)) if isinstance(aliases, list) else ()
        yield location.text("id")


@dataclass(frozen=True, slots=True)
class _Reader:
    index: _Index
    key: bytes
    zone: tzinfo

    def encounter(self, encounter: Element, fetched_at: datetime, into: FhirReading) -> None:
        """One stay: who lies where, or who is expected."""
        status = encounter.text("status")
        if status not in HERE | AHEAD:
            return
        patient = self.patient(encounter, encounter.one("subject"), "subject")
        if patient is None:
            return
        period = encounter.one("period")
        began = period.moment("start", self.zone) if period is not None else None
        if status in AHEAD:
            self._expected(encounter, patient, began, "period.start", "planned stay", into)
            return
        if period is not None and (ended := period.moment("end", self.zone)) is not None and ended < fetched_at:
            period.fault("end", "the stay is in progress and has ended; taken to be here", "correct one of the two")
        ward, bed = self._place(encounter)
        meta = encounter.one("meta")
        coded = encounter.one("class")
        into.lying.append(
            Lying(
                patient=patient,
                ward=ward,
                bed=bed,
                patient_class=CLASS_OF.get(coded.text("code") if coded is not None else "", ""),
                admitted_at=began,
                heard_at=(meta.moment("lastUpdated", self.zone) if meta is not None else None) or fetched_at,
            )
        )

    def _expected(
        self, element: Element, patient: PatientId, at: datetime | None, name: str, what: str, into: FhirReading
    ) -> None:
        if at is None:
            element.fault(
                name, "when the patient is expected is not told", "send it; the patient is not among the arrivals"
            )
            return
        into.arrivals.append(Expected(patient=patient, site=None, at=at, what=what))

    def patient(self, within: Element, subject: Element | None, name: str) -> PatientId | None:
        """The reference of the patient referred to; None, and a fault, when nobody is."""
        found = self.index.found(subject, within)
        number = _number(found) if found is not None else ""
        if not number and subject is not None:
            identifier = subject.one("identifier")
            number = identifier.text("value") if identifier is not None else ""
            number = number or subject.text("reference").rsplit("/", 1)[-1].removeprefix("urn:uuid:")
        if not number:
            within.fault(name, "no patient is told", "refer to the Patient; the resource is not counted in")
            return None
        if found is None:
            fix = "send the Patient resources too (_include)"
            within.fault(name, "the Patient is not among the resources: known by the reference alone", fix)
        return reference(self.key, number)

    def _place(self, encounter: Element) -> tuple[str, str]:
        """Ward and bed, of the places that hold now; empty where they are not told."""
        now = [one for one in encounter.many("location") if one.text("status") in ("", "active") and not _ended(one)]
        ward, beds = "", dict[str, None]()
        for place in reversed(now):
            at = place.one("location")
            chain = list(self._upwards(self.index.found(at, encounter)))
            if not chain and at is not None:
                ward = ward or at.text("display")
            ward = ward or self._ward(chain)
            beds.update(
                {one.text("name") or one.text("id"): None for one in reversed(chain) if _type(one) in ("ro", "bd")}
            )
        if not ward:
            encounter.fault("location", "no ward is told", "send Encounter.location and the Locations it is part of")
        return ward, " ".join(bed for bed in beds if bed)

    def _upwards(self, location: Element | None) -> Iterator[Element]:
        for _ in range(_STEPS_MOST):
            if location is None:
                return
            yield location
            location = self.index.found(location.one("partOf"), location)

    def _ward(self, chain: list[Element]) -> str:
        """The first place upwards that the hospital's tables know, else the first that says it is a ward."""
        for one in chain:
            for name in self.index.names(one):
                if name.casefold() in self.index.wards:
                    return name
        wards = [one for one in chain if _type(one) == "wa"] or [one for one in chain if _type(one) not in ("ro", "bd")]
        return next((name for one in wards[:1] for name in (one.text("name"), one.text("id")) if name), "")

    def appointment(self, appointment: Element, into: FhirReading) -> set[int]:
        """A line of the theatre list, or an arrival; which requests it fulfils."""
        requests = [found for one in appointment.many("basedOn") if (found := self.index.found(one, appointment))]
        if appointment.text("status") not in AGREED:
            return set()
        actors = [one.one("actor") for one in appointment.many("participant")]
        subject = next((one for one in actors if one is not None and "Patient" in _kind(one)), None)
        start = appointment.moment("start", self.zone)
        surgical = [one for one in requests if _surgical(one, "category", "code")]
        if surgical or _surgical(appointment, "serviceCategory", "serviceType", "appointmentType"):
            end, minutes = appointment.moment("end", self.zone), appointment.whole("minutesDuration")
            theatre = self._theatre(appointment, actors)
            priority = next((one.text("priority") for one in surgical), "")
            self._listed(appointment, subject, start, end, minutes, theatre, priority, into)
            return {id(one.value) for one in surgical}
        if (patient := self.patient(appointment, subject, "participant")) is not None:
            self._expected(appointment, patient, start, "start", _said(appointment) or "appointment", into)
        return set()

    def request(self, request: Element, into: FhirReading) -> None:
        """A surgical request that says when: a line of the theatre list."""
        if request.text("status") != "active" or not _surgical(request, "category", "code"):
            return
        period = request.one("occurrencePeriod")
        start = (
            period.moment("start", self.zone) if period is not None else request.moment("occurrenceDateTime", self.zone)
        )
        if start is None:
            return  # wanted, and not planned yet
        end = period.moment("end", self.zone) if period is not None else None
        theatre = self._theatre(request, list(request.many("locationReference")))
        self._listed(request, request.one("subject"), start, end, None, theatre, request.text("priority"), into)

    def _theatre(self, within: Element, places: list[Element | None]) -> str:
        for one in places:
            if one is not None and "Location" in _kind(one):
                found = self.index.found(one, within)
                return one.text("display") if found is None else found.text("name") or found.text("id")
        return ""

    def _listed(
        self,
        element: Element,
        subject: Element | None,
        start: datetime | None,
        end: datetime | None,
        minutes: int | None,
        theatre: str,
        priority: str,
        into: FhirReading,
    ) -> None:
        if minutes is None and start is not None and end is not None and end > start:
            minutes = max(1, round((end - start).total_seconds() / 60))
        if start is None or minutes is None:
            name = "start" if start is None else "end"
            element.fault(name, "when the operation begins and ends is not told", "send both; it is not on the list")
            return
        local = start.astimezone(self.zone)
        into.theatre_list.append(
            Listed(
                operation=self._operation(element),
                patient=self.patient(element, subject, "subject") if subject is not None else None,
                site=None,
                theatre=theatre,
                day=local.date(),
                start_min=local.hour * 60 + local.minute,
                duration_min=minutes,
                urgency=URGENCY_OF.get(priority, Urgency.ELECTIVE),
            )
        )

    def _operation(self, element: Element) -> OperationId:
        """The list's own number: the first that can be one, else a reference made of it."""
        from codedark.hospital.cells import read_cell

        told = [one.text("value") for one in element.many("identifier")] + [element.text("id")]
        for name in told:
            try:
                if name:
                    return OperationId(read_cell(_OPERATION, name))
            except CellFault:
                continue
        return OperationId(reference(self.key, "operation " + "".join(told) + element.path))


def _number(patient: Element) -> str:
    """A patient's number: the one marked MR or PI, else the first, else the resource's id."""
    numbers = list(patient.many("identifier"))
    own = [one for one in numbers if any(code.text("code") in _OWN_NUMBER for code in one.codes("type"))]
    return next((told for one in (*own, *numbers) if (told := one.text("value"))), patient.text("id"))


def _kind(reference_: Element) -> str:
    return reference_.text("type") or reference_.text("reference")


def _type(location: Element) -> str:
    return next((one.text("code") for one in location.codes("physicalType")), "")


def _ended(place: Element) -> bool:
    period = place.one("period")
    return period is not None and bool(period.text("end"))


def _surgical(element: Element, *names: str) -> bool:
    return any(one.text("code") == SURGICAL for name in names for one in element.codes(name))


def _said(appointment: Element) -> str:
    """What kind of appointment it is, by its codes; free text is not read."""
    names = ("serviceType", "appointmentType", "specialty")
    return next((told[:80] for name in names for one in appointment.codes(name) if (told := one.text("display"))), "")
