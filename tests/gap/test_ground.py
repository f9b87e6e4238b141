"""What stands under services, and what does not."""

import numpy as np
import pytest

from codedark import depend, reach
from codedark.gap.ground import survey
from codedark.gap.toy import toy_ground, toy_hospital
from tests.making import make_hospital


def test_only_what_a_service_stands_on_matters() -> None:
    ground = toy_ground()
    told = dict(zip(toy_hospital().conduits, ground.conduit_matters.tolist(), strict=True))
    assert told == {
        "staff-to-records": True,
        "office-to-records": False,
        "office-to-clinic": False,
        "records-to-vault": False,
    }
    hosts = {toy_hospital().hosts.ids[i] for i in np.flatnonzero(ground.host_matters)}
    assert hosts == {"ehr-1", "ehr-2"}


def test_hosts_of_a_workplace_matter_and_so_does_the_inside_that_carries() -> None:
    hospital = make_hospital(
        zones="zone,kind,workable_share\nward,clinical,0.5",
        hosts="host,zone\nsrv-1,ward\nws-1,ward",
        applications="application,kind,runs_on\nehr,clinical,srv-1",
        services="service,needs,worked_from\ncare,ehr,ward",
    )
    ground = survey(hospital, reach.compile(hospital), depend.compile(hospital))
    assert ground.host_matters.all() and ground.inside_matters.all() and ground.inside_open.all()


def test_an_application_no_service_needs_matters_to_nobody() -> None:
    hospital = make_hospital(
        hosts="host,zone\nmail-1,office", applications="application,kind,runs_on\nmail,office,mail-1"
    )
    ground = survey(hospital, reach.compile(hospital), depend.compile(hospital))
    assert not ground.host_matters.any() and not ground.below_services.any()


def test_edges_are_found_by_the_class_they_come_from() -> None:
    ground = toy_ground()
    for c in range(len(ground.reach.zone_of)):
        edges = ground.edges_by_class[ground.first_edge[c] : ground.first_edge[c + 1]]
        assert sorted(edges.tolist()) == np.flatnonzero(ground.reach.edge_from == c).tolist()


def test_a_service_nobody_has_is_a_key_error() -> None:
    assert toy_ground().service_index("ward") == 0
    with pytest.raises(KeyError):
        toy_ground().service_index("wards")
