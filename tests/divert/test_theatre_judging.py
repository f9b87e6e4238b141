"""One line judged by hand, and every line of a day against the drill: the same fall, for the same service."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from math import inf
from pathlib import Path
from random import Random
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from codedark.depend import Off, Outage, compile, what_falls_if, what_is_off
from codedark.divert.operating import operating
from codedark.divert.operating_plan import FALLEN
from codedark.divert.theatre_judging import Fate, Judged, Loss, fitting, judge, minutes_after
from codedark.divert.theatre_lines import TheatreLine, theatre_lines
from codedark.drill.board import Board, compile_board
from codedark.drill.plain_clinic import cancelled
from codedark.drill.plain_fall import Services
from codedark.drill.scenario import Arm
from codedark.drill.scenario_file import read_scenario
from codedark.hospital.records import Hospital, ServiceId
from codedark.hospital.words import Policy
from codedark.store.folder import load_hospital
from tests.divert.two_sites import FELL_AT, outage_of, two_sites

TUESDAY = date(2024, 3, 5)
HIP = theatre_lines(two_sites(), TUESDAY)[0]
"""08:00 to 10:00 on or-n and lab, recovery on wake-n to 11:00; services fall at 06:30 unless a test says otherwise."""
ALL = frozenset(HIP.counts_on())


def fate(losses: dict[str, Loss], fits: frozenset[ServiceId] = ALL, fell_at: datetime = FELL_AT) -> Judged:
    return judge(HIP, {ServiceId(name): loss for name, loss in losses.items()}, fits, fell_at)


def at(hour: int, minute: int = 0) -> datetime:
    return FELL_AT.replace(hour=hour, minute=minute)


def test_what_needs_nothing_lost_goes_ahead() -> None:
    assert fate({"or-s": Loss(0, 0)}) == Judged(Fate.GOES_AHEAD, None)


def test_what_is_lost_before_it_starts_falls() -> None:
    assert fate({"lab": Loss(0, 0)}) == Judged(Fate.FALLS, ServiceId("lab"))


def test_what_is_on_the_table_finishes() -> None:
    assert fate({"or-n": Loss(0, 0)}, fell_at=at(8, 1)) == Judged(Fate.FINISHES, ServiceId("or-n"))
    assert fate({"or-n": Loss(0, 0)}, fell_at=at(8)) == Judged(Fate.FALLS, ServiceId("or-n"))


def test_what_is_in_recovery_finishes_and_what_is_over_is_done() -> None:
    assert fate({"wake-n": Loss(0, 0)}, fell_at=at(10, 59)).fate is Fate.FINISHES
    assert fate({"wake-n": Loss(0, 0)}, fell_at=at(11)) == Judged(Fate.DONE, None)


def test_paper_must_last_to_the_end_and_for_recovery_to_the_end_of_that() -> None:
    assert fate({"lab": Loss(0, 210)}) == Judged(Fate.ON_PAPER, ServiceId("lab"))
    assert fate({"lab": Loss(0, 209)}).fate is Fate.FALLS
    assert fate({"wake-n": Loss(0, 270)}).fate is Fate.ON_PAPER
    assert fate({"wake-n": Loss(0, 269)}) == Judged(Fate.FALLS, ServiceId("wake-n"))


def test_paper_carries_only_lines_that_fit_it() -> None:
    assert fate({"lab": Loss(0, 999)}, fits=ALL - {"lab"}) == Judged(Fate.FALLS, ServiceId("lab"))


def test_back_before_the_start_is_there_and_back_in_the_middle_ends_paper() -> None:
    assert fate({"lab": Loss(0, 0, back_min=90)}).fate is Fate.GOES_AHEAD
    assert fate({"lab": Loss(0, 0, back_min=91)}).fate is Fate.FALLS
    assert fate({"lab": Loss(0, 120, back_min=120)}).fate is Fate.ON_PAPER
    assert fate({"lab": Loss(0, 119, back_min=120)}).fate is Fate.FALLS


def test_the_service_lost_first_decides_and_of_two_at_once_the_first_of_the_row() -> None:
    assert fate({"lab": Loss(0, 0), "or-n": Loss(5, 5)}).service == "lab"
    assert fate({"lab": Loss(0, 0), "or-n": Loss(0, 0)}).service == "or-n"


def test_what_would_be_lost_on_the_table_is_not_begun() -> None:
    assert fate({"lab": Loss(100, 100)}) == Judged(Fate.FALLS, ServiceId("lab"), while_on_table=True)
    assert fate({"lab": Loss(100, 210)}).fate is Fate.ON_PAPER
    assert fate({"lab": Loss(210, 210)}).fate is Fate.GOES_AHEAD
    assert fate({"lab": Loss(100, 100), "or-n": Loss(0, 0)}) == Judged(Fate.FALLS, ServiceId("or-n"))


def test_what_began_before_the_fall_finishes_whatever_is_lost_later() -> None:
    assert fate({"lab": Loss(30, 30)}, fell_at=at(9)) == Judged(Fate.FINISHES, ServiceId("lab"))


def test_emergencies_take_the_room_on_paper_first_then_urgent_ones_then_the_early() -> None:
    lines = theatre_lines(two_sites(), TUESDAY)
    room = fitting(lines, dict.fromkeys(two_sites().services, 0.5))
    fits = {line.operation for line, services in zip(lines, room, strict=True) if ServiceId("or-n") in services}
    assert fits == {"acute", "hand"}
    all_but_one = fitting(lines, dict.fromkeys(two_sites().services, 0.75))
    assert [ServiceId("or-n") in one for one in all_but_one] == [True, False, True, True, False, False]


@pytest.mark.parametrize(
    ("day", "minutes"), [(date(2024, 3, 30), 1440.0), (date(2024, 3, 31), 2820.0), (date(2024, 4, 1), 4260.0)]
)
def test_a_day_of_23_hours_is_counted_as_it_is(day: date, minutes: float) -> None:
    fell_at = datetime(2024, 3, 29, 8, tzinfo=ZoneInfo("Europe/Brussels"))
    assert minutes_after(fell_at, day, 480) == minutes


# Against the drill


@cache
def monica() -> Hospital:
    return load_hospital(Path(__file__).resolve().parents[2] / "hospitals" / "az-monica")


QUIET = """
title = "Nobody attacks"
source = "invented for a test"
[clock]
start = "{monday}T00:00"
day1 = "{monday}"
horizon_days = 7
[attack]
mode = "none"
[detection]
alarm_within_h = 24
[[arms]]
name = "nothing"
response = "none"
"""


BOARDS: dict[tuple[str, date], Board] = {}


def week(hospital: Hospital, monday: date) -> Board:
    """A board of the drill whose clock starts on a Monday at midnight; made once."""
    key = (hospital.sha256, monday)
    if key not in BOARDS:
        scenario = read_scenario("quiet.toml", QUIET.format(monday=monday).encode(), hospital)
        BOARDS[key] = compile_board(hospital, scenario, Arm(name="nothing", response=Policy.NONE))
    return BOARDS[key]


def drilled(hospital: Hospital, outage: Outage, fell_at: datetime, back: dict[ServiceId, float]) -> dict[str, str]:
    """Operation -> the service that decided, as the drill has it."""
    monday = fell_at.date() - timedelta(days=fell_at.weekday())
    fell = fell_at.weekday() * 1440.0 + fell_at.hour * 60.0 + fell_at.minute
    lost = {row.service: row for row in outage.services}
    told = Services(
        lost=[fell + lost[s].lost_at_min if s in lost else inf for s in hospital.services],
        paper_end=[fell + lost[s].paper_until_min if s in lost else inf for s in hospital.services],
        back=[(fell + back[s] if s in back else inf) if s in lost else 0.0 for s in hospital.services],
        cause=[1] * len(hospital.services),
        restoring=inf,
    )
    one = week(hospital, monday)
    today = [c for c in cancelled(one, told) if c.day == fell_at.weekday()]
    return {one.operations[c.operation]: one.services[c.service] for c in today}


def compared(hospital: Hospital, outage: Outage, fell_at: datetime, back: dict[ServiceId, float] | None = None) -> int:
    """Both judge the same; what only we let fall would have lost a need on the table. Returns how many fell."""
    back = {
        s: minutes
        for s, minutes in (back or {}).items()
        if any(row.service == s and row.lost_at_min < minutes for row in outage.services)
    }
    plan = operating(
        hospital, outage, fell_at, [fell_at.date()],
        back_at={s: fell_at + timedelta(minutes=minutes) for s, minutes in back.items()} if back else None,
    )  # fmt: skip
    ours = {
        one.line.operation: one for one in plan.operations if one.decision in FALLEN and one.line.day == fell_at.date()
    }
    theirs = drilled(hospital, outage, fell_at, back)
    careful = {name for name, one in ours.items() if "while it runs" in one.why}
    assert set(ours) - careful == set(theirs) - careful
    assert not careful & set(theirs)
    assert {name: ours[name].because for name in theirs} == theirs
    return len(ours)


def test_the_day_everything_falls_is_the_drills_day() -> None:
    outage = what_falls_if(monica(), compile(monica()), what_is_off(monica(), ["all"]))
    assert compared(monica(), outage, datetime(2026, 1, 13, 6, 32, tzinfo=ZoneInfo("Europe/Brussels"))) >= 70


def test_any_two_applications_off_at_any_minute_are_judged_as_the_drill_judges_them() -> None:
    luck, circuit, fallen = Random(4), compile(monica()), 0
    names = tuple(monica().applications)
    for _ in range(60):
        outage = what_falls_if(monica(), circuit, Off(applications=frozenset(luck.sample(names, 2))))
        fell_at = datetime(2026, 1, 12 + luck.randrange(7), luck.randrange(16), luck.randrange(60), tzinfo=UTC)
        back = {row.service: luck.uniform(0, 1500) for row in outage.services if luck.random() < 0.5}
        fallen += compared(monica(), outage, fell_at, back)
    assert fallen > 100


def test_where_we_differ_from_the_drill_a_need_would_be_lost_on_the_table() -> None:
    services = """
        service,name,site,needs,paper_min,paper_capacity,theatres
        or-n,Theatres north,north,wash,0,0,2
        wash,Sterilisation,north,north-ehr,240,1,0
        """
    small = two_sites(
        services=services, crews="crew,kind,owner\n", inflows="inflow,kind\n",
        operations="operation,site,days,start,duration_min,needs\nlong,north,daily,10:00,120,or-n\n",
    )  # fmt: skip
    outage = outage_of(small, "north-ehr")
    assert drilled(small, outage, FELL_AT, {}) == {}  # begun at 10:00, theatres lost at 10:30: nobody there knew
    (one,) = operating(small, outage, FELL_AT, [TUESDAY]).operations
    assert one.decision in FALLEN and one.because == "or-n" and "while it runs" in one.why


def test_a_line_is_what_the_tests_take_it_for() -> None:
    assert isinstance(HIP, TheatreLine) and (HIP.operation, HIP.end_min) == ("hip", 600)
    assert cast(Any, HIP).needs == ("or-n", "lab")
