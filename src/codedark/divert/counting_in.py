"""From what sources told to whom one can plan with: each patient with the ward's row until somebody marks them.

Admission messages say where a patient lies and nothing of what the patient needs. The ward's row of `wards` stands in
for that, and what it stands for is listed as missing. What a clinician entered (in `patients`, or in a table handed
over) wins. Nobody is dropped in silence: who cannot be planned with is named in the notes, by reference and ward.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from codedark.divert.census import InBed
from codedark.hospital.records import Hospital, Patient, PatientId, ServiceId, SiteId, Unknown, Ward
from codedark.hospital.spelling import Spelling
from codedark.hospital.words import Acuity, Basis, Demand, Escort

NOBODY_ENTERED = Unknown("no clinician has entered it")
ELSEWHERE = frozenset("OPRCN")
"""Classes of patient who come and go (HL7 table 0004): counted in only where a ward of ours is named."""
EMERGENCY_D = 3.0
"""Days after which an emergency patient of whom nothing was heard is probably gone: said, not dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What was entered of a patient beside the place. Empty, None, `Unknown`: not entered."""

    pool: str = ""
    acuity: Acuity | None = None
    needs: tuple[ServiceId, ...] = ()
    can_go_home: bool | Unknown = NOBODY_ENTERED
    stay_h: float | Unknown = NOBODY_ENTERED
    entered_by: str = ""
    escort: Escort | Unknown = NOBODY_ENTERED
    demands: tuple[Demand, ...] | None = None
    language: str = ""
    basis: Basis = Basis.OBSERVED
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lying:
    """One in-patient as a source told: who, where, since when."""

    patient: PatientId
    ward: str
    """As the source calls it; empty: not told."""
    bed: str = ""
    """Room and bed."""
    facility: str = ""
    """The campus as the source calls it; told apart by it: wards written `facility^ward` in `wards`."""
    site: SiteId | None = None
    patient_class: str = ""
    """HL7 table 0004: I, E, O, ...; empty: not told."""
    admitted_at: datetime | None = None
    heard_at: datetime | None = None
    """When the source last said so."""
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class CountedIn:
    """Who can be planned with, and what must be said of the others."""

    in_bed: tuple[InBed, ...]
    notes: tuple[str, ...]


def count_in(rows: Iterable[Lying], hospital: Hospital, *, now: datetime) -> CountedIn:
    """Join what was told with the hospital's wards and with the marks already entered.

    Args:
        rows: of one or several sources. A patient told by several is counted once: where the last word was heard,
            with the marks of whichever has some.
        hospital: its `wards` and `patients`.
        now: to say who was last heard of long ago.
    Returns:
        The in-patients in the order of ward, bed and reference; each sentence of `notes` names what is missing and
        the fix.
    """
    wards = _Wards(hospital)
    found: list[InBed] = []
    told_twice: list[str] = []
    passing, silent = 0, 0
    for row in _once_each(rows, told_twice):
        ward = wards.named(row)
        entered = hospital.patients.get(row.patient)
        if ward is None and entered is None and row.patient_class in ELSEWHERE:
            passing += 1
            continue
        planned = _planned(row, ward, entered)
        if ward is None:
            wards.missed(row, planned)
        if planned is None:
            continue
        silent += row.patient_class == "E" and _long_ago(row.heard_at, now)
        found.append(planned)
    notes = [*wards.unknown(), *told_twice]
    if passing:
        notes.append(f"{passing} out-patients outside the wards of `wards` are not counted in")
    if silent:
        notes.append(
            f"{silent} emergency patients were last heard of over {EMERGENCY_D:g} days ago; are they still here?"
        )
    found.sort(key=lambda one: (one.patient.site, one.patient.ward, one.bed, one.patient.patient))
    return CountedIn(tuple(found), tuple(notes))


def with_marks(in_bed: Iterable[InBed], hospital: Hospital) -> tuple[InBed, ...]:
    """The same patients with what clinicians have entered in `patients` by now; where they lie stays as told."""
    found = []
    for one in in_bed:
        entered = hospital.patients.get(one.patient.patient)
        if entered is None:
            found.append(one)
            continue
        patient = replace(entered, site=one.patient.site, ward=one.patient.ward)
        found.append(replace(one, patient=patient, missing=_missing(_marks_of(entered))))
    return tuple(found)


def missing_of(in_bed: Sequence[InBed]) -> dict[str, int]:
    """How often each mark is missing, the most frequent first."""
    return dict(Counter(mark for one in in_bed for mark in one.missing).most_common())


def _long_ago(heard_at: datetime | None, now: datetime) -> bool:
    return heard_at is not None and now - heard_at > timedelta(days=EMERGENCY_D)


def _once_each(rows: Iterable[Lying], notes: list[str]) -> Iterator[Lying]:
    """Each patient once: the place heard of last, the marks entered last."""
    of: dict[PatientId, list[Lying]] = {}
    for row in rows:
        of.setdefault(row.patient, []).append(row)
    for patient, told in of.items():
        last = max(enumerate(told), key=lambda at: (at[1].heard_at or _EVER, at[0]))[1]
        marks = next((row.marks for row in reversed(told) if row.marks is not None), None)
        places = {row.ward for row in told if row.ward}
        if len(places) > 1:
            notes.append(
                f"{patient} is told in {' and in '.join(sorted(places))}; the last word is {last.ward or 'none'}"
            )
        yield replace(last, marks=marks) if marks is not last.marks else last


_EVER = datetime.min.replace(tzinfo=UTC)
"""Rows without a moment come first."""


class _Wards:
    """The wards of a hospital, found as sources write them, and what was not found."""

    def __init__(self, hospital: Hospital) -> None:
        self._wards = hospital.wards
        self._folded = {ward.casefold(): row for ward, row in hospital.wards.items()}
        self._spelling = Spelling(hospital.wards)
        self._missed: dict[str, list[str]] = {}
        """Ward that is not there -> who lies there and cannot be planned with."""

    def named(self, row: Lying) -> Ward | None:
        """The row of the ward a patient lies in: as `facility^ward` where there is one, else by the ward alone."""
        if not row.ward:
            return None
        for name in (f"{row.facility}^{row.ward}", row.ward):
            if (ward := self._wards.get(name) or self._folded.get(name.casefold())) is not None:
                return ward
        return None

    def missed(self, row: Lying, planned: InBed | None) -> None:
        """Note that a patient's ward was not found, and whether the marks entered are enough without it."""
        names = self._missed.setdefault(row.ward, [])
        if planned is None:
            names.append(f"{row.patient} (bed {row.bed})" if row.bed else str(row.patient))

    def unknown(self) -> Iterator[str]:
        """A sentence a ward that `wards` does not have: who cannot be planned with for that, and the fix."""
        for ward, names in sorted(self._missed.items()):
            said = f"ward '{ward}' is not in `wards`" if ward else "no ward is told"
            fix = self._spelling.fix(ward, "add a row to wards.csv") if ward else "enter them in patients.csv"
            if names:
                said += f", so {len(names)} cannot be planned with: {', '.join(sorted(names))}"
            elif not ward:
                continue
            yield f"{said}. Fix: {fix}"


def _planned(row: Lying, ward: Ward | None, entered: Patient | None) -> InBed | None:
    """The patient to plan with; None: neither the ward's row nor marks say what is needed."""
    marks = _marks_of(entered) if entered is not None else row.marks or Marks()
    site = ward.site if ward is not None else (entered.site if entered is not None else row.site)
    pool = marks.pool or (ward.pool if ward is not None else "")
    acuity = marks.acuity or (ward.acuity if ward is not None else None)
    needs = marks.needs or (ward.needs if ward is not None else ())
    if site is None or not pool or acuity is None or not needs:
        return None
    patient = Patient(
        patient=row.patient,
        site=site,
        ward=ward.ward if ward is not None else row.ward or (entered.ward if entered is not None else ""),
        pool=pool,
        acuity=acuity,
        needs=needs,
        can_go_home=marks.can_go_home,
        stay_h=marks.stay_h,
        entered_by=marks.entered_by,
        escort=marks.escort,
        demands=marks.demands or (),
        language=marks.language,
        basis=marks.basis if marks.acuity is not None else Basis.ASSUMED,
        source=marks.source
        if marks.acuity is not None
        else "planned as the ward's row until a clinician marks the patient",
    )
    return InBed(patient=patient, missing=_missing(marks), bed=row.bed, admitted_at=row.admitted_at)


def _missing(marks: Marks) -> tuple[str, ...]:
    told = {
        "acuity": marks.acuity is not None,
        "needs": bool(marks.needs),
        "can_go_home": not isinstance(marks.can_go_home, Unknown),
        "escort": not isinstance(marks.escort, Unknown),
        "demands": marks.demands is not None,
    }
    return tuple(name for name, is_told in told.items() if not is_told)


def _marks_of(entered: Patient) -> Marks:
    """A row of `patients` as marks; an empty cell of demands there means none."""
    return Marks(
        pool=entered.pool,
        acuity=entered.acuity,
        needs=entered.needs,
        can_go_home=entered.can_go_home,
        stay_h=entered.stay_h,
        entered_by=entered.entered_by,
        escort=entered.escort,
        demands=entered.demands,
        language=entered.language,
        basis=entered.basis,
        source=entered.source,
    )
