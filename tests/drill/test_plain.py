"""A whole replication in plain Python: its sums agree with each other."""

from __future__ import annotations

import numpy as np
import pytest

from codedark.drill.board import compile_board
from codedark.drill.outcomes import Activity, Outcome
from codedark.drill.parameters import latin_hypercube, ranges_of, values_at
from codedark.drill.plain import play
from codedark.drill.scenario import Arm
from codedark.drill.tally import Tally
from codedark.hospital.words import Policy
from tests.drill.clinic import bad_day, clinic

PLAYS = 30


def played(policy: Policy) -> Tally:
    one = compile_board(clinic(), bad_day(), Arm(name="test", response=policy))
    values = values_at(ranges_of(clinic(), bad_day()), latin_hypercube(2, PLAYS))
    return play(one, values, 2, 0, PLAYS, 1)


@pytest.fixture(scope="module")
def shutdown() -> Tally:
    return played(Policy.FULL_SHUTDOWN)


def test_sums_are_the_sums_of_the_plays(shutdown: Tally) -> None:
    total = shutdown.outcome(Outcome.OPERATIONS_CANCELLED_TOTAL).sum()
    assert total > 0
    assert (
        shutdown.cancelled_per_day.sum() == shutdown.cancelled_by_urgency.sum() == shutdown.decided_total.sum() == total
    )
    assert shutdown.decided_day1.sum() == shutdown.outcome(Outcome.OPERATIONS_CANCELLED_DAY1).sum()


def test_hours_lost_are_split_by_first_cause_and_by_service_alike(shutdown: Tally) -> None:
    attacker = shutdown.outcome(Outcome.SERVICE_HOURS_LOST_ATTACKER).sum()
    own = shutdown.outcome(Outcome.SERVICE_HOURS_LOST_OWN).sum()
    assert attacker > 0 and own > 0
    assert np.allclose(shutdown.lost_hours.sum(axis=0), [attacker, own])


def test_care_lost_is_the_parts_weighed(shutdown: Tally) -> None:
    care = clinic().settings.care
    emergency, elective = 4.0, 1.0
    assert (care.operation_emergency, care.operation_elective) == (emergency, elective)
    hours = shutdown.outcome(Outcome.SERVICE_HOURS_LOST_ATTACKER) + shutdown.outcome(Outcome.SERVICE_HOURS_LOST_OWN)
    rest = (
        care.critical_patient_hour * shutdown.outcome(Outcome.PATIENT_HOURS_WITHOUT_NEED)
        + care.arrival * shutdown.outcome(Outcome.ARRIVALS_TURNED_AWAY)
        + care.service_hour * hours
    )
    operations = (shutdown.outcome(Outcome.CARE_LOST) - rest).sum()
    by_urgency = shutdown.cancelled_by_urgency
    assert operations == pytest.approx(by_urgency[0] * elective + by_urgency[2] * emergency)


def test_the_net_of_no_response_is_nothing_and_of_a_response_the_difference() -> None:
    idle, shutdown = played(Policy.NONE), played(Policy.FULL_SHUTDOWN)
    assert not idle.outcome(Outcome.SERVICE_HOURS_LOST_NET).any()

    def hours(tally: Tally) -> np.ndarray:
        return tally.outcome(Outcome.SERVICE_HOURS_LOST_ATTACKER) + tally.outcome(Outcome.SERVICE_HOURS_LOST_OWN)

    assert np.allclose(shutdown.outcome(Outcome.SERVICE_HOURS_LOST_NET), hours(shutdown) - hours(idle))


def test_nobody_without_a_bed_is_moved(shutdown: Tally) -> None:
    """Nobody confirmed the only bed there is."""
    assert not shutdown.outcome(Activity.CRITICAL_TRANSFERS).any()
    assert shutdown.outcome(Outcome.PATIENTS_UNPLACED).max() == 1
