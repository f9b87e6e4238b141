from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from codedark.divert.counting_in import CountedIn, Lying, Marks, count_in, missing_of, with_marks
from codedark.hospital.records import PatientId, ServiceId, SiteId, Unknown
from codedark.hospital.words import Acuity, Basis, Escort
from tests.divert.wards import hospital

NOW = datetime(2024, 5, 17, 8, tzinfo=UTC)


def lying(name: str = "p-1", ward: str = "C3", **more: Any) -> Lying:
    return Lying(patient=PatientId(name), ward=ward, **{"patient_class": "I", "heard_at": NOW, **more})


def counted(*rows: Lying, **tables: str) -> CountedIn:
    return count_in(rows, hospital(**tables), now=NOW)


def test_the_wards_row_stands_in_for_what_nobody_entered_and_says_so() -> None:
    (one,) = counted(lying(bed="12 B", admitted_at=NOW)).in_bed
    assert (one.patient.site, one.patient.pool, one.patient.acuity) == ("north", "icu", Acuity.CRITICAL)
    assert one.patient.needs == ("icu", "lab") and one.bed == "12 B" and one.admitted_at == NOW
    assert one.missing == ("acuity", "needs", "can_go_home", "escort", "demands")
    assert isinstance(one.patient.can_go_home, Unknown) and isinstance(one.patient.escort, Unknown)
    assert one.patient.basis is Basis.ASSUMED and "until a clinician" in one.patient.source


def test_marks_already_entered_win_and_the_place_is_the_sources() -> None:
    (one,) = counted(lying("aaaaa-aaaaa", "C3", marks=Marks(acuity=Acuity.CRITICAL))).in_bed
    assert (one.patient.acuity, one.patient.can_go_home, one.patient.escort) == (Acuity.HIGH, True, Escort.NURSE)
    assert (one.patient.ward, one.patient.pool, one.patient.needs) == ("C3", "ward", ("lab",)) and one.missing == ()


def test_marks_of_the_source_are_used_and_only_the_others_are_missing() -> None:
    marks = Marks(acuity=Acuity.STABLE, can_go_home=False, source="list")
    (one,) = counted(lying(marks=marks)).in_bed
    assert (one.patient.acuity, one.patient.can_go_home) == (Acuity.STABLE, False)
    assert one.missing == ("needs", "escort", "demands") and one.patient.source == "list"


def test_who_cannot_be_planned_is_named_with_ward_and_bed_and_the_ward_with_its_fix() -> None:
    found = counted(lying("p-1", "C33", bed="1"), lying("p-2", ""), lying("p-3", "C33"), lying("aaaaa-aaaaa", "X9"))
    assert [one.patient.patient for one in found.in_bed] == ["aaaaa-aaaaa"]
    assert found.notes == (
        "no ward is told, so 1 cannot be planned with: p-2. Fix: enter them in patients.csv",
        "ward 'C33' is not in `wards`, so 2 cannot be planned with: p-1 (bed 1), p-3. "
        "Fix: did you mean 'C3'? Otherwise add a row to wards.csv",
        "ward 'X9' is not in `wards`. Fix: add a row to wards.csv",
    )


def test_a_ward_nobody_knows_keeps_who_has_marks_enough() -> None:
    marks = Marks(pool="ward", acuity=Acuity.HIGH, needs=(ServiceId("lab"),))
    (one,) = counted(lying(ward="X9", site=SiteId("south"), marks=marks)).in_bed
    assert (one.patient.site, one.patient.ward) == ("south", "X9")
    (known,) = counted(lying("aaaaa-aaaaa", "X9")).in_bed
    assert known.patient.site == "north"


def test_a_ward_is_found_in_any_case_and_by_its_campus_first() -> None:
    assert counted(lying(ward="c3")).in_bed[0].patient.ward == "C3"
    assert counted(lying(ward="D4")).in_bed[0].patient.site == "north"
    assert counted(lying(ward="D4", facility="SOUTH")).in_bed[0].patient.site == "south"


def test_out_patients_count_only_in_our_wards() -> None:
    found = counted(lying("p-1", "radiology", patient_class="O"), lying("p-2", "D4", patient_class="R"))
    assert [one.patient.patient for one in found.in_bed] == ["p-2"]
    assert found.notes == ("1 out-patients outside the wards of `wards` are not counted in",)


def test_a_patient_told_twice_is_counted_once_where_last_heard_of() -> None:
    earlier = lying(ward="D4", heard_at=NOW - timedelta(hours=2), marks=Marks(acuity=Acuity.HIGH))
    (one,) = counted(lying(), earlier).in_bed
    assert (one.patient.ward, one.patient.acuity) == ("C3", Acuity.HIGH)
    assert counted(lying(), earlier).notes == ("p-1 is told in C3 and in D4; the last word is C3",)
    assert counted(lying(), lying("p-1", "C3")).notes == ()


def test_an_emergency_patient_of_whom_nothing_was_heard_is_kept_and_said() -> None:
    found = counted(lying(patient_class="E", heard_at=NOW - timedelta(days=4)))
    assert len(found.in_bed) == 1 and "over 3 days ago" in found.notes[0]


def test_what_was_entered_after_the_snapshot_was_taken_wins_too() -> None:
    taken = counted(lying("bbbbb-bbbbb"), lying("p-2")).in_bed
    now = hospital(patients="patient,site,pool,acuity,needs,can_go_home\nbbbbb-bbbbb,south,ward,stable,lab,yes\n")
    first, second = sorted(with_marks(taken, now), key=lambda one: one.patient.patient)
    assert (first.patient.acuity, first.patient.ward, first.patient.site) == (Acuity.STABLE, "C3", "north")
    assert first.missing == ("escort",) and second == taken[1]


def test_missing_marks_are_counted() -> None:
    assert missing_of(counted(lying("p-1"), lying("aaaaa-aaaaa")).in_bed) == {
        "acuity": 1, "needs": 1, "can_go_home": 1, "escort": 1, "demands": 1,
    }  # fmt: skip


ROWS = st.lists(
    st.builds(
        lying,
        st.sampled_from(["p-1", "p-2", "p-3", "aaaaa-aaaaa"]),
        st.sampled_from(["C3", "D4", "X9", ""]),
        patient_class=st.sampled_from(["I", "E", "O", ""]),
        heard_at=st.sampled_from([None, NOW, NOW - timedelta(days=9)]),
    ),
    max_size=8,
)


@given(ROWS)
def test_nobody_is_dropped_in_silence(rows: list[Lying]) -> None:
    found = count_in(rows, hospital(), now=NOW)
    planned = [one.patient.patient for one in found.in_bed]
    assert len(planned) == len(set(planned))
    said = " ".join(found.notes)
    for name in {row.patient for row in rows} - set(planned):
        assert name in said or "out-patients" in said
