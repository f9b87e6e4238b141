"""Over hospitals drawn at random: less reach or an earlier cut never strikes a host more, whoever attacks and how.

The three conditions: `night_factor` 1, no alarm by volume, effort not redirected. And a host's luck is its own: it does
not hang on where the host stands, nor on who else is there.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from codedark.drill.board import Board, compile_board
from codedark.drill.parameters import NAMES, Mode, ranges_of, values_at
from codedark.drill.plain_attack import play_course
from codedark.drill.scenario import Arm
from codedark.drill.scenario_file import read_scenario
from codedark.hospital.records import Hospital
from codedark.hospital.words import Policy
from tests.making import make_hospital

ZONES, EACH, PLAYS = 4, 3, 4
PAIRS = [(a, b) for a, b in product(range(ZONES), range(ZONES)) if a != b]

SCENARIO = """
[clock]
start = "2024-03-05T00:00"
horizon_days = 3
[attack]
mode = "{mode}"
entry = ["z0"]
onset_h = 1
contacts_per_h = 8
vulnerable_share = {{ low = 0.4, mid = 0.7, high = 1 }}
detonation_h = 5
dwell_h = 3
hop_min = 40
account_taken = {{ low = 0.5, mid = 0.9, high = 1 }}
push_min = 60
encrypt_min = 20
encrypt_sigma = 1
backups_captured = 0.5
[detection]
alerts_before = 2
recognised_h = 0.5
[pinned]
cut_at = "2024-03-05T05:00"
[[arms]]
name = "any"
"""

conduits = st.sets(st.sampled_from(PAIRS), max_size=len(PAIRS))
insides = st.lists(st.booleans(), min_size=ZONES, max_size=ZONES)
modes = st.sampled_from([Mode.WORM, Mode.HUMAN])
few = settings(max_examples=40, deadline=None)


def hospital(pairs: set[tuple[int, int]], inside: list[bool], *, moved: bool = False) -> Hospital:
    """Four zones of three hosts; the account lies on a host of each zone and administers everything."""
    zones = [f"z{z},server,no,{'open' if inside[z] else 'isolated'}" for z in range(ZONES)]
    hosts = [f"h{i},z{(i + moved) % ZONES},{'server' if i % 2 else 'workstation'}" for i in range(ZONES * EACH)]
    rows = [f"c{a}{b},z{a},z{b},any,administration" for a, b in sorted(pairs)]
    return make_hospital(
        hospital_toml='[hospital]\nname = "Any"\n[response]\nnight_factor = 1\nalert_acted_on = 0.5\n',
        zones="zone,kind,core,inside\n" + "\n".join(zones),
        hosts="host,zone,role\n" + "\n".join(hosts),
        accounts="account,held_on,administers\n" + "\n".join(f"a{z},host:h{z + 4},*" for z in range(ZONES)),
        conduits="conduit,from,to,protocol,purpose\n" + "\n".join(rows),
    )


def board(told: Hospital, mode: Mode, response: Policy) -> tuple[Board, np.ndarray]:
    scenario = read_scenario("any", SCENARIO.format(mode=mode).encode(), told)
    one = compile_board(told, scenario, Arm(name="any", response=response, pinned=True))
    u = np.tile(np.linspace(0.1, 0.9, PLAYS)[:, None], len(NAMES))
    return one, values_at(ranges_of(told, scenario), u)


def hit(one: Board, values: np.ndarray, r: int) -> set[int]:
    course = play_course(one, values[r].tolist(), 17, r)
    return {h for h in range(one.hosts) if course.hit(h)}


def cut_at(one: Board, minute: float) -> Board:
    return replace(one, answer=one.answer._replace(pinned_cut_min=minute))


@few
@given(conduits, insides, st.data(), modes, st.sampled_from([Policy.NONE, Policy.FULL_SHUTDOWN]))
def test_less_reach_never_strikes_a_host_more(wide, inside, data, mode, policy):
    tight = data.draw(st.sets(st.sampled_from(sorted(wide)))) if wide else set()
    shut = [was and data.draw(st.booleans()) for was in inside]
    one, values = board(hospital(wide, inside), mode, policy)
    other, _ = board(hospital(tight, shut), mode, policy)
    for r in range(PLAYS):
        assert hit(other, values, r) <= hit(one, values, r)


@few
@given(conduits, insides, modes, st.floats(0, 600), st.floats(0, 600))
def test_an_earlier_shutdown_never_strikes_a_host_more(pairs, inside, mode, at, later):
    one, values = board(hospital(pairs, inside), mode, Policy.FULL_SHUTDOWN)
    for r in range(PLAYS):
        assert hit(cut_at(one, min(at, later)), values, r) <= hit(cut_at(one, max(at, later)), values, r)


@few
@given(conduits, insides, modes, st.floats(0, 600), st.floats(0, 600), st.data())
def test_an_earlier_cut_of_whatever_never_strikes_a_host_more(pairs, inside, mode, at, later, data):
    one, values = board(hospital(pairs, inside), mode, Policy.ZONE_ISOLATION)
    told = one.answer
    rows, zones, hosts = told.closed.shape[1], ZONES, ZONES * EACH

    def some(n: int) -> np.ndarray:
        return np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)), np.bool_)

    apart = np.flatnonzero(some(hosts)).astype(np.int32)
    plan = told._replace(
        plan_of_zone=np.zeros(zones, np.int32), plan_unknown=0, fire_min=np.array([1.0]), closed=some(rows)[None],
        contained=some(zones)[None], isolated=np.array([-1], np.int32), quarantined=apart,
        quarantined_start=np.array([0, len(apart)], np.int32), leaf_start=np.zeros(2, np.int32),
        leaf=np.zeros(0, np.int32),
    )  # fmt: skip
    one = replace(one, answer=plan)
    for r in range(PLAYS):
        early, late = hit(cut_at(one, min(at, later)), values, r), hit(cut_at(one, max(at, later)), values, r)
        idle = {h for h in range(hosts) if play_course(one, values[r].tolist(), 17, r, answered=False).hit(h)}
        assert early <= late <= idle


def test_such_hospitals_do_lose_hosts_and_cuts_do_save_some() -> None:
    one, values = board(hospital(set(PAIRS), [True] * ZONES), Mode.HUMAN, Policy.FULL_SHUTDOWN)
    lost = [len(hit(cut_at(one, minute), values, PLAYS - 1)) for minute in (10.0, 330.0, 600.0)]
    assert 0 < lost[0] < lost[1] < lost[2] == ZONES * EACH


@few
@given(conduits, insides)
def test_a_hosts_luck_is_the_same_wherever_it_stands(pairs, inside):
    """Luck, not fate: the draws of every host are those of its name, in whatever zone and row it stands."""
    here, _ = board(hospital(pairs, inside), Mode.WORM, Policy.FULL_SHUTDOWN)
    there, values = board(hospital(pairs, inside, moved=True), Mode.WORM, Policy.FULL_SHUTDOWN)
    assert np.array_equal(here.spread.host_key, there.spread.host_key)
    free = np.nan
    one, other = (replace(b, answer=b.answer._replace(pinned_cut_min=free)) for b in (here, there))
    for r in range(PLAYS):
        a, b = (play_course(each, values[r].tolist(), 17, r) for each in (one, other))
        assert a.off == b.off
