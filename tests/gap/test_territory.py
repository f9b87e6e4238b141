"""Classes joined where nothing keeps them apart, split where some hosts are presumed."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codedark import depend, gap, reach
from codedark.gap.ground import survey
from codedark.gap.plan import Presumed
from codedark.gap.territory import NodeMeasures, map_territory
from codedark.gap.toy import toy_ground, toy_presumed
from tests.gap.oracle import Oracle, move_of
from tests.gap.worlds import hospitals, suspects


def _nothing(nodes: int) -> NodeMeasures:
    ground = toy_ground()
    return NodeMeasures(
        np.zeros(len(ground.hospital.conduits), np.bool_),
        np.zeros(len(ground.hospital.zones), np.bool_),
        np.zeros(nodes, np.bool_),
    )


def test_a_presumed_host_is_split_from_its_class() -> None:
    land = map_territory(toy_ground(), toy_presumed("ws-1"))
    (node, members), *more = land.singles
    assert not more and land.source.sum() == 1 and land.source[node]
    assert [toy_ground().hospital.hosts.ids[i] for i in members] == ["ws-1"]
    assert land.gated[node] and not land.costly[node]
    assert land.size.sum() == len(toy_ground().hospital.hosts)


def test_a_presumed_zone_is_one_source() -> None:
    land = map_territory(toy_ground(), toy_presumed("zone:office"))
    assert land.source.sum() == 1 and land.size[land.source].tolist() == [2] and land.singles == ()


def test_nothing_leads_back_into_what_is_held() -> None:
    land = map_territory(toy_ground(), toy_presumed("ws-1"))
    assert not land.source[land.link_to].any()


def test_hosts_that_nothing_tells_apart_share_a_node() -> None:
    presumed = Presumed(hosts=frozenset({"nurse-1"}), zones=frozenset(), place_unknown=False, why=())
    both = Presumed(hosts=frozenset({"ehr-1", "nurse-1"}), zones=frozenset(), place_unknown=False, why=())
    assert len(map_territory(toy_ground(), presumed).singles) == 1
    assert map_territory(toy_ground(), both).costly.sum() == 1


def test_a_class_wholly_presumed_one_by_one_leaves_no_empty_node() -> None:
    both = Presumed(hosts=frozenset({"ws-1", "ws-2"}), zones=frozenset(), place_unknown=False, why=())
    land = map_territory(toy_ground(), both)
    assert (land.size > 0).all()
    held = land.spread(_nothing(len(land.zone)))
    assert held.all(), "from the office everything is reached"


def test_a_quarantined_node_tells_its_hosts() -> None:
    land = map_territory(toy_ground(), toy_presumed("ws-1"))
    measures = _nothing(len(land.zone))
    measures.quarantined[land.singles[0][0]] = True
    assert land.on_hosts(measures).quarantined.tolist() == [True, *[False] * 6]
    assert land.spread(measures).sum() == 1


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_it_spreads_as_it_does_host_by_host(data: st.DataObject) -> None:
    hospital = data.draw(hospitals())
    compiled, circuit = reach.compile(hospital), depend.compile(hospital)
    ground = survey(hospital, compiled, circuit)
    presumed = gap.presume(hospital, compiled, gap.read_suspects(hospital, data.draw(suspects(hospital))))
    oracle = Oracle(hospital, compiled, circuit, presumed)
    cut = data.draw(st.sets(st.sampled_from(sorted(hospital.conduits))))
    contain = data.draw(st.sets(st.sampled_from(sorted(hospital.zones))))
    land = map_territory(ground, presumed)
    measures = NodeMeasures(
        np.array([c in cut for c in hospital.conduits]),
        np.array([z in contain for z in hospital.zones]),
        land.gated & data.draw(st.booleans()),
    )
    quarantined = {hospital.hosts.ids[i] for i in np.flatnonzero(land.on_hosts(measures).quarantined)}
    walls, move = ground.walls, move_of(cut, contain, quarantined)
    for over, held in (
        (None, oracle.held(move)),
        (~walls.break_glass, oracle.held(move, break_glass=False)),
        (walls.administration, oracle.held(move, administration=True)),
    ):
        reached = land.spread(measures, over)
        assert land.size[reached].sum() == sum(not unit.startswith("@") for unit in held)
        assert {hospital.hosts.zone_ids[z] for z in land.zone[reached]} == {oracle.zone_of[unit] for unit in held}
