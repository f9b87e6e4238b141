"""A selector means the hosts it says, one at a time and a million at a time."""

from __future__ import annotations

from ipaddress import ip_network

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from codedark.hospital.records import HostId, Selector, ZoneId
from codedark.hospital.words import Inside, Role
from codedark.reach import Columns, matches
from codedark.reach.selecting import may_stand_in, surely_stands_in, within
from tests.reach import oracle, worlds


@worlds.some
@given(worlds.hospitals(), st.data())
def test_a_selector_means_a_host_when_each_of_its_words_does(hospital, data) -> None:
    zones = st.sampled_from(list(hospital.zones))
    hosts = st.sampled_from(hospital.hosts.ids) if hospital.hosts.ids else st.none()
    selector = Selector(
        host=data.draw(st.none() | hosts),
        zone=data.draw(st.none() | zones),
        role=data.draw(st.none() | st.sampled_from(worlds.ROLES)),
        prefix=data.draw(st.none() | st.sampled_from(worlds.PREFIXES)),
    )
    meant = [oracle.means(selector, host, hospital, allow=True) for host in hospital.hosts]
    assert matches(selector, hospital.hosts).tolist() == meant


def test_a_host_or_zone_that_is_not_there_is_a_mistake() -> None:
    hospital = worlds.hospital([worlds.zone("lab", Inside.OPEN)], [], [])
    with pytest.raises(KeyError):
        matches(Selector(host=HostId("ghost")), hospital.hosts)
    with pytest.raises(KeyError):
        matches(Selector(zone=ZoneId("ghost")), hospital.hosts)


def test_hosts_without_names_are_chosen_by_everything_but_a_name() -> None:
    columns = Columns(
        zone_ids=(ZoneId("lab"),),
        zone_at=np.zeros(3, np.int32),
        role_at=np.array([0, 0, 1], np.int8),
        address_family=np.array([4, 4, 0], np.uint8),
        address_hi=np.zeros(3, np.uint64),
        address_lo=np.array([10 << 24, 11 << 24, 0], np.uint64),
    )
    assert matches(Selector(prefix=ip_network("10.0.0.0/8")), columns).tolist() == [True, False, False]
    assert matches(Selector(role=Role.SERVER), columns).tolist() == [True, True, False]
    with pytest.raises(KeyError):
        matches(Selector(host=HostId("h")), columns)


@given(st.sampled_from(worlds.PREFIXES), st.lists(st.sampled_from(worlds.PREFIXES), min_size=1, max_size=3))
def test_who_surely_stands_in_a_prefix_may_stand_there(prefix, networks) -> None:
    if surely_stands_in(prefix, networks):
        assert may_stand_in(prefix, networks, homeless=False)


@given(st.sampled_from(worlds.PREFIXES), st.sampled_from(worlds.PREFIXES))
def test_within_is_subnet_of(one, other) -> None:
    assert within(one, other) == (one.version == other.version and one.subnet_of(other))
