"""Hops are breadth first over administration edges and open insides."""

import numpy as np

from codedark import reach
from codedark.gap.hops import Held
from codedark.gap.toy import toy_hospital
from tests.making import make_hospital


def _held(*hosts: str) -> Held:
    held = Held(toy_hospital(), reach.compile(toy_hospital()))
    held.seize_hosts(np.array([toy_hospital().hosts.index_of(h) for h in hosts], np.intp))
    return held


def test_a_class_is_touched_by_one_host_of_it_and_full_only_when_told() -> None:
    held = _held("ws-1")
    assert held.touched().sum() == 1 and held.full.sum() == 0


def test_the_first_hop_takes_the_own_zone_and_what_it_administers() -> None:
    held = _held("ws-1")
    said = held.hop(10, 10)
    names = {toy_hospital().hosts.ids[i] for i in np.flatnonzero(held.hosts)}
    assert names == {"ws-1", "ws-2", "nurse-1", "nurse-2", "ehr-1", "ehr-2"}
    assert len(said) == 3 and all("hop 1" in text for text in said)


def test_no_time_no_hop() -> None:
    held = _held("ws-1")
    assert held.hop(9, 10) == [] and held.hosts.sum() == 1


def test_hops_end_where_nothing_grows() -> None:
    held = _held("store-1")
    assert held.hop(1e9, 1) == []


def test_a_zone_without_hosts_is_taken_whole_and_led_on_from() -> None:
    hospital = make_hospital(
        zones="zone,kind\noffice,office\nsupplier,external\nlab,device",
        hosts="host,zone\nws-1,office\nan-1,lab",
        conduits="""
            conduit,from,to,purpose
            out,office,supplier,administration
            in,supplier,lab,administration""",
    )
    held = Held(hospital, reach.compile(hospital))
    held.seize_hosts(np.array([0]))
    said = held.hop(2, 1)
    assert held.zones_whole().tolist() == [True, True, True]
    assert any(text.startswith("zone supplier, over administration conduit out") for text in said)


def test_many_conduits_are_counted_not_listed() -> None:
    rows = "\n".join(f"adm-{i},office,lab,tcp,{i},administration" for i in range(1, 6))
    hospital = make_hospital(
        zones="zone,kind,inside\noffice,office,isolated\nlab,device,isolated",
        hosts="host,zone\nws-1,office\nan-1,lab",
        conduits=f"conduit,from,to,protocol,ports,purpose\n{rows}",
    )
    held = Held(hospital, reach.compile(hospital))
    held.seize_hosts(np.array([0]))
    assert "and 2 more" in held.hop(1, 1)[0]
