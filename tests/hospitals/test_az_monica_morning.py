"""The morning as it happened, played: all seventy, for the right reasons, and sixty-nine with one procedure more."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from codedark.drill import plain, read_scenario
from codedark.drill.arms import arms_of
from codedark.drill.board import compile_board
from codedark.drill.outcomes import Outcome
from codedark.drill.parameters import latin_hypercube, ranges_of, values_at
from codedark.drill.tally import Tally
from codedark.hospital.records import Hospital, ServiceId
from tests.hospitals.kept import AZ_MONICA, FOLDER, example

PLAYS = 6
DAYS_BEFORE, DAYS = 30, 3
"""The clock starts a month before the day; three days of it are played."""


@cache
def played(arm_name: str, *, tried: str = "", paper: bool = True) -> Tally:
    """A few plays of one arm, with one downtime procedure more, or with none at all."""
    hospital = example(AZ_MONICA)
    if tried:
        hospital = with_service(hospital, tried, paper_min=600.0, paper_capacity=1.0)
    if not paper:
        for service in hospital.services:
            hospital = with_service(hospital, service, paper_min=0.0, paper_capacity=0.0)
    path = FOLDER / AZ_MONICA / "scenarios" / f"{hospital.settings.hospital.default_scenario}.toml"
    scenario = read_scenario(path.name, path.read_bytes(), hospital)
    short = replace(scenario, clock=replace(scenario.clock, horizon_days=DAYS_BEFORE + DAYS))
    arm = next(arm for arm in arms_of(short).told if arm.name == arm_name)
    values = values_at(ranges_of(hospital, short), latin_hypercube(seed=7, draws=PLAYS))
    return plain.play(compile_board(hospital, short, arm), values, 7, 0, PLAYS, 1)


def with_service(hospital: Hospital, service: str, *, paper_min: float, paper_capacity: float) -> Hospital:
    changed = replace(hospital.services[ServiceId(service)], paper_min=paper_min, paper_capacity=paper_capacity)
    return replace(hospital, services={**hospital.services, ServiceId(service): changed})


def deciding(tally: Tally, service: str) -> float:
    """Operations of day one decided by a service, a play."""
    at = list(example(AZ_MONICA).services).index(ServiceId(service))
    return float(tally.decided_day1[:, at].sum()) / len(tally)


def test_every_play_of_the_morning_loses_all_seventy() -> None:
    day1 = played("as-it-happened").outcome(Outcome.OPERATIONS_CANCELLED_DAY1)
    assert np.array_equal(day1, np.full(PLAYS, 70.0))


def test_one_procedure_more_and_every_play_loses_sixty_nine() -> None:
    tally = played("as-it-happened", tried="small-procedures")
    assert np.array_equal(tally.outcome(Outcome.OPERATIONS_CANCELLED_DAY1), np.full(PLAYS, 69.0))
    assert deciding(tally, "small-procedures") == 0
    assert deciding(played("as-it-happened"), "small-procedures") == 1


def test_the_deciding_service_is_one_that_the_operation_needs() -> None:
    tally, hospital = played("as-it-happened"), example(AZ_MONICA)
    services = list(hospital.services)
    for o, operation in enumerate(hospital.operations.values()):
        for s in np.flatnonzero(tally.decided_day1[o]):
            assert services[s] in {*operation.needs, operation.recovery}, operation.operation


def test_mobile_teams_stand_still_and_the_departments_turn_patients_away() -> None:
    tally, hospital = played("as-it-happened"), example(AZ_MONICA)
    still_h = dict(zip(hospital.crews, tally.crews_still_h / len(tally), strict=True))
    assert still_h["mug-monica"] > 24 and still_h["pit-monica"] > 24 and still_h["amb-112-1"] == 0
    turned_away = tally.outcome(Outcome.ARRIVALS_TURNED_AWAY)
    arrivals = sum(service.arrivals_per_h for service in hospital.services.values()) * DAYS * 24
    assert (turned_away > 0.3 * arrivals).all() and (turned_away < arrivals).all()


def test_the_second_day_has_no_operations_either() -> None:
    """Stated for 14 January (techzine.nl/nieuws/security/573987); here it follows from how services come back."""
    tally = played("as-it-happened")
    wednesday = example(AZ_MONICA).operations.values()
    listed = sum("wed" in operation.days for operation in wednesday)
    assert tally.cancelled_per_day[DAYS_BEFORE + 1] / len(tally) == listed


def test_paper_is_what_keeps_the_departments_half_open() -> None:
    with_paper = played("as-it-happened").outcome(Outcome.ARRIVALS_TURNED_AWAY)
    without = played("as-it-happened", paper=False).outcome(Outcome.ARRIVALS_TURNED_AWAY)
    assert (without > with_paper).all()
