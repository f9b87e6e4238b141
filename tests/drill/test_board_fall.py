"""What stands on what, as the kernel sees it, against the circuit's own judge; and the order of restoring."""

import numpy as np
import pytest

from codedark import depend
from codedark.depend.starting import holds
from codedark.drill.board_fall import NOWHERE, compile_fall
from tests.drill.clinic import clinic
from tests.making import make_hospital


def fall_of(hospital):
    circuit = depend.compile(hospital)
    return compile_fall(hospital, circuit), circuit


def up(fall, off):
    """Which nodes hold when these are off for good: fall until nothing more falls."""
    holding = np.ones(len(fall.k), np.bool_)
    holding[off] = False
    while True:
        left = holding.copy()
        for i, k in enumerate(fall.k):
            left[i] &= holding[fall.child[fall.child_start[i] : fall.child_start[i + 1]]].sum() >= k
        if (left == holding).all():
            return holding
        holding = left


CIRCLE = {
    "hosts": """
        host,zone,role
        dc-1,office,directory
        dns-1,office,server
        app-1,office,server
        spare,office,server
        """,
    "applications": """
        application,runs_on,needs,restore_h,check_h,kind
        directory,dc-1,names,8,1,clinical
        names,dns-1,directory,8,1,clinical
        records,app-1,directory,8,1,clinical
        idle,spare,,8,1,clinical
        """,
    "services": "service,needs,restore_rank\nward,records,1",
}


@pytest.mark.parametrize("hospital", [clinic(), make_hospital(**CIRCLE)], ids=["clinic", "circle"])
def test_every_host_or_conduit_off_takes_the_services_the_circuit_says(hospital):
    fall, circuit = fall_of(hospital)
    told = [(circuit.host_at, fall.node_of_host), (circuit.conduit_at, fall.node_of_conduit)]
    told.append((circuit.inside_at, fall.node_of_inside))
    some = 0
    for at, nodes in told:
        for i, node in enumerate(nodes.tolist()):
            expected = holds(circuit, [at[i]] if i in at else [])[circuit.service_at].tolist()
            found = up(fall, [node] if node != NOWHERE else [])[fall.service_node].tolist()
            assert found == expected
            some += not all(expected)
    assert some


def test_children_come_first_but_within_a_circle():
    for hospital, circles in ((clinic(), 0), (make_hospital(**CIRCLE), 1)):
        fall, _ = fall_of(hospital)
        part = np.repeat(np.arange(len(fall.part_start) - 1), np.diff(fall.part_start))
        parent = np.repeat(np.arange(len(fall.k)), np.diff(fall.child_start))
        assert (part[fall.child] <= part[parent]).all()
        assert (np.diff(fall.part_start) > 1).sum() == circles
        assert fall.circular.sum() == circles
        assert (fall.stretch_start[0], fall.stretch_start[-1]) == (0, len(fall.k))
        for s, circular in enumerate(fall.circular):
            inside = (parent >= fall.stretch_start[s]) & (parent < fall.stretch_start[s + 1])
            assert (fall.child[inside] >= parent[inside]).any() == circular


def test_what_no_service_stands_on_is_left_out():
    fall, circuit = fall_of(make_hospital(**CIRCLE))
    assert fall.node_of_host.tolist()[3] == NOWHERE
    assert (fall.node_of_host[:3] >= 0).all()
    assert len(fall.k) < len(circuit)


def test_paper_runs_as_long_as_the_table_says_and_an_unknown_is_none():
    fall, _ = fall_of(
        make_hospital(
            services="""
            service,paper_min,paper_capacity
            lab,90,0.25
            ward,? never tried,0.5
            """
        )
    )
    assert fall.paper_min.tolist() == [90, 0]
    assert fall.paper_capacity.tolist() == [0.25, 0.5]
    assert sorted(fall.delay_min.tolist())[-1] == 90


def test_a_service_on_paper_still_carries_those_who_count_on_it():
    fall, _ = fall_of(clinic())
    lab, theatre, ed = fall.service_node
    parents = np.repeat(np.arange(len(fall.k)), np.diff(fall.child_start))
    (carried,) = parents[fall.child == lab].tolist()
    assert fall.delay_min[carried] == 60
    assert up(fall, [carried])[[lab, theatre, ed]].tolist() == [True, False, True]
    assert fall.delay_min[[lab, theatre, ed]].tolist() == [0, 0, 0]


ORDER = {
    "hosts": """
        host,zone,role,needs
        a-1,office,server,
        b-1,office,server,power
        c-1,office,server,
        d-1,office,server,
        e-1,office,server,
        """,
    "applications": """
        application,runs_on,needs,restore_h,check_h,offline_copy,kind
        unused,a-1,,1,0.5,no,clinical
        late,b-1,base,2,0.5,no,clinical
        early,c-1 or d-1,base,3,0.5,yes,clinical
        base,d-1,,4,0.5,no,clinical
        power,e-1,,5,0.5,no,clinical
        """,
    "services": "service,needs,restore_rank\nsecond,late,2\nfirst,early,1",
}


def test_crews_take_needs_first_by_the_rank_of_the_service_and_the_unused_last():
    fall, _ = fall_of(make_hospital(**ORDER))
    names = ["unused", "late", "early", "base", "power"]
    assert [names[a] for a in fall.turn] == ["base", "early", "power", "late", "unused"]
    swapped = ORDER | {"services": "service,needs,restore_rank\nsecond,late,1\nfirst,early,2"}
    fall, _ = fall_of(make_hospital(**swapped))
    assert [names[a] for a in fall.turn] == ["base", "power", "late", "early", "unused"]


def test_applications_bring_their_hours_and_hosts():
    fall, _ = fall_of(make_hospital(**ORDER))
    assert fall.restore_h.tolist() == [1, 2, 3, 4, 5]
    assert fall.check_h.tolist() == [0.5] * 5
    assert fall.offline_copy.tolist() == [False, False, True, False, False]
    assert [fall.run[a:b].tolist() for a, b in zip(fall.run_start, fall.run_start[1:], strict=False)] == [
        [0],
        [1],
        [2, 3],
        [3],
        [4],
    ]


def test_a_circle_that_cannot_start_by_itself_is_numbered():
    fall, _ = fall_of(make_hospital(**CIRCLE))
    assert fall.circle.tolist() == [0, 0, NOWHERE, NOWHERE]
    assert fall.circles == 1
    assert fall_of(clinic())[0].circles == 0


def test_end_devices_are_rebuilt_zone_by_zone_as_their_services_rank():
    fall, _ = fall_of(
        make_hospital(
            zones="zone,kind,workable_share\nattic,office,0\noffice,office,0.5\nwards,clinical,0.34",
            hosts="""
            host,zone,role
            at-1,attic,workstation
            of-1,office,workstation
            wa-1,wards,workstation
            srv,office,server
            wa-2,wards,workstation
            wa-3,wards,workstation
            """,
            applications="application,kind,runs_on,restore_h,check_h\nrecords,clinical,srv,1,1",
            conduits="conduit,from,to,action,protocol,ports\nw,wards,office,allow,tcp,any",
            services="service,needs,worked_from,restore_rank\nadmin,records,office,2\nward,records,wards,1",
        )
    )
    assert fall.device.tolist() == [2, 4, 5, 1, 0]
    assert fall.housed[fall.housed_start[2] : fall.housed_start[3]].tolist() == [2, 4, 5]
    assert fall.workplace_needed.tolist() == [0, 1, 2]
    assert (fall.node_of_workplace >= 0).tolist() == [False, True, True]


def test_crews_work_so_many_hours_a_day():
    fall, _ = fall_of(
        make_hospital(hospital_toml='[hospital]\nname = "T"\n[restoration]\ncrews = 3\nwork_h_per_day = 8')
    )
    assert (fall.crews, fall.day_factor) == (3, 3.0)
