"""Laws of `reach` that every change keeps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from codedark.hospital.records import Hospital
from codedark.hospital.words import Action, Inside, Role
from codedark.reach import Closure, closure, compile
from tests.reach import worlds
from tests.reach.test_closure import hospitals_with_a_cut, masks


def held(hospital: Hospital, closed: Closure) -> np.ndarray:
    """Row i: the hosts held by an intruder who starts from host i."""
    n = len(hospital.hosts)
    return np.array([closed.held_from(np.array([i])) for i in range(n)], np.bool_).reshape(n, n)


def closed_with(hospital: Hospital, cut: dict[str, set[str]]) -> Closure:
    return closure(compile(hospital), **masks(hospital, **cut))


@worlds.some
@given(hospitals_with_a_cut(), st.data())
def test_cutting_containing_or_quarantining_more_never_reaches_more(world, data) -> None:
    hospital, more = world
    less = {kind: {name for name in sorted(names) if data.draw(st.booleans())} for kind, names in more.items()}
    loose, tight = closed_with(hospital, less), closed_with(hospital, more)
    assert not (held(hospital, tight) & ~held(hospital, loose)).any()
    reach = compile(hospital)
    live = ~masks(hospital, **more)["quarantined"]
    assert (tight.radius[reach.class_of[live]] <= loose.radius[reach.class_of[live]]).all()


@worlds.some
@given(worlds.hospitals(), st.data())
def test_taking_an_allow_away_or_adding_a_deny_never_reaches_more(hospital, data) -> None:
    if not hospital.conduits:
        return
    name = data.draw(st.sampled_from(list(hospital.conduits)))
    row = hospital.conduits[name]
    without = {c: r for c, r in hospital.conduits.items() if c != name}
    tight = replace(hospital, conduits=without) if row.action is Action.ALLOW else hospital
    loose = hospital if row.action is Action.ALLOW else replace(hospital, conduits=without)
    assert not (held(tight, closure(compile(tight))) & ~held(loose, closure(compile(loose)))).any()


@worlds.some
@given(hospitals_with_a_cut())
def test_a_cut_in_force_is_a_hospital_without_these_rows(world) -> None:
    """Masks change nothing that recompiling would not."""
    hospital, cut = world
    without = replace(hospital, conduits={c: r for c, r in hospital.conduits.items() if c not in cut["cut"]})
    # A deny that is "cut" goes on denying: a cut only ever closes.
    denies = {c: r for c, r in hospital.conduits.items() if r.action is Action.DENY}
    without = replace(without, conduits={**without.conduits, **denies})
    masked = closed_with(hospital, {**cut, "contained": set(), "quarantined": set()})
    assert (held(hospital, masked) == held(without, closure(compile(without)))).all()


@worlds.some
@given(worlds.hospitals())
def test_a_closed_conduit_carries_nothing(hospital) -> None:
    """Everything cut, contained: nobody gets anywhere."""
    closed = closed_with(
        hospital, {"cut": set(hospital.conduits), "contained": set(hospital.zones), "quarantined": set()}
    )
    n = len(hospital.hosts)
    assert (held(hospital, closed) == np.eye(n, dtype=np.bool_)).all()
    assert (closed.radius[compile(hospital).class_of] == 1).all()


@worlds.some
@given(hospitals_with_a_cut())
def test_whoever_gets_there_gets_wherever_one_gets_from_there(world) -> None:
    hospital, cut = world
    quarantined = masks(hospital, **cut)["quarantined"]
    every = held(hospital, closed_with(hospital, cut))
    onwards = (every.astype(np.int64) @ every.astype(np.int64)) > 0
    assert (onwards == every).all()
    assert (every[quarantined] == np.eye(len(quarantined), dtype=np.bool_)[quarantined]).all()


@worlds.some
@given(hospitals_with_a_cut())
def test_leaving_strangers_out_never_reaches_more(world) -> None:
    hospital, cut = world
    reach, masked = compile(hospital), masks(hospital, **cut)
    with_, without = closure(reach, **masked), closure(reach, **masked, strangers=False)
    assert not (held(hospital, without) & ~held(hospital, with_)).any()


@worlds.some
@given(worlds.hospitals(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_hosts_changes_nobodys_reach(hospital, luck) -> None:
    rows, hosts = list(hospital.conduits.values()), list(hospital.hosts)
    luck.shuffle(rows)
    luck.shuffle(hosts)
    shuffled = worlds.hospital(list(hospital.zones.values()), hosts, rows)
    at = [shuffled.hosts.index_of(h) for h in hospital.hosts.ids]
    there = held(shuffled, closure(compile(shuffled)))
    assert (there[np.ix_(at, at)] == held(hospital, closure(compile(hospital)))).all()


@worlds.some
@given(worlds.hospitals())
def test_a_host_inserted_that_nobody_reaches_changes_nobody_elses_reach(hospital) -> None:
    zone = worlds.zone("apart", Inside.ISOLATED)
    alone = worlds.host("alone", "apart", None, Role.OTHER)
    rows = [row for row in hospital.conduits.values() if not (row.from_.everything or row.to.everything)]
    before = worlds.hospital(list(hospital.zones.values()), list(hospital.hosts), rows)
    after = worlds.hospital([*hospital.zones.values(), zone], [alone, *hospital.hosts], rows)
    assert (held(after, closure(compile(after)))[1:, 1:] == held(before, closure(compile(before)))).all()
