"""Laws of the cut: as good as brute force, judged the same host by host, and never bought with more exposure."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from codedark import depend, gap, reach
from codedark.gap.plan import CutPlan, Presumed
from codedark.hospital import Hospital
from tests.gap.oracle import Move, Oracle, move_of
from tests.gap.worlds import hospitals, suspects

EASY = settings(max_examples=25, suppress_health_check=list(HealthCheck))
LEVERS_MAX = 8


def _world(data: st.DataObject, elapsed: tuple[float, ...] = (0.0, 60.0)) -> tuple[Hospital, Presumed, Oracle]:
    hospital = data.draw(hospitals())
    compiled, circuit = reach.compile(hospital), depend.compile(hospital)
    words = data.draw(suspects(hospital))
    minutes = data.draw(st.sampled_from(elapsed))
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, words), elapsed_min=minutes)
    oracle = Oracle(hospital, compiled, circuit, presumed)
    assume(sum(map(len, oracle.levers())) <= LEVERS_MAX)
    return hospital, presumed, oracle


def _plan(oracle: Oracle, keep: tuple[str, ...] = ()) -> CutPlan:
    plan = gap.least_harm_cut(oracle.hospital, oracle.reach, oracle.circuit, oracle.presumed, keep)  # type: ignore[arg-type]
    note(f"{oracle.presumed}\n{plan}")
    return plan


@EASY
@given(st.data())
def test_no_subset_of_what_can_be_done_is_better_than_the_plan(data: st.DataObject) -> None:
    _, _, oracle = _world(data)
    plan, best = _plan(oracle), oracle.best()
    found = oracle.found(move_of(plan.cut, plan.contain, plan.quarantine))
    assert found.core_plainly == best.core_plainly
    assert abs(found.cost - best.cost) <= 1e-5
    assert plan.optimal
    assert abs(plan.bound - best.cost) <= 1e-5
    assert abs(plan.care_lost_per_h - found.care) <= 1e-9
    assert abs(plan.exposed_care_per_h - found.exposed_care) <= 1e-9
    assert abs(plan.break_glass_care_per_h - found.break_glass_care) <= 1e-9
    assert set(plan.services_lost) == found.services_lost


@EASY
@given(st.data())
def test_the_answer_is_no_exactly_when_core_is_reached_or_held(data: st.DataObject) -> None:
    hospital, presumed, oracle = _world(data)
    plan = _plan(oracle)
    reached = oracle.found(move_of(plan.cut, plan.contain, plan.quarantine)).core
    held = {z for z in presumed.zones if hospital.zones[z].core}
    assert {r.core for r in plan.residual} == reached | held


@EASY
@given(st.data())
def test_lifting_break_glass_takes_away_what_lies_behind_it_and_nothing_else(data: st.DataObject) -> None:
    """What break-glass exposes is told as it is found host by host, and less of it is left when it is lifted."""
    hospital, _, oracle = _world(data)
    plan = _plan(oracle)
    signed = {c.conduit for c in hospital.conduits.values() if c.break_glass}
    lifted = [a for a in plan.alternatives if a.name == "break-glass lifted"]
    assert all(set(a.lifted) <= signed for a in lifted)
    move = move_of(plan.cut, plan.contain, plan.quarantine)
    for a in lifted:
        after = oracle.found(move_of({*plan.cut, *a.lifted}, plan.contain, plan.quarantine))
        assert abs(a.care_lost_per_h - after.care) <= 1e-9 and a.care_lost_per_h >= plan.care_lost_per_h - 1e-9
        assert abs(a.exposed_care_per_h - plan.exposed_care_per_h) <= 1e-9
        assert abs(a.break_glass_care_per_h - after.break_glass_care) <= 1e-9
        assert a.break_glass_care_per_h <= plan.break_glass_care_per_h + 1e-9
    behind = oracle.found(move).core - oracle.found(move).core_plainly
    assert {z for z in plan.behind_break_glass if hospital.zones[z].core} == behind


@EASY
@given(st.data())
def test_every_measure_of_a_plan_is_needed(data: st.DataObject) -> None:
    _, presumed, oracle = _world(data)
    plan = _plan(oracle)
    move = move_of(plan.cut, plan.contain, plan.quarantine)
    held = _three_spreads(oracle, move)
    for measure in ("cut", "contain", "quarantine"):
        for name in getattr(move, measure):
            if measure == "contain" and name in presumed.zones:
                continue
            less = {**vars(move), measure: getattr(move, measure) - {name}}
            after = move_of(**less)
            assert _three_spreads(oracle, after) != held, f"{name} is cut without need"


def _three_spreads(oracle: Oracle, move: Move) -> tuple[set[str], ...]:
    return oracle.held(move), oracle.held(move, break_glass=False), oracle.held(move, administration=True)


@EASY
@given(st.data())
def test_a_kept_service_runs_and_nothing_that_keeps_it_is_better(data: st.DataObject) -> None:
    hospital, _, oracle = _world(data)
    keep = frozenset([data.draw(st.sampled_from(sorted(hospital.services)))])
    plan, best = _plan(oracle, tuple(keep)), oracle.best(keep)
    assert not set(plan.services_lost) & keep
    found = oracle.found(move_of(plan.cut, plan.contain, plan.quarantine))
    assert abs(oracle.core_weight(found.core_plainly) - oracle.core_weight(best.core_plainly)) <= 1e-6
    assert abs(found.cost - best.cost) <= 1e-5


@EASY
@given(st.data())
def test_cutting_everything_exposes_no_less_core_than_the_plan(data: st.DataObject) -> None:
    _, _, oracle = _world(data)
    plan = _plan(oracle)
    everything = oracle.found(move_of(*oracle.levers()))
    assert oracle.found(move_of(plan.cut, plan.contain, plan.quarantine)).core_plainly <= everything.core_plainly


@EASY
@given(st.data())
def test_presuming_more_never_exposes_less_core(data: st.DataObject) -> None:
    hospital, presumed, oracle = _world(data)
    zone = data.draw(st.sampled_from(sorted(hospital.zones)))
    more = Presumed(
        hosts=presumed.hosts, zones=presumed.zones | {zone}, place_unknown=presumed.place_unknown, why=("more",)
    )
    wider = gap.least_harm_cut(hospital, oracle.reach, oracle.circuit, more)
    assert {r.core for r in _plan(oracle).residual} <= {r.core for r in wider.residual}


@EASY
@given(st.data())
def test_one_more_gate_never_makes_the_least_harm_cut_worse(data: st.DataObject) -> None:
    hospital, presumed, oracle = _world(data)
    zone = data.draw(st.sampled_from(sorted(hospital.zones)))
    gated = {**hospital.zones, zone: replace(hospital.zones[zone], gate="g1")}
    more = replace(hospital, zones=gated)
    better = gap.least_harm_cut(more, reach.compile(more), oracle.circuit, presumed)
    plan = _plan(oracle)
    before, after = (oracle.found(move_of(p.cut, p.contain, p.quarantine)) for p in (plan, better))
    assert after.core_plainly <= before.core_plainly
    assert after.core_plainly < before.core_plainly or after.cost <= before.cost + 1e-5


@EASY
@given(st.data())
def test_no_alternative_that_gates_could_fire_costs_less_for_the_same_core(data: st.DataObject) -> None:
    _, _, oracle = _world(data)
    plan = _plan(oracle)
    own = oracle.found(move_of(plan.cut, plan.contain, plan.quarantine))
    by_name = {a.name: a for a in plan.alternatives}
    for name in ("nothing", "only what costs no care"):
        other = by_name[name]
        plainly = set(other.core_exposed) - set(other.core_behind_break_glass)
        if plainly <= own.core_plainly | {z for z in oracle.presumed.zones if oracle.hospital.zones[z].core}:
            assert own.cost <= other.care_lost_per_h + other.exposed_care_per_h + 1e-5


@EASY
@given(st.data())
def test_keeping_a_service_never_lowers_the_cost_of_what_else_is_lost(data: st.DataObject) -> None:
    hospital, _, oracle = _world(data)
    free, kept = _plan(oracle), _plan(oracle, (data.draw(st.sampled_from(sorted(hospital.services))),))
    one, other = (oracle.found(move_of(p.cut, p.contain, p.quarantine)) for p in (free, kept))
    assert one.core_plainly <= other.core_plainly or oracle.core_weight(one.core_plainly) <= oracle.core_weight(
        other.core_plainly
    )
    assert one.core_plainly != other.core_plainly or one.cost <= other.cost + 1e-5
