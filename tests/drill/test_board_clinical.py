"""The clinical calendar: lists, paper, beds and roads, counted by hand."""

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from codedark.drill.board_clinical import OTHERS, compile_clinic
from codedark.drill.scenario import Clock
from codedark.drill.transfer_book import TransferBook
from tests.drill.clinic import clinic
from tests.making import make_hospital

TUESDAY = Clock(start=datetime.fromisoformat("2024-03-05T00:00"), day1=date(2024, 3, 5), horizon_days=21)
SERVICES = """
    service,site,paper_min,paper_capacity,arrivals_per_h,ambulances_per_h
    theatre,home,60,0.5,0,0
    ward,home,60,1,0,0
    """


def compiled(hospital, clock=TUESDAY):
    return compile_clinic(hospital, clock, TransferBook(hospital, None))


def calendar(clock=TUESDAY, **tables):
    return compiled(make_hospital(**({"services": SERVICES} | tables)), clock)


def paper(board, weekday=0):
    """{operation: {service: fits}} of one weekday."""
    lines = range(board.list_start[weekday], board.list_start[weekday + 1])
    return {
        int(board.line_operation[line]): {
            int(board.need_service[i]): bool(board.need_on_paper[i])
            for i in range(board.need_start[line], board.need_start[line + 1])
        }
        for line in lines
    }


def test_the_lists_of_a_week_are_laid_out_day_by_day():
    board, _ = compiled(clinic())
    assert np.diff(board.list_start).tolist() == [3, 3, 3, 3, 3, 1, 1]
    assert board.line_operation[:4].tolist() == [0, 1, 2, 0]
    assert board.line_start_min[:3].tolist() == [480, 660, 840]
    assert board.line_urgency[:3].tolist() == [0, 0, 2]
    assert (board.weekday, board.days, board.end_min) == (1, 21, 21 * 1440)


def test_operations_before_the_clock_starts_are_on_no_list():
    midday = replace(TUESDAY, start=datetime.fromisoformat("2024-03-05T11:00"))
    board, _ = compiled(clinic(), midday)
    assert [board.listed(day) for day in (0, 1, 4, 5, 6)] == [2, 3, 1, 1, 3]  # 11:00 itself still starts
    assert board.listed(20) == 3
    later, _ = compiled(clinic(), replace(midday, start=datetime.fromisoformat("2024-03-05T11:01")))
    assert later.listed(0) == 1


def test_needs_hold_to_the_end_and_the_recovery_bed_longer():
    board, _ = calendar(
        operations="""
        operation,site,days,start,duration_min,urgency,needs,recovery,recovery_min
        a,home,mon,08:00,90,elective,theatre,ward,120
        b,home,mon,08:00,90,elective,theatre ward,ward,30
        c,home,mon,23:00,90,elective,theatre,,
        """
    )
    assert board.need_service.tolist() == [0, 1, 0, 1, 0]
    assert board.need_until_min.tolist() == [570, 690, 570, 600, 1470]


def test_on_paper_emergencies_come_first_then_who_starts_first():
    board, _ = calendar(
        operations="""
        operation,site,days,start,duration_min,urgency,needs
        early,home,mon tue,08:00,60,elective,theatre
        late,home,mon,12:00,60,elective,theatre ward
        urgent,home,mon,15:00,60,urgent,theatre
        emergency,home,mon,18:00,60,emergency,theatre
        """
    )
    # half of four is two
    assert paper(board) == {0: {0: False}, 1: {0: False, 1: True}, 2: {0: True}, 3: {0: True}}
    assert paper(board, 1) == {0: {0: False}}  # half of one is none


@pytest.mark.parametrize(("capacity", "fitting"), [("0", 0), ("0.2", 0), ("0.34", 1), ("0.7", 2), ("1", 3)])
def test_a_share_of_the_list_is_rounded_down(capacity, fitting):
    rows = "\n".join(f"op-{i},home,mon,0{i}:00,30,elective,theatre" for i in (3, 2, 1))
    board, _ = calendar(
        services=f"service,paper_min,paper_capacity\ntheatre,60,{capacity}",
        operations="operation,site,days,start,duration_min,urgency,needs\n" + rows,
    )
    fits = {o: needs[0] for o, needs in paper(board).items()}
    assert [fits[o] for o in (2, 1, 0)] == [True] * fitting + [False] * (3 - fitting)


def test_a_share_that_floats_hold_a_hair_too_low_still_fits():
    assert 0.29 * 100 < 29
    rows = "\n".join(f"op-{i:02},home,mon,{8 + i // 60:02}:{i % 60:02},30,elective,theatre" for i in range(100))
    board, _ = calendar(
        services="service,paper_min,paper_capacity\ntheatre,60,0.29",
        operations="operation,site,days,start,duration_min,urgency,needs\n" + rows,
    )
    assert board.need_on_paper.tolist() == [True] * 29 + [False] * 71


def test_patients_are_laid_out_with_stay_and_who_goes_along():
    board, _ = calendar(
        patients="""
        patient,site,pool,acuity,needs,can_go_home,stay_h,escort
        p1,home,icu,stable,ward,yes,48,
        p2,home,burns,critical,theatre ward,no,,nurse
        p3,home,icu,high,ward,? not asked,? not asked,
        """
    )
    assert board.patient_home.tolist() == [True, False, False]
    assert board.patient_stay_min.tolist() == [2880, np.inf, np.inf]
    assert board.patient_level.tolist() == [0, 1, 1]
    assert board.patient_start.tolist() == [0, 1, 3, 4]
    assert board.patient_service.tolist() == [1, 0, 1, 1]


def test_services_that_patients_who_can_be_placed_need_have_keys_of_their_own():
    told = calendar(
        patients="patient,site,pool,acuity,needs,can_go_home\np1,home,icu,critical,ward,no",
        crews="crew,kind,owner,transfers\na1,ambulance,112,yes",
        region="hospital,name,beds_recognised\nnear,Near,99",
        region_beds="hospital,pool,free_staffed,confirmed_at\nnear,icu,3,2024-03-05T10:00:00Z",
        travel_min="from,to,minutes\nhome,near,10",
    )[0].service_key
    assert (told.dtype, told[0] == 0, told[1] > 2**32) == (np.uint64, True, True)
    assert not calendar()[0].service_key.any()


def test_ambulances_drive_to_our_other_door_or_the_nearest_of_the_region():
    tables = {
        "sites": "site,name,beds_recognised,ed\nhome,Home,10,yes\nsouth,South,10,yes\neast,East,10,yes",
        "services": """
            service,site,arrivals_per_h,ambulances_per_h
            ed-home,home,2,1
            ed-south,south,2,0.5
            ed-east,east,2,0
            lab,south,0,0
            adrift,,1,1
            """,
        "region": "hospital,name,beds_recognised,ed\nnext,Next,9,yes\nclosed,Closed,9,no\nfar,Far,9,yes",
        "travel_min": """
            from,to,minutes
            home,south,12
            home,east,30
            home,closed,5
            home,next,20
            home,far,25
            """,
    }
    board, notes = calendar(**tables)
    assert list(zip(board.else_service.tolist(), board.else_min.tolist(), strict=True)) == [(1, 12), (OTHERS, 20)]
    assert board.else_start.tolist() == [0, 2, 2, 2, 2, 2]
    assert board.ambulances_per_h.tolist() == [1, 0.5, 0, 0, 1]
    assert [note.split(":")[0] for note in notes] == [
        "no road from south to another emergency department is told",
        "service adrift has ambulances but no site",
    ]


def test_crews_and_weights_are_those_of_the_tables():
    board, _ = compiled(clinic())
    assert (board.crew_start.tolist(), board.crew_service.tolist()) == ([0, 1, 1], [2])
    assert board.crew_level.tolist() == [-1, 2]
    told, _ = calendar(
        hospital_toml="""
        [hospital]
        name = "T"
        [care]
        operation_elective = 1
        operation_urgent = 3
        operation_emergency = 9
        arrival = 0.5
        """
    )
    assert told.weight_operation.tolist() == [1, 3, 9]
    assert told.weight_arrival == 0.5
