"""Care lost on a small clinic, counted by hand: services told lost and back, nothing else."""

from __future__ import annotations

from math import inf

import pytest

from codedark.drill.board import Board, compile_board
from codedark.drill.parameters import AT, ranges_of
from codedark.drill.plain_clinic import ambulance_min, cancelled, lost_by_bin, patients, still_h
from codedark.drill.plain_fall import ATTACKER, Services
from codedark.drill.scenario import Arm
from codedark.hospital.reading import read
from codedark.hospital.words import Policy
from tests.drill.campuses import campuses
from tests.drill.clinic import bad_day, clinic, files

LAB, THEATRE, ED = 0, 1, 2
HIP, KNEE, ACUTE = 0, 1, 2
DAY = 1440.0


def board(**changed: bytes) -> Board:
    hospital = read(files() | {name.replace("__", "."): data for name, data in changed.items()})
    return compile_board(hospital, bad_day(), Arm(name="test", response=Policy.NONE))


def row() -> list[float]:
    return [told.mid for told in ranges_of(clinic(), bad_day())]


def told(lost: dict[int, tuple[float, float]], paper: dict[int, float] | None = None) -> Services:
    """Services lost and back at these minutes; paper lasts so many minutes from the loss."""
    paper = paper or {}
    return Services(
        lost=[lost.get(s, (inf, 0.0))[0] for s in range(3)],
        paper_end=[lost.get(s, (inf, 0.0))[0] + paper.get(s, 0.0) for s in range(3)],
        back=[lost.get(s, (inf, 0.0))[1] for s in range(3)],
        cause=[ATTACKER] * 3,
        restoring=inf,
    )


def lost_on_day0(one: Board, services: Services) -> dict[int, int]:
    """Operation -> the service that decided."""
    return {c.operation: c.service for c in cancelled(one, services) if c.day == 0}


def test_an_operation_in_progress_finishes_and_the_next_does_not_begin() -> None:
    services = told({THEATRE: (8.5 * 60, DAY)})
    assert lost_on_day0(board(), services) == {KNEE: THEATRE, ACUTE: THEATRE}


def test_a_service_lost_at_the_minute_of_the_start_is_lost_to_it() -> None:
    assert HIP in lost_on_day0(board(), told({THEATRE: (8 * 60, DAY)}))
    assert HIP not in lost_on_day0(board(), told({THEATRE: (8 * 60 + 1, DAY)}))


def test_a_service_back_at_the_minute_of_the_start_is_there() -> None:
    assert lost_on_day0(board(), told({THEATRE: (0.0, 11 * 60)})) == {HIP: THEATRE}


def test_paper_must_last_to_the_end_of_the_operation() -> None:
    until_the_end = told({LAB: (7 * 60, DAY)}, {LAB: 150.0})  # 07:00 and 150 min: 09:30, when the hip is done
    assert HIP not in lost_on_day0(board(), until_the_end)
    assert lost_on_day0(board(), told({LAB: (7 * 60, DAY)}, {LAB: 149.0}))[HIP] == LAB


def test_paper_at_half_capacity_carries_the_first_of_two() -> None:
    all_day = told({LAB: (0.0, 2 * DAY)}, {LAB: DAY})
    assert lost_on_day0(board(), all_day) == {KNEE: LAB}


def test_the_recovery_bed_must_hold_to_its_end() -> None:
    operations = (
        b"operation,site,days,start,duration_min,needs,recovery,recovery_min\nhip,home,daily,08:00,60,theatre,lab,120\n"
    )
    one = board(operations__csv=operations)
    full = files()["services.csv"].replace(b"lis,wards,60,0.5", b"lis,wards,60,1")
    one = board(operations__csv=operations, services__csv=full)
    assert lost_on_day0(one, told({LAB: (7 * 60, DAY)}, {LAB: 240.0})) == {}  # to 11:00, when recovery is over
    assert lost_on_day0(one, told({LAB: (7 * 60, DAY)}, {LAB: 239.0})) == {HIP: LAB}


def test_the_service_lost_first_decides() -> None:
    services = told({LAB: (60.0, DAY), THEATRE: (30.0, DAY)})
    assert lost_on_day0(board(), services)[HIP] == THEATRE
    services = told({LAB: (20.0, DAY), THEATRE: (30.0, DAY)})
    assert lost_on_day0(board(), services)[HIP] == LAB


def test_later_days_follow_from_when_a_service_is_back() -> None:
    days = [c.day for c in cancelled(board(), told({THEATRE: (0.0, 2 * DAY + 9 * 60)}))]
    assert days == [0, 0, 0, 1, 1, 1, 2]  # on the third day only what starts before nine


def test_a_weekend_has_only_what_stands_on_its_list() -> None:
    lost = [(c.day, c.operation) for c in cancelled(board(), told({THEATRE: (4 * DAY, 6 * DAY)}))]
    assert lost == [(4, ACUTE), (5, ACUTE)]  # the clock starts on a Tuesday


def test_a_patient_without_a_confirmed_bed_waits_until_the_need_is_back() -> None:
    outcome = patients(board(), row(), told({LAB: (0.0, 10 * 60)}, {LAB: 60.0}))
    assert (outcome.hours_without, outcome.unplaced, outcome.moved) == (9.0, 1, 0)


def test_a_patient_is_moved_to_a_confirmed_bed() -> None:
    beds = b"hospital,pool,free_staffed,confirmed_at,confirmed_by\nnext,icu,1,2024-03-05T05:00+01:00,coordinator\n"
    p = row()
    outcome = patients(board(region_beds__csv=beds), p, told({LAB: (0.0, 10 * DAY)}, {LAB: 60.0}))
    assert outcome.moved == 1 and outcome.unplaced == 0
    assert 0 < outcome.hours_without < 24


def test_a_patient_who_would_have_left_anyway_waits_no_longer() -> None:
    stay = b"patient,site,ward,pool,acuity,needs,can_go_home,stay_h\np1,home,ward,icu,critical,lab,no,5\n"
    outcome = patients(board(patients__csv=stay), row(), told({LAB: (0.0, 10 * DAY)}, {LAB: 60.0}))
    assert outcome.hours_without == 4.0


CAMPUSES = compile_board(campuses(), bad_day(), Arm(name="test", response=Policy.NONE))
ICU, SOUTH_ICU = 3, 4
HANDLING, DECISION = 40.0, 30.0


def moved(out: dict[int, tuple[float, float]], **told_otherwise: str) -> tuple[float, int, int]:
    """(hours without, unplaced, moved) on two campuses; lab and both intensive cares have no paper."""
    hospital = campuses(**told_otherwise)
    one = compile_board(hospital, bad_day(), Arm(name="test", response=Policy.NONE)) if told_otherwise else CAMPUSES
    services = Services(
        lost=[out.get(s, (inf, 0.0))[0] for s in range(6)],
        paper_end=[out.get(s, (inf, 0.0))[0] for s in range(6)],
        back=[out.get(s, (inf, 0.0))[1] for s in range(6)],
        cause=[ATTACKER] * 6,
        restoring=inf,
    )
    p = row()
    p[AT["transfer.handling_min"]], p[AT["transfer.decision_min"]] = HANDLING, DECISION
    outcome = patients(one, p, services)
    return outcome.hours_without, outcome.unplaced, outcome.moved


def test_an_own_campus_and_a_bed_that_stands_in_take_patients_and_who_needs_another_kind_is_unplaced() -> None:
    # p1 with the mug to our own south (10 min); p2 with the nurse to next door (20); p8 needs a kind nobody has
    p1, p2, p8 = DECISION + HANDLING + 10, DECISION + HANDLING + 20, 300
    assert moved({ICU: (0.0, 300.0)}) == (pytest.approx((p1 + p2 + p8) / 60), 1, 2)
    # and with the south out of intensive care, too: p1 next door, p2 far away (45), p6 next door to south (25) in a bed
    # of another kind, after the mug is back; p7, stable, finds none left
    p1, p2 = DECISION + HANDLING + 20, DECISION + HANDLING + 45
    both = moved({ICU: (0.0, 300.0), SOUTH_ICU: (0.0, 300.0)})
    p6 = DECISION + HANDLING + 25
    first_p6 = p6 + (p6 + 25 + HANDLING + 20)
    first_p1 = p1 + (p1 + 20 + HANDLING + 25)
    assert both[1:] == (2, 3)
    assert both[0] * 60 in (pytest.approx(first_p6 + p2 + 600), pytest.approx(first_p1 + p2 + 600))


def test_a_crew_of_too_low_a_level_cannot_drive() -> None:
    no_mug = "crew,kind,owner,site,needs,transfers\na2,ambulance,112,south,,yes\n"  # with the nurses of ours
    p2 = DECISION + HANDLING + 10  # our own bed is left for p2: for p1, who needs a physician, nobody can drive
    assert moved({ICU: (0.0, 300.0)}, crews=no_mug) == (pytest.approx((300 + p2 + 300) / 60), 2, 1)


def test_a_crew_sets_off_when_what_it_needs_is_back() -> None:
    mobile = 5
    for back, hours in ((100.0, 100 + HANDLING + 10), (290.0, 300.0), (300.0, 300.0)):
        told_hours, unplaced, count = moved({ICU: (0.0, 300.0), mobile: (0.0, back)})
        assert (unplaced, count) == (1, 2 if back < 300 else 1)
        assert told_hours * 60 == pytest.approx(hours + DECISION + HANDLING + 20 + 300)


def test_a_crew_stands_still_from_the_end_of_paper() -> None:
    services = told({ED: (0.0, 5 * 60)}, {ED: 60.0})
    assert [still_h(board(), services, c) for c in (0, 1)] == [4.0, 0.0]


def test_ambulances_drive_to_the_next_department() -> None:
    services = told({ED: (0.0, 3 * 60)}, {ED: 60.0})
    # one ambulance an hour, half of them during the hour on paper at half capacity, 20 minutes of road each
    assert ambulance_min(board(), row(), services, ED) == pytest.approx((0.5 + 2) * 20)


def test_bins_add_up_to_the_time_lost() -> None:
    services = told({ED: (100.0, 1000.0)}, {ED: 200.0})
    bins = list(lost_by_bin(board(), services, ED, 360.0))
    assert sum(share for _, share in bins) * 360 == pytest.approx(200 * 0.5 + 700)
    assert {b for b, _ in bins} == {0, 1, 2}
