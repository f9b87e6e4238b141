"""Where gates stand, and how long they take."""

import numpy as np

from codedark import reach
from codedark.gap.walls import Measures, Walls, find_walls, fire_min
from codedark.hospital import Hospital
from tests.making import make_hospital


def _hospital(conduits: str, zones: str = "") -> Hospital:
    return make_hospital(
        gates="gate,kind,fire_min\nfast,nftables,0.1\nslow,switch,20\nlocks,nac,5",
        zones=zones
        or """
            zone,kind,gate,contain,inside
            gated,office,slow,locks,open
            quick,office,fast,,open
            bare,office,,,open
            apart,office,,,isolated
            locked,office,,locks,isolated""",
        hosts="""
            host,zone,role,quarantine
            g-1,gated,server,locks
            q-1,quick,server,
            b-1,bare,server,
            a-1,apart,server,
            a-2,apart,server,
            l-1,locked,server,
            l-2,locked,server,""",
        conduits=conduits,
    )


def _walls(conduits: str) -> tuple[Hospital, Walls]:
    hospital = _hospital(conduits)
    return hospital, find_walls(hospital, reach.compile(hospital))


def test_a_conduits_own_gate_is_the_one_that_cuts_it() -> None:
    _, walls = _walls("conduit,from,to,gate\nx,gated,quick,locks")
    assert walls.gates_of == (("locks",),) and walls.cuttable.all()


def test_without_its_own_the_faster_gate_of_the_two_zones_cuts_it() -> None:
    _, walls = _walls("conduit,from,to\nx,gated,quick\ny,bare,gated")
    assert walls.gates_of == (("fast",), ("slow",))


def test_where_no_gate_stands_nothing_can_be_cut_and_the_pair_is_named() -> None:
    hospital, walls = _walls("conduit,from,to\nx,bare,apart")
    assert not walls.cuttable.any() and walls.gates_of == ((),)
    zones = list(hospital.zones)
    assert walls.ungated == ((zones.index("bare"), zones.index("apart")),)


def test_a_conduit_of_many_zones_is_cut_only_where_each_path_has_a_gate() -> None:
    _, walls = _walls("conduit,from,to\nx,role:server,quick\ny,role:server,bare")
    assert walls.cuttable.tolist() == [True, False]
    assert walls.ungated[0] is None


def test_within_an_open_zone_the_conduit_is_not_what_carries() -> None:
    _, walls = _walls("conduit,from,to\nx,quick,quick")
    assert not walls.cuttable.any() and walls.ungated == (None,)


def test_within_a_zone_kept_apart_what_contains_it_cuts() -> None:
    _, walls = _walls("conduit,from,to\nx,locked,locked\ny,apart,apart")
    assert walls.cuttable.tolist() == [True, False]
    assert walls.gates_of[0] == ("locks",)


def test_break_glass_is_never_cut() -> None:
    _, walls = _walls("conduit,from,to,break_glass\nx,gated,quick,yes")
    assert not walls.cuttable.any() and walls.break_glass.all() and walls.gates_of[0]


def test_a_deny_is_nothing_to_cut() -> None:
    _, walls = _walls("conduit,from,to,action\nx,gated,quick,deny")
    assert not walls.cuttable.any()


def test_a_zone_is_contained_only_if_it_is_open_and_something_can() -> None:
    _, walls = _walls("conduit,from,to\nx,gated,quick")
    assert walls.containable.tolist() == [True, False, False, False, False]


def test_a_hospital_without_conduits_has_no_walls() -> None:
    _, walls = _walls("conduit,from,to")
    assert len(walls.cuttable) == 0 and walls.gates_of == ()


def test_the_slowest_gate_used_says_when_all_is_cut() -> None:
    hospital, walls = _walls("conduit,from,to\nx,gated,quick\ny,bare,gated")
    nothing = Measures.none(hospital)
    assert fire_min(hospital, walls, nothing) == 0
    assert fire_min(hospital, walls, Measures(np.array([True, False]), nothing.contained, nothing.quarantined)) == 0.1
    assert fire_min(hospital, walls, Measures(np.array([True, True]), nothing.contained, nothing.quarantined)) == 20
    assert fire_min(hospital, walls, Measures(nothing.closed, walls.containable, nothing.quarantined)) == 5
    assert fire_min(hospital, walls, Measures(nothing.closed, nothing.contained, walls.quarantinable)) == 5


def test_most_is_everything_that_can_be_done_to_the_hosts_asked_for() -> None:
    hospital, walls = _walls("conduit,from,to\nx,gated,quick\ny,bare,apart")
    most = walls.most(np.zeros(len(hospital.hosts), np.bool_))
    assert most.closed.tolist() == [True, False] and most.contained.sum() == 1 and not most.quarantined.any()
