"""From hosts lost to services lost and back, by hand; and the same through the room that does nothing else."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark import depend
from codedark.depend.times import spells
from codedark.drill.board import Board, compile_board
from codedark.drill.parameters import AT, ranges_of
from codedark.drill.plain_attack import Course
from codedark.drill.plain_fall import ATTACKER, OWN, services_of
from codedark.drill.scenario import Arm
from codedark.hospital.words import Policy
from tests.drill.clinic import bad_day, clinic

LAB, THEATRE, ED = 0, 1, 2
HOSTS = list(clinic().hosts.ids)


def board() -> Board:
    return compile_board(clinic(), bad_day(), Arm(name="test", response=Policy.FULL_SHUTDOWN))


def row(**changed: float) -> list[float]:
    values = [told.mid for told in ranges_of(clinic(), bad_day())]
    for name, value in changed.items():
        values[AT[name.replace("__", ".")]] = value
    return values


def course(struck: dict[str, float], off: dict[str, float] | None = None, cut: float = inf) -> Course:
    off = off or {}
    struck_at = [struck.get(h, inf) for h in HOSTS]
    off_at = [off.get(h, inf) for h in HOSTS]
    return Course(struck=struck_at, destroyed=[t + 30 for t in struck_at], off=off_at, cut=cut, cut_done=cut)


def test_nothing_lost_loses_nothing() -> None:
    told = services_of(board(), row(), course({}))
    assert told.lost == [inf] * 3 and told.restoring == inf
    assert [told.hours(board(), s) for s in range(3)] == [0.0] * 3


def test_what_is_encrypted_takes_down_what_stands_on_it() -> None:
    told = services_of(board(), row(), course({"ehr-1": 100.0}))
    assert told.lost == [inf, 130.0, 130.0] and told.cause[ED] == ATTACKER


def test_one_crew_rebuilds_one_application_after_another() -> None:
    p = row(restoration__start_h=10.0)
    told = services_of(board(), p, course({"ehr-1": 0.0, "lab-1": 0.0}))
    begin = 30.0 + 600  # the last host is gone after 30 minutes
    work = 24 / 16 * 60  # sixteen hours of work a day
    assert told.restoring == begin
    assert told.back[LAB] == begin + 20 * work  # restored first: rank 1
    assert told.back[ED] == begin + (20 + 30) * work


def test_what_was_only_switched_off_is_examined_not_rebuilt() -> None:
    p = row(restoration__start_h=10.0)
    told = services_of(board(), p, course({}, {"ehr-1": 60.0}, cut=60.0))
    assert told.cause[ED] == OWN
    assert told.back[ED] == 60 + 600 + 3 * 24 / 16 * 60


def test_a_host_struck_before_it_was_off_is_rebuilt_and_the_first_loss_is_ours() -> None:
    """Switched off half way through its encryption: lost to our action first, and to be rebuilt all the same."""
    half_way = course({"ehr-1": 50.0}, {"ehr-1": 60.0}, cut=60.0)
    told = services_of(board(), row(restoration__start_h=0.0), half_way)
    assert (told.lost[ED], told.cause[ED]) == (60.0, OWN)
    assert told.back[ED] == pytest.approx(60 + 30 * 24 / 16 * 60)


def test_lost_backups_make_rebuilding_longer() -> None:
    p = row(restoration__start_h=0.0, restoration__backup_lost_factor=3.0)
    kept, gone = course({"ehr-1": 0.0}), course({"ehr-1": 0.0})
    gone.backups_lost = True
    longer = services_of(board(), p, gone).back[ED] - services_of(board(), p, kept).back[ED]
    assert longer == pytest.approx(2 * 30 * 24 / 16 * 60)


@given(st.dictionaries(st.sampled_from(HOSTS), st.integers(0, 500).map(float)))
def test_services_fall_and_come_back_as_the_circuit_says(struck: dict[str, float]) -> None:
    """Another road to the same times: hosts' losses and returns put into `depend`."""
    one, p, hospital = board(), row(restoration__start_h=48.0), clinic()
    told = services_of(one, p, course(struck))
    circuit = depend.compile(hospital)
    lost, back = np.full(len(circuit), np.inf), np.zeros(len(circuit))
    for h, node in circuit.host_at.items():
        if HOSTS[h] in struck:
            lost[node] = struck[HOSTS[h]] + 30
            back[node] = _job_of(one, p, struck, h)
    by_circuit = spells(circuit, lost, back)
    assert by_circuit.lost_min[circuit.service_at].tolist() == told.lost
    assert by_circuit.back_min[circuit.service_at].tolist() == pytest.approx(told.back)


def _job_of(one: Board, p: list[float], struck: dict[str, float], host: int) -> float:
    """When the only crew has the application of a host running, in the order of the board's turn."""
    applications = {"dc-1": 20.0, "lab-1": 20.0, "ehr-1": 30.0}
    order = [["directory", "lis", "ehr"][a] for a in one.fall.turn.tolist()]
    names = {"directory": "dc-1", "lis": "lab-1", "ehr": "ehr-1"}
    at = max(struck.values()) + 30 + 48 * 60
    for name in order:
        if names[name] in struck:
            at += applications[names[name]] * 24 / 16 * 60
        if names[name] == HOSTS[host]:
            return at
    raise AssertionError(f"no application on {HOSTS[host]}")
