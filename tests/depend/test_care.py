from __future__ import annotations

import numpy as np
import pytest

from codedark.depend.care import HOURS_OF_WEEK, CareKind, Needing, care_lines, care_lost_per_h
from codedark.hospital.records import Hospital
from tests.making import make_hospital

NEVER = np.inf
TOML = """
    [hospital]
    name = "Test"
    [care]
    operation_elective = 1
    operation_urgent = 2
    operation_emergency = 4
    critical_patient_hour = 0.5
    arrival = 0.2
    service_hour = 0.05
    horizon_h = 4
    """


def hospital(**tables: str) -> Hospital:
    given = {
        "services": """
            service, paper_min, paper_capacity, arrivals_per_h
            theatre, 60, 0.5, 0
            lab, 0, 0, 0
            ed, 600, 0.25, 6
            """,
        "operations": """
            operation, days, start, duration_min, urgency, needs, recovery, recovery_min
            hip, mon tue, 08:00, 60, elective, theatre lab, ,
            knee, mon, 09:00, 60, elective, lab theatre, ,
            heart, daily, 09:00, 60, urgent, theatre, lab, 60
            trauma, daily, 09:00, 60, emergency, theatre, ,
            """,
        "patients": """
            patient, site, pool, acuity, needs, can_go_home
            p-1, home, icu, critical, lab, no
            p-2, home, icu, critical, lab, no
            p-3, home, ward, stable, lab, no
            """,
    }
    return make_hospital(hospital_toml=TOML, **{**given, **tables})


def lost(**at_min: float) -> dict[CareKind, float]:
    told = hospital()
    minutes = np.array([at_min.get(s, NEVER) for s in told.services])
    return dict(care_lost_per_h(care_lines(told), minutes).by_kind_per_h)


def test_lines_of_one_kind_and_the_same_needs_are_one() -> None:
    lines = care_lines(hospital())
    said = [
        (CareKind(k), round(r * HOURS_OF_WEEK, 9), lines.services[a:b].tolist())
        for k, r, a, b in zip(lines.kind, lines.rate_per_h, lines.indptr, lines.indptr[1:], strict=False)
    ]
    assert said == [
        (CareKind.OPERATION_EMERGENCY, 7.0, [0]),
        (CareKind.OPERATION_URGENT, 7.0, [0, 1]),
        (CareKind.OPERATION_ELECTIVE, 3.0, [0, 1]),
        (CareKind.CRITICAL_PATIENT, 2.0 * HOURS_OF_WEEK, [1]),
        (CareKind.ARRIVAL, 6.0 * HOURS_OF_WEEK, [2]),
        (CareKind.SERVICE_HOUR, 1.0 * HOURS_OF_WEEK, [0]),
        (CareKind.SERVICE_HOUR, 1.0 * HOURS_OF_WEEK, [1]),
        (CareKind.SERVICE_HOUR, 1.0 * HOURS_OF_WEEK, [2]),
    ]


def test_while_all_is_up_nothing_is_lost() -> None:
    assert set(lost().values()) == {0.0}


def test_paper_keeps_its_capacity_for_its_minutes() -> None:
    """An hour of four at half capacity: seven eighths are lost; ten hours of four at a quarter: three quarters."""
    lines = care_lines(hospital())
    assert lines.lost_share.tolist() == [0.875, 1.0, 0.75]


def test_lost_later_is_lost_less() -> None:
    lines = care_lines(hospital())
    share = lines.lost_share_from(np.array([120.0, 239.0, NEVER]))
    assert share == pytest.approx([1 - (120 + 30) / 240, 1 / 240, 0.0])
    assert lines.lost_share_from(np.array([210.0, 240.0, 999.0])) == pytest.approx([0.0625, 0.0, 0.0])


def test_a_line_is_kept_to_the_share_of_the_one_that_keeps_least() -> None:
    per_h = lost(theatre=0.0, lab=0.0)
    assert per_h[CareKind.OPERATION_ELECTIVE] == pytest.approx(3 / 168)
    assert per_h[CareKind.OPERATION_URGENT] == pytest.approx(2 * 7 / 168)
    assert per_h[CareKind.OPERATION_EMERGENCY] == pytest.approx(4 * 7 / 168 * 0.875)


def test_recovery_is_a_need() -> None:
    assert lost(lab=0.0)[CareKind.OPERATION_URGENT] == pytest.approx(2 * 7 / 168)
    assert lost(lab=0.0)[CareKind.OPERATION_EMERGENCY] == 0.0


def test_patients_arrivals_and_services_are_weighed_by_the_hospital() -> None:
    per_h = lost(lab=0.0, ed=0.0)
    assert per_h[CareKind.CRITICAL_PATIENT] == pytest.approx(2 * 0.5)
    assert per_h[CareKind.ARRIVAL] == pytest.approx(6 * 0.2 * 0.75)
    assert per_h[CareKind.SERVICE_HOUR] == pytest.approx(0.05 * (1 + 0.75))


def test_the_total_is_the_sum_of_its_parts_and_of_its_lines() -> None:
    lines = care_lines(hospital())
    cost = care_lost_per_h(lines, np.array([0.0, NEVER, 0.0]))
    assert cost.total_per_h == pytest.approx(sum(cost.by_kind_per_h.values()))
    up = np.array([0, 1, 0])
    by_lines = sum(
        w * max(lines.lost_share[s] * (1 - up[s]) for s in lines.services[a:b])
        for w, a, b in zip(lines.weight_per_h, lines.indptr, lines.indptr[1:], strict=False)
    )
    assert cost.total_per_h == pytest.approx(by_lines)
    assert cost.count_per_h[CareKind.ARRIVAL] == pytest.approx(4.5)


def test_unknown_paper_is_planned_as_none() -> None:
    told = hospital(
        services="service, paper_min, paper_capacity\nlab, ? never tried, 0.9\n",
        operations="operation,days,start,duration_min,needs\n",
        patients="patient,site,pool,acuity,needs,can_go_home\n",
    )
    assert care_lines(told).lost_share.tolist() == [1.0]


def test_minutes_for_other_services_are_refused() -> None:
    with pytest.raises(ValueError, match="lost_at_min of 2 for 3 services"):
        care_lost_per_h(care_lines(hospital()), np.zeros(2))


def test_who_needs_several_lost_services_is_counted_once() -> None:
    needing = Needing(hospital())
    assert [needing.operations_per_week(lost) for lost in ([], ["lab"], ["theatre"], ["lab", "theatre"])] == [
        0,
        10,
        17,
        17,
    ]
    assert [needing.critical_patients(lost) for lost in (["theatre"], ["lab"], ["lab", "ed"])] == [0, 2, 2]
