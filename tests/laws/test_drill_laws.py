"""Laws of the drill, replication by replication: same luck, so a better defence never reaches more hosts.

They hold under three conditions, which the scenarios here keep: decision times that do not depend on the hour, no alarm
by volume, and an intruder whose effort is not redirected.
"""

from __future__ import annotations

from textwrap import dedent

import numpy as np
import pytest

from codedark.drill.board import Board, compile_board
from codedark.drill.outcomes import COLUMNS
from codedark.drill.parameters import AT, latin_hypercube, ranges_of, values_at
from codedark.drill.plain_attack import play_course
from codedark.drill.playing import play
from codedark.drill.scenario import Arm, Scenario
from codedark.drill.scenario_file import read_scenario
from codedark.hospital.reading import read
from codedark.hospital.records import Hospital
from codedark.hospital.words import Policy
from tests.drill.clinic import files

PLAYS = 80
CLOCK = '[clock]\nstart = "2024-03-05T00:00"\nday1 = "2024-03-05"\nhorizon_days = 7\n'
WORM = (
    CLOCK
    + """
    [attack]
    mode = "worm"
    entry = ["role:workstation@office"]
    onset_h = 1
    contacts_per_h = { low = 2, mid = 6, high = 12 }
    vulnerable_share = { low = 0.5, mid = 0.8, high = 1 }
    [detection]
    recognised_h = { low = 0.2, mid = 0.5, high = 1 }
    """
)
PEOPLE = (
    CLOCK
    + """
    [attack]
    mode = "human"
    entry = ["role:workstation@office"]
    detonation_h = { low = 3, mid = 5, high = 7 }
    dwell_h = { low = 1, mid = 20, high = 40 }
    account_taken = { low = 0.3, mid = 0.6, high = 0.9 }
    vulnerable_share = 0.3
    push_min = 60
    encrypt_min = { low = 5, mid = 40, high = 200 }
    encrypt_sigma = 1.1
    backups_captured = 0.5
    [detection]
    alerts_before = 2
    recognised_h = { low = 0.1, mid = 0.5, high = 1 }
    """
)
ATTACKS = {"worm": WORM, "people": PEOPLE}
ARM = '[[arms]]\nname = "law"\nresponse = "none"\n'


def scenario(attack: str, hospital: Hospital) -> Scenario:
    return read_scenario("law", (ATTACKS[attack] + ARM).encode(), hospital)


def hospital(*defences: str, **changed: str) -> Hospital:
    told = files()
    told["hospital.toml"] += b"[response.night_factor]\nlow = 1\nmid = 1\nhigh = 1\n"
    told |= {f"{name}.csv": told[f"{name}.csv"] + dedent(rows).encode() for name, rows in changed.items()}
    return read(told, defences)


def board(attack: str, told: Hospital, policy: Policy) -> Board:
    return compile_board(told, scenario(attack, told), Arm(name="law", response=policy))


def rows(attack: str, told: Hospital, **fixed: float) -> np.ndarray:
    values = values_at(ranges_of(told, scenario(attack, told)), latin_hypercube(3, PLAYS))
    for name, value in fixed.items():
        values[:, AT[name.replace("__", ".")]] = value
    return values


def hit(one: Board, values: np.ndarray, r: int) -> set[int]:
    course = play_course(one, values[r].tolist(), 3, r)
    return {h for h in range(one.hosts) if course.hit(h)}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("policy", [Policy.FULL_SHUTDOWN, Policy.ZONE_ISOLATION])
def test_an_earlier_cut_never_strikes_a_host_more(attack: str, policy: Policy) -> None:
    told = hospital()
    one = board(attack, told, policy)
    quick = {"response__shutdown_min": 5.0, "response__isolation_min": 5.0}
    late = rows(attack, told, response__decision_min=90.0, **quick)
    early = rows(attack, told, response__decision_min=3.0, **quick)
    spared = 0
    for r in range(PLAYS):
        struck = hit(one, early, r)
        assert struck <= hit(one, late, r), f"replication {r}"
        spared += len(hit(one, late, r)) - len(struck)
    assert spared > 0, "a law that never had to hold shows nothing"


@pytest.mark.parametrize("attack", ATTACKS)
def test_tighter_reach_never_strikes_a_host_more(attack: str) -> None:
    wide, tight = hospital(), hospital("fences")
    one, other = board(attack, wide, Policy.NONE), board(attack, tight, Policy.NONE)
    if attack == "worm":  # nobody stops it: what tells is how early, so both are looked at after the same hours
        one, other = board(attack, wide, Policy.FULL_SHUTDOWN), board(attack, tight, Policy.FULL_SHUTDOWN)
    values = rows(attack, wide)
    counts = [(hit(other, values, r), hit(one, values, r)) for r in range(PLAYS)]
    assert all(tight_hit <= wide_hit for tight_hit, wide_hit in counts)
    assert sum(len(b) - len(a) for a, b in counts) > 0


def test_a_row_inserted_changes_nobody_elses_luck() -> None:
    before, after = hospital(), hospital(zones="attic,other,no,open\n", hosts="old-1,attic,other\n")
    assert len(after.hosts) == len(before.hosts) + 1
    one, other = board("people", before, Policy.FULL_SHUTDOWN), board("people", after, Policy.FULL_SHUTDOWN)
    values = rows("people", before)
    for r in range(PLAYS):
        a, b = (play_course(each, values[r].tolist(), 3, r) for each in (one, other))
        n = one.hosts
        assert (a.struck, a.off, a.destroyed) == (b.struck[:n], b.off[:n], b.destroyed[:n])


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("policy", list(Policy))
def test_two_hundred_replications_of_kernel_and_plain_twin_are_the_same(attack: str, policy: Policy) -> None:
    pytest.importorskip("numba")
    told = hospital()
    one, values = board(attack, told, policy), rows(attack, told)
    compiled = play(one, values, 3, 0, 200, 3)
    plain = play(one, values, 3, 0, 200, 3, compiled=False)
    for at, name in enumerate(COLUMNS):
        assert np.allclose(compiled.outcomes[:, at], plain.outcomes[:, at], rtol=1e-9, atol=1e-9), name
    assert np.array_equal(compiled.decided_day1, plain.decided_day1)
    assert np.array_equal(compiled.cancelled_per_day, plain.cancelled_per_day)


def test_a_naive_worm_agrees_in_the_mean() -> None:
    """Gillespie, one exponential after another from one stream: another algorithm, the same process."""
    told = hospital()
    one = board("worm", told, Policy.NONE)
    fixed = {"attack__contacts_per_h": 6.0, "attack__vulnerable_share": 1.0}
    values = rows("worm", told, **fixed)
    plays, third = 400, 3
    ours = np.array([sorted(play_course(one, values[0].tolist(), 5, r).struck)[third] for r in range(plays)]) - 60
    naive = _naive(one, 6.0 / 60, plays, third)
    error = np.hypot(ours.std() / plays**0.5, naive.std() / plays**0.5)
    assert abs(ours.mean() - naive.mean()) < 4 * error


def _naive(one: Board, contacts_per_min: float, plays: int, count: int) -> np.ndarray:
    """Minutes from the first host to the `count`-th after it: every pair that may meet meets at its own rate."""
    rng = np.random.default_rng(11)
    zone = one.spread.zone_of_host
    may = {(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)}  # office, wards, servers: as conduits and insides are told
    minutes = []
    for _ in range(plays):
        infected, now = [int(rng.integers(3))], 0.0
        while len(infected) <= count:
            rate = np.zeros(one.hosts)
            for h in range(one.hosts):
                if h not in infected:
                    rate[h] = sum((int(zone[i]), int(zone[h])) in may for i in infected) * contacts_per_min / one.hosts
            now += rng.exponential(1 / rate.sum())
            infected.append(int(rng.choice(one.hosts, p=rate / rate.sum())))
        minutes.append(now)
    return np.array(minutes)
